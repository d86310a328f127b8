"""What lies between us and a site: names, certificates, proxies, other hosts. The secret goes to none."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from editor.cms.http import Client
from editor.cms.wordpress.api import WordPress
from editor.model.errors import BadInput, OutcomeUnknown, Rejected, Unexpected, Unreachable
from tests.certificates import A_DAY, Authority
from tests.unit.cms.wordpress.conftest import (
    ADMIN,
    INDEX,
    ITEM,
    ME,
    SECRET,
    HostileServer,
    Reply,
    as_html,
    as_json,
    failure,
    site,
    stored,
)

NAME = "harbour.example"
HOME = f"https://{NAME}"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
PROXY_SECRET = "canary-of-the-proxy"
Serve = Callable[[ssl.SSLContext], HostileServer]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """None but the one that a test names."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this computer trusts, and no other."""
    made = Authority.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Brings up a site over TLS, a good WordPress until a test has it be another."""
    servers: list[HostileServer] = []

    def up(tls: ssl.SSLContext) -> HostileServer:
        server = HostileServer(tls)
        servers.append(server)
        link = {"Link": f'<{HOME}/wp-json/>; rel="https://api.w.org/"'}
        server.routes["HEAD /"] = server.routes["GET /"] = Reply(headers=link)
        server.routes["GET /wp-json/"] = as_json({**INDEX, "home": HOME})
        server.routes[f"GET {ME}"] = as_json(ADMIN)
        return server

    yield up
    for server in servers:
        server.close()


@pytest.fixture
def proxy(other_server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> HostileServer:
    """The proxy of this computer, with a password of its own. It leads nowhere yet."""
    address = other_server.url.replace("//", f"//ada:{PROXY_SECRET}@")
    monkeypatch.setenv("HTTPS_PROXY", address)
    monkeypatch.setenv("HTTP_PROXY", address)
    return other_server


def connect(address: str = HOME) -> WordPress:
    return WordPress(site(address), SECRET, Client(pause=lambda _: None))


def test_nobody_there(client: Client) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    error = failure(connect(f"http://127.0.0.1:{port}").verify)
    assert (type(error), error.code) == (Unreachable, "site-refused")


def test_a_name_that_nobody_has() -> None:
    error = failure(connect("https://harbour.invalid").verify)
    assert (type(error), error.code) == (Unreachable, "site-unknown-host")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://example.com",
        "https://",
        "http://ada:canary-of-the-proxy@127.0.0.1/",
        "https://[::1",
        "https://a..b/",
        "https://xn--/",
        f"https://{'a' * 64}.example",
    ],
)
def test_what_is_no_address(address: str) -> None:
    error = failure(connect(address).verify)
    assert (type(error), error.code) == (BadInput, "site-address")
    assert PROXY_SECRET not in str(error)


def test_plain_http_is_for_this_computer_alone() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    client = Client(transport=httpx.MockTransport(never))
    error = failure(WordPress(site("http://harbour.example"), SECRET, client).verify)
    assert (type(error), error.code) == (Rejected, "site-plain-http")


@pytest.mark.parametrize(
    ("name", "begins", "code"),
    [
        (NAME, -A_DAY, ""),
        ("elsewhere.example", -A_DAY, "site-tls"),
        (NAME, timedelta(days=30), "site-tls-early"),
        (NAME, timedelta(days=-30), "site-tls-late"),
        ("self-signed", -A_DAY, "site-tls"),
    ],
    ids=["good", "another name", "not yet valid", "expired", "self-signed"],
)
def test_a_certificate(
    authority: Authority,
    serve: Serve,
    proxy: HostileServer,
    name: str,
    begins: timedelta,
    code: str,
) -> None:
    unknown = name == "self-signed"
    server = serve(
        authority.self_signed(NAME) if unknown else authority.server(name, begins=begins)
    )
    proxy.tunnels[f"{NAME}:443"] = server.port
    if not code:
        assert connect().verify().may_publish
        return
    error = failure(connect().verify)
    assert (type(error), error.code) == (Unreachable, code)
    assert "Nothing was sent" in str(error)
    assert ("date and time of this computer" in str(error)) == (begins != -A_DAY)
    assert server.seen == []


def test_tls_that_breaks_once_a_change_was_sent_leaves_open_whether_it_was_made(
    authority: Authority, serve: Serve, proxy: HostileServer
) -> None:
    server = serve(authority.server(NAME))
    proxy.tunnels[f"{NAME}:443"] = server.port
    torn = Reply(body=b"not a word of TLS", torn=True)
    server.routes[f"POST {ITEM}"], server.routes[f"GET {ITEM}"] = torn, as_json(stored())
    error = failure(lambda: connect().publish("7"))
    assert (type(error), error.code) == (OutcomeUnknown, "site-no-answer")
    assert "Nothing was sent" not in str(error)
    assert [json.loads(one.body) for one in server.asked("POST", ITEM)] == [{"status": "publish"}]
    server.routes[f"GET {ITEM}"] = torn
    error = failure(lambda: connect().get("7"))
    assert (type(error), error.code) == (Unreachable, "site-broke-off")


def test_a_proxy_carries_what_it_cannot_read(
    authority: Authority, serve: Serve, proxy: HostileServer
) -> None:
    server = serve(authority.server(NAME))
    proxy.tunnels[f"{NAME}:443"] = server.port
    assert connect().verify().may_publish
    assert {(one.method, one.path) for one in proxy.seen} == {("CONNECT", f"{NAME}:443")}
    assert all("authorization" not in one.headers for one in proxy.seen)
    assert all("proxy-authorization" in one.headers for one in proxy.seen)
    assert all("proxy-authorization" not in one.headers for one in server.seen)
    assert any("authorization" in one.headers for one in server.seen)


def test_a_proxy_that_refuses_is_said_without_its_password(proxy: HostileServer) -> None:
    proxy.otherwise = Reply(403)
    error = failure(connect().verify)
    assert (type(error), error.code) == (Unreachable, "site-proxy")
    assert PROXY_SECRET not in repr(error) + str(error)


def test_what_is_to_be_reached_without_a_proxy_is(
    proxy: HostileServer, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.wordpress()
    server.routes[f"GET {ME}"] = as_json(ADMIN)
    assert connect(server.url).verify().may_publish  # this computer, whatever is set
    monkeypatch.setenv("NO_PROXY", "harbour.invalid")
    assert failure(connect("https://harbour.invalid").verify).code == "site-unknown-host"
    assert proxy.seen == []


def test_a_proxy_that_is_not_spoken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    assert failure(Client).code == "proxy-unusable"


@pytest.mark.parametrize("place", [f"http://{NAME}/wp-json/", "https://elsewhere.example/wp-json/"])
@pytest.mark.parametrize("where", [ME, "/"])
def test_the_secret_follows_neither_to_plain_http_nor_to_another_host(
    authority: Authority, serve: Serve, proxy: HostileServer, where: str, place: str
) -> None:
    server = serve(authority.server(NAME, "elsewhere.example"))
    proxy.tunnels = {f"{NAME}:443": server.port, "elsewhere.example:443": server.port}
    away = Reply(302, headers={"Location": place})
    server.routes[f"GET {where}"] = server.routes[f"HEAD {where}"] = away
    error = failure(connect().verify)
    assert error.code in ("site-redirects", "site-plain-http")
    assert {one.path for one in proxy.seen} == {f"{NAME}:443"}, "it was followed"
    signed = [one.headers["host"] for one in server.seen if "authorization" in one.headers]
    assert set(signed) <= {NAME}


def test_a_site_cannot_send_us_to_another_hosts_api(
    server: HostileServer, other_server: HostileServer
) -> None:
    link = f'<{other_server.url}/wp-json/>; rel="https://api.w.org/"'
    server.routes["HEAD /"] = Reply(headers={"Link": link})
    assert failure(connect(server.url).verify).code == "site-redirects"
    assert other_server.seen == []


def test_the_secret_does_not_follow_to_another_port(
    server: HostileServer, other_server: HostileServer
) -> None:
    server.wordpress()
    server.routes[f"GET {ME}"] = Reply(302, headers={"Location": f"{other_server.url}/wp-json/"})
    error = failure(connect(server.url).verify)
    assert (type(error), error.code) == (Unexpected, "site-redirects")
    assert other_server.seen == []


def test_going_round_in_circles_ends(server: HostileServer) -> None:
    server.routes["HEAD /"] = Reply(302, headers={"Location": "/"})
    assert failure(connect(server.url).verify).code == "site-redirects"
    assert len(server.seen) <= 6


def test_a_site_whose_clock_is_years_away_is_no_trouble(server: HostileServer) -> None:
    server.wordpress()
    late = {"Date": "Fri, 01 Jan 1999 00:00:00 GMT", "Expires": "Thu, 01 Jan 1998 00:00:00 GMT"}
    server.routes[f"GET {ME}"] = as_json(ADMIN, headers=late)
    server.routes["GET /"] = as_html("Front page", headers=late)
    assert connect(server.url).verify().may_publish


def test_no_cookie_is_kept_and_we_say_who_we_are(server: HostileServer) -> None:
    server.wordpress()
    server.routes["GET /"] = as_html("Hello", headers={"Set-Cookie": "visitor=1; Path=/"})
    server.routes["HEAD /"] = Reply(404)
    server.routes["GET /wp-json/"] = as_json(
        {"namespaces": ["wp/v2"], "home": server.url}, headers={"Set-Cookie": "api=1; Path=/"}
    )
    server.routes[f"GET {ME}"] = as_json(ADMIN)
    cms = connect(server.url)
    cms.verify()
    cms.verify()
    assert all("cookie" not in request.headers for request in server.seen)
    assert all(r.headers["user-agent"].startswith("Standfirst/") for r in server.seen)

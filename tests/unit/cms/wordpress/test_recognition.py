"""What stands at an address is recognised, however the address is written, and over https if at all."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx
import pytest

from editor.cms.http import Client
from editor.cms.port import Recognised
from editor.cms.wordpress.recognition import recognise
from editor.model.errors import CmsError, EditorError, Unexpected
from tests.unit.cms.wordpress.conftest import INDEX

COM = "https://public-api.wordpress.com"
HOST = "quay.example"
GENERATOR = '<meta name="generator" content="WordPress 7.1.1" />'
Web = dict[str, httpx.Response | Exception]


def index(address: str, **more: object) -> httpx.Response:
    page = {"authorization": f"{address}/wp-admin/authorize-application.php"}
    said = {
        **INDEX,
        "home": address,
        "authentication": {"application-passwords": {"endpoints": page}},
        **more,
    }
    return httpx.Response(200, json=said)


def wordpress(address: str, **more: object) -> Web:
    """A site whose front page is at `address`."""
    link = {"Link": f'<{address}/wp-json/>; rel="https://api.w.org/"'}
    front = httpx.Response(200, headers=link, text=GENERATOR)
    return {f"{address}/": front, f"{address}/wp-json/": index(address, **more)}


@contextmanager
def asking(web: Mapping[str, httpx.Response | Exception]) -> Iterator[Callable[[str], Recognised]]:
    """`recognise` in a world of these addresses alone; hosts of which none is there are not known."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert "authorization" not in request.headers
        address = str(request.url.copy_with(query=None))
        found = web.get(address)
        if isinstance(found, Exception):
            raise found
        if found is None:
            if not any(httpx.URL(one).host == request.url.host for one in web):
                raise httpx.ConnectError("unknown") from socket.gaierror()
            origin = (request.url.scheme, request.url.netloc)
            if not any((httpx.URL(a).scheme, httpx.URL(a).netloc) == origin for a in web):
                raise httpx.ConnectError("refused")
            return httpx.Response(404)
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    client = Client(transport=httpx.MockTransport(answer), pause=lambda _: None, plain_http=True)
    yield lambda address: recognise(client, address, COM)
    client.close()


@pytest.mark.parametrize(
    "written",
    [
        "quay.example",
        "QUAY.example/",
        "  https://quay.example ",
        "http://quay.example",
        "http://quay.example:80/",
        "<https://quay.example/>,",
        "“quay.example”.",
        "quay.example/2026/07/a-walk/",
        "https://quay.example/?p=12&preview=true#comments",
        "quay.example/wp-admin/post.php?post=12&action=edit",
        "https://quay.example/wp-login.php?redirect_to=x",
        "quay.example/feed/",
    ],
)
def test_whatever_address_of_the_site_is_at_hand(written: str) -> None:
    with asking(wordpress("https://quay.example")) as ask:
        assert ask(written) == Recognised(
            "wordpress",
            "https://quay.example/",
            "Harbour & Sea",
            "WordPress 7.1.1",
            sign_in="https://quay.example/wp-admin/authorize-application.php",
        )


def test_the_place_where_it_leads_is_kept() -> None:
    web = wordpress("https://www.quay.example")
    moved = httpx.Response(301, headers={"Location": "https://www.quay.example/"})
    with asking({**web, "https://quay.example/": moved}) as ask:
        assert ask("quay.example").address == "https://www.quay.example/"


def test_http_that_leads_to_https_is_kept_as_https() -> None:
    web = wordpress("https://quay.example:8443")
    moved = httpx.Response(301, headers={"Location": "https://quay.example:8443/"})
    with asking({**web, "http://quay.example/": moved}) as ask, pytest.raises(Unexpected) as said:
        ask("http://quay.example")  # another port may be somebody else's
    assert said.value.detail["target"] == "quay.example:8443"
    web = wordpress("https://quay.example")
    moved = httpx.Response(301, headers={"Location": "https://quay.example/"})
    with asking({**web, "http://quay.example/": moved}) as ask:
        assert ask("http://quay.example").address == "https://quay.example/"


def test_a_subfolder() -> None:
    with asking(wordpress("https://quay.example/news")) as ask:
        for address in ("quay.example/news", "quay.example/news/2026/a-walk/"):
            assert ask(address).address == "https://quay.example/news/"


def test_only_plain_http_is_said() -> None:
    for written in ("quay.example", "http://quay.example/a-walk/"):
        with asking(wordpress("http://quay.example")) as ask:
            found = ask(written)
        assert (found.address, found.plain_http) == ("http://quay.example/", True)


def test_a_site_behind_a_proxy_that_names_itself_http_is_kept_as_https() -> None:
    web = wordpress("https://quay.example")
    web["https://quay.example/wp-json/"] = index("http://quay.example")
    with asking(web) as ask:
        found = ask("quay.example")
    assert found.address == "https://quay.example/"
    assert found.sign_in.startswith("https://quay.example/")


@pytest.mark.parametrize(
    "page",
    [
        "https://elsewhere.example/wp-admin/authorize-application.php",
        "https://quay.example.elsewhere.example/wp-admin/authorize-application.php",
        "https://quay.example@elsewhere.example/",
        "javascript:alert(1)",
        "ftp://quay.example/",
        "",
    ],
)
def test_a_page_to_log_in_that_is_not_the_sites_own_is_not_opened(page: str) -> None:
    ends = {"application-passwords": {"endpoints": {"authorization": page}}}
    with asking(wordpress("https://quay.example", authentication=ends)) as ask:
        assert ask("quay.example").sign_in == ""


def test_a_front_page_elsewhere_does_not_become_the_address() -> None:
    with asking(wordpress("https://quay.example", home="https://elsewhere.example")) as ask:
        assert ask("quay.example").address == "https://quay.example/"


def test_application_passwords_switched_off_are_told_at_once() -> None:
    with asking(wordpress("https://quay.example", authentication=[])) as ask:
        found = ask("quay.example")
    assert (found.sign_in, found.hindrance) == ("", "site-no-application-passwords")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "site-address"),
        ("   ", "site-address"),
        ("just words", "site-address"),
        ("https://", "site-address"),
        ("http://[::1", "site-address"),
        ("mailto:ada@quay.example", "site-address"),
        ("ftp://quay.example", "site-address"),
        ("javascript:alert(1)", "site-address"),
        ("https://ada:secret@quay.example/", "site-address"),
        ("ada@quay.example", "site-address"),
        ("quay.example:99999", "site-address"),
        ("nowhere.example", "site-unknown-host"),
        ("quay.example", "site-not-wordpress"),
        ("http://quay.example", "site-not-wordpress"),
        ("https://quay.example" + "/a" * 40, "site-not-wordpress"),
    ],
)
def test_what_is_not_recognised_is_told_with_a_next_step(written: str, code: str) -> None:
    page = httpx.Response(200, text="<html>A page of its own</html>")
    web = {"https://quay.example/": page, "http://quay.example/": page}
    with asking(web) as ask, pytest.raises(EditorError) as said:
        ask(written)
    assert said.value.code == code
    assert "secret" not in str(said.value)


def test_a_certificate_that_cannot_be_trusted_is_no_reason_for_plain_http() -> None:
    broken = httpx.ConnectError("tls")
    broken.__cause__ = untrusted = ssl.SSLCertVerificationError("no")
    untrusted.verify_message = "self-signed certificate"
    web: Web = {**wordpress("http://quay.example"), "https://quay.example/": broken}
    with asking(web) as ask:
        with pytest.raises(CmsError) as said:
            ask("quay.example")
        assert said.value.code == "site-tls"
        assert ask("http://quay.example").plain_http, "who asks for it is asked again"


def hosted(host: str = "harbour.wordpress.com", **about: object) -> Web:
    link = {"Link": f'<{COM}/wp/v2/sites/{host}/>; rel="https://api.w.org/"'}
    return {
        f"https://{host}/": httpx.Response(200, headers=link),
        f"{COM}/rest/v1.1/sites/{host}": httpx.Response(200, json=about),
    }


@pytest.mark.parametrize(
    "front",
    [
        httpx.Response(200, headers={"Link": f'<{COM}/wp-json/?x=1>; rel="https://api.w.org/"'}),
        httpx.Response(200, headers={"Host-Header": "WordPress.com"}),
        httpx.Response(200, text=f'<link rel="https://api.w.org/" href="{COM}/wp-json/" />'),
    ],
    ids=["link", "header", "page"],
)
def test_a_site_on_wordpress_com_with_a_domain_of_its_own(front: httpx.Response) -> None:
    web = {**hosted(HOST, ID=7, name="Harbour &amp; Sea"), f"https://{HOST}/": front}
    with asking(web) as ask:
        assert ask(f"{HOST}/2026/a-walk/?share=1") == Recognised(
            "wordpress",
            "https://quay.example/",
            "Harbour & Sea",
            "WordPress.com",
            api=f"{COM}/wp/v2/sites/7",
        )


def test_a_private_site_on_wordpress_com_is_known_by_its_host() -> None:
    web = hosted()
    web["https://harbour.wordpress.com/"] = httpx.Response(200)
    web[f"{COM}/rest/v1.1/sites/harbour.wordpress.com"] = httpx.Response(403, json={"error": "no"})
    with asking(web) as ask:
        found = ask("harbour.wordpress.com/wp-admin/")
    assert found.api == f"{COM}/wp/v2/sites/harbour.wordpress.com"
    assert found.name == "harbour.wordpress.com"


def test_an_api_elsewhere_is_not_taken_for_wordpress_com() -> None:
    link = {"Link": '<https://public-api.wordpress.com.evil.example/>; rel="https://api.w.org/"'}
    web: Web = {f"https://{HOST}/": httpx.Response(200, headers=link)}
    with asking(web) as ask, pytest.raises(Unexpected) as said:
        ask(HOST)
    assert said.value.code == "site-redirects"

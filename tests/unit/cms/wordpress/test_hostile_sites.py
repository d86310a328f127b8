"""What a writer is told when a site answers badly, and what is never done or told then."""

import json
import logging
import socket
import ssl
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from editor.cms.contract import paragraph, tiny_picture
from editor.cms.http import Client
from editor.cms.port import Post
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.connection import REFUSALS
from editor.model.audience import Access, Gate
from editor.model.errors import (
    BadInput,
    CmsError,
    EditorError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)
from editor.model.publication import Status
from editor.model.site import DEFAULT_BOXES, Site
from editor.model.wording import WORDING
from tests.unit.cms.wordpress.conftest import HostileServer, Reply, as_html, as_json

SECRET = "cana ryca nary cana ryca nary"
POSTS = "/wp-json/wp/v2/posts"
ITEM = f"{POSTS}/7"
ME = "/wp-json/wp/v2/users/me"
ADMIN = {"id": 2, "name": "Ada", "roles": ["author"], "capabilities": {"publish_posts": True}}


def site(address: str) -> Site:
    return Site("Harbour", "wordpress", address, "ada", Gate.TEASER_ONLY)


def stored(status: str = "draft", slug: str = "a-walk", **more: object) -> dict[str, object]:
    return {
        "id": 7,
        "status": status,
        "link": "http://127.0.0.1/a-walk/",
        "slug": slug,
        "title": {"raw": "A walk"},
        "content": {"raw": ""},
        "excerpt": {"raw": ""},
        **more,
    }


def article() -> Post:
    return Post(
        article_id=uuid4(),
        title="A walk",
        subtitle="",
        slug="a-walk",
        language="en",
        excerpt="About a walk.",
        date=None,
        access=Access.EVERYONE,
        gate=Gate.TEASER_ONLY,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph("Words."),),
        locked=(),
        teaser_notes=(),
        locked_notes=(),
    )


def failure(attempt: Callable[[], object]) -> EditorError:
    """The error that `attempt` ends in, which has a sentence and does not tell the secret."""
    with pytest.raises(EditorError) as caught:
        attempt()
    error = caught.value
    assert error.code in WORDING
    assert "(" + "host)" not in str(error)
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.detail)
    chain: BaseException | None = error
    while chain is not None:
        assert not isinstance(chain, httpx.HTTPError), "holds the signed request"
        chain = chain.__cause__ or chain.__context__
    for form in (SECRET, SECRET.replace(" ", ""), "YWRhOmNhbmFyeW"):
        assert form not in told
    return error


@pytest.fixture
def cms(server: HostileServer, client: Client) -> WordPress:
    server.wordpress()
    server.routes[f"GET {ME}"] = as_json(ADMIN)
    return WordPress(site(server.url), SECRET, client)


def refusal(name: str, status: int, **data: object) -> Reply:
    return as_json({"code": name, "message": "No.", "data": {"status": status, **data}}, status)


MAINTENANCE = as_html('<div class="wp-die-message">Briefly unavailable</div>', 503)
WRITES: list[tuple[str, Reply, type[CmsError], str]] = [
    ("wrong password", refusal("rest_not_logged_in", 401), Unauthorised, "site-secret-wrong"),
    ("may not", refusal("rest_cannot_edit", 403), Unauthorised, "site-may-not-edit"),
    ("others", refusal("rest_cannot_edit_others", 403), Unauthorised, "site-may-not-edit-others"),
    ("a firewall", as_html("Forbidden", 403), Unauthorised, "site-forbidden"),
    ("a plugin", refusal("wp_die", 403), Unauthorised, "site-forbidden"),
    ("missing", refusal("rest_post_invalid_id", 404), NotFound, "site-post-gone"),
    ("no route", refusal("rest_no_route", 404), NotFound, "site-not-found"),
    ("trashed", refusal("rest_already_trashed", 410), NotFound, "site-post-gone"),
    ("too large", as_html("Too large", 413), Rejected, "site-too-large"),
    ("invalid", refusal("rest_invalid_param", 400), Rejected, "site-refuses"),
    ("too many", as_html("Slow down", 429), Unreachable, "site-busy"),
    ("PHP fatal", refusal("internal_server_error", 500), OutcomeUnknown, "site-failed"),
    ("bad gateway", as_html("Bad gateway", 502), OutcomeUnknown, "site-failed"),
    ("unavailable", as_html("Unavailable", 503), OutcomeUnknown, "site-failed"),
    ("maintenance", MAINTENANCE, Unreachable, "site-maintenance"),
    ("a page", as_html("Checking your browser"), OutcomeUnknown, "site-not-json"),
    ("nothing", Reply(200), OutcomeUnknown, "site-not-json"),
    ("hung up", Reply(drop=True), OutcomeUnknown, "site-no-answer"),
    ("silence", Reply(wait=True), OutcomeUnknown, "site-no-answer"),
    ("moved", Reply(301, headers={"Location": "/x"}), Unexpected, "site-redirects"),
    ("endless", Reply(200, b"[" + b" " * 200_000), OutcomeUnknown, "site-answer-too-large"),
]


@pytest.mark.parametrize(
    ("reply", "kind", "code"), [row[1:] for row in WRITES], ids=[row[0] for row in WRITES]
)
def test_a_write_that_goes_wrong_is_told_and_sent_once(
    server: HostileServer, cms: WordPress, reply: Reply, kind: type[CmsError], code: str
) -> None:
    server.routes[f"POST {ITEM}"] = reply
    server.routes[f"GET {ITEM}"] = as_json(stored())
    error = failure(lambda: cms.publish("7"))
    assert (type(error), error.code) == (kind, code)
    assert len(server.asked("POST", ITEM)) == 1


def test_a_lost_answer_is_no_failure_when_the_article_is_public(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"POST {ITEM}"] = Reply(drop=True)
    server.routes[f"GET {ITEM}"] = as_json(stored("publish"))
    assert cms.publish("7").status is Status.PUBLISHED
    assert len(server.asked("POST", ITEM)) == 1


def test_a_status_other_than_public_is_given_back(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"POST {ITEM}"] = as_json(stored("pending"))
    server.routes[f"GET {ITEM}"] = as_json(stored("pending"))
    assert cms.publish("7").status is Status.PENDING


def test_who_may_not_publish_puts_it_up_for_review(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"POST {ITEM}"] = [
        refusal("rest_cannot_publish", 403),
        as_json(stored("pending")),
    ]
    server.routes[f"GET {ITEM}"] = as_json(stored("pending"))
    assert cms.publish("7").status is Status.PENDING
    sent = [json.loads(request.body) for request in server.asked("POST", ITEM)]
    assert sent == [{"status": "publish"}, {"status": "pending"}]
    server.routes[f"POST {ITEM}"] = refusal("rest_cannot_publish", 403)
    assert failure(lambda: cms.publish("7")).code == "site-may-not-publish"


def test_a_draft_whose_answer_was_lost_is_found(server: HostileServer, cms: WordPress) -> None:
    post = article()
    server.routes[f"POST {POSTS}"] = Reply(drop=True)
    server.routes[f"GET {POSTS}"] = as_json([stored(slug=f"sf-{post.article_id}")])
    assert cms.create_draft(post).remote_id == "7"
    assert len(server.asked("POST", POSTS)) == 1


def test_a_draft_that_was_not_made_is_an_unknown_outcome(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"POST {POSTS}"] = Reply(drop=True)
    server.routes[f"GET {POSTS}"] = as_json([])
    assert failure(lambda: cms.create_draft(article())).code == "site-no-answer"


def test_a_duplicate_draft_is_removed_again(server: HostileServer, cms: WordPress) -> None:
    post = article()
    token = f"sf-{post.article_id}"
    server.routes[f"POST {POSTS}"] = as_json({**stored(slug=f"{token}-2"), "id": 8}, 201)
    server.routes[f"GET {POSTS}"] = as_json([stored(slug=token)])
    server.routes[f"DELETE {POSTS}/8"] = as_json({"deleted": True})
    assert cms.create_draft(post).remote_id == "7"
    assert len(server.asked("DELETE", f"{POSTS}/8")) == 1


JUNK = b"<br />\n<b>Warning</b>: [stray] {output} in plugin.php\n"


def test_what_a_plugin_prints_before_the_answer_is_passed_over(
    server: HostileServer, cms: WordPress
) -> None:
    answer = as_json(stored("publish"))
    server.routes[f"POST {ITEM}"] = Reply(200, JUNK + answer.body, {"Content-Type": "text/html"})
    server.routes[f"GET {ITEM}"] = Reply(200, b"\xef\xbb\xbf" + answer.body)
    assert cms.publish("7").status is Status.PUBLISHED


def test_a_picture_refused_with_a_500_is_no_mystery(server: HostileServer, cms: WordPress) -> None:
    server.routes["GET /wp-json/wp/v2/media"] = as_json([])
    for name, code in (
        ("rest_upload_sideload_error", "site-picture-refused"),
        ("rest_upload_unknown_error", "site-picture-refused"),
        ("rest_upload_hash_mismatch", "site-picture-damaged"),
        ("rest_upload_no_content_disposition", "site-too-large"),
    ):
        server.routes["POST /wp-json/wp/v2/media"] = refusal(name, 500)
        error = failure(lambda: cms.upload(tiny_picture()))
        assert (type(error), error.code) == (Rejected, code)


READS: list[tuple[str, Reply, type[CmsError], str]] = [
    ("wrong password", refusal("rest_not_logged_in", 401), Unauthorised, "site-secret-wrong"),
    (
        "switched off",
        refusal("application_passwords_disabled", 501),
        Unauthorised,
        "site-no-application-passwords",
    ),
    ("a page", as_html("Please sign in"), Unexpected, "site-not-json"),
    ("PHP fatal", refusal("internal_server_error", 500), Unreachable, "site-failed"),
    ("bad gateway", as_html("Bad gateway", 502), Unreachable, "site-failed"),
    ("maintenance", MAINTENANCE, Unreachable, "site-maintenance"),
    ("hung up", Reply(drop=True), Unreachable, "site-broke-off"),
    ("silence", Reply(wait=True), Unreachable, "site-timeout"),
    ("endless", Reply(200, b"[" + b" " * 200_000), Unexpected, "site-answer-too-large"),
]


@pytest.mark.parametrize(
    ("reply", "kind", "code"), [row[1:] for row in READS], ids=[row[0] for row in READS]
)
def test_a_connection_test_that_goes_wrong_says_why(
    server: HostileServer, cms: WordPress, reply: Reply, kind: type[CmsError], code: str
) -> None:
    server.routes[f"GET {ME}"] = reply
    error = failure(cms.verify)
    assert (type(error), error.code) == (kind, code)


def test_a_read_is_tried_again_twice(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"GET {ME}"] = [Reply(drop=True), as_html("Bad gateway", 502), as_json(ADMIN)]
    assert cms.verify().may_publish
    server.seen.clear()
    server.routes[f"GET {ME}"] = as_html("Bad gateway", 502)
    failure(cms.verify)
    assert len(server.asked("GET", ME)) == 3


def test_an_account_that_may_not_publish_is_told_apart(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"GET {ME}"] = as_json({"name": "Ben", "roles": ["contributor"]})
    account = cms.verify()
    assert (account.role, account.may_publish) == ("contributor", False)
    assert account.site_name == "Harbour & Sea"


def test_a_site_that_is_no_wordpress(server: HostileServer, client: Client) -> None:
    server.routes["HEAD /"] = server.routes["GET /"] = as_html("A shop")
    error = failure(WordPress(site(server.url), SECRET, client).verify)
    assert (type(error), error.code) == (Unexpected, "site-not-wordpress")
    assert all("authorization" not in request.headers for request in server.seen)


def test_a_wordpress_with_a_page_where_its_api_was(server: HostileServer, client: Client) -> None:
    server.wordpress()
    server.routes["GET /wp-json/"] = as_html("Login wall")
    assert failure(WordPress(site(server.url), SECRET, client).verify).code == "site-not-json"


def test_application_passwords_switched_off(server: HostileServer, cms: WordPress) -> None:
    server.routes["GET /wp-json/"] = as_json({"namespaces": ["wp/v2"], "authentication": []})
    assert failure(cms.verify).code == "site-no-application-passwords"
    assert all("authorization" not in request.headers for request in server.seen)


def test_nobody_there(client: Client) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    error = failure(WordPress(site(f"http://127.0.0.1:{port}"), SECRET, client).verify)
    assert (type(error), error.code) == (Unreachable, "site-refused")


def test_a_name_that_nobody_has(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    error = failure(WordPress(site("https://harbour.example"), SECRET, client).verify)
    assert (type(error), error.code) == (Unreachable, "site-unknown-host")


@pytest.mark.parametrize("address", ["", "ftp://example.com", "https://", "http://a:b@127.0.0.1/"])
def test_what_is_no_address(client: Client, address: str) -> None:
    error = failure(WordPress(site(address), SECRET, client).verify)
    assert (type(error), error.code) == (BadInput, "site-address")
    assert "a:b" not in str(error)


def test_plain_http_is_for_this_computer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    client = Client(transport=httpx.MockTransport(never))
    error = failure(WordPress(site("http://harbour.example"), SECRET, client).verify)
    assert (type(error), error.code) == (Rejected, "site-plain-http")


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "self-signed.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def test_a_self_signed_certificate_is_not_trusted(tmp_path: Path, client: Client) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server = HostileServer(context)
    server.wordpress()
    try:
        address = f"https://127.0.0.1:{server.port}"
        error = failure(WordPress(site(address), SECRET, client).verify)
    finally:
        server.close()
    assert (type(error), error.code) == (Unreachable, "site-tls")
    assert "self-signed" in str(error)
    assert server.seen == []


def test_the_secret_does_not_follow_to_another_host(
    server: HostileServer, other_server: HostileServer, cms: WordPress
) -> None:
    away = Reply(302, headers={"Location": f"{other_server.url}/wp-json/"})
    server.routes[f"GET {ME}"] = away
    error = failure(cms.verify)
    assert (type(error), error.code) == (Unexpected, "site-redirects")
    assert other_server.seen == []


def test_a_site_cannot_send_us_to_another_hosts_api(
    server: HostileServer, other_server: HostileServer, cms: WordPress
) -> None:
    link = f'<{other_server.url}/wp-json/>; rel="https://api.w.org/"'
    server.routes["HEAD /"] = Reply(headers={"Link": link})
    assert failure(cms.verify).code == "site-redirects"
    assert other_server.seen == []


def test_going_round_in_circles_ends(server: HostileServer, client: Client) -> None:
    server.routes["HEAD /"] = Reply(302, headers={"Location": "/"})
    assert failure(WordPress(site(server.url), SECRET, client).verify).code == "site-redirects"
    assert len(server.seen) <= 6


def test_no_cookie_is_kept_and_we_say_who_we_are(server: HostileServer, cms: WordPress) -> None:
    server.routes["GET /"] = as_html("Hello", headers={"Set-Cookie": "visitor=1; Path=/"})
    server.routes["HEAD /"] = Reply(404)
    server.routes["GET /wp-json/"] = as_json(
        {"namespaces": ["wp/v2"], "home": server.url}, headers={"Set-Cookie": "api=1; Path=/"}
    )
    cms.verify()
    cms.verify()
    assert all("cookie" not in request.headers for request in server.seen)
    assert all(r.headers["user-agent"].startswith("Standfirst/") for r in server.seen)


def test_strangers_looks_are_unsigned_and_ask_past_caches(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"GET {ITEM}"] = as_json(stored("publish", link=f"{server.url}/a-walk/"))
    server.routes["GET /a-walk/"] = as_html("The walk")
    remote = cms.get("7")
    page = cms.surfaces(remote, article())[0]
    assert "The walk" in cms.look(page)
    assert "The walk" in cms.look(page)
    first, second = server.asked("GET", "/a-walk/")
    assert "authorization" not in first.headers
    assert "no-cache" in first.headers["cache-control"]
    assert first.path != second.path


def test_still_public_after_retracting_is_said(server: HostileServer, cms: WordPress) -> None:
    link = f"{server.url}/a-walk/"
    server.routes[f"GET {ITEM}"] = [
        as_json(stored("publish", link=link)),
        as_json(stored("draft", link=link)),
        refusal("rest_forbidden", 401),
    ]
    server.routes[f"POST {ITEM}"] = as_json(stored("draft"))
    server.routes["GET /a-walk/"] = as_html("A walk, from the cache")
    error = failure(lambda: cms.retract("7"))
    assert error.code == "site-still-public"
    assert link in str(error)


def test_a_proxy_is_honoured_but_not_for_this_computer(
    server: HostileServer, other_server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, other_server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    other_server.routes["CONNECT harbour.example:443"] = Reply(403)
    client = Client(pause=lambda _: None)
    server.wordpress()
    server.routes[f"GET {ME}"] = as_json(ADMIN)
    WordPress(site(server.url), SECRET, client).verify()
    assert other_server.seen == []
    error = failure(WordPress(site("https://harbour.example"), SECRET, client).verify)
    assert (type(error), error.code) == (Unreachable, "site-proxy")
    assert other_server.seen[0].path == "harbour.example:443"
    client.close()


def test_a_proxy_that_is_not_spoken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    assert failure(Client).code == "proxy-unusable"


def test_an_answer_that_drips_for_ever_ends(
    server: HostileServer, cms: WordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    cms.verify()
    monkeypatch.setattr("editor.cms.http.LONGEST", -1.0)
    server.routes[f"POST {ITEM}"] = as_json(stored("publish"))
    assert failure(cms.verify).code == "site-timeout"
    assert failure(lambda: cms.publish("7")).code == "site-no-answer"


def test_the_secret_is_in_no_log_and_no_address(
    server: HostileServer, cms: WordPress, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.routes[f"GET {ITEM}"] = as_json(stored("publish"))
    server.routes[f"POST {ITEM}"] = as_json(stored("publish"))
    cms.verify()
    cms.publish("7")
    failure(lambda: cms.get("8"))
    assert any("authorization" in request.headers for request in server.seen)
    told = caplog.text + "".join(request.path for request in server.seen)
    for form in (SECRET, SECRET.replace(" ", ""), "YWRhOmNhbmFyeW"):
        assert form not in told


def test_a_picture_that_was_not_sent_stops_before_the_article(
    server: HostileServer, cms: WordPress
) -> None:
    error = failure(lambda: cms.fill("7", replace(article(), image="lost.jpg"), {}))
    assert (type(error), error.code) == (Rejected, "picture-missing")
    assert server.asked("POST", ITEM) == []


def test_a_picture_whose_answer_was_lost_is_found(server: HostileServer, cms: WordPress) -> None:
    media = "/wp-json/wp/v2/media"
    server.routes[f"GET {media}"] = [
        as_json([]),
        as_json([{"id": 5, "source_url": "http://127.0.0.1/quay.png"}]),
    ]
    kept = {"id": 5, "source_url": "http://127.0.0.1/quay.png", "alt_text": "A grey quay"}
    server.routes[f"GET {media}/5"] = as_json({**kept, "caption": {"raw": "The quay"}})
    server.routes[f"POST {media}"] = Reply(drop=True)
    assert cms.upload(tiny_picture()).remote_id == "5"
    assert len(server.asked("POST", media)) == 1


def test_every_refusal_has_a_sentence() -> None:
    assert {code for _, code in REFUSALS.values()} <= set(WORDING)

"""Whatever a site answers, it becomes an error of ours with a next step, or what a stranger is shown.

The table has a row for each bad answer, and says what becomes of it as the answer to a signed read, to a
write, and to a stranger's look at a page.
"""

import gzip
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import httpx
import pytest

from editor.cms.contract_samples import tiny_picture
from editor.cms.http import Client
from editor.cms.port import Cms, RemotePost, View
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Audience, Surface
from editor.model.errors import (
    EditorError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)
from editor.model.status import Status
from tests.unit.cms.wordpress.conftest import (
    CANARIES,
    ITEM,
    PASSWORDS,
    TOKENS,
    Answering,
    HostileServer,
    Reply,
    Request,
    article,
    as_html,
    as_json,
    failure,
    refusal,
    site,
    stored,
    told,
)

PAGE = "/a-walk/"
LIMIT = 1_000_000  # bytes that our client takes in these tests
HTML = as_html("Something in front of the site")
MAINTENANCE = as_html('<div class="wp-die-message">Briefly unavailable</div>', 503)
ZEROS = gzip.compress(bytes(5_000_000))
GZIP = {"Content-Encoding": "gzip"}
Said = tuple[type[EditorError], str]  # the error and its code


@dataclass(frozen=True)
class Row:
    """An answer, and what it becomes. `look` is None where it is shown; `asked` is how often a read asks."""

    name: str
    reply: Reply
    read: Said
    write: Said
    look: Said | None
    asked: int = 1


def after(wait: str, status: int = 429, **more: str) -> Reply:
    return as_html("Later", status, {"Retry-After": wait, **more})


def to(place: str) -> Reply:
    return Reply(301, headers={"Location": place})


def same(name: str, reply: Reply, said: Said, *, asked: int = 1) -> Row:
    """Nothing was done, whatever was asked."""
    return Row(name, reply, said, said, said, asked)


SECRET_WRONG = (Unauthorised, "site-secret-wrong")
FORBIDDEN = (Unauthorised, "site-forbidden")
NOT_FOUND = (NotFound, "site-not-found")
GONE = (NotFound, "site-gone")
POST_GONE = (NotFound, "site-post-gone")
REFUSES = (Rejected, "site-refuses")
TOO_LARGE = (Rejected, "site-too-large")
BUSY, BUSY_LONG = (Unreachable, "site-busy"), (Unreachable, "site-busy-long")
FAILED, MAYBE_FAILED = (Unreachable, "site-failed"), (OutcomeUnknown, "site-failed")
NOT_JSON, MAYBE_NOT_JSON = (Unexpected, "site-not-json"), (OutcomeUnknown, "site-not-json")
ENDLESS, MAYBE_ENDLESS = (
    (Unexpected, "site-answer-too-large"),
    (OutcomeUnknown, "site-answer-too-large"),
)
BROKE_OFF, SILENT = (Unreachable, "site-broke-off"), (Unreachable, "site-timeout")
NO_ANSWER = (OutcomeUnknown, "site-no-answer")
LED_AWAY = (Unexpected, "site-redirects")
ODD_CLOCK = {"Date": "Fri, 31 Dec 9999 23:59:59 -2359"}
THEN = "Tue, 01 Feb 2011 10:00:00 GMT"  # the site's clock need not be ours

TABLE = (
    same("400", refusal("rest_invalid_param", 400), REFUSES),
    same("400, odd clock", replace(refusal("rest_invalid_param", 400), headers=ODD_CLOCK), REFUSES),
    same("400 HTML", as_html("Bad request", 400), REFUSES),
    Row("401", refusal("rest_not_logged_in", 401), SECRET_WRONG, SECRET_WRONG, FORBIDDEN),
    Row("401 HTML", as_html("Members only", 401), SECRET_WRONG, SECRET_WRONG, FORBIDDEN),
    same("403", refusal("wp_die", 403), FORBIDDEN),
    same("403 HTML", as_html("Firewall", 403), FORBIDDEN),
    Row("404", refusal("rest_post_invalid_id", 404), POST_GONE, POST_GONE, NOT_FOUND),
    same("404 HTML", as_html("Nothing here", 404), NOT_FOUND),
    Row("410", refusal("rest_already_trashed", 410), POST_GONE, POST_GONE, GONE),
    same("410 HTML", as_html("Gone", 410), GONE),
    same("413 HTML", as_html("Too large", 413), TOO_LARGE),
    same("429", as_html("Slow down", 429), BUSY, asked=3),
    same("429, wait 3 seconds", after("3"), BUSY, asked=3),
    same("429, wait 5 minutes", after("300"), BUSY_LONG),
    same(
        "429, wait until",
        after("Tue, 01 Feb 2011 10:05:00 GMT", Date=THEN),
        BUSY_LONG,
    ),
    same("429, wait nonsense", after("soon"), BUSY, asked=3),
    same("503, wait 5 minutes", after("300", 503), BUSY_LONG),
    Row("500", refusal("internal_server_error", 500), FAILED, MAYBE_FAILED, FAILED),
    Row("500 HTML", as_html("Fatal error", 500), FAILED, MAYBE_FAILED, FAILED),
    Row("502 HTML", as_html("Bad gateway", 502), FAILED, MAYBE_FAILED, FAILED, 3),
    Row("503 HTML", as_html("Unavailable", 503), FAILED, MAYBE_FAILED, FAILED, 3),
    same("maintenance", MAINTENANCE, (Unreachable, "site-maintenance"), asked=3),
    Row("200 HTML", HTML, NOT_JSON, MAYBE_NOT_JSON, None),
    Row("200 nothing", Reply(), NOT_JSON, MAYBE_NOT_JSON, None),
    Row("200 brackets", Reply(body=b"[" * 50_000), NOT_JSON, MAYBE_NOT_JSON, None),
    Row("200 odd encoding", as_html("?", 200, {"Content-Type": "text/html; charset=undefined"}),
        NOT_JSON, MAYBE_NOT_JSON, None),
    Row("200 broken gzip", Reply(body=b"no gzip", headers=GZIP), NOT_JSON, NO_ANSWER, NOT_JSON),
    Row("round in circles", to("?again"), LED_AWAY, LED_AWAY, LED_AWAY, 6),
    same("to another host", to("https://elsewhere.example/"), LED_AWAY),
    Row("to nowhere", to("https://[::1"), BROKE_OFF, NO_ANSWER, BROKE_OFF, 3),
    Row("200 MB", Reply(body=b"[", more=200_000_000), ENDLESS, MAYBE_ENDLESS, ENDLESS),
    Row("5 MB in gzip", Reply(body=ZEROS, headers=GZIP), ENDLESS, MAYBE_ENDLESS, ENDLESS),
    Row("slow drip", Reply(body=b"[", more=800_000), SILENT, NO_ANSWER, SILENT),
    Row("silence", Reply(wait=True), SILENT, NO_ANSWER, SILENT),
    Row("hung up", Reply(drop=True), BROKE_OFF, NO_ANSWER, BROKE_OFF, 3),
    Row("half an answer", Reply(body=b"[", promised=9), BROKE_OFF, NO_ANSWER, BROKE_OFF, 3),
    Row("not HTTP", Reply(body=b"SSH-2.0-x\r\n", raw=True), BROKE_OFF, NO_ANSWER, BROKE_OFF, 3),
)  # fmt: skip
rows = pytest.mark.parametrize("row", TABLE, ids=[row.name for row in TABLE])


@pytest.fixture
def waits() -> list[float]:
    """How long our client waited, each time, before it asked again."""
    return []


@pytest.fixture
def connect(
    server: HostileServer, row: Row, waits: list[float]
) -> Iterator[Callable[[str], WordPress]]:
    """An adapter with a secret, for a site that gives the row's answer wherever a test lets it."""
    server.wordpress()
    quickly = httpx.Timeout(1 if row.reply.wait else 30)
    a_minute_a_piece = itertools.count(step=60).__next__
    clock = a_minute_a_piece if row.name == "slow drip" else lambda: 0
    client = Client(timeout=quickly, pause=waits.append, clock=clock, max_bytes=LIMIT)
    yield lambda secret: WordPress(site(server.url), secret, client)
    client.close()


@pytest.fixture
def cms(connect: Callable[[str], WordPress]) -> WordPress:
    return connect(PASSWORDS.write())


def page(server: HostileServer) -> View:
    return View(Surface.PAGE, Audience.VISITOR, server.url + PAGE, "Page")


def outcome(attempt: Callable[[], object]) -> EditorError | None:
    try:
        attempt()
    except EditorError as error:
        return error
    return None


@rows
def test_a_read(row: Row, server: HostileServer, cms: Cms, waits: list[float]) -> None:
    server.routes[f"GET {ITEM}"] = row.reply
    error = failure(lambda: cms.get("7"))
    assert (type(error), error.code) == row.read
    assert len(server.asked("GET", ITEM)) == row.asked
    assert row.read == LED_AWAY or len(waits) == row.asked - 1
    assert server.sent < 20_000_000, "it was read to its end"


@rows
def test_a_write_is_sent_once(row: Row, server: HostileServer, cms: Cms) -> None:
    server.routes[f"POST {ITEM}"] = row.reply
    server.routes[f"GET {ITEM}"] = as_json(stored())
    error = failure(lambda: cms.publish("7"))
    assert (type(error), error.code) == row.write
    assert len(server.asked("POST", ITEM)) == 1


@rows
def test_after_a_change_that_cannot_be_read_back_its_outcome_is_not_known(
    row: Row, server: HostileServer, cms: Cms
) -> None:
    server.routes[f"POST {ITEM}"] = as_json(stored("publish"))
    server.routes[f"GET {ITEM}"] = row.reply
    error = failure(lambda: cms.publish("7"))
    kind, code = row.read
    if row.read == POST_GONE:
        assert type(error) is NotFound, "that it is gone is known"
        return
    assert type(error) is OutcomeUnknown
    assert error.code == ("site-no-answer" if kind is Unreachable else code)
    assert len(server.asked("POST", ITEM)) == 1


@rows
def test_a_look(row: Row, server: HostileServer, cms: Cms) -> None:
    server.routes[f"GET {PAGE}"] = row.reply
    if row.look is None:
        assert cms.look(page(server))[0].strip() == row.reply.body.decode()
        return
    error = failure(lambda: cms.look(page(server))[0])
    assert (type(error), error.code) == row.look
    assert len(server.asked("GET", PAGE)) == row.asked
    assert all("authorization" not in one.headers for one in server.asked("GET", PAGE))


@pytest.mark.parametrize(
    "row", [one for one in TABLE if one.name != "silence"], ids=lambda one: one.name
)
def test_nothing_asked_of_such_a_site_ends_otherwise_than_in_an_error_of_ours(
    row: Row,
    server: HostileServer,
    connect: Callable[[str], WordPress],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every method, where the site gives this one answer to all that comes after its front page."""
    caplog.set_level("DEBUG")
    errors = all_errors(server, connect, row.reply)
    said = caplog.text + "".join(told(error) for error in errors)
    said += "".join(request.path for request in server.seen)
    assert [form for form in CANARIES if form in said] == []


@pytest.mark.parametrize("status", [400, 401, 403, 500])
@pytest.mark.parametrize("row", TABLE[:1], ids=[""])
def test_a_site_that_repeats_what_it_was_sent_does_not_have_us_tell_it(
    server: HostileServer, connect: Callable[[str], WordPress], status: int
) -> None:
    def repeating(request: Request) -> Reply:
        heard = f"{dict(request.headers)} {request.body!r} canary-of-readers"
        return as_json({"code": heard, "message": heard, "data": {"params": {"x": heard}}}, status)

    errors = all_errors(server, connect, repeating)
    assert any("•••" in told(error) for error in errors)
    assert [form for form in CANARIES for error in errors if form in told(error)] == []


def all_errors(
    server: HostileServer, connect: Callable[[str], WordPress], reply: Reply | Answering
) -> list[EditorError]:
    """What everything ends in that is asked of a site which was found, and then answers with `reply`."""
    errors: list[EditorError] = []
    for kept in (PASSWORDS, replace(TOKENS, token_url=f"{server.url}/token")):
        server.wordpress()
        server.otherwise = Reply(404)
        cms = connect(kept.write())
        cms.surfaces(RemotePost("7", Status.PUBLISHED, "", "a-walk", "1"), article())
        server.otherwise, server.routes = reply, {}
        ended = {name: outcome(attempt) for name, attempt in everything(cms, server).items()}
        assert {name for name, error in ended.items() if error is None} <= {"check", "look"}
        errors += [error for error in ended.values() if error]
    return errors


def everything(cms: Cms, server: HostileServer) -> dict[str, Callable[[], object]]:
    """Every request that an adapter can make, by its name."""
    post = article()
    return {
        "verify": cms.verify,
        "check": lambda: cms.check(post),
        "find": lambda: cms.find(post.article_id),
        "create_draft": lambda: cms.create_draft(post),
        "fill": lambda: cms.fill("7", post, {}),
        "get": lambda: cms.get("7"),
        "publish": lambda: cms.publish("7"),
        "retract": lambda: cms.retract("7"),
        "delete": lambda: cms.delete("7"),
        "upload": lambda: cms.upload(tiny_picture()),
        "look": lambda: cms.look(page(server))[0],
        "authors": cms.authors,
        "update_bio": lambda: cms.update_bio("2", "Bio"),
    }


def test_a_short_wait_is_kept_before_a_read_is_tried_again(
    server: HostileServer, client: Client
) -> None:
    waits: list[float] = []
    client = Client(pause=waits.append)
    server.routes["GET /"] = [after("3"), after("Tue, 01 Feb 2011 10:00:07 GMT", Date=THEN), HTML]
    assert client.read(server.url + "/").status == 200
    assert waits == [3, 7]


@pytest.mark.parametrize(("wait", "said"), [("61", "2 minutes"), ("300", "5 minutes")])
def test_a_long_wait_is_told(server: HostileServer, client: Client, wait: str, said: str) -> None:
    server.routes["GET /"] = server.routes["HEAD /"] = after(wait)
    assert said in str(failure(WordPress(site(server.url), "", client).verify))

"""What Ghost refuses becomes an error of ours with a next step, and none of them holds the key."""

import json
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest

from editor.cms.ghost.connection import Connection
from editor.cms.http import Client
from editor.model.errors import (
    CmsError,
    Conflict,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)
from editor.model.site import Site
from editor.model.wording import WORDING

SECRET = "ab" * 32
KEY = f"{'0123456789ab' * 2}:{SECRET}"
SITE = Site("Harbour", "ghost", "https://harbour.example/news/")


def connection(
    status: int, said: object, date: str = "", wait: str = ""
) -> tuple[Connection, list[httpx.Request]]:
    """One to a Ghost that answers everything so, and what it was asked."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        headers = {"Date": date} if date else {}
        if request.url.path.endswith("/site/"):
            return httpx.Response(200, json={"site": {}}, headers=headers)
        content = said if isinstance(said, str) else json.dumps(said)
        again = {"Retry-After": wait} if wait else {}
        return httpx.Response(status, content=content, headers=headers | again)

    client = Client(transport=httpx.MockTransport(answer), pause=lambda _: None)
    return Connection(SITE, KEY, client), asked


def refusal(name: str = "", message: str = "No", context: str = "") -> object:
    return {"errors": [{"code": name, "message": message, "context": context}]}


@pytest.mark.parametrize(
    ("status", "said", "reading", "writing"),
    [
        (400, refusal("INVALID_JWT"), (Unauthorised, "site-key-wrong"), None),
        (401, refusal("UNKNOWN_ADMIN_API_KEY"), (Unauthorised, "site-key-wrong"), None),
        (403, refusal(), (Unauthorised, "site-may-not-edit"), None),
        (404, refusal(), (NotFound, "site-post-gone"), None),
        (406, refusal(), (Unexpected, "site-not-ghost"), None),
        (409, refusal("UpdateCollisionError"), (Conflict, "changed-on-site"), None),
        (413, refusal(), (Rejected, "site-too-large"), None),
        (415, refusal(), (Rejected, "site-picture-refused"), None),
        (422, refusal(context="Title is too long."), (Rejected, "site-refuses"), None),
        (429, refusal(), (Unreachable, "site-busy"), None),
        (500, refusal(), (Unreachable, "site-failed"), (OutcomeUnknown, "site-failed")),
        (502, "<p>Bad</p>", (Unreachable, "site-failed"), (OutcomeUnknown, "site-failed")),
        (200, "<p>Hi</p>", (Unexpected, "site-not-json"), (OutcomeUnknown, "site-not-json")),
    ],
)
def test_a_refusal_is_one_of_our_errors(
    status: int,
    said: object,
    reading: tuple[type[CmsError], str],
    writing: tuple[type[CmsError], str] | None,
) -> None:
    there, _ = connection(status, said)
    with pytest.raises(CmsError) as read:
        there.read("posts/")
    with pytest.raises(CmsError) as written:
        there.write("PUT", "posts/1/", {"posts": []})
    for error, wanted in ((read.value, reading), (written.value, writing or reading)):
        assert (type(error), error.code) == wanted
        assert WORDING[error.code].then
        assert "{" not in str(error)


def test_too_many_requests_when_to_try_again_is_told_as_the_site_does() -> None:
    there, asked = connection(429, refusal("TooManyRequestsError"), wait="3540")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: there.read("posts/"),
        lambda: there.write("PUT", "posts/1/", {}),
    )
    for attempt in attempts:
        before = len(asked)
        with pytest.raises(Unreachable) as raised:
            attempt()
        assert str(raised.value).endswith("Try again in 59 minutes.")
        assert sum("posts" in str(request.url) for request in asked[before:]) == 1


def test_the_key_is_in_nothing_that_is_told() -> None:
    there, asked = connection(422, refusal(context=f"Not this: {KEY}"))
    with pytest.raises(CmsError) as raised:
        there.read("posts/")
    told = "".join(traceback.format_exception(raised.value)) + repr(raised.value.detail)
    assert SECRET not in told
    assert all(SECRET not in str(request.url) for request in asked)


@pytest.mark.parametrize("minutes", [-60, 0, 60])
def test_signatures_go_by_the_sites_clock(minutes: int) -> None:
    theirs = datetime.now(UTC) + timedelta(minutes=minutes)
    there, asked = connection(200, {"posts": []}, theirs.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    there.read("posts/")
    token = asked[-1].headers["Authorization"].removeprefix("Ghost ")
    said = jwt.decode(
        token,
        bytes.fromhex(SECRET),
        ["HS256"],
        audience="/admin/",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert abs(said["iat"] - theirs.timestamp()) < 60
    assert jwt.get_unverified_header(token)["kid"] == KEY.partition(":")[0]
    assert str(asked[-1].url) == "https://harbour.example/news/ghost/api/admin/posts/"


@pytest.mark.parametrize("text", ["", "a-word", KEY[:-1], f"{KEY}0", KEY.replace(":", "")])
def test_what_is_no_key_is_said_before_anything_is_sent(text: str) -> None:
    with pytest.raises(Unauthorised) as raised:
        Connection(SITE, text, Client())
    assert raised.value.code == "site-key-malformed"
    assert not text or text not in str(raised.value)

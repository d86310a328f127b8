"""What a real Ghost refuses, and what is said of it; what it refused has changed nothing there."""

from collections.abc import Iterator

import httpx
import pytest

from editor.cms.contract_samples import tiny_picture
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.connection import Connection
from editor.cms.ghost.remote import updated_at
from editor.cms.http import Client
from editor.cms.port import Post, RemotePost
from editor.model.errors import (
    CmsError,
    Conflict,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unexpected,
)
from editor.model.mailing import Mailing, Segment
from editor.model.status import Status
from editor.model.wording import WORDING
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site


@pytest.fixture
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


@pytest.fixture
def bare(ghost: GhostServer) -> Iterator[Connection]:
    """Requests that the adapter does not make of itself."""
    bare = Connection(site(ghost), ghost.keys["owner"], Client(plain_http=True))
    yield bare
    bare.close()


@pytest.fixture
def post() -> Post:
    return OnGhost().post()


@pytest.fixture
def there(cms: Ghost, post: Post) -> RemotePost:
    return cms.fill(cms.create_draft(post).remote_id, post, {})


@pytest.mark.parametrize(
    ("fields", "kind", "code"),
    [
        ({"updated_at": "2020-01-01T00:00:00.000Z", "title": "Late"}, Conflict, "changed-on-site"),
        ({"title": "x" * 256}, Rejected, "site-refuses"),
        (
            {"status": "scheduled", "published_at": "2020-01-01T00:00:00.000Z"},
            Rejected,
            "site-refuses",
        ),
        ({"title": "x" * 53_000_000}, Rejected, "site-too-large"),
        ({"visibility": "friends"}, OutcomeUnknown, "site-failed"),
    ],
    ids=["stale", "long", "past", "large", "unknown"],
)
def test_a_change_that_it_does_not_take(
    cms: Ghost,
    bare: Connection,
    there: RemotePost,
    fields: dict[str, str],
    kind: type[CmsError],
    code: str,
) -> None:
    body = {"posts": [{"updated_at": updated_at(there), **fields}]}
    with pytest.raises(CmsError) as refused:
        bare.write("PUT", f"posts/{there.remote_id}/", body)
    assert (type(refused.value), refused.value.code) == (kind, code)
    assert WORDING[code].then
    assert cms.get(there.remote_id).revision == there.revision


def test_an_error_of_its_own_that_changed_nothing_is_no_open_question(
    cms: Ghost, there: RemotePost
) -> None:
    with pytest.raises(Rejected) as refused:
        cms.publish(there.remote_id, Status.PUBLISHED, Mailing(Segment.ALL, "no-such"))
    assert refused.value.code == "site-failed-unchanged"
    assert (refused.value.detail["status"], "{" in str(refused.value)) == (500, False)
    assert cms.get(there.remote_id).revision == there.revision


class Lossy(httpx.HTTPTransport):
    """The way to a real Ghost, on which changes get through as `done` says, and the answers to them do not.

    Without `status` the connection breaks off instead.
    """

    def __init__(self, done: bool, status: int | None) -> None:
        super().__init__()
        self.done, self.status = done, status

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "PUT":
            return super().handle_request(request)
        if self.done:
            super().handle_request(request).read()
        if self.status is None:
            raise httpx.ReadError("broke off", request=request)
        return httpx.Response(self.status, json={"errors": [{"message": "Failed"}]})


@pytest.mark.parametrize(
    ("done", "status", "raised"),
    [
        (True, 500, None),
        (True, 502, None),
        (True, None, None),
        (False, 500, Rejected),
        (False, 502, OutcomeUnknown),
        (False, None, OutcomeUnknown),
    ],
)
def test_what_became_of_a_change_is_read_where_the_answer_does_not_say(
    ghost: GhostServer,
    there: RemotePost,
    done: bool,
    status: int | None,
    raised: type[CmsError] | None,
) -> None:
    client = Client(plain_http=True, transport=Lossy(done, status))
    cms = Ghost(site(ghost), ghost.keys["owner"], client)
    if raised is None:
        assert cms.publish(there.remote_id).status is Status.PUBLISHED
    else:
        with pytest.raises(CmsError) as error:
            cms.publish(there.remote_id)
        assert type(error.value) is raised
    cms.close()


@pytest.mark.parametrize(
    ("name", "data", "mime", "code"),
    [
        ("quay.svg", b"<svg><script>1</script", "image/svg+xml", "site-picture-refused"),
        ("quay.avif", tiny_picture().data, "image/avif", "site-picture-refused"),
    ],
    ids=["unsafe", "unknown"],
)
def test_a_picture_that_it_does_not_take(
    bare: Connection, name: str, data: bytes, mime: str, code: str
) -> None:
    with pytest.raises(Rejected) as refused:
        bare.send_picture(name, data, mime)
    assert refused.value.code == code


def test_what_it_does_not_know(cms: Ghost, bare: Connection) -> None:
    with pytest.raises(Unexpected) as unknown:
        bare.read("no-such-thing/")
    assert unknown.value.code == "site-not-ghost"
    with pytest.raises(NotFound):
        cms.get("0" * 24)

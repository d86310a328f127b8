"""The real Ghost that the tests of its adapter stand on: who there is, what each gets, what is mailed."""

import json
from collections.abc import Mapping
from html import unescape
from uuid import uuid4

import httpx
import pytest

from tests import plain
from tests.contract.conftest import GhostServer

TEASER = "The night boat has not sailed since the first frost."
LOCKED = "It was sold in August, and two members of the board – “the buyers” – own it."
CALL = 'class="gh-post-upgrade-cta"'


def _paragraph(text: str) -> Mapping[str, object]:
    return {"type": "paragraph", "version": 1, "children": [{"type": "text", "text": text}]}


def _lexical() -> str:
    """A teaser, the paywall and the locked part."""
    paywall = {"type": "paywall", "version": 1}
    blocks = [_paragraph(TEASER), paywall, _paragraph(LOCKED)]
    return json.dumps({"root": {"type": "root", "version": 1, "children": blocks}})


def _created(api: httpx.Client, **values: object) -> dict[str, str]:
    post = {"title": f"The ferry {uuid4().hex[:8]}", "lexical": _lexical(), **values}
    reply = api.post("/posts/", json={"posts": [post]})
    assert reply.status_code == 201, reply.text
    created: dict[str, str] = reply.json()["posts"][0]
    return created


def test_it_is_the_version_that_was_measured(ghost: GhostServer) -> None:
    with ghost.api() as api:
        assert api.get("/site/").json()["site"]["version"] == "6.65"
        assert api.get("/config/").json()["config"]["version"] == "6.65.0"


@pytest.mark.parametrize(
    "who", ["owner", "administrator", "super-editor", "editor", "author", "contributor"]
)
def test_staff_have_tokens_of_their_own(ghost: GhostServer, who: str) -> None:
    with ghost.api(who) as api:
        me = api.get("/users/me/", params={"include": "roles"}).json()["users"][0]
    assert me["id"] == ghost.ids[who]
    assert [role["name"] for role in me["roles"]] == [who.replace("-", " ").title()]


def test_the_content_key_reads_what_is_public(ghost: GhostServer) -> None:
    address = f"{ghost.url}/ghost/api/content/settings/"
    settings = plain.get(address, params={"key": ghost.keys["content"]}).json()
    assert settings["settings"]["title"] == "The Harbour Letter"
    assert settings["settings"]["url"] == f"{ghost.url}/"


def test_there_are_a_tier_that_costs_and_a_second_newsletter(ghost: GhostServer) -> None:
    with ghost.api() as api:
        tiers = {tier["slug"]: tier for tier in api.get("/tiers/").json()["tiers"]}
        newsletters = [one["slug"] for one in api.get("/newsletters/").json()["newsletters"]]
    assert (tiers["supporters"]["type"], tiers["supporters"]["monthly_price"]) == ("paid", 500)
    assert newsletters == ["default-newsletter", "weekend"]


def test_the_locked_part_of_a_paid_post_is_for_members_who_pay(ghost: GhostServer) -> None:
    with ghost.api() as api:
        address = _created(api, status="published", visibility="paid")["url"]
    with ghost.reader("guest@example.test") as guest, ghost.reader("reader@example.test") as reader:
        visitor_has = plain.get(address, timeout=30).text
        guest_has, reader_has = guest.get(address).text, reader.get(address).text
    for page in (visitor_has, guest_has):
        assert TEASER in page
        assert LOCKED not in page
        assert CALL in page
    assert TEASER in reader_has
    assert LOCKED in reader_has
    assert CALL not in reader_has


def test_each_member_is_mailed_what_they_may_read(ghost: GhostServer) -> None:
    with ghost.api() as api:
        post = _created(api, visibility="paid")
        published = {"status": "published", "updated_at": post["updated_at"]}
        sent = api.put(
            f"/posts/{post['id']}/",
            params={"newsletter": "default-newsletter", "email_segment": "all"},
            json={"posts": [published]},
        )
        assert sent.status_code == 200, sent.text
    mails = ghost.newsletters(post["id"])
    assert {mail.subject for mail in mails} == {post["title"]}
    for_guest, for_reader = sorted(mails, key=lambda mail: mail.to)
    assert (for_guest.to, for_reader.to) == ("guest@example.test", "reader@example.test")
    for body in (unescape(for_guest.html), for_guest.text):
        assert TEASER in body
        assert LOCKED not in body
    for body in (unescape(for_reader.html), for_reader.text):
        assert TEASER in body
        assert LOCKED in body


def test_no_key_is_seen_when_the_server_is_printed(ghost: GhostServer) -> None:
    secrets = {part for key in ghost.keys.values() for part in key.split(":")}
    assert len(secrets) == 15  # the content key has one part
    assert not any(secret in repr(ghost) for secret in secrets)

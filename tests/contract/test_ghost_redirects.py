"""Addresses that lead on, on a real Ghost: one line more in its redirects, and none lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from editor.cms.ghost.api import Ghost
from editor.cms.port import Post, RemotePost
from editor.model.errors import Unauthorised
from tests import plain
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site

# as an owner may have written them
OWN = (
    '301:\n  /old-news/: /news/\n  "/b(l|r)og/(.*)/i": /$2\n302:\n  /sale/: https://shop.example/\n'
)


@pytest.fixture(autouse=True)
def _with_redirects_of_its_owner(ghost: GhostServer) -> Iterator[None]:
    upload(ghost, OWN)
    yield
    upload(ghost, "301: {}\n302: {}\n")


def upload(ghost: GhostServer, text: str) -> None:
    with ghost.api("owner") as api:
        file = {"redirects": ("redirects.yaml", text.encode(), "application/x-yaml")}
        api.post("/redirects/upload/", files=file).raise_for_status()


def download(ghost: GhostServer) -> list[str]:
    with ghost.api("owner") as api:
        return api.get("/redirects/download/").raise_for_status().text.splitlines()


def moved(ghost: GhostServer, key: str) -> tuple[Ghost, RemotePost, RemotePost, Post]:
    """An article as it was and as it is at another address."""
    cms, post = Ghost(site(ghost), ghost.keys[key]), OnGhost().post()
    before = cms.publish(cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id)
    there = replace(post, slug=f"{post.slug}-moved")
    return cms, before, cms.fill(before.remote_id, there, {}), there


def where(url: str) -> tuple[int, str]:
    """What a stranger is answered there, and where it sends them."""
    said = plain.get(url)
    return said.status_code, said.headers.get("location", "")


@pytest.mark.parametrize("key", ["owner", "administrator"])
def test_the_old_address_leads_to_the_new_one_and_no_redirect_is_lost(
    ghost: GhostServer, key: str
) -> None:
    cms, before, there, _ = moved(ghost, key)
    kept = download(ghost)
    assert where(before.url)[0] == 404
    assert cms.lead_on(before.url, there)
    assert where(before.url) == (301, there.url.removeprefix(ghost.url))
    now = download(ghost)
    assert [line for line in kept if line not in now] == []
    assert len(now) == len(kept) + 1
    assert where(f"{ghost.url}/old-news/") == (301, "/news/")
    assert where(f"{ghost.url}/sale/")[0] == 302
    # another page that ends the same is not led away
    assert where(before.url.replace(ghost.url, f"{ghost.url}/tag"))[0] == 404
    assert cms.lead_on(before.url, there)
    assert download(ghost) == now
    cms.close()


@pytest.mark.parametrize("key", ["admin", "super-editor", "author"])
def test_who_may_not_is_told_before_anything_is_sent(ghost: GhostServer, key: str) -> None:
    cms, post = Ghost(site(ghost), ghost.keys["owner"]), OnGhost().post()
    before = cms.publish(cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id)
    cms.close()
    cms = Ghost(site(ghost), ghost.keys[key])
    there = replace(post, slug=f"{post.slug}-moved")
    codes = [finding.code for finding in cms.check(there, before.remote_id)]
    assert "links-break" in codes
    assert "links-break" not in [one.code for one in cms.check(post, before.remote_id)]
    with pytest.raises(Unauthorised, match="old address"):
        cms.lead_on(before.url, replace(before, url=f"{before.url[:-1]}-moved/"))
    cms.close()
    assert download(ghost) == [line for line in download(ghost) if post.slug not in line]


def test_moved_back_the_address_leads_nowhere_else(ghost: GhostServer) -> None:
    cms, before, there, post = moved(ghost, "owner")
    assert cms.lead_on(before.url, there)
    back = cms.fill(there.remote_id, replace(post, slug=before.slug), {})
    assert cms.lead_on(there.url, back)
    assert where(back.url)[0] == 200
    assert where(there.url) == (301, back.url.removeprefix(ghost.url))
    cms.close()

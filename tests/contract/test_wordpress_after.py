"""What comes after publishing to a real WordPress: moved, taken back, deleted, published again."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms.contract_samples import words
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.publication import Receipt
from editor.model.site import Site
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import WordPressServer
from tests.unit.services.test_command_line import Terminal

FREE = "Free words for everyone who comes by."
ARTICLE = """---
title: {title}
excerpt: What is known of it
---

The winter timetable has been on the wall of the harbour office since Tuesday.
"""


@dataclass(frozen=True)
class Author:
    """An author at work on one WordPress, with an article of their own."""

    services: Services
    server: WordPressServer
    site: Site
    draft: Draft

    def publish(self, draft: Draft | None = None, *, move: bool = False) -> Receipt:
        plan = self.services.publishing.plan(draft or self.draft, self.site, move=move)
        assert not plan.blocked, plan.findings
        return self.services.publishing.publish(plan, lambda step: None, lambda: None)

    def there(self, remote_id: str) -> str:
        """The status of a post, "" where there is none."""
        address = f"{self.server.url}/?rest_route=/wp/v2/posts/{remote_id}&context=edit"
        login = ("author", self.server.passwords["author"])
        return str(plain.get(address, auth=login).json().get("status", ""))


@pytest.fixture(params=["wordpress", "bare_wordpress"], ids=["pretty", "plain"])
def author(request: pytest.FixtureRequest, services: Services) -> Author:
    server: WordPressServer = request.getfixturevalue(request.param)
    made = Site("Harbour", "wordpress", server.url, "author", Gate.TEASER_ONLY)
    site = services.accounts.add(made, server.passwords["author"])
    id_ = uuid4()
    body = f"{FREE}\n\n<!--more-->\n\nSeven quiet words that only paying readers may see.\n"
    draft = Draft(id_, title=f"Quay {id_.hex[:8]}", body=body, access=Access.PAID, excerpt="Free.")
    services.drafting.save(draft)
    return Author(services, server, site, draft)


def where(url: str) -> tuple[int, str]:
    """What a stranger is answered there, and where it sends them."""
    said = plain.get(url)
    return said.status_code, said.headers.get("location", "")


def test_moved_the_old_address_leads_to_the_new_one(author: Author) -> None:
    first = author.publish()
    renamed = replace(author.draft, slug=f"pier-{author.draft.id.hex[:8]}")
    assert author.publish(renamed).url == first.url
    assert where(first.url)[0] == 200
    moved = author.publish(renamed, move=True)
    assert (moved.status, moved.remote_id, moved.unled) == (
        Status.PUBLISHED,
        first.remote_id,
        False,
    )
    if author.server.url + "/?p=" in first.url:  # an address that names no slug
        assert moved.url == first.url
        return
    assert moved.url == f"{author.server.url}/{renamed.slug}/" or renamed.slug in moved.url
    assert where(first.url) == (301, moved.url)
    assert FREE not in words(plain.get(first.url).text)
    back = author.publish(
        replace(renamed, slug=first.url.rstrip("/").rpartition("/")[2]), move=True
    )
    assert (back.url, back.unled) == (first.url, False)
    assert where(first.url)[0] == 200


def test_taken_back_and_published_again_it_is_the_same_post(author: Author) -> None:
    first = author.publish()
    author.services.publishing.undo(author.draft.id, author.site)
    again = author.publish(replace(author.draft, title="Another title by now"))
    assert (again.remote_id, again.url) == (first.remote_id, first.url)


def test_deleted_it_is_in_the_trash_and_published_again_a_new_post(author: Author) -> None:
    first = author.publish()
    assert author.services.publishing.delete(author.draft.id, author.site).gone
    assert author.there(first.remote_id) == "trash"
    assert where(first.url)[0] == 404
    again = author.publish()
    assert again.status is Status.PUBLISHED
    assert again.remote_id != first.remote_id
    assert ("?p=" in again.url) or again.url == first.url


def test_trashed_on_the_site_it_counts_as_deleted(author: Author) -> None:
    first = author.publish()
    address = f"{author.server.url}/?rest_route=/wp/v2/posts/{first.remote_id}"
    login = ("author", author.server.passwords["author"])
    plain.delete(address, auth=login).raise_for_status()
    assert author.services.publishing.delete(author.draft.id, author.site).gone
    assert author.there(first.remote_id) == "trash"


def test_where_the_trash_is_switched_off_it_is_gone_for_good(author: Author) -> None:
    first = author.publish()
    off = "define( 'EMPTY_TRASH_DAYS', 0 );"
    with author.server.with_plugin(off):
        assert author.services.publishing.delete(author.draft.id, author.site).gone
        assert author.there(first.remote_id) == ""


def test_from_a_terminal(wordpress: WordPressServer, standfirst_home: Path, tmp_path: Path) -> None:
    terminal = Terminal(standfirst_home, tmp_path)
    terminal.secret = wordpress.passwords["author"]
    site = ("--kind", "wordpress", "--url", wordpress.url, "--username", "author")
    assert terminal("sites", "add", "Letter", *site).returncode == 0
    name = f"winter-{uuid4().hex[:8]}"
    path = tmp_path / "winter.md"
    path.write_text(ARTICLE.format(title=name))
    on = (str(path), "--site", "Letter")
    url = str(terminal.json("publish", *on)["url"])
    kept = path.read_text()
    path.write_text(kept.replace("---\n", f"---\nslug: {name}-moved\n", 1))
    told = terminal("publish", *on)
    assert told.returncode == 0
    assert f"stays at /{name}" in told.stderr
    assert url in told.stdout
    moved = terminal.json("publish", *on, "--move")
    assert moved["url"] == url.replace(name, f"{name}-moved")
    assert where(url) == (301, moved["url"])
    for command in ("unpublish", "delete"):
        refused = terminal.json(command, *on)
        assert refused["error"] == "usage"
    assert where(str(moved["url"]))[0] == 200
    taken = terminal.json("unpublish", *on, "--yes")
    assert taken["status"] == "draft"
    assert where(str(moved["url"]))[0] == 404
    assert terminal("delete", *on, "--yes").stdout == "It is no longer on Letter.\n"
    again = terminal.json("delete", *on, "--yes")
    assert again["error"] == "not-on-site"

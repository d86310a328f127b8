"""A writer's drafts come back as they were saved, on the shelf where they belong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.library.publications import Publications
from editor.library.sites import Sites
from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Order, Seo, Shelf, Social
from editor.model.errors import BadInput
from editor.model.publication import Publication
from editor.model.site import Site
from editor.model.status import Status


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


def _full() -> Draft:
    return Draft(
        title="Quay by night",
        subtitle="What the harbour does at three",
        body="Ships.\n\n<!--more-->\n\nMore ships.\n",
        date=PublishDate.parse("2026-06-12 18:30"),
        slug="quay",
        language="en-GB",
        authors=("ana", "bo"),
        access=Access.PAID,
        tags=("harbour", "night"),
        categories=("Essays",),
        excerpt="Ships.",
        image=FeaturedImage("quay.jpg", "A quay", "At night", "Bo"),
        comments=False,
        seo=Seo("Quay", "Ships at night", "https://first.example/quay"),
        social=Social("At the quay", "Ships that nobody sees", "card.png"),
    )


def _delivered(draft: Draft, site: Site, status: Status) -> Publication:
    now = datetime.now(UTC)
    return Publication(draft.id, site.id, "7", "https://a.example/7", "r1", status, "aa", now, "q")


def test_every_field_comes_back(drafts: Drafts) -> None:
    draft = _full()
    drafts.save(draft, 3)
    assert drafts.get(draft.id) == draft
    empty = Draft()
    drafts.save(empty, 0)
    assert drafts.get(empty.id) == empty


TEXT = st.text(st.characters(codec="utf-8"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, body=TEXT, tags=st.lists(TEXT, max_size=3), query=TEXT)
def test_any_text_is_kept_and_any_query_is_answered(
    drafts: Drafts, title: str, body: str, tags: list[str], query: str
) -> None:
    draft = Draft(title=title, body=body, tags=tuple(tags))
    drafts.save(draft, 1)
    assert drafts.get(draft.id) == draft
    assert all(card.shelf is Shelf.DRAFTS for card in drafts.cards(Shelf.DRAFTS, query))


def test_half_a_surrogate_pair_does_not_keep_an_article_from_disk(drafts: Drafts) -> None:
    draft = Draft(title="a\ud83d", body="whole \ud83d\ude00, half \ude00, end")
    drafts.save(draft, 4)
    kept = drafts.get(draft.id)
    assert kept.title == "a\ufffd"
    assert kept.body == "whole 😀, half \ufffd, end"


def test_saving_again_replaces_and_moves_to_the_front(drafts: Drafts) -> None:
    first, second = Draft(title="First"), Draft(title="Second")
    drafts.save(first, 1)
    drafts.save(second, 1)
    assert [card.title for card in drafts.cards(Shelf.DRAFTS)] == ["Second", "First"]
    before = datetime.now(UTC)
    drafts.save(replace(first, title="First again", body="x"), 2)
    cards = drafts.cards(Shelf.DRAFTS)
    assert [(card.title, card.words) for card in cards] == [("First again", 2), ("Second", 1)]
    assert timedelta(0) <= cards[0].edited - before < timedelta(minutes=1)
    assert drafts.counts() == {
        Shelf.DRAFTS: 2,
        Shelf.SCHEDULED: 0,
        Shelf.PUBLISHED: 0,
        Shelf.TRASH: 0,
    }


def test_lists_are_sorted_as_asked(drafts: Drafts) -> None:
    for title, words in (("éclair", 5), ("Apple", 1), ("", 9), ("zebra", 3), ("Eagle", 7)):
        drafts.save(Draft(title=title), words)
    by_title = [card.title for card in drafts.cards(Shelf.DRAFTS, order=Order.TITLE)]
    assert by_title == ["Apple", "Eagle", "éclair", "zebra", ""]
    by_words = [card.words for card in drafts.cards(Shelf.DRAFTS, order=Order.WORDS)]
    assert by_words == [9, 7, 5, 3, 1]


def test_a_missing_article_is_named_so(drafts: Drafts) -> None:
    id = uuid4()
    for attempt in (
        lambda: drafts.get(id),
        lambda: drafts.trash(id),
        lambda: drafts.restore(id),
        lambda: drafts.purge(id),
        lambda: drafts.choose_site(id, None),
        lambda: drafts.add_picture(id, "a.jpg", "k"),
        lambda: drafts.link_file(id, Path("a.md"), "aa"),
    ):
        with pytest.raises(BadInput) as caught:
            attempt()
        assert caught.value.code == "article-missing"
    assert drafts.site(id) is None
    assert drafts.file(id) is None
    assert drafts.pictures(id) == {}


def test_an_article_goes_to_the_trash_and_comes_back_whole(drafts: Drafts) -> None:
    draft = _full()
    drafts.save(draft, 3)
    drafts.trash(draft.id)
    assert drafts.cards(Shelf.DRAFTS) == ()
    assert [card.id for card in drafts.cards(Shelf.TRASH)] == [draft.id]
    drafts.save(replace(draft, body="edited in the trash"), 4)
    assert drafts.counts()[Shelf.TRASH] == 1
    drafts.restore(draft.id)
    assert [card.shelf for card in drafts.cards(Shelf.DRAFTS)] == [Shelf.DRAFTS]
    assert drafts.get(draft.id).body == "edited in the trash"


@pytest.mark.parametrize(
    ("status", "shelf"),
    [
        (Status.PUBLISHED, Shelf.PUBLISHED),
        (Status.SCHEDULED, Shelf.SCHEDULED),
        (Status.DRAFT, Shelf.DRAFTS),
        (Status.PRIVATE, Shelf.PUBLISHED),
    ],
)
def test_what_is_out_stands_under_published(
    database: Database, drafts: Drafts, status: Status, shelf: Shelf
) -> None:
    site, draft = Site("Harbour", "folder", "/x"), _full()
    drafts.save(draft, 3)
    Sites(database).save(site)
    Publications(database).save(_delivered(draft, site, status))
    assert [card.id for card in drafts.cards(shelf)] == [draft.id]
    assert drafts.counts()[shelf] == 1
    drafts.trash(draft.id)
    assert drafts.counts() == {
        Shelf.DRAFTS: 0,
        Shelf.SCHEDULED: 0,
        Shelf.PUBLISHED: 0,
        Shelf.TRASH: 1,
    }


def test_purging_forgets_the_text_but_not_what_is_out(database: Database, drafts: Drafts) -> None:
    site, draft = Site("Harbour", "folder", "/x"), _full()
    drafts.save(draft, 3)
    drafts.add_picture(draft.id, "quay.jpg", "ab.jpg")
    Publications(database).save(_delivered(draft, site, Status.PUBLISHED))
    drafts.purge(draft.id)
    with pytest.raises(BadInput):
        drafts.get(draft.id)
    drafts.save(Draft(title="Another, under a number used again"), 1)
    assert drafts.cards(Shelf.DRAFTS, "ships") == ()
    drafts.save(draft, 3)  # its file is opened again: publishing it must be an update
    assert drafts.pictures(draft.id) == {}
    assert [card.id for card in drafts.cards(Shelf.PUBLISHED, "ships")] == [draft.id]


def test_a_file_belongs_to_one_draft(drafts: Drafts, tmp_path: Path) -> None:
    first, second = Draft(), Draft()
    drafts.save(first, 0)
    drafts.save(second, 0)
    file = tmp_path / "a.md"
    drafts.link_file(first.id, file, "aa")
    assert drafts.file(first.id) == (file.resolve(), "aa")
    drafts.link_file(first.id, file, "bb")
    assert drafts.by_file(tmp_path / "b" / ".." / "a.md") == first.id
    drafts.link_file(second.id, file, "cc")
    assert drafts.file(first.id) is None
    assert drafts.by_file(file) == second.id
    drafts.save(replace(second, title="x"), 0)
    assert drafts.file(second.id) == (file.resolve(), "cc")


def test_a_draft_is_meant_for_a_site_that_exists(database: Database, drafts: Drafts) -> None:
    site, draft = Site("Harbour", "folder", "/x"), Draft()
    drafts.save(draft, 0)
    with pytest.raises(BadInput) as caught:
        drafts.choose_site(draft.id, site.id)
    assert caught.value.code == "site-missing"
    sites = Sites(database)
    sites.save(site)
    drafts.choose_site(draft.id, site.id)
    drafts.save(replace(draft, title="x"), 0)
    assert drafts.site(draft.id) == site.id
    assert drafts.cards(Shelf.DRAFTS)[0].site_id == site.id
    sites.save(replace(site, name="Quay"))  # an edited site keeps its drafts
    assert drafts.site(draft.id) == site.id
    sites.remove(site.id)
    assert drafts.site(draft.id) is None


def test_a_picture_name_means_the_last_picture_given_it(drafts: Drafts) -> None:
    draft = Draft()
    drafts.save(draft, 0)
    drafts.add_picture(draft.id, "b.jpg", "1.jpg")
    drafts.add_picture(draft.id, "a.jpg", "2.jpg")
    drafts.add_picture(draft.id, "b.jpg", "3.jpg")
    assert drafts.pictures(draft.id) == {"a.jpg": "2.jpg", "b.jpg": "3.jpg"}

"""Files and the library: what is taken in, what is written, and when a choice is asked for."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.model.draft import Draft, Shelf
from editor.model.errors import BadInput, StorageFailed
from editor.model.site import Site
from editor.services.drafting import FileQuestion, Keep, proposed_slug
from editor.text.front_matter import read

FILE = "---\ntitle: Quay\naccess: paid\n---\n\nFree words.\n\n<!--more-->\n\n![A quay](quay.jpg)\n"


@pytest.fixture
def article(tmp_path: Path, photo: bytes) -> Path:
    path = tmp_path / "quay.md"
    path.write_text(FILE)
    (tmp_path / "quay.jpg").write_bytes(photo)
    return path


def opened(services: Services, path: Path) -> Draft:
    draft = services.drafting.open_file(path)
    assert isinstance(draft, Draft)
    return draft


def test_opening_a_file_keeps_it_with_its_pictures_and_writes_nothing(
    services: Services, article: Path
) -> None:
    before, folder = article.stat(), sorted(article.parent.iterdir())
    draft = opened(services, article)
    assert services.drafting.open(draft.id) == draft
    assert article.stat().st_mtime_ns == before.st_mtime_ns
    assert article.read_text() == FILE
    assert sorted(article.parent.iterdir()) == folder
    assert opened(services, article).id == draft.id
    assert services.drafting.counts()[Shelf.DRAFTS] == 1
    kept = services.drafting.picture(draft.id, "quay.jpg")
    assert kept is not None
    assert kept.stat().st_size > 0
    assert services.drafting.file_of(draft.id) == article.resolve()


def test_a_renamed_file_is_the_same_article(services: Services, article: Path) -> None:
    first = opened(services, article)
    moved = article.rename(article.with_name("new-name.md"))
    assert opened(services, moved).id == first.id
    assert services.drafting.file_of(first.id) == moved.resolve()
    assert services.drafting.counts()[Shelf.DRAFTS] == 1


def test_a_copy_of_a_file_that_names_no_id_is_an_article_of_its_own(
    services: Services, article: Path
) -> None:
    first = opened(services, article)
    copy = article.with_name("copy.md")
    copy.write_text(FILE)
    assert opened(services, copy).id != first.id
    assert services.drafting.file_of(first.id) == article.resolve()


def test_publishing_gives_the_file_its_id_and_nothing_else(
    services: Services, article: Path, site: Site
) -> None:
    draft = opened(services, article)
    services.drafting.save(replace(draft, body=draft.body.replace("Free", "Newer")))
    plan = services.publishing.plan(services.drafting.open(draft.id), site)
    services.publishing.publish(plan, lambda *_: None, lambda: None)
    assert article.read_text() == FILE.replace("access: paid\n", f"access: paid\nid: {draft.id}\n")
    assert services.drafting.file_changed(draft.id) is None
    moved = article.rename(article.with_name("new-name.md"))
    moved.write_text(moved.read_text().replace("Free", "Other"))
    assert isinstance(services.drafting.open_file(moved), FileQuestion)


def test_saving_writes_the_file_that_the_draft_came_from(services: Services, article: Path) -> None:
    draft = replace(opened(services, article), title="Changed")
    services.drafting.save(draft)
    assert services.drafting.write_file(draft.id) == article.resolve()
    assert read(article.read_text()) == draft
    assert services.drafting.file_changed(draft.id) is None


def test_a_draft_from_nowhere_has_no_file_to_write(services: Services) -> None:
    assert services.drafting.write_file(services.drafting.new().id) is None


def test_a_change_outside_alone_is_taken_over(services: Services, article: Path) -> None:
    draft = opened(services, article)
    article.write_text(article.read_text().replace("Free words", "Other words"))
    assert "Other words" in opened(services, article).body
    assert "Other words" in services.drafting.open(draft.id).body


def test_a_change_in_the_window_alone_stays(services: Services, article: Path) -> None:
    draft = replace(opened(services, article), body="Mine.")
    services.drafting.save(draft)
    assert opened(services, article).body == "Mine."


@pytest.mark.parametrize("keep", Keep)
def test_changes_on_both_sides_are_a_question_and_nothing_is_lost_until_it_is_answered(
    services: Services, article: Path, keep: Keep
) -> None:
    draft = opened(services, article)
    services.drafting.save(replace(draft, body="Mine."))
    article.write_text(article.read_text().replace("Free words", "Theirs"))
    question = services.drafting.write_file(draft.id)
    assert isinstance(question, FileQuestion)
    assert "Theirs" in article.read_text()
    assert services.drafting.open(draft.id).body == "Mine."
    assert isinstance(services.drafting.open_file(article), FileQuestion)
    services.drafting.resolve(question, keep)
    wanted = "Mine." if keep is Keep.OURS else "Theirs"
    assert wanted in article.read_text()
    assert wanted in services.drafting.open(draft.id).body
    assert services.drafting.file_changed(draft.id) is None


def test_a_file_that_does_not_parse_changes_nothing(services: Services, article: Path) -> None:
    draft = opened(services, article)
    article.write_text("---\ntitle: [broken\n---\n\nWords.")
    with pytest.raises(BadInput) as raised:
        services.drafting.open_file(article)
    assert raised.value.code == "front-matter-broken"
    assert services.drafting.open(draft.id) == draft
    assert "broken" in article.read_text()


def test_save_as_writes_text_and_pictures_elsewhere(
    services: Services, article: Path, tmp_path: Path
) -> None:
    draft = opened(services, article)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    services.drafting.save_as(draft.id, folder / "copy.md")
    assert read((folder / "copy.md").read_text()) == draft
    assert (folder / "quay.jpg").exists()


def test_a_folder_that_is_gone_is_said_and_the_draft_is_safe(
    services: Services, tmp_path: Path
) -> None:
    draft = services.drafting.new()
    with pytest.raises(StorageFailed) as raised:
        services.drafting.save_as(draft.id, tmp_path / "gone" / "a.md")
    assert "a.md" in str(raised.value)
    assert services.drafting.open(draft.id) == draft


def test_a_duplicate_is_an_article_of_its_own(services: Services, article: Path) -> None:
    draft = opened(services, article)
    copy = services.drafting.duplicate(draft.id)
    assert copy.id != draft.id
    assert copy.body == draft.body
    assert services.drafting.picture(copy.id, "quay.jpg") is not None
    assert services.drafting.file_of(copy.id) is None


def test_the_trash_gives_back(services: Services) -> None:
    draft = services.drafting.new()
    services.drafting.trash(draft.id)
    assert services.drafting.counts()[Shelf.TRASH] == 1
    services.drafting.restore(draft.id)
    assert services.drafting.cards(Shelf.DRAFTS)[0].id == draft.id


def test_pictures_of_one_name_and_other_content_get_names_of_their_own(services: Services) -> None:
    from tests.unit.services.conftest import jpeg

    draft = services.drafting.new()
    first = services.drafting.add_picture(draft.id, jpeg("red"), "My Photo.JPG")
    again = services.drafting.add_picture(draft.id, jpeg("red"), "My Photo.JPG")
    other = services.drafting.add_picture(draft.id, jpeg("blue"), "My Photo.JPG")
    assert (first, again, other) == ("my-photo.jpg", "my-photo.jpg", "my-photo-2.jpg")


def test_what_is_no_picture_is_refused(services: Services) -> None:
    draft = services.drafting.new()
    for data in (b"not a picture", b""):
        with pytest.raises(BadInput):
            services.drafting.add_picture(draft.id, data, "a.jpg")


def test_counts_and_slug(services: Services) -> None:
    draft = read(FILE)
    counts = services.drafting.words(draft)
    assert (counts.free, counts.gated) == (2, True)
    assert proposed_slug(draft) == "quay"
    assert proposed_slug(replace(draft, slug="My Own/Slug")) == "my-own-slug"
    assert proposed_slug(Draft(title="🙂")).startswith("article-")


def test_a_slug_made_of_a_title_with_a_note_is_made_anew() -> None:
    title = "The quay <!-- note: ask Mara --> at five"
    derived = Draft(title=title, slug="the-quay-note-ask-mara-at-five")
    assert proposed_slug(derived) == "the-quay-at-five"
    assert proposed_slug(Draft(title=title, slug="by-hand")) == "by-hand"
    assert proposed_slug(Draft(title="The quay", slug="the-quay")) == "the-quay"

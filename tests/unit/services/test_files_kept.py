"""A file and the library never overwrite each other unasked, whatever happens between two looks."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.model.draft import Draft
from editor.model.errors import BadInput, StorageFailed
from editor.model.finding import Severity
from editor.model.site import Site
from editor.services import drafting
from editor.services.drafting import FileQuestion, Keep
from editor.text.front_matter import read
from tests.unit.services.conftest import jpeg

FILE = "---\ntitle: Quay\naccess: paid\n---\n\nFree words.\n\n<!--more-->\n\n![A quay](quay.jpg)\n"


@pytest.fixture
def article(tmp_path: Path, photo: bytes) -> Path:
    path = tmp_path / "texts" / "quay.md"
    path.parent.mkdir()
    path.write_text(FILE)
    (path.parent / "quay.jpg").write_bytes(photo)
    return path


def opened(services: Services, path: Path) -> Draft:
    draft = services.drafting.open_file(path)
    assert isinstance(draft, Draft)
    return draft


def question(services: Services, path: Path) -> FileQuestion:
    asked = services.drafting.open_file(path)
    assert isinstance(asked, FileQuestion)
    return asked


def both_changed(services: Services, path: Path) -> tuple[Draft, FileQuestion]:
    draft = replace(opened(services, path), body="Mine.")
    services.drafting.save(draft)
    path.write_text(path.read_text().replace("Free words", "Theirs"))
    return draft, question(services, path)


def test_keeping_ours_keeps_what_was_typed_since_the_question(
    services: Services, article: Path
) -> None:
    draft, asked = both_changed(services, article)
    services.drafting.save(replace(draft, body="Mine, and more."))
    assert services.drafting.resolve(asked, Keep.OURS).body == "Mine, and more."
    assert "Mine, and more." in article.read_text()
    assert services.drafting.open(draft.id).body == "Mine, and more."


def test_keeping_theirs_keeps_what_was_written_to_the_file_since_the_question(
    services: Services, article: Path
) -> None:
    draft, asked = both_changed(services, article)
    article.write_text(article.read_text().replace("Theirs", "Theirs, and more"))
    assert "Theirs, and more" in services.drafting.resolve(asked, Keep.THEIRS).body
    assert "Theirs, and more" in services.drafting.open(draft.id).body
    assert "Theirs, and more" in article.read_text()


def test_a_change_made_while_the_file_is_being_written_is_seen(
    services: Services, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = replace(opened(services, article), body="Mine.")
    services.drafting.save(draft)
    write = drafting._write_bytes

    def overtaken(path: Path, data: bytes) -> None:
        write(path, data)
        path.write_bytes(data.replace(b"Mine.", b"Somebody else's."))

    monkeypatch.setattr(drafting, "_write_bytes", overtaken)
    services.drafting.write_file(draft.id)
    assert isinstance(services.drafting.file_changed(draft.id), FileQuestion)
    assert "Somebody else's." in article.read_text()


def test_another_article_put_in_the_files_place_does_not_replace_the_first(
    services: Services, article: Path
) -> None:
    draft = opened(services, article)
    article.write_text("---\ntitle: Another\n---\n\nAll new.\n")
    asked = services.drafting.open_file(article)
    assert isinstance(asked, FileQuestion)
    assert services.drafting.open(draft.id) == draft


def test_a_file_without_a_title_that_says_something_else_does_not_replace_the_first(
    services: Services, article: Path
) -> None:
    article.write_text("Words.\n")
    draft = opened(services, article)
    article.write_text("All new.\n")
    assert question(services, article).ours == draft


def test_a_file_that_moved_leaves_what_was_written_here_since(
    services: Services, article: Path
) -> None:
    draft = replace(opened(services, article), body="Mine.")
    services.drafting.save(draft)
    moved = article.rename(article.with_name("new-name.md"))
    assert opened(services, moved) == draft
    assert services.drafting.file_of(draft.id) == moved.resolve()


def test_saving_beside_another_picture_of_that_name_is_refused(
    services: Services, article: Path, tmp_path: Path
) -> None:
    draft = opened(services, article)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "quay.jpg").write_bytes(jpeg("red"))
    with pytest.raises(StorageFailed) as raised:
        services.drafting.save_as(draft.id, folder / "copy.md")
    assert "quay.jpg" in str(raised.value)
    assert not (folder / "copy.md").exists()
    assert services.drafting.file_of(draft.id) == article.resolve()


def test_a_new_picture_never_takes_the_name_of_a_file_beside_the_article(
    services: Services, article: Path
) -> None:
    draft = opened(services, article)
    (article.parent / "harbour.jpg").write_bytes(jpeg("red"))
    name = services.drafting.add_picture(draft.id, jpeg("blue"), "Harbour.JPG")
    services.drafting.save(replace(draft, body=f"{draft.body}\n![Harbour]({name})\n"))
    services.drafting.write_file(draft.id)
    kept = services.drafting.picture(draft.id, name)
    assert kept is not None
    assert (article.parent / name).read_bytes() == kept.read_bytes()
    assert (article.parent / "harbour.jpg").read_bytes() == jpeg("red")


@pytest.mark.parametrize("how", ["check", "publish"])
def test_a_broken_picture_is_said_to_be_broken(
    services: Services, article: Path, site: Site, how: str
) -> None:
    (article.parent / "quay.jpg").write_bytes(b"\xff\xd8 no picture at all")
    if how == "check":
        draft, locate = services.drafting.peek(article)
        plan = services.publishing.plan(draft, site, locate=locate)
    else:
        plan = services.publishing.plan(opened(services, article), site)
    errors = [f for f in plan.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.detail["file"]) for f in errors] == [("picture-unusable", "quay.jpg")]


def test_what_is_checked_is_what_would_be_published(services: Services, article: Path) -> None:
    draft = replace(opened(services, article), body="Newer, in the window.")
    services.drafting.save(draft)
    before = article.read_text()
    assert services.drafting.peek(article)[0] == draft
    assert article.read_text() == before
    article.write_text(before.replace("Free words", "Theirs"))
    assert "Theirs" in services.drafting.peek(article)[0].body
    assert services.drafting.open(draft.id) == draft


@pytest.mark.parametrize("name", ["a" * 300 + ".jpg", "quay.jpg/inner.jpg", "loop.jpg"])
def test_a_picture_that_no_disk_can_hold_is_missing(
    services: Services, article: Path, site: Site, name: str
) -> None:
    (article.parent / "loop.jpg").symlink_to("loop.jpg")
    article.write_text(FILE.replace("quay.jpg", name))
    draft, locate = services.drafting.peek(article)
    plan = services.publishing.plan(draft, site, locate=locate)
    assert "picture-missing" in [finding.code for finding in plan.findings]


def test_what_cannot_be_opened_is_named(services: Services, tmp_path: Path) -> None:
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    for path in (tmp_path, loop, tmp_path / "gone.md", tmp_path / "quay.md" / "inner.md"):
        with pytest.raises(BadInput) as raised:
            services.drafting.open_file(path)
        assert path.name in str(raised.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_folder_that_became_unreadable_is_said(services: Services, article: Path) -> None:
    draft = opened(services, article)
    article.parent.chmod(0)
    for folder in article.parents[1:3]:
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        with pytest.raises(BadInput) as raised:
            drafting.read_file(article)
        with pytest.raises(BadInput):
            services.drafting.open_file(article)
    finally:
        os.seteuid(0)
        article.parent.chmod(0o755)
    assert raised.value.code == "file-unreadable"
    assert services.drafting.open(draft.id) == draft


def test_a_file_that_is_written_back_reads_as_it_was(services: Services, article: Path) -> None:
    was = article.read_text()
    draft = opened(services, article)
    services.drafting.write_file(draft.id)
    assert article.read_text().replace(f"id: {draft.id}\n", "") == was
    assert read(article.read_text()) == draft


def test_pictures_in_folders_of_their_own_go_along(
    services: Services, article: Path, photo: bytes, tmp_path: Path
) -> None:
    (article.parent / "img").mkdir()
    (article.parent / "img" / "a.jpg").write_bytes(photo)
    article.write_text(FILE.replace("quay.jpg", "img/a.jpg"))
    draft = opened(services, article)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    services.drafting.save_as(draft.id, folder / "copy.md")
    assert (folder / "img" / "a.jpg").exists()
    # and once more beside the very same picture
    services.drafting.save_as(draft.id, article)
    services.drafting.save_as(draft.id, folder / "again.md")

"""A new passphrase opens everything, the old one nothing, and a failure changes nothing."""

import json
import shutil
from pathlib import Path

import pytest

from editor.cms.folder import disk, pages
from editor.cms.folder.manifest import Manifest
from editor.cms.folder.seal import Seal, WrongPassphrase
from editor.cms.folder.site import change_passphrase
from editor.model.errors import Rejected, Unauthorised
from tests.unit.cms.folder.conftest import LOCKED, PASSPHRASE, Bench, pictures, post, publish

NEW = "a newer one"


def opened(bench: Bench, words: str, slug: str = "the-city") -> str:
    """What a reader who types `words` gets, its picture's bytes included."""
    manifest = Manifest.read(bench.folder)
    seal = manifest.seal(words, "site")
    sealed = pages.sealed_json((bench.folder / slug / "index.html").read_text("utf-8"))
    article, text = pages.open_text(seal, sealed)
    for entry in json.loads(text)["pictures"].values():
        blob = (bench.folder / entry["file"]).read_bytes()
        assert seal.open(blob, f"{article}/{entry['file']}").startswith(b"\x89PNG")
    return text


def test_everything_opens_with_the_new_one_alone(bench: Bench) -> None:
    cms = bench.cms()
    one, two = post(), post(slug="other", title="Other")
    publish(cms, one)
    publish(cms, two)
    blobs = bench.names("sealed")
    change_passphrase(bench.folder, PASSPHRASE, NEW)
    for slug in ("the-city", "other"):
        assert LOCKED in opened(bench, NEW, slug)
        with pytest.raises(Unauthorised):
            opened(bench, PASSPHRASE, slug)
    assert bench.names("sealed").isdisjoint(blobs)
    assert len(bench.names("sealed")) == 2
    fresh = bench.cms(NEW)
    assert fresh.differences(one, pictures(fresh), fresh.get(str(one.article_id))) == ()


def test_the_salt_is_a_new_one(bench: Bench) -> None:
    publish(bench.cms(), post())
    before = Manifest.read(bench.folder)
    change_passphrase(bench.folder, PASSPHRASE, NEW)
    after = Manifest.read(bench.folder)
    assert after.salt != before.salt
    page = (bench.folder / "the-city/index.html").read_text("utf-8")
    assert json.loads(pages.sealed_json(page))["salt"] == after.salt


def test_the_rest_of_the_folder_comes_along_as_it_was(bench: Bench) -> None:
    publish(bench.cms(), post())
    (bench.folder / "CNAME").write_text("harbour.example")
    (bench.folder / "elsewhere").symlink_to("/nowhere")
    index = (bench.folder / "index.html").read_bytes()
    change_passphrase(bench.folder, PASSPHRASE, NEW)
    assert (bench.folder / "CNAME").read_text() == "harbour.example"
    assert (bench.folder / "elsewhere").is_symlink()
    assert (bench.folder / "index.html").read_bytes() == index
    assert [path.name for path in bench.folder.parent.iterdir()] == ["site"]


def test_without_the_old_one_the_articles_concerned_are_named(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    publish(cms, post(slug="other", title="Other"))
    before = bench.everything()
    with pytest.raises(Unauthorised) as refused:
        change_passphrase(bench.folder, "not the old one", NEW)
    assert refused.value.code == "passphrase-opens-not"
    assert "The city that drinks" in str(refused.value)
    assert "Other" in str(refused.value)
    assert "not the old one" not in str(refused.value)
    assert bench.everything() == before
    assert [path.name for path in bench.folder.parent.iterdir()] == ["site"]


def test_one_article_that_does_not_open_stops_it_and_is_named(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    publish(cms, post(slug="other", title="Other"))
    page = bench.folder / "other" / "index.html"
    html = page.read_text("utf-8")
    strange = pages.seal_text(Seal.fresh("strange"), "x", "{}")
    page.write_text(pages.with_sealed(html, strange), "utf-8")
    before = bench.everything()
    with pytest.raises(Unauthorised) as refused:
        change_passphrase(bench.folder, PASSPHRASE, NEW)
    assert str(refused.value.detail["articles"]) == "Other"
    assert bench.everything() == before


def test_a_full_disk_leaves_the_old_one_in_force(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bench.cms(), post())
    before = bench.everything()

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(Rejected) as refused:
        change_passphrase(bench.folder, PASSPHRASE, NEW)
    monkeypatch.undo()
    assert refused.value.code == "folder-full"
    assert bench.everything() == before
    assert LOCKED in opened(bench, PASSPHRASE)
    assert [path.name for path in bench.folder.parent.iterdir()] == ["site"]


def test_a_swap_that_fails_half_way_is_undone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bench.cms(), post())
    before = bench.everything()
    rename = Path.rename

    def sticks(self: Path, target: Path) -> Path:
        if target == bench.folder and not self.name.endswith("-old"):
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", sticks)
    with pytest.raises(Rejected):
        change_passphrase(bench.folder, PASSPHRASE, NEW)
    monkeypatch.undo()
    assert bench.everything() == before
    assert [path.name for path in bench.folder.parent.iterdir()] == ["site"]


def test_a_site_where_nothing_is_sealed_takes_any_new_one(bench: Bench) -> None:
    change_passphrase(bench.folder, "whatever", NEW)
    publish(bench.cms(NEW), post())
    assert LOCKED in opened(bench, NEW)


def test_a_draft_from_before_does_not_go_out_sealed_with_the_old_one(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    draft = post(slug="later", title="Later")
    cms.create_draft(draft)
    cms.fill(str(draft.article_id), draft, pictures(cms))
    change_passphrase(bench.folder, PASSPHRASE, NEW)
    fresh = bench.cms(NEW)
    assert fresh.differences(draft, pictures(fresh), fresh.get(str(draft.article_id)))
    with pytest.raises(Rejected) as refused:
        fresh.publish(str(draft.article_id))
    assert refused.value.code == "sealed-otherwise"
    assert not (bench.folder / "later").exists()


def test_nothing_is_left_of_the_folder_before(bench: Bench) -> None:
    publish(bench.cms(), post())
    shutil.copytree(bench.folder, bench.folder.with_name("copy"))
    change_passphrase(bench.folder, PASSPHRASE, NEW)
    sealed = pages.sealed_json((bench.folder / "the-city/index.html").read_text("utf-8"))
    was = Manifest.read(bench.folder.with_name("copy")).seal(PASSPHRASE, "")
    with pytest.raises(WrongPassphrase):
        pages.open_text(was, sealed)

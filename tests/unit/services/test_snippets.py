"""Texts kept to be used again: by the names the writer gives them, whole or not at all."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import BadInput, StorageFailed
from editor.services.snippets import LARGEST, Snippet, Snippets, begun_from, template_of


@pytest.fixture
def kept(tmp_path: Path) -> Snippets:
    return Snippets(tmp_path / "snippets")


def names(kept: Snippets) -> list[str]:
    return [one.name for one in kept.all()]


def test_what_is_kept_is_found_by_its_name(kept: Snippets, tmp_path: Path) -> None:
    assert kept.all() == ()
    kept.save("Sign-off", "*Write to us.*")
    kept.save("a correction", "Corrected.")
    assert names(kept) == ["a correction", "Sign-off"]
    assert kept.has("Sign-off")
    assert not kept.has("sign")
    kept.save("Sign-off", "Other words")
    assert kept.all()[1].text == "Other words"
    assert (tmp_path / "snippets" / "Sign-off.md").read_text() == "Other words"
    kept.rename(kept.all()[0], "Correction")
    kept.delete(kept.all()[1])
    assert names(kept) == ["Correction"]


@given(st.text(min_size=1, max_size=40).filter(lambda name: name.split() != []))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_name_is_given_back_as_it_was(tmp_path: Path, name: str) -> None:
    folder = tmp_path / str(uuid4())
    kept = Snippets(folder)
    if any(0xD800 <= ord(letter) < 0xE000 for letter in name):
        return
    kept.save(name, "x")
    assert names(kept) == [" ".join(name.split())]
    assert [path.parent for path in folder.iterdir()] == [folder]
    kept.delete(kept.all()[0])
    assert names(kept) == []


@pytest.mark.parametrize("name", ["../../up", "/etc/passwd", "..", ".", "CON", "a\\b", "\x00"])
def test_no_name_leads_out_of_the_folder(kept: Snippets, tmp_path: Path, name: str) -> None:
    kept.save(name, "x")
    written = list(tmp_path.rglob("*.md"))
    assert [path.parent for path in written] == [tmp_path / "snippets"]
    assert not written[0].stem.startswith((".", "CON"))


def test_a_name_that_is_none_is_said(kept: Snippets) -> None:
    with pytest.raises(BadInput, match="name"):
        kept.save("  ", "x")
    with pytest.raises(BadInput, match="too long"):
        kept.save("ش" * 119, "x")


def test_what_somebody_else_put_there_is_shown_renamed_and_deleted(
    kept: Snippets, tmp_path: Path
) -> None:
    folder = tmp_path / "snippets"
    folder.mkdir()
    (folder / "100%.md").write_text("all of it")
    (folder / "bytes.md").write_bytes(b"a\x00b")
    (folder / "long.md").write_bytes(b"x" * (LARGEST + 1))
    (folder / "lines.md").write_bytes(b"\xef\xbb\xbfa\r\nb")
    (folder / ".hidden.md").write_text("x")
    (folder / "other.txt").write_text("x")
    (folder / "folder.md").mkdir()
    found = {one.name: one.text for one in kept.all()}
    assert found == {"100%": "all of it", "bytes": None, "long": None, "lines": "a\nb"}
    kept.rename(kept.all()[0], "all")
    assert "all" in names(kept)
    assert "100%" not in names(kept)
    kept.delete(kept.all()[1])
    assert "bytes" not in names(kept)


def test_a_folder_that_takes_nothing_is_said(kept: Snippets, tmp_path: Path) -> None:
    (tmp_path / "snippets").write_text("in the way")
    with pytest.raises(StorageFailed):
        kept.save("a", "x")
    with pytest.raises(BadInput):
        kept.all()
    gone = Snippet("a", "x", tmp_path / "gone.md")
    with pytest.raises(StorageFailed, match=r"gone\.md"):
        kept.rename(gone, "b")
    kept.delete(gone)
    assert [path.name for path in tmp_path.iterdir()] == ["snippets"]


def test_a_template_begins_an_article_of_its_own(kept: Snippets) -> None:
    draft = Draft(
        title="Weekly",
        subtitle="What was",
        body="## Monday\n\n<!--more-->\n\nTK <!-- note: ask -->\n",
        date=PublishDate.parse("2026-06-12"),
        slug="weekly-24",
        language="de",
        authors=("ada",),
        access=Access.PAID,
        tags=("week",),
        image=FeaturedImage("quay.jpg"),
        excerpt="This one",
        sticky=True,
    )
    kept.save("Weekly", template_of(draft))
    text = kept.all()[0].text or ""
    assert str(draft.id) not in text
    assert "weekly-24" not in text
    one, two = (begun_from(kept.all()[0], ("ben",)) for _ in range(2))
    assert one.id != two.id != draft.id
    assert one == replace(
        Draft(body=draft.body),
        id=one.id,
        title="Weekly",
        subtitle="What was",
        language="de",
        access=Access.PAID,
        tags=("week",),
        authors=("ben",),
    )


def test_a_template_with_mistakes_is_said(kept: Snippets) -> None:
    kept.save("Bad", "---\naccess: nobody\n---\n\nx")
    with pytest.raises(BadInput, match="access"):
        begun_from(kept.all()[0], ())
    plain = Snippet("Plain", "Only words", Path("plain.md"))
    assert begun_from(plain, ()).body == "Only words"

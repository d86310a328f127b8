"""A look at one draft without SQLAlchemy sees what the library has."""

from dataclasses import fields, replace
from pathlib import Path
from uuid import uuid4

from editor.library.authors import Authors
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.library.glance import glance, glance_file
from editor.library.sites import Sites
from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.pictures.store import PictureStore
from editor.services.drafting import Drafting


def test_it_sees_every_field_that_the_library_keeps(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.db", tmp_path / "backups")
    drafts = Drafts(database)
    plain = Draft(title="Plain", body="Words.")
    full = Draft(
        title="T", subtitle="S", body="B\n\n<!--more-->\n\nC", slug="s", language="ar",
        authors=("a", "b"), access=Access.PAID, tags=("x",), categories=("y", "z"), excerpt="E",
        image=FeaturedImage("f.png", "alt", "cap", "cred"), comments=False,
        seo=Seo("st", "sd", "https://c.example"), social=Social("t", "d", "i.png"),
        sticky=True, private=True, share=False, share_message="m", goal=1200,
        date=PublishDate.parse("2026-11-27 12:00"),
    )  # fmt: skip
    unlike = [
        one.name for one in fields(Draft) if getattr(full, one.name) == getattr(plain, one.name)
    ]
    assert unlike == []
    for draft in (plain, full):
        drafts.save(draft, 2)
        assert glance(tmp_path / "library.db", draft.id) == drafts.get(draft.id) == draft
    drafts.trash(plain.id)
    assert glance(tmp_path / "library.db", plain.id) is None
    assert glance(tmp_path / "library.db", uuid4()) is None
    assert glance(tmp_path / "missing.db", full.id) is None
    database.close()


def test_it_leaves_a_library_of_another_schema_to_those_who_know_it(tmp_path: Path) -> None:
    import sqlite3

    database = Database(tmp_path / "library.db", tmp_path / "backups")
    draft = Draft(body="x")
    Drafts(database).save(draft, 1)
    database.close()
    with sqlite3.connect(tmp_path / "library.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    assert glance(tmp_path / "library.db", draft.id) is None


def test_it_sees_the_draft_of_a_file_that_has_not_changed(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.db", tmp_path / "backups")
    drafts = Drafts(database)
    drafting = Drafting(
        drafts, PictureStore(tmp_path / "pictures"), Authors(database), Sites(database)
    )
    file = tmp_path / "article.md"
    file.write_text("---\ntitle: Tide\n---\nWords.\n")
    draft = drafting.open_file(file)
    assert isinstance(draft, Draft)
    (tmp_path / "link.md").symlink_to(file)
    library = tmp_path / "library.db"
    assert glance_file(library, file) == glance_file(library, tmp_path / "link.md") == draft
    changed = replace(draft, body="More words.")
    drafting.save(changed)
    assert glance_file(library, file) == changed  # it is the newer one while the file stays
    file.write_text(file.read_text() + "Theirs.\n")
    assert glance_file(library, file) is None
    assert glance_file(library, tmp_path / "none.md") is None
    assert glance_file(library, tmp_path) is None
    database.close()

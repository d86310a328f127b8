"""An older library is brought up to date in one piece, after a copy, or left as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError

from editor.library import database as database_module
from editor.library import upgrade as upgrade_module
from editor.library.authors import Authors
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.library.revision import REVISION
from editor.library.sites import Sites
from editor.library.tables import Base
from editor.library.upgrade import BACKUPS_KEPT, back_up, config, upgrade
from editor.model.draft import Draft, Seo, Shelf, Social
from editor.model.errors import StorageFailed

FIXTURES = Path(__file__).parent / "fixture"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002test"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default="calm"))
    op.create_table("moods", sa.Column("name", sa.Text()))
    op.execute("INSERT INTO moods VALUES ('calm')")
    {then}
"""


def _shape(place: Path) -> dict[str, object]:
    """Tables, columns, keys and indexes, however they were written down."""
    with closing(sqlite3.connect(place)) as raw:
        names = [
            row[0]
            for row in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        return {
            name: (
                raw.execute(f"PRAGMA table_info({name})").fetchall(),
                sorted(raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()),
                sorted(
                    (row[2], row[3], row[4], raw.execute(f"PRAGMA index_info({row[1]})").fetchall())
                    for row in raw.execute(f"PRAGMA index_list({name})").fetchall()
                ),
            )
            for name in names
        }


def _virtual(place: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(place)) as raw:
        return raw.execute(
            "SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%' OR sql LIKE '%AUTOINC%'"
        ).fetchall()


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A schema to come: one migration more than there is."""
    folder = tmp_path / "versions"
    folder.mkdir()
    monkeypatch.setattr(upgrade_module, "VERSIONS", (*upgrade_module.VERSIONS, folder))
    monkeypatch.setattr(database_module, "REVISION", "0002test")
    return folder / "next.py"


@pytest.fixture
def old(place: Path) -> Path:
    """A library as the first schema kept it."""
    with closing(sqlite3.connect(place)) as raw:
        raw.executescript((FIXTURES / "0001.sql").read_text("utf-8"))
    return place


def test_the_migrations_lead_to_what_is_made_anew(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.sqlite3", tmp_path / "migrated.sqlite3"
    Database(made, tmp_path).close()
    with closing(sqlite3.connect(migrated)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    upgrade(migrated, tmp_path / "backups")
    assert _shape(migrated) == _shape(made)
    assert _virtual(migrated) == _virtual(made)
    assert set(Base.metadata.tables) < set(_shape(made))


def test_the_tables_stand_at_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(config()).get_heads() == [REVISION]


def test_a_library_of_the_first_schema_is_still_read(old: Path, backups: Path) -> None:
    database = Database(old, backups)
    drafts, site, id = Drafts(database), UUID(int=1), UUID(int=10)
    draft = drafts.get(id)
    assert (draft.title, draft.access, str(draft.date)) == (
        "Quay by night",
        "paid",
        "2026-06-12T18:30",
    )
    assert "Lighthouse 'keepers'." in draft.body.split("<!--more-->")[1]
    assert draft.image is not None
    assert (draft.image.credit, draft.authors) == ("Bo", ("ana",))
    assert (draft.seo, draft.social) == (Seo("Quay", "Ships"), Social())
    assert [card.id for card in drafts.cards(Shelf.PUBLISHED, "lighthouse")] == [id]
    assert drafts.counts() == {
        Shelf.DRAFTS: 0,
        Shelf.SCHEDULED: 0,
        Shelf.PUBLISHED: 1,
        Shelf.TRASH: 1,
    }
    assert drafts.pictures(id) == {"quay.jpg": "ab" * 32 + ".jpg"}
    assert (drafts.site(id), drafts.file(id)) == (site, (Path("/articles/quay.md"), "cd" * 32))
    assert Sites(database).get(site).boxes["en"].heading == "Join"
    assert Authors(database).get("ana").accounts == {str(site): "4"}
    publication = Publications(database).get(id, site)
    assert publication is not None
    assert publication.receipt is not None
    assert publication.receipt.leaks[0].quote == "Lighthouse 'keepers'"
    assert publication.receipt.sights[0].hash == ""
    assert Publications(database).receipts(id) == (publication.receipt,)
    Publications(database).save(publication)
    assert Publications(database).receipts(id) == (publication.receipt,)
    assert [job.steps[0].code for job in Jobs(database).open()] == ["draft"]
    drafts.save(draft, 3)
    Sites(database).remove(site)
    database.close()
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT count(*) FROM media").fetchone() == (0,)


def test_an_older_library_is_copied_and_brought_up_to_date(
    old: Path, backups: Path, next_revision: Path
) -> None:
    next_revision.write_text(NEXT.format(before=REVISION, then="pass"), "utf-8")
    before = _shape(old)
    database = Database(old, backups)
    assert Drafts(database).get(UUID(int=10)).title == "Quay by night"
    # dropping and refilling the table of drafts did not take along what refers to it
    assert Drafts(database).pictures(UUID(int=10)) != {}
    database.close()
    assert "moods" in _shape(old)
    (copy,) = backups.iterdir()
    assert "0001" in copy.name
    assert _shape(copy) == before
    Database(old, backups).close()  # nothing is left to do, so nothing is copied
    assert list(backups.iterdir()) == [copy]


@pytest.mark.parametrize(
    "failure", ["raise RuntimeError", "op.execute('INSERT INTO nowhere VALUES (1)')"]
)
def test_a_failing_migration_leaves_nothing_behind(
    old: Path, backups: Path, next_revision: Path, failure: str
) -> None:
    next_revision.write_text(NEXT.format(before=REVISION, then=failure), "utf-8")
    with closing(sqlite3.connect(old)) as raw:
        before = list(raw.iterdump())
    with pytest.raises((RuntimeError, DBAPIError)):
        Database(old, backups)
    with closing(sqlite3.connect(old)) as raw:
        assert list(raw.iterdump()) == before
    assert len(list(backups.iterdir())) == 1


def test_a_migration_that_breaks_references_is_undone(
    old: Path, backups: Path, next_revision: Path
) -> None:
    broken = 'op.execute("DELETE FROM drafts")'
    next_revision.write_text(NEXT.format(before=REVISION, then=broken), "utf-8")
    with pytest.raises(StorageFailed) as caught:
        Database(old, backups)
    assert caught.value.code == "library-broken"
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT count(*) FROM drafts").fetchone() == (2,)


def test_a_copy_holds_what_is_still_in_the_log_and_few_are_kept(
    database: Database, place: Path, backups: Path
) -> None:
    Drafts(database).save(Draft(title="Only in the log"), 1)
    for _ in range(BACKUPS_KEPT + 2):
        newest = back_up(place, backups, REVISION)
    assert len(list(backups.iterdir())) == BACKUPS_KEPT
    with closing(sqlite3.connect(newest)) as raw:
        assert raw.execute("SELECT title FROM drafts").fetchall() == [("Only in the log",)]

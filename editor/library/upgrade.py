"""Bringing an older library up to date: a copy first, then every migration in one transaction."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from editor.library.connection import BUSY_SECONDS, WRITE, connect, revision_of
from editor.model.errors import StorageFailed

SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS: tuple[Path, ...] = (SCRIPTS / "versions",)
BACKUPS_KEPT = 5


def config() -> Config:
    """Alembic's settings, without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("version_locations", "\n".join(map(str, VERSIONS)).replace("%", "%%"))
    return settings


def upgrade(path: Path, backups: Path, target: str = "head") -> None:
    """Migrate the library at `path`; on any failure it is left as it was.

    Raises `StorageFailed` ("library-newer") when its revision is none of ours.
    """
    # references are not enforced meanwhile: SQLite changes a table by dropping and refilling it,
    # and dropping one would delete what refers to it
    engine = connect(path, foreign_keys=False)
    try:
        with engine.connect() as connection:
            found = revision_of(connection)
        if found is not None and not _known(found):
            raise StorageFailed("library-newer", revision=found)
        back_up(path, backups, found or "empty")
        with engine.connect().execution_options(**WRITE) as connection, connection.begin():
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, target)
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
            if broken is not None:
                raise StorageFailed("library-broken", reason=f"references of {broken[0]}")
    finally:
        engine.dispose()


def back_up(path: Path, backups: Path, revision: str) -> Path:
    """Copy the library as it is, with what its log still holds; the newest few copies are kept."""
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = backups / f"library-{stamp}-{revision}.sqlite3"
    unfinished = copy.with_suffix(".part")
    try:
        with (
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in sorted(backups.glob("library-*.sqlite3"))[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return copy


def _known(revision: str) -> bool:
    scripts = ScriptDirectory.from_config(config())
    return any(script.revision == revision for script in scripts.walk_revisions())

"""The library's database: opened, made, or brought up to date."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from editor.library.connection import WRITE, connect, revision_of, storage_errors
from editor.library.revision import REVISION
from editor.library.tables import Base


class Database:
    """The library in one SQLite file. Opening it makes it, or brings an older one up to date.

    Raises `StorageFailed`: library-locked, library-newer, library-read-only, library-broken, disk-full.
    """

    def __init__(self, path: Path, backups: Path) -> None:
        self.path = path
        with storage_errors():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._engine = connect(path)
            try:
                self._prepare(backups)
            except BaseException:
                self._engine.dispose()
                raise

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """One short transaction, committed at the end, undone on any exception.

        `write` takes the lock at the beginning, where waiting for another writer is possible.
        """
        options = WRITE if write else {}
        with (
            storage_errors(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
            session.flush()

    def close(self) -> None:
        """Give back every connection; the write-ahead log is folded in."""
        self._engine.dispose()

    def _prepare(self, backups: Path) -> None:
        with self._engine.connect() as connection:
            found = revision_of(connection)
        if found is None:
            self._create()
        elif found != REVISION:
            from editor.library.upgrade import upgrade  # Alembic: 320 ms, only when it is needed

            upgrade(self.path, backups)

    def _create(self) -> None:
        with closing(self._engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
        with self._engine.connect().execution_options(**WRITE) as connection, connection.begin():
            if revision_of(connection) is not None:
                return  # another Standfirst was quicker
            Base.metadata.create_all(connection)
            connection.execute(
                text(
                    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
                )
            )
            connection.execute(
                text("INSERT INTO alembic_version (version_num) VALUES (:n)"), {"n": REVISION}
            )

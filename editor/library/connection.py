"""Connections to the library: how they are made, and their failures in our words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from editor.model.errors import StorageFailed

BUSY_SECONDS = 2.0
WRITE = {"sqlite_begin": "BEGIN IMMEDIATE"}

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "library-locked",
    sqlite3.SQLITE_LOCKED: "library-locked",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "library-read-only",
    sqlite3.SQLITE_PERM: "library-read-only",
    sqlite3.SQLITE_CANTOPEN: "library-read-only",
    sqlite3.SQLITE_IOERR: "disk-full",  # a quota or size limit: SQLite knows only ENOSPC as full
    sqlite3.SQLITE_CORRUPT: "library-broken",
    sqlite3.SQLITE_NOTADB: "library-broken",
}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def connect(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine whose transactions hold DDL too, by SQLAlchemy's recipe for the sqlite3 driver.

    Source: docs.sqlalchemy.org, SQLite, "Enabling Non-Legacy SQLite Transactional Modes": the driver
    is kept from beginning and ending transactions by itself, and we say BEGIN.
    """
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        # in WAL a killed process loses nothing that was committed; only a power cut may
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine


def revision_of(connection: Connection) -> str | None:
    """The schema's revision, None for a database without any table.

    Raises `StorageFailed` ("library-broken") for tables that no Standfirst made.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StorageFailed("library-broken", reason="no revision")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if not isinstance(found, str):
        raise StorageFailed("library-broken", reason="no revision")
    return found


@contextmanager
def storage_errors() -> Iterator[None]:
    """Say in our words when the disk, or another program, does not let us write or read."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig, error) from error
    except sqlite3.Error as error:
        raise _translated(error, error) from error
    except OSError as error:
        raise StorageFailed(
            _os_code(error), reason=error.strerror or type(error).__name__
        ) from error


def _translated(original: BaseException | None, error: Exception) -> Exception:
    if isinstance(original, sqlite3.IntegrityError):
        return error  # the caller's mistake, not the disk's
    number = getattr(original, "sqlite_errorcode", None)
    if not isinstance(number, int):
        return error
    code = _BY_SQLITE_CODE.get(number & 0xFF)
    reason = str(getattr(original, "sqlite_errorname", ""))
    return StorageFailed(code, reason=reason) if code else error


def _os_code(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "disk-full"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "library-read-only"
    return "library-broken"

"""A library of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.library.database import Database


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def database(place: Path, backups: Path) -> Iterator[Database]:
    opened = Database(place, backups)
    yield opened
    opened.close()

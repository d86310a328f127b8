"""Whatever happens to the disk or the process, what was saved is there and the failure has a name."""

import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from editor.library import connection as connection_module
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft, Shelf
from editor.model.errors import StorageFailed
from editor.model.wording import WORDING

ROOT = Path(__file__).parents[3]
KEPT = Draft(title="Kept", body="What was saved before.")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for as always, only not for two seconds."""
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user may enter; pytest's own are for their owner."""
    with tempfile.TemporaryDirectory(prefix="standfirst-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _run(source: str, *words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", source, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _code(caught: pytest.ExceptionInfo[StorageFailed]) -> str:
    assert WORDING[caught.value.code].then  # there is a next step
    return caught.value.code


def _delete_and_fail(session: Session) -> None:
    session.connection().exec_driver_sql("DELETE FROM drafts")
    raise StorageFailed("disk-full")


def _keep(folder: Path) -> None:
    database = Database(folder / "library.sqlite3", folder / "backups")
    Drafts(database).save(KEPT, 4)
    database.close()


def _is_kept(folder: Path) -> bool:
    database = Database(folder / "library.sqlite3", folder / "backups")
    try:
        return Drafts(database).get(KEPT.id) == KEPT
    finally:
        database.close()


def test_the_library_is_made_for_its_owner_and_survives_being_closed(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "home"
    _keep(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert _is_kept(folder)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_opening_a_library_of_today_does_not_wait_for_alembic(tmp_path: Path) -> None:
    source = """
import sys
from pathlib import Path
from editor.library.database import Database
for _ in range(2):
    Database(Path(sys.argv[1]), Path(sys.argv[2])).close()
print("alembic" in sys.modules)
"""
    assert _run(source, tmp_path / "library.sqlite3", tmp_path / "backups") == "False"


def test_an_exception_within_a_session_undoes_all_of_it(database: Database) -> None:
    drafts = Drafts(database)
    drafts.save(KEPT, 4)
    with pytest.raises(StorageFailed), database.session(write=True) as session:
        _delete_and_fail(session)
    assert drafts.get(KEPT.id) == KEPT


def test_a_killed_process_loses_no_save(tmp_path: Path) -> None:
    source = """
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft
drafts = Drafts(Database(Path(sys.argv[1]), Path(sys.argv[2])))
draft = Draft(id=UUID(int=7))
number = 0
while True:
    number += 1
    drafts.save(replace(draft, body=f"{number} " + "word " * 5000), 5000)
    print(number, flush=True)
"""
    place, backups = tmp_path / "library.sqlite3", tmp_path / "backups"
    with subprocess.Popen(
        [sys.executable, "-c", source, place, backups], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 40:
                process.send_signal(signal.SIGKILL)
                break
        told = [int(line) for line in process.stdout if line.endswith("\n")]
    last = max([40, *told])
    database = Database(place, backups)
    (card,) = Drafts(database).cards(Shelf.DRAFTS)
    number, words = Drafts(database).get(card.id).body.split(" ", 1)
    assert int(number) >= last
    assert words == "word " * 5000
    database.close()


def test_a_locked_library_says_so_and_takes_the_text_later(
    impatient: None, place: Path, backups: Path
) -> None:
    database = Database(place, backups)
    drafts = Drafts(database)
    drafts.save(KEPT, 4)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageFailed) as caught:
            drafts.save(replace(KEPT, body="newer"), 1)
        assert _code(caught) == "library-locked"
        assert drafts.get(KEPT.id) == KEPT
    drafts.save(replace(KEPT, body="newer"), 1)
    assert drafts.get(KEPT.id).body == "newer"
    database.close()


def test_a_library_held_by_another_program_is_not_opened(
    impatient: None, tmp_path: Path, place: Path, backups: Path
) -> None:
    _keep(tmp_path)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE drafts SET words = words")
        other.execute("COMMIT")
        with pytest.raises(StorageFailed) as caught:
            Database(place, backups)
        assert _code(caught) == "library-locked"
    assert _is_kept(tmp_path)


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    _keep(tmp_path)
    source = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.errors import StorageFailed
drafts = Drafts(Database(Path(sys.argv[1]), Path(sys.argv[2])))
kept = drafts.get(UUID(sys.argv[3]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    drafts.save(replace(kept, body="far too much " * 100_000), 300_000)
except StorageFailed as error:
    print(error.code)
assert drafts.get(kept.id) == kept
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
drafts.save(kept, 4)
"""
    said = _run(source, tmp_path / "library.sqlite3", tmp_path / "backups", str(KEPT.id))
    assert said == "disk-full"
    assert WORDING["disk-full"].then
    assert _is_kept(tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_a_read_only_folder_says_so(public_folder: Path, there: bool) -> None:
    if there:
        _keep(public_folder)
        (public_folder / "library.sqlite3").chmod(0o444)
    source = """
import os, sys
from pathlib import Path
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft
from editor.model.errors import StorageFailed
folder = Path(sys.argv[1])
folder.chmod(0o555)
if os.geteuid() == 0:  # root writes anywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    Drafts(Database(folder / "library.sqlite3", folder / "backups")).save(Draft(), 0)
except StorageFailed as error:
    print(error.code)
"""
    said = _run(source, public_folder)
    public_folder.chmod(0o755)
    assert said == "library-read-only"
    assert WORDING["library-read-only"].then
    if there:
        (public_folder / "library.sqlite3").chmod(0o644)
        assert _is_kept(public_folder)
    else:
        assert list(public_folder.iterdir()) == []


def test_a_newer_library_is_refused_and_left_alone(
    tmp_path: Path, place: Path, backups: Path
) -> None:
    _keep(tmp_path)
    with closing(sqlite3.connect(place)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
        before = raw.execute("SELECT sql FROM sqlite_master").fetchall()
    with pytest.raises(StorageFailed) as caught:
        Database(place, backups)
    assert _code(caught) == "library-newer"
    assert "9999" in str(caught.value)
    assert not backups.exists()
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("SELECT sql FROM sqlite_master").fetchall() == before
        assert raw.execute("SELECT title FROM drafts").fetchall() == [("Kept",)]


@pytest.mark.parametrize("content", [b"This is no database, whatever it is called." * 100, None])
def test_a_file_of_something_else_is_refused_and_left_alone(
    place: Path, backups: Path, content: bytes | None
) -> None:
    if content is None:
        with closing(sqlite3.connect(place)) as raw:
            raw.execute("CREATE TABLE recipes (name TEXT)")
        content = place.read_bytes()
    place.write_bytes(content)
    with pytest.raises(StorageFailed) as caught:
        Database(place, backups)
    assert _code(caught) == "library-broken"
    assert place.read_bytes() == content


def test_two_windows_opened_at_once_share_one_new_library(place: Path, backups: Path) -> None:
    source = """
import sys
from pathlib import Path
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft
sys.stdin.read(1)
Drafts(Database(Path(sys.argv[1]), Path(sys.argv[2]))).save(Draft(), 0)
"""
    many = [
        subprocess.Popen(
            [sys.executable, "-c", source, place, backups], cwd=ROOT, stdin=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in many:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait(60) for process in many] == [0, 0, 0, 0]
    database = Database(place, backups)
    assert Drafts(database).counts()[Shelf.DRAFTS] == 4
    database.close()


def test_an_error_never_quotes_the_article(database: Database) -> None:
    drafts = Drafts(database)
    drafts.save(Draft(title="x"), 0)
    with database.session(write=True) as session:
        session.connection().exec_driver_sql("DROP TABLE bodies")
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, it must not quote
        drafts.save(Draft(title="x", body="The minister's secret"), 3)
    assert "minister" not in f"{caught.value!r} {caught.value} {caught.value.__cause__}"

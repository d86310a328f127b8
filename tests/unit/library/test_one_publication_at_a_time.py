"""Of all the programs on one library only one publishes at a time, and one that dies gives its place back."""

import subprocess
import sys
from pathlib import Path

import pytest

from editor.library import jobs
from editor.library.database import Database
from editor.library.jobs import Jobs
from editor.model.errors import StorageFailed

PROGRAM = """
import sys
from pathlib import Path
from editor.library.database import Database
from editor.library.jobs import Jobs
here = Path(sys.argv[1])
with Jobs(Database(here / "library.sqlite3", here / "backups")).alone():
    print("alone", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    monkeypatch.setattr(jobs, "WAIT_SECONDS", 0)
    return Jobs(Database(tmp_path / "library.sqlite3", tmp_path / "backups"))


def refused(journal: Jobs) -> bool:
    try:
        with journal.alone():
            return False
    except StorageFailed as error:
        return error.code == "publishing-elsewhere"


def test_another_program_that_publishes_has_it_alone_until_it_ends_however_it_ends(
    tmp_path: Path, journal: Jobs
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"alone\n"
        assert refused(journal)
        other.kill()
    assert not refused(journal)


def test_two_in_one_program_are_no_more_than_one_either(journal: Jobs) -> None:
    with journal.alone():
        assert refused(journal)
    assert not refused(journal)


def test_what_goes_wrong_meanwhile_goes_on_as_it_is(journal: Jobs) -> None:
    with pytest.raises(OSError, match="no such luck"), journal.alone():
        raise OSError("no such luck")
    assert not refused(journal)

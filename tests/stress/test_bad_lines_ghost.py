"""Publishing over bad lines to a real Ghost, killed at any step."""

from pathlib import Path

import pytest

from tests.stress.bad_lines import check_runs
from tests.stress.there import There


def test_exactly_once_and_never_open(
    ghost: There, standfirst_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_runs(ghost, monkeypatch)

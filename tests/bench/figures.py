"""What was measured, kept for each state of the program until the table is written from it."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Figure:
    """What one program gave in one row: milliseconds or megabytes. `failed` says why there are none.

    `busy` is how many processes wanted a processor when it began.
    """

    p50: float = 0.0
    p95: float = 0.0
    most: float = 0.0
    count: int = 0
    missed: int = 0
    busy: float = 0.0
    failed: str = ""

    @classmethod
    def of(cls, values: Sequence[float], missed: int = 0, busy: float = 0.0) -> "Figure":
        """From all values measured."""
        if not values:
            return cls(missed=missed, busy=busy, failed="nothing was seen")
        p50, p95, most = (percentile(values, share) for share in (50, 95, 100))
        return cls(p50, p95, most, len(values), missed, busy)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` per cent of them do not exceed, between two where it falls there."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


class Figures:
    """The figures of one state of the program: by row, and by program in it."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        read = json.loads(kept.read_text()) if kept.exists() else {}
        self._rows = {
            row: {program: Figure(**figure) for program, figure in found.items()}
            for row, found in read.items()
        }

    @classmethod
    def here(cls) -> "Figures":
        """Those of the program as it stands in this tree."""
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = cache / "standfirst" / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / f"{state()}.json")

    def of(self, row: str) -> dict[str, Figure]:
        """What each program gave in a row."""
        return dict(self._rows.get(row, {}))

    def keep(self, row: str, program: str, figure: Figure) -> None:
        """Keep one, in place of an earlier one."""
        self._rows.setdefault(row, {})[program] = figure
        found = {
            name: {who: asdict(what) for who, what in row.items()}
            for name, row in self._rows.items()
        }
        unfinished = self.kept.with_suffix(".new")
        unfinished.write_text(json.dumps(found, indent=1))
        unfinished.replace(self.kept)


def state() -> str:
    """The program's tree in git, with a mark where files of it were changed since."""
    tree = _git("rev-parse", "--short", "HEAD:editor")
    return tree + ("-changed" if _git("status", "--porcelain", "editor", "resources") else "")


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()

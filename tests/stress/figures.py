"""What came of each run over a bad line, kept from slice to slice, and told in docs/bad-lines.md."""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs" / "bad-lines.md"


@dataclass(frozen=True)
class Figure:
    """One run that ended as it should. `met` says that the fault or the kill came about."""

    gate: str
    fault: str
    step: str
    met: bool
    said: str
    seconds: float


class Figures:
    """Those of one kind of site and one state of the program; none are kept where a few runs are made."""

    def __init__(self, kept: Path | None) -> None:
        self.kept = kept

    @classmethod
    def of(cls, kind: str) -> "Figures":
        """Where all runs are asked for, those made before."""
        if "STANDFIRST_STRESS" not in os.environ:
            return cls(None)
        tree = ("git", "rev-parse", "--short", "HEAD:editor")
        state = subprocess.run(tree, check=True, capture_output=True, text=True).stdout.strip()
        cache = Path(os.environ["STANDFIRST_TEST_CACHE"])
        return cls(cache / f"bad-lines-{kind}-{state}.jsonl")

    def all(self) -> list[Figure]:
        """In the order of the runs."""
        if self.kept is None or not self.kept.exists():
            return []
        return [Figure(**json.loads(line)) for line in self.kept.read_text().splitlines()]

    def add(self, figure: Figure) -> None:
        """Keep one more."""
        if self.kept is not None:
            with self.kept.open("a") as file:
                file.write(json.dumps(asdict(figure)) + "\n")


def write_table(wholes: Mapping[str, int]) -> None:
    """Tell of all runs that are kept; `wholes` are how many each kind of site is to have."""
    text = TABLE.read_text()
    for kind, whole in wholes.items():
        begin, end = f"<!-- {kind} -->", f"<!-- /{kind} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n{_table(Figures.of(kind).all(), whole)}\n{end}{after}"
    TABLE.write_text(text)


def _table(figures: list[Figure], whole: int) -> str:
    if not figures:
        return f"0 of {whole} runs made."
    took = sorted(figure.seconds for figure in figures)
    gates = Counter(figure.gate for figure in figures)
    lines = [
        f"{len(figures)} of {whole} runs made ({_counted(gates)}); median {took[len(took) // 2]:.1f} s, "
        f"longest {took[-1]:.1f} s.",
        "",
        "| what happens | runs | came about | killed too | what the program said at once |",
        "|---|---|---|---|---|",
    ]
    rows: dict[str, list[Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.fault or "a kill alone", []).append(figure)
    for fault, found in sorted(rows.items()):
        met, killed = sum(one.met for one in found), sum(one.said == "killed" for one in found)
        said = Counter(one.said for one in found if one.said != "killed")
        lines.append(f"| {fault} | {len(found)} | {met} | {killed} | {_counted(said)} |")
    return "\n".join(lines)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())

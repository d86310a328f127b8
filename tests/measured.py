"""Which capability was measured where: gathered from the contract's tests, kept in docs/measured.md.

A run that finds something else than stands there fails; `make measured` writes it anew.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from editor.cms.gate_contract import GateContract, measured_by
from editor.cms.port import Feature
from editor.model.audience import Gate

FILE = Path(__file__).parents[1] / "docs" / "measured.md"
COLUMNS = (
    "WordPress 7.1.1",
    "WordPress 6.1.9",
    "WordPress.com",
    "Ghost 6.65.0",
    "Folder",
    "Memory",
)
ROWS = (
    *Feature,
    *(f"gate {gate}" for gate in Gate),
    "surfaces",
    "max_picture_bytes",
    "drafts_shown",
    "trash",
)
REAL, UNCLAIMED, TESTS = "real", "–", "Measured by"
HEAD = """\
# What was measured

Every capability that a kind of site declares is measured by a round trip: sent by the adapter, read
back from the server, and, where readers meet it, looked at as a stranger. The tests are those of
`editor/cms/contract.py` and `gate_contract.py` beside it. This table is written by `make measured` from the run itself, and `make test`
fails when it no longer says what the run found.

`real`: on the real server. `stand-in`: something of ours stood in for what cannot be had here; the
number says what. `–`: not measured there. What a kind of site claims is measured on the first of its
servers; what it does not claim the window does not offer.
"""

Cells = Mapping[tuple[str, str], str]  # (row, column) → real, unclaimed, or what stood in


class Measured:
    """Notes what the contract's tests measured, and compares it with the table, or writes it."""

    def __init__(self, *, write: bool) -> None:
        self.write = write
        self.tests: dict[str, str] = {}
        self.cells: dict[tuple[str, str], str] = {}
        self.stale: list[str] = []

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Say on the test itself what it measures: that travels with its report between processes."""
        of = getattr(item, "cls", None)
        what = measured_by(getattr(item, "function", None))
        if what and of is not None and issubclass(of, GateContract) and of.server:
            key = of.gate if what == "gates" else what
            row = f"gate {of.gate}" if what == "gates" else str(what)
            how = of.stand_ins.get(key) or of.stand_ins.get("") or REAL
            item.user_properties.append(("measured", "\t".join((row, of.server, how, item.name))))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """To write the table nothing is run but what measures something."""
        if self.write:
            items[:] = [item for item in items if item.user_properties]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in one result, or a part of it."""
        for name, value in report.user_properties:
            if name == "measured" and (report.when == "call" or not report.passed):
                row, column, how, test = str(value).split("\t")
                before = self.cells.get((row, column), UNCLAIMED)
                outcome = how if report.passed else UNCLAIMED
                self.cells[row, column] = min(before, outcome, key=_weight)
                self.tests[row] = test

    def pytest_sessionfinish(
        self, session: pytest.Session, exitstatus: int | pytest.ExitCode
    ) -> None:
        """Write the table, or fail a good run where what stands there is not what was found."""
        if hasattr(session.config, "workerinput") or exitstatus != pytest.ExitCode.OK:
            return
        if self.write:
            FILE.write_text(table(self.cells, self.tests), encoding="utf-8")
            return
        kept = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
        self.stale = differing(kept, self.cells)
        if not self.stale and _whole(session.config) and kept != table(self.cells, self.tests):
            self.stale = ["the table is not the one that this run would write"]
        if self.stale:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what is stale."""
        if self.stale:
            terminalreporter.section("docs/measured.md is out of date: make measured", red=True)
            for line in self.stale:
                terminalreporter.line(line)


def table(cells: Cells, tests: Mapping[str, str]) -> str:
    """The whole document."""
    columns = [column for column in COLUMNS if any(column == at for _, at in cells)]
    reasons = list(dict.fromkeys(
        how for row in ROWS for column in columns
        if (how := cells.get((row, column), UNCLAIMED)) not in (REAL, UNCLAIMED)
    ))  # fmt: skip
    lines = [_line(("", TESTS, *columns)), _line(["---"] * (len(columns) + 2))]
    for row in ROWS:
        if row in tests:
            said = [cells.get((row, column), UNCLAIMED) for column in columns]
            shown = [
                f"stand-in {reasons.index(how) + 1}" if how in reasons else how for how in said
            ]
            lines.append(_line((row, f"`{tests[row]}`", *shown)))
    notes = [f"{number}. {reason}" for number, reason in enumerate(reasons, 1)]
    return "\n".join((HEAD, *lines, "", *notes, ""))


def read(text: str) -> dict[tuple[str, str], str]:
    """What the table in `text` says of each row and column, in a word."""
    rows = [[one.strip() for one in line.strip("|").split("|")] for line in text.splitlines()]
    heads = next((row for row in rows if row[1:2] == [TESTS]), [])
    return {
        (row[0], column): row[at].partition(" ")[0]
        for row in rows
        if len(row) == len(heads)
        for at, column in enumerate(heads)
    }


def differing(text: str, cells: Cells) -> list[str]:
    """Where the table in `text` says something else than `cells`; what is not in `cells` may be."""
    kept = read(text)
    found = []
    for (row, column), how in sorted(cells.items()):
        word = how if how in (REAL, UNCLAIMED) else "stand-in"
        there = kept.get((row, column), UNCLAIMED)
        if word != there:
            found.append(f"{row} on {column}: found {word}, the table says {there}")
    return found


def _weight(how: str) -> int:
    """What counts most of several results for one cell comes first."""
    return {REAL: 0, UNCLAIMED: 2}.get(how, 1)


def _line(cells: "tuple[str, ...] | list[str]") -> str:
    return re.sub(r"\| +\|", "| |", f"| {' | '.join(cells)} |")


def _whole(config: pytest.Config) -> bool:
    """Whether every test was to be run."""
    options = config.option
    narrowed = options.keyword or options.markexpr or options.lf or options.maxfail
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed

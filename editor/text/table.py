"""A Markdown table as rows of cells: read from its lines, changed, and written in even columns."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)")
_OUTER = re.compile(r"^\s*\||(?<!\\)\|\s*$")
_LEAST = 3


class Cell(NamedTuple):
    """A cell by row and column; row 0 is the head's, the delimiter's line is none."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, each row as long as `aligns`, which are "", "left", "center" or "right"."""

    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]

    def lines(self) -> list[str]:
        """The table's lines, each column as wide as its widest cell."""
        columns = range(len(self.aligns))
        widths = [max(_LEAST, *(width(row[n]) for row in self.rows)) for n in columns]
        rows = [[_padded(row[n], widths[n], self.aligns[n]) for n in columns] for row in self.rows]
        rows.insert(1, [_delimiter(widths[n], self.aligns[n]) for n in columns])
        return [f"| {' | '.join(row)} |" for row in rows]

    def with_row(self, at: int) -> "Grid":
        """With an empty row before row `at`, which is at least 1."""
        empty = ("",) * len(self.aligns)
        return replace(self, rows=(*self.rows[:at], empty, *self.rows[at:]))

    def without_row(self, at: int) -> "Grid":
        """Without row `at`, which is not the head's."""
        return replace(self, rows=(*self.rows[:at], *self.rows[at + 1 :]))

    def with_column(self, at: int) -> "Grid":
        """With an empty column before column `at`."""
        rows = tuple((*row[:at], "", *row[at:]) for row in self.rows)
        return Grid(rows, (*self.aligns[:at], "", *self.aligns[at:]))

    def without_column(self, at: int) -> "Grid":
        """Without column `at`."""
        rows = tuple((*row[:at], *row[at + 1 :]) for row in self.rows)
        return Grid(rows, (*self.aligns[:at], *self.aligns[at + 1 :]))

    def aligned(self, column: int, align: str) -> "Grid":
        """With `column` aligned otherwise."""
        aligns = tuple(align if n == column else one for n, one in enumerate(self.aligns))
        return replace(self, aligns=aligns)

    def is_empty(self, row: int) -> bool:
        """Whether no cell of `row` has words."""
        return not any(self.rows[row])


def empty(rows: int, columns: int) -> Grid:
    """A table of `rows` rows, the head's among them, with nothing in it."""
    return Grid((("",) * columns,) * rows, ("",) * columns)


def is_delimiter(line: str) -> bool:
    """Whether `line` is the one below a table's head."""
    return "|" in line and "-" in line and _DELIMITER.match(line) is not None


def read(lines: Sequence[str]) -> Grid:
    """The table in `lines`, the second of which is its delimiter; as many columns as the longest row."""
    outer = has_outer_bars(lines[0])
    rows = [cells(line, outer=outer) for line in (lines[0], *lines[2:])]
    count = max(1, *(len(row) for row in rows))
    aligns = [_align(cell) for cell in cells(lines[1])]
    full = tuple(tuple((row + [""] * count)[:count]) for row in rows)
    return Grid(full, tuple((aligns + [""] * count)[:count]))


def has_outer_bars(head: str) -> bool:
    """Whether a table's rows may begin with a bar before their first cell: where its head has one outside."""
    return _OUTER.search(head) is not None


def cells(line: str, *, outer: bool = True) -> list[str]:
    """The words of a row's cells; a bar in code or after a backslash parts none."""
    return [line[start:end].strip() for start, end in bounds(line, outer=outer)]


def bounds(line: str, *, outer: bool = True) -> list[tuple[int, int]]:
    """Where each cell of `line` begins and ends, between its bars.

    Without `outer` bars a row that begins with one has nothing in its first cell.
    """
    plain = _CODE.sub(lambda found: "x" * len(found[0]), line)
    bars = [found.start() for found in re.finditer(r"(?<!\\)\|", plain)]
    edges = [-1, *bars, len(line)]
    found = [(edges[n] + 1, edges[n + 1]) for n in range(len(edges) - 1)]
    if outer and bars and not line[: bars[0]].strip():
        found = found[1:]
    if len(bars) > 1 and not line[bars[-1] :].strip(" \t|"):
        found = found[:-1]
    return found


def width(text: str) -> int:
    """The columns that `text` takes where each letter has one: two for wide ones, none for marks."""
    return sum(
        0 if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )  # fmt: skip


def _padded(text: str, columns: int, align: str) -> str:
    room = columns - width(text)
    before = room if align == "right" else room // 2 if align == "center" else 0
    return " " * before + text + " " * (room - before)


def _delimiter(columns: int, align: str) -> str:
    start = ":" if align in ("left", "center") else "-"
    end = ":" if align in ("right", "center") else "-"
    return start + "-" * (columns - 2) + end


def _align(cell: str) -> str:
    start, end = cell.startswith(":"), cell.endswith(":")
    return "center" if start and end else "left" if start else "right" if end else ""

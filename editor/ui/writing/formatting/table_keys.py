"""Tables in the text: from cell to cell, rows and columns, even columns. Each gives the new cursor."""

import re
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from editor.text import table
from editor.text.table import Cell, Grid
from editor.ui.writing.code_lines import is_code
from editor.ui.writing.formatting.edits import (
    between,
    line_of,
    one_step,
    rewrite,
    selected,
    wide,
)
from editor.ui.writing.formatting.markdown_commands import room_around

_MOST_LINES = 1000
# how the first line of a row may begin: marks of a quote, and an indent
_LEAD = re.compile(r"(?: {0,3}>[ \t]?)*[ \t]*")


class FoundTable(NamedTuple):
    """A table in the text: its first line, how many there are, its cells, the caret's, what is before them.

    `lead` is the marks of the quote that it stands in and the indent of its item.
    """

    first: QTextBlock
    height: int
    grid: Grid
    cell: Cell
    lead: str = ""


def table_at(cursor: QTextCursor) -> FoundTable | None:
    """The table that the caret stands in."""
    block = cursor.block()
    if "|" not in block.text():
        return None
    first = last = block
    quotes = _lead(block).count(">")
    for _ in range(_MOST_LINES):
        if not _goes_on(first.previous(), quotes):
            break
        first = first.previous()
    if not table.is_delimiter(_row(first.next())) or is_code(first):
        return None
    for _ in range(_MOST_LINES):
        if not _goes_on(last.next(), quotes):
            break
        last = last.next()
    grid = table.read([_row(one) for one in between(first, last)])
    down = block.blockNumber() - first.blockNumber()
    at = cursor.positionInBlock() - len(_lead(block))
    outer = table.has_outer_bars(_row(first))
    starts = [start for start, _ in table.bounds(wide(_row(block)), outer=outer)]
    column = max(0, sum(1 for start in starts if start <= at) - 1)
    column = min(column, len(grid.aligns) - 1)
    cell = Cell(max(0, down - 1), len(grid.aligns) - 1 if down == 1 else column)
    return FoundTable(first, last.blockNumber() - first.blockNumber() + 1, grid, cell, _lead(first))


def _lead(block: QTextBlock) -> str:
    found = _LEAD.match(block.text())
    return found[0] if found else ""


def _row(block: QTextBlock) -> str:
    return block.text()[len(_lead(block)) :]


def _goes_on(block: QTextBlock, quotes: int) -> bool:
    """Whether a line has words, in as many quotes."""
    return block.isValid() and _lead(block).count(">") == quotes and bool(_row(block).strip())


def _write(cursor: QTextCursor, place: FoundTable, grid: Grid, cell: Cell) -> QTextCursor:
    """Put `grid` in the table's place; the words of `cell` are selected."""
    document, lines = cursor.document(), grid.lines()
    first = place.first.blockNumber()
    with one_step(cursor):
        last = document.findBlockByNumber(first + place.height - 1)
        end = last.position() + last.length() - 1
        if len(lines) > place.height:
            selected(document, end, end).insertText("\n" * (len(lines) - place.height))
        elif len(lines) < place.height:
            kept = document.findBlockByNumber(first + len(lines) - 1)
            selected(document, kept.position() + kept.length() - 1, end).removeSelectedText()
        for number, line in enumerate(lines):
            rewrite(document.findBlockByNumber(first + number), place.lead + wide(line))
    return _words_of(document, first, cell, len(place.lead))


def _words_of(document: QTextDocument, first: int, cell: Cell, lead: int = 0) -> QTextCursor:
    block = document.findBlockByNumber(first + cell.row + (1 if cell.row else 0))
    line = line_of(block)[lead:]
    start, end = table.bounds(line)[cell.column]
    words = line[start:end].strip()
    start += 1 if not words else len(line[start:end]) - len(line[start:end].lstrip())
    start += block.position() + lead
    return selected(document, start, start + len(words))


def step(cursor: QTextCursor, *, forward: bool) -> QTextCursor | None:
    """Go to the next cell, beyond the last one to a new row, or to the previous cell."""
    place = table_at(cursor)
    if place is None:
        return None
    grid, columns = place.grid, len(place.grid.aligns)
    at = place.cell.row * columns + place.cell.column + (1 if forward else -1)
    at = max(0, at)
    if at // columns >= len(grid.rows):
        grid = grid.with_row(len(grid.rows))
    return _write(cursor, place, grid, Cell(*divmod(at, columns)))


def enter(cursor: QTextCursor) -> QTextCursor | None:
    """Begin a row below; an empty last row is left for the text below the table."""
    if cursor.hasSelection() and "\u2029" in cursor.selectedText():
        return None
    place = table_at(cursor)
    if place is None:
        return _begin(cursor)
    if cursor.position() == place.first.position():
        return None  # room above the table is wanted
    row = place.cell.row
    if row and row == len(place.grid.rows) - 1 and place.grid.is_empty(row):
        return _leave(cursor, place)
    below = max(1, row + 1)
    return _write(cursor, place, place.grid.with_row(below), Cell(below, 0))


def _begin(cursor: QTextCursor) -> QTextCursor | None:
    """A first line in bars becomes a table's head."""
    block = cursor.block()
    lead, line = _lead(block), _row(block).strip()
    quotes = lead.count(">")
    alone = not (_goes_on(block.previous(), quotes) or _goes_on(block.next(), quotes))
    at_end = cursor.positionInBlock() >= len(line_of(block).rstrip())
    if not (line.startswith("|") and line.endswith("|") and alone and at_end):
        return None
    head = table.cells(line)
    if len(head) < 2 or is_code(block):
        return None
    grid = table.read([line, "|-|"]).with_row(1)
    return _write(cursor, FoundTable(block, 1, grid, Cell(0, 0), lead), grid, Cell(1, 0))


def _leave(cursor: QTextCursor, place: FoundTable) -> QTextCursor:
    document = cursor.document()
    with one_step(cursor):
        _write(cursor, place, place.grid.without_row(place.cell.row), Cell(0, 0))
        last = document.findBlockByNumber(place.first.blockNumber() + place.height - 2)
        end = last.position() + last.length() - 1
        below = f"\n{place.lead.rstrip()}\n{place.lead}"
        selected(document, end, end).insertText(below)
    return selected(document, end + len(below), end + len(below))


def insert_table(cursor: QTextCursor, rows: int, columns: int) -> QTextCursor:
    """Insert an empty table below the caret's words; the caret is in its first cell."""
    document = cursor.document()
    with one_step(cursor):
        cursor.setPosition(cursor.selectionEnd())
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before, after = room_around(cursor)
        cursor.insertText(before)
        first = cursor.blockNumber()
        cursor.insertText("\n".join(table.empty(rows, columns).lines()) + after)
    return _words_of(document, first, Cell(0, 0))


def change_rows(cursor: QTextCursor, what: str) -> QTextCursor | None:
    """`what` is "above", "below" or "delete"; the head stays, and so does one row below it."""
    place = table_at(cursor)
    if place is None:
        return None
    row, column = place.cell
    if what == "delete":
        if row == 0:
            return cursor
        fewer = place.grid.without_row(row)
        return _write(cursor, place, fewer, Cell(min(row, len(fewer.rows) - 1), column))
    at = max(1, row if what == "above" else row + 1)
    return _write(cursor, place, place.grid.with_row(at), Cell(at, column))


def change_columns(cursor: QTextCursor, what: str) -> QTextCursor | None:
    """`what` is "before", "after" or "delete"; the last column takes the table with it."""
    place = table_at(cursor)
    if place is None:
        return None
    row, column = place.cell
    if what != "delete":
        at = column if what == "before" else column + 1
        return _write(cursor, place, place.grid.with_column(at), Cell(row, at))
    if len(place.grid.aligns) == 1:
        return delete_table(cursor)
    fewer = place.grid.without_column(column)
    return _write(cursor, place, fewer, Cell(row, min(column, len(fewer.aligns) - 1)))


def align_column(cursor: QTextCursor, align: str) -> QTextCursor | None:
    """Align the caret's column "left", "center" or "right", or as it was without one."""
    place = table_at(cursor)
    if place is None:
        return None
    wanted = "" if place.grid.aligns[place.cell.column] == align else align
    return _write(cursor, place, place.grid.aligned(place.cell.column, wanted), place.cell)


def delete_table(cursor: QTextCursor) -> QTextCursor | None:
    """Take the table away."""
    place = table_at(cursor)
    if place is None:
        return None
    document, first = cursor.document(), place.first.blockNumber()
    last = document.findBlockByNumber(first + place.height - 1)
    whole = selected(document, place.first.position(), last.position() + last.length() - 1)
    whole.removeSelectedText()
    return whole


def _may_be_row(block: QTextBlock) -> bool:
    """Whether a line begins with a bar, in whatever it stands; asked at each step of the caret."""
    first = block.document().characterAt(block.position())
    return first == "|" or (first in ("\t", " ", ">") and _row(block).startswith("|"))


class TableCare:
    """Makes the columns of a table even when the caret leaves it and it was written in."""

    def __init__(self) -> None:
        self._inside: QTextCursor | None = None
        self._revision = 0
        self._written = False

    def look(self, cursor: QTextCursor) -> bool:
        """The caret may have moved; whether a table was left uneven, which `align` then mends."""
        document = cursor.document()
        inside = _may_be_row(cursor.block())
        before, revision = self._inside, document.revision()
        known = before is not None and before.document() is document
        self._written = known and (self._written or revision != self._revision)
        # to do it now would be to lose what can still be done again
        left = self._written and not inside and not document.isRedoAvailable()
        self._revision = revision
        if inside or not left:
            self._inside = QTextCursor(cursor) if inside else None
        return left

    def align(self, cursor: QTextCursor) -> QTextCursor | None:
        """Make the columns of the table that was left even; the cursor stays where it is."""
        left, self._inside, self._written = self._inside, None, False
        place = table_at(left) if left is not None else None
        if place is not None:
            _write(cursor, place, place.grid, place.cell)
        return cursor

"""A pasted table while it is read: rows of cells, those that span more than one counted."""

from dataclasses import dataclass, field

from editor.text.paste.piece import Kind, Piece, in_cell, table

_WIDEST = 200  # columns; a span may claim any number


@dataclass(slots=True)
class Cell:
    """What stands in a cell, where it stands there ("", "center" or "right"), and if it is a head."""

    pieces: list[Piece] = field(default_factory=list)
    align: str = ""
    head: bool = False


@dataclass(slots=True)
class Grid:
    """`layout` is told by the page: the table only places things."""

    layout: bool = False
    merged: int = 0
    rows: list[list[Cell]] = field(default_factory=list)
    _below: dict[int, int] = field(
        default_factory=dict
    )  # rows that a cell above still reaches into

    def row(self) -> None:
        """Begin a row."""
        self.rows.append([])
        self._reach()

    def cell(self, cell: Cell, across: int, down: int) -> None:
        """Put `cell` next, over that many columns and rows."""
        if not self.rows:
            self.row()
        row = self.rows[-1]
        self._reach()
        across = min(max(across, 1), max(_WIDEST - len(row), 1))
        self.merged += across > 1 or down > 1
        if down > 1:
            self._below |= {len(row) + n: down - 1 for n in range(across)}
        row += [cell, *(Cell() for _ in range(across - 1))]
        self._reach()

    def _reach(self) -> None:
        row = self.rows[-1]
        while self._below.get(len(row), 0):
            self._below[len(row)] -= 1
            row.append(Cell())

    def pieces(self, caption: str) -> list[Piece]:
        """The table, or what stands in it where it was only there to place things."""
        cells = [cell for row in self.rows for cell in row]
        full = [cell for cell in cells if cell.pieces]
        inner = {piece.kind for cell in full for piece in cell.pieces}
        if self.layout or len(full) < 2 or inner & {Kind.TABLE, Kind.HEADING}:
            self.merged = 0
            above = [Piece(Kind.TEXT, caption)] if caption else []
            return [*above, *(piece for cell in full for piece in cell.pieces)]
        rows = [row for row in self.rows if any(cell.pieces for cell in row)]
        width = max(len(row) for row in rows)
        aligns = [self._align(rows, column) for column in range(width)]
        written = [[in_cell(cell.pieces) for cell in row] for row in rows]
        return [Piece(Kind.TABLE, table(written, aligns, caption))]

    def _align(self, rows: list[list[Cell]], column: int) -> str:
        """How all cells below the head stand, for a head alone is often centred."""
        told = {r[column].align for r in rows[1:] or rows if column < len(r) and r[column].pieces}
        return told.pop() if len(told) == 1 else ""

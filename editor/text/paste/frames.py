"""What the blocks of a pasted page stand in while it is read: quotes, lists, tables, notes."""

from dataclasses import dataclass, field
from enum import Enum, auto

from editor.text.paste.grid import Cell, Grid
from editor.text.paste.line import Run, line, words
from editor.text.paste.pasted import Loss, Tally
from editor.text.paste.piece import Kind, Piece, in_cell, plain_pieces


class Place(Enum):
    """What a frame is."""

    PAGE = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    CELL = auto()
    FIGURE = auto()
    CAPTION = auto()
    TERMS = auto()
    TERM = auto()
    MEANING = auto()
    NOTE = auto()
    NOWHERE = auto()


@dataclass(slots=True)
class Frame:
    """One of them; `piece`, `grid`, `cell` or `label` is what it makes, `pieces` what stands in it."""

    place: Place
    piece: Piece = field(default_factory=lambda: Piece(Kind.TEXT))
    grid: Grid = field(default_factory=Grid)
    cell: Cell = field(default_factory=Cell)
    span: tuple[int, int] = (1, 1)
    label: str = ""
    caption: list[Run] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


class Frames:
    """The open frames; `notes` has what footnotes say by label."""

    def __init__(self, tally: Tally) -> None:
        self.page = Frame(Place.PAGE)
        self.notes: dict[str, list[Piece]] = {}
        self._tally = tally
        self._open = [self.page]

    @property
    def innermost(self) -> Frame:
        """The frame that the next block stands in."""
        return self._open[-1]

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._open)

    def holds(self, place: Place) -> bool:
        """Whether one of that kind is open."""
        return any(frame.place is place for frame in self._open)

    def note_open(self, label: str = "") -> bool:
        """Whether the note `label` is open, or any note."""
        return any(f.place is Place.NOTE and label in ("", f.label) for f in self._open)

    def enter(self, frame: Frame) -> Frame:
        """Open `frame` within the innermost."""
        self._open.append(frame)
        return frame

    def leave(self, frame: Frame) -> None:
        """Close `frame` and all within it."""
        if frame in self._open:
            while self._open[-1] is not frame:
                self._close(self._open.pop())
            self._close(self._open.pop())

    def leave_all(self) -> None:
        """Close all but the page."""
        while len(self._open) > 1:
            self._close(self._open.pop())

    def _close(self, frame: Frame) -> None:
        outer = self._open[-1]
        match frame.place:
            case Place.QUOTE:
                frame.piece.children = frame.pieces
                outer.pieces += [frame.piece] if frame.pieces else []
            case Place.LIST:
                if frame.pieces:  # what stands in a list and in no item of it
                    frame.piece.items.append(frame.pieces)
                self._place_list(frame.piece, outer)
            case Place.ITEM:
                self._place_item(frame, outer)
            case Place.TABLE:
                outer.pieces += frame.pieces
                outer.pieces += frame.grid.pieces(line(frame.caption))
                if frame.grid.merged:
                    self._tally[Loss.MERGED_CELL] += frame.grid.merged
            case Place.CELL if outer.place is Place.TABLE:
                frame.cell.pieces = frame.pieces
                outer.grid.cell(frame.cell, *frame.span)
            case Place.FIGURE:
                outer.pieces += _figure(frame)
            case Place.CAPTION if outer.place in (Place.FIGURE, Place.TABLE):
                outer.caption += frame.caption
                outer.pieces += frame.pieces
            case Place.CAPTION:
                text = line(frame.caption)
                outer.pieces += [*([Piece(Kind.TEXT, text)] if text else []), *frame.pieces]
            case Place.TERMS:
                self._place_terms(frame.piece, outer)
                outer.pieces += frame.pieces
            case Place.TERM if outer.place is Place.TERMS:
                if frame.pieces:
                    outer.piece.terms.append((in_cell(frame.pieces).replace("<br>", "  \n"), []))
            case Place.MEANING if outer.place is Place.TERMS:
                if not outer.piece.terms:
                    outer.pieces += frame.pieces
                elif frame.pieces:
                    outer.piece.terms[-1][1].append(frame.pieces)
            case Place.NOTE:
                self.notes.setdefault(frame.label, []).extend(frame.pieces)
            case Place.NOWHERE:
                pass
            case _:
                outer.pieces += frame.pieces

    def _place_list(self, piece: Piece, outer: Frame) -> None:
        """A list in a list belongs to the item above it, as Google Docs writes it."""
        if not piece.items:
            return
        if outer.place is Place.LIST:
            if outer.piece.items:
                outer.piece.items[-1].append(piece)
            else:
                outer.piece.items.append([piece])
        else:
            outer.pieces.append(piece)

    def _place_item(self, frame: Frame, outer: Frame) -> None:
        if not frame.pieces:
            return
        if frame.piece.kind is Kind.ITEM or outer.place is not Place.LIST:
            frame.piece.kind = Kind.ITEM
            frame.piece.children = frame.pieces
            outer.pieces.append(frame.piece)
        else:
            outer.piece.items.append(frame.pieces)
            outer.piece.loose |= frame.piece.loose

    def _place_terms(self, piece: Piece, outer: Frame) -> None:
        if outer.place in (Place.PAGE, Place.QUOTE) and any(texts for _, texts in piece.terms):
            outer.pieces.append(piece)
        else:
            outer.pieces += plain_pieces(piece)


def _figure(frame: Frame) -> list[Piece]:
    """The pictures of a figure, the last with the caption; any other figure, and its caption below."""
    caption = words(frame.caption)
    only_pictures = frame.pieces and all(p.kind is Kind.PICTURE for p in frame.pieces)
    if caption and only_pictures and frame.pieces[-1].text.endswith(")"):
        last = frame.pieces[-1]
        title = caption.replace("\\", "\\\\").replace('"', "&quot;")
        last.text = f'{last.text[:-1]} "{title}")'
        return frame.pieces
    return [*frame.pieces, *([Piece(Kind.TEXT, line(frame.caption))] if caption else [])]

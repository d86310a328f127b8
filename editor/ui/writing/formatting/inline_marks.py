"""Marks round words: where they stand in a line, and how they are put there and taken away."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QTextCursor

from editor.model.cut import is_marker
from editor.ui.writing.formatting.edits import (
    Edit,
    apply,
    blocks_of,
    line_of,
    moved,
    selected,
    text_between,
)

STRONG, EMPHASIS, STRIKE, HIGHLIGHT, CODE = "**", "*", "~~", "==", "`"

_FRONT = re.compile(
    r"(?: {0,3}>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+|\[\^[^\]\s]+\]:[ \t]*)?"
)
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_NO_MARKS = re.compile(_CODE.pattern + r"|\\.|(?<=\]\()[^()\s]*(?:\([^()]*\)[^()\s]*)*")
_ANY_MARK = "*_~="


class Span(NamedTuple):
    """A marked run of a line: where its first mark begins, its words, and where its last mark ends."""

    start: int
    first: int
    last: int
    end: int


def spans(line: str, mark: str) -> list[Span]:
    """The runs in `line` that have `mark`; `_` counts as `*` does."""
    if mark == CODE:
        return [
            Span(found.start(), found.start(2), found.end(2), found.end())
            for found in _CODE.finditer(line)
        ]
    plain = _NO_MARKS.sub(lambda found: "x" * len(found[0]), line)
    if mark in (STRONG, EMPHASIS):
        return sorted(_emphasis(plain, len(mark)))
    pattern = re.compile(re.escape(mark) + r"(?=\S)(.+?)(?<=\S)" + re.escape(mark))
    return [
        Span(found.start(), found.start(1), found.end(1), found.end())
        for found in pattern.finditer(plain)
    ]


def _emphasis(line: str, width: int) -> Iterator[Span]:
    for sign in "*_":
        opened: re.Match[str] | None = None
        for run in re.finditer(re.escape(sign) + "+", line):
            if len(run[0]) not in (width, 3):
                continue
            before, after = line[run.start() - 1 : run.start()], line[run.end() : run.end() + 1]
            opens, closes = bool(after.strip()), bool(before.strip())
            if sign == "_":
                opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
            if opened is None:
                opened = run if opens else None
            elif closes:
                # the marks of a run of three are the outer two and the inner one
                outer = width == 2
                first = opened.start() + width if outer else opened.end()
                last = run.end() - width if outer else run.start()
                yield Span(first - width, first, last, last + width)
                opened = None


def toggle_mark(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Give the selection, or the word at the caret, `mark`, or take it away; gives the new cursor.

    A caret stays one, so that typing goes on; right before a closing mark it only steps over that.
    """
    if not cursor.hasSelection():
        return _toggle_at(cursor, mark)
    pieces = list(_pieces(cursor))
    over = [_over(cursor, piece, mark) for piece in pieces]
    edits: list[Edit] = []
    if all(over):
        for piece, span in zip(pieces, over, strict=True):
            assert span is not None
            edits += _unmarked(cursor, piece, span, mark)
    else:
        for piece, span in zip(pieces, over, strict=True):
            edits += _marked(cursor, piece, mark) if span is None else []
    start, end = (pieces[0][0], pieces[-1][1]) if pieces else _ends(cursor)
    apply(cursor.document(), edits)
    start, end = moved(start, edits, behind=True), moved(end, edits, behind=False)
    return selected(cursor.document(), start, max(start, end))


def _ends(cursor: QTextCursor) -> tuple[int, int]:
    return cursor.selectionStart(), cursor.selectionEnd()


def _pieces(cursor: QTextCursor) -> Iterator[tuple[int, int]]:
    """The words selected in each line, without the spaces at their ends: marks stand against letters."""
    start, end = _ends(cursor)
    for block in blocks_of(cursor):
        line, at = line_of(block), block.position()
        if is_marker(line) or _FENCE.match(line):
            continue
        found = _FRONT.match(line)
        front = found.end() if found else 0
        first, last = max(front, start - at), min(len(line), end - at)
        words = line[first:last]
        if words.strip():
            first += len(words) - len(words.lstrip())
            last -= len(words) - len(words.rstrip())
            yield at + first, at + last


def _over(cursor: QTextCursor, piece: tuple[int, int], mark: str) -> Span | None:
    """The marked run that has all of `piece`, in places of the document."""
    block = cursor.document().findBlock(piece[0])
    at = block.position()
    for span in spans(line_of(block), mark):
        placed = Span(*(at + place for place in span))
        if placed.start <= piece[0] and piece[1] <= placed.end:
            return placed
    return None


def _unmarked(cursor: QTextCursor, piece: tuple[int, int], span: Span, mark: str) -> list[Edit]:
    """Take the mark from `piece`; what else the run has keeps it."""
    document = cursor.document()
    first, last = max(piece[0], span.first), min(piece[1], span.last)
    above, below = (
        text_between(document, span.first, first),
        text_between(document, last, span.last),
    )
    edits: list[Edit] = []
    if above.strip(_ANY_MARK + " ") and mark != CODE:
        at = span.first + len(above.rstrip())
        edits.append((at, at, mark))
    else:
        edits.append((span.start, span.first, ""))
    if below.strip(_ANY_MARK + " ") and mark != CODE:
        at = last + len(below) - len(below.lstrip())
        edits.append((at, at, mark))
    else:
        edits.append((span.last, span.end, ""))
    return edits


def _marked(cursor: QTextCursor, piece: tuple[int, int], mark: str) -> list[Edit]:
    """Give `piece` the mark, together with runs that have it already."""
    block = cursor.document().findBlock(piece[0])
    at, line = block.position(), line_of(block)
    touched = [
        span
        for span in spans(line, mark)
        if span.start < piece[1] - at and piece[0] - at < span.end
    ]
    start = min([piece[0] - at, *(span.start for span in touched)])
    end = max([piece[1] - at, *(span.end for span in touched)])
    begin, finish = mark, mark
    if mark == CODE and "`" in line[start:end] and not touched:
        begin, finish = "`` ", " ``"
    edits: list[Edit] = [(at + start, at + start, begin)]
    for span in touched:
        edits += [(at + span.start, at + span.first, ""), (at + span.last, at + span.end, "")]
    return [*edits, (at + end, at + end, finish)]


def _toggle_at(cursor: QTextCursor, mark: str) -> QTextCursor:
    at, document, width = cursor.position(), cursor.document(), len(mark)
    if _closes(cursor, mark):
        if text_between(document, at - width, at) == mark:  # nothing was written between
            apply(document, [(at - width, at + width, "")])
            return selected(document, at - width, at - width)
        return selected(document, at + width, at + width)
    begin = cursor.block().position()
    for span in spans(line_of(cursor.block()), mark):
        if begin + span.first <= at <= begin + span.last:
            edits: list[Edit] = [
                (begin + span.start, begin + span.first, ""),
                (begin + span.last, begin + span.end, ""),
            ]
            apply(document, edits)
            at = moved(at, edits, behind=True)
            return selected(document, at, at)
    word = QTextCursor(cursor)
    word.select(QTextCursor.SelectionType.WordUnderCursor)
    first, last = _ends(word)
    if not word.selectedText().strip() or not first < at < last:
        first = last = at
    apply(document, [(first, first, mark), (last, last, mark)])
    return selected(document, at + width, at + width)


def _closes(cursor: QTextCursor, mark: str) -> bool:
    """Whether what stands right after the caret ends what an earlier mark in its line began."""
    text, at = line_of(cursor.block()), cursor.positionInBlock()
    run = len(text[at:]) - len(text[at:].lstrip(mark[0]))
    if run < len(mark) or (run == 2 and len(mark) == 1):
        return False
    bullet = _BULLET.match(text)
    marks = re.finditer(re.escape(mark[0]) + "+", text[bullet.end() if bullet else 0 : at])
    runs = [len(found[0]) for found in marks]
    wanted = (1, 3) if len(mark) == 1 else (2, 3, 4)
    return sum(1 for length in runs if length in wanted) % 2 == 1

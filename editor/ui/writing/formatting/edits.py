"""Small edits of a document: lines and places as Qt counts them, and several edits as one undo step."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

# where in the document, up to where, and what comes there
Edit = tuple[int, int, str]

INDENT = "    "
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def wide(text: str) -> str:
    """`text` with the two halves of each character that Qt counts as two: places in it are Qt's."""
    return _BEYOND.sub(lambda found: _halves(found[0]), text) if not text.isascii() else text


def _halves(character: str) -> str:
    code = ord(character) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def line_of(block: QTextBlock) -> str:
    """A line's text, in which places are Qt's."""
    return wide(block.text())


def blocks_of(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines that a selection touches, or the caret's."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if last.position() == cursor.selectionEnd() and last.blockNumber() > block.blockNumber():
        last = last.previous()
    return list(between(block, last))


def between(first: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    """The lines from `first` to `last`."""
    while first.isValid() and first.blockNumber() <= last.blockNumber():
        yield first
        first = first.next()


def selected(document: QTextDocument, start: int, end: int) -> QTextCursor:
    """A cursor with the text from `start` to `end` selected."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def text_between(document: QTextDocument, start: int, end: int) -> str:
    """The text from `start` to `end`; "" where that is outside."""
    if start < 0 or end > document.characterCount() - 1:
        return ""
    return wide(selected(document, start, end).selectedText())


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """What is changed within is one undo step; to undo it leads back to where the cursor is now."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def apply(document: QTextDocument, edits: Sequence[Edit]) -> None:
    """Do the edits, which are in order and do not overlap, as one step."""
    with one_step(QTextCursor(document)):
        for start, end, text in reversed(edits):
            selected(document, start, end).insertText(text)


def moved(place: int, edits: Sequence[Edit], *, behind: bool) -> int:
    """Where `place` is once `edits` are done; `behind` what is put in right there, or before it."""
    shift = 0
    for start, end, text in edits:
        if end < place or (end == place and (start < end or behind)):
            shift += len(text) - (end - start)
        elif start < place:  # it was taken away
            shift += start - place
    return place + shift


def rewrite(block: QTextBlock, line: str) -> None:
    """Make a line `line`, touching only what differs."""
    old = line_of(block)
    if old == line:
        return
    most = min(len(old), len(line))
    head = next((n for n in range(most) if old[n] != line[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != line[-1 - n]), most - head)
    document, first, end = block.document(), block.position() + head, block.position() + len(old)
    end -= tail
    # in this order, so that a caret at its beginning stays there
    selected(document, end, end).insertText(line[head : len(line) - tail])
    selected(document, first, end).removeSelectedText()

"""Footnotes: a call with its text begun at the end, and the way from one to the other."""

import re

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from editor.ui.writing.formatting.edits import line_of, one_step, selected

_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NUMBER = re.compile(r"\[\^(\d+)\]")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")


def footnote(cursor: QTextCursor, body: str) -> QTextCursor:
    """Call the next footnote after the selection and begin its text at the end; the cursor there."""
    number = max((int(n) for n in _NUMBER.findall(body)), default=0) + 1
    with one_step(cursor):
        cursor.setPosition(cursor.selectionEnd())
        cursor.insertText(f"[^{number}]")
        return _begin_note(cursor.document(), str(number))


def _begin_note(document: QTextDocument, label: str) -> QTextCursor:
    last = document.lastBlock()
    while last.previous().isValid() and not last.text().strip():
        last = last.previous()
    blank = document.blockCount() - 1 - last.blockNumber()
    words = last.text().strip()
    wanted = 0 if not words else 1 if _NOTE.match(last.text()) else 2
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText("\n" * max(0, wanted - blank) + f"[^{label}]: ")
    return cursor


def counterpart(cursor: QTextCursor, came_from: QTextCursor | None) -> QTextCursor | None:
    """From a footnote's call to its text, and from the text to its call; None where there is neither.

    `came_from` is where the writer was last, which counts where a note is called more than once. A call
    without a text gets one begun.
    """
    label = called_at(cursor)
    if label:
        return _note_end(cursor.document(), label) or _begin_note(cursor.document(), label)
    label = _noted_at(cursor.block())
    if not label:
        return None
    if came_from is not None and came_from.document() is cursor.document():
        back = QTextCursor(came_from)
        back.clearSelection()
        if called_at(back) == label:
            return back
    return _call_end(cursor.document(), label)


def called_at(cursor: QTextCursor) -> str:
    """The label of the note called where the caret is or right before it, "" where none is."""
    at = cursor.positionInBlock()
    for found in _CALL.finditer(line_of(cursor.block())):
        if found.start() < at <= found.end():
            return found[1]
    return ""


def _noted_at(block: QTextBlock) -> str:
    """The label of the note whose text the line belongs to."""
    while block.isValid():
        line = line_of(block)
        if found := _NOTE.match(line):
            return found[1]
        if line.strip() and not line.startswith((" ", "\t")):
            above = block.previous().text()
            if not above.strip():
                return ""
        block = block.previous()
    return ""


def _note_end(document: QTextDocument, label: str) -> QTextCursor | None:
    found = document.find(f"[^{label}]:")
    while not found.isNull():
        start = _NOTE.match(line_of(found.block()))
        if start and start[1] == label:
            end = found.block().position() + found.block().length() - 1
            return selected(document, end, end)
        found = document.find(f"[^{label}]:", found)
    return None


def _call_end(document: QTextDocument, label: str) -> QTextCursor | None:
    found = document.find(f"[^{label}]")
    while not found.isNull():
        end = found.selectionEnd()
        if called_at(selected(document, end, end)) == label:
            return selected(document, end, end)
        found = document.find(f"[^{label}]", found)
    return None

"""The command that makes a private note of what is selected, or plain text of a note again."""

import re

from PySide6.QtGui import QTextCursor

from editor.model.errors import BadInput
from editor.model.private_note import PrivateNote, find
from editor.ui.writing.formatting.edits import selected
from editor.ui.writing.utf16 import utf16

_BEGIN, _END = "<!-- note: ", " -->"
_MARKS = re.compile(r"<!\S*\s*note\s*[:：]\s*(?P<words>.*?)\s*(?:--|[–—]-?)>\Z", re.I | re.S)


def toggle_note(cursor: QTextCursor, body: str) -> QTextCursor:
    """Wrap the selection, or begin an empty note, or take the marks of the note at the caret away.

    One undo step; gives the cursor to write on with. Raises `BadInput` where the selection has another
    comment in it, the cut for one, or what ends one: the note would end there.
    """
    units = body.encode("utf-16-le")
    start, end = (
        len(units[: 2 * at].decode("utf-16-le"))
        for at in (cursor.selectionStart(), cursor.selectionEnd())
    )
    for note in find(body):
        around = note.start <= start <= end <= note.end
        if around and (start < end or note.start < start < note.end) and note.closed:
            return _plain(cursor, body, note)
    text = cursor.selectedText().replace("\u2029", "\n")
    whole = f"{_BEGIN}{text}{_END}"
    # an arrow of a dash ends a note as well
    if find(whole) != (PrivateNote(0, len(whole)),) or "<!--" in text:
        raise BadInput("note-around-comment")
    at = cursor.selectionStart() + len(_BEGIN)
    cursor.insertText(whole)
    return selected(cursor.document(), at, at + utf16(text))


def _plain(cursor: QTextCursor, body: str, note: PrivateNote) -> QTextCursor:
    whole = body[note.start : note.end]
    marks = _MARKS.fullmatch(whole)
    words = marks["words"] if marks else ""
    at = utf16(body[: note.start])
    selected(cursor.document(), at, at + utf16(whole)).insertText(words)
    return selected(cursor.document(), at, at + utf16(words))

"""Where in an article something goes in which may take a while."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtGui import QTextCursor, QTextDocument


@dataclass(frozen=True, slots=True)
class InsertionPoint:
    """The caret or the selection as it was; it moves with the text around it."""

    draft_id: UUID
    title: str
    cursor: QTextCursor
    at: int
    selected: str

    @classmethod
    def of(cls, draft_id: UUID, title: str, caret: QTextCursor) -> "InsertionPoint":
        """The place of `caret`; what is typed there meanwhile comes after what goes in."""
        cursor = QTextCursor(caret)
        cursor.setKeepPositionOnInsert(True)
        return cls(draft_id, title, cursor, cursor.selectionStart(), cursor.selectedText())

    def in_document(self, document: QTextDocument) -> QTextCursor:
        """A cursor there; what was selected still is, unless it was written over."""
        cursor = QTextCursor(self.cursor)
        if cursor.isNull() or cursor.document() is not document:  # the text was set anew meanwhile
            cursor = QTextCursor(document)
            cursor.setPosition(min(self.at, document.characterCount() - 1))
        elif cursor.selectedText() != self.selected:
            cursor.setPosition(cursor.selectionStart())
        cursor.setKeepPositionOnInsert(False)
        return cursor


def passage(document: QTextDocument, start: int, end: int) -> QTextCursor:
    """A stretch of text as a selection, which does not grow by what is typed right after it."""
    made = QTextCursor(document)
    made.setPosition(start)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    made.setKeepPositionOnInsert(True)
    return made

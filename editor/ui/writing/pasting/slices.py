"""Long text that goes into a document in slices, between events, so that the window stays alive."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtGui import QTextCursor

from editor.ui.writing.long_work import SLICE_MS, LongWork

SLICE = 24_000  # characters to begin with: about 15 ms, most of it the layout of their lines
# much smaller ones would not be quicker: in the middle of a long text each has what is below it moved
LEAST, MOST = 4_000, 96_000
MOST_LINES = 400
TAKEN_AT_ONCE = 200_000


class Slices(LongWork):
    """Puts text in place of a cursor's selection; each slice is a step of the document's history."""

    def __init__(
        self, cursor: QTextCursor, text: str, read_on: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(cursor, read_on, parent)
        self._cursor.setKeepPositionOnInsert(False)
        self._text = text
        self._at = 0
        self._size = SLICE
        self.first_block = self.document.findBlock(cursor.selectionStart()).blockNumber()

    def _slice(self) -> bool:
        if self._cursor.selectionEnd() - self._cursor.selectionStart() > TAKEN_AT_ONCE:
            self._take_away()
            return False
        spent = QElapsedTimer()
        spent.start()
        end = self._end()
        self._cursor.beginEditBlock()
        self._cursor.insertText(self._text[self._at : end])
        self._cursor.endEditBlock()
        self._at = end
        took = max(1, spent.elapsed())
        self._size = max(LEAST, min(MOST, self._size * SLICE_MS // took))
        return self._at >= len(self._text)

    def _take_away(self) -> None:
        """Take away a part of what was selected, from its end."""
        start, end = self._cursor.selectionStart(), self._cursor.selectionEnd()
        part = QTextCursor(self._cursor)
        part.setPosition(end)
        part.setPosition(max(start, end - TAKEN_AT_ONCE), QTextCursor.MoveMode.KeepAnchor)
        part.removeSelectedText()

    def _so_far(self) -> int:
        return 100 * self._at // max(1, len(self._text))

    def _end(self) -> int:
        """Where the next slice ends: after a line, for a line in pieces is laid out for each."""
        size = self._size
        while size > 1 and self._text.count("\n", self._at, self._at + size) > MOST_LINES:
            size //= 2
        end = self._text.rfind("\n", self._at, self._at + size) + 1
        if end <= self._at:
            end = self._text.find("\n", self._at) + 1
        return end or len(self._text)

"""Long text that goes into a document in slices, between events, so that the window stays alive."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

SLICE = 24_000  # characters to begin with: about 15 ms, most of it the layout of their lines
# smaller ones would not be quicker: in the middle of a long text each has what is below it moved
LEAST, MOST = 12_000, 96_000
SLICE_MS = 25


class Slices(QObject):
    """Puts text in place of a cursor's selection; all of it is one undo step.

    Nothing else may edit the document meanwhile. `advanced` tells the share that is in, in percent.
    """

    advanced = Signal(int)
    finished = Signal()

    def __init__(self, cursor: QTextCursor, text: str, parent: QObject) -> None:
        super().__init__(parent)
        self._cursor = QTextCursor(cursor)
        self._cursor.setKeepPositionOnInsert(False)
        self._text = text
        self._at = 0
        self._size = SLICE
        self._began = False
        self._share = 0
        self.first_block = cursor.document().findBlock(cursor.selectionStart()).blockNumber()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_slice)
        self._timer.start()

    @property
    def share(self) -> int:
        """How much of it is in, in percent."""
        return self._share

    @property
    def end(self) -> QTextCursor:
        """Where what is in ends."""
        return QTextCursor(self._cursor)

    def begin(self) -> None:
        """Put the first slice in at once."""
        self._on_slice()

    def stop(self) -> None:
        """Stop, and take back what is in already; there is nothing to do again then."""
        self._timer.stop()
        if self._began:
            document = self._cursor.document()
            document.undo()
            document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    def _on_slice(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        end = self._end()
        if self._began:
            self._cursor.joinPreviousEditBlock()
        else:
            self._cursor.beginEditBlock()
            self._cursor.removeSelectedText()
            self._began = True
        self._cursor.insertText(self._text[self._at : end])
        self._cursor.endEditBlock()
        self._at = end
        took = max(1, spent.elapsed())
        self._size = max(LEAST, min(MOST, self._size * SLICE_MS // took))
        if self._at >= len(self._text):
            self._timer.stop()
            self.finished.emit()
            return
        share = 100 * self._at // len(self._text)
        if share != self._share:
            self._share = share
            self.advanced.emit(share)

    def _end(self) -> int:
        """Where the next slice ends: after a line, for a line in pieces is laid out for each."""
        end = self._text.rfind("\n", self._at, self._at + self._size) + 1
        if end <= self._at:
            end = self._text.find("\n", self._at) + 1
        return end or len(self._text)

"""Work on a document that would keep the window, done in slices between events."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

SLICE_MS = 25


class LongWork(QObject):
    """Changes a document slice by slice; nothing else may edit it meanwhile.

    `advanced` tells the share that is done, in percent. It has `finished` once the text is read again too.
    """

    advanced = Signal(int)
    finished = Signal()

    def __init__(self, cursor: QTextCursor, read_on: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self.document: QTextDocument = cursor.document()
        self._cursor = QTextCursor(cursor)
        self._read_on = read_on
        self._done = False
        self.share = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    @property
    def end(self) -> QTextCursor:
        """Where it is, and once it is done, where what it did ends."""
        return QTextCursor(self._cursor)

    def stop(self) -> None:
        """Do no more of it."""
        self._timer.stop()

    def leave(self) -> None:
        """Its article is shown no longer."""

    def go_on(self) -> None:
        """Do the next slice now."""
        if not self._done:
            self._done = self._slice()
            share = self._so_far()
            if share != self.share:
                self.share = share
                self.advanced.emit(share)
        if self._done and self._read_on():
            self._timer.stop()
            self.finished.emit()

    def _slice(self) -> bool:
        """Do a slice; whether it was the last."""
        raise NotImplementedError

    def _so_far(self) -> int:
        raise NotImplementedError


class Walk(LongWork):
    """Goes through the document's history to a place in it, step by step."""

    def __init__(
        self,
        cursor: QTextCursor,
        place: int,
        read_on: Callable[[], bool],
        parent: QObject,
        *,
        returns: bool,
    ) -> None:
        super().__init__(cursor, read_on, parent)
        self._began = self.document.availableUndoSteps()
        self._place = place
        self._returns = returns

    def leave(self) -> None:
        """What was saved is the text as it was before: go back there."""
        if self._returns:
            self._returns = self._done = False
            self._began, self._place = self._place, self._began

    def _slice(self) -> bool:
        document, spent = self.document, QElapsedTimer()
        spent.start()
        while True:
            at = document.availableUndoSteps()
            if at > self._place and document.isUndoAvailable():
                document.undo(self._cursor)
            elif at < self._place and document.isRedoAvailable():
                document.redo(self._cursor)
            else:
                return True
            if spent.elapsed() >= SLICE_MS:
                return False

    def _so_far(self) -> int:
        gone = abs(self.document.availableUndoSteps() - self._began)
        return min(100, 100 * gone // max(1, abs(self._place - self._began)))

"""The line that is typed in is drawn first, and the rest of its paragraph a moment later."""

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTextEdit

REST_MS = 40


class TypedLine:
    """Qt draws all of a paragraph at each key, which at seven lines takes twice as long as one of them.

    The rest is drawn as well: it may have changed for other reasons.
    """

    def __init__(self, field: QTextEdit) -> None:
        self._field = field
        self._shape: tuple[int, int, int, int] | None = None
        self._alone = False
        self._rest = QRect()
        self._scrolled = 0
        self._later = QTimer(field)
        self._later.setSingleShot(True)
        self._later.setInterval(REST_MS)
        self._later.timeout.connect(self._draw_rest)

    def took_key(self) -> None:
        """A letter was written at the caret: if no line begins elsewhere, its own is drawn first."""
        cursor = self._field.textCursor()
        block = cursor.block()
        layout = block.layout()
        line = layout.lineForTextPosition(cursor.position() - block.position())
        others = block.length() - line.textLength()
        shape = (block.blockNumber(), layout.lineCount(), line.textStart(), others)
        self._alone = shape == self._shape
        self._shape = shape

    def first(self, event: QPaintEvent) -> QPaintEvent:
        """What of an event to draw now."""
        if not self._alone:
            return event
        self._alone = False
        caret, whole = self._field.cursorRect(), event.rect()
        line = QRect(whole.x(), caret.y(), whole.width(), caret.height())
        if not whole.contains(line):
            return event
        self._rest = self._rest.united(whole)
        self._scrolled = self._field.verticalScrollBar().value()
        self._later.start()
        return QPaintEvent(line)

    def _draw_rest(self) -> None:
        rest, self._rest = self._rest, QRect()
        moved = self._scrolled != self._field.verticalScrollBar().value()
        view = self._field.viewport()
        view.update(view.rect() if moved else rest)

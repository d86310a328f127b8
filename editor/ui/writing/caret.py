"""The caret of the fields that one writes in: Qt draws its own in the colour of the text."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.ui.controls.appearance import color

WIDTH = 2


class CaretField(QTextEdit):
    """A text field that draws its caret in the colour that means "here", and keeps wrong words marked."""

    menu_wanted = Signal(QContextMenuEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursorWidth(0)
        self._lit = False
        self._flash = 0
        self._misspelt: list[QTextEdit.ExtraSelection] = []
        self._marked: list[QTextEdit.ExtraSelection] = []
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._on_blink)
        self.cursorPositionChanged.connect(self._on_caret_moved)

    def undo_step(self) -> None:
        """Take the last step back."""
        self.undo()

    def redo_step(self) -> None:
        """Do again what was taken back last."""
        self.redo()

    def caret_rect(self) -> QRect:
        """Where the caret is, in the viewport."""
        at = self.cursorRect()
        return QRect(at.x(), at.y(), WIDTH, at.height())

    def mark_misspelt(self, words: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Mark wrong words, below whatever else is marked."""
        if list(map(_looks, words)) == list(map(_looks, self._misspelt)):
            return  # Qt would draw all that is in view again
        self._misspelt = list(words)
        super().setExtraSelections([*self._misspelt, *self._marked])

    def setExtraSelections(self, selections: Sequence[QTextEdit.ExtraSelection]) -> None:
        self._marked = list(selections)
        super().setExtraSelections([*self._misspelt, *self._marked])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event)
        event.accept()

    def _on_caret_moved(self) -> None:
        if not self.hasFocus():
            return
        self._lit = True  # Qt draws again where its own caret was and is
        if self._flash > 1:
            self._blinking.start()

    def _on_blink(self) -> None:
        self._lit = not self._lit
        self._redraw()

    def _redraw(self) -> None:
        if self.updatesEnabled():
            self.viewport().update(self.caret_rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lit and self.hasFocus() and not self.isReadOnly():
            painter = QPainter(self.viewport())
            painter.fillRect(self.caret_rect(), color("focus"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._flash = QGuiApplication.styleHints().cursorFlashTime()
        self._blinking.setInterval(max(1, self._flash // 2))
        CaretField._on_caret_moved(self)
        self._redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._lit = False
        self._blinking.stop()
        self._redraw()

    # where a drop would go is for Qt to show

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.setCursorWidth(WIDTH)
        super().dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.setCursorWidth(0)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.setCursorWidth(0)


def _looks(one: QTextEdit.ExtraSelection) -> tuple[QTextDocument, int, int, QTextFormat]:
    """Where a mark is by now, and how it looks."""
    at = one.cursor
    return at.document(), at.selectionStart(), at.selectionEnd(), one.format

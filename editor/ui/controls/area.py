"""A field of several lines."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.ui.controls.appearance import color


class Area(QTextEdit):
    """Plain text, each line of it aligned as its own letters run, which Qt's plain field does not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder = ""
        self.setAcceptRichText(False)
        self.setProperty("field", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def placeholderText(self) -> str:
        return self._placeholder

    def setPlaceholderText(self, text: str) -> None:
        """Qt would draw its first line alone."""
        self._placeholder = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        block = self.document().firstBlock()
        if self.document().isEmpty() and not block.layout().preeditAreaText():
            margin = self.document().documentMargin()
            rect = QRectF(self.viewport().rect()).adjusted(margin, margin, -margin, 0)
            painter = QPainter(self.viewport())
            painter.setPen(color("text3"))
            painter.drawText(rect, self._placeholder, QTextOption())

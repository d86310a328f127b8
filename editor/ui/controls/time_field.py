"""A field for a time of day."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTimeEdit


class TimeField(QTimeEdit):
    """Hours and minutes; a digit typed over the whole field begins with the hours."""

    def __init__(self) -> None:
        super().__init__()
        # Qt turns the hours and minutes round where the window runs from right to left
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat("HH:mm")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.lineEdit()
        if event.text().isdigit() and line.selectedText() == line.text():
            # no digit is a time by itself, so Qt would refuse it and keep the old hours
            self.setSelectedSection(QTimeEdit.Section.HourSection)
        super().keyPressEvent(event)

"""A box of the plan that is ticked by hand alone, and a sentence below it on what that means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.ui.controls.widgets import CheckBox, label


class TickBox(QWidget):
    """`chosen` whenever it is ticked, or not any more."""

    chosen = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        self.box = CheckBox(text)
        self.box.setProperty("role", "medium")
        self.box.clicked.connect(self.chosen)
        column.addWidget(self.box)
        self.says = label("", "small", wrap=True)
        self.says.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self.says)

    def say(self, text: str) -> None:
        """Say what it means."""
        self.says.setText(text)
        self.box.setAccessibleDescription(text)

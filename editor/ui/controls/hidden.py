"""A secret behind dots."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor.ui.controls.widgets import IconButton
from editor.ui.wording import tr

_DOTS = "••••••••••"


class Hidden(QWidget):
    """A secret behind dots, with buttons to show and to copy it."""

    copied = Signal()

    def __init__(self, name: str, read: Callable[[], str]) -> None:
        """`read` gives the secret each time it is wanted; it is kept nowhere here."""
        super().__init__()
        self._read = read
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.shown = QLabel(_DOTS)
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shown.setAccessibleName(name)
        row.addWidget(self.shown, 1)
        self.eye = IconButton("eye", tr("Show {name}").format(name=name), size=24, glyph=14)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_toggled)
        row.addWidget(self.eye)
        self.copy = IconButton("copy", tr("Copy {name}").format(name=name), size=24, glyph=14)
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.copy)

    def _on_toggled(self, shown: bool) -> None:
        self.shown.setText(self._read() if shown else _DOTS)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._read())
        self.copied.emit()

"""A line under the header that says what went wrong, or what state the article is in."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from editor.ui.controls.widgets import Button, Glyph, IconButton, label, set_property

_GLYPHS = {
    "good": "check-circle-fill",
    "warning": "warning-fill",
    "bad": "x-circle-fill",
    "note": "info",
}


class Banner(QFrame):
    """One line, one icon, up to two buttons; `tone` is good, warning, bad or note. `closed`: by its cross."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(10)
        self._glyph = Glyph("warning-fill", "warning", 16)
        row.addWidget(self._glyph)
        self.words = label("", wrap=True)
        row.addWidget(self.words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        self._cross = IconButton("x", self.tr("Close this message"), size=28, glyph=14)
        self._cross.clicked.connect(self._on_cross)
        row.addWidget(self._cross)
        self.sticky = False
        self.hide()

    def _on_cross(self) -> None:
        self.hide()
        self.closed.emit()

    def say(
        self,
        text: str,
        tone: str = "warning",
        buttons: tuple[tuple[str, Callable[[], object]], ...] = (),
        *,
        sticky: bool = False,
    ) -> None:
        """Show `text`; a `sticky` one has no cross and goes when its cause does."""
        self.sticky = sticky
        set_property(self, "tone", tone)
        self._glyph.show_icon(_GLYPHS[tone], "text2" if tone == "note" else tone)
        self.words.setText(text)
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for words, do in buttons:
            button = Button(words, compact=True)
            button.clicked.connect(lambda _=False, act=do: act())
            self._buttons.addWidget(button)
        self._cross.setVisible(not sticky)
        self.show()

    def first_button(self) -> QWidget | None:
        """What the keyboard gets to first: an answer, else the cross."""
        item = self._buttons.itemAt(0)
        button = item.widget() if item is not None else None
        return button or (self._cross if not self.sticky else None)

"""What was pasted, as it was: to be looked at, and to be put in as plain text instead."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, Segments, label
from editor.ui.wording import number

MOST_SHOWN = 100_000


class OriginalSheet(Sheet):
    """Shows the plain text and the HTML of a paste; Esc leaves the article as it is."""

    def __init__(self, window: QWidget, plain: str, html: str, then: Callable[[], None]) -> None:
        """`then` puts the plain text in."""
        super().__init__(window, self.tr("What was pasted"), QSize(720, 520))
        self._texts = (plain, html)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.sides = Segments(
            self.tr("Shown"), ((self.tr("Text"), "text-align-left"), (self.tr("HTML"), "code"))
        )
        self.sides.setMaximumWidth(240)
        self.sides.chosen.connect(self._show)
        column.addWidget(self.sides)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName(self.tr("What was pasted"))
        column.addWidget(self.text, 1)
        self._rest = label("", "hint", wrap=True)
        column.addWidget(self._rest)
        stay = Button(self.tr("Close"))
        stay.clicked.connect(self.reject)
        self.go = Button(self.tr("Insert as plain text"), "primary")
        self.go.clicked.connect(lambda: self._agree(then))
        self.go.setEnabled(bool(plain))
        self.foot.addStretch(1)
        self.foot.addWidget(stay)
        self.foot.addWidget(self.go)
        self.sides.setVisible(bool(plain and html))
        self._show(0 if plain else 1)

    def _show(self, side: int) -> None:
        text = self._texts[side]
        self.text.setPlainText(text[:MOST_SHOWN])
        self._rest.setVisible(len(text) > MOST_SHOWN)
        self._rest.setText(
            self.tr("These are its first {n} characters.").format(n=number(MOST_SHOWN))
        )

    def _agree(self, then: Callable[[], None]) -> None:
        self.finish()
        then()

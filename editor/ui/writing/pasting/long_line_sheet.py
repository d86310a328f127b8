"""Asks what to do with a line so long that typing in it would be slow."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, label
from editor.ui.wording import number

# above this one line alone keeps the window for seconds, and for a tenth of one at each key
MOST_KEPT = 2_000_000


class LongLineSheet(Sheet):
    """Break it, keep it, or leave it; Esc leaves it."""

    def __init__(self, window: QWidget, longest: int, then: Callable[[bool], None]) -> None:
        """`longest` is how many characters the line has; `then` hears whether to break it."""
        super().__init__(window, self.tr("Break a long line?"), QSize(520, 230))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        said = self.tr("This text has a line of {n} characters. Typing in it will be slow.")
        column.addWidget(label(said.format(n=number(longest)), wrap=True))
        column.addWidget(
            label(
                self.tr(
                    "It can be broken after its sentences. What readers see stays the same: "
                    "the lines are still one paragraph."
                ),
                "second",
                wrap=True,
            )
        )
        column.addStretch(1)
        leave = Button(self.tr("Cancel"))
        leave.clicked.connect(self.reject)
        self.keep = Button(self.tr("Keep it as it is"))
        self.keep.clicked.connect(lambda: self._choose(then, broken=False))
        if longest > MOST_KEPT:
            self.keep.setEnabled(False)
            self.keep.setToolTip(self.tr("No line of this length can be worked with."))
        self.go = Button(self.tr("Break it into lines"), "primary")
        self.go.clicked.connect(lambda: self._choose(then, broken=True))
        self.foot.addWidget(leave)
        self.foot.addStretch(1)
        self.foot.addWidget(self.keep)
        self.foot.addWidget(self.go)
        self.set_default(self.go)

    def _choose(self, then: Callable[[bool], None], *, broken: bool) -> None:
        self.finish()
        then(broken)

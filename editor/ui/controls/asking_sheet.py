"""A sheet whose footer changes, and which asks its questions there, with the page still in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from editor.ui.controls.sheet import Sheet
from editor.ui.controls.sheet_page import Part
from editor.ui.controls.widgets import Button, label
from editor.ui.wording import tr


class AskingSheet(Sheet):
    """`lay_foot` replaces the footer, `ask` puts a question into it."""

    def __init__(
        self, window: QWidget, title: str, size: QSize, *, close_button: bool = False
    ) -> None:
        super().__init__(window, title, size, close_button=close_button)
        self._foot_owner: QWidget | None = None

    def lay_foot(self, parts: Sequence[Part], owner: QWidget | None) -> None:
        """Show `parts`: widgets, and 0 for a gap that stretches.

        What leaves the footer goes back to the `owner` it came with, and is deleted without one.
        """
        before = self._foot_owner
        while self.foot.count():
            item = self.foot.takeAt(0)
            old = item.widget() if item is not None else None
            if old is None or old in parts:
                continue
            old.hide()
            if before is not None and isValid(before):
                old.setParent(before)
            else:
                old.deleteLater()
        self._foot_owner = owner
        for part in parts:
            if isinstance(part, QWidget):
                wraps = isinstance(part, QLabel) and part.wordWrap()
                self.foot.addWidget(part, 1 if wraps else 0)
                part.show()
            else:
                self.foot.addStretch(1)

    def ask(self, question: str, yes: str, then: Callable[[], None], no: str = "") -> None:
        """Ask in the footer; a No, which is called `no`, brings the footer back by `answered_no`."""
        refuse, agree = Button(no or tr("No, leave it")), Button(yes, "danger")
        refuse.clicked.connect(self.answered_no)
        agree.clicked.connect(then)
        self.lay_foot((label(question, wrap=True), refuse, agree), None)
        self.set_default(None)
        refuse.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, text: str, act: str, then: Callable[[], object]) -> None:
        """Say something in the footer and offer an `act`; either button brings the footer back."""
        fine, do = Button(tr("OK")), Button(act)
        fine.clicked.connect(self.answered_no)
        do.clicked.connect(self.answered_no)
        do.clicked.connect(then)
        self.lay_foot((label(text, wrap=True), do, fine), None)
        self.set_default(fine)
        fine.setFocus(Qt.FocusReason.OtherFocusReason)

    def answered_no(self) -> None:
        """Override: show the footer that stood there before the question."""

"""The passphrase of a folder site: shown, copied, changed with the old one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor.ui.controls.hidden import Hidden
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.secret_prompt import SecretField
from editor.ui.controls.widgets import Button, Card, label
from editor.ui.wording import tr


class PassphraseForm(Card):
    """Dots with an eye, and a form for another one. Emits old and new."""

    change_wanted = Signal(str, str)

    def __init__(self, read: Callable[[], str], propose: Callable[[], str]) -> None:
        """`read` gives the passphrase when it is wanted, `propose` a new one; neither is kept."""
        super().__init__()
        self._read, self._propose = read, propose
        row = QHBoxLayout()
        row.setSpacing(8)
        self.hidden = Hidden(tr("passphrase"), read)
        row.addWidget(self.hidden, 1)
        self.change = Button(tr("Change…"), compact=True)
        self.change.clicked.connect(self._on_change)
        row.addWidget(self.change)
        self.add(row, margins=(16, 8, 16, 8))
        self._form = QWidget()
        box = QVBoxLayout(self._form)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(4)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.old, self.new = SecretField(tr("Old passphrase")), QLineEdit()
        fields.addWidget(NamedField(tr("Old passphrase"), self.old), 1)
        fields.addWidget(NamedField(tr("New passphrase"), self.new), 1)
        box.addLayout(fields)
        box.addWidget(
            label(
                tr("Every locked part is opened with the old one and sealed again with the new one. "
                   "Tell your subscribers; upload the folder afterwards."), "hint", wrap=True
            )
        )  # fmt: skip
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.cancel = Button(tr("Keep the old one"), compact=True)
        self.cancel.clicked.connect(lambda: self._show_form(False))
        self.seal = Button(tr("Seal with the new one"), compact=True)
        self.seal.clicked.connect(self._on_seal)
        self.old.entered.connect(self._on_seal)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.seal)
        box.addSpacing(4)
        box.addLayout(buttons)
        self.add(self._form)
        self._show_form(False)

    def show_problem(self, text: str) -> None:
        """Say why nothing was changed."""
        self.seal.setEnabled(True)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_changed(self) -> None:
        """The new one is in force."""
        self.hidden.eye.setChecked(False)
        self._show_form(False)

    def _show_form(self, shown: bool) -> None:
        self._form.setVisible(shown)
        rule = self.rows.itemAt(1)
        line = rule.widget() if rule is not None else None
        if line is not None:
            line.setVisible(shown)
        self.change.setVisible(not shown)
        if not shown:
            self.old.clear()
            self.new.clear()
            self.show_problem("")

    def _on_change(self) -> None:
        self._show_form(True)
        self.new.setText(self._propose())
        self.old.setFocus()

    def _on_seal(self) -> None:
        if not self.old.text() or not self.new.text().strip():
            self.show_problem(tr("Both the old and the new passphrase are needed."))
            return
        self.seal.setEnabled(False)
        self.change_wanted.emit(self.old.text(), self.new.text().strip())

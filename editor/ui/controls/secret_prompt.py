"""Asks for a site's password or passphrase where it is needed and not known."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from editor.model.site import Site
from editor.ui.controls.widgets import Button, Card, CheckBox, Glyph, label, set_property
from editor.ui.wording import tr


class SecretField(QLineEdit):
    """A field for a secret: dots until its eye is pressed; Enter is told, never passed on."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class SecretPrompt(Card):
    """A field, whether to keep it, and a button. Emits the secret and whether for this session only."""

    given = Signal(str, bool)

    def __init__(self, site: Site, *, keyring: bool) -> None:
        super().__init__()
        folder = site.kind == "folder"
        what = tr("Passphrase of {site}") if folder else tr("Password for {site}")
        name = what.format(site=site.name)
        box = QVBoxLayout()
        box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Glyph("key"))
        head.addWidget(label(name, "heading"), 1)
        box.addLayout(head)
        box.addWidget(label(self._why(folder=folder, keyring=keyring), "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = SecretField(name)
        self.field.entered.connect(self._give)
        self.button = Button(tr("Continue"))
        self.button.clicked.connect(self._give)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        box.addLayout(row)
        self.session = CheckBox(tr("Keep for this session only"))
        self.session.setChecked(not keyring)
        self.session.setEnabled(keyring)
        box.addWidget(self.session)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        self.add(box, margins=(14, 12, 14, 12))

    @staticmethod
    def _why(*, folder: bool, keyring: bool) -> str:
        need = (
            tr("The locked part is sealed with the passphrase that subscribers are given.")
            if folder
            else tr("The application password is not in your system’s keyring.")
        )
        if keyring:
            return need
        none = tr("No keyring is open here, so it is kept until Standfirst closes.")
        return f"{need} {none}"

    def show_problem(self, text: str) -> None:
        """Say why the secret was not taken; the field stays as it is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        set_property(self.field, "invalid", bool(text))
        self.setEnabled(True)
        self.field.setFocus()

    def _give(self) -> None:
        secret = self.field.text().strip()
        if secret:
            self.given.emit(secret, self.session.isChecked())
        else:
            self.show_problem(tr("Nothing was typed yet."))

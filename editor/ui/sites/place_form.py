"""Where a site is: its address with what was recognised there, or its folder; and its name."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor.cms.port import Recognised
from editor.ui.controls.file_dialog import folder
from editor.ui.controls.icons import icon
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.widgets import Button, Card, CheckBox, Glyph, label
from editor.ui.sites.site_parts import Said
from editor.ui.wording import said, tr

_PAUSE = 700  # milliseconds without a key after which an address is looked at


class AddressField(QLineEdit):
    """A field whose Enter is told, and never passed on."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PlaceForm(QWidget):
    """Edits where a site is.

    `settled` asks for an address to be recognised; `moved` tells of another place, or of another thing
    known of it; `named` of another name.
    """

    moved = Signal()
    named = Signal()
    settled = Signal()

    def __init__(self, *, named: bool) -> None:
        """`named`: it has a name already, which nothing that is found out changes."""
        super().__init__()
        self.found: Recognised | None = None
        self._folder = False
        self._named_by_hand = named
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.settled)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.address = AddressField()
        self.address.setFixedWidth(332)
        self._icon = self.address.addAction(
            icon("globe-simple"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.address.textEdited.connect(self._on_address)
        self.address.entered.connect(self._on_enter)
        row.addWidget(self.address)
        self.choose = Button(tr("Choose…"), "", "folder-open")
        self.choose.clicked.connect(self._on_choose)
        row.addWidget(self.choose)
        self.recognised = Said()
        row.addWidget(self.recognised, 1)
        row.addStretch(0)
        box.addLayout(row)
        self.problem = Said()
        box.addWidget(self.problem)
        self._hint = label("", "hint", wrap=True)
        box.addWidget(self._hint)
        self._make_question(box)
        self._name = NamedField(tr("Name"))
        self._name.setMaximumWidth(332)
        self.name = self._name.field
        self.name.textEdited.connect(self._on_name)
        box.addWidget(self._name)

    def _make_question(self, box: QVBoxLayout) -> None:
        self.question = Card()
        inside = QVBoxLayout()
        inside.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Glyph("warning-fill", "warning", 16), 0, Qt.AlignmentFlag.AlignTop)
        self._danger = label("", wrap=True)
        row.addWidget(self._danger, 1)
        inside.addLayout(row)
        self.agreed = CheckBox(tr("Connect to it all the same"))
        self.agreed.toggled.connect(lambda _: self.moved.emit())
        inside.addWidget(self.agreed)
        self.question.add(inside, margins=(14, 10, 14, 12))
        self.question.hide()
        box.addWidget(self.question)

    def show_kind(self, *, folder: bool, new: bool) -> None:
        """Ask for a folder or an address."""
        self._folder = folder
        name = tr("Folder") if folder else tr("Address")
        self.address.setAccessibleName(name)
        self._icon.setIcon(icon("folder-simple" if folder else "globe-simple"))
        self.address.setPlaceholderText("" if folder else "https://")
        self.choose.setVisible(folder)
        self._hint.setText(
            tr("Upload it to any static host. Locked parts open only where it is served over https "
               "(or on this computer).") if folder
            else tr("The address of any page of the site.")
        )  # fmt: skip
        self._name.setVisible(folder or not new)

    @property
    def ready(self) -> bool:
        """Whether it is known where the site is, and agreed how it is reached."""
        if self._folder:
            return bool(self.address.text().strip())
        found = self.found
        return bool(
            found and not found.hindrance and (self.agreed.isChecked() or not found.plain_http)
        )

    def ask_name(self) -> None:
        """The name that was found will not do: ask for one."""
        self._name.show()
        self.name.setFocus()
        self.name.selectAll()

    def suggest_name(self, name: str) -> None:
        """Call it by `name`, unless a name was typed."""
        if name and not self._named_by_hand:
            self.name.setText(name)

    def clear(self) -> None:
        """Forget the address."""
        self._forget()
        self.address.clear()

    def show_looking(self) -> None:
        """The address is being looked at."""
        self._forget()
        self.recognised.say("circle-dashed", "second", tr("Looking…"))

    def show_found(self, found: Recognised) -> None:
        """Something was recognised there."""
        self._forget()
        self.found = found
        what = ", ".join(filter(None, (found.name, found.software)))
        host = found.address.partition("://")[2].rstrip("/")
        self.recognised.say("check-bold", "good", what)
        self._hint.hide()
        self.suggest_name(found.name)
        if found.hindrance:
            self.recognised.say("warning-fill", "warning", what)
            self.problem.say(
                "x-circle-fill", "bad", " ".join(said(found.hindrance, {"host": host}))
            )
        elif found.plain_http:
            self._danger.setText(" ".join(said("site-only-plain-http", {"host": host})))
            self.question.show()
        self.moved.emit()

    def show_problem(self, text: str) -> None:
        """Nothing was recognised there; what was typed stays."""
        self._forget()
        self._hint.hide()
        self.problem.say("x-circle-fill", "bad", text)
        self.moved.emit()

    def _forget(self) -> None:
        self._pause.stop()
        self.found = None
        self.agreed.setChecked(False)
        for part in (self.recognised, self.problem, self.question):
            part.hide()

    def _on_address(self) -> None:
        self._forget()
        self._hint.show()
        if self._folder:
            self.suggest_name(Path(self.address.text()).name)
        elif self.address.text().strip():
            self._pause.start()
        self.moved.emit()

    def _on_enter(self) -> None:
        if not self._folder and self.address.text().strip() and self.found is None:
            self._pause.stop()
            self.settled.emit()

    def _on_choose(self) -> None:
        chosen = folder(self, tr("Choose the folder of the site"), self.address.text())
        if chosen is not None:
            self.address.setText(str(chosen))
            self._on_address()

    def _on_name(self) -> None:
        self._named_by_hand = True
        self.named.emit()

"""The form of a site, new or known: kind, place, connection, what it can do, gate, gate box."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor.cms.port import Account
from editor.cms.registry import Kind
from editor.model.audience import Gate
from editor.model.site import Site
from editor.services.accounts import new_passphrase
from editor.ui.controls.icons import icon
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.secret_prompt import SecretField
from editor.ui.controls.widgets import Button, CheckBox, Glyph, label, set_property
from editor.ui.sites.gate_form import BoxForm, GateChoice
from editor.ui.sites.passphrase_form import PassphraseForm
from editor.ui.sites.site_parts import Abilities, KindCards, Part, account_line
from editor.ui.wording import tr


class SiteForm(QWidget):
    """Edits one site; saves nothing itself. A new site's parts open one after the other."""

    changed = Signal()
    test_wanted = Signal()
    passphrase_wanted = Signal(str, str)

    def __init__(
        self,
        kinds: Sequence[Kind],
        site: Site | None,
        *,
        keyring: bool,
        read_secret: Callable[[], str] | None = None,
    ) -> None:
        """`site` None is a new one. `read_secret` reads a known site's secret when it is shown."""
        super().__init__()
        self._kinds = {kind.kind: kind for kind in kinds}
        self._new = site is None
        self._site = site or Site("", "wordpress", "")
        self._keyring = keyring
        self._named_by_hand = site is not None
        self.account: Account | None = None
        self._asking = (False, False)
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 20, 28, 20)
        box.setSpacing(18)
        numbers = iter((1, 2, 3, 4) if self._new else (0, 0, 0, 0))
        self.kind_part = Part(tr("What kind of site is it?"), next(numbers))
        self.cards = KindCards(kinds)
        self.cards.chosen.connect(self._on_kind)
        self.kind_part.box.addWidget(self.cards)
        self.place_part = Part(tr("Where is it?"), next(numbers))
        self._make_place()
        self.connect_part = Part(tr("Connect"), next(numbers))
        self._make_connect(read_secret)
        self.ability_part = Part(tr("What this site can do"), next(numbers))
        self.abilities = Abilities()
        self.abilities.again_chosen.connect(self.test_wanted)
        self.ability_part.box.addWidget(self.abilities)
        self.ability_part.box.addSpacing(4)
        self.ability_part.box.addWidget(label(tr("Ways to hold back locked text"), "heading"))
        self.gates = GateChoice()
        self.gates.changed.connect(self.changed)
        self.ability_part.box.addWidget(self.gates)
        self.ability_part.box.addSpacing(4)
        self.ability_part.box.addWidget(
            label(tr("What a reader without access sees in its place"), "heading")
        )
        self.boxes = BoxForm()
        self.boxes.changed.connect(self.changed)
        self.ability_part.box.addWidget(self.boxes)
        for part in (self.kind_part, self.place_part, self.connect_part, self.ability_part):
            box.addWidget(part)
        box.addStretch(1)
        self.kind_part.setVisible(self._new)
        self._fill()

    def _make_place(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.address = QLineEdit()
        self.address.setMinimumWidth(200)
        self.address.setMaximumWidth(420)
        self._address_icon = self.address.addAction(
            icon("globe-simple"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.address.textEdited.connect(self._on_address)
        row.addWidget(self.address, 3)
        self.choose = Button(tr("Choose…"), "", "folder-open")
        self.choose.clicked.connect(self._on_choose)
        row.addWidget(self.choose)
        row.addStretch(1)
        self.place_part.box.addLayout(row)
        self._place_hint = label("", "hint", wrap=True)
        self.place_part.box.addWidget(self._place_hint)
        named = NamedField(tr("Name"))
        named.setMaximumWidth(420)
        self.name = named.field
        self.name.textEdited.connect(self._on_name)
        self.place_part.box.addWidget(named)

    def _make_connect(self, read_secret: Callable[[], str] | None) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.username, self.secret = QLineEdit(), SecretField("")
        self.secret.entered.connect(self._on_enter)
        self._user = NamedField(tr("Username"), self.username)
        self._secret = NamedField("", self.secret)
        for named in (self._user, self._secret):
            fields.addWidget(named, 1)
            named.field.textEdited.connect(self._on_credentials)
        self.connect_button = Button("", "", "plugs")
        self.connect_button.clicked.connect(self.test_wanted)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addStretch(1)
        below.addWidget(self.connect_button)
        fields.addLayout(below)
        self.connect_part.box.addLayout(fields)
        self.passphrase: PassphraseForm | None = None
        if read_secret is not None and self._site.kind == "folder":
            self.passphrase = PassphraseForm(read_secret, new_passphrase)
            self.passphrase.change_wanted.connect(self.passphrase_wanted)
            self.connect_part.box.addWidget(self.passphrase)
        self.status = QWidget()
        row = QHBoxLayout(self.status)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._status_glyph = Glyph("check-bold", "good", 14)
        self.said = label("", "good", wrap=True)
        row.addWidget(self._status_glyph)
        row.addWidget(self.said, 1)
        self.status.hide()
        self.connect_part.box.addWidget(self.status)
        hint = QHBoxLayout()
        hint.setSpacing(6)
        hint.addWidget(Glyph("key", "text3", 14))
        self._connect_hint = label("", "hint", wrap=True)
        hint.addWidget(self._connect_hint, 1)
        self.connect_part.box.addLayout(hint)
        self.session = CheckBox(tr("Keep for this session only"))
        self.session.setChecked(True)
        self.session.setEnabled(False)
        self.session.setVisible(not self._keyring)
        self.connect_part.box.addWidget(self.session)

    def _fill(self) -> None:
        site = self._site
        self.cards.choose(site.kind)
        self.name.setText(site.name)
        self.address.setText(site.address)
        self.username.setText(site.username)
        self.boxes.show_boxes(site.boxes)
        self._show_kind(site.gate if not self._new else None)
        self._open_parts()

    @property
    def kind(self) -> Kind:
        """The kind chosen."""
        return self._kinds[self._site.kind]

    @property
    def site(self) -> Site:
        """The site as the form has it now."""
        address = self.address.text().strip()
        if "url" in self.kind.needs and address and "://" not in address:
            address = f"https://{address}"
        return replace(
            self._site,
            name=self.name.text().strip(),
            address=address.rstrip("/") if "url" in self.kind.needs else address,
            username=self.username.text().strip() if "username" in self.kind.needs else "",
            gate=self.gates.gate,
            plans=self.gates.plan_ids,
            boxes=self.boxes.boxes,
            zone=self.account.zone if self.account and self.account.zone else self._site.zone,
        )

    @property
    def new_secret(self) -> str | None:
        """The secret typed; None leaves the one that is kept."""
        return self.secret.text().strip() or None

    @property
    def session_only(self) -> bool:
        """Whether the secret is kept until the program closes, and no longer."""
        return not self._keyring

    @property
    def site_to_test(self) -> Site:
        """The site to connect to: its plans are asked for only once it is connected."""
        site = self.site
        if self._new and site.gate is Gate.PAID_CONTENT and not site.plans:
            return replace(site, gate=Gate.TEASER_ONLY)
        return site

    @property
    def missing(self) -> str:
        """What must be typed or done before it can be added or saved; "" when it can."""
        if not self.address.text().strip():
            return tr("Say where it is first")
        if self._new and self.account is None:
            return tr("Connect to it first")
        if not self.name.text().strip():
            return tr("Give it a name first")
        if self.gates.gate is Gate.PAID_CONTENT and not self.gates.plan_ids:
            return tr("The Paid Content block needs a plan id")
        return ""

    def show_testing(self) -> None:
        """The site is being asked."""
        self._asking = self.connect_button.hasFocus(), self.abilities.again.hasFocus()
        self.connect_button.setEnabled(False)
        self.abilities.again.setEnabled(False)
        self._say("circle-dashed", "second", tr("Asking the site…"))

    def show_met(self, account: Account) -> None:
        """The site is known from its connecting, a moment ago."""
        self.account = account
        self.abilities.show_account(account, self.kind.capabilities)

    def show_account(self, account: Account) -> None:
        """The site answered."""
        self.account = account
        self.connect_button.setEnabled(True)
        if "folder" in self.kind.needs:
            self._say("check-bold", "good", tr("The folder is ready."))
        else:
            said = tr("Connected: {who}").format(who=account_line(account))
            self._say("check-bold", "good", said)
        if not self._named_by_hand and account.site_name:
            self.name.setText(account.site_name)
        self.abilities.show_account(account, self.kind.capabilities)
        self._open_parts()
        self._give_focus_back()
        self.changed.emit()

    def show_problem(self, text: str) -> None:
        """The site did not answer as it should; what was typed stays."""
        self.account = None
        self.connect_button.setEnabled(True)
        self.abilities.show_account(None, self.kind.capabilities)
        self._say("x-circle-fill", "bad", text)
        self._open_parts()
        self._give_focus_back()
        self.changed.emit()

    def _give_focus_back(self) -> None:
        """A button loses the focus while it may not be pressed."""
        for had, button in zip(self._asking, (self.connect_button, self.abilities.again)):
            if had:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking = (False, False)

    def _say(self, glyph: str, role: str, text: str) -> None:
        self._status_glyph.show_icon(glyph, "text2" if role == "second" else role)
        set_property(self.said, "role", role)
        self.said.setText(text)
        self.status.show()

    def _show_kind(self, gate: Gate | None = None) -> None:
        needs, kind = self.kind.needs, self.kind
        folder = "folder" in needs
        self.choose.setVisible(folder)
        self.connect_part.rename(tr("Passphrase") if folder else tr("Connect"))
        place = tr("Folder") if folder else tr("Address")
        self.address.setAccessibleName(place)
        self._address_icon.setIcon(icon("folder-simple" if folder else "globe-simple"))
        self.address.setPlaceholderText("" if folder else "https://")
        self._place_hint.setText(
            tr("Upload it to any static host. Locked parts open only where it is served over https "
               "(or on this computer).") if folder
            else tr("The address of the site’s front page.")
        )  # fmt: skip
        self._user.setVisible("username" in needs)
        self._secret.setVisible(self.passphrase is None)
        self.connect_button.setVisible(self.passphrase is None)
        secret = tr("Passphrase for subscribers") if folder else tr("Application password")
        self._secret.rename(secret)
        self.secret.setPlaceholderText("" if self._new else tr("Unchanged"))
        shown = SecretField.EchoMode.Normal if folder else SecretField.EchoMode.Password
        self.secret.setEchoMode(shown)
        if self._new:
            self.secret.setText(new_passphrase() if folder else "")
        self.connect_button.setText(
            (tr("Check the folder") if folder else tr("Connect")) if self._new else tr("Test")
        )
        self._connect_hint.setText(self._kept(folder=folder))
        plans = self._site.plans
        best = kind.gates[0] if kind.gates else Gate.TEASER_ONLY
        self.gates.show_gates(kind.gates, gate or best, plans)
        self.abilities.show_account(self.account, kind.capabilities)

    def _kept(self, *, folder: bool) -> str:
        if not self._keyring:
            return tr("No keyring is open on this system, and secrets are never written to a file: "
                      "Standfirst forgets it when it closes, and asks again.")  # fmt: skip
        if folder:
            return tr("It is kept in your system’s keyring, never in a file.")
        return tr("It is kept in your system’s keyring, never in a file. Make it on the site under "
                  "Profile › Application passwords, and take it back there at any time.")  # fmt: skip

    def _open_parts(self) -> None:
        placed = bool(self.address.text().strip()) or not self._new
        self.connect_part.open_(placed)
        self.ability_part.open_(self.account is not None or not self._new)

    def _on_kind(self, kind: str) -> None:
        self._site = replace(self._site, kind=kind)
        self.account = None
        self.address.clear()
        self.status.hide()
        self._show_kind()
        self._open_parts()
        self.address.setFocus()
        self.changed.emit()

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("Choose the folder of the site"), self.address.text()
        )
        if chosen:
            self.address.setText(chosen)
            self._on_address()

    def _on_address(self) -> None:
        if self._new:
            self.account = None
            self.status.hide()
        if not self._named_by_hand and "folder" in self.kind.needs:
            self.name.setText(Path(self.address.text()).name)
        self._open_parts()
        self.changed.emit()

    def _on_name(self) -> None:
        self._named_by_hand = True
        self.changed.emit()

    def _on_credentials(self) -> None:
        if self._new:
            self.account = None
            self._open_parts()
        self.changed.emit()

    def _on_enter(self) -> None:
        if self.connect_button.isEnabled():
            self.test_wanted.emit()

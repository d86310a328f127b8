"""The form of a site, new or known: kind, place, connection, what it can do, gate, gate box."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.cms.loopback import APP_ADDRESS
from editor.cms.port import Account, Granted, Recognised, Right
from editor.cms.registry import Kind
from editor.model.audience import Gate
from editor.model.site import Site
from editor.services.accounts import new_passphrase
from editor.services.trying_out import Trial
from editor.ui.controls.widgets import label
from editor.ui.sites.abilities import Abilities, role_name
from editor.ui.sites.connect_form import ConnectForm
from editor.ui.sites.gate_form import BoxForm, GateChoice
from editor.ui.sites.passphrase_form import PassphraseForm
from editor.ui.sites.place_form import PlaceForm
from editor.ui.sites.site_parts import KindCards, Part
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
        read_readers: Callable[[], str] | None = None,
    ) -> None:
        """`site` None is a new one. `read_secret` reads a known site's secret when it is shown.

        `read_readers` does so with what its readers enter, None where there is nothing yet.
        """
        super().__init__()
        self._kinds = {kind.kind: kind for kind in kinds}
        self.new = site is None
        self._site = site or Site("", "wordpress", "")
        self._keyring = keyring
        self._granted = ""
        self._testing_again = False
        self.trial: Trial | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 20, 28, 20)
        box.setSpacing(18)
        numbers = iter((1, 2, 3, 4) if self.new else (0, 0, 0, 0))
        self.kind_part = Part(tr("What kind of site is it?"), next(numbers))
        self.cards = KindCards(kinds)
        self.cards.chosen.connect(self._on_kind)
        self.kind_part.box.addWidget(self.cards)
        self.place_part = Part(tr("Where is it?"), next(numbers))
        self.place = PlaceForm(named=not self.new)
        self.place.moved.connect(self._on_moved)
        self.place.named.connect(self.changed)
        self.place_part.box.addWidget(self.place)
        self.connect_part = Part(tr("Connect"), next(numbers))
        self.connect_form = ConnectForm(new=self.new, keyring=keyring, app_address=APP_ADDRESS)
        self.connect_form.changed.connect(self._on_credentials)
        self.connect_form.test_wanted.connect(self.test_wanted)
        self.connect_part.box.addWidget(self.connect_form)
        self.passphrase: PassphraseForm | None = None
        if read_secret is not None and self._site.kind == "folder":
            self.passphrase = PassphraseForm(read_secret, new_passphrase)
            self.passphrase.change_wanted.connect(self.passphrase_wanted)
            self.connect_form.box.insertWidget(0, self.passphrase)
        self.ability_part = Part(tr("What this site can do"), next(numbers))
        self._make_abilities(read_readers)
        for part in (self.kind_part, self.place_part, self.connect_part, self.ability_part):
            box.addWidget(part)
        box.addStretch(1)
        self.kind_part.setVisible(self.new)
        self._fill()

    def _make_abilities(self, read_readers: Callable[[], str] | None) -> None:
        box = self.ability_part.box
        self.abilities = Abilities()
        self.abilities.again_chosen.connect(self.test_wanted)
        box.addWidget(self.abilities)
        box.addSpacing(4)
        box.addWidget(label(tr("How this site holds it back"), "heading"))
        self.gates = GateChoice(read_readers)
        self.gates.changed.connect(self._on_gate)
        box.addWidget(self.gates)
        box.addSpacing(4)
        box.addWidget(label(tr("What a reader without access sees in its place"), "heading"))
        self.boxes = BoxForm()
        self.boxes.changed.connect(self.changed)
        box.addWidget(self.boxes)

    def _fill(self) -> None:
        site = self._site
        self.cards.choose(site.kind)
        self.place.name.setText(site.name)
        self.place.address.setText(site.address)
        self.connect_form.username.setText(site.username)
        self.boxes.show_boxes(site.boxes)
        self._show_kind(site.gate if not self.new else None)
        self._open_parts()

    @property
    def kind(self) -> Kind:
        """The kind chosen."""
        return self._kinds[self._site.kind]

    @property
    def account(self) -> Account | None:
        """Who we are there, once the site was tried out."""
        return self.trial.account if self.trial else None

    @property
    def site(self) -> Site:
        """The site as the form has it now."""
        needs, account = self.kind.needs, self.account
        address = self.place.address.text().strip()
        if found := self.place.found:
            address = found.address
        elif "url" in needs and address and "://" not in address:
            address = f"https://{address}"
        made = replace(
            self._site,
            name=self.place.name.text().strip(),
            address=address.rstrip("/") if "url" in needs else address,
            username=self.connect_form.username.text().strip() if "username" in needs else "",
            gate=self.gates.gate,
            plans=self.gates.plan_ids,
            boxes=self.boxes.boxes,
        )
        # what is known of one place says nothing of another
        if found:
            plain = found.plain_http and self.place.agreed.isChecked()
            made = replace(made, plain_http=plain, api=found.api)
        elif made.is_elsewhere(self._site):
            made = replace(made, plain_http=False, api="")
        zone = "" if made.is_elsewhere(self._site) else self._site.zone
        return replace(made, zone=account.zone if account and account.zone else zone)

    @property
    def _moved(self) -> bool:
        """Whether a known site is said to be elsewhere by now."""
        return not self.new and self.site.is_elsewhere(self._site)

    @property
    def new_secret(self) -> str | None:
        """The secret typed or granted; None leaves the one that is kept."""
        return self.connect_form.secret.text().strip() or self._granted or None

    @property
    def session_only(self) -> bool:
        """Whether the secret is kept until the program closes, and no longer."""
        return not self._keyring

    @property
    def site_to_test(self) -> Site:
        """The site to try out: the gate of a new one is chosen once it is known what holds there."""
        gate = Gate.TEASER_ONLY
        return replace(self.site, gate=gate) if self.new and gate in self.kind.gates else self.site

    @property
    def missing(self) -> str:
        """What must be typed or done before it can be added or saved; "" when it can."""
        account = self.account
        if not self.place.address.text().strip():
            return tr("Say where it is first")
        if self.new and account is None:
            return tr("Connect to it first")
        if self._moved and not (self.place.ready and self.new_secret):
            return tr("Connect to it first")
        if (
            self.new
            and account
            and account.rights is not None
            and Right.WRITE not in account.rights
        ):
            return tr("Connect as somebody who may write there")
        if not self.place.name.text().strip():
            return tr("Give it a name first")
        return self.gates.missing

    def take(self, found: Recognised, granted: Granted) -> None:
        """The browser brought a way in."""
        self.place.found = replace(found, api=granted.api or found.api)
        self.place.agreed.setChecked(found.plain_http)  # or it would not have been asked
        self._granted = granted.secret
        self.connect_form.secret.clear()
        self.connect_form.username.setText(granted.username)
        self.changed.emit()

    def take_renewed(self, secret: str) -> None:
        """What was granted has renewed itself: this is to be kept in its place."""
        self._granted = secret
        self.connect_form.secret.clear()

    def show_testing(self) -> None:
        """The site is being asked."""
        self._testing_again = self.abilities.again.hasFocus()
        self.abilities.again.setEnabled(False)
        self.connect_form.show_testing()

    def show_met(self, trial: Trial) -> None:
        """The site is known from its connecting, a moment ago."""
        self.trial = trial
        self.abilities.show_trial(trial, self.kind.capabilities)
        self.gates.show_states(trial.account.gates, self._site.name)

    def show_trial(self, trial: Trial) -> None:
        """The site answered."""
        self.trial = trial
        account = trial.account
        self._idle()
        if "folder" in self.kind.needs:
            self.connect_form.show_connected(tr("The folder is ready."))
        else:
            who = ", ".join(filter(None, (account.user, role_name(account.role))))
            connected = tr("Connected as {who}").format(who=who) if who else tr("Connected")
            self.connect_form.show_connected(connected)
        self.place.suggest_name(account.site_name)
        if self.new:
            self._choose_gate(account)
        self.gates.show_states(account.gates, self.place.name.text().strip())
        self.boxes.show_whose(self.gates.gate)
        self.abilities.show_trial(trial, self.kind.capabilities)
        self._open_parts()
        self._give_focus_back()
        if self.new:
            self.changed.emit()

    def show_not_connected(self, text: str) -> None:
        """It did not work out, for the reason in `text` if there is one; what was typed stays."""
        self.trial = None
        self._idle()
        self.connect_form.quiet()
        if text:
            self.connect_form.show_problem(text)
        self.abilities.show_trial(None, self.kind.capabilities)
        self._open_parts()
        self._give_focus_back()
        if self.new:
            self.changed.emit()

    def _choose_gate(self, account: Account) -> None:
        """Propose the first gate that holds there, with all that the site sells."""
        held = next((state for state in account.gates if state.holds), None)
        if held is not None:
            # where none stands for all who pay, none is named
            most = {Gate.NEWSLETTER: 1, Gate.PAYWALL: 0}.get(held.gate)
            tiers = tuple(tier.id for tier in held.tiers[:most])
            self.gates.show_gates(self.kind.gates, held.gate, tiers)

    def _idle(self) -> None:
        if "folder" in self.kind.needs:
            self.connect_form.connect_button.setEnabled(True)
        else:
            self.connect_form.show_idle(hosted=self._hosted, one_click=self._one_click)

    @property
    def _hosted(self) -> bool:
        found = self.place.found
        return bool(found.api if found else self._site.api)

    @property
    def _one_click(self) -> bool:
        found = self.place.found
        return bool(found.sign_in) if found else not self.new

    def _give_focus_back(self) -> None:
        """A button loses the focus while it may not be pressed."""
        if self._testing_again:
            self.abilities.again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._testing_again = False

    def _show_kind(self, gate: Gate | None = None) -> None:
        kind = self.kind
        folder = "folder" in kind.needs
        self.place.show_kind(folder=folder, new=self.new)
        self.connect_part.rename(tr("Passphrase") if folder else tr("Connect"))
        self._show_ways()
        if self.new:
            self.connect_form.secret.setText(new_passphrase() if folder else "")
        best = kind.gates[0] if kind.gates else Gate.TEASER_ONLY
        self.gates.show_gates(kind.gates, gate or best, self._site.plans)
        self.boxes.show_whose(self.gates.gate)
        self.abilities.show_trial(self.trial, kind.capabilities)

    def _show_ways(self) -> None:
        if "folder" in self.kind.needs:
            self.connect_form.show_folder(fields=self.passphrase is None)
        else:
            self.connect_form.show_site(hosted=self._hosted, one_click=self._one_click)
            if "username" not in self.kind.needs:
                self.connect_form.show_key()

    def _open_parts(self) -> None:
        self.connect_part.open_(self.place.ready or not self.new)
        self.ability_part.open_(self.trial is not None or not self.new)

    def _on_gate(self) -> None:
        self.boxes.show_whose(self.gates.gate)
        self.changed.emit()

    def _on_kind(self, kind: str) -> None:
        self._site = replace(self._site, kind=kind)
        self.place.clear()
        self._show_kind()
        self._on_moved()
        self.place.address.setFocus()

    def _on_moved(self) -> None:
        found = self.place.found
        if found and found.kind != self._site.kind and self.new:
            # what answers there says itself what it is
            self._site = replace(self._site, kind=found.kind)
            self.cards.choose(found.kind)
            self._show_kind()
        self._granted = ""
        if self.new or self._moved:
            if self.trial is not None:
                self.abilities.show_trial(None, self.kind.capabilities)
            self.trial = None
            self.connect_form.quiet()
        if "url" in self.kind.needs:
            self._show_ways()
        self._open_parts()
        self.changed.emit()

    def _on_credentials(self) -> None:
        self._granted = ""
        if self.new:
            self.trial = None
            self.connect_form.quiet()
            self._open_parts()
        self.changed.emit()

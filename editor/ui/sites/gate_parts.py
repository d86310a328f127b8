"""What some gates ask for: which of the site's plans open them, or what readers enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor.cms.port import Tier
from editor.model.audience import Gate
from editor.services.accounts import new_passphrase
from editor.ui.controls.flow_layout import FlowLayout
from editor.ui.controls.hidden import Hidden
from editor.ui.controls.secret_prompt import SecretField
from editor.ui.controls.widgets import Button, CheckBox, IconButton, label
from editor.ui.wording import tr


class TierChoice(QWidget):
    """The tiers that the site was found to have, to tick; the numbers of others, to type."""

    changed = Signal()

    def __init__(self, gate: Gate, plans: Sequence[int]) -> None:
        super().__init__()
        self._gate = gate
        self.boxes: dict[int, CheckBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 0)
        box.setSpacing(6)
        self._found = QWidget()
        self._flow = FlowLayout(self._found, gap=14)
        self._found.hide()
        box.addWidget(self._found)
        row = QHBoxLayout()
        row.setSpacing(12)
        name, example, where = _words(gate)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(example)
        digits = QRegularExpression(r"[\d,\s]*")
        self.field.setValidator(QRegularExpressionValidator(digits, self.field))
        self.field.textEdited.connect(lambda _: self.changed.emit())
        self.field.setText(_listed(plans))
        self.field.setFixedWidth(220)
        row.addWidget(self.field)
        row.addWidget(label(where, "hint", wrap=True), 1)
        box.addLayout(row)

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers ticked and typed."""
        ticked = tuple(tier for tier, tick in self.boxes.items() if tick.isChecked())
        typed = (int(plan) for plan in self.field.text().replace(",", " ").split())
        return tuple(dict.fromkeys((*ticked, *typed)))

    def show_tiers(self, tiers: Sequence[Tier]) -> None:
        """Offer what was found on the site; what is chosen stays chosen."""
        chosen = self.ids
        self._flow.clear()
        self.boxes = {}
        for tier in tiers:
            tick = self.boxes[tier.id] = CheckBox(_tier(self._gate, tier))
            tick.setChecked(tier.id in chosen)
            tick.toggled.connect(lambda _: self.changed.emit())
            self._flow.addWidget(tick)
        self.field.setText(_listed([plan for plan in chosen if plan not in self.boxes]))
        if self._gate is Gate.PAYWALL:  # nobody knows the ids of Ghost's tiers
            self.field.hide()
        self._found.setVisible(bool(tiers))


class ReadersPassword(QWidget):
    """The password that readers enter: the one that is kept behind dots, and a field for another."""

    changed = Signal()

    def __init__(self, read: Callable[[], str] | None) -> None:
        """`read` gives the one that is kept when it is to be shown, None where there is none."""
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 0)
        box.setSpacing(6)
        self.kept = Hidden(tr("readers’ password"), read) if read else None
        if self.kept:
            box.addWidget(self.kept)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = SecretField(tr("Readers’ password"))
        self.field.setPlaceholderText(tr("Unchanged") if read else "")
        self.field.setFixedWidth(220)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.eye = IconButton("eye", tr("Show what is typed"), size=24, glyph=14, checkable=True)
        self.eye.toggled.connect(self._on_eye)
        self.make = Button(tr("Make one"), compact=True)
        self.make.clicked.connect(self._on_make)
        for widget in (self.field, self.eye, self.make):
            row.addWidget(widget)
        row.addStretch(1)
        box.addLayout(row)
        text = tr("Kept in your system’s keyring. If you change it, articles that are on the site keep "
                  "the old one until you update them.")  # fmt: skip
        box.addWidget(label(text, "hint", wrap=True))

    @property
    def typed(self) -> str:
        """The new one, "" to leave the one that is kept."""
        return self.field.text().strip()

    @property
    def missing(self) -> bool:
        """Whether there is neither a kept one nor a new one."""
        return self.kept is None and not self.typed

    def _on_eye(self, shown: bool) -> None:
        mode = SecretField.EchoMode
        self.field.setEchoMode(mode.Normal if shown else mode.Password)

    def _on_make(self) -> None:
        self.eye.setChecked(True)
        self.field.setText(new_passphrase())


def _words(gate: Gate) -> tuple[str, str, str]:
    """A field's name, what it holds for example, and where that is found."""
    if gate is Gate.NEWSLETTER:
        where = tr("The number of one paid tier, or nothing for everybody who pays.")
        return tr("Tier id"), tr("Tier id, such as 21"), where
    if gate is Gate.PMPRO:
        where = tr("The numbers of the levels that pay, under Memberships › Settings › Levels.")
        return tr("Level ids"), tr("Level ids, such as 1, 2"), where
    if gate is Gate.PAYWALL:
        where = tr("The tiers whose members read on; none for everybody who pays.")
        return tr("Tiers"), tr("Found once it is connected"), where
    where = tr("The numbers of your plans on the site, under Jetpack › Monetize.")
    return tr("Plan ids"), tr("Plan ids, such as 777, 778"), where


def _tier(gate: Gate, tier: Tier) -> str:
    if tier.name and gate is Gate.PAYWALL:
        return tier.name  # its id tells nobody anything
    if tier.name:
        return f"{tier.name} ({tier.id})"
    if gate is Gate.NEWSLETTER:
        return tr("Tier {number}").format(number=tier.id)
    return tr("Plan {number}").format(number=tier.id)


def _listed(plans: Sequence[int]) -> str:
    return ", ".join(str(plan) for plan in plans)

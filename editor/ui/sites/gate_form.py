"""How a site keeps the locked part, and what a reader without access is told in its place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.cms.port import GateState
from editor.model.audience import Gate
from editor.model.site import GateBox, default_box
from editor.ui.controls.appearance import text_font
from editor.ui.controls.language_tabs import LanguageTabs
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.widgets import Card, RadioButton, label
from editor.ui.sites.gate_parts import ReadersPassword, TierChoice
from editor.ui.wording import gate_hint, gate_name, said, tr

_SELL = (
    Gate.PAID_CONTENT,
    Gate.NEWSLETTER,
    Gate.PMPRO,
    Gate.PAYWALL,
)  # the gates that ask for what a site sells


class GateChoice(Card):
    """The gates a kind has, to choose one; below the chosen one what it asks for."""

    changed = Signal()

    def __init__(self, read_readers: Callable[[], str] | None = None) -> None:
        """`read_readers` reads the password that readers enter, None where there is none yet."""
        super().__init__()
        self.setAccessibleName(tr("How this site holds it back"))
        self._read = read_readers
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_chosen)
        self.radios: dict[Gate, RadioButton] = {}
        self.tiers: dict[Gate, TierChoice] = {}
        self.reasons: dict[Gate, QLabel] = {}
        self.readers: ReadersPassword | None = None

    def show_gates(self, gates: Sequence[Gate], chosen: Gate, plans: Sequence[int]) -> None:
        """Show `gates` with one chosen."""
        for radio in self.radios.values():
            self._group.removeButton(radio)
        self.clear()
        self.radios, self.tiers, self.reasons, self.readers = {}, {}, {}, None
        for gate in gates:
            box = QVBoxLayout()
            box.setSpacing(2)
            radio = self.radios[gate] = RadioButton(gate_name(gate))
            radio.setAccessibleDescription(gate_hint(gate))
            radio.setProperty("role", "medium")
            self._group.addButton(radio)
            radio.setChecked(gate is chosen)
            box.addWidget(radio)
            below = QVBoxLayout()
            below.setContentsMargins(24, 0, 0, 0)
            below.setSpacing(6)
            below.addWidget(label(gate_hint(gate), "small", wrap=True))
            reason = self.reasons[gate] = label("", "warning", wrap=True)
            reason.hide()
            below.addWidget(reason)
            if gate in _SELL:
                tiers = self.tiers[gate] = TierChoice(gate, plans if gate is chosen else ())
                tiers.changed.connect(self.changed)
                below.addWidget(tiers)
            if gate is Gate.PASSWORD:
                self.readers = ReadersPassword(self._read)
                self.readers.changed.connect(self.changed)
                below.addWidget(self.readers)
            box.addLayout(below)
            self.add(box, margins=(16, 8, 16, 10))
        self._show_chosen()

    def show_states(self, states: Sequence[GateState], site: str) -> None:
        """Say under each gate why the site cannot hold it, and offer what it was found to sell."""
        for state in states:
            if state.gate not in self.radios:
                continue
            reason = self.reasons[state.gate]
            reason.setText(" ".join(said(state.why, {"site": site})) if state.why else "")
            reason.setVisible(bool(state.why))
            if state.gate in self.tiers:
                self.tiers[state.gate].show_tiers(state.tiers)

    @property
    def gate(self) -> Gate:
        """The gate chosen."""
        return next((g for g, r in self.radios.items() if r.isChecked()), Gate.TEASER_ONLY)

    @property
    def plans(self) -> QLineEdit:
        """The field for the ids that open the chosen gate."""
        return self.tiers[self.gate].field

    @property
    def plan_ids(self) -> tuple[int, ...]:
        """The ids that open the chosen gate."""
        return self.tiers[self.gate].ids if self.gate in self.tiers else ()

    @property
    def readers_password(self) -> str:
        """Another password for readers to enter, "" where the gate has none or it stays."""
        return self.readers.typed if self.readers and self.gate is Gate.PASSWORD else ""

    @property
    def missing(self) -> str:
        """What the chosen gate still needs; "" for nothing."""
        if self.gate is Gate.PAID_CONTENT and not self.plan_ids:
            return tr("The Paid Content block needs a plan id")
        if self.gate is Gate.PMPRO and not self.plan_ids:
            return tr("Paid Memberships Pro needs a level")
        if self.gate is Gate.NEWSLETTER and len(self.plan_ids) > 1:
            return tr("The newsletter’s paywall takes one tier, or none")
        if self.gate is Gate.PASSWORD and self.readers and self.readers.missing:
            return tr("Give readers a password first")
        return ""

    def _show_chosen(self) -> None:
        for gate, tiers in self.tiers.items():
            tiers.setVisible(gate is self.gate)
        if self.readers:
            self.readers.setVisible(self.gate is Gate.PASSWORD)

    def _on_chosen(self) -> None:
        self._show_chosen()
        self.changed.emit()


class BoxLook(QFrame):
    """The gate box as a reader meets it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gate-box")
        self.setAccessibleName(tr("How the box looks"))
        self.setMinimumWidth(240)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 18)
        box.setSpacing(6)
        self.heading = label("", wrap=True)
        self.heading.setFont(text_font(18, QFont.Weight.DemiBold))
        self.heading.setProperty("role", "serif")
        self.notice = label("", "second", wrap=True)
        self.button = label("", "gate-button")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.addStretch(1)
        for part in (self.heading, self.notice):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
        box.addSpacing(6)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)

    def show_box(self, words: GateBox, *, backwards: bool) -> None:
        """Show other words; `backwards` for a language written from right to left."""
        way = Qt.LayoutDirection
        self.setLayoutDirection(way.RightToLeft if backwards else way.LeftToRight)
        self.heading.setText(words.heading)
        self.notice.setText(words.notice)
        self.button.setText(words.button)


class BoxForm(QWidget):
    """The gate box's three texts by language, beside a live look. An empty field means our words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._whose = label("", "second", wrap=True)
        outer.addWidget(self._whose)
        self._ours = QWidget()
        outer.addWidget(self._ours)
        grid = QGridLayout(self._ours)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        self.tabs = LanguageTabs(tr("Words"))
        self.tabs.chosen.connect(self._show_language)
        grid.addWidget(self.tabs, 0, 0, 1, 2)
        fields = QVBoxLayout()
        fields.setSpacing(4)
        self.heading = self._field(fields, tr("Heading"))
        self.notice = self._field(fields, tr("Notice"))
        self.button = self._field(fields, tr("Button"))
        fields.addStretch(1)
        self.look = BoxLook()
        grid.addLayout(fields, 1, 0)
        grid.addWidget(self.look, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._boxes: dict[str, GateBox] = {}

    def _field(self, box: QVBoxLayout, name: str) -> QLineEdit:
        named = NamedField(name)
        named.field.textEdited.connect(self._on_edited)
        box.addWidget(named)
        box.addSpacing(4)
        return named.field

    def show_boxes(self, boxes: Mapping[str, GateBox]) -> None:
        """Show the words of a site; English is always there."""
        self._boxes = dict(boxes)
        self.tabs.show_languages(list(dict.fromkeys(["en", *boxes])), "en")
        self._show_language("en")

    def show_whose(self, gate: Gate) -> None:
        """Offer our words, or say whose readers meet where `gate` has its own."""
        others = {
            Gate.NEWSLETTER: tr("The newsletter’s own invitation to subscribe."),
            Gate.PMPRO: tr("The message of Paid Memberships Pro, which is worded on the site."),
            Gate.PASSWORD: tr("A field for the password, in WordPress’s own words."),
            Gate.PAYWALL: tr("Ghost’s own call to subscribe."),
        }
        self._whose.setText(others.get(gate, ""))
        self._whose.setVisible(gate in others)
        self._ours.setVisible(gate not in others)

    @property
    def boxes(self) -> dict[str, GateBox]:
        """The words that are the site's own, by language."""
        return {tag: box for tag, box in self._boxes.items() if box != default_box(tag)}

    def _show_language(self, language: str) -> None:
        ours = default_box(language)
        own = self._boxes.get(language, ours)
        for field, text, default in (
            (self.heading, own.heading, ours.heading),
            (self.notice, own.notice, ours.notice),
            (self.button, own.button, ours.button),
        ):
            field.setPlaceholderText(default)
            field.setText("" if text == default else text)
        self._show_look()

    def _on_edited(self) -> None:
        self._boxes[self.tabs.language] = self._words()
        self._show_look()
        self.changed.emit()

    def _words(self) -> GateBox:
        ours = default_box(self.tabs.language)
        return GateBox(
            self.heading.text().strip() or ours.heading,
            self.notice.text().strip() or ours.notice,
            self.button.text().strip() or ours.button,
        )

    def _show_look(self) -> None:
        way = QLocale(self.tabs.language).textDirection()
        words = self._words().public(default_box(self.tabs.language))
        self.look.show_box(words, backwards=way == Qt.LayoutDirection.RightToLeft)

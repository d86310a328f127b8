"""How a site keeps the locked part, and what a reader without access is told in its place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFont, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.model.audience import Gate
from editor.model.site import DEFAULT_BOXES, GateBox
from editor.ui.controls.appearance import text_font
from editor.ui.controls.language_tabs import LanguageTabs
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.widgets import Card, RadioButton, label
from editor.ui.wording import gate_hint, gate_name, tr


class GateChoice(Card):
    """The gates a kind has, to choose one; plan ids for the gate that needs them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Ways to hold back locked text"))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_chosen)
        self.radios: dict[Gate, RadioButton] = {}
        self.plans = QLineEdit()
        self.plans.setAccessibleName(tr("Plan ids"))
        self.plans.setPlaceholderText(tr("Plan ids, such as 777, 778"))
        digits = QRegularExpression(r"[\d,\s]*")
        self.plans.setValidator(QRegularExpressionValidator(digits, self.plans))
        self.plans.textEdited.connect(lambda _: self.changed.emit())
        self._plan_row = QWidget()

    def show_gates(self, gates: Sequence[Gate], chosen: Gate, plans: Sequence[int]) -> None:
        """Show `gates` with one chosen."""
        self.plans.setParent(None)
        for radio in self.radios.values():
            self._group.removeButton(radio)
        self.clear()
        self.radios = {}
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
            if gate is Gate.PAID_CONTENT:
                below.addWidget(self._make_plans(plans))
            box.addLayout(below)
            self.add(box, margins=(16, 8, 16, 10))
        self._plan_row.setEnabled(chosen is Gate.PAID_CONTENT)

    def _make_plans(self, plans: Sequence[int]) -> QWidget:
        self._plan_row = QWidget()
        row = QHBoxLayout(self._plan_row)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(12)
        self.plans.setText(", ".join(str(plan) for plan in plans))
        self.plans.setFixedWidth(220)
        row.addWidget(self.plans)
        where = tr("The numbers of your plans on the site, under Jetpack › Monetize.")
        row.addWidget(label(where, "hint", wrap=True), 1)
        return self._plan_row

    @property
    def gate(self) -> Gate:
        """The gate chosen."""
        return next((g for g, r in self.radios.items() if r.isChecked()), Gate.TEASER_ONLY)

    @property
    def plan_ids(self) -> tuple[int, ...]:
        """The plan ids typed."""
        found = (
            self.plans.text().replace(",", " ").split() if self.gate is Gate.PAID_CONTENT else ()
        )
        return tuple(int(plan) for plan in found)

    def _on_chosen(self) -> None:
        self._plan_row.setEnabled(self.gate is Gate.PAID_CONTENT)
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
        grid = QGridLayout(self)
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

    @property
    def boxes(self) -> dict[str, GateBox]:
        """The words that are the site's own, by language."""
        return {tag: box for tag, box in self._boxes.items() if box != _ours(tag)}

    def _show_language(self, language: str) -> None:
        ours = _ours(language)
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
        ours = _ours(self.tabs.language)
        return GateBox(
            self.heading.text().strip() or ours.heading,
            self.notice.text().strip() or ours.notice,
            self.button.text().strip() or ours.button,
        )

    def _show_look(self) -> None:
        way = QLocale(self.tabs.language).textDirection()
        self.look.show_box(self._words(), backwards=way == Qt.LayoutDirection.RightToLeft)


def _ours(language: str) -> GateBox:
    base = language.split("-")[0]
    return DEFAULT_BOXES.get(language, DEFAULT_BOXES.get(base, DEFAULT_BOXES["en"]))

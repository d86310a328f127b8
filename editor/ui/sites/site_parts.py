"""The parts that the form of a site is built of: numbered parts, kinds to choose, how it went."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.cms.registry import Kind
from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import pixmap
from editor.ui.controls.widgets import Glyph, label, set_property
from editor.ui.wording import tr

_ICONS = {"wordpress": "article", "ghost": "text-align-left", "folder": "folder-simple"}


class Number(QWidget):
    """A part's number in a circle; pale while the part is not open."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("selection" if self.isEnabled() else "hover"))
        painter.drawEllipse(self.rect())
        painter.setPen(color("focus" if self.isEnabled() else "text3"))
        painter.setFont(font(12, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class Part(QWidget):
    """A titled part of the form, numbered or not; closed it shows its title alone."""

    def __init__(self, title: str, number: int = 0) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._number = Number(number) if number else None
        if self._number is not None:
            row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout()
        box.setContentsMargins(0, 3, 0, 0)
        box.setSpacing(8)
        self._title = label(title, "heading")
        box.addWidget(self._title)
        self._content = QWidget()
        self.box = QVBoxLayout(self._content)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)
        box.addWidget(self._content)
        row.addLayout(box, 1)

    def rename(self, title: str) -> None:
        """Give the part another title."""
        self._title.setText(title)

    def open_(self, opened: bool) -> None:
        """Show or hide what is below the title."""
        self._content.setVisible(opened)
        set_property(self._title, "role", "heading" if opened else "third")
        if self._number is not None:
            self._number.setEnabled(opened)

    @property
    def is_open(self) -> bool:
        """Whether its content shows."""
        return not self._content.isHidden()


class KindCard(QAbstractButton):
    """A kind of site to choose: icon, name, one line."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind.kind
        self._name, self._line = tr(kind.label), tr(kind.description)
        self.setCheckable(True)
        self.setAccessibleName(f"{self._name}: {self._line}")
        self.setFixedHeight(98)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(220, 98)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        edge = "focus" if focused else "accent" if chosen else "line"
        width = 2 if chosen or focused else 1
        painter.setPen(QPen(color(edge), width))
        painter.setBrush(color("surf"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        ratio = self.devicePixelRatioF()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon = pixmap(_ICONS.get(self.kind, "globe-simple"), "text2", 20, ratio)
        painter.drawPixmap(self.width() - 34 if mirrored else 14, 13, icon)
        if chosen:
            tick = pixmap("check-circle-fill", "accent", 18, ratio)
            painter.drawPixmap(14 if mirrored else self.width() - 32, 14, tick)
        across = self.rect().adjusted(14, 0, -14, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setPen(color("text"))
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.drawText(across.adjusted(0, 42, 0, 0), side | Qt.AlignmentFlag.AlignTop, self._name)
        painter.setPen(color("text2"))
        painter.setFont(font(12))
        painter.drawText(
            across.adjusted(0, 62, 0, 0),
            side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            self._line,
        )


class KindCards(QWidget):
    """The kinds side by side; one is chosen. Emits the kind."""

    chosen = Signal(str)

    def __init__(self, kinds: Sequence[Kind]) -> None:
        super().__init__()
        self.setAccessibleName(tr("What kind of site is it?"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        group = QButtonGroup(self)
        self.cards: dict[str, KindCard] = {}
        for kind in kinds:
            card = self.cards[kind.kind] = KindCard(kind)
            group.addButton(card)
            card.clicked.connect(lambda _=False, which=kind.kind: self.chosen.emit(which))
            row.addWidget(card, 1)

    def choose(self, kind: str) -> None:
        """Choose a kind, telling nobody."""
        self.cards[kind].setChecked(True)


def beside_first_line(glyph: Glyph) -> QVBoxLayout:
    """`glyph` where the first line beside it stands, of however many."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 3, 0, 0)
    box.addWidget(glyph)
    box.addStretch(1)
    return box


class Said(QWidget):
    """An icon and a line beside it: how something went. Out of sight while nothing is said."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(6)
        self._glyph = Glyph("check-bold", "good", 14)
        self._label = label("", "good", wrap=True)
        row.addLayout(beside_first_line(self._glyph))
        row.addWidget(self._label, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addStretch(1)  # in the middle beside something taller, icon and all
        box.addLayout(row)
        box.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" for nothing."""
        return "" if self.isHidden() else self._label.text()

    def say(self, glyph: str, role: str, text: str) -> None:
        """Say `text` in the role second, good, warning or bad."""
        self._glyph.show_icon(glyph, "text2" if role == "second" else role)
        set_property(self._label, "role", role)
        self._label.setText(text)
        self.show()

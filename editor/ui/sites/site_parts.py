"""The parts that the form of a site is built of: numbered parts, kinds to choose, abilities."""

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

from editor.cms.port import Account, Capabilities, Feature
from editor.cms.registry import Kind
from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import pixmap
from editor.ui.controls.widgets import Button, Card, Glyph, label, set_property
from editor.ui.wording import tr

_ICONS = {"wordpress": "article", "folder": "folder-simple"}


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


class Abilities(Card):
    """What a test found: who we are there, and what a site of this kind can hold."""

    again_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What this site can do"))
        self.again = Button(tr("Test again"), "link")
        self.again.clicked.connect(self.again_chosen)

    def show_account(self, account: Account | None, capabilities: Capabilities) -> None:
        """Show what the kind can hold, and who we are if the site was asked."""
        self.clear()
        self.again = Button(tr("Test again") if account else tr("Test now"), "link")
        self.again.clicked.connect(self.again_chosen)
        head = QHBoxLayout()
        head.setSpacing(8)
        if account is None:
            head.addWidget(Glyph("circle-dashed"))
            head.addWidget(label(tr("Not tested since Standfirst started"), "second"), 1)
        elif account.may_publish:
            head.addWidget(Glyph("check-circle-fill", "good"))
            head.addWidget(label(tr("Test passed"), "heading"))
            head.addWidget(label(account_line(account), "second"), 1)
        else:
            head.addWidget(Glyph("warning-fill", "warning"))
            text = tr("{who} may write but not publish there: articles wait for review.")
            head.addWidget(label(text.format(who=account.user), "heading", wrap=True), 1)
        head.addWidget(self.again)
        self.add(head, margins=(16, 8, 16, 8))
        columns = QHBoxLayout()
        columns.setSpacing(24)
        facts = _facts(capabilities)
        half = (len(facts) + 1) // 2
        for some in (facts[:half], facts[half:]):
            column = QVBoxLayout()
            column.setSpacing(8)
            for has, text in some:
                line = QHBoxLayout()
                line.setSpacing(10)
                line.addWidget(
                    Glyph("check-bold" if has else "minus", "good" if has else "text3", 14)
                )
                line.addWidget(label(text, "medium" if has else "third", wrap=True), 1)
                column.addLayout(line)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.add(columns, margins=(16, 10, 16, 12))


def account_line(account: Account) -> str:
    """Who we are on a site: "Quayside Review, WordPress 7.1 · mara, Author"."""
    site = ", ".join(filter(None, (account.site_name, account.software)))
    who = ", ".join(filter(None, (account.user, account.role)))
    return " · ".join(filter(None, (site, who)))


def _facts(capabilities: Capabilities) -> list[tuple[bool, str]]:
    features = capabilities.features
    return [
        (True, tr("Drafts, read back before they go public")),
        (True, tr("Updates the same post, takes it back")),
        ({Feature.TAGS, Feature.CATEGORIES} <= features, tr("Tags and categories")),
        (
            {Feature.FEATURED_IMAGE, Feature.ALT_TEXT} <= features,
            tr("Featured image with alternative text"),
        ),
        (Feature.EXCERPT in features, tr("Excerpt of its own")),
        (Feature.COMMENTS in features, tr("Comments open or closed")),
        (Feature.BACK_DATE in features, tr("Earlier dates")),
        (
            True,
            tr("Bios sent to the site’s users")
            if Feature.AUTHOR_BIO in features
            else tr("Author and bio written into the page"),
        ),
    ]

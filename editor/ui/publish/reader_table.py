"""What each reader gets: a table of readers and places, with how much of the article they read."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.exposure import Portion
from editor.ui.controls.appearance import color
from editor.ui.controls.widgets import Card, Glyph, Rule, label
from editor.ui.wording import (
    audience_hint,
    audience_icon,
    audience_name,
    number,
    surface_name,
    tr,
    words,
)

Portions = Mapping[tuple[Audience, Surface], tuple[Portion, int]]
SHOWN = (Surface.PAGE, Surface.EMAIL, Surface.FEED)


class Share(QWidget):
    """A short bar that shows how much of the article a reader gets."""

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(1.0, max(0.0, share))
        self.setFixedSize(96, 4)

    def sizeHint(self) -> QSize:
        return QSize(96, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("press"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self._share:
            full = QRectF(self.rect())
            full.setWidth(max(4.0, full.width() * self._share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                full.moveRight(self.rect().width())
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(full, 2, 2)


class ReaderTable(Card):
    """The readers in rows; each cell says how many words that reader gets there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What each reader gets"))

    def show_portions(self, portions: Portions, access: Access, gate: Gate, all_words: int) -> None:
        """Show what `portions` knows of the page, the mail and the feed."""
        self.clear()
        surfaces = [s for s in SHOWN if any(where is s for _, where in portions)]
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        _place(grid, 0, 0, label(tr("Reader"), "field"), top=8)
        for column, surface in enumerate(surfaces, 1):
            _place(grid, 0, column, label(surface_name(surface), "field"), top=8)
        for number_, audience in enumerate(Audience):
            grid.addWidget(Rule(), 2 * number_ + 1, 0, 1, len(surfaces) + 1)
            row = 2 * number_ + 2
            _place(grid, row, 0, _reader(audience, gate, access))
            for column, surface in enumerate(surfaces, 1):
                portion, count = portions.get((audience, surface), (Portion.NOTHING, 0))
                boxed = gate is not Gate.TEASER_ONLY or not audience.may_read(access)
                content = _amount(portion, count, all_words, surface, boxed)
                content.setAccessibleName(
                    f"{audience_name(audience)}, {surface_name(surface)}: {_said(portion, count, surface)}"
                )
                _place(grid, row, column, content)
        grid.setColumnMinimumWidth(0, 164)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(len(surfaces), 132)
        self.rows.addWidget(holder)


def _place(grid: QGridLayout, row: int, column: int, content: QWidget, top: int = 12) -> None:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(14, top, 14, top)
    box.addWidget(content, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(holder, row, column)


def _reader(audience: Audience, gate: Gate, access: Access) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Glyph(audience_icon(audience)))
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(label(audience_name(audience), "heading"))
    names.addWidget(label(audience_hint(audience, gate, access), "small"))
    row.addLayout(names, 1)
    return holder


def _said(portion: Portion, count: int, surface: Surface) -> str:
    match portion:
        case Portion.NOTHING if surface is Surface.EMAIL:
            return tr("Not sent")
        case Portion.NOTHING:
            return tr("Nothing")
        case Portion.WHOLE:
            return tr("All {words}").format(words=words(count))
        case Portion.TEASER | Portion.EXCERPT:
            return words(count)


def _amount(portion: Portion, count: int, all_words: int, surface: Surface, boxed: bool) -> QWidget:
    if surface is not Surface.PAGE:
        return label(_said(portion, count, surface))
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    text = QLabel()
    text.setTextFormat(Qt.TextFormat.RichText)
    if portion is Portion.NOTHING:
        text.setText(tr("<b>Nothing</b>, the page asks for the password"))
    elif portion is Portion.WHOLE:
        text.setText(tr("<b>All {count}</b> words").format(count=number(count)))
    else:
        then = tr("<b>{count}</b> of {all} words, then the box")
        if not boxed:
            then = tr("<b>{count}</b> of {all} words")
        text.setText(then.format(count=number(count), all=number(all_words)))
    text.setWordWrap(True)
    box.addWidget(text)
    box.addWidget(Share(count / all_words if all_words else 1.0))
    return holder

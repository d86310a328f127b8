"""The list of articles: its model and how a row is drawn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from editor.model.draft import DraftCard
from editor.model.site import Site
from editor.ui.controls.appearance import color, font
from editor.ui.controls.widgets import isolated
from editor.ui.wording import due_time, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

CARD = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("DraftList", text)


def relative_date(moment: datetime, now: datetime) -> str:
    """When something was, as one says it: "2 min ago", "Yesterday", "Wed", "9 Jun"."""
    ago = (now - moment).total_seconds()
    if ago < 60:
        return _tr("Just now")
    if ago < 3600:
        return _tr("{n} min ago").format(n=int(ago // 60))
    local, today = moment.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    if days == 0:
        return _tr("{n} h ago").format(n=int(ago // 3600))
    if days == 1:
        return _tr("Yesterday")
    if days < 7:
        return QLocale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
    month = QLocale().monthName(local.month, QLocale.FormatType.ShortFormat)
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {month}{year}"


def when_of(card: DraftCard) -> str:
    """When a scheduled article appears, when any other was edited, or that it waits for its site."""
    if card.waits:
        return _tr("Waiting")
    return due_time(card.due, "MMM") if card.due else relative_date(card.edited, datetime.now(UTC))


class DraftModel(QAbstractListModel):
    """Articles as the library lists them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[DraftCard, ...] = ()
        self._badges: dict[UUID, tuple[str, str]] = {}

    def show(self, cards: tuple[DraftCard, ...], sites: tuple[Site, ...]) -> None:
        """List `cards`; only what changed is told where the articles are the same."""
        badges = {site.id: (site.badge, site.name) for site in sites}
        same = [card.id for card in cards] == [card.id for card in self._cards]
        if same:
            changed = badges != self._badges or cards != self._cards
            self._cards, self._badges = cards, badges
            if changed and cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
                self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._cards, self._badges = cards, badges
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def row_of(self, draft_id: UUID | None) -> int:
        """The row of an article, or -1."""
        return next((row for row, card in enumerate(self._cards) if card.id == draft_id), -1)

    def card(self, row: int) -> DraftCard:
        """The article in a row."""
        return self._cards[row]

    def badge(self, card: DraftCard) -> tuple[str, str]:
        """Badge and name of the site an article is meant for; "" without one."""
        return self._badges.get(card.site_id, ("", "")) if card.site_id else ("", "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        title = card.title or _tr("Untitled")
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            site = self.badge(card)[1] or _tr("no site")
            when = when_of(card)
            if card.due:
                when = _tr("due {when}").format(when=when)
            return f"{title}, {site}, {when}, {words(card.words)}"
        return None


class DraftDelegate(QStyledItemDelegate):
    """Draws title, badge, date and words in a row of 57 px, or 75 where the title takes two lines."""

    PAD = 10

    def _title_font(self) -> QFont:
        return font(13, QFont.Weight.DemiBold)

    def _title_lines(self, text: str, width: int) -> list[str]:
        layout = QTextLayout(text, self._title_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        data = text.encode("utf-16-le")
        while len(lines) < 2:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            end = None if len(lines) == 1 else 2 * (line.textStart() + line.textLength())
            lines.append(data[2 * line.textStart() : end].decode("utf-16-le").strip())
        layout.endLayout()
        metrics = QFontMetrics(self._title_font())
        return [metrics.elidedText(one, Qt.TextElideMode.ElideRight, width) for one in lines]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        width = option.rect.width() if option.rect.width() > 0 else 248
        lines = len(self._title_lines(title, width - 2 * self.PAD))
        return QSize(width, 57 + 18 * (lines - 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        selected = bool(option.state & _states().State_Selected)
        self._draw_ground(painter, option, index, selected)
        inner = rect.adjusted(self.PAD, self.PAD, -self.PAD, 0)
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.setFont(self._title_font())
        painter.setPen(color("text"))
        top = inner.top()
        rtl_view = option.direction == Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignRight if rtl_view else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | align
        for line in self._title_lines(title, inner.width()):
            # each at the list's edge, and within it in its own direction
            painter.drawText(QRect(inner.left(), top, inner.width(), 18), flags, isolated(line))
            top += 18
        self._draw_facts(painter, QRect(inner.left(), top + 4, inner.width(), 16), index, option)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, selected: bool
    ) -> None:
        rect = option.rect
        if selected or option.state & _states().State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("selection" if selected else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 0, 0, -1), 6, 6)
        if option.state & _states().State_HasFocus and selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 5, 5)
        row = index.row()
        view = option.widget
        current = -1
        if view is not None and hasattr(view, "currentIndex"):
            current = view.currentIndex().row()
        if row and row not in (current, current + 1):
            painter.fillRect(
                QRect(rect.left() + self.PAD, rect.top(), rect.width() - 2 * self.PAD, 1),
                color("sep"),
            )

    def _draw_facts(
        self, painter: QPainter, rect: QRect, index: Index, option: QStyleOptionViewItem
    ) -> None:
        model = index.model()
        card = index.data(CARD)
        if not isinstance(model, DraftModel) or not isinstance(card, DraftCard):
            return
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        badge = model.badge(card)[0]
        tiny = font(10, QFont.Weight.DemiBold)
        wide = max(22, QFontMetrics(tiny).horizontalAdvance(badge or "–") + 10)
        left = rect.right() + 1 - wide if rtl else rect.left()
        box = QRectF(left, rect.top(), wide, 16).adjusted(0.5, 0.5, -0.5, -0.5)
        selected = bool(option.state & _states().State_Selected)
        edge: QColor = color("rail" if selected else "line")
        painter.setPen(QPen(edge, 1, Qt.PenStyle.SolidLine if badge else Qt.PenStyle.DashLine))
        painter.setBrush(color("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(color("text2"))
        painter.setFont(tiny)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge or "–")
        small = font(12)
        painter.setFont(small)
        # isolated: each begins with a number, which would change its place from right to left
        facts = f"{isolated(when_of(card))}  ·  {isolated(words(card.words))}"
        start = wide + 8
        rest = rect.adjusted(0, 0, -start, 0) if rtl else rect.adjusted(start, 0, 0, 0)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | align
        painter.drawText(rest, flags, facts)


def _states() -> "type[QStyle.StateFlag]":
    """Loaded with the first row that is painted: it takes 12 ms."""
    from PySide6.QtWidgets import QStyle

    return QStyle.StateFlag

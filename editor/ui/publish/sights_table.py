"""What a stranger saw, as a table: surfaces down, readers across."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from editor.model.audience import Surface
from editor.model.publication import Receipt
from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import icon, pixmap
from editor.ui.controls.widgets import isolated
from editor.ui.publish.sight_cells import (
    Cell,
    audiences_seen,
    cell,
    leaking_surfaces,
    surfaces_seen,
)
from editor.ui.publish.words import leaked_text
from editor.ui.wording import (
    audience_icon,
    audience_name,
    number,
    plural,
    surface_hint,
    surface_name,
    tr,
    why_unseen,
    words,
)

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROW, _PAD, _FIRST, _WORDS = 51, 14, 212, 102
_BOLD = QFont.Weight.DemiBold


def verdict(seen: Cell) -> tuple[str, str, str]:
    """The icon, colour and words that sum a cell up; a place not looked at never gets a tick."""
    if seen.leaks:
        return "x-circle-fill", "bad", leaked_text(seen.leaked, seen.pictures)
    if seen.unchecked == seen.looked:
        return "minus-circle", "text2", tr("Not checked")
    if seen.unchecked:
        missed = plural("{n} not checked", "{n} not checked", seen.unchecked)
        return "minus-circle", "text2", missed
    if seen.early:
        return "warning-fill", "warning", tr("Seen already")
    if seen.teaser_missing:
        return "warning-fill", "warning", tr("Teaser missing")
    return "check-bold", "good", tr("0 leaked")


class SightsModel(QAbstractTableModel):
    """A receipt's sights by surface and reader."""

    def __init__(self, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surfaces = surfaces_seen(receipt)
        self.audiences = audiences_seen(receipt)
        self.leaking = leaking_surfaces(receipt)
        self._receipt = receipt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.surfaces)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.audiences) + 1

    def seen(self, index: Index) -> Cell | None:
        """What one cell shows; None where nobody looked as that reader."""
        return cell(self._receipt, self.surfaces[index.row()], self.audiences[index.column() - 1])

    def unseen(self, index: Index) -> str:
        """What stands where nobody looked as that reader."""
        match self.surfaces[index.row()]:
            case Surface.EMAIL:
                return tr("Not sent")
            case Surface.PAGE:
                return tr("Not looked at")
            case _:
                return tr("Same for everyone")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ToolTipRole and index.column():
            seen = self.seen(index)
            if seen is None:
                return None
            return f"{why_unseen(seen.why)}\n{seen.url}" if seen.why else seen.url
        if role not in spoken:
            return None
        surface = self.surfaces[index.row()]
        if index.column() == 0:
            return f"{surface_name(surface)}, {surface_hint(surface)}"
        seen = self.seen(index)
        if seen is None:
            return self.unseen(index)
        text = verdict(seen)[2]
        return text if seen.unchecked == seen.looked else f"{words(seen.words)}, {text}"

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        if section == 0:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        audience = self.audiences[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            # a header leaves no gap of its own between icon and text
            return " " + tr("{reader} saw").format(reader=audience_name(audience))
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(audience_icon(audience))
        return None


class _Painter(QStyledItemDelegate):
    """Paints a surface with its hint, or what a reader saw with its verdict."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, SightsModel)
        rect = QRect(option.rect)
        painter.save()
        if model.surfaces[index.row()] in model.leaking:
            painter.fillRect(rect, color("bad_soft"))
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), color("sep"))
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 3, -2, -2), 4, 4)
        way = option.direction
        if index.column() == 0:
            _paint_surface(painter, rect, way, model, index.row())
        else:
            seen = model.seen(index)
            _paint_seen(painter, rect, way, seen, "" if seen else model.unseen(index))
        painter.restore()


def _text(
    painter: QPainter, rect: QRect, way: Qt.LayoutDirection, text: str, role: str, made: QFont
) -> None:
    painter.setFont(made)
    painter.setPen(color(role))
    align = QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignLeading)
    shown = QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, isolated(shown))


def _paint_surface(
    painter: QPainter, rect: QRect, way: Qt.LayoutDirection, model: SightsModel, row: int
) -> None:
    inner = QStyle.visualRect(way, rect, rect.adjusted(_PAD, 0, -4, 0))
    surface = model.surfaces[row]
    name = QRect(inner.left(), inner.top() + 8, inner.width(), 20)
    hint = QRect(inner.left(), inner.top() + 28, inner.width(), 16)
    _text(painter, name, way, surface_name(surface), "text", font(13, _BOLD))
    _text(painter, hint, way, surface_hint(surface), "text2", font(11))


def _paint_seen(
    painter: QPainter, rect: QRect, way: Qt.LayoutDirection, seen: Cell | None, unseen: str
) -> None:
    inner = QStyle.visualRect(way, rect, rect.adjusted(_PAD, 1, -4, 0))
    if seen is None:
        _text(painter, inner, way, unseen, "text3", font(13))
        return
    name, role, said_ = verdict(seen)
    at = inner.left()
    if seen.unchecked < seen.looked:
        amount = QRect(at, inner.top(), _WORDS - 8, inner.height())
        _text(
            painter, QStyle.visualRect(way, inner, amount), way, words(seen.words), "text", font(13)
        )
        at += min(_WORDS, inner.width() // 2)
    made = font(11, _BOLD) if seen.leaks else font(13)
    if seen.leaks:
        width = QFontMetrics(made).horizontalAdvance(said_) + 34
        pill = QRect(at, inner.center().y() - 9, min(width, inner.right() - at), 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("surf"))
        painter.drawRoundedRect(QStyle.visualRect(way, inner, pill), 10, 10)
        at += 8
    ratio = painter.device().devicePixelRatioF()
    size = 12 if seen.leaks else 14
    spot = QRect(at, inner.center().y() - size // 2 + 1, size, size)
    painter.drawPixmap(
        QStyle.visualRect(way, inner, spot).topLeft(), pixmap(name, role, size, ratio)
    )
    rest = QRect(at + size + 6, inner.top(), inner.right() - at - size - 6, inner.height())
    _text(painter, QStyle.visualRect(way, inner, rest), way, said_, role, made)


class SightsTable(QFrame):
    """The table in its card, as tall as its rows."""

    def __init__(self, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        self.view = QTableView()
        self.view.setAccessibleName(tr("Verification"))
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setCornerButtonEnabled(False)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(33)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.addWidget(self.view)
        self.show_receipt(receipt)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show the sights of `receipt`."""
        model = SightsModel(receipt, self)
        self.view.setModel(model)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, _FIRST)
        self.setFixedHeight(33 + _ROW * model.rowCount() + 3)
        leaks = sum(sight.checked and bool(sight.leaks) for sight in receipt.sights)
        self.view.setAccessibleDescription(
            tr("{places} places looked at, {leaks} with a leak").format(
                places=number(len(receipt.sights)), leaks=number(leaks)
            )
        )

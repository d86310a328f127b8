"""The list at the side of a sheet: sites or authors, each with a picture, a name and a line below."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import pixmap
from editor.ui.controls.widgets import isolated

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROW, _PICTURE = 52, 32


@dataclass(frozen=True, slots=True)
class Entry:
    """A row. `letters` stand where there is no `picture`; `state` is an icon, its colour, its word."""

    key: str
    name: str
    hint: str
    letters: str = ""
    picture: Path | None = None
    round: bool = False
    icon: str = ""
    state: tuple[str, str, str] | None = None


class EntryModel(QAbstractListModel):
    """The entries of a side list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Take other entries."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.state[2] if entry.state else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                filter(None, (entry.name, entry.hint, entry.state[2] if entry.state else ""))
            )
        return None


def rounded_picture(path: Path, side: int, ratio: float) -> QPixmap | None:
    """The picture at `path` cut to a circle of `side` logical pixels; None if it cannot be read."""
    source = QPixmap(str(path))
    if source.isNull():
        return None
    pixels = round(side * ratio)
    scaled = source.scaled(
        pixels,
        pixels,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QPainterPath()
    circle.addEllipse(QRectF(0, 0, pixels, pixels))
    painter.setClipPath(circle)
    painter.drawPixmap((pixels - scaled.width()) // 2, (pixels - scaled.height()) // 2, scaled)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint_letters(painter: QPainter, rect: QRect, letters: str, *, round_: bool) -> None:
    """Letters that stand for a picture: in a circle for a person, in a tile for a site."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color("press" if round_ else "raised"))
    painter.setPen(Qt.PenStyle.NoPen if round_ else QPen(color("line"), 1))
    corner = rect.width() / 2 if round_ else 6
    inset = 0 if round_ else 0.5
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.setFont(font(max(12, round(rect.width() * 0.36)), QFont.Weight.DemiBold))
    painter.setPen(color("text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)


class _Painter(QStyledItemDelegate):
    """Paints an entry in 52 pixels."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, EntryModel)
        entry = model.entries[index.row()]
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter, option, rect)
        way = option.direction
        ratio = painter.device().devicePixelRatioF()
        spot = QRect(rect.left() + 10, rect.top() + 10, _PICTURE, _PICTURE)
        self._paint_picture(painter, QStyle.visualRect(way, rect, spot), entry, ratio)
        end = rect.right() - 10
        if entry.state:
            at = QRect(end - 16, rect.top() + (_ROW - 16) // 2, 16, 16)
            drawn = pixmap(entry.state[0], entry.state[1], 16, ratio)
            painter.drawPixmap(QStyle.visualRect(way, rect, at).topLeft(), drawn)
            end -= 24
        left = spot.right() + 11
        for top, height, text, role, made in (
            (8, 18, entry.name, "text", font(13, QFont.Weight.DemiBold)),
            (26, 16, entry.hint, "text2", font(12)),
        ):
            line = QRect(left, rect.top() + top, end - left, height)
            painter.setFont(made)
            painter.setPen(color(role))
            shown = QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            side = QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignLeading)
            painter.drawText(
                QStyle.visualRect(way, rect, line),
                side | Qt.AlignmentFlag.AlignVCenter,
                isolated(shown),
            )
        painter.restore()

    @staticmethod
    def _paint_back(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(color("selection"))
            painter.drawRoundedRect(rect, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(color("hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)

    @staticmethod
    def _paint_picture(painter: QPainter, spot: QRect, entry: Entry, ratio: float) -> None:
        drawn = rounded_picture(entry.picture, _PICTURE, ratio) if entry.picture else None
        if drawn is not None:
            painter.drawPixmap(spot.topLeft(), drawn)
            return
        paint_letters(painter, spot, "" if entry.icon else entry.letters, round_=entry.round)
        if entry.icon:
            glyph = pixmap(entry.icon, "text2", 18, ratio)
            painter.drawPixmap(spot.left() + 7, spot.top() + 7, glyph)


class SideList(QListView):
    """The list. Emits the key of the entry chosen by mouse or keys."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = EntryModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._silent = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries shown."""
        return self._model.entries

    def show_entries(self, entries: Sequence[Entry], current: str) -> None:
        """Show `entries` with the one under the key `current` chosen, telling nobody."""
        self._silent = True
        self._model.show_entries(entries)
        for row, entry in enumerate(entries):
            if entry.key == current:
                self.setCurrentIndex(self._model.index(row))
        self._silent = False

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.chosen.emit(self._model.entries[current.row()].key)

"""The outline: headings with their words, the cut, marks of what is unfinished, and private notes."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.services.outlining import Entry, Kind
from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import pixmap
from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import isolated, label
from editor.ui.wording import tr, words

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROW, _HEAD, _STEP, _SIDE = 32, 36, 16, 10
_ICONS = {Kind.MARK: ("warning-fill", "warning"), Kind.NOTE: ("note", "text2")}


class _Model(QAbstractListModel):
    """The rows: entries, and the titles of marks and of notes above the first of them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Entry | str, ...] = ()

    def show_rows(self, rows: Sequence[Entry | str]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else said(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and not isinstance(row, str):
            return f"{said(row)}, {words(row.words)}" if row.words else said(row)
        return None


def said(entry: Entry) -> str:
    """What a row says."""
    if entry.kind is Kind.CUT:
        return tr("The cut")
    if entry.field:
        return f"{_field(entry.field)}: {entry.text}"
    return entry.text or (tr("Untitled") if entry.kind is Kind.ARTICLE else tr("Empty"))


def _field(name: str) -> str:
    return {
        "title": tr("Title"), "subtitle": tr("Standfirst"), "excerpt": tr("Excerpt"),
        "seo": tr("For search"), "social": tr("For social networks"), "share": tr("Message"),
        "image": tr("Featured image"), "tags": tr("Tags"), "categories": tr("Categories"),
    }.get(name, name)  # fmt: skip


class _Painter(QStyledItemDelegate):
    """Paints a row: indented by its level, its words at the far end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _HEAD if isinstance(_row(index), str) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect = _row(index), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            self._write(painter, option, rect.adjusted(_SIDE, 8, -_SIDE, 0), row, _title(), "text2")
        else:
            if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                chosen = bool(option.state & QStyle.StateFlag.State_Selected)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("selection" if chosen else "hover"))
                painter.drawRoundedRect(rect, 6, 6)
            self._paint_entry(painter, option, rect.adjusted(_SIDE, 0, -_SIDE, 0), row)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, entry: Entry
    ) -> None:
        whole, way = QRect(option.rect), option.direction
        rect.setLeft(rect.left() + _STEP * entry.level)
        if entry.kind in _ICONS:
            name, role = _ICONS[entry.kind]
            spot = QRect(rect.left(), rect.top() + 9, 14, 14)
            drawn = pixmap(name, role, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(QStyle.visualRect(way, whole, spot).topLeft(), drawn)
            rect.setLeft(rect.left() + 22)
        far = words(entry.words) if entry.words else ""
        if entry.kind is Kind.CUT:
            far = tr("{words} free").format(words=far or words(0))
        if far:
            made = font(12)
            wide = QFontMetrics(made).horizontalAdvance(far)
            at = QRect(rect.right() - wide, rect.top(), wide + 1, rect.height())
            painter.setFont(made)
            painter.setPen(color("text2"))
            at_side = QStyle.visualRect(way, whole, at)
            painter.drawText(at_side, Qt.AlignmentFlag.AlignCenter, isolated(far))
            rect.setRight(at.left() - 12)
        if entry.kind is Kind.CUT:
            made = font(13, QFont.Weight.Medium)
            end = rect.left() + QFontMetrics(made).horizontalAdvance(said(entry)) + 12
            line = QStyle.visualRect(
                way, whole, QRect(end, rect.center().y(), rect.right() - end, 1)
            )
            painter.setPen(QPen(color("focus"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QRectF(line).topLeft(), QRectF(line).topRight())
            self._write(painter, option, rect, said(entry), made, "focus")
            return
        heavy = entry.kind is Kind.ARTICLE or (entry.kind is Kind.HEADING and entry.level == 1)
        weight = QFont.Weight.DemiBold if heavy else QFont.Weight.Normal
        self._write(painter, option, rect, said(entry), font(13, weight), "text")

    @staticmethod
    def _write(
        painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, made: QFont,
        role: str,
    ) -> None:  # fmt: skip
        painter.setFont(made)
        painter.setPen(color(role))
        shown = QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
        at = QStyle.visualRect(option.direction, QRect(option.rect), rect)
        painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, isolated(shown))


def _title() -> QFont:
    return font(12, QFont.Weight.DemiBold)


def _row(index: Index) -> Entry | str:
    model = index.model()
    assert isinstance(model, _Model)
    return model.rows[index.row()]


class OutlineSheet(Sheet):
    """Typing filters, arrows choose, Enter or a click goes there."""

    chosen = Signal(object)

    def __init__(self, window: QWidget, line: int, *, unfinished: bool) -> None:
        """`line` is where the caret is, from 0; `unfinished` opens it at the first mark."""
        super().__init__(window, self.tr("Outline"), QSize(560, 600), close_button=True)
        self._line, self._unfinished = line, unfinished
        self._entries: tuple[Entry, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter headings, marks and notes"))
        self.field.setAccessibleName(self.tr("Filter"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Outline"))
        self._model = _Model(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows work from the field
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(96)
        self.list.clicked.connect(self._on_clicked)
        self.empty = label("", "second", wrap=True)
        self.empty.hide()
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        body = QWidget()
        body.setLayout(column)
        self.set_body(body)
        self.show_foot(False)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show what the article is made of."""
        self._entries = entries
        self._filter()

    def _filter(self) -> None:
        query = self.field.text().strip().casefold()
        kept = [
            one
            for one in self._entries
            if not query or (one.kind is not Kind.CUT and query in said(one).casefold())
        ]
        rows: list[Entry | str] = [one for one in kept if one.kind not in _ICONS]
        for kind, title in (
            (Kind.MARK, self.tr("Unfinished")),
            (Kind.NOTE, self.tr("Private notes")),
        ):
            if any(one.kind is kind for one in kept):
                rows += [title, *(one for one in kept if one.kind is kind)]
        self._model.show_rows(rows)
        self._choose(self._first(rows) if not query else 0)
        self._say(query, kept)

    def _say(self, query: str, kept: Sequence[Entry]) -> None:
        text = ""
        if query and not kept:
            text = self.tr("Nothing matches “{query}”.").format(query=self.field.text().strip())
        elif not query and len(kept) == 1:
            text = self.tr("No headings yet. Ctrl+2 makes the line of the caret one.")
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def _first(self, rows: Sequence[Entry | str]) -> int:
        """The section that the caret is in, or the first mark."""
        at = 0
        for number, row in enumerate(rows):
            if isinstance(row, str):
                continue
            if self._unfinished and row.kind is Kind.MARK:
                return number
            section = row.kind in (Kind.ARTICLE, Kind.HEADING)
            at = number if section and row.line <= self._line else at
        return at

    def _choose(self, row: int) -> None:
        if row < len(self._model.rows) and isinstance(self._model.rows[row], str):
            row += 1
        index = self._model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _step(self, by: int) -> None:
        last = len(self._model.rows) - 1
        at = self.list.currentIndex().row()
        wanted = max(0, min(last, at + by))
        if 0 <= wanted <= last and isinstance(self._model.rows[wanted], str):
            wanted += 1 if by > 0 else -1
        if 0 <= wanted <= last:
            self._choose(wanted)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if isinstance(row, Entry):
            self.finish()
            self.chosen.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            page = max(1, self.list.height() // _ROW - 1)
            steps = {
                Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
                Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            }  # fmt: skip
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.currentIndex().isValid():
                    self._on_clicked(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

"""The library at the left: search, folders, the list of articles, and what stands below it."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.model.draft import DraftCard, Order, Shelf
from editor.ui.controls.appearance import color
from editor.ui.controls.focus_order import take_place
from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Button, Glyph, IconButton, Rule, label
from editor.ui.wording import number

if TYPE_CHECKING:
    from editor.model.site import Site

WIDTH = 264
SEARCH_DELAY = 120


class _Folder(Button):
    """A shelf with its count at the end of the row."""

    def __init__(self, name: str, icon_name: str) -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setProperty("folder", True)
        self.setCheckable(True)
        self.setIcon(icon(icon_name))
        self.setIconSize(QSize(24, 18))
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)  # the count stands at either side
        row.addStretch(1)
        self._count = label("", "folder-count")
        row.addWidget(self._count)

    def show_count(self, count: int) -> None:
        self._count.setText(number(count))
        self.setAccessibleName(f"{self._name}, {number(count)}")


class Sidebar(QFrame):
    """Shows one shelf or what a search finds; tells which article was chosen.

    It is empty until `fill`: at the start the article comes first.
    """

    opened = Signal(UUID)
    text_wanted = Signal()
    shelf_chosen = Signal(Shelf)
    searched = Signal(str)
    order_chosen = Signal(Order)
    menu_wanted = Signal(UUID, object)
    new_wanted = Signal()
    authors_wanted = Signal()
    sites_wanted = Signal()
    preferences_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.setAutoFillBackground(True)
        self._shelf = Shelf.DRAFTS
        self._order = Order.EDITED
        self._colour()

    def fill(self) -> None:
        """Make what is in it, once."""
        if self.layout() is not None:
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_search())
        column.addWidget(self._make_folders())
        column.addSpacing(8)
        column.addWidget(Rule())
        column.addWidget(self._make_list_head())
        column.addWidget(self._make_list(), 1)
        column.addWidget(self._make_empty(), 1)
        column.addWidget(Rule())
        column.addWidget(self._make_foot())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SEARCH_DELAY)
        self._later.timeout.connect(lambda: self.searched.emit(self.query))
        take_place(self)

    def _make_search(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 12, 12, 8)
        self.search = QLineEdit()
        self.search.setProperty("search", True)
        self.search.setAccessibleName(self.tr("Search articles"))
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        inner = QHBoxLayout(self.search)
        inner.setContentsMargins(10, 0, 10, 0)
        inner.addWidget(Glyph("magnifying-glass", "text2", 16))
        inner.addStretch(1)
        self._key = QLabel("Ctrl K")
        self._key.setObjectName("kbd")
        inner.addWidget(self._key)
        row.addWidget(self.search)
        return holder

    def _make_folders(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(0)
        self._folders = {
            Shelf.DRAFTS: _Folder(self.tr("Drafts"), "pencil-line"),
            Shelf.SCHEDULED: _Folder(self.tr("Scheduled"), "clock"),
            Shelf.PUBLISHED: _Folder(self.tr("Published"), "globe-simple"),
            Shelf.TRASH: _Folder(self.tr("Trash"), "trash-simple"),
        }
        self._group = QButtonGroup(self)
        for shelf, folder in self._folders.items():
            folder.clicked.connect(lambda _=False, chosen=shelf: self._on_folder(chosen))
            self._group.addButton(folder)
            column.addWidget(folder)
        self._folders[Shelf.DRAFTS].setChecked(True)
        return holder

    def _make_list_head(self) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(36)
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 0, 10, 0)
        self._heading = label(self.tr("Drafts"), "list-heading")
        row.addWidget(self._heading, 1)
        self._sort = Button("", "sort")
        self._sort.setIcon(icon("caret-down"))
        self._sort.setIconSize(QSize(14, 14))
        self._sort.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._sort.clicked.connect(self._on_sort)
        row.addWidget(self._sort)
        self._say_order()
        return holder

    def _make_list(self) -> QWidget:
        from editor.ui.library.draft_list import DraftDelegate, DraftModel

        self.model = DraftModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Articles"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(DraftDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setViewportMargins(8, 0, 8, 0)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        return self.list

    def _make_empty(self) -> QWidget:
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(18, 16, 18, 0)
        column.setSpacing(8)
        self._empty_line = label("", "second", wrap=True)
        self._empty_button = Button("", compact=True)
        self._empty_button.clicked.connect(self._on_empty_button)
        column.addWidget(self._empty_line)
        column.addWidget(self._empty_button)
        column.addStretch(1)
        self._empty.hide()
        return self._empty

    def _make_foot(self) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(44)
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        authors = Button(self.tr("Authors"), "quiet", "users")
        authors.setToolTip(self.tr("Authors (Ctrl+Shift+A)"))
        authors.clicked.connect(self.authors_wanted)
        sites = Button(self.tr("Sites"), "quiet", "globe-hemisphere-west")
        sites.setToolTip(self.tr("Sites (Ctrl+Shift+S)"))
        sites.clicked.connect(self.sites_wanted)
        gear = IconButton("gear-six", self.tr("Preferences"))
        gear.clicked.connect(self.preferences_wanted)
        row.addWidget(authors)
        row.addWidget(sites)
        row.addStretch(1)
        row.addWidget(gear)
        return holder

    # what is shown

    @property
    def query(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def shelf(self) -> Shelf:
        """The shelf that is shown."""
        return self._shelf

    @property
    def order(self) -> Order:
        """What the list is sorted by."""
        return self._order

    def show_cards(
        self, cards: tuple[DraftCard, ...], sites: "tuple[Site, ...]", current: UUID | None
    ) -> None:
        """List `cards` and mark the article that is open."""
        self.model.show(cards, sites)
        self.list.setVisible(bool(cards))
        self._empty.setVisible(not cards)
        self._say_empty()
        self.mark(current)

    def mark(self, current: UUID | None) -> None:
        """Mark the article that is open, telling no one."""
        row = self.model.row_of(current)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else self.model.index(-1))
        selection.blockSignals(False)
        self.list.viewport().update()

    def show_counts(self, counts: dict[Shelf, int]) -> None:
        """Show how many articles stand on each shelf."""
        for shelf, folder in self._folders.items():
            folder.show_count(counts.get(shelf, 0))
        everything = sum(counts.values()) - counts.get(Shelf.TRASH, 0)
        self.search.setPlaceholderText(
            self.tr("Search {n} articles").format(n=number(everything))
            if everything > 1
            else self.tr("Search")
        )

    def show_order(self, order: Order) -> None:
        """Say what the list is sorted by."""
        self._order = order
        if self.layout() is not None:
            self._say_order()

    def show_dates(self) -> None:
        """A minute later "Just now" is "1 min ago"."""
        if self.layout() is not None:
            self.list.viewport().update()

    def show_shelf(self, shelf: Shelf) -> None:
        """Turn to a shelf, telling no one."""
        self._shelf = shelf
        self._folders[shelf].setChecked(True)
        self._say_heading()

    def clear_search(self) -> None:
        """Show the whole shelf again."""
        self.search.clear()

    def _say_order(self) -> None:
        name = self._order_name(self._order)
        self._sort.setText(name)
        self._sort.setAccessibleName(self.tr("Sorted by: {order}").format(order=name))

    def _order_name(self, order: Order) -> str:
        return {
            Order.EDITED: self.tr("Edited"),
            Order.TITLE: self.tr("Title"),
            Order.WORDS: self.tr("Words"),
        }[order]

    def _shelf_name(self) -> str:
        return {
            Shelf.DRAFTS: self.tr("Drafts"),
            Shelf.SCHEDULED: self.tr("Scheduled"),
            Shelf.PUBLISHED: self.tr("Published"),
            Shelf.TRASH: self.tr("Trash"),
        }[self._shelf]

    def _say_heading(self) -> None:
        everywhere = bool(self.query) and self._shelf is not Shelf.TRASH
        self._heading.setText(self.tr("Found") if everywhere else self._shelf_name())

    def _say_empty(self) -> None:
        if self.query:
            line = self.tr("No article matches “{query}”.").format(query=self.query)
            button = self.tr("Clear search")
        else:
            line = {
                Shelf.DRAFTS: self.tr("No drafts."),
                Shelf.SCHEDULED: self.tr("Nothing scheduled."),
                Shelf.PUBLISHED: self.tr("Nothing published."),
                Shelf.TRASH: self.tr("The trash is empty."),
            }[self._shelf]
            button = (
                self.tr("Show drafts")
                if self._shelf is not Shelf.DRAFTS
                else self.tr("New article")
            )
        self._empty_line.setText(line)
        self._empty_button.setText(button)

    # what is done

    def _on_typed(self) -> None:
        self._key.setVisible(not self.search.text())
        self._say_heading()
        self._later.start()

    def _on_folder(self, shelf: Shelf) -> None:
        self.show_shelf(shelf)
        self.shelf_chosen.emit(shelf)

    def _on_sort(self) -> None:
        menu = QMenu(self)
        for order in Order:
            action = menu.addAction(self._order_name(order))
            action.setCheckable(True)
            action.setChecked(order is self._order)
            action.triggered.connect(lambda _=False, chosen=order: self.order_chosen.emit(chosen))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def _on_current(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and self.list.hasFocus():
            self.opened.emit(self.model.card(index.row()).id)

    def _on_clicked(self, index: QModelIndex) -> None:
        """Whoever clicks on an article, or presses Enter, wants to write in it; arrow keys stay in the list."""
        self.opened.emit(self.model.card(index.row()).id)
        self.text_wanted.emit()

    def _on_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            where = self.list.viewport().mapToGlobal(at)
            self.menu_wanted.emit(self.model.card(index.row()).id, where)

    def _on_empty_button(self) -> None:
        if self.query:
            self.clear_search()
        elif self._shelf is not Shelf.DRAFTS:
            self._on_folder(Shelf.DRAFTS)
        else:
            self.new_wanted.emit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                if self.model.rowCount():
                    self.list.setCurrentIndex(self.model.index(0))
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.clear_search()
                self.text_wanted.emit()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("side"))
        self.setPalette(palette)

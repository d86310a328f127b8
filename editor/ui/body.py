"""How sidebar, editor, preview and details share the window's width."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from editor.ui.banner import Banner
from editor.ui.controls.widgets import set_property
from editor.ui.details.inspector import Inspector
from editor.ui.header import NARROW, ONE_PANE
from editor.ui.library.sidebar import WIDTH as SIDEBAR_WIDTH
from editor.ui.library.sidebar import Sidebar
from editor.ui.preview.pane import WIDTH as PREVIEW_WIDTH
from editor.ui.preview.pane import PreviewPane
from editor.ui.welcome import Welcome
from editor.ui.writing.editor_pane import EditorPane
from editor.ui.writing.finding.find_bar import FindBar

ROOM_FOR_ALL = 1456
NARROW_PREVIEW = 440


class _Line(QFrame):
    """The upright line between two panes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule")
        self.setFixedWidth(1)


class Body(QWidget):
    """Shows what the width allows of what the writer wants to see.

    Below 1280 the sidebar opens over the editor and details take the preview's place; below 960
    there is one pane.
    """

    arranged = Signal()

    def __init__(
        self,
        sidebar: Sidebar,
        editor: EditorPane,
        find: FindBar,
        preview: PreviewPane,
        inspector: Inspector,
        welcome: Welcome,
        banner: Banner,
    ) -> None:
        super().__init__()
        self.sidebar, self.editor, self.preview = sidebar, editor, preview
        self.inspector = inspector
        self.wants_sidebar, self.wants_preview, self.wants_details = True, True, False
        self.writing = False
        self.alone = False  # focus mode: nothing but the text is shown, whatever is wanted
        self.single_preview = False
        self._over = False
        self._was_narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row = row
        self._side_line = _Line()
        row.addWidget(sidebar)
        row.addWidget(self._side_line)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(banner)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        row.addWidget(middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self._write = QWidget()
        writing = QVBoxLayout(self._write)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(0)
        writing.addWidget(find)
        writing.addWidget(editor, 1)
        self.splitter.addWidget(self._write)
        self.splitter.addWidget(preview)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([2000, PREVIEW_WIDTH])
        self.stack.addWidget(welcome)
        self.stack.addWidget(self.splitter)
        self._details_line = _Line()
        row.addWidget(self._details_line)
        row.addWidget(inspector)

    @property
    def narrow(self) -> bool:
        """Whether the sidebar opens over the editor."""
        return self.width() < NARROW

    @property
    def single(self) -> bool:
        """Whether there is room for one pane."""
        return self.width() < ONE_PANE

    def show_writing(self, writing: bool) -> None:
        """Show the article, or the welcome."""
        self.writing = writing
        self.alone = self.alone and writing
        self.stack.setCurrentIndex(1 if writing else 0)
        self.arrange()

    def toggle_sidebar(self, shown: bool) -> None:
        """Show the sidebar, beside the editor or over it."""
        if self.narrow:
            self._over = shown
        else:
            self.wants_sidebar = shown
            self._over = False
            if shown and self.wants_details and self.width() < ROOM_FOR_ALL:
                self.wants_details = False
        self.arrange()

    def toggle_details(self, shown: bool) -> None:
        """Show the details; without room for all the sidebar goes."""
        self.wants_details = shown
        self.arrange()

    def close_over(self) -> None:
        """Put away a sidebar that lies over the editor."""
        if self._over:
            self._over = False
            self.arrange()

    def sidebar_shown(self) -> bool:
        """Whether the sidebar can be seen."""
        return self._over if self.narrow else self._docked()

    def details_shown(self) -> bool:
        """Whether the details can be seen."""
        return self.wants_details and self.writing and not self.alone

    def preview_shown(self) -> bool:
        """Whether the preview can be seen."""
        if not self.writing or self.alone:
            return False
        if self.single:
            return self.single_preview and not self.details_shown()
        return self.wants_preview and not (self.narrow and self.details_shown())

    def _docked(self) -> bool:
        crowded = self.details_shown() and self.width() < ROOM_FOR_ALL
        return self.wants_sidebar and not (self.narrow or crowded or self.alone)

    def arrange(self) -> None:
        """Show and hide panes for the present width."""
        if not self.narrow:
            self._over = False
        docked = self._docked()
        if self._over:
            self._row.removeWidget(self.sidebar)
            self.sidebar.setParent(self)
            self.sidebar.setGeometry(0, 0, SIDEBAR_WIDTH, self.height())
            self.sidebar.show()
            self.sidebar.raise_()
        elif self._row.indexOf(self.sidebar) < 0:
            self._row.insertWidget(0, self.sidebar)
        self.sidebar.setVisible(docked or self._over)
        set_property(self.sidebar, "over", self._over)
        self._side_line.setVisible(docked)
        details = self.details_shown()
        self.inspector.setVisible(details)
        self._details_line.setVisible(details)
        self.editor.setMinimumWidth(400 if self.single else 440 if self.narrow else 480)
        preview = self.preview_shown()
        self.preview.setVisible(preview)
        self._write.setVisible(not (self.single and preview))
        if self._was_narrow != self.narrow:
            self._was_narrow = self.narrow
            share = NARROW_PREVIEW if self.narrow else PREVIEW_WIDTH
            self.splitter.setSizes([max(400, self.width() - share), share])
        self.arranged.emit()

    def state(self) -> str:
        """The panes' widths, to be kept."""
        return bytes(self.splitter.saveState().toBase64().data()).decode()

    def restore(self, state: str) -> None:
        """Give the panes the widths they had."""
        if state:
            self.splitter.restoreState(QByteArray.fromBase64(state.encode()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

"""The parts of the window and how they lie; what is done with them is said elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from editor.model.draft import Draft
from editor.model.errors import EditorError
from editor.system.settings import TEXT_SIZE, Setting
from editor.ui.actions import Actions
from editor.ui.banner import Banner
from editor.ui.body import Body
from editor.ui.controls.appearance import appearance_of
from editor.ui.controls.icons import icon
from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Rule
from editor.ui.details.inspector import Inspector
from editor.ui.header import Header
from editor.ui.library.sidebar import Sidebar
from editor.ui.preview.pane import PreviewPane
from editor.ui.status_bar import StatusBar
from editor.ui.tasks import Tasks
from editor.ui.welcome import Welcome
from editor.ui.window_services import WindowServices
from editor.ui.wording import failure
from editor.ui.writing.editor_pane import EditorPane
from editor.ui.writing.finding.find_bar import FindBar
from editor.ui.writing.open_article import OpenArticle

if TYPE_CHECKING:
    from editor.model.site import Site


class WindowFrame(QMainWindow):
    """Makes and places the parts; the desks work on it, the window gives it its behaviour.

    `painted` tells that it is seen for the first time.
    """

    painted = Signal()

    def __init__(self, services: WindowServices) -> None:
        super().__init__()
        self.setWindowTitle("Standfirst")
        self.setWindowIcon(icon("standfirst"))
        self.setMinimumSize(640, 480)
        self.ready = True  # whether the library is open
        self._painted = False
        self.services = services
        self._settings = services.settings
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._appearance = appearance_of(app)
        self.tasks = Tasks(self)
        self.actions_ = Actions(self)
        with self._appearance.held_back():
            self._make_parts()
            self._lay_out()
        self.article = OpenArticle(
            services.drafting, self.tasks, self.editor.text, self, self._settings.get(TEXT_SIZE)
        )

    def _make_parts(self) -> None:
        services = self.services
        self.sidebar = Sidebar()
        self.editor = EditorPane()
        self.find_bar = FindBar(self.editor.text)
        self.preview = PreviewPane(
            services.previewing, services.drafting, self._settings, self.tasks, self._preview_source
        )
        self.inspector = Inspector(self._picture)
        self.welcome = Welcome()
        self.banner = Banner()
        self.header = Header(self.actions_)
        self.status = StatusBar()

    def _lay_out(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = Body(
            self.sidebar, self.editor, self.find_bar, self.preview, self.inspector,
            self.welcome, self.banner,
        )  # fmt: skip
        # all that focus mode puts out of sight
        self.around = (self.header, Rule(), Rule(), self.status)
        for part in (*self.around[:2], self.body, *self.around[2:]):
            column.addWidget(part, 1 if part is self.body else 0)
        self.setCentralWidget(central)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What had the focus went out of sight: the text has it then, not what comes next by Tab.

        A pane that is still there keeps it, and so does an open sheet.
        """
        gone = QApplication.focusWidget()
        panes = (self.sidebar, self.preview, self.inspector, self.welcome)
        if (
            gone is None
            or gone.isVisible()
            or not self.editor.text.isVisible()
            or any(pane.isVisible() and pane.isAncestorOf(gone) for pane in panes)
            or self.sheet() is not None
        ):
            return super().focusNextPrevChild(forward)
        self.editor.focus_text()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # all that is in the window is painted in the same turn
            QTimer.singleShot(0, self, self.painted.emit)

    def show_side(self, side: int) -> None:
        """With room for one pane: 0 to write, 1 for the preview."""
        self.body.single_preview = side == 1
        self.body.alone &= side == 0
        self.header.side.choose(side)
        self.body.arrange()

    def on(self, name: str, do: Callable[[], object]) -> None:
        """Do it when the action is asked for, but not behind an open sheet."""
        self.actions_.connect(name, lambda: None if self.sheet() else do())

    def sheet(self) -> Sheet | None:
        """The open sheet."""
        return next((one for one in self.findChildren(Sheet) if one.isVisible()), None)

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do it; what it cannot do is said in a line under the header."""
        try:
            do()
        except EditorError as error:
            self.say(error)
            return False
        return True

    def say(self, error: Exception) -> None:
        """Say what went wrong and what to do."""
        self.banner.say(self.words_of(error), "bad")

    def words_of(self, error: Exception) -> str:
        """What went wrong and what to do, as `say` says it."""
        words = failure(error)
        return f"{words.what} {words.then}".strip()

    def keep(self, setting: Setting, value: bool | int | str) -> None:  # type: ignore[type-arg]  # any setting
        """Remember a setting; a disk that does not take it is said."""
        self.attempt(lambda: self._settings.set(setting, value))

    def _preview_source(self) -> "tuple[Draft, Site | None] | None":
        draft = self.article.draft
        return None if draft is None else (draft, self.article.site)

    def _picture(self, name: str) -> Path | None:
        draft = self.article.draft
        return self.services.drafting.picture(draft.id, name) if draft is not None else None

    # what the window does and the desks ask for

    def show_draft(self, draft: Draft, *, trashed: bool = False) -> None:
        """Show `draft`, whatever was open."""
        raise NotImplementedError

    def open_file(self, path: Path) -> None:
        """Open a Markdown file."""
        raise NotImplementedError

    def show_welcome(self) -> None:
        """Nothing is open."""
        raise NotImplementedError

    def chosen_site(self) -> "Site | None":
        """The open article's site, else the one chosen last."""
        raise NotImplementedError

    def go_to(self, place: str) -> None:
        """Go where a finding points."""
        raise NotImplementedError

    def open_authors(self) -> None:
        """Open the manager of author profiles."""
        raise NotImplementedError

    def open_sites(self) -> None:
        """Open the manager of sites."""
        raise NotImplementedError

    def add_site(self) -> None:
        """Open the manager of sites with the form of a new one."""
        raise NotImplementedError

"""Everything that can be done from the keyboard or the menu, with its words and keys."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from editor.ui.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


# name, words, key, icon
_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("menu", "Main menu", "F10", ""),
    ("new", "New article", "Ctrl+N", "note-pencil"),
    ("open-file", "Open file…", "Ctrl+O", "folder-open"),
    ("save", "Save to its file", "Ctrl+S", "floppy-disk"),
    ("save-as", "Save as…", "", ""),
    ("save-copy", "Save a copy…", "", ""),
    ("duplicate", "Duplicate", "", "copy"),
    ("trash", "Move to Trash", "", "trash-simple"),
    ("restore", "Restore from Trash", "", "arrow-u-up-left"),
    ("purge", "Delete for good…", "", ""),
    ("undo", "Undo", "Ctrl+Z", "arrow-counter-clockwise"),
    ("redo", "Redo", "Ctrl+Shift+Z", "arrow-clockwise"),
    ("find", "Find…", "Ctrl+F", "magnifying-glass"),
    ("find-next", "Find next", "F3", ""),
    ("find-previous", "Find previous", "Shift+F3", ""),
    ("search", "Search library", "Ctrl+K", ""),
    ("bold", "Bold", "Ctrl+B", "text-bolder"),
    ("italic", "Italic", "Ctrl+I", "text-italic"),
    ("link", "Link", "Ctrl+L", "link-simple"),
    ("heading2", "Heading", "Ctrl+2", "text-h"),
    ("heading3", "Smaller heading", "Ctrl+3", ""),
    ("quote", "Quote", "Ctrl+Shift+9", "quotes"),
    ("list", "List", "Ctrl+Shift+8", "list-bullets"),
    ("image", "Image…", "Ctrl+Shift+I", "image"),
    ("footnote", "Footnote", "Ctrl+Shift+F", "asterisk"),
    ("cut", "Cut here", "Ctrl+Return", "scissors"),
    ("go-cut", "Go to the cut", "Ctrl+Shift+Return", ""),
    ("visitor", "See it as a visitor", "Alt+1", "eye"),
    ("member", "See it as a member", "Alt+2", "user"),
    ("paid", "See it as a paid member", "Alt+3", "key"),
    ("preview", "Preview", "F7", "eye"),
    ("details", "Article details", "F8", "sliders-horizontal"),
    ("sidebar", "Sidebar", "F9", "layout"),
    ("next-pane", "Next pane", "F6", ""),
    ("previous-pane", "Previous pane", "Shift+F6", ""),
    ("publish", "Publish…", "Ctrl+Shift+P", "paper-plane-tilt"),
    ("authors", "Authors…", "Ctrl+Shift+A", "users"),
    ("sites", "Sites…", "Ctrl+Shift+S", "globe-hemisphere-west"),
    ("preferences", "Preferences…", "Ctrl+,", "gear-six"),
    ("report", "Report a problem…", "", "info"),
    ("quit", "Quit", "Ctrl+Q", ""),
)
_STANDARD = {
    "new": QKeySequence.StandardKey.New,
    "open-file": QKeySequence.StandardKey.Open,
    "save": QKeySequence.StandardKey.Save,
    "save-as": QKeySequence.StandardKey.SaveAs,
    "find": QKeySequence.StandardKey.Find,
    "bold": QKeySequence.StandardKey.Bold,
    "italic": QKeySequence.StandardKey.Italic,
}
_CHECKABLE = ("preview", "details", "sidebar", "visitor", "member", "paid")
# everything else needs an open article
NOT_WRITING = (
    "menu", "new", "open-file", "restore", "purge", "search", "sidebar", "next-pane",
    "previous-pane", "authors", "sites", "preferences", "report", "quit",
)  # fmt: skip
_MENU: tuple[tuple[str, ...], ...] = (
    ("new", "open-file", "-", "save", "save-as", "save-copy", "-"),
    ("duplicate", "trash", "restore", "purge", "-"),
)
_EDIT: tuple[str, ...] = ("undo", "redo", "-", "find", "find-next", "find-previous", "-", "search")
_FORMAT: tuple[str, ...] = (
    "heading2", "heading3", "bold", "italic", "-", "link", "quote", "list", "image", "footnote",
    "-", "cut", "go-cut",
)  # fmt: skip
_VIEW: tuple[str, ...] = (
    "sidebar", "preview", "details", "-", "visitor", "member", "paid", "-", "next-pane",
    "previous-pane",
)  # fmt: skip


class Actions:
    """The window's actions by name."""

    def __init__(self, window: QWidget) -> None:
        self._made: dict[str, QAction] = {}
        for name, words, key, icon_name in _ROWS:
            action = QAction(_tr(words), window)
            if icon_name:
                action.setIcon(icon(icon_name))
                action.setIconVisibleInMenu(True)
            if name in _STANDARD and QKeySequence(_STANDARD[name]).toString():
                action.setShortcut(QKeySequence(_STANDARD[name]))
            elif key:
                action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(name in _CHECKABLE)
            window.addAction(action)
            self._made[name] = action
        # Shift+Ctrl+S belongs to Sites here, whatever the desktop's standard for Save as is
        if self._made["save-as"].shortcut() == self._made["sites"].shortcut():
            self._made["save-as"].setShortcut(QKeySequence())
        self._made["cut"].setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def connect(self, name: str, do: Callable[[], object]) -> None:
        """Do `do` when the action is triggered."""
        self._made[name].triggered.connect(lambda _checked=False: do())

    def enable_writing(self, writing: bool) -> None:
        """Whether an article is open to be written in."""
        for name, action in self._made.items():
            if name not in NOT_WRITING:
                action.setEnabled(writing)

    def menu(self, parent: QWidget) -> QMenu:
        """The main menu."""
        menu = QMenu(parent)
        for part in _MENU:
            self._fill(menu, part)
        submenus: tuple[tuple[str, tuple[str, ...]], ...] = (
            (_tr("Edit"), _EDIT),
            (_tr("Format"), _FORMAT),
            (_tr("View"), _VIEW),
        )
        for title, part in submenus:
            self._fill(menu.addMenu(title), part)
        self._fill(menu, ("-", "publish", "authors", "sites", "-"))
        self._fill(menu, ("preferences", "report", "-", "quit"))
        return menu

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._made[name])

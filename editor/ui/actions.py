"""Everything that can be done from the keyboard or the menu, with its words and keys."""

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP as _N
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from editor.ui.controls.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


# name, words, key, icon
_ROWS: tuple[tuple[str, object, str, str], ...] = (
    ("menu", _N("Actions", "Main menu"), "F10", ""),
    ("new", _N("Actions", "New article"), "Ctrl+N", "note-pencil"),
    ("new-from-template", _N("Actions", "New from template…"), "", "article"),
    ("save-template", _N("Actions", "Save as template…"), "", ""),
    ("open-file", _N("Actions", "Open file…"), "Ctrl+O", "folder-open"),
    ("save", _N("Actions", "Save to its file"), "Ctrl+S", "floppy-disk"),
    ("save-as", _N("Actions", "Save as…"), "", ""),
    ("save-copy", _N("Actions", "Save a copy…"), "", ""),
    ("duplicate", _N("Actions", "Duplicate"), "", "copy"),
    ("trash", _N("Actions", "Move to Trash"), "", "trash-simple"),
    ("restore", _N("Actions", "Restore from Trash"), "", "arrow-u-up-left"),
    ("purge", _N("Actions", "Delete for good…"), "", ""),
    ("undo", _N("Actions", "Undo"), "Ctrl+Z", "arrow-counter-clockwise"),
    ("redo", _N("Actions", "Redo"), "Ctrl+Shift+Z", "arrow-clockwise"),
    ("clip-cut", _N("Actions", "Cut"), "Ctrl+X", ""),
    ("copy", _N("Actions", "Copy"), "Ctrl+C", "copy"),
    ("paste", _N("Actions", "Paste"), "Ctrl+V", ""),
    ("paste-plain", _N("Actions", "Paste as plain text"), "Ctrl+Shift+V", ""),
    ("select-all", _N("Actions", "Select all"), "Ctrl+A", ""),
    ("find", _N("Actions", "Find…"), "Ctrl+F", "magnifying-glass"),
    ("replace", _N("Actions", "Find and replace…"), "Ctrl+H", "swap"),
    ("find-next", _N("Actions", "Find next"), "F3", ""),
    ("find-previous", _N("Actions", "Find previous"), "Shift+F3", ""),
    ("search", _N("Actions", "Search library"), "Ctrl+K", ""),
    ("spelling", _N("Actions", "Check spelling"), "", ""),
    ("next-mistake", _N("Actions", "Next spelling mistake"), "Shift+F7", ""),
    ("paragraph-language", _N("Actions", "Language of this paragraph…"), "", "translate"),
    ("bold", _N("Actions", "Bold"), "Ctrl+B", "text-bolder"),
    ("italic", _N("Actions", "Italic"), "Ctrl+I", "text-italic"),
    ("strike", _N("Actions", "Strike through"), "Alt+Shift+5", "text-strikethrough"),
    ("highlight", _N("Actions", "Highlight"), "Ctrl+Alt+H", "highlighter"),
    ("code", _N("Actions", "Code"), "Ctrl+E", "code"),
    ("code-block", _N("Actions", "Block of code"), "Ctrl+Shift+E", "code-block"),
    ("link", _N("Actions", "Link"), "Ctrl+L", "link-simple"),
    ("heading2", _N("Actions", "Heading"), "Ctrl+2", "text-h"),
    ("heading3", _N("Actions", "Smaller heading"), "Ctrl+3", ""),
    ("quote", _N("Actions", "Quote"), "Ctrl+Shift+9", "quotes"),
    ("list", _N("Actions", "List"), "Ctrl+Shift+8", "list-bullets"),
    ("pull-quote", _N("Actions", "Pull quote"), "Ctrl+Shift+0", ""),
    ("numbered", _N("Actions", "Numbered list"), "Ctrl+Shift+7", "list-numbers"),
    ("image", _N("Actions", "Image…"), "Ctrl+Shift+I", "image"),
    ("footnote", _N("Actions", "Footnote"), "Ctrl+Shift+F", "asterisk"),
    ("go-note", _N("Actions", "Go to the footnote and back"), "Ctrl+Alt+F", ""),
    ("table", _N("Actions", "Insert table…"), "Ctrl+Shift+T", ""),
    ("row-above", _N("Actions", "Row above"), "", ""),
    ("row-below", _N("Actions", "Row below"), "", ""),
    ("column-before", _N("Actions", "Column before"), "", ""),
    ("column-after", _N("Actions", "Column after"), "", ""),
    ("align-left", _N("Actions", "Align column left"), "", ""),
    ("align-center", _N("Actions", "Align column in the centre"), "", ""),
    ("align-right", _N("Actions", "Align column right"), "", ""),
    ("delete-row", _N("Actions", "Delete row"), "", ""),
    ("delete-column", _N("Actions", "Delete column"), "", ""),
    ("delete-table", _N("Actions", "Delete table"), "", ""),
    ("private-note", _N("Actions", "Private note"), "Ctrl+Shift+M", "eye-slash"),
    ("snippet", _N("Actions", "Insert snippet…"), "Ctrl+Shift+J", ""),
    ("save-snippet", _N("Actions", "Save selection as snippet…"), "", ""),
    ("cut", _N("Actions", "Cut here"), "Ctrl+Return", "scissors"),
    ("go-cut", _N("Actions", "Go to the cut"), "Ctrl+Shift+Return", ""),
    ("outline", _N("Actions", "Outline…"), "Ctrl+Shift+O", "tree-view"),
    ("length", _N("Actions", "Length and word goal…"), "", ""),
    ("visitor", _N("Actions", "See it as a visitor"), "Alt+1", "eye"),
    ("member", _N("Actions", "See it as a member"), "Alt+2", "user"),
    ("paid", _N("Actions", "See it as a paid member"), "Alt+3", "key"),
    ("preview", _N("Actions", "Preview"), "F7", "eye"),
    ("scroll-together", _N("Actions", "Scroll together"), "", ""),
    ("details", _N("Actions", "Article details"), "F8", "sliders-horizontal"),
    ("sidebar", _N("Actions", "Sidebar"), "F9", "layout"),
    ("focus", _N("Actions", "Focus mode"), "F11", ""),
    ("typewriter", _N("Actions", "Typewriter scrolling"), "", ""),
    ("full-screen", _N("Actions", "Full screen"), "Shift+F11", ""),
    ("larger", _N("Actions", "Larger text"), "Ctrl+=", ""),
    ("smaller", _N("Actions", "Smaller text"), "Ctrl+-", ""),
    ("usual-size", _N("Actions", "Usual size of the text"), "Ctrl+0", ""),
    ("next-pane", _N("Actions", "Next pane"), "F6", ""),
    ("previous-pane", _N("Actions", "Previous pane"), "Shift+F6", ""),
    ("publish", _N("Actions", "Publish…"), "Ctrl+Shift+P", "paper-plane-tilt"),
    ("unpublish", _N("Actions", "Take back to draft…"), "", "arrow-counter-clockwise"),
    ("delete-post", _N("Actions", "Delete from the site…"), "", "trash-simple"),
    ("receipt", _N("Actions", "Receipt…"), "", "shield-check"),
    ("authors", _N("Actions", "Authors…"), "Ctrl+Shift+A", "users"),
    ("sites", _N("Actions", "Sites…"), "Ctrl+Shift+S", "globe-hemisphere-west"),
    ("preferences", _N("Actions", "Preferences…"), "Ctrl+,", "gear-six"),
    ("report", _N("Actions", "Report a problem…"), "", "info"),
    ("quit", _N("Actions", "Quit"), "Ctrl+Q", ""),
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
_CHECKABLE = (
    "preview", "scroll-together", "details", "sidebar", "visitor", "member", "paid", "focus",
    "typewriter", "full-screen", "spelling",
)  # fmt: skip
# the field with the focus has these keys itself: here they are only shown
_FIELD_KEYS = ("clip-cut", "copy", "paste", "select-all")
# everything else needs an open article
NOT_WRITING = (
    "menu", "new", "new-from-template", "open-file", "restore", "purge", "search", "spelling",
    "sidebar", "next-pane", "previous-pane", "authors", "sites", "preferences", "report", "quit",
    "full-screen",
)  # fmt: skip
_MENU: tuple[tuple[str, ...], ...] = (
    ("new", "new-from-template", "open-file", "-"),
    ("save", "save-as", "save-copy", "save-template", "-"),
    ("duplicate", "trash", "restore", "purge", "-"),
)
_EDIT: tuple[str, ...] = (
    "undo", "redo", "-", "clip-cut", "copy", "paste", "paste-plain", "select-all", "-", "find",
    "replace", "find-next", "find-previous", "-", "spelling", "next-mistake", "-", "snippet",
    "save-snippet", "-", "search",
)  # fmt: skip
_FORMAT: tuple[str, ...] = (
    "heading2", "heading3", "-", "bold", "italic", "strike", "highlight", "code", "-", "link",
    "footnote", "go-note", "-", "quote", "pull-quote", "list", "numbered", "code-block", "-",
    "image", "private-note",
)  # fmt: skip
_CUT: tuple[str, ...] = ("-", "cut", "go-cut", "-", "paragraph-language")
# what the window's narrow header does not show as buttons
_FOLDED = tuple(name for name in _FORMAT if name not in ("link", "image"))
TABLE: tuple[str, ...] = (
    "row-above", "row-below", "column-before", "column-after", "-", "align-left", "align-center",
    "align-right", "-", "delete-row", "delete-column", "delete-table",
)  # fmt: skip
_VIEW: tuple[str, ...] = (
    "sidebar", "preview", "details", "-", "outline", "length", "-", "visitor", "member", "paid",
    "scroll-together", "-", "focus", "typewriter", "full-screen", "-", "larger", "smaller",
    "usual-size", "-", "next-pane", "previous-pane",
)  # fmt: skip


class Actions:
    """The window's actions by name."""

    def __init__(self, window: QWidget) -> None:
        self._made: dict[str, QAction] = {}
        self.in_table: Callable[[], bool] = lambda: False
        for name, words, key, icon_name in _ROWS:
            action = QAction(_tr(str(words)), window)
            if icon_name:
                action.setIcon(icon(icon_name))
                action.setIconVisibleInMenu(True)
            if name in _STANDARD and QKeySequence(_STANDARD[name]).toString():
                action.setShortcut(QKeySequence(_STANDARD[name]))
            elif key:
                action.setShortcut(QKeySequence(key))
            contexts = Qt.ShortcutContext
            in_field = name in _FIELD_KEYS
            action.setShortcutContext(
                contexts.WidgetShortcut if in_field else contexts.WindowShortcut
            )
            action.setCheckable(name in _CHECKABLE)
            window.addAction(action)
            self._made[name] = action
        # Shift+Ctrl+S belongs to Sites here, whatever the desktop's standard for Save as is
        if self._made["save-as"].shortcut() == self._made["sites"].shortcut():
            self._made["save-as"].setShortcut(QKeySequence())
        self._made["larger"].setShortcuts([QKeySequence("Ctrl+="), QKeySequence("Ctrl++")])
        self._made["full-screen"].setShortcuts(self._full_screen_keys())
        self._made["cut"].setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])

    def _full_screen_keys(self) -> list[QKeySequence]:
        """The desktop's own key for it where that is free, which F11 is not, and ours."""
        taken = {key.toString() for each in self._made.values() for key in each.shortcuts()}
        usual = QKeySequence.keyBindings(QKeySequence.StandardKey.FullScreen)[:1]
        ours = self._made["full-screen"].shortcuts()
        return [*(key for key in usual if key.toString() not in taken), *ours]

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
        menu.setToolTipsVisible(True)
        for part in _MENU:
            self._fill(menu, part)
        self._fill(menu.addMenu(_tr("Edit")), _EDIT)
        formats = menu.addMenu(_tr("Format"))
        self._fill_format(formats, _FORMAT)
        self._fill(formats, _CUT)
        self._fill(menu.addMenu(_tr("View")), _VIEW)
        publishing = ("publish", "unpublish", "delete-post", "receipt")
        self._fill(menu, ("-", *publishing, "-", "authors", "sites", "-"))
        self._fill(menu, ("preferences", "report", "-", "quit"))
        return menu

    def fold(self, menu: QMenu) -> None:
        """Fill the menu of the formatting that a narrow header does not show."""
        self._fill_format(menu, _FOLDED)

    def _fill_format(self, menu: QMenu, names: tuple[str, ...]) -> None:
        self._fill(menu, names)
        table = menu.addMenu(icon("table"), _tr("Table"))
        self._fill(table, ("table", "-", *TABLE))
        table.setToolTipsVisible(True)
        table.aboutToShow.connect(self._enable_table)

    def _enable_table(self) -> None:
        inside = self.in_table()
        for name in TABLE:
            if name != "-":
                self._made[name].setEnabled(inside)
                self._made[name].setToolTip("" if inside else _tr("The caret is in no table"))

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._made[name])

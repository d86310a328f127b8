"""Moving between the window's panes: showing them, hiding them, and carrying the focus along."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from editor.ui.banner import Banner
from editor.ui.library_desk import LibraryDesk
from editor.ui.window_frame import WindowFrame


class PanesDesk(QObject):
    """What the keys F6 to F10 do, and Ctrl+K."""

    def __init__(self, window: WindowFrame, library: LibraryDesk) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._menu = window.actions_.menu(window)
        for pane in ("sidebar", "preview", "details"):
            window.on(pane, partial(self.toggle, pane))
        window.on("menu", self.open_menu)
        window.on("search", self._search)
        window.on("next-pane", lambda: self._step_pane(1))
        window.on("previous-pane", lambda: self._step_pane(-1))
        window.header.menu_wanted.connect(self.open_menu)
        window.header.side_chosen.connect(window.show_side)
        window.inspector.closed.connect(lambda: self.toggle("details"))
        window.inspector.left.connect(window.editor.focus_text)

    def toggle(self, pane: str) -> None:
        """Show a pane that is hidden, hide one that is shown."""
        body = self._window.body
        body.alone = False
        if pane == "sidebar":
            body.toggle_sidebar(not body.sidebar_shown())
        elif pane == "details":
            body.toggle_details(not body.details_shown())
            if body.details_shown():
                self._window.inspector.focus_first()
        elif body.single:
            self._window.show_side(0 if body.single_preview else 1)
        elif body.narrow and body.details_shown():
            body.wants_preview = True
            body.toggle_details(False)
        else:
            body.wants_preview = not body.preview_shown()
            body.arrange()

    def _search(self) -> None:
        if not self._window.body.sidebar_shown():
            self._window.body.alone = False
            self._window.body.toggle_sidebar(True)
        self._window.sidebar.fill()
        self._window.sidebar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.sidebar.search.selectAll()

    def open_menu(self) -> None:
        """Open the main menu below its button."""
        if self._window.sheet():
            return
        button = self._window.header.menu_button
        self._library.offer()
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _step_pane(self, step: int) -> None:
        """Move the focus to the next part of the window that can be seen."""
        panes: list[tuple[QWidget, QWidget]] = [
            (self._window.header, self._window.header.menu_button)
        ]
        if self._window.sidebar.isVisible():
            self._window.sidebar.fill()
            panes.append(
                (
                    self._window.sidebar,
                    self._window.sidebar.list
                    if self._window.sidebar.list.isVisible()
                    else self._window.sidebar.search,
                )
            )
        if self._window.editor.isVisible():
            panes.append((self._window.editor, self._window.editor.text))
        for said in self._window.findChildren(Banner):
            if said.isVisible() and (button := said.first_button()) is not None:
                panes.append((said, button))
        if self._window.preview.isVisible():
            panes.append((self._window.preview, self._window.preview.readers))
        if self._window.inspector.isVisible():
            panes.append((self._window.inspector, self._window.inspector.fields.publish.date.day))
        focus = QApplication.focusWidget()
        here = next(
            (
                n
                for n, (pane, _) in enumerate(panes)
                if focus is not None and pane.isAncestorOf(focus)
            ),
            0,
        )
        panes[(here + step) % len(panes)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

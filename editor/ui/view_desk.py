"""How the writing surface is seen: alone, with the caret at one height, on all of the screen, larger."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from editor.system.settings import TEXT_SIZE, TYPEWRITER
from editor.ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from editor.ui.writing.focus_light import FocusLight


class ViewDesk(QObject):
    """Focus mode, typewriter scrolling, full screen, and the size of the text."""

    letters_chosen = Signal(int)

    def __init__(self, window: WindowFrame) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.services.settings
        self._light: FocusLight | None = None
        for name, do in (
            ("focus", lambda: self.set_focus_mode(not window.body.alone)),
            ("typewriter", lambda: self._set_typewriter(not window.editor.typewriter)),
            ("full-screen", self._toggle_full_screen),
            ("larger", lambda: self._zoom(1)),
            ("smaller", lambda: self._zoom(-1)),
            ("usual-size", lambda: self.letters_chosen.emit(TEXT_SIZE.default)),
        ):
            window.on(name, do)
        window.editor.zoom_wanted.connect(self._zoom)
        window.body.arranged.connect(self._on_arranged)
        self._show_typewriter(self._settings.get(TYPEWRITER))

    # focus mode

    def set_focus_mode(self, on: bool) -> None:
        """Show the text alone, or everything that was shown before."""
        body = self._window.body
        body.close_over()
        body.alone = on and body.writing
        body.arrange()
        if on and not self._window.editor.head.isAncestorOf(self._window.focusWidget()):
            self._window.editor.focus_text()

    def _on_arranged(self) -> None:
        window, alone = self._window, self._window.body.alone
        window.actions_["focus"].setChecked(alone)
        window.actions_["full-screen"].setChecked(window.isFullScreen())
        if alone == (self._light is not None):
            return
        for part in window.around:
            part.setVisible(not alone)
        if self._light is not None:
            self._light.end()
            self._light = None
            window.removeEventFilter(self)
        else:
            from editor.ui.writing.focus_light import FocusLight

            self._light = FocusLight(window.editor.text, window.editor.head)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape that nothing else in the window has a use for ends focus mode."""
        escaped = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        )
        if escaped and self._light is not None:
            self.set_focus_mode(False)
        return escaped

    # the others

    def _set_typewriter(self, on: bool) -> None:
        self._window.keep(TYPEWRITER, on)
        self._show_typewriter(on)

    def _show_typewriter(self, on: bool) -> None:
        self._window.editor.set_typewriter(on)
        self._window.actions_["typewriter"].setChecked(on)

    def _toggle_full_screen(self) -> None:
        # a maximised window is maximised again afterwards
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _zoom(self, steps: int) -> None:
        """Make the text about a tenth larger or smaller for each step."""
        letters = self._settings.get(TEXT_SIZE)
        for _ in range(abs(steps)):
            letters += round(letters / 10) * (1 if steps > 0 else -1)
        least, most = TEXT_SIZE.least or 1, TEXT_SIZE.most or 99
        self.letters_chosen.emit(min(most, max(least, letters)))

"""The program started once more on the same library: the window that runs comes to the front."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt

from editor.ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from editor.system.one_window import OneWindow, Request


class LaterStarts(QObject):
    """Takes in what later starts hand over, from when it is made until the window closes."""

    def __init__(self, window: WindowFrame, one: "OneWindow") -> None:
        """Raises `OSError` where this machine lets nobody knock."""
        super().__init__(window)
        self._window, self._one = window, one
        self._files: list[Path] = []
        self._door = one.listen()
        knocks = QSocketNotifier(self._door.fileno(), QSocketNotifier.Type.Read, self)
        knocks.activated.connect(self._on_knock)
        self.destroyed.connect(self._door.close)

    def _on_knock(self) -> None:
        try:
            knock, _ = self._door.accept()
        except OSError:
            return  # whoever it was is gone
        self._window.tasks.run(lambda _job: self._one.receive(knock), self, self._on_asked)

    def _on_asked(self, request: "Request | None") -> None:
        if request is None:
            return
        if request.activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.activation  # Qt looks for it there
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if request.file is not None:
            self._files.append(request.file)
            self._open_waiting()

    def _open_waiting(self) -> None:
        """Open what was handed over, once no sheet is open: that may be about the article shown."""
        if (sheet := self._window.sheet()) is not None:
            sheet.closed.connect(self._open_waiting, Qt.ConnectionType.QueuedConnection)
            return
        while self._files:
            self._window.open_file(self._files.pop(0))

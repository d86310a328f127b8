"""Tries again, in the background, to send what waits for its site."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.model.errors import EditorError

if TYPE_CHECKING:
    from editor.services.waiting import Held, Went
    from editor.ui.tasks import Job, Tasks
    from editor.ui.window_services import WindowServices

AGAIN_MS = 30_000
log = logging.getLogger(__name__)


class QueueWatch(QObject):
    """`went` and `held` tell of each that was sent, or waits for its writer now."""

    went = Signal(object)
    held = Signal(object)

    def __init__(self, services: "WindowServices", tasks: "Tasks", parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._going: Job[list[Went | Held]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.go)

    def go(self) -> None:
        """Try now."""
        if self._going is None:
            services = self._services
            self._going = self._tasks.run(
                lambda job: _go(services, job), self, self._on_gone, self._on_failed
            )

    def wait(self) -> None:
        """Try again in a while, where something waits for its site."""
        try:
            waits = any(not queued.held for queued in self._services.waiting.all())
        except EditorError:
            return  # the library says so itself when it is read
        if not waits:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _on_gone(self, found: "list[Went | Held]") -> None:
        from editor.services.waiting import Went

        self._going = None
        for one in found:
            (self.went if isinstance(one, Went) else self.held).emit(one)
        self.wait()

    def _on_failed(self, error: Exception) -> None:
        self._going = None
        log.warning("what waits could not be sent: %s", type(error).__name__)
        self.wait()


def _go(services: "WindowServices", job: "Job[list[Went | Held]]") -> "list[Went | Held]":
    """Send what can be sent now; what is held waits for its writer."""
    found: list[Went | Held] = []
    for queued in services.waiting.all():
        job.checkpoint()
        try:
            came = None if queued.held else services.waiting.go(queued)
        except Exception:
            log.exception("what waits could not be sent")  # nor is what comes after it kept waiting
            continue
        if came is not None:
            found.append(came)
    return found

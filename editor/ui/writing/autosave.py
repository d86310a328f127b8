"""Saving by itself: soon after the last key, and never later than a second after the first."""

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from editor.model.errors import StorageFailed
from editor.ui.tasks import Tasks

QUIET_MS = 300
LATEST_MS = 600
AGAIN_MS = 3000


class Autosave(QObject):
    """Has written what `take` gives a moment after `touch`; tells when it worked and when it did not.

    It is written in the background: a disk may take its time, and the writer types on. `flush` waits.
    An older text never takes the place of a newer one.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self, take: Callable[[], Callable[[], None]], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        """`take` freezes what is to be saved, and gives what writes that: in any thread, it knows no Qt."""
        super().__init__(parent)
        self._take, self._tasks = take, tasks
        self._dirty = False
        self._touched = 0
        self._taken = 0
        self._writing = Lock()
        self._written = 0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)

    @property
    def dirty(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._dirty

    def touch(self) -> None:
        """Something changed."""
        if not self._dirty or not self._timer.isActive():
            self._since.start()
        self._dirty = True
        self._touched += 1
        left = LATEST_MS - self._since.elapsed()
        self._timer.start(max(0, min(QUIET_MS, left)))

    def flush(self) -> bool:
        """Save now if there is anything to save; False when it failed. It is then tried again."""
        self._timer.stop()
        if not self._dirty:
            return True
        try:
            self._write(self._next(), self._take())
        except StorageFailed as error:
            self._on_failed(error)
            return False
        self._on_written(self._touched)
        return True

    def forget(self) -> None:
        """There is nothing to save any more; what is being written is waited for."""
        self._timer.stop()
        self._dirty = False
        self._write(self._next(), lambda: None)

    def _save(self) -> None:
        touched, number, work = self._touched, self._next(), self._take()
        self._tasks.run(
            lambda _job: self._write(number, work),
            self,
            lambda _done: self._on_written(touched),
            self._on_failed,
        )

    def _next(self) -> int:
        self._taken += 1
        return self._taken

    def _write(self, number: int, work: Callable[[], None]) -> None:
        with self._writing:
            if number > self._written:
                work()
                self._written = number

    def _on_written(self, touched: int) -> None:
        if self._dirty and touched == self._touched:
            self._dirty = False
            self.saved.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, StorageFailed):
            raise error
        if self._dirty:
            self._timer.start(AGAIN_MS)
            self.failed.emit(error)

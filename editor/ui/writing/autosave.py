"""Saving by itself: soon after the last key, and never later than a second after the first."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from editor.model.errors import StorageFailed

QUIET_MS = 300
LATEST_MS = 600
AGAIN_MS = 3000


class Autosave(QObject):
    """Calls `save` a moment after `touch`; tells when it worked and when it did not."""

    saved = Signal()
    failed = Signal(object)

    def __init__(self, save: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._dirty = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._dirty

    def touch(self) -> None:
        """Something changed."""
        if not self._dirty or not self._timer.isActive():
            self._since.start()
        self._dirty = True
        left = LATEST_MS - self._since.elapsed()
        self._timer.start(max(0, min(QUIET_MS, left)))

    def flush(self) -> bool:
        """Save now if there is anything to save; False when it failed. It is then tried again."""
        self._timer.stop()
        if not self._dirty:
            return True
        try:
            self._save()
        except StorageFailed as error:
            self._timer.start(AGAIN_MS)
            self.failed.emit(error)
            return False
        self._dirty = False
        self.saved.emit()
        return True

    def forget(self) -> None:
        """There is nothing to save any more."""
        self._timer.stop()
        self._dirty = False

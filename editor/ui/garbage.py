"""Python's garbage is collected in the window's thread alone.

A collection begins in whatever thread happens to allocate. In a worker it would delete the widgets that
it finds, such as those of a sheet that was closed, and Qt does not survive that.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

LOOK_MS = 1000


class Garbage(QObject):
    """While one of these is open nothing is collected but by its timer, as soon as is due."""

    _open = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Garbage._open += 1
        gc.disable()
        self._closed = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what Python would have collected by now."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Leave it to Python again, once the last of these is closed."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        Garbage._open -= 1
        if Garbage._open == 0:
            gc.enable()

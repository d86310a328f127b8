"""Background work: functions that know no Qt run in threads; their results come back to the window."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from editor.ui.garbage import Garbage

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
SWITCH_SECONDS = 0.0001
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised at a checkpoint of a job that was cancelled; its owner hears nothing more."""


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work under way."""

    number: int
    _cancelled: Event = field(default_factory=Event)
    _result: "T | None" = None
    _error: Exception | None = None

    def cancel(self) -> None:
        """Ask it to stop at its next checkpoint; its callbacks stay silent from now on."""
        self._cancelled.set()

    def checkpoint(self) -> None:
        """Raise `Cancelled` in the worker once someone asked it to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


@dataclass
class _Waiting:
    job: "Job[object]"
    owner: QObject
    done: Callable[[object], None] | None
    failed: Callable[[Exception], None] | None


class Tasks(QObject):
    """Runs work in threads and calls back in the thread of the window.

    Only a job's number passes through the signal. The callbacks wait in a dict that the window's
    thread alone touches: a closure carried across would close a reference cycle that Python may
    collect in a worker, deleting Qt objects there.
    """

    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None, workers: int = 4) -> None:
        super().__init__(parent)
        # a worker in the middle of Python lets the window's thread go on after this, not after 5 ms:
        # each key passes from Qt to Python several times, and waits each time
        sys.setswitchinterval(SWITCH_SECONDS)
        self._garbage = Garbage(self)
        self._workers = workers
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: dict[int, _Waiting] = {}
        self._next = 0
        self._closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[["Job[T]"], T],
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> "Job[T]":
        """Run `work(job)` in a thread; then `done(result)` or `failed(error)` in this one.

        Neither is called once `owner` is deleted or the job was cancelled; after `close` nothing runs.
        """
        self._next += 1
        job: Job[T] = Job(self._next)
        if self._closed:
            job.cancel()
            return job
        self._waiting[job.number] = _Waiting(job, owner, done, failed)  # type: ignore[arg-type]  # kept by number, T is gone
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._workers, thread_name_prefix="standfirst")
        self._pool.submit(self._work, work, job)
        return job

    @property
    def busy(self) -> int:
        """How many jobs have not come back."""
        return len(self._waiting)

    def close(self) -> None:
        """Cancel everything and take no more; running work ends at its next checkpoint."""
        self._closed = True
        for waiting in self._waiting.values():
            waiting.job.cancel()
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._garbage.close()

    def _work(self, work: Callable[["Job[T]"], T], job: "Job[T]") -> None:
        try:
            job.checkpoint()
            job._result = work(job)
        except Exception as error:  # noqa: BLE001  # whatever it is, the window must hear of it
            job._error = error
        if isValid(self):
            self._finished.emit(job.number)

    def _on_finished(self, number: int) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None or waiting.job.cancelled or not isValid(waiting.owner):
            return
        error = waiting.job._error
        if error is None:
            if waiting.done is not None:
                waiting.done(waiting.job._result)
        elif isinstance(error, Cancelled):
            return
        elif waiting.failed is not None:
            waiting.failed(error)
        else:
            _log.error("background work failed", exc_info=error)

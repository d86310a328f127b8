"""Background work comes back in the window's thread, and never to a part that is gone."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from editor.ui.tasks import Job, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


def test_a_result_comes_back_in_the_thread_of_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, QThread]] = []
    tasks.run(lambda _job: 6 * 7, tasks, lambda n: seen.append((n, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, tasks.thread())]
    tasks.close()


def test_an_error_reaches_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[Exception] = []

    def fail(_job: Job[None]) -> None:
        raise ValueError("no")

    tasks.run(fail, tasks, None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "no"
    tasks.close()


def test_a_cancelled_job_stops_at_its_checkpoint_and_says_nothing(
    tasks: Tasks, qtbot: QtBot
) -> None:
    begun, go = threading.Event(), threading.Event()
    heard: list[object] = []
    after: list[str] = []

    def work(job: Job[None]) -> None:
        begun.set()
        go.wait(10)
        job.checkpoint()
        after.append("went on")

    job = tasks.run(work, tasks, heard.append, heard.append)
    assert begun.wait(10)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert (heard, after) == ([], [])
    tasks.close()


def test_a_deleted_part_hears_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    go, owner = threading.Event(), QObject()
    heard: list[object] = []
    tasks.run(lambda _job: go.wait(10), owner, heard.append)
    delete(owner)
    go.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert heard == []
    tasks.close()


def test_no_object_of_qt_is_deleted_in_a_worker(tasks: Tasks, qtbot: QtBot) -> None:
    """A closure sent through the signal makes a cycle that is collected where it should not be."""
    wrong: list[str] = []

    class Watched(QObject):
        def __del__(self) -> None:
            if threading.current_thread() is not threading.main_thread():
                wrong.append(threading.current_thread().name)

    done: list[int] = []

    def collect(_job: Job[int]) -> int:
        gc.collect(0)  # the youngest are what this test makes
        return 1

    for _ in range(2000):
        owner = Watched()
        tasks.run(collect, owner, lambda n, held=owner: done.append(n))  # type: ignore[misc]  # the cycle of the trap: callback holds owner
        del owner
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=30000)
    assert len(done) == 2000
    assert wrong == []
    tasks.close()


def test_garbage_is_collected_in_the_windows_thread_alone(tasks: Tasks, qtbot: QtBot) -> None:
    """A sheet that was closed is a cycle; whoever makes objects next might collect it."""
    collected_in: list[threading.Thread] = []

    class Watched(QObject):
        def __del__(self) -> None:
            collected_in.append(threading.current_thread())

    def busy(_job: Job[None]) -> None:
        made = [[number] for number in range(200_000)]  # hundreds of collections are due
        made.clear()

    for _ in range(20):
        part = Watched()
        part.itself = part  # type: ignore[attr-defined]  # a cycle
        del part
        tasks.run(busy, tasks)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=30000)
    qtbot.waitUntil(lambda: len(collected_in) == 20, timeout=30000)
    assert set(collected_in) == {threading.main_thread()}
    tasks.close()
    assert gc.isenabled(), "without a window it is Python's own business"

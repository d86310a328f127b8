"""What saving and reading again take, measured in the process itself; prints milliseconds by row."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from editor.app import Services, build_services, prepare_qt
from editor.model.audience import Audience
from editor.model.draft import Draft
from editor.system.paths import Paths
from editor.system.settings import PREVIEW_SHOWN
from editor.text.parse import parse
from editor.ui.main_window import MainWindow
from tests.bench.texts import MIDDLE, article

TIMES = 40


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that it took."""
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def saves(application: QApplication, window: MainWindow, draft: Draft) -> list[float]:
    """Type a word in the open article and have it saved: the window's own work until that is said."""
    window.show_draft(draft)
    window.editor.text.article.highlighter.finish()  # type: ignore[union-attr]  # it is open
    found: list[float] = []
    for _ in range(TIMES):
        cursor = window.editor.text.textCursor()
        cursor.setPosition(draft.body.index(MIDDLE))
        cursor.insertText("word ")
        assert window.article.dirty
        _wait(application, lambda: not window.tasks.busy)  # what was typed is drawn and counted
        began = time.thread_time()
        window.article._autosave._save()
        _wait(application, lambda: not window.article.dirty)
        found.append(1000 * (time.thread_time() - began))
    return found


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    application.processEvents()
    while not done():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def pages(services: Services, draft: Draft) -> list[float]:
    """Change a word, and make the preview's page."""
    page = services.previewing.page
    bodies = [draft.body.replace(MIDDLE, f"{MIDDLE}{at}") for at in range(TIMES)]
    drafts = [replace(draft, body=body) for body in bodies]
    return [timed(partial(page, edited, Audience.PAID, None, "light")) for edited in drafts]


def main() -> None:
    """Measure all of it."""
    prepare_qt()
    application = QApplication(sys.argv[:1])
    services = build_services(Paths.from_environment())
    services.settings.set(PREVIEW_SHOWN, False)
    window = MainWindow(services)
    window.show()
    found = {}
    for name, words in (("5k", 5_000), ("100k", 100_000)):
        draft = replace(services.drafting.new(), title=name, body=article(words))
        services.drafting.save(draft)
        found[f"save-{name}"] = saves(application, window, draft)
    draft = Draft(title="5k", body=article(5_000))
    found["read-whole"] = [timed(lambda: parse(draft)) for _ in range(TIMES)]
    found["read-edit"] = pages(services, draft)
    sys.stdout.write(json.dumps(found))
    window.close()
    services.close()


if __name__ == "__main__":
    main()

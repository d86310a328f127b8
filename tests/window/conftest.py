"""What tests of the window have: the real services on a home of their own, and a window to be over."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.model.draft import Draft
from editor.system.settings import PREVIEW_SHOWN, SPELLING
from editor.ui.controls.appearance import Appearance, Theme
from editor.ui.main_window import MainWindow
from editor.ui.preview.pane import register_scheme
from editor.ui.tasks import Tasks

# before the application is made, as the program does it
register_scheme()


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    """The program's own look, light."""
    return Appearance(qapp, Theme.LIGHT)


def delete(window: QMainWindow) -> None:
    """Delete a window at once, with its web page, before what it was made with goes."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def plain_window(qtbot: QtBot, appearance: Appearance) -> Iterator[QMainWindow]:
    """A window with background work and nothing else, for what opens over one."""
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.resize(QSize(1440, 900))
    tasks = Tasks(window)
    window.show()
    yield window
    # not given to qtbot: it would delete the window, and what it waits for, before this goes on
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=20000)
    tasks.close()
    delete(window)


@pytest.fixture
def main_window(qtbot: QtBot, appearance: Appearance, services: Services) -> Iterator[MainWindow]:
    """The window of the program at 1440 by 900: an empty library, no preview, spelling not checked."""
    services.settings.set(PREVIEW_SHOWN, False)
    services.settings.set(SPELLING, False)  # which would start a process for each test
    window = MainWindow(services)
    window.resize(QSize(1440, 900))
    window.show()
    qtbot.waitExposed(window)
    yield window
    qtbot.waitUntil(lambda: window.tasks.busy == 0, timeout=20000)
    window.close()
    delete(window)


@pytest.fixture
def write(main_window: MainWindow, qtbot: QtBot) -> Callable[[Draft], Draft]:
    """Keeps a draft in the library and opens it in the window, styled and counted."""

    def keep(draft: Draft) -> Draft:
        main_window.services.drafting.save(draft)
        main_window.open_article(draft.id)
        article = main_window.editor.text.article
        assert article is not None
        article.highlighter.finish()
        qtbot.waitUntil(lambda: main_window.article.counts is not None, timeout=10000)
        main_window.editor.focus_text()
        return draft

    return keep

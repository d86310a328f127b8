"""What tests of the window have: the real services on a home of their own, and a window to be over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services, build_services
from editor.system.paths import Paths
from editor.ui.appearance import Appearance, Theme
from editor.ui.tasks import Tasks


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    """The program's own look, light."""
    return Appearance(qapp, Theme.LIGHT)


@pytest.fixture
def services(standfirst_home: Path) -> Iterator[Services]:
    """Everything the window works with, on this test's home."""
    made = build_services(Paths.from_environment())
    yield made
    made.close()


@pytest.fixture
def plain_window(qtbot: QtBot, appearance: Appearance) -> Iterator[QMainWindow]:
    """A window with background work and nothing else, for what opens over one."""
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.resize(QSize(1440, 900))
    tasks = Tasks(window)
    qtbot.addWidget(window)
    window.show()
    yield window
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=20000)
    tasks.close()

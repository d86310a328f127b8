"""The program started once more on the same library: one window, and nothing written over unseen."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft, Shelf
from editor.system.one_window import claim
from editor.ui.later_starts import LaterStarts
from editor.ui.main_window import MainWindow
from tests.conftest import ROOT


@pytest.fixture
def listening(main_window: MainWindow) -> Iterator[MainWindow]:
    paths = main_window.services.paths
    one = claim(paths.window, None)
    assert one is not None
    LaterStarts(main_window, one)
    yield main_window
    one.close()


def start(window: MainWindow, *words: str | Path, folder: Path = ROOT) -> "subprocess.Popen[bytes]":
    home = {"STANDFIRST_HOME": str(window.services.paths.home), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        (sys.executable, "-m", "editor", *words), env=os.environ | home, cwd=folder
    )


def test_a_file_of_a_later_start_opens_in_the_window_that_runs(
    listening: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "piece.md").write_text("# Handed over\n\nWords.\n")
    listening.showMinimized()
    with start(listening, "piece.md", folder=tmp_path) as later:
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=20000)
        assert later.returncode == 0
    qtbot.waitUntil(lambda: listening.article.draft is not None, timeout=10000)
    assert "Words." in listening.editor.text.toPlainText()
    assert not listening.windowState() & Qt.WindowState.WindowMinimized
    assert listening.sidebar.model.rowCount() == 1


def test_it_waits_for_an_open_sheet(listening: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "piece.md").write_text("Words.\n")
    listening.open_preferences()
    sheet = listening.sheet()
    assert sheet is not None
    with start(listening, tmp_path / "piece.md") as later:
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=20000)
    qtbot.waitUntil(lambda: listening.tasks.busy == 0, timeout=10000)
    assert listening.article.draft is None
    sheet.reject()
    qtbot.waitUntil(lambda: listening.article.draft is not None, timeout=10000)


def test_what_another_program_wrote_meanwhile_is_kept_as_a_copy(
    main_window: MainWindow, write: Callable[[Draft], Draft], qtbot: QtBot
) -> None:
    draft = write(Draft(title="Quay", body="Ships.\n"))
    other = Database(main_window.services.paths.library, main_window.services.paths.backups)
    Drafts(other).save(replace(draft, body="Boats.\n"), 1)
    main_window.services.drafting.open(
        draft.id
    )  # whoever else looks at it says nothing of the window
    QTest.keyClicks(main_window.editor.text, "Big ")
    assert main_window.article.flush()
    assert main_window.banner.isVisible()
    assert "“Quay (other copy)”" in main_window.banner.words.text()
    QTest.keyClicks(main_window.editor.text, "grey ")
    assert main_window.article.flush()
    other.close()
    kept = main_window.services.drafting
    cards = {card.title: kept.open(card.id).body for card in kept.cards(Shelf.DRAFTS)}
    assert cards == {"Quay": "Big grey Ships.\n", "Quay (other copy)": "Boats.\n"}


def test_the_same_text_written_by_another_program_needs_no_copy(
    main_window: MainWindow, write: Callable[[Draft], Draft], qtbot: QtBot
) -> None:
    draft = write(Draft(title="Quay", body="Ships.\n"))
    QTest.keyClicks(main_window.editor.text, "Big ")
    assert main_window.article.flush()
    other = Database(main_window.services.paths.library, main_window.services.paths.backups)
    Drafts(other).save(replace(draft, body="Big Ships.\n", tags=("sea",)), 2)
    other.close()
    QTest.keyClicks(main_window.editor.text, "grey ")
    assert main_window.article.flush()
    assert [card.title for card in main_window.services.drafting.cards(Shelf.DRAFTS)] == ["Quay"]

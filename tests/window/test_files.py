"""Articles that are files: opened, written, and never overwritten without a question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTreeView
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft, Shelf
from editor.ui.controls.widgets import Button
from editor.ui.main_window import MainWindow
from editor.ui.writing.question_sheet import KeepSheet

Write = Callable[[Draft], Draft]


def a_file(folder: Path, body: str = "From a file.") -> Path:
    path = folder / "article.md"
    path.write_text(f"---\ntitle: A file\n---\n\n{body}\n", "utf-8")
    return path


def asked(window: MainWindow, path: Path) -> bool:
    """Whether just one question is open, which is about the file."""
    sheets = [one for one in window.findChildren(KeepSheet) if one.isVisible()]
    said = [one.text() for sheet in sheets for one in sheet.findChildren(QLabel)]
    return len(sheets) == 1 and any(path.name in each for each in said)


def listed(table: QTreeView) -> list[str]:
    model, top = table.model(), table.rootIndex()
    return [str(model.index(row, 0, top).data()) for row in range(model.rowCount(top))]


def answer(window: MainWindow, words: str) -> None:
    sheet = window.sheet()
    assert isinstance(sheet, KeepSheet)
    button = next(one for one in sheet.findChildren(Button) if one.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_opening_and_writing_back(main_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    main_window.open_file(path)
    assert main_window.editor.head.title.text() == "A file"
    main_window.editor.focus_text()
    QTest.keyClicks(main_window.editor.text, "New: ")
    main_window.actions_["save"].trigger()
    assert "New: From a file." in path.read_text("utf-8")


def test_ctrl_o_asks_for_a_file_and_shows_whole_what_it_says_of_each(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(tmp_path, ("Some words. " * 30 + "\n\n") * 350)
    monkeypatch.chdir(tmp_path)
    cut: list[int] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        table = dialog.findChild(QTreeView, "treeView")
        assert table is not None
        try:
            qtbot.waitUntil(lambda: "article.md" in listed(table), timeout=9000)
            sizes = range(table.header().count())
            cut.extend(n for n in sizes if table.columnWidth(n) < table.sizeHintForColumn(n))
            row = table.model().index(listed(table).index("article.md"), 0, table.rootIndex())
            at = table.visualRect(row).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
            QTest.keyClick(table, Qt.Key.Key_Return)
        finally:
            if dialog.isVisible():  # else the test would wait for ever
                dialog.reject()

    QTimer.singleShot(0, main_window, choose)
    main_window.activateWindow()
    QTest.keyClick(main_window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert cut == []
    qtbot.waitUntil(lambda: main_window.editor.head.title.text() == "A file", timeout=9000)


def test_looking_at_a_file_changes_nothing_in_it(main_window: MainWindow, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    for _ in range(2):
        main_window.open_file(path)
        QTest.keyClick(main_window.editor.text, Qt.Key.Key_PageDown)
        main_window.actions_["new"].trigger()
    assert path.read_bytes() == before
    titles = [card.title for card in main_window.services.drafting.cards(Shelf.DRAFTS)]
    assert titles.count("A file") == 1


def test_a_change_from_outside_is_a_question_and_both_texts_stay(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    main_window.open_file(path)
    draft = main_window.article.draft
    assert draft is not None
    QTest.keyClicks(main_window.editor.text, "Mine. ")
    theirs = path.read_text("utf-8").replace("From a file.", "Theirs.")
    path.write_text(theirs, "utf-8")
    main_window.actions_["save"].trigger()
    assert path.read_text("utf-8") == theirs
    answer(main_window, "Decide later")
    assert path.read_text("utf-8") == theirs
    assert main_window.editor.text.body().startswith("Mine. ")
    main_window.writing.check_file()
    answer(main_window, "Keep the file’s text")
    assert main_window.editor.text.body().strip() == "Theirs."


def test_keeping_the_text_here_writes_the_file(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    main_window.open_file(path)
    QTest.keyClicks(main_window.editor.text, "Mine. ")
    path.write_text(path.read_text("utf-8") + "\nTheirs.\n", "utf-8")
    main_window.actions_["save"].trigger()
    answer(main_window, "Keep the text here")
    text = path.read_text("utf-8")
    assert "Mine. From a file." in text
    assert "Theirs." not in text


def test_a_file_that_does_not_parse_is_said_and_nothing_is_lost(
    main_window: MainWindow, write: Write, tmp_path: Path
) -> None:
    draft = write(Draft(title="Open before", body="Stays."))
    broken = tmp_path / "broken.md"
    broken.write_text("---\ntitle: [unclosed\n---\n\nText\n", "utf-8")
    main_window.open_file(broken)
    assert "broken.md" in main_window.banner.words.text()
    assert main_window.article.draft == draft
    assert broken.read_text("utf-8").startswith("---\ntitle: [unclosed")


def test_two_files_to_ask_about_are_asked_about_one_after_the_other(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = tmp_path / "one.md", tmp_path / "two.md"
    for path in paths:
        path.write_text(f"---\ntitle: {path.stem}\n---\n\nFrom a file.\n", "utf-8")
        main_window.open_file(path)
        QTest.keyClicks(main_window.editor.text, "Mine. ")
        main_window.article.flush()
        path.write_text(path.read_text("utf-8").replace("From a file.", "Theirs."), "utf-8")
    for path in paths:
        main_window.open_file(path)
    assert asked(main_window, paths[0])
    answer(main_window, "Keep the file’s text")
    qtbot.waitUntil(lambda: asked(main_window, paths[1]), timeout=5000)
    assert main_window.editor.head.title.text() == "two"
    assert main_window.editor.text.body() == "Mine. From a file.\n"
    answer(main_window, "Keep the text here")
    QApplication.processEvents()
    assert main_window.sheet() is None
    assert "Theirs." in paths[0].read_text("utf-8")
    assert "Mine. From a file." in paths[1].read_text("utf-8")


def test_the_heading_that_a_file_begins_with_is_its_title_and_goes_back(
    main_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "iris.md"
    path.write_text("# The *Iris* 😀 leaves #\n\nShe left at five.\n", "utf-8")
    main_window.open_file(path)
    head, text = main_window.editor.head, main_window.editor.text
    assert head.title.text() == "The Iris 😀 leaves"
    assert text.body() == "She left at five.\n"
    assert "The Iris 😀 leaves" in main_window.banner.words.text()
    back = main_window.banner.first_button()
    assert isinstance(back, Button)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert head.title.text() == ""
    assert text.body() == path.read_text("utf-8")
    assert not main_window.banner.isVisible()
    main_window.open_file(path)
    assert text.body() == path.read_text("utf-8"), "it stays where the writer put it"
    assert head.title.text() == ""
    assert not main_window.banner.isVisible()


def test_a_title_from_a_heading_is_written_as_the_title(
    main_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "iris.md"
    path.write_text("The Iris\n========\n\nShe left at five.\n", "utf-8")
    main_window.open_file(path)
    main_window.editor.focus_text()
    QTest.keyClicks(main_window.editor.text, "At last: ")
    main_window.actions_["save"].trigger()
    written = path.read_text("utf-8")
    assert "title: The Iris\n" in written
    assert written.endswith("---\n\nAt last: She left at five.\n")


def test_a_heading_that_no_title_can_hold_stays_in_the_text(
    main_window: MainWindow, tmp_path: Path
) -> None:
    for number, line in enumerate(
        ("# The [Iris](https://a.example)", "# A <!-- note: when? --> day", "## The Iris")
    ):
        path = tmp_path / f"{number}.md"
        path.write_text(f"{line}\n\nShe left.\n", "utf-8")
        main_window.open_file(path)
        assert main_window.editor.head.title.text() == ""
        assert main_window.editor.text.body() == path.read_text("utf-8")

"""The caret is back in the text whenever what had the focus goes, so that what is typed goes there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.services.snippets import Snippets
from editor.ui.controls.sheet import Sheet
from editor.ui.main_window import MainWindow
from editor.ui.writing.pasting.long_line_sheet import LongLineSheet
from editor.ui.writing.snippet_sheet import NameSheet, SnippetSheet

Write = Callable[[Draft], Draft]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def type_(words: str) -> None:
    for letter in words:
        QTest.keyClicks(focused(), letter)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button(within: QWidget, name: str) -> QAbstractButton:
    found = within.findChildren(QAbstractButton)
    return next(one for one in found if name in (one.accessibleName(), one.text()))


def writes_on(window: MainWindow) -> bool:
    """Whether a word typed now comes into the text, and nothing opens."""
    type_("new word ")
    return "new word " in window.editor.text.body() and window.sheet() is None


@pytest.mark.parametrize("by_key", [True, False])
def test_details_that_close_give_the_caret_back(
    main_window: MainWindow, write: Write, by_key: bool
) -> None:
    write(Draft(body="Words."))
    press(Qt.Key.Key_F8)
    assert main_window.inspector.isAncestorOf(focused())
    if by_key:
        press(Qt.Key.Key_F8)
    else:
        click(button(main_window.inspector, "Close details"))
    assert main_window.inspector.isHidden()
    assert writes_on(main_window)


def test_escape_leaves_the_details_open_and_goes_to_the_text(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Words."))
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Escape)
    assert main_window.inspector.isVisible()
    assert writes_on(main_window)


def test_a_section_that_closes_keeps_the_focus_in_the_details(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Words."))
    press(Qt.Key.Key_F8)
    main_window.inspector.fields.publish.date.day.hide()
    assert main_window.inspector.isAncestorOf(focused())


def test_stopping_a_paste_gives_the_caret_back(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Words."))
    source = QMimeData()
    source.setText("Some pasted words here.\n\n" * 20_000)
    text = main_window.editor.text
    text.insertFromMimeData(source)
    note = main_window.writing.pasting().note
    stop = button(note, "Stop")
    stop.setFocus()
    click(stop)
    qtbot.waitUntil(lambda: "Stopped" in note.words.text(), timeout=20000)
    assert writes_on(main_window)


def test_a_file_can_be_written_in_once_its_long_line_was_asked_about(
    main_window: MainWindow, write: Write, tmp_path: Path
) -> None:
    write(Draft(body="Words."))
    file = tmp_path / "long.md"
    file.write_text("One sentence of it. " * 2_600)
    main_window.sidebar.search.setFocus()
    main_window.writing.open_path(file)
    assert isinstance(main_window.sheet(), LongLineSheet)
    press(Qt.Key.Key_Return)
    assert main_window.editor.text.body().startswith("One sentence")
    assert writes_on(main_window)


def test_a_saved_snippet_leaves_its_words_where_they_are(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Words to keep, and more."))
    text = main_window.editor.text
    kept = Snippets(main_window.services.paths.snippets)
    main_window.actions_["save-snippet"].trigger()
    assert "selected" in main_window.banner.words.text()
    text.setTextCursor(text.document().find("Words to keep"))
    button(main_window.header, "Main menu").setFocus()
    main_window.actions_["save-snippet"].trigger()
    assert isinstance(main_window.sheet(), NameSheet)
    press(Qt.Key.Key_Return)
    assert [one.text for one in kept.all()] == ["Words to keep"]
    assert main_window.banner.isHidden()  # what it said is done
    press(Qt.Key.Key_J, CTRL | SHIFT)
    press(Qt.Key.Key_Return)
    assert text.body() == "Words to keepWords to keep, and more."
    assert writes_on(main_window)


def test_a_message_of_something_else_stays_when_a_snippet_is_saved(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Words."))
    main_window.banner.say("The disk is full.", "bad")
    main_window.editor.text.selectAll()
    main_window.actions_["save-snippet"].trigger()
    press(Qt.Key.Key_Return)
    assert main_window.banner.isVisible()


def test_escape_in_the_search_goes_back_to_the_text(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Words."))
    press(Qt.Key.Key_K, CTRL)
    type_("quay")
    press(Qt.Key.Key_Escape)
    assert not main_window.sidebar.query
    assert writes_on(main_window)


def test_escape_closes_the_find_bar_after_replace_all(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="one two one"))
    press(Qt.Key.Key_H, CTRL)
    bar = main_window.find_bar
    type_("one")
    click(bar.all)
    assert bar.count.text() == "2 replaced"
    assert bar.isAncestorOf(focused())
    main_window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: bar.count.text() != "2 replaced")
    bar.all.setFocus()
    press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert writes_on(main_window)


def test_what_was_replaced_stays_said_while_the_text_stays(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="one two one\n\nواحد one", language="ar"))
    press(Qt.Key.Key_H, CTRL)
    bar = main_window.find_bar
    type_("one")
    click(bar.all)
    QTest.qWait(400)  # longer than the bar waits before it looks again
    assert bar.count.text() == "3 replaced"


@pytest.mark.parametrize("command", ["snippet", "new-from-template"])
def test_an_empty_list_of_kept_texts_can_be_left_by_key(
    main_window: MainWindow, write: Write, command: str
) -> None:
    write(Draft(body="Words."))
    main_window.actions_[command].trigger()
    sheet = main_window.sheet()
    assert isinstance(sheet, SnippetSheet)
    assert sheet.isAncestorOf(focused())
    press(Qt.Key.Key_Tab)
    assert sheet.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert main_window.sheet() is None
    assert writes_on(main_window)


def test_a_sheet_without_controls_has_the_focus_itself(main_window: MainWindow) -> None:
    from PySide6.QtCore import QSize

    sheet = Sheet(main_window, "Bare", QSize(300, 200))
    field = QWidget(sheet)
    field.setEnabled(False)
    sheet.open(field)
    assert focused() is sheet
    press(Qt.Key.Key_Escape)
    assert main_window.sheet() is None


def test_a_date_that_is_not_set_takes_no_letters(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Words."))
    press(Qt.Key.Key_F8)
    day = main_window.inspector.fields.publish.date.day
    said = day.text()
    type_("some words")
    assert day.text() == said
    type_("15")
    draft = main_window.article.draft
    assert draft is not None
    assert draft.date is not None
    assert draft.date.day == date.today().replace(day=15)

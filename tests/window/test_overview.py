"""Outline, length and goal: where things stand, how long it is, how long it is to become."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.ui.main_window import MainWindow
from editor.ui.writing.overview.length_sheet import LengthSheet
from editor.ui.writing.overview.outline_sheet import OutlineSheet

Write = Callable[[Draft], Draft]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BODY = """Four words up here.

## First
One TK two.

<!--more-->

## Second 😀
### Below
TODO three. <!-- note: ask Ada -->
"""


@pytest.fixture
def outline(main_window: MainWindow, write: Write, qtbot: QtBot) -> Callable[[], OutlineSheet]:
    """Opens the outline by its key and waits until it is filled."""

    def open_() -> OutlineSheet:
        QTest.keyClick(main_window.editor.text, Qt.Key.Key_O, CTRL | SHIFT)
        sheet = main_window.sheet()
        assert isinstance(sheet, OutlineSheet)
        qtbot.waitUntil(lambda: sheet.list.model().rowCount() > 0)
        return sheet

    return open_


def rows(sheet: OutlineSheet) -> list[str]:
    model = sheet.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def current(sheet: OutlineSheet) -> str:
    return str(sheet.list.currentIndex().data())


def test_the_outline_shows_sections_cut_marks_and_notes(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(title="Quay", body=BODY, access=Access.PAID))
    main_window.editor.go_to_line(3)
    sheet = outline()
    assert rows(sheet) == [
        *("Quay", "First", "The cut", "Second 😀", "Below"),
        *("Unfinished", "One TK two.", "TODO three. <!-- note: ask Ada -->"),
        *("Private notes", "ask Ada"),
    ]
    assert current(sheet) == "First"


def test_arrows_and_enter_go_there(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(title="Quay", body=BODY, access=Access.PAID))
    sheet = outline()
    for _ in range(3):
        QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert main_window.sheet() is None
    assert main_window.editor.text.textCursor().block().text() == "## Second 😀"
    assert main_window.editor.text.hasFocus()


def test_arrows_pass_over_the_titles_of_the_list(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(title="Quay", body="TK"))
    sheet = outline()
    QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    assert current(sheet) == "TK"
    QTest.keyClick(sheet.field, Qt.Key.Key_PageDown)
    assert current(sheet) == "TK"
    QTest.keyClick(sheet.field, Qt.Key.Key_Up)
    assert current(sheet) == "Quay"


def test_typing_filters_and_a_click_goes_there(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(title="Quay", body=BODY, access=Access.PAID))
    sheet = outline()
    QTest.keyClicks(sheet.field, "bel")
    assert rows(sheet) == ["Below"]
    place = sheet.list.visualRect(sheet.list.model().index(0, 0)).center()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert main_window.editor.text.textCursor().block().text() == "### Below"


def test_the_cut_is_gone_to_as_well(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(body=BODY, access=Access.PAID))
    sheet = outline()
    for _ in range(2):
        QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert main_window.editor.cut_line.hasFocus()


def test_esc_leaves_all_as_it_was(
    main_window: MainWindow, write: Write, outline: Callable[[], OutlineSheet]
) -> None:
    write(Draft(body="Only words."))
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_End)
    sheet = outline()
    assert sheet.empty.text().startswith("No headings yet")
    QTest.keyClicks(sheet.field, "zzz")
    assert sheet.empty.text() == "Nothing matches “zzz”."
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert main_window.sheet() is None
    assert main_window.editor.text.textCursor().position() == len("Only words.")


def test_the_status_counts_what_is_left_and_leads_there(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="Quay", body=BODY))
    left = main_window.status.unfinished
    assert left.text() == "2 TK"
    left.click()
    sheet = main_window.sheet()
    assert isinstance(sheet, OutlineSheet)
    qtbot.waitUntil(lambda: sheet.list.model().rowCount() > 0)
    assert current(sheet) == "One TK two."
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert main_window.editor.text.textCursor().selectedText() == "TK"
    QTest.keyClicks(main_window.editor.text, "and")
    qtbot.waitUntil(lambda: left.text() == "1 TK")
    assert "One and two." in main_window.editor.text.body()
    main_window.actions_["undo"].trigger()
    write(Draft(body="Done."))
    assert left.isHidden()


def test_what_is_selected_is_counted_a_moment_later(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="One **two** three.\n\nFour five."))
    status = main_window.status.words
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_End, SHIFT)
    assert status.text() == "5 words"
    qtbot.waitUntil(lambda: status.text() == "3 of 5 words selected")
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_Left)
    assert status.text() == "5 words"


def test_typing_selects_nothing(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Words"))
    changes: list[None] = []
    main_window.editor.text.selectionChanged.connect(lambda: changes.append(None))
    QTest.keyClicks(main_window.editor.text, "typed")
    assert not changes  # so no key counts what is selected


def test_the_length_of_teaser_whole_and_selection(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=BODY, access=Access.PAID))
    text = main_window.editor.text
    cursor = text.textCursor()
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    main_window.status.words.click()
    sheet = main_window.sheet()
    assert isinstance(sheet, LengthSheet)

    def shown() -> dict[str, list[str]]:
        return {name: [cell.text() for cell in cells] for name, cells in sheet._cells.items()}

    qtbot.waitUntil(lambda: bool(shown()["whole"][0]))
    counts = main_window.article.counts
    assert counts is not None
    assert shown()["teaser"][0] == str(counts.free)
    assert shown()["whole"][0] == str(counts.all)
    assert shown()["selection"] == ["2", "10", "9", "1 min"]


def test_a_goal_stays_with_its_article_and_shows_the_way(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body="One two three."))
    main_window.actions_["length"].trigger()
    sheet = main_window.sheet()
    assert isinstance(sheet, LengthSheet)
    QTest.keyClicks(sheet.goal, "4")
    qtbot.waitUntil(lambda: sheet.way.text() == "1 word to go")
    QTest.keyClick(sheet.goal, Qt.Key.Key_Return)
    assert main_window.sheet() is None
    status = main_window.status.words
    assert status.text() == "3 / 4 words"
    assert not status.reached
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_End)
    QTest.keyClicks(main_window.editor.text, " Four.")
    qtbot.waitUntil(lambda: status.text() == "4 / 4 words")
    assert status.reached
    main_window.article.flush()
    assert main_window.services.drafting.open(draft.id).goal == 4
    write(Draft(body="Another"))
    assert status.text() == "1 word"
    main_window.open_article(draft.id)
    qtbot.waitUntil(lambda: status.text() == "4 / 4 words")


def test_a_goal_is_taken_back(main_window: MainWindow, write: Write, qtbot: QtBot) -> None:
    draft = write(Draft(body="One", goal=500))
    main_window.actions_["length"].trigger()
    sheet = main_window.sheet()
    assert isinstance(sheet, LengthSheet)
    sheet.goal.selectAll()
    QTest.keyClick(sheet.goal, Qt.Key.Key_Delete)
    QTest.keyClick(sheet.goal, Qt.Key.Key_Escape)
    main_window.article.flush()
    assert main_window.services.drafting.open(draft.id).goal is None
    assert main_window.status.words.text() == "1 word"


def test_the_ring_round_the_length_leaves_its_letters_room(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Words."))
    button = main_window.status.words
    button.show_goal(100)
    letters = button.fontMetrics().horizontalAdvance(button.text())
    ring = 2
    assert (button.sizeHint().width() - letters) // 2 - ring >= 4

"""The cut: set with a shortcut, moved by keys and by dragging, one undo step each, never two."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model import cut
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.ui.main_window import MainWindow

BODY = "One is first.\n\nTwo is next.\n\n- three\n- is a list\n\nFour ends it."
Write = Callable[[Draft], Draft]


def below(window: MainWindow) -> str:
    """The first words under the cut."""
    lines = window.editor.text.body().split("\n")
    found = cut.find("\n".join(lines))
    assert len(found) == 1
    return next((line for line in lines[found[0] + 1 :] if line), "")


def put_caret(window: MainWindow, text: str, after: int = 0) -> None:
    cursor = window.editor.text.document().find(text)
    cursor.setPosition(cursor.selectionStart() + after)
    window.editor.text.setTextCursor(cursor)


def press(window: MainWindow, key: Qt.Key, *mods: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for one in mods:
        held |= one
    target = window.focusWidget() or window
    QTest.keyClick(target, key, held)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_ctrl_enter_puts_the_cut_after_the_block_the_caret_is_in(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=BODY, access=Access.PAID))
    put_caret(main_window, "One is first", after=4)
    main_window.actions_["cut"].trigger()
    assert below(main_window) == "Two is next."


def test_at_the_beginning_of_a_block_it_goes_before_it(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=BODY, access=Access.PAID))
    put_caret(main_window, "Four")
    main_window.actions_["cut"].trigger()
    assert below(main_window) == "Four ends it."


def test_it_never_splits_a_list(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=BODY, access=Access.PAID))
    put_caret(main_window, "three", after=2)
    main_window.actions_["cut"].trigger()
    assert below(main_window) == "Four ends it."


def test_moving_it_leaves_one_and_is_one_step_to_undo(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    before = main_window.editor.text.body()
    put_caret(main_window, "Four")
    main_window.actions_["cut"].trigger()
    assert below(main_window) == "Four ends it."
    main_window.actions_["undo"].trigger()
    assert main_window.editor.text.body() == before
    main_window.actions_["redo"].trigger()
    assert below(main_window) == "Four ends it."


def test_arrows_move_it_by_one_block_while_it_has_the_focus(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    line = main_window.editor.cut_line
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert below(main_window) == "- three"
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert below(main_window) == "Two is next."
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert below(main_window) == "One is first."
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert below(main_window) == "One is first."


def test_delete_takes_it_away_and_undo_brings_it_back(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    QTest.keyClick(main_window.editor.cut_line, Qt.Key.Key_Delete)
    assert main_window.editor.text.body() == BODY
    assert main_window.editor.no_cut.isVisible()
    assert main_window.editor.cut_line.isHidden()
    main_window.actions_["undo"].trigger()
    assert below(main_window) == "Two is next."
    qtbot.waitUntil(main_window.editor.no_cut.isHidden)
    assert main_window.editor.cut_line.isVisible()


def test_dragging_snaps_between_blocks(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    line = main_window.editor.cut_line
    start = line.pill_rect().center()
    last = main_window.editor.text.last_written()
    to = main_window.editor.text.block_rect(last).top() - 4
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(line, line.mapFromParent(QPoint(start.x(), to)))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert below(main_window) == "Four ends it."


def test_a_pasted_second_cut_replaces_the_first(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    before = main_window.editor.text.body()
    put_caret(main_window, "Four")
    pasted = QMimeData()
    pasted.setText("A pasted line.\n\n<!-- more -->\n\n")
    main_window.editor.text.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: len(cut.find(main_window.editor.text.body())) == 1)
    assert below(main_window) == "Four ends it."
    main_window.actions_["undo"].trigger()
    assert main_window.editor.text.body() == before


def test_a_second_cut_typed_by_hand_replaces_the_first(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=cut.place(BODY, 2) + "\n\n", access=Access.PAID))
    text = main_window.editor.text
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    text.setTextCursor(cursor)
    QTest.keyClicks(text, "<!--more-->")
    qtbot.waitUntil(lambda: len(cut.find(text.body())) == 1)
    assert text.body().rstrip().endswith("<!--more-->")


def test_the_caret_passes_over_the_cut_and_cannot_break_it(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=cut.place(BODY, 2), access=Access.PAID))
    text = main_window.editor.text
    put_caret(main_window, "One is first")
    for _ in range(2):
        QTest.keyClick(text, Qt.Key.Key_Down)
    QTest.keyClicks(text, "x")
    assert len(cut.find(text.body())) == 1


def test_backspace_right_below_takes_the_whole_cut(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="One.\n\n<!--more-->\nTwo.", access=Access.PAID))
    put_caret(main_window, "Two")
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_Backspace)
    assert cut.find(main_window.editor.text.body()) == ()
    assert "more" not in main_window.editor.text.body()


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access.PAID, "Free above · paid below — 3 words free (30 %)"),
        (Access.MEMBERS, "Free above · members below — 3 words free (30 %)"),
        (Access.EVERYONE, "This cut does nothing — everyone reads all"),
    ],
)
def test_the_pill_says_who_gets_how_much(
    main_window: MainWindow, write: Write, access: Access, words: str
) -> None:
    body = "One is free.\n\n<!--more-->\n\nFour five six seven eight nine ten."
    write(Draft(body=body, access=access))
    assert main_window.editor.cut_line.words() == words


def test_a_screen_reader_hears_the_cut(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="One is free.\n\n<!--more-->\n\nFour five.", access=Access.PAID))
    assert main_window.editor.cut_line.accessibleName() == "Cut, 3 of 5 words free"


def test_the_rail_stands_beside_what_is_paid(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=cut.place(BODY, 6), access=Access.PAID))
    editor = main_window.editor
    line = editor.text.cut_block()
    assert line is not None
    assert editor.rail.isVisible()
    assert editor.rail.y() > editor.text.block_rect(line).top()


def test_a_marker_that_a_fence_lets_go_is_the_cut(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="```\n<!--more-->\n```\n\nEnd.", access=Access.PAID))
    text = main_window.editor.text
    assert text.cut_block() is None
    text.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(text, "a")
    qtbot.waitUntil(lambda: text.cut_block() == 1, timeout=5000)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: text.cut_block() is None, timeout=5000)


def test_a_cut_that_does_nothing_leads_to_who_reads(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="One.\n\n<!--more-->\n\nTwo.", access=Access.EVERYONE))
    line = main_window.editor.cut_line
    assert "who reads" in line.toolTip()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.pill_rect().center())
    access = main_window.inspector.fields.access
    assert access.hasFocus()
    QTest.keyClick(access, Qt.Key.Key_Escape)
    main_window.editor.go_to_cut()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert access.hasFocus()


def test_a_cut_that_was_dragged_or_does_something_opens_nothing(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="One.\n\n<!--more-->\n\nTwo.\n\nThree.", access=Access.EVERYONE))
    line = main_window.editor.cut_line
    start = line.pill_rect().center()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(line, start + QPoint(0, 70))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=line.pill_rect().center())
    assert below(main_window) == "Three."
    assert main_window.inspector.isHidden()
    main_window.article.edit("access", Access.PAID)
    qtbot.waitUntil(lambda: "paid" in line.words())
    assert "who reads" not in line.toolTip()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.pill_rect().center())
    assert main_window.inspector.isHidden()

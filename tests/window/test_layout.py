"""The window shows what its width allows, and everything in it can be reached by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.ui.controls.appearance import DARK, LIGHT, Tokens
from editor.ui.controls.widgets import IconButton
from editor.ui.main_window import MainWindow
from editor.ui.preferences import PreferencesSheet
from tests.window.editing import settle

Write = Callable[[Draft], Draft]


def panes(window: MainWindow) -> set[str]:
    parts = {
        "sidebar": window.sidebar, "editor": window.editor, "preview": window.preview,
        "details": window.inspector,
    }  # fmt: skip
    return {name for name, part in parts.items() if part.isVisible()}


@pytest.mark.parametrize(
    ("width", "details", "seen"),
    [
        (1600, False, {"sidebar", "editor", "preview"}),
        (1600, True, {"sidebar", "editor", "preview", "details"}),
        (1440, True, {"editor", "preview", "details"}),
        (1024, False, {"editor", "preview"}),
        (1024, True, {"editor", "details"}),
        (900, False, {"editor"}),
    ],
)
def test_what_is_seen_at_a_width(
    main_window: MainWindow, write: Write, qtbot: QtBot, width: int, details: bool, seen: set[str]
) -> None:
    write(Draft(body="x"))
    main_window.body.wants_preview = True
    main_window.body.toggle_details(details)
    main_window.resize(width, 700)
    qtbot.waitUntil(lambda: main_window.body.width() == width)
    assert panes(main_window) == seen


def test_below_1280_the_sidebar_opens_over_the_text_and_goes_with_the_choice(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    first = write(Draft(title="First", body="x"))
    write(Draft(title="Second", body="y"))
    main_window.resize(1024, 640)
    qtbot.waitUntil(lambda: main_window.editor.width() == 1024)
    assert main_window.sidebar.isHidden()
    QTest.keyClick(main_window, Qt.Key.Key_F9)
    assert main_window.sidebar.isVisible()
    assert main_window.editor.width() == 1024
    main_window.sidebar.opened.emit(first.id)
    assert main_window.sidebar.isHidden()


def test_below_960_write_and_preview_take_turns(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="x"))
    main_window.resize(900, 640)
    qtbot.waitUntil(main_window.header.side.isVisible)
    main_window.header.side.button(1).click()
    assert panes(main_window) == {"preview"}
    QTest.keyClick(main_window, Qt.Key.Key_F7)
    assert panes(main_window) == {"editor"}


def test_every_icon_button_has_a_name(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    main_window.body.toggle_details(True)
    for tool in main_window.findChildren(IconButton):
        assert tool.accessibleName()
        assert tool.toolTip().startswith(tool.accessibleName())
    for button in main_window.findChildren(QAbstractButton):
        if not button.objectName().startswith("qt_"):
            assert button.accessibleName() or button.text(), button


def test_f6_goes_from_pane_to_pane_and_round(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="x"))
    main_window.activateWindow()
    main_window.library.refresh()
    main_window.editor.focus_text()
    qtbot.waitUntil(main_window.editor.text.hasFocus)
    seen = []
    for _ in range(3):
        main_window.actions_["next-pane"].trigger()
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen == ["Main menu", "Articles", "Article text"]


def test_tab_in_the_text_is_not_a_way_out_but_indents(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="- one\n- two"))
    text = main_window.editor.text
    text.setTextCursor(text.document().find("two"))
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert text.body() == "- one\n    - two"
    QTest.keyClick(text, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert text.body() == "- one\n- two"


def test_a_sheet_keeps_the_focus_and_gives_it_back(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="x"))
    main_window.activateWindow()
    main_window.editor.focus_text()
    qtbot.waitUntil(main_window.editor.text.hasFocus)
    main_window.open_preferences()
    sheet = main_window.sheet()
    assert isinstance(sheet, PreferencesSheet)
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert sheet.isAncestorOf(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    main_window.actions_["new"].trigger()  # what lies behind does nothing
    assert main_window.article.draft is not None
    assert main_window.article.draft.body == "x"
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    qtbot.waitUntil(main_window.editor.text.hasFocus)


def test_the_theme_changes_at_once(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    main_window._on_theme("dark")
    assert main_window.palette().window().color() == QColor(DARK.win)
    assert main_window.editor.palette().window().color() == QColor(DARK.surf)
    main_window._on_theme("light")
    assert main_window.editor.palette().window().color() == QColor(LIGHT.surf)


def test_a_theme_that_is_left_and_chosen_again_leaves_nothing_of_the_other(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="T", body="Text with **marks**."))
    main_window.body.toggle_details(True)
    main_window.open_preferences()
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=10000)

    def seen_after(key: Qt.Key) -> QImage:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        article = main_window.editor.text.article
        assert article is not None
        article.highlighter.finish()
        settle()
        return main_window.grab().toImage()

    light, dark, light_again = [
        seen_after(key) for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    ]
    assert light != dark
    assert light == light_again


def luminance(name: str) -> float:
    color = QColor(name)
    parts = []
    for value in (color.redF(), color.greenF(), color.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(look: Tokens) -> None:
    grounds = (look.win, look.side, look.surf, look.raised)
    for text in (look.text, look.text2, look.text3, look.focus):
        for ground in grounds if text == look.text3 else (*grounds, look.hover, look.press):
            assert contrast(text, ground) >= 4.5
    for tone, soft in (
        (look.good, look.good_soft), (look.warning, look.warning_soft), (look.bad, look.bad_soft),
    ):  # fmt: skip
        assert contrast(tone, soft) >= 4.5
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.field, look.raised) >= 3


def test_tab_goes_through_the_window_in_reading_order(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", body="x"))
    main_window.library.refresh()
    wanted = [
        main_window.header.menu_button, main_window.sidebar.search, main_window.sidebar.list,
        main_window.editor.head.title, main_window.editor.head.subtitle, main_window.editor.text,
        main_window.editor.cut_line, main_window.preview.readers.button(0),
        main_window.inspector.fields.publish.date.day,
    ]  # fmt: skip
    found = []
    walker = main_window.nextInFocusChain()
    while walker is not None and walker is not main_window:
        if walker in wanted:
            found.append(walker)
        walker = walker.nextInFocusChain()
    assert found == wanted

"""Formatting by keys: marks, links, headings, quotes, footnotes; one key back is as it was before."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from editor.model.draft import Draft
from editor.ui.main_window import MainWindow
from editor.ui.writing.text_edit import TextEdit

Write = Callable[[Draft], Draft]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def put(text: TextEdit, marked: str) -> None:
    """Select what stands between two bars of `text`'s `marked` text, or put the caret at the only one."""
    first = marked.index("|")
    last = marked.rindex("|") - 1 if marked.count("|") > 1 else first
    wide = [len(marked[:at].encode("utf-16-le")) // 2 for at in (first, last + (last > first))]
    cursor = text.textCursor()
    cursor.setPosition(wide[0])
    cursor.setPosition(wide[1] - (last > first), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def shown(text: TextEdit) -> str:
    """The text with a bar at the caret, or at both ends of the selection."""
    cursor, body = text.textCursor(), text.body().encode("utf-16-le")
    start, end = 2 * cursor.selectionStart(), 2 * cursor.selectionEnd()
    parts = (
        [body[:start], body[start:end], body[end:]] if end > start else [body[:start], body[end:]]
    )
    return "|".join(part.decode("utf-16-le") for part in parts)


@pytest.fixture
def text(main_window: MainWindow, write: Write) -> Callable[[str], TextEdit]:
    """The article's text, with bars where the selection begins and ends."""

    write(Draft())
    field = main_window.editor.text

    def begin(marked: str) -> TextEdit:
        QGuiApplication.clipboard().clear()
        field.apply_body(marked.replace("|", ""))
        put(field, marked)
        return field

    return begin


Begin = Callable[[str], TextEdit]


def press(text: TextEdit, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for one in modifiers:
        held |= one
    QTest.keyClick(text, key, held)


# before, key, what is held, after; a bar is the caret, two are what is selected
CASES = [
    ("A |word| here.", Qt.Key.Key_B, (CTRL,), "A **|word|** here."),
    ("A wo|rd here.", Qt.Key.Key_B, (CTRL,), "A **wo|rd** here."),
    ("A| word |here.", Qt.Key.Key_I, (CTRL,), "A *|word|* here."),
    ("**two wo|rds**", Qt.Key.Key_B, (CTRL,), "two wo|rds"),
    ("**one |two| three**", Qt.Key.Key_B, (CTRL,), "**one** |two| **three**"),
    ("|one **two** three|", Qt.Key.Key_B, (CTRL,), "**|one two three|**"),
    ("_it|alic_", Qt.Key.Key_I, (CTRL,), "it|alic"),
    ("***b|oth***", Qt.Key.Key_B, (CTRL,), "*b|oth*"),
    ("|one\n\n- two|", Qt.Key.Key_B, (CTRL,), "**|one**\n\n- **two|**"),
    ("😀 |word| 😀", Qt.Key.Key_B, (CTRL,), "😀 **|word|** 😀"),
    ("A |word|.", Qt.Key.Key_5, (ALT, SHIFT), "A ~~|word|~~."),
    ("A ~~wo|rd~~.", Qt.Key.Key_5, (ALT, SHIFT), "A wo|rd."),
    ("A |word|.", Qt.Key.Key_H, (CTRL, ALT), "A ==|word|==."),
    ("A |word|.", Qt.Key.Key_E, (CTRL,), "A `|word|`."),
    ("|a `b` c|", Qt.Key.Key_E, (CTRL,), "`|a b c|`"),
    ("|a ` c|", Qt.Key.Key_E, (CTRL,), "`` |a ` c| ``"),
    ("A wo|rd", Qt.Key.Key_2, (CTRL,), "## A wo|rd"),
    ("## A wo|rd", Qt.Key.Key_3, (CTRL,), "### A wo|rd"),
    ("## A wo|rd", Qt.Key.Key_2, (CTRL,), "A wo|rd"),
    ("a\nwo|rd", Qt.Key.Key_9, (CTRL, SHIFT), "> a\n> wo|rd"),
    ("|a\n\nb|\n\nc", Qt.Key.Key_9, (CTRL, SHIFT), "> |a\n>\n> b|\n\nc"),
    ("> |a\n>\n> b|\n\nc", Qt.Key.Key_9, (CTRL, SHIFT), "|a\n\nb|\n\nc"),
    ("wo|rd", Qt.Key.Key_0, (CTRL, SHIFT), ">> wo|rd"),
    (">> wo|rd", Qt.Key.Key_0, (CTRL, SHIFT), "wo|rd"),
    (">> wo|rd", Qt.Key.Key_9, (CTRL, SHIFT), "> wo|rd"),
    ("|a\nb|", Qt.Key.Key_8, (CTRL, SHIFT), "- |a\n- b|"),
    ("|a\nb|", Qt.Key.Key_7, (CTRL, SHIFT), "1. |a\n2. b|"),
    ("1. |a\n2. b|", Qt.Key.Key_8, (CTRL, SHIFT), "- |a\n- b|"),
    ("- |a\n- b|", Qt.Key.Key_7, (CTRL, SHIFT), "1. |a\n2. b|"),
    ("words\nit|em\nwords", Qt.Key.Key_8, (CTRL, SHIFT), "words\n\n- it|em\n\nwords"),
    ("|let x|", Qt.Key.Key_E, (CTRL, SHIFT), "```\n|let x|\n```"),
    ("```\nlet |x\n```", Qt.Key.Key_E, (CTRL, SHIFT), "let |x"),
]


def test_a_key_formats_and_undo_takes_it_back_with_what_was_selected(text: Begin) -> None:
    for before, key, held, after in CASES:
        field = text(before)
        press(field, key, *held)
        assert shown(field) == after
        press(field, Qt.Key.Key_Z, CTRL)
        assert shown(field) == before
        press(field, Qt.Key.Key_Z, CTRL, SHIFT)
        assert shown(field) == after


def test_a_link_is_made_looked_at_and_taken_away_with_one_key(text: Begin) -> None:
    field = text("See |the note| here.")
    QGuiApplication.clipboard().setText(" https://tarnhaven.example/a_(b) \n")
    press(field, Qt.Key.Key_L, CTRL)
    assert shown(field) == "See [the note](https://tarnhaven.example/a_(b))| here."
    press(field, Qt.Key.Key_Left)
    press(field, Qt.Key.Key_L, CTRL)
    assert shown(field) == "See [the note](|https://tarnhaven.example/a_(b)|) here."
    press(field, Qt.Key.Key_L, CTRL)
    assert shown(field) == "See |the note| here."


LINKS = [
    ("See |the note| here.", "no address", "See [the note](|) here."),
    ("See wo|rd.", "mailto:a@b.example", "See [word](mailto:a@b.example)|."),
    ("|https://a.example/x|", "", "[|](https://a.example/x)"),
    ("at https://a.exa|mple/x.", "", "at [|](https://a.example/x)."),
    ("|mara@a.example|", "", "[|](mailto:mara@a.example)"),
    ("a | b", "https://a.example/(x", "a [|](<https://a.example/(x>) b"),
    ("<https://a.exa|mple>", "", "<|https://a.example|>"),
    ("<|https://a.example|>", "", "|https://a.example|"),
    ("|a [b](c) d|", "https://a.example", "[a b d](https://a.example)|"),
    ("|first\n\nsecond|", "https://a.example", "[first](https://a.example)|\n\nsecond"),
    ("😀 |x| y", "https://a.example", "😀 [x](https://a.example)| y"),
    ("![alt](qu|ay.jpg)", "", "![alt](|quay.jpg|)"),
]


def test_what_a_link_is_made_of(text: Begin) -> None:
    for before, clipboard, after in LINKS:
        field = text(before)
        QGuiApplication.clipboard().setText(clipboard)
        press(field, Qt.Key.Key_L, CTRL)
        assert shown(field) == after
        if field.body() != before.replace("|", ""):
            press(field, Qt.Key.Key_Z, CTRL)
            assert shown(field) == before


def test_a_footnote_is_numbered_and_one_key_goes_there_and_back(text: Begin) -> None:
    field = text("Claim|, claim[^7].\n\nEnd.\n")
    press(field, Qt.Key.Key_F, CTRL, SHIFT)
    QTest.keyClicks(field, "Said so")
    assert shown(field) == "Claim[^8], claim[^7].\n\nEnd.\n\n[^8]: Said so|"
    press(field, Qt.Key.Key_F, CTRL, SHIFT)
    assert shown(field).startswith("Claim[^8]|, claim")
    press(field, Qt.Key.Key_F, CTRL, ALT)
    assert shown(field).endswith("[^8]: Said so|")
    # a call that was typed and has no text gets one begun
    put(field, field.body().replace("[^7]", "[^7|]"))
    press(field, Qt.Key.Key_F, CTRL, SHIFT)
    assert shown(field).endswith("[^8]: Said so\n[^7]: |")


def test_a_note_called_twice_leads_back_to_where_one_came_from(text: Begin) -> None:
    field = text("One[^1], two[^1|].\n\n[^1]: Text.")
    press(field, Qt.Key.Key_F, CTRL, SHIFT)
    press(field, Qt.Key.Key_F, CTRL, SHIFT)
    assert shown(field) == "One[^1], two[^1|].\n\n[^1]: Text."


def submenu(menu: QMenu, title: str) -> QMenu:
    found = next(one.menu() for one in menu.actions() if one.text() == title)
    assert isinstance(found, QMenu)
    return found


def test_the_menus_show_each_command_with_its_key(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    menu = main_window.actions_.menu(main_window)
    formats = submenu(menu, "Format")
    rows = {one.text(): one.shortcut().toString() for one in formats.actions()}
    assert rows["Strike through"] == "Alt+Shift+5"
    assert rows["Numbered list"] == "Ctrl+Shift+7"
    assert {"Cut here", "Go to the cut", "Table"} <= rows.keys()
    table = submenu(formats, "Table")
    table.aboutToShow.emit()
    assert table.actions()[0].isEnabled()
    assert not table.actions()[2].isEnabled()
    assert table.actions()[2].toolTip() == "The caret is in no table"
    keys = [one.shortcut().toString() for one in main_window.actions() if one.shortcut().toString()]
    assert len(keys) == len(set(keys))

"""Tables: the grid that asks how large, Tab from cell to cell, even columns, rows and columns by menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.model.block import Table
from editor.model.draft import Draft
from editor.text import table
from editor.text.parse import parse
from editor.ui.main_window import MainWindow
from editor.ui.writing.formatting.table_picker import CELL, GAP, TablePicker
from editor.ui.writing.text_edit import TextEdit
from tests.window.test_formatting import CTRL, SHIFT, Begin, Write, press, text

__all__ = ["text"]

Opened = Callable[[str, str], TextEdit]
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def opened(main_window: MainWindow, write: Write) -> Opened:
    """Opens a text with the caret after the first place of some words in it."""

    def begin(body: str, words: str) -> TextEdit:
        write(Draft(body=body))
        field = main_window.editor.text
        place = field.textCursor()
        place.setPosition(body.index(words) + len(words))
        field.setTextCursor(place)
        return field

    return begin


def picker() -> TablePicker:
    found = QApplication.activePopupWidget()
    assert isinstance(found, TablePicker)
    return found


def test_a_table_is_picked_by_keys_and_filled_with_tab(text: Begin) -> None:
    field = text("Above|.\n\nBelow.")
    press(field, Qt.Key.Key_T, CTRL, SHIFT)
    assert picker().words.text() == "2 columns, 3 rows"
    QTest.keyClick(picker(), Qt.Key.Key_Up)
    QTest.keyClick(picker(), ENTER)
    for words in ("Port", "Litres", "Quay 9", "9", "Fell Road"):
        QTest.keyClicks(field, words)
        press(field, TAB)
    assert field.body() == (
        "Above.\n\n"
        "| Port      | Litres |\n"
        "| --------- | ------ |\n"
        "| Quay 9    | 9      |\n"
        "| Fell Road |        |\n\n"
        "Below."
    )
    press(field, TAB, SHIFT)
    assert field.textCursor().selectedText() == "Fell Road"
    blocks = parse(Draft(body=field.body())).teaser
    assert isinstance(blocks[1], Table)
    assert len(blocks[1].rows) == 2


def test_a_table_is_picked_with_the_mouse(text: Begin) -> None:
    field = text("|")
    press(field, Qt.Key.Key_T, CTRL, SHIFT)
    step = CELL + GAP
    at = picker().squares.mapTo(picker(), QPoint(3 * step + 4, step + 4))
    QTest.mouseMove(picker(), at)
    QTest.mouseClick(picker(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert field.body().split("\n")[0] == "|     |     |     |     |"
    assert len(field.body().split("\n")) == 3
    press(field, Qt.Key.Key_Z, CTRL)
    assert field.body() == ""


def test_enter_adds_a_row_and_an_empty_one_ends_the_table(opened: Opened) -> None:
    field = opened("| a | b |\n|---|---|\n| c | d |", "c")
    press(field, ENTER)
    assert field.body() == "| a   | b   |\n| --- | --- |\n| c   | d   |\n|     |     |"
    assert field.textCursor().blockNumber() == 3
    press(field, ENTER)
    QTest.keyClicks(field, "After.")
    assert field.body() == "| a   | b   |\n| --- | --- |\n| c   | d   |\n\nAfter."


def test_a_line_in_bars_becomes_a_table_with_enter(text: Begin) -> None:
    field = text("|")
    QTest.keyClicks(field, "| Port | Litres |")
    press(field, ENTER)
    assert field.body() == "| Port | Litres |\n| ---- | ------ |\n|      |        |"


def test_columns_are_made_even_when_the_caret_leaves_and_only_if_it_wrote(opened: Opened) -> None:
    uneven = "x\n\n| a | b |\n|---|---|\n| c | d |\n\ny"
    field = opened(uneven, "c")
    place = field.textCursor()
    press(field, Qt.Key.Key_Left)
    press(field, Qt.Key.Key_End, CTRL)
    assert field.body() == uneven
    field.setTextCursor(place)
    press(field, Qt.Key.Key_Right)
    field.insertPlainText("日本")
    press(field, Qt.Key.Key_End, CTRL)
    even = "x\n\n| a      | b   |\n| ------ | --- |\n| c 日本 | d   |\n\ny"
    assert field.body() == even
    press(field, Qt.Key.Key_Z, CTRL)
    press(field, Qt.Key.Key_End, CTRL)
    press(field, Qt.Key.Key_Z, CTRL, SHIFT)
    assert field.body() == even


BY_MENU = [
    ("row-above", ["| a   | b   |", "| --- | --- |", "|     |     |", "| c   | d   |"]),
    ("row-below", ["| a   | b   |", "| --- | --- |", "| c   | d   |", "|     |     |"]),
    ("column-before", ["|     | a   | b   |", "| --- | --- | --- |", "|     | c   | d   |"]),
    ("column-after", ["| a   |     | b   |", "| --- | --- | --- |", "| c   |     | d   |"]),
    ("align-right", ["|   a | b   |", "| --: | --- |", "|   c | d   |"]),
    ("align-center", ["|  a  | b   |", "| :-: | --- |", "|  c  | d   |"]),
    ("delete-row", ["| a   | b   |", "| --- | --- |"]),
    ("delete-column", ["| b   |", "| --- |", "| d   |"]),
    ("delete-table", [""]),
]


def test_rows_and_columns_by_menu(main_window: MainWindow, opened: Opened) -> None:
    body = "| a | b |\n|---|---|\n| c | d |"
    for action, lines in BY_MENU:
        field = opened(body, "c")
        main_window.actions_[action].trigger()
        assert field.body().split("\n") == lines
        main_window.actions_["undo"].trigger()
        assert field.body() == body


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        (r"| a \| b | `c|d` |", [r"a \| b", "`c|d`"]),
        ("|  | x |", ["", "x"]),
        ("||", [""]),
    ],
)
def test_the_cells_of_a_row(line: str, cells: list[str]) -> None:
    assert table.cells(line) == cells


@pytest.mark.parametrize("head", ["| a | b |", "a | b |", "| a | b", "a | b"])
@pytest.mark.parametrize("row", ["| c | d |", "| d", "c | d |", " | d |", "c |", "c | d"])
def test_the_columns_of_a_table_are_those_that_are_published(head: str, row: str) -> None:
    lines = [head, head.replace("a", "-").replace("b", "-"), row]
    published = [
        parse(Draft(body="\n".join(each))).teaser[0] for each in (lines, table.read(lines).lines())
    ]
    assert all(isinstance(one, Table) for one in published)
    before, after = (one.rows[0] for one in published if isinstance(one, Table))
    assert after[:2] == before[:2]


def test_writing_a_table_anew_loses_no_cell() -> None:
    lines = ["| a | b |", "|:-:|--:|", "| c |", "| d | e | f |"]
    grid = table.read(lines)
    again = table.read(grid.lines())
    assert grid == again
    assert grid.rows == (("a", "b", ""), ("c", "", ""), ("d", "e", "f"))
    assert grid.aligns == ("center", "right", "")


@pytest.mark.parametrize(
    ("above", "lead", "after"),
    [
        ("", "> ", ">\n> After."),
        ("> said\n>\n", "> ", ">\n> After."),
        ("", ">> ", ">>\n>> After."),
        ("- item\n\n", "    ", "\n    After."),
        ("1. item\n\n    - inner\n\n", "        ", "\n        After."),
        ("> - item\n>\n", ">     ", ">\n>     After."),
        ("[^1]: note\n\n", "    ", "\n    After."),
        ("[^1]: - item\n\n", "        ", "\n        After."),
        ("term\n:   what it is\n\n", "    ", "\n    After."),
    ],
)
def test_in_a_quote_and_in_a_list_the_keys_do_the_same(
    opened: Opened, above: str, lead: str, after: str
) -> None:
    def rows(*lines: str) -> str:
        return above + "\n".join(lead + line for line in lines)

    field = opened(rows("| a | b |", "|---|---|", "| 😀 | d |"), "a |")
    press(field, TAB)
    assert field.textCursor().selectedText() == "😀"
    press(field, TAB)
    press(field, TAB)
    QTest.keyClicks(field, "Quay")
    press(field, TAB, SHIFT)
    assert field.textCursor().selectedText() == "d"
    assert field.body() == rows(
        "| a    | b   |", "| ---- | --- |", "| 😀   | d   |", "| Quay |     |"
    )
    press(field, TAB)
    press(field, ENTER)
    press(field, ENTER)
    QTest.keyClicks(field, "After.")
    assert field.body().endswith(f"| Quay |     |\n{after}")


def test_a_line_in_bars_becomes_a_table_in_a_quote(text: Begin) -> None:
    field = text("> said\n>\n> |")
    QTest.keyClicks(field, "| Port | Litres |")
    press(field, ENTER)
    assert field.body().endswith("> | Port | Litres |\n> | ---- | ------ |\n> |      |        |")


def test_a_table_in_a_quote_is_made_even_when_the_caret_leaves(opened: Opened) -> None:
    field = opened("> | a | b |\n> |---|---|\n> | c | d |\n\ny", "c ")
    press(field, Qt.Key.Key_Left)
    QTest.keyClicks(field, "oal")
    press(field, Qt.Key.Key_End, CTRL)
    assert field.body() == "> | a    | b   |\n> | ---- | --- |\n> | coal | d   |\n\ny"


@pytest.mark.parametrize(
    ("above", "lead"), [("", ""), ("", "  "), ("", "> "), ("- item\n\n", "    ")]
)
def test_a_cell_stays_in_its_column_where_a_table_has_no_outer_bars(
    opened: Opened, above: str, lead: str
) -> None:
    rows = ("a | b", "---|---", " | ddd", "c |")
    body = above + "\n".join(lead + row for row in rows)
    field = opened(body, "ddd")
    press(field, TAB, SHIFT)
    assert field.textCursor().selectedText() == ""
    press(field, TAB)
    assert field.textCursor().selectedText() == "ddd"
    even = ("| a   | b   |", "| --- | --- |", "|     | ddd |", "| c   |     |")
    assert field.body() == above + "\n".join(lead + row for row in even)


CODE = {
    "in an item": ("- item\n\n", "        "),
    "in an item of an item": ("- item\n\n    - inner\n\n", "            "),
    "below what is no item": ("- item\n\nwords\n\n", "    "),
    "below words with a dash": ("words\n- and more\n\n", "    "),
    "in a footnote": ("[^1]: note\n\n", "        "),
    "below words with a dash in a footnote": ("[^1]: note\n    - and more\n\n", "        "),
    "in an item of a footnote": ("[^1]: note\n\n    - item\n\n", "            "),
    "in a quote": ("> said\n>\n", ">     "),
    "in an item of a quote": ("> - item\n>\n", ">         "),
    "in a fence": ("```\n\n", ""),
    "in a quote's fence": ("> ```\n>\n", "> "),
    "in an item's fence": ("- item\n\n    ~~~~\n    ~~~\n\n", "    "),
    "in a note's fence": ("[^1]: note\n\n    ``` python\n\n", "    "),
    "in raw HTML": ("<pre>\n\n", "  "),
    "in an item's raw HTML": ("- item\n\n    <pre>\n\n", "    "),
}


@pytest.mark.parametrize("where", CODE)
def test_no_key_and_no_care_makes_a_table_of_code(opened: Opened, where: str) -> None:
    above, lead = CODE[where]
    rows = "".join(f"{lead}{row}\n" for row in ("| a | b |", "|--|--|", "| ccc | d |"))
    body = f"top\n\n{above}{rows}"
    field = opened(body, "ccc")
    QTest.keyClicks(field, "x")
    press(field, Qt.Key.Key_Home, CTRL)
    written = body.replace("ccc", "cccx")
    assert field.body() == written
    for key in (TAB, ENTER):
        field = opened(body, "ccc")
        press(field, key)
        assert f"{lead}|--|--|" in field.body()
        assert f"{lead}| a | b |" in field.body()
    field = opened(f"top\n\n{above}{lead}| Port | Litres |", "Litres |")
    press(field, ENTER)
    assert "--- |" not in field.body()


def test_bars_in_code_stay_as_they_are(opened: Opened) -> None:
    field = opened("para\n\n    | a | b |\n    |---|---|", "a |")
    press(field, TAB)
    assert field.body() == "para\n\n    | a |     b |\n    |---|---|"

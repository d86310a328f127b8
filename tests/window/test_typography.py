"""Quotes and dashes are set as one types, by the article's language, and taken back with one key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.model.draft import Draft
from editor.ui.main_window import MainWindow
from editor.ui.preferences import PreferencesSheet
from tests.window.test_formatting import CTRL, press

Write = Callable[[Draft], Draft]


def test_set_by_the_articles_language(main_window: MainWindow, write: Write) -> None:
    text = main_window.editor.text
    for language, keys, body in (
        ("en", "\"It's -- 'so'...\"", "“It’s – ‘so’…”"),
        ("fr", '"L\'eau" : non', "«\u202fL’eau\u202f»\u202f: non"),
        ("de", '"Ja" --- gut', "„Ja“ — gut"),
    ):
        write(Draft(body="", language=language))
        QTest.keyClicks(text, keys)
        assert text.body() == body
        main_window.article.edit("language", "fi")
        press(text, Qt.Key.Key_End, CTRL)
        QTest.keyClicks(text, ' "x"')
        assert text.body() == body + " ”x”"


def test_set_by_the_paragraphs_own_language(main_window: MainWindow, write: Write) -> None:
    text = main_window.editor.text
    for article, paragraph, keys, body in (
        ("en", "fr", '"L\'eau" : non', "«\u202fL’eau\u202f»\u202f: non"),
        ("fr", "en", '"So" : no', "“So” : no"),
        ("en", "de", '"Ja"', "„Ja“"),
    ):
        opened = f'<span lang="{paragraph}">'
        body_before = f"Above.\n\n{opened}</span>"
        write(Draft(body=body_before, language=article))
        caret = text.textCursor()
        caret.setPosition(len(body_before) - len("</span>"))
        text.setTextCursor(caret)
        QTest.keyClicks(text, keys)
        assert text.body() == f"Above.\n\n{opened}{body}</span>"


def test_after_a_word_in_another_language_it_is_the_articles_again(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body='<i lang="fr"><b>mot</b></i> ', language="de"))
    text = main_window.editor.text
    press(text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(text, '"Ja"')
    assert text.body() == '<i lang="fr"><b>mot</b></i> „Ja“'


def test_backspace_or_undo_right_after_takes_back_just_that(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="", language="en"))
    text = main_window.editor.text
    QTest.keyClicks(text, 'size 5"')
    assert text.body() == "size 5”"
    press(text, Qt.Key.Key_Backspace)
    assert text.body() == 'size 5"'
    press(text, Qt.Key.Key_Backspace)
    assert text.body() == "size 5"
    QTest.keyClicks(text, "--x")
    assert text.body() == "size 5–x"
    for wanted in ("size 5–", "size 5--"):
        press(text, Qt.Key.Key_Z, CTRL)
        assert text.body() == wanted
    QTest.keyClicks(text, "-")
    assert text.body() == "size 5---"


def test_code_comments_the_cut_and_rules_stay_as_typed(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="```\n\n```\n\n- item\n\n    \n\n<!-- note:\n\nx", language="en"))
    text = main_window.editor.text
    document = text.document()

    def type_in(line: int, keys: str) -> str:
        cursor = text.textCursor()
        block = document.findBlockByNumber(line)
        cursor.setPosition(block.position() + block.length() - 1)
        text.setTextCursor(cursor)
        QTest.keyClicks(text, keys)
        return document.findBlockByNumber(line).text()

    assert type_in(1, "it's -- x") == "it's -- x"
    assert type_in(6, "it's") == "    it’s"  # goes on with the item
    assert type_in(10, " it's") == "x it's"
    write(Draft(body="Above.\n\n", language="en"))
    press(text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(text, "<!--more-->")
    assert text.body() == "Above.\n\n<!--more-->"
    write(Draft(body="", language="en"))
    QTest.keyClicks(text, "---")
    assert text.body() == "---"
    write(Draft(body="Words.\n\n    ", language="en"))
    press(text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(text, "it's")
    assert text.body().endswith("    it's")


def test_an_emoji_before_it_shifts_nothing(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="", language="en"))
    text = main_window.editor.text
    text.insertPlainText("😀 `a` 😀 ")
    QTest.keyClicks(text, '"x" -- y')
    assert text.body() == "😀 `a` 😀 “x” – y"


def test_it_can_be_turned_off(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="", language="en"))
    main_window.actions_["preferences"].trigger()
    sheet = main_window.sheet()
    assert isinstance(sheet, PreferencesSheet)
    sheet.typography.click()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    QTest.keyClicks(main_window.editor.text, '"x" -- y')
    assert main_window.editor.text.body() == '"x" -- y'

"""Undo: word by word, a command at a time, each article's own, there again after another was open."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from editor.model.draft import Draft
from editor.ui.main_window import MainWindow
from editor.ui.writing.open_article import KEPT_TEXTS
from tests.window.test_formatting import CTRL, SHIFT, Begin, press, shown, text

__all__ = ["text"]

Write = Callable[[Draft], Draft]


def test_typing_is_undone_word_by_word_and_commands_one_at_a_time(text: Begin) -> None:
    field = text("|")
    QTest.keyClicks(field, "Forty seconds ")
    press(field, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(field, "loud")
    states = []
    while field.body():
        states.append(shown(field))
        press(field, Qt.Key.Key_Z, CTRL)
    assert states == [
        "Forty seconds **loud|**",
        "Forty seconds **|**",
        "Forty seconds |",
        "Forty seconds|",
        "Forty|",
    ]


def test_each_article_has_its_own_history_and_finds_it_again(
    main_window: MainWindow, write: Write
) -> None:
    first = write(Draft(title="First", body="one"))
    text = main_window.editor.text
    QTest.keyClicks(text, "A B")
    second = write(Draft(title="Second", body="two"))
    press(text, Qt.Key.Key_Z, CTRL)
    assert text.body() == "two"
    QTest.keyClicks(text, "x")
    main_window.open_article(first.id)
    for wanted in ("Aone", "one", "one"):
        press(text, Qt.Key.Key_Z, CTRL)
        assert text.body() == wanted
    press(text, Qt.Key.Key_Z, CTRL, SHIFT)
    assert text.body() == "Aone"
    main_window.open_article(second.id)
    press(text, Qt.Key.Key_Z, CTRL)
    assert text.body() == "two"


def test_the_histories_of_the_last_articles_are_kept_and_no_more(
    main_window: MainWindow, write: Write
) -> None:
    drafts = [write(Draft(title=str(n), body="")) for n in range(KEPT_TEXTS + 1)]
    for draft in drafts:
        main_window.open_article(draft.id)
        QTest.keyClicks(main_window.editor.text, "x")
    main_window.open_article(drafts[1].id)
    press(main_window.editor.text, Qt.Key.Key_Z, CTRL)
    assert main_window.editor.text.body() == ""
    main_window.open_article(drafts[0].id)
    press(main_window.editor.text, Qt.Key.Key_Z, CTRL)
    assert main_window.editor.text.body() == "x"


def test_what_was_written_after_an_undo_is_not_mistaken_for_the_command(text: Begin) -> None:
    field = text("a |word| here")
    press(field, Qt.Key.Key_B, CTRL)
    press(field, Qt.Key.Key_Z, CTRL)
    press(field, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(field, "!")
    press(field, Qt.Key.Key_Z, CTRL)
    press(field, Qt.Key.Key_Z, CTRL, SHIFT)
    assert shown(field) == "a word here!|"


KEYS = [
    (Qt.Key.Key_Return, ()), (Qt.Key.Key_Return, (SHIFT,)), (Qt.Key.Key_Tab, ()),
    (Qt.Key.Key_Tab, (SHIFT,)), (Qt.Key.Key_Backspace, ()), (Qt.Key.Key_Delete, ()),
    (Qt.Key.Key_Left, ()), (Qt.Key.Key_Up, ()), (Qt.Key.Key_Down, ()), (Qt.Key.Key_Home, (SHIFT,)),
    (Qt.Key.Key_Home, (CTRL,)), (Qt.Key.Key_End, (CTRL,)), (Qt.Key.Key_Up, (SHIFT,)),
    (Qt.Key.Key_B, (CTRL,)), (Qt.Key.Key_I, (CTRL,)), (Qt.Key.Key_E, (CTRL,)),
    (Qt.Key.Key_L, (CTRL,)), (Qt.Key.Key_2, (CTRL,)), (Qt.Key.Key_7, (CTRL, SHIFT)),
    (Qt.Key.Key_8, (CTRL, SHIFT)), (Qt.Key.Key_9, (CTRL, SHIFT)), (Qt.Key.Key_0, (CTRL, SHIFT)),
    (Qt.Key.Key_E, (CTRL, SHIFT)), (Qt.Key.Key_F, (CTRL, SHIFT)), (Qt.Key.Key_Return, (CTRL,)),
]  # fmt: skip
TYPED = [
    "word ", "\"", "'", "--", "...", "| a | b |", "- ", "1. ", "> ", "😀", "`", "<!--more-->", "* ",
]  # fmt: skip
BEGUN = (
    "1. one\n2. two\n    - below\n\n> quoted 😀\n\n| a | b |\n|---|---|\n| c | d |\n\n**End**[^1]\n"
)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.one_of(st.sampled_from(KEYS), st.sampled_from(TYPED)), max_size=25))
def test_whatever_is_done_undo_ends_where_it_began_and_redo_where_it_ended(
    main_window: MainWindow,
    write: Write,
    steps: list[tuple[Qt.Key, tuple[Qt.KeyboardModifier, ...]] | str],
) -> None:
    write(Draft(body=BEGUN))
    field = main_window.editor.text
    for step in steps:
        if isinstance(step, str):
            QTest.keyClicks(field, step) if step.isascii() else field.insertPlainText(step)
        else:
            press(field, step[0], *step[1])
        QCoreApplication.processEvents()
    document, ended = field.document(), field.body()
    for _ in range(3):
        while document.isUndoAvailable():
            press(field, Qt.Key.Key_Z, CTRL)
        assert field.body() == BEGUN
        while document.isRedoAvailable():
            press(field, Qt.Key.Key_Z, CTRL, SHIFT)
        assert field.body() == ended

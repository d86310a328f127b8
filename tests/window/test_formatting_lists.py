"""Lists and quotes under the fingers: Enter, Shift+Enter, Tab and Backspace."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.model.block import LineBreak, ListBlock, Paragraph, PullQuote
from editor.model.draft import Draft
from editor.text.parse import parse
from tests.window.test_formatting import CTRL, SHIFT, Begin, press, shown, text

__all__ = ["text"]

ENTER, TAB, BACK = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backspace
CASES = [
    ("- one|", ENTER, (), "- one\n- |"),
    ("- one| two", ENTER, (), "- one\n- |two"),
    ("- |one", ENTER, (), "- \n- |one"),
    ("* o|n|e", ENTER, (), "* o\n* |e"),
    ("1. one|\n2. two\n3. three", ENTER, (), "1. one\n2. |\n3. two\n4. three"),
    ("1. one|\n1. two", ENTER, (), "1. one\n1. |\n1. two"),
    ("1. a\n    - b|\n2. c", ENTER, (), "1. a\n    - b\n    - |\n2. c"),
    ("1. a\n    1. b\n    2. |\n2. c", ENTER, (), "1. a\n    1. b\n2. |\n3. c"),
    ("- a\n- |", ENTER, (), "- a\n\n|"),
    ("- a\n- |\n- b", ENTER, (), "- a\n\n|\n\n- b"),
    ("- one  \n  two|", ENTER, (), "- one  \n  two\n- |"),
    ("> one|", ENTER, (), "> one\n> |"),
    (">> one|", ENTER, (), ">> one\n>> |"),
    ("> one\n> |", ENTER, (), "> one\n\n|"),
    ("> - one|", ENTER, (), "> - one\n> - |"),
    ("> - one\n> - |", ENTER, (), "> - one\n>\n> |"),
    ("|- one", ENTER, (), "\n|- one"),
    ("- - -|", ENTER, (), "- - -\n|"),
    ("```\n- one|\n```", ENTER, (), "```\n- one\n|\n```"),
    ("one|", ENTER, (SHIFT,), "one  \n|"),
    ("- one| two", ENTER, (SHIFT,), "- one  \n  |two"),
    ("10. one|", ENTER, (SHIFT,), "10. one  \n    |"),
    ("> one|", ENTER, (SHIFT,), "> one  \n> |"),
    ("## one|", ENTER, (SHIFT,), "## one\n|"),
    ("- a\n- b|\n    - c\n- d", TAB, (), "- a\n    - b|\n        - c\n- d"),
    ("1. a\n2. b|\n3. c", TAB, (), "1. a\n    1. b|\n2. c"),
    ("1. a\n    1. b|\n2. c", TAB, (SHIFT,), "1. a\n2. b|\n3. c"),
    ("- a|", TAB, (), "- a|"),
    ("- a\n|- b\n- c|", TAB, (), "- a\n    |- b\n    - c|"),
    ("word|", TAB, (), "word    |"),
    ("- |", BACK, (), "|"),
    ("- a\n- |b", BACK, (), "- a\n|b"),
    ("- a\n    - |b", BACK, (), "- a\n- |b"),
    ("> |a", BACK, (), "|a"),
    ("1. a\n|2. b|\n3. c", BACK, (), "1. a\n|\n3. c"),
    ("1. a\n|2. b\n|3. c", BACK, (), "1. a\n|2. c"),
    ("1. a|\n2. b|\n3. c\n4. d", Qt.Key.Key_Delete, (), "1. a|\n2. c\n3. d"),
    ("😀\n\n- 😀|x", ENTER, (), "😀\n\n- 😀\n- |x"),
]


def test_keys_in_lists_and_quotes(text: Begin) -> None:
    for before, key, held, after in CASES:
        field = text(before)
        press(field, key, *held)
        assert shown(field) == after, before
        if field.body() != before.replace("|", ""):
            press(field, Qt.Key.Key_Z, CTRL)
            assert field.body() == before.replace("|", ""), before


def test_a_list_typed_and_left_reads_as_one(text: Begin) -> None:
    field = text("|")
    press(field, Qt.Key.Key_7, CTRL, SHIFT)
    for words in ("one", "two"):
        QTest.keyClicks(field, words)
        press(field, ENTER)
    press(field, TAB)
    QTest.keyClicks(field, "below two")
    press(field, ENTER, SHIFT)
    QTest.keyClicks(field, "more")
    for _ in range(3):
        press(field, ENTER)
    QTest.keyClicks(field, "After.")
    assert field.body() == "1. one\n2. two\n    1. below two  \n       more\n\nAfter."
    first, after = parse(Draft(body=field.body())).teaser
    assert isinstance(first, ListBlock)
    assert isinstance(after, Paragraph)
    below = first.items[1][1]
    assert isinstance(below, ListBlock)
    assert isinstance(below.items[0][0], Paragraph)
    assert LineBreak() in below.items[0][0].children


def test_a_pull_quote_with_whose_words_they_are(text: Begin) -> None:
    field = text("|Nobody signed.")
    press(field, Qt.Key.Key_0, CTRL, SHIFT)
    press(field, Qt.Key.Key_End)
    press(field, ENTER)
    QTest.keyClicks(field, "-- Mara Lind")
    (block,) = parse(Draft(body=field.body())).teaser
    assert isinstance(block, PullQuote)
    assert block.cite


def test_a_very_long_list_is_counted_only_near_the_caret(text: Begin) -> None:
    """Or the window would stand still: the page counts a list by itself."""
    field = text("1. one|" + "".join(f"\n{n}. more" for n in range(2, 502)))
    press(field, ENTER)
    lines = field.body().split("\n")
    assert lines[:4] == ["1. one", "2. ", "3. more", "4. more"]
    assert lines[-1] == "501. more"


# what is there, what is typed after Enter, what then is there
REPEATED = [
    (">> Words.", ">> — Mara", ">> Words.\n>> — Mara"),
    ("> Words.", "> — Mara", "> Words.\n> — Mara"),
    ("- one", "- two", "- one\n- two"),
    ("1. one", "2. two", "1. one\n2. two"),
    ("> - one", "- two", "> - one\n> - two"),
    # another mark, or one that is typed later, means what it says
    ("> Words.", ">> — Mara", "> Words.\n> >> — Mara"),
    ("- one", "* two", "- one\n- * two"),
    ("- one", "two - three", "- one\n- two - three"),
    ("one", "- two", "one\n- two"),
]


@pytest.mark.parametrize(("first", "typed", "after"), REPEATED)
def test_a_mark_typed_where_enter_wrote_it_is_not_written_twice(
    text: Begin, first: str, typed: str, after: str
) -> None:
    field = text(f"{first}|")
    press(field, ENTER)
    for letter in typed:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            field,
            Qt.Key.Key_unknown,
            letter,
            Qt.KeyboardModifier.NoModifier,
        )
    assert field.body() == after

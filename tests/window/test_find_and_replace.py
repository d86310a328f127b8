"""Find and replace: every place counted and marked, one step to undo, the cut untouched, no freeze."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.ui.controls.appearance import color
from editor.ui.main_window import MainWindow
from editor.ui.writing.finding.find_bar import FindBar
from editor.ui.writing.finding.search import (
    BadPattern,
    NoSuchGroup,
    TooSlow,
    Wanted,
    matches,
    passages,
)
from editor.ui.writing.utf16 import utf16

Write = Callable[[Draft], Draft]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CUT = "free harbour\n\n<!--more-->\n\npaid harbour\n"


def found(body: str, wanted: Wanted) -> list[str]:
    raw = body.encode("utf-16-le")
    return [
        raw[2 * one.start : 2 * one.end].decode("utf-16-le")
        for one in matches(wanted, passages(body))
    ]


def replaced(body: str, wanted: Wanted, template: str) -> str:
    """What replacing all by hand makes of `body`."""
    raw, out, at = body.encode("utf-16-le"), b"", 0
    for one in matches(wanted, passages(body), template):
        out += raw[2 * at : 2 * one.start] + one.new.encode("utf-16-le")
        at = one.end
    return (out + raw[2 * at :]).decode("utf-16-le")


# what is found


def test_case_counts_where_it_is_asked_to() -> None:
    assert found("Été, été", Wanted("été")) == ["Été", "été"]
    assert found("Été, été", Wanted("été", case=True)) == ["été"]


@pytest.mark.parametrize(
    ("body", "word", "wanted"),
    [
        ("cat, catalogue, concat, cat", "cat", 2),
        ("élan et relance, élan", "lan", 0),
        ("élan élan", "élan", 2),
        ("كتاب والكتاب كتابٌ كتاب", "كتاب", 2),  # one has a case ending, one an article
        ("می‌خواهم خواهم", "خواهم", 1),
        ("naïve nai\u0308ve", "nai", 0),
        ("a_cat 2cat cat2", "cat", 0),
        ("😀cat😀", "cat", 1),
    ],
)
def test_whole_words_are_whole_in_every_script(body: str, word: str, wanted: int) -> None:
    assert len(found(body, Wanted(word, whole=True))) == wanted


def test_plain_words_are_no_expression() -> None:
    assert found("what? (yes) [no] a.b", Wanted("?")) == ["?"]
    assert found("what? (yes) [no] a.b axb", Wanted("a.b")) == ["a.b"]
    assert replaced("cost", Wanted("cost"), r"$1 \1 \n") == r"$1 \1 \n"


@pytest.mark.parametrize(
    ("body", "pattern", "template", "wanted"),
    [
        ("12 June", r"(\d+) (\w+)", r"\2 \1", "June 12"),
        ("12 June", r"(\d+) (\w+)", "$2 $1", "June 12"),
        ("12 June", r"(?<day>\d+) (?<month>\w+)", r"${month} \g<day>", "June 12"),
        ("ab", "(a)", r"$12\$$$", "a2$$b"),
        ("ab", "b", "[$&]", "a[b]"),
        ("one\ntwo", "^", "> ", "> one\n> two"),
        ("one\ntwo", "$", ".", "one.\ntwo."),
        ("a  b", " +", r"\n", "a\nb"),
        ("a\n\n\n\nb", r"\n{3,}", r"\n\n", "a\n\nb"),
        ("abc", "x*", "-", "-a-b-c-"),
        ("😀 one 😀 two", r"(\w+)", "<$1>", "😀 <one> 😀 <two>"),
    ],
)
def test_expressions_have_groups_and_lines(
    body: str, pattern: str, template: str, wanted: str
) -> None:
    assert replaced(body, Wanted(pattern, regex=True), template) == wanted


def test_what_is_no_expression_says_where() -> None:
    with pytest.raises(BadPattern) as bad:
        matches(Wanted("a(b", regex=True), passages("ab"))
    assert (bad.value.at, bad.value.reason) == (4, "missing closing parenthesis")
    with pytest.raises(BadPattern):
        matches(Wanted("a)(b", whole=True, regex=True), passages("ab"))
    with pytest.raises(NoSuchGroup):
        matches(Wanted("(a)", regex=True), passages("ab"), "$2")
    with pytest.raises(NoSuchGroup):
        matches(Wanted("(a)", regex=True), passages("ab"), "${name}")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]+$"])
def test_an_expression_that_would_never_end_gives_up(pattern: str) -> None:
    with pytest.raises(TooSlow):
        list(matches(Wanted(pattern, case=True, regex=True), passages("a" * 5000 + "!")))


def test_the_lines_of_the_cut_are_not_looked_through() -> None:
    body = "😀 more\n\n<!--more-->\n\nmore\n"
    assert found(body, Wanted("more")) == ["more", "more"]
    assert found(body, Wanted(".+", regex=True)) == ["😀 more", "more"]
    assert replaced(body, Wanted(r"(?s).*", regex=True), "") == "\n<!--more-->\n"
    assert found("<!--more-->", Wanted("more")) == []
    assert [p.text for p in passages("a\n<!--more-->\n<!--more-->\nb")] == ["a", "b"]


@given(
    st.text("ab \n😀é<!-more>", max_size=40),
    st.text("ab😀é", min_size=1, max_size=2),
    st.text("ab😀\n", max_size=3),
)
def test_replacing_is_what_it_is_elsewhere(body: str, words: str, new: str) -> None:
    assert replaced(body, Wanted(words, case=True), new) == body.replace(words, new)


@given(st.text("ab\n😀<!-more>", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_passages_are_where_they_say(body: str, begin: int, end: int) -> None:
    raw = body.encode("utf-16-le")
    for one in passages(body, begin, end):
        assert one.start >= begin
        assert one.start + utf16(one.text) <= max(end, begin)
    for one in passages(body):
        assert raw[2 * one.start :].startswith(one.text.encode("utf-16-le"))


# in the window


def opened(window: MainWindow, words: str, *, replacing: bool = False) -> FindBar:
    QTest.keyClick(window.editor.text, Qt.Key.Key_H if replacing else Qt.Key.Key_F, CTRL)
    bar = window.find_bar
    bar.field.setFocus()
    bar.field.selectAll()
    QTest.keyClicks(bar.field, words)
    return bar


def marked(window: MainWindow) -> list[str]:
    """The places marked in the text, beside what spelling marks there."""
    found = window.editor.text.extraSelections()
    ours = [one for one in found if one.format.background().color() == color("warning_soft")]
    return [one.cursor.selectedText() for one in ours]


def test_all_places_are_counted_and_marked(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="\n\n".join(["A harbour and a harbour."] * 8)))
    bar = opened(main_window, "harbour")
    assert bar.count.text() == "1 of 16"
    assert len(marked(main_window)) == 16
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 16"
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert main_window.editor.text.hasFocus()
    assert not marked(main_window)


def test_the_bar_fits_where_the_text_does(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="quay"))
    bar = opened(main_window, "quay", replacing=True)
    assert bar.minimumSizeHint().width() <= main_window.editor.minimumWidth()


def test_where_only_the_preview_is_seen_the_text_comes_forward(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="A harbour."))
    main_window.resize(800, 600)
    main_window.show_side(1)
    assert not main_window.editor.isVisible()
    main_window.actions_["find"].trigger()
    assert main_window.editor.isVisible()
    assert main_window.find_bar.field.hasFocus()


def test_f3_goes_on_with_the_bar_closed(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="quay one, quay two, quay three"))
    text = main_window.editor.text
    bar = opened(main_window, "quay")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    places = []
    for modifier in (Qt.KeyboardModifier.NoModifier,) * 3 + (SHIFT,):
        QTest.keyClick(text, Qt.Key.Key_F3, modifier)
        places.append(text.textCursor().selectionStart())
    assert places == [10, 20, 0, 20]
    assert bar.isHidden()
    assert not marked(main_window)


def test_f3_with_nothing_to_look_for_asks(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="quay"))
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F3)
    assert main_window.find_bar.isVisible()


def test_the_toggles_have_names_and_keys_and_are_remembered(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Cat cat concat c.t"))
    bar = opened(main_window, "cat")
    assert bar.count.text() == "1 of 3"
    for letter, wanted in (("C", "2"), ("W", "1"), ("R", "1")):
        QTest.keyClick(bar.field, getattr(Qt.Key, f"Key_{letter}"), ALT)
        assert bar.count.text().endswith(wanted if wanted == "1" else f"of {wanted}")
    names = [one.accessibleName() for one in (bar.case, bar.whole, bar.regex, bar.within)]
    assert names == ["Match case", "Whole words", "Regular expression", "In the selection"]
    assert bar.field.hasFocus()
    write(Draft(body="Other cat"))
    assert bar.isHidden()
    opened(main_window, "c.t")
    assert (bar.case.isChecked(), bar.whole.isChecked(), bar.regex.isChecked()) == (True,) * 3
    assert bar.count.text() == "1 of 1"


def test_replace_all_is_one_step_and_moves_nothing(main_window: MainWindow, write: Write) -> None:
    body = "\n\n".join(f"Paragraph {n} by the harbour." for n in range(60))
    write(Draft(body=body))
    text, editor = main_window.editor.text, main_window.editor
    editor.go_to_line(80)
    at, scrolled = text.textCursor().block().text(), editor.bar.value()
    assert scrolled
    bar = opened(main_window, "harbour", replacing=True)
    editor.go_to_line(80)
    scrolled = editor.bar.value()
    bar.template.setFocus()
    QTest.keyClicks(bar.template, "quay")
    QTest.keyClick(bar.template, Qt.Key.Key_Return, ALT)
    assert bar.count.text() == "60 replaced"
    assert text.body() == body.replace("harbour", "quay")
    assert text.textCursor().block().text() == at.replace("harbour", "quay")
    assert editor.bar.value() == scrolled
    main_window.actions_["undo"].trigger()
    assert text.body() == body
    main_window.actions_["redo"].trigger()
    assert text.body() == body.replace("harbour", "quay")


def test_replace_goes_from_place_to_place(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="one cat, two cat, three cat"))
    text = main_window.editor.text
    bar = opened(main_window, "cat", replacing=True)
    QTest.keyClicks(bar.template, "dog")
    QTest.keyClick(bar.template, Qt.Key.Key_Return)
    assert text.body() == "one dog, two cat, three cat"
    assert bar.count.text() == "1 of 2"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.mouseClick(bar.once, Qt.MouseButton.LeftButton)
    assert text.body() == "one dog, two cat, three dog"
    main_window.actions_["undo"].trigger()
    assert text.body() == "one dog, two cat, three cat"


def test_a_place_without_letters_is_replaced_once(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="one\ntwo"))
    bar = opened(main_window, "", replacing=True)
    bar.regex.click()
    QTest.keyClicks(bar.field, "^")
    QTest.keyClicks(bar.template, "> ")
    QTest.keyClick(bar.template, Qt.Key.Key_Return)
    assert main_window.editor.text.body() == "> one\ntwo"
    QTest.keyClick(bar.template, Qt.Key.Key_Return)
    assert main_window.editor.text.body() == "> one\n> two"


def test_the_cut_stays_whole_whatever_is_replaced(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=CUT))
    text = main_window.editor.text
    bar = opened(main_window, "", replacing=True)
    bar.regex.click()
    bar.field.setText(r"(?s).+")
    QTest.keyClicks(bar.template, "x")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert text.body() == "x\n<!--more-->\nx"
    assert text.cut_block() == 1
    bar.field.setText("more")
    assert bar.count.text() == "Not found"


def test_several_lines_selected_are_searched_alone(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="cat\ncat\ncat\ncat cat"))
    text = main_window.editor.text
    cursor = QTextCursor(text.document())
    cursor.setPosition(4)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    bar = opened(main_window, "cat", replacing=True)
    assert bar.within.isChecked()
    assert bar.count.text() == "1 of 2"
    QTest.keyClicks(bar.template, "lion")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "2 replaced"
    assert text.body() == "cat\nlion\nlion\ncat cat"
    bar.within.click()
    assert bar.count.text().endswith(" of 3")
    bar.within.click()
    assert not bar.within.isChecked()
    assert bar.count.text() == "Select several lines first"


def test_a_selection_is_searched_no_longer_once_the_bar_is_closed(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="one\ntwo\nquay"))
    text = main_window.editor.text
    cursor = QTextCursor(text.document())
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert opened(main_window, "quay").count.text() == "Not found"
    write(Draft(body="quay and\nquay"))
    QTest.keyClick(text, Qt.Key.Key_F3)
    QTest.keyClick(text, Qt.Key.Key_F3)
    assert text.textCursor().selectionStart() == 9


def test_a_bad_expression_is_said_where_it_is_written(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="a" * 3000 + "!"))
    bar = opened(main_window, "", replacing=True)
    bar.regex.click()
    QTest.keyClicks(bar.field, "(a")
    assert (
        bar.trouble.text() == "Not an expression yet, at character 3: missing closing parenthesis."
    )
    QTest.keyClicks(bar.field, "+)+$")
    assert bar.trouble.text().startswith("This expression takes too long")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert main_window.editor.text.body() == "a" * 3000 + "!"
    bar.field.setText("(!)")
    assert bar.trouble.isHidden()
    QTest.keyClicks(bar.template, "$3")
    QTest.keyClick(bar.template, Qt.Key.Key_Return)
    assert "no group “3”" in bar.trouble.text()
    assert main_window.editor.text.body() == "a" * 3000 + "!"


def test_what_was_typed_meanwhile_is_found_too(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="quay"))
    bar = opened(main_window, "quay")
    main_window.editor.focus_text()
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(main_window.editor.text, " quay")
    qtbot.waitUntil(lambda: bar.count.text() == "2 found")


def test_in_the_trash_nothing_is_replaced(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(body="quay"))
    main_window.actions_["trash"].trigger()
    main_window.open_article(draft.id)
    bar = opened(main_window, "quay", replacing=True)
    assert bar.count.text() == "1 of 1"
    assert not any(part.isEnabled() for part in (bar.template, bar.once, bar.all))
    QTest.keyClick(bar, Qt.Key.Key_Return, ALT)
    assert main_window.editor.text.body() == "quay"


def test_a_long_text_is_searched_between_keys(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    body = "\n\n".join(["The harbour and the sea keep their water. " * 12] * 400)
    write(Draft(body=body))
    bar = opened(main_window, "e")
    count = len(re.findall("e", body))
    assert not bar.count.text().endswith(f"{count}")  # the key was free before all was found
    qtbot.waitUntil(lambda: bar._search.done, timeout=20000)
    assert bar.count.text() == f"1 of {count}"
    assert len(marked(main_window)) < 600
    QTest.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{count} of {count}"

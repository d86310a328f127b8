"""A step over a long text goes by slices, back and on again, and is one step to who writes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.ui import insertion
from editor.ui.main_window import MainWindow
from editor.ui.writing import article_text, known_text
from editor.ui.writing.article_text import body_of
from editor.ui.writing.known_text import KnownText
from editor.ui.writing.pasting import slices
from editor.ui.writing.text_edit import TextEdit
from tests.window.test_formatting import CTRL, SHIFT, press
from tests.window.test_pasting import copy, note, paste

Write = Callable[[Draft], Draft]
LONG = "\n\n".join(f"Paragraph {n} of **many** words." for n in range(3000))
ABOVE = "Above.\n\n"


class Changes:
    """How much of a text each of its changes took away and put in."""

    def __init__(self, text: TextEdit) -> None:
        self.sizes: list[int] = []
        text.document().contentsChange.connect(self._on_change)

    def _on_change(self, _position: int, removed: int, added: int) -> None:
        self.sizes.append(max(removed, added))


def let_in(window: MainWindow, qtbot: QtBot) -> TextEdit:
    """Wait until the text can be written in."""
    qtbot.waitUntil(lambda: not window.editor.text.isReadOnly(), timeout=20000)
    return window.editor.text


@pytest.fixture
def pasted(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> TextEdit:
    """A text with a long one pasted at its end, in slices of 4,000 characters."""
    monkeypatch.setattr(insertion, "IN_SLICES", 1000)
    monkeypatch.setattr(slices, "SLICE", 4000)
    monkeypatch.setattr(slices, "MOST", 4000)
    write(Draft(title="Long", body=ABOVE))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    copy(LONG)
    paste(main_window)
    text = let_in(main_window, qtbot)
    assert text.body() == ABOVE + LONG
    return text


def test_a_long_paste_is_undone_and_redone_by_slices_with_one_key_each(
    pasted: TextEdit, main_window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(pasted, "!")
    press(pasted, Qt.Key.Key_Z, CTRL)
    for _ in range(2):
        for keys, wanted in (((CTRL,), ABOVE), ((CTRL, SHIFT), ABOVE + LONG)):
            changes = Changes(pasted)
            press(pasted, Qt.Key.Key_Z, *keys)
            let_in(main_window, qtbot)
            assert pasted.body() == wanted
            assert note(main_window) == ""
            assert max(changes.sizes) < 5000
            assert sum(changes.sizes) >= len(LONG)
    press(pasted, Qt.Key.Key_Z, CTRL, SHIFT)
    assert pasted.body() == ABOVE + LONG + "!"


def test_while_it_is_undone_the_text_takes_no_keys_and_is_kept_as_it_is_then(
    pasted: TextEdit, main_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.ui.writing.long_work.SLICE_MS", 0)
    press(pasted, Qt.Key.Key_Z, CTRL)
    assert pasted.isReadOnly()
    assert "%" in note(main_window)
    QTest.keyClicks(pasted, "not now")
    qtbot.waitUntil(lambda: pasted.document().characterCount() < len(LONG) // 2)
    assert pasted.body() == ABOVE + LONG  # until all of it is undone
    let_in(main_window, qtbot)
    assert main_window.article.flush()
    draft = main_window.article.draft
    assert draft is not None
    assert main_window.services.drafting.open(draft.id).body == ABOVE


@pytest.mark.parametrize("come_back_soon", [True, False])
def test_an_article_left_while_a_step_is_undone_is_found_as_it_was_saved(
    pasted: TextEdit,
    main_window: MainWindow,
    write: Write,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    come_back_soon: bool,
) -> None:
    first = main_window.article.draft
    assert first is not None
    left = pasted.article
    assert left is not None
    monkeypatch.setattr("editor.ui.writing.long_work.SLICE_MS", 0)
    press(pasted, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: pasted.document().characterCount() < len(LONG) // 2)
    other = Draft(title="Other", body="Else.")
    main_window.services.drafting.save(other)
    main_window.open_article(other.id)
    QTest.keyClicks(pasted, "Something ")
    assert pasted.body() == "Something Else."
    if not come_back_soon:
        qtbot.waitUntil(lambda: left.under_way is None, timeout=20000)
    main_window.open_article(first.id)
    let_in(main_window, qtbot)
    assert pasted.body() == ABOVE + LONG
    assert main_window.services.drafting.open(first.id).body == ABOVE + LONG
    assert pasted.article is left
    press(pasted, Qt.Key.Key_Z, CTRL)
    let_in(main_window, qtbot)
    assert pasted.body() == ABOVE


def test_a_long_paste_over_all_of_a_long_text_is_one_step(
    pasted: TextEdit, main_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "TAKEN_AT_ONCE", 10_000)
    changes = Changes(pasted)
    press(pasted, Qt.Key.Key_A, CTRL)
    copy(LONG.upper())
    paste(main_window)
    let_in(main_window, qtbot)
    assert pasted.body() == LONG.upper()
    assert max(changes.sizes) <= 15_000
    press(pasted, Qt.Key.Key_Z, CTRL)
    let_in(main_window, qtbot)
    assert pasted.body() == ABOVE + LONG


def test_what_was_written_after_a_long_step_was_undone_takes_its_place(
    pasted: TextEdit, main_window: MainWindow, qtbot: QtBot
) -> None:
    press(pasted, Qt.Key.Key_Z, CTRL)
    let_in(main_window, qtbot)
    QTest.keyClicks(pasted, "one two three")
    for wanted in ("one two", "one", ""):
        press(pasted, Qt.Key.Key_Z, CTRL)
        assert pasted.body() == ABOVE + wanted
        assert not pasted.isReadOnly()


def test_what_is_pasted_is_styled_as_it_comes(pasted: TextEdit) -> None:
    article = pasted.article
    assert article is not None
    assert article.highlighter.done
    block = pasted.document().lastBlock()
    assert any(one.format.fontWeight() > 400 for one in block.layout().formats())


def test_replace_all_is_undone_and_redone_by_slices_as_one_step(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    body = "\n\n".join("the cat and the dog " * 5 for _ in range(200))
    write(Draft(body=body))
    text, bar = main_window.editor.text, main_window.find_bar
    main_window.actions_["replace"].trigger()
    bar.field.setText("the")
    bar.template.setText("this")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    after = body.replace("the", "this")
    assert text.body() == after
    bar.close_bar()
    for keys, wanted in (((CTRL,), body), ((CTRL, SHIFT), after), ((CTRL,), body)):
        changes = Changes(text)
        press(text, Qt.Key.Key_Z, *keys)
        let_in(main_window, qtbot)
        assert text.body() == wanted
        assert max(changes.sizes) < len(body) // 5
    assert not text.document().isUndoAvailable()


# what is known of a long text

EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.floats(0, 0.3), st.sampled_from(["", "a", "b\n", "\n\n", "🎈x", "\u2028"])
    ),
    max_size=20,
)  # fmt: skip


@given(
    st.lists(st.tuples(EDITS, st.sampled_from(["together", "apart", "undo", "redo"])), max_size=6)
)
def test_what_is_known_of_a_long_text_is_what_stands_in_it(
    qapp: object, steps: list[tuple[list[tuple[float, float, str]], str]]
) -> None:
    part, known_text.PART = known_text.PART, 12
    try:
        document = QTextDocument()
        document.setPlainText("One 🎈.\n\nTwo and three.\nFour\n" * 4)
        known = KnownText(document)
        for edits, how in steps:
            if how in ("undo", "redo"):
                getattr(document, how)()
                assert known.body() == body_of(document)
                continue
            cursor = QTextCursor(document)
            if how == "together":
                cursor.beginEditBlock()
            for at, share, words in edits:
                size = document.characterCount() - 1
                cursor.setPosition(round(at * size))
                end = min(size, round((at + share) * size))
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(words)
            if how == "together":
                cursor.endEditBlock()
            known.read_on()
            assert known.body() == body_of(document)
    finally:
        known_text.PART = part


def test_a_long_text_is_read_again_only_where_it_changed(
    main_window: MainWindow, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_text, "LONG", 1000)
    monkeypatch.setattr(known_text, "PART", 5000)
    write(Draft(body=LONG))
    text = main_window.editor.text
    assert text.body() == LONG
    read: list[int] = []
    inner = KnownText._read

    def count(known: KnownText, number: int, begin: int, size: int) -> None:
        read.append(size)
        inner(known, number, begin, size)

    monkeypatch.setattr(KnownText, "_read", count)
    QTest.keyClicks(text, "New. ")
    assert text.body() == "New. " + LONG
    assert sum(read) < 6000

"""Seeing the text: alone, at one height, on all of the screen, larger, in light and dark."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.system.settings import TEXT_SIZE, TYPEWRITER
from editor.ui.controls import appearance as appearance_module
from editor.ui.controls.appearance import DARK, LIGHT, Appearance, color
from editor.ui.main_window import MainWindow
from editor.ui.writing import whereabouts
from editor.ui.writing.highlighter import Highlighter
from editor.ui.writing.text_edit import TextEdit
from tests.window.editing import settle

Write = Callable[[Draft], Draft]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = "\n\n".join(f"Paragraph {n} of a text that goes on for a while." for n in range(120))


def put_caret(window: MainWindow, words: str) -> None:
    found = window.editor.text.document().find(words)
    found.clearSelection()
    window.editor.text.setTextCursor(found)


def around(window: MainWindow) -> list[bool]:
    parts = (window.header, window.sidebar, window.inspector, window.status)
    return [part.isVisible() for part in parts]


def darkest(window: MainWindow, line: int) -> int:
    """The lightness of the darkest point of a line on the screen."""
    text = window.editor.text
    rect = text.block_rect(line)
    shown = text.grab(rect).toImage()
    return min(
        QColor(shown.pixel(x, y)).lightness()
        for x in range(shown.width())
        for y in range(shown.height())
    )


def test_focus_mode_leaves_the_text_alone_and_gives_back_what_was_there(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="T", body="One.\n\nTwo."))
    main_window.body.toggle_details(True)
    before = around(main_window)
    text = main_window.editor.text
    QTest.keyClick(text, Qt.Key.Key_F11)
    assert around(main_window) == [False] * 4
    qtbot.waitUntil(lambda: main_window.editor.width() == main_window.width())
    assert main_window.actions_["focus"].isChecked()
    QTest.keyClicks(text, "Typed. ")
    assert text.body() == "Typed. One.\n\nTwo."
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert around(main_window) == before
    QTest.keyClick(text, Qt.Key.Key_F11)
    QTest.keyClick(text, Qt.Key.Key_F11)
    assert around(main_window) == before
    assert not main_window.actions_["focus"].isChecked()


def test_only_the_paragraph_at_the_caret_stands_in_full_colour(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Draft(body="Hhhh one.\n\nHhhh two\nHhhh still two.\n\nHhhh three."))
    put_caret(main_window, "two")
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F11)
    full, least = color("text").lightness(), color("text3").lightness()

    def lit() -> list[bool]:
        found = [darkest(main_window, line) for line in (0, 2, 3, 5)]
        assert all(abs(one - full) < 12 or one > least - 12 for one in found)
        return [one < least - 12 for one in found]

    assert lit() == [False, True, True, False]
    styled: list[object] = []
    monkeypatch.setattr(Highlighter, "highlightBlock", lambda *_: styled.append(1))
    put_caret(main_window, "three")
    assert lit() == [False, False, False, True]
    assert not styled  # no block is touched for it
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F11)
    assert lit() == [True] * 4


@pytest.mark.parametrize("key", [Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_a_pane_that_is_asked_for_ends_focus_mode(
    main_window: MainWindow, write: Write, key: Qt.Key
) -> None:
    write(Draft(body="x"))
    main_window.body.wants_sidebar = False
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F11)
    QTest.keyClick(main_window.editor.text, key)
    pane = {
        Qt.Key.Key_F7: main_window.preview, Qt.Key.Key_F8: main_window.inspector,
        Qt.Key.Key_F9: main_window.sidebar,
    }[key]  # fmt: skip
    assert pane.isVisible()
    assert main_window.header.isVisible()


def test_escape_closes_the_search_first_and_focus_mode_then(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="x"))
    text = main_window.editor.text
    QTest.keyClick(text, Qt.Key.Key_F11)
    QTest.keyClick(text, Qt.Key.Key_F, CTRL)
    assert main_window.find_bar.isVisible()
    QTest.keyClick(main_window.find_bar.field, Qt.Key.Key_Escape)
    assert not main_window.find_bar.isVisible()
    assert not main_window.header.isVisible()
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert main_window.header.isVisible()


def test_the_caret_stays_at_one_height_while_one_writes(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=LONG))
    editor, text = main_window.editor, main_window.editor.text
    main_window.activateWindow()
    qtbot.waitUntil(text.hasFocus)
    main_window.actions_["typewriter"].trigger()
    assert main_window.services.settings.get(TYPEWRITER)
    middle = editor.height() // 2

    def caret() -> int:
        return text.y() + text.cursorRect().center().y()

    for words in ("Paragraph 60", "Paragraph 119"):
        put_caret(main_window, words)
        for _ in range(3):
            QTest.keyClicks(text, "Some words that fill a line of the column, and begin another.")
            QTest.keyClick(text, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: abs(caret() - middle) <= 2, timeout=5000)
    main_window.actions_["typewriter"].trigger()
    before = editor.bar.value()
    QTest.keyClick(text, Qt.Key.Key_Up)
    assert editor.bar.value() == before


def test_full_screen_has_a_key_of_its_own(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F11, SHIFT)
    assert main_window.isFullScreen()
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F11, SHIFT)
    assert not main_window.isFullScreen()


def test_the_text_is_made_larger_and_smaller_and_undo_and_caret_stay(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", body=LONG))
    text, settings = main_window.editor.text, main_window.services.settings
    put_caret(main_window, "Paragraph 40")
    QTest.keyClicks(text, "so")
    at, top = text.textCursor().position(), main_window.editor.top_line()[0]
    line = text.block_rect(80).height()
    QTest.keyClick(text, Qt.Key.Key_Equal, CTRL)
    assert settings.get(TEXT_SIZE) == 19
    assert text.document().defaultFont().pixelSize() == 19
    assert text.block_rect(80).height() > line
    assert text.textCursor().position() == at
    assert main_window.editor.top_line()[0] == top
    QTest.keyClick(text, Qt.Key.Key_Minus, CTRL)
    QTest.keyClick(text, Qt.Key.Key_Minus, CTRL)
    assert settings.get(TEXT_SIZE) == 15
    QTest.keyClick(text, Qt.Key.Key_0, CTRL)
    assert settings.get(TEXT_SIZE) == 17
    assert text.block_rect(80).height() == line
    assert "Paragraph 40so of" in text.body()
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL)
    assert text.body() == LONG


def test_the_wheel_with_ctrl_held_makes_the_text_larger(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=LONG))
    at = QPointF(200, 300)
    viewport = main_window.editor.text.viewport()
    for pixels in (60, 60):  # half a notch each
        turned = QWheelEvent(
            at, QPointF(viewport.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, pixels),
            Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, turned)
    assert main_window.services.settings.get(TEXT_SIZE) == 19
    assert main_window.editor.bar.value() == 0


def test_an_article_that_was_left_is_of_the_new_size_too(
    main_window: MainWindow, write: Write
) -> None:
    first = write(Draft(title="First", body=LONG))
    text = main_window.editor.text
    lines = text.block_rect(0).height()
    write(Draft(title="Second", body="x"))
    for _ in range(4):
        QTest.keyClick(text, Qt.Key.Key_Equal, CTRL)
    main_window.open_article(first.id)
    assert text.document().defaultFont().pixelSize() == 25
    assert text.block_rect(0).height() > 1.3 * lines


class Desktop:
    """A desktop that is light or dark."""

    scheme = Qt.ColorScheme.Dark

    def colorScheme(self) -> Qt.ColorScheme:  # Qt's name
        return self.scheme


def test_the_window_follows_the_desktop_while_an_article_is_open(
    main_window: MainWindow, write: Write, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Draft(body="Some *words*."))
    main_window._on_theme("system")
    monkeypatch.setattr(
        appearance_module, "QGuiApplication", type("", (), {"styleHints": lambda: Desktop()})
    )
    for scheme, look in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        Desktop.scheme = scheme
        QApplication.styleHints().colorSchemeChanged.emit(scheme)
        assert main_window.editor.palette().window().color() == QColor(look.surf)
        marks = main_window.editor.text.document().firstBlock().layout().formats()
        dimmed = {run.format.foreground().color().name() for run in marks if run.length == 1}
        assert dimmed == {look.text3.lower()}
    monkeypatch.undo()
    main_window._on_theme("light")


def test_another_language_turns_the_text_round_and_undo_and_caret_stay(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(title="T", body="One.\n\nTwo."))
    text = main_window.editor.text
    put_caret(main_window, "Two")
    QTest.keyClicks(text, "And")
    at = text.textCursor().position()
    main_window.article.edit("language", "ar")
    option = text.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert text.textCursor().position() == at
    assert main_window.editor.head.layoutDirection() == Qt.LayoutDirection.RightToLeft
    main_window.actions_["undo"].trigger()
    assert text.body() == draft.body


ARABIC = "المدينة التي تشرب"


def runs(window: MainWindow) -> list[str]:
    """Which way each line runs on the screen."""
    found, block = [], window.editor.text.document().firstBlock()
    while block.isValid():
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        found.append("right" if rtl else "left")
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("language", "neutral"), [("ar", "right"), ("en", "left")], ids=["Arabic", "English"]
)
def test_each_line_runs_as_its_first_letter_does_else_as_the_article(
    main_window: MainWindow, write: Write, language: str, neutral: str
) -> None:
    lines = {
        "English, 61.": "left", "## A heading": "left", "> A quote": "left", "- item": "left",
        f"## {ARABIC}": "right", f"> {ARABIC} so": "right", f"1. {ARABIC}": "right",
        f"**{ARABIC}** so": "right", "": neutral, "61 (2011)": neutral, "---": neutral,
        f'<span lang="ar" dir="rtl">{ARABIC}</span>': "right", f"[^note]: {ARABIC}": "right",
        f'<span lang="ar">{ARABIC}</span>': "right",
    }  # fmt: skip
    draft = write(Draft(body="\n".join(lines), language=language))
    assert runs(main_window) == list(lines.values())
    assert not main_window.editor.text.document().isUndoAvailable()
    other = "en" if language == "ar" else "ar"
    main_window.article.edit("language", other)
    turned = {"right": "left", "left": "right"}[neutral]
    assert runs(main_window)[8:11] == [turned] * 3
    assert runs(main_window)[:8] == list(lines.values())[:8]
    assert main_window.editor.text.body() == draft.body


def test_a_line_turns_while_it_is_typed_and_undo_turns_it_back(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=ARABIC, language="ar"))
    text = main_window.editor.text
    QTest.keyClick(text, Qt.Key.Key_End, CTRL)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert runs(main_window) == ["right", "right"]
    QTest.keyClicks(text, "Words")
    qtbot.waitUntil(lambda: runs(main_window) == ["right", "left"], timeout=5000)
    QTest.keyClick(text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: runs(main_window) == ["right", "left", "right"], timeout=5000)
    steps = []
    while text.document().isUndoAvailable():
        main_window.actions_["undo"].trigger()
        steps.append(text.body())
    assert steps[-1] == ARABIC
    assert len(set(steps)) == len(steps)  # none that only turns a line
    while text.document().isRedoAvailable():
        main_window.actions_["redo"].trigger()
    assert text.body() == f"{ARABIC}\nWords\n"
    assert runs(main_window) == ["right", "left", "right"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_title_and_standfirst_run_as_what_is_typed(
    main_window: MainWindow, write: Write, language: str
) -> None:
    write(Draft(language=language))
    field = main_window.editor.head.title
    document = field.document()
    QTest.keyClicks(field, "Title")
    assert document.firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    field.selectAll()
    field.insertPlainText(ARABIC)
    assert document.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    field.selectAll()
    field.insertPlainText("2011")
    rtl = document.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    assert rtl == (language == "ar")


def test_the_lines_of_an_excerpt_run_their_own_way(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x", excerpt=f"Words\n{ARABIC}"))
    main_window.body.toggle_details(True)
    document = main_window.inspector.fields.excerpt.document()
    directions = [document.findBlockByNumber(line).textDirection() for line in (0, 1)]
    assert directions == [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]


def assert_laid_out(text: TextEdit, line: int) -> None:
    """Each line in view begins where the one above it ends."""
    rects = [text.block_rect(number) for number in range(line, text.last_in_view() + 1)]
    assert len(rects) > 5
    assert rects[-1].bottom() > text.viewport().height() - 100
    for above, below in pairwise(rects):
        assert above.height() > 0
        assert abs(below.top() - above.bottom()) < 6


@pytest.mark.parametrize("typed", ["", "!"])
def test_far_down_in_a_long_text_another_size_leaves_view_and_caret_where_they_are(
    main_window: MainWindow, write: Write, qtbot: QtBot, typed: str
) -> None:
    body = "\n\n".join(f"Paragraph {n} of some words. " * 8 for n in range(1500))
    write(Draft(body=body))
    editor, text = main_window.editor, main_window.editor.text
    editor.go_to_line(2400)
    line, offset = editor.top_line()
    at = text.textCursor().position()
    for key in (Qt.Key.Key_Equal, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
        QTest.keyClick(text, key, CTRL)
    assert not editor.updatesEnabled()  # what was seen stays on the screen while it is laid out
    QTest.keyClicks(text, typed)
    if typed:
        assert editor.updatesEnabled()
        assert text.body()[at : at + 1] == typed
    qtbot.waitUntil(editor.updatesEnabled)
    settle()
    assert_laid_out(text, line)
    article = text.article
    assert article is not None
    qtbot.waitUntil(lambda: article.highlighter.done, timeout=20000)
    assert text.textCursor().position() == at + len(typed)
    assert editor.top_line()[0] == line
    assert abs(editor.top_line()[1] - offset) < 40


def test_far_down_in_a_long_text_another_size_is_laid_out_by_slices(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "SLICE_MS", 1)
    write(Draft(body="\n\n".join(f"Paragraph {n} of some words. " * 8 for n in range(1500))))
    editor, text = main_window.editor, main_window.editor.text
    editor.go_to_line(2400)
    text.viewport().update()  # as each blink of the caret asks for
    QTest.keyClick(text, Qt.Key.Key_Equal, CTRL)
    settle()
    assert text.document().findBlockByNumber(2400).layout().lineCount() == 0
    qtbot.waitUntil(editor.updatesEnabled, timeout=20000)
    assert text.document().findBlockByNumber(2400).layout().lineCount() > 0

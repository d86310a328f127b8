"""Writing: what is typed is on the disk within a second, formatted by keys, undone by article."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.errors import StorageFailed
from editor.services.drafting import Drafting
from editor.ui.controls.appearance import color
from editor.ui.main_window import MainWindow
from editor.ui.writing.formatting.markdown_commands import insert_picture
from editor.ui.writing.text_edit import TextEdit

Write = Callable[[Draft], Draft]


def stored(window: MainWindow, draft: Draft) -> Draft:
    return window.services.drafting.open(draft.id)


def select(window: MainWindow, text: str) -> None:
    window.editor.text.setTextCursor(window.editor.text.document().find(text))


def test_every_key_is_on_the_disk_within_a_second(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body=""))
    QTest.keyClicks(main_window.editor.text, "A sentence.")
    qtbot.waitUntil(lambda: stored(main_window, draft).body == "A sentence.", timeout=1000)
    assert main_window.status.saved.text().startswith("Saved ")


def test_title_and_standfirst_are_kept_too(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft())
    QTest.keyClicks(main_window.editor.head.title, "A title")
    QTest.keyClick(main_window.editor.head.title, Qt.Key.Key_Return)
    QTest.keyClicks(main_window.editor.head.subtitle, "Its standfirst")
    main_window.article.flush()
    kept = stored(main_window, draft)
    assert (kept.title, kept.subtitle) == ("A title", "Its standfirst")
    assert "\n" not in kept.title


def test_opening_an_article_changes_nothing_in_it(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    body = "No\u00a0break, and a trailing line.\n\n\tTabbed.\n"
    draft = write(Draft(title="Kept", subtitle="As it was", body=body))
    main_window.resize(1100, 700)
    main_window.body.toggle_details(True)
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0)
    assert not main_window.article.dirty
    assert main_window.article.draft == draft == stored(main_window, draft)


def test_a_full_disk_is_said_and_stays_said_and_the_text_stays(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(Draft(body=""))
    save = Drafting.save

    def full(*_: object, **__: object) -> None:
        raise StorageFailed("disk-full")

    monkeypatch.setattr(Drafting, "save", full)
    QTest.keyClicks(main_window.editor.text, "Not lost.")
    qtbot.waitUntil(lambda: main_window.status.saved.text() == "Not saved")
    assert main_window.editor.text.body() == "Not lost."
    assert main_window.banner.isVisible()
    monkeypatch.setattr(Drafting, "save", save)
    main_window.article.flush()
    assert stored(main_window, draft).body == "Not lost."
    assert main_window.status.saved.text().startswith("Saved ")


@pytest.mark.parametrize(
    ("action", "select_", "wanted"),
    [
        ("bold", "word", "A **word** here."),
        ("italic", "word", "A *word* here."),
        ("link", "word", "A [word]() here."),
        ("heading2", "word", "## A word here."),
        ("heading3", "word", "### A word here."),
        ("quote", "word", "> A word here."),
        ("list", "word", "- A word here."),
    ],
)
def test_formatting_and_one_undo_back(
    main_window: MainWindow, write: Write, action: str, select_: str, wanted: str
) -> None:
    write(Draft(body="A word here."))
    select(main_window, select_)
    main_window.actions_[action].trigger()
    assert main_window.editor.text.body() == wanted
    main_window.actions_["undo"].trigger()
    assert main_window.editor.text.body() == "A word here."


@pytest.mark.parametrize("action", ["bold", "italic", "heading2", "quote", "list"])
def test_formatting_twice_is_formatting_not_at_all(
    main_window: MainWindow, write: Write, action: str
) -> None:
    write(Draft(body="A word here."))
    select(main_window, "word")
    main_window.actions_[action].trigger()
    main_window.actions_[action].trigger()
    assert main_window.editor.text.body() == "A word here."


def test_italic_inside_bold_leaves_the_bold(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="A **word** here."))
    select(main_window, "word")
    main_window.actions_["italic"].trigger()
    assert main_window.editor.text.body() == "A ***word*** here."


def test_bold_is_begun_and_ended_with_the_same_key(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=""))
    text, bold = main_window.editor.text, main_window.actions_["bold"]
    QTest.keyClicks(text, "A ")
    bold.trigger()
    QTest.keyClicks(text, "very loud")
    bold.trigger()
    main_window.actions_["italic"].trigger()
    QTest.keyClicks(text, ", or")
    main_window.actions_["italic"].trigger()
    QTest.keyClicks(text, " not")
    assert text.body() == "A **very loud***, or* not"


def test_bold_begun_and_ended_at_once_leaves_nothing(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="- one "))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    main_window.actions_["bold"].trigger()
    assert main_window.editor.text.body() == "- one ****"
    main_window.actions_["bold"].trigger()
    assert main_window.editor.text.body() == "- one "


def test_a_key_after_the_word_at_the_caret_was_made_bold_does_not_replace_it(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="A word here."))
    text = main_window.editor.text
    caret = text.textCursor()
    caret.setPosition(4)
    text.setTextCursor(caret)
    main_window.actions_["bold"].trigger()
    QTest.keyClicks(text, "!")
    assert text.body() == "A **wo!rd** here."


def test_each_enter_is_a_line(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=""))
    text = main_window.editor.text
    for words in ("First.", "Second.", "Third."):
        QTest.keyClicks(text, words)
        QTest.keyClick(text, Qt.Key.Key_Return)
        QTest.keyClick(text, Qt.Key.Key_Return)
    assert text.body() == "First.\n\nSecond.\n\nThird.\n\n"
    shapes = {
        text.document().findBlockByNumber(line).blockFormat().lineHeight() for line in range(7)
    }
    assert shapes == {27}


def test_a_footnote_is_called_here_and_written_at_the_end(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="A claim.\n\n[^1]: Old."))
    select(main_window, "claim")
    main_window.actions_["footnote"].trigger()
    QTest.keyClicks(main_window.editor.text, "New.")
    assert main_window.editor.text.body() == "A claim[^2].\n\n[^1]: Old.\n[^2]: New."


def test_enter_goes_on_with_a_list_and_ends_it(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="1. one"))
    text = main_window.editor.text
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    text.setTextCursor(cursor)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "two")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "After.")
    # without the empty line it would go on with the item
    assert text.body() == "1. one\n2. two\n\nAfter."


def test_undo_belongs_to_its_article(main_window: MainWindow, write: Write) -> None:
    first = write(Draft(title="First", body="one"))
    QTest.keyClicks(main_window.editor.text, "x")
    write(Draft(title="Second", body="two"))
    main_window.actions_["undo"].trigger()
    assert main_window.editor.text.body() == "two"
    main_window.open_article(first.id)
    assert main_window.editor.text.body() == "xone"
    main_window.actions_["undo"].trigger()
    assert main_window.editor.text.body() == "one"


def test_a_dropped_picture_is_kept_once_and_shown_in_the_text(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    draft = write(Draft(body="Before.\n\nAfter."))
    picture = tmp_path / "Quay at dusk.png"
    Image.new("RGB", (40, 20), "navy").save(picture)
    select(main_window, "After")
    for _ in range(2):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(picture))])
        main_window.editor.text.insertFromMimeData(dropped)
        qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=10000)
    body = main_window.editor.text.body()
    assert body.count("![](quay-at-dusk.png)") == 2
    assert main_window.services.drafting.picture(draft.id, "quay-at-dusk.png") is not None
    assert len(list(main_window.services.paths.pictures.rglob("*.png"))) == 1


def test_a_broken_picture_is_said_and_the_text_is_as_it_was(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body="Only text."))
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG nothing more")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(broken))])
    main_window.editor.text.insertFromMimeData(dropped)
    qtbot.waitUntil(main_window.banner.isVisible, timeout=10000)
    assert "broken.png" in main_window.banner.words.text() or main_window.banner.words.text()
    assert main_window.editor.text.body() == "Only text."


def test_find_counts_and_goes_round(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="quay one\n\nquay two\n\nno match"))
    main_window.actions_["find"].trigger()
    bar = main_window.find_bar
    QTest.keyClicks(bar.field, "quay")
    assert bar.count.text() == "1 of 2"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 2"
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "2 of 2"
    bar.field.setText("nowhere")
    assert bar.count.text() == "Not found"
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_an_arabic_article_is_written_from_right_to_left(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="المدينة", body="في الخامسة وعشر دقائق.", language="ar"))
    option = main_window.editor.text.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert main_window.editor.head.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert main_window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert "right to left" in main_window.status.language.text()


def test_the_head_scrolls_away_and_comes_back_with_the_caret(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="At the top", body="\n\n".join(f"Paragraph {n}." for n in range(80))))
    editor = main_window.editor
    main_window.activateWindow()
    qtbot.waitUntil(editor.text.hasFocus)
    QTest.keyClick(editor.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert editor.head.geometry().bottom() < 0
    caret = editor.text.y() + editor.text.cursorRect().bottom()
    assert 0 < caret < editor.height()
    QTest.keyClick(editor.text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert editor.head.y() == 0


def test_up_in_the_first_line_leads_to_the_standfirst_and_shows_it(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", subtitle="Under it", body="\n\n".join(["Words."] * 100)))
    editor = main_window.editor
    editor.bar.setValue(editor.bar.maximum())
    QTest.keyClick(editor.text, Qt.Key.Key_Up)
    assert editor.head.subtitle.hasFocus()
    assert editor.head.y() == 0
    QTest.keyClick(editor.head.subtitle, Qt.Key.Key_Down)
    assert editor.text.hasFocus()


def test_the_caret_has_the_colour_of_here(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Some words."))
    text = main_window.editor.text
    text.moveCursor(QTextCursor.MoveOperation.End)
    assert text.cursorWidth() == 0  # Qt's own does not blink beside it
    drawn = text.viewport().grab(text.caret_rect()).toImage()
    assert drawn.pixelColor(drawn.rect().center()) == color("focus")


def test_a_picture_is_a_paragraph_of_its_own_whatever_stands_around_it(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="Above.\n\nBelow."))
    text = main_window.editor.text
    caret = text.textCursor()
    caret.setPosition(len("Above.\n"))
    insert_picture(caret, "quay.jpg")
    assert text.body() == "Above.\n\n![](quay.jpg)\n\nBelow."


def test_to_select_all_moves_nothing(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="A line of text.\n\n" * 200))
    text, bar = main_window.editor.text, main_window.editor.bar
    text.setFocus()
    bar.setValue(500)
    QTest.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert text.textCursor().hasSelection()
    assert bar.value() == 500
    QTest.keyClick(text, Qt.Key.Key_Right)
    assert bar.value() > 2000  # the caret is at the end, and is shown


def test_a_long_article_is_opened_without_being_laid_out_whole(
    main_window: MainWindow, write: Write
) -> None:
    body = "\n\n".join(["Words and words. " * 12] * 1500)
    long = Draft(title="Long", body=f"{body}\n\n<!--more-->\n\n{body}", access=Access.PAID)
    write(Draft(title="Before", body="x"))
    main_window.services.drafting.save(long)
    main_window.open_article(long.id)
    QCoreApplication.sendPostedEvents()
    document = main_window.editor.text.document()
    laid = sum(
        bool(document.findBlockByNumber(at).layout().lineCount())
        for at in range(document.blockCount())
    )
    assert 0 < laid < 400


def test_a_key_draws_its_line_and_then_what_it_changed_in_the_lines_above(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    main_window.resize(1100, 700)
    write(Draft(body="Some ==words " + "that go on and on " * 8 + "and end"))
    text = main_window.editor.text
    text.moveCursor(QTextCursor.MoveOperation.End)
    text.setFocus()
    qtbot.waitUntil(lambda: text.article is not None and text.article.highlighter.done)
    qtbot.waitUntil(lambda: on_screen(text) == drawn_anew(text))
    QTest.keyClicks(text, " here==")  # the last of them gives all lines another ground
    QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: on_screen(text) == drawn_anew(text))


def on_screen(text: TextEdit) -> QImage:
    """The lines of a paragraph as the window shows them."""
    window, view = text.window(), text.viewport()
    shown = window.screen().grabWindow(window.winId()).toImage()
    place = QRect(view.mapTo(window, QPoint()), view.size())
    return shown.copy(place).convertToFormat(QImage.Format.Format_RGB32)


def drawn_anew(text: TextEdit) -> QImage:
    """The same, drawn from nothing beside the window."""
    return text.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

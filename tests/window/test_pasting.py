"""Pasting and dropping: what comes in is clean, is one undo step, and nothing of it is lost unsaid."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.ui import insertion
from editor.ui.main_window import MainWindow
from editor.ui.writing.pasting.long_line_sheet import LongLineSheet
from editor.ui.writing.pasting.original_sheet import OriginalSheet

Write = Callable[[Draft], Draft]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def copy(text: str = "", html: str = "", **formats: bytes) -> None:
    """Put on the clipboard what another program would."""
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    for kind, data in formats.items():
        made.setData(kind, data)
    QGuiApplication.clipboard().setMimeData(made)


def paste(window: MainWindow, *, plain: bool = False) -> None:
    """Press Ctrl+V, or Ctrl+Shift+V."""
    if plain:
        window.activateWindow()
        QTest.keyClick(window, Qt.Key.Key_V, CTRL | SHIFT)
    else:
        QTest.keyClick(window.editor.text, Qt.Key.Key_V, CTRL)


def drop(window: MainWindow, *files: Path) -> None:
    """Drop files on the end of the text."""
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    viewport = window.editor.text.viewport()
    event = QDropEvent(
        QPointF(QPoint(viewport.width() - 5, viewport.height() - 5)),
        Qt.DropAction.CopyAction, made, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.editor.text.dropEvent(event)


def body(window: MainWindow) -> str:
    return window.editor.text.body()


def note(window: MainWindow) -> str:
    """What is said below the text; "" where nothing is."""
    shown = window.writing.pasting().note
    return shown.words.text() if shown.isVisible() else ""


def press(parent: QWidget, words: str) -> None:
    button = next(
        one
        for one in parent.findChildren(QAbstractButton)
        if one.text() == words and one.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def undo(window: MainWindow) -> None:
    window.actions_["undo"].trigger()


def a_picture(path: Path, colour: str = "navy") -> Path:
    Image.new("RGB", (8, 6), colour).save(path)
    return path


def test_a_page_comes_in_as_markdown_and_is_one_undo_step(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=""))
    QTest.keyClicks(main_window.editor.text, "Typed. ")
    copy("Bold and a link", '<p><b>Bold</b> and <a href="https://a.example/b">a link</a></p>')
    paste(main_window)
    QTest.keyClicks(main_window.editor.text, " More.")
    wanted = "Typed. **Bold** and [a link](https://a.example/b)"
    assert body(main_window) == wanted + " More."
    undo(main_window)
    assert body(main_window) == wanted
    undo(main_window)
    assert body(main_window) == "Typed. "
    main_window.actions_["redo"].trigger()
    assert body(main_window) == wanted
    assert note(main_window) == ""


def test_blocks_get_the_blank_lines_they_need(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Above below."))
    caret = main_window.editor.text.textCursor()
    caret.setPosition(len("Above "))
    main_window.editor.text.setTextCursor(caret)
    copy("Head\none", "<h2>Head</h2><ul><li>one</li></ul>")
    paste(main_window)
    assert body(main_window) == "Above \n\n## Head\n\n- one\n\nbelow."


def test_blocks_come_after_a_picture_whose_words_are_still_asked_for(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="![](quay.png)"))
    caret = main_window.editor.text.textCursor()
    caret.setPosition(2)
    main_window.editor.text.setTextCursor(caret)
    copy("Head", "<h2>Head</h2><p>Words</p>")
    paste(main_window)
    assert body(main_window) == "![](quay.png)\n\n## Head\n\nWords"


def test_what_could_not_be_kept_is_said_and_the_original_offered(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=""))
    copy("Read on.", "<p><b>Read</b> on.</p><script>steal()</script>")
    paste(main_window)
    assert body(main_window) == "**Read** on."
    assert "1 script" in note(main_window)
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_F6)
    QTest.keyClick(main_window.focusWidget(), Qt.Key.Key_Space)
    sheet = main_window.sheet()
    assert isinstance(sheet, OriginalSheet)
    assert sheet.text.toPlainText() == "Read on."
    press(sheet, "HTML")
    assert "steal()" in sheet.text.toPlainText()
    press(sheet, "Insert as plain text")
    assert body(main_window) == "Read on."
    assert note(main_window) == ""
    undo(main_window)
    assert body(main_window) == "**Read** on."


def test_what_was_written_since_is_not_lost_to_the_original(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=""))
    copy("Read on.", "<p><b>Read</b> on.</p><script>steal()</script>")
    paste(main_window)
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.Left)
    QTest.keyClicks(main_window.editor.text, " and on")
    press(main_window.writing.pasting().note, "Original…")
    assert main_window.sheet() is not None
    press(main_window.sheet(), "Insert as plain text")  # type: ignore[arg-type]  # it is there
    assert body(main_window) == "**Read** on and onRead on.."


def test_a_key_pastes_as_plain_text(main_window: MainWindow, write: Write) -> None:
    write(Draft(body=""))
    copy("Bold", "<b>Bold</b>")
    paste(main_window, plain=True)
    assert body(main_window) == "Bold"


@pytest.mark.parametrize("before", ["```\n|\n```", "Some `co|de` here", "~~~ html\na\n\n|"])
def test_in_code_everything_is_plain(main_window: MainWindow, write: Write, before: str) -> None:
    write(Draft(body=before.replace("|", "")))
    caret = main_window.editor.text.textCursor()
    caret.setPosition(before.index("|"))
    main_window.editor.text.setTextCursor(caret)
    copy("<b> & *x*", "<p><b>&lt;b&gt;</b></p>")
    paste(main_window)
    assert body(main_window) == before.replace("|", "<b> & *x*")


@pytest.mark.parametrize(
    ("selected", "wanted"),
    [
        ("the note", "See [the note](https://a.example/x) here."),
        ("the note ", "See [the note](https://a.example/x) here."),
    ],
)
def test_an_address_over_a_selection_is_a_link(
    main_window: MainWindow, write: Write, selected: str, wanted: str
) -> None:
    write(Draft(body="See the note here."))
    main_window.editor.text.setTextCursor(main_window.editor.text.document().find(selected))
    copy("https://a.example/x")
    paste(main_window)
    assert body(main_window) == wanted
    undo(main_window)
    assert body(main_window) == "See the note here."


def test_an_address_over_an_address_takes_its_place(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="[a](https://old.example)"))
    text = main_window.editor.text
    text.setTextCursor(text.document().find("https://old.example"))
    copy("https://new.example/a_(b)\n", '<a href="https://new.example/a_(b)">new</a>')
    paste(main_window)
    assert body(main_window) == "[a](https://new.example/a_(b))"


def test_an_address_on_an_empty_line_stays_alone(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="Above.\n\n"))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    copy("https://vimeo.com/76979871")
    paste(main_window)
    assert body(main_window) == "Above.\n\nhttps://vimeo.com/76979871"


def test_what_is_copied_here_comes_back_as_it_was(main_window: MainWindow, write: Write) -> None:
    text = "A **word**,\u00a0no break.\n\n- item\n\n"
    write(Draft(body=text))
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_A, CTRL)
    main_window.actions_["copy"].trigger()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == text
    assert not mime.hasHtml()
    main_window.actions_["clip-cut"].trigger()
    assert body(main_window) == ""
    main_window.actions_["paste"].trigger()
    assert body(main_window) == text.replace("\u00a0", " ") or body(main_window) == text


def test_title_and_standfirst_take_one_clean_line(main_window: MainWindow, write: Write) -> None:
    write(Draft())
    head = main_window.editor.head
    copy("A title\x07\u200b\nin\ttwo\u2028lines\n", "<h1>A title</h1>")
    for field in (head.title, head.subtitle):
        QTest.keyClick(field, Qt.Key.Key_V, CTRL)
        assert field.text() == "A title in two lines"


# pictures and files


def test_a_pasted_picture_is_kept_and_its_words_are_asked_for(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body="Above.\n\n"))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkBlue)
    QGuiApplication.clipboard().setImage(image)
    paste(main_window)
    qtbot.waitUntil(lambda: "![](pasted.png)" in body(main_window))
    assert main_window.services.drafting.picture(draft.id, "pasted.png") is not None
    assert "what the picture shows" in note(main_window)
    QTest.keyClicks(main_window.editor.text, "The quay")
    assert body(main_window) == "Above.\n\n![The quay](pasted.png)"
    assert note(main_window) == ""


def test_several_pictures_are_one_undo_step(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body=""))
    drop(main_window, a_picture(tmp_path / "quay.png"), a_picture(tmp_path / "pump.jpg", "red"))
    qtbot.waitUntil(lambda: "pump" in body(main_window))
    assert body(main_window) == "![](quay.png)\n\n![](pump.jpg)"
    undo(main_window)
    assert body(main_window) == ""


def test_a_picture_in_a_page_is_kept_like_any_other(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body=""))
    packed = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(packed, "PNG")
    address = "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()
    copy("Words", f'<p>Words</p><p><img src="{address}" alt="A pump"></p>')
    paste(main_window)
    qtbot.waitUntil(lambda: "![A pump](" in body(main_window))
    name = body(main_window).rpartition("(")[2].rstrip(")")
    assert main_window.services.drafting.picture(draft.id, name) is not None


def test_what_is_typed_while_a_picture_is_packed_comes_after_it(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body=""))
    drop(main_window, a_picture(tmp_path / "quay.png"))
    QTest.keyClicks(main_window.editor.text, "Typed.")
    qtbot.waitUntil(lambda: "quay" in body(main_window))
    assert body(main_window) == "![](quay.png)\n\nTyped."


def test_a_picture_for_an_article_that_was_left_waits_for_it(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    first = write(Draft(title="First", body=""))
    drop(main_window, a_picture(tmp_path / "quay.png"))
    write(Draft(title="Second", body="Else."))
    qtbot.waitUntil(lambda: "First" in note(main_window))
    assert body(main_window) == "Else."
    press(main_window.writing.pasting().note, "Open it")
    qtbot.waitUntil(lambda: body(main_window) == "![](quay.png)")
    assert main_window.article.draft is not None
    assert main_window.article.draft.id == first.id


def test_a_dropped_text_is_opened_or_inserted(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body=""))
    file = tmp_path / "notes.md"
    file.write_text("Two *pumps*.", "utf-8")
    drop(main_window, file)
    assert "notes.md" in note(main_window)
    press(main_window.writing.pasting().note, "Insert its text")
    qtbot.waitUntil(lambda: body(main_window) == "Two *pumps*.")
    drop(main_window, file)
    press(main_window.writing.pasting().note, "Open as an article")
    assert main_window.services.drafting.file_of(main_window.article.draft.id) == file  # type: ignore[union-attr]  # it is open


def test_the_heading_of_a_pasted_text_is_offered_as_its_title(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body=""))
    copy("# The Iris\n\nShe left.")
    paste(main_window)
    assert body(main_window) == "# The Iris\n\nShe left."
    press(main_window.writing.pasting().note, "Make it the title")
    assert main_window.editor.head.title.text() == "The Iris"
    assert main_window.article.draft is not None
    assert main_window.article.draft.title == "The Iris"
    assert body(main_window) == "She left."
    QTest.keyClick(main_window.editor.text, Qt.Key.Key_Z, CTRL)
    assert body(main_window) == "# The Iris\n\nShe left."
    write(Draft(title="Has one", body=""))
    paste(main_window)
    assert "title" not in note(main_window)


def test_a_dropped_page_is_pasted_and_what_is_no_text_is_refused(
    main_window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body=""))
    page = tmp_path / "page.html"
    page.write_text("<h2>Head</h2><p>Some <i>words</i>.</p>", "utf-8")
    other = tmp_path / "report.docx"
    other.write_bytes(b"PK\x03\x04")
    drop(main_window, page, other)
    qtbot.waitUntil(lambda: body(main_window) == "## Head\n\nSome *words*.")
    assert "report.docx is no text file." in main_window.banner.words.text()


# long text


def test_a_long_paste_goes_in_by_slices_as_one_undo_step(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insertion, "IN_SLICES", 1000)
    draft = write(Draft(body="Above.\n\n"))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    long = "\n\n".join(f"Paragraph {n} of many words." for n in range(4000))
    copy(long)
    paste(main_window)
    assert "%" in note(main_window)
    QTest.keyClicks(main_window.editor.text, "not now")
    for action in ("bold", "undo", "heading2", "publish"):
        assert not main_window.actions_[action].isEnabled()
    qtbot.waitUntil(lambda: note(main_window) == "", timeout=20000)
    assert body(main_window) == "Above.\n\n" + long
    assert main_window.actions_["undo"].isEnabled()
    assert main_window.article.flush()
    assert main_window.services.drafting.open(draft.id).body == "Above.\n\n" + long
    QTest.keyClicks(main_window.editor.text, "!")
    assert body(main_window).endswith("words.!")
    undo(main_window)
    undo(main_window)
    qtbot.waitUntil(lambda: not main_window.editor.text.isReadOnly())
    assert body(main_window) == "Above.\n\n"


def test_a_long_paste_that_is_stopped_leaves_nothing(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insertion, "IN_SLICES", 1000)
    draft = write(Draft(body="Above, here."))
    text = main_window.editor.text
    text.setTextCursor(text.document().find("here"))
    copy("\n\n".join(f"Paragraph {n} of many words." for n in range(8000)))
    paste(main_window)
    qtbot.waitUntil(lambda: text.document().blockCount() > 100)
    press(main_window.writing.pasting().note, "Stop")
    assert body(main_window) == "Above, here."
    assert "taken back" in note(main_window)
    assert not text.document().isRedoAvailable()
    main_window.article.flush()
    assert main_window.services.drafting.open(draft.id).body == "Above, here."
    QTest.keyClicks(text, "On.")
    assert "On." in body(main_window)


def test_another_article_opened_meanwhile_stops_it(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insertion, "IN_SLICES", 1000)
    first = write(Draft(body="Above."))
    copy("\n\n".join(f"Paragraph {n} of many words." for n in range(8000)))
    paste(main_window)
    qtbot.waitUntil(lambda: main_window.editor.text.document().blockCount() > 100)
    write(Draft(body="Else."))
    assert "taken back" in note(main_window)
    QTest.keyClicks(main_window.editor.text, "Something ")
    assert body(main_window) == "Something Else."
    main_window.open_article(first.id)
    assert body(main_window) == "Above."
    assert main_window.services.drafting.open(first.id).body == "Above."


def test_the_cut_in_a_long_paste_takes_the_place_of_the_old_one(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insertion, "IN_SLICES", 100)
    before = "Free.\n\n<!--more-->\n\nPaid.\n\n"
    write(Draft(body=before))
    main_window.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    copy("New. " * 30 + "\n\n<!--more-->\n\nRest.")
    paste(main_window)
    qtbot.waitUntil(lambda: "Rest." in body(main_window) and note(main_window) == "")
    assert body(main_window).count("<!--more-->") == 1
    assert body(main_window).startswith("Free.")
    assert "Paid.\n\nNew. " in body(main_window)
    undo(main_window)
    assert body(main_window) == before


def test_two_and_a_half_megabytes_never_keep_the_window(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=""))
    long = "\n\n".join(f"Paragraph {n}. " + "Some words of it. " * 20 for n in range(6600))
    assert len(long) > 2_400_000
    copy(long)
    paste(main_window)
    assert main_window.editor.text.isReadOnly() or "Reading" in note(main_window)
    qtbot.waitUntil(lambda: body(main_window) == long, timeout=60000)
    qtbot.waitUntil(lambda: not main_window.editor.text.isReadOnly())
    undo(main_window)
    qtbot.waitUntil(lambda: body(main_window) == "", timeout=20000)


# long lines


def test_a_long_line_is_asked_about_and_broken_after_its_sentences(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body=""))
    line = "The pumps change their note at ten past five. 1. is no item here. " * 900
    copy(line.strip())
    paste(main_window)
    qtbot.waitUntil(lambda: isinstance(main_window.sheet(), LongLineSheet))
    press(main_window.sheet(), "Break it into lines")  # type: ignore[arg-type]  # it is there
    qtbot.waitUntil(lambda: body(main_window) != "")
    lines = body(main_window).split("\n")
    assert max(map(len, lines)) <= 400
    assert not any(line.startswith("1.") for line in lines)
    assert " ".join(lines) == line.strip()


@pytest.mark.parametrize(("answer", "kept"), [("Keep it as it is", True), ("Cancel", False)])
def test_a_long_line_is_kept_or_left(
    main_window: MainWindow, write: Write, qtbot: QtBot, answer: str, kept: bool
) -> None:
    write(Draft(body=""))
    line = "words " * 9000
    copy(line)
    paste(main_window)
    qtbot.waitUntil(lambda: isinstance(main_window.sheet(), LongLineSheet))
    press(main_window.sheet(), answer)  # type: ignore[arg-type]  # it is there
    qtbot.waitUntil(lambda: main_window.sheet() is None)
    assert body(main_window) == (line if kept else "")


@pytest.mark.parametrize("paragraphs", [1, 4000])
def test_writing_goes_on_before_the_notes_of_what_was_pasted(
    main_window: MainWindow, write: Write, qtbot: QtBot, paragraphs: int
) -> None:
    write(Draft(body="Above.\n\n"))
    text = main_window.editor.text
    text.moveCursor(QTextCursor.MoveOperation.End)
    source = QMimeData()
    source.setHtml(
        "<p>Some words that are 🎈 pasted.</p>" * paragraphs
        + '<p>Said<sup><a href="#fn1" id="r1">1</a></sup></p>'
        + '<ol><li id="fn1">Who said <b>it</b>. <a href="#r1">↩</a></li></ol>'
    )
    text.insertFromMimeData(source)
    qtbot.waitUntil(
        lambda: "Who said" in body(main_window) and not text.isReadOnly(), timeout=20000
    )
    QTest.keyClicks(text, " here")
    assert "Said[^1] here\n\n[^1]: Who said **it**." in body(main_window)

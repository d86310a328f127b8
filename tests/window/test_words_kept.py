"""What is written while something else goes on is kept: a file that is read, a paste, a replacement."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.services import pasting
from editor.services.drafting import Drafting, FileQuestion
from editor.ui import insertion, opening, pasting_desk
from editor.ui.main_window import MainWindow
from editor.ui.writing.question_sheet import KeepSheet
from editor.ui.writing.spelling.spelling_marks import Found, SpellingMarks

Write = Callable[[Draft], Draft]
FILE = "---\ntitle: A file\n---\n\nOne two three.\n"
ARABIC = "كلمة"


def select(window: MainWindow, start: int, end: int) -> None:
    cursor = QTextCursor(window.editor.text.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    window.editor.text.setTextCursor(cursor)


def clip(text: str = "", html: str = "") -> QMimeData:
    made = QMimeData()
    made.setText(text)
    if html:
        made.setHtml(html)
    return made


@pytest.fixture
def read_slowly(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Files are read in the background; what comes of it comes when this is set."""
    go, read = threading.Event(), Drafting.open_file

    def wait(self: Drafting, path: Path, *, guess: bool = False) -> Draft | FileQuestion:
        found = read(self, path, guess=guess)
        assert go.wait(20)
        return found

    monkeypatch.setattr(opening, "AT_ONCE", 0)
    monkeypatch.setattr(Drafting, "open_file", wait)
    return go


@pytest.fixture
def file(main_window: MainWindow, tmp_path: Path) -> Path:
    """A file that is open in the window."""
    path = tmp_path / "a.md"
    path.write_text(FILE)
    main_window.open_file(path)
    return path


def test_what_is_typed_while_its_file_is_read_again_stays(
    main_window: MainWindow, file: Path, read_slowly: threading.Event, qtbot: QtBot
) -> None:
    main_window.open_file(file)
    QTest.keyClicks(main_window.editor.text, "New ")
    main_window.article.flush()
    read_slowly.set()
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    draft = main_window.article.draft
    assert main_window.sheet() is None
    assert draft is not None
    assert draft.body == main_window.editor.text.body() == "New One two three.\n"
    assert main_window.services.drafting.open(draft.id).body == draft.body


def test_a_file_changed_outside_is_a_question_where_one_wrote_meanwhile(
    main_window: MainWindow, file: Path, read_slowly: threading.Event, qtbot: QtBot
) -> None:
    file.write_text(file.read_text().replace("three", "outside"))
    main_window.open_file(file)
    QTest.keyClicks(main_window.editor.text, "New ")
    read_slowly.set()
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    assert isinstance(main_window.sheet(), KeepSheet)
    draft = main_window.article.draft
    assert draft is not None
    assert main_window.editor.text.body() == "New One two three.\n"
    assert main_window.services.drafting.open(draft.id).body == "New One two three.\n"


def test_a_file_can_be_written_in_whatever_was_shown_before(
    main_window: MainWindow, file: Path, write: Write
) -> None:
    draft = main_window.article.draft
    assert draft is not None
    write(Draft(title="Another"))
    main_window.library.trash(draft.id)
    main_window.open_article(draft.id)
    assert main_window.editor.text.isReadOnly()
    main_window.open_file(file)  # which takes it out of the trash
    assert not main_window.article.trashed
    assert not main_window.editor.text.isReadOnly()
    assert main_window.editor.head.isEnabled()


def test_stop_stops_all_the_pastes_that_are_read(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, read = threading.Event(), pasting.read

    def wait(plain: str, html: str, *rest: object) -> object:
        assert go.wait(20)
        return read(plain, html, *rest)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(pasting, "read", wait)
    monkeypatch.setattr(pasting_desk, "HTML_AT_ONCE", 0)
    write(Draft(title="T", body="End.\n"))
    desk = main_window.writing.pasting()
    desk.take(clip(html="<p><b>one</b></p>"))
    desk.take(clip(html="<p><b>two</b></p>"))
    buttons = desk.note.findChildren(QAbstractButton)
    next(one for one in reversed(buttons) if one.text() == "Stop").click()
    assert not any(one.text() == "Stop" and one.isVisible() for one in buttons)
    go.set()
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    assert main_window.editor.text.body() == "End.\n"


def test_a_paste_that_is_read_while_another_goes_in_goes_in_after_it(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, read = threading.Event(), pasting.read

    def wait(plain: str, html: str, *rest: object) -> object:
        assert not html or go.wait(20)
        return read(plain, html, *rest)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(pasting, "read", wait)
    monkeypatch.setattr(pasting_desk, "HTML_AT_ONCE", 0)
    monkeypatch.setattr(insertion, "IN_SLICES", 20_000)
    write(Draft(title="T", body="End.\n"))
    text, desk = main_window.editor.text, main_window.writing.pasting()
    desk.take(clip(html="<p><b>late</b></p>"))
    desk.take(clip("line\n" * 40_000))
    assert text.isReadOnly()
    go.set()
    qtbot.waitUntil(lambda: "**late**" in text.body() and not text.isReadOnly(), timeout=20000)
    assert text.body().count("line\n") == 40_000


def test_all_that_was_pasted_goes_in_once_its_article_is_open_again(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasting_desk, "HTML_AT_ONCE", 0)
    other = write(Draft(title="Another"))
    draft = write(Draft(title="T", body="End.\n"))
    desk = main_window.writing.pasting()
    desk.take(clip(html="<p><b>first</b></p>"))
    desk.take(clip(html="<p><b>second</b></p>"))
    main_window.open_article(other.id)
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    main_window.open_article(draft.id)
    text = main_window.editor.text
    qtbot.waitUntil(lambda: "first" in text.body() and "second" in text.body(), timeout=20000)


def test_what_is_selected_stays_where_nothing_could_be_pasted(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", body="keep these words\n"))
    select(main_window, 0, 10)
    main_window.writing.pasting().take(clip(html="<script>alert(1)</script>"))
    assert main_window.editor.text.body() == "keep these words\n"
    assert "1 script" in main_window.writing.pasting().note.words.text()


# in an article whose lines are turned as they are written


def test_a_paste_whose_lines_are_turned_is_taken_back_whole(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="T", language="ar", body=f"{ARABIC}\n"))
    text, desk = main_window.editor.text, main_window.writing.pasting()
    many = clip("a line of words\n\n" * 15_000)
    desk.take(many)
    qtbot.waitUntil(lambda: text.document().characterCount() > 100_000, timeout=20000)
    stop = next(one for one in desk.note.findChildren(QAbstractButton) if one.text() == "Stop")
    stop.click()
    qtbot.waitUntil(lambda: not text.isReadOnly(), timeout=20000)
    assert text.body() == f"{ARABIC}\n"
    desk.take(many)
    qtbot.waitUntil(lambda: not text.isReadOnly(), timeout=20000)
    qtbot.wait(50)
    text.undo_step()
    qtbot.waitUntil(lambda: not text.isReadOnly(), timeout=20000)
    assert text.body() == f"{ARABIC}\n"


def test_replacing_in_lines_that_turn_is_one_step(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    body = f"{ARABIC}\n\n" * 900
    write(Draft(title="T", language="ar", body=body))
    bar, text = main_window.find_bar, main_window.editor.text
    bar.open_bar(replacing=True)
    bar.field.setText(ARABIC)
    bar.template.setText("word")
    bar.all.click()
    assert text.body() == body.replace(ARABIC, "word")
    qtbot.wait(50)
    text.undo_step()
    qtbot.waitUntil(lambda: not text.isReadOnly(), timeout=20000)
    assert text.body() == body


def test_nothing_is_replaced_while_the_text_is_closed(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", body="one one\n"))
    bar, text = main_window.find_bar, main_window.editor.text
    bar.open_bar(replacing=True)
    bar.field.setText("one")
    text.hold()
    bar.all.click()
    bar.once.click()
    assert text.body() == "one one\n"
    text.let_go(changed=False)


# private notes


def test_a_note_is_plain_text_again_with_all_its_words(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="T", body="<!-- note: secret words-->\n"))
    select(main_window, 14, 14)
    main_window.actions_["private-note"].trigger()
    assert main_window.editor.text.body() == "secret words\n"


@pytest.mark.parametrize("arrow", ["–>", "—>", "-->", "–->"])
def test_no_note_is_made_that_would_end_within_its_words(
    main_window: MainWindow, write: Write, arrow: str
) -> None:
    body = f"go {arrow} there\n"
    write(Draft(title="T", body=body))
    select(main_window, 0, len(body) - 1)
    main_window.actions_["private-note"].trigger()
    assert main_window.editor.text.body() == body
    assert main_window.banner.isVisible()


# spelling


def test_words_that_were_looked_up_in_a_text_that_is_gone_are_no_error(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(title="T", body="go there\n"))
    asked: list[Callable[[Found], None]] = []
    marks = SpellingMarks(main_window.editor.text, lambda _texts, done: asked.append(done))
    marks.turn(True)
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    main_window.show_draft(replace(draft, body="changed\n"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    asked[0](((),))
    assert marks.at(0) is None


def test_the_only_article_is_trashed_while_a_paste_goes_in(
    main_window: MainWindow, write: Write, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(insertion, "IN_SLICES", 100)
    draft = write(Draft(title="T", body="One."))
    main_window.editor.text.insertFromMimeData(clip("Many words.\n" * 20_000))
    assert main_window.editor.text.isReadOnly()
    main_window.library.trash(draft.id)
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    assert main_window.article.draft is None
    assert not main_window.actions_["bold"].isEnabled()
    assert main_window.services.drafting.open(draft.id).body == "One."

"""Files that are odd: what was read is said, and writing them back destroys nothing."""

import codecs
from pathlib import Path

import pytest
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from editor.services import drafting
from editor.ui import opening
from editor.ui.main_window import MainWindow
from editor.ui.writing import article_text
from editor.ui.writing.pasting.long_line_sheet import LongLineSheet

HEAD = "---\ntitle: A file\n---\n\n"


def opened(window: MainWindow, path: Path, data: bytes) -> str:
    """Open a file of these bytes; the text of the window."""
    path.write_bytes(data)
    window.open_file(path)
    return window.editor.text.body()


def said(window: MainWindow) -> str:
    return window.banner.words.text() if window.banner.isVisible() else ""


def write_back(window: MainWindow) -> None:
    window.editor.focus_text()
    QTest.keyClicks(window.editor.text, "New ")
    window.actions_["save"].trigger()


def press(window: MainWindow, words: str) -> None:
    sheet = window.sheet()
    assert sheet is not None
    button = next(one for one in sheet.findChildren(QAbstractButton) if one.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_line_ends_and_a_mark_of_windows_stay(main_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = codecs.BOM_UTF8 + (HEAD + "One.\n\nTwo.\n").replace("\n", "\r\n").encode()
    assert opened(main_window, path, data) == "One.\n\nTwo.\n"
    assert said(main_window) == ""
    write_back(main_window)
    written = path.read_bytes()
    assert written.startswith(codecs.BOM_UTF8 + b"---\r\ntitle: A file\r\nid: ")
    assert written.endswith(b"\r\n\r\nNew One.\r\n\r\nTwo.\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert list(tmp_path.glob("*.bak*")) == []


def test_line_ends_of_two_kinds_are_said_and_the_file_is_kept(
    main_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    data = (HEAD.replace("\n", "\r\n") + "Größe.\r\n\r\nTwo.\nThree.\n").encode()
    assert opened(main_window, path, data) == "Größe.\n\nTwo.\nThree.\n"
    assert "end otherwise than the others: 2" in said(main_window)
    assert path.read_bytes() == data, "opening alone writes nothing over it"
    write_back(main_window)
    assert path.read_bytes().endswith("\r\nNew Größe.\r\n\r\nTwo.\r\nThree.\r\n".encode())
    assert (tmp_path / "a.md.bak").read_bytes() == data
    main_window.banner.hide()
    main_window.open_file(path)
    assert said(main_window) == ""


def test_utf_16_is_said_and_stays(main_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = codecs.BOM_UTF16_LE + (HEAD + "Größe. 😀").encode("utf-16-le")
    assert opened(main_window, path, data) == "Größe. 😀"
    assert "UTF-16" in said(main_window)
    write_back(main_window)
    assert path.read_bytes().startswith(codecs.BOM_UTF16_LE)
    assert path.read_bytes().decode("utf-16").endswith("New Größe. 😀")


def test_a_few_bad_bytes_leave_the_rest_of_utf_8_as_it_is(
    main_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    data = (HEAD + "A café").encode() + b" \xff by \xfe the quay"
    assert opened(main_window, path, data) == "A café \ufffd by \ufffd the quay"
    assert "could not be read: 2" in said(main_window)
    assert path.read_bytes() == data
    write_back(main_window)
    assert path.read_text("utf-8").endswith("New A café \ufffd by \ufffd the quay")
    assert (tmp_path / "a.md.bak").read_bytes() == data


def test_what_nobody_sees_in_a_file_is_counted(main_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    body = "A \u202ewon\u202c qu\u200bay, می\u200cخواهم"
    assert opened(main_window, path, (HEAD + body).encode()) == body
    assert "turn or part words: 3" in said(main_window)
    how = said(main_window).partition("regular expression ")[2].removesuffix(".")
    found = QRegularExpression(how).globalMatch(body)
    assert [found.next().captured() for _ in range(3)] == ["\u202e", "\u202c", "\u200b"]
    assert not found.hasNext()


def test_what_is_not_utf_8_is_read_and_kept_beside(main_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = (HEAD + "Größe “quoted”").encode("cp1252") + b" \x81\x8d."
    assert opened(main_window, path, data) == "Größe “quoted” \ufffd\ufffd."
    assert "Windows-1252" in said(main_window)
    assert "2" in said(main_window)
    assert "a.md.bak" in said(main_window)
    assert path.read_bytes() == data, "opening alone writes nothing over it"
    write_back(main_window)
    assert path.read_text("utf-8").endswith("New Größe “quoted” \ufffd\ufffd.")
    assert (tmp_path / "a.md.bak").read_bytes() == data


def test_a_stray_byte_in_utf_8_does_not_turn_all_of_it_round(
    main_window: MainWindow, tmp_path: Path
) -> None:
    text = opened(
        main_window, tmp_path / "a.md", "Größe, größer, am größten \xff".encode() + b"\xff"
    )
    assert text == "Größe, größer, am größten ÿ\ufffd"
    assert "could not be read: 1" in said(main_window)


def test_control_characters_are_named_and_the_file_is_kept(
    main_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    data = (HEAD + "A\x0bb\x1b[1m zero\u200bwidth").encode()
    assert opened(main_window, path, data) == "Ab[1m zero\u200bwidth"
    assert "Control characters" in said(main_window)
    write_back(main_window)
    assert (tmp_path / "a.md.bak").read_bytes() == data


def test_a_copy_never_takes_the_place_of_another(main_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.md.bak").write_text("Somebody's.")
    path = tmp_path / "a.md"
    data = b"Gr\xf6\xdfe"
    opened(main_window, path, data)
    write_back(main_window)
    assert (tmp_path / "a.md.bak").read_text() == "Somebody's."
    assert (tmp_path / "a.md.bak2").read_bytes() == data


def test_what_is_no_text_is_refused(main_window: MainWindow, tmp_path: Path) -> None:
    opened(main_window, tmp_path / "a.md", b"PK\x03\x04\x00\x00")
    assert said(main_window).startswith("a.md is no text file.")
    assert main_window.article.draft is None


def test_a_file_that_is_too_large_is_refused(
    main_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "LARGEST", 10)
    opened(main_window, tmp_path / "a.md", b"Eleven byte")
    assert "a.md is larger than" in said(main_window)


@pytest.mark.parametrize(
    ("answer", "lines"), [("Break it into lines", 150), ("Keep it as it is", 1), ("Cancel", 0)]
)
def test_a_long_line_is_asked_about_before_it_is_opened(
    main_window: MainWindow, tmp_path: Path, answer: str, lines: int
) -> None:
    line = "The pumps change their note at ten past five. " * 1200
    opened(main_window, tmp_path / "a.md", line.strip().encode())
    assert isinstance(main_window.sheet(), LongLineSheet)
    press(main_window, answer)
    body = main_window.editor.text.body()
    if not lines:
        assert main_window.article.draft is None
    else:
        assert len(body.split("\n")) == lines
        assert " ".join(body.split()) == line.strip()


def test_a_long_file_is_read_in_the_background_and_comes_in_by_slices(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 1000)
    monkeypatch.setattr(article_text, "FILLED_AT_ONCE", 50_000)
    text = "\n\n".join(f"Paragraph {n} of some words." for n in range(6000))
    path = tmp_path / "a.md"
    opened(main_window, path, (HEAD + text).encode())
    assert main_window.article.draft is None
    qtbot.waitUntil(lambda: main_window.article.draft is not None, timeout=20000)
    field = main_window.editor.text
    assert field.isReadOnly()
    assert field.body() == text
    assert "Opening" in main_window.writing.pasting().note.words.text()
    QTest.keyClicks(field, "too soon")
    qtbot.waitUntil(lambda: not field.isReadOnly(), timeout=20000)
    assert not main_window.writing.pasting().note.isVisible()
    assert not field.document().isUndoAvailable()
    assert not main_window.article.dirty
    write_back(main_window)
    assert path.read_text("utf-8").endswith("New " + text)

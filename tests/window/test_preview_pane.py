"""The preview: the article as one reader sees it, in a real web view that reaches nothing else."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.system.settings import REMOTE_PICTURES
from editor.ui.controls.appearance import color
from editor.ui.main_window import MainWindow
from editor.ui.preview import page
from editor.ui.preview.page import WORLD, PreviewView

Write = Callable[[Draft], Draft]
BODY = "Free words stand here.\n\n<!--more-->\n\nThe secret is kept below the line for members."


class Reader:
    """Reads the page that stands in the preview."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def view(self) -> PreviewView:
        view = self.window.preview._view
        assert view is not None
        return view

    def ask(self, script: str) -> object:
        """The value of `script` in the page, run outside the page's own world."""
        answers: list[object] = []
        self.view.page().runJavaScript(script, WORLD, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=10000)
        return answers[0]

    def text(self) -> str:
        return str(self.ask("document.body ? document.body.innerText : ''"))

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.text(), timeout=20000)


@pytest.fixture
def reader(main_window: MainWindow, qtbot: QtBot) -> Reader:
    main_window.body.wants_preview = True
    main_window.body.arrange()
    return Reader(main_window, qtbot)


def open_in(reader: Reader, write: Write, draft: Draft) -> None:
    write(draft)
    reader.qtbot.waitUntil(lambda: reader.window.preview._view is not None, timeout=20000)
    reader.wait_for(draft.title)


def test_the_web_view_is_not_made_before_it_is_seen(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    assert main_window.preview._view is None


def test_each_reader_gets_what_is_theirs(reader: Reader, write: Write) -> None:
    open_in(reader, write, Draft(title="A title", body=BODY, access=Access.PAID))
    reader.wait_for("Free words stand here.")
    assert "secret" not in reader.text()
    assert "secret" not in str(reader.ask("document.documentElement.outerHTML"))
    pane = reader.window.preview
    reader.qtbot.waitUntil(pane.settled)
    assert pane.verdict.text() == "No paid words in this view"
    assert pane.portion.text() == "4 of 13 words"
    QTest.keyClick(reader.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    reader.wait_for("The secret is kept")
    QTest.keyClick(reader.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    reader.qtbot.waitUntil(lambda: "secret" not in reader.text(), timeout=20000)
    pane.readers.button(2).click()
    reader.wait_for("The secret is kept")


def test_of_a_private_article_it_is_said_who_sees_it(reader: Reader, write: Write) -> None:
    open_in(reader, write, Draft(title="A title", body=BODY, access=Access.PAID))
    foot, says = reader.window.preview.verdict, "Private: editors only"
    reader.window.article.edit("private", True)
    reader.qtbot.waitUntil(lambda: foot.text() == says)
    for reads in (1, 2):
        reader.window.preview.readers.button(reads).click()
        reader.qtbot.waitUntil(reader.window.preview.settled, timeout=20000)
        assert foot.text() == says
    reader.window.article.edit("subtitle", "The secret is kept below the line for members.")
    reader.window.preview.readers.button(0).click()
    reader.qtbot.waitUntil(lambda: "paid words show here" in foot.text(), timeout=20000)
    reader.window.article.edit("subtitle", "")
    reader.window.article.edit("private", False)
    reader.qtbot.waitUntil(lambda: foot.text() == "No paid words in this view")


def test_it_follows_what_is_typed_without_loading_again(reader: Reader, write: Write) -> None:
    open_in(reader, write, Draft(title="A title", body="Start."))
    reader.wait_for("Start.")
    reader.ask("window.mine = 'kept'")
    QTest.keyClicks(reader.window.editor.text, "Typed. ")
    reader.wait_for("Typed. Start.")
    assert reader.ask("window.mine") == "kept"


def test_a_page_that_takes_long_is_said_to_be_on_its_way(
    reader: Reader, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_in(reader, write, Draft(title="A title", body="Start."))
    pane, wait_until = reader.window.preview, reader.qtbot.waitUntil
    wait_until(pane.settled, timeout=20000)
    said, goes_on = pane._age.text(), threading.Event()
    make = pane._previewing.page

    def slow(*what: object) -> object:
        goes_on.wait(20)
        return make(*what)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(pane._previewing, "page", slow)
    QTest.keyClicks(reader.window.editor.text, "Typed. ")
    try:
        wait_until(lambda: pane._age.text() == "Updating…", timeout=5000)
    finally:
        goes_on.set()
    reader.wait_for("Typed. Start.")
    wait_until(lambda: pane.settled() and pane._age.text() == said, timeout=20000)


def test_a_long_article_is_sent_to_the_page_in_parts(
    reader: Reader, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.ui.preview.page.AT_ONCE", 200)
    sent: list[int] = []
    change = page._change

    def counted(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, object]:
        sent.append(sum(map(len, set(new) - set(old))))
        return change(name, old, new)

    monkeypatch.setattr(page, "_change", counted)
    words = [f"Paragraph {n} of many." for n in range(60)]
    body = "\n\n".join([*words[:30], "<!--more-->", *words[30:], "Last[^1].\n\n[^1]: A note."])
    open_in(reader, write, Draft(title="A title", body=body, access=Access.PAID))
    QTest.keyClick(reader.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    reader.wait_for("A note.")
    reader.qtbot.waitUntil(reader.window.preview.settled, timeout=20000)
    shown = reader.text()
    assert [word for word in words if shown.count(word) != 1] == []
    assert shown.index(words[29]) < shown.index(words[30]) < shown.index("A note.")
    assert max(sent) < 300
    QTest.keyClick(reader.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    reader.qtbot.waitUntil(lambda: words[30] not in reader.text(), timeout=20000)
    assert words[29] in reader.text()


def test_the_page_has_the_scroll_bar_of_the_window_without_arrows(
    reader: Reader, write: Write
) -> None:
    open_in(reader, write, Draft(title="Long", body="Words.\n\n" * 60))

    def column() -> list[str]:
        """The colours along the middle of the bar, from above; its round ends blend in a line or two."""
        image = reader.view.grab().toImage()
        at = [image.pixelColor(image.width() - 6, y).name() for y in range(image.height())]
        return [name for name, run in groupby(at) if len(list(run)) > 2]

    page, thumb = color("surf").name(), color("line").name()
    reader.qtbot.waitUntil(lambda: column() == [page, thumb, page], timeout=20000)


def test_paid_words_that_show_are_said(reader: Reader, write: Write) -> None:
    subtitle = "The secret is kept below the line for members."
    open_in(reader, write, Draft(title="T", subtitle=subtitle, body=BODY, access=Access.PAID))
    pane = reader.window.preview
    reader.qtbot.waitUntil(lambda: "paid words show here" in pane.verdict.text(), timeout=20000)
    assert pane._foot.property("tone") == "bad"
    reader.qtbot.waitUntil(pane.settled, timeout=20000)
    with reader.qtbot.waitSignal(reader.view.page().findTextFinished, timeout=20000) as found:
        QTest.mouseClick(pane.show_paid, Qt.MouseButton.LeftButton)
    assert found.args[0].numberOfMatches() == 1


def test_paid_words_that_only_machines_see_lead_to_where_they_were_written(
    reader: Reader, write: Write
) -> None:
    excerpt = "The secret is kept below the line for members."
    open_in(reader, write, Draft(title="T", excerpt=excerpt, body=BODY, access=Access.PAID))
    pane = reader.window.preview
    reader.qtbot.waitUntil(pane.show_paid.isVisible, timeout=20000)
    with reader.qtbot.waitSignal(pane.place_chosen, timeout=20000) as chosen:
        QTest.mouseClick(pane.show_paid, Qt.MouseButton.LeftButton)
    assert chosen.args == ["excerpt"]


def test_scripts_of_the_article_do_not_run(reader: Reader, write: Write) -> None:
    body = "Text.\n\n<script>document.title = 'ran'</script>\n\n<img src=x onerror=\"document.title='ran'\">"
    open_in(reader, write, Draft(title="Quiet", body=body))
    reader.wait_for("Text.")
    assert reader.ask("document.title") != "ran"


def test_pictures_of_the_library_are_shown(reader: Reader, write: Write, tmp_path: Path) -> None:
    draft = Draft(title="Picture", body="![A quay](quay.png)")
    picture = tmp_path / "quay.png"
    Image.new("RGB", (40, 20), "navy").save(picture)
    drafting = reader.window.services.drafting
    drafting.save(draft)
    assert drafting.add_picture(draft.id, picture.read_bytes(), "quay.png") == "quay.png"
    open_in(reader, write, draft)
    script = "(document.querySelector('main img, #article img') || {}).naturalWidth"
    reader.qtbot.waitUntil(lambda: reader.ask(script) == 40, timeout=20000)


@pytest.fixture
def web() -> Iterator[tuple[str, list[str]]]:
    """A server elsewhere, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched_from_elsewhere_without_consent(
    reader: Reader, write: Write, web: tuple[str, list[str]]
) -> None:
    address, asked = web
    body = f"Here.\n\n![far]({address}/far.png)"
    open_in(reader, write, Draft(title="Remote", body=body))
    pane = reader.window.preview
    reader.qtbot.waitUntil(pane._notice.isVisible, timeout=20000)
    assert pane._notice_line.text() == "1 picture from the web is not loaded"
    assert asked == []
    pane._on_load()
    reader.qtbot.waitUntil(lambda: asked == ["/far.png"], timeout=20000)
    assert reader.window.services.settings.get(REMOTE_PICTURES)


def test_without_a_web_view_writing_goes_on(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "editor.ui.preview.page", None)
    main_window.body.wants_preview = True
    main_window.body.arrange()
    write(Draft(body=""))
    said = main_window.preview._placeholder
    qtbot.waitUntil(lambda: said.text() == "The preview is not available here.")
    QTest.keyClicks(main_window.editor.text, "Goes on.")
    assert main_window.editor.text.body() == "Goes on."


LONG = "\n\n".join(f"Paragraph {number} of the article." for number in range(60))


def in_view(reader: Reader, selector: str) -> bool:
    script = (
        "(() => { const one = document.querySelector(%r)?.getBoundingClientRect();"
        " return !!one && one.top >= 0 && one.bottom <= innerHeight; })()"
    )
    return reader.ask(script % selector) is True


def test_it_shows_the_gate_while_the_cut_is_moved(reader: Reader, write: Write) -> None:
    body = f"{LONG}\n\n<!--more-->\n\nThe secret is kept below the line for members."
    open_in(reader, write, Draft(title="Long", body=body, access=Access.PAID))
    reader.wait_for("Paragraph 59 of the article.")
    assert not in_view(reader, "section.gate")
    reader.window.actions_["go-cut"].trigger()
    reader.qtbot.waitUntil(lambda: in_view(reader, "section.gate"), timeout=20000)
    for _ in range(30):
        QTest.keyClick(reader.window.editor.cut_line, Qt.Key.Key_Up)
    reader.qtbot.waitUntil(lambda: "Paragraph 59" not in reader.text(), timeout=20000)
    reader.qtbot.waitUntil(lambda: in_view(reader, "section.gate"), timeout=20000)


def test_it_follows_the_caret(reader: Reader, write: Write) -> None:
    open_in(reader, write, Draft(title="Long", body=LONG))
    reader.wait_for("Paragraph 59 of the article.")
    reader.window.editor.go_to_line(100)
    reader.qtbot.waitUntil(lambda: in_view(reader, "#teaser > :nth-child(51)"), timeout=20000)
    assert not in_view(reader, "#teaser > :nth-child(1)")


def test_what_is_typed_moves_neither_the_pages_scroll_nor_its_selection(
    reader: Reader, write: Write
) -> None:
    open_in(reader, write, Draft(title="Long", body=LONG))
    reader.wait_for("Paragraph 59 of the article.")
    reader.window.editor.go_to_line(60)
    reader.qtbot.waitUntil(lambda: in_view(reader, "#teaser > :nth-child(31)"), timeout=20000)
    other = "document.querySelector('#teaser > :nth-child(33)')"
    reader.ask(f"scrollBy(0, 7); getSelection().selectAllChildren({other})")
    at = reader.ask("document.scrollingElement.scrollTop")
    for word in ("Typed ", "in ", "front "):
        QTest.keyClicks(reader.window.editor.text, word)
        reader.wait_for(word.strip())
    reader.wait_for("Typed in front Paragraph 30 of the article.")
    assert at
    assert reader.ask("document.scrollingElement.scrollTop") == at
    assert reader.ask("getSelection().toString()") == "Paragraph 32 of the article."

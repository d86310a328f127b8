"""The preview's hands: it scrolls together with the text, a click goes there, embeds load on a click."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.frame import Frame
from editor.system.settings import SCROLL_TOGETHER
from editor.ui.main_window import MainWindow
from editor.ui.preview import embeds, page
from editor.ui.preview.page import WORLD, PreviewView

Write = Callable[[Draft], Draft]
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PARAGRAPH = (
    "Paragraph {} of the article tells how the pumps change their note at ten past five, and how the "
    "night watch, who calls it **the swallow**, stands by the rail in [the old dock](https://dock.example)."
)
LONG = "\n\n".join(PARAGRAPH.format(number) for number in range(60))
HEIGHT = "getBoundingClientRect().top"


class Hands:
    """Works in the preview of a window as a writer does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.editor, self.text = window.editor, window.editor.text
        self.opened: list[str] = []

    @property
    def view(self) -> PreviewView:
        view = self.window.preview._view
        assert view is not None
        return view

    @property
    def glass(self) -> QWidget:
        """What takes the view's mouse and keys."""
        proxy = self.view.focusProxy()
        assert proxy is not None
        return proxy

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=6000)

    def ask(self, script: str) -> object:
        """The value of an expression in the page."""
        answers: list[object] = []
        self.view.page().runJavaScript(f"JSON.stringify({script} ?? null)", WORLD, answers.append)
        self.until(lambda: answers)
        return json.loads(str(answers[0])) if answers[0] else None

    def at(self) -> float:
        """How far down the page is, in its own pixels."""
        found = self.ask("scrollY")
        assert isinstance(found, int | float)
        return float(found)

    def settle(self) -> None:
        """Wait until text and page stand still where they are."""
        last: list[object] = []

        def still() -> bool:
            now = [self.at(), self.editor.bar.value()]
            same, last[:] = last == now, now
            return same and self.window.preview.settled()

        self.until(still)

    def wheel(self, over: QWidget, steps: int) -> None:
        """Turn the wheel over something, down for positive `steps`."""
        middle = QPoint(over.width() // 2, over.height() // 2)
        for _ in range(abs(steps)):
            event = QWheelEvent(
                QPointF(middle), QPointF(over.mapToGlobal(middle)), QPoint(),
                QPoint(0, -120 if steps > 0 else 120), Qt.MouseButton.NoButton, NONE,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(over, event)

    def click(
        self, element: str, modifiers: Qt.KeyboardModifier = NONE, along: float = 0.5
    ) -> None:
        """Click an element of the page, `along` its width."""
        self.ask(f"{element}.scrollIntoView({{block: 'nearest'}})")
        box = self.ask(
            f"(one => [one.x + one.width * {along}, one.y + one.height / 2])"
            f"({element}.getClientRects()[0])"
        )
        assert isinstance(box, list)
        zoom = self.view.zoomFactor()
        point = QPoint(round(box[0] * zoom), round(box[1] * zoom))
        QTest.mouseClick(self.glass, Qt.MouseButton.LeftButton, modifiers, point)

    def caret(self) -> str:
        """The line that the caret is in, with a bar where it is."""
        cursor = self.text.textCursor()
        line, at = cursor.block().text().encode("utf-16-le"), 2 * cursor.positionInBlock()
        return f"{line[:at].decode('utf-16-le')}|{line[at:].decode('utf-16-le')}"

    def height(self, block: int) -> tuple[float, float]:
        """How high a paragraph stands on the screen, in the text and on the page."""
        rect = self.text.block_rect(block * 2)
        down = self.ask(f"document.querySelector('#teaser > :nth-child({block + 1})').{HEIGHT}")
        assert isinstance(down, int | float)
        page = self.view.mapToGlobal(QPoint(0, round(down * self.view.zoomFactor()))).y()
        return self.text.mapToGlobal(QPoint(0, rect.top())).y(), page

    def card(self, number: int = 0) -> str:
        return f"document.querySelectorAll('p.embed')[{number}].shadowRoot"

    def says(self, number: int = 0) -> object:
        return self.ask(f"{self.card(number)}.querySelector('.says').textContent")


@pytest.fixture
def hands(main_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Hands:
    main_window.body.wants_preview = True
    main_window.body.arrange()
    made = Hands(main_window, qtbot)

    class Browser:
        @staticmethod
        def openUrl(url: QUrl) -> None:
            made.opened.append(url.toString())

    monkeypatch.setattr(page, "QDesktopServices", Browser)
    return made


@pytest.fixture
def show(hands: Hands, write: Write) -> Callable[[Draft], None]:
    def show(draft: Draft) -> None:
        write(draft)
        hands.until(lambda: hands.window.preview._view)
        hands.until(lambda: draft.title in str(hands.ask("document.body?.innerText")))
        hands.until(hands.window.preview.settled)
        # before it is drawn a page takes no mouse and no keys
        hands.ask("requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = 1 }))")
        hands.until(lambda: hands.ask("window.drawn"))

    return show


Show = Callable[[Draft], None]


def test_scrolling_the_text_keeps_the_same_place_at_the_same_height(
    hands: Hands, show: Show
) -> None:
    show(Draft(title="Long", body=LONG))
    hands.wheel(hands.text.viewport(), 12)
    hands.until(hands.at)
    hands.settle()
    first = next(n for n in range(60) if hands.text.block_rect(n * 2).top() > 60)
    text, paper = hands.height(first)
    assert abs(text - paper) < 40
    hands.window.editor.bar.setValue(hands.editor.bar.maximum())
    hands.settle()
    end = hands.ask("document.documentElement.scrollHeight - innerHeight")
    assert isinstance(end, int | float)
    assert abs(hands.at() - end) < 2
    hands.editor.bar.setValue(0)
    hands.until(lambda: hands.at() == 0)


def test_scrolling_the_page_moves_the_text_and_not_the_caret(hands: Hands, show: Show) -> None:
    show(Draft(title="Long", body=LONG))
    before = hands.text.textCursor().position()
    hands.wheel(hands.glass, 6)
    hands.until(hands.editor.bar.value)
    hands.settle()
    first = next(n for n in range(60) if hands.text.block_rect(n * 2).top() > 60)
    text, paper = hands.height(first)
    assert abs(text - paper) < 40
    assert hands.text.textCursor().position() == before
    # and who leads changes without a jump
    text_at, page_at = hands.editor.bar.value(), hands.at()
    hands.wheel(hands.text.viewport(), 1)
    hands.until(lambda: hands.at() > page_at)
    hands.wheel(hands.text.viewport(), -1)
    hands.until(lambda: abs(hands.at() - page_at) < 8)
    assert hands.editor.bar.value() == text_at


def test_the_keys_of_the_page_scroll_both(hands: Hands, show: Show) -> None:
    show(Draft(title="Long", body=LONG))
    hands.glass.setFocus()
    QTest.keyClick(hands.glass, Qt.Key.Key_PageDown)
    hands.until(hands.editor.bar.value)
    QTest.keyClick(hands.glass, Qt.Key.Key_End, CTRL)
    hands.until(lambda: hands.editor.bar.value() == hands.editor.bar.maximum())


def test_below_the_cut_the_page_shows_the_gate(hands: Hands, show: Show) -> None:
    body = f"{LONG}\n\n<!--more-->\n\n{LONG}"
    show(Draft(title="Long", body=body, access=Access.PAID))
    hands.editor.bar.setValue(round(hands.editor.bar.maximum() * 0.8))
    script = "document.querySelector('section.gate').getBoundingClientRect()"
    hands.until(lambda: hands.ask(f"(b => b.top >= 0 && b.bottom <= innerHeight)({script})"))


def test_scrolled_apart_each_stays_where_it_is(hands: Hands, show: Show) -> None:
    show(Draft(title="Long", body=LONG))
    hands.window.actions_["scroll-together"].trigger()
    assert not hands.window.services.settings.get(SCROLL_TOGETHER)
    hands.wheel(hands.text.viewport(), 3)
    text = hands.editor.bar.value()
    hands.wheel(hands.glass, 6)
    hands.until(hands.at)
    hands.settle()
    assert hands.editor.bar.value() == text


def test_what_is_typed_above_does_not_move_the_text_after_the_page_was_scrolled(
    hands: Hands, show: Show
) -> None:
    show(Draft(title="Long", body=LONG))
    hands.glass.setFocus()
    hands.wheel(hands.glass, 6)
    hands.until(hands.editor.bar.value)
    hands.settle()
    at = hands.editor.bar.value()
    cursor = hands.text.textCursor()
    cursor.insertText("Above all of it.\n\nAnd again.\n\n")
    hands.until(lambda: "And again." in str(hands.ask("document.body.innerText")))
    hands.settle()
    assert hands.editor.bar.value() == at


def test_a_click_in_the_page_goes_to_the_word(hands: Hands, show: Show) -> None:
    body = "The swallow, at first.\n\n😀 They call it **the swallow** there."
    show(Draft(title="A title", subtitle="A standfirst", body=body))
    hands.window.editor.head.title.setFocus()
    hands.click("document.querySelector('strong')", along=0.98)
    hands.until(lambda: hands.caret() == "😀 They call it **the swallow|** there.")
    assert hands.text.hasFocus()
    hands.click("document.querySelector('#teaser > :nth-child(1)')", along=0.005)
    hands.until(lambda: hands.caret() == "|The swallow, at first.")


def test_a_click_far_down_brings_the_text_there(hands: Hands, show: Show) -> None:
    show(Draft(title="A title", body=LONG))
    hands.window.actions_["scroll-together"].trigger()
    hands.ask("document.querySelector('#teaser > :nth-child(50)').scrollIntoView()")
    at = hands.at()
    hands.click("document.querySelector('#teaser > :nth-child(51)')", along=0.1)
    hands.until(lambda: hands.caret().startswith("Par"))
    hands.until(lambda: "Paragraph 50 " in hands.caret().replace("|", ""))
    assert hands.editor.rect().contains(
        hands.text.mapTo(hands.editor, hands.text.caret_rect().center())
    )
    assert hands.at() == at


def test_links_lead_to_the_text_and_open_only_with_ctrl(hands: Hands, show: Show) -> None:
    show(Draft(title="A title", body=LONG))
    link = "document.querySelector('#teaser > :nth-child(2) a')"
    hands.click(link)
    hands.until(lambda: "[the old" in hands.caret().replace("|", ""))
    hands.until(lambda: hands.caret().startswith("Paragraph 1 "))
    assert hands.opened == []
    hands.click(link, CTRL)
    hands.until(lambda: hands.opened == ["https://dock.example"] or hands.opened)
    assert [one.rstrip("/") for one in hands.opened] == ["https://dock.example"]
    assert str(hands.view.url().scheme()) == "standfirst"


def test_an_address_that_is_none_of_the_webs_opens_nowhere(hands: Hands, show: Show) -> None:
    page.open_outside(QUrl("file:///etc/passwd"))
    page.open_outside(QUrl("standfirst://article/"))
    assert hands.opened == []
    page.open_outside(QUrl("mailto:mara@harbour.example"))
    assert hands.opened == ["mailto:mara@harbour.example"]


def test_the_head_of_the_page_leads_to_its_fields(hands: Hands, show: Show) -> None:
    show(Draft(title="A title", subtitle="A standfirst", body="Text."))
    head = hands.editor.head
    hands.click("document.querySelector('h1')", along=0.01)
    hands.until(head.title.hasFocus)
    hands.click("document.querySelector('.subtitle')", along=0.01)
    hands.until(head.subtitle.hasFocus)
    hands.click("document.querySelector('.byline')", along=0.1)
    hands.until(lambda: head.isAncestorOf(QApplication.focusWidget() or hands.glass))
    assert not head.subtitle.hasFocus()


def test_gate_picture_and_footnote_lead_to_where_they_were_written(
    hands: Hands, show: Show
) -> None:
    body = (
        "Free words[^dock].\n\n![A quay](https://quay.example/quay.png)\n\n<!--more-->\n\nPaid.\n\n"
        "[^dock]: The dock is older than the town."
    )
    show(Draft(title="A title", body=body, access=Access.PAID))
    hands.click("document.querySelector('.notes li p')", along=0.05)
    hands.until(lambda: hands.caret().replace("|", "").startswith("[^dock]: The dock"))
    hands.click("document.querySelector('section.gate h2')")
    hands.until(hands.editor.cut_line.hasFocus)
    hands.click("document.querySelector('#teaser figure')")
    hands.until(lambda: "![A quay]" in hands.caret().replace("|", ""))


def test_right_to_left_words_are_found_too(hands: Hands, show: Show) -> None:
    show(
        Draft(
            title="عنوان", language="ar", body="جملة أولى.\n\nتشرب المدينة من **مينائها** كل يوم."
        )
    )
    hands.click("document.querySelector('strong')", along=0.05)
    hands.until(lambda: "مينائها|**" in hands.caret())


# embeds


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stands in for every provider on loopback; what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if self.path == "/embed/one":
                self.wfile.write(
                    b"<body><img src='/still.png'><script>document.title = 'It plays';"
                    b"fetch('/more')</script>"
                )

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port = server.server_address[1]

    def stand_in(url: str) -> Frame | None:
        if "bsky" in url:
            return None
        return Frame(
            f"http://127.0.0.1:{port}/embed/one" if "one" in url else "http://127.0.0.1:1/"
        )

    monkeypatch.setattr(embeds, "frame_of", stand_in)
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()


ONE, TWO, NO = (
    "https://www.youtube.com/watch?v=one",
    "https://vimeo.com/2",
    "https://bsky.app/profile/a/post/1",
)
LOADED = "querySelector('.box').className === 'box loaded'"


def test_an_embed_loads_on_a_click_and_nothing_before(
    hands: Hands, show: Show, provider: list[str]
) -> None:
    show(Draft(title="Embeds", body=f"Above.\n\n{ONE}\n\nBelow."))
    button = f"{hands.card()}.querySelector('button')"
    hands.until(lambda: hands.ask(f"!{button}.hidden"))
    assert hands.ask("document.querySelectorAll('iframe').length") == 0
    assert provider == []
    hands.click(button)
    hands.until(lambda: hands.ask(f"{hands.card()}.{LOADED}"))
    hands.until(lambda: sorted(provider) == ["/embed/one", "/more", "/still.png"])
    # and it stays while the rest is written
    QTest.keyClicks(hands.text, "Typed. ")
    hands.until(lambda: "Typed. Above." in str(hands.ask("document.body.innerText")))
    cursor = hands.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    hands.text.setTextCursor(cursor)
    for _ in range(2):
        QTest.keyClick(hands.text, Qt.Key.Key_Return)
    QTest.keyClicks(hands.text, "More. ")
    hands.until(lambda: "More." in str(hands.ask("document.body.innerText")))
    assert hands.ask(f"{hands.card()}.{LOADED}")
    assert provider.count("/embed/one") == 1


def test_what_is_loaded_lets_nothing_else_in(hands: Hands, show: Show, provider: list[str]) -> None:
    show(Draft(title="Embeds", body=f"{ONE}\n\nText."))
    hands.until(lambda: hands.ask(f"!{hands.card()}.querySelector('button').hidden"))
    hands.click(f"{hands.card()}.querySelector('button')")
    hands.until(lambda: hands.ask(f"{hands.card()}.{LOADED}"))
    address = provider and hands.ask(f"{hands.card()}.querySelector('iframe').src")
    base = str(address).removesuffix("/embed/one")
    held: list[str] = []
    hands.view.picture_held.connect(held.append)
    hands.ask(
        f"document.body.insertAdjacentHTML('beforeend', `<img src='{base}/own.png'>"
        "<img src=x onerror=\"document.title='ran'\"><iframe src='http://127.0.0.1:1/other'></iframe>`)"
    )
    hands.until(lambda: held == [f"{base}/own.png"])
    assert "/own.png" not in provider
    assert hands.ask("document.title") != "ran"


def test_a_card_that_cannot_be_loaded_says_so_and_stays(
    hands: Hands, show: Show, provider: list[str]
) -> None:
    show(Draft(title="Embeds", body=f"{TWO}\n\n{NO}"))
    button = f"{hands.card()}.querySelector('button')"
    hands.until(lambda: hands.ask(f"!{button}.hidden"))
    hands.ask(f"{button}.focus()")
    hands.glass.setFocus()
    QTest.keyClick(hands.glass, Qt.Key.Key_Return)
    hands.until(lambda: "could not be loaded" in str(hands.says()))
    assert hands.ask(f"{button}.textContent") == "Try again"
    assert hands.ask(f"{hands.card()}.querySelector('iframe')") is None
    assert "browser only" in str(hands.says(1))
    hands.click(f"{hands.card(1)}.querySelector('a')", CTRL)
    hands.until(lambda: hands.opened == [NO])


def test_an_address_that_is_no_longer_one_is_words_again(hands: Hands, show: Show) -> None:
    show(Draft(title="Embeds", body=f"{NO}\n\nText."))
    hands.until(lambda: "browser only" in str(hands.says()))
    QTest.keyClicks(hands.text, "See ")
    hands.until(lambda: f"See {NO}" in str(hands.ask("document.body.innerText")))

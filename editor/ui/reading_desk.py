"""What a hand does in the preview: it scrolls together with the text, and a click goes there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl

from editor.system.paths import resource
from editor.system.settings import SCROLL_TOGETHER
from editor.text.word_place import find_place
from editor.ui.preview.page import PreviewView, open_outside
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.stops import Stops
from editor.ui.writing.utf16 import utf16

if TYPE_CHECKING:
    from editor.services.previewing import Preview

FRAME_MS = 16
LATER_MS = 60  # until more of a long text is laid out


class ReadingDesk(QObject):
    """Keeps text and page at the same place; who was scrolled last by the writer leads."""

    def __init__(self, window: WindowFrame, view: PreviewView) -> None:
        super().__init__(view)
        self._window, self._view = window, view
        self._editor = window.editor
        self._led = False  # whether it is the desk that scrolls the text
        self._asked = False  # whether the page has yet to answer
        self._end: float | None = None
        self._wanted: float | None = None
        self._anew = True
        self._page_soon = self._timer(FRAME_MS, self._scroll_page)
        self._text_soon = self._timer(LATER_MS, self._scroll_text)
        self._editor.bar.valueChanged.connect(self._on_text_scrolled)
        window.preview.audience_chosen.connect(self._meet)
        window.body.arranged.connect(self._on_arranged)
        view.loadFinished.connect(self._meet)
        view.add_script(resource("themes", "preview-hands.js"))
        view.told.connect(self._on_told)
        view.shown.connect(self._on_shown)

    def _timer(self, milliseconds: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(do)
        return timer

    def _meet(self) -> None:
        """Bring the page to where the text is, once it is shown."""
        self._anew = True

    def _on_arranged(self) -> None:
        if not self._window.preview.isVisible():
            self._anew = True

    # scrolling

    def _together(self) -> bool:
        return self._window.services.settings.get(SCROLL_TOGETHER)

    def _stops(self) -> Stops | None:
        seen = self._seen()
        if seen is None:
            return None
        lower = self._view.mapToGlobal(QPoint()).y() - self._editor.mapToGlobal(QPoint()).y()
        return Stops(self._editor, seen.stops, lower, shut=seen.shut or seen.hidden)

    def _seen(self) -> "Preview | None":
        """What the page shows, where that is the open article."""
        seen, draft = self._window.preview.last, self._window.article.draft
        return seen if seen and draft and seen.article.draft.id == draft.id else None

    def _on_shown(self) -> None:
        self._asked = False
        if self._anew and self._seen() is not None:
            self._anew, self._end = False, None
            if self._editor.bar.value():
                self._on_text_scrolled()

    def _on_text_scrolled(self) -> None:
        if not self._led and self._together():
            self._wanted = None
            if not self._page_soon.isActive():
                self._page_soon.start()

    def _scroll_page(self) -> None:
        stops = self._stops() if self._window.preview.isVisible() else None
        if stops is None:
            return
        if self._asked:
            self._page_soon.start()  # the page is still at it
            return
        place = stops.place_of(self._editor.bar.value(), self._end)
        self._asked = self._view.call("standfirstScroll", place, answer=self._on_answer)

    def _on_answer(self, end: object) -> None:
        self._asked = False
        if isinstance(end, int | float) and end != self._end:
            self._end = float(end)
            self._page_soon.start()  # near their ends it tells where the page is

    def _scroll_text(self) -> None:
        stops = self._stops()
        if stops is None or self._wanted is None:
            return
        with self._leading():
            self._editor.bar.setValue(stops.scroll_of(self._wanted, self._end))
        if not stops.reached(self._wanted):
            self._text_soon.start()

    @contextmanager
    def _leading(self) -> Iterator[None]:
        """While the text is scrolled here the page does not follow."""
        self._led = True
        try:
            yield
        finally:
            self._led = False

    # what the page tells

    def _on_told(self, message: object) -> None:
        match message:
            case {"scrolled": [int() | float() as place, int() | float() as end]}:
                if self._together():
                    self._wanted, self._end = float(place), float(end)
                    self._page_soon.stop()
                    self._scroll_text()
            case {"open": str(address)}:
                open_outside(QUrl(address))
            case {"clicked": {"field": str(field), **point}}:
                self._go_to_field(field, point)
            case {"clicked": {"block": int(index), **point}}:
                seen = self._seen()
                if seen is not None:
                    self._go_to_words(*seen.lines_of(index), point)
            case {"clicked": {"note": int(number), **point}}:
                seen = self._seen()
                if seen is not None:
                    self._go_to_words(*self._note_lines(seen, number), point)

    def _go_to_field(self, field: str, point: dict[object, object]) -> None:
        head = self._editor.head
        with self._leading():
            if field == "byline":
                head.focus_byline()
            else:
                self._window.go_to(field)
        entry = {"title": head.title, "subtitle": head.subtitle}.get(field)
        offset = point.get("offset")
        if entry is not None and isinstance(offset, int):
            cursor = entry.textCursor()
            cursor.setPosition(min(offset, entry.document().characterCount() - 1))
            entry.setTextCursor(cursor)

    def _go_to_words(self, first: int, last: int, point: dict[object, object]) -> None:
        """Put the caret where a point in the page is, within these lines of the text, 0-based."""
        text = self._editor.text
        document = text.document()
        begin = document.findBlockByNumber(min(first, document.blockCount() - 1))
        lines: list[str] = []
        block = begin
        while block.isValid() and (block.blockNumber() < last or not lines):
            lines.append(block.text())
            block = block.next()
        found = None
        match point:
            case {"before": str(before), "after": str(after), "share": int() | float() as share}:
                found = find_place("\n".join(lines), before, after, share)
        source = "\n".join(lines)[: found or 0]
        cursor = text.textCursor()
        cursor.setPosition(begin.position() + utf16(source))
        with self._leading():
            if not text.isVisible():
                self._window.go_to(f"line:{begin.blockNumber() + 1}")
            text.setTextCursor(cursor)
            self._editor.reveal(text.cursorRect())
            text.setFocus(Qt.FocusReason.MouseFocusReason)

    def _note_lines(self, seen: "Preview", number: int) -> tuple[int, int]:
        """The lines of a footnote's text, as they are now."""
        lines = self._editor.text.body().split("\n")
        label = seen.note_label(number)
        begins = re.compile(rf" {{0,3}}\[\^{re.escape(label)}\]:").match
        first = next((at for at, line in enumerate(lines) if begins(line)), 0)
        last = first + 1
        while last < len(lines) and (not lines[last].strip() or lines[last].startswith("    ")):
            last += 1
        return first, last

"""Where the stops of the preview's page are in the text: the same places, one below the other.

A place is one number: at which stop it is, and how far on to the next. Stop 0 is the top of all, then come
the lines given, the last stop is the end of all. Nothing is laid out to find a stop: of a text that Qt has
not laid out so far, the end is as far as one can go.
"""

from bisect import bisect_right

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock

from editor.ui.writing.editor_pane import EditorPane


class Stops:
    """The stops of one text as they are now, in pixels from the top of the head."""

    def __init__(
        self, editor: EditorPane, lines: tuple[int, ...], lower: int, *, shut: bool
    ) -> None:
        """`lines` are 0-based and ascend; `shut`: from the last but one on the page shows no text.

        The page begins `lower` pixels below the top of the text on the screen.
        """
        self._editor, self._lines, self._shut = editor, lines, shut
        self._lower = max(0, lower)
        self._document = editor.text.document()

    def place_of(self, scroll: int, end: float | None) -> float:
        """The place at the page's top for the text scrolled that far; at `end` the page is at its own."""
        top, bottom, most = self._last_view(end)
        if scroll <= top or most <= top:
            return self._place_at(self._beside(scroll))
        start = self._beside(top)
        return self._place_at(start + (scroll - top) * (bottom - start) / (most - top))

    def scroll_of(self, place: float, end: float | None) -> int:
        """How far the text is scrolled for a place at the page's top; at `end` the page is at its own."""
        top, bottom, most = self._last_view(end)
        y, start = self._y(place), self._beside(top)
        if y <= start or bottom <= start:
            scroll = y / 2 if y < 2 * self._lower else y - self._lower
        else:
            scroll = top + (y - start) * (most - top) / (bottom - start)
        return round(min(max(0.0, scroll), most))

    def _beside(self, scroll: float) -> float:
        """What stands at the height of the page's top; at the very top both are at theirs."""
        return scroll + min(scroll, self._lower)

    def reached(self, place: float) -> bool:
        """Whether Qt has laid the text out that far."""
        return int(place) < 1 or self._laid_out(self._block(int(place) - 1))

    def _last_view(self, end: float | None) -> tuple[float, float, float]:
        """From where on, as a scroll of the text, both approach their ends, and its scroll at the end.

        Between them: what the page has at its top when it is at its own end.
        """
        most = float(self._editor.bar.maximum())
        if end is None or not self.reached(end):
            return most, self._beside(most), most
        bottom = self._y(end)
        if self._shut and bottom < self._beside(most):
            return (
                most,
                self._beside(most),
                most,
            )  # the page stays at the gate while the text goes on
        return max(0.0, min(most, bottom) - self._editor.bar.pageStep()), bottom, most

    def _place_at(self, y: float) -> float:
        down = y - self._editor.head.height()
        n = 0
        if down >= 0:
            layout = self._document.documentLayout()
            at = layout.hitTest(QPointF(0, down), Qt.HitTestAccuracy.FuzzyHit)
            n = bisect_right(self._lines, self._document.findBlock(max(0, at)).blockNumber())
        start, stop = self._top(n), self._top(n + 1)
        return n + min(1.0, max(0.0, (y - start) / (stop - start))) if stop > start else float(n)

    def _y(self, place: float) -> float:
        n = int(place)
        start = self._top(n)
        return start + (place - n) * (self._top(n + 1) - start)

    def _top(self, n: int) -> float:
        if n <= 0:
            return 0.0
        block = self._block(n - 1)
        if n > len(self._lines) or not self._laid_out(block):
            return float(self._editor.bar.maximum() + self._editor.bar.pageStep())
        rect = self._document.documentLayout().blockBoundingRect(block)
        below = self._lines[n - 1] > block.blockNumber()
        return self._editor.head.height() + (rect.bottom() if below else rect.top())

    def _block(self, index: int) -> QTextBlock:
        """The block at a stop; of a line below the text, the last one."""
        line = self._lines[index] if index < len(self._lines) else self._document.blockCount()
        block = self._document.findBlockByNumber(line)
        return block if block.isValid() else self._document.lastBlock()

    def _laid_out(self, block: QTextBlock) -> bool:
        return block.layout().lineCount() > 0

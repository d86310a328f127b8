"""Styles Markdown while it is typed: the marks stay visible, dimmed."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)

from editor.ui.controls.appearance import MONO_FAMILIES, tokens
from editor.ui.writing.direction import Directions
from editor.ui.writing.inline_styles import Span, Style
from editor.ui.writing.line_styles import (
    ROLE_BITS,
    TEXT,
    UNASKED,
    asked,
    in_fence,
    role,
    styled_line,
)

SLICE_BLOCKS = 40
SLICE_MS = 8
FIRST_BLOCKS = 24  # about a window of them
REST_MS = 150  # at the start the window is seen by then
# letters of a paragraph from which on Qt is to set them one by one where the script lets it, without
# kerning: it sets a paragraph anew at each key, and that takes half as long
LONG = 4_000
AT_ONCE = 200  # blocks in a row that follow from one change
_styles: dict[int, Style] = {}


def runs(spans: list[Span]) -> Iterator[Span]:
    """Overlapping spans as runs side by side, each with every style that holds there."""
    edges = sorted({edge for begin, end, _ in spans for edge in (begin, end)})
    coming = sorted(spans, reverse=True)
    held: list[Span] = []
    for begin, end in pairwise(edges):
        held = [one for one in held if one[1] > begin]
        while coming and coming[-1][0] <= begin:
            held.append(coming.pop())
        style = 0
        for first, last, one in held:
            if first < last:
                style = int.__or__(style, one)  # the enum's own takes ten times as long
        if style:
            yield begin, end, _styles.get(style) or _styles.setdefault(style, Style(style))


def opens_fence(block: QTextBlock) -> bool:
    """Whether a fence is open after a line, as far as it has been styled."""
    return in_fence(block.userState())


class Highlighter(QSyntaxHighlighter):
    """Styles a document: at first in slices between events, then each block as it changes."""

    finished = Signal()

    def __init__(
        self, document: QTextDocument, pixels: int, directions: Directions | None = None
    ) -> None:
        """`pixels` is the size of body text; `directions` is shown each line that changed."""
        self._pixels = pixels
        self._formats: dict[Style, QTextCharFormat] = {}
        self._directions = directions
        self.slants = True  # whether its script has italics; Arabic is underlined
        self._frontier = 0
        self._ahead = range(0)
        self._last = self._row = 0
        self._above: set[int] = set()
        super().__init__(document)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._on_slice)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._style_above)
        self.restyle()

    def restyle(self) -> None:
        """Style everything again, in slices, after the theme or the size changed."""
        self._formats.clear()
        self._frontier = 0
        self._slices.start(0)

    def resize(self, pixels: int) -> None:
        """Style everything for body text of another size."""
        self._pixels = pixels
        self.restyle()

    def begin(self) -> None:
        """Style what is seen first at once, and the rest once that is drawn."""
        self._style_blocks(0)
        self._frontier = FIRST_BLOCKS
        self._slices.start(REST_MS)

    def put_off(self, block: int) -> None:
        """Style nothing from `block` on until `go_on`: long text comes in there."""
        self._frontier = min(self._frontier, block)
        self._slices.stop()

    def go_on(self) -> None:
        """Style what was put off, in slices."""
        self._slices.start(REST_MS)

    def style_from(self, number: int) -> None:
        """Style at once what is seen from a block on; those above it get their turn."""
        if number + FIRST_BLOCKS > self._frontier:
            self._style_blocks(number)

    def hold_back(self, held: bool) -> None:
        """Style nothing more for now: to style what is not laid out yet ends Qt's laying out there."""
        if held:
            self._slices.stop()
        elif self._frontier < 1 << 30:
            self._slices.start(0)

    def _style_blocks(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        for _ in range(FIRST_BLOCKS):
            if block.isValid():
                # no further: Qt goes on to the next by itself, which would be styled twice
                self._ahead = range(number, block.blockNumber() + 1)
                self._style(block)
                block = block.next()

    @property
    def done(self) -> bool:
        """Whether the whole document has been styled."""
        return not self._slices.isActive()

    def finish(self) -> None:
        """Style what is left at once."""
        while not self.done:
            self._on_slice()

    def _on_slice(self) -> None:
        self._slices.setInterval(0)
        block = self.document().findBlockByNumber(self._frontier)
        spent = QElapsedTimer()
        spent.start()
        for _ in range(SLICE_BLOCKS):
            if spent.elapsed() > SLICE_MS:
                return
            if not block.isValid():
                self._frontier = 1 << 30
                self._slices.stop()
                self.finished.emit()
                return
            self._frontier = block.blockNumber() + 1
            self._style(block)
            block = block.next()

    def _style(self, block: QTextBlock) -> None:
        self._row = 0
        self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        block: QTextBlock = self.currentBlock()
        number = block.blockNumber()
        if number >= self._frontier and number not in self._ahead:
            return
        if not self._may_go_on(number):
            return
        if self._directions is not None and self._directions.concerns(text):
            self._directions.look(block, text)
        before, seen = 0, UNASKED
        if (above := self.previousBlockState()) >= 0:
            before, seen = above >> ROLE_BITS, above & UNASKED
        mine = role(text)
        if mine != seen and (seen != UNASKED or mine > TEXT) and number and above >= 0:
            # it was styled when something else stood below it
            self._above.add(number - 1)
            self._later.start()
        below = block.next().text()
        spans, state = styled_line(text, before, below)
        self.setCurrentBlockState(state << ROLE_BITS | asked(text, role(below)))
        if len(text) > LONG:
            spans = [*spans, (0, len(text), Style.LONG)]
        wide = _wide(text) if spans else None
        for begin, end, style in runs(spans):
            if wide is not None:
                begin, end = wide[begin], wide[end]
            self.setFormat(begin, end - begin, self._format(style))

    def _may_go_on(self, number: int) -> bool:
        """Whether to style this block now: what follows from an open fence may be the whole text."""
        self._row = self._row + 1 if number == self._last + 1 else 0
        self._last = number
        if self._row < AT_ONCE:
            return True
        self._row = 0
        self._frontier = number
        self._slices.start(0)
        return False

    def _style_above(self) -> None:
        numbers, self._above = self._above, set()
        for number in numbers:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self._row = 0
                self.rehighlightBlock(block)

    def _format(self, style: Style) -> QTextCharFormat:
        made = self._formats.get(style)
        if made is None:
            made = self._formats[style] = self._made(style)
        return made

    def _made(self, style: Style) -> QTextCharFormat:
        look = tokens()
        made = QTextCharFormat()
        pixels = QTextCharFormat.Property.FontPixelSize
        if Style.CUT in style:
            # tall and unseen: the overlay lies over it
            made.setForeground(QColor(0, 0, 0, 0))
            made.setProperty(pixels, round(self._pixels * 1.42))
            return made
        scale = {Style.H1: 26 / 17, Style.H2: 22 / 17, Style.H3: 19 / 17}
        for heading, factor in scale.items():
            if heading in style:
                made.setProperty(pixels, round(self._pixels * factor))
                made.setFontWeight(QFont.Weight.DemiBold)
        if Style.QUOTE in style:
            made.setForeground(QColor(look.text2))
            made.setFontItalic(self.slants)
        if Style.PULL in style:
            made.setForeground(QColor(look.text))
            made.setProperty(pixels, round(self._pixels * 19 / 17))
        if Style.NOTE in style:
            made.setForeground(QColor(look.text2))
            made.setBackground(QColor(look.win))
            made.setFontItalic(self.slants)
        if Style.TABLE in style:
            made.setFontFamilies(MONO_FAMILIES)
            made.setProperty(pixels, round(self._pixels * 14 / 17))
        if Style.BOLD in style:
            made.setFontWeight(QFont.Weight.DemiBold)
        if Style.ITALIC in style:
            made.setFontItalic(self.slants)
            made.setFontUnderline(not self.slants)
        if Style.LINK in style:
            made.setForeground(QColor(look.focus))
        if style & (Style.CODE | Style.URL | Style.EMBED):
            made.setFontFamilies(MONO_FAMILIES)
            made.setProperty(pixels, round(self._pixels * 14 / 17))
            made.setFontItalic(False)
        if Style.URL in style:
            made.setForeground(QColor(look.text3))
        if Style.EMBED in style:
            made.setForeground(QColor(look.focus))
        if Style.STRIKE in style:
            made.setFontStrikeOut(True)
            made.setForeground(QColor(look.text2))
        if Style.HIGHLIGHT in style:
            made.setBackground(QColor(look.warning_soft))
        if Style.RAISED in style:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if Style.LOWERED in style:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
        if Style.BREAK in style:
            made.setBackground(QColor(look.hover))
        if Style.TK in style:
            made.setForeground(QColor(look.warning))
            made.setBackground(QColor(look.warning_soft))
            made.setFontWeight(QFont.Weight.DemiBold)
        if Style.LONG in style:
            made.setFontStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        if Style.MARK in style:
            made.setForeground(QColor(look.text3))
            made.setFontWeight(QFont.Weight.Normal)
            made.setFontItalic(False)
            made.setFontStrikeOut(False)
            made.setFontUnderline(False)
        return made


def _wide(text: str) -> list[int] | None:
    """Where each character begins in UTF-16, as Qt counts; None where both count the same."""
    if not text or max(text) <= "\uffff":
        return None
    starts, at = [], 0
    for character in text:
        starts.append(at)
        at += 2 if character > "\uffff" else 1
    return [*starts, at]

"""Styles Markdown while it is typed: the marks stay visible, dimmed."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)

from editor.ui.controls.appearance import MONO_FAMILIES, tokens
from editor.ui.writing.direction import Directions
from editor.ui.writing.inline_styles import Span, Style
from editor.ui.writing.line_styles import (
    JOINED,
    LOOSE,
    ROLE_BITS,
    TEXT,
    UNASKED,
    asked,
    role,
    styled_line,
)
from editor.ui.writing.long_line import moved
from editor.ui.writing.paragraph_styles import (
    MOST_LINES,
    Line,
    Shape,
    paragraph_lines,
    shape,
    styled_as,
)

SLICE_BLOCKS = 40
SLICE_MS = 8
FIRST_BLOCKS = 24  # about a window of them
REST_MS = 150  # where it is not drawn before
DRAWN_MS = 80
# letters of a paragraph from which on Qt is to set them one by one where the script lets it, without
# kerning: it sets a paragraph anew at each key, and that takes half as long
LONG = 4_000
AT_ONCE = 200  # blocks in a row that follow from one change
IN_A_SLICE = 1000  # and from a slice of long text, which has fewer lines
_styles: dict[int, Style] = {}
Run = tuple[int, int, QTextCharFormat]


class _Long(NamedTuple):
    """A long line as it was read last, between the state above and the text below it."""

    text: str
    around: tuple[int, str]
    found: list[Run]
    state: int


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
        self._keeping_up = False
        self._most = AT_ONCE
        # by cursors, which stay with their lines when others come in above
        self._above: list[QTextCursor] = []
        self._long: _Long | None = None
        self._others: list[tuple[QTextCursor, int]] = []
        self._paragraph: tuple[int, int, list[Line] | None] = (-1, 0, None)
        self._seen: tuple[QTextBlock, int, int, Shape] | None = None
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
        self._long = None
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

    def keep_up(self, on: bool) -> None:
        """Style what comes in by slices as it comes, before it is laid out, and nothing else meanwhile.

        To style it later would have all that is below it moved for each few lines.
        """
        self._keeping_up = on
        self._most = IN_A_SLICE if on else AT_ONCE
        self.hold_back(on)

    def seen(self) -> None:
        """The text was drawn: the rest may follow once the first key had its chance."""
        if self._slices.isActive() and self._slices.interval() == REST_MS:
            self._slices.start(DRAWN_MS)

    def style_from(self, number: int) -> None:
        """Style at once what is seen from a block on; those above it get their turn."""
        if number + FIRST_BLOCKS > self._frontier:
            self._style_blocks(number)

    def hold_back(self, held: bool) -> None:
        """Style nothing more for now: to style what is not laid out yet ends Qt's laying out there."""
        if held:
            self._slices.stop()
        elif self._frontier < 1 << 30 and not self._keeping_up:
            self._slices.start(0)

    def _style_blocks(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        for _ in range(FIRST_BLOCKS):
            if block.isValid():
                # no further: Qt goes on to the next by itself, which would be styled twice
                self._ahead = range(number, block.blockNumber() + 1)
                self._row = 0
                self.rehighlightBlock(block)
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
        first = block = self.document().findBlockByNumber(self._frontier)
        spent = QElapsedTimer()
        spent.start()
        for _ in range(SLICE_BLOCKS):
            if not block.isValid() or spent.elapsed() > SLICE_MS:
                break
            self._frontier = block.blockNumber() + 1
            self._style(block)
            block = block.next()
        self._lay_out(first, block)
        if not block.isValid():
            self._frontier = 1 << 30
            self._slices.stop()
            self.finished.emit()

    def _style(self, block: QTextBlock) -> None:
        """Style a block that is laid out later with others: Qt's own way lays out after each of them."""
        if block.layout().preeditAreaText():
            self._row = 0
            self.rehighlightBlock(block)  # what an input method writes has formats there as well
            return
        text = block.text()
        if self._directions is not None and self._directions.concerns(text):
            self._directions.look(block, text)
        above = block.previous()
        found, state = self._read(block, text, above.userState() if above.isValid() else -1)
        block.setUserState(state)
        block.layout().setFormats([_range(*one) for one in found])

    def _lay_out(self, first: QTextBlock, end: QTextBlock) -> None:
        """Have the blocks from `first` up to `end` laid out as they are styled now."""
        if first.isValid():
            last = end.position() if end.isValid() else self.document().characterCount()
            self.document().markContentsDirty(first.position(), last - first.position())

    def highlightBlock(self, text: str) -> None:
        block: QTextBlock = self.currentBlock()
        number = block.blockNumber()
        if number >= self._frontier and number not in self._ahead and not self._keeping_up:
            return
        if not self._may_go_on(number):
            return
        if self._directions is not None and self._directions.concerns(text):
            self._directions.look(block, text)
        above = self.previousBlockState()
        seen = above & UNASKED if above >= 0 else UNASKED
        mine = role(text)
        if mine != seen and (seen != UNASKED or mine > TEXT) and number and above >= 0:
            # it was styled when something else stood below it
            self._above.append(QTextCursor(block.previous()))
            self._later.start()
        found, state = self._read(block, text, above)
        self.setCurrentBlockState(state)
        for begin, length, made in found:
            self.setFormat(begin, length, made)

    def _read(self, block: QTextBlock, text: str, above: int) -> tuple[list[Run], int]:
        """The formats of a block, with where each begins and how long it is as Qt counts, and its state."""
        below = block.next().text()
        if len(text) > LONG:
            return self._read_long(text, above, below)
        before = above >> ROLE_BITS if above >= 0 else 0
        spans, state = styled_line(text, before, below)
        if (state | before) & LOOSE:
            spans, state = self._over_lines(block, before, spans, state)
        return self._made_of(text, spans), state << ROLE_BITS | asked(text, role(below))

    def _read_long(self, text: str, above: int, below: str) -> tuple[list[Run], int]:
        known, around = self._long, (above, below)
        found = moved(known.text, text, known.found) if known and known.around == around else None
        if known is not None and found is not None:
            state = known.state
        else:
            spans, state = styled_line(text, above >> ROLE_BITS if above >= 0 else 0, below)
            found = self._made_of(text, [*spans, (0, len(text), Style.LONG)])
            # its marks pair within it alone
            state = (state & ~LOOSE) << ROLE_BITS | asked(text, role(below))
        self._long = None if _wide(text) else _Long(text, around, found, state)
        return found, state

    def _made_of(self, text: str, spans: list[Span]) -> list[Run]:
        if not spans:
            return []
        found, wide = [], _wide(text)
        for begin, end, style in runs(spans):
            if wide is not None:
                begin, end = wide[begin], wide[end]
            found.append((begin, end - begin, self._format(style)))
        return found

    def _over_lines(
        self, block: QTextBlock, before: int, spans: list[Span], state: int
    ) -> tuple[list[Span], int]:
        """A line's runs and state where a mark may run over several lines of its paragraph."""
        if before & LOOSE and not state & JOINED:
            self._lines_of(block.previous(), before, block)  # it went on with this line until now
        if not state & LOOSE:
            return spans, state
        # where the same marks stand in it and nothing of the other lines holds in it, that stays so
        seen = (block, before, state, shape(block.text(), spans))
        if seen == self._seen and block.userState() >> ROLE_BITS == state:
            return spans, state
        first, lines = self._lines_of(block, state, block)
        self._seen = seen
        if lines is None:  # too long a paragraph to be read anew at each key
            return spans, state & ~LOOSE
        at = block.blockNumber() - first
        return (lines[at].spans, lines[at].state) if at < len(lines) else (spans, state)

    def _lines_of(
        self, block: QTextBlock, state: int, now: QTextBlock
    ) -> tuple[int, list[Line] | None]:
        """The number of the first line of the paragraph of `block`, and the lines; None of a long one.

        Its lines but `now` that are styled as something else by now get their turn.
        """
        number = block.blockNumber()
        begin = block
        while state & JOINED and number - begin.blockNumber() < MOST_LINES:
            begin = begin.previous()
            state = max(begin.userState(), 0) >> ROLE_BITS
        if state & JOINED:
            return number, None
        revision, first, lines = self._paragraph
        if revision == self.document().revision() and first == begin.blockNumber():
            return first, lines
        above = begin.previous()
        before = max(above.userState(), 0) >> ROLE_BITS if above.isValid() else 0
        first, lines = begin.blockNumber(), paragraph_lines(_texts(begin), before)
        self._paragraph = (self.document().revision(), first, lines)
        for line in lines or ():
            seen = begin.userState()
            if begin != now and seen >= 0 and styled_as(seen >> ROLE_BITS) != styled_as(line.state):
                self._others.append((QTextCursor(begin), line.state))
                self._seen = None
                self._later.start()
            begin = begin.next()
        return first, lines

    def _may_go_on(self, number: int) -> bool:
        """Whether to style this block now: what follows from an open fence may be the whole text."""
        self._row = self._row + 1 if number == self._last + 1 else 0
        self._last = number
        if self._row < self._most:
            return True
        self._row = 0
        self._frontier = min(self._frontier, number)
        if not self._keeping_up:
            self._slices.start(0)
        return False

    def _style_above(self) -> None:
        above, self._above = self._above, []
        for place in above:
            block = place.block()
            if block.isValid():
                self._row = 0
                self.rehighlightBlock(block)
        others, self._others = self._others, []
        for place, state in others:
            block = place.block()
            if block.isValid() and styled_as(block.userState() >> ROLE_BITS) != styled_as(state):
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


def _texts(block: QTextBlock) -> Iterator[str]:
    while block.isValid():
        yield block.text()
        block = block.next()


def _range(begin: int, length: int, made: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = begin, length, made
    return found


def _wide(text: str) -> list[int] | None:
    """Where each character begins in UTF-16, as Qt counts; None where both count the same."""
    if not text or max(text) <= "\uffff":
        return None
    starts, at = [], 0
    for character in text:
        starts.append(at)
        at += 2 if character > "\uffff" else 1
    return [*starts, at]

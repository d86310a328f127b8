"""Styles Markdown while it is typed: the marks stay visible, dimmed."""

import re
from collections.abc import Iterator
from enum import IntFlag
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

from editor.model.cut import is_marker
from editor.ui.controls.appearance import MONO_FAMILIES, tokens

SLICE_BLOCKS = 40
SLICE_MS = 8
FIRST_BLOCKS = 24  # about a window of them
REST_MS = 150  # at the start the window is seen by then
LONG_LINE = 20_000
FENCED = 4


class Style(IntFlag):
    """What a run of text is; several may hold at once."""

    MARK = 1
    BOLD = 2
    ITALIC = 4
    LINK = 8
    URL = 16
    CODE = 32
    QUOTE = 64
    H1 = 128
    H2 = 256
    H3 = 512
    TK = 1024
    CUT = 2048


Span = tuple[int, int, Style]

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:[ \t]*(\S+)")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(!?\[)((?:[^\[\]\\]|\\.|\[[^\]]*\])*)(\]\()([^()\s]*(?:\([^()]*\)[^()\s]*)*)((?:[ \t]+\"[^\"]*\")?\))"
)
_REFERENCE = re.compile(r"(!?\[)([^\[\]^][^\[\]]*)(\]\[[^\[\]]*\])")
_CALL = re.compile(r"\[\^[^\]\s]+\]")
_AUTO = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>|(?<![\w(<\"=])(https?://[^\s<>)\]]+)")
_BOLD = re.compile(
    r"(?<![\\*_\w])(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1|(?<!\\)(\*\*)(?=\S)(.+?)(?<=[^\s\\])\3"
)
_ITALIC = re.compile(
    r"(?<![\\*])(\*)(?![*\s])((?:[^*\\]|\\.|\*\*[^*]+\*\*)+?)(?<![\s\\])(\*)(?!\*)"
    r"|(?<![\w\\_])(_)(?![_\s])((?:[^_\\]|\\.|__[^_]+__)+?)(?<![\s\\])(_)(?![\w_])"
)
_BOTH = re.compile(r"(?<![\\*])(\*{3})(?=[^\s*])(.+?)(?<=[^\s\\*])\1(?!\*)")
_TK = re.compile(r"\b(?:(?:TK)+|TODO)\b(?::[^.\n]*)?")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~|])")
_SIGNS = ("*", "_", "`", "[", "<", "\\", "://", "TK", "TODO")


def line_spans(text: str) -> list[Span]:
    """The styled runs of one line outside a fence, as (start, end, style) in characters."""
    spans: list[Span] = []
    start = 0
    if heading := _HEADING.match(text):
        level = len(heading[1])
        size = {1: Style.H1, 2: Style.H2}.get(level, Style.H3)
        spans += [(0, len(text), size), (heading.start(1), heading.end(), Style.MARK)]
        start = heading.end()
    elif _RULE.match(text):
        return [(0, len(text), Style.MARK)]
    elif quote := _QUOTE.match(text):
        spans += [(0, len(text), Style.QUOTE), (0, quote.end(), Style.MARK)]
        start = quote.end()
    elif note := _NOTE.match(text):
        spans.append((0, note.end(), Style.MARK))
        start = note.end()
    elif definition := _DEFINITION.match(text):
        return [
            (0, definition.start(1), Style.MARK),
            (definition.start(1), definition.end(1), Style.URL),
        ]
    if item := _ITEM.match(text, start):
        spans.append((item.start(), item.end(), Style.MARK))
        start = item.end()
    if len(text) <= LONG_LINE and any(sign in text for sign in _SIGNS):
        spans += _inline(text, start)
    return spans


def _inline(text: str, start: int) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []

    def free(begin: int, end: int) -> bool:
        return not any(begin < stop and end > first for first, stop in taken)

    brackets = "[" in text
    for found in _CODE.finditer(text, start) if "`" in text else ():
        taken.append(found.span())
        yield found.start(), found.end(), Style.CODE
        yield found.start(), found.end(1), Style.MARK
        yield found.end(2), found.end(), Style.MARK
    for found in _LINK.finditer(text, start) if brackets else ():
        if free(*found.span()):
            taken.append((found.start(3), found.end()))
            taken.append(found.span(1))
            yield found.start(1), found.end(1), Style.MARK
            yield found.start(2), found.end(2), Style.LINK
            yield found.start(3), found.end(3), Style.MARK
            yield found.start(4), found.end(4), Style.URL
            yield found.start(5), found.end(5), Style.MARK
    for found in _REFERENCE.finditer(text, start) if brackets else ():
        if free(*found.span()):
            yield found.start(1), found.end(1), Style.MARK
            yield found.start(2), found.end(2), Style.LINK
            yield found.start(3), found.end(3), Style.MARK
    for found in _AUTO.finditer(text, start) if ":" in text else ():
        if free(*found.span()):
            taken.append(found.span())
            yield found.start(), found.end(), Style.URL
    for found in _CALL.finditer(text, start) if brackets else ():
        if free(*found.span()):
            yield found.start(), found.end(), Style.MARK
    first = min((at for mark in "*_" if (at := text.find(mark, start)) >= 0), default=-1)
    if first >= 0:
        yield from _emphasis(text, max(start, first), taken)
    for found in _TK.finditer(text, start) if "TK" in text or "TODO" in text else ():
        if free(*found.span()):
            yield found.start(), found.end(), Style.TK
    for found in _ESCAPE.finditer(text, start) if "\\" in text else ():
        if free(*found.span()):
            yield found.start(), found.end(), Style.MARK


def _emphasis(text: str, start: int, taken: list[tuple[int, int]]) -> Iterator[Span]:
    def crosses(begin: int, end: int) -> bool:
        """Whether a mark of the pair stands inside code or an address."""
        return any(first <= begin < stop or first < end <= stop for first, stop in taken)

    for found in _BOTH.finditer(text, start) if "***" in text else ():
        if not crosses(found.start(), found.end()):
            taken.append(found.span())
            yield found.start(2), found.end(2), Style.BOLD | Style.ITALIC
            yield found.start(), found.start(2), Style.MARK
            yield found.end(2), found.end(), Style.MARK
    double = "**" in text or "__" in text
    for pattern, style in ((_BOLD, Style.BOLD), (_ITALIC, Style.ITALIC)):
        for found in pattern.finditer(text, start) if double or pattern is _ITALIC else ():
            if crosses(found.start(), found.end()):
                continue
            width = 2 if style is Style.BOLD else 1
            yield found.start() + width, found.end() - width, style
            yield found.start(), found.start() + width, Style.MARK
            yield found.end() - width, found.end(), Style.MARK


def runs(spans: list[Span]) -> Iterator[tuple[int, int, Style]]:
    """Overlapping spans as runs side by side, each with every style that holds there."""
    edges = sorted({edge for begin, end, _ in spans for edge in (begin, end)})
    for begin, end in pairwise(edges):
        style = Style(0)
        for first, last, one in spans:
            if first <= begin and end <= last:
                style |= one
        if style:
            yield begin, end, style


def opens_fence(block: QTextBlock) -> bool:
    """Whether a fence is open after a line, as far as it has been styled."""
    return block.userState() > 0


class Highlighter(QSyntaxHighlighter):
    """Styles a document: at first in slices between events, then each block as it changes."""

    finished = Signal()

    def __init__(self, document: QTextDocument, pixels: int) -> None:
        """`pixels` is the size of body text."""
        self._pixels = pixels
        self._formats: dict[Style, QTextCharFormat] = {}
        self._frontier = 0
        super().__init__(document)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._on_slice)
        self.restyle()

    def restyle(self) -> None:
        """Style everything again, in slices, after the theme or the size changed."""
        self._formats.clear()
        self._frontier = 0
        self._slices.start(0)

    def begin(self) -> None:
        """Style what is seen first at once, and the rest once that is drawn."""
        block = self.document().firstBlock()
        self._frontier = FIRST_BLOCKS
        while block.isValid() and block.blockNumber() < FIRST_BLOCKS:
            self._style(block)
            block = block.next()
        self._slices.start(REST_MS)

    def put_off(self, block: int) -> None:
        """Style nothing from `block` on until `go_on`: long text comes in there."""
        self._frontier = min(self._frontier, block)
        self._slices.stop()

    def go_on(self) -> None:
        """Style what was put off, in slices."""
        self._slices.start(REST_MS)

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
        if block.userState() < 0:
            block.setUserState(
                0
            )  # Qt would take the first state for a new one, and style the next too
        self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        block: QTextBlock = self.currentBlock()
        if block.blockNumber() >= self._frontier:
            return
        before = max(0, self.previousBlockState())
        spans, state = self._styled(text, before)
        self.setCurrentBlockState(state)
        wide = _wide(text) if spans else None
        for begin, end, style in runs(spans):
            if wide is not None:
                begin, end = wide[begin], wide[end]
            self.setFormat(begin, end - begin, self._format(style))

    def _styled(self, text: str, before: int) -> tuple[list[Span], int]:
        """The spans of a line and the state after it: 0, or an open fence's mark and length."""
        fence = _FENCE.match(text)
        if before:
            closes = (
                fence is not None
                and fence[1][0] == "`~"[before % FENCED - 1]
                and len(fence[1]) >= before // FENCED
                and not fence[2].strip()
            )
            style = Style.CODE | Style.MARK if closes else Style.CODE
            return [(0, len(text), style)], 0 if closes else before
        if fence is not None and not (fence[1][0] == "`" and "`" in fence[2]):
            state = "`~".index(fence[1][0]) + 1 + FENCED * len(fence[1])
            return [(0, len(text), Style.CODE | Style.MARK)], state
        if "<!--" in text and is_marker(text):
            return [(0, len(text), Style.CUT)], 0
        return line_spans(text), 0

    def _format(self, style: Style) -> QTextCharFormat:
        made = self._formats.get(style)
        if made is None:
            made = self._formats[style] = self._made(style)
        return made

    def _made(self, style: Style) -> QTextCharFormat:
        look = tokens()
        made = QTextCharFormat()
        if Style.CUT in style:
            # tall and unseen: the overlay lies over it
            made.setForeground(QColor(0, 0, 0, 0))
            made.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._pixels * 1.42))
            return made
        scale = {Style.H1: 26 / 17, Style.H2: 22 / 17, Style.H3: 19 / 17}
        for heading, factor in scale.items():
            if heading in style:
                made.setProperty(
                    QTextCharFormat.Property.FontPixelSize, round(self._pixels * factor)
                )
                made.setFontWeight(QFont.Weight.DemiBold)
        if Style.QUOTE in style:
            made.setForeground(QColor(look.text2))
            made.setFontItalic(True)
        if Style.BOLD in style:
            made.setFontWeight(QFont.Weight.DemiBold)
        if Style.ITALIC in style:
            made.setFontItalic(True)
        if Style.LINK in style:
            made.setForeground(QColor(look.focus))
        if Style.CODE in style or Style.URL in style:
            made.setFontFamilies(MONO_FAMILIES)
            made.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._pixels * 14 / 17))
            made.setFontItalic(False)
        if Style.URL in style:
            made.setForeground(QColor(look.text3))
        if Style.TK in style:
            made.setForeground(QColor(look.warning))
            made.setBackground(QColor(look.warning_soft))
            made.setFontWeight(QFont.Weight.DemiBold)
        if Style.MARK in style:
            made.setForeground(QColor(look.text3))
            made.setFontWeight(QFont.Weight.Normal)
            made.setFontItalic(False)
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

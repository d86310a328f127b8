"""Marks that run over several lines of one paragraph: what each of its lines is, from all of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from editor.ui.writing.inline_styles import Span, Style, inline_spans
from editor.ui.writing.line_styles import JOINED, QUOTE, STATES, styled_line

MOST_LINES = 64
_MOST_LETTERS = 4_000  # a line that has more is never read with others
_STYLED_AS = 17  # from this bit of a state on
_WORDS = re.compile(r"[^\W_]+(?:[\s.,;]+[^\W_]+)*")
Shape = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's runs and what is open after it."""

    spans: list[Span]
    state: int


def shape(text: str, spans: list[Span]) -> Shape:
    """The marks of a line and what stands between them, whatever the words are."""
    return _WORDS.sub("a", text.rstrip(" \t.,;")), tuple(int(style) for _, _, style in spans)


def styled_as(state: int) -> int:
    """A number that stands for what a line's words are by the other lines; 0 where they add nothing."""
    return state >> _STYLED_AS


def paragraph_lines(texts: Iterable[str], before: int) -> list[Line] | None:
    """The lines of the paragraph that begins with the first of `texts`, which may go on after it.

    `before` is what is open above it. None for one so long that it is not read as a whole.
    """
    alone = _alone(texts, before)
    if alone is None:
        return None
    found: list[Line] = []
    first = 0
    for end in range(1, len(alone) + 1):
        if end == len(alone) or alone[end].begins_anew(alone[end - 1]):
            found += _together(alone[first:end])
            first = end
    return found


class _Alone:
    """A line read by itself: its words from `start` on have the runs `words`."""

    def __init__(self, text: str, before: int, below: str, depth: int) -> None:
        self.text, self.before, self.below = text, before, below
        self.start, self.words = len(text), list[Span]()
        _, self.state = styled_line(text, before, below, self._read)
        in_quote = self.state & STATES == QUOTE and self.start
        self.depth = text.count(">", 0, self.start) if in_quote else depth

    def _read(self, text: str, start: int) -> list[Span]:
        self.start, self.words = start, inline_spans(text, start)
        return self.words

    def begins_anew(self, above: "_Alone") -> bool:
        """Whether it is another paragraph than the line above, if only a quote within a quote."""
        return not self.state & JOINED or self.depth != above.depth

    def line(self, words: list[Span]) -> Line:
        """The line where its words have the runs `words`."""
        spans, _ = styled_line(self.text, self.before, self.below, lambda _text, _start: words)
        bare = [one for one in self.words if one[2] is not Style.LOOSE]
        if sorted(words) == sorted(bare):
            return Line(spans, self.state)
        mark = hash(tuple((begin, end, int(style)) for begin, end, style in words)) & 0x7FF
        return Line(spans, self.state | (mark or 1) << _STYLED_AS)


def _alone(texts: Iterable[str], before: int) -> list[_Alone] | None:
    found: list[_Alone] = []
    coming = iter(texts)
    text, letters = next(coming, ""), 0
    while True:
        below = next(coming, "")
        line = _Alone(text, before, below, found[-1].depth if found else 0)
        if found and not line.state & JOINED:
            return found
        found.append(line)
        letters += len(text)
        if len(found) > MOST_LINES or letters > _MOST_LETTERS:
            return None
        text, before = below, line.state


def _together(lines: list[_Alone]) -> list[Line]:
    """The lines of one paragraph, whose words are read as one."""
    if len(lines) == 1:
        return [lines[0].line([one for one in lines[0].words if one[2] is not Style.LOOSE])]
    whole = "\n".join(" " * line.start + line.text[line.start :] for line in lines)
    spans = [one for one in inline_spans(whole) if one[2] is not Style.LOOSE]
    found, at = [], 0
    for line in lines:
        first, last = at + line.start, at + len(line.text)
        found.append(
            line.line(
                [
                    (max(begin, first) - at, min(end, last) - at, style)
                    for begin, end, style in spans
                    if begin < last and end > first
                ]
            )
        )
        at = last + 1
    return found

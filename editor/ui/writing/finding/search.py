"""What is looked for in a text: words or a regular expression, where it stands, what takes its place.

Qt's expressions and not Python's: they count in UTF-16 as its documents do, know the letters of every
script, and give up after so many steps, where Python's would hold the window until they are through.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from editor.model import cut
from editor.ui.writing.utf16 import utf16

# some 20 ms of going back and forth (PCRE2: pcre2pattern, "Setting match resource limits")
_LIMIT = "(*LIMIT_MATCH=2000000)"
# a letter, its marks, a figure, and the joiners that stand within a word of Persian or Hindi
_LETTER = r"[\p{L}\p{M}\p{N}_\x{200c}\x{200d}]"
_SLOT = re.compile(
    r"\\(?:g<(?P<g>\w+)>|(?P<back>\d{1,2})|(?P<escape>[nt\\$]))"
    r"|\$(?:\{(?P<brace>\w+)\}|(?P<dollar>\d{1,2})|(?P<all>&)|(?P<sign>\$))"
)
_ESCAPES = {"n": "\n", "t": "\t"}


class BadPattern(Exception):
    """An expression that is none; `at` is the 1-based character where that shows."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


class NoSuchGroup(Exception):
    """What is to be put in names a group that the expression has not."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TooSlow(Exception):
    """An expression that tries too many ways through this text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for, and how; `text` is an expression where `regex` is set."""

    text: str
    case: bool = False
    whole: bool = False
    regex: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text that is looked through; `start` in UTF-16."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was found, from `start` to `end` in UTF-16, and what is put there."""

    start: int
    end: int
    new: str = ""


def passages(body: str, begin: int = 0, end: int | None = None) -> tuple[Passage, ...]:
    """What of `body` may be looked through: all but the lines of the cut, with the break above each.

    `begin` and `end`, in UTF-16, keep it to a part.
    """
    cuts = cut.find(body)
    lines = body.split("\n") if cuts else []
    spans: list[tuple[int, int]] = []
    at, first = 0, 0
    for number in cuts:
        above = utf16("\n".join(lines[first:number]))
        if number > first:
            spans.append((at, at + above))
            at += above + 1
        at += utf16(lines[number]) + 1
        first = number + 1
    raw = body.encode("utf-16-le", "surrogatepass")
    whole = len(raw) // 2
    spans.append((at, whole))
    last = whole if end is None else min(end, whole)
    kept = ((max(start, begin), min(stop, last)) for start, stop in spans)
    return tuple(
        # half a surrogate pair would spoil the search for all of it
        Passage(start, raw[2 * start : 2 * stop].decode("utf-16-le", "replace"))
        for start, stop in kept
        if start <= stop
    )


def matches(
    wanted: Wanted, among: Iterable[Passage], template: str | None = None
) -> Iterator[Match]:
    """Where `wanted` stands, in order, with what `template` makes of each place.

    Raises `BadPattern` and `NoSuchGroup` at once, and `TooSlow` where it happens.
    """
    pattern = _compiled(wanted)
    fill = _filler(wanted, pattern, template or "")
    return _matches(pattern, among, fill)


def replacement(wanted: Wanted, passage: Passage, match: Match, template: str) -> str:
    """What `template` makes of one `match` in `passage`. Raises as `matches` does."""
    pattern = _compiled(wanted)
    fill = _filler(wanted, pattern, template)
    return fill(pattern.match(passage.text, match.start - passage.start))


def _matches(
    pattern: QRegularExpression,
    among: Iterable[Passage],
    fill: Callable[[QRegularExpressionMatch], str],
) -> Iterator[Match]:
    for passage in among:
        found = pattern.globalMatch(passage.text)
        start, end = 0, -1
        while found.hasNext():
            one = found.next()
            start, end = one.capturedStart(), one.capturedEnd()
            yield Match(passage.start + start, passage.start + end, fill(one))
        # after a place without letters at the very end Qt gives no answer either
        if not found.isValid() and not (start == end == utf16(passage.text)):
            raise TooSlow


@lru_cache(maxsize=4)
def _compiled(wanted: Wanted) -> QRegularExpression:
    option = QRegularExpression.PatternOption
    options = option.UseUnicodePropertiesOption | option.MultilineOption
    if not wanted.case:
        options |= option.CaseInsensitiveOption
    source = wanted.text if wanted.regex else QRegularExpression.escape(wanted.text)
    bare = QRegularExpression(source, options)
    if not bare.isValid():
        raise BadPattern(bare.errorString(), bare.patternErrorOffset() + 1)
    if wanted.whole:
        source = f"(?<!{_LETTER})(?:{source})(?!{_LETTER})"
    return QRegularExpression(_LIMIT + source, options)


def _filler(
    wanted: Wanted, pattern: QRegularExpression, template: str
) -> Callable[[QRegularExpressionMatch], str]:
    """Makes of each match what is put in its place: `template` itself, or its groups filled in."""
    if not wanted.regex or not _SLOT.search(template):
        return lambda _match: template
    parts: list[str | int] = []
    done = 0
    for slot in _SLOT.finditer(template):
        parts.append(template[done : slot.start()])
        parts += _slot(slot, pattern)
        done = slot.end()
    parts.append(template[done:])
    return lambda match: "".join(
        match.captured(part) if isinstance(part, int) else part for part in parts
    )


def _slot(slot: "re.Match[str]", pattern: QRegularExpression) -> list[str | int]:
    if slot["escape"]:
        return [_ESCAPES.get(slot["escape"], slot["escape"])]
    if slot["sign"]:
        return ["$"]
    if slot["all"]:
        return [0]
    name = slot["g"] or slot["brace"]
    figures = slot["back"] or slot["dollar"] or (name if name and name.isdecimal() else "")
    if not figures:
        if name not in pattern.namedCaptureGroups():
            raise NoSuchGroup(name or "")
        return [pattern.namedCaptureGroups().index(name)]
    groups, rest = pattern.captureCount(), ""
    if int(figures) > groups and len(figures) == 2 and not name:
        figures, rest = figures[0], figures[1]  # $12 of one group is that group, and a 2
    if int(figures) > groups:
        raise NoSuchGroup(figures)
    return [int(figures), rest]

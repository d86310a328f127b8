"""What the marks within words of Markdown mean, as the parser reads them."""

import re
from enum import IntFlag

LONG_LINE = 20_000


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
    STRIKE = 4096
    HIGHLIGHT = 8192
    RAISED = 16384
    LOWERED = 32768
    TABLE = 65536
    NOTE = 131072
    PULL = 262144
    BREAK = 524288
    EMBED = 1048576
    LONG = 2097152
    LOOSE = (
        4194304  # no run, but said once: a mark has no partner here, and may have in the line below
    )


Span = tuple[int, int, Style]

_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_LINK = re.compile(
    r"(!?\[)((?:[^\[\]\\]|\\.|\[[^\]]*\])*)(\]\()([^()\s]*(?:\([^()]*\)[^()\s]*)*)((?:[ \t]+\"[^\"]*\")?\))"
)
_REFERENCE = re.compile(r"(!?\[)([^\[\]^][^\[\]]*)(\]\[[^\[\]]*\])")
_CALL = re.compile(r"\[\^[^\]\s]+\]")
_AUTO = re.compile(r"<((?:https?://|mailto:)[^>\s]+|[^<>\s@!]+@[^<>\s@]+)>")
_ADDRESS = re.compile(r"(?<![\w(<\"=])https?://[^\s<>)\]\x02]+")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|]")
_COMMENT = re.compile(r"<!--([ \t]*note:)?.*?(?:(-->)|$)", re.I)
_STRIKE = re.compile(r"(~~)(.+?)~~", re.S)
_HIGHLIGHT = re.compile(r"(==)(.+?)==", re.S)
_BRACKET = re.compile(r"[\[\]]")
_TAG_BEGINS = re.compile(r"<[/a-zA-Z]")
_RUN = re.compile(r"\*+|_+")
_TK = re.compile(r"\b(?:(?:TK)+|TODO)\b(?::[^.\n\x02]*)?")
_SIGN = re.compile(r"[*_`\[<\\&]|://|~~|==|TK|TODO")
_HIDDEN = "\x02"  # what the parser puts in the place of what it has read
_PAIRED = {
    "em": Style.ITALIC, "i": Style.ITALIC, "strong": Style.BOLD, "b": Style.BOLD,
    "del": Style.STRIKE, "s": Style.STRIKE, "mark": Style.HIGHLIGHT,
    "sup": Style.RAISED, "sub": Style.LOWERED,
}  # fmt: skip


def inline_spans(text: str, start: int = 0) -> list[Span]:
    """The styled runs of `text` from `start`, as (start, end, style) in characters.

    `text` may have several lines, those of one paragraph. `Style.LOOSE` is the last where it holds.
    """
    if len(text) > LONG_LINE or not _SIGN.search(text):
        return []
    return _Reading(text, start).spans


def tag_spans(text: str) -> list[Span]:
    """The tags in a line of raw HTML, in which nothing else is a mark."""
    return [(*found.span(), Style.MARK) for found in _TAG.finditer(text)]


class _Reading:
    """Reads words in the parser's order; what has been read is hidden from what comes after."""

    def __init__(self, text: str, start: int) -> None:
        self.spans: list[Span] = []
        self._rest = text
        self._loose = False
        if "`" in text:
            self._code(start)
        if "\\" in text:
            for found in _ESCAPE.finditer(self._rest, start):
                self._take(found, (found.start(), found.start() + 1, Style.MARK))
        if "<" in text:
            self._addresses(start)
        if "[" in text:
            self._links(start)
        if "<" in text:
            self._tags(start)
        if "&" in text:
            for found in _ENTITY.finditer(self._rest, start):
                self._take(found, (*found.span(), Style.MARK))
        self._words(start, len(text))
        # before addresses are hidden: the parser pairs what stands in them too
        self._loose = self._loose or self._is_loose(start)
        if "://" in self._rest:
            for found in _ADDRESS.finditer(self._rest, start):
                self._take(found, (*found.span(), Style.URL))
        if "TK" in self._rest or "TODO" in self._rest:
            self.spans += [(*found.span(), Style.TK) for found in _TK.finditer(self._rest, start)]
        if self._loose:
            self.spans.append((start, start, Style.LOOSE))

    def _is_loose(self, start: int) -> bool:
        """Whether what is left has a mark that only another line can pair."""
        rest = self._rest
        if "`" in rest or "~~" in rest or "==" in rest:
            return True
        if "<" in rest and _TAG_BEGINS.search(rest, start):
            return True
        depth = 0
        for found in _BRACKET.finditer(rest, start) if "[" in rest or "]" in rest else ():
            depth += 1 if found[0] == "[" else -1
            if depth < 0:
                return True
        return depth > 0

    def _take(self, found: re.Match[str], *spans: Span) -> None:
        self.spans += spans
        begin, end = found.span()
        self._rest = self._rest[:begin] + _HIDDEN * (end - begin) + self._rest[end:]

    def _code(self, start: int) -> None:
        for found in _CODE.finditer(self._rest, start):
            begin, end = found.span()
            self._take(
                found,
                (begin, end, Style.CODE),
                (begin, found.end(1), Style.MARK),
                (found.end(2), end, Style.MARK),
            )

    def _addresses(self, start: int) -> None:
        for found in _AUTO.finditer(self._rest, start):
            self._take(found, (*found.span(), Style.URL))

    def _links(self, start: int) -> None:
        for found in _CALL.finditer(self._rest, start):
            self._take(found, (*found.span(), Style.MARK))
        for pattern in (_LINK, _REFERENCE):
            for found in pattern.finditer(self._rest, start):
                begin, end = found.span(2)
                self._words(begin, end)
                self._take(
                    found,
                    (*found.span(1), Style.MARK),
                    (begin, end, Style.LINK),
                    (*found.span(3), Style.MARK),
                )
                if pattern is _LINK:
                    self.spans += [(*found.span(4), Style.URL), (*found.span(5), Style.MARK)]

    def _tags(self, start: int) -> None:
        for found in _COMMENT.finditer(self._rest, start) if "<!--" in self._rest else ():
            self._take(found, *comment_spans(found.start(), found.end(), found[1], found[2]))
        opened: list[tuple[str, int]] = []
        for found in _TAG.finditer(self._rest, start):
            name = found[1].lower()
            self._take(found, (*found.span(), Style.MARK))
            if name not in _PAIRED:
                continue
            if found[0][1] != "/":
                opened.append((name, found.end()))
            elif opened and opened[-1][0] == name:
                self.spans.append((opened.pop()[1], found.start(), _PAIRED[name]))
            else:
                self._loose = True
        self._loose = self._loose or bool(opened)

    def _words(self, begin: int, end: int) -> None:
        for mark, pattern, style in (
            ("~~", _STRIKE, Style.STRIKE),
            ("==", _HIGHLIGHT, Style.HIGHLIGHT),
        ):
            for found in pattern.finditer(self._rest, begin, end) if mark in self._rest else ():
                self._words(*found.span(2))
                first, last = found.span(2)
                self._take(
                    found,
                    (first, last, style),
                    (found.start(), first, Style.MARK),
                    (last, found.end(), Style.MARK),
                )
        if "*" in self._rest or "_" in self._rest:
            self._emphasis(begin, end)

    def _emphasis(self, begin: int, end: int) -> None:
        """Pairs runs of `*` and of `_`: what closes looks back for the nearest that opened."""
        opened: list[_Run] = []
        for found in _RUN.finditer(self._rest, begin, end):
            run = _Run(self._rest, found, begin, end)
            at = len(opened) - 1 if run.closes else -1
            while at >= 0 and run.left:
                opener = opened[at]
                if not opener.pairs_with(run):
                    at -= 1
                    continue
                del opened[at + 1 :]
                self._pair(opener, run)
                if not opener.left:
                    opened.pop()
                    at -= 1
            if run.left and run.opens:
                opened.append(run)
            elif run.left and run.closes:
                self._loose = True
        self._loose = self._loose or bool(opened)

    def _pair(self, opener: "_Run", closer: "_Run") -> None:
        width = min(2, opener.left, closer.left)
        opener.left -= width
        closer.left -= width
        first, last = opener.start + opener.left, closer.start
        closer.start += width
        self.spans += [
            (first + width, last, Style.BOLD if width == 2 else Style.ITALIC),
            (first, first + width, Style.MARK),
            (last, last + width, Style.MARK),
        ]


class _Run:
    """Some `*` or `_` side by side, of which `left` are not paired yet."""

    __slots__ = ("closes", "left", "length", "mark", "opens", "start")

    def __init__(self, text: str, found: re.Match[str], begin: int, end: int) -> None:
        self.start, stop = found.span()
        self.mark = text[self.start]
        self.left = self.length = stop - self.start
        before = text[self.start - 1] if self.start > begin else " "
        after = text[stop] if stop < end else " "
        self.opens, self.closes = not after.isspace(), not before.isspace()
        if self.mark == "_":
            self.opens = self.opens and not _is_word(before)
            self.closes = self.closes and not _is_word(after)

    def pairs_with(self, closer: "_Run") -> bool:
        """Whether `closer` ends what this one began: CommonMark's rules, with its rule of three."""
        if self.mark != closer.mark:
            return False
        if (self.opens and self.closes) or (closer.opens and closer.closes):
            both = self.length + closer.length
            return both % 3 != 0 or (self.length % 3 == 0 and closer.length % 3 == 0)
        return True


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def comment_spans(begin: int, end: int, note: str | None, close: str | None) -> list[Span]:
    """A comment from `begin` to `end`: an aside where `note` says that it is one, else dimmed."""
    if not note:
        return [(begin, end, Style.MARK)]
    spans = [(begin, end, Style.NOTE), (begin, begin + 4 + len(note), Style.MARK)]
    if close:
        spans.append((end - len(close), end, Style.MARK))
    return spans


def open_comment(text: str) -> str:
    """`note` or `comment` where one begins in `text` and does not end there, else ""."""
    last = [*_COMMENT.finditer(text)][-1:]
    if not last or last[0][2]:
        return ""
    return "note" if last[0][1] else "comment"

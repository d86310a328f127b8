"""What a line of Markdown is, from its own words, what stands open above it, and the line below."""

import re
from collections.abc import Callable

from editor.model.cut import is_marker
from editor.ui.writing.inline_styles import (
    Span,
    Style,
    inline_spans,
    open_comment,
    tag_spans,
)

# What is open after a line. An open fence is 4 × its length + 1 for ` and + 2 for ~; raw HTML is
# 4 × (3 + its tag's number) + 3. In QUOTE_END a quote goes on, but no paragraph of it.
(
    BLANK, FIRST, WORDS, QUOTE, QUOTE_END, LIST, AFTER_ITEM, TABLE_HEAD, TABLE, CODE, COMMENT, NOTE
) = range(12)  # fmt: skip
_FENCED = 4
_LONGEST_FENCE = 8000  # its state has to fit
# Beside that a state says whether some mark before the line's end has no partner yet, and whether the
# line's words go on with those of the line above.
STATES = (1 << 15) - 1
LOOSE = 1 << 15
JOINED = 1 << 16
_GO_ON = frozenset((FIRST, WORDS, QUOTE, LIST))
Reader = Callable[[str, int], list[Span]]

# What a line is to the one above it.
NOTHING, TEXT, UNDER_H1, UNDER_H2, TABLE_RULE, DEFINED = range(6)
UNASKED = 7
ROLE_BITS = 3

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*(#*)$")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:[ \t]*(\S+)")
_ABBREVIATION = re.compile(r"\*\[[^\\\]]+\] ?:[ \t]*")
_DESCRIPTION = re.compile(r" {0,3}:[ \t]{1,3}(?=\S)")
_UNDERLINE = re.compile(r"(?:={2,}|-{2,}) *$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:]*-[-:| \t]*$")
_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_SAID_BY = re.compile(r"(?:[—–―]|--+)[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_HTML = re.compile(r" {0,3}<([a-zA-Z][a-zA-Z0-9]*)[\s>/]")
_HTML_BLOCKS = (
    "address", "aside", "blockquote", "details", "div", "dl", "figure", "figcaption", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "iframe", "nav", "ol", "p", "pre",
    "script", "section", "style", "summary", "table", "ul", "video",
)  # fmt: skip
# a line that begins otherwise is words
_LEADS = frozenset(" \t#>-*+_=~`<|:[0123456789")
_LEVELS = {1: Style.H1, 2: Style.H2}


def line_spans(text: str) -> list[Span]:
    """The styled runs of a line that stands alone, as (start, end, style) in characters."""
    return styled_line(text, BLANK, "")[0]


def role(text: str) -> int:
    """What a line is to the one above it."""
    if not text or text.isspace():
        return NOTHING
    first = text[0]
    if first in "=-" and _UNDERLINE.match(text):
        return UNDER_H1 if first == "=" else UNDER_H2
    if first in "|-: \t" and "|" in text and _TABLE_RULE.match(text):
        return TABLE_RULE
    return DEFINED if first in " :" and _DESCRIPTION.match(text) else TEXT


def asked(text: str, below: int) -> int:
    """As much of the role of the line `below` as the styles of `text` depend on."""
    if below > TEXT or text.endswith("  ") or "://" in text:
        return below
    return UNASKED


def is_fence_open(block_state: int) -> bool:
    """Whether a fence is open after a block, by the state that the highlighter keeps in it."""
    state = (block_state >> ROLE_BITS) & STATES
    return block_state >= 0 and state > NOTE and state % _FENCED != 3


def open_element(block_state: int) -> str:
    """The name of the raw HTML that is open after a block, by the same state; "" for none."""
    state = (block_state >> ROLE_BITS) & STATES
    within = block_state >= 0 and state > NOTE and state % _FENCED == 3
    return _HTML_BLOCKS[state // _FENCED - 3] if within else ""


def styled_line(
    text: str, before: int, below: str, read: Reader = inline_spans
) -> tuple[list[Span], int]:
    """The styled runs of a line, as far as it says by itself, and what is open after it.

    `before` is what was open above it, `below` the next line, "" for none. `read` is asked once for the
    runs of the line's words, with where they begin.
    """
    spans, state = _styled(text, before & STATES, below, read)
    if state & STATES not in _GO_ON:
        state &= STATES
    elif before & STATES not in _GO_ON:
        state &= ~JOINED
    if spans and any(style is Style.LOOSE for _, _, style in spans):
        spans = [one for one in spans if one[2] is not Style.LOOSE]
        state |= LOOSE if state & STATES in _GO_ON else 0
    return spans, state | (before & LOOSE if state & JOINED else 0)


def _styled(text: str, before: int, below: str, read: Reader) -> tuple[list[Span], int]:
    if before > NOTE:
        return _in_html(text, before) if before % _FENCED == 3 else _in_fence(text, before)
    if before >= COMMENT:
        return _in_comment(text, before, below, read)
    if not text or text.isspace():
        return [], AFTER_ITEM if before in (LIST, AFTER_ITEM) else BLANK
    if "<!--" in text:
        if is_marker(text):
            return [(0, len(text), Style.CUT)], BLANK
        if opened := open_comment(text):
            return _prose(text, before, below, read)[0], NOTE if opened == "note" else COMMENT
    if text[0] not in _LEADS:
        return _prose(text, before, below, read)
    return _led(text, before, below, read)


def _in_fence(text: str, before: int) -> tuple[list[Span], int]:
    fence = _FENCE.match(text)
    closes = (
        fence is not None
        and fence[1][0] == "`~"[before % _FENCED - 1]
        and len(fence[1]) >= before // _FENCED
        and not fence[2].strip()
    )
    style = Style.CODE | Style.MARK if closes else Style.CODE
    return [(0, len(text), style)], BLANK if closes else before


def _in_html(text: str, before: int) -> tuple[list[Span], int]:
    name = _HTML_BLOCKS[before // _FENCED - 3]
    return tag_spans(text), BLANK if f"</{name}" in text.lower() else before


def _in_comment(text: str, before: int, below: str, read: Reader) -> tuple[list[Span], int]:
    style = Style.NOTE if before == NOTE else Style.MARK
    end = text.find("-->")
    if end < 0:
        return [(0, len(text), style)], before
    spans = [(0, end, style), (end, end + 3, style | Style.MARK)]
    if not text[end + 3 :].strip():
        return spans, BLANK
    after, state = _prose(text, WORDS, below, read, end + 3)
    return spans + after, state


def _led(text: str, before: int, below: str, read: Reader) -> tuple[list[Span], int]:
    """A line that begins with what may be a mark."""
    fence = _FENCE.match(text)
    if fence is not None and not (fence[1][0] == "`" and "`" in fence[2]):
        state = "`~".index(fence[1][0]) + 1 + _FENCED * min(len(fence[1]), _LONGEST_FENCE)
        return [(0, len(text), Style.CODE | Style.MARK)], state
    if before in (BLANK, CODE) and _INDENT.match(text):
        return [(0, len(text), Style.CODE)], CODE
    if before == FIRST and _UNDERLINE.match(text):
        return [(0, len(text), Style.MARK)], BLANK
    if before == TABLE_HEAD:
        return [(0, len(text), Style.TABLE | Style.MARK)], TABLE
    if html := _HTML.match(text):
        name = html[1].lower()
        if name in _HTML_BLOCKS:
            closed = f"</{name}" in text.lower()
            state = BLANK if closed else 3 + _FENCED * (3 + _HTML_BLOCKS.index(name))
            return tag_spans(text), state
    if _RULE.match(text):
        return [(0, len(text), Style.MARK)], BLANK
    if text[0] == "#":
        return _heading(text, 0, read), BLANK
    if quote := _QUOTE.match(text):
        return _quote(text, quote.end(), before, read)
    return _defining(text, read) or _item(text, before, read) or _prose(text, before, below, read)


def _heading(text: str, start: int, read: Reader) -> list[Span]:
    found = _HEADING.match(text, start)
    assert found is not None  # it begins with the mark
    size = _LEVELS.get(len(found[1]), Style.H3)
    words = found.start(2) if found[2] else len(text)
    spans = [(start, len(text), size), (start, words, Style.MARK)]
    if found[3] and found[2]:
        spans.append((found.end(2), len(text), Style.MARK))
    return spans + read(text, words)


def _quote(text: str, start: int, before: int, read: Reader) -> tuple[list[Span], int]:
    pull = text.count(">", 0, start) > 1
    whole = Style.QUOTE | Style.PULL if pull else Style.QUOTE
    spans = [(0, start, Style.QUOTE | Style.MARK)]
    if text.startswith("#", start):
        return spans + _heading(text, start, read), QUOTE_END
    if pull and (said := _SAID_BY.match(text, start)):
        # whose words they are is said upright
        spans += [(start, said.end(), Style.MARK)]
        return spans + read(text, said.end()), QUOTE
    spans.append((0, len(text), whole))
    if item := _ITEM.match(text, start):
        spans.append((start, item.end(), Style.MARK))
        return spans + read(text, item.end()), QUOTE
    state = QUOTE | (JOINED if before == QUOTE else 0) if text[start:].strip() else QUOTE_END
    return spans + read(text, start), state


def _defining(text: str, read: Reader) -> tuple[list[Span], int] | None:
    """A footnote's text, a link's address, a short form's long one, what a term or a table says."""
    for pattern in (_FOOTNOTE, _DESCRIPTION, _ABBREVIATION):
        if found := pattern.match(text):
            return [(0, found.end(), Style.MARK), *read(text, found.end())], LIST
    if found := _DEFINITION.match(text):
        begin, end = found.span(1)
        return [
            (0, begin, Style.MARK),
            (begin, end, Style.URL),
            (end, len(text), Style.MARK),
        ], BLANK
    return None


def _item(text: str, before: int, read: Reader) -> tuple[list[Span], int] | None:
    """An item of a list, which cannot begin within a paragraph; or what goes on with one."""
    if before in (FIRST, WORDS, QUOTE, QUOTE_END, TABLE):
        return None
    item = _ITEM.match(text)
    if item is None:
        inside = before in (LIST, AFTER_ITEM) and _INDENT.match(text)
        joined = JOINED if before == LIST else 0
        return (read(text, 0), LIST | joined) if inside else None
    start = item.end()
    spans = [(item.start(), start, Style.MARK)]
    if text.startswith("#", start):
        return spans + _heading(text, start, read), LIST
    return spans + read(text, start), LIST


def _prose(
    text: str, before: int, below: str, read: Reader, start: int = 0
) -> tuple[list[Span], int]:
    """A line of words, which the line below may make a heading, a term or a table's head."""
    if before == TABLE:
        return _row(text, Style.TABLE), TABLE
    spans = read(text, start)
    if before in (QUOTE, QUOTE_END):
        joined = JOINED if before == QUOTE else 0
        return [(0, len(text), Style.QUOTE), *spans], QUOTE | joined
    if below and text.endswith("  ") and not below.isspace():
        spans.append((len(text.rstrip(" ")), len(text), Style.BREAK))
    opens = before in (BLANK, AFTER_ITEM, CODE)
    state = LIST | JOINED if before == LIST else FIRST if opens else WORDS | JOINED
    if below and below[0] in "=-|: \t":
        what = role(below)
        if opens and what in (UNDER_H1, UNDER_H2):
            return [(0, len(text), Style.H1 if what == UNDER_H1 else Style.H2), *spans], FIRST
        if opens and what == TABLE_RULE and _cells(text) == _cells(below) > 1:
            return _row(text, Style.TABLE | Style.BOLD), TABLE_HEAD
        if what == DEFINED and before != LIST:
            return [(0, len(text), Style.BOLD), *spans], state
    elif opens and "://" in text and not below and _is_embed(text):
        return [(0, len(text), Style.EMBED)], FIRST
    return spans, state


def _row(text: str, style: Style) -> list[Span]:
    pipes = [(*found.span(), Style.MARK) for found in _PIPE.finditer(text)]
    return [(0, len(text), style), *pipes, *inline_spans(text)]


def _cells(text: str) -> int:
    bare = text.strip()
    return len(_PIPE.findall(bare)) + 1 - bare.startswith("|") - bare.endswith("|")


def _is_embed(text: str) -> bool:
    from editor.model.provider import provider_of

    address = text.strip()
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1]
    return provider_of(address) is not None

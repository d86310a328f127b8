"""Which way a piece of text runs, by its own letters: the first that tells, as Unicode has it."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import bidirectional

from editor.model.block import (
    Abbreviation,
    Definitions,
    Figure,
    Gallery,
    Heading,
    Link,
    ListBlock,
    Marked,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
)

_WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_TAGS = re.compile(r"<[^>]*>|&[#\w]+;")
_OPENING = re.compile(
    r"<(?:p|div|h[2-6]|[uod]l|blockquote|table|figure|section|aside|details)\b[^>]*"
)


def first_strong(texts: Iterable[str]) -> str:
    """`rtl` or `ltr`, by the first letter with a direction in `texts`; "" where none has one."""
    for text in texts:
        for character in text:
            if way := _WAYS.get(bidirectional(character)):
                return way
    return ""


def turned(way: str, *texts: str) -> str:
    """The attribute for an element of `texts` within one that runs `way`; "" where it runs that way too."""
    own = first_strong(texts)
    return f' dir="{own}"' if own and own != way else ""


def turned_html(way: str, html: str) -> str:
    """A block of raw HTML with its direction said on its first tag, where it runs otherwise than `way`."""
    opening = _OPENING.match(html)
    if opening is None or re.search(r"\sdir\s*=", opening[0]):
        return html
    return html[: opening.end()] + turned(way, _TAGS.sub(" ", html)) + html[opening.end() :]


def words_of(part: object) -> Iterator[str]:
    """The words of blocks or inlines, piece by piece; code has a direction of its own and counts for none."""
    match part:
        case tuple():
            for one in part:
                yield from words_of(one)
        case Text(text) | Abbreviation(text):
            yield text
        case Marked(_, children) | Link(_, children) | Paragraph(children) | Heading(_, children):
            yield from words_of(children)
        case Quote(children) | ListBlock(_, children) | Gallery(children) | Definitions(children):
            yield from words_of(children)
        case PullQuote(children, cite):
            yield from words_of((children, cite))
        case Table(head, rows):
            yield from words_of((head, rows))
        case Figure(_, caption, credit):
            yield from (caption, credit)
        case _:
            pass

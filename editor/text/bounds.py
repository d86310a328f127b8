"""What keeps a hostile or broken text from taking more than its time: how deep and how far it is read.

Nothing is lost: what stands deeper, or leads further, stays words.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

DEEPEST = 30  # lists, quotes and definitions within each other
TAGS_DEEP = 100  # raw tags within each other
_MOST_BRACKETS = 40  # within the words of one link, or within its address
_NESTS = ("indent", "olist", "ulist", "quote", "defindent", "deflist")
_BRACKETS = re.compile(r"[\[\]]")
_ROUND = re.compile(r"[()]")
_ANY_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-zA-Z][^\s/>]*)[^<>]*>")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
    | {"track", "wbr"}
)


def bound(markdown: Markdown) -> None:
    """Have `markdown` read no deeper and no further."""
    parser = markdown.parser
    for name in _NESTS:
        processor = parser.blockprocessors[name]
        processor.test = _shallow(processor.test, parser.state)  # type: ignore[method-assign,assignment]  # of this one alone
    for name, (kind, priority) in _LINKS.items():
        known: Any = markdown.inlinePatterns[name]
        markdown.inlinePatterns.register(kind(known.pattern, markdown), name, priority)


def _shallow(
    test: Callable[[Element, str], bool | None], state: Sequence[object]
) -> Callable[[Element, str], bool]:
    def shallow(parent: Element, block: str) -> bool:
        return len(state) < DEEPEST and bool(test(parent, block))

    return shallow


class _Near:
    """The words of a link end near where they begin; theirs looks through all of the text for that."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        still_open = 1
        for found in islice(_BRACKETS.finditer(data, index), _MOST_BRACKETS):
            still_open += 1 if found[0] == "[" else -1
            if not still_open:
                return data[index : found.start()], found.end(), True
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        found = [*islice(_ROUND.finditer(data, index), _MOST_BRACKETS)]
        if all(one[0] == "(" for one in found):
            return "", None, index, False
        end = found[-1].end() if len(found) == _MOST_BRACKETS else len(data)
        near: tuple[str, str | None, int, bool] = super().getLink(data[:end], index)  # type: ignore[misc]  # of what it is mixed with
        return near


class _Link(_Near, LinkInlineProcessor):
    pass


class _Image(_Near, ImageInlineProcessor):
    pass


class _Reference(_Near, ReferenceInlineProcessor):
    pass


class _ShortReference(_Near, ShortReferenceInlineProcessor):
    pass


class _ImageReference(_Near, ImageReferenceInlineProcessor):
    pass


class _ShortImageReference(_Near, ShortImageReferenceInlineProcessor):
    pass


# with the priorities that theirs have
_LINKS: dict[str, tuple[type[LinkInlineProcessor], int]] = {
    "reference": (_Reference, 170),
    "link": (_Link, 160),
    "image_link": (_Image, 150),
    "image_reference": (_ImageReference, 140),
    "short_reference": (_ShortReference, 130),
    "short_image_ref": (_ShortImageReference, 125),
}


def flattened(piece: str) -> str:
    """A piece of HTML without the tags that stand too deep within others; their words stay."""
    if piece.count("<") < TAGS_DEEP:
        return piece
    depth = 0

    def kept(tag: "re.Match[str]") -> str:
        nonlocal depth
        if tag["name"].lower() in _VOID or tag[0].endswith("/>"):
            return tag[0]
        if tag["ends"]:
            depth = max(0, depth - 1)
            return tag[0] if depth < TAGS_DEEP else ""
        depth += 1
        return tag[0] if depth <= TAGS_DEEP else ""

    return _ANY_TAG.sub(kept, piece)

"""The parts of a page that a stranger is shown; a hostile one is read once, not once from each opening."""

import re
from collections.abc import Iterator

# an element is sought in two steps: in one, each of a hostile page's openings is read to its end
_HEAD = re.compile(r"<head\b", re.I), re.compile(r"</head\s*>", re.I)
_TITLE = re.compile(r"<title\b", re.I), re.compile(r"</title\s*>", re.I)
_META = re.compile(r"<meta\b", re.I)
_SOCIAL = re.compile(r"og:|twitter:|article:", re.I)


def without_head(page: str) -> str:
    """All of `page` but its head."""
    start, _, end = _element(page, *_HEAD)
    return page[:start] + page[end:]


def head(page: str) -> str:
    """What is in the head of `page`, "" where there is none."""
    return _element(page, *_HEAD)[1]


def social_card(page: str) -> str:
    """The title, and the tags that tell social networks what `page` is about."""
    inside = head(page)
    first, _, last = _element(inside, *_TITLE)
    return "\n".join([inside[first:last], *_social_tags(inside)])


def _element(text: str, opens: re.Pattern[str], closes: re.Pattern[str]) -> tuple[int, str, int]:
    """Where the first such element begins, what is in it and where it ends; nothing if there is none."""
    opening = opens.search(text)
    begin = text.find(">", opening.end()) + 1 if opening else 0
    closing = closes.search(text, begin) if begin else None
    if opening is None or closing is None:
        return 0, "", 0
    return opening.start(), text[begin : closing.start()], closing.end()


def _social_tags(inside: str) -> Iterator[str]:
    for piece in inside.split(">")[:-1]:
        meta = _META.search(piece)
        if meta and _SOCIAL.search(piece, meta.end()):
            yield f"{piece[meta.start() :]}>"

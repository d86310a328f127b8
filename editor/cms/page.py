"""What of an answer belongs to a surface. A hostile page is read once, not once from each opening."""

import re
from collections.abc import Iterator

from editor.cms.answer import Answer
from editor.cms.http import failure_of, host_of
from editor.cms.port import View
from editor.model.audience import Surface
from editor.model.errors import Unauthorised

# an element is sought in two steps: in one, each of a hostile page's openings is read to its end
_HEAD = re.compile(r"<head\b", re.I), re.compile(r"</head\s*>", re.I)
_TITLE = re.compile(r"<title\b", re.I), re.compile(r"</title\s*>", re.I)
_META = re.compile(r"<meta\b", re.I)
_SOCIAL = re.compile(r"og:|twitter:|article:", re.I)
_PAGE = frozenset({Surface.PAGE, Surface.HEAD, Surface.CARD})


def shown(view: View, answer: Answer) -> str:
    """What of `answer` belongs to the view's surface.

    A place that does not exist, or an API that says no, shows a stranger nothing: "". Where the page
    itself is missing, or something before the site turned us away, the answer's error is raised.
    """
    if answer.status >= 300:
        closed = answer.status in (401, 403) and not answer.is_html
        if view.surface not in _PAGE and (closed or answer.status in (404, 410)):
            return ""
        if answer.status == 401:  # no secret of ours was refused: something asks strangers for one
            raise Unauthorised("site-forbidden", host=host_of(answer.url))
        raise failure_of(answer, writing=False)
    text = answer.text
    match view.surface:
        case Surface.PAGE:
            return _without_head(text)
        case Surface.HEAD:
            return _head(text)
        case Surface.CARD:
            return _social_card(text)
        case _:
            return text


def _without_head(page: str) -> str:
    start, _, end = _element(page, *_HEAD)
    return page[:start] + page[end:]


def _head(page: str) -> str:
    return _element(page, *_HEAD)[1]


def _social_card(page: str) -> str:
    """The title, and the tags that tell social networks what `page` is about."""
    inside = _head(page)
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

"""What is pasted, as clean Markdown: from Word, Google Docs, LibreOffice, web pages and plain text."""

import re
from collections.abc import Callable

from editor.text.paste.pasted import (
    Harm,
    Loss,
    Lost,
    Pasted,
    PastedPicture,
    Removed,
    Tally,
    removals,
)
from editor.text.paste.plain import tidied

__all__ = [
    "Harm",
    "Loss",
    "Lost",
    "Pasted",
    "PastedPicture",
    "Removed",
    "is_rich",
    "read_html",
    "read_plain",
]

_SLICE = 32_768  # characters between two looks at whether to stop

# what says more than words do
_RICH = re.compile(
    r"<(?:h[1-6]|a\s[^<>]{0,500}?href|[uo]l|li|table|blockquote|img|strong|b|em|i|s|strike|del|sup|sub|mark"
    r"|code|pre|kbd|iframe|figure|dl|hr)\b(?!-)"
    r"|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through|vertical-align:\s*su[bp]"
    r"|mso-list:|<!--more-->",
    re.I,
)
_PARAGRAPHS = re.compile(r"<(?:p|div)\b.*?<(?:p|div)\b", re.I | re.S)
_UNBOLD = re.compile(r"<b\s[^<>]{0,200}?font-weight:\s*normal[^<>]{0,200}>", re.I)
_LONE_LINK = re.compile(
    r"(?:<!--(?:(?!-->).)*-->|<(?!a\b|!--)[^>]*>|\s)*<a\s[^>]*href=[\"']?([^\"'>\s]*)[^>]*>([^<]*)</a>(?:<[^>]*>|\s)*",
    re.I | re.S,
)
# the copy of a program for code: all of it in one block of fixed width
_CODE = re.compile(
    r"(?:<!--(?:(?!-->).)*-->|<(?:!doctype|html|head|/head|body|meta|title|/title)\b[^>]*>|\s)*"
    r"<(?:div|pre)\s[^>]*font-family:[^>]*(?:mono|menlo|consolas|courier)[^>]*>",
    re.I | re.S,
)


def read_plain(text: str) -> Pasted:
    """`text` with LF between lines and without the characters that may not stand in a draft."""
    tally: Tally = Tally()
    return Pasted(tidied(text, tally), removed=removals(tally))


def is_rich(html: str, plain: str) -> bool:
    """Whether `html` says more than `plain`, its own text: a program for code colours words only."""
    if _CODE.match(html[:20_000]):
        return False
    lone = _LONE_LINK.fullmatch(html) if len(html) < 5_000 else None
    if lone and lone[1].rstrip("/") == lone[2].strip().rstrip("/") == plain.strip().rstrip("/"):
        return False
    own = 'name="qrichtext"' in html[:2_000]  # of Qt's text fields, each line a paragraph
    return _RICH.search(_UNBOLD.sub("", html)) is not None or (
        not own and _PARAGRAPHS.search(html) is not None
    )


def read_html(
    html: str,
    plain: str = "",
    first_note: int = 1,
    checkpoint: Callable[[], object] = lambda: None,
) -> Pasted:
    """The Markdown of `html`, its footnotes numbered from `first_note`; of `plain` if it has no words.

    `checkpoint` is called between pieces of the work and may raise to end it.
    """
    from editor.text.paste.page import read_page

    pasted = read_page(html, first_note, checkpoint, _SLICE)
    if not pasted.markdown and plain:
        return Pasted(read_plain(plain).markdown, pasted.lost, pasted.removed)
    return pasted

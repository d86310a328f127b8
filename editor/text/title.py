"""The title of a text that names none: the heading it begins with."""

import re
from dataclasses import replace

from editor.model.block import Heading, InlineCode, Inlines, Marked, Text, plain_inlines
from editor.model.draft import Draft

# with a mark before it, or a line below it; what a title could not hold stands in brackets
_HEADING = re.compile(
    r"(?:[ \t]*\n)*(?P<line>#[^#\n<\[][^\n<\[]*|[^\s<\[][^\n<\[]*\n=+[ \t]*)"
    r"(?:\n(?:[ \t]*\n)*|\Z)"
)


def heading(body: str) -> tuple[str, int]:
    """The words of the first heading, where `body` begins with it, and where what is below it begins.

    ("", 0) where there is none of the first level, or one that a title cannot hold: with a link, a
    picture or a note.
    """
    found = _HEADING.match(body)
    if found is None:
        return "", 0
    from editor.text.parse import read_part

    match read_part(found["line"]).blocks:
        case (Heading(1, words),) if _holds(words):
            return " ".join(plain_inlines(words).split()), found.end()
    return "", 0


def titled(draft: Draft) -> Draft:
    """`draft`; where it has no title, the heading that its text begins with is the title."""
    if draft.title.strip():
        return draft
    title, below = heading(draft.body)
    return replace(draft, title=title, body=draft.body[below:]) if title else draft


def _holds(words: Inlines) -> bool:
    return all(
        isinstance(one, Text | InlineCode) or (isinstance(one, Marked) and _holds(one.children))
        for one in words
    )

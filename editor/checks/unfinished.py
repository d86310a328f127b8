"""What the writer marked as still to be done: TK, "to come", and TODO."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editor.model.draft import Draft

_MARK = re.compile(r"(?<![^\W_])((?:TK)+|TODO)(?![^\W_]|\s?\d)")
# where "todo" is a word of the language it is a mark only before a colon
_MARK_WHERE_TODO_IS_A_WORD = re.compile(r"(?<![^\W_])((?:TK)+(?![^\W_]|\s?\d)|TODO(?=:))")
_TODO_IS_A_WORD = frozenset({"an", "ast", "es", "ext", "gl", "lad", "mwl", "pt"})
# fences, code in the line and addresses, where a mark is what the article shows
_SHOWN = re.compile(
    r"^ {0,3}(`{3,}|~{3,})(?:.*?^ {0,3}\1[`~]*[ \t]*$|.*)"
    r"|(`+)[^`\n](?:[^\n]*?[^`\n])?\2(?!`)|https?://[^\s<>)]+|\]\([^()\s]*",
    re.M | re.S,
)
_SIGN = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in `text`, from its character `start`; `place` is "line:12" or the name of a field."""

    place: str
    text: str
    start: int
    word: str


def marks(draft: Draft) -> Iterator[Mark]:
    """The marks in the fields of `draft` and then in its text, in order."""
    image = draft.image
    fields = (
        ("title", draft.title),
        ("subtitle", draft.subtitle),
        ("excerpt", draft.excerpt),
        ("seo", draft.seo.title),
        ("seo", draft.seo.description),
        ("social", draft.social.title),
        ("social", draft.social.description),
        ("share", draft.share_message),
        *(("image", text) for text in ((image.alt, image.caption, image.credit) if image else ())),
        *(("tags", tag) for tag in draft.tags),
        *(("categories", category) for category in draft.categories),
    )
    spoken = draft.language.split("-")[0].lower() in _TODO_IS_A_WORD
    mark = _MARK_WHERE_TODO_IS_A_WORD if spoken else _MARK
    for place, text in fields:
        for found in mark.finditer(text):
            yield Mark(place, text, found.start(), found[1])
    # as it is with most texts; this is asked after each pause, and the expression alone takes 27 ms of a
    # text of 100,000 words, in which the window's thread would wait
    if "TK" not in draft.body and "TODO" not in draft.body:
        return
    if not mark.search(draft.body):
        return
    written = without_code(draft.body).split("\n")
    lines = zip(written, draft.body.split("\n"), strict=True)
    for number, (said, line) in enumerate(lines, 1):
        for found in mark.finditer(said):
            yield Mark(f"line:{number}", line, found.start(), found[1])


def without_code(body: str) -> str:
    """`body` with blanks in the place of its code and addresses, each character where it was."""
    return _SHOWN.sub(lambda found: _SIGN.sub(" ", found[0]), body)

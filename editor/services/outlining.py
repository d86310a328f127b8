"""What an article is made of: its sections and their words, the cut, what is unfinished, private notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from editor.checks.unfinished import Mark, marks
from editor.model import cut, private_note
from editor.model.article import Article, count_words
from editor.model.block import Heading, plain_blocks
from editor.model.draft import Draft

_HEADING = re.compile(r"(#{1,6})(?!#)")
_UNDERLINE = re.compile(r"(=+|-+) *$")
BEFORE = 24  # characters of the line that stand before a mark in the list


class Kind(StrEnum):
    """What an entry of the outline is."""

    ARTICLE = "article"
    HEADING = "heading"
    CUT = "cut"
    MARK = "mark"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: `line` of the body from 0, or the `field` that it stands in.

    `start` and `length`, in characters, are what of the line it means. `level` is 0 for the article and 1
    for its largest headings; `words` are those of a section with all below it, or of the teaser.
    """

    kind: Kind
    text: str
    line: int = 0
    field: str = ""
    start: int = 0
    length: int = 0
    level: int = 0
    words: int = 0


def outline(article: Article, draft: Draft) -> tuple[Entry, ...]:
    """The entries of `draft`, which `article` was read from: its sections, then marks, then notes."""
    sections = _sections(article, draft.body)
    lines = cut.find(draft.body)
    if lines:
        at = next((n for n, one in enumerate(sections) if one.line > lines[0]), len(sections))
        level = sections[at - 1].level
        sections.insert(at, Entry(Kind.CUT, "", lines[0], level=level, words=article.free_words))
    return (*sections, *(_unfinished(mark) for mark in unfinished(draft)), *_notes(draft.body))


def unfinished(draft: Draft) -> tuple[Mark, ...]:
    """The marks that stand against publishing `draft`: what is in a private note is not published."""
    found = tuple(marks(draft))
    hidden = [(note.start, note.end) for note in private_note.find(draft.body) if not note.code]
    if not found or not hidden:
        return found
    starts = _line_starts(draft.body)
    return tuple(
        mark
        for mark in found
        if not (line := _line(mark))
        or not any(begin <= starts[line - 1] + mark.start < end for begin, end in hidden)
    )


def _sections(article: Article, body: str) -> list[Entry]:
    """The article itself, then its headings, each with the words up to the next as large."""
    blocks = (*article.teaser, *article.locked)
    begins = article.reckoned.lines if article.reckoned is not None else ()
    found: list[tuple[Heading, int, int]] = []  # each heading, its line, the words above it
    candidates = list(_heading_lines(body))
    above, after = 0, 0
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            first = begins[number] - 1 if number < len(begins) else 0
            line = _next_line(candidates, block.level, max(first, after), first)
            after = line + 1
            found.append((block, line, above))
        above += count_words(plain_blocks((block,)))
    top = min((heading.level for heading, _, _ in found), default=1)
    made = [Entry(Kind.ARTICLE, article.draft.title.strip(), words=article.all_words)]
    for number, (heading, line, words) in enumerate(found):
        below = (w for h, _, w in found[number + 1 :] if h.level <= heading.level)
        text = " ".join(plain_blocks((heading,)).split())
        level = heading.level - top + 1
        made.append(Entry(Kind.HEADING, text, line, level=level, words=next(below, above) - words))
    return made


def _heading_lines(body: str) -> Iterator[tuple[int, int]]:
    """The lines that look like headings, from 0, each with its level."""
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if found := _HEADING.match(line):
            yield number, len(found[1])
        elif number and _UNDERLINE.match(line) and lines[number - 1].strip():
            yield number - 1, 1 if line[0] == "=" else 2


def _next_line(candidates: Sequence[tuple[int, int]], level: int, least: int, other: int) -> int:
    """The first line from `least` on with a heading of `level`; `other` where none looks like one."""
    return next((line for line, deep in candidates if line >= least and deep == level), other)


def _unfinished(mark: Mark) -> Entry:
    line = _line(mark)
    field = "" if line else mark.place
    text = mark.text
    if mark.start > BEFORE:
        _, _, text = text[mark.start - BEFORE : mark.start].partition(" ")
        text = f"… {text}{mark.text[mark.start :]}"
    return Entry(
        Kind.MARK, " ".join(text.split()), max(0, line - 1), field, mark.start, len(mark.word)
    )


def _notes(body: str) -> Iterator[Entry]:
    starts: list[int] = []
    for note in private_note.find(body):
        if note.code:
            continue
        starts = starts or _line_starts(body)
        line = body.count("\n", 0, note.start)
        raw = body[note.start : note.end]
        inner = re.sub(r"^<![^:：]*[:：]|(?:--|[–—]-?)>$", "", raw)
        yield Entry(
            Kind.NOTE, " ".join(inner.split()), line, start=note.start - starts[line],
            length=note.end - note.start,
        )  # fmt: skip


def _line(mark: Mark) -> int:
    """The line that a mark stands in, from 1; 0 for one in a field."""
    return int(mark.place[5:]) if mark.place.startswith("line:") else 0


def _line_starts(body: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", body))]

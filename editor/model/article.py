"""An article: a draft parsed into blocks."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from editor.model.audience import Access
from editor.model.block import (
    Block,
    Blocks,
    Definitions,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Marked,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Table,
    plain_blocks,
)
from editor.model.draft import Draft

EXCERPT_WORDS = 55
READING_WORDS_A_MINUTE = 230


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What is known of an article that was read by chunks, and takes a while to find out otherwise.

    `lines` are the 1-based lines of the body where the blocks of teaser and locked part begin.
    """

    lines: tuple[int, ...]
    free_words: int
    locked_words: int


@dataclass(frozen=True)
class Article:
    """A parsed draft. Without a gate (access everyone) everything is in `teaser`.

    A gated draft without a cut has an empty `teaser`. `cuts` counts the cut lines found in the draft.
    A footnote called in the teaser is in `teaser_notes`; one called only below the cut in `locked_notes`.
    """

    draft: Draft
    teaser: Blocks
    locked: Blocks
    teaser_notes: tuple[Footnote, ...] = ()
    locked_notes: tuple[Footnote, ...] = ()
    cuts: int = 0
    reckoned: Reckoned | None = field(default=None, compare=False, repr=False)

    @property
    def gated(self) -> bool:
        """Whether some readers may not read all of it."""
        return self.draft.access is not Access.EVERYONE

    @cached_property
    def teaser_text(self) -> str:
        """The free words, notes included."""
        return _text(self.teaser, self.teaser_notes)

    @cached_property
    def locked_text(self) -> str:
        """The words below the cut, notes included; "" without a gate."""
        return _text(self.locked, self.locked_notes)

    @property
    def free_words(self) -> int:
        """How many words anyone may read."""
        if self.reckoned is not None:
            return self.reckoned.free_words
        return count_words(self.teaser_text)

    @property
    def all_words(self) -> int:
        """How many words there are."""
        if self.reckoned is not None:
            return self.reckoned.free_words + self.reckoned.locked_words
        return self.free_words + count_words(self.locked_text)

    @property
    def pictures(self) -> tuple[str, ...]:
        """File names of the pictures that are free, the featured and the social one first.

        No http addresses.
        """
        image, card = self.draft.image, self.draft.social.image
        own = ((image.file,) if image else ()) + ((card,) if card else ())
        blocks = self.teaser + tuple(b for n in self.teaser_notes for b in n.children)
        return tuple(dict.fromkeys(own + pictures_in(blocks)))

    @property
    def locked_pictures(self) -> tuple[str, ...]:
        """File names of the pictures that only the locked part shows."""
        blocks = self.locked + tuple(b for n in self.locked_notes for b in n.children)
        return tuple(p for p in dict.fromkeys(pictures_in(blocks)) if p not in self.pictures)

    @property
    def excerpt(self) -> str:
        """The excerpt to send: by hand, else the subtitle, else the teaser's first 55 words; may be ""."""
        if self.draft.excerpt.strip():
            return " ".join(self.draft.excerpt.split())
        if self.draft.subtitle.strip():
            return " ".join(self.draft.subtitle.split())
        words: list[str] = []
        for block in self.teaser:
            if not isinstance(block, Heading):
                words += plain_blocks((block,)).split()
            if len(words) > EXCERPT_WORDS:
                break
        cut = " ".join(words[:EXCERPT_WORDS])
        return cut + "…" if len(words) > EXCERPT_WORDS else cut


def _text(blocks: Blocks, notes: tuple[Footnote, ...]) -> str:
    return "\n".join(
        filter(None, [plain_blocks(blocks), *(plain_blocks(n.children) for n in notes)])
    )


_WORD = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts without spaces: a letter a word
    r"|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"(?:[\w\u0300-\u036f'’.,:/@\-]*[^\W_])?"
)


def count_words(text: str) -> int:
    """How many words `text` has; in scripts without spaces each letter counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def pictures_in(blocks: Blocks) -> tuple[str, ...]:
    """File names of the pictures that `blocks` show, in order, each as often as it stands there."""
    found: list[str] = []
    for block in blocks:
        _pictures(block, found)
    return tuple(src for src in found if not re.match(r"[a-z][a-z0-9+.\-]*:|//", src, re.I))


def _pictures(block: Block, found: list[str]) -> None:
    match block:
        case Figure(picture):
            found.append(picture.src)
        case Gallery(figures):
            found += [figure.picture.src for figure in figures]
        case Paragraph(children) | Heading(_, children):
            _inline_pictures(children, found)
        case PullQuote(children, cite):
            _inline_pictures((*children, *cite), found)
        case ListBlock(_, items):
            for item in items:
                for child in item:
                    _pictures(child, found)
        case Quote(children):
            for child in children:
                _pictures(child, found)
        case Table(head, rows, _, caption):
            for row in (head, *rows, (caption,)):
                for cell in row:
                    _inline_pictures(cell, found)
        case Definitions(entries):
            for terms, texts in entries:
                for term in terms:
                    _inline_pictures(term, found)
                for text in texts:
                    for child in text:
                        _pictures(child, found)
        case _:
            pass


def _inline_pictures(inlines: Inlines, found: list[str]) -> None:
    item: Inline
    for item in inlines:
        match item:
            case Picture(src):
                found.append(src)
            case Marked(_, children) | Link(_, children, _):
                _inline_pictures(children, found)
            case _:
                pass

"""How long a text is: words, characters and the minutes that it takes to read."""

import re
from dataclasses import dataclass

from editor.model.article import READING_WORDS_A_MINUTE, Article, count_words

_CALL = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True, slots=True)
class Length:
    """`characters` with their spaces, but no line breaks; `letters` are those that are no space."""

    words: int = 0
    characters: int = 0
    letters: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Lengths:
    """Those of an article's parts; None for a teaser where nothing is locked."""

    teaser: Length | None
    whole: Length


def minutes(words: int) -> int:
    """The minutes that it takes to read so many words; one at least, but for none."""
    return max(1, round(words / READING_WORDS_A_MINUTE)) if words else 0


def length(text: str, words: int | None = None) -> Length:
    """The length of `text` as a reader gets it, of which the `words` may be known."""
    count = count_words(text) if words is None else words
    characters = len(text) - text.count("\n")
    return Length(count, characters, sum(map(len, text.split())), minutes(count))


def lengths(article: Article) -> Lengths:
    """How long `article` and its teaser are."""
    free, locked = article.teaser_text, article.locked_text
    parted = article.gated and bool(article.cuts)
    whole = f"{free}\n{locked}" if locked else free
    return Lengths(
        length(free, article.free_words) if parted else None, length(whole, article.all_words)
    )


def selection_length(markdown: str) -> Length:
    """How long a part of an article's text is, without its marks and calls of footnotes."""
    from editor.model.draft import Draft
    from editor.text.parse import parse

    article = parse(Draft(body=_CALL.sub("", markdown)))
    return length(article.teaser_text, article.all_words)

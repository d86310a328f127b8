"""Quotes, dashes and dots as printers set them, by language, for what is being typed.

The quotes are CLDR's delimiters (CLDR 47, as Qt 6.11 has them). Where newspapers of a language keep to
others, theirs: guillemets in Arabic, in the Spanish of Spain and in Swiss German, double quotes in Dutch.
"""

import re
from typing import NamedTuple

from editor.text.spelling import language_within

THIN = "\u202f"
APOSTROPHE = "’"
SPACED_SIGNS = ";:!?"


class Quotes(NamedTuple):
    """A language's quotes; without `inner` ones the single sign is always an apostrophe."""

    start: str
    end: str
    inner: tuple[str, str] | None = None
    space: str = ""


_ENGLISH = Quotes("“", "”", ("‘", "’"))
_GERMAN = Quotes("„", "“", ("‚", "‘"))
_NORDIC = Quotes("”", "”")
_LATIN = Quotes("«", "»")
_POLISH = Quotes("„", "”")
_FRENCH = Quotes("«", "»", space=THIN)
_BRACKETS = Quotes("「", "」", ("『", "』"))
_SWISS = Quotes("«", "»", ("‹", "›"))

_QUOTES = {
    "ar": _LATIN, "be": _LATIN, "bg": Quotes("„", "“"), "bs": _POLISH, "ca": _LATIN, "cs": _GERMAN,
    "de": _GERMAN, "de-ch": _SWISS, "de-li": _SWISS, "el": _LATIN, "es": _LATIN, "es-419": _ENGLISH,
    "es-mx": _ENGLISH, "es-us": _ENGLISH, "et": _GERMAN, "eu": _LATIN, "fa": _SWISS, "fi": _NORDIC,
    "fr": _FRENCH, "fr-ch": _SWISS, "he": _NORDIC, "hr": _GERMAN, "hu": _POLISH, "hy": _LATIN,
    "is": _GERMAN, "it": _LATIN, "it-ch": _SWISS, "ja": _BRACKETS, "ka": _GERMAN, "kk": _LATIN,
    "lt": Quotes("„", "“"), "mk": _GERMAN, "nb": _LATIN, "nn": _LATIN, "no": _LATIN, "pl": _POLISH,
    "pt-pt": _LATIN, "ro": _POLISH, "ru": _LATIN, "sk": _GERMAN, "sl": _GERMAN, "sr": _POLISH,
    "sv": _NORDIC, "uk": _LATIN, "ur": Quotes("”", "“", ("’", "‘")), "zh-hk": _BRACKETS,
    "zh-tw": _BRACKETS,
}  # fmt: skip


class Typed(NamedTuple):
    """What takes the place of the last `taken` characters before the sign, and of the sign."""

    taken: int
    text: str


def quotes_of(language: str) -> Quotes:
    """The quotes of a language tag; the English ones where nothing else is known of it."""
    tag = language.lower().replace("_", "-")
    return _QUOTES.get(tag) or _QUOTES.get(tag.split("-")[0]) or _ENGLISH


def typed(before: str, sign: str, language: str) -> Typed | None:
    """What `sign`, typed after `before`, becomes; None where it stays.

    `before` is the paragraph up to the sign, its lines with their marks of Markdown; `language` is the
    article's, where the words have none of their own written round them.
    """
    front = before.rfind("\n") + 1
    words = front + len(_FRONT.match(before[front:])[0])  # type: ignore[index]  # it may be empty
    if not _is_prose(before, words):
        return None
    line = before[words:]
    if sign == "-":
        return _dash(line)
    if sign == ".":
        return Typed(2, "…") if line.endswith("..") and not line.endswith("...") else None
    quotes = quotes_of(language_within(before) or language)
    if sign in SPACED_SIGNS:
        spaced = quotes.space and line.endswith(" ") and line[:-1].strip() and line[-2] != " "
        return Typed(1, quotes.space + sign) if spaced else None
    if sign == "'":
        return _single(line, before, quotes)
    return _double(line, before, quotes)


def _dash(line: str) -> Typed | None:
    if line.endswith("–"):
        return Typed(1, "—")
    if not line.endswith("-") or line.endswith(("--", "<!-")):
        return None
    # a line of nothing but dashes is a rule, a heading's underline or part of a table
    return Typed(1, "–") if line.strip(" \t|:-") else None


def _double(line: str, before: str, quotes: Quotes) -> Typed:
    start, end, _, space = quotes
    if space and line.endswith(" ") and before.count(start) > before.count(end):
        return Typed(1, space + end)
    if _opens(line, start + space) or (line and line[-1] in "-/"):
        return Typed(0, start + space)
    return Typed(0, space + end)


def _single(line: str, before: str, quotes: Quotes) -> Typed:
    if quotes.inner is None:
        return Typed(0, APOSTROPHE)
    start, end = quotes.inner
    if _opens(line, start):
        return Typed(0, start)
    if end != APOSTROPHE and before.count(start) > before.count(end):
        return Typed(0, end)
    return Typed(0, APOSTROPHE)


def _opens(line: str, own: str) -> bool:
    """Whether a quote after `line` begins one; right after its `own` beginning it ends it."""
    bare = line
    while bare.endswith((">", "*", "_", "~", "=")):
        without = _TAG_BEFORE.sub("", bare).rstrip("*_~=")
        if without == bare:
            break
        bare = without
    if not bare or (bare[-1].isspace() and not bare.endswith(own)):
        return True
    return bare[-1] in "([{–—‘“„‚«‹「『¿¡" and not bare.endswith(own)


# what begins a line before its words: marks of quotes, items, headings, notes
_FRONT = re.compile(
    r"(?: {0,3}>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+|\[\^[^\]\s]+\]:[ \t]*|:[ \t]+)?"
)
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:[ \t]")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.S)
_TAG_BEFORE = re.compile(r"</?[A-Za-z][^<>]*>$")
_OPEN_TAG = re.compile(r"<(?:!-|/?[A-Za-z][\w-]*(?:\s|$)|/$|[A-Za-z][\w.+-]*:)")
_OPEN_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"?[^\")]*)?$")
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|mailto:|www\.)\S*$")
_CODE_ELEMENT = re.compile(r"<(code|pre|kbd|samp|script|style)\b(?:(?!</\1).)*$", re.I | re.S)


def _is_prose(before: str, words: int) -> bool:
    """Whether what comes after `before` is words: no code, address, tag, comment or definition."""
    if _DEFINITION.match(before, before.rfind("\n") + 1):
        return False
    if "<" in before and _CODE_ELEMENT.search(before):
        return False
    plain = _TAG.sub("", _CODE.sub("", before)) if "`" in before or "<" in before else before
    if plain.endswith("\\"):
        return False
    if "`" in plain and re.search(r"(?<!\\)`", plain):
        return False
    opened = plain.rfind("<")
    if opened >= 0 and _OPEN_TAG.match(plain, opened):
        return False
    if "](" in plain and _OPEN_TARGET.search(plain):
        return False
    return not _ADDRESS.search(plain, max(0, len(plain) - 2000))

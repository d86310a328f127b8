"""Which words of a paragraph are looked up, and in which language; what is no prose is left out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

LONGEST = 20_000  # a paragraph beyond that is a machine's
FEW_WORDS = 4
CAPITALS = 5
WELL_KNOWN = 0.6
CLEARLY_BETTER = 0.3
FOREIGN_WORDS, HARDLY_KNOWN = 8, 0.35

# combining letters, which are no word characters to `re`: accents, points of Hebrew, harakat, vowel signs
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u200c\u200d"
)
_WORD = re.compile(rf"[\w{_MARKS}]+(?:['’ʼ\-‐‑][\w{_MARKS}]+)*")
# points that are written or not, and what only says where a line may break
_UNWRITTEN = re.compile("[\u00ad\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0652\u0670\u200b\u2060]")
# none of it may go on from each letter of a long line: Python's lock is held, and the window waits
_LEFT_OUT = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<closes>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>[^<>]*)>"
    r"|<[a-z]+:[^<>\s]*>"
    r"|^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*\S+"  # a link's definition
    r"|^[ ]{0,3}\*\[[^\]\n]+\]:"  # an abbreviation's
    r"|\[\^[^\[\]\s]+\]:?"  # a footnote's call or label
    r"|\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)"  # a link's target; its title is prose
    r"|\]\[[^\[\]]*\]"
    r"|(?:\b(?:https?|ftp|mailto):|\bwww\.)[^\s<>)\]]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)[@#][\w.-]*\w"
    r"|(?<![\w-])[\w-]+(?:\.[a-z\d][a-z\d-]+)+\b"  # a host or a file
    r"|\{[:.#][^{}\n]*\}"
    r"|&\#?\w+;"
    r"|\b(?:(?:TK)+|TODO)\b(?::[^.\n]*)?",
    re.DOTALL | re.MULTILINE,
)
_LANG = re.compile(r"(?<![\w-])lang\s*=\s*[\"']?([A-Za-z][\w-]*)", re.I)
_EMPTY_TAGS = {"br", "img", "hr", "wbr", "source", "track", "col", "input"}
_SCRIPTS = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
    "HEBREW": ("he", "yi"),
    "CYRILLIC": ("ru", "uk", "be", "bg", "mk", "sr", "mn", "kk", "ky", "tg"),
    "GREEK": ("el",),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "DEVANAGARI": ("hi", "mr", "ne", "sa"),
    "BENGALI": ("bn", "as"),
    "HANGUL": ("ko",),
}
_SCRIPT_OF = {language: script for script, some in _SCRIPTS.items() for language in some}


class Word(NamedTuple):
    """A word to be looked up: where it stands, in characters, its letters as a dictionary has them,
    and the language that the markup round it names, "" where none does."""

    start: int
    end: int
    text: str
    language: str


def words(paragraph: str) -> tuple[Word, ...]:
    """The words of a paragraph's Markdown that are to be spelt."""
    if len(paragraph) > LONGEST:
        return ()
    return tuple(word for part in _prose(paragraph) for word in _between(paragraph, *part))


def language_within(before: str) -> str:
    """The language that a tag still open at the end of a paragraph's Markdown names, "" for none."""
    if "lang" not in before.lower():
        return ""
    *_, (_, _, language) = _prose(before)
    return language


def _prose(paragraph: str) -> Iterator[tuple[int, int, str]]:
    """Where prose begins and ends, and the language that is named for it; the last is at the end."""
    languages: list[tuple[str, str]] = []
    at = 0
    for skipped in _LEFT_OUT.finditer(paragraph):
        yield at, skipped.start(), languages[-1][1] if languages else ""
        at = skipped.end()
        if (tag := skipped["tag"]) is not None:
            _step(languages, tag.lower(), skipped["attributes"], closes=bool(skipped["closes"]))
    yield at, len(paragraph), languages[-1][1] if languages else ""


def _step(languages: list[tuple[str, str]], tag: str, attributes: str, *, closes: bool) -> None:
    """Keep the open tags, each with the language in force inside it."""
    if closes:
        while any(name == tag for name, _ in languages) and languages.pop()[0] != tag:
            pass
    elif tag not in _EMPTY_TAGS and not attributes.endswith("/"):
        named = _LANG.search(attributes)
        outside = languages[-1][1] if languages else ""
        languages.append((tag, named[1] if named else outside))


def _between(paragraph: str, start: int, end: int, language: str) -> Iterator[Word]:
    for found in _WORD.finditer(paragraph, start, end):
        text = looked_up(found[0])
        if _is_spelt(text):
            yield Word(found.start(), found.end(), text, language)


def _is_spelt(text: str) -> bool:
    """Not numbers, single letters, short words in capitals (NATO), or with a capital inside (eBay)."""
    if len(text) < 2 or "_" in text or any(letter.isdigit() for letter in text):
        return False
    bare = text.removesuffix("'s")
    if bare.isupper():
        return len(bare) > CAPITALS
    return all(part[1:] == part[1:].lower() or part.isupper() for part in re.split("[-']", text))


def looked_up(word: str) -> str:
    """`word` as dictionaries have it: composed, unpointed, with the typewriter's apostrophe."""
    plain = _UNWRITTEN.sub("", unicodedata.normalize("NFC", word))
    return plain.translate({ord("’"): "'", ord("ʼ"): "'", ord("‐"): "-", ord("‑"): "-"})


def unaccented(word: str) -> str:
    """`word` without the accents on its letters: cafe of café."""
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f")
    )


def written_like(suggestion: str, word: str) -> str:
    """A suggestion with the apostrophe that `word` was written with."""
    return suggestion.replace("'", "’") if "’" in word else suggestion


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def script_of(word: str) -> str:
    """The script a word is written in, by its first letter: "LATIN", "ARABIC", …"""
    return _script_of_letter(next((letter for letter in word if letter.isalpha()), word[:1]))


def base_of(language: str) -> str:
    """The language of a tag without its region: "pt" of "pt-BR"."""
    return language.replace("_", "-").split("-")[0].lower()


def interface_language(tag: str) -> str:
    """The tag of a locale as a language; that of the machine, C or POSIX, is of no country."""
    parts = tag.replace("_", "-").lower().split("-")
    if parts == ["c"] or "posix" in parts:
        return parts[0] if parts[0] not in ("c", "posix") else ""
    return tag


def script_for(language: str) -> str:
    """The script that a language is written in."""
    tag = language.replace("_", "-").lower()
    if "-latn" in tag or "-cyrl" in tag:
        return "LATIN" if "-latn" in tag else "CYRILLIC"
    return _SCRIPT_OF.get(base_of(tag), "LATIN")


def language_of(count: int, usual: str, shares: Mapping[str, float]) -> str:
    """The language of `count` words, of which each language knows a share from 0 to 1.

    `usual` unless another knows clearly more; "" where there is no usual one and none knows most, and
    where nobody knows more than a few of many: that is a language without a dictionary.
    """
    best = max(shares, key=lambda language: shares[language], default=usual)
    if count >= FOREIGN_WORDS and shares.get(best, 1.0) < HARDLY_KNOWN:
        return ""
    if best == usual or count < FEW_WORDS or shares[best] < WELL_KNOWN:
        return usual
    return best if shares[best] - shares.get(usual, 0.0) >= CLEARLY_BETTER else usual

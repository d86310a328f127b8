"""Addresses proposed from titles, in any script."""

import re
import unicodedata
from urllib.parse import quote

# letters that do not come apart into a base letter and a mark
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
# WordPress keeps 200 bytes of the percent-encoded slug and cuts the rest off in the middle of a letter
MAX_ENCODED = 190
MAX_LETTERS = 70


def propose(title: str) -> str:
    """A slug for `title`: lower case, Latin letters without marks, other scripts as they are.

    May be "" when `title` holds no letter or digit.
    """
    text = unicodedata.normalize("NFKC", title).lower().translate(_FOLDED)
    text = re.sub(r"['’ʼ]", "", text)
    text = "".join(_folded(char) for char in text)
    words = re.findall(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u0652\u093e-\u094d][^\W_]*)*", text)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > MAX_LETTERS or len(quote(longer)) > MAX_ENCODED:
            break
        slug = longer
    return slug or _cut(words[0]) if words else ""


def clean(slug: str) -> str:
    """What a writer typed as a slug, made fit for an address."""
    return propose(slug.replace("/", " ").replace("_", " "))


def _folded(char: str) -> str:
    """The letter without its mark, if it is a Latin, Greek or Cyrillic one that keeps its sense."""
    apart = unicodedata.normalize("NFD", char)
    return apart[0] if len(apart) > 1 and apart[0].isascii() else char


def _cut(word: str) -> str:
    while len(word) > MAX_LETTERS or len(quote(word)) > MAX_ENCODED:
        word = word[:-1]
    return word

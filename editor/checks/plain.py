"""Documents made plain for comparison: undone escapes, one spelling for each word."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

# scripts written without spaces between words: Thai to Khmer, kana, Han
_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
)
_SOLID_FAR = "\U00020000-\U0003ffff"
# vowel signs and marks that belong to the letter before them, in scripts of South Asia
_MARKS = "\u0900-\u0963\u0966-\u0dff"
_TOKEN = re.compile(f"[{_SOLID}{_SOLID_FAR}]|(?:[^\\W_{_SOLID}{_SOLID_FAR}]|[{_MARKS}])+")
_ASCII_TOKEN = re.compile("[a-z0-9]+")
_SOLID_TOKEN = re.compile(f"[{_SOLID}{_SOLID_FAR}]")
# apostrophes within words, soft hyphens, zero-width characters, direction marks, combining marks, tatweel
_IGNORED_CLASS = (
    "'’‘ʼʹ`´＇\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0591-\u05bd"
)
IGNORED = re.compile(f"[{_IGNORED_CLASS}]+")
# JSON within JSON doubles its backslashes, so any number of them is one
_JSON = re.compile(r"(?<!\\)\\++(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf])|([\"'/]))")
_CALL = re.compile(
    r"<sup\b[^<>]*>\s*+(?:<a\b[^<>]*>)?\s*+\[?\d{1,3}\]?\s*+(?:</a>)?\s*+</sup>", re.I
)
_INLINE = re.compile(
    r"(?:</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|tt|u|var|wbr)(?:\s[^>]*)?/?>|<!--[^<>]*-->|]]>|<!\[CDATA\[)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_TAG = re.compile(r"<[a-zA-Z!/?][^>]*>")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{24,}\s{0,4})+={0,2}")
_NO_LETTER = re.compile(r"&#[0-9]{1000,};?")  # a number too long for Python to read
_ROUNDS = 4


def is_solid(token: str) -> bool:
    """Whether `token` is a letter of a script written without spaces, so counts for half a word."""
    return len(token) == 1 and _SOLID_TOKEN.match(token) is not None


def decoded(document: str) -> str:
    """`document` with JSON, percent and HTML escapes undone, also where they lie within each other."""
    for _ in range(_ROUNDS):
        before = document
        if "\\" in document:
            document = _JSON.sub(_json, document)
            document = _joined_surrogates(document)
        if "%" in document:
            document = unquote(document, errors="replace")
        if "&" in document:
            document = unescape(_NO_LETTER.sub("\ufffd", document))
        if document == before:
            break
    return document


def tokens(text: str) -> list[str]:
    """The words of `text` (letters, in scripts without spaces), in one spelling."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower().replace("'", "").replace("`", ""))
    text = unicodedata.normalize("NFKC", text)
    return _TOKEN.findall(IGNORED.sub("", text.casefold()))


def readings(document: str) -> Iterator[list[str]]:
    """The ways to read `document` as words, each a list of tokens.

    As it stands, with its markup's own words (attributes are read there); without inline tags; with
    every tag as a gap; and each piece of base64 in it that holds text.
    """
    plain = decoded(document)
    yield tokens(plain)
    if "<" in plain:
        called = _CALL.sub("", plain) if "<sup" in plain else plain
        end = _last_tag(called)
        pieces = [piece for piece in (*_INLINE.split(called[:end]), called[end:]) if piece]
        yield tokens(_spaced("".join(pieces)))
        if any(_WORD.match(one[-1]) and _WORD.match(two[0]) for one, two in pairwise(pieces)):
            # a tag between letters may part two words or stand within one
            yield tokens(_spaced(called))
    for text in hidden_texts(plain):
        yield from readings(text)


def _spaced(text: str) -> str:
    """`text` with each of its tags as a gap."""
    end = _last_tag(text)
    return _TAG.sub(" ", text[:end]) + text[end:]


def _last_tag(text: str) -> int:
    """Where the last tag of `text` ends: what opens after it is none, and is not to be sought again."""
    return text.rfind(">") + 1


def hidden_texts(document: str) -> Iterator[str]:
    """The texts that stand in `document` as base64; pictures and sealed blobs are not text."""
    for match in _BASE64.finditer(document):
        found = match[0]
        chunk = re.sub(r"\s+", "", found).rstrip("=").translate(str.maketrans("-_", "+/"))
        for start in range(4):
            part = chunk[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            head = _decode(part[:64])
            if head is not None and _is_text(head):
                whole = _decode(part)
                if whole is not None:
                    yield whole.decode("utf-8", errors="replace")
                break


def _decode(chunk: str) -> bytes | None:
    try:
        return base64.b64decode(chunk + "=" * (-len(chunk) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_text(data: bytes) -> bool:
    """Whether `data` begins like text in UTF-8; its last character may be cut off."""
    text = data.decode("utf-8", errors="ignore")
    odd = len(data) - len(text.encode()) + sum(c < " " and c not in "\t\n\r" for c in text)
    return len(data) >= 12 and odd <= 3


def _json(match: re.Match[str]) -> str:
    wide, narrow, gap, plain = match.groups()
    if wide or narrow:
        return chr(int(wide or narrow, 16))
    return " " if gap else plain


def _joined_surrogates(text: str) -> str:
    if not re.search("[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

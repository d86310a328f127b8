"""Documents made plain for comparison: undone escapes, one spelling for each word."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
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
    "'’‘‛ʼʹ′`´＇\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0591-\u05bd"
)
IGNORED = re.compile(f"[{_IGNORED_CLASS}]+")
# letters that one spelling has with a mark or joined and another, in an address or in capitals, has not
_FOLDED = (("ı", "i"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("æ", "ae"), ("œ", "oe"))
# JSON within JSON doubles its backslashes, so any number of them is one; CSS has digits and a space,
# and JavaScript's old escape() has %u
_ESCAPE = re.compile(
    r"(?<!\\)\\++(?:u([0-9a-fA-F]{4})|u\{0*([0-9a-fA-F]{1,5})\}|x([0-9a-fA-F]{2})"
    r"|(?:00([0-9a-fA-F]{4})|([0-9][0-9a-fA-F]{3}))\s?|([nrtbf])|([\"'/]))|%u([0-9a-fA-F]{4})"
)
# what stands between words and is none of the text: calls of notes, how to read a Japanese word
_CALL = re.compile(
    r"<sup\b[^<>]*>\s*+(?:<a\b[^<>]*>)?\s*+\[?\d{1,3}\]?\s*+(?:</a>)?\s*+</sup>"
    r"|<(rt|rp)\b[^<>]*>[^<>]*</\1>",
    re.I,
)
# the same in plain text: a break within a word, where a Markdown link leads, calls of notes, captions' times
_MOMENT = r"(?:\d\d:)?\d\d:\d\d[.,]\d{3}"
_SETTING = re.compile(
    r"(?<=[^\s-])[-\u2010]\r?\n[ \t>]{0,20}(?=\S)"
    r"|\]\((?=[^()\s]{0,200}[./#:])[^()\s]{0,2000}\)"
    r"|\[\^[\w-]{1,40}\]"
    rf"|(?:\b\d{{1,6}}\s{{1,4}})?{_MOMENT} --> {_MOMENT}(?: (?:align|line|position|size|region):\S+)*"
)
_SET = (
    "-\n",
    "-\r",
    "\u2010\n",
    "](",
    "[^",
    " --> 0",
)  # one of these stands wherever `_SETTING` does
_SOFT_BREAK = re.compile(r"=\r?\n")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2})+")
# UTF-8 read as Windows' Western letters: each byte's letter, and the pattern of a letter taken apart so
_BYTES = {bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(128, 256)}
_REST = f"[{''.join(list(_BYTES)[:64])}]"
_MISREAD = re.compile(
    f"(?:[\u00c2-\u00df]{_REST}|[\u00e0-\u00ef]{_REST}{{2}}|[\u00f0-\u00f4]{_REST}{{3}})+"
)
_INLINE = re.compile(
    r"(?:</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|tt|u|var|wbr)(?:\s[^>]*)?/?>|<!--[^<>]*-->|]]>|<!\[CDATA\[)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_TAG = re.compile(r"<[a-zA-Z!/?][^>]*>")
_BASE64 = re.compile(
    r"[A-Za-z0-9+/_-]{24,}(?:\s{1,4}[A-Za-z0-9+/_-]{24,})*(?:\r?\n[A-Za-z0-9+/_-]+)?={0,2}"
)
_URL_SAFE = str.maketrans("-_", "+/")
_NO_LETTER = re.compile(r"&#[0-9]{1000,};?")  # a number too long for Python to read
_ROUNDS = 4


def is_solid(token: str) -> bool:
    """Whether `token` is a letter of a script written without spaces, so counts for half a word."""
    return len(token) == 1 and _SOLID_TOKEN.match(token) is not None


def decoded(document: str) -> str:
    """`document` with JSON, percent and HTML escapes undone, also where they lie within each other."""
    for _ in range(_ROUNDS):
        before = document
        if "\\" in document or "%u" in document:
            document = _ESCAPE.sub(_unescaped, document)
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
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(spelled(text))


def spelled(text: str) -> str:
    """`text` in the one spelling: small letters, without their marks and what is ignored."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    # taken apart, so that marks go with what is ignored; those of other scripts are joined again
    text = IGNORED.sub("", unicodedata.normalize("NFKD", text).casefold())
    for letter, folded in _FOLDED:
        text = text.replace(letter, folded)
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=1)  # a page is searched for several texts, one after the other
def readings(document: str) -> tuple[list[str], ...]:
    """The ways to read `document` as words, each a list of tokens.

    As it stands, with its markup's own words (attributes are read there); without inline tags; with
    every tag as a gap; the same of what it says once mended; and each piece of base64 that holds text.
    """
    return tuple(_ways(document))


def _ways(document: str) -> Iterator[list[str]]:
    plain = decoded(document)
    yield from _read(plain)
    mended = _mended(plain)
    if mended != plain:
        yield from _read(decoded(mended))
    for text in hidden_texts(plain):
        yield from _ways(text)


def _read(plain: str) -> Iterator[list[str]]:
    yield tokens(plain)
    if "<" in plain:
        called = _CALL.sub("", plain) if "<sup" in plain or "<rt" in plain else plain
        end = _last_tag(called)
        pieces = [piece for piece in (*_INLINE.split(called[:end]), called[end:]) if piece]
        yield tokens(_spaced("".join(pieces)))
        if any(_WORD.match(one[-1]) and _WORD.match(two[0]) for one, two in pairwise(pieces)):
            # a tag between letters may part two words or stand within one
            yield tokens(_spaced(called))


def _mended(text: str) -> str:
    """`text` without what mail and plain text are set with, and with misread letters put right."""
    if _SOFT_BREAK.search(text):
        text = _QUOTED_PRINTABLE.sub(_from_mail, _SOFT_BREAK.sub("", text))
    if not text.isascii():
        text = _MISREAD.sub(_read_again, text)
    return _SETTING.sub("", text) if any(sign in text for sign in _SET) else text


def _from_mail(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("=", "")).decode(errors="replace")


def _read_again(match: re.Match[str]) -> str:
    return bytes(_BYTES[letter] for letter in match[0]).decode(errors="replace")


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
        found = re.sub(r"\s+", "", match[0]).rstrip("=")
        text = _hidden(found)
        # a slash belongs to the alphabet, and parts the pieces of an address
        yield from [text] if text else filter(None, map(_hidden, found.split("/")[1:]))


def _hidden(chunk: str) -> str:
    """The text that `chunk` is in base64, from one of its first letters on; "" for none."""
    for start in range(4):
        part = chunk[start:].translate(_URL_SAFE)
        part = part[: len(part) - (len(part) % 4 == 1)]
        head = _decode(part[:64])
        if head is not None and _is_text(head):
            whole = _decode(part)
            return whole.decode("utf-8", errors="replace") if whole else ""
    return ""


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


def _unescaped(match: re.Match[str]) -> str:
    *codes, gap, plain, old = match.groups()
    code = next(filter(None, (*codes, old)), "")
    return chr(int(code, 16)) if code else " " if gap else str(plain)


def _joined_surrogates(text: str) -> str:
    if not re.search("[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

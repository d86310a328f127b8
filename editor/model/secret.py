"""A secret is hidden in whatever spelling a site or a program repeats it."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html.entities import codepoint2name

MASK = "•••"
_SHORT = 8  # letters
_GAP = r"(?:\s|\+|%(?:25)*20)*"  # an application password is sent without its spaces
# before a word of its own: no letter, but for those that spell another sign, as in %22pier or \npier
_BEFORE = r"(?:(?<!\w)|(?<=%[\da-fA-F]{2})|(?<=\\u[\da-fA-F]{4})|(?<=\\[bfnrt]))"


def hide(text: str, secrets: Iterable[str]) -> str:
    """`text` with a mask for each of `secrets`; a short one is masked only where it is a word of its own.

    They are found as they are, and as HTML, JSON, an address or the header of a request spells them.
    """
    known = {secret.strip() for secret in secrets} - {""}
    for secret in sorted(known, key=len, reverse=True):
        text = _pattern(secret).sub(MASK, text)
    return text


@cache
def _pattern(secret: str) -> re.Pattern[str]:
    spelled = _GAP.join("".join(map(_spelled, word)) for word in secret.split())
    if len(secret) < _SHORT:
        return re.compile(rf"{_BEFORE}{spelled}(?!\w)")
    return re.compile("|".join((spelled, *_encoded(secret), *_encoded("".join(secret.split())))))


def _spelled(letter: str) -> str:
    """A pattern for `letter` as it is, and as HTML, JSON or an address writes it."""
    if letter.isascii() and letter.isalnum():
        return letter
    number, amp = ord(letter), "&(?:amp;)*"
    percent = "".join(f"%(?:25)*{byte:02x}" for byte in letter.encode(errors="surrogatepass"))
    units = letter.encode("utf-16-be", "surrogatepass")
    escaped = "".join(rf"\\{{1,8}}u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
    forms = [rf"\\{{0,8}}{re.escape(letter)}", rf"(?i:{percent}|{escaped}|{amp}#x0*{number:x};)"]
    forms.append(rf"{amp}#0*{number};")
    if name := codepoint2name.get(number, "apos" if letter == "'" else ""):
        forms.append(f"{amp}{name};")
    return f"(?:{'|'.join(forms)})"


def _encoded(secret: str) -> Iterable[str]:
    """Patterns for `secret` in Base64, wherever in what was encoded it stood: after a user's name, say.

    Letters that hold bits of its neighbours too are left out.
    """
    data = secret.encode(errors="surrogatepass")
    for before in range(3):
        code = b64encode(bytes(before) + data).decode()
        whole = code[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        spellings = {"+": f"(?:{_spelled('+')}|-)", "/": f"(?:{_spelled('/')}|_)"}
        yield "".join(spellings.get(letter, letter) for letter in whole)

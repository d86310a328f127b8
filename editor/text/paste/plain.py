"""The characters that may stand in a draft."""

import re

from editor.text.paste.pasted import Harm, Tally

_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\ud800-\udfff]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# marks and isolates stay: right-to-left text is written with them; these can show code as other
# code (CVE-2021-42574)
_DIRECTION = re.compile(r"[\u202a-\u202e]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_NO_BREAK = re.compile(r"(?<=«)\xa0|(?<=\d)\xa0(?=\d)|\xa0(?=[»;:!?%])|(\xa0)")


def tidied(text: str, tally: Tally) -> str:
    """`text` with LF between lines and no character that hides; those that went are tallied."""
    if not _ODD.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    for harm, pattern in (
        (Harm.DIRECTION, _DIRECTION),
        (Harm.INVISIBLE, _INVISIBLE),
        (Harm.CONTROL, _CONTROL),
    ):
        text, count = pattern.subn("", text)
        if count:
            tally[harm] += count
    return text


def spaced(text: str) -> str:
    """`text` with no-break spaces only where typography asks for them, and no soft hyphens."""
    text = text.replace("\xad", "")
    return _NO_BREAK.sub(lambda m: " " if m[1] else m[0], text) if "\xa0" in text else text

"""Footnotes of a pasted page: what calls one, where its text is, and their numbers at the end."""

import re
from collections.abc import Mapping

from editor.text.paste.pasted import Loss, Tally
from editor.text.paste.piece import NOTE, Piece, joined

# Word's _ftn1 and _edn1, Google Docs' ftnt1, LibreOffice's sdfootnote1sym
_PROGRAMS = re.compile(r"(?:_?(?:ftn|edn|ftnt)\d+|sd(?:foot|end)note\d+sym)$")
_SIGN = re.compile(r"[\[(]?\s*(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]+)\s*[\])]?", re.I)
_BACK = re.compile(
    r"[\[(]?\s*(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶^↑↩⤴]\ufe0e?|jump up|back)\s*[\])]?:?", re.I
)
_CALL = re.compile(NOTE.format("([^\x03]*)"))


def label(anchor: str) -> str:
    """The name that the anchors of one note share."""
    return anchor.lstrip("#_").removesuffix("sym")


def is_call(href: str, said: str, raised: bool) -> bool:
    """Whether a link of those words calls a note; `raised` if it is set above the line."""
    return _SIGN.fullmatch(said) is not None and (raised or _PROGRAMS.match(href[1:]) is not None)


def is_way_back(said: str) -> bool:
    """Whether a link within a note's text only leads back to its call."""
    return not said or _BACK.fullmatch(said) is not None


def is_comment(anchor: str) -> bool:
    """Whether a link leads to a comment, or back from one, in Word or Google Docs."""
    return re.match(r"#(?:_msocom_|_msoanchor_|cmnt(?:_ref)?)\d", anchor) is not None


def is_comment_text(name: str) -> bool:
    """Whether an anchor stands before the text of a comment in Google Docs."""
    return re.match(r"cmnt\d", name) is not None


def numbered(text: str, notes: Mapping[str, list[Piece]], first: int, tally: Tally) -> str:
    """`text` with its calls as `[^1]`, from `first`, and the notes called below it, in that order."""
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}

    def call(found: re.Match[str]) -> str:
        name = found[1]
        if name not in texts:
            texts[name] = joined(notes.get(name, ()), False, 1)
        if not texts[name]:
            tally[Loss.NOTE] += 1
            return ""
        return f"[^{numbers.setdefault(name, first + len(numbers))}]"

    out = [_CALL.sub(call, text)]
    done = 0
    while done < len(numbers):
        name = list(numbers)[done]
        body = _CALL.sub(call, texts[name]).replace("\n", "\n    ").replace("\n    \n", "\n\n")
        out.append(f"[^{numbers[name]}]: {body}")
        done += 1
    return "\n\n".join(filter(None, out))

"""What Word, Google Docs and LibreOffice write that a web page does not."""

import re
from collections.abc import Mapping
from html import unescape

from editor.text.paste.pasted import Loss

_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH_END = re.compile(r"</p>|<br[^>]*>", re.I)
_NUMBER = re.compile(r"\(?(\d+|[a-z]{1,4})[.)]", re.I)


def program(tag: str, attributes: Mapping[str, str]) -> str:
    """The program that writes such an element: "word", "docs", "libreoffice", or "" if any could."""
    if tag == "meta" and attributes.get("name", "").lower() == "generator":
        made_by = attributes.get("content", "")
        if made_by.startswith(("LibreOffice", "OpenOffice", "Collabora")):
            return "libreoffice"
        return "word" if made_by.startswith("Microsoft") else ""
    if attributes.get("id", "").startswith("docs-internal-guid"):
        return "docs"
    names = attributes.get("class", "")
    return "word" if names.startswith("Mso") or "SCXW" in names else ""


def heading(tag: str, attributes: Mapping[str, str]) -> int | None:
    """The level of the heading that an element is, 0 of a title; None if it is none."""
    if re.fullmatch(r"h[1-6]", tag):
        return int(tag[1])
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level", "")
        return min(int(level), 6) if level.isdecimal() else 2
    name = attributes.get("class", "").partition(" ")[0]
    if name.startswith("MsoHeading"):
        return min(int(name[10:]), 6) if name[10:].isdecimal() else 6
    return 0 if name.startswith("MsoTitle") else None


def is_quote(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph is a quotation in Word."""
    return attributes.get("class", "").startswith(("MsoQuote", "MsoIntenseQuote"))


def goes_on(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph belongs to the item above it in Word."""
    return attributes.get("class", "").startswith(("MsoListParagraph", "MsoListContinue"))


def numbering(marker: str) -> tuple[bool, int]:
    """Whether what Word drew before an item numbers it, and the number."""
    found = _NUMBER.match(marker.strip())
    if found is None:
        return False, 1
    return True, int(found[1]) if found[1].isdecimal() else 1


def is_comment_text(attributes: Mapping[str, str]) -> bool:
    """Whether an element is the text of a comment in Word."""
    return re.search(r"mso-element:\s*comment(?!-list)", attributes.get("style", "")) is not None


def is_deletion(tag: str, attributes: Mapping[str, str], program: str) -> bool:
    """Whether an element is what a tracked change took away; on a web page it is only struck out."""
    tracked = tag == "del" and program in ("word", "libreoffice") and "datetime" in attributes
    return tracked or "msoDel" in attributes.get("class", "")


def hidden(comment: str, program: str) -> tuple[Loss, list[str]] | None:
    """What a comment in the page hides, and the words of it by paragraph."""
    if comment.startswith("[if gte msEquation"):
        return Loss.FORMULA, _words(comment)
    if boxes := comment.split("<v:textbox")[1:]:
        inner = (box.partition(">")[2].partition("</v:textbox>")[0] for box in boxes)
        return Loss.TEXT_BOX, [each for box in inner for each in _words(box)]
    if program == "libreoffice" and comment and not comment.startswith("["):
        return Loss.COMMENT, []
    return None


def _words(piece: str) -> list[str]:
    inner = piece.partition(">")[2] if piece.startswith("[if") else piece
    parts = (
        unescape(_TAG.sub("", part))
        for part in _PARAGRAPH_END.split(inner.removesuffix("<![endif]"))
    )
    return [" ".join(part.split()) for part in parts if part.strip()]

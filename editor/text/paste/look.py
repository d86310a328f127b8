"""What pasted style says of a run of text: how it is set off, and whether it is seen at all."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Style(NamedTuple):
    """How a run is set off; `marks` are of strong, em, del, mark, sup, sub and code."""

    marks: frozenset[str] = frozenset()
    link: str = ""
    language: str = ""
    long_form: str = ""


class Look(NamedTuple):
    """What a style attribute means: marks to add and to take away, and the words of its own."""

    adds: frozenset[str]
    takes: frozenset[str]
    hidden: bool
    align: str
    list_level: int
    list_marker: bool


_TAGS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "var"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "del"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
    **{tag: tag for tag in ("mark", "sup", "sub")},
}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|$)", re.I)
_LEVEL = re.compile(r"l\d+\s+level(\d+)")
NOTHING = Look(frozenset(), frozenset(), False, "", 0, False)


def styled(style: Style, tag: str, attributes: Mapping[str, str], look: Look) -> Style:
    """`style` within an element."""
    marks = style.marks
    if mark := _TAGS.get(tag):
        marks |= {mark}
    marks = (marks - look.takes) | look.adds
    language = style.language
    given = attributes.get("lang") or attributes.get("xml:lang")
    if given and (found := _LANGUAGE.match(given)):
        language = found[1].lower()
    if marks == style.marks and language == style.language:
        return style
    return style._replace(marks=marks, language=language)


@lru_cache(maxsize=512)
def look(css: str) -> Look:
    """What a style attribute means; all of a document repeats a few of them."""
    adds: set[str] = set()
    takes: set[str] = set()
    given = _declarations(css)
    weight = given.get("font-weight", "")
    if weight:
        (adds if weight in ("bold", "bolder") or weight[:1] in "6789" else takes).add("strong")
    slant = given.get("font-style", "")
    if slant:
        (takes if slant == "normal" else adds).add("em")
    if "line-through" in given.get("text-decoration", "") + given.get("text-decoration-line", ""):
        adds.add("del")
    raised = given.get("vertical-align", "")
    if raised in ("super", "sub"):
        adds.add("sup" if raised == "super" else "sub")
    if "mso-highlight" in given:
        adds.add("mark")
    hidden = given.get("display") == "none" or given.get("mso-hide") == "all"
    level = _LEVEL.match(given.get("mso-list", ""))
    return Look(
        frozenset(adds),
        frozenset(takes),
        hidden,
        given.get("text-align", ""),
        int(level[1]) if level else 0,
        given.get("mso-list") == "ignore",
    )


def _declarations(css: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in css.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}

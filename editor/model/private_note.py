"""Private notes, `<!-- note: … -->`: what a writer keeps beside the text, and nobody else ever gets.

A note ends with its `-->`. Where another comment, or the cut, begins before that it has no end of its
own: it then goes on to the end of its paragraph, and publishing stops until it has one. So it does where an
arrow made of a dash, `–>`, stands before the `-->`. In a fence, or in
code within a line, it is code. Indented code is not told from the text of a list: there it is a note.

A bio and a gate's box have no Markdown: there nothing is code, and a note without an end has all the rest.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from editor.model.draft import Draft, FeaturedImage, Seo, Social

# what a program made of two hyphens opens and closes as well; marks of direction are not seen
_SPACE = r"[\s\u200b-\u200f\u2060\ufeff]*"
_BEGINS = re.compile(rf"<!(?:--+|[–—]-?){_SPACE}note{_SPACE}[:：]", re.I)
_ENDS = re.compile(r"(?P<end>(?:--|[–—]-?)>)|<!--|\Z")
_GOES_ON = re.compile(r"(?P<end>-->)|<!|\n[ \t>]*\n")
_PARAGRAPH_ENDS = re.compile(r"\n[ \t>]*(?=\n)|\n(?= {0,3}<!--[ \t]*more[ \t]*-->)|\Z", re.I)
# a fence as the converter sees one: at the beginning of a line, and closed by the very same
_FENCE = re.compile(r"^(?P<mark>~{3,}|`{3,})(?P<rest>[^\n]*)$", re.M)
_OPENS = re.compile(
    r"[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=(?P<quote>[\"']).*?(?P=quote)[ ]*)?)"
)
_CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)")
_SPACES = re.compile(r"[ \t]*")
# what stands in a line besides a note where the line is there for the note alone
_ALONE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]*)?")
_STAYS = re.compile(r"`{3,}|~{3,}| {0,3}<!--[ \t]*more[ \t]*-->[ \t]*$", re.I)


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """Where a note stands in a text, its marks included; as `code` it is shown, and published."""

    start: int
    end: int
    closed: bool = True
    code: bool = False


def find(text: str) -> tuple[PrivateNote, ...]:
    """The notes in `text`, in order, with those that are code."""
    return tuple(_notes(text)) if _BEGINS.search(text) else ()


def find_plain(text: str) -> tuple[PrivateNote, ...]:
    """The notes in words that are no Markdown, in order."""
    found: list[PrivateNote] = []
    while begins := _BEGINS.search(text, found[-1].end if found else 0):
        end = _closing(text, begins.end())
        if end and text[end - 3 : end] != "-->" and "-->" in text[end:]:
            end = 0  # it may be an arrow within it, however far its end is
        found.append(PrivateNote(begins.start(), end or len(text), closed=bool(end)))
    return tuple(found)


def masked(text: str) -> str:
    """`text` without its notes; what is left stands in the line where it stood."""
    kept, at = [], 0
    for note in find(text):
        if not note.code:
            kept += [text[at : note.start], "\n" * text.count("\n", note.start, note.end)]
            at = note.end
    return "".join((*kept, text[at:])) if kept else text


def without(text: str) -> str:
    """`text` as if its notes had never been written, with as many lines as before.

    The lines that a note takes away are empty ones below its paragraph.
    """
    return _without(text, [note for note in find(text) if not note.code])


def _without(text: str, notes: Sequence[PrivateNote]) -> str:
    if not notes:
        return text
    lines: list[str] = []
    begun, at, gone = "", 0, 0
    for note in notes:
        *whole, begun = (begun + text[at : note.start]).split("\n")
        gone = _add(lines, whole, gone) + text.count("\n", note.start, note.end)
        spaces = _SPACES.match(text, note.end)
        after = spaces.end() if spaces else note.end
        at = note.end
        if text[after : after + 1] not in ("", "\n"):
            if not begun.strip(" \t>"):
                at = after
            elif after > at and begun[-1] in " \t":
                at += 1
        elif _ALONE.fullmatch(begun) and not _goes_on(begun, text[after + 1 : after + 2]):
            begun, at = "", after + 1
            gone += after < len(text)
        elif after == at and not _ALONE.fullmatch(begun):
            begun = begun.rstrip(" \t")
    gone = _add(lines, (begun + text[at:]).split("\n"), gone)
    return "\n".join(lines + [""] * gone)


def publishable(draft: Draft) -> Draft:
    """`draft` without any note, in its text and in whatever field; itself where it has none."""
    changed: dict[str, Any] = {}
    for name, value in _texts(draft):
        if "<!" in value and (bare := masked(value) if name == "body" else _field(value)) != value:
            changed[name] = bare
    for name in ("authors", "tags", "categories"):
        words: tuple[str, ...] = getattr(draft, name)
        if any("<!" in word for word in words):
            changed[name] = tuple(bare for word in words if (bare := _field(word)))
    for name in ("image", "seo", "social"):
        part: FeaturedImage | Seo | Social | None = getattr(draft, name)
        if part is not None:
            bare_part: dict[str, Any] = {k: _field(v) for k, v in _texts(part) if "<!" in v}
            changed |= {name: replace(part, **bare_part)} if bare_part else {}
    return replace(draft, **changed) if changed else draft


def public(text: str) -> str:
    """Words of an author's profile, of a gate's box or a site's name as others may see them."""
    notes = find_plain(text)
    return _without(text, notes).strip() if notes else text


def _field(text: str) -> str:
    """The words of a field, which has one line."""
    return " ".join(without(text).split()) if find(text) else text


def _texts(value: object) -> Iterator[tuple[str, str]]:
    for one in fields(value):  # type: ignore[arg-type]  # all of them are dataclasses
        text = getattr(value, one.name)
        if type(text) is str:
            yield one.name, text


def _add(lines: list[str], more: list[str], gone: int) -> int:
    """Add `more` lines, with the `gone` ones once a paragraph ends; how many of those are left over."""
    for line in more:
        if gone and (not line.strip() or _STAYS.match(line)):
            lines += [""] * gone
            gone = 0
        lines.append(line)
    return gone


def _goes_on(begun: str, below: str) -> bool:
    """Whether an item of a list has more in it than a note: its next line is indented."""
    return below in (" ", "\t") and bool(begun.strip(" \t>"))


def _notes(text: str) -> Iterator[PrivateNote]:
    fences = list(_FENCE.finditer(text))
    closers: dict[str, list[int]] = {}
    for number, fence in enumerate(fences):
        if not fence["rest"].strip(" "):
            closers.setdefault(fence["mark"], []).append(number)
    at = number = fenced = 0
    while begins := _BEGINS.search(text, at):
        start = begins.start()
        while number < len(fences) and fences[number].start() < start:
            fence = fences[number]
            number += 1
            closing = closers.get(fence["mark"], [])
            last = bisect(closing, number - 1)
            if fence.start() >= at and _OPENS.fullmatch(fence["rest"]) and last < len(closing):
                fenced, number = fences[closing[last]].end(), closing[last] + 1
        code = begins.end() if start < fenced else _code_end(text, at, begins)
        if code:
            yield PrivateNote(start, begins.end(), code=True)
            at = code
            continue
        at = _closing(text, begins.end())
        closed = bool(at)
        if not closed:
            ends = _PARAGRAPH_ENDS.search(text, begins.end())
            assert ends is not None
            at = ends.start()
        yield PrivateNote(start, at, closed)


def _closing(text: str, after: int) -> int:
    """Where the note ends whose words begin `after`; 0 where it has no end of its own."""
    ends = _ENDS.search(text, after)
    if ends is None or ends["end"] is None:
        return 0
    if ends["end"] != "-->":
        # an arrow within it, or its end? where one more end follows, nobody can tell
        later = _GOES_ON.search(text, ends.end())
        if later is not None and later["end"] is not None:
            return 0
    return ends.end()


def _code_end(text: str, at: int, begins: "re.Match[str]") -> int:
    """Where the code within a line ends that the note, which `begins`, stands in; 0 where in none."""
    line = max(at, text.rfind("\n", 0, begins.start()) + 1)
    last = text.find("\n", begins.start())  # it is in one line: to look further takes seconds
    for code in _CODE.finditer(text, line, last if last >= 0 else len(text)):
        if code.start() > begins.start():
            return 0
        if code.end() > begins.end():
            ends = _ENDS.search(text, begins.end())
            outside = ends is not None and ends["end"] is not None and ends.end() > code.end()
            return 0 if outside else code.end()
    return 0

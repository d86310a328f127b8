"""The teaser cut: the one line that parts what is free from what is paid."""

import re
from collections.abc import Iterator

MARKER = "<!--more-->"
_MARKER = re.compile(r"^[ ]{0,3}<!--[ \t]*more[ \t]*-->[ \t]*$", re.IGNORECASE)
_ANYWHERE = re.compile(r"(?<!`)<!--[ \t]*more[ \t]*-->(?!`)", re.IGNORECASE)
_FENCE_OR_MARKER = re.compile(
    r"[ ]{0,3}(?:(?P<fence>`{3,}|~{3,})(?P<rest>.*)|<!--[ \t]*more[ \t]*-->[ \t]*$)", re.I | re.M
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def is_marker(line: str) -> bool:
    """Whether `line` is a cut, however its author spaced it."""
    return _MARKER.match(line) is not None


def find(body: str) -> tuple[int, ...]:
    """The 0-based lines of `body` that are cuts; a marker inside a code fence is text."""
    if "<!--" not in body:
        return ()
    found: list[int] = []
    fence, number, counted = "", 0, 0
    # found so and not line by line: the text is looked through after each key
    marked = sorted({start for mark in ("<!--", "```", "~~~") for start in _lines_with(mark, body)})
    for start in marked:
        one = _FENCE_OR_MARKER.match(body, start)
        if one is None:
            continue
        if fence:
            mark = one["fence"] or ""
            if mark.startswith(fence) and not one["rest"].strip(" " + fence[0]):
                fence = ""
        elif one["fence"]:
            fence = one["fence"]
        else:
            number += body.count("\n", counted, one.start())
            counted = one.start()
            found.append(number)
    return tuple(found)


def _lines_with(mark: str, body: str) -> Iterator[int]:
    """Where the lines begin that have `mark`."""
    at = body.find(mark)
    while at >= 0:
        yield body.rfind("\n", 0, at) + 1
        end = body.find("\n", at)
        at = body.find(mark, end) if end >= 0 else -1


def misplaced(body: str) -> tuple[int, ...]:
    """The 0-based lines of `body` with a marker that is no cut: in a list, a quote, code or a line."""
    cuts, lines = find(body), enumerate(body.split("\n"))
    return tuple(n for n, line in lines if n not in cuts and _ANYWHERE.search(line))


def boundaries(body: str) -> tuple[int, ...]:
    """The 0-based lines before which a cut may stand: where a top-level block begins, and the end.

    A block goes on through a fence, an indented continuation, a list, a quote, a definition, a
    table's caption and a private note. The existing cut line is not a boundary; the first boundary is the first block's.
    """
    lines = body.split("\n")
    starts: list[int] = []
    fence = ""
    blank = True
    in_list = False
    noted = _within_notes(body)
    for number, line in enumerate(lines):
        if number in noted:
            continue
        opened = _FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence) and not line.strip(" " + fence[0]):
                fence = ""
            blank = False
            continue
        if not line.strip():
            blank = True
            continue
        if is_marker(line):
            blank, in_list = True, False
            continue
        item = re.match(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])\s", line) is not None
        if blank and not line.startswith(("    ", "\t", ": ")) and not (in_list and item):
            starts.append(number)
            in_list = item
        if opened:
            fence = opened[1]
        blank = False
    return (*starts, len(lines))


def _within_notes(body: str) -> set[int]:
    """The lines in which a private note that began above goes on."""
    from editor.model import private_note  # asked seldom, and not when the program starts

    within: set[int] = set()
    number = counted = 0
    for note in private_note.find(body):
        number += body.count("\n", counted, note.start)
        counted = note.start
        within.update(range(number + 1, number + 1 + body.count("\n", note.start, note.end)))
    return within


def remove(body: str) -> str:
    """`body` without any cut, and without the gap that each left."""
    lines = body.split("\n")
    for number in reversed(find(body)):
        del lines[number]
        above_blank = number == 0 or not lines[number - 1].strip()
        if above_blank and number < len(lines) and not lines[number].strip():
            del lines[number]
    return "\n".join(lines)


def place(body: str, line: int) -> str:
    """`body` with its one cut before the top-level block that begins at or after `line` of `body`.

    Every other cut goes, so there are never two.
    """
    ours = [start for start in boundaries(body) if start >= line][:1]
    below = body.split("\n")[ours[0] :] if ours else []
    # counted from the end, without the cuts that go: then it holds for the bare text too
    after = len(remove("\n".join(below)).split("\n")) if below else 0
    bare = remove(body)
    lines = bare.split("\n")
    starts = [start for start in boundaries(bare) if start >= len(lines) - after]
    at = starts[0] if starts else len(lines)
    head = "\n".join(lines[:at]).rstrip("\n")
    tail = "\n".join(lines[at:]).lstrip("\n")
    return "\n\n".join(part for part in (head, MARKER) if part) + "\n\n" + tail

"""Lines of lists: how they begin, what belongs below them, and their numbers."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from editor.ui.writing.formatting.edits import INDENT, line_of, rewrite

# how far from the caret a list is looked through and counted: the page counts it itself
_MOST_LINES = 300
_FRONT = re.compile(r"((?: {0,3}>[ \t]?)*)([ \t]*)(?:([-*+]|\d{1,9}[.)])([ \t]+))?")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


class Front(NamedTuple):
    """What a line begins with: marks of a quote, indent, an item's mark and the gap after it."""

    quote: str
    indent: str
    mark: str
    gap: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.quote + self.indent + self.mark + self.gap

    @property
    def depth(self) -> int:
        """Columns of the indent."""
        return len(self.indent.expandtabs(4))

    @property
    def number(self) -> int | None:
        """The number of an item that has one."""
        return int(self.mark[:-1]) if self.mark[:-1].isdigit() else None

    def numbered(self, number: int) -> "Front":
        """The same with another number."""
        return self._replace(mark=f"{number}{self.mark[-1]}")


def front_of(line: str) -> Front:
    """How `line` begins; a line of dashes or stars alone is no item."""
    found = _FRONT.match(line)
    assert found is not None
    front = Front(*(part or "" for part in found.groups()))
    if front.mark and _RULE.match(line[len(front.quote) :]):
        return front._replace(mark="", gap="")
    return front


def fronts(block: QTextBlock, *, up: bool = False) -> Iterator[tuple[QTextBlock, Front, str]]:
    """The lines after `block`, or before it, as far as its list goes: block, front, the rest."""
    quote = front_of(line_of(block)).quote.replace(" ", "")
    blank = False
    for _ in range(_MOST_LINES):
        block = block.previous() if up else block.next()
        if not block.isValid():
            return
        line = line_of(block)
        front = front_of(line)
        rest = line[len(front.text) :]
        empty = not (front.mark or rest.strip())
        beside = front.quote.replace(" ", "") != quote and not (empty and not front.quote)
        if beside or (blank and not (empty or front.mark or front.indent)):
            return
        blank = empty
        yield block, front, rest


def family(block: QTextBlock) -> list[QTextBlock]:
    """An item's line and what belongs to it: all below that is deeper, up to the last line with words."""
    own = front_of(line_of(block))
    found, last = [block], 1
    for below, front, rest in fronts(block):
        empty = not (front.mark or rest.strip())
        if not empty and front.depth <= own.depth and (front.mark or not front.indent):
            break
        found.append(below)
        last = last if empty else len(found)
    return found[:last]


def sibling(block: QTextBlock, depth: int, *, up: bool) -> Front | None:
    """The next item below `block`, or above it, that is as deep as `depth` and in the same list."""
    for _, front, _ in fronts(block, up=up):
        if front.mark and front.depth <= depth:
            return front if front.depth == depth else None
    return None


def parent_for(block: QTextBlock) -> bool:
    """Whether the item above the one in `block` can have it below itself: it is as deep or deeper."""
    own = front_of(line_of(block)).depth
    above = next((front for _, front, _ in fronts(block, up=True) if front.mark), None)
    return above is not None and above.depth >= own


def next_mark(block: QTextBlock, front: Front) -> str:
    """The mark of an item after the one in `block`: the same, or the next number.

    A list that has the same number at each item keeps to that.
    """
    number = front.number
    if number is None:
        return front.mark
    around = [sibling(block, front.depth, up=up) for up in (True, False)]
    if any(one is not None and one.number == number for one in around):
        return front.mark
    return front.numbered(number + 1).mark


def renumber(first: QTextBlock, fresh: Collection[int] | None = None) -> None:
    """Count the numbered items below `first` anew, each after the one above it.

    With `fresh` also `first` itself; the numbers of a list's first items stay, but those of these
    lines, which are new lists, begin at 1.
    """
    lines = [(block, front, False) for block, front, _ in fronts(first, up=True)]
    lines.reverse()
    lines.append((first, front_of(line_of(first)), fresh is not None))
    lines += [(block, front, True) for block, front, _ in fronts(first)]
    last: dict[int, tuple[int, int]] = {}  # by depth: the number above, and the step to the next
    for block, front, change in lines:
        if not front.mark:
            continue
        for deeper in [depth for depth in last if depth > front.depth]:
            del last[deeper]
        number, before = front.number, last.get(front.depth)
        if number is None:
            last.pop(front.depth, None)
            continue
        if before is None:
            wanted, step = number, 1
            if fresh is not None and block.blockNumber() in fresh:
                wanted = 1
        elif change:
            wanted, step = before[0] + before[1], before[1]
        else:
            wanted, step = number, int(number != before[0])
        if wanted != number:
            line = line_of(block)
            rewrite(block, front.numbered(wanted).text + line[len(front.text) :])
        last[front.depth] = (wanted, step)


def shifted(line: str, *, deeper: bool) -> str:
    """`line` one level deeper or less deep, within its quote."""
    front = front_of(line)
    rest = line[len(front.quote) :]
    if deeper:
        return front.quote + INDENT + rest
    spaces = len(rest) - len(rest.lstrip(" "))
    return front.quote + (rest[1:] if rest.startswith("\t") else rest[min(spaces, 4) :])

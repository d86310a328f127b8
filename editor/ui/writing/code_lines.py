"""Which lines of the text are code: those of a fence, and those that their indent or a tag makes it."""

import re

from PySide6.QtGui import QTextBlock

from editor.ui.writing.line_styles import is_fence_open, open_element

_MOST_LINES = 1000
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
# what is indented below belongs to it: an item, what a term says, a note
_PART = re.compile(r"(?:[-*+:]|\d+\.|\[\^[^\]\s]+\]:)(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_PREFORMATTED = re.compile(r"<(pre|script|style)\b(?!.*</\1)", re.I)
_STEP = 4  # columns that what belongs to a line is indented by


def opens_fence(block: QTextBlock) -> bool:
    """Whether a fence is open after a line, as far as it has been styled."""
    return is_fence_open(block.userState())


def in_fence(block: QTextBlock) -> bool:
    """Whether a line stands in a fence, or is the one that ends it."""
    return opens_fence(block.previous())


def is_fenced(block: QTextBlock) -> bool:
    """Whether a line stands in a fence, or begins or ends one."""
    return opens_fence(block) or in_fence(block)


def is_code(block: QTextBlock) -> bool:
    """Whether a line is code, in whatever it stands: a quote, an item, a note.

    What stands too far below what it belongs to for that to be known is code where it is indented.
    """
    if in_fence(block) or open_element(block.previous().userState()) in ("pre", "script", "style"):
        return True
    quotes, text = _unquoted(block)
    if not quotes and _indent(text) < _STEP:
        return False
    above = _above(block, quotes)
    if above is None:
        return _indent(text) >= _STEP
    container = _Container()
    for line in above:
        container.read(line)
    return container.is_code(text)


def _above(block: QTextBlock, quotes: int) -> list[str] | None:
    """The lines above, in as many quotes, from what a line may belong to on; None for too many."""
    found: list[str] = []
    while len(found) < _MOST_LINES:
        block = block.previous()
        depth, text = _unquoted(block)
        if not block.isValid() or depth != quotes:
            if depth > quotes:
                found.append("said")  # what follows a quote at once goes on with it
            return found[::-1]
        if found and not text.strip() and found[-1].strip() and not _indent(found[-1]):
            return found[::-1]
        found.append(text)
    return None


class _Container:
    """What lines stand in that are read one after the other, without the marks of their quote."""

    def __init__(self) -> None:
        self._level = 0  # how many parts are open, each within the other
        self._blank = True
        self._parted = False  # whether the lines since the last empty one begin with a part
        self._fence = self._element = ""

    def is_code(self, text: str) -> bool:
        """Whether the line below those that were read is code."""
        indented = self._blank and _indent(text) // _STEP > self._level
        return bool(self._fence or self._element) or indented

    def read(self, text: str) -> None:
        """Go on to the next line."""
        bare = text.strip()
        fence = _FENCE.match(bare)
        if self._fence:
            if fence and fence[1].startswith(self._fence) and not fence[2]:
                self._fence = ""
        elif self._element:
            if f"</{self._element}" in bare.lower():
                self._element = ""
        elif not bare:
            self._blank = True
        elif not self.is_code(text):
            level = _indent(text) // _STEP
            part = _PART.match(bare)
            if self._blank:
                self._level, self._parted = min(level, self._level), part is not None
            if level <= self._level and part and (self._parted or bare[0] in ":["):
                self._level = level + _parts(bare)
                # an item right below the words of a note is no item, but goes on with them
                words = bare[part.end() :] if bare[0] == "[" else ""
                self._parted = not words or _PART.match(words) is not None
            self._blank = False
            if fence and not (fence[1][0] == "`" and "`" in fence[2]):
                self._fence = fence[1]
            elif element := _PREFORMATTED.search(bare):
                self._element = element[1].lower()


def _parts(bare: str) -> int:
    """How many parts begin in a line, each within the other: an item in a note."""
    found = 0
    while part := _PART.match(bare):
        found, bare = found + 1, bare[part.end() :]
    return found


def _indent(text: str) -> int:
    """The columns before the words of a line."""
    wide = text.expandtabs(_STEP)
    return len(wide) - len(wide.lstrip(" "))


def _unquoted(block: QTextBlock) -> tuple[int, str]:
    """In how many quotes a line stands, and its words without their marks."""
    text = block.text()
    quote = _QUOTE.match(text) if ">" in text else None
    return (quote[0].count(">"), text[quote.end() :]) if quote else (0, text)

"""How what is pasted fits in where the caret stands."""

import re

from PySide6.QtGui import QTextCursor

from editor.ui.writing.code_lines import in_fence
from editor.ui.writing.inline_styles import Style
from editor.ui.writing.line_styles import line_spans
from editor.ui.writing.pasting.offer import is_address

# the longest line that is typed in without waiting: 14 ms a key at 100,000 characters
LONG_LINE = 50_000
BROKEN_AT = 400
LINES_AT_ONCE = 500_000  # characters
_BLOCK = re.compile(
    r" {0,3}(?:#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||```|~~~|!\[|\[\^[^\]\s]+\]:|<[a-z!/])"
)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*")
_NOTE_ID = re.compile(r"\[\^(\d+)\]")
_LAST_NOTES = re.compile(r"(?:\n+\[\^[^\]\s]+\]:[^\n]*(?:\n+ {4}[^\n]*)*)+\s*\Z")
_BEFORE_WORD = re.compile(r"[ \t]+(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…؟。]['\"”’»)\]]*$")


def in_code(cursor: QTextCursor) -> bool:
    """Whether a cursor's selection begins in a fence or within the marks of inline code."""
    start = cursor.selectionStart()
    block = cursor.document().findBlock(start)
    if in_fence(block):
        return True
    at, text = start - block.position(), block.text()
    spans = line_spans(text) if "`" in text else []
    return any(begin < at < end for begin, end, style in spans if style is Style.CODE)


def next_note(body: str) -> int:
    """The number that the next footnote of `body` has."""
    return max((int(number) for number in _NOTE_ID.findall(body)), default=0) + 1


def link_over(selected: str, address: str) -> str:
    """What takes the place of a selection when an address is pasted over it; "" where no link can."""
    words = selected.strip()
    if not words or is_address(words) or "\u2029" in selected or "](" in words:
        return ""
    before = selected[: len(selected) - len(selected.lstrip())]
    after = selected[len(selected.rstrip()) :]
    balanced = address.count("(") == address.count(")")
    target = address if balanced else address.replace("(", "%28").replace(")", "%29")
    return f"{before}[{words}]({target}){after}"


def leave_picture(cursor: QTextCursor, markdown: str) -> None:
    """Move a caret that was left in a picture's alt text behind the picture, where blocks come in."""
    blocks = "\n" in markdown or _BLOCK.match(markdown)
    if blocks and not cursor.hasSelection() and _PICTURE.fullmatch(cursor.block().text()):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)


def fitted(cursor: QTextCursor, markdown: str) -> str:
    """`markdown` with the blank lines that its blocks need around them at the cursor."""
    first, last = markdown.split("\n", 1)[0], markdown.rsplit("\n", 1)[-1]
    if "\n" not in markdown and not _BLOCK.match(first):
        return markdown
    document = cursor.document()
    begin = document.findBlock(cursor.selectionStart())
    end = document.findBlock(cursor.selectionEnd())
    above = begin.text()[: cursor.selectionStart() - begin.position()]
    below = end.text()[cursor.selectionEnd() - end.position() :]
    before = after = ""
    if _BLOCK.match(first) or _PICTURE.fullmatch(above):
        before = "\n\n" if above.strip() else "\n" if begin.previous().text().strip() else ""
    if "\n" in markdown or _BLOCK.match(last):
        blocks = _BLOCK.match(last) or _BLOCK.match(markdown.rsplit("\n\n", 1)[-1])
        if below.strip():
            after = "\n\n" if blocks else ""
        elif end.next().text().strip():
            after = "\n"
    return f"{before}{markdown}{after}"


def before_notes(text: str) -> str:
    """`text` without the footnotes that it ends with: what is written next comes after it."""
    first = text.find("\n[^")
    if first < 0:
        return text
    # from there on: to look at each line end above takes a second in 20 MB
    notes = _LAST_NOTES.search(text, len(text[:first].rstrip("\n")))
    return text[: notes.start()] if notes else text


def longest_line(text: str) -> int:
    """The characters of the longest line; in pieces, between which other threads go on."""
    longest = at = 0
    while at < len(text):
        end = text.find("\n", at + LINES_AT_ONCE) + 1 or len(text) + 1
        longest = max(longest, *map(len, text[at : end - 1].split("\n")), 0)
        at = end
    return longest


def with_lines_broken(text: str) -> str:
    """`text` with no line that is long: broken after a sentence, else between words.

    A single line end within a paragraph is a space to every reader.
    """
    return "\n".join(
        "\n".join(_broken(line)) if len(line) > LONG_LINE else line for line in text.split("\n")
    )


def _broken(line: str) -> list[str]:
    pieces, at = [], 0
    while len(line) - at > BROKEN_AT:
        end = _place_to_break(line, at)
        pieces.append(line[at:end].rstrip(" \t"))
        at = end
        while at < len(line) and line[at] in " \t":
            at += 1
    pieces.append(line[at:])
    return pieces


def _place_to_break(line: str, at: int) -> int:
    """Where the piece of `line` from `at` on ends: never before what would begin a block there."""
    window = line[at : at + BROKEN_AT]
    spaces = [found.start() for found in _BEFORE_WORD.finditer(window)]
    sentences = [space for space in spaces if _SENTENCE_END.search(window[:space])]
    if best := sentences or spaces:
        return at + best[-1]
    later = _BEFORE_WORD.search(line, at + BROKEN_AT, at + LONG_LINE)
    return later.start() if later else min(len(line), at + LONG_LINE)

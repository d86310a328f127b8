"""Enter, Shift+Enter, Tab and Backspace in lists and quotes. Each gives the new cursor, None elsewhere."""

import re

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.ui.writing.code_lines import in_fence
from editor.ui.writing.formatting.edits import (
    between,
    blocks_of,
    line_of,
    one_step,
    rewrite,
    selected,
)
from editor.ui.writing.formatting.list_lines import (
    Front,
    family,
    front_of,
    fronts,
    next_mark,
    parent_for,
    renumber,
    shifted,
)

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")


def enter(cursor: QTextCursor) -> QTextCursor | None:
    """Begin the next item or line of the quote; in an empty one, leave it."""
    block = cursor.document().findBlock(cursor.selectionStart())
    line, front = line_of(block), front_of(line_of(block))
    at = cursor.selectionStart() - block.position()
    if in_fence(block) or at < len(front.text):
        return None
    if not front.mark and not front.quote:
        return _enter_below_item(cursor, block, front)
    if not line[len(front.text) :].strip() and not cursor.hasSelection():
        return _leave(cursor, block, front)
    mark = next_mark(block, front) if front.mark else ""
    begins = front._replace(mark=mark).text
    if front.quote and not front.mark and not line.startswith((">>", "> >")):
        begins = front.quote.rstrip() + " "
    return _split(cursor, begins)


def _split(cursor: QTextCursor, begins: str) -> QTextCursor:
    """Part the line at the caret; the spaces there go, which would be a hard break or an indent."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block, at = cursor.block(), cursor.positionInBlock()
        line, front = line_of(block), front_of(line_of(block))
        first = max(len(front.text), len(line[:at].rstrip()))
        last = at + len(line[at:]) - len(line[at:].lstrip())
        begin = block.position()
        selected(cursor.document(), begin + first, begin + last).insertText("\n" + begins)
        new = block.next()
        if front_of(line_of(new)).mark:
            renumber(new)
    at = new.position() + len(begins)
    return selected(cursor.document(), at, at)


def _enter_below_item(cursor: QTextCursor, block: QTextBlock, front: Front) -> QTextCursor | None:
    """In a line that goes on with an item: the next item; in an indented paragraph: its next line."""
    line = line_of(block)
    for above, over, rest in fronts(block, up=True):
        if not (over.mark or rest.strip()) or not line.strip():
            break
        if over.mark:
            return _split(cursor, over._replace(mark=next_mark(above, over)).text)
    if not front.indent:
        return None
    if not line.strip():
        rewrite(block, "")
        return selected(cursor.document(), block.position(), block.position())
    return _split(cursor, front.indent)


def _leave(cursor: QTextCursor, block: QTextBlock, front: Front) -> QTextCursor:
    """Leave an empty item for the level above it, or the list; an empty line of a quote for the text."""
    document = cursor.document()
    if front.mark and front.indent:
        shift(cursor, deeper=False)
        end = block.position() + block.length() - 1
        return selected(document, end, end)
    with one_step(cursor):
        quote = front.quote if front.mark else ""
        rewrite(block, quote)
        if block.previous().text().strip():
            # what follows is a paragraph of its own only with an empty line before it
            if quote:
                rewrite(block, quote.rstrip())
            end = block.position() + block.length() - 1
            selected(document, end, end).insertText("\n" + quote)
            block = block.next()
        end = block.position() + block.length() - 1
        if block.next().text().strip():
            selected(document, end, end).insertText("\n" + quote.rstrip())
    end = block.position() + block.length() - 1
    return selected(document, end, end)


def break_line(cursor: QTextCursor) -> QTextCursor | None:
    """A hard break, as two spaces at the line's end say it, and the next line within the same item."""
    block = cursor.document().findBlock(cursor.selectionStart())
    line, front = line_of(block), front_of(line_of(block))
    at = cursor.selectionStart() - block.position()
    if in_fence(block) or _HEADING.match(line) or not line[len(front.text) : at].strip():
        return None
    if line.lstrip().startswith("|"):
        cursor.insertText("<br>")
        return cursor
    below = front.quote + front.indent + " " * len(front.mark + front.gap)
    with one_step(cursor):
        cursor.removeSelectedText()
        at, rest = cursor.positionInBlock(), line_of(cursor.block())
        first = len(rest[:at].rstrip())
        last = at + len(rest[at:]) - len(rest[at:].lstrip())
        begin = cursor.block().position()
        selected(cursor.document(), begin + first, begin + last).insertText(f"  \n{below}")
    end = begin + first + 3 + len(below)
    return selected(cursor.document(), end, end)


def backspace(cursor: QTextCursor) -> QTextCursor | None:
    """Right after an item's mark: one level up, or no item; right after a quote's: no quote."""
    block = cursor.block()
    line, front = line_of(block), front_of(line_of(block))
    at_front = cursor.positionInBlock() == len(front.text)
    if cursor.hasSelection() or in_fence(block) or not (front.mark or front.quote) or not at_front:
        return None
    if front.mark and front.indent:
        shift(cursor, deeper=False)
        return cursor
    kept = front.quote if front.mark else ""
    with one_step(cursor):
        rewrite(block, kept + line[len(front.text) :])
        if front.number is not None and block.next().isValid():
            renumber(block)
    at = block.position() + len(kept)
    return selected(cursor.document(), at, at)


def drop_repeated(cursor: QTextCursor, begun: QTextCursor) -> QTextCursor | None:
    """Take away the mark typed since the line was `begun`, where it begins with the same mark already."""
    block, document = cursor.block(), cursor.document()
    if cursor.hasSelection() or begun.document() is not document or begun.block() != block:
        return None
    begin, end = begun.positionInBlock(), cursor.positionInBlock()
    front, typed = front_of(line_of(block)[:begin]), line_of(block)[begin:end]
    mark = front.mark or front.text.strip()
    if not mark or typed != mark or begin != len(front.text) or in_fence(block):
        return None
    selected(document, begun.position(), cursor.position()).removeSelectedText()
    return selected(document, begun.position(), begun.position())


def shift(cursor: QTextCursor, *, deeper: bool) -> QTextCursor | None:
    """Move the selected items, with what is below each, one level."""
    blocks = blocks_of(cursor)
    marked = [block for block in blocks if front_of(line_of(block)).mark]
    if not marked or in_fence(blocks[0]):
        return None
    first, last = marked[0], family(marked[-1])[-1]
    last = max(last, blocks[-1], key=lambda block: block.blockNumber())
    if deeper and not parent_for(first):
        return cursor  # without an item above it would be code
    if not deeper and not front_of(line_of(first)).indent:
        return cursor
    moving = [block for block in between(first, last) if block.text().strip()]
    with one_step(cursor):
        for block in moving:
            rewrite(block, shifted(line_of(block), deeper=deeper))
        renumber(first, {block.blockNumber() for block in moving} if deeper else ())
    return cursor


def after_deletion(cursor: QTextCursor) -> None:
    """Lines were deleted at the caret: the numbers below follow, in the same undo step."""
    block = cursor.block()
    if in_fence(block):
        return
    near = [block, block.next()]
    if not any(one.isValid() and front_of(line_of(one)).number is not None for one in near):
        return
    joined = QTextCursor(cursor)
    joined.joinPreviousEditBlock()
    renumber(block, ())
    joined.endEditBlock()

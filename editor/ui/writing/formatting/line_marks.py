"""Headings, quotes, lists and code: marks that whole lines have. Each command gives the new cursor."""

import re
from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.model.cut import is_marker
from editor.ui.writing.code_lines import in_fence, opens_fence
from editor.ui.writing.formatting.edits import (
    between,
    blocks_of,
    line_of,
    one_step,
    rewrite,
    selected,
)
from editor.ui.writing.formatting.list_lines import front_of, renumber

QUOTE, PULL_QUOTE = "> ", ">> "

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def toggle_heading(cursor: QTextCursor, level: int) -> QTextCursor:
    """Make the selected lines headings of `level`, or paragraphs if they all are."""
    blocks = _written(cursor)
    wanted = "#" * level + " "
    off = all(line_of(block).lstrip().startswith(wanted) for block in blocks)
    with one_step(cursor):
        for block in blocks:
            rewrite(block, ("" if off else wanted) + _bare(line_of(block)))
    return cursor


def _bare(line: str) -> str:
    """`line` without the marks that it begins with."""
    heading = _HEADING.match(line)
    return line[heading.end() :] if heading else line[len(front_of(line).text) :]


def _written(cursor: QTextCursor) -> list[QTextBlock]:
    """The selected lines with words, else the first; never the cut."""
    blocks = [block for block in blocks_of(cursor) if not is_marker(block.text())]
    return [block for block in blocks if block.text().strip()] or blocks[:1]


def toggle_quote(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Make the paragraphs selected a quote, with `mark`, or plain again if they are that already."""
    blocks = _paragraphs(cursor)
    if not blocks:
        return cursor
    lines = [line_of(block) for block in blocks]
    had = [_QUOTE.match(line) for line in lines]
    deep = mark.count(">")
    written = [found for found, line in zip(had, lines, strict=True) if line.strip()]
    off = bool(written) and all(found and found[0].count(">") == deep for found in written)
    with one_step(cursor):
        for block, line, found in zip(blocks, lines, had, strict=True):
            bare = line[found.end() :] if found else line
            rewrite(block, bare if off else f"{mark}{bare}" if bare else mark.rstrip())
        if len(blocks) == 1 and not lines[0].strip() and not off:
            rewrite(blocks[0], mark)
        if not off:
            _part(blocks)
    return cursor


def _paragraphs(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines of the paragraphs that a selection touches, without blank ones at either end."""
    blocks = blocks_of(cursor)
    while len(blocks) > 1 and not blocks[-1].text().strip():
        blocks.pop()
    while len(blocks) > 1 and not blocks[0].text().strip():
        blocks.pop(0)
    first, last = blocks[0], blocks[-1]
    if not first.text().strip():
        return blocks
    while first.previous().isValid() and _goes_on(first.previous()):
        first = first.previous()
    while last.next().isValid() and _goes_on(last.next()):
        last = last.next()
    return [block for block in between(first, last) if not is_marker(block.text())]


def _goes_on(block: QTextBlock) -> bool:
    line = block.text()
    return bool(line.strip()) and not (
        is_marker(line) or _HEADING.match(line) or _FENCE.match(line)
    )


def toggle_list(cursor: QTextCursor, *, numbered: bool) -> QTextCursor:
    """Make the selected lines items of a list, of the other kind where they are, or plain again."""
    blocks = _written(cursor)
    if not blocks:
        return cursor
    fronts = [front_of(line_of(block)) for block in blocks]
    off = all(front.mark and (front.number is not None) == numbered for front in fronts)
    with one_step(cursor):
        for block, front in zip(blocks, fronts, strict=True):
            line = line_of(block)
            heading = _HEADING.match(line)
            rest = line[heading.end() if heading else len(front.text) :]
            indent = front.indent if front.mark else ""
            mark = "" if off else "1. " if numbered else "- "
            rewrite(block, front.quote + indent + mark + rest)
        if numbered and not off:
            renumber(blocks[0], {block.blockNumber() for block in blocks})
        if not off:
            _part(blocks)
    return cursor


def _part(blocks: Sequence[QTextBlock]) -> None:
    """An empty line between these lines and what stands right above or below and is nothing like them."""
    first, last = blocks[0], blocks[-1]
    document = first.document()
    quoted = bool(_QUOTE.match(first.text()))
    if last.next().text().strip() and not _like(last.next(), quoted=quoted):
        end = last.position() + last.length() - 1
        selected(document, end, end).insertText("\n")
    if first.previous().text().strip() and not _like(first.previous(), quoted=quoted):
        selected(document, first.position(), first.position()).insertText("\n")


def _like(block: QTextBlock, *, quoted: bool) -> bool:
    front = front_of(line_of(block))
    return bool(front.quote) if quoted else bool(front.mark or front.indent)


def toggle_fence(cursor: QTextCursor) -> QTextCursor:
    """Put the paragraphs selected into a fence of code, or take the caret's fence away."""
    document = cursor.document()
    fence = _fence_around(cursor)
    if fence is not None:
        first, last = fence
        start, end = last.position() - 1, last.position() + last.length() - 1
        with one_step(cursor):
            selected(document, start, end).removeSelectedText()
            selected(document, first.position(), first.next().position()).removeSelectedText()
        return cursor
    blocks = _paragraphs(cursor)
    if not blocks:
        return cursor
    most = max((len(run) for block in blocks for run in re.findall("`+", block.text())), default=0)
    mark = "`" * max(3, most + 1)
    with one_step(cursor):
        end = blocks[-1].position() + blocks[-1].length() - 1
        whole = selected(document, blocks[0].position(), end)
        whole.setKeepPositionOnInsert(True)
        _part(blocks)
        at, end = whole.selectionStart(), whole.selectionEnd()
        selected(document, end, end).insertText(f"\n{mark}")
        selected(document, at, at).insertText(f"{mark}\n")
    at, end = (place + len(mark) + 1 for place in (at, end))
    return selected(document, at, end) if cursor.hasSelection() else selected(document, end, end)


def _fence_around(cursor: QTextCursor) -> tuple[QTextBlock, QTextBlock] | None:
    """The first and the last line of the fence that the caret stands in."""
    block = cursor.document().findBlock(cursor.selectionStart())
    inside, opens = in_fence(block), opens_fence(block)
    if not inside and not opens:
        return None
    first = block
    while in_fence(first):
        first = first.previous()
    last = block if inside or not block.next().isValid() else block.next()
    while opens_fence(last) and last.next().isValid():
        last = last.next()
    return (first, last) if not opens_fence(last) else None

"""Which lines of the text are code: those of a fence, and those that their indent makes it."""

import re

from PySide6.QtGui import QTextBlock

from editor.ui.writing.line_styles import is_fence_open

_MOST_LINES = 60
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")


def opens_fence(block: QTextBlock) -> bool:
    """Whether a fence is open after a line, as far as it has been styled."""
    return is_fence_open(block.userState())


def in_fence(block: QTextBlock) -> bool:
    """Whether a line stands in a fence, or is the one that ends it."""
    return opens_fence(block.previous())


def is_fenced(block: QTextBlock) -> bool:
    """Whether a line stands in a fence, or begins or ends one."""
    return opens_fence(block) or in_fence(block)


def is_indented_code(block: QTextBlock) -> bool:
    """Whether a line is code by its indent, in a quote too, and no part of an item or a note."""
    indented = False
    for _ in range(_MOST_LINES):
        text = _unquoted(block)
        if not text.startswith(("    ", "\t")):
            if text.strip():
                return indented and not _has_parts(block)
            if not indented:
                return False
        else:
            indented = True
        block = block.previous()
        if not block.isValid():
            break
    return indented


def _has_parts(block: QTextBlock) -> bool:
    """Whether what is indented below a line belongs to it."""
    text = _unquoted(block).lstrip()
    begins = text.startswith(("- ", "* ", "+ ", ": ", "[^"))
    return (
        begins
        or text.split(" ", 1)[0].rstrip(".)").isdigit()
        or bool(_unquoted(block.next()).strip())
    )


def _unquoted(block: QTextBlock) -> str:
    text = block.text()
    quote = _QUOTE.match(text) if ">" in text else None
    return text[quote.end() :] if quote else text

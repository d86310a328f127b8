"""Quotes, dashes and dots set as printers do, right after they were typed."""

from PySide6.QtGui import QTextCursor

from editor.text import typography
from editor.ui.writing.code_lines import is_code
from editor.ui.writing.formatting.edits import one_step, selected, wide

_MOST_LINES = 60
_LONG = 20_000


def set_sign(cursor: QTextCursor, sign: str, language: str) -> bool:
    """Set the `sign` just typed before the caret, as an undo step of its own; whether it changed.

    `language` is the article's; the one that is written round the words goes before it.
    """
    document, at = cursor.document(), cursor.position()
    if sign in typography.SPACED_SIGNS and document.characterAt(at - 2) != " ":
        return False
    if cursor.hasSelection() or not at or document.characterAt(at - 1) != sign:
        return False
    before = _before(cursor)
    found = typography.typed(before, sign, language) if before is not None else None
    if found is None:
        return False
    document.setModified(False)
    with one_step(cursor):
        selected(document, at - 1 - found.taken, at).insertText(found.text)
    document.setModified(False)  # what is typed next is a step of its own
    return True


def _before(cursor: QTextCursor) -> str | None:
    """The paragraph up to the sign that was just typed; None in code and in a comment."""
    block = cursor.block()
    if is_code(block):
        return None
    line = wide(block.text())[: cursor.positionInBlock() - 1]
    lines = [line.encode("utf-16", "surrogatepass").decode("utf-16")]
    above, paragraph = block.previous(), True
    for _ in range(_MOST_LINES):
        if not above.isValid():
            break
        text = above.text()
        if "<!--" in text and "-->" not in text[text.rindex("<!--") :]:
            return None
        if "-->" in text:
            break
        paragraph = paragraph and bool(text.strip())
        if paragraph:
            lines.append(text)
        above = above.previous()
    return "\n".join(reversed(lines))[-_LONG:]

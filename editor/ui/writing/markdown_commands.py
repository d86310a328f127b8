"""What the formatting buttons do to the text; each command is one undo step."""

import re

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

_PREFIX = re.compile(r" {0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)")
_NOTE_ID = re.compile(r"\[\^(\d+)\]")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*$")
INDENT = "    "


def toggle_mark(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Wrap the selection, or the word at the caret, in `mark`, or take it away; gives the new cursor.

    A caret stays one, so that typing goes on; right before a closing mark it only steps over that.
    """
    if cursor.hasSelection():
        return _toggle(cursor, mark)
    at, document, width = cursor.position(), cursor.document(), len(mark)
    if _closes(cursor, mark):
        empty = _between(document, at - width, at) == mark
        if empty:
            _remove(document, at - width, at + width)
        at += -width if empty else width
        return _selected(document, at, at)
    word = QTextCursor(cursor)
    word.select(QTextCursor.SelectionType.WordUnderCursor)
    if not word.selectedText().strip() or not word.selectionStart() < at < word.selectionEnd():
        return _toggle(cursor, mark)
    first = word.selectionStart()
    moved = _toggle(word, mark).selectionStart() - first
    return _selected(document, at + moved, at + moved)


def _closes(cursor: QTextCursor, mark: str) -> bool:
    """Whether what stands right after the caret ends what an earlier mark in its line began."""
    text, at = _utf16(cursor.block().text()), cursor.positionInBlock()
    run = len(text[at:]) - len(text[at:].lstrip(mark[0]))
    if run < len(mark) or (run == 2 and len(mark) == 1):
        return False
    bullet = _ITEM.match(text)
    marks = re.finditer(re.escape(mark[0]) + "+", text[bullet.end() if bullet else 0 : at])
    stars = [len(found[0]) for found in marks]
    wanted = (1, 3) if len(mark) == 1 else (2, 3, 4)
    return sum(1 for length in stars if length in wanted) % 2 == 1


def _utf16(text: str) -> str:
    """`text` with two characters for each that Qt counts as two."""
    return "".join("\ud800\ud800" if letter > "\uffff" else letter for letter in text)


def _toggle(cursor: QTextCursor, mark: str) -> QTextCursor:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    text = cursor.selectedText()
    stripped = text.strip()
    if stripped:  # marks stand against the letters, never against a space
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
    document, width = cursor.document(), len(mark)
    cursor.beginEditBlock()
    if _between(document, start - width, start) == mark == _between(
        document, end, end + width
    ) and (width > 1 or not _doubled(document, start, end, mark)):
        _remove(document, end, end + width)
        _remove(document, start - width, start)
        start, end = start - width, end - width
    elif len(stripped) > 2 * width and stripped.startswith(mark) and stripped.endswith(mark):
        _remove(document, end - width, end)
        _remove(document, start, start + width)
        end -= 2 * width
    else:
        _insert(document, end, mark)
        _insert(document, start, mark)
        start, end = start + width, end + width
    cursor.endEditBlock()
    return _selected(document, start, end)


def _doubled(document: QTextDocument, start: int, end: int, mark: str) -> bool:
    """Whether the single marks round a selection are the inner half of a pair of double ones."""
    outer = _between(document, start - 2, start - 1) == mark == _between(document, end + 1, end + 2)
    triple = _between(document, start - 3, start - 2) == mark
    return outer and not triple


def link(cursor: QTextCursor, address: str = "") -> QTextCursor:
    """Make the selection a link; the caret, or the selection, then is where the address goes."""
    document = cursor.document()
    text = cursor.selectedText().replace("\u2029", " ")
    start = cursor.selectionStart()
    cursor.insertText(f"[{text}]({address})")
    if not text:
        return _selected(document, start + 1, start + 1)
    where = start + len(text.encode("utf-16-le")) // 2 + 3
    return _selected(document, where, where + len(address))


def toggle_heading(cursor: QTextCursor, level: int) -> None:
    """Make the caret's line a heading of `level`, or a paragraph if it is one already."""
    block = cursor.block()
    found = _PREFIX.match(block.text())
    wanted = "#" * level + " "
    old = found[0] if found else ""
    _replace_start(block, len(old), "" if old.strip() == wanted.strip() else wanted)


def toggle_quote(cursor: QTextCursor) -> None:
    """Make the selected lines a quote, or plain again."""
    _toggle_lines(cursor, "> ", re.compile(r" {0,3}>[ \t]?"))


def toggle_list(cursor: QTextCursor) -> None:
    """Make the selected lines list items, or plain again."""
    _toggle_lines(cursor, "- ", re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+"))


def _toggle_lines(cursor: QTextCursor, prefix: str, pattern: "re.Pattern[str]") -> None:
    blocks = [block for block in _blocks(cursor) if block.text().strip()] or [cursor.block()]
    marked = all(pattern.match(block.text()) for block in blocks)
    cursor.beginEditBlock()
    for block in blocks:
        found = pattern.match(block.text())
        if marked and found:
            _replace_start(block, found.end(), "")
        elif not found:
            heading = _PREFIX.match(block.text())
            plain = heading.end() if heading and heading[0].lstrip().startswith("#") else 0
            _replace_start(block, plain, prefix)
    cursor.endEditBlock()


def indent_lines(cursor: QTextCursor, *, deeper: bool) -> bool:
    """Move the selected list items one level; False where no line is an item."""
    blocks = _blocks(cursor)
    if not any(_ITEM.match(block.text()) for block in blocks):
        return False
    cursor.beginEditBlock()
    for block in blocks:
        text = block.text()
        if deeper and text.strip():
            _replace_start(block, 0, INDENT)
        elif not deeper:
            spaces = len(text) - len(text.lstrip(" "))
            _replace_start(block, min(spaces, len(INDENT)), "")
    cursor.endEditBlock()
    return True


def continue_list(cursor: QTextCursor) -> bool:
    """Enter in a list item begins the next; in an empty one it ends the list. False elsewhere."""
    text = cursor.block().text()
    found = _ITEM.match(text)
    if cursor.hasSelection() or not found or cursor.positionInBlock() < found.end():
        return False
    if not text[found.end() :].strip():
        # what follows is a paragraph of its own only with an empty line before it
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\n" if cursor.block().previous().text().strip() else "")
        return True
    mark = found[2]
    if mark[:-1].isdigit():
        mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
    cursor.insertText(f"\n{found[1]}{mark}{found[3]}")
    return True


def footnote(cursor: QTextCursor, body: str) -> QTextCursor:
    """Call the next footnote at the caret and begin its text at the end; gives the cursor there."""
    number = max((int(n) for n in _NOTE_ID.findall(body)), default=0) + 1
    document = cursor.document()
    cursor.beginEditBlock()
    cursor.setPosition(cursor.selectionEnd())
    cursor.insertText(f"[^{number}]")
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = document.lastBlock().text()
    gap = "" if not last.strip() else "\n" if _NOTE_ID.match(last) else "\n\n"
    cursor.insertText(f"{gap}[^{number}]: ")
    cursor.endEditBlock()
    return cursor


def insert_picture(cursor: QTextCursor, name: str, alt: str = "") -> QTextCursor:
    """Insert a picture as a paragraph of its own; the alt text is selected, to be written."""
    document = cursor.document()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    if _PICTURE.match(cursor.block().text()):
        # the caret was left in a picture's alt text: the next one comes after it
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    above = cursor.block().text()[: cursor.positionInBlock()]
    below = cursor.block().text()[cursor.positionInBlock() :]
    before = "\n\n" if above.strip() else ""
    if not before and cursor.block().previous().text().strip():
        before = "\n"
    after = "\n\n" if below.strip() else ""
    if not after and cursor.block().next().text().strip():
        after = "\n"
    cursor.insertText(f"{before}![")
    start = cursor.position()
    target = f"<{name}>" if " " in name else name
    cursor.insertText(f"{alt}]({target}){after}")
    cursor.endEditBlock()
    return _selected(document, start, start + len(alt.encode("utf-16-le")) // 2)


def _blocks(cursor: QTextCursor) -> list[QTextBlock]:
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if last.position() == cursor.selectionEnd() and last.blockNumber() > block.blockNumber():
        last = last.previous()
    found = [block]
    while block.blockNumber() < last.blockNumber():
        block = block.next()
        found.append(block)
    return found


def _replace_start(block: QTextBlock, length: int, text: str) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(
        QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, length
    )
    cursor.insertText(text)


def _between(document: QTextDocument, start: int, end: int) -> str:
    if start < 0 or end > document.characterCount() - 1:
        return ""
    return _selected(document, start, end).selectedText()


def _selected(document: QTextDocument, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _remove(document: QTextDocument, start: int, end: int) -> None:
    _selected(document, start, end).removeSelectedText()


def _insert(document: QTextDocument, at: int, text: str) -> None:
    _selected(document, at, at).insertText(text)

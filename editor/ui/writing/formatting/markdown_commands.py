"""Links and pictures in the text: put in, looked at again, taken away; each is one undo step."""

import re

from PySide6.QtGui import QTextCursor

from editor.ui.writing.formatting.edits import line_of, one_step, selected, wide

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*$")
_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\("
    r"(?P<target><[^<>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:[ \t]+\"[^\"]*\")?\)"
)
_AUTO = re.compile(r"<(?P<target>(?:https?://|mailto:)[^<>\s]+)>")
_BARE = re.compile(r"(?:https?://|mailto:)[^\s<>]*[^\s<>.,;:!?'\")\]}*_]")
_ADDRESS = re.compile(r"https?://[^\s<>]+\.?[^\s<>]|mailto:[^\s<>]+@[^\s<>]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def address_in(text: str) -> str:
    """The address that is all there is in `text`, "" where it is something else."""
    bare = text.strip().removeprefix("<").removesuffix(">")
    if _MAIL.fullmatch(bare):
        return f"mailto:{bare}"
    return bare if _ADDRESS.fullmatch(bare) else ""


def link(cursor: QTextCursor, address: str = "") -> QTextCursor:
    """Make the selection, or the word at the caret, a link to `address`, and give the new cursor.

    It is where something is missing: the address, else the words, else behind the link. In a link the
    address is selected, and where it is already, the link is taken away and its words stay.
    """
    found = _link_at(cursor)
    if found is not None:
        return _edit_link(cursor, found)
    start, end = _words(cursor)
    document = cursor.document()
    words = selected(document, start, end).selectedText()
    target = address_in(words)
    if target:
        return _put(selected(document, start, end), "", target)
    words = _LINK.sub(lambda found: found["words"] if not found["picture"] else found[0], words)
    if words.count("[") != words.count("]"):
        words = re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
    return _put(selected(document, start, end), words, address)


def _put(cursor: QTextCursor, words: str, address: str) -> QTextCursor:
    unbalanced = address.count("(") != address.count(")") or re.search(r"[\s<>]|\).*\(", address)
    target = f"<{address}>" if unbalanced else address
    start = cursor.selectionStart()
    cursor.insertText(f"[{words}]({target})")
    inside = start + len(wide(words)) + 3
    at = start + 1 if not words else inside if not target else cursor.position()
    return selected(cursor.document(), at, at)


def _link_at(cursor: QTextCursor) -> re.Match[str] | None:
    """The link of the caret's line that has all of the selection."""
    block = cursor.block()
    first, last = cursor.selectionStart() - block.position(), cursor.selectionEnd()
    last -= block.position()
    line = line_of(block)
    for pattern in (_LINK, _AUTO):
        for found in pattern.finditer(line):
            inside = found.start() < first and last < found.end()
            whole = first == found.start() and last == found.end() and first < last
            if inside or whole:
                return found
    return None


def _edit_link(cursor: QTextCursor, found: re.Match[str]) -> QTextCursor:
    document, begin = cursor.document(), cursor.block().position()
    first, last = found.span("target")
    if found["target"].startswith("<"):
        first, last = first + 1, last - 1
    at_target = (cursor.selectionStart(), cursor.selectionEnd()) == (begin + first, begin + last)
    if not at_target or found.groupdict().get("picture"):
        return selected(document, begin + first, begin + last)
    words = found.groupdict().get("words")
    whole = selected(document, begin + found.start(), begin + found.end())
    kept = found["target"] if words is None else words
    at = whole.selectionStart()
    whole.insertText(kept)
    return selected(document, at, at + len(kept))


def _words(cursor: QTextCursor) -> tuple[int, int]:
    """What to make a link: the selection within its first line, an address or the word at the caret."""
    document = cursor.document()
    if cursor.hasSelection():
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = document.findBlock(start)
        end = min(end, block.position() + block.length() - 1)
        text = wide(selected(document, start, end).selectedText())
        start += len(text) - len(text.lstrip())
        return start, max(start, end - len(text) + len(text.rstrip()))
    at, begin = cursor.position(), cursor.block().position()
    for found in _BARE.finditer(line_of(cursor.block())):
        if begin + found.start() <= at <= begin + found.end():
            return begin + found.start(), begin + found.end()
    word = QTextCursor(cursor)
    word.select(QTextCursor.SelectionType.WordUnderCursor)
    if word.selectedText().strip() and word.selectionStart() < at < word.selectionEnd():
        return word.selectionStart(), word.selectionEnd()
    return at, at


def insert_picture(cursor: QTextCursor, name: str, alt: str = "") -> QTextCursor:
    """Insert a picture as a paragraph of its own; the alt text is selected, to be written."""
    document = cursor.document()
    with one_step(cursor):
        cursor.removeSelectedText()
        if _PICTURE.match(cursor.block().text()):
            # the caret was left in a picture's alt text: the next one comes after it
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before, after = room_around(cursor)
        cursor.insertText(f"{before}![")
        start = cursor.position()
        target = f"<{name}>" if " " in name else name
        cursor.insertText(f"{alt}]({target}){after}")
    return selected(document, start, start + len(wide(alt)))


def room_around(cursor: QTextCursor) -> tuple[str, str]:
    """The line ends that make what is inserted at the caret a paragraph of its own."""
    block, at = cursor.block(), cursor.positionInBlock()
    line = line_of(block)
    before = "\n\n" if line[:at].strip() else ""
    if not before and block.previous().text().strip():
        before = "\n"
    after = "\n\n" if line[at:].strip() else ""
    if not after and block.next().text().strip():
        after = "\n"
    return before, after

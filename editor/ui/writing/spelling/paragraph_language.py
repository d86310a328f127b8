"""The language of one paragraph of an article, written round its words as `<span lang="…">`."""

import re
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.ui.writing.article_text import is_rtl
from editor.ui.writing.code_lines import is_fenced
from editor.ui.writing.utf16 import utf16

_MARK = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\[\^[^\]\s]+\]:[ \t]*)"
)
_QUOTE = re.compile(r"(?:[ ]{0,3}>[ \t]?)+")
# tables, raw blocks, comments, definitions, pictures and fences have no words of their own
_NO_PROSE = re.compile(
    r" {0,3}(?:\||<(?!span\b|[bi]>|em\b|strong\b)|\*?\[[^\]^][^\]]*\]:|!\[|`{3}|~{3})"
)
_SPAN = re.compile(
    r"(<span\b[^<>]*?\blang\s*=\s*[\"']?([\w-]+)[^<>]*>)(.*)(</span>)[ \t]*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a paragraph, a heading, a quote or an item; `cursor` selects them without their mark.

    `language` is what is written round them, "" where nothing is.
    """

    cursor: QTextCursor
    language: str


def paragraph_at(caret: QTextCursor) -> Passage | None:
    """The passage that the caret stands in; None where it stands in none."""
    first = last = caret.document().findBlock(caret.selectionStart())
    if not _is_prose(first):
        return None
    while not _begins(first) and _is_prose(first.previous()):
        first = first.previous()
    while _is_prose(last.next()) and not _begins(last.next()):
        last = last.next()
    cursor = QTextCursor(first)
    mark = _mark(first.text())
    cursor.setPosition(first.position() + mark)
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    text = _text(cursor)
    if not text.strip():
        return None
    found = _whole_span(text)
    return Passage(cursor, found[2] if found else "")


def set_language(passage: Passage, language: str, article: str) -> None:
    """Write a language round a passage of an article in the language `article`, or take it away for "".

    One undo step. The direction is written too where it is not the article's.
    """
    cursor = QTextCursor(passage.cursor)
    start, text = cursor.selectionStart(), _text(cursor)
    found = _whole_span(text)
    opened = ""
    if language:
        turned = is_rtl(language) != is_rtl(article)
        direction = ("rtl" if is_rtl(language) else "ltr") if turned else ""
        opened = f'<span lang="{language}"' + (f' dir="{direction}">' if direction else ">")
    end = start + utf16(text.rstrip())
    cursor.beginEditBlock()
    if found:
        _swap(
            cursor,
            start + utf16(text[: found.start(4)]),
            len(found[4]),
            "</span>" if opened else "",
        )
        _swap(cursor, start, utf16(found[1]), opened)
    elif opened:
        _swap(cursor, end, 0, "</span>")
        _swap(cursor, start, 0, opened)
    cursor.endEditBlock()


def _swap(cursor: QTextCursor, start: int, length: int, text: str) -> None:
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)


def _whole_span(text: str) -> "re.Match[str] | None":
    """The span that holds all of `text`, if one does."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    depth = 0
    for tag in re.findall(r"<(/?)span\b", found[3]):
        depth += -1 if tag else 1
        if depth < 0:
            return None  # two side by side
    return found


def _is_prose(block: QTextBlock) -> bool:
    """Whether words stand in a line."""
    if not block.isValid() or is_fenced(block):
        return False
    text = block.text()
    return bool(text[_mark(text) :].strip()) and not _NO_PROSE.match(text)


def _begins(block: QTextBlock) -> bool:
    """Whether a line begins a passage whatever stands above it."""
    above = block.previous().text()
    if above.lstrip().startswith("#"):
        return True
    quote, quoted = _QUOTE.match(block.text()), _QUOTE.match(above)
    bare = block.text()[quote.end() if quote else 0 :]
    return _MARK.match(bare) is not None or (quote is not None and quoted is None)


def _mark(text: str) -> int:
    """Where the words of a line begin, after the marks of quotes, headings, items and footnotes."""
    quote = _QUOTE.match(text)
    at = quote.end() if quote else 0
    mark = _MARK.match(text, at)
    return mark.end() if mark else at


def _text(cursor: QTextCursor) -> str:
    return cursor.selectedText().replace("\u2029", "\n")

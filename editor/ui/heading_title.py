"""The heading that a text begins with becomes its title, and goes back."""

from functools import partial

from PySide6.QtGui import QTextCursor

from editor.text.title import heading
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.utf16 import utf16


def take_up(window: WindowFrame) -> None:
    """Make the heading that the open text begins with its title."""
    body = window.editor.text.body()
    title, below = heading(body)
    if title and window.editor.text.change(partial(_remove, utf16(body[:below]))):
        _show(window, title)


def put_back(window: WindowFrame, title: str, above: str) -> None:
    """Write the heading `above` into the open text again, and take away the `title` made of it."""
    draft = window.article.draft
    if draft is None or not window.editor.text.change(partial(_insert, above)):
        return
    if draft.title == title:  # what was written in its place since stays
        _show(window, "")
    window.banner.hide()


def _show(window: WindowFrame, title: str) -> None:
    window.editor.head.title.show_text(title)
    window.article.edit("title", title)


def _remove(below: int, cursor: QTextCursor) -> QTextCursor:
    made = QTextCursor(cursor.document())
    made.setPosition(below, QTextCursor.MoveMode.KeepAnchor)
    made.removeSelectedText()
    return made


def _insert(above: str, cursor: QTextCursor) -> QTextCursor:
    made = QTextCursor(cursor.document())
    made.insertText(above)
    return made

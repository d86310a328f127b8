"""What is done with kept texts: a snippet inserted or kept, an article begun from a template or kept as one."""

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor

from editor.model.errors import BadInput
from editor.services.snippets import Snippet, Snippets, begun_from, template_of
from editor.ui.library_desk import LibraryDesk
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.snippet_sheet import NameSheet, SnippetSheet
from editor.ui.writing.utf16 import utf16

NOTHING_SELECTED = "nothing-selected"
NAMED = 40  # characters of a text that are proposed as its name
_TO_COME = re.compile(r"(?<![^\W_])TK(?:TK)*(?![^\W_])")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SnippetCommands", text)


def insert_snippet(window: WindowFrame) -> None:
    """Ask which snippet, and put it in the place of the selection."""
    if window.editor.text.isReadOnly():
        return
    nothing = _tr("No snippet yet. Select some text, then choose Save selection as snippet…")
    kept = Snippets(window.services.paths.snippets)
    sheet = SnippetSheet(window, _tr("Insert snippet"), _tr("Insert"), nothing, kept, "quotes")
    sheet.taken.connect(lambda snippet: _insert(window, snippet))
    sheet.open(sheet.field)


def _insert(window: WindowFrame, snippet: Snippet) -> None:
    text = window.editor.text
    words = (snippet.text or "").removesuffix("\n")
    text.change(lambda cursor: insert_text(cursor, words))  # unless long text goes in meanwhile
    window.editor.focus_text()


def insert_text(cursor: QTextCursor, text: str) -> QTextCursor:
    """Put `text` in the place of the selection, one undo step; its first TK is then selected."""
    start = cursor.selectionStart()
    cursor.insertText(text)
    if found := _TO_COME.search(text):
        at = start + utf16(text[: found.start()])
        cursor.setPosition(at)
        cursor.setPosition(at + utf16(found[0]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def save_snippet(window: WindowFrame) -> None:
    """Keep the selected text as a snippet, under a name that is asked for."""
    selected = window.editor.text.textCursor().selectedText().replace("\u2029", "\n")
    if not selected.strip():
        window.say(BadInput(NOTHING_SELECTED))
        return
    kept = Snippets(window.services.paths.snippets)
    sheet = NameSheet(
        window,
        _tr("Save selection as snippet"),
        _tr("Save"),
        kept,
        lambda name: _keep(window, kept, name, selected),
        _short(selected),
    )
    sheet.open(sheet.name.field)


def _keep(window: WindowFrame, kept: Snippets, name: str, selected: str) -> None:
    """Keep a snippet; what is typed or inserted next comes after the text that it was."""
    kept.save(name, selected)
    cursor = window.editor.text.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    window.editor.text.setTextCursor(cursor)
    if window.banner.words.text() == window.words_of(BadInput(NOTHING_SELECTED)):
        window.banner.hide()


def new_from_template(window: WindowFrame, library: LibraryDesk) -> None:
    """Ask which template, and begin an article with it."""
    nothing = _tr("No template yet. Open an article and choose Save as template…")
    kept = Snippets(window.services.paths.templates)
    act = _tr("New article")
    sheet = SnippetSheet(window, _tr("New from template"), act, nothing, kept, "article")
    sheet.taken.connect(lambda template: _begin(window, library, template))
    sheet.open(sheet.field)


def _begin(window: WindowFrame, library: LibraryDesk, template: Snippet) -> None:
    drafting = window.services.drafting

    def begin() -> None:
        draft = begun_from(template, drafting.own_author())
        drafting.save(draft)
        library.begin(draft)

    window.article.flush()
    window.attempt(begin)


def save_template(window: WindowFrame) -> None:
    """Keep the open article as a template, under a name that is asked for."""
    draft = window.article.draft
    if draft is None:
        return
    kept = Snippets(window.services.paths.templates)
    sheet = NameSheet(
        window,
        _tr("Save as template"),
        _tr("Save"),
        kept,
        lambda name: kept.save(name, template_of(draft)),
        _short(draft.title),
    )
    sheet.open(sheet.name.field)


def _short(text: str) -> str:
    """The first words of a text, as a name for it."""
    words = " ".join(text.split())
    return words if len(words) <= NAMED else words[:NAMED].rsplit(" ", 1)[0]

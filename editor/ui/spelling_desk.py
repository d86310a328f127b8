"""What the window does about spelling: marks, the menu of a word, the next mistake, the languages."""

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from editor.model.errors import BadInput
from editor.system.settings import SPELLING, SPELLING_LANGUAGES
from editor.ui.controls.appearance import appearance_of
from editor.ui.wording import language_name, said
from editor.ui.writing.caret import CaretField
from editor.ui.writing.spelling.field_menu import add_editing
from editor.ui.writing.spelling.spelling_marks import (
    Found,
    SpellingMarks,
    paragraphs_from,
    word_cursor,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.services.spelling import Misspelt
    from editor.ui.preferences import PreferencesSheet
    from editor.ui.window_frame import WindowFrame
    from editor.ui.writing.spelling.paragraph_language import Passage

PATIENCE_MS = 250  # a menu waits so long for its suggestions
SLICE = 80  # lines looked through at a time for the next mistake
EVERY = "all"


class SpellingDesk(QObject):
    """Connects the fields that one writes in with the dictionaries; made after the window is shown."""

    def __init__(self, window: "WindowFrame") -> None:
        super().__init__(window)
        self._window = window
        self._spelling = window.services.spelling
        self._said: set[str] = set()
        self._looking = False
        self._able = True  # whether there is a dictionary for the article's language
        editor = window.editor
        self._fields: tuple[CaretField, ...] = (
            editor.text,
            editor.head.title,
            editor.head.subtitle,
        )
        self._marks: dict[CaretField, SpellingMarks] = {
            field: SpellingMarks(field, self._check) for field in self._fields
        }
        window.article.opened.connect(self.look_again)
        window.article.changed.connect(
            lambda name: self.look_again() if name == "language" else None
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        appearance_of(app).changed.connect(self.look_again)
        if sys.platform != "win32":  # where Qt knows the key by itself
            QShortcut(QKeySequence("Shift+F10"), window, self._open_menu_by_key)
        self._turn(window.services.settings.get(SPELLING))

    # on and off

    def turn(self) -> None:
        """Mark misspelt words, or stop marking them."""
        self.set_on(not self._window.services.settings.get(SPELLING))

    def set_on(self, on: bool) -> None:
        """Remember whether misspelt words are marked, and do it."""
        self._window.keep(SPELLING, on)
        self._turn(on)

    def _turn(self, on: bool) -> None:
        self._window.actions_["spelling"].setChecked(on)
        for marks in self._marks.values():
            marks.turn(on)

    def look_again(self) -> None:
        """Another article is shown, or other words are right now."""
        for marks in self._marks.values():
            marks.look_again()

    # checking

    def _check(
        self,
        texts: tuple[str, ...],
        done: "Callable[[Found], None]",
        failed: "Callable[[Exception], None] | None" = None,
    ) -> None:
        draft = self._window.article.draft
        if draft is None:
            return
        chosen = self._window.services.settings.get(SPELLING_LANGUAGES)
        besides = None if chosen == EVERY else tuple(chosen.split())
        spelling, language, here = self._spelling, draft.language, QLocale().bcp47Name()

        def work(_job: object) -> "tuple[Found, tuple[str, ...], bool]":
            found = spelling.check(texts, language, here, besides)
            return found, spelling.broken(), spelling.dictionary_for(language) is not None

        def finished(answer: "tuple[Found, tuple[str, ...], bool]") -> None:
            found, broken, self._able = answer
            self._say_broken(broken)
            done(found)

        self._window.tasks.run(work, self, finished, failed)

    def _say_broken(self, languages: tuple[str, ...]) -> None:
        for language in languages:
            if language not in self._said:
                self._said.add(language)
                self._window.say(BadInput("dictionary-broken", file=language_name(language)))

    # the menu of a field

    def _open_menu_by_key(self) -> None:
        """Whatever has the focus opens its menu, as with the menu key."""
        focused = QApplication.focusWidget()
        if focused is not None:
            at = focused.rect().center()
            reason = QContextMenuEvent.Reason.Keyboard
            event = QContextMenuEvent(reason, at, focused.mapToGlobal(at))
            QApplication.sendEvent(focused, event)

    def menu(self, field: CaretField, event: QContextMenuEvent) -> None:
        """Open the menu at a word: what it may have been meant to be first, then the usual."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = field.textCursor() if by_key else field.cursorForPosition(event.pos())
        found = None if field.isReadOnly() else self._marks[field].at(cursor.position())
        at = (
            field.viewport().mapToGlobal(field.cursorRect().bottomLeft())
            if by_key
            else event.globalPos()
        )
        menu = QMenu(field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if found is not None:
            looking = menu.addAction(self.tr("Looking for suggestions…"))
            looking.setEnabled(False)
            menu.addSeparator()
            word = found[1].text
            menu.addAction(self.tr("Add to dictionary"), partial(self.learn, word))
            menu.addSeparator()
        add_editing(menu, field)
        if field is self._window.editor.text and not field.isReadOnly():
            menu.addSeparator()
            menu.addAction(self._window.actions_["paragraph-language"])
        if found is None:
            menu.popup(at)
            return
        # opened with its suggestions: rows that come under the pointer later would be hit unmeant
        late = QTimer(menu)
        late.setSingleShot(True)
        late.timeout.connect(lambda: menu.popup(at))
        late.start(PATIENCE_MS)
        spelling, wrong = self._spelling, found[1]

        def offer(suggestions: tuple[str, ...]) -> None:
            self._offer(menu, field, found[0], wrong, suggestions)
            menu.removeAction(looking)
            if late.isActive():
                late.stop()
                menu.popup(at)

        self._window.tasks.run(lambda _job: spelling.suggestions(wrong), menu, offer)

    def _offer(
        self,
        menu: QMenu,
        field: CaretField,
        cursor: QTextCursor,
        wrong: "Misspelt",
        suggestions: tuple[str, ...],
    ) -> None:
        first = menu.actions()[0]
        for suggestion in suggestions:
            action = menu.addAction(suggestion, partial(self._replace, field, cursor, suggestion))
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            menu.insertAction(first, action)
        if not suggestions:
            nothing = menu.addAction(self.tr("No suggestions"))
            nothing.setEnabled(False)
            menu.insertAction(first, nothing)

    def _replace(self, field: CaretField, cursor: QTextCursor, suggestion: str) -> None:
        from editor.text.spelling import written_like

        wrong = cursor.selectedText()
        if wrong and not field.isReadOnly():
            cursor.insertText(written_like(suggestion, wrong))
            field.setTextCursor(cursor)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def learn(self, word: str) -> None:
        """Take a word into the own dictionary."""
        self._own_words_change(partial(self._spelling.learn, word))

    def _own_words_change(self, change: "Callable[[], None]") -> None:
        def failed(error: Exception) -> None:
            self._window.say(error)
            self.look_again()  # known they are all the same

        self._window.tasks.run(lambda _job: change(), self, lambda _: self.look_again(), failed)

    # the next mistake

    def next_mistake(self) -> None:
        """Select the next wrong word after the caret, round the end of the text."""
        text = self._window.editor.text
        if self._looking or self._window.article.draft is None:
            return
        self._looking = True
        if not self._window.services.settings.get(SPELLING):
            self.set_on(True)
        here = text.textCursor()
        start = here.block()
        while start.previous().isValid() and start.previous().text().strip():
            start = start.previous()  # a paragraph is looked at whole
        self._seek(here.selectionEnd(), start.blockNumber(), here.blockNumber() + 1, wrapped=False)

    def _seek(self, after: int, line: int, end: int, *, wrapped: bool) -> None:
        """Look through the lines from `line`; the second time round up to `end`."""
        if self._window.article.draft is None:  # it went meanwhile
            self._looking = False
            return
        document = self._window.editor.text.document()
        count = document.blockCount()
        if line >= count and not wrapped:
            after, line, wrapped = -1, 0, True
        if wrapped and line >= end:
            self._end_seek(None)
            return
        paragraphs = paragraphs_from(document.findBlockByNumber(line), line + SLICE)
        revision = document.revision()

        def look(found: Found) -> None:
            now = self._window.editor.text.document()
            if now is not document or now.revision() != revision:
                self._looking = False  # it was written in meanwhile
                return
            for paragraph, some in zip(paragraphs, found):
                for wrong in some:
                    cursor = word_cursor(document, paragraph, wrong)
                    if cursor.selectionStart() >= after:
                        self._end_seek(cursor)
                        return
            self._seek(after, line + SLICE + 1, end, wrapped=wrapped)

        def failed(error: Exception) -> None:
            self._looking = False
            self._window.say(error)

        self._check(tuple(one.text for one in paragraphs), look, failed)

    def _end_seek(self, cursor: QTextCursor | None) -> None:
        self._looking = False
        editor = self._window.editor
        draft = self._window.article.draft
        if cursor is None and not self._able and draft is not None:
            self._window.say(BadInput("no-dictionary", language=language_name(draft.language)))
            return
        if cursor is None:
            self._window.banner.say(said("no-mistake", {}).what, "good")
            return
        editor.text.setTextCursor(cursor)
        editor.reveal(editor.text.cursorRect())
        editor.focus_text()

    # a paragraph's language

    def ask_language(self) -> None:
        """Ask in which language the caret's paragraph is, and write it into the text."""
        from editor.ui.language_sheet import LanguageSheet
        from editor.ui.writing.spelling.paragraph_language import paragraph_at

        draft, text = self._window.article.draft, self._window.editor.text
        if draft is None or text.isReadOnly():
            return
        passage = paragraph_at(text.textCursor())
        if passage is None:
            self._window.say(BadInput("no-paragraph"))
            return
        write = partial(self._write_language, passage, draft.language)
        sheet = LanguageSheet(self._window, passage, draft.language, write)
        sheet.open(sheet.language)

    def _write_language(self, passage: "Passage", article: str, language: str) -> None:
        """Write it into the text, unless that may no longer be written in, or another is shown."""
        from editor.ui.writing.spelling.paragraph_language import set_language

        text = self._window.editor.text
        if text.isReadOnly() or passage.cursor.document() is not text.document():
            self._window.say(BadInput("text-closed"))
            return
        set_language(passage, language, article)

    # preferences

    def add_preferences(self, sheet: "PreferencesSheet") -> None:
        """Put the part about spelling into the preferences."""
        from editor.ui.spelling_preferences import SpellingPreferences

        part = SpellingPreferences(self._spelling, self._window)
        part.turned.connect(self.set_on)
        part.changed.connect(self.look_again)
        sheet.column.insertWidget(sheet.column.count() - 1, part)
        sheet.closed.connect(lambda: self._keep_own_words(part.edited_words()))

    def _keep_own_words(self, words: tuple[str, ...] | None) -> None:
        if words is not None:
            self._own_words_change(partial(self._spelling.keep_own_words, words))

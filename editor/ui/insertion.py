"""Putting text into the open article, however long it is: in slices, and as one undo step."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QTextCursor, QTextDocument

from editor.ui.library_desk import LibraryDesk
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.article_text import ArticleText
from editor.ui.writing.long_work import LongWork
from editor.ui.writing.pasting import fitting
from editor.ui.writing.pasting.foot_note import FootNote
from editor.ui.writing.pasting.insertion_point import InsertionPoint, passage
from editor.ui.writing.pasting.slices import Slices
from editor.ui.writing.utf16 import utf16

IN_SLICES = 100_000  # characters: more would keep the window for more than a tenth of a second
AGAIN_MS = 200

Then = Callable[[QTextCursor], None]


class Insertion(QObject):
    """Inserts at a place, asks about long lines first, and says how far it is in `note`."""

    def __init__(self, window: WindowFrame, library: LibraryDesk, note: FootNote) -> None:
        super().__init__(window)
        self._window, self._library, self._note = window, library, note
        self._editor, self._text = window.editor, window.editor.text
        self._slices: Slices | None = None
        self._into: ArticleText | None = None
        self._began = 0  # the place in the history where what goes in begins
        self._shown: UUID | None = None
        self._frozen: list[QAction] = []
        self._ready: dict[UUID, list[Callable[[], None]]] = {}
        window.article.opened.connect(self._on_opened)

    def put(self, place: InsertionPoint, markdown: str, then: Then, *, fit: bool) -> None:
        """Insert, and call `then` with the passage that came in, selected.

        `fit`: with the blank lines that its blocks need around them.
        """

        def measured(longest: int) -> None:
            if longest <= fitting.LONG_LINE:
                self._put(place, markdown, then, fit=fit)
            else:
                self._ask(place, markdown, then, longest, fit=fit)

        if len(markdown) <= fitting.LINES_AT_ONCE:
            measured(fitting.longest_line(markdown))
        else:
            self._window.tasks.run(lambda _job: fitting.longest_line(markdown), self, measured)

    def _ask(
        self, place: InsertionPoint, markdown: str, then: Then, longest: int, *, fit: bool
    ) -> None:
        """Ask what to do with a long line."""

        def choose(broken: bool) -> None:
            if not broken:
                self._put(place, markdown, then, fit=fit)
                return
            self._window.tasks.run(
                lambda _job: fitting.with_lines_broken(markdown),
                self,
                lambda made: self._put(place, made, then, fit=fit),
            )

        def ask() -> None:
            from editor.ui.writing.pasting.long_line_sheet import LongLineSheet

            sheet = LongLineSheet(self._window, longest, choose)
            sheet.open(sheet.go)

        QTimer.singleShot(0, self, ask)  # what was dropped lies on the text until then

    def _put(self, place: InsertionPoint, markdown: str, then: Then, *, fit: bool) -> None:
        if not self.is_open(place, partial(self._put, place, markdown, then, fit=fit)):
            return
        cursor = place.in_document(self._text.document())
        if fit:
            fitting.leave_picture(cursor, markdown)
        text = fitting.fitted(cursor, markdown) if fit else markdown
        start = cursor.selectionStart()
        document = cursor.document()
        document.setModified(False)  # else it is one undo step with what was typed before
        if len(text) > IN_SLICES:
            self._put_in_slices(cursor, text, then)
            return
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        document.setModified(False)  # and with what is typed next
        if self._text.textCursor() == cursor:
            self._write_on(start, text)
        self._text.ensureCursorVisible()
        then(passage(document, start, cursor.position()))

    def _write_on(self, start: int, text: str) -> None:
        """Put the caret where one goes on after `text` that came in at `start`."""
        caret = self._text.textCursor()
        caret.setPosition(start + utf16(fitting.before_notes(text)))
        self._text.setTextCursor(caret)

    def is_open(self, place: InsertionPoint, again: Callable[[], None]) -> bool:
        """Whether its article can be written in now; else that is said, and done `again` once it can."""
        draft = self._window.article.draft
        shown = draft is not None and draft.id == place.draft_id
        if shown and not self._text.isReadOnly():
            return True
        if shown and not self._window.article.trashed:
            QTimer.singleShot(AGAIN_MS, self, again)  # other text goes in just now
            return False
        self._ready.setdefault(place.draft_id, []).append(again)
        title = place.title or self.tr("Untitled")
        self._note.say(
            self.tr("What was pasted into “{title}” goes in once it is open.").format(title=title),
            buttons=((self.tr("Open it"), lambda: self._library.open(place.draft_id)),),
        )
        return False

    # in slices

    def _put_in_slices(self, cursor: QTextCursor, text: str, then: Then) -> None:
        article = self._text.article
        assert article is not None  # it has a place in it
        self._window.article.flush()
        start = cursor.selectionStart()
        self._text.hold()
        self._began = article.history.begin()
        self._frozen = [action for action in self._window.actions() if action.isEnabled()]
        self._window.actions_.enable_writing(False)
        self._editor.cut_line.setEnabled(False)
        self._into = article
        slices = self._slices = article.insert(cursor, text)
        slices.advanced.connect(lambda share: self._note.show_share(self._so_far(share), share))
        has_cut = "<!--" in text
        done = partial(self._on_put, article, slices, (start, text), then, has_cut=has_cut)
        slices.finished.connect(done)
        self._note.say(self._so_far(0), buttons=((self.tr("Stop"), self.stop),), sticky=True)
        caret = self._text.textCursor()
        caret.setPosition(start)
        self._text.setTextCursor(caret)  # so that the view stays where it is

    def _so_far(self, share: int) -> str:
        said = self.tr("Pasting… {n} %. The text can be written in again once it is in.")
        return said.format(n=share)

    def _on_put(
        self,
        article: ArticleText,
        slices: Slices,
        put: tuple[int, str],
        then: Then,
        *,
        has_cut: bool,
    ) -> None:
        start, text = put
        end = slices.end
        article.document.setModified(False)
        self._thaw()
        self._write_on(start, text)
        written = range(slices.first_block, end.blockNumber() + 1)
        self._text.let_go(changed=True, cuts_in=written if has_cut else None)
        article.history.join(self._began)
        self._text.ensureCursorVisible()
        then(passage(article.document, start, end.position()))

    def stop(self) -> None:
        """Stop what goes in, and take back what is in already."""
        slices, article = self._slices, self._into
        if slices is None or article is None:
            return
        walk = article.walk(slices.end, self._began, returns=False)
        self._thaw()
        if self._text.article is article:
            self._show(walk, self.tr("Taking back what was pasted… {n} %."))
        else:
            self._note.say(self.tr("Stopped. What had been pasted was taken back."))
        walk.finished.connect(lambda: self._on_taken_back(article, walk))
        walk.go_on()

    def _on_taken_back(self, article: ArticleText, walk: LongWork) -> None:
        article.document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)
        if self._text.article is article:
            self._text.setTextCursor(walk.end)
            self._text.let_go(changed=False, cuts_in=range(0))
            self._note.say(self.tr("Stopped. What had been pasted was taken back."))

    def _thaw(self) -> None:
        self._slices = self._into = None
        self._note.hide()
        self._editor.cut_line.setEnabled(True)
        for action in self._frozen:
            action.setEnabled(True)
        self._frozen = []

    # articles

    def show_filling(self, work: LongWork) -> None:
        """The open article is long, and its text still comes in."""
        self._show(work, self.tr("Opening… {n} %. The text can be written in once it is in."))

    def show_walk(self, work: LongWork, *, back: bool) -> None:
        """A long step is being undone, or done again."""
        self._show(work, self.tr("Undoing… {n} %.") if back else self.tr("Redoing… {n} %."))

    def _show(self, work: LongWork, said: str) -> None:
        """Say how far long work is, while its article is shown."""

        def show(share: int) -> None:
            if self._text.document() is work.document:
                self._note.show_share(said.format(n=share), share)

        def finish() -> None:
            if self._text.document() is work.document:
                self._note.hide()

        self._note.say(said.format(n=work.share), sticky=True)
        work.advanced.connect(show)
        work.finished.connect(finish)

    def _on_opened(self) -> None:
        draft, article = self._window.article.draft, self._text.article
        now = None if draft is None else draft.id
        if now != self._shown and (article is None or article.under_way is None):
            self._note.hide()
        self._shown = now
        if self._slices is not None and self._slices.document is not self._text.document():
            self._frozen = []  # what can be done with the other article is said already
            self.stop()
        waiting = self._ready.pop(now, ()) if now is not None else ()
        if waiting:
            self._note.hide()
        for again in waiting:
            QTimer.singleShot(0, self, again)

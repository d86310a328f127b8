"""Putting text into the open article, however long it is: in slices, and as one undo step."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QTextCursor

from editor.ui.library_desk import LibraryDesk
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.article_text import ArticleText
from editor.ui.writing.pasting import fitting
from editor.ui.writing.pasting.foot_note import FootNote
from editor.ui.writing.pasting.insertion_point import InsertionPoint, passage
from editor.ui.writing.pasting.slices import Slices

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
        self._held: ArticleText | None = None
        self._shown: UUID | None = None
        self._frozen: list[QAction] = []
        self._ready: dict[UUID, list[Callable[[], None]]] = {}
        window.article.opened.connect(self._on_opened)

    def put(self, place: InsertionPoint, markdown: str, then: Then, *, fit: bool) -> None:
        """Insert, and call `then` with the passage that came in, selected.

        `fit`: with the blank lines that its blocks need around them.
        """
        longest = fitting.longest_line(markdown)
        if longest <= fitting.LONG_LINE:
            self._put(place, markdown, then, fit=fit)
            return

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
        self._text.ensureCursorVisible()
        then(passage(document, start, cursor.position()))

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
        self._window.article.flush()
        start = cursor.selectionStart()
        self._text.hold()
        self._frozen = [action for action in self._window.actions() if action.isEnabled()]
        self._window.actions_.enable_writing(False)
        self._editor.cut_line.setEnabled(False)
        slices = self._slices = Slices(cursor, text, self)
        self._held = self._text.article
        if self._held is not None:
            self._held.highlighter.put_off(slices.first_block)
        slices.advanced.connect(lambda share: self._note.show_share(self._so_far(share), share))
        has_cut = "<!--" in text
        slices.finished.connect(lambda: self._on_put(slices, start, then, has_cut=has_cut))
        self._note.say(self._so_far(0), buttons=((self.tr("Stop"), self.stop),), sticky=True)
        slices.begin()
        if self._slices is slices:
            caret = self._text.textCursor()
            caret.setPosition(start)
            self._text.setTextCursor(caret)  # so that the view stays where it is

    def _so_far(self, share: int) -> str:
        said = self.tr("Pasting… {n} %. The text can be written in again once it is in.")
        return said.format(n=share)

    def _on_put(self, slices: Slices, start: int, then: Then, *, has_cut: bool) -> None:
        end = slices.end
        end.document().setModified(False)
        self._thaw()
        self._text.setTextCursor(end)
        written = range(slices.first_block, end.blockNumber() + 1)
        slices.deleteLater()
        self._text.let_go(changed=True, cuts_in=written if has_cut else None)
        self._text.ensureCursorVisible()
        then(passage(end.document(), start, end.position()))

    def stop(self) -> None:
        """Stop what goes in, and take back what is in already."""
        slices = self._slices
        if slices is None:
            return
        slices.stop()
        slices.deleteLater()
        shown = slices.end.document() is self._text.document()
        self._thaw()
        if shown:
            self._text.setTextCursor(slices.end)
            self._text.let_go(changed=False, cuts_in=range(0))
        self._note.say(self.tr("Stopped. What had been pasted was taken back."))

    def _thaw(self) -> None:
        if self._held is not None:
            self._held.highlighter.go_on()
        self._slices, self._held = None, None
        self._note.hide()
        self._editor.cut_line.setEnabled(True)
        for action in self._frozen:
            action.setEnabled(True)
        self._frozen = []

    # articles

    def show_filling(self, filling: Slices) -> None:
        """The open article is long, and its text still comes in."""
        said = self.tr("Opening… {n} %. The text can be written in once it is in.")

        def is_shown() -> bool:
            return (
                self._text.article is not None and self._text.document() is filling.end.document()
            )

        def show(share: int) -> None:
            if is_shown():
                self._note.show_share(said.format(n=share), share)

        def finish() -> None:
            if is_shown():
                self._note.hide()

        self._note.say(said.format(n=filling.share), sticky=True)
        filling.advanced.connect(show)
        filling.finished.connect(finish)

    def _on_opened(self) -> None:
        draft, article = self._window.article.draft, self._text.article
        now = None if draft is None else draft.id
        filling = article is not None and article.filling is not None
        if now != self._shown and not filling:
            self._note.hide()
        self._shown = now
        if self._slices is not None and self._slices.end.document() is not self._text.document():
            self._frozen = []  # what can be done with the other article is said already
            self.stop()
        waiting = self._ready.pop(now, ()) if now is not None else ()
        if waiting:
            self._note.hide()
        for again in waiting:
            QTimer.singleShot(0, self, again)

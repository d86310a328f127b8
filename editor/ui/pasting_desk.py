"""What comes in from outside by paste and drop: text, pages, pictures, files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from editor.model.errors import BadInput
from editor.ui.heading_title import take_up
from editor.ui.insertion import Insertion
from editor.ui.library_desk import LibraryDesk
from editor.ui.picture_desk import PictureDesk
from editor.ui.tasks import Job
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.long_work import LongWork
from editor.ui.writing.pasting import fitting, offer
from editor.ui.writing.pasting.foot_note import FootNote
from editor.ui.writing.pasting.insertion_point import InsertionPoint
from editor.ui.writing.pasting.offer import Offer, offered
from editor.ui.writing.title_fields import GrowingField

if TYPE_CHECKING:
    from editor.text.paste import Pasted

# characters that are read in the window's thread
HTML_AT_ONCE = 50_000
PLAIN_AT_ONCE = 500_000


class PastingDesk(QObject):
    """Takes in what is pasted and dropped, and says below the text what became of it."""

    file_wanted = Signal(Path)

    def __init__(self, window: WindowFrame, library: LibraryDesk) -> None:
        super().__init__(window)
        self._window, self._text = window, window.editor.text
        self.note = FootNote(window.editor)
        self._insertion = Insertion(window, library, self.note)
        self._pictures = PictureDesk(window, self._insertion, self.note)
        self._reading: list[Job[Pasted]] = []

    def take(self, source: QMimeData, *, plain: bool = False) -> None:
        """Put what the clipboard or a drop holds where the caret is; `plain`: as it reads, unstyled."""
        place = self._place()
        if place is None:
            return
        found = offered(source)
        if found.files:
            self.take_files(found.files)
        elif found.image is not None:
            self._pictures.take_image(place, found.image)
        elif found.text or found.html:
            in_code = fitting.in_code(self._text.textCursor())
            self._take_text(place, found, plain=plain or in_code)

    def paste_plain(self) -> None:
        """Paste into the field with the focus, without any style."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | GrowingField):
            focus.paste()
        elif (source := QGuiApplication.clipboard().mimeData()) is not None:
            self.take(source, plain=True)

    def take_files(self, files: Sequence[Path]) -> None:
        """Insert pictures and pages, ask about texts, and say what cannot be inserted."""
        place = self._place()
        if place is None:
            return
        pictures = [file for file in files if offer.suffix(file) in offer.PICTURE_SUFFIXES]
        if pictures:
            self._pictures.take_files(place, pictures)
        for file in files:
            if file in pictures:
                continue
            if offer.suffix(file) in offer.TEXT_SUFFIXES + offer.PAGE_SUFFIXES:
                self._offer_file(file)
            else:
                self._window.say(BadInput("file-no-text", file=file.name))

    def stop(self) -> None:
        """Stop what goes in by slices, and take back what is in already."""
        self._insertion.stop()

    def show_filling(self, work: LongWork) -> None:
        """The open article is long, and its text still comes in."""
        self._insertion.show_filling(work)

    def show_walk(self, work: LongWork, *, back: bool) -> None:
        """A long step is being undone, or done again."""
        self._insertion.show_walk(work, back=back)

    def _place(self) -> InsertionPoint | None:
        """Where the caret is; None where nothing can be put in."""
        draft = self._window.article.draft
        if draft is None or self._text.isReadOnly():
            return None
        return InsertionPoint.of(draft.id, draft.title, self._text.textCursor())

    def _take_text(self, place: InsertionPoint, found: Offer, *, plain: bool) -> None:
        if not plain and found.address:
            linked = fitting.link_over(place.selected, found.address)
            self._insertion.put(place, linked or found.address, _nothing, fit=False)
        else:
            self._read(place, found.text, "" if plain else found.html)

    # files

    def _offer_file(self, file: Path) -> None:
        """A text or a page was dropped: is it an article of its own, or a part of this one?"""
        insert = (self.tr("Insert its text"), lambda: self._insert_file(file))
        opened = (self.tr("Open as an article"), lambda: self._open_file(file))
        if offer.suffix(file) in offer.PAGE_SUFFIXES:
            self._insert_file(file)
            return
        self.note.say(
            self.tr("{file} is a text. What do you want with it?").format(file=file.name),
            buttons=(insert, opened),
        )

    def _open_file(self, file: Path) -> None:
        self.note.hide()
        self.file_wanted.emit(file)

    def _insert_file(self, file: Path) -> None:
        from editor.services import pasting

        place = self._place()
        self.note.hide()
        if place is None:
            return
        is_page = offer.suffix(file) in offer.PAGE_SUFFIXES

        def put(text: str) -> None:
            self._read(place, "" if is_page else text, text if is_page else "")

        self._window.tasks.run(lambda _job: pasting.text_of(file), self, put, self._window.say)

    # text

    def _read(self, place: InsertionPoint, plain: str, html: str) -> None:
        """Read what was pasted, in the background where it is long or has pictures, and insert it."""
        keep = partial(self._window.services.drafting.add_picture, place.draft_id)
        first_note = fitting.next_note(self._text.body()) if html else 1

        def work(checkpoint: Callable[[], object]) -> "Pasted":
            from editor.services import pasting  # in the background as well: that takes a while

            return pasting.read(plain, html, first_note, keep, checkpoint)

        pictures = "data:image" in html
        if len(html) <= HTML_AT_ONCE and len(plain) <= PLAIN_AT_ONCE and not pictures:
            self._on_read(place, plain, html, work(lambda: None))
            return
        stop = ((self.tr("Stop"), self._stop_reading),)
        self.note.say(self.tr("Reading what was pasted…"), buttons=stop, sticky=True)

        def done(pasted: "Pasted") -> None:
            self._end_reading(job)
            self._on_read(place, plain, html, pasted)

        def failed(error: Exception) -> None:
            self._end_reading(job)
            self._window.say(error)

        job = self._window.tasks.run(lambda job: work(job.checkpoint), self, done, failed)
        self._reading.append(job)

    def _on_read(self, place: InsertionPoint, plain: str, html: str, pasted: "Pasted") -> None:
        if not pasted.markdown:  # what is selected is not given for nothing
            self._say(pasted, plain, html, None)
            return
        self._insertion.put(
            place, pasted.markdown, partial(self._say, pasted, plain, html), fit=bool(html)
        )

    def _end_reading(self, job: "Job[Pasted]") -> None:
        """One was read; the note with Stop stays while another is."""
        self._reading.remove(job)
        if not self._reading:
            self.note.hide()

    def _stop_reading(self) -> None:
        """Stop all that is being read, for which one note stands."""
        for job in self._reading:
            job.cancel()
        self._reading.clear()
        self.note.say(self.tr("Stopped. Nothing was pasted."))

    # what became of it

    def _say(self, pasted: "Pasted", plain: str, html: str, passage: QTextCursor | None) -> None:
        heads = passage is not None and passage.selectionStart() == 0 and self._heads(pasted)
        if not pasted.lost and not pasted.removed and not heads:
            return
        texts: list[str] = []
        buttons: list[tuple[str, Callable[[], object]]] = []
        if heads:
            texts.append(self.tr("The text begins with a heading, and has no title."))
            buttons.append((self.tr("Make it the title"), self._take_title))
        if pasted.lost or pasted.removed:
            from editor.ui.writing.pasting.paste_words import account

            was = "" if passage is None else passage.selectedText()
            show = partial(self._show_original, plain, html, passage, was)
            texts.insert(0, account(pasted))
            buttons.append((self.tr("Original…"), show))
        self.note.say(" ".join(texts), buttons=tuple(buttons))
        QTimer.singleShot(0, self._text, self._text.ensureCursorVisible)

    def _heads(self, pasted: "Pasted") -> bool:
        """Whether an article without a title now begins with a heading that would be one."""
        from editor.text.title import heading

        draft = self._window.article.draft
        return draft is not None and not draft.title.strip() and heading(pasted.markdown)[1] > 0

    def _take_title(self) -> None:
        self.note.hide()
        take_up(self._window)
        self._window.editor.focus_text()

    def _show_original(self, plain: str, html: str, passage: QTextCursor | None, was: str) -> None:
        """Show what was pasted; as plain text it takes the place of what came of it."""
        from editor.ui.writing.pasting.original_sheet import OriginalSheet

        put = partial(self._put_plain, plain, passage, was)
        sheet = OriginalSheet(self._window, plain, html, put)
        sheet.open(sheet.go)

    def _put_plain(self, plain: str, passage: QTextCursor | None, was: str) -> None:
        self.note.hide()
        if (
            passage is not None
            and not passage.isNull()
            and passage.document() is self._text.document()
            and passage.selectedText() == was  # what was written in it since is not overwritten
        ):
            self._text.setTextCursor(QTextCursor(passage))
        place = self._place()
        if place is not None:
            self._read(place, plain, "")


def _nothing(_passage: QTextCursor) -> None:
    pass

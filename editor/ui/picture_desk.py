"""Pictures that are pasted, dropped or chosen: kept, inserted, and their alt text asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from editor.model.errors import BadInput
from editor.ui.insertion import Insertion
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.formatting import markdown_commands as commands
from editor.ui.writing.pasting.foot_note import FootNote
from editor.ui.writing.pasting.insertion_point import InsertionPoint
from editor.ui.writing.pasting.offer import picture_bytes, png

Source = tuple[str, Callable[[], bytes]]


class PictureDesk(QObject):
    """Inserts pictures where they were meant to go; several at once are one undo step."""

    def __init__(self, window: WindowFrame, insertion: Insertion, note: FootNote) -> None:
        super().__init__(window)
        self._window, self._insertion, self._note = window, insertion, note
        self._text = window.editor.text
        self._asking = False

    def take_image(self, place: InsertionPoint, image: QImage) -> None:
        """Take a picture off the clipboard."""
        # a QImage is a value, and to pack a large one takes a second: not in the window's thread
        self._take(place, [(self.tr("pasted") + ".png", lambda: png(image))])

    def take_files(self, place: InsertionPoint, files: Sequence[Path]) -> None:
        """Take pictures from files."""
        self._take(place, [(file.name, partial(picture_bytes, file)) for file in files])

    def _take(self, place: InsertionPoint, sources: Sequence[Source]) -> None:
        add = partial(self._window.services.drafting.add_picture, place.draft_id)

        def keep(_job: object) -> tuple[list[str], list[BadInput]]:
            names, refused = [], []
            for name, data in sources:
                try:
                    names.append(add(data(), name))
                except BadInput as error:
                    refused.append(error)
            return names, refused

        self._window.tasks.run(keep, self, partial(self._on_kept, place), self._window.say)

    def _on_kept(self, place: InsertionPoint, kept: tuple[list[str], list[BadInput]]) -> None:
        names, refused = kept
        if not self._window.banner.sticky:
            self._window.banner.hide()  # it may still say that the one before was none
        if names:
            self._put(place, names)
        if refused:
            self._window.say(refused[0])

    def _put(self, place: InsertionPoint, names: Sequence[str]) -> None:
        if not self._insertion.is_open(place, partial(self._put, place, names)):
            return
        document = self._text.document()
        cursor = place.in_document(document)
        waited = self._text.textCursor().position() == place.cursor.position()
        document.setModified(False)
        cursor.beginEditBlock()
        alt = commands.insert_picture(cursor, names[0])
        for name in names[1:]:
            after = commands.insert_picture(cursor, name)
            cursor.setPosition(after.position())
        cursor.endEditBlock()
        document.setModified(False)
        if waited:  # else the writer is at work elsewhere
            self._text.setTextCursor(alt)
            self._window.editor.focus_text()
        self._ask_for_words(len(names))

    def _ask_for_words(self, count: int) -> None:
        one = self.tr(
            "Say between the brackets what the picture shows, for those who cannot see it."
        )
        many = self.tr(
            "Say between the brackets what each picture shows, for those who cannot see it."
        )
        self._note.say(one if count == 1 else many)
        if not self._asking:
            self._asking = True
            self._text.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        self._asking = False
        self._text.edited.disconnect(self._on_edited)
        self._note.hide()

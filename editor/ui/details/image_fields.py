"""The featured image: what it is, its alternative text, caption and credit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from editor.model.draft import FeaturedImage
from editor.ui.controls.section import Section
from editor.ui.details.picture_picker import PicturePicker


class ImageSection(Section):
    """The inspector's section for the featured image."""

    edited = Signal(object)
    picture_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.rename(self.tr("Featured image"))
        self._image: FeaturedImage | None = None
        self.picker = PicturePicker()
        self.picker.wanted.connect(self.picture_wanted)
        self.picker.removed.connect(lambda: self.edited.emit(None))
        self.add("", self.picker)
        self.alt = self._field(self.tr("Alt text"), "alt")
        self.caption = self._field(self.tr("Caption"), "caption")
        self.credit = self._field(self.tr("Credit"), "credit")

    def _field(self, name: str, part: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.textEdited.connect(lambda text: self._on_typed(part, text))
        self.add(name, field)
        return field

    def _on_typed(self, part: str, text: str) -> None:
        if self._image is None:
            return
        changes: dict[str, str] = {part: text}
        self._image = replace(self._image, **changes)
        self.edited.emit(self._image)

    def show_image(
        self, image: FeaturedImage | None, where: Callable[[str], Path | None], ratio: float
    ) -> None:
        """Show a featured image; `where` finds its file."""
        self._image = image
        there = image is not None
        for field in (self.alt, self.caption, self.credit):
            field.setEnabled(there)
        for field, text in (
            (self.alt, image.alt if image else ""),
            (self.caption, image.caption if image else ""),
            (self.credit, image.credit if image else ""),
        ):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.show_value(image.file if image else self.tr("None"))
        self.picker.show_picture(image.file if image else "", where, ratio)

"""The featured image: what it is, its alternative text, caption and credit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from editor.model.draft import FeaturedImage
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import Button, label
from editor.ui.wording import number

THUMB = QSize(104, 56)


class ImageSection(Section):
    """The inspector's section for the featured image."""

    edited = Signal(object)
    picture_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.rename(self.tr("Featured image"))
        self._image: FeaturedImage | None = None
        self._thumb = QLabel()
        self._thumb.setFixedSize(THUMB)
        self._name = label("", "heading")
        self._facts = label("", "small")
        self._replace = Button(self.tr("Replace…"), "link")
        self._replace.clicked.connect(self.picture_wanted)
        self._remove = Button(self.tr("Remove"), "link")
        self._remove.clicked.connect(lambda: self.edited.emit(None))
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self._replace)
        links.addWidget(self._remove)
        links.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addLayout(links)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._thumb)
        row.addLayout(words, 1)
        self.add("", row)
        self._choose = Button(self.tr("Choose a picture…"), "", "image")
        self._choose.clicked.connect(self.picture_wanted)
        self.add("", self._choose)
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
        same = self._image is not None and image is not None and self._image.file == image.file
        self._image = image
        there = image is not None
        for part in (self._thumb, self._name, self._facts, self._replace, self._remove):
            part.setVisible(there)
        self._choose.setVisible(not there)
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
        if image is not None and not same:
            self._show_file(image.file, where(image.file), ratio)

    def _show_file(self, name: str, path: Path | None, ratio: float) -> None:
        shown = self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 156)
        self._name.setText(shown)
        self._name.setToolTip(name)
        if path is None:
            self._facts.setText(self.tr("The file is missing"))
            self._thumb.clear()
            return
        reader = QImageReader(str(path))
        size = reader.size()
        kilobytes = QLocale().formattedDataSize(
            path.stat().st_size, 0, QLocale.DataSizeFormat.DataSizeSIFormat
        )
        self._facts.setText(f"{number(size.width())} × {number(size.height())} · {kilobytes}")
        wanted = THUMB * ratio
        reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        self._thumb.setPixmap(_rounded(QPixmap.fromImage(reader.read()), wanted, ratio))


def _rounded(picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """The middle of `picture` with round corners."""
    canvas = QPixmap(size)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(canvas.rect()), 4 * ratio, 4 * ratio)
    painter.setClipPath(path)
    left = (size.width() - picture.width()) // 2
    painter.drawPixmap(left, (size.height() - picture.height()) // 2, picture)
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas

"""One of the article's pictures, chosen, replaced or removed: what it looks like, and how large it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.ui.controls.widgets import Button, label
from editor.ui.wording import number

THUMB = QSize(104, 56)


class PicturePicker(QWidget):
    """A small picture with its name and facts; a button in their place while there is none.

    `names` are those of the buttons to choose, to replace and to remove it.
    """

    wanted = Signal()
    removed = Signal()

    def __init__(self, names: tuple[str, str, str] | None = None) -> None:
        super().__init__()
        self._file = ""
        self._thumb = QLabel()
        self._thumb.setFixedSize(THUMB)
        self._name = label("", "heading")
        self._facts = label("", "small")
        self.replace = Button(self.tr("Replace…"), "link")
        self.replace.clicked.connect(self.wanted)
        self.remove = Button(self.tr("Remove"), "link")
        self.remove.clicked.connect(self.removed)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self.replace)
        links.addWidget(self.remove)
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
        self.choose = Button(self.tr("Choose a picture…"), "", "image")
        self.choose.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.choose)
        for button, name in zip(
            (self.choose, self.replace, self.remove), names or (), strict=False
        ):
            button.setAccessibleName(name)

    def show_picture(self, file: str, where: Callable[[str], Path | None], ratio: float) -> None:
        """Show the picture of that name, "" for none; `where` finds its file."""
        for part in (self._thumb, self._name, self._facts, self.replace, self.remove):
            part.setVisible(bool(file))
        self.choose.setVisible(not file)
        if file and file != self._file:
            self._show_file(file, where(file), ratio)
        self._file = file

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

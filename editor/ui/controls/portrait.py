"""An author's picture as a circle, or their initials while there is none."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.ui.controls.icons import pixmap
from editor.ui.controls.side_list import paint_letters, rounded_picture


def initials(name: str) -> str:
    """ "Mara Lindqvist" is ML; one name gives its first letter."""
    parts = [part for part in name.split() if part[0].isalnum()]
    letters = [parts[0][0], parts[-1][0]] if len(parts) > 1 else [part[0] for part in parts]
    return "".join(letters).upper()


class Portrait(QWidget):
    """The circle, `side` logical pixels across."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self._path: Path | None = None
        self._letters = ""
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def show_author(self, name: str, path: Path | None) -> None:
        """Show the picture at `path`, else the initials of `name`."""
        self._path, self._letters = path, initials(name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        drawn = rounded_picture(self._path, self._side, ratio) if self._path else None
        if drawn is not None:
            painter.drawPixmap(0, 0, drawn)
        else:
            paint_letters(painter, self.rect(), self._letters, round_=True)
            if not self._letters:
                size = self._side // 2
                glyph = pixmap("user", "text2", size, ratio)
                painter.drawPixmap((self._side - size) // 2, (self._side - size) // 2, glyph)

"""Icons from the SVG files we ship, painted in the colour that is in force when they are painted."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from editor.system.paths import resource
from editor.ui.controls.appearance import tokens


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, width: int, height: int) -> QPixmap:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    coloured = source.replace("currentColor", QColor(tint).name())
    renderer = QSvgRenderer(QByteArray(coloured.encode()))
    drawn = QPixmap(width, height)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return drawn


def pixmap(name: str, role: str = "text2", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in the colour token `role`, `size` logical pixels square."""
    pixels = max(1, round(size * ratio))
    made = QPixmap(_drawn(name, str(getattr(tokens(), role)), pixels, pixels))
    made.setDevicePixelRatio(ratio)
    return made


class _Engine(QIconEngine):
    """Paints one icon; looks the colour up at each painting, so that a new theme needs no new icons."""

    def __init__(self, name: str, role: str, checked: str) -> None:
        super().__init__()
        self._name, self._role, self._checked = name, role, checked

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        look = tokens()
        if mode == QIcon.Mode.Disabled:
            return look.line
        return str(getattr(look, self._checked if state == QIcon.State.On else self._role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        side = min(rect.width(), rect.height())
        pixels = max(1, round(side * ratio))
        drawn = QPixmap(_drawn(self._name, self._tint(mode, state), pixels, pixels))
        drawn.setDevicePixelRatio(ratio)
        left = rect.x() + (rect.width() - side) // 2
        painter.drawPixmap(left, rect.y() + (rect.height() - side) // 2, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        # wider than tall: the rest is room beside the words
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._checked)


def icon(name: str, role: str = "text2", checked: str | None = None) -> QIcon:
    """The icon `name` in the colour token `role`, and in `checked` while its button is checked."""
    return QIcon(_Engine(name, role, checked or ("text" if role == "text2" else role)))

"""In focus mode: the paragraph that is written in stands in full colour, all else is dimmed."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect

from editor.ui.controls.appearance import color
from editor.ui.writing.text_edit import TextEdit
from editor.ui.writing.title_fields import HeadFields

REACH = 200  # lines of a paragraph looked through, each way


class FocusLight(QObject):
    """Paints the ground, let through, over the text above and below: no block is touched for it."""

    def __init__(self, text: TextEdit, head: HeadFields) -> None:
        super().__init__(text)
        self._text, self._head = text, head
        self._lines = (0, 0)
        self._lit = (0, 0)
        self._shade = QGraphicsOpacityEffect(head)
        self._shade.setOpacity(1 - _share())
        head.setGraphicsEffect(self._shade)
        text.dim = self.paint
        text.cursorPositionChanged.connect(self._on_caret_moved)
        _application().focusChanged.connect(self._on_focus_changed)
        self._on_caret_moved()
        self._on_focus_changed()
        text.viewport().update()

    def end(self) -> None:
        """Show everything in full colour again."""
        _application().focusChanged.disconnect(self._on_focus_changed)
        self._text.cursorPositionChanged.disconnect(self._on_caret_moved)
        self._text.dim = None
        self._head.setGraphicsEffect(None)  # type: ignore[arg-type]  # the stub does not know None
        self._text.viewport().update()
        self.deleteLater()

    def paint(self) -> None:
        """Dim what has just been painted above and below the lit paragraph."""
        field = self._text.viewport()
        top, bottom = self._extent()
        if (top, bottom) != self._lit:
            self._lit = top, bottom
            field.update()  # it grew or shrank, and Qt painted its own lines alone
        ground = QColor(color("surf"))
        ground.setAlphaF(_share())
        painter = QPainter(field)
        painter.fillRect(QRect(0, 0, field.width(), max(0, top)), ground)
        painter.fillRect(QRect(0, bottom, field.width(), max(0, field.height() - bottom)), ground)

    def _extent(self) -> tuple[int, int]:
        """Where the lit paragraph begins and ends in the viewport."""
        first, last = self._lines
        away = self._text.viewport().y()
        return self._text.block_rect(first).top() - away, self._text.block_rect(
            last
        ).bottom() - away

    def _on_caret_moved(self) -> None:
        lines = self._paragraph()
        if lines != self._lines:
            self._lines = lines
            self._text.viewport().update()

    def _paragraph(self) -> tuple[int, int]:
        """The first and the last line of what the caret or the selection is in."""
        cursor, document = self._text.textCursor(), self._text.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        for _ in range(REACH):
            above = first.previous()
            if not (above.isValid() and first.text().strip() and above.text().strip()):
                break
            first = above
        for _ in range(REACH):
            below = last.next()
            if not (below.isValid() and last.text().strip() and below.text().strip()):
                break
            last = below
        return first.blockNumber(), last.blockNumber()

    def _on_focus_changed(self) -> None:
        focus = QApplication.focusWidget()
        self._shade.setEnabled(focus is None or not self._head.isAncestorOf(focus))


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _share() -> float:
    """How much of the ground makes the colour of text that of what matters least."""
    text, least, ground = (color(name).lightnessF() for name in ("text", "text3", "surf"))
    return (least - text) / (ground - text)

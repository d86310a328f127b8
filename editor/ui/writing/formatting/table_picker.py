"""A small grid below the caret: how many columns and rows a new table has."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QVBoxLayout, QWidget

from editor.ui.controls.appearance import color
from editor.ui.controls.widgets import label
from editor.ui.wording import number

COLUMNS, ROWS = 8, 6
CELL, GAP = 20, 4


class _Squares(QWidget):
    """The grid itself; the cells up to `picked` are filled."""

    def __init__(self) -> None:
        super().__init__()
        self.picked = (3, 2)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(COLUMNS * (CELL + GAP) - GAP, ROWS * (CELL + GAP) - GAP)

    def cell_at(self, at: QPoint) -> tuple[int, int]:
        """Rows and columns up to a place in the grid, at least one of each."""
        x = (
            at.x()
            if self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            else self.width() - at.x()
        )
        return (
            max(1, min(ROWS, at.y() // (CELL + GAP) + 1)),
            max(1, min(COLUMNS, x // (CELL + GAP) + 1)),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, columns = self.picked
        backward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in range(ROWS):
            for column in range(COLUMNS):
                place = COLUMNS - 1 - column if backward else column
                rect = QRect(place * (CELL + GAP), row * (CELL + GAP), CELL, CELL)
                inside = row < rows and column < columns
                painter.setPen(QPen(color("focus" if inside else "line"), 1))
                painter.setBrush(color("selection" if inside else "raised"))
                painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


class TablePicker(QFrame):
    """Move over the grid or use the arrows; a click or Enter takes it, Esc does not."""

    # rows, the head's among them, and columns
    chosen = Signal(int, int)

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self._over = over
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Size of the table"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        self.squares = _Squares()
        self.words = label("", "small")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.squares)
        column.addWidget(self.words)
        self._pick(3, 2)

    def open_at(self, caret: QRect) -> None:
        """Open below the caret, which is in the viewport of what this is over, and within the window."""
        over = self._over.viewport()
        size, window = self.sizeHint(), over.window()
        room = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(8, 8, -8, -8)
        at = over.mapToGlobal(caret.bottomLeft() + QPoint(0, 4))
        if at.y() + size.height() > room.bottom():
            at.setY(over.mapToGlobal(caret.topLeft()).y() - size.height() - 4)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.setX(at.x() - size.width())
        at.setX(max(room.left(), min(at.x(), room.right() - size.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - size.height())))
        self.setGeometry(QRect(at, QSize(size)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, rows: int, columns: int) -> None:
        self.squares.picked = (max(1, min(ROWS, rows)), max(1, min(COLUMNS, columns)))
        rows, columns = self.squares.picked
        words = self.tr("{columns} columns, {rows} rows")
        self.words.setText(words.format(columns=number(columns), rows=number(rows)))
        self.setAccessibleDescription(self.words.text())
        self.squares.update()

    def _choose(self) -> None:
        picked = self.squares.picked
        self.close()
        self.chosen.emit(*picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows, columns = self.squares.picked
        backward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = -1 if backward else 1
        moves = {
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -step), Qt.Key.Key_Right: (0, step),
        }  # fmt: skip
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            self._pick(rows + move[0], columns + move[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.squares.mapFrom(self, event.position().toPoint())
        if self.squares.rect().adjusted(-GAP, -GAP, GAP, GAP).contains(at):
            self._pick(*self.squares.cell_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.squares.mapFrom(self, event.position().toPoint())
        if self.squares.rect().contains(at):
            self._pick(*self.squares.cell_at(at))
            self._choose()

"""The cut as the writer sees it: a dashed line with a pill across the text, and the rail below it."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from editor.model.audience import Access
from editor.ui.controls.appearance import color, font
from editor.ui.controls.icons import pixmap
from editor.ui.controls.widgets import Pill, isolated
from editor.ui.wording import number
from editor.ui.writing.direction import RIGHT, first_letters

HEIGHT = 32
PILL = 28


class CutLine(QWidget):
    """The cut over its line of text: drag it, or move it with Up and Down while it has the focus.

    Where it does nothing, a click on its pill, or Enter, asks who is to read the article.
    """

    dragged = Signal(QPoint)
    dropped = Signal()
    stepped = Signal(bool)
    removal_wanted = Signal()
    left = Signal()
    entered = Signal()
    access_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self._side = 0
        self._rtl = False
        self._lead, self._count = "", ""
        self._warns = False
        self._pressed: int | None = None
        self._moved = False
        self._say_hint()
        self.hide()

    def show_counts(self, access: Access, free: int, total: int) -> None:
        """Say what the line parts, and how much is free."""
        share = round(100 * free / total) if total else 0
        lead, count = (
            {
                Access.PAID: self.tr("Free above · paid below —"),
                Access.MEMBERS: self.tr("Free above · members below —"),
                Access.EVERYONE: self.tr("This cut does nothing —"),
            }[access],
            self.tr("{n} words free ({share} %)").format(n=number(free), share=share),
        )
        if access is Access.EVERYONE:
            count = self.tr("everyone reads all")
        if free == 1 and access is not Access.EVERYONE:
            count = self.tr("1 word free ({share} %)").format(share=share)
        name = self.tr("Cut, {free} of {total} words free").format(
            free=number(free), total=number(total)
        )
        self._warns = access is Access.EVERYONE
        if (lead, count, name) != (self._lead, self._count, self.accessibleName()):
            self._lead, self._count = lead, count
            self.setAccessibleName(name)
            self._say_hint()
            self.update()

    def _say_hint(self) -> None:
        hint = self.tr("Drag to move the cut, or press Up and Down")
        if self._warns:
            hint = self.tr("Click to choose who reads the part below the cut. Drag to move it.")
        self.setToolTip(hint)

    def stretch(self, rect: QRect, side: int, *, rtl: bool) -> None:
        """Lie over `rect`, the pill at the beginning of the column that has `side` blank beside it."""
        self._side, self._rtl = side, rtl
        if self.geometry() != rect:
            self.setGeometry(rect)
        self.update()

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds it."""
        return self._pressed is not None

    def words(self) -> str:
        """What the pill says."""
        return f"{self._lead} {self._count}" if self._wide() else self._count

    def _fonts(self) -> tuple[QFont, QFont]:
        return font(13, QFont.Weight.Medium), font(13, QFont.Weight.DemiBold)

    def _measure(self, lead: bool) -> int:
        plain, bold = self._fonts()
        wide = QFontMetrics(bold).horizontalAdvance(self._count)
        if lead:
            wide += QFontMetrics(plain).horizontalAdvance(self._lead + " ")
        return wide + 6 + 16 + 6 + 14

    def _wide(self) -> bool:
        return self._measure(True) <= self.width() - 2 * min(self._side, 64)

    def pill_rect(self) -> QRect:
        """Where the pill is."""
        size = QSize(self._measure(self._wide()), PILL)
        left = self.width() - self._side - size.width() if self._rtl else self._side
        return QRect(QPoint(max(4, left), (self.height() - PILL) // 2), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, soft = self._colours()
        pill = self.pill_rect()
        painter.setPen(QPen(edge, 1, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        middle = self.height() // 2
        painter.drawLine(0, middle, pill.left(), middle)
        painter.drawLine(pill.right(), middle, self.width(), middle)
        focused = self.hasFocus()
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(soft)
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(
            QRectF(pill).adjusted(inset, inset, -inset, -inset), PILL / 2, PILL / 2
        )
        self._draw_words(painter, pill, edge)

    def _colours(self) -> tuple[QColor, QColor]:
        if self._warns:
            return color("warning"), color("warning_soft")
        return color("focus"), color("selection")

    def _draw_words(self, painter: QPainter, pill: QRect, edge: QColor) -> None:
        role = "warning" if self._warns else "focus"
        grip = pixmap("dots-six-vertical", role, 16, self.devicePixelRatioF())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = pill.left() + 6
        painter.drawPixmap(
            pill.right() - 22 if mirrored else x, pill.top() + (PILL - 16) // 2, grip
        )
        plain, bold = self._fonts()
        painter.setPen(edge)
        parts = [(self._lead, plain)] if self._wide() else []
        parts.append((self._count, bold))
        x = pill.left() + (14 if mirrored else 28)
        # the words are in the order of their own language, which may not be the window's
        backwards = first_letters(self._count) == RIGHT
        for text, made in reversed(parts) if backwards else parts:
            painter.setFont(made)
            wide = QFontMetrics(made).horizontalAdvance(text)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            room = QRect(x, pill.top(), wide + 2, PILL)
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, isolated(text))
            x += wide + QFontMetrics(plain).horizontalAdvance(" ")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = round(event.position().y())
            self._moved = False
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        away = abs(round(event.position().y()) - self._pressed)
        if self._moved or away >= QApplication.startDragDistance():
            self._moved = True
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._pressed = None
            on_pill = self.pill_rect().contains(event.position().toPoint())
            if self._moved:
                self.dropped.emit()
            elif self._warns and on_pill:
                self.access_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        elif self._warns and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.access_wanted.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class Rail(QWidget):
    """The bar beside text that not everyone gets."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("rail"))
        painter.drawRoundedRect(QRectF(self.rect()), 1.5, 1.5)


class NoCutPill(Pill):
    """Says at the end of a gated article without a cut that nobody gets anything for free."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "warning", "warning-fill", parent)
        self.show_access(Access.PAID)
        self.hide()

    def show_access(self, access: Access) -> None:
        """Name whose it all is."""
        members = access is Access.MEMBERS
        self.set_text(
            self.tr("No cut: everything is for members")
            if members
            else self.tr("No cut: everything is paid")
        )

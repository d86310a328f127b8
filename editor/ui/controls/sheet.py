"""The base of every sheet: a frame over a scrim, with a title, a body and a footer."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from editor.ui.controls.appearance import color
from editor.ui.controls.widgets import IconButton, Rule, label

TOP = 56
MARGIN = 24


class _Scrim(QWidget):
    """Covers the window, darkens it and takes its clicks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("scrim"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Sheet(QFrame):
    """A modal part of the window. Fill `head`, `body` (or `set_body`) and `foot`, then `open()`.

    Esc closes it where `may_close` allows, Enter presses the default button. The focus stays inside
    while it is open and goes back afterwards. `closed` is emitted once, and then the sheet is deleted.
    """

    closed = Signal()

    def __init__(
        self, window: QWidget, title: str, size: QSize, *, close_button: bool = False
    ) -> None:
        """`size` is the size wanted; the window less 24 px on each side is the most it gets."""
        self._scrim = _Scrim(window)
        super().__init__(self._scrim)
        self.setObjectName("sheet")
        self.setAccessibleName(title)
        self._window = window
        self._wanted = size
        self._default: QPushButton | None = None
        self._before: QWidget | None = None
        self._open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._make_head(title, close_button))
        column.addWidget(Rule())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self.body.setObjectName("scrolled")
        self._area.setWidget(self.body)
        column.addWidget(self._area, 1)
        self._foot_rule = Rule()
        column.addWidget(self._foot_rule)
        self._foot = QFrame()
        self._foot.setObjectName("sheet-foot")
        self._foot.setFixedHeight(64)
        self.foot = QHBoxLayout(self._foot)
        self.foot.setContentsMargins(24, 0, 24, 0)
        self.foot.setSpacing(8)
        column.addWidget(self._foot)
        self._scrim.hide()

    def _make_head(self, title: str, close_button: bool) -> QWidget:
        frame = QFrame()
        frame.setObjectName("sheet-head")
        self.head = QHBoxLayout(frame)
        self.head.setContentsMargins(24, 20, 24, 16)
        self.head.setSpacing(8)
        self.titles = QVBoxLayout()
        self.titles.setSpacing(4)
        self._title = label(title, "sheet-title")
        self.titles.addWidget(self._title)
        self.head.addLayout(self.titles, 1)
        if close_button:
            self._cross = IconButton("x", self.tr("Close"))
            self._cross.clicked.connect(self.reject)
            self.head.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def set_title(self, title: str) -> None:
        """Name the sheet anew."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_body(self, widget: QWidget) -> None:
        """Show `widget` as the body; the one before is deleted. It scrolls when it is too tall."""
        self._area.setWidget(widget)
        widget.setAutoFillBackground(False)
        self.body = widget

    def show_foot(self, shown: bool) -> None:
        """Show or hide the footer."""
        self._foot.setVisible(shown)
        self._foot_rule.setVisible(shown)

    def set_default(self, button: QPushButton | None) -> None:
        """The button that Enter presses."""
        self._default = button

    def open(self, first: QWidget | None = None) -> None:
        """Show the sheet and put the focus on `first`, else on the first thing that takes it."""
        self._before = QApplication.focusWidget()
        self._open = True
        self._window.installEventFilter(self)
        self._place()
        self._scrim.show()
        self._scrim.raise_()
        self.show()
        if first is not None and first.isEnabled():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_edge(forward=True)

    def may_close(self) -> bool:
        """Whether Esc and the cross may close it now; override to ask or to refuse."""
        return True

    def reject(self) -> None:
        """Close, where allowed."""
        if self.may_close():
            self.finish()

    def finish(self) -> None:
        """Close without asking."""
        if not self._open:
            return
        self._open = False
        self._window.removeEventFilter(self)
        self._scrim.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self._scrim.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.layout_for_width(self.width())

    def layout_for_width(self, width: int) -> None:
        """Called with each new width; override to stack columns where it is narrow (below 960)."""

    def _place(self) -> None:
        whole = self._window.rect()
        self._scrim.setGeometry(whole)
        width = min(self._wanted.width(), whole.width() - 2 * MARGIN)
        top = TOP if whole.height() - TOP - MARGIN >= self._wanted.height() else MARGIN
        height = min(self._wanted.height(), whole.height() - top - MARGIN)
        self.setGeometry(QRect(QPoint((whole.width() - width) // 2, top), QSize(width, height)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focused := self.focusWidget(), QAbstractButton
        ):
            # Enter on a focused button means that button, never the default one
            focused.click()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self._default is not None
            and self._default.isEnabled()
        ):
            self._default.click()
        # everything ends here: what lies under the scrim gets no keys
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        current = QApplication.focusWidget()
        stops = self._stops()
        if not stops:
            return False
        if current not in stops:
            self._focus_edge(forward=forward)
            return True
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(stops.index(current) + step) % len(stops)].setFocus(reason)
        return True

    def _focus_edge(self, *, forward: bool) -> None:
        stops = self._stops()
        if stops:
            stops[0 if forward else -1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stops(self) -> list[QWidget]:
        """What takes the Tab focus, in the window's chain order."""
        found: list[QWidget] = []
        walker = self.nextInFocusChain()
        while walker is not None and walker is not self:
            takes = walker.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if (
                takes
                and self.isAncestorOf(walker)
                and walker.isVisible()
                and walker.isEnabled()
                and walker.focusProxy() is None
            ):
                found.append(walker)
            walker = walker.nextInFocusChain()
        return found

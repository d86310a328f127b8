"""A field of words as chips: tags, categories."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from editor.ui.controls.flow_layout import FlowLayout
from editor.ui.controls.widgets import Chip, IconButton


class ChipsField(QWidget):
    """Shows words as chips, each taken away by a click; plus adds one, or several between commas."""

    edited = Signal(tuple)

    def __init__(self, name: str, add: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._values: tuple[str, ...] = ()
        self._watched: QCoreApplication | None = None  # while a click elsewhere is under way
        self._flow = FlowLayout(self, 4)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.field = QLineEdit(self)
        self.field.setProperty("small", True)
        self.field.setPlaceholderText(add)
        self.field.setAccessibleName(add)
        self.field.setFixedWidth(110)
        self.field.installEventFilter(self)
        self.field.hide()
        self._plus = IconButton("plus", add, size=24, glyph=14)
        self._plus.clicked.connect(self._on_plus)
        self.setFocusProxy(self._plus)
        self._draw()

    def values(self) -> tuple[str, ...]:
        """The words."""
        return self._values

    def show_values(self, values: tuple[str, ...]) -> None:
        """Show other words, telling no one."""
        if values != self._values:
            self._values = values
            self._draw()

    def _draw(self) -> None:
        """Show what there is; while a click is under way nothing may move from under it."""
        if self._watched is not None:
            return
        for kept in (self.field, self._plus):
            kept.setParent(self)
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in (self.field, self._plus):
                widget.hide()
                widget.deleteLater()
        for value in self._values:
            chip = Chip(value, removable=True)
            chip.setAccessibleName(self.tr("Remove {name}").format(name=value))
            chip.setToolTip(self.tr("Remove {name}").format(name=value))
            chip.clicked.connect(partial(self._remove, value))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.field)
        self._flow.addWidget(self._plus)
        self._plus.setVisible(self.field.isHidden())
        self.updateGeometry()

    def _on_plus(self) -> None:
        self.field.show()
        self._plus.hide()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _on_left(self, reason: Qt.FocusReason) -> None:
        """What was typed is taken at once, but shown as chips only when the click that led away is over."""
        if reason is Qt.FocusReason.MouseFocusReason and (app := QCoreApplication.instance()):
            self._watched = app
            app.installEventFilter(self)
        self._take(again=False)

    def _on_released(self) -> None:
        self._watched = None
        self.field.setVisible(self.field.hasFocus())
        self._draw()

    def _take(self, *, again: bool) -> None:
        words = [" ".join(word.split()) for word in self.field.text().split(",")]
        fresh = [word for word in words if word and word not in self._values]
        self.field.clear()
        if not again and self._watched is None:
            self.field.hide()
        self._values = (*self._values, *dict.fromkeys(fresh))
        self._draw()
        if fresh:
            self.edited.emit(self._values)
        if again:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, value: str) -> None:
        self._values = tuple(one for one in self._values if one != value)
        self._draw()
        self.edited.emit(self._values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._watched is not None:
            self._watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_released)  # once the click has arrived
        if watched is not self.field:
            return False
        if isinstance(event, QFocusEvent) and event.lostFocus() and self.field.isVisible():
            self._on_left(event.reason())
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma):
                self._take(again=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self._plus.show()
                self._plus.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

"""The small parts that every view is built of: buttons, segments, cards, chips, badges, pills."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.ui.controls.icons import icon, pixmap

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and style `widget` again if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _mark_focus(button: QAbstractButton, event: QFocusEvent) -> None:
    """A ring round a button shows only where the keyboard brought the focus."""
    set_property(button, "keyfocus", event.gotFocus() and event.reason() in _BY_KEYBOARD)


class Button(QPushButton):
    """A push button; `kind` is "", "primary", "flat", "link", "quiet", "status" or "danger"."""

    def __init__(
        self,
        text: str,
        kind: str = "",
        icon_name: str = "",
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setProperty("kind", kind)
        self.setProperty("compact", compact)
        self.setAutoDefault(False)
        if icon_name:
            roles = {"primary": "on_accent", "flat": "focus", "link": "focus", "danger": "bad"}
            self.setIcon(icon(icon_name, roles.get(kind, "text2")))
            self.setIconSize(QSize(20, 16))
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """In a window from right to left words keep the dots at their own end: Publish…"""
        super().setText(isolated(text) if self.isRightToLeft() else text)

    def set_kind(self, kind: str) -> None:
        """Become another kind of button."""
        set_property(self, "kind", kind)

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class IconButton(QToolButton):
    """An icon alone, or a `sign` of few letters; its accessible name is its tool tip without the key."""

    def __init__(
        self,
        icon_name: str,
        tip: str,
        key: QKeySequence | None = None,
        *,
        size: int = 32,
        glyph: int = 18,
        sign: str = "",
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if sign:
            self.setText(isolated(sign))
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        else:
            self.setIcon(icon(icon_name))
            self.setIconSize(QSize(glyph, glyph))
        self.setFixedSize(size, size)
        self.setCheckable(checkable)
        self.name(tip, key)

    def name(self, tip: str, key: QKeySequence | None = None) -> None:
        """Say what the button does, with its key in the tool tip."""
        self.setAccessibleName(tip)
        shown = key.toString(QKeySequence.SequenceFormat.NativeText) if key is not None else ""
        self.setToolTip(f"{tip} ({shown})" if shown else tip)

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class Chip(QToolButton):
    """A rounded value; with `removable` a click on it takes it away."""

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setText(text)
        self.setIconSize(QSize(12, 12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if icon_name:
            self.setIcon(icon(icon_name))
            self.setIconSize(QSize(16, 12))
        if removable:
            self.setIcon(icon("x"))
            # the cross stands after the word, which a tool button does only when laid out backwards
            flipped = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            self.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if flipped else Qt.LayoutDirection.LeftToRight
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class CheckBox(QCheckBox):
    """A check box with the ring by keyboard only."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class RadioButton(QRadioButton):
    """A radio button with the ring by keyboard only."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class _Segment(QPushButton):
    """One of the segments; only the checked one takes the Tab focus."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _mark_focus(self, event)
        super().focusOutEvent(event)


class Segments(QFrame):
    """A choice of one out of a few, side by side: one tab stop, arrows move. Emits the index chosen."""

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        entries: Sequence[tuple[str, str]],
        *,
        fill: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`entries` are (label, icon name or "")."""
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for number, (label, icon_name) in enumerate(entries):
            button = _Segment(self)
            button.setText(label)
            button.setAccessibleName(f"{name}: {label}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setIconSize(QSize(20, 16))
            if icon_name:
                button.setIcon(icon(icon_name))
            policy = QSizePolicy.Policy.Expanding if fill else QSizePolicy.Policy.Minimum
            button.setSizePolicy(policy, QSizePolicy.Policy.Expanding)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._on_clicked)
        self.choose(0)

    @property
    def index(self) -> int:
        """The number of the chosen segment."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Check a segment without telling anyone."""
        for number, button in enumerate(self._group.buttons()):
            button.setChecked(number == index)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if number == index else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(self._group.button(index))

    def button(self, index: int) -> QAbstractButton:
        """The button of a segment."""
        return self._group.button(index)

    def _on_clicked(self, index: int) -> None:
        self.choose(index)
        self.chosen.emit(index)


class Card(QFrame):
    """A white box with rows of which each but the first has a line above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(1, 1, 1, 1)
        self.rows.setSpacing(0)

    def add(
        self, content: QWidget | QLayout, *, margins: tuple[int, int, int, int] = (14, 10, 14, 10)
    ) -> QWidget:
        """Add a row, padded by `margins`, and give its widget back."""
        if self.rows.count():
            self.rows.addWidget(Rule())
        if isinstance(content, QLayout):
            row = QWidget()
            content.setContentsMargins(*margins)
            row.setLayout(content)
        else:
            row = content
        self.rows.addWidget(row)
        return row

    def clear(self) -> None:
        """Take every row away."""
        while self.rows.count():
            item = self.rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Rule(QFrame):
    """A line of one pixel across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedHeight(1)


class Badge(QLabel):
    """Two letters to know a site by; without a site it is dashed."""

    def __init__(self, text: str = "", *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        self.setProperty("big", big)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show the letters of another site, "" for none."""
        self.setText(text or "–")
        set_property(self, "empty", not text)


class Pill(QFrame):
    """A small coloured word; `tone` is good, warning, bad, accent or neutral."""

    def __init__(
        self, text: str, tone: str = "neutral", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pill")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        if icon_name:
            roles = {"accent": "focus", "neutral": "text2"}
            row.addWidget(Glyph(icon_name, roles.get(tone, tone), 12))
        self._label = QLabel(text)
        row.addWidget(self._label)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._label.setText(text)


class Glyph(QLabel):
    """An icon that is no button, in the colour token `role`; decoration to a screen reader."""

    def __init__(
        self, name: str, role: str = "text2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)
        self._draw()

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._role, self._size, self.devicePixelRatioF()))


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's roles: second, third, small, hint, tiny, field, heading, …"""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if made.isRightToLeft():  # else words of the other direction stand at the other side
        sides = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        made.setAlignment(sides | Qt.AlignmentFlag.AlignVCenter)
    return made


def isolated(text: str) -> str:
    """`text` in its own direction, whatever stands around it: 12 words, Publish…"""
    return f"\u2068{text}\u2069" if text else text

"""One page of a sheet with several: what it puts into head, body and footer; and its two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from editor.ui.controls.widgets import Button

NARROW = 960
UNLIMITED = 16777215  # Qt's own QWIDGETSIZE_MAX
Part = QWidget | int


class VerticalRule(QFrame):
    """A line of one pixel down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedWidth(1)


class Column(QWidget):
    """A padded column of a page; `box` takes its parts."""

    def __init__(
        self,
        margins: tuple[int, int, int, int] = (24, 16, 24, 16),
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*margins)
        self.box.setSpacing(spacing)


class Columns(QWidget):
    """Two columns side by side, one of a set width; stacked where the sheet is narrow."""

    def __init__(
        self, first: QWidget, second: QWidget, width: int, *, second_above: bool = False
    ) -> None:
        """`width` is that of the first column; stacked, the second may be the one to read first."""
        super().__init__()
        self._first, self._width = first, width
        self._second_above = second_above
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._rule = VerticalRule()
        self._box.addWidget(first)
        self._box.addWidget(self._rule)
        self._box.addWidget(second, 1)
        self.stack(narrow=False)

    def stack(self, *, narrow: bool) -> None:
        """Put the columns under each other, or side by side."""
        way = QBoxLayout.Direction
        stacked = way.BottomToTop if self._second_above else way.TopToBottom
        self._box.setDirection(stacked if narrow else way.LeftToRight)
        if narrow:
            self._first.setMinimumWidth(0)
            self._first.setMaximumWidth(UNLIMITED)
            self._rule.setFixedHeight(1)
            self._rule.setMinimumWidth(0)
            self._rule.setMaximumWidth(UNLIMITED)
        else:
            self._first.setFixedWidth(self._width)
            self._rule.setFixedWidth(1)
            self._rule.setMinimumHeight(0)
            self._rule.setMaximumHeight(UNLIMITED)


class SheetPage(QWidget):
    """The body of a page, and what it wants around it; a sheet reads the attributes once it is shown.

    `aside` stands at the end of the head, `foot` in the footer: widgets, and numbers for gaps
    (0 stretches). `default` is pressed by Enter. `tone` colours the head. `changed` says that the
    attributes are other ones now.
    """

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.subtitle = ""
        self.badge = ""
        self.glyph: tuple[str, str] | None = None
        self.tone = ""
        self.aside: Sequence[QWidget] = ()
        self.foot: Sequence[Part] = ()
        self.default: Button | None = None
        self.first: QWidget | None = None
        self._columns: Columns | None = None

    def set_columns(self, columns: Columns) -> None:
        """Fill the page with two columns."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(columns)
        self._columns = columns

    def stack(self, *, narrow: bool) -> None:
        """Follow the sheet's width."""
        if self._columns is not None:
            self._columns.stack(narrow=narrow)

"""A part of the inspector that opens and closes, and the rows in it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Button, Rule, label

LABEL = 76


class Section(QWidget):
    """A heading that opens a body; closed, it shows its value at the far end."""

    toggled = Signal(bool)

    def __init__(self, title: str, *, opened: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = Button(title, "section")
        self._head.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._head.setCheckable(True)
        self._head.setIconSize(QSize(20, 12))
        self._head.setAccessibleName(title)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self._value = label("", "small")
        self._value.setMaximumWidth(170)
        self._value.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._value)
        row.addSpacing(16)  # not a margin: those stay where they are when the window is mirrored
        self._head.toggled.connect(self._on_toggled)
        column.addWidget(self._head)
        self._body = QWidget()
        self.rows = QVBoxLayout(self._body)
        self.rows.setContentsMargins(16, 0, 16, 12)
        self.rows.setSpacing(6)
        column.addWidget(self._body)
        column.addWidget(Rule())
        self._text = ""
        self._body.setVisible(opened)
        self._head.setChecked(opened)
        self._on_toggled(opened)

    def add(self, name: str, content: QWidget | QLayout) -> None:
        """Add a row with its label before it; without a name it takes the whole width."""
        if not name:
            if isinstance(content, QWidget):
                self.rows.addWidget(content)
            else:
                self.rows.addLayout(content)
            return
        row = QHBoxLayout()
        row.setSpacing(0)
        words = label(name, "field")
        words.setFixedWidth(LABEL)
        if isinstance(content, QWidget):
            tall = content.sizeHint().height() > 40 or content.hasHeightForWidth()
            row.addWidget(
                words, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
            )
            words.setContentsMargins(0, 4 if tall else 0, 0, 0)
            words.setBuddy(content)
            if not content.accessibleName():
                content.setAccessibleName(name)
            row.addWidget(content, 1)
        else:
            row.addWidget(words)
            row.addLayout(content, 1)
        self.rows.addLayout(row)

    def rename(self, title: str) -> None:
        """Give it another heading."""
        self._head.setText(title)
        self._head.setAccessibleName(title)

    def show_value(self, text: str) -> None:
        """What stands at the far end while it is closed."""
        self._text = text
        shown = self._value.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 160)
        self._value.setText("" if self._head.isChecked() else shown)
        self._head.setAccessibleDescription(text)

    def open(self) -> None:
        """Open it."""
        self._head.setChecked(True)

    def _on_toggled(self, opened: bool) -> None:
        self._head.setIcon(icon("caret-down" if opened else "caret-right", "text2", "text2"))
        self._body.setVisible(opened)
        self.show_value(self._text)
        self.toggled.emit(opened)

"""Find in the text: a bar below the header with the number of places."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTextEdit, QWidget

from editor.ui.controls.appearance import color
from editor.ui.controls.widgets import Glyph, IconButton, label, set_property
from editor.ui.wording import number

MOST_MARKED = 500


class FindBar(QFrame):
    """Searches the text as one types; Enter goes on, Shift+Enter back, Esc closes."""

    closed = Signal()
    found = Signal()

    def __init__(self, text: QTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self._text = text
        self._places: list[int] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(4)
        row.addWidget(Glyph("magnifying-glass", "text2", 16))
        row.addSpacing(4)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this article"))
        self.field.setAccessibleName(self.tr("Find"))
        self.field.setMaximumWidth(320)
        self.field.textChanged.connect(lambda: self._search(stay=True))
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        self.count = label("", "small")
        self.count.setMinimumWidth(84)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.count)
        before = IconButton("caret-up", self.tr("Previous match"), size=32, glyph=16)
        before.clicked.connect(lambda: self.step(forward=False))
        after = IconButton("caret-down", self.tr("Next match"), size=32, glyph=16)
        after.clicked.connect(lambda: self.step(forward=True))
        row.addWidget(before)
        row.addWidget(after)
        row.addStretch(1)
        cross = IconButton("x", self.tr("Close the find bar"), size=32, glyph=16)
        cross.clicked.connect(self.close_bar)
        row.addWidget(cross)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(200)
        self._later.timeout.connect(self._recount)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with what is selected, ready to be typed over."""
        selected = self._text.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.field.setText(selected)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._recount()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._text.setExtraSelections([])
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def text_changed(self) -> None:
        """The article changed while the bar may be open."""
        if self.isVisible():
            self._later.start()

    def step(self, *, forward: bool) -> None:
        """Go to the next or the previous place, round the end."""
        wanted = self.field.text()
        if not wanted:
            return
        flag = QTextDocument.FindFlag(0) if forward else QTextDocument.FindFlag.FindBackward
        document = self._text.document()
        at = document.find(wanted, self._text.textCursor(), flag)
        if at.isNull():
            edge = QTextCursor(document)
            if not forward:
                edge.movePosition(QTextCursor.MoveOperation.End)
            at = document.find(wanted, edge, flag)
        if not at.isNull():
            self._text.setTextCursor(at)
            self.found.emit()
        self._recount()

    def _search(self, *, stay: bool) -> None:
        cursor = self._text.textCursor()
        if stay:
            cursor.setPosition(cursor.selectionStart())
        wanted = self.field.text()
        document = self._text.document()
        at = document.find(wanted, cursor) if wanted else QTextCursor()
        if at.isNull() and wanted:
            at = document.find(wanted, QTextCursor(document))
        if not at.isNull():
            self._text.setTextCursor(at)
            self.found.emit()
        self._recount()

    def _recount(self) -> None:
        wanted = self.field.text()
        document = self._text.document()
        self._places = []
        marks: list[QTextEdit.ExtraSelection] = []
        at = document.find(wanted, 0) if wanted else QTextCursor()
        while not at.isNull():
            self._places.append(at.selectionStart())
            if len(marks) < MOST_MARKED:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(at)
                mark.format.setBackground(color("warning_soft"))
                marks.append(mark)
            at = document.find(wanted, at)
        self._text.setExtraSelections(marks)
        self._say()

    def _say(self) -> None:
        wanted = self.field.text()
        here = self._text.textCursor().selectionStart()
        if not wanted:
            self.count.setText("")
        elif not self._places:
            self.count.setText(self.tr("Not found"))
        else:
            place = self._places.index(here) + 1 if here in self._places else 1
            self.count.setText(
                self.tr("{n} of {all}").format(n=number(place), all=number(len(self._places)))
            )
        set_property(self.field, "invalid", bool(wanted) and not self._places)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(forward=not back)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return False

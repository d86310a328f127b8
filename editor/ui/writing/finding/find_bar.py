"""Find and replace: a bar above the text, which searches as one types."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Button, IconButton, label, set_property
from editor.ui.wording import number, plural

if TYPE_CHECKING:
    from editor.ui.writing.finding.search import Wanted
    from editor.ui.writing.finding.text_search import TextSearch
    from editor.ui.writing.text_edit import TextEdit

AGAIN_MS = 200
FIELD = (96, 360)
# Alt and a letter is a letter of its own on a Mac
_TOGGLE = "Ctrl+Alt" if sys.platform == "darwin" else "Alt"


class FindBar(QFrame):
    """Enter goes on, Shift+Enter back, Esc closes; in the field below Enter replaces."""

    closed = Signal()
    found = Signal()

    def __init__(self, text: "TextEdit", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self._text = text
        self._built = False
        self._said, self._said_of = "", ""
        self._search: TextSearch
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_MS)
        self._later.timeout.connect(self._recount)
        self.hide()

    # opening

    def open_bar(self, *, replacing: bool = False) -> None:
        """Show the bar with what is selected, ready to be typed over; several lines are searched in."""
        self._build()
        cursor = self._text.textCursor()
        selected = cursor.selectedText()
        lines = "\u2029" in selected
        if self.isHidden() or lines:
            self._keep_to(cursor if lines else None)
        if replacing or self.isHidden():
            self.replacing.setChecked(replacing)
        if selected and not lines:
            self.field.setText(selected)
        self._offer_replacing()
        self.show()
        first = self.template if replacing and self.field.text() and selected else self.field
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def text_changed(self) -> None:
        """The article changed while the bar may be open."""
        if self.isVisible():
            self._later.start()

    def step(self, *, forward: bool) -> None:
        """Go to the next or the previous place, round the end; with nothing to look for, ask."""
        if not self._built or not self.field.text():
            self.open_bar()
            return
        self._said = ""
        self._search.look(self._wanted(), forward=forward)

    # what is looked for

    def _wanted(self) -> "Wanted":
        from editor.ui.writing.finding.search import Wanted

        return Wanted(
            self.field.text(), self.case.isChecked(), self.whole.isChecked(), self.regex.isChecked()
        )

    def _on_wanted(self) -> None:
        self._said = ""
        self._search.look(self._wanted(), stay=True)

    def _recount(self) -> None:
        if self.isVisible() and not self._search.replacing:
            if self._said and self._said_of != self._text.body():
                self._said = ""
            self._offer_replacing()
            self._search.count(self._wanted())

    def _on_within(self) -> None:
        """Keep to the lines selected now, or to the whole again."""
        cursor = self._text.textCursor()
        if self.within.isChecked() and "\u2029" not in cursor.selectedText():
            self.within.setChecked(False)
            self._tell(self.tr("Select several lines first"))
            return
        self._keep_to(cursor if self.within.isChecked() else None)
        self._on_wanted()

    def _keep_to(self, scope: QTextCursor | None) -> None:
        self.within.setChecked(scope is not None)
        if scope is not None:
            # the caret goes to where the search begins, or what is found first would be below it
            begin = QTextCursor(scope)
            begin.setPosition(scope.selectionStart())
            self._text.setTextCursor(begin)
        self._search.keep_to(scope)

    # replacing

    def _offer_replacing(self) -> None:
        writable = not self._text.isReadOnly()
        for part in (self.template, self.once, self.all):
            part.setEnabled(writable)

    def _on_once(self) -> None:
        if self._text.isReadOnly():
            return
        self._said = ""
        self._attempt(lambda: self._search.replace(self._wanted(), self.template.text()))

    def _on_all(self) -> None:
        if not self.field.text() or self._text.isReadOnly():
            return
        self._said = ""
        self._attempt(self._replace_all)

    def _replace_all(self) -> None:
        count = self._search.replace_all(self._wanted(), self.template.text())
        if self._search.trouble is None:
            self._tell(plural("{n} replaced", "{n} replaced", count))

    def _attempt(self, do: Callable[[], object]) -> None:
        from editor.ui.writing.finding.search import NoSuchGroup

        try:
            do()
            set_property(self.template, "invalid", False)
        except NoSuchGroup as error:
            self._say_trouble(
                self.tr("There is no group “{name}” to put in. Groups are what stands in ( ).")
                .format(name=error.name)
            )  # fmt: skip
            set_property(self.template, "invalid", True)

    # saying

    def _tell(self, words: str) -> None:
        """Say something that stays until the next search, or until the text is another."""
        self._said, self._said_of = words, self._text.body()
        self._say()

    def _say(self) -> None:
        if not self._built:
            return
        search, wanted = self._search, bool(self.field.text())
        count, place = len(search.found), search.place()
        if self._said or not wanted:
            text = self._said
        elif search.trouble is not None and not count:
            text = ""
        elif not count:
            text = self.tr("Not found") if search.done else ""
        elif place is None:
            text = self.tr("{n} found").format(n=number(count))
        else:
            text = self.tr("{n} of {all}").format(n=number(place + 1), all=number(count))
        self.count.setText(text)
        bad = search.trouble is not None or (search.done and not count and not self._said)
        set_property(self.field, "invalid", wanted and bad)
        self._say_trouble(self._trouble())

    def _trouble(self) -> str:
        from editor.ui.writing.finding.search import BadPattern

        error = self._search.trouble
        if error is None:
            return ""
        if isinstance(error, BadPattern):
            return self.tr("Not an expression yet, at character {n}: {reason}.").format(
                n=number(error.at), reason=error.reason
            )
        return self.tr(
            "This expression takes too long on this text. Make it simpler, or keep it to a selection."
        )

    def _say_trouble(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    # the parts

    def _build(self) -> None:
        """Make the parts when they are first wanted."""
        if self._built:
            return
        from editor.ui.writing.finding.text_search import TextSearch

        self._built = True
        self._search = TextSearch(self._text, self)
        column = QGridLayout(self)
        column.setContentsMargins(8, 6, 12, 6)
        column.setHorizontalSpacing(8)
        column.setVerticalSpacing(6)
        self.replacing = IconButton("caret-right", self.tr("Replace"), size=28, glyph=14)
        self.replacing.setCheckable(True)
        self.replacing.toggled.connect(self._on_replacing)
        self.field = self._field(self.tr("Find in this article"), self.tr("Find"))
        self.template = self._field(self.tr("Replace with"), self.tr("Replace with"))
        self.field.textChanged.connect(self._on_wanted)
        for row, parts in enumerate(((self.replacing, self.field), (None, self.template))):
            for at, part in enumerate(parts):
                if part is not None:
                    column.addWidget(part, row, at)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        column.addLayout(self._tools(), 0, 2, leading)
        column.addLayout(self._acts(), 1, 2, leading)
        self.trouble = label("", "status-bad", wrap=True)
        column.addWidget(self.trouble, 2, 1, 1, 3)
        cross = IconButton("x", self.tr("Close the find bar"), size=32, glyph=16)
        cross.clicked.connect(self.close_bar)
        column.addWidget(cross, 0, 4)
        column.setColumnStretch(1, 1000)  # the field takes what there is, up to its most
        column.setColumnStretch(3, 1)
        for one in self.findChildren(QAbstractButton):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the field
        self._on_replacing(False)
        self._say_trouble("")
        self._search.arrived.connect(self.found)
        self._search.changed.connect(self._say)
        self._text.verticalScrollBar().valueChanged.connect(self._on_moved)

    def _field(self, hint: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        made.setAccessibleName(name)
        made.setMinimumWidth(FIELD[0])
        made.setMaximumWidth(FIELD[1])
        made.installEventFilter(self)
        return made

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.case = self._toggle("", self.tr("Match case"), "C", "Aa")
        self.whole = self._toggle("", self.tr("Whole words"), "W", "W")
        self.regex = self._toggle("", self.tr("Regular expression"), "R", ".*")
        self.within = self._toggle("selection", self.tr("In the selection"), "L")
        for one in (self.case, self.whole, self.regex):
            one.clicked.connect(self._on_wanted)
        self.within.clicked.connect(self._on_within)
        for one in (self.case, self.whole, self.regex, self.within):
            row.addWidget(one)
        self.count = label("", "small")
        self.count.setMinimumWidth(84)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.count)
        for glyph, name, forward in (
            ("caret-up", self.tr("Previous match"), False),
            ("caret-down", self.tr("Next match"), True),
        ):
            one = IconButton(glyph, name, size=28, glyph=16)
            one.clicked.connect(lambda _checked=False, on=forward: self.step(forward=on))
            row.addWidget(one)
        return row

    def _toggle(self, glyph: str, name: str, letter: str, sign: str = "") -> IconButton:
        """A choice with an icon, or with the `sign` that other editors have for it."""
        key = QKeySequence(f"{_TOGGLE}+{letter}")
        made = IconButton(glyph, name, key, size=28, glyph=16, sign=sign, checkable=True)
        self._shortcut(key, made)
        return made

    def _shortcut(self, key: QKeySequence, button: QAbstractButton) -> None:
        """Press `button` by `key` while the focus is in the bar; a button's own would do so later."""
        made = QShortcut(key, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(button.click)

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.once = Button(self.tr("Replace"))
        self.once.clicked.connect(self._on_once)
        self.all = Button(self.tr("Replace all"))
        key = QKeySequence("Alt+Return")
        self.all.setToolTip(key.toString(QKeySequence.SequenceFormat.NativeText))
        self._shortcut(key, self.all)
        self.all.clicked.connect(self._on_all)
        row.addWidget(self.once)
        row.addWidget(self.all)
        return row

    def _on_replacing(self, shown: bool) -> None:
        self.replacing.setIcon(icon("caret-down" if shown else "caret-right"))
        for part in (self.template, self.once, self.all):
            part.setVisible(shown)

    # keys and views

    def _on_moved(self) -> None:
        if self.isVisible():
            self._search.mark()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._text.installEventFilter(self)
        self._search.mark(True)
        self._recount()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous() or not self._built:
            return  # the window is put aside, with all that is in it
        self._text.removeEventFilter(self)  # or each key would pass through here for ever
        self._later.stop()
        self._keep_to(None)  # the next search may be in another article
        self._search.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text:
            if event.type() == QEvent.Type.Resize:
                self._on_moved()
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if watched is self.template:
            self._on_once()
        else:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(forward=not back)
        return True

"""The sheets of kept texts: one to choose from, one to name a new one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from editor.model.errors import EditorError
from editor.services.snippets import Snippet, Snippets
from editor.text import front_matter
from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.side_list import Entry, SideList
from editor.ui.controls.widgets import Button, label, set_property
from editor.ui.wording import failure

SHOWN = 200  # characters of a text in the line below its name
LONGEST_NAME = 120
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SnippetSheet(AskingSheet):
    """Narrow the list down, choose a text, take it: the keys stay in the field, and arrows move."""

    taken = Signal(object)

    def __init__(
        self, window: QWidget, title: str, act: str, nothing: str, kept: Snippets, icon: str
    ) -> None:
        """`act` is what the primary button says, `nothing` how a first one is made."""
        super().__init__(window, title, QSize(560, 480), close_button=True)
        self._kept, self._icon, self._nothing = kept, icon, nothing
        self._found: tuple[Snippet, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter"))
        self.field.setAccessibleName(self.tr("Filter"))
        self.field.textEdited.connect(lambda: self.show_kept())
        self.field.installEventFilter(self)
        self.list = SideList(title)
        self.list.selectionModel().currentChanged.connect(lambda: self._enable())
        self.list.doubleClicked.connect(lambda: self._take())
        self.said = label("", "second", wrap=True)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.rename, self.delete = (
            Button(self.tr("Rename…"), "flat"),
            Button(self.tr("Delete…"), "flat"),
        )
        self.take = Button(act, "primary")
        self.rename.clicked.connect(lambda: self._ask_for_name())
        self.delete.clicked.connect(lambda: self._ask_to_delete())
        self.take.clicked.connect(lambda: self._take())
        self.answered_no()
        self.show_kept()

    def show_kept(self, current: str = "") -> None:
        """Show what is kept and fits the filter, with the one named `current` chosen, else the first."""
        try:
            every = self._kept.all()
        except EditorError as error:
            every = ()
            self._say(_sentence(error))
        wanted = self.field.text().casefold().split()
        self._found = tuple(one for one in every if all(word in _words(one) for word in wanted))
        rows = [
            Entry(str(n), one.name, self._hint(one), icon=self._icon)
            for n, one in enumerate(self._found)
        ]
        chosen = next((n for n, one in enumerate(self._found) if one.name == current), 0)
        self.list.show_entries(rows, str(chosen))
        self.list.setVisible(bool(rows))
        self.field.setEnabled(bool(every) or bool(wanted))
        if not every:
            self._say(self._nothing)
        elif not rows:
            self._say(self.tr("None fits “{text}”.").format(text=self.field.text()))
        else:
            self._say("")
        self._enable()

    def chosen(self) -> Snippet | None:
        """The text chosen in the list."""
        row = self.list.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def answered_no(self) -> None:
        self.lay_foot((self.rename, self.delete, 0, self.take), self)
        self.set_default(self.take)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            if event.type() == QEvent.Type.KeyPress:
                self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _hint(self, one: Snippet) -> str:
        if one.text is None:
            return self.tr("It cannot be read: it is no text, or too large.")
        _, words = front_matter.split(one.text)
        return " ".join(words[: 2 * SHOWN].split())[:SHOWN] or self.tr("Empty")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _enable(self) -> None:
        one = self.chosen()
        self.take.setEnabled(one is not None and one.text is not None)
        for button in (self.rename, self.delete):
            button.setEnabled(one is not None)

    def _take(self) -> None:
        one = self.chosen()
        if one is not None and one.text is not None:
            self.finish()
            self.taken.emit(one)

    def _ask_for_name(self) -> None:
        one = self.chosen()
        if one is None:
            return
        field = QLineEdit(one.name)
        field.setAccessibleName(self.tr("New name"))
        field.setMaxLength(LONGEST_NAME)
        cancel, go = Button(self.tr("Cancel")), Button(self.tr("Rename"), "primary")
        cancel.clicked.connect(self.answered_no)
        go.clicked.connect(lambda: self._rename(one, " ".join(field.text().split())))
        self.lay_foot((field, cancel, go), None)
        self.set_default(go)
        field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rename(self, one: Snippet, name: str) -> None:
        try:
            if name != one.name and self._kept.has(name):
                self._say(self.tr("There is one named “{name}” already.").format(name=name))
                return
            self._kept.rename(one, name)
        except EditorError as error:
            self._say(_sentence(error))
            return
        self.field.clear()
        self.show_kept(name)
        self.answered_no()

    def _ask_to_delete(self) -> None:
        one = self.chosen()
        if one is not None:
            question = self.tr("Delete “{name}” for good?").format(name=one.name)
            self.ask(question, self.tr("Delete"), partial(self._delete, one), self.tr("Keep it"))

    def _delete(self, one: Snippet) -> None:
        self.answered_no()
        try:
            self._kept.delete(one)
        except EditorError as error:
            self._say(_sentence(error))
            return
        self.show_kept()


class NameSheet(AskingSheet):
    """Asks for a name that a text is kept under; another of that name is not replaced unasked."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        act: str,
        kept: Snippets,
        save: Callable[[str], None],
        name: str = "",
    ) -> None:
        """`save` gets the name and may raise `EditorError`; `name` is proposed."""
        super().__init__(window, title, QSize(480, 264))
        self._kept, self._save = kept, save
        self.name = NamedField(self.tr("Name"))
        self.name.field.setMaxLength(LONGEST_NAME)
        self.name.field.setText(name)
        self.name.field.selectAll()
        self.name.field.textEdited.connect(lambda: self._say(""))
        self.said = label("", "hint", wrap=True)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.said)
        column.addStretch(1)
        self.cancel, self.go = Button(self.tr("Cancel")), Button(act, "primary")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(lambda: self._try())
        self.answered_no()

    def answered_no(self) -> None:
        self.lay_foot((0, self.cancel, self.go), self)
        self.set_default(self.go)
        self.name.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        name = " ".join(self.name.field.text().split())
        try:
            there = self._kept.has(name)
        except EditorError as error:
            self._say(_sentence(error))
            return
        if there:
            question = self.tr("There is one named “{name}”. Replace it?").format(name=name)
            self.ask(question, self.tr("Replace"), partial(self._keep, name), self.tr("Cancel"))
        else:
            self._keep(name)

    def _keep(self, name: str) -> None:
        try:
            self._save(name)
        except EditorError as error:
            self.answered_no()
            self._say(_sentence(error))
            return
        self.finish()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        set_property(self.name.field, "invalid", bool(text))


def _words(one: Snippet) -> str:
    return f"{one.name}\n{one.text or ''}".casefold()


def _sentence(error: EditorError) -> str:
    words = failure(error)
    return f"{words.what} {words.then}"

"""The part of the preferences about spelling: on or off, languages, dictionaries, own words."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from editor.system.settings import SPELLING, SPELLING_LANGUAGES
from editor.ui.controls.file_dialog import file_to_open
from editor.ui.controls.widgets import Button, CheckBox, Rule, label
from editor.ui.wording import failure, language_name

if TYPE_CHECKING:
    from editor.services.spelling import Spelling
    from editor.system.dictionaries import Dictionary
    from editor.ui.window_frame import WindowFrame

Shown = tuple[tuple["Dictionary", ...], tuple[str, ...]]


class SpellingPreferences(QWidget):
    """Each choice takes effect at once; the own words are for whoever closes the preferences."""

    turned = Signal(bool)
    changed = Signal()

    def __init__(self, spelling: "Spelling", window: "WindowFrame") -> None:
        super().__init__()
        self._spelling, self._window = spelling, window
        self._settings = window.services.settings
        self._words: tuple[str, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addWidget(label(self.tr("Spelling"), "heading"))
        self.on = CheckBox(self.tr("Mark misspelt words"))
        self.on.setChecked(self._settings.get(SPELLING))
        self.on.toggled.connect(self.turned)
        column.addWidget(self.on)
        column.addWidget(
            label(self.tr("Languages that may occur besides the article’s own"), "field")
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.add = Button(self.tr("Add a dictionary…"), "", "plus", compact=True)
        self.add.clicked.connect(self._choose)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addSpacing(4)
        column.addWidget(label(self.tr("Own words, one a line"), "field"))
        self.words = QPlainTextEdit()
        self.words.setProperty("field", True)
        self.words.setAccessibleName(self.tr("Own words, one a line"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(96)
        self.words.setEnabled(False)  # until they are read
        column.addWidget(self.words)
        self._read()

    def _read(self) -> None:
        spelling = self._spelling
        self._window.tasks.run(
            lambda _job: (spelling.dictionaries(), spelling.own_words()), self, self._show
        )

    def _show(self, found: Shown) -> None:
        dictionaries, words = found
        if self._words is None:
            self._words = words
            self.words.setPlainText("\n".join(words))
            self.words.setEnabled(True)
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item is not None and (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self._boxes: dict[str, CheckBox] = {}
        chosen = self._settings.get(SPELLING_LANGUAGES)
        for dictionary in dictionaries:
            box = CheckBox(language_name(dictionary.tag))
            box.setChecked(chosen == "all" or dictionary.tag in chosen.split())
            box.toggled.connect(self._on_ticked)
            self._boxes[dictionary.tag] = box
            self._rows.addWidget(self._row(box, dictionary))

    def _row(self, box: CheckBox, dictionary: "Dictionary") -> QWidget:
        widget = QWidget()
        widget.setFixedHeight(28)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(box)
        row.addStretch(1)
        if dictionary.origin == "added":
            remove = Button(self.tr("Remove"), "link")
            remove.setAccessibleName(
                self.tr("Remove the dictionary for {name}").format(name=box.text())
            )
            remove.clicked.connect(partial(self._remove, dictionary))
            row.addWidget(remove)
        else:
            row.addWidget(label(self._origin(dictionary), "hint"))
        return widget

    def _origin(self, dictionary: "Dictionary") -> str:
        return (
            self.tr("comes with Standfirst")
            if dictionary.origin == "package"
            else self.tr("from the system")
        )

    def _on_ticked(self) -> None:
        ticked = [tag for tag, box in self._boxes.items() if box.isChecked()]
        every = len(ticked) == len(self._boxes)
        self._window.keep(SPELLING_LANGUAGES, "all" if every else " ".join(ticked))
        self.changed.emit()

    def _choose(self) -> None:
        kinds = self.tr("Dictionaries") + " (*.dic *.aff *.oxt *.zip)"
        path = file_to_open(self, self.tr("Add a dictionary"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Add the dictionaries of a file; why it cannot be is said below the button."""
        spelling = self._spelling
        self.add.setEnabled(False)
        self._window.tasks.run(
            lambda _job: spelling.add_dictionary(path), self, self._on_changed, self._on_failed
        )

    def _remove(self, dictionary: "Dictionary") -> None:
        spelling = self._spelling
        self._window.tasks.run(
            lambda _job: spelling.remove_dictionary(dictionary),
            self,
            self._on_changed,
            self._on_failed,
        )

    def _on_changed(self, _done: object) -> None:
        self.add.setEnabled(True)
        self.problem.hide()
        self._read()
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.add.setEnabled(True)
        words = failure(error)
        self.problem.setText(f"{words.what} {words.then}".strip())
        self.problem.show()

    def edited_words(self) -> tuple[str, ...] | None:
        """The own words as they were edited; None where they were not."""
        wanted = tuple(self.words.toPlainText().splitlines())
        return None if self._words is None or wanted == self._words else wanted

"""Tabs by language, with a menu to add one: for words that exist once in each language."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from editor.ui.controls.widgets import Button, Rule, label
from editor.ui.wording import language_name, tr

OFFERED = (
    "en", "ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id",
    "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip


class LanguageTabs(QWidget):
    """One tab a language. Emits the tag of the language chosen, added ones included."""

    chosen = Signal(str)
    added = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label(title, "field"))
        self.bar = QTabBar()
        self.bar.setAccessibleName(title)
        self.bar.setDocumentMode(True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.currentChanged.connect(self._on_current)
        row.addWidget(self.bar, 1)
        self.add = Button(tr("Language"), "flat", "plus", compact=True)
        self.add.setAccessibleName(tr("Add a language"))
        self.add.clicked.connect(self._on_add)
        row.addWidget(self.add)
        box.addLayout(row)
        box.addWidget(Rule())
        self._languages: list[str] = []

    @property
    def language(self) -> str:
        """The tag of the language chosen."""
        at = self.bar.currentIndex()
        return self._languages[at] if 0 <= at < len(self._languages) else ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags that have a tab."""
        return tuple(self._languages)

    def show_languages(self, languages: Sequence[str], current: str = "") -> None:
        """Show a tab for each of `languages` and choose one, telling nobody."""
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        self._languages = list(languages)
        for language in languages:
            self.bar.addTab(language_name(language))
        if current in self._languages:
            self.bar.setCurrentIndex(self._languages.index(current))
        self.bar.blockSignals(False)

    def add_language(self, language: str) -> None:
        """Add a tab and choose it; one that is there already is chosen."""
        if language not in self._languages:
            self._languages.append(language)
            self.bar.blockSignals(True)
            self.bar.addTab(language_name(language))
            self.bar.blockSignals(False)
            self.added.emit(language)
        self.bar.setCurrentIndex(self._languages.index(language))

    def _on_current(self, at: int) -> None:
        if 0 <= at < len(self._languages):
            self.chosen.emit(self._languages[at])

    def menu(self) -> QMenu:
        """The languages that have no tab yet, by their own names."""
        menu = QMenu(self)
        names = sorted((language_name(tag), tag) for tag in OFFERED if tag not in self._languages)
        for name, tag in names:
            menu.addAction(name).triggered.connect(lambda _=False, t=tag: self.add_language(t))
        return menu

    def _on_add(self) -> None:
        self.menu().popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

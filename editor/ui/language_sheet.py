"""Asks in which language a paragraph is."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, isolated, label
from editor.ui.details.language_field import LANGUAGES
from editor.ui.wording import language_name
from editor.ui.writing.spelling.paragraph_language import Passage


class LanguageSheet(Sheet):
    """Offers the languages, and first that of the article; `then` hears what is chosen."""

    def __init__(
        self, window: QWidget, passage: Passage, article: str, then: Callable[[str], None]
    ) -> None:
        """`article` is the language of the whole article, which `then` hears as ""."""
        super().__init__(window, self.tr("Language of this paragraph"), QSize(440, 260))
        self._passage, self._then = passage, then
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language"))
        name = isolated(language_name(article))  # an Arabic name would turn the words
        self.language.addItem(self.tr("As the article: {name}").format(name=name), "")
        chosen = passage.language
        for tag in LANGUAGES if chosen in ("", *LANGUAGES) else (chosen, *LANGUAGES):
            self.language.addItem(language_name(tag), tag)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        column.addWidget(self.language)
        column.addWidget(
            label(
                self.tr(
                    "Its words are checked in that language, set in its direction, and read aloud "
                    "with its voice where they are published."
                ),
                "hint",
                wrap=True,
            )
        )
        column.addStretch(1)
        cancel, done = Button(self.tr("Cancel")), Button(self.tr("Set language"), "primary")
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self._set)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(done)
        self.set_default(done)

    def _set(self) -> None:
        language = str(self.language.currentData())
        self.finish()
        if language != self._passage.language:
            self._then(language)

"""The language that an article is written in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from editor.model.draft import Draft
from editor.ui.controls.section import Section
from editor.ui.wording import language_name

LANGUAGES = (
    "en", "en-GB", "en-US", "ar", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu",
    "id", "it", "ja", "ko", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sv", "th", "tr", "uk",
    "ur", "vi", "zh",
)  # fmt: skip


class LanguageSection(Section):
    """The inspector's last section; an article's own language is offered whatever it is."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("")
        self.rename(self.tr("Language"))
        self.language = QComboBox()
        self.language.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.language.setMinimumContentsLength(8)
        self.language.setAccessibleName(self.tr("Language"))
        self.language.activated.connect(
            lambda row: self.edited.emit("language", str(self.language.itemData(row)))
        )
        self.add("", self.language)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft, telling no one."""
        tag = draft.language
        tags = list(LANGUAGES if tag in LANGUAGES else (tag, *LANGUAGES))
        if [self.language.itemData(row) for row in range(self.language.count())] != tags:
            self.language.clear()
            for one in tags:
                self.language.addItem(language_name(one), one)
        self.language.setCurrentIndex(tags.index(tag))
        self.show_value(language_name(tag))

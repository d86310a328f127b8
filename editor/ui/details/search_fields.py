"""What search engines and social networks are told of an article."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from editor.model.draft import Draft, Seo, Social
from editor.ui.controls.area import Area
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import label
from editor.ui.details.picture_picker import PicturePicker


class SearchSection(Section):
    """The inspector's section for search and social; an empty field shows what is told in its place."""

    edited = Signal(str, object)
    picture_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.rename(self.tr("Search and social"))
        self._draft = Draft()
        self.title = self._line(self.tr("Title"), self.tr("Title"), "seo", "title")
        self.description = self._area(
            self.tr("Description"), self.tr("Description"), "seo", "description"
        )
        self.canonical = self._line(
            self.tr("Canonical"), self.tr("Canonical address"), "seo", "canonical"
        )
        self.canonical.setPlaceholderText(self.tr("Its own address"))
        self.canonical.setToolTip(
            self.tr(
                "Where the article stood first, if that was elsewhere: search engines show that."
            )
        )
        heading = label(self.tr("On social networks"), "list-heading")
        heading.setContentsMargins(0, 8, 0, 0)
        self.add("", heading)
        self.social_title = self._line(self.tr("Title"), self.tr("Social title"), "social", "title")
        self.social_description = self._area(
            self.tr("Description"), self.tr("Social description"), "social", "description"
        )
        self.picture = PicturePicker(
            (
                self.tr("Choose a social image"),
                self.tr("Replace the social image"),
                self.tr("Remove the social image"),
            )
        )
        self.picture.wanted.connect(self.picture_wanted)
        self.picture.removed.connect(lambda: self._tell("social", "image", ""))
        self.add("", self.picture)
        self._hint = label("", "hint", wrap=True)
        self.add("", self._hint)

    def _line(self, shown: str, name: str, field: str, part: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda text: self._tell(field, part, text))
        self.add(shown, line)
        return line

    def _area(self, shown: str, name: str, field: str, part: str) -> Area:
        area = Area(name)
        area.setFixedHeight(64)
        area.textChanged.connect(lambda: self._tell(field, part, area.toPlainText()))
        self.add(shown, area)
        return area

    def show_draft(self, draft: Draft, where: Callable[[str], Path | None], ratio: float) -> None:
        """Show a draft, telling no one; `where` finds the file of a picture."""
        self._draft = draft
        seo, social = draft.seo, draft.social
        for line, text in (
            (self.title, seo.title),
            (self.canonical, seo.canonical),
            (self.social_title, social.title),
        ):
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
        for area, text in (
            (self.description, seo.description),
            (self.social_description, social.description),
        ):
            if area.toPlainText() != text:
                area.blockSignals(True)
                area.setPlainText(text)
                area.blockSignals(False)
        excerpt = draft.excerpt.strip() or draft.subtitle.strip() or self.tr("The first free words")
        self.title.setPlaceholderText(draft.title)
        self.description.setPlaceholderText(excerpt)
        self.social_title.setPlaceholderText(seo.title or draft.title)
        self.social_description.setPlaceholderText(excerpt)
        self.picture.show_picture(social.image, where, ratio)
        self._hint.setVisible(not social.image)
        self._hint.setText(
            self.tr("Cards show the featured image.")
            if draft.image
            else self.tr("Cards show no picture of the article.")
        )
        by_hand = seo != Seo() or social != Social()
        self.show_value(self.tr("By hand") if by_hand else self.tr("From title and excerpt"))

    def _tell(self, field: str, part: str, text: str) -> None:
        seo, social, changes = self._draft.seo, self._draft.social, {part: text}
        now = replace(seo, **changes) if field == "seo" else replace(social, **changes)
        if now not in (seo, social):
            self.edited.emit(field, now)

"""The "Published by" box as readers meet it, live while the profile is edited."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from editor.model.author import AuthorProfile
from editor.render.phrases import phrases_for
from editor.ui.controls.appearance import font
from editor.ui.controls.portrait import Portrait
from editor.ui.controls.widgets import label
from editor.ui.wording import language_name, tr


def link_name(link: str) -> str:
    """What a link is called on a page: its host without "www."; a handle is itself."""
    host = urlsplit(link).hostname or ""
    return host.removeprefix("www.") or link.removeprefix("mailto:")


class AuthorBox(QFrame):
    """One box, in the language of an article."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("author-box")
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(10)
        self.heading = label("", "field")
        box.addWidget(self.heading)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.portrait = Portrait(56)
        row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        self.name = label("", "serif", wrap=True)
        self.bio = label("", "second", wrap=True)
        self.links = label("", "link-line", wrap=True)
        self.links.setFont(font(12, QFont.Weight.Medium))
        self.links.setTextFormat(Qt.TextFormat.RichText)
        for part in (self.name, self.bio, self.links):
            texts.addWidget(part)
        row.addLayout(texts, 1)
        box.addLayout(row)

    def show_profile(self, profile: AuthorProfile, picture: Path | None, language: str) -> None:
        """Show `profile` as an article in `language` does, without what is noted in it."""
        profile = profile.public()
        way = QLocale(language or "en").textDirection()
        self.setLayoutDirection(way)
        backwards = way == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
        for part in (self.heading, self.name, self.bio, self.links):
            # a label goes by the script of its own text otherwise
            part.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.heading.setText(phrases_for(language or "en").published_by)
        self.portrait.show_author(profile.name, picture)
        self.name.setText(profile.name or tr("Name"))
        self.bio.setText(profile.bio(language))
        self.bio.setVisible(bool(profile.bio(language)))
        names = [f"<u>{escape(link_name(link))}</u>" for link in profile.links if link.strip()]
        self.links.setText(" &nbsp; ".join(names))
        self.links.setVisible(bool(names))


class AuthorPreview(QWidget):
    """The box in the profile's first language, and in the one being written where that differs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("author-stage")
        self.setAccessibleName(tr("“Published by” box"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(tr("“Published by” box"), "heading"), 1)
        head.addWidget(label(tr("Updates as you type"), "small"))
        column.addLayout(head)
        self.box = AuthorBox()
        column.addWidget(self.box)
        self._other_title = label("", "small")
        self.other = AuthorBox()
        column.addSpacing(8)
        column.addWidget(self._other_title)
        column.addWidget(self.other)
        column.addStretch(1)

    def show_profile(self, profile: AuthorProfile, picture: Path | None, language: str) -> None:
        """Show the boxes; `language` is that of the bio being written."""
        first = next(iter(profile.bios), "") or "en"
        self.box.show_profile(profile, picture, first)
        differs = bool(language) and language != first
        self._other_title.setVisible(differs)
        self.other.setVisible(differs)
        if differs:
            text = tr("In an article in {language}").format(language=language_name(language))
            self._other_title.setText(text)
            self.other.show_profile(profile, picture, language)

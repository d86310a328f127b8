"""The form of an author's profile; every change is told at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from editor.model.author import AuthorProfile
from editor.model.site import Site
from editor.ui.authors.author_parts import LinkList, SiteMapping
from editor.ui.controls.area import Area
from editor.ui.controls.file_dialog import file_to_open
from editor.ui.controls.language_tabs import LanguageTabs
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.portrait import Portrait
from editor.ui.controls.widgets import Button, label
from editor.ui.wording import number, tr

BIO_LETTERS = 300
PICTURES = "*.jpg *.jpeg *.png *.webp *.gif *.heic *.tif *.tiff"


class AuthorForm(QWidget):
    """Shows one profile; `profile` is what it says now."""

    changed = Signal()
    picture_chosen = Signal(bytes)
    users_wanted = Signal(str)
    language_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._profile = AuthorProfile("", "")
        self._bios: dict[str, str] = {}
        self._silent = False
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(0)
        box.addLayout(self._make_head())
        box.addSpacing(16)
        self.tabs = LanguageTabs(tr("Bio"))
        self.tabs.chosen.connect(self._show_bio)
        box.addWidget(self.tabs)
        box.addSpacing(10)
        self.bio = Area("")
        self.bio.setFixedHeight(76)
        self.bio.textChanged.connect(self._on_bio)
        box.addWidget(self.bio)
        below = QHBoxLayout()
        below.setContentsMargins(0, 4, 0, 14)
        text = tr("Readers get the bio in the article’s language, the first one if there is none.")
        below.addWidget(label(text, "hint", wrap=True), 1)
        self.count = label("", "hint")
        below.addWidget(self.count)
        box.addLayout(below)
        box.addWidget(label(tr("Links"), "field"))
        box.addSpacing(4)
        self.links = LinkList()
        self.links.changed.connect(self._on_changed)
        box.addWidget(self.links)
        box.addSpacing(10)
        self._sites_title = label(tr("On your sites"), "field")
        box.addWidget(self._sites_title)
        box.addSpacing(4)
        self.sites = SiteMapping()
        self.sites.changed.connect(self._on_changed)
        self.sites.users_wanted.connect(self.users_wanted)
        box.addWidget(self.sites)
        box.addStretch(1)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.portrait = Portrait(72)
        row.addWidget(self.portrait)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.name = QLineEdit()
        self.name.textEdited.connect(self._on_changed)
        column.addWidget(NamedField(tr("Name"), self.name))
        picture = QHBoxLayout()
        picture.setSpacing(16)
        self.change = Button(tr("Change picture…"), "link")
        self.change.clicked.connect(self._on_change_picture)
        self.remove = Button(tr("Remove"), "link")
        self.remove.setAccessibleName(tr("Remove the picture"))
        self.remove.clicked.connect(self._on_remove_picture)
        self.picture_says = label(tr("place data is removed"), "hint")
        for part in (self.change, self.remove, self.picture_says):
            picture.addWidget(part)
        picture.addStretch(1)
        column.addLayout(picture)
        row.addLayout(column, 1)
        return row

    @property
    def profile(self) -> AuthorProfile:
        """The profile as the form has it."""
        return replace(
            self._profile,
            name=self.name.text().strip(),
            bios={tag: bio for tag, bio in self._bios.items() if bio.strip()},
            links=self.links.links,
            accounts=self.sites.accounts,
        )

    @property
    def language(self) -> str:
        """The language of the bio being written."""
        return self.tabs.language

    def show_profile(
        self, profile: AuthorProfile, picture: Path | None, sites: Sequence[Site]
    ) -> None:
        """Show another profile."""
        self._silent = True
        self._profile = profile
        self._bios = dict(profile.bios)
        self.name.setText(profile.name)
        languages = list(profile.bios) or [_own_language()]
        self.tabs.show_languages(languages, languages[0])
        self._show_bio(languages[0])
        self.links.show_links(profile.links)
        self.sites.show_sites(sites, profile.accounts)
        self._sites_title.setVisible(bool(sites))
        self._silent = False
        self.show_picture(profile, picture)

    def show_picture(self, profile: AuthorProfile, picture: Path | None) -> None:
        """Show another picture of the same person."""
        self._profile = replace(self._profile, avatar=profile.avatar, slug=profile.slug)
        self.portrait.show_author(self.name.text(), picture)
        self.change.setText(tr("Change picture…") if picture else tr("Choose a picture…"))
        self.remove.setVisible(picture is not None)

    def _show_bio(self, language: str) -> None:
        silent, self._silent = self._silent, True
        self.bio.setLayoutDirection(QLocale(language or "en").textDirection())
        self.bio.setPlainText(self._bios.get(language, ""))
        self.bio.setAccessibleName(
            tr("Bio, {language}").format(
                language=self.tabs.bar.tabText(self.tabs.bar.currentIndex())
            )
        )
        self._silent = silent
        self._show_count()
        self.language_shown.emit(language)

    def _show_count(self) -> None:
        letters = len(self.bio.toPlainText())
        self.count.setText(
            tr("{count} of {most}").format(count=number(letters), most=number(BIO_LETTERS))
        )

    def _on_bio(self) -> None:
        if self._silent:
            return
        self._bios[self.tabs.language] = self.bio.toPlainText()
        self._show_count()
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._silent:
            self.changed.emit()

    def _on_change_picture(self) -> None:
        kinds = tr("Pictures ({kinds})").format(kinds=PICTURES)
        path = file_to_open(self, tr("Choose a picture"), kinds)
        if path is not None:
            self.take_picture(path)

    def take_picture(self, path: Path) -> None:
        """Offer the picture at `path`; a file that cannot be read is offered as nothing."""
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        self.picture_chosen.emit(data)

    def _on_remove_picture(self) -> None:
        self._profile = replace(self._profile, avatar="")
        self.show_picture(self._profile, None)
        self.changed.emit()


def _own_language() -> str:
    """The language to begin a first bio in: the computer's."""
    tag = QLocale().bcp47Name().split("-")[0]
    return tag if tag and tag != "C" else "en"

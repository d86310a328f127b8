"""The fields of the article's details, in sections."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from editor.cms.registry import Kind
from editor.model.article import count_words
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.site import Site
from editor.services.drafting import Counts
from editor.ui.controls.area import Area
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import Button, CheckBox, label
from editor.ui.details.image_fields import ImageSection
from editor.ui.details.language_field import LanguageSection
from editor.ui.details.publish_fields import PublishSection
from editor.ui.details.search_fields import SearchSection
from editor.ui.details.sharing_fields import SharingSection
from editor.ui.details.term_fields import TermsSection
from editor.ui.wording import access_name, gate_hint, gate_name, number, plural

Picture = Callable[[str], Path | None]


class DetailFields(QWidget):
    """A column of sections; `edited` carries the name of a draft's field and its new value."""

    edited = Signal(str, object)
    cut_wanted = Signal()
    picture_wanted = Signal()
    social_picture_wanted = Signal()

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        """`picture` finds the file of one of the article's pictures."""
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._draft = Draft()
        self._site: Site | None = None
        self._kinds: tuple[Kind, ...] = ()
        self._picture = picture
        self._sections = QVBoxLayout(self)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self.publish = PublishSection()
        self.publish.edited.connect(self.edited)
        self._sections.addWidget(self.publish)
        self._make_access()
        self.terms = TermsSection()
        self.terms.edited.connect(self.edited)
        self._sections.addWidget(self.terms)
        self.image = ImageSection()
        self.image.edited.connect(lambda image: self._tell("image", image))
        self.image.picture_wanted.connect(self.picture_wanted)
        self._sections.addWidget(self.image)
        self._make_excerpt()
        self.search = SearchSection()
        self.search.edited.connect(self.edited)
        self.search.picture_wanted.connect(self.social_picture_wanted)
        self._sections.addWidget(self.search)
        self.sharing = SharingSection()
        self.sharing.edited.connect(self.edited)
        self._sections.addWidget(self.sharing)
        self._make_comments()
        self.languages = LanguageSection()
        self.languages.edited.connect(self.edited)
        self._sections.addWidget(self.languages)
        self._sections.addStretch(1)

    def _section(self, title: str, *, opened: bool = False) -> Section:
        section = Section(title, opened=opened)
        self._sections.addWidget(section)
        return section

    def _make_access(self) -> None:
        section = self._section(self.tr("Access"), opened=True)
        self._access = section
        self.access = _combo()
        self.access.addItems([access_name(access) for access in Access])
        self.access.activated.connect(lambda row: self._tell("access", tuple(Access)[row]))
        section.add(self.tr("Who reads"), self.access)
        self._gate = label("")
        self._gate.setMinimumWidth(1)
        section.add(self.tr("Gate"), self._gate)
        row = QHBoxLayout()
        self._cut = label("")
        self._cut.setMinimumWidth(1)
        row.addWidget(self._cut, 1)
        self._show_cut = Button(self.tr("Show"), "link")
        self._show_cut.setAccessibleName(self.tr("Show the cut"))
        self._show_cut.clicked.connect(self.cut_wanted)
        row.addWidget(self._show_cut)
        section.add(self.tr("Cut"), row)

    def _make_excerpt(self) -> None:
        section = self._section(self.tr("Excerpt"))
        self._excerpt = section
        self.excerpt = self._area_field(self.tr("Excerpt"), 84)
        self.excerpt.textChanged.connect(
            lambda: self._tell_if("excerpt", self.excerpt.toPlainText())
        )
        section.add("", self.excerpt)
        section.add(
            "",
            label(
                self.tr(
                    "Cards, feeds and search show it. Empty: the standfirst, else the first free words."
                ),
                "hint",
                wrap=True,
            ),
        )

    def _make_comments(self) -> None:
        section = self._section(self.tr("Comments"))
        self._comments = section
        self.comments = CheckBox(self.tr("Readers may comment"))
        self.comments.clicked.connect(lambda on: self._tell("comments", bool(on)))
        section.add("", self.comments)

    def _area_field(self, name: str, height: int) -> Area:
        field = Area(name)
        field.setFixedHeight(height)
        return field

    # what is shown

    def show_draft(self, draft: Draft, site: Site | None) -> None:
        """Show a draft, telling no one; a field that is being typed in keeps its caret."""
        self._draft = draft
        if site != self._site:
            self._site = site
            self._offer()
        self.publish.show_draft(draft, site)
        self.sharing.show_draft(draft)
        self.access.setCurrentIndex(tuple(Access).index(draft.access))
        self._show_gate(draft, site)
        self.terms.show_draft(draft)
        self.image.show_image(draft.image, self._picture, self.devicePixelRatioF())
        if self.excerpt.toPlainText() != draft.excerpt:
            self.excerpt.blockSignals(True)
            self.excerpt.setPlainText(draft.excerpt)
            self.excerpt.blockSignals(False)
        self.search.show_draft(draft, self._picture, self.devicePixelRatioF())
        self.comments.setChecked(draft.comments)
        self.languages.show_draft(draft)
        self._say_values(draft)

    def show_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """What there is to publish to, which takes a while to find out; before, nothing of it is shown."""
        self._kinds = kinds
        self._offer()

    def _offer(self) -> None:
        self.publish.offer(self._kinds, self._site)
        self.sharing.offer(self._kinds, self._site)

    def show_counts(self, counts: Counts) -> None:
        """Say what the cut leaves free."""
        if not counts.gated:
            text = self.tr("Nothing is locked")
        elif counts.cut_lines:
            text = self.tr("{free} of {all} words free").format(
                free=number(counts.free), all=number(counts.all)
            )
        else:
            text = self.tr("No cut: nothing is free")
        self._cut.setText(text)
        self._show_cut.setEnabled(bool(counts.cut_lines))

    def open(self, place: str) -> QWidget:
        """Open the section of a draft's field, and give the field."""
        section, field = {
            "date": (self.publish, self.publish.date.day),
            "slug": (self.publish, self.publish.slug),
            "sticky": (self.publish, self.publish.sticky),
            "private": (self.publish, self.publish.private),
            "share": (self.sharing, self.sharing.share),
            "share_message": (self.sharing, self.sharing.message),
            "access": (self._access, self.access),
            "tags": (self.terms, self.terms.tags),
            "categories": (self.terms, self.terms.categories),
            "image": (self.image, self.image.alt),
            "excerpt": (self._excerpt, self.excerpt),
            "seo": (self.search, self.search.title),
            "social": (self.search, self.search.social_title),
            "canonical": (self.search, self.search.canonical),
            "comments": (self._comments, self.comments),
            "language": (self.languages, self.languages.language),
        }.get(place, (self.publish, self.publish.slug))
        section.open()
        return field

    def _show_gate(self, draft: Draft, site: Site | None) -> None:
        if draft.access is Access.EVERYONE:
            self._gate.setText(self.tr("None: it is free"))
            self._gate.setToolTip("")
        elif site is None:
            self._gate.setText(self.tr("Choose a site first"))
            self._gate.setToolTip("")
        else:
            self._gate.setText(gate_name(site.gate))
            self._gate.setToolTip(gate_hint(site.gate))

    def _say_values(self, draft: Draft) -> None:
        self._access.show_value(access_name(draft.access))
        if draft.excerpt.strip():
            count = count_words(draft.excerpt)
            source = self.tr("By hand") + " · " + plural("{n} word", "{n} words", count)
        elif draft.subtitle.strip():
            source = self.tr("From the standfirst")
        else:
            source = self.tr("From the text")
        self._excerpt.show_value(source)
        self._comments.show_value(self.tr("Open") if draft.comments else self.tr("Closed"))

    # what is told

    def _tell(self, field: str, value: object) -> None:
        self.edited.emit(field, value)

    def _tell_if(self, field: str, value: str) -> None:
        if getattr(self._draft, field) != value:
            self._tell(field, value)


def _combo() -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made

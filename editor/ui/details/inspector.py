"""Article details: everything about an article that is not its text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.model.article import count_words
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.site import Site
from editor.services.drafting import Counts, proposed_slug
from editor.ui.controls.appearance import color
from editor.ui.controls.chips_field import ChipsField
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import Button, CheckBox, IconButton, Rule, label
from editor.ui.details.date_fields import DateFields, ZoneField
from editor.ui.details.image_fields import ImageSection
from editor.ui.wording import access_name, gate_hint, gate_name, language_name, number, plural

WIDTH = 312
LANGUAGES = (
    "en", "en-GB", "en-US", "ar", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu",
    "id", "it", "ja", "ko", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sv", "th", "tr", "uk",
    "ur", "vi", "zh",
)  # fmt: skip


class Inspector(QFrame):
    """A column of sections; `edited` carries the name of a draft's field and its new value."""

    edited = Signal(str, object)
    closed = Signal()
    cut_wanted = Signal()
    picture_wanted = Signal()

    def __init__(
        self, picture: Callable[[str], Path | None], parent: QWidget | None = None
    ) -> None:
        """`picture` finds the file of one of the article's pictures."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Article details"))
        self.setFixedWidth(WIDTH)
        self.setAutoFillBackground(True)
        self._draft = Draft()
        self._picture = picture
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(Rule())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._sections = QVBoxLayout(inner)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self._area = area
        self._make_publish()
        self._make_access()
        self._make_terms()
        self.image = ImageSection()
        self.image.edited.connect(lambda image: self._tell("image", image))
        self.image.picture_wanted.connect(self.picture_wanted)
        self._sections.addWidget(self.image)
        self._make_excerpt()
        self._make_seo()
        self._make_comments()
        self._make_language()
        self._sections.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)
        self._colour()

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label(self.tr("Article details"), "heading"), 1)
        cross = IconButton("x", self.tr("Close details"))
        cross.clicked.connect(self.closed)
        row.addWidget(cross)
        return head

    def _section(self, title: str, *, opened: bool = False) -> Section:
        section = Section(title, opened=opened)
        self._sections.addWidget(section)
        return section

    def _make_publish(self) -> None:
        section = self._section(self.tr("Publish"), opened=True)
        section.rows.setContentsMargins(16, 0, 16, 12)
        self._publish = section
        self.date = DateFields()
        self.date.edited.connect(lambda value: self._tell("date", value))
        section.add(self.tr("Date"), self.date)
        self.zone = ZoneField()
        self.zone.chosen.connect(self._on_zone)
        section.add(self.tr("Time zone"), self.zone)
        self.slug = QLineEdit()
        self.slug.textEdited.connect(lambda text: self._tell("slug", text.strip()))
        section.add(self.tr("Slug"), self.slug)

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

    def _make_terms(self) -> None:
        section = self._section(self.tr("Tags and categories"), opened=True)
        self._terms = section
        self.tags = ChipsField(self.tr("Tags"), self.tr("Add a tag"))
        self.tags.edited.connect(lambda values: self._tell("tags", values))
        section.add(self.tr("Tags"), self.tags)
        self.categories = ChipsField(self.tr("Categories"), self.tr("Add a category"))
        self.categories.edited.connect(lambda values: self._tell("categories", values))
        section.add(self.tr("Categories"), self.categories)

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

    def _make_seo(self) -> None:
        section = self._section(self.tr("Search and social"))
        self._seo = section
        self.seo_title = QLineEdit()
        self.seo_title.textEdited.connect(
            lambda text: self._tell("seo", replace(self._draft.seo, title=text))
        )
        section.add(self.tr("Title"), self.seo_title)
        self.seo_description = self._area_field(self.tr("Description"), 64)
        self.seo_description.textChanged.connect(self._on_description)
        section.add(self.tr("Description"), self.seo_description)

    def _make_comments(self) -> None:
        section = self._section(self.tr("Comments"))
        self._comments = section
        self.comments = CheckBox(self.tr("Readers may comment"))
        self.comments.clicked.connect(lambda on: self._tell("comments", bool(on)))
        section.add("", self.comments)

    def _make_language(self) -> None:
        section = self._section(self.tr("Language"))
        self._language = section
        self.language = _combo()
        self.language.setAccessibleName(self.tr("Language"))
        self.language.activated.connect(self._on_language)
        section.add("", self.language)

    def _area_field(self, name: str, height: int) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setProperty("field", True)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        field.setFixedHeight(height)
        return field

    # what is shown

    def show_draft(self, draft: Draft, site: Site | None) -> None:
        """Show a draft, telling no one; a field that is being typed in keeps its caret."""
        self._draft = draft
        self.date.show_date(draft.date)
        self.zone.show_offset(draft.date.offset if draft.date else None, site.zone if site else "")
        self.zone.setEnabled(draft.date is not None)
        self.slug.setPlaceholderText(proposed_slug(replace(draft, slug="")))
        _fill(self.slug, draft.slug)
        self.access.setCurrentIndex(tuple(Access).index(draft.access))
        self._show_gate(draft, site)
        self.tags.show_values(draft.tags)
        self.categories.show_values(draft.categories)
        self.image.show_image(draft.image, self._picture, self.devicePixelRatioF())
        for field, text in (
            (self.excerpt, draft.excerpt),
            (self.seo_description, draft.seo.description),
        ):
            if field.toPlainText() != text:
                field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(False)
        _fill(self.seo_title, draft.seo.title)
        self.seo_title.setPlaceholderText(draft.title)
        self.comments.setChecked(draft.comments)
        self._fill_languages(draft.language)
        self._say_values(draft)

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

    def go_to(self, place: str) -> None:
        """Open the section of a draft's field and put the focus there."""
        section, field = {
            "date": (self._publish, self.date.day),
            "slug": (self._publish, self.slug),
            "access": (self._access, self.access),
            "tags": (self._terms, self.tags),
            "categories": (self._terms, self.categories),
            "image": (self.image, self.image.alt),
            "excerpt": (self._excerpt, self.excerpt),
            "seo": (self._seo, self.seo_title),
            "comments": (self._comments, self.comments),
            "language": (self._language, self.language),
        }.get(place, (self._publish, self.slug))
        section.open()
        self._area.ensureWidgetVisible(section)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        self.date.day.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _fill_languages(self, language: str) -> None:
        tags = list(LANGUAGES if language in LANGUAGES else (language, *LANGUAGES))
        if [self.language.itemData(row) for row in range(self.language.count())] != tags:
            self.language.clear()
            for tag in tags:
                self.language.addItem(language_name(tag), tag)
        self.language.setCurrentIndex(tags.index(language))

    def _say_values(self, draft: Draft) -> None:
        if draft.date is None:
            when = self.tr("When published")
        else:
            day = draft.date.day
            month = QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)
            when = f"{day.day} {month} {day.year}"
        self._publish.show_value(when)
        self._access.show_value(access_name(draft.access))
        self._terms.show_value(", ".join((*draft.tags, *draft.categories)) or self.tr("None"))
        if draft.excerpt.strip():
            count = count_words(draft.excerpt)
            source = self.tr("By hand") + " · " + plural("{n} word", "{n} words", count)
        elif draft.subtitle.strip():
            source = self.tr("From the standfirst")
        else:
            source = self.tr("From the text")
        self._excerpt.show_value(source)
        by_hand = draft.seo.title or draft.seo.description
        self._seo.show_value(self.tr("By hand") if by_hand else self.tr("From title and excerpt"))
        self._comments.show_value(self.tr("Open") if draft.comments else self.tr("Closed"))
        self._language.show_value(language_name(draft.language))

    # what is told

    def _tell(self, field: str, value: object) -> None:
        self.edited.emit(field, value)

    def _tell_if(self, field: str, value: str) -> None:
        if getattr(self._draft, field) != value:
            self._tell(field, value)

    def _on_description(self) -> None:
        text = self.seo_description.toPlainText()
        if text != self._draft.seo.description:
            self._tell("seo", replace(self._draft.seo, description=text))

    def _on_zone(self, offset: timedelta | None) -> None:
        if self._draft.date is not None:
            self._tell("date", replace(self._draft.date, offset=offset))

    def _on_language(self, row: int) -> None:
        self._tell("language", str(self.language.itemData(row)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("win"))
        self.setPalette(palette)


def _combo() -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _fill(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)

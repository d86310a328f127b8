"""When and where an article appears: date, time zone, slug, and who is shown it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit

from editor.cms.port import Feature
from editor.cms.registry import Kind
from editor.model.draft import Draft
from editor.model.site import Site
from editor.services.drafting import proposed_slug
from editor.ui.controls.section import Section
from editor.ui.details.date_fields import DateFields, ZoneField
from editor.ui.details.feature_box import FeatureBox


class PublishSection(Section):
    """The inspector's first section; `edited` carries the name of a draft's field and its new value."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("", opened=True)
        self.rename(self.tr("Publish"))
        self._draft = Draft()
        self.date = DateFields()
        self.date.edited.connect(lambda value: self.edited.emit("date", value))
        self.add(self.tr("Date"), self.date)
        self.zone = ZoneField()
        self.zone.chosen.connect(self._on_zone)
        self.add(self.tr("Time zone"), self.zone)
        self.slug = QLineEdit()
        self.slug.textEdited.connect(lambda text: self.edited.emit("slug", text.strip()))
        self.add(self.tr("Slug"), self.slug)
        self.sticky = FeatureBox(self.tr("Keep at the top of the front page"), Feature.STICKY)
        self.sticky.clicked.connect(lambda on: self.edited.emit("sticky", bool(on)))
        self.add("", self.sticky)
        self.private = FeatureBox(
            self.tr("Private: only the site’s editors see it"), Feature.PRIVATE
        )
        self.private.clicked.connect(lambda on: self.edited.emit("private", bool(on)))
        self.add("", self.private)

    def offer(self, kinds: Sequence[Kind], site: Site | None) -> None:
        """Fit what the chosen site can do."""
        self.sticky.offer(kinds, site)
        self.private.offer(kinds, site)

    def show_draft(self, draft: Draft, site: Site | None) -> None:
        """Show a draft, telling no one."""
        self._draft = draft
        self.date.show_date(draft.date)
        self.zone.show_offset(draft.date.offset if draft.date else None, site.zone if site else "")
        self.zone.setEnabled(draft.date is not None)
        self.slug.setPlaceholderText(proposed_slug(replace(draft, slug="")))
        if self.slug.text() != draft.slug:
            self.slug.setText(draft.slug)
            self.slug.setCursorPosition(0)
        self.sticky.setChecked(draft.sticky)
        self.private.setChecked(draft.private)
        self.show_value(self._when(draft))

    def _when(self, draft: Draft) -> str:
        if draft.date is None:
            return self.tr("When published")
        day = draft.date.day
        month = QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)
        return f"{day.day} {month} {day.year}"

    def _on_zone(self, offset: timedelta | None) -> None:
        if self._draft.date is not None:
            self.edited.emit("date", replace(self._draft.date, offset=offset))

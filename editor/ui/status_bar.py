"""The line at the bottom: length, saved or not, language, and where the article stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTime, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from editor.model.status import Status
from editor.ui.controls.appearance import color
from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Button, Glyph, isolated, label, set_property
from editor.ui.length_button import LengthButton
from editor.ui.wording import due_time, language_name, number, plural, status_name, tr
from editor.ui.writing.article_text import is_rtl

if TYPE_CHECKING:
    from editor.model.publication import Publication
    from editor.model.queued import Queued
    from editor.model.site import Site
    from editor.services.drafting import Counts


class StatusBar(QFrame):
    """28 pixels of facts."""

    copy_wanted = Signal()
    language_wanted = Signal()
    receipt_wanted = Signal()
    length_wanted = Signal()
    unfinished_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(4)
        self.words = LengthButton()
        self.words.clicked.connect(self.length_wanted)
        self.unfinished = Button("", "status")
        self.unfinished.setIcon(icon("warning-fill", "warning"))
        self.unfinished.setToolTip(self.tr("Show what is still to be done"))
        set_property(self.unfinished, "tone", "warning")
        self.unfinished.clicked.connect(self.unfinished_wanted)
        for button in (self.words, self.unfinished):
            # a click leaves the caret where it is
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.words)
        row.addSpacing(4)
        self.free = label("", "small")
        self.minutes = label("", "small")
        for part in (self.free, self.minutes):
            part.setContentsMargins(0, 0, 12, 0)
            row.addWidget(part)
        row.addWidget(self.unfinished)
        row.addStretch(1)
        self._copy = Button(self.tr("Save a copy…"), "link")
        self._copy.clicked.connect(self.copy_wanted)
        self._copy.hide()
        self._saved_glyph = Glyph("check", "text2", 14)
        self.saved = label("", "small")
        self._language_glyph = Glyph("translate", "text2", 14)
        self.language = label("", "small")
        self._state_glyph = Glyph("circle-dashed", "text2", 14)
        self.state = label("", "small")
        for glyph, text in (
            (self._saved_glyph, self.saved),
            (self._language_glyph, self.language),
            (self._state_glyph, self.state),
        ):
            row.addWidget(glyph)
            row.addWidget(text)
            if text is self.saved:
                row.addWidget(self._copy)
            if text is not self.state:
                row.addSpacing(12)
        row.addSpacing(8)
        self.receipt = Button(self.tr("Receipt…"), "link")
        self.receipt.clicked.connect(self.receipt_wanted)
        row.addWidget(self.receipt)
        self._colour()
        self.show_welcome()

    def show_welcome(self) -> None:
        """Nothing is open."""
        for part in (self.free, self.minutes, self.unfinished, self.saved, self.language, self._saved_glyph,
                     self._language_glyph, self._copy, self.receipt):  # fmt: skip
            part.hide()
        self.words.show_nothing(self.tr("Welcome"))
        self._state_glyph.show_icon("laptop", "text2")
        self.state.setText(self.tr("Everything stays on this computer until you publish"))

    def show_counts(self, counts: "Counts") -> None:
        """Say how long it is."""
        self.words.show_words(counts.all)
        self.unfinished.setText(plural("{n} TK", "{n} TK", counts.unfinished))
        self.unfinished.setVisible(counts.unfinished > 0)
        self.free.setText(self.tr("{n} free").format(n=number(counts.free)))
        self.minutes.setText(plural("{n} min read", "{n} min read", counts.minutes))
        self.free.setVisible(counts.gated)
        self.minutes.setVisible(counts.all > 0)

    def show_saved(self) -> None:
        """It is on the disk."""
        time = QTime.currentTime().toString("HH:mm")
        self._show_saving(self.tr("Saved {time}").format(time=time), "check", "text2", "small")
        self._copy.hide()

    def show_not_saved(self, why: str) -> None:
        """It is not on the disk, and stays said until it is."""
        self._show_saving(self.tr("Not saved"), "x-circle-fill", "bad", "status-bad")
        self.saved.setToolTip(why)
        self._copy.show()

    def _show_saving(self, text: str, glyph: str, tint: str, role: str) -> None:
        if self.saved.text() == text and self.saved.isVisible():
            return
        self.saved.setText(text)
        self.saved.setToolTip("")
        self.saved.setProperty("role", role)
        self.saved.style().unpolish(self.saved)
        self.saved.style().polish(self.saved)
        self._saved_glyph.show_icon(glyph, tint)
        self.saved.show()
        self._saved_glyph.show()
        event = QAccessibleEvent(self.saved, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    def show_language(self, language: str) -> None:
        """Name the article's language, and its direction where it is not the usual one."""
        # isolated: an Arabic name would turn the order of the words round
        name = isolated(language_name(language))
        self.language.setText(
            self.tr("{name} · right to left").format(name=name) if is_rtl(language) else name
        )
        self.language.show()
        self._language_glyph.show()

    def show_state(
        self,
        site: "Site | None",
        publication: "Publication | None",
        queued: "Queued | None",
        *,
        trashed: bool,
        short: bool,
    ) -> None:
        """Say where the article stands on its site."""
        self.receipt.setVisible(publication is not None and publication.receipt is not None)
        glyph, tint = "circle-dashed", "text2"
        if trashed:
            text, glyph = self.tr("In the trash"), "trash-simple"
        elif site is None:
            text = self.tr("Draft")
        elif queued is not None:
            text, glyph, tint = self.tr("Waiting"), "clock", "warning"
            if queued.held and not short:
                text, glyph = self.tr("Not sent to {site}"), "warning-fill"
            elif not short:
                text = self.tr("Waiting until {site} can be reached")
            text = text.format(site=site.name)
        elif publication is None or publication.gone:
            text = (
                self.tr("Draft")
                if short
                else self.tr("Draft · not on {site} yet").format(site=site.name)
            )
        else:
            text = _stands(publication, site)
            if short:
                text = status_name(publication.status)
            if publication.status is Status.PUBLISHED:
                glyph, tint = "check-circle-fill", "good"
            elif publication.status is Status.SCHEDULED:
                glyph = "clock"
        self._state_glyph.show_icon(glyph, tint)
        self.state.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("win"))
        self.setPalette(palette)


def _stands(publication: "Publication", site: "Site") -> str:
    """A post's state on its site in one line."""
    if publication.status is Status.SCHEDULED and publication.due is not None:
        return tr("Scheduled on {site} for {when}").format(
            site=site.name, when=due_time(publication.due)
        )
    return f"{status_name(publication.status)} · {site.name}"

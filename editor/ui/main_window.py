"""The window: puts its parts together and passes on what happens in one to the others."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent

from editor.model.audience import Audience
from editor.model.draft import Draft
from editor.model.status import Status
from editor.system.settings import (
    DETAILS_SHOWN,
    LAST_ARTICLE,
    PREVIEW_SHOWN,
    REMOTE_PICTURES,
    SCROLL_TOGETHER,
    SIDEBAR_SHOWN,
    SITE,
    SPLITTER,
    TEXT_SIZE,
    WINDOW_GEOMETRY,
)
from editor.ui.controls.appearance import Theme
from editor.ui.library_desk import LibraryDesk
from editor.ui.overview_desk import OverviewDesk
from editor.ui.panes_desk import PanesDesk
from editor.ui.preview.pane import READERS
from editor.ui.publishing_desk import PublishingDesk
from editor.ui.report import ReportSheet, Unforeseen
from editor.ui.session_desk import SessionDesk
from editor.ui.view_desk import ViewDesk
from editor.ui.window_frame import WindowFrame
from editor.ui.window_services import WindowServices
from editor.ui.wording import failure, said
from editor.ui.writing_desk import WritingDesk

if TYPE_CHECKING:
    from editor.model.publication import Publication
    from editor.model.queued import Queued
    from editor.model.site import Site
    from editor.services.drafting import Counts
    from editor.ui.preview.page import PreviewView
    from editor.ui.spelling_desk import SpellingDesk

SPELLING_MS = 400
# what a desktop's own frame takes, at most
FRAME = QSize(8, 48)


class MainWindow(WindowFrame):
    """Library at the left, the article in the middle, its preview at the right."""

    def __init__(self, services: WindowServices, early: Draft | None = None) -> None:
        """`early` is the article to show where `services` are not there yet; they are with `arrive`."""
        super().__init__(services)
        self.ready = early is None
        self._unforeseen = Unforeseen(self)
        self._site: Site | None = None
        self._publication: Publication | None = None
        self._queued: Queued | None = None
        self._asked_kinds = False
        self._opened_last = QTimer(self)
        self._opened_last.setSingleShot(True)
        self._opened_last.setInterval(1000)
        self._opened_last.timeout.connect(self._keep_last)
        self.library = LibraryDesk(self)
        self.writing = WritingDesk(self, self.library)
        self.panes = PanesDesk(self, self.library)
        self.session = SessionDesk(self)
        self.view = ViewDesk(self)
        self.publishing = PublishingDesk(self, self.library)
        self.overview = OverviewDesk(self)
        self._connect()
        self.preview.hold_back(not self.ready)
        self._restore()
        if early is None:
            self._come_alive()
            self._open_last()
        else:
            self.article.show(early, early=True)
        self._take_keys()

    def arrive(self) -> None:
        """The services are there now: show the rest of the window."""
        self.ready = True
        self.attempt(self.article.arrive)
        draft = self.article.draft
        self._come_alive()
        if draft is not None:
            self._opened_last.start()
            self.writing.show_draft(draft)
            self._say_site()
        self.preview.hold_back(False)

    def _come_alive(self) -> None:
        self.library.refresh()
        self.publishing.begin()
        QTimer.singleShot(SPELLING_MS, self, lambda: self.spelling)

    @cached_property
    def spelling(self) -> "SpellingDesk":
        """Spelling, once the window can be written in or is asked for it."""
        from editor.ui.spelling_desk import SpellingDesk

        return SpellingDesk(self)

    # wiring

    def _connect(self) -> None:
        do = self.on
        do("authors", self.open_authors)
        do("sites", self.open_sites)
        do("preferences", self.open_preferences)
        do("report", self._report)
        self.actions_.connect("quit", self.close)
        do("spelling", lambda: self.spelling.turn())
        do("next-mistake", lambda: self.spelling.next_mistake())
        do("paragraph-language", lambda: self.spelling.ask_language())
        for field in (self.editor.text, self.editor.head.title, self.editor.head.subtitle):
            field.menu_wanted.connect(
                partial(lambda one, event: self.spelling.menu(one, event), field)
            )
        for name, audience in zip(("visitor", "member", "paid"), READERS, strict=True):
            do(name, partial(self.preview.choose, audience))
        self.view.letters_chosen.connect(self._on_letters)
        self.preview.audience_chosen.connect(self._say_audience)
        self.preview.place_chosen.connect(self.go_to)
        self.preview.view_made.connect(self._on_view_made)
        self.actions_["scroll-together"].setChecked(self._settings.get(SCROLL_TOGETHER))
        self.actions_["scroll-together"].toggled.connect(partial(self.keep, SCROLL_TOGETHER))
        self._say_audience(READERS.index(self.preview.audience))
        self.sidebar.authors_wanted.connect(self.open_authors)
        self.sidebar.sites_wanted.connect(self.open_sites)
        self.sidebar.preferences_wanted.connect(self.open_preferences)
        self.welcome.site_wanted.connect(self.add_site)
        self.welcome.practice_wanted.connect(self._try_practice)
        self.body.arranged.connect(self._on_arranged)
        self.article.opened.connect(self._on_opened)
        self.article.changed.connect(self._on_changed)
        self.article.counted.connect(self._on_counted)
        self.article.saved.connect(self._on_saved)
        self.article.save_failed.connect(self._on_save_failed)
        self.article.words_kept.connect(self.library.refresh_soon)
        self.article.copied.connect(self._on_copied)
        self.editor.place_changed.connect(self.preview.follow)
        self.editor.text.edited.connect(self.preview.wait)
        self.publishing.changed.connect(self._on_published)
        self._appearance.changed.connect(self.preview.refresh)
        self._unforeseen.happened.connect(self._on_unforeseen)

    # opening

    def open_file(self, path: Path) -> None:
        """Open a Markdown file."""
        self.writing.open_path(path)
        self._take_keys()

    def _take_keys(self) -> None:
        """What is open when the program starts can be written in at once."""
        if self.article.draft is not None and not self.article.trashed:
            self.editor.focus_text()

    def open_article(self, draft_id: UUID) -> None:
        """Open an article of the library."""
        self.library.open(draft_id)

    def show_draft(self, draft: Draft, *, trashed: bool = False) -> None:
        """Show `draft`, whatever was open."""
        self.article.show(draft, trashed=trashed)
        self._opened_last.start()  # once it can be written in

    def _keep_last(self) -> None:
        self._opened_last.stop()
        if self.article.draft is not None:
            self.keep(LAST_ARTICLE, str(self.article.draft.id))

    def show_welcome(self) -> None:
        """Nothing is open."""
        self.writing.stop_pasting()
        self.session.leave()
        self.article.close()
        self.body.show_writing(False)
        self.actions_.enable_writing(False)
        self.status.show_welcome()
        self.setWindowTitle("Standfirst")
        self.header.publish.set_kind("")
        self._say_site()
        self.library.mark(None)
        self._on_arranged()

    def _open_last(self) -> None:
        last = self._settings.get(LAST_ARTICLE)
        if last:
            try:
                self.library.open(UUID(last), quiet=True)
            except ValueError:
                self.show_welcome()
        if self.article.draft is None:
            self.show_welcome()

    def _on_opened(self) -> None:
        draft = self.article.draft
        if draft is None:
            return
        self.actions_.enable_writing(True)
        self.body.show_writing(True)
        self.header.publish.set_kind("primary")
        self._show_text(draft)
        self.writing.show_draft(draft)
        self.find_bar.hide()
        self.status.show_language(draft.language)
        self.status.show_saved()
        self._say_site()
        self._on_arranged()
        self.preview.turn()

    def _show_text(self, draft: Draft) -> None:
        """Show the article, or the one shown in another language's type or of another size."""
        head, place, before = self.editor.head, self.session.where(), self.editor.text.article
        setting = None if before is None else before.setting
        head.set_language(draft.language, self.article.scale)
        head.title.show_text(draft.title)
        head.subtitle.show_text(draft.subtitle)
        text = self.article.text_of(draft)
        if text is before:
            if text.setting == setting:
                self.editor.hold_line(place.top, place.offset)
            else:
                self.session.stay(place)
            return
        self.session.leave()
        self.editor.show_article(text, draft.body)
        self.session.come_back(draft.id)

    def _on_changed(self, field: str) -> None:
        if field == "site":
            self._say_site()
        self.writing.on_changed(field)
        self.find_bar.text_changed()
        self.preview.refresh()

    def _on_counted(self, counts: "Counts") -> None:
        draft = self.article.draft
        if draft is not None:
            self.status.show_counts(counts)
            self.inspector.show_counts(counts)
            self.editor.text.know_cut(counts.cut_lines)
            self.editor.show_counts(draft.access, counts.free, counts.all)

    def _on_saved(self) -> None:
        self.status.show_saved()
        if self.banner.sticky and not self.article.trashed:
            self.banner.hide()
        self.library.refresh_soon()

    def _on_save_failed(self, error: Exception) -> None:
        words = failure(error)
        self.status.show_not_saved(f"{words.what} {words.then}")
        copy = (self.tr("Save a copy…"), self.writing.save_copy)
        self.banner.say(f"{words.what} {words.then}", "bad", (copy,), sticky=True)

    def _on_copied(self, copy: Draft) -> None:
        words = said("other-text-kept", {"title": copy.title})
        self.banner.say(f"{words.what} {words.then}", "warning")

    # sites, publishing, sheets

    def chosen_site(self) -> "Site | None":
        """The open article's site, else the one chosen last."""
        if self.article.draft is not None:
            return self.article.site
        wanted = self._settings.get(SITE)
        return next(
            (site for site in self.services.accounts.sites() if str(site.id) == wanted), None
        )

    def _on_published(self) -> None:
        self._say_site()
        self.library.refresh()

    def go_to(self, place: str) -> None:
        """Go where a finding points: a line of the text, a field of the details, the site."""
        if place.startswith("line:"):
            self.show_side(0)
            self.editor.go_to_line(int(place[5:]) - 1)
        elif place == "site":
            self.open_sites()
        elif place in ("title", "subtitle"):
            head = self.editor.head
            field = head.title if place == "title" else head.subtitle
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place == "cut":
            self.show_side(0)
            if not self.editor.go_to_cut():
                self.editor.focus_text()
        elif place == "authors":
            self.open_authors()
        elif place:
            if not self.body.details_shown():
                self.panes.toggle("details")
            self.inspector.go_to(place)

    def open_authors(self) -> None:
        """Open the manager of author profiles."""
        from editor.ui.authors.sheet import open_authors_sheet

        self.article.flush()
        sheet = open_authors_sheet(self, self.services)
        sheet.closed.connect(self.writing.refresh_byline)

    def open_sites(self) -> None:
        """Open the manager of sites."""
        self._show_sites(adding=False)

    def add_site(self) -> None:
        """Open the manager of sites with the form of a new one."""
        self._show_sites(adding=True)

    def _show_sites(self, *, adding: bool) -> None:
        from editor.ui.sites.sheet import open_sites_sheet

        self.article.flush()
        sheet = open_sites_sheet(self, self.services, adding=adding)
        sheet.closed.connect(self._on_sites_closed)

    def _on_sites_closed(self) -> None:
        draft = self.article.draft
        if draft is not None:
            # the site may have been renamed, removed, or given other words and another gate
            self.attempt(
                lambda: setattr(self.article, "site", self.services.drafting.site_of(draft.id))
            )
        self._say_site()
        self.library.refresh()
        self.preview.refresh()

    def open_preferences(self) -> None:
        """Open the preferences."""
        from editor.ui.preferences import PreferencesSheet

        sheet = PreferencesSheet(self, self._settings)
        sheet.theme_chosen.connect(self._on_theme)
        sheet.letters_chosen.connect(self._on_letters)
        sheet.remote_chosen.connect(lambda on: self.keep(REMOTE_PICTURES, bool(on)))
        sheet.typography_chosen.connect(self.writing.formatting.choose_typography)
        sheet.closed.connect(self.preview.settings_changed)
        self.spelling.add_preferences(sheet)
        sheet.open(sheet.theme)

    def _on_theme(self, name: str) -> None:
        from editor.system.settings import THEME

        self.keep(THEME, name)
        self._appearance.choose(Theme(name))

    def _on_letters(self, letters: int) -> None:
        self.keep(TEXT_SIZE, letters)
        self.article.letters = letters
        if self.article.draft is not None:
            self._show_text(self.article.draft)

    def _try_practice(self) -> None:
        if self.library.open_sample():
            QTimer.singleShot(0, self, self.publishing.publish)

    def _report(self) -> None:
        from editor.system.log import report

        ReportSheet(self, self._unforeseen.last or report(RuntimeError("asked for"))).open()

    def _on_unforeseen(self, text: str) -> None:
        if self.isVisible() and not self.sheet():
            ReportSheet(self, text).open()

    # panes

    def _on_arranged(self) -> None:
        body = self.body
        if not hasattr(self, "library"):
            return
        self.actions_["sidebar"].setChecked(body.sidebar_shown())
        self.actions_["preview"].setChecked(body.preview_shown())
        self.actions_["details"].setChecked(body.details_shown())
        self.header.arrange(body.width(), writing=body.writing)
        self._dress_site()
        if body.details_shown() and not self._asked_kinds:
            # finding out loads every adapter, which takes half a second
            self._asked_kinds = True
            accounts = self.services.accounts
            self.tasks.run(lambda _job: accounts.kinds(), self, self.inspector.show_kinds)

    def _on_view_made(self, view: "PreviewView") -> None:
        from editor.ui.reading_desk import ReadingDesk

        ReadingDesk(self, view)  # it lives as long as the view

    def _say_audience(self, index: int) -> None:
        for name, audience in zip(("visitor", "member", "paid"), Audience, strict=True):
            self.actions_[name].setChecked(READERS[index] is audience)

    def _say_site(self) -> None:
        """Look up where the article stands, and say it."""
        if not self.ready:
            self._dress_site()
            return
        site, draft = self.chosen_site(), self.article.draft
        self._site = site
        self._publication, self._queued = None, None
        if draft is not None and site is not None:
            self._publication = self.services.publishing.publication(draft.id, site.id)
            self._queued = self.services.waiting.of(draft.id, site.id)
        if draft is not None:
            self.inspector.show_draft(draft, site)
        self._dress_site()

    def _dress_site(self) -> None:
        site, short = self._site, self.body.narrow
        self.header.site.show_site(site, short=short)
        if self.article.draft is None:
            return
        found, trashed = self._publication, self.article.trashed
        status = found.status if found is not None else Status.DRAFT
        act = {
            Status.PUBLISHED: self.tr("Update…"),
            Status.PRIVATE: self.tr("Update…"),
            Status.SCHEDULED: self.tr("Reschedule…"),
        }.get(status, self.tr("Publish…"))
        self.header.publish.setText(act)
        self.actions_["publish"].setText(self.header.publish.text())
        self.actions_["publish"].setEnabled(not trashed)
        kept = found is not None and found.receipt is not None
        receipt = self.tr("Receipt…") if kept else self.tr("Receipt (nothing was sent yet)")
        self.actions_["receipt"].setText(receipt)
        self.actions_["receipt"].setEnabled(kept)
        self.publishing.show_state(site, found, trashed=trashed)
        self.status.show_state(site, found, self._queued, trashed=trashed, short=short)

    # the window itself

    def _restore(self) -> None:
        geometry = self._settings.get(WINDOW_GEOMETRY)
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            room = self.screen().availableSize() - FRAME
            self.resize(QSize(1440, 900).boundedTo(room))
        self.body.wants_sidebar = self._settings.get(SIDEBAR_SHOWN)
        self.body.wants_preview = self._settings.get(PREVIEW_SHOWN)
        self.body.wants_details = self._settings.get(DETAILS_SHOWN)
        self.body.restore(self._settings.get(SPLITTER))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "writing"):
            if self.isActiveWindow():
                if not self.ready:
                    return
                QTimer.singleShot(0, self, self.writing.check_file)
                QTimer.singleShot(0, self, self.publishing.wait_for_due)
            else:
                self.article.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        sheet = self.sheet()
        if sheet is not None and not sheet.may_close():
            event.ignore()
            return
        if not self.article.flush() and not self.writing.may_lose():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        for setting, value in (
            (WINDOW_GEOMETRY, geometry), (SPLITTER, self.body.state()),
            (SIDEBAR_SHOWN, self.body.wants_sidebar), (PREVIEW_SHOWN, self.body.wants_preview),
            (DETAILS_SHOWN, self.body.wants_details),
        ):  # fmt: skip
            self.keep(setting, value)
        self.session.keep()
        if self._opened_last.isActive():
            self._keep_last()
        self._unforeseen.stop()
        self.tasks.close()
        self.preview.release()
        super().closeEvent(event)

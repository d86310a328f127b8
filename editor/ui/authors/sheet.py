"""The people who write: a list, a form that saves as one types, and the box readers see."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.model.author import AuthorProfile
from editor.model.errors import EditorError
from editor.model.private_note import public
from editor.model.site import Site
from editor.text import slug as slugs
from editor.ui.authors.author_box import AuthorPreview
from editor.ui.authors.author_form import AuthorForm
from editor.ui.authors.author_parts import Users
from editor.ui.authors.bio_update import BioUpdate
from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.portrait import initials
from editor.ui.controls.sheet_page import NARROW, UNLIMITED, Columns, VerticalRule
from editor.ui.controls.sheet_services import SheetServices, tasks_of
from editor.ui.controls.side_list import Entry, SideList
from editor.ui.controls.widgets import Button, Glyph, label, set_property
from editor.ui.tasks import Job
from editor.ui.wording import failure, plural, tr

SIZE = QSize(1216, 776)
NEW = ""
SAVE_AFTER = 300  # milliseconds after the last key


class AuthorsSheet(AskingSheet):
    """The sheet. There is no Save button: what is typed is kept, and said to be."""

    authors_changed = Signal()

    def __init__(self, window: QWidget, services: SheetServices) -> None:
        super().__init__(window, tr("Authors"), SIZE, close_button=True)
        self.head.setContentsMargins(24, 14, 16, 12)
        self._accounts = services.accounts
        self._tasks = tasks_of(window)
        self._sites: tuple[Site, ...] = services.accounts.sites()
        self._authors: dict[str, AuthorProfile] = {}
        self._current = NEW
        self._fresh: set[str] = set()
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_AFTER)
        self._save_timer.timeout.connect(self._save)
        self._make_head_state()
        self._make_body()
        self._make_foot()
        self._load()
        self._show(next(iter(self._authors), NEW))

    def _make_head_state(self) -> None:
        self._saved = QWidget()
        row = QHBoxLayout(self._saved)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        self._saved_glyph = Glyph("check", "text2", 14)
        self.saved = label("", "second")
        row.addWidget(self._saved_glyph)
        row.addWidget(self.saved)
        self.head.insertWidget(1, self._saved)
        self._saved.hide()

    def _make_body(self) -> None:
        self._side = QWidget()
        self._side.setObjectName("sheet-list")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(8, 12, 8, 8)
        self.list = SideList(tr("Authors"))
        self.list.chosen.connect(self._on_chosen)
        side.addWidget(self.list, 1)
        self.add = Button(tr("New author"), "flat", "plus")
        self.add.clicked.connect(self._on_add)
        side.addWidget(self.add)
        self.form, self.preview = AuthorForm(), AuthorPreview()
        self.form.changed.connect(self._on_changed)
        self.form.picture_chosen.connect(self._on_picture)
        self.form.users_wanted.connect(self._on_users_wanted)
        self.form.language_shown.connect(lambda _: self._show_preview())
        self._stack = QStackedWidget()
        editing = QWidget()
        self._columns = QHBoxLayout(editing)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(self.form, 572)
        self._columns.addWidget(VerticalRule())
        self._columns.addWidget(self.preview, 394)
        editing.setObjectName("scrolled")
        self._stack.addWidget(_scrolled(editing))
        self.update_page: BioUpdate | None = None
        self._around = Columns(self._side, self._stack, 248)
        self.set_body(self._around)

    def _make_foot(self) -> None:
        self.delete = Button(tr("Delete author…"), "danger")
        self.delete.clicked.connect(self._on_delete)
        self.used = label("", "small")
        self.problem = label("", "bad", wrap=True)
        self.update_sites = Button(tr("Update on sites…"))
        self.update_sites.clicked.connect(self._on_update)
        self.done = Button(tr("Done"), "primary")
        self.done.clicked.connect(self.reject)

    def layout_for_width(self, width: int) -> None:
        """Put the list above the form where the sheet is narrow; the live box goes below it."""
        narrow = width < NARROW
        way = QBoxLayout.Direction
        self._around.stack(narrow=narrow)
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        if not narrow:
            self._side.setFixedWidth(248 if width > 1120 else 200)
        self._side.setMinimumHeight(128 if narrow else 0)
        self._side.setMaximumHeight(128 if narrow else UNLIMITED)
        self.preview.setMinimumWidth(0 if narrow else 300)

    def may_close(self) -> bool:
        """What was typed last is kept first; a bio on its way is waited for."""
        self._save_now()
        return self.update_page is None or not self.update_page.sending

    # the list and the form

    def _load(self) -> None:
        self._authors = {profile.slug: profile for profile in self._accounts.authors()}

    def _show_list(self) -> None:
        entries = [self._entry(profile) for profile in self._authors.values()]
        if self._current == NEW:
            entries.append(
                Entry(NEW, tr("New author"), tr("Not named yet"), round=True, icon="plus")
            )
        self.list.show_entries(entries, self._current)

    def _entry(self, profile: AuthorProfile) -> Entry:
        return Entry(
            profile.slug,
            profile.name,
            self._used_in(profile.slug),
            initials(profile.name),
            self._accounts.avatar(profile),
            round=True,
        )

    def _used_in(self, slug: str) -> str:
        count = self._accounts.used_in(slug)
        return (
            plural("In {n} article", "In {n} articles", count) if count else tr("In no article yet")
        )

    def _on_chosen(self, slug: str) -> None:
        self._save_now()
        self._show(slug)

    def _show(self, slug: str) -> None:
        self._current = slug
        profile = self._authors.get(slug, AuthorProfile("", ""))
        self.form.show_profile(profile, self._accounts.avatar(profile), self._sites)
        self._saved.hide()
        self.problem.setText("")
        self._stack.setCurrentIndex(0)
        self._show_preview()
        self._show_list()
        self._show_foot()

    def _show_preview(self) -> None:
        profile = self.form.profile
        self.preview.show_profile(profile, self._accounts.avatar(profile), self.form.language)

    def _show_foot(self) -> None:
        known = self._current != NEW
        count = self._accounts.used_in(self._current) if known else 0
        self.used.setText(
            plural("Used in {n} article", "Used in {n} articles", count) if count else ""
        )
        self.delete.setEnabled(known)
        self.update_sites.setEnabled(known)
        self.update_sites.setToolTip("" if known else tr("Name the author first"))
        self.lay_foot((self.delete, self.used, self.problem, self.update_sites, self.done), self)
        self.set_default(self.done)

    def answered_no(self) -> None:
        """The form's own footer again."""
        self._show_foot()

    def _on_add(self) -> None:
        self._save_now()
        self._show(NEW)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # saving

    def _on_changed(self) -> None:
        self._saved.hide()
        self._show_preview()
        self.form.portrait.show_author(
            self.form.name.text(), self._accounts.avatar(self.form.profile)
        )
        self._save_timer.start()

    def _save_now(self) -> None:
        if self._save_timer.isActive():
            self._save_timer.stop()
            self._save()

    def _save(self) -> None:
        """Keep the profile; a new author's slug follows the name until the first article has it."""
        profile, was = self.form.profile, self._current
        if not public(profile.name):
            self._say_saved(tr("Not saved: the name is missing") if was else "", good=False)
            return
        if was == NEW or (was in self._fresh and not self._accounts.used_in(was)):
            profile = replace(profile, slug=self._free_slug(profile.name, was))
        try:
            saved = self._accounts.save_author(profile, was or None)
        except EditorError as error:
            self._say_saved(tr("Not saved"), good=False)
            self.problem.setText(" ".join(failure(error)))
            return
        if was == NEW or was in self._fresh:
            self._fresh.discard(was)
            self._fresh.add(saved.slug)
        self._current = saved.slug
        self._load()
        self.form.show_picture(saved, self._accounts.avatar(saved))
        self._show_list()
        if was != saved.slug:
            self._show_foot()
        self.problem.setText("")
        self._say_saved(tr("Saved"), good=True)
        self.authors_changed.emit()

    def _free_slug(self, name: str, was: str) -> str:
        base = slugs.propose(public(name)) or "author"
        slug, number = base, 2
        while slug in self._authors and slug != was:
            slug, number = f"{base}-{number}", number + 1
        return slug

    def _say_saved(self, text: str, *, good: bool) -> None:
        self._saved_glyph.show_icon("check" if good else "warning-fill", "text2" if good else "bad")
        set_property(self.saved, "role", "second" if good else "bad")
        self.saved.setText(text)
        self._saved.setVisible(bool(text))

    def _on_picture(self, data: bytes) -> None:
        accounts, profile = self._accounts, self.form.profile

        def work(job: Job[AuthorProfile]) -> AuthorProfile:
            return accounts.set_avatar(profile, data)

        def done(made: AuthorProfile) -> None:
            self.problem.setText("")
            self.form.show_picture(made, accounts.avatar(made))
            self._on_changed()

        self._tasks.run(work, self, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.problem.setText(" ".join(failure(error)))

    def _on_delete(self) -> None:
        slug = self._current
        profile = self._authors[slug]
        count = self._accounts.used_in(slug)
        used = plural(
            "{n} article keeps the name without a profile.",
            "{n} articles keep the name without a profile.",
            count,
        )
        question = tr("Delete {name}?").format(name=profile.name)
        self.ask(
            f"{question} {used}" if count else question, tr("Delete"), lambda: self._remove(slug)
        )

    def _remove(self, slug: str) -> None:
        self._save_timer.stop()
        try:
            self._accounts.remove_author(slug)
        except EditorError as error:
            self._show_foot()
            self._on_failed(error)
            return
        self._load()
        self.authors_changed.emit()
        self._show(next(iter(self._authors), NEW))

    # sites

    def _on_users_wanted(self, site_id: str) -> None:
        site = next(site for site in self._sites if str(site.id) == site_id)
        accounts, mapping = self._accounts, self.form.sites

        def work(job: Job[Users]) -> Users:
            return accounts.site_users(site)

        def done(users: Users) -> None:
            if site_id in mapping.rows_by_site:
                mapping.show_users(site_id, users)

        def failed(error: Exception) -> None:
            text = " ".join(failure(error))
            if site_id in mapping.rows_by_site:
                mapping.show_problem(site_id, text)
            self.problem.setText(text)

        self._tasks.run(work, self, done, failed)

    def _on_update(self) -> None:
        """Ask the sites for the bios they show, and set them beside ours."""
        self._save_now()
        page = self.update_page = BioUpdate(self._accounts, self._tasks, self.form.profile)
        area = _scrolled(page)
        self._stack.addWidget(area)
        self._stack.setCurrentWidget(area)
        self._side.setEnabled(False)
        page.back_chosen.connect(self._on_back)
        self.lay_foot((0, page.back, page.send_button), page)
        self.set_default(None)
        page.back.setFocus(Qt.FocusReason.OtherFocusReason)
        page.load()

    def _on_back(self) -> None:
        area = self._stack.currentWidget()
        if self.update_page is not None and area is not None:
            self._stack.setCurrentIndex(0)
            self._side.setEnabled(True)
            self._show_foot()
            self.update_sites.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stack.removeWidget(area)
            area.deleteLater()
            self.update_page = None


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def open_authors_sheet(window: QWidget, services: SheetServices) -> AuthorsSheet:
    """Open the authors over `window`."""
    sheet = AuthorsSheet(window, services)
    sheet.open(sheet.form.name)
    return sheet

"""The sites to publish to: a list, and a form to add, test, edit and remove one."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.model.errors import BadInput, SecretUnavailable
from editor.model.site import Site
from editor.services.trying_out import Trial
from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.sheet_page import NARROW, UNLIMITED, Columns, Part
from editor.ui.controls.sheet_services import SheetServices, secret_or_why, tasks_of
from editor.ui.controls.side_list import Entry, SideList
from editor.ui.controls.widgets import Button, label
from editor.ui.sites.connecting import Connecting
from editor.ui.sites.site_form import SiteForm
from editor.ui.tasks import Job
from editor.ui.wording import failure, tr

SIZE = QSize(1104, 772)
NEW = "new"
Known = tuple[tuple[Site, ...], bool, frozenset[str], frozenset[str]]


class SitesSheet(AskingSheet):
    """The sheet. What is typed about one site stays while another is looked at."""

    sites_changed = Signal()

    def __init__(self, window: QWidget, services: SheetServices, *, adding: bool = False) -> None:
        """`adding` begins with the form of a new site."""
        super().__init__(window, tr("Sites"), SIZE, close_button=True)
        self.head.setContentsMargins(24, 14, 16, 12)
        self._accounts = services.accounts
        self._tasks = tasks_of(window)
        self._sites: dict[str, Site] = {}
        self._keyring = True
        self._missing: set[str] = set()
        self._readers: frozenset[str] = frozenset()  # sites whose readers have a password
        self._tested: dict[str, bool] = {}
        self._met: dict[str, Trial] = {}  # what the connecting of a site just added has told
        self._forms: dict[str, SiteForm] = {}
        self._dirty: set[str] = set()
        self._busy: set[str] = set()
        self._current = ""
        self._make_body()
        self._make_foot()
        self._load(NEW if adding else "")

    def _make_body(self) -> None:
        self._side = QWidget()
        self._side.setObjectName("sheet-list")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(8, 12, 8, 8)
        self.list = SideList(tr("Sites"))
        self.list.chosen.connect(self._show)
        side.addWidget(self.list, 1)
        self.add_button = Button(tr("Add a site"), "flat", "plus")
        self.add_button.clicked.connect(self._on_add)
        side.addWidget(self.add_button)
        self._stack = QStackedWidget()
        self._columns = Columns(self._side, self._stack, 248)
        self.set_body(self._columns)

    def _make_foot(self) -> None:
        self.remove_button = Button(tr("Remove…"), "danger")
        self.remove_button.clicked.connect(self._on_remove)
        self.cancel_button = Button(tr("Cancel"))
        self.cancel_button.clicked.connect(self._on_cancel)
        self.add = Button(tr("Add site"), "primary")
        self.add.clicked.connect(self._on_save)
        self.save = Button(tr("Save changes"), "primary")
        self.save.clicked.connect(self._on_save)
        self.close_button = Button(tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.problem = label("", "bad", wrap=True)
        self.reason = label("", "small")

    def layout_for_width(self, width: int) -> None:
        """Put the list above the form where the sheet is narrow."""
        narrow = width < NARROW
        self._columns.stack(narrow=narrow)
        self._side.setMinimumHeight(176 if narrow else 0)
        self._side.setMaximumHeight(176 if narrow else UNLIMITED)

    @property
    def form(self) -> SiteForm:
        """The form in sight."""
        return self._forms[self._current]

    # what there is

    def _load(self, then: str = "") -> None:
        """Read the sites, and from the keyring which of them lack their secret."""
        accounts = self._accounts

        def work(job: Job[Known]) -> Known:
            sites = accounts.sites()
            missing, readers = set(), set()
            for site in sites:
                try:
                    if accounts.secret_of(site) and accounts.readers_password(site):
                        readers.add(str(site.id))
                except SecretUnavailable:
                    missing.add(str(site.id))
            known = accounts.keyring_available()
            return sites, known, frozenset(missing), frozenset(readers)

        self._tasks.run(work, self, lambda known: self._on_loaded(known, then), self._on_failed)

    def _on_loaded(self, known: Known, then: str) -> None:
        sites, self._keyring, missing, self._readers = known
        self._sites = {str(site.id): site for site in sites}
        self._missing = set(missing)
        wanted = then or self._current
        if wanted not in self._sites and wanted != NEW:
            wanted = next(iter(self._sites), NEW)
        self._show(wanted)

    def _show_list(self) -> None:
        entries = [self._entry(key, site) for key, site in self._sites.items()]
        if NEW in self._forms or self._current == NEW:
            entries.append(Entry(NEW, tr("New site"), tr("Not added yet"), icon="plus"))
        self.list.show_entries(entries, self._current)

    def _entry(self, key: str, site: Site) -> Entry:
        kinds = {kind.kind: kind.label for kind in self._accounts.kinds()}
        if site.kind == "folder":
            hint = tr("Folder on this computer")
        else:
            hint = " · ".join(filter(None, (kinds.get(site.kind, site.kind), site.username)))
        state = None
        if key in self._missing:
            state = ("warning-fill", "warning", tr("Its password is not known here"))
        elif key in self._tested:
            state = (
                ("check-circle-fill", "good", tr("Test passed"))
                if self._tested[key]
                else ("x-circle-fill", "bad", tr("Test failed"))
            )
        return Entry(key, site.name, hint, site.badge, state=state)

    # forms

    def _show(self, key: str) -> None:
        self._current = key
        if key not in self._forms:
            self._forms[key] = self._make_form(key)
        area = self._forms[key].property("area")
        self._stack.setCurrentWidget(area)
        self._show_list()
        self._show_foot()

    def _make_form(self, key: str) -> SiteForm:
        site = self._sites.get(key)
        accounts = self._accounts
        form = SiteForm(
            accounts.kinds(),
            site,
            keyring=self._keyring,
            read_secret=(lambda: secret_or_why(accounts, site)) if site else None,
            read_readers=(lambda: secret_or_why(accounts, site, readers=True))
            if site and key in self._readers
            else None,
        )
        if key in self._met:
            form.show_met(self._met[key])
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        form.setObjectName("scrolled")
        area.setWidget(form)
        form.setProperty("area", area)
        self._stack.addWidget(area)
        form.changed.connect(lambda: self._on_changed(key))
        connecting = Connecting(form, accounts, self._tasks)
        connecting.tried.connect(lambda passed: self._note_test(key, passed=passed))
        form.passphrase_wanted.connect(lambda old, new: self._change_passphrase(key, old, new))
        return form

    def _drop_form(self, key: str) -> None:
        form = self._forms.pop(key, None)
        self._dirty.discard(key)
        if form is not None:
            area = form.property("area")
            self._stack.removeWidget(area)
            area.deleteLater()

    def _on_changed(self, key: str) -> None:
        self._dirty.add(key)
        self._show_foot()

    def _show_foot(self) -> None:
        form = self._forms[self._current]
        missing = form.missing
        ready = not missing and self._current not in self._busy
        self.problem.setText("")
        self.reason.setText(missing if self._current in self._dirty else "")
        if self._current == NEW:
            name = form.site.name
            self.add.setText(tr("Add {site}").format(site=name) if name else tr("Add site"))
            self.add.setEnabled(ready)
            self.add.setToolTip(missing)
            parts: list[Part] = [self.problem, self.reason, self.cancel_button, self.add]
            self.set_default(self.add)
        else:
            self.save.setEnabled(ready and self._current in self._dirty)
            changed = self._current in self._dirty
            self.save.setToolTip(missing if changed else tr("Nothing was changed"))
            middle = (self.problem, self.reason)
            parts = [self.remove_button, *middle, self.close_button, self.save]
            self.set_default(self.save)
        self.lay_foot(parts, self)

    def answered_no(self) -> None:
        """The form's own footer again."""
        self._show_foot()

    def may_close(self) -> bool:
        """Ask before typed changes are lost."""
        lost = self._dirty & {key for key in self._forms if key == NEW or key in self._sites}
        if not lost or (lost == {NEW} and not self._forms[NEW].site.address):
            return True
        question, yes = tr("Changes have not been saved."), tr("Close without saving")
        self.ask(question, yes, self.finish, tr("Keep editing"))
        return False

    # what one does

    def _on_add(self) -> None:
        self._show(NEW)
        self._forms[NEW].cards.cards["wordpress"].setFocus()

    def _on_cancel(self) -> None:
        self._drop_form(NEW)
        first = next(iter(self._sites), "")
        if first:
            self._show(first)
        else:
            self.finish()

    def _note_test(self, key: str, *, passed: bool) -> None:
        if key != NEW:
            self._tested[key] = passed
        self._show_list()
        self._show_foot()

    def _on_save(self) -> None:
        key, accounts = self._current, self._accounts
        form = self._forms[key]
        site, secret, session = form.site, form.new_secret, form.session_only
        readers = form.gates.readers_password
        self._busy.add(key)
        self._show_foot()

        def work(job: Job[Site]) -> Site:
            if key == NEW:
                accounts.add(site, secret or "", session_only=session)
            else:
                accounts.edit(site, secret, session_only=session)
            if readers:
                accounts.keep_readers_password(site, readers, session_only=session)
            return site

        def done(saved: Site) -> None:
            self._busy.discard(key)
            if form.trial is not None:
                self._tested[str(saved.id)] = True
                self._met[str(saved.id)] = form.trial
            self._drop_form(key)
            self.sites_changed.emit()
            self._load(str(saved.id))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._tasks.run(work, self, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy.clear()
        if self._current in self._forms:
            self._show_foot()
            if isinstance(error, BadInput) and error.code == "site-name-taken":
                self._ask_name()
        self.problem.setText(" ".join(failure(error)))

    def _ask_name(self) -> None:
        place, area = self.form.place, self._stack.currentWidget()
        place.ask_name()
        if isinstance(area, QScrollArea):
            # once the field has its place
            QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(place.name))

    def _on_remove(self) -> None:
        site = self._sites[self._current]
        what = tr("Remove {site}? What was published there stays; its secret is forgotten here.")
        self.ask(what.format(site=site.name), tr("Remove"), lambda: self._remove(site))

    def _remove(self, site: Site) -> None:
        accounts = self._accounts

        def work(job: Job[None]) -> None:
            accounts.remove(site)

        def done(_: None) -> None:
            self._drop_form(str(site.id))
            self.sites_changed.emit()
            self._load()

        self._tasks.run(work, self, done, self._on_failed)

    def _change_passphrase(self, key: str, old: str, new: str) -> None:
        form, site, accounts = self._forms[key], self._sites[key], self._accounts

        def work(job: Job[None]) -> None:
            accounts.change_passphrase(site, old, new)

        def done(_: None) -> None:
            if form.passphrase is not None:
                form.passphrase.show_changed()
            self._missing.discard(key)
            self._show_list()

        def failed(error: Exception) -> None:
            if form.passphrase is not None:
                form.passphrase.show_problem(" ".join(failure(error)))

        self._tasks.run(work, form, done, failed)


def open_sites_sheet(
    window: QWidget, services: SheetServices, *, adding: bool = False
) -> SitesSheet:
    """Open the sites over `window`, `adding` to begin with a new one."""
    sheet = SitesSheet(window, services, adding=adding)
    sheet.open(sheet.list)
    return sheet

"""The first page of publishing: what will happen, what stands against it, and when."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.draft import Draft
from editor.model.finding import Severity
from editor.model.publication import Status
from editor.model.site import Site
from editor.services.planning import Plan
from editor.ui.controls.failure_card import FailureCard
from editor.ui.controls.secret_prompt import SecretPrompt
from editor.ui.controls.sheet_page import Column, Columns, SheetPage
from editor.ui.controls.widgets import Button, Glyph, Rule, label, set_property
from editor.ui.publish.checks_card import ChecksCard
from editor.ui.publish.clocks import Clocks
from editor.ui.publish.reader_table import ReaderTable
from editor.ui.wording import change_text, failure, plural, tr


class PlanPage(SheetPage):
    """Shows a plan; publishes nothing by itself. Its signals say what the writer decided."""

    publish_chosen = Signal()
    draft_chosen = Signal()
    cancelled = Signal()
    site_menu_wanted = Signal(QWidget)
    place_chosen = Signal(str)
    secret_given = Signal(str, bool)

    def __init__(self, draft: Draft, site: Site) -> None:
        title = draft.title.strip() or tr("Untitled")
        super().__init__(tr("Publish “{title}”").format(title=title))
        self.badge = site.badge
        self.subtitle = site_line(site)
        self._site = site
        self._plan: Plan | None = None
        self._make_foot(site)
        self.readers, self.checks, self.clocks = ReaderTable(), ChecksCard(), Clocks()
        self.checks.place_chosen.connect(self.place_chosen)
        self.prompt: SecretPrompt | None = None
        self._waiting = label(tr("Checking the article…"), "second")
        self._left = Column((24, 20, 24, 20), 0)
        self._left.box.addWidget(self._waiting)
        self._left_parts = self._make_left()
        self._left.box.addWidget(self._left_parts)
        self._left.box.addStretch(1)
        self._right = Column((0, 20, 0, 20), 0)
        self._right_parts = self._make_right(site)
        self._right.box.addWidget(self._right_parts)
        self._right.box.addStretch(1)
        self._left_parts.hide()
        self._right_parts.hide()
        self.set_columns(Columns(self._left, self._right, 600))
        self.first = self.cancel

    def _make_foot(self, site: Site) -> None:
        self.change = Button(tr("Change site…"), compact=True)
        self.change.clicked.connect(lambda: self.site_menu_wanted.emit(self.change))
        self.aside = (self.change,)
        self.as_draft = Button(tr("Send as a draft only"), "flat")
        self.as_draft.clicked.connect(self.draft_chosen)
        self.cancel = Button(tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self.publish = Button(tr("Publish to {site}").format(site=site.name), "primary")
        self.publish.clicked.connect(self.publish_chosen)
        self.reason = QWidget()
        row = QHBoxLayout(self.reason)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        self._reason_glyph = Glyph("x-circle-fill", "bad", 16)
        row.addWidget(self._reason_glyph)
        self._reason = label("", "blocked")
        row.addWidget(self._reason)
        self._reason_glyph.hide()
        self.publish.setEnabled(False)
        self.as_draft.setEnabled(False)
        self.foot = (self.as_draft, 0, self.reason, self.cancel, self.publish)
        self.default = self.publish

    def _make_left(self) -> QWidget:
        parts = QWidget()
        box = QVBoxLayout(parts)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label(tr("What each reader gets"), "heading"))
        box.addWidget(self.readers)
        box.addSpacing(14)
        box.addWidget(self.checks)
        return parts

    def _make_right(self, site: Site) -> QWidget:
        parts = QWidget()
        box = QVBoxLayout(parts)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._prompt_place = QVBoxLayout()
        self._prompt_place.setContentsMargins(24, 0, 24, 0)
        box.addLayout(self._prompt_place)
        when = QVBoxLayout()
        when.setContentsMargins(24, 0, 24, 18)
        when.setSpacing(10)
        when.addWidget(label(tr("When"), "heading"))
        self._when = label("", wrap=True)
        when.addWidget(self._when)
        when.addWidget(self.clocks)
        box.addLayout(when)
        box.addWidget(Rule())
        changes = QVBoxLayout()
        changes.setContentsMargins(24, 14, 24, 0)
        changes.setSpacing(10)
        heading = tr("What changes on {site}").format(site=site.name)
        changes.addWidget(label(heading, "heading", wrap=True))
        self._changes = QVBoxLayout()
        self._changes.setSpacing(10)
        changes.addLayout(self._changes)
        box.addLayout(changes)
        return parts

    @property
    def plan(self) -> Plan | None:
        """The plan shown, None while it is made."""
        return self._plan

    def show_plan(self, plan: Plan, *, needs_secret: bool, keyring: bool) -> None:
        """Fill the page with `plan`; with `needs_secret` the secret is asked for first."""
        self._plan = plan
        self._waiting.hide()
        self._left_parts.show()
        self._right_parts.show()
        article = plan.article
        self.readers.show_portions(
            plan.portions, plan.draft.access, plan.site.gate, article.all_words
        )
        self.checks.show_findings(plan.findings)
        self.clocks.show_moment(plan.moment, plan.site.zone, moving=plan.draft.date is None)
        self._when.setText(_when(plan))
        for change in plan.changes:
            self._changes.addLayout(
                _change_row(change.icon, change_text(change.code, change.detail))
            )
        if plan.live:
            self.publish.setText(tr("Update on {site}").format(site=plan.site.name))
        if needs_secret:
            self.ask_secret(keyring=keyring)
        self._enable()
        if self.prompt is None:
            ready = self.publish if self.publish.isEnabled() else self.cancel
            self.first = self.checks.first or ready

    def show_blocked(self) -> None:
        """Say that the errors hold back what was asked for too."""
        self._reason.setText(tr("The errors hold back a draft too"))
        self._reason_glyph.show()

    def show_failure(self, error: Exception) -> None:
        """Say why there is no plan."""
        what, then = failure(error)
        self._waiting.hide()
        self._left.box.insertWidget(0, FailureCard(what, tr("Nothing was sent."), then))

    def ask_secret(self, *, keyring: bool, problem: str = "") -> None:
        """Ask for the site's secret above everything else at the right."""
        if self.prompt is None:
            self.prompt = SecretPrompt(self._site, keyring=keyring)
            self.prompt.given.connect(self.secret_given)
            self._prompt_place.addWidget(self.prompt)
            self._prompt_place.addSpacing(18)
            self.first = self.prompt.field
        if problem:
            self.prompt.show_problem(problem)
        self._enable()

    def secret_taken(self) -> None:
        """The secret is known now: no need to ask."""
        if self.prompt is not None:
            self.prompt.hide()
            self.prompt.deleteLater()
            self.prompt = None
        self._enable()

    def _enable(self) -> None:
        plan = self._plan
        if plan is None:
            return
        errors = sum(finding.severity is Severity.ERROR for finding in plan.findings)
        reason = ""
        if errors:
            reason = plural("Fix {n} error to publish", "Fix {n} errors to publish", errors)
        elif self.prompt is not None:
            folder = self._site.kind == "folder"
            reason = tr("Enter the passphrase first") if folder else tr("Enter the password first")
        self._reason.setText(reason)
        self._reason_glyph.setVisible(bool(reason))
        self._reason_glyph.show_icon(
            "x-circle-fill" if errors else "key", "bad" if errors else "text2"
        )
        set_property(self._reason, "role", "blocked" if errors else "medium")
        self.reason.setAccessibleName(reason)
        self.publish.setEnabled(not reason)
        self.publish.setToolTip(reason)
        self.as_draft.setEnabled(self.prompt is None and not plan.live)
        self.as_draft.setToolTip(
            tr("It is public already; “Undo (back to draft)” takes it back.") if plan.live else ""
        )


def site_line(site: Site) -> str:
    """A site with what it is and who we are there: "Harbour Letters · harbour.example · as mara"."""
    where = site.address.removeprefix("https://").removeprefix("http://").rstrip("/")
    parts = [site.name, where]
    if site.username:
        parts.append(tr("as {user}").format(user=site.username))
    return " · ".join(parts)


def _when(plan: Plan) -> str:
    if plan.status is not Status.PUBLISHED:
        return tr("Sent now, as a draft.")
    if plan.draft.date is None and plan.live:
        return tr("The update is public as soon as you send it; the article keeps its date.")
    if plan.draft.date is None:
        return tr("Now, the moment you publish.")
    return tr("Dated as the article’s details say. It is public as soon as you publish.")


def _change_row(icon_name: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    holder = QVBoxLayout()
    holder.setContentsMargins(0, 1, 0, 0)
    holder.addWidget(Glyph(icon_name, "text2", 14))
    holder.addStretch(1)
    row.addLayout(holder)
    shown = QLabel(text)
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setWordWrap(True)
    row.addWidget(shown, 1)
    return row

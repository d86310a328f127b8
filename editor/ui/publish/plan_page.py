"""The first page of publishing: what will happen, what stands against it, and when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.cms.port import Feature
from editor.model.draft import Draft
from editor.model.finding import Finding, Severity
from editor.model.queued import Queued
from editor.model.site import Site
from editor.model.status import Status
from editor.services.planning import Plan
from editor.ui.controls.failure_card import FailureCard
from editor.ui.controls.secret_prompt import SecretPrompt
from editor.ui.controls.sheet_page import Column, Columns, SheetPage
from editor.ui.controls.widgets import Button, Glyph, Rule, label, set_property
from editor.ui.publish.address_box import AddressBox
from editor.ui.publish.changes_list import ChangesList
from editor.ui.publish.checks_card import ChecksCard
from editor.ui.publish.email_box import EmailBox
from editor.ui.publish.pictures_box import PicturesBox
from editor.ui.publish.planner import Choices, Prepared
from editor.ui.publish.reader_table import ReaderTable
from editor.ui.publish.waiting_card import WaitingCard
from editor.ui.publish.when import When
from editor.ui.wording import failure, plural, tr


class PlanPage(SheetPage):
    """Shows a plan; publishes nothing by itself. Its signals say what the writer decided."""

    publish_chosen = Signal()
    draft_chosen = Signal()
    cancelled = Signal()
    site_menu_wanted = Signal(QWidget)
    place_chosen = Signal(str)
    secret_given = Signal(str, bool)
    date_chosen = Signal(object)
    choice_made = Signal()
    withdraw_chosen = Signal()

    def __init__(self, draft: Draft, site: Site) -> None:
        super().__init__(_titled(tr("Publish “{title}”"), draft))
        self.badge = site.badge
        self.subtitle = site_line(site)
        self._site = site
        self._plan: Plan | None = None
        self._said: tuple[Finding, ...] = ()
        self._make_foot(site)
        self.readers, self.checks, self.changes = ReaderTable(), ChecksCard(), ChangesList()
        self.checks.place_chosen.connect(self._on_place)
        self.when, self.email = When(site, draft.date), EmailBox()
        self.when.chosen.connect(self._on_date)
        self.email.chosen.connect(self._on_choice)
        self.address = AddressBox()
        self.address.chosen.connect(self._on_choice)
        self.pictures = PicturesBox()
        self.pictures.chosen.connect(self._on_choice)
        self.prompt: SecretPrompt | None = None
        self._waiting = label(tr("Checking the article…"), "second")
        self._left = Column((24, 20, 24, 20), 0)
        self._left.box.addWidget(self._waiting)
        self._left_parts = self._make_left()
        self._left.box.addWidget(self._left_parts)
        self._left.box.addStretch(1)
        right = Column((0, 20, 0, 20), 0)
        self._right_parts = self._make_right(site)
        right.box.addWidget(self._right_parts)
        right.box.addStretch(1)
        self._left_parts.hide()
        self._right_parts.hide()
        self.set_columns(Columns(self._left, right, 600))
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
        self._gets = label(tr("What each reader gets"), "heading")
        box.addWidget(self._gets)
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
        box.addWidget(_padded(self.when, bottom=18))
        self._mail = QWidget()
        mail = QVBoxLayout(self._mail)
        mail.setContentsMargins(0, 0, 0, 0)
        mail.setSpacing(0)
        mail.addWidget(Rule())
        mail.addWidget(_padded(self.email, top=14, bottom=18))
        box.addWidget(self._mail)
        box.addWidget(Rule())
        changes = QWidget()
        column = QVBoxLayout(changes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        heading = tr("What changes on {site}").format(site=site.name)
        column.addWidget(label(heading, "heading", wrap=True))
        column.addWidget(self.address)
        column.addWidget(self.pictures)
        column.addWidget(self.changes)
        box.addWidget(_padded(changes, top=14))
        return parts

    # what is shown

    @property
    def plan(self) -> Plan | None:
        """The plan shown, None while it is made."""
        return self._plan

    @property
    def choices(self) -> Choices:
        """What was chosen here, for the plan that comes next."""
        return Choices(self.email.mailing, self.address.moves, self.pictures.smaller)

    def show_plan(self, made: Prepared) -> None:
        """Fill the page; a secret that is missing is asked for first."""
        plan = self._plan = made.plan
        self._waiting.hide()
        self._left_parts.show()
        self._right_parts.show()
        self.readers.show_portions(
            plan.portions, plan.draft.access, plan.site.gate, plan.article.all_words
        )
        private = plan.status is Status.PRIVATE
        would = tr("What each reader would get if it were public")
        self._gets.setText(would if private else tr("What each reader gets"))
        self._show_findings()
        self.when.show_barred(_barred(plan, made.features))
        self.when.show_default(_now(plan))
        self._mail.setVisible(Feature.NEWSLETTER in made.features)
        self.email.show_plan(plan)
        self.address.show_plan(plan, made.features)
        self.pictures.show_plan(plan)
        self.changes.show_changes(plan.changes)
        scheduled = plan.publication is not None and plan.publication.status is Status.SCHEDULED
        self.as_draft.setText(tr("Back to draft") if scheduled else tr("Send as a draft only"))
        if made.lacks_secret:
            self.ask_secret(keyring=made.keyring)
        self._enable()
        if self.prompt is None:
            ready = self.publish if self.publish.isEnabled() else self.cancel
            self.first = self.checks.first or ready

    def show_asking(self) -> None:
        """The site is being asked."""
        self.checks.show_note(tr("Asking {site}…").format(site=self._site.name), "circle-dashed")

    def show_asked(self, plan: Plan) -> None:
        """Put what the site said among the checks."""
        if self._plan is not None:
            self._said = tuple(f for f in plan.findings if f not in self._plan.findings)
            self._plan = plan
            self.email.show_newsletters(plan.newsletters)
            self.checks.show_note("", "")
            self._show_findings()
            self._enable()

    def show_unasked(self, error: Exception) -> None:
        """The site could not be asked; publishing asks it again."""
        text = tr("{what} The site is asked again when you publish.")
        self.checks.show_note(text.format(what=failure(error).what), "warning-fill")

    def show_blocked(self) -> None:
        """Say that the errors hold back what was asked for too."""
        self._reason.setText(tr("The errors hold back a draft too"))
        self._reason_glyph.show()

    def show_failure(self, error: Exception) -> None:
        """Say why there is no plan."""
        what, then = failure(error)
        self._waiting.hide()
        self._left.box.insertWidget(0, FailureCard(what, tr("Nothing was sent."), then))

    def show_waiting(self, queued: Queued) -> None:
        """Say above everything else at the right what waits already."""
        card = WaitingCard(queued)
        card.withdraw_chosen.connect(self.withdraw_chosen)
        card.withdraw_chosen.connect(card.hide)
        self._prompt_place.insertWidget(0, card)
        self._prompt_place.insertSpacing(1, 18)

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

    def _findings(self) -> Sequence[Finding]:
        """Those of the plan, and those of the site that was asked about the plan before this one."""
        own = self._plan.findings if self._plan is not None else ()
        return (*own, *(finding for finding in self._said if finding not in own))

    def _show_findings(self) -> None:
        findings = self._findings()
        self.checks.show_findings(findings)
        if self._plan is not None:
            review = any(finding.code == "goes-to-review" for finding in findings)
            title, act = _named(self._plan)
            act = tr("Send to {site} for review") if review else act
            self.title = _titled(title, self._plan.draft)
            self.publish.setText(act.format(site=self._site.name))

    def _enable(self) -> None:
        plan = self._plan
        if plan is None:
            self.publish.setEnabled(False)
            self.as_draft.setEnabled(False)
            return
        errors = sum(finding.severity is Severity.ERROR for finding in self._findings())
        reason, bad = "", False
        if self.when.problem:
            reason, bad = tr("Choose another time"), True
        elif errors:
            bad = True
            if plan.status is Status.PUBLISHED and not plan.live:
                reason = plural("Fix {n} error to publish", "Fix {n} errors to publish", errors)
            else:
                reason = plural("Fix {n} error first", "Fix {n} errors first", errors)
        elif self.prompt is not None:
            folder = self._site.kind == "folder"
            reason = tr("Enter the passphrase first") if folder else tr("Enter the password first")
        self._reason.setText(reason)
        self._reason_glyph.setVisible(bool(reason))
        self._reason_glyph.show_icon("x-circle-fill" if bad else "key", "bad" if bad else "text2")
        set_property(self._reason, "role", "blocked" if bad else "medium")
        self.reason.setAccessibleName(reason)
        self.publish.setEnabled(not reason)
        self.publish.setToolTip(reason)
        self.as_draft.setEnabled(self.prompt is None and not plan.live)
        self.as_draft.setToolTip(
            tr("It is public already; “Undo (back to draft)” takes it back.") if plan.live else ""
        )

    # what is decided

    def _on_place(self, place: str) -> None:
        if place == "date":
            self.when.focus_time()
        else:
            self.place_chosen.emit(place)

    def _on_date(self, date: object) -> None:
        self._outdate()
        self.date_chosen.emit(date)

    def _on_choice(self) -> None:
        self._outdate()
        self.choice_made.emit()

    def _outdate(self) -> None:
        """The plan is not what would be sent any more: nothing is sent before there is another."""
        self._plan = None
        self._enable()


def _padded(widget: QWidget, *, top: int = 0, bottom: int = 0) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(24, top, 24, bottom)
    box.addWidget(widget)
    return holder


def site_line(site: Site) -> str:
    """A site with what it is and who we are there: "Harbour Letters · harbour.example · as mara"."""
    where = site.address.removeprefix("https://").removeprefix("http://").rstrip("/")
    parts = [site.name, where]
    if site.username:
        parts.append(tr("as {user}").format(user=site.username))
    return " · ".join(parts)


def _titled(title: str, draft: Draft) -> str:
    return title.format(title=draft.title.strip() or tr("Untitled"))


def _named(plan: Plan) -> tuple[str, str]:
    """What the sheet is called, and what its primary button does."""
    known = plan.publication.status if plan.publication is not None else Status.DRAFT
    match plan.status:
        case Status.SCHEDULED if known is Status.SCHEDULED:
            return tr("Reschedule “{title}”"), tr("Reschedule on {site}")
        case Status.SCHEDULED:
            return tr("Schedule “{title}”"), tr("Schedule on {site}")
        case status if known is status:
            return tr("Update “{title}”"), tr("Update on {site}")
        case Status.PRIVATE:
            return tr("Publish “{title}” privately"), tr("Publish privately to {site}")
        case _:
            return tr("Publish “{title}”"), tr("Publish to {site}")


def _barred(plan: Plan, features: frozenset[Feature]) -> str:
    """Why it cannot be published later."""
    if plan.live:
        return tr("It is public already: an update is public as soon as you send it.")
    if Feature.SCHEDULE not in features:
        return tr("{site} cannot publish later by itself.").format(site=plan.site.name)
    if plan.draft.private:
        return tr("A private article is never public, so it waits for nothing.")
    return ""


def _now(plan: Plan) -> str:
    """What publishing now means for this article."""
    if plan.draft.private:
        return tr("Only editors of the site see it.")
    if plan.draft.date is None:
        return tr("The moment you publish.")
    return tr("Public as soon as you publish, dated as the article’s details say.")

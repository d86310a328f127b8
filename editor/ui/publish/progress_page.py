"""The second page of publishing: how far it has come, and what to do when it fails."""

from PySide6.QtCore import Signal

from editor.model.errors import Conflict, EditorError
from editor.model.publication import Step, StepState
from editor.model.status import Status
from editor.services.planning import Plan
from editor.ui.controls.failure_card import FailureCard
from editor.ui.controls.sheet_page import Column, Columns, SheetPage
from editor.ui.controls.widgets import Button, label
from editor.ui.publish.steps_list import StepsList
from editor.ui.wording import failure, is_unknown, tr


class ProgressPage(SheetPage):
    """Shows the steps as they are taken; Cancel works until the article is made public."""

    cancel_chosen = Signal()
    again_chosen = Signal()
    overwrite_chosen = Signal()
    place_chosen = Signal(str)
    close_chosen = Signal()
    withdraw_chosen = Signal()
    replan_chosen = Signal()

    def __init__(self, plan: Plan, was: Status | None = None) -> None:
        """`was` is what the article was on the site before the first try."""
        title = plan.draft.title.strip() or tr("Untitled")
        super().__init__(_doing(plan).format(title=title))
        self.subtitle = plan.site.name
        self.badge = plan.site.badge
        self.plan = plan
        self.was = was or (plan.publication.status if plan.publication else None)
        self.failed = False
        self.steps = StepsList(gated=plan.article.gated, status=plan.status)
        left = Column((24, 16, 24, 16), 4)
        left.box.addWidget(label(tr("Steps"), "heading"))
        left.box.addWidget(self.steps)
        left.box.addStretch(1)
        self._right = Column((24, 16, 24, 16), 8)
        self._note = label(tr("What happens now"), "heading")
        self._right.box.addWidget(self._note)
        self._says = label(_explained(plan), "second", wrap=True)
        self._right.box.addWidget(self._says)
        self._right.box.addStretch(1)
        self.set_columns(Columns(left, self._right, 344))
        self._why = label("", "small")
        self.cancel = Button(tr("Cancel"))
        self.cancel.clicked.connect(self._on_cancel)
        self.close_button = Button(tr("Close"))
        self.close_button.clicked.connect(self.close_chosen)
        self.again = Button(tr("Try again"), "primary")
        self.again.clicked.connect(self.again_chosen)
        self.overwrite = Button(tr("Keep mine"))
        self.overwrite.clicked.connect(self.overwrite_chosen)
        self.withdraw = Button(tr("Withdraw it"))
        self.withdraw.clicked.connect(self.withdraw_chosen)
        self.replan = Button(tr("See the plan again"), "primary")
        self.replan.clicked.connect(self.replan_chosen)
        self.slug = Button(tr("Change the slug"), "primary")
        self.slug.clicked.connect(lambda: self.place_chosen.emit("slug"))
        self.foot = (0, self._why, self.cancel)
        self.first = self.cancel

    @property
    def beyond_recall(self) -> bool:
        """Whether the article is being, or has been, made public."""
        return self.steps.state("public") not in (StepState.PENDING, StepState.SKIPPED)

    def show_step(self, step: Step) -> None:
        """Show one step's news; one that was cancelled did not fail."""
        if step.detail == "cancelled":
            step = Step(step.code, StepState.SKIPPED, step.detail)
        self.steps.show_step(step)
        if self.beyond_recall and self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            scheduled = self.plan.status is Status.SCHEDULED
            late = tr("It is being scheduled: too late to cancel.")
            self._why.setText(
                late if scheduled else tr("It is being made public: too late to cancel.")
            )

    def show_busy(self) -> None:
        """Say why it cannot be closed now."""
        if self.cancel.isEnabled():
            self._why.setText(tr("It is on its way. Cancel first to close."))

    def show_failure(self, error: Exception, now: Status | None) -> None:
        """Say what happened, and what is on the site `now`; publishing can be tried again."""
        self.failed = True
        for code, row in self.steps.rows.items():
            if row.state is StepState.RUNNING:
                self.steps.show_step(Step(code, StepState.FAILED))
        what, then = failure(error)
        self._note.hide()
        self._says.hide()
        self._right.box.insertWidget(0, FailureCard(what, self._safe(error, now), then))
        if isinstance(error, EditorError) and error.code == "slug-taken":
            self._end(self.slug)
        elif isinstance(error, EditorError) and error.code == "planned-before":
            self._end(self.replan)
        elif isinstance(error, Conflict):
            self._end(self.overwrite, self.again)
        else:
            self._end(self.again)

    def show_waiting(self, error: Exception, now: Status | None) -> None:
        """Say that it goes as soon as the site can be reached, what goes, and what is there `now`."""
        self.failed = True
        for code in self.steps.rows:
            self.steps.show_step(Step(code, StepState.PENDING))
        self._note.setText(tr("It is sent as soon as the site can be reached"))
        text = tr(
            "{what} Standfirst tries again every half minute while it is open, and when it is started. "
            "What it sends is the text as it is now: to send what you write from now on, publish again. "
            "Until it is public you can withdraw it."
        )
        self._says.setText(_joined(text.format(what=failure(error).what), self._lies(now)))
        title = self.plan.draft.title.strip() or tr("Untitled")
        self.title = tr("“{title}” waits for {site}").format(title=title, site=self.plan.site.name)
        self.glyph = ("clock", "text2")
        self.close_button.setText(tr("Done"))
        self.close_button.set_kind("primary")
        self._end_with(self.withdraw, self.close_button)

    def show_cancelled(self, now: Status | None) -> None:
        """Say that it was stopped in time, and what is on the site `now`."""
        self.failed = True
        for code, row in self.steps.rows.items():
            if row.state is StepState.RUNNING:
                self.steps.show_step(Step(code, StepState.SKIPPED))
        self._note.setText(tr("Cancelled. Nothing was made public."))
        text = tr(
            "What was sent so far lies on {site} as an unfinished draft that nobody else can read. "
            "Publishing again goes on with the same one."
        )
        if now is not None and now.hidden:
            text = tr("The article is on {site} as it was.")
        self._says.setText(_joined(text.format(site=self.plan.site.name), self._lost(now)))
        self.again.setText(tr("Publish again"))
        self._end(self.again)

    def _end(self, *buttons: Button) -> None:
        title = self.plan.draft.title.strip() or tr("Untitled")
        self.title = tr("Publishing “{title}” stopped").format(title=title)
        self._end_with(self.close_button, *buttons)

    def _end_with(self, *buttons: Button) -> None:
        """Leave these, the last one for Enter."""
        self._why.setText("")
        self.foot = (0, self._why, *buttons)
        self.default = buttons[-1]
        self.first = buttons[-1]
        self.changed.emit()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._why.setText(tr("Stopping after this step…"))
        self.cancel_chosen.emit()

    def _lost(self, now: Status | None) -> str:
        """What the article is no more on its site, where it waited or was for editors there."""
        if now is not Status.DRAFT or self.was is None or not self.was.hidden:
            return ""
        if self.was is Status.SCHEDULED:
            return tr("The article is a draft there now, and does not appear by itself any more.")
        return tr("The article is a draft there now.")

    def _lies(self, now: Status | None) -> str:
        """How an article that waited, or was for editors, is on its site now."""
        if now is not None and now.hidden:
            return tr("The article is on {site} as it was.").format(site=self.plan.site.name)
        return self._lost(now)

    def _safe(self, error: Exception, now: Status | None) -> str:
        kept = tr("Your text here is unchanged.")
        if is_unknown(error):
            unknown = tr(
                "Whether the site did it is not known. Trying again looks there first and goes on "
                "with the same post, so nothing is posted twice."
            )
            return _joined(kept, unknown, self._lost(now))
        if lies := self._lies(now):
            return _joined(kept, lies)
        if self.plan.live and now is not Status.DRAFT:
            return kept + " " + tr("The article stays public on the site.")
        if self.beyond_recall:
            return kept + " " + tr("Look on the site whether the article is public.")
        return kept + " " + tr("Nothing was made public.")


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _doing(plan: Plan) -> str:
    if plan.status is Status.DRAFT:
        return tr("Sending “{title}” as a draft")
    if plan.live:
        return tr("Updating “{title}”")
    scheduled = plan.status is Status.SCHEDULED
    return tr("Scheduling “{title}”") if scheduled else tr("Publishing “{title}”")


def _explained(plan: Plan) -> str:
    if plan.status is Status.DRAFT:
        text = tr("The article goes to {site} as a draft. Nobody else can read it.")
    elif plan.live:
        text = tr(
            "The post on {site} is updated in the order that never opens the gate, read back, and "
            "then looked at as a stranger would see it."
        )
    elif plan.status is Status.SCHEDULED:
        text = tr(
            "The article goes to {site} as a draft, is read back and compared. Only then is it "
            "scheduled, and looked for as a stranger would, who must not find it yet. Until then you "
            "can cancel."
        )
    elif plan.status is Status.PRIVATE:
        text = tr(
            "The article goes to {site} as a draft, is read back and compared. Only then is it shown "
            "to the site’s editors, and looked for as a stranger would, who must not find it. Until "
            "then you can cancel."
        )
    else:
        text = tr(
            "The article goes to {site} as a draft, is read back and compared. Only then is it made "
            "public, and looked at as a stranger would see it. Until then you can cancel."
        )
    return text.format(site=plan.site.name)

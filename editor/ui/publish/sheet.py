"""Publishing in one sheet: plan, progress, and what came of it."""

from contextlib import suppress
from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from editor.model.audience import Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft
from editor.model.errors import Conflict, EditorError, SecretUnavailable, Unreachable
from editor.model.publication import Publication, Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.render.receipt import receipt_text
from editor.services.planning import Plan
from editor.ui.controls.paged_sheet import PagedSheet
from editor.ui.controls.sheet_services import SheetServices, secret_or_why, tasks_of
from editor.ui.controls.widgets import label
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.leak_page import LeakPage
from editor.ui.publish.outcome import undo_question
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.planner import Choices, Planner, Prepared
from editor.ui.publish.progress_page import ProgressPage
from editor.ui.publish.receipt_file import export_receipt, show_receipts
from editor.ui.publish.receipt_text import page_of
from editor.ui.publish.site_browser import browser_of
from editor.ui.tasks import Job
from editor.ui.wording import failure, tr

PLAN_SIZE, DONE_SIZE, LEAK_SIZE = QSize(1040, 764), QSize(1080, 764), QSize(1080, 788)


class PublishingStopped(Exception):
    """Raised at a checkpoint after Cancel, before anything is public."""


class StepNews(QObject):
    """Carries steps from the worker to the window's thread, as plain values."""

    told = Signal(str, str, str, float)

    def report(self, step: Step) -> None:
        """Pass a step on; called in the worker."""
        self.told.emit(step.code, step.state.value, step.detail, step.seconds)


class PublishSheet(PagedSheet):
    """Plan, progress, done or leak. `place_chosen` asks the window to go where a finding points."""

    place_chosen = Signal(str)
    site_changed = Signal(object)
    draft_edited = Signal(str, object)
    published = Signal(object)
    taken_back = Signal(object)

    def __init__(self, window: QWidget, services: SheetServices, draft: Draft, site: Site) -> None:
        """Shows nothing before `prepare` or `show_receipt`."""
        super().__init__(window, tr("Publish"), PLAN_SIZE)
        self._services, self._draft, self._site = services, draft, site
        self._tasks = tasks_of(window)
        self._browser = browser_of(window)
        self._stop = Event()
        self._news = StepNews(self)
        self._news.told.connect(self._on_step, Qt.ConnectionType.QueuedConnection)
        self._running: Job[Receipt] | None = None
        self._busy = False

    def may_close(self) -> bool:
        """Not while something is on its way to the site."""
        if isinstance(self.page, ProgressPage) and self._running is not None:
            self.page.show_busy()
        return self._running is None and not self._busy

    # plan

    def prepare(self, site: Site) -> None:
        """Show the plan's page at once and fill it when the plan is made."""
        self._site = site
        page = PlanPage(self._draft, site)
        planner = Planner(self._services, self._tasks, page)
        page.publish_chosen.connect(self._on_publish)
        page.draft_chosen.connect(self._on_send_draft)
        page.cancelled.connect(self.reject)
        page.site_menu_wanted.connect(self._on_site_menu)
        page.place_chosen.connect(self._on_place)
        page.secret_given.connect(lambda *given: self._on_secret(planner, *given))
        page.date_chosen.connect(lambda date: self._on_date(planner, date))
        page.choice_made.connect(lambda: self._plan_again(planner))
        page.withdraw_chosen.connect(self._withdraw)
        if waits := self._services.waiting.of(self._draft.id, site.id):
            page.show_waiting(waits)
        planner.planned.connect(lambda made: self._on_planned(planner, made))
        planner.failed.connect(page.show_failure)
        planner.asked.connect(page.show_asked)
        planner.unasked.connect(page.show_unasked)
        self.show_page(page, PLAN_SIZE)
        planner.plan(self._draft, site)

    def _on_planned(self, planner: Planner, made: Prepared) -> None:
        page = self.page
        if not isinstance(page, PlanPage):
            return
        page.show_plan(made)
        self.set_title(page.title)
        focused = self.focusWidget()
        if page.first is not None and focused in (None, page.cancel, page.change):
            page.first.setFocus(Qt.FocusReason.OtherFocusReason)
        if not made.lacks_secret:
            self._ask_site(planner, page)

    def _ask_site(self, planner: Planner, page: PlanPage) -> None:
        if page.plan is not None:
            page.show_asking()
            planner.ask(page.plan)

    def _on_date(self, planner: Planner, date: PublishDate | None) -> None:
        self._draft = replace(self._draft, date=date)
        self.draft_edited.emit("date", date)
        self._plan_again(planner)

    def _plan_again(self, planner: Planner) -> None:
        if isinstance(self.page, PlanPage):
            planner.plan_soon(self._draft, self._site, self.page.choices)

    def _on_site_menu(self, button: QWidget) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for site in self._services.accounts.sites():
            action = menu.addAction(site.name)
            action.setCheckable(True)
            action.setChecked(site.id == self._site.id)
            action.triggered.connect(lambda _=False, chosen=site: self._on_site_chosen(chosen))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_site_chosen(self, site: Site) -> None:
        if site.id != self._site.id:
            self.site_changed.emit(site)
            self.prepare(site)

    def _on_place(self, place: str) -> None:
        self.finish()
        self.place_chosen.emit(place)

    def _on_secret(self, planner: Planner, secret: str, session_only: bool) -> None:
        page = self.page
        if not isinstance(page, PlanPage) or page.prompt is None:
            return
        page.prompt.setEnabled(False)
        accounts, site = self._services.accounts, self._site

        def work(job: Job[None]) -> None:
            accounts.unlock(site, secret, session_only=session_only)

        def failed(error: Exception) -> None:
            if page.prompt is not None:
                page.prompt.show_problem(" ".join(failure(error)))

        def taken(_: None) -> None:
            page.secret_taken()
            self._ask_site(planner, page)

        self._tasks.run(work, page, taken, failed)

    # progress

    def _on_publish(self) -> None:
        page = self.page
        if isinstance(page, PlanPage) and page.plan is not None:
            self._start(page.plan)

    def _on_send_draft(self) -> None:
        self._plan_and_start(self._site, Status.DRAFT)

    def _plan_and_start(self, site: Site, status: Status) -> None:
        services, draft, page = self._services, self._draft, self.page
        if page is None:
            return

        chosen = page.choices if isinstance(page, PlanPage) else Choices()

        def work(job: Job[Plan]) -> Plan:
            return services.publishing.plan(
                draft, site, status, move=chosen.move, smaller=chosen.smaller
            )

        def done(plan: Plan) -> None:
            if plan.blocked and isinstance(page, PlanPage):
                page.show_blocked()
            else:
                self._start(plan)

        def failed(error: Exception) -> None:
            if self.page is page:
                self.prepare(self._site)

        self._tasks.run(work, page, done, failed)

    def _start(self, plan: Plan, *, overwrite: bool = False, was: Status | None = None) -> None:
        """Publish `plan`; the steps come in by `_on_step`. `was`: see `ProgressPage`."""
        self._stop = stop = Event()
        page = ProgressPage(plan, was)
        page.cancel_chosen.connect(stop.set)
        page.again_chosen.connect(lambda: self._start(self._fresh(plan), was=page.was))
        page.overwrite_chosen.connect(
            lambda: self._start(self._fresh(plan), overwrite=True, was=page.was)
        )
        page.place_chosen.connect(self._on_place)
        page.close_chosen.connect(self.reject)
        page.replan_chosen.connect(lambda: self.prepare(self._site))
        page.withdraw_chosen.connect(self._withdraw)
        page.withdraw_chosen.connect(self.reject)
        self.show_page(page, DONE_SIZE)
        publishing, report = self._services.publishing, self._news.report

        def checkpoint() -> None:
            if stop.is_set():
                raise PublishingStopped

        def work(job: Job[Receipt]) -> Receipt:
            return publishing.publish(plan, report, checkpoint, overwrite=overwrite)

        self._running = self._tasks.run(
            work, self, lambda receipt: self._on_receipt(plan, receipt), self._on_publish_failed
        )

    def _fresh(self, plan: Plan) -> Plan:
        """`plan` with what is known by now of the post on the site, so that a retry goes on with it."""
        found = self._services.publishing.publication(plan.draft.id, plan.site.id)
        return replace(plan, publication=found)

    def _on_step(self, code: str, state: str, detail: str, seconds: float) -> None:
        if isinstance(self.page, ProgressPage):
            self.page.show_step(Step(code, StepState(state), detail, seconds))

    def _on_publish_failed(self, error: Exception) -> None:
        self._running = None
        page = self.page
        if not isinstance(page, ProgressPage):
            return
        if isinstance(error, PublishingStopped):
            page.show_cancelled(self._status_now(page.plan))
        elif isinstance(error, SecretUnavailable):
            self.prepare(self._site)
        elif isinstance(error, Unreachable) and self._waits(page.plan):
            page.show_waiting(error, self._status_now(page.plan))
        else:
            page.show_failure(error, self._status_now(page.plan))

    def _waits(self, plan: Plan) -> bool:
        """Let it wait for its site; False where the library does not take it."""
        with suppress(EditorError):
            return self._services.waiting.put(plan)
        return False

    def _withdraw(self) -> None:
        with suppress(EditorError):
            self._services.waiting.withdraw(self._draft.id, self._site.id)

    def _status_now(self, plan: Plan) -> Status | None:
        """What is known by now of the post on the site; None where there is none, or nothing is known."""
        with suppress(EditorError):
            found = self._services.publishing.publication(plan.draft.id, plan.site.id)
            return found.status if found else None
        return None

    def _on_receipt(self, plan: Plan, receipt: Receipt) -> None:
        self._running = None
        self.show_receipt(self._fresh(plan), receipt)
        self.published.emit(receipt)

    # done, or leak

    def show_receipt(self, plan: Plan, receipt: Receipt, *, earlier: bool = False) -> None:
        """Show what came of `plan`, or what had come of it `earlier`."""
        if receipt.leaks:
            self._show_leak(plan, receipt, earlier=earlier)
            return
        page = DonePage(
            plan,
            receipt,
            lambda: secret_or_why(self._services.accounts, plan.site),
            others=len(self._kept(plan)) > 1,
            earlier=earlier,
        )
        page.export_chosen.connect(lambda: self._export(plan, page.receipt))
        page.earlier_wanted.connect(lambda below: self._offer_receipts(plan, page.receipt, below))
        page.undo_chosen.connect(lambda: self._on_undo(plan))
        page.look_chosen.connect(lambda: self._on_look_again(plan))
        page.copy_receipt_chosen.connect(lambda: self._copy(plan, page.receipt))
        page.copy_link_chosen.connect(lambda: QGuiApplication.clipboard().setText(page.receipt.url))
        page.open_chosen.connect(lambda: self._show_site(plan.site, page.receipt.url))
        page.folder_chosen.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(plan.site.address))
        )
        page.done_chosen.connect(self.reject)
        self.show_page(page, DONE_SIZE)

    def _kept(self, plan: Plan) -> tuple[Receipt, ...]:
        with suppress(EditorError):
            return self._services.publishing.receipts(plan.draft.id, plan.site.id)
        return ()

    def _offer_receipts(self, plan: Plan, shown: Receipt, below: QWidget) -> None:
        kept = self._kept(plan)

        def choose(receipt: Receipt) -> None:
            self.show_receipt(self._fresh(plan), receipt, earlier=receipt.at != kept[0].at)

        show_receipts(below, kept, shown, choose)

    def _export(self, plan: Plan, receipt: Receipt) -> None:
        export_receipt(self, self._services.exporting, plan, receipt)

    def _show_leak(self, plan: Plan, receipt: Receipt, *, earlier: bool = False) -> None:
        page = LeakPage(plan, receipt, others=len(self._kept(plan)) > 1, earlier=earlier)
        page.export_chosen.connect(lambda: self._export(plan, receipt))
        page.earlier_wanted.connect(lambda below: self._offer_receipts(plan, receipt, below))
        page.copy_chosen.connect(lambda: self._copy(plan, receipt))
        page.leave_chosen.connect(self.reject)
        page.open_site_chosen.connect(lambda: self._show_site(plan.site, receipt.url))
        page.place_chosen.connect(self._on_place)
        page.undo_chosen.connect(lambda: self._take_back(plan))
        safer = replace(plan.site, gate=Gate.TEASER_ONLY)
        page.fix_chosen.connect(lambda: self._plan_and_start(safer, Status.PUBLISHED))
        self.show_page(page, LEAK_SIZE)

    def _show_site(self, site: Site, url: str) -> None:
        try:
            self._browser.open(site, url)
        except EditorError as error:
            if isinstance(self.page, DonePage):
                self.page.show_problem(" ".join(failure(error)))

    def _copy(self, plan: Plan, receipt: Receipt) -> None:
        QGuiApplication.clipboard().setText(receipt_text(page_of(plan, receipt)))

    def _on_look_again(self, plan: Plan) -> None:
        page = self.page
        if not isinstance(page, DonePage):
            return
        page.show_looking()
        verifying = self._services.verifying

        def work(job: Job[Receipt]) -> Receipt:
            return verifying.look(plan)

        def done(receipt: Receipt) -> None:
            if receipt.leaks or receipt.status is not page.receipt.status:
                self.show_receipt(plan, receipt)
            else:
                page.show_receipt(receipt)

        self._tasks.run(work, page, done, lambda error: page.show_problem(" ".join(failure(error))))

    def _on_undo(self, plan: Plan) -> None:
        if isinstance(page := self.page, (DonePage, LeakPage)):
            question = undo_question(plan, page.receipt)
            self.ask(question, tr("Take it back"), lambda: self._take_back(plan))

    def _take_back(self, plan: Plan, *, overwrite: bool = False) -> None:
        page = self.page
        if not isinstance(page, (DonePage, LeakPage)):
            return
        self._busy = True
        self.lay_foot((label(tr("Taking it back…"), "second"), 0), None)
        publishing = self._services.publishing

        def work(job: Job[Publication]) -> Publication:
            return publishing.undo(plan.draft.id, plan.site, overwrite=overwrite)

        def done(publication: Publication) -> None:
            self._busy = False
            if isinstance(page, DonePage):
                page.show_taken_back()
            else:
                steps = (*page.receipt.steps, Step("retract", StepState.DONE))
                self._show_leak(plan, replace(page.receipt, steps=steps))
            self.taken_back.emit(publication)

        def failed(error: Exception) -> None:
            self._busy = False
            if isinstance(error, Conflict):
                question = " ".join(failure(error))
                again = tr("Take it back all the same")
                self.ask(question, again, lambda: self._take_back(plan, overwrite=True))
                return
            if isinstance(page, DonePage):
                page.show_problem(" ".join(failure(error)))
            else:
                steps = (*page.receipt.steps, Step("retract", StepState.FAILED))
                self._show_leak(plan, replace(page.receipt, steps=steps))
                return
            self.dress()

        self._tasks.run(work, page, done, failed)


def open_publish_sheet(
    window: QWidget, services: SheetServices, draft: Draft, site: Site
) -> PublishSheet:
    """Open the publish sheet for `draft` over `window`; nothing is sent before its button is pressed."""
    sheet = PublishSheet(window, services, draft, site)
    sheet.prepare(site)
    sheet.open(sheet.page.first if sheet.page is not None else None)
    return sheet


def open_receipt(
    window: QWidget, services: SheetServices, plan: Plan, receipt: Receipt
) -> PublishSheet:
    """Show over `window` what was found of an article that is on its site already."""
    sheet = PublishSheet(window, services, plan.draft, plan.site)
    sheet.show_receipt(plan, receipt)
    sheet.open(sheet.page.first if sheet.page is not None else None)
    return sheet

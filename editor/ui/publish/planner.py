"""Makes plans in the background, and asks their site what it has to say."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from editor.cms.port import Feature
from editor.model.draft import Draft
from editor.model.errors import SecretUnavailable
from editor.model.mailing import Mailing
from editor.model.site import Site
from editor.services.planning import Plan
from editor.ui.controls.sheet_services import SheetServices
from editor.ui.tasks import Job, Tasks

EDIT_MS = 200


@dataclass(frozen=True)
class Prepared:
    """A plan, what its kind of site can do, whether its secret is missing, and if there is a keyring."""

    plan: Plan
    features: frozenset[Feature]
    lacks_secret: bool
    keyring: bool


@dataclass(frozen=True)
class Choices:
    """What the writer chose in the plan: `email` is None where nothing was said of it yet."""

    email: Mailing | None = None
    move: bool = False
    smaller: bool = False


class Planner(QObject):
    """Plans again with each change; what was overtaken by the next is never told."""

    planned = Signal(object)
    failed = Signal(object)
    asked = Signal(object)
    unasked = Signal(object)

    def __init__(self, services: SheetServices, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._planning: Job[Prepared] | None = None
        self._asking: Job[Plan] | None = None
        self._wanted: tuple[Draft, Site, Choices] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EDIT_MS)
        self._soon.timeout.connect(self._plan)

    def plan(self, draft: Draft, site: Site) -> None:
        """Plan to publish `draft` now."""
        self._wanted = (draft, site, Choices())
        self._plan()

    def plan_soon(self, draft: Draft, site: Site, choices: Choices) -> None:
        """Plan once no more changes come in."""
        self._wanted = (draft, site, choices)
        self._stop()
        self._soon.start()

    def ask(self, plan: Plan) -> None:
        """Ask the site of `plan`; `asked` brings the plan with what it said."""
        publishing = self._services.publishing
        self._asking = self._tasks.run(
            lambda _job: publishing.ask(plan), self, self.asked.emit, self.unasked.emit
        )

    def _stop(self) -> None:
        self._soon.stop()
        for job in (self._planning, self._asking):
            if job is not None:
                job.cancel()

    def _plan(self) -> None:
        self._stop()
        if self._wanted is None:
            return
        services, (draft, site, chosen) = self._services, self._wanted

        def work(job: Job[Prepared]) -> Prepared:
            plan = services.publishing.plan(
                draft, site, email=chosen.email, move=chosen.move, smaller=chosen.smaller
            )
            kinds = {kind.kind: kind.capabilities for kind in services.accounts.kinds()}
            return Prepared(
                plan,
                kinds[site.kind].features,
                plan.needs_secret and not _has_secret(services, site),
                services.accounts.keyring_available(),
            )

        self._planning = self._tasks.run(work, self, self.planned.emit, self.failed.emit)


def _has_secret(services: SheetServices, site: Site) -> bool:
    try:
        services.accounts.secret_of(site)
    except SecretUnavailable:
        return False
    return True

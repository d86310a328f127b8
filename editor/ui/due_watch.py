"""Looks at scheduled articles once their time has come, and again at what was made public lately."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.model.errors import EditorError

if TYPE_CHECKING:
    from editor.model.publication import Receipt
    from editor.services.planning import Plan
    from editor.ui.tasks import Job, Tasks
    from editor.ui.window_services import WindowServices

AFTER = timedelta(seconds=5)  # a site's clock may go a little after ours
AGAIN = timedelta(seconds=20)  # many a site publishes what is due only once it was visited
LONGEST = timedelta(hours=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Came:
    """An article that was looked at again, and what strangers saw of it."""

    plan: "Plan"
    receipt: "Receipt"


class DueWatch(QObject):
    """`came` tells of each article that was looked at because it was due."""

    came = Signal(object)

    def __init__(self, services: "WindowServices", tasks: "Tasks", parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._looking: Job[list[Came]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look now at everything that is due, in the background."""
        if self._looking is not None:
            return
        services = self._services
        self._looking = self._tasks.run(
            lambda job: look_at_due(services, job), self, self._on_looked, self._on_failed
        )

    def wait(self) -> None:
        """Look again when the next article is due; asked anew whenever one is scheduled or taken back."""
        if self._looking is not None:
            return
        try:
            due = self._services.verifying.next_due()
        except EditorError:
            return  # the library says so itself when it is read
        if due is None:
            self._timer.stop()
        else:
            pause = _pause(due - datetime.now(UTC))
            self._timer.start(int(pause.total_seconds() * 1000))

    def _on_looked(self, found: list[Came]) -> None:
        self._looking = None
        for one in found:
            self.came.emit(one)
        self.wait()

    def _on_failed(self, error: Exception) -> None:
        self._looking = None
        log.warning("what is due could not be looked at: %s", type(error).__name__)
        self.wait()


def _pause(ahead: timedelta) -> timedelta:
    """How long to wait for what is due so far `ahead`; for what is late, as long again as it is late."""
    wait = ahead + AFTER if ahead > timedelta() else max(AGAIN, -ahead)
    return min(wait, LONGEST)


def look_at_due(services: "WindowServices", job: "Job[list[Came]]") -> list[Came]:
    """Look at each article that is to be looked at; one that cannot be looked at now is left for later."""
    sites = {site.id: site for site in services.accounts.sites()}
    found = []
    for publication in services.verifying.due(datetime.now(UTC)):
        job.checkpoint()
        site = sites.get(publication.site_id)
        if site is None:
            continue
        try:
            draft = services.drafting.open(publication.draft_id)
            plan = services.publishing.plan(draft, site)
            found.append(Came(plan, services.verifying.look(plan)))
        except EditorError as error:
            log.warning("a scheduled article could not be looked at: %s", error.code)
    return found

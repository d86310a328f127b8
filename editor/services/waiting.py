"""Publications that wait until their site can be reached: agreed to, queued, sent, or withdrawn."""

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from editor.model.draft import Draft
from editor.model.errors import (
    EditorError,
    OutcomeUnknown,
    Rejected,
    StorageFailed,
    Unreachable,
)
from editor.model.publication import Receipt
from editor.model.queued import Queued
from editor.model.site import Site
from editor.model.status import Status
from editor.services.accounts import Accounts
from editor.services.planning import Plan, fingerprint
from editor.services.publishing import Publishing
from editor.services.resuming import Resuming
from editor.text import front_matter

if TYPE_CHECKING:
    from editor.library.queue import Queue

log = logging.getLogger(__name__)


class Withdrawn(Exception):
    """It was withdrawn while it was on its way."""


@dataclass(frozen=True)
class Went:
    """What waited is on its site, and what strangers see of it."""

    plan: Plan
    receipt: Receipt


@dataclass(frozen=True)
class Held:
    """What waited was not sent, though its site could be reached: it waits for its writer now."""

    plan: Plan
    error: EditorError


class Waiting:
    """Lets publications wait for their sites, and sends them. What is sent is what was agreed to."""

    def __init__(
        self, accounts: Accounts, queue: "Queue", publishing: Publishing, resuming: Resuming
    ) -> None:
        self._accounts = accounts
        self._queue = queue
        self._publishing = publishing
        self._resuming = resuming

    def put(self, plan: Plan) -> bool:
        """Let `plan` wait, in the place of what waited there; False for one of a site that is not kept so.

        No network. A later publication of the article there, or its way back to draft, ends the wait.
        """
        if plan.site not in self._accounts.sites():
            return False
        self._queue.put(
            Queued(
                plan.draft.id,
                plan.site.id,
                plan.status,
                plan.post.email,
                front_matter.write(plan.draft),
                datetime.now(UTC),
                plan.moves,
                plan.smaller,
            )
        )
        return True

    def withdraw(self, draft_id: UUID, site_id: UUID) -> None:
        """Take it out; one that is on its way is stopped, unless it is public by then."""
        self._queue.remove(draft_id, site_id)

    def all(self) -> tuple[Queued, ...]:
        """What waits, the longest first."""
        return self._queue.all()

    def of(self, draft_id: UUID, site_id: UUID) -> Queued | None:
        """What waits of the article for that site."""
        waits = (
            one for one in self._queue.all() if (one.draft_id, one.site_id) == (draft_id, site_id)
        )
        return next(waits, None)

    def go(self, queued: Queued) -> Went | Held | None:
        """Send it, if its site can be reached now; None where it goes on waiting, or waits no more.

        A try that was cut short is looked up first, and gone on with: nothing is posted or mailed twice.
        """
        sites = {site.id: site for site in self._accounts.sites()}
        site = sites.get(queued.site_id)
        if site is None:
            return None
        draft = replace(front_matter.read(queued.text), id=queued.draft_id)
        plan = self._plan(draft, site, queued)
        try:
            self._look_up(queued)
            plan = self._plan(draft, site, queued)
            if _is_there(plan):
                self.withdraw(queued.draft_id, queued.site_id)
                return None
            return Went(plan, self._publish(self._publishing.ask(plan), queued))
        except (Unreachable, OutcomeUnknown, StorageFailed) as error:
            log.info("what waits goes on waiting: %s", error.code)
        except Withdrawn:
            log.info("what waited was withdrawn on its way")
        except EditorError as error:
            if error.code == "planned-before":
                return None  # what was sent meanwhile is planned for at the next try
            with suppress(StorageFailed):
                self._queue.hold(queued, error.code, error.detail)
            return Held(plan, error)
        return None

    def _plan(self, draft: Draft, site: Site, queued: Queued) -> Plan:
        return self._publishing.plan(
            draft,
            site,
            queued.status,
            email=queued.mailing,
            move=queued.move,
            smaller=queued.smaller,
        )

    def _look_up(self, queued: Queued) -> None:
        for job in self._resuming.cut_short():
            if (job.draft_id, job.site_id) == (queued.draft_id, queued.site_id):
                self._resuming.look_up(job)

    def _publish(self, plan: Plan, queued: Queued) -> Receipt:
        if plan.blocked:
            gravest = plan.findings[0]
            raise Rejected(gravest.code, **gravest.detail)

        def checkpoint() -> None:
            if queued not in self._queue.all():
                raise Withdrawn

        return self._publishing.publish(plan, lambda step: None, checkpoint)


def _is_there(plan: Plan) -> bool:
    """Whether the site has it already, as it was to be: the last try got so far."""
    known = plan.publication
    there = known is not None and known.status is plan.status is not Status.DRAFT
    return there and known is not None and known.sent == fingerprint(plan)

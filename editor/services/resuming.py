"""Publications that were cut short, by a crash, a dead network or a closed laptop: what came of each."""

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editor.cms.port import Cms, RemotePost
from editor.model.draft import Draft
from editor.model.errors import EditorError, NotFound
from editor.model.publication import Publication, Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services.accounts import Accounts
from editor.services.arrival import arrived
from editor.services.drafting import Drafting
from editor.services.planning import Plan
from editor.services.publication_record import as_known
from editor.services.publishing import Publishing
from editor.services.sent_post import sent_of
from editor.services.verifying import Verifying
from editor.services.withdrawing import DELETE, DELETED, RETRACT, forget

if TYPE_CHECKING:
    from editor.library.jobs import Job, Jobs
    from editor.library.publications import Publications

NOTHING, GONE = "nothing-there", "no-longer-known"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CutShort:
    """What a publication that was cut short came to: `status` there, None for nothing at all.

    `plan` is of the article as it is now, and `receipt` what strangers see of one that is public.
    `whole` says that all that was sent arrived. `taking` is `RETRACT` or `DELETE` where it was being
    taken back, "" where it was being published.
    """

    plan: Plan
    status: Status | None
    whole: bool = False
    receipt: Receipt | None = None
    taking: str = ""


class Resuming:
    """Looks up what was cut short. Nothing is made public, and nobody is mailed, without being asked for."""

    def __init__(
        self,
        drafting: Drafting,
        accounts: Accounts,
        publications: "Publications",
        jobs: "Jobs",
        publishing: Publishing,
        verifying: Verifying,
    ) -> None:
        self._drafting = drafting
        self._accounts = accounts
        self._publications = publications
        self._jobs = jobs
        self._publishing = publishing
        self._verifying = verifying

    def cut_short(self) -> "tuple[Job, ...]":
        """The journal's entries without an outcome, the oldest first. No network."""
        return self._jobs.open()

    def look_up(self, job: "Job") -> CutShort | None:
        """Ask the site what came of `job`, and close its entry; None where article or site is gone.

        What strangers can read is looked at; where they see locked words it is taken back. A later
        publication finds the post, and goes on with it. Raises `SecretUnavailable`, `StorageFailed` while
        another is under way, and any `CmsError`: the entry is then left for another time.
        """
        with self._jobs.alone():
            if job not in self._jobs.open():
                return None  # another program has ended it, or looked it up
            found = self._known(job)
            if found is None:
                self._jobs.finish(job.id, GONE)
                return None
            draft, site = found
            taking = _taking(job)
            remote, whole = self._lies(job, self._publishing.plan(draft, site), taking)
        plan = self._publishing.plan(draft, site)
        if remote is None:
            self._jobs.finish(job.id, DELETED if taking == DELETE else NOTHING)
            return CutShort(plan, None, taking=taking)
        receipt = self._looked_at(plan) if remote.status is Status.PUBLISHED else None
        status = receipt.status if receipt else remote.status
        self._jobs.finish(job.id, status.value)
        return CutShort(plan, status, whole, receipt, taking)

    def _lies(self, job: "Job", plan: Plan, taking: str) -> tuple[RemotePost | None, bool]:
        """The post that is there, written down as known, and whether all that was sent arrived."""
        known = self._publishing.publication(job.draft_id, job.site_id)
        with self._accounts.connected(plan.site, needed=plan.needs_secret) as cms:
            remote = _there(cms, known, job)
            if remote is None:
                if known is not None:
                    forget(self._publications, known)
                return None, False
            sent = known.sent if known else job.sent
            receipt = known.receipt if known else None
            known = as_known(job.draft_id, job.site_id, remote, sent, receipt)
            version = sent_of(self._publications, known)
            whole = version is not None and arrived(cms, version, remote)
        # of ours only a part may stand there: that is no change made by others
        self._publications.save(known if whole else replace(known, revision=""))
        if taking and known.status is Status.DRAFT:
            self._publications.forget_sent(job.draft_id, job.site_id)  # that is over
        return remote, whole

    def _known(self, job: "Job") -> tuple[Draft, Site] | None:
        sites = {site.id: site for site in self._accounts.sites()}
        if job.site_id not in sites:
            return None
        try:
            return self._drafting.open(job.draft_id), sites[job.site_id]
        except NotFound:
            return None

    def _looked_at(self, plan: Plan) -> Receipt:
        receipt = self._verifying.look(plan)
        if not receipt.leaks or receipt.status is not Status.PUBLISHED:
            return receipt
        try:
            back = self._publishing.undo(plan.draft.id, plan.site, overwrite=True)
        except EditorError as error:
            log.warning("what leaked could not be taken back: %s", error.code)
            return receipt
        return replace(receipt, status=back.status, revision=back.revision)


def _taking(job: "Job") -> str:
    """What a withdrawal was to do; a publication takes back only after its other steps."""
    first = job.steps[0].code if job.steps else ""
    return first if first in (RETRACT, DELETE) else ""


def _there(cms: Cms, known: Publication | None, job: "Job") -> RemotePost | None:
    """The post that was being written: the one that is known, or the draft that has the article's token."""
    if known is not None and not known.gone:
        try:
            return cms.get(known.remote_id)
        except NotFound:
            pass
    return cms.find(job.draft_id)

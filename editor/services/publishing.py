"""Publishing: what would happen, carrying it out, what lies where, and taking it back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from editor.cms.port import Asset, Cms, Feature
from editor.model.draft import Draft
from editor.model.errors import BadInput, Conflict, NotFound, StorageFailed
from editor.model.mailing import NOBODY, Mailing
from editor.model.publication import Publication, Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services.accounts import Accounts
from editor.services.drafting import Drafting, Locate
from editor.services.planning import Plan, mailed_before, make_plan
from editor.services.publication_record import Record, Report
from editor.services.publication_run import Checkpoint, Run, asset_of
from editor.services.sent_post import sent_of
from editor.services.withdrawing import Withdrawal

if TYPE_CHECKING:
    from editor.library.jobs import Jobs
    from editor.library.publications import Publications
    from editor.library.queue import Queue


class Publishing:
    """Brings drafts to sites, updates them there and takes them back."""

    def __init__(
        self,
        drafting: Drafting,
        accounts: Accounts,
        publications: "Publications",
        jobs: "Jobs",
        queue: "Queue",
    ) -> None:
        self._drafting = drafting
        self._accounts = accounts
        self._publications = publications
        self._jobs = jobs
        self._queue = queue

    def plan(
        self,
        draft: Draft,
        site: Site,
        status: Status = Status.PUBLISHED,
        locate: Locate | None = None,
        *,
        email: Mailing | None = None,
        move: bool = False,
        smaller: bool = False,
    ) -> Plan:
        """What would happen; `email` says whom the site mails it to. No network; nothing is written.

        `move`: a new slug is the address from now on, also where readers know the one before. `smaller`:
        pictures are sent shrunk, for a slow line.

        Where nothing is said of it, one that waits, or did before an update of it failed, is mailed as
        was asked when it was scheduled.
        """
        publication = self.publication(draft.id, site.id)
        if email is None and publication and _waits(publication):
            sent = sent_of(self._publications, publication)
            email = sent.post.email if sent else None
        return make_plan(
            self._drafting,
            draft,
            site,
            status,
            publication,
            now=datetime.now(UTC),
            locate=locate,
            email=email or NOBODY,
            move=move,
            smaller=smaller,
        )

    def ask(self, plan: Plan) -> Plan:
        """`plan` with what its site has to say of it, and can mail it to. Network; changes nothing there.

        Raises `SecretUnavailable`, and any `CmsError`.
        """
        with self._accounts.connected(plan.site, needed=plan.needs_secret) as cms:
            mails = Feature.NEWSLETTER in cms.capabilities.features and not plan.live
            newsletters = cms.newsletters() if mails else ()
            return replace(
                plan.with_said(cms.check(plan.post, plan.known)), newsletters=newsletters
            )

    def publication(self, draft_id: UUID, site_id: UUID) -> Publication | None:
        """The draft's post on a site, as last known.

        A site that was removed and added again still has what was published there before.
        """
        found = self._publications.get(draft_id, site_id)
        if found is not None:
            return found
        sites = {site.id: site for site in self._accounts.sites()}
        if site_id not in sites:
            return None
        for left in self._publications.of(draft_id):
            if left.site_id not in sites and _lies_on(left.url, sites[site_id]):
                receipt = replace(left.receipt, site_id=site_id) if left.receipt else None
                return replace(left, site_id=site_id, receipt=receipt)
        return None

    def delivered(self, draft_id: UUID) -> tuple[Publication, ...]:
        """The draft's posts on all sites."""
        return self._publications.of(draft_id)

    def receipts(self, draft_id: UUID, site_id: UUID | None = None) -> tuple[Receipt, ...]:
        """What came of all that was sent of the draft, to one site or any, the latest first."""
        kept = self._publications.receipts(draft_id)
        found = tuple(one for one in kept if site_id in (None, one.site_id))
        publication = None if found or site_id is None else self.publication(draft_id, site_id)
        # of a site that was removed and added again the last one is known
        return (publication.receipt,) if publication and publication.receipt else found

    def publish(
        self, plan: Plan, report: Report, checkpoint: Checkpoint, *, overwrite: bool = False
    ) -> Receipt:
        """Carry out `plan`, reporting each step, and look at what came of it.

        The article's file is given its id, so that it is an update wherever the file is then.

        `checkpoint` may raise to cancel, until the article is made public. Raises `BadInput` for a
        blocked plan, `Rejected` for what the site says against it, `Conflict` when the post was
        changed on the site (unless `overwrite`) or sent since it was planned, `StorageFailed` while
        another publication is under way, and any `CmsError`; the article is then no more public than it
        was. Once it is public nothing raises: what fails is in the receipt.
        """
        if plan.blocked:
            raise BadInput("plan-blocked")
        self._drafting.name_file(plan.draft.id)
        with (
            self._jobs.alone(),
            self._accounts.connected(plan.site, needed=plan.needs_secret) as cms,
        ):
            plan = replace(plan, publication=self._still_as_planned(plan))
            avatars = self._avatars(plan, cms)
            record = Record(plan, self._publications, self._jobs, report)
            stored = self._drafting.stored_picture
            run = Run(plan, cms, record, checkpoint, avatars, stored)
            receipt = run.publish(overwrite)
            # what waited is overtaken; the article may be public: nothing is raised
            with suppress(StorageFailed):
                self._queue.remove(plan.draft.id, plan.site.id)
        return receipt

    def _still_as_planned(self, plan: Plan) -> Publication | None:
        """What is known of the article there now; raises `Conflict` if the plan was made for another state.

        Another window, program or what waited may have sent it since; a draft is gone on with.
        """
        now, before = self.publication(plan.draft.id, plan.site.id), plan.publication
        was = before.status if before else Status.DRAFT
        if now is not None and (
            now.status is not was
            or (now.status is not Status.DRAFT and before and now.sent != before.sent)
            or mailed_before(now) != mailed_before(before)
        ):
            raise Conflict("planned-before", site=plan.site.name)
        return now

    def _avatars(self, plan: Plan, cms: Cms) -> tuple[Asset, ...]:
        """The authors' pictures, where the site makes their boxes from what we send."""
        if Feature.BYLINE not in cms.capabilities.features:
            return ()
        found = []
        for author in plan.post.authors:
            path = self._accounts.avatar(author)
            if path is not None:
                found.append(asset_of(author.avatar, path))
        return tuple(found)

    def undo(self, draft_id: UUID, site: Site, *, overwrite: bool = False) -> Publication:
        """Take the article back to draft on its site, and read back that it is.

        Where that takes words out of it, raises `Conflict` for what was changed there, unless `overwrite`.
        """
        with self._withdrawal(draft_id, site, overwrite) as withdrawal:
            return withdrawal.to_draft()

    def delete(self, draft_id: UUID, site: Site, *, overwrite: bool = False) -> Publication:
        """Delete the article's post from its site, and read back that it is gone; the draft stays here.

        What strangers can read is taken back first. Raises `Conflict` for what was changed there, unless
        `overwrite`. What was mailed of it stays known: it is not mailed again.
        """
        with self._withdrawal(draft_id, site, overwrite) as withdrawal:
            return withdrawal.away()

    @contextmanager
    def _withdrawal(self, draft_id: UUID, site: Site, overwrite: bool) -> Iterator[Withdrawal]:
        with self._jobs.alone():
            # nor is it to go there by itself, whatever comes of this
            self._queue.remove(draft_id, site.id)
            publication = self.publication(draft_id, site.id)
            if publication is None or publication.gone:
                raise NotFound("not-on-site", site=site.name)
            with self._accounts.connected(site, needed=site.kind != "folder") as cms:
                kept = self._publications, self._jobs
                yield Withdrawal(publication, site, cms, *kept, overwrite=overwrite)


def _waits(publication: Publication) -> bool:
    """Whether it waits for its time, or did before an update of it failed."""
    there, told = publication.status, publication.receipt
    failed = there is Status.DRAFT and told is not None and told.status is Status.SCHEDULED
    return there is Status.SCHEDULED or failed


def _lies_on(url: str, site: Site) -> bool:
    """Whether `url` is an address within `site`, whatever its scheme."""
    address = Path(site.address).absolute().as_uri() if site.kind == "folder" else site.address
    base, there = urlsplit(address), urlsplit(url)
    within = there.path.startswith(base.path.rstrip("/") + "/")
    return base.netloc.casefold() == there.netloc.casefold() and within

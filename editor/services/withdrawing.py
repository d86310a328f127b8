"""Taking an article back: to draft on its site, or off it altogether; journalled, and read back."""

import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from editor.cms.port import Cms, RemotePost
from editor.model.errors import CmsError, Conflict, EditorError, NotFound, Unexpected
from editor.model.mailing import Mailed
from editor.model.publication import Publication, Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status

if TYPE_CHECKING:
    from editor.library.jobs import Jobs
    from editor.library.publications import Publications

RETRACT, DELETE, DELETED = "retract", "delete", "deleted"  # what is done, and what came of it

_GONE = ("site-post-gone", "not-there")  # an address that is not found may as well be a broken site


class Withdrawal:
    """One publication that is taken back. `overwrite`: what was changed on the site may go with it."""

    def __init__(
        self,
        publication: Publication,
        site: Site,
        cms: Cms,
        publications: "Publications",
        jobs: "Jobs",
        *,
        overwrite: bool,
    ) -> None:
        self._publication = publication
        self._site = site
        self._cms = cms
        self._publications = publications
        self._jobs = jobs
        self._overwrite = overwrite

    def to_draft(self) -> Publication:
        """Make it a draft there. Raises `NotFound` where it is gone, which is noted."""
        try:
            if self._cms.capabilities.drafts_shown:
                there = self._cms.get(self._publication.remote_id)
                self._insist_unchanged(there, "changed-below-the-cut")
            job = self._begin(RETRACT)
            taken = self._retract(job)
        except NotFound as error:
            if error.code in _GONE:
                forget(self._publications, self._publication)
            raise
        self._jobs.finish(job, taken.status.value)
        return taken

    def away(self) -> Publication:
        """Take what strangers can read back first, then delete it; one that is gone counts as deleted."""
        there = self._there()
        if there is None:
            return forget(self._publications, self._publication)
        self._insist_unchanged(there, "changed-before-delete")
        job, mailed = self._begin(DELETE), there.mailed
        if there.status is not Status.DRAFT:
            mailed = _mailed(self._retract(job)) or mailed
        failed: CmsError = Unexpected("site-not-deleted", site=self._site.name)
        try:
            self._cms.delete(there.remote_id)
        except CmsError as error:
            failed = error
        left = self._there()  # where that is not told either, the entry stays open
        if left is not None:
            self._failed(job, DELETE, left, failed)
            raise failed
        gone = forget(self._publications, self._publication, mailed)
        self._jobs.step(job, DELETE, StepState.DONE)
        self._jobs.finish(job, DELETED)
        return gone

    def _there(self) -> RemotePost | None:
        try:
            return self._cms.get(self._publication.remote_id)
        except NotFound as error:
            if error.code in _GONE:
                return None
            raise

    def _insist_unchanged(self, there: RemotePost, code: str) -> None:
        known = self._publication.revision
        if known and there.revision != known and not self._overwrite:
            raise Conflict(code, site=self._site.name)

    def _begin(self, step: str) -> int:
        known = self._publication
        job = self._jobs.begin(known.draft_id, known.site_id, Status.DRAFT, known.sent)
        self._jobs.step(job, step, StepState.RUNNING)
        return job

    def _retract(self, job: int) -> Publication:
        known = self._publication
        self._jobs.step(job, RETRACT, StepState.RUNNING)
        # until the site has answered, its revision is not known: a crash here is no conflict
        self._publications.save(replace(known, revision=""))
        began = time.monotonic()
        try:
            remote = self._cms.retract(known.remote_id)
        except NotFound as error:
            self._jobs.finish(job, error.code)
            raise
        except EditorError as error:
            with suppress(EditorError):
                self._failed(job, RETRACT, self._cms.get(known.remote_id), error)
            raise
        taken = replace(
            known,
            status=remote.status,
            revision=remote.revision,
            receipt=_taken_back(known, remote, time.monotonic() - began),
            due=None,
        )
        self._publications.save(taken)
        # what was arranged for it is over
        self._publications.forget_sent(known.draft_id, known.site_id)
        self._jobs.step(job, RETRACT, StepState.DONE)
        self._publication = taken
        return taken

    def _failed(self, job: int, step: str, now: RemotePost, error: EditorError) -> None:
        """Note that it is there as `now`; an edit that nobody here knows of is still found later."""
        known = self._publication
        kept = replace(known, status=now.status, revision=now.revision)
        self._publications.save(known if now.revision == known.revision else kept)
        self._jobs.step(job, step, StepState.FAILED, error.code)
        self._jobs.finish(job, error.code)


def forget(
    publications: "Publications", known: Publication, mailed: Mailed | None = None
) -> Publication:
    """Note that the post is gone from its site; what was mailed of the article stays known.

    A later publication makes a new post, whose address no stranger can know yet.
    """
    told = known.receipt
    if told is not None:
        told = replace(told, mailed=mailed or told.mailed, was_public=False)
    gone = replace(
        known, remote_id="", revision="", slug="", status=Status.DRAFT, due=None, receipt=told
    )
    publications.save(gone)
    publications.forget_sent(known.draft_id, known.site_id)
    publications.forget_verified(known.draft_id, known.site_id)
    return gone


def _mailed(publication: Publication) -> Mailed | None:
    return publication.receipt.mailed if publication.receipt else None


def _taken_back(known: Publication, remote: RemotePost, seconds: float) -> Receipt | None:
    """The receipt of what is a draft again; what was seen and mailed of it stays told."""
    told = known.receipt
    if told is None:
        return None
    due = known.due is not None and known.due <= datetime.now(UTC)
    steps = (step for step in told.steps if step.code != RETRACT)
    return replace(
        told,
        at=datetime.now(UTC),
        status=remote.status,
        revision=remote.revision,
        steps=(*steps, Step(RETRACT, StepState.DONE, "", seconds)),
        was_public=told.was_public or known.status is not Status.SCHEDULED or due,
        mailed=remote.mailed or told.mailed,
        due=None,
    )

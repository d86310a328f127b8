"""What is written down of a publication under way, at once, so that a retry finds it."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from editor.cms.port import RemotePost
from editor.model.errors import EditorError
from editor.model.publication import Publication, Receipt, Step, StepState
from editor.model.status import Status
from editor.services.planning import Plan, fingerprint
from editor.services.sent_post import SentPost, content_of, dump

if TYPE_CHECKING:
    from editor.library.jobs import Jobs
    from editor.library.publications import Publications

log = logging.getLogger(__name__)
Report = Callable[[Step], None]


@dataclass(slots=True)
class Note:
    """What a step has to say when it ends."""

    detail: str = ""
    failed: bool = False


# what a cache showed at first, or a plug-in adds later, is seen then
LOOKS = (timedelta(minutes=1), timedelta(hours=1))


def next_look(remote: RemotePost, since: datetime, now: datetime) -> datetime | None:
    """When `remote` is to be looked at after `now`, in UTC; `since` is when it was last made public."""
    if remote.status is Status.SCHEDULED:
        return remote.date
    if remote.status is not Status.PUBLISHED:
        return None
    return next((since + after for after in LOOKS if since + after > now), None)


def as_known(
    draft_id: UUID, site_id: UUID, remote: RemotePost, sent: str, receipt: Receipt | None
) -> Publication:
    """What is known from now on of a draft's post, which its site has as `remote`."""
    now = datetime.now(UTC)
    return Publication(
        draft_id=draft_id,
        site_id=site_id,
        remote_id=remote.remote_id,
        url=remote.url,
        revision=remote.revision,
        status=remote.status,
        sent=sent,
        at=now,
        slug=remote.slug,
        receipt=receipt,
        due=next_look(remote, now, now),
    )


class Record:
    """The journal of one publication, its receipt, and its post as last known.

    Once `accepted`, the public may read what was sent, and nothing here may report failure.
    """

    def __init__(
        self, plan: Plan, publications: "Publications", jobs: "Jobs", report: Report
    ) -> None:
        self.plan = plan
        self.publications = publications
        self._jobs = jobs
        self._report = report
        self.steps: list[Step] = []
        self.sent = fingerprint(plan)
        self._there = plan.publication.sent if plan.publication else self.sent
        self._before: tuple[Publication | None, Mapping[str, object] | None] = (None, None)
        self._job = 0
        self.accepted = False
        self.compared: tuple[str, ...] = ()

    def begin(self) -> None:
        """Open the journal's entry."""
        plan = self.plan
        self._job = self._jobs.begin(plan.draft.id, plan.site.id, plan.status, self.sent)

    def finish(self, outcome: str) -> None:
        """Close the journal's entry; one that could not be closed is looked up later."""
        try:
            self._jobs.finish(self._job, outcome)
        except EditorError as error:
            log.warning("the journal could not be closed: %s", error.code)

    @contextmanager
    def step(self, code: str, *, skip: bool = False) -> Iterator[Note]:
        """Journal and report one step, whatever comes of it."""
        began = time.monotonic()
        note = Note()
        self._tell(Step(code, StepState.RUNNING))
        try:
            yield note
        except BaseException as error:
            note.failed = True
            note.detail = error.code if isinstance(error, EditorError) else "cancelled"
            raise
        finally:
            state = StepState.SKIPPED if skip else StepState.DONE
            step = Step(
                code,
                StepState.FAILED if note.failed else state,
                note.detail,
                time.monotonic() - began,
            )
            self.steps.append(step)
            self._tell(step)

    def made(self, remote: RemotePost, known: tuple[str, ...]) -> Receipt:
        """A receipt of `remote` as it is; nobody has looked at it yet."""
        plan = self.plan
        locked = plan.article.all_words - plan.article.free_words
        before = plan.publication.receipt if plan.publication else None
        return Receipt(
            draft_id=plan.draft.id,
            site_id=plan.site.id,
            remote_id=remote.remote_id,
            url=remote.url,
            revision=remote.revision,
            status=remote.status,
            at=datetime.now(UTC),
            sent=self.sent,
            paid_words=locked if plan.article.gated else 0,
            steps=tuple(self.steps),
            sights=(),
            known=known,
            mailed=remote.mailed or (before.mailed if before else None),
            was_public=remote.status is Status.PUBLISHED
            or (before.was_public if before else False),
            content=content_of(plan.post),
            compared=self.compared,
            due=remote.date if remote.status is Status.SCHEDULED else None,
        )

    def receipt(self, remote: RemotePost, known: tuple[str, ...]) -> Receipt:
        """The receipt of `remote` as it is, kept."""
        receipt = self.made(remote, known)
        self.keep(receipt, remote)
        return receipt

    def keep(self, receipt: Receipt, remote: RemotePost) -> None:
        """Write down a receipt as what is known of the article there."""
        ids = receipt.draft_id, receipt.site_id
        as_received = replace(
            remote, url=receipt.url, revision=receipt.revision, status=receipt.status
        )
        self._save(
            lambda: replace(as_known(*ids, as_received, receipt.sent, receipt), at=receipt.at)
        )

    def found(self, receipt: Receipt) -> None:
        """Write down what was found of what does not stand there any more."""
        self._keep(lambda: self.publications.keep_receipt(receipt))

    def remember(self, remote: RemotePost) -> None:
        """Write down at once what the site has accepted, so that a retry finds it."""

        def accepted() -> Publication:
            before = self.publications.get(self.plan.draft.id, self.plan.site.id)
            known = before or self.plan.publication
            receipt = known.receipt if known else None
            return as_known(self.plan.draft.id, self.plan.site.id, remote, self._there, receipt)

        self._save(accepted)

    def sending(self, remote: RemotePost, version: SentPost) -> None:
        """Write down that `version` is about to be sent over `remote`.

        Until the site has answered, its revision is not known: a crash here is no conflict.
        """
        ids = self.plan.draft.id, self.plan.site.id
        self._before = self.publications.get(*ids), self.publications.sent(*ids)
        self.publications.keep_sent(*ids, dump(version))
        self._there = version.sent
        self.remember(replace(remote, revision=""))

    def nothing_sent(self, remote: RemotePost) -> None:
        """Take `sending` back: `remote` is on the site as it was."""
        known, sent = self._before
        if sent is not None:
            self.publications.keep_sent(self.plan.draft.id, self.plan.site.id, sent)
        if known is not None:
            self._there = known.sent
        self.remember(remote)

    def keep_verified(self, version: SentPost) -> None:
        """Remember what held, to be put back should an update not hold."""
        kept, ids = dump(version), (self.plan.draft.id, self.plan.site.id)
        self._keep(lambda: self.publications.keep_verified(*ids, kept))

    def _save(self, make: Callable[[], Publication]) -> None:
        self._keep(lambda: self.publications.save(make()))

    def _keep(self, keep: Callable[[], None]) -> None:
        """Once the public may read the article, a library that fails is no failure."""
        try:
            keep()
        except EditorError as error:
            if not self.accepted:
                raise
            log.warning("a publication could not be kept: %s", error.code)

    def _tell(self, step: Step) -> None:
        try:
            self._jobs.step(self._job, step.code, step.state, step.detail)
        except EditorError as error:
            if not self.accepted:
                raise
            log.warning("a step could not be journalled: %s", error.code)
        self._report(step)

"""Publishing: draft first, read back, public in a request of its own, then a look as a stranger."""

import hashlib
import logging
import mimetypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from editor.cms.port import Asset, Cms, Difference, Feature, Media, RemoteMedia, RemotePost
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.model.article import count_words
from editor.model.audience import Access, Surface
from editor.model.draft import Draft
from editor.model.errors import BadInput, CmsError, Conflict, EditorError, NotFound, Rejected
from editor.model.publication import Publication, Receipt, Status, Step, StepState
from editor.model.site import Site
from editor.services.accounts import Accounts
from editor.services.drafting import Drafting, Locate, read_bytes, used_pictures
from editor.services.planning import Plan, fingerprint, make_plan
from editor.services.restoring import Restored, Stored, restore
from editor.services.verified import SentPicture, Verified, dump, load
from editor.services.verifying import look_at, said_before

log = logging.getLogger(__name__)
Report = Callable[[Step], None]
Checkpoint = Callable[[], None]


class Publishing:
    """Brings drafts to sites, updates them there and takes them back."""

    def __init__(
        self,
        drafting: Drafting,
        accounts: Accounts,
        publications: Publications,
        jobs: Jobs,
    ) -> None:
        self._drafting = drafting
        self._accounts = accounts
        self._publications = publications
        self._jobs = jobs

    def plan(
        self,
        draft: Draft,
        site: Site,
        status: Status = Status.PUBLISHED,
        locate: Locate | None = None,
        *,
        email: bool = False,
    ) -> Plan:
        """What would happen; with `email` the site mails it. No network; nothing is written."""
        return make_plan(
            self._drafting,
            draft,
            site,
            status,
            self.publication(draft.id, site.id),
            now=datetime.now(UTC),
            locate=locate,
            email=email,
        )

    def ask(self, plan: Plan) -> Plan:
        """`plan` with what its site has to say of it. Network; nothing is changed there.

        Raises `SecretUnavailable`, and any `CmsError`.
        """
        with self._accounts.connected(plan.site, needed=plan.needs_secret) as cms:
            return plan.with_said(cms.check(plan.post))

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

    def publish(
        self, plan: Plan, report: Report, checkpoint: Checkpoint, *, overwrite: bool = False
    ) -> Receipt:
        """Carry out `plan`, reporting each step, and look at what came of it.

        `checkpoint` may raise to cancel, until the article is made public. Raises `BadInput` for a
        blocked plan, `Rejected` for what the site says against it, `Conflict` when the post was changed on the site (unless `overwrite`), and any
        `CmsError`; the article is then no more public than it was. Once it is public nothing raises:
        what fails is in the receipt.
        """
        if plan.blocked:
            raise BadInput("plan-blocked")
        with self._accounts.connected(plan.site, needed=plan.needs_secret) as cms:
            avatars = self._avatars(plan, cms)
            run = _Run(
                plan,
                cms,
                self._publications,
                self._jobs,
                report,
                checkpoint,
                avatars,
                self._drafting.stored_picture,
            )
            return run.publish(overwrite)

    def _avatars(self, plan: Plan, cms: Cms) -> tuple[Asset, ...]:
        """The authors' pictures, where the site makes their boxes from what we send."""
        if Feature.BYLINE not in cms.capabilities.features:
            return ()
        found = []
        for author in plan.post.authors:
            path = self._accounts.avatar(author)
            if path is not None:
                found.append(_asset(author.avatar, path))
        return tuple(found)

    def undo(self, draft_id: UUID, site: Site) -> Publication:
        """Take the article back to draft on its site, and read back that it is."""
        publication = self.publication(draft_id, site.id)
        if publication is None:
            raise NotFound("not-on-site", site=site.name)
        with self._accounts.connected(site) as cms:
            job = self._jobs.begin(draft_id, site.id, Status.DRAFT, publication.sent)
            self._jobs.step(job, "retract", StepState.RUNNING)
            # until the site has answered, its revision is not known: a crash here is no conflict
            self._publications.save(replace(publication, revision=""))
            try:
                remote = cms.retract(publication.remote_id)
            except EditorError as error:
                with suppress(EditorError):
                    now = cms.get(publication.remote_id)
                    kept = replace(publication, status=now.status, revision=now.revision)
                    unchanged = now.revision == publication.revision
                    self._publications.save(publication if unchanged else kept)
                    self._jobs.step(job, "retract", StepState.FAILED, error.code)
                    self._jobs.finish(job, error.code)
                raise
            taken = replace(publication, status=remote.status, revision=remote.revision)
            self._publications.save(taken)
            self._jobs.step(job, "retract", StepState.DONE)
            self._jobs.finish(job, remote.status.value)
            return taken


@dataclass(slots=True)
class _Note:
    """What a step has to say when it ends."""

    detail: str = ""
    failed: bool = False


class _Run:
    """One publication under way."""

    def __init__(
        self,
        plan: Plan,
        cms: Cms,
        publications: Publications,
        jobs: Jobs,
        report: Report,
        checkpoint: Checkpoint,
        avatars: tuple[Asset, ...],
        stored: Stored,
    ) -> None:
        self.plan = plan
        self.avatars = avatars
        self.stored = stored
        self.cms = cms
        self.publications = publications
        self.jobs = jobs
        self._report = report
        self._checkpoint = checkpoint
        self.steps: list[Step] = []
        self.sent = fingerprint(plan)
        self.job = 0
        # from then on the public may read what was sent, and nothing may report failure
        self._accepted = False

    def publish(self, overwrite: bool) -> Receipt:
        plan = self.plan
        self.job = self.jobs.begin(plan.draft.id, plan.site.id, plan.status, self.sent)
        try:
            receipt = self._steps(overwrite)
        except EditorError as error:
            self._finish(error.code)
            raise
        except BaseException:
            self._finish("cancelled")
            raise
        self._finish(receipt.status.value)
        return receipt

    def _finish(self, outcome: str) -> None:
        """Close the journal's entry; one that could not be closed is looked up later."""
        try:
            self.jobs.finish(self.job, outcome)
        except EditorError as error:
            log.warning("the journal could not be closed: %s", error.code)

    def _steps(self, overwrite: bool) -> Receipt:
        plan, post, cms = self.plan, self.plan.post, self.cms
        with self._step("snapshot") as note:
            self._ask()
            existing = self._existing(overwrite)
            assets = self._assets()
            known = self._known()
            note.detail = str(plan.article.all_words)
        media: Media = {}
        with self._step("pictures", skip=not assets) as note:
            sent: dict[str, RemoteMedia] = {}
            for asset in assets:
                self._checkpoint()
                sent[asset.name] = cms.upload(asset)
            media = sent
            note.detail = str(len(assets) - len(self.avatars))
        with self._step("draft") as note:
            self._checkpoint()
            remote = existing or cms.find(post.article_id) or cms.create_draft(post)
            was_public = remote.status is Status.PUBLISHED
            if was_public and plan.status is not Status.PUBLISHED:
                code = "live-already" if plan.status is Status.DRAFT else "live-would-vanish"
                raise Conflict(code, site=plan.site.name)
            remote = self._unhurried(remote)
            if not was_public and self._never_public():
                # nothing of the article has been shown yet: what is said now comes from elsewhere
                known = said_before(cms, plan, remote)
            remote = self._fill(remote, media)
            self._accepted = was_public
            self._remember(remote)
            note.detail = remote.remote_id
        with self._step("read-back") as note:
            remote = cms.get(remote.remote_id)
            differences = cms.differences(post, media, remote)
            if differences and not was_public:
                self._refuse(differences)
            note.failed = bool(differences)
            self._remember(remote)
        if differences:
            self._back_out(differences[0], remote, known)
        if plan.status is Status.DRAFT:
            return self._receipt(remote, known)
        with self._step("public", skip=was_public) as note:
            if not was_public:
                self._checkpoint()
                remote = self._make_public(remote)
            note.detail = remote.status.value
        receipt = self._receipt(remote, known)
        if remote.status is Status.PENDING:
            return receipt
        receipt = self._look(receipt, remote, was_public)
        if remote.status is Status.PUBLISHED and not receipt.leaks:
            pictures = tuple(SentPicture.of(one, media[one.name]) for one in assets)
            self._keep_verified(receipt, pictures)
        return receipt

    def _ask(self) -> None:
        """Raise what the site has against the article, before anything of it is sent."""
        asked = self.plan.with_said(self.cms.check(self.plan.post))
        if asked.blocked:
            gravest = asked.findings[0]
            raise Rejected(gravest.code, **gravest.detail)

    def _unhurried(self, remote: RemotePost) -> RemotePost:
        """A post that waits for its time or is for editors alone is a draft while it is written anew.

        Its time might come half way.
        """
        if not remote.status.hidden:
            return remote
        self._remember(replace(remote, revision=""))
        back = self.cms.retract(remote.remote_id)
        self._remember(back)
        return back

    def _existing(self, overwrite: bool) -> RemotePost | None:
        """The post we know of, if the site still has it as we left it."""
        publication = self.plan.publication
        if publication is None:
            return None
        try:
            remote = self.cms.get(publication.remote_id)
        except NotFound:
            return None
        if remote.revision != publication.revision and publication.revision and not overwrite:
            raise Conflict("changed-on-site", site=self.plan.site.name)
        return remote

    def _assets(self) -> tuple[Asset, ...]:
        plan, image = self.plan, self.plan.draft.image
        locked = set(plan.article.locked_pictures)
        alts = {image.file: (image.alt, image.caption)} if image else {}
        assets = []
        for name in used_pictures(plan.article):
            if name in locked and not plan.post.locked:
                continue  # with the locked part held back its pictures are too
            path = plan.locate(name)
            if path is None:
                raise BadInput("picture-missing", file=name)
            alt, caption = alts.get(name, ("", ""))
            asset = _asset(name, path)
            assets.append(replace(asset, alt=alt, caption=caption, locked=name in locked))
        return (*assets, *self.avatars)

    def _fill(self, remote: RemotePost, media: Media) -> RemotePost:
        """Send all of the article; where the site shows that nothing came of it, nothing is noted."""
        before = self.publications.get(self.plan.draft.id, self.plan.site.id)
        # until the site has answered, its revision is not known: a crash here is no conflict
        self._remember(replace(remote, revision=""))
        try:
            return self.cms.fill(remote.remote_id, self.plan.post, media)
        except CmsError:
            with suppress(EditorError):
                if self.cms.get(remote.remote_id).revision == remote.revision:
                    if before is not None:
                        self.publications.save(before)
                    else:
                        self._remember(remote)
            raise

    def _refuse(self, differences: tuple[Difference, ...]) -> None:
        """Anything that did not arrive as sent keeps the article from the public."""
        first = differences[0]
        if all(difference.field == "slug" for difference in differences):
            raise Rejected("slug-taken", slug=first.sent)
        raise self._not_as_sent("not-as-sent", first)

    def _back_out(self, first: Difference, remote: RemotePost, known: tuple[str, ...]) -> None:
        """An update that did not arrive as sent is not left to the public; what was live before is."""
        if self._put_back(remote, known):
            raise self._not_as_sent("live-put-back", first)
        try:
            with self._step("retract"):
                self._remember(self.cms.retract(remote.remote_id))
        except CmsError:
            raise self._not_as_sent("live-not-as-sent-still", first) from None
        raise self._not_as_sent("live-not-as-sent", first)

    def _not_as_sent(self, code: str, first: Difference) -> Rejected:
        got = first.got if len(first.got) <= 120 else first.got[:120] + "…"
        lost = f"{first.field} ({', '.join(first.lost)})" if first.lost else first.field
        return Rejected(code, site=self.plan.site.name, field=lost, got=got)

    def _make_public(self, remote: RemotePost) -> RemotePost:
        self._remember(replace(remote, revision=""))
        try:
            made = self.cms.publish(remote.remote_id, self.plan.status)
        except CmsError as error:
            # the reply may be lost though the site acted: what it says now is what counts
            made = self._said_now(remote, error)
            if made.status is Status.DRAFT:
                self._remember(made)
                raise
        self._accepted = True
        self._remember(made)
        if self.plan.status.hidden and not _hides(made, self.plan):
            self._take_back(made)
        return made

    def _take_back(self, made: RemotePost) -> None:
        """What is not hidden as it was to be goes back to draft; where it cannot, it is told as it is."""
        try:
            back = self.cms.retract(made.remote_id)
        except CmsError:
            return
        self._accepted = False
        self._remember(back)
        code = "not-scheduled" if self.plan.status is Status.SCHEDULED else "not-kept-private"
        raise Rejected(code, site=self.plan.site.name)

    def _said_now(self, remote: RemotePost, error: CmsError) -> RemotePost:
        """The post as the site has it; where it does not say, what failed before is what is told."""
        try:
            return self.cms.get(remote.remote_id)
        except CmsError:
            raise error from None

    def _never_public(self) -> bool:
        """Whether no stranger can have read the article on this site so far, as far as we know."""
        publication = self.plan.publication
        receipt = publication.receipt if publication else None
        return receipt is None or (receipt.status is Status.DRAFT and not receipt.sights)

    def _known(self) -> tuple[str, ...]:
        publication = self.plan.publication
        return publication.receipt.known if publication and publication.receipt else ()

    def _look(self, receipt: Receipt, remote: RemotePost, was_public: bool) -> Receipt:
        """Nothing raises here: the site has accepted the article."""
        with self._step("look") as note:
            sights = look_at(self.cms, self.plan, remote, receipt.known)
            receipt = replace(receipt, sights=sights)
            note.detail = str(len(receipt.leaks))
            if receipt.leaks:
                note.failed = True
        if receipt.leaks and was_public and (back := self._put_back(remote, receipt.known)):
            # what is kept of the article is what stands there again; what was seen is for the writer
            return replace(receipt, revision=back.revision, url=back.url, steps=tuple(self.steps))
        if receipt.leaks:
            receipt = self._retract(receipt)
        receipt = replace(receipt, steps=tuple(self.steps))
        self._keep(receipt, remote)
        return receipt

    def _put_back(self, remote: RemotePost, known: tuple[str, ...]) -> RemotePost | None:
        """The post with its last verified version put back; None where that is not to be had."""
        restored: Restored | None = None
        with suppress(EditorError), self._step("put-back"):
            kept = self.publications.verified(self.plan.draft.id, self.plan.site.id)
            verified = load(kept) if kept else None
            if verified is None or verified.sent == self.sent:
                raise NotFound("nothing-verified", site=self.plan.site.name)
            self._remember(replace(remote, revision=""))
            restored = restore(self.cms, self.plan, verified, remote.remote_id, self.stored, known)
        if restored is None or verified is None:
            return None
        there = restored.remote
        gated = verified.post.access is not Access.EVERYONE
        before = self.plan.publication.receipt if self.plan.publication else None
        receipt = replace(
            self._made(there, known),
            sent=verified.sent,
            paid_words=count_words(verified.locked_text) if gated else 0,
            sights=restored.sights,
            steps=before.steps if before and before.sent == verified.sent else (),
        )
        self._keep(receipt, there)
        return there

    def _keep_verified(self, receipt: Receipt, pictures: tuple[SentPicture, ...]) -> None:
        """Remember what held, to be put back should an update not hold. The page must have been seen."""
        if not any(sight.checked and sight.surface is Surface.PAGE for sight in receipt.sights):
            return
        kept = dump(Verified(self.plan.post, pictures, self.sent))
        try:
            self.publications.keep_verified(self.plan.draft.id, self.plan.site.id, kept)
        except EditorError as error:
            log.warning("a verified version could not be kept: %s", error.code)

    def _retract(self, receipt: Receipt) -> Receipt:
        try:
            with self._step("retract"):
                back = self.cms.retract(receipt.remote_id)
        except CmsError:
            return receipt
        return replace(receipt, status=back.status, revision=back.revision)

    def _made(self, remote: RemotePost, known: tuple[str, ...]) -> Receipt:
        plan = self.plan
        locked = plan.article.all_words - plan.article.free_words
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
        )

    def _receipt(self, remote: RemotePost, known: tuple[str, ...]) -> Receipt:
        receipt = self._made(remote, known)
        self._keep(receipt, remote)
        return receipt

    def _keep(self, receipt: Receipt, remote: RemotePost) -> None:
        self._save(
            lambda: Publication(
                draft_id=receipt.draft_id,
                site_id=receipt.site_id,
                remote_id=receipt.remote_id,
                url=receipt.url,
                revision=receipt.revision,
                status=receipt.status,
                sent=receipt.sent,
                at=receipt.at,
                slug=remote.slug,
                receipt=receipt,
                due=remote.date if receipt.status is Status.SCHEDULED else None,
            )
        )

    def _remember(self, remote: RemotePost) -> None:
        """Write down at once what the site has accepted, so that a retry finds it."""

        def accepted() -> Publication:
            before = self.publications.get(self.plan.draft.id, self.plan.site.id)
            known = before or self.plan.publication
            return Publication(
                draft_id=self.plan.draft.id,
                site_id=self.plan.site.id,
                remote_id=remote.remote_id,
                url=remote.url,
                revision=remote.revision,
                status=remote.status,
                sent=self.sent,
                at=datetime.now(UTC),
                slug=remote.slug,
                receipt=known.receipt if known else None,
                due=remote.date if remote.status is Status.SCHEDULED else None,
            )

        self._save(accepted)

    def _save(self, make: Callable[[], Publication]) -> None:
        """Keep a publication. Once the public may read it, a library that fails is no failure."""
        try:
            self.publications.save(make())
        except EditorError as error:
            if not self._accepted:
                raise
            log.warning("a publication could not be kept: %s", error.code)

    @contextmanager
    def _step(self, code: str, *, skip: bool = False) -> Iterator[_Note]:
        """Journal and report one step, whatever comes of it."""
        began = time.monotonic()
        note = _Note()
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

    def _tell(self, step: Step) -> None:
        try:
            self.jobs.step(self.job, step.code, step.state, step.detail)
        except EditorError as error:
            if not self._accepted:
                raise
            log.warning("a step could not be journalled: %s", error.code)
        self._report(step)


def _asset(name: str, path: Path) -> Asset:
    data = read_bytes(path)
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(name, data, mime, hashlib.sha256(data).hexdigest())


def _hides(made: RemotePost, plan: Plan) -> bool:
    """Whether the site holds the post back as asked, until the very second; for review is as good."""
    if made.status is Status.SCHEDULED and plan.post.date:
        return made.date == plan.post.date.replace(microsecond=0)
    return made.status in (Status.PENDING, plan.status)


def _lies_on(url: str, site: Site) -> bool:
    """Whether `url` is an address within `site`, whatever its scheme."""
    address = Path(site.address).absolute().as_uri() if site.kind == "folder" else site.address
    base, there = urlsplit(address), urlsplit(url)
    within = there.path.startswith(base.path.rstrip("/") + "/")
    return base.netloc.casefold() == there.netloc.casefold() and within

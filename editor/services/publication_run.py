"""One publication: draft first, read back, public in a request of its own, a look as a stranger."""

import hashlib
import mimetypes
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from editor.cms.fit import in_words
from editor.cms.port import Asset, Cms, Difference, Feature, RemotePost
from editor.model.article import count_words
from editor.model.audience import Access
from editor.model.errors import (
    BadInput,
    CmsError,
    Conflict,
    EditorError,
    NotFound,
    OutcomeUnknown,
    Rejected,
)
from editor.model.publication import Receipt
from editor.model.status import Status
from editor.services.arrival import arrived, compared
from editor.services.drafting import read_bytes, used_pictures
from editor.services.planning import Plan, once_public
from editor.services.publication_record import Record
from editor.services.restoring import Restored, Stored, restore
from editor.services.sent_post import SentPicture, SentPost, content_of, load, sent_of
from editor.services.verifying import look_at, mailed_words, said_before, take_back

Checkpoint = Callable[[], None]
LARGE = (
    1_000_000  # bytes of pictures: from there on a slow line may well break before they are there
)


class Run:
    """One publication under way."""

    def __init__(
        self,
        plan: Plan,
        cms: Cms,
        record: Record,
        checkpoint: Checkpoint,
        avatars: tuple[Asset, ...],
        stored: Stored,
    ) -> None:
        self.plan = plan
        self.cms = cms
        self.record = record
        self._checkpoint = checkpoint
        self.avatars = avatars
        self.stored = stored
        # as it was, of a post that was made a draft to be written anew
        self._hidden: RemotePost | None = None
        # a draft that holds all of the article, until it is public
        self._filled: RemotePost | None = None

    def publish(self, overwrite: bool) -> Receipt:
        """Carry it out, and close the journal whatever comes of it."""
        self.record.begin()
        try:
            receipt = self._steps(overwrite)
        except BaseException as error:
            self._hide_again()
            self._shut_again()
            self.record.finish(error.code if isinstance(error, EditorError) else "cancelled")
            raise
        self.record.finish(receipt.status.value)
        return receipt

    def _steps(self, overwrite: bool) -> Receipt:
        plan, post, cms = self.plan, self.plan.post, self.cms
        with self.record.step("snapshot") as note:
            self._ask()
            existing = self._existing(overwrite)
            assets = self._assets()
            known = self._known()
            note.detail = str(plan.article.all_words)
        existing = self._text_first(existing, assets)
        with self.record.step("pictures", skip=not assets) as note:
            pictures = []
            for asset in assets:
                self._checkpoint()
                pictures.append(SentPicture.of(asset, cms.upload(asset)))
            version = SentPost(post, tuple(pictures), self.record.sent)
            note.detail = str(len(assets) - len(self.avatars))
        with self.record.step("draft") as note:
            self._checkpoint()
            if existing and assets:
                existing = self._unchanged(existing, overwrite)
            remote = existing or cms.find(post.article_id) or cms.create_draft(post)
            was_public = remote.status is Status.PUBLISHED
            if was_public and plan.status is not Status.PUBLISHED:
                code = "live-already" if plan.status is Status.DRAFT else "live-would-vanish"
                raise Conflict(code, site=plan.site.name)
            remote = self._unhurried(remote)
            if not was_public and self._never_public():
                # nothing of the article has been shown yet: what is said now comes from elsewhere
                known = said_before(cms, plan, remote, version)
            remote = self._fill(remote, version)
            self._filled = None if was_public else remote
            self.record.accepted = was_public
            self.record.remember(remote)
            note.detail = remote.remote_id
        with self.record.step("read-back") as note:
            remote = cms.get(remote.remote_id)
            differences, self.record.compared = compared(cms, post, version.media, remote)
            if differences and not was_public:
                self._refuse(differences)
            note.failed = bool(differences)
            self.record.remember(remote)
        if differences:
            self._back_out(differences[0], remote, known)
        if plan.status is Status.DRAFT:
            self._filled = None
            return self.record.receipt(remote, known)
        with self.record.step("public", skip=was_public) as note:
            if not was_public:
                self._look_at_mail(remote, version)
                self._checkpoint()
                remote = self._make_public(remote)
                self._filled = None
            note.detail = remote.status.value
        receipt = self.record.receipt(remote, known)
        if remote.status is Status.PENDING:
            return receipt
        receipt = self._look(receipt, remote, was_public, version)
        if remote.status is Status.PUBLISHED and receipt.held:
            self.record.keep_verified(version)
        if remote.status is Status.PUBLISHED and not receipt.leaks:
            receipt = self._lead_on(receipt, remote)
        return receipt

    def _ask(self) -> None:
        """Raise what the site has against the article, before anything of it is sent."""
        asked = self.plan.with_said(self.cms.check(self.plan.post, self.plan.known))
        if asked.blocked:
            gravest = asked.findings[0]
            raise Rejected(gravest.code, **gravest.detail)

    def _unhurried(self, remote: RemotePost) -> RemotePost:
        """A post that waits for its time or is for editors alone is a draft while it is written anew.

        Its time might come half way.
        """
        if not remote.status.hidden:
            return remote
        self._hidden = remote
        self.record.remember(replace(remote, revision=""))
        back = self.cms.retract(remote.remote_id)
        self.record.remember(back)
        return back

    def _existing(self, overwrite: bool) -> RemotePost | None:
        """The post we know of, if the site still has it as we left it."""
        publication = self.plan.publication
        if publication is None or publication.gone:
            return None
        try:
            remote = self.cms.get(publication.remote_id)
        except NotFound:
            return None
        if remote.revision != publication.revision and publication.revision and not overwrite:
            raise Conflict("changed-on-site", site=self.plan.site.name)
        return remote

    def _text_first(
        self, existing: RemotePost | None, assets: tuple[Asset, ...]
    ) -> RemotePost | None:
        """Before large pictures go up, over a line that may break, a new article's words are there as a draft."""
        plan = self.plan
        large = sum(len(asset.data) for asset in assets) > LARGE
        if existing or not large or once_public(plan.publication):
            return existing
        found = self.cms.find(plan.post.article_id)
        if found and found.status is not Status.DRAFT:
            return None  # it is there, unknown to the library: that is seen to in a later step
        with self.record.step("text") as note:
            self._checkpoint()
            remote = found or self.cms.create_draft(plan.post)
            self.record.remember(replace(remote, revision=""))
            remote = self.cms.fill(remote.remote_id, in_words(plan.post), {})
            self.record.remember(remote)
            note.detail = remote.remote_id
            return remote

    def _unchanged(self, existing: RemotePost, overwrite: bool) -> RemotePost | None:
        """The post, if it is as it was before the pictures went up: its time may have come meanwhile."""
        try:
            remote = self.cms.get(existing.remote_id)
        except NotFound:
            return None
        if remote.revision != existing.revision and not overwrite:
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
            asset = asset_of(name, path)
            assets.append(replace(asset, alt=alt, caption=caption, locked=name in locked))
        return (*assets, *self.avatars)

    def _fill(self, remote: RemotePost, version: SentPost) -> RemotePost:
        """Send all of the article; where the site shows that nothing came of it, nothing is noted.

        A live article of which something came is not left so: what reached its readers is read back.
        """
        known = self.plan.publication
        before = sent_of(self.record.publications, known) if known else None
        self.record.sending(remote, version)
        hidden, self._hidden = self._hidden, None
        try:
            return self.cms.fill(remote.remote_id, version.post, version.media)
        except CmsError as error:
            there = self._said_now(remote, error)
            if not self._is_still(before, remote, there):
                if remote.status is Status.PUBLISHED:
                    return there
            elif not isinstance(error, OutcomeUnknown):  # that may come of it yet
                self.record.nothing_sent(there)
                self._hidden = hidden
            raise

    def _is_still(self, before: SentPost | None, remote: RemotePost, there: RemotePost) -> bool:
        """Whether the post reads as it did, in `remote`, or is what was sent `before`."""
        if there.fields == remote.fields:
            return True
        return before is not None and arrived(self.cms, before, there)

    def _hide_again(self) -> None:
        """A post that waited, or was for editors alone, is so again where nothing of it was changed."""
        if self._hidden is not None:
            was = self._hidden
            if was.email is None:
                return  # it would be mailed to others than was chosen on the site
            with suppress(EditorError):
                self.record.remember(self.cms.publish(was.remote_id, was.status, was.email))

    def _shut_again(self) -> None:
        """What did not become public is left without its locked part where readers know its address."""
        plan, left = self.plan, self._filled
        if left is None or not plan.drafts_shown or not once_public(plan.publication):
            return
        with suppress(EditorError):
            if self.cms.get(left.remote_id).status is Status.DRAFT:
                self.record.remember(self.cms.retract(left.remote_id))

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
        with self.record.step("retract") as note:
            back, error = take_back(self.cms, remote)
            self.record.remember(back)
            note.failed, note.detail = error is not None, error.code if error else ""
        raise self._not_as_sent("live-not-as-sent-still" if error else "live-not-as-sent", first)

    def _not_as_sent(self, code: str, first: Difference) -> Rejected:
        got = first.got if len(first.got) <= 120 else first.got[:120] + "…"
        lost = f"{first.field} ({', '.join(first.lost)})" if first.lost else first.field
        return Rejected(code, site=self.plan.site.name, field=lost, got=got)

    def _look_at_mail(self, remote: RemotePost, version: SentPost) -> None:
        """What is mailed is past recall: where the site shows it before, no locked word may be in it."""
        if not self.plan.post.email:
            return
        for sight in mailed_words(self.cms, self.plan, remote, version):
            if sight.leaks:
                raise Rejected(
                    "mail-would-leak", site=self.plan.site.name, quote=sight.leaks[0].quote
                )
            if not sight.checked:
                raise Rejected("mail-unseen", site=self.plan.site.name)

    def _make_public(self, remote: RemotePost) -> RemotePost:
        self.record.remember(replace(remote, revision=""))
        try:
            made = self.cms.publish(remote.remote_id, self.plan.status, self.plan.post.email)
        except CmsError as error:
            # the reply may be lost though the site acted: what it says now is what counts
            made = self._said_now(remote, error)
            if made.status is Status.DRAFT:
                self.record.remember(made)
                raise
        self.record.accepted = True
        self.record.remember(made)
        if self.plan.status.hidden and not _hides(made, self.plan):
            self._take_back(made)
        return made

    def _take_back(self, made: RemotePost) -> None:
        """What is not hidden as it was to be goes back to draft; where it cannot, it is told as it is."""
        back, error = take_back(self.cms, made)
        self.record.remember(back)
        if back.status is not Status.DRAFT:
            return
        self.record.accepted = False
        if error is not None:
            raise error
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

    def _look(
        self, receipt: Receipt, remote: RemotePost, was_public: bool, version: SentPost
    ) -> Receipt:
        """Nothing raises here: the site has accepted the article."""
        with self.record.step("look") as note:
            sights = look_at(self.cms, self.plan, remote, receipt.known, version)
            receipt = replace(receipt, sights=sights)
            note.detail = str(len(receipt.leaks))
            if receipt.leaks:
                note.failed = True
        if receipt.leaks and was_public and (back := self._put_back(remote, receipt.known)):
            # what is kept of the article is what stands there again; what was seen is for the writer
            receipt = replace(receipt, steps=tuple(self.record.steps))
            self.record.found(receipt)
            return replace(receipt, revision=back.revision, url=back.url)
        if receipt.leaks:
            receipt = self._retract(receipt, remote)
        receipt = replace(receipt, steps=tuple(self.record.steps))
        self.record.keep(receipt, remote)
        return receipt

    def _lead_on(self, receipt: Receipt, remote: RemotePost) -> Receipt:
        """Have the address that readers know lead to the new one; where that fails, it is told."""
        before = self.plan.publication
        leads = Feature.REDIRECT in self.cms.capabilities.features
        if before is None or not (self.plan.moves and leads):
            return receipt
        with suppress(EditorError), self.record.step("redirect") as note:
            if not self.cms.lead_on(before.url, remote):
                note.failed, note.detail = True, "old-address-lost"
        receipt = replace(receipt, steps=tuple(self.record.steps))
        self.record.keep(receipt, remote)
        return receipt

    def _put_back(self, remote: RemotePost, known: tuple[str, ...]) -> RemotePost | None:
        """The post with its last verified version put back; None where that is not to be had."""
        restored: Restored | None = None
        with suppress(EditorError), self.record.step("put-back"):
            kept = self.record.publications.verified(self.plan.draft.id, self.plan.site.id)
            verified = load(kept) if kept else None
            if verified is None or verified.sent == self.record.sent:
                raise NotFound("nothing-verified", site=self.plan.site.name)
            self.record.remember(replace(remote, revision=""))
            restored = restore(self.cms, self.plan, verified, remote.remote_id, self.stored, known)
        if restored is None or verified is None:
            return None
        there = restored.remote
        gated = verified.post.access is not Access.EVERYONE
        before = self.plan.publication.receipt if self.plan.publication else None
        receipt = replace(
            self.record.made(there, known),
            sent=verified.sent,
            paid_words=count_words(verified.locked_text) if gated else 0,
            sights=restored.sights,
            content=content_of(verified.post),
            compared=restored.compared,
            steps=before.steps if before and before.sent == verified.sent else (),
        )
        self.record.keep(receipt, there)
        return there

    def _retract(self, receipt: Receipt, remote: RemotePost) -> Receipt:
        with self.record.step("retract") as note:
            back, error = take_back(self.cms, remote)
            note.failed, note.detail = error is not None, error.code if error else ""
        return replace(receipt, status=back.status, revision=back.revision)


def asset_of(name: str, path: Path) -> Asset:
    """The file at `path` as it is sent under `name`."""
    from editor.pictures.picture import describe  # with Pillow

    data = read_bytes(path)
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    facts = describe(data)
    digest = hashlib.sha256(data).hexdigest()
    return Asset(name, data, mime, digest, width=facts.width, height=facts.height)


def _hides(made: RemotePost, plan: Plan) -> bool:
    """Whether the site holds the post back as asked, until the very second; for review is as good."""
    if made.status is Status.SCHEDULED and plan.post.date:
        return made.date == plan.post.date.replace(microsecond=0)
    return made.status in (Status.PENDING, plan.status)

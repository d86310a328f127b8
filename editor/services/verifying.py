"""Looking at a published article as a stranger, on every surface its site has."""

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from editor.checks.leaks import Fingerprints, has_teaser, seen_words
from editor.cms.port import Cms, Post, RemotePost, View, places
from editor.model.audience import Surface
from editor.model.errors import CmsError, Conflict, EditorError, NotFound
from editor.model.publication import Publication, Receipt, Sight, Step, StepState
from editor.model.status import Status
from editor.services.accounts import Accounts
from editor.services.arrival import arrived
from editor.services.planning import Plan, fingerprint
from editor.services.publication_record import next_look
from editor.services.sent_post import SentPost, content_of, dump, sent_of

if TYPE_CHECKING:
    from editor.library.jobs import Jobs
    from editor.library.publications import Publications

# where nothing but the article itself is shown
_OWN = frozenset({Surface.PAGE, Surface.HEAD, Surface.CARD})
_NOT_THERE = frozenset({"site-not-found", "site-gone", "not-there"})
LATE = timedelta(minutes=5)  # by then a site that is visited at all has published what was due
NEW = timedelta(days=1)  # what is older has readers who would miss it
AT_ONCE = 4  # as a browser asks a site
log = logging.getLogger(__name__)


def look_at(
    cms: Cms, plan: Plan, remote: RemotePost, known: tuple[str, ...], version: SentPost | None
) -> tuple[Sight, ...]:
    """What strangers see of a post, view by view; a view that fails is one not checked.

    `version` is what was sent of `plan`, None where that is not kept.
    """
    prints = _prints(plan, version).without(known)
    return looked(cms, remote, plan.post, plan.article.teaser_text, (prints,))


def looked(
    cms: Cms, remote: RemotePost, post: Post, teaser: str, prints: tuple[Fingerprints, ...]
) -> tuple[Sight, ...]:
    """The same for a post with the free words `teaser`, none of whose `prints` may be seen.

    Of a post that waits for its time, or is for editors alone, its free words may not be seen either.
    """
    seen = _seen(cms, cms.surfaces(remote, post))
    sight = _hidden if remote.status.hidden else _sight
    return tuple(sight(*one, teaser, post.excerpt, prints) for one in seen)


def _prints(plan: Plan, version: SentPost | None) -> Fingerprints:
    return plan.fingerprints.having(version.locked_pictures if version else {})


def mailed_words(cms: Cms, plan: Plan, remote: RemotePost, version: SentPost) -> tuple[Sight, ...]:
    """What those are about to be mailed who may not read on; nothing where the site does not show it."""
    views = [view for view in cms.surfaces(remote, plan.post) if view.surface is Surface.EMAIL]
    teaser, excerpt = plan.article.teaser_text, plan.post.excerpt
    prints = _prints(plan, version)
    return tuple(_sight(*one, teaser, excerpt, (prints,)) for one in _seen(cms, views))


def said_before(cms: Cms, plan: Plan, remote: RemotePost, version: SentPost) -> tuple[str, ...]:
    """What of the locked part the site's other pages show already, before the article is public."""
    prints = _prints(plan, version)
    found: dict[str, None] = {}
    others = [view for view in cms.surfaces(remote, plan.post) if view.elsewhere and prints]
    for _, document, _ in _seen(cms, others):  # what could not be seen counts as not said
        found.update(dict.fromkeys(leak.quote for leak in prints.find(document)))
    return tuple(found)


def _seen(cms: Cms, views: Sequence[View]) -> Iterator[tuple[View, str, str]]:
    """Each view with what stands there, or why that is not known.

    Each address is asked for once, and a few at a time.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for seen in pool.map(partial(_shown, cms), places(views)):
            yield from seen


def _sight(
    view: View, document: str, why: str, teaser: str, excerpt: str, prints: tuple[Fingerprints, ...]
) -> Sight:
    where = (view.surface, view.audience, view.label)
    seen = Sight(*where, checked=True, at=datetime.now(UTC), elsewhere=view.elsewhere)
    if why:
        return replace(seen, checked=False, why=why)
    leaks = dict.fromkeys(leak for one in prints for leak in one.find(document))
    return replace(
        seen,
        words=max(seen_words(text, document) for text in (teaser, excerpt)),
        teaser=has_teaser(teaser, document) if view.teaser_expected else None,
        leaks=tuple(leaks),
        hash=sha256(document.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _hidden(
    view: View, document: str, why: str, teaser: str, excerpt: str, prints: tuple[Fingerprints, ...]
) -> Sight:
    """The sight of what should not be there yet: a place that is not found is as it should be."""
    view = replace(view, teaser_expected=False)
    seen = _sight(view, document, why, teaser, excerpt, prints)
    if seen.why in _NOT_THERE:
        return replace(seen, checked=True, why="")
    early = view.surface in _OWN and seen.words > 0
    return replace(seen, why="seen-early") if early else seen


def _shown(cms: Cms, views: Sequence[View]) -> list[tuple[View, str, str]]:
    """What stands there, or an error's code. The article may be public: nothing is raised."""
    try:
        found = cms.look(*views)
        return [(view, document, "") for view, document in zip(views, found, strict=True)]
    except EditorError as error:
        why = error.code
    except Exception:
        log.exception("a place could not be looked at")
        why = "look-failed"
    return [(view, "", why) for view in views]


class Verifying:
    """Looks again at what has been published."""

    def __init__(self, accounts: Accounts, publications: "Publications", jobs: "Jobs") -> None:
        self._accounts = accounts
        self._publications = publications
        self._jobs = jobs

    def due(self, now: datetime) -> tuple[Publication, ...]:
        """The posts that want a look by `now`: scheduled ones that appear, and what is public since lately."""
        return self._publications.due(now)

    def next_due(self) -> datetime | None:
        """When the next look is due."""
        return self._publications.next_due()

    def look(self, plan: Plan, now: datetime | None = None) -> Receipt:
        """A fresh receipt of what strangers see; kept with the article. `now` is the computer's, if None.

        It is what was sent that is looked for, whatever was written since. One that its site has
        published at its time, or that was made public within the day, is taken back where locked words
        are seen, unless somebody changed it there; what was updated is not. One that holds is what an
        update that does not hold is replaced with.
        Raises `NotFound` when the article has not been published there, and `Conflict` when it was sent
        anew or taken back meanwhile: nothing is kept then, and nothing taken back.
        """
        publication = self._publications.get(plan.draft.id, plan.site.id) or plan.publication
        if publication is None or publication.gone:
            raise NotFound("not-on-site", site=plan.site.name)
        known = publication.receipt.known if publication.receipt else ()
        now = now or datetime.now(UTC)
        with self._accounts.connected(plan.site, needed=plan.needs_secret) as cms:
            began = time.monotonic()
            version = sent_of(self._publications, publication)
            remote, sights = _seen_now(cms, plan, version, publication.remote_id, known, now)
            seconds = time.monotonic() - began
            with self._jobs.alone():
                self._insist_current(publication, plan)
                leaks = sum(len(sight.leaks) for sight in sights)
                held = StepState.FAILED if leaks else StepState.DONE
                look = Step("look", held, str(leaks), seconds)
                return self._keep(cms, plan, publication, version, remote, sights, look, now)

    def _keep(
        self,
        cms: Cms,
        plan: Plan,
        publication: Publication,
        version: SentPost | None,
        remote: RemotePost,
        sights: tuple[Sight, ...],
        look: Step,
        now: datetime,
    ) -> Receipt:
        """Take back what has to be, and write down what was seen."""
        steps, was_public = [look], remote.status is Status.PUBLISHED
        leaks = look.state is StepState.FAILED
        as_sent = was_public and version is not None and arrived(cms, version, remote)
        if was_public and _is_new(publication, now):
            publication = replace(publication, url=remote.url, slug=remote.slug)
            # words written since are not what was sent: of those the writer is told alone
            sent = version is not None or publication.sent == fingerprint(plan)
            ours = as_sent or remote.revision == publication.revision
            if ours:  # a site may count its own publishing as a change
                publication = replace(publication, revision=remote.revision)
            if sent and leaks and ours:
                remote, step = _taken_back(cms, remote)
                steps.append(step)
                publication = replace(publication, revision=remote.revision)
        # a run that was killed leaves no receipt: what is known of it stands in the publication
        receipt = publication.receipt
        if receipt is None or receipt.sent != publication.sent:
            receipt = _unreceipted(plan, publication, version)
        receipt = replace(
            receipt,
            sights=sights,
            status=remote.status,
            steps=_steps_now(receipt.steps, steps, remote.status),
            url=publication.url,
            revision=publication.revision,
            mailed=remote.mailed or receipt.mailed,
            was_public=receipt.was_public or was_public,
            due=remote.date if remote.status is Status.SCHEDULED else None,
        )
        since = max(publication.at, (was_public and remote.date) or publication.at)
        again = next_look(remote, since, now)
        self._publications.save(
            replace(publication, receipt=receipt, status=remote.status, due=again)
        )
        if version and as_sent and not leaks and receipt.held:
            self._publications.keep_verified(plan.draft.id, plan.site.id, dump(version))
        return receipt

    def _insist_current(self, publication: Publication, plan: Plan) -> None:
        now = self._publications.get(plan.draft.id, plan.site.id)
        if now is not None and not _same(now, publication):
            raise Conflict("overtaken", site=plan.site.name)


def _same(one: Publication, other: Publication) -> bool:
    """Whether both are of the same thing sent."""
    marks = [(it.remote_id, it.sent, it.revision, it.status) for it in (one, other)]
    return marks[0] == marks[1]


def _seen_now(
    cms: Cms,
    plan: Plan,
    version: SentPost | None,
    remote_id: str,
    known: tuple[str, ...],
    now: datetime,
) -> tuple[RemotePost, tuple[Sight, ...]]:
    """The post and what strangers see of it; the page's sight says where it is overdue.

    Looked for is the `version` that was sent; where that is not kept, what `plan` has now.
    """

    def seen() -> tuple[RemotePost, tuple[Sight, ...]]:
        remote = cms.get(remote_id)
        if version is None or version.sent == fingerprint(plan):
            return remote, look_at(cms, plan, remote, known, version)
        prints = version.fingerprints.without(known)
        return remote, looked(cms, remote, version.post, version.teaser_text, (prints,))

    remote, sights = seen()
    if _waiting(remote, now):
        # many a site publishes what is due only when it is visited, as it was just now
        remote, sights = seen()
    if _waiting(remote, now - LATE):
        sights = (replace(sights[0], why="scheduled-late"), *sights[1:])
    return remote, sights


def _is_new(publication: Publication, now: datetime) -> bool:
    """Whether it is public for the first time, and since lately, or was to wait."""
    if publication.status is Status.SCHEDULED:
        return True
    steps = publication.receipt.steps if publication.receipt else ()
    made = any(step.code == "public" and step.state is StepState.DONE for step in steps)
    return made and publication.due is not None and now - publication.at < NEW


def take_back(cms: Cms, remote: RemotePost) -> tuple[RemotePost, CmsError | None]:
    """The post as it is with the try to take it back, and what stood in the way; nothing is raised.

    A site may say that strangers still read what it has set back to draft.
    """
    try:
        return cms.retract(remote.remote_id), None
    except CmsError as error:
        with suppress(CmsError):
            remote = cms.get(remote.remote_id)
        return remote, error


def _taken_back(cms: Cms, remote: RemotePost) -> tuple[RemotePost, Step]:
    began = time.monotonic()
    back, error = take_back(cms, remote)
    state = StepState.FAILED if error else StepState.DONE
    return back, Step("retract", state, error.code if error else "", time.monotonic() - began)


def _steps_now(before: tuple[Step, ...], new: list[Step], status: Status) -> tuple[Step, ...]:
    """The steps that still tell how it stands; a way back of old does so only of a draft."""
    made_anew = {step.code for step in new}
    if status is not Status.DRAFT:
        made_anew.add("retract")
    return (*(step for step in before if step.code not in made_anew), *new)


def _waiting(remote: RemotePost, now: datetime) -> bool:
    """Whether the site still holds back what was due by `now`."""
    return remote.status is Status.SCHEDULED and remote.date is not None and remote.date <= now


def _unreceipted(plan: Plan, publication: Publication, version: SentPost | None) -> Receipt:
    """A receipt of what a run that was killed has sent: `version`, where that is kept."""
    article, before = plan.article, publication.receipt
    return Receipt(
        draft_id=publication.draft_id,
        site_id=publication.site_id,
        remote_id=publication.remote_id,
        url=publication.url,
        revision=publication.revision,
        status=publication.status,
        at=publication.at,
        sent=publication.sent,
        paid_words=article.all_words - article.free_words if article.gated else 0,
        steps=(),
        sights=(),
        known=before.known if before else (),
        mailed=before.mailed if before else None,
        was_public=before.was_public if before else False,
        content=content_of(version.post) if version else None,
    )

"""A site in memory that passes the contract: it gates, schedules, mails and fails as a test tells it to."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import count
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

import pytest

from editor.cms import registry
from editor.cms.port import (
    Account,
    Asset,
    Capabilities,
    Cms,
    Difference,
    Feature,
    GateState,
    Media,
    Newsletter,
    Post,
    RemoteMedia,
    RemotePost,
    Right,
    View,
)
from editor.cms.registry import Kind, Surroundings
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.errors import EditorError, NotFound, Rejected, Unauthorised
from editor.model.exposure import HOLDS, Portion, portion
from editor.model.finding import Finding, Severity
from editor.model.mailing import NOBODY, Mailed, Mailing
from editor.model.site import Site
from editor.model.status import Status
from editor.render.html import write_blocks

HOST = "memory.example"
ADDRESS = f"https://{HOST}"
SECRET = "lamp quay tide"
GATES = (Gate.PAID_CONTENT, Gate.NEWSLETTER, Gate.PMPRO, Gate.PASSWORD, Gate.TEASER_ONLY)
CAPABILITIES = Capabilities(
    features=frozenset(Feature),
    gates=GATES,
    surfaces=tuple(surface for surface in Surface if surface is not Surface.EMAIL),
    max_picture_bytes=1_000_000,
)
ACCOUNT = Account(
    site_name="Memory",
    software="Memory",
    user="Ada",
    role="editor",
    may_publish=True,
    zone="UTC",
    rights=frozenset(Right),
    gates=tuple(GateState(gate, holds=True) for gate in GATES),
)
SOON = timedelta(minutes=1)  # what is to be public earlier than that is not scheduled
_OWN_PAGES = frozenset({Surface.PAGE, Surface.HEAD, Surface.API, Surface.EMBED})
_FIRST = ("gate", "access", "plans", "box")  # what differs there is named first


@dataclass(slots=True)
class Kept:
    """A post as the site has it. `token` is gone once the draft has been filled."""

    remote_id: str
    token: UUID | None
    post: Post
    media: Media
    status: Status = Status.DRAFT
    date: datetime | None = None
    revision: int = 0
    mailed: Mailed | None = None


@dataclass(eq=False)
class MemorySite:
    """What lies on the site, and how it misbehaves.

    `before` and `after` are, by a method's name, what happens before it acts and once it has; what is
    raised there is what the caller gets. `alters` is what the site makes of a post that it is sent,
    `leaks` whether it shows a post's locked part to strangers, `elsewhere` what its other pages say.
    """

    capabilities: Capabilities = CAPABILITIES
    account: Account = ACCOUNT
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    before: dict[str, Callable[[], None]] = field(default_factory=dict)
    after: dict[str, Callable[[], None]] = field(default_factory=dict)
    alters: Callable[[Post], Post] = lambda post: post
    leaks: Callable[[Post], bool] = lambda post: False
    elsewhere: str = ""
    findings: tuple[Finding, ...] = ()
    posts: dict[str, Kept] = field(default_factory=dict)
    pictures: dict[str, RemoteMedia] = field(default_factory=dict)
    users: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {"1": ("Ada", "Old bio"), "2": ("Ben", "")}
    )
    calls: list[str] = field(default_factory=list)
    mailed: list[UUID] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    newsletters: tuple[Newsletter, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = count(1)

    def connect(self, secret: str = SECRET) -> "MemoryCms":
        """The adapter, as somebody with `secret`."""
        return MemoryCms(self, secret)

    def fail(self, method: str, error: BaseException, *, acted: bool = False) -> None:
        """Let `method` fail from now on; `acted` says that the site did it and the answer was lost."""

        def fails() -> None:
            raise error

        (self.after if acted else self.before)[method] = fails

    def heal(self) -> None:
        """Behave from now on."""
        self.before.clear()
        self.after.clear()
        self.alters, self.leaks, self.elsewhere = lambda post: post, lambda post: False, ""

    def edit(self, remote_id: str, **changes: object) -> None:
        """Somebody changes a post in the site's own editor."""
        kept = self.posts[remote_id]
        kept.post = replace(kept.post, **changes)  # type: ignore[arg-type]  # checked by replace
        kept.revision += 1

    @property
    def public(self) -> list[Kept]:
        """The posts that strangers can read, those too whose time has come."""
        for kept in self.posts.values():
            if kept.status is Status.SCHEDULED and kept.date and kept.date <= self.clock():
                self.release(kept)
        return [kept for kept in self.posts.values() if kept.status is Status.PUBLISHED]

    def release(self, kept: Kept) -> None:
        """Make it public, and tell whoever is to be told."""
        kept.status = Status.PUBLISHED
        if kept.post.email and not kept.mailed:
            self.mailed.append(kept.post.article_id)
            kept.mailed = self._counted(kept.post.email)
        if kept.post.share:
            self.shared.append(kept.post.share_message or kept.post.title)

    def _counted(self, email: Mailing) -> Mailed | None:
        """What it says that it mailed: nothing where it knows of no newsletters of its own."""
        for one in self.newsletters:
            if email.newsletter in ("", one.slug):
                return Mailed(one.reached(email.segment) or 0)
        return None

    def shown(self, surface: Surface, remote_id: str, audience: Audience = Audience.VISITOR) -> str:
        """What is shown of a post on `surface`. Raises `NotFound` where it has no page."""
        if surface not in _OWN_PAGES:
            listed = "".join(
                f"<h2>{escape(kept.post.title)}</h2>{self._body(kept, surface, audience)}"
                for kept in self.public
            )
            return f"<html><body>{self.elsewhere}{listed}</body></html>"
        for kept in self.public:
            if kept.remote_id == remote_id and surface is Surface.HEAD:
                return self._head(kept)
            if kept.remote_id == remote_id:
                return self._top(kept) + self._body(kept, surface, audience)
        raise NotFound("site-not-found", host=HOST)

    def _head(self, kept: Kept) -> str:
        post = kept.post
        title = escape(post.seo_title or post.title)
        description = escape(post.seo_description or post.excerpt)
        image = kept.media.get(post.social_image or post.image)
        card = (post.social_title, post.social_description, image.url if image else "")
        told = "".join(f'<meta content="{escape(value)}">' for value in (*card, post.canonical))
        return f'<title>{title}</title><meta name="description" content="{description}">{told}'

    def _top(self, kept: Kept) -> str:
        post = kept.post
        names = ", ".join(author.name for author in post.authors)
        top = f"<h1>{escape(post.title)}</h1><p>{escape(post.subtitle)}</p><p>{escape(names)}</p>"
        image = kept.media.get(post.image)
        if image:
            top += f'<img src="{image.url}" alt="{escape(post.image_alt)}">'
        return top

    def _body(self, kept: Kept, surface: Surface, audience: Audience) -> str:
        """What the gate gives there; all of it where the site leaks."""
        post = kept.post
        share = portion(post.gate, post.access, audience, surface)
        if share is Portion.EXCERPT:
            return f"<p>{escape(post.excerpt)}</p>"

        def address(source: str) -> str:
            return kept.media[source].url if source in kept.media else source

        teaser = write_blocks(post.teaser, post.teaser_notes, address)
        if share is Portion.WHOLE or self.leaks(post):
            return teaser + write_blocks(post.locked, post.locked_notes, address)
        box = f"<h3>{escape(post.box.heading)}</h3><p>{escape(post.box.notice)}</p>"
        return (teaser if share is Portion.TEASER else "") + box


P = ParamSpec("P")
R = TypeVar("R")


def _asking(
    method: Callable[Concatenate["MemoryCms", P], R],
) -> Callable[Concatenate["MemoryCms", P], R]:
    """`method` as a request: noted, signed, and failing where the site is told to fail."""
    name = method.__name__

    def asked(self: "MemoryCms", /, *args: P.args, **kwargs: P.kwargs) -> R:
        site = self.site
        site.calls.append(name)
        if name in site.before:
            site.before[name]()
        if self.secret != SECRET and name != "look":
            raise Unauthorised("site-secret-wrong", host=HOST)
        answer = method(self, *args, **kwargs)
        if name in site.after:
            site.after[name]()
        return answer

    return asked


class MemoryCms:
    """One account on a `MemorySite`; it keeps nothing itself."""

    def __init__(self, site: MemorySite, secret: str) -> None:
        self.site = site
        self.secret = secret

    @property
    def capabilities(self) -> Capabilities:
        return self.site.capabilities

    @_asking
    def verify(self) -> Account:
        return self.site.account

    @_asking
    def check(self, post: Post, known: str = "") -> tuple[Finding, ...]:
        closed = self._against(post)
        found = (Finding(Severity.ERROR, closed.code, "site", closed.detail),) if closed else ()
        return found + self.site.findings

    @_asking
    def upload(self, asset: Asset) -> RemoteMedia:
        limit = self.capabilities.max_picture_bytes
        if limit is not None and len(asset.data) > limit:
            raise Rejected("site-too-large", host=HOST)
        number = str(len(self.site.pictures) + 1)
        stem = "picture" if asset.locked else asset.name.rpartition(".")[0]
        fresh = RemoteMedia(number, f"{ADDRESS}/{stem}-{asset.sha256[:12]}.png")
        return self.site.pictures.setdefault(asset.sha256, fresh)

    @_asking
    def find(self, article_id: UUID) -> RemotePost | None:
        found = [kept for kept in self.site.posts.values() if kept.token == article_id]
        return self._remote(found[0]) if found else None

    @_asking
    def create_draft(self, post: Post) -> RemotePost:
        self._insist(post)
        for kept in self.site.posts.values():
            if kept.token == post.article_id:
                return self._remote(kept)
        empty = replace(post, teaser=(), locked=(), teaser_notes=(), locked_notes=())
        named = replace(empty, slug=f"sf-{post.article_id}")
        kept = Kept(str(next(self.site.numbers)), post.article_id, named, {})
        self.site.posts[kept.remote_id] = kept
        return self._remote(kept)

    @_asking
    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        self._insist(post)
        for name in (post.image, post.social_image):
            if name and name not in media:
                raise Rejected("picture-missing", file=name)
        kept = self._kept(remote_id)
        others = {each.post.slug for each in self.site.posts.values() if each is not kept}
        slug = post.slug
        if slug in others and kept.status is Status.PUBLISHED:
            raise Rejected("slug-taken", slug=slug)
        if slug in others:
            slug = next(f"{slug}-{n}" for n in count(2) if f"{slug}-{n}" not in others)
        kept.post = self.site.alters(replace(post, slug=slug))
        kept.media, kept.token = dict(media), None
        kept.date = post.date or (kept.date if kept.status is Status.PUBLISHED else None)
        kept.revision += 1
        return self._remote(kept)

    @_asking
    def get(self, remote_id: str) -> RemotePost:
        return self._remote(self._kept(remote_id))

    def differences(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        wanted = _reading(post, media, post.date)
        if post.date is None:
            del wanted["date"]  # the site's own business
        if not (post.author_id or post.co_authors):
            del wanted["author"]
        return tuple(
            Difference(name, sent, remote.fields.get(name, ""))
            for name, sent in wanted.items()
            if sent != remote.fields.get(name, "")
        )

    @_asking
    def publish(
        self, remote_id: str, status: Status = Status.PUBLISHED, email: Mailing = NOBODY
    ) -> RemotePost:
        kept, now = self._kept(remote_id), self.site.clock()
        waits = kept.date is not None and kept.date > now + SOON
        if status is Status.SCHEDULED and not waits:
            raise Rejected("date-too-near", site=self.site.account.site_name)
        kept.revision += 1
        if not self.site.account.may_publish:
            kept.status = Status.PENDING
        elif waits and status is not Status.PRIVATE:
            kept.status = Status.SCHEDULED
        else:
            kept.date = kept.date or now
            if status is Status.PUBLISHED and kept.status is not Status.PUBLISHED:
                self.site.release(kept)
            kept.status = status
        return self._remote(kept)

    @_asking
    def retract(self, remote_id: str) -> RemotePost:
        kept = self._kept(remote_id)
        kept.status = Status.DRAFT
        kept.revision += 1
        return self._remote(kept)

    @_asking
    def lead_on(self, old: str, remote: RemotePost) -> bool:
        self.site.redirects[old] = remote.url
        self.site.redirects.pop(remote.url, None)
        return True

    @_asking
    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        del self.site.posts[self._kept(remote_id).remote_id]

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        teaser = bool(post.teaser)
        return tuple(
            View(
                surface,
                Audience.VISITOR,
                f"{surface}:{remote.remote_id}",
                f"{surface} of {remote.slug}" if surface in _OWN_PAGES else surface,
                teaser_expected=teaser and surface is Surface.PAGE,
                elsewhere=surface not in _OWN_PAGES,
            )
            for surface in self.capabilities.surfaces
        )

    @_asking
    def look(self, *views: View) -> tuple[str, ...]:
        address = views[0].address
        surface, _, where = address.partition(":")
        if surface == "https":  # an article's own address
            posts = self.site.posts.items()
            where = next(
                (id_ for id_, kept in posts if address.endswith(f"/{kept.post.slug}/")), ""
            )
            surface = Surface.PAGE
        return (self.site.shown(Surface(surface), where),) * len(views)

    @_asking
    def newsletters(self) -> tuple[Newsletter, ...]:
        return self.site.newsletters

    @_asking
    def authors(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((id_, name, bio) for id_, (name, bio) in self.site.users.items())

    @_asking
    def update_bio(self, user_id: str, bio: str) -> str:
        if user_id not in self.site.users:
            raise NotFound("site-user-gone", host=HOST)
        self.site.users[user_id] = (self.site.users[user_id][0], bio)
        return bio

    def close(self) -> None:
        """There is nothing to give back."""

    def _against(self, post: Post) -> EditorError | None:
        """Why the post's gate would not hold here, None where it does."""
        if post.access is Access.EVERYONE:
            return None
        if post.gate not in self.capabilities.gates or post.access not in HOLDS[post.gate]:
            return Rejected("gate-cannot-hold", gate=post.gate.value, access=post.access.value)
        states = {state.gate: state for state in self.site.account.gates}
        state = states.get(post.gate)
        if state is None or not state.holds:
            why = state.why if state else "gate-missing"
            return Rejected(why, site=self.site.account.site_name)
        return None

    def _insist(self, post: Post) -> None:
        if closed := self._against(post):
            raise closed

    def _kept(self, remote_id: str) -> Kept:
        if remote_id not in self.site.posts:
            raise NotFound("site-post-gone", host=HOST)
        return self.site.posts[remote_id]

    def _remote(self, kept: Kept) -> RemotePost:
        self.site.public  # noqa: B018  what is due becomes public when it is asked for
        post = kept.post
        reading = _reading(post, kept.media, kept.date)
        address = f"{ADDRESS}/{post.slug}/"
        return RemotePost(
            kept.remote_id,
            kept.status,
            address,
            post.slug,
            str(kept.revision),
            reading,
            kept.date,
            mailed=kept.mailed,
        )


def _reading(post: Post, media: Media, date: datetime | None) -> dict[str, str]:
    """The post field by field, as it is compared."""
    names = [one.name for one in fields(Post)]
    names.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    read = {name: repr(getattr(post, name)) for name in names}
    del read["author_id"], read["co_authors"]
    read["author"] = " ".join(filter(None, (post.author_id, *post.co_authors)))
    for name in ("image", "social_image"):
        asset = getattr(post, name)
        read[name] = media[asset].remote_id if asset in media else ""
    return read | {"date": date.astimezone(UTC).isoformat() if date else ""}


def plug_in(patch: pytest.MonkeyPatch, memory: MemorySite, kind: str = "memory") -> None:
    """Let every site of `kind` be `memory`; a kind that is there already keeps its label and form."""
    connect, known = registry.connect, registry.kinds()
    plain = Kind(kind, "Memory", "A site in memory", frozenset({"url", "secret"}), (), CAPABILITIES)
    base = next((one for one in known if one.kind == kind), plain)
    mine = replace(base, gates=memory.capabilities.gates, capabilities=memory.capabilities)
    others = tuple(one for one in known if one.kind != kind)

    def connected(
        site: Site,
        secret: str,
        surroundings: Surroundings,
        keep: Callable[[str], None] = lambda _: None,
    ) -> Cms:
        if site.kind == kind:
            return memory.connect(secret)
        return connect(site, secret, surroundings, keep)

    patch.setattr(registry, "kinds", lambda: (mine, *others))
    patch.setattr(registry, "connect", connected)

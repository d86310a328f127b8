"""What a CMS adapter can do, and the values that pass through it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.block import Blocks, Footnote
from editor.model.finding import Finding
from editor.model.mailing import NOBODY, Mailed, Mailing, Segment
from editor.model.site import GateBox
from editor.model.status import Status


class Feature(StrEnum):
    """Something a site can hold besides title and text; each has a consumer and a contract test."""

    EXCERPT = "excerpt"
    TAGS = "tags"
    CATEGORIES = "categories"
    FEATURED_IMAGE = "featured-image"
    ALT_TEXT = "alt-text"
    COMMENTS = "comments"
    BACK_DATE = "back-date"
    AUTHOR = "author"
    AUTHOR_BIO = "author-bio"
    BYLINE = "byline"
    SUBTITLE = "subtitle"
    SEO = "seo"
    SOCIAL = "social"
    CANONICAL = "canonical"
    STICKY = "sticky"
    PRIVATE = "private"
    SCHEDULE = "schedule"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    REDIRECT = "redirect"  # the address that a moved article had leads to the one it has
    CO_AUTHORS = "co-authors"  # several of the site's users are the authors of one article


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of site can hold, which gates it has, and the surfaces a stranger can look at.

    `drafts_shown`: a draft is there whole for whoever knows its own address, and once it was public
    everybody may. `trash`: what is deleted can be fetched back there, unless its owner switched that off.
    """

    features: frozenset[Feature]
    gates: tuple[Gate, ...]
    surfaces: tuple[Surface, ...]
    max_picture_bytes: int | None = None
    drafts_shown: bool = False
    trash: bool = False


class Right(StrEnum):
    """Something that a site lets some accounts do and others not."""

    WRITE = "write"
    PUBLISH = "publish"
    UPDATE = "update"  # change what is public already
    OTHERS = "others"  # write in somebody else's name
    PICTURES = "pictures"
    CATEGORIES = "categories"  # make new ones
    BIOS = "bios"  # one's own, at least
    ANY_HTML = "any-html"  # nothing is filtered out of what is sent
    ACCESS = "access"  # say who may read
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Tier:
    """What a site sells: its tier, plan or level. `name` is "" where the site does not tell it."""

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Newsletter:
    """What a site mails to those who subscribe to it; `slug` is its own name for it.

    `free` and `paid` are how many members of each kind would get it, None where we may not know.
    """

    slug: str
    name: str
    free: int | None = None
    paid: int | None = None

    def reached(self, segment: Segment) -> int | None:
        """How many of `segment` would get it, None where that is not known."""
        match segment:
            case Segment.NOBODY:
                return 0
            case Segment.FREE:
                return self.free
            case Segment.PAID:
                return self.paid
            case Segment.ALL if self.free is None or self.paid is None:
                return None
            case Segment.ALL:
                return self.free + self.paid


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a gate holds on this very site. `why` is a code of `wording`, "" where it holds.

    `tiers` are those found on the site, in its own lists or in its own posts.
    """

    gate: Gate
    holds: bool
    tiers: tuple[Tier, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are on the site: its name, software, time zone (IANA or "+02:00") and our rights there.

    `rights` is None where a kind of site does not part accounts by rights; `gates` says of each gate
    of the kind whether it holds there.
    """

    site_name: str
    software: str
    user: str
    role: str
    may_publish: bool
    zone: str = ""
    rights: frozenset[Right] | None = None
    gates: tuple[GateState, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What answers at an address: its kind, front page, name and software, and how to connect to it.

    `sign_in` is the page where an account there grants access in one click, "" where there is none.
    `api` is where the API of a site hosted by WordPress.com lies, which is signed in to over OAuth.
    `hindrance` is a code of `wording` for what stands in the way of connecting, "" for nothing.
    """

    kind: str
    address: str
    name: str
    software: str
    sign_in: str = ""
    api: str = ""
    plain_http: bool = False
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """The user's own app at a place that lets nobody in without one."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    """What a sign-in in the browser brought: the user's name there, "" if unsaid, and the secret to keep.

    `api` is where the site's API was then found to lie, "" where that was known before.
    """

    username: str
    secret: str = field(repr=False)
    api: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture to send: `name` is how the blocks refer to it, `data` the cleaned bytes.

    `width` and `height` are in pixels, 0 where they are not known.
    """

    name: str
    data: bytes
    mime: str
    sha256: str
    alt: str = ""
    caption: str = ""
    locked: bool = False
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class RemoteMedia:
    """A picture as the site keeps it."""

    remote_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Post:
    """An article fitted to a site. `date` is in UTC, None for the moment of publishing.

    `email` says whom the site mails it to at the moment of publishing; nobody is mailed without it.

    `slug` and `excerpt` are never empty. `image` names the featured picture's asset, or "".
    `social_image` too names an asset, "" = that of `image`; the other social fields are "" for the search
    title and the excerpt. `canonical` is an http(s) address, "" = the post's own.
    `authors` are the byline in order; `author_id` the first one's user on the site, or "", and
    `co_authors` the users of the others that have one, where the site takes several.
    """

    article_id: UUID
    title: str
    subtitle: str
    slug: str
    language: str
    excerpt: str
    date: datetime | None
    access: Access
    gate: Gate
    box: GateBox
    teaser: Blocks
    locked: Blocks
    teaser_notes: tuple[Footnote, ...]
    locked_notes: tuple[Footnote, ...]
    plans: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[AuthorProfile, ...] = ()
    author_id: str = ""
    co_authors: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_caption: str = ""
    image_credit: str = ""
    comments: bool = True
    seo_title: str = ""
    seo_description: str = ""
    social_title: str = ""
    social_description: str = ""
    social_image: str = ""
    canonical: str = ""
    sticky: bool = False
    private: bool = False
    share: bool = True
    share_message: str = ""
    email: Mailing = NOBODY


@dataclass(frozen=True, slots=True)
class RemotePost:
    """A post as the site has it. `fields` is the adapter's own reading, for `differences` alone.

    `revision` is opaque: it changes whenever the post does. `date` is when it appeared or is to appear,
    in UTC, None where the site does not say. `email` says whom one that waits is to be mailed to, where
    that is told with `publish`, None for a choice that we have no word for; `mailed` is what the site says that it mailed of it.
    """

    remote_id: str
    status: Status
    url: str
    slug: str
    revision: str
    fields: Mapping[str, str] = field(default_factory=dict)
    date: datetime | None = None
    email: Mailing | None = NOBODY
    mailed: Mailed | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that did not arrive as sent. `lost` names what of it is missing, of several."""

    field: str
    sent: str
    got: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One thing to look at as a reader: `address` is for `look` alone, `label` for people.

    `elsewhere` marks a page that is there without the article: what it says before is no leak.
    """

    surface: Surface
    audience: Audience
    address: str
    label: str
    teaser_expected: bool = False
    elsewhere: bool = False


def places(views: Iterable[View]) -> list[tuple[View, ...]]:
    """`views` in their order, those of one address together: such are listed in a row."""
    return [tuple(here) for _, here in groupby(views, attrgetter("address"))]


Media = Mapping[str, RemoteMedia]


class Cms(Protocol):
    """One account on one site. Every method may raise `CmsError`; none prompts; none retries a write."""

    @property
    def capabilities(self) -> Capabilities:
        """What this site can hold, as far as it is known without asking."""

    def verify(self) -> Account:
        """Who we are there, and whether what the gate needs is there."""

    def check(self, post: Post, known: str = "") -> tuple[Finding, ...]:
        """What on the site stands against `post`, or should be known before; changes nothing there.

        `known` is the post that the article has there already, "" for none: its address may be another.
        An error here is found before anything of the article is sent. "slug-taken" names in its detail
        the `post` that has the address, which may be the article's own.
        """

    def upload(self, asset: Asset) -> RemoteMedia:
        """Send a picture, or find the one sent before with the same bytes."""

    def find(self, article_id: UUID) -> RemotePost | None:
        """The draft that `create_draft` made with this article's token and that still carries it."""

    def create_draft(self, post: Post) -> RemotePost:
        """Make an empty draft that carries a token of `post.article_id`; nothing is public."""

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        """Write all of `post` to the draft or live post, in the order that never opens the gate.

        The status stays as it is. A live post is tightened gate first, loosened gate last.
        """

    def get(self, remote_id: str) -> RemotePost:
        """The post as the site has it now, read afresh."""

    def differences(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        """Where `remote` is not what `post` asked for; the gate above all. Empty = all arrived."""

    def publish(
        self, remote_id: str, status: Status = Status.PUBLISHED, email: Mailing = NOBODY
    ) -> RemotePost:
        """Make it `PUBLISHED`, `PRIVATE`, or `SCHEDULED` for its date, in a request of its own.

        `email` is that of the post that was filled in: some sites are told only now whom to mail.
        Raises `Rejected` "date-too-near" rather than let a site publish at once what was to wait.
        What the site made of it is given back: it may be `PENDING`.
        """

    def retract(self, remote_id: str) -> RemotePost:
        """Take it back so that no stranger can read it, and read back that it is so."""

    def lead_on(self, old: str, remote: RemotePost) -> bool:
        """Have `old`, the address that a public post had before, lead to its own.

        Whether a stranger is led so, read back.
        """

    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        """Remove it, to the site's trash where it has one, unless `for_good`: it is not found any more."""

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        """What to look at after publishing, in the kind's own order."""

    def look(self, *views: View) -> tuple[str, ...]:
        """What a stranger gets at the one address of `views`, asked for once, as each of them shows it.

        No cookie, no credential, caches asked to step aside.
        """

    def newsletters(self) -> tuple[Newsletter, ...]:
        """What it can mail to and how many get each, its own choice first; () where it does not say."""

    def authors(self) -> tuple[tuple[str, str, str], ...]:
        """The site's users that may write: (id, name, bio)."""

    def update_bio(self, user_id: str, bio: str) -> str:
        """Set a user's bio; returns it as the site now has it."""

    def close(self) -> None:
        """Give back connections."""

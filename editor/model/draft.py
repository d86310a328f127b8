"""A draft: what the writer typed, with its metadata."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from editor.model.audience import Access
from editor.model.date import PublishDate

BELOW = " > "  # between a category and the one below it


@dataclass(frozen=True, slots=True)
class FeaturedImage:
    """The picture an article is known by; `file` names a picture kept with the draft."""

    file: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Seo:
    """What search engines are told; empty = title and excerpt.

    `canonical` is the http(s) address that is the article's first one, "" = its own on each site.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Social:
    """What cards on social networks show; empty = the title for search, the excerpt, the featured image.

    `image` names a picture kept with the draft.
    """

    title: str = ""
    description: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. `body` is Markdown with LF line ends; `slug` "" = proposed from the title.

    `language` is a BCP 47 tag; `authors` are slugs of profiles, in byline order. `categories` name a
    parent before " > " ("Reports > Ferries"). `sticky` keeps it at the top of the site's front page;
    `private` shows it to the site's editors alone; `share` lets the site tell its social networks of it,
    with `share_message` or, where that is "", its own words. `goal` is how many words the writer wants to
    write; it is not published.
    """

    id: UUID = field(default_factory=uuid4)
    title: str = ""
    subtitle: str = ""
    body: str = ""
    date: PublishDate | None = None
    slug: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    access: Access = Access.EVERYONE
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    excerpt: str = ""
    image: FeaturedImage | None = None
    comments: bool = True
    seo: Seo = Seo()
    social: Social = Social()
    sticky: bool = False
    private: bool = False
    share: bool = True
    share_message: str = ""
    goal: int | None = None


class Shelf(StrEnum):
    """Where an article stands in the library."""

    DRAFTS = "drafts"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    TRASH = "trash"


class Order(StrEnum):
    """What a list of articles is sorted by."""

    EDITED = "edited"
    TITLE = "title"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class DraftCard:
    """What a list shows of a draft; `edited` is in UTC, `site_id` the site it is meant for.

    `due` is when a scheduled one is to appear, in UTC, as far as that is known. `waits` says that it
    waits until a site can be reached.
    """

    id: UUID
    title: str
    words: int
    edited: datetime
    shelf: Shelf
    language: str = "en"
    site_id: UUID | None = None
    due: datetime | None = None
    waits: bool = False

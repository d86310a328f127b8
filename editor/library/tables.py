"""The library's tables. Rows never leave this room: `.value()` makes the frozen value that does."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    Uuid,
    event,
    false,
    text,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from editor.library.search import CREATE_INDEX
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.model.publication import Publication, Receipt
from editor.model.site import GateBox, Site
from editor.model.status import Status


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as ISO 8601 in UTC with microseconds, so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the column."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the column."""
        return None if value is None else datetime.fromisoformat(value)


class Characters(TypeDecorator[str]):
    """Text of any length. Half a surrogate pair, as a broken paste may hold, is kept as U+FFFD.

    SQLite takes UTF-8 alone: without this one bad character would keep a whole article from disk.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the column."""
        if value is None:
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map = {datetime: Moment, str: Characters, UUID: Uuid}


class SiteRow(Base):
    """A configured account; its secret is in the keyring."""

    __tablename__ = "sites"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    address: Mapped[str]
    username: Mapped[str]
    gate: Mapped[str]
    plans: Mapped[list[int]] = mapped_column(JSON)
    boxes: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    zone: Mapped[str]
    plain_http: Mapped[bool] = mapped_column(server_default=false())
    api: Mapped[str] = mapped_column(server_default="")

    def value(self) -> Site:
        """The site."""
        return Site(
            self.name,
            self.kind,
            self.address,
            self.username,
            Gate(self.gate),
            tuple(self.plans),
            {language: GateBox(*words) for language, words in self.boxes.items()},
            self.zone,
            self.id,
            self.plain_http,
            self.api,
        )


class DraftRow(Base):
    """A draft's metadata; its text is a `BodyRow`, so that lists are read without it.

    `number` is the row's key in the search index; `indexed` says that the index knows the last text.
    """

    __tablename__ = "drafts"
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    title: Mapped[str]
    title_key: Mapped[str]
    subtitle: Mapped[str]
    date: Mapped[str]
    slug: Mapped[str]
    language: Mapped[str]
    authors: Mapped[list[str]] = mapped_column(JSON)
    access: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(JSON)
    categories: Mapped[list[str]] = mapped_column(JSON)
    excerpt: Mapped[str]
    image: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    comments: Mapped[bool]
    seo_title: Mapped[str]
    seo_description: Mapped[str]
    words: Mapped[int]
    edited: Mapped[datetime]
    trashed: Mapped[datetime | None]
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id", ondelete="SET NULL"))
    file: Mapped[str | None] = mapped_column(unique=True)
    file_sha256: Mapped[str]
    indexed: Mapped[bool]
    sticky: Mapped[bool] = mapped_column(server_default=false())
    private: Mapped[bool] = mapped_column(server_default=false())
    share: Mapped[bool] = mapped_column(server_default=true())
    share_message: Mapped[str] = mapped_column(server_default="")
    canonical: Mapped[str] = mapped_column(server_default="")
    social_title: Mapped[str] = mapped_column(server_default="")
    social_description: Mapped[str] = mapped_column(server_default="")
    social_image: Mapped[str] = mapped_column(server_default="")
    goal: Mapped[int | None]
    __table_args__ = (Index("drafts_waiting", "indexed", sqlite_where=text("indexed = 0")),)

    def value(self, body: str) -> Draft:
        """The draft with its text."""
        return Draft(
            id=self.id,
            title=self.title,
            subtitle=self.subtitle,
            body=body,
            date=PublishDate.parse(self.date),
            slug=self.slug,
            language=self.language,
            authors=tuple(self.authors),
            access=Access(self.access),
            tags=tuple(self.tags),
            categories=tuple(self.categories),
            excerpt=self.excerpt,
            image=FeaturedImage(**self.image) if self.image else None,
            comments=self.comments,
            seo=Seo(self.seo_title, self.seo_description, self.canonical),
            social=Social(self.social_title, self.social_description, self.social_image),
            sticky=self.sticky,
            private=self.private,
            share=self.share,
            share_message=self.share_message,
            goal=self.goal,
        )


class BodyRow(Base):
    """A draft's text."""

    __tablename__ = "bodies"
    draft_id: Mapped[UUID] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str]


class PictureRow(Base):
    """Which picture of the store a draft means by a name."""

    __tablename__ = "pictures"
    draft_id: Mapped[UUID] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]


class AuthorRow(Base):
    """An author's profile."""

    __tablename__ = "authors"
    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]
    bios: Mapped[dict[str, str]] = mapped_column(JSON)
    avatar: Mapped[str]
    links: Mapped[list[str]] = mapped_column(JSON)
    accounts: Mapped[dict[str, str]] = mapped_column(JSON)

    def value(self) -> AuthorProfile:
        """The profile."""
        return AuthorProfile(
            self.slug,
            self.name,
            dict(self.bios),
            self.avatar,
            tuple(self.links),
            dict(self.accounts),
        )


class PublicationRow(Base):
    """A draft's post on a site. It outlives the draft: the same article, opened again, is an update."""

    __tablename__ = "publications"
    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    remote_id: Mapped[str]
    url: Mapped[str]
    revision: Mapped[str]
    status: Mapped[str]
    sent: Mapped[str]
    at: Mapped[datetime]
    slug: Mapped[str]
    receipt: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    due: Mapped[datetime | None]

    def value(self, receipt: Receipt | None) -> Publication:
        """The publication with its receipt."""
        return Publication(
            self.draft_id,
            self.site_id,
            self.remote_id,
            self.url,
            self.revision,
            Status(self.status),
            self.sent,
            self.at,
            self.slug,
            receipt,
            self.due,
        )


class ReceiptRow(Base):
    """What came of one publication of an article to a site, or of taking it back; looks refresh it."""

    __tablename__ = "receipts"
    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    receipt: Mapped[dict[str, object]] = mapped_column(JSON)


class QueueRow(Base):
    """What was agreed to be sent of a draft to a site that could not be reached."""

    __tablename__ = "queue"
    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    segment: Mapped[str]
    newsletter: Mapped[str]
    text: Mapped[str]
    since: Mapped[datetime]
    move: Mapped[bool]
    smaller: Mapped[bool]
    held: Mapped[str]
    detail: Mapped[dict[str, str | int]] = mapped_column(JSON)


class SentRow(Base):
    """The last version of an article that a site was sent."""

    __tablename__ = "sent_posts"
    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    post: Mapped[dict[str, object]] = mapped_column(JSON)


class VerifiedRow(Base):
    """The last version of a live article that a stranger's look found clean, as it was sent."""

    __tablename__ = "verified_posts"
    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    post: Mapped[dict[str, object]] = mapped_column(JSON)


class MediaRow(Base):
    """A picture that a site already has. Nothing is written here any more; it goes with its site."""

    __tablename__ = "media"
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    remote_id: Mapped[str]
    url: Mapped[str]


class JobRow(Base):
    """One attempt to publish; without an outcome it was cut short."""

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    draft_id: Mapped[UUID]
    site_id: Mapped[UUID]
    status: Mapped[str]
    sent: Mapped[str]
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    outcome: Mapped[str | None]
    __table_args__ = {"sqlite_autoincrement": True}


class JobStepRow(Base):
    """An entry of the publish journal: a step, as far as it had come at that moment."""

    __tablename__ = "job_steps"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    state: Mapped[str]
    detail: Mapped[str]
    at: Mapped[datetime]


@event.listens_for(Base.metadata, "after_create")
def _create_index(target: MetaData, connection: Connection, **_: object) -> None:
    connection.exec_driver_sql(CREATE_INDEX)

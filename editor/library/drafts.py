"""The writer's drafts: saved, listed, searched, thrown away and brought back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, case, delete, exists, func, null, select, update
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import SQLCoreOperations

from editor.library import search
from editor.library.database import Database
from editor.library.tables import (
    Base,
    BodyRow,
    DraftRow,
    PictureRow,
    PublicationRow,
    QueueRow,
    SentRow,
    SiteRow,
    VerifiedRow,
)
from editor.model.draft import Draft, DraftCard, Order, Shelf
from editor.model.errors import BadInput, StorageFailed
from editor.model.status import Status


def _upsert(table: type[Base], kept: Sequence[str]) -> Insert:
    """Put a row into a table; of one that is there the columns `kept` stay. The first is its key."""
    made = insert(table.__table__)  # type: ignore[arg-type]  # a table, by the stubs a FromClause
    columns = {one.name: made.excluded[one.name] for one in table.__table__.columns}
    changed = {name: one for name, one in columns.items() if name not in (*kept, "number")}
    return made.on_conflict_do_update(index_elements=[kept[0]], set_=changed)


# made once: to make them takes longer than to carry them out, and each pause of the writer is a save
_NEW: dict[str, object] = {"trashed": None, "site_id": None, "file": None, "file_sha256": ""}
_KNOWN = select(DraftRow.indexed, DraftRow.edited, DraftRow.words).where(
    DraftRow.id == bindparam("id")
)
_WORDS = select(DraftRow.words).where(DraftRow.id == bindparam("id"))
_PUT_DRAFT = _upsert(DraftRow, ("id", *_NEW))
_PUT_BODY = _upsert(BodyRow, ("draft_id",))
_DELIVERED = (Status.PUBLISHED.value, Status.PRIVATE.value, Status.SCHEDULED.value)


class Drafts:
    """The drafts of one library. Every method is one short transaction; may raise `StorageFailed`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # when this program wrote a draft last, and the hash of the text
        self._written: dict[UUID, tuple[datetime, int]] = {}

    def get(self, id: UUID) -> Draft:
        """The draft; raises `BadInput` ("article-missing")."""
        with self._database.session() as session:
            found = session.execute(
                select(DraftRow, BodyRow.text)
                .join(BodyRow, BodyRow.draft_id == DraftRow.id)
                .where(DraftRow.id == id)
            ).one_or_none()
            if found is None:
                raise BadInput("article-missing")
            return found[0].value(found[1])

    def save(
        self, draft: Draft, words: int | None = None, over: Draft | None = None
    ) -> Draft | None:
        """Write the draft, new or not; it stays on its shelf and becomes the one edited last.

        Without `words`, of which nobody knows yet how many it has, their number stays as it was.
        `over` is the draft as it was when the writer began. Where another program has written other
        text since, that is kept as a copy, which is returned.
        """
        edited = datetime.now(UTC)
        written = self._written.get(draft.id)
        copy = None
        with self._database.session(write=True) as session:
            connection = session.connection()
            known = connection.execute(_KNOWN, {"id": draft.id}).one_or_none()
            # A changed text waits for the index until somebody searches or another text changes, so
            # never more than one waits, and saving while typing costs no indexing.
            if known is None or known.indexed:
                _index_waiting(session)
            if over and known and (written is None or written[0] != known.edited):
                same = {_hash(draft), _hash(over)} | ({written[1]} if written else set())
                copy = _copy_other(session, draft.id, same, edited)
            if words is None:
                words = known.words if known else 0
            fields = _fields(draft, words)
            connection.execute(_PUT_DRAFT, {"id": draft.id, **_NEW, **fields, "edited": edited})
            connection.execute(_PUT_BODY, {"draft_id": draft.id, "text": draft.body})
        self._written[draft.id] = edited, _hash(draft)
        return copy

    def keep_words(self, id: UUID, words: int) -> bool:
        """Write how many words the draft has; whether that was not known."""
        with self._database.session() as session:
            if session.scalar(_WORDS, {"id": id}) in (words, None):
                return False
        with self._database.session(write=True) as session:
            session.execute(update(DraftRow).where(DraftRow.id == id).values(words=words))
        return True

    def cards(
        self, shelf: Shelf, query: str = "", order: Order = Order.EDITED
    ) -> tuple[DraftCard, ...]:
        """What a list of the shelf shows; `query` words are all found, as beginnings of words."""
        matching = search.matches(query, DraftRow.number, DraftRow.title_key)
        if matching is not None:
            self._catch_up()
        chosen = _cards(shelf).order_by(*_ORDERS[order])
        if matching is not None:
            chosen = chosen.where(matching)
        with self._database.session() as session:
            return tuple(
                DraftCard(id, title, words, edited, shelf, language, site, due, waits)
                for id, title, words, edited, language, site, due, waits in session.execute(chosen)
            )

    def counts(self) -> dict[Shelf, int]:
        """How many drafts stand on each shelf."""
        with self._database.session() as session:
            rows = session.execute(select(_SHELF, func.count()).group_by(_SHELF)).all()
        found = {Shelf(shelf): int(number) for shelf, number in rows}
        return {shelf: found.get(shelf, 0) for shelf in Shelf}

    def trash(self, id: UUID) -> None:
        """Put it in the trash, out of which nothing is published; raises `BadInput` ("article-missing")."""
        with self._database.session(write=True) as session:
            session.execute(delete(QueueRow).where(QueueRow.draft_id == id))
        self._set(id, DraftRow.trashed, datetime.now(UTC))

    def restore(self, id: UUID) -> None:
        """Take it out of the trash; raises `BadInput` ("article-missing")."""
        self._set(id, DraftRow.trashed, None)

    def purge(self, id: UUID) -> None:
        """Delete it for good. What was published of it stays known, should its file be opened again."""
        with self._database.session(write=True) as session:
            number = session.scalar(select(DraftRow.number).where(DraftRow.id == id))
            if number is None:
                raise BadInput("article-missing")
            search.drop(session, number)
            session.execute(delete(DraftRow).where(DraftRow.id == id))
            for rows in (SentRow, VerifiedRow):  # they hold its text
                session.execute(delete(rows).where(rows.draft_id == id))

    def file(self, id: UUID) -> tuple[Path, str] | None:
        """The file it came from, and the SHA-256 of that file when it was last read or written."""
        with self._database.session() as session:
            row = session.execute(
                select(DraftRow.file, DraftRow.file_sha256).where(DraftRow.id == id)
            ).one_or_none()
        return (Path(row.file), row.file_sha256) if row and row.file else None

    def link_file(self, id: UUID, path: Path, sha256_of_file: str) -> None:
        """Remember the file as this draft's, and no other's; raises `BadInput` ("article-missing")."""
        place = str(path.resolve())
        with self._database.session(write=True) as session:
            _must_exist(session, id)
            session.execute(
                update(DraftRow)
                .where(DraftRow.file == place, DraftRow.id != id)
                .values(file=None, file_sha256="")
            )
            session.execute(
                update(DraftRow)
                .where(DraftRow.id == id)
                .values(file=place, file_sha256=sha256_of_file)
            )

    def by_file(self, path: Path) -> UUID | None:
        """The draft that came from the file, if one did."""
        with self._database.session() as session:
            return session.scalar(select(DraftRow.id).where(DraftRow.file == str(path.resolve())))

    def by_file_text(self, sha256_of_file: str) -> dict[Path, UUID]:
        """The drafts whose file had this text when it was last read or written, by where it was."""
        with self._database.session() as session:
            rows = session.execute(
                select(DraftRow.file, DraftRow.id).where(
                    DraftRow.file.is_not(None), DraftRow.file_sha256.startswith(sha256_of_file)
                )
            ).all()
        return {Path(row.file): row.id for row in rows}

    def trashed(self, id: UUID) -> bool:
        """Whether it lies in the trash."""
        with self._database.session() as session:
            return session.scalar(select(DraftRow.trashed).where(DraftRow.id == id)) is not None

    def site(self, id: UUID) -> UUID | None:
        """The site it is meant for."""
        with self._database.session() as session:
            return session.scalar(select(DraftRow.site_id).where(DraftRow.id == id))

    def choose_site(self, id: UUID, site_id: UUID | None) -> None:
        """Mean it for a site, or none; raises `BadInput` ("article-missing", "site-missing")."""
        with self._database.session(write=True) as session:
            _must_exist(session, id)
            if site_id is not None and session.get(SiteRow, site_id) is None:
                raise BadInput("site-missing")
            session.execute(update(DraftRow).where(DraftRow.id == id).values(site_id=site_id))

    def pictures(self, id: UUID) -> dict[str, str]:
        """Its pictures: name in the text → key in the picture store."""
        with self._database.session() as session:
            rows = session.execute(
                select(PictureRow.name, PictureRow.key)
                .where(PictureRow.draft_id == id)
                .order_by(PictureRow.name)
            ).all()
        return {row.name: row.key for row in rows}

    def add_picture(self, id: UUID, name: str, key: str) -> None:
        """Let `name` mean the picture `key` in this draft; raises `BadInput` ("article-missing")."""
        with self._database.session(write=True) as session:
            _must_exist(session, id)
            session.execute(
                insert(PictureRow)
                .values(draft_id=id, name=name, key=key)
                .on_conflict_do_update(
                    index_elements=[PictureRow.draft_id, PictureRow.name], set_={"key": key}
                )
            )

    def _set(
        self, id: UUID, field: InstrumentedAttribute[datetime | None], value: datetime | None
    ) -> None:
        with self._database.session(write=True) as session:
            _must_exist(session, id)
            session.execute(update(DraftRow).where(DraftRow.id == id).values({field: value}))

    def _catch_up(self) -> None:
        """Index what waits. A library that cannot be written now is searched as it was indexed."""
        with self._database.session() as session:
            if session.scalar(_WAITING.limit(1)) is None:
                return
        try:
            with self._database.session(write=True) as session:
                _index_waiting(session)
        except StorageFailed:
            return


_DELIVERY = (
    select(PublicationRow.status)
    .where(PublicationRow.draft_id == DraftRow.id, PublicationRow.status.in_(_DELIVERED))
    .order_by(PublicationRow.at.desc())
    .limit(1)
    .scalar_subquery()
)
_SHELF = case(
    (DraftRow.trashed.is_not(None), Shelf.TRASH.value),
    (_DELIVERY.is_(None), Shelf.DRAFTS.value),
    (_DELIVERY == Status.SCHEDULED.value, Shelf.SCHEDULED.value),  # noqa: SIM300 - SQL
    else_=Shelf.PUBLISHED.value,
)
_DUE = (
    select(func.min(PublicationRow.due))
    .where(
        PublicationRow.draft_id == DraftRow.id,
        PublicationRow.status == Status.SCHEDULED.value,
    )
    .scalar_subquery()
)
_WAITING = select(DraftRow.number).where(DraftRow.indexed.is_(False))
_ORDERS: dict[Order, tuple[SQLCoreOperations[Any], ...]] = {
    Order.EDITED: (DraftRow.edited.desc(), DraftRow.number.desc()),
    Order.TITLE: (DraftRow.title_key == "", DraftRow.title_key, DraftRow.number),
    Order.WORDS: (DraftRow.words.desc(), DraftRow.number.desc()),
}


def _cards(
    shelf: Shelf,
) -> Select[UUID, str, int, datetime, str, UUID | None, datetime | None, bool]:
    return select(
        DraftRow.id,
        DraftRow.title,
        DraftRow.words,
        DraftRow.edited,
        DraftRow.language,
        DraftRow.site_id,
        _DUE if shelf is Shelf.SCHEDULED else null(),
        exists().where(QueueRow.draft_id == DraftRow.id),
    ).where(_SHELF == shelf.value)  # noqa: SIM300 - SQL


def _fields(draft: Draft, words: int) -> dict[str, object]:
    image = draft.image
    return {
        "title": draft.title,
        "title_key": search.fold(draft.title.strip()),
        "subtitle": draft.subtitle,
        "date": str(draft.date or ""),
        "slug": draft.slug,
        "language": draft.language,
        "authors": list(draft.authors),
        "access": draft.access.value,
        "tags": list(draft.tags),
        "categories": list(draft.categories),
        "excerpt": draft.excerpt,
        "image": image
        and {
            "file": image.file,
            "alt": image.alt,
            "caption": image.caption,
            "credit": image.credit,
        },
        "comments": draft.comments,
        "seo_title": draft.seo.title,
        "seo_description": draft.seo.description,
        "canonical": draft.seo.canonical,
        "social_title": draft.social.title,
        "social_description": draft.social.description,
        "social_image": draft.social.image,
        "sticky": draft.sticky,
        "private": draft.private,
        "share": draft.share,
        "share_message": draft.share_message,
        "goal": draft.goal,
        "words": words,
        "indexed": False,
    }


def _hash(draft: Draft) -> int:
    return hash((draft.title, draft.subtitle, draft.body))


def _copy_other(session: Session, id: UUID, same: set[int], edited: datetime) -> Draft | None:
    """Keep what stands in the library as a draft of its own, unless its text is one of the `same`."""
    row, body = session.execute(
        select(DraftRow, BodyRow.text)
        .join(BodyRow, BodyRow.draft_id == DraftRow.id)
        .where(DraftRow.id == id)
    ).one()
    other = row.value(body)
    if _hash(other) in same:
        return None
    title = f"{other.title or 'Untitled'} (other copy)"
    copy = replace(other, id=uuid4(), title=title, slug="", date=None)
    put = {"id": copy.id, **_NEW, **_fields(copy, row.words), "edited": edited}
    session.execute(_PUT_DRAFT, put | {"site_id": row.site_id})
    session.execute(_PUT_BODY, {"draft_id": copy.id, "text": body})
    for picture in session.scalars(select(PictureRow).where(PictureRow.draft_id == id)).all():
        session.add(PictureRow(draft_id=copy.id, name=picture.name, key=picture.key))
    return copy


def _must_exist(session: Session, id: UUID) -> None:
    if session.scalar(select(DraftRow.number).where(DraftRow.id == id)) is None:
        raise BadInput("article-missing")


def _index_waiting(session: Session) -> None:
    numbers: Sequence[int] = session.scalars(_WAITING).all()
    for number in numbers:
        row, body = session.execute(
            select(DraftRow, BodyRow.text)
            .join(BodyRow, BodyRow.draft_id == DraftRow.id)
            .where(DraftRow.number == number)
        ).one()
        tags = " ".join([*row.tags, *row.categories])
        search.put(session, [(number, row.title, row.subtitle, tags, body)])
        session.execute(update(DraftRow).where(DraftRow.number == number).values(indexed=True))

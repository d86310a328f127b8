"""The authors' profiles."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, select, true, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from editor.library.database import Database
from editor.library.search import fold
from editor.library.tables import AuthorRow, DraftRow
from editor.model.author import AuthorProfile
from editor.model.errors import BadInput


class Authors:
    """The profiles of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[AuthorProfile, ...]:
        """Every profile, by name."""
        with self._database.session() as session:
            rows = session.scalars(select(AuthorRow).order_by(AuthorRow.name_key, AuthorRow.slug))
            return tuple(row.value() for row in rows)

    def get(self, slug: str) -> AuthorProfile:
        """The profile; raises `BadInput` ("author-missing")."""
        with self._database.session() as session:
            row = session.get(AuthorRow, slug)
            if row is None:
                raise BadInput("author-missing", author=slug)
            return row.value()

    def find(self, name_or_slug: str) -> AuthorProfile | None:
        """The profile with that slug, else the one with that name, whatever its capitals."""
        with self._database.session() as session:
            row = session.get(AuthorRow, name_or_slug.strip()) or session.scalar(
                select(AuthorRow)
                .where(AuthorRow.name_key == _key(name_or_slug))
                .order_by(AuthorRow.slug)
                .limit(1)
            )
            return row.value() if row else None

    def save(self, profile: AuthorProfile, was: str | None = None) -> None:
        """Write the profile. `was` is the slug it had: articles by the old slug follow to the new.

        Raises `BadInput` ("author-slug-taken") when the new slug is another profile's.
        """
        with self._database.session(write=True) as session:
            if was is not None and was != profile.slug:
                if session.get(AuthorRow, profile.slug) is not None:
                    raise BadInput("author-slug-taken", slug=profile.slug)
                session.execute(
                    update(AuthorRow).where(AuthorRow.slug == was).values(slug=profile.slug)
                )
                _rename_in_drafts(session, was, profile.slug)
            fields = {
                "name": profile.name,
                "name_key": _key(profile.name),
                "bios": dict(profile.bios),
                "avatar": profile.avatar,
                "links": list(profile.links),
                "accounts": dict(profile.accounts),
            }
            session.execute(
                insert(AuthorRow)
                .values(slug=profile.slug, **fields)
                .on_conflict_do_update(index_elements=[AuthorRow.slug], set_=fields)
            )

    def remove(self, slug: str) -> None:
        """Delete the profile; articles keep its slug."""
        with self._database.session(write=True) as session:
            session.execute(delete(AuthorRow).where(AuthorRow.slug == slug))

    def used_in(self, slug: str) -> int:
        """How many articles name the profile, those in the trash too."""
        with self._database.session() as session:
            return session.scalar(select(func.count(DraftRow.number)).where(_names(slug))) or 0

    def last_used(self, among: Sequence[AuthorProfile]) -> AuthorProfile | None:
        """Whichever of the profiles the article edited last names first, by slug or name; None of none."""
        named = {name: profile for profile in among for name in (profile.name, profile.slug)}
        each = func.json_each(DraftRow.authors).table_valued("key", "value")
        last = (
            select(each.c.value)
            .select_from(DraftRow)
            .join(each, true())
            .where(DraftRow.trashed.is_(None), each.c.value.in_(named))
            .order_by(DraftRow.edited.desc(), each.c.key)
            .limit(1)
        )
        with self._database.session() as session:
            found = session.scalar(last)
        return named[found] if found is not None else None


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _names(slug: str) -> ColumnElement[bool]:
    each = func.json_each(DraftRow.authors).table_valued("value")
    return select(each.c.value).where(each.c.value == slug).exists()


def _rename_in_drafts(session: Session, was: str, now: str) -> None:
    named = session.execute(select(DraftRow.number, DraftRow.authors).where(_names(was))).all()
    for number, authors in named:
        renamed = list(dict.fromkeys(now if author == was else author for author in authors))
        session.execute(update(DraftRow).where(DraftRow.number == number).values(authors=renamed))

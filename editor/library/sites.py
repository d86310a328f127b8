"""The configured sites, without their secrets."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from editor.library.database import Database
from editor.library.search import fold
from editor.library.tables import JobRow, MediaRow, QueueRow, SiteRow
from editor.model.errors import BadInput
from editor.model.site import Site


class Sites:
    """The sites of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Site, ...]:
        """Every site, by name."""
        with self._database.session() as session:
            rows = session.scalars(select(SiteRow).order_by(SiteRow.name_key)).all()
            return tuple(row.value() for row in rows)

    def get(self, id: UUID) -> Site:
        """The site; raises `BadInput` ("site-missing")."""
        with self._database.session() as session:
            row = session.get(SiteRow, id)
            if row is None:
                raise BadInput("site-missing")
            return row.value()

    def by_name(self, name: str) -> Site | None:
        """The site of that name, whatever its capitals."""
        with self._database.session() as session:
            row = session.scalar(select(SiteRow).where(SiteRow.name_key == _key(name)))
            return row.value() if row else None

    def save(self, site: Site) -> None:
        """Write the site, new or not; raises `BadInput` ("site-name-taken") for another's name."""
        fields = {
            "name": site.name,
            "name_key": _key(site.name),
            "kind": site.kind,
            "address": site.address,
            "username": site.username,
            "gate": site.gate.value,
            "plans": list(site.plans),
            "boxes": {
                language: [box.heading, box.notice, box.button]
                for language, box in site.boxes.items()
            },
            "zone": site.zone,
            "plain_http": site.plain_http,
            "api": site.api,
        }
        with self._database.session(write=True) as session:
            other = session.scalar(
                select(SiteRow.id).where(SiteRow.name_key == _key(site.name), SiteRow.id != site.id)
            )
            if other is not None:
                raise BadInput("site-name-taken", name=site.name)
            session.execute(
                insert(SiteRow)
                .values(id=site.id, **fields)
                .on_conflict_do_update(index_elements=[SiteRow.id], set_=fields)
            )

    def remove(self, id: UUID) -> None:
        """Forget the site; drafts meant for it are for none.

        What was published there stays known: if the site is added again, its posts are not made twice.
        """
        with self._database.session(write=True) as session:
            for row in (MediaRow, JobRow, QueueRow):
                session.execute(delete(row).where(row.site_id == id))
            session.execute(delete(SiteRow).where(SiteRow.id == id))


def _key(name: str) -> str:
    return " ".join(fold(name).split())

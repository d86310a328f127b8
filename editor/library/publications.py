"""What of each draft stands on which site."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.sqlite import insert

from editor.library import receipts
from editor.library.database import Database
from editor.library.tables import PublicationRow, SentRow, VerifiedRow
from editor.model.publication import Publication, Status


class Publications:
    """The publications of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, draft_id: UUID, site_id: UUID) -> Publication | None:
        """The draft's post on that site, if it has one."""
        found = self._where(PublicationRow.draft_id == draft_id, PublicationRow.site_id == site_id)
        return found[0] if found else None

    def of(self, draft_id: UUID) -> tuple[Publication, ...]:
        """The draft's posts on every site, the latest first."""
        return self._where(PublicationRow.draft_id == draft_id)

    def on(self, site_id: UUID) -> tuple[Publication, ...]:
        """Every post on that site, the latest first."""
        return self._where(PublicationRow.site_id == site_id)

    def due(self, now: datetime) -> tuple[Publication, ...]:
        """The scheduled posts whose time has come by `now`, the latest sent first."""
        return self._where(
            PublicationRow.status == Status.SCHEDULED.value, PublicationRow.due <= now
        )

    def save(self, publication: Publication) -> None:
        """Write it over what was known; a library without the draft or the site takes it too."""
        receipt = publication.receipt
        fields = {
            "remote_id": publication.remote_id,
            "url": publication.url,
            "revision": publication.revision,
            "status": publication.status.value,
            "sent": publication.sent,
            "at": publication.at,
            "slug": publication.slug,
            "receipt": receipts.dump(receipt) if receipt else None,
            "due": publication.due,
        }
        with self._database.session(write=True) as session:
            session.execute(
                insert(PublicationRow)
                .values(draft_id=publication.draft_id, site_id=publication.site_id, **fields)
                .on_conflict_do_update(
                    index_elements=[PublicationRow.draft_id, PublicationRow.site_id], set_=fields
                )
            )

    def remove(self, draft_id: UUID, site_id: UUID) -> None:
        """Forget the post."""
        with self._database.session(write=True) as session:
            session.execute(
                delete(PublicationRow).where(
                    PublicationRow.draft_id == draft_id, PublicationRow.site_id == site_id
                )
            )

    def sent(self, draft_id: UUID, site_id: UUID) -> Mapping[str, object] | None:
        """The version that the site was last sent, as `keep_sent` was given it."""
        return self._kept(SentRow, draft_id, site_id)

    def keep_sent(self, draft_id: UUID, site_id: UUID, post: Mapping[str, object]) -> None:
        """Keep `post`, plain JSON values, as the version that the site was last sent."""
        self._keep(SentRow, draft_id, site_id, post)

    def forget_sent(self, draft_id: UUID, site_id: UUID) -> None:
        """Forget what the site was last sent."""
        self._forget(SentRow, draft_id, site_id)

    def verified(self, draft_id: UUID, site_id: UUID) -> Mapping[str, object] | None:
        """The version of a live article to go back to, as `keep_verified` was given it."""
        return self._kept(VerifiedRow, draft_id, site_id)

    def keep_verified(self, draft_id: UUID, site_id: UUID, post: Mapping[str, object]) -> None:
        """Keep `post`, plain JSON values, as the version to go back to."""
        self._keep(VerifiedRow, draft_id, site_id, post)

    def forget_verified(self, draft_id: UUID, site_id: UUID) -> None:
        """Forget the version to go back to."""
        self._forget(VerifiedRow, draft_id, site_id)

    def _forget(
        self, rows: type[SentRow] | type[VerifiedRow], draft_id: UUID, site_id: UUID
    ) -> None:
        with self._database.session(write=True) as session:
            session.execute(delete(rows).where(rows.draft_id == draft_id, rows.site_id == site_id))

    def _kept(
        self, rows: type[SentRow] | type[VerifiedRow], draft_id: UUID, site_id: UUID
    ) -> Mapping[str, object] | None:
        with self._database.session() as session:
            wanted = (rows.draft_id == draft_id, rows.site_id == site_id)
            return session.scalar(select(rows.post).where(*wanted))

    def _keep(
        self,
        rows: type[SentRow] | type[VerifiedRow],
        draft_id: UUID,
        site_id: UUID,
        post: Mapping[str, object],
    ) -> None:
        with self._database.session(write=True) as session:
            session.execute(
                insert(rows)
                .values(draft_id=draft_id, site_id=site_id, post=dict(post))
                .on_conflict_do_update(
                    index_elements=[rows.draft_id, rows.site_id], set_={"post": dict(post)}
                )
            )

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Publication, ...]:
        with self._database.session() as session:
            rows = session.scalars(
                select(PublicationRow).where(*conditions).order_by(PublicationRow.at.desc())
            ).all()
            return tuple(
                row.value(receipts.load(row.receipt) if row.receipt else None) for row in rows
            )

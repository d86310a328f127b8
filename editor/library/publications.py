"""What of each draft stands on which site."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from editor.library import receipts
from editor.library.database import Database
from editor.library.tables import PublicationRow, ReceiptRow, SentRow, VerifiedRow
from editor.model.publication import Publication, Receipt


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
        """The posts that are to be looked at by `now`, the latest sent first."""
        return self._where(PublicationRow.due <= now)

    def next_due(self) -> datetime | None:
        """When the next post is to be looked at."""
        with self._database.session() as session:
            return session.scalar(select(func.min(PublicationRow.due)))

    def save(self, publication: Publication) -> None:
        """Write it over what was known; a library without the draft or the site takes it too.

        Its receipt is kept beside those of what was sent before.
        """
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
            if receipt:
                _add(session, receipt)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Keep a receipt of what was sent at its time, over the one of the same time."""
        with self._database.session(write=True) as session:
            _add(session, receipt)

    def receipts(self, draft_id: UUID) -> tuple[Receipt, ...]:
        """The receipts of all that was sent of the draft, to whichever site, the latest first."""
        with self._database.session() as session:
            rows = session.scalars(
                select(ReceiptRow.receipt)
                .where(ReceiptRow.draft_id == draft_id)
                .order_by(ReceiptRow.at.desc())
            ).all()
            return tuple(map(receipts.load, rows))

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
        with self._database.session(write=True) as session:
            wanted = (SentRow.draft_id == draft_id, SentRow.site_id == site_id)
            session.execute(delete(SentRow).where(*wanted))

    def verified(self, draft_id: UUID, site_id: UUID) -> Mapping[str, object] | None:
        """The version of a live article to go back to, as `keep_verified` was given it."""
        return self._kept(VerifiedRow, draft_id, site_id)

    def keep_verified(self, draft_id: UUID, site_id: UUID, post: Mapping[str, object]) -> None:
        """Keep `post`, plain JSON values, as the version to go back to."""
        self._keep(VerifiedRow, draft_id, site_id, post)

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


def _add(session: Session, receipt: Receipt) -> None:
    kept = {"receipt": receipts.dump(receipt)}
    session.execute(
        insert(ReceiptRow)
        .values(draft_id=receipt.draft_id, site_id=receipt.site_id, at=receipt.at, **kept)
        .on_conflict_do_update(
            index_elements=[ReceiptRow.draft_id, ReceiptRow.site_id, ReceiptRow.at], set_=kept
        )
    )

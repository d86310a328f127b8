"""Publications that wait until their sites can be reached."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from editor.library.database import Database
from editor.library.tables import QueueRow
from editor.model.mailing import Mailing, Segment
from editor.model.queued import Queued
from editor.model.status import Status


class Queue:
    """What waits in one library: of an article no more than one for each site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, queued: Queued) -> None:
        """Let it wait, in the place of what waited for that site before."""
        fields = {
            "status": queued.status.value,
            "segment": queued.mailing.segment.value,
            "newsletter": queued.mailing.newsletter,
            "text": queued.text,
            "since": queued.since,
            "move": queued.move,
            "smaller": queued.smaller,
            "held": queued.held,
            "detail": dict(queued.detail),
        }
        with self._database.session(write=True) as session:
            session.execute(
                insert(QueueRow)
                .values(draft_id=queued.draft_id, site_id=queued.site_id, **fields)
                .on_conflict_do_update(
                    index_elements=[QueueRow.draft_id, QueueRow.site_id], set_=fields
                )
            )

    def all(self) -> tuple[Queued, ...]:
        """What waits, the longest first."""
        with self._database.session() as session:
            rows = session.scalars(select(QueueRow).order_by(QueueRow.since)).all()
            return tuple(
                Queued(
                    row.draft_id,
                    row.site_id,
                    Status(row.status),
                    Mailing(Segment(row.segment), row.newsletter),
                    row.text,
                    row.since,
                    row.move,
                    row.smaller,
                    row.held,
                    row.detail,
                )
                for row in rows
            )

    def hold(self, queued: Queued, code: str, detail: Mapping[str, str | int]) -> None:
        """It waits for its writer now, unless another has taken its place."""
        with self._database.session(write=True) as session:
            session.execute(
                update(QueueRow)
                .where(
                    QueueRow.draft_id == queued.draft_id,
                    QueueRow.site_id == queued.site_id,
                    QueueRow.since == queued.since,
                )
                .values(held=code, detail=dict(detail))
            )

    def remove(self, draft_id: UUID, site_id: UUID) -> None:
        """Nothing of the article waits for that site any more."""
        with self._database.session(write=True) as session:
            session.execute(
                delete(QueueRow).where(QueueRow.draft_id == draft_id, QueueRow.site_id == site_id)
            )

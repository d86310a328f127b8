"""The publish journal: each step is written down before it is tried and after it is done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from editor.library.connection import storage_errors
from editor.library.database import Database
from editor.library.tables import JobRow, JobStepRow
from editor.model.errors import StorageFailed
from editor.model.publication import Step, StepState
from editor.model.status import Status


@dataclass(frozen=True, slots=True)
class Job:
    """An attempt to publish, each step as far as it is known to have come. `sent` is a SHA-256."""

    id: int
    draft_id: UUID
    site_id: UUID
    status: Status
    sent: str
    started: datetime
    steps: tuple[Step, ...]


WAIT_SECONDS = 5.0


class Jobs:
    """The journal of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One publication at a time, of all the programs on this library.

        The system ends it with the program, however that ends. Waits a few seconds for another, then
        raises `StorageFailed` "publishing-elsewhere".
        """
        beside = self._database.path.with_suffix(".publishing")
        with storage_errors():
            connection = sqlite3.connect(beside, timeout=WAIT_SECONDS, isolation_level=None)
        with closing(connection):
            with storage_errors():
                try:
                    connection.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                        raise
                    raise StorageFailed("publishing-elsewhere") from None
            yield

    def begin(self, draft_id: UUID, site_id: UUID, status: Status, sent: str) -> int:
        """Open an entry; returns its number."""
        with self._database.session(write=True) as session:
            row = JobRow(
                draft_id=draft_id,
                site_id=site_id,
                status=status.value,
                sent=sent,
                started=datetime.now(UTC),
            )
            session.add(row)
            session.flush()
            return row.id

    def step(self, job: int, code: str, state: StepState, detail: str = "") -> None:
        """Write down that a step is about to be tried, or how it ended."""
        with self._database.session(write=True) as session:
            session.execute(
                insert(JobStepRow).values(
                    job_id=job, code=code, state=state.value, detail=detail, at=datetime.now(UTC)
                )
            )

    def finish(self, job: int, outcome: str) -> None:
        """Close the entry: "published", an error's code, or what was found when looking it up."""
        with self._database.session(write=True) as session:
            session.execute(
                update(JobRow)
                .where(JobRow.id == job)
                .values(outcome=outcome, finished=datetime.now(UTC))
            )

    def open(self) -> tuple[Job, ...]:
        """The entries without an outcome, oldest first: cut short, to be looked up on their sites."""
        with self._database.session() as session:
            jobs = session.scalars(
                select(JobRow).where(JobRow.outcome.is_(None)).order_by(JobRow.id)
            ).all()
            entries = session.scalars(
                select(JobStepRow)
                .where(JobStepRow.job_id.in_([job.id for job in jobs]))
                .order_by(JobStepRow.id)
            ).all()
            return tuple(
                Job(
                    job.id,
                    job.draft_id,
                    job.site_id,
                    Status(job.status),
                    job.sent,
                    job.started,
                    _steps([entry for entry in entries if entry.job_id == job.id]),
                )
                for job in jobs
            )


def _steps(entries: list[JobStepRow]) -> tuple[Step, ...]:
    """The last word on each step, in the order in which they were begun."""
    begun: dict[str, datetime] = {}
    steps: dict[str, Step] = {}
    for entry in entries:
        since = begun.setdefault(entry.code, entry.at)
        seconds = max(0.0, (entry.at - since).total_seconds())
        steps[entry.code] = Step(entry.code, StepState(entry.state), entry.detail, seconds)
    return tuple(steps.values())

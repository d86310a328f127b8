"""The receipts of all that was sent of an article, and not of the last time alone."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of receipts; those that are there are the first ones in it."""
    receipts = op.create_table(
        "receipts",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "site_id", "at"),
    )
    columns = (receipts.c.draft_id, receipts.c.site_id, receipts.c.receipt)
    known = sa.table("publications", *(sa.column(one.name, one.type) for one in columns))
    for draft, site, receipt in op.get_bind().execute(sa.select(*known.c)):
        if receipt is not None:
            at = datetime.fromisoformat(receipt["at"]).astimezone(UTC)
            row = {"draft_id": draft, "site_id": site, "receipt": receipt}
            op.bulk_insert(receipts, [row | {"at": at.isoformat(timespec="microseconds")}])

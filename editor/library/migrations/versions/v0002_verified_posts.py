"""The last version of each live article that a stranger's look found clean, to be put back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of verified posts."""
    op.create_table(
        "verified_posts",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "site_id"),
    )

"""The last version of each article that a site was sent, to be looked for once it is public."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of sent posts."""
    op.create_table(
        "sent_posts",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "site_id"),
    )

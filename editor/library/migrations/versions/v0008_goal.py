"""How many words the writer of an article wants to write."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; no article has a goal yet."""
    op.add_column("drafts", sa.Column("goal", sa.Integer()))

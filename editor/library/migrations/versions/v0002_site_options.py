"""What is known of the way to a site: consent to plain http, its API's address, our rights there."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give sites a column for what most of them lack."""
    op.add_column("sites", sa.Column("options", sa.JSON(), nullable=True))

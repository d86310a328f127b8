"""What social networks are told of an article, and the address that is its first one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; of what is there they are told what search engines are."""
    for name in ("canonical", "social_title", "social_description", "social_image"):
        op.add_column("drafts", sa.Column(name, sa.Text(), nullable=False, server_default=""))

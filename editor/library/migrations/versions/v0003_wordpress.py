"""How a site is reached, what WordPress alone keeps of an article, and when it is to appear."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; what is there is not sticky, not private, and reached as before."""
    off, on = sa.false(), sa.true()
    for table, column in (
        ("sites", sa.Column("plain_http", sa.Boolean(), nullable=False, server_default=off)),
        ("sites", sa.Column("api", sa.Text(), nullable=False, server_default="")),
        ("drafts", sa.Column("sticky", sa.Boolean(), nullable=False, server_default=off)),
        ("drafts", sa.Column("private", sa.Boolean(), nullable=False, server_default=off)),
        ("drafts", sa.Column("share", sa.Boolean(), nullable=False, server_default=on)),
        ("drafts", sa.Column("share_message", sa.Text(), nullable=False, server_default="")),
        ("publications", sa.Column("due", sa.String(32), nullable=True)),
    ):
        op.add_column(table, column)

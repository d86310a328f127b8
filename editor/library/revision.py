"""Which schema the tables describe."""

REVISION = "0008"  # the newest of migrations/versions

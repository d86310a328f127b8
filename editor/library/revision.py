"""Which schema the tables describe."""

REVISION = "0007"  # the newest of migrations/versions

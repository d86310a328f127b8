"""The state of a post on its site."""

from enum import StrEnum


class Status(StrEnum):
    """How far an article has come there."""

    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    PRIVATE = "private"

    @property
    def hidden(self) -> bool:
        """Whether the article is done there, and strangers see nothing of it (yet)."""
        return self in (Status.SCHEDULED, Status.PRIVATE)

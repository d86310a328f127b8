"""What an account may do on a site, and how that is said in words."""

from collections.abc import Collection
from enum import StrEnum


class Right(StrEnum):
    """Something that a site lets some accounts do and others not."""

    WRITE = "write"
    PUBLISH = "publish"
    UPDATE = "update"
    OTHERS = "others"
    PICTURES = "pictures"
    CATEGORIES = "categories"
    SCRIPTS = "scripts"


EVERY_RIGHT = frozenset(Right)
Rights = frozenset[Right]


def lacking(rights: Collection[Right] | None) -> tuple[str, ...]:
    """The codes in `wording` of what an account may not do, the gravest first.

    Rights not asked for (None) lack nothing. Who may not write is told that alone; who may not
    publish has nothing public to update.
    """
    if rights is None:
        return ()
    if Right.WRITE not in rights:
        return ("right-no-write",)
    unsaid = {Right.UPDATE} if Right.PUBLISH not in rights else set()
    return tuple(
        f"right-no-{right}" for right in Right if right not in rights and right not in unsaid
    )

"""Our words for who may read, and those of WordPress and its plug-ins: the one table of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from editor.model.audience import Access, Gate


class Levels(StrEnum):
    """Whose levels open a gate: nobody's, those chosen for the site, or every one it has."""

    NONE = "none"
    CHOSEN = "chosen"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class Theirs:
    """What an access is on WordPress, behind one gate.

    `block` keeps the locked part, "" where none does; `newsletter` is the post's
    `_jetpack_newsletter_access`, which lets everybody in where it holds a word it does not know; `levels`
    are those of Paid Memberships Pro; `password` says that the post carries one.
    """

    block: str = ""
    newsletter: str = "everybody"
    levels: Levels = Levels.NONE
    password: bool = False


CONTAINER, PAYWALL, MEMBERSHIP = "premium-content/container", "jetpack/paywall", "pmpro/membership"

THEIRS: Mapping[tuple[Gate, Access], Theirs] = {
    (Gate.PAID_CONTENT, Access.EVERYONE): Theirs(),
    (Gate.PAID_CONTENT, Access.PAID): Theirs(CONTAINER),
    (Gate.NEWSLETTER, Access.EVERYONE): Theirs(),
    (Gate.NEWSLETTER, Access.MEMBERS): Theirs(PAYWALL, "subscribers"),
    (Gate.NEWSLETTER, Access.PAID): Theirs(PAYWALL, "paid_subscribers"),
    (Gate.PMPRO, Access.EVERYONE): Theirs(),
    (Gate.PMPRO, Access.MEMBERS): Theirs(MEMBERSHIP, levels=Levels.EVERY),
    (Gate.PMPRO, Access.PAID): Theirs(MEMBERSHIP, levels=Levels.CHOSEN),
    (Gate.PASSWORD, Access.EVERYONE): Theirs(),
    (Gate.PASSWORD, Access.MEMBERS): Theirs(password=True),
    (Gate.PASSWORD, Access.PAID): Theirs(password=True),
    (Gate.TEASER_ONLY, Access.EVERYONE): Theirs(),
    (Gate.TEASER_ONLY, Access.MEMBERS): Theirs(),
    (Gate.TEASER_ONLY, Access.PAID): Theirs(),
}

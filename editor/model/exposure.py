"""What each audience gets on each surface, given gate, access, cut and excerpt."""

from enum import StrEnum

from editor.model.audience import Access, Audience, Gate, Surface


class Portion(StrEnum):
    """How much of an article a reader gets in one place."""

    NOTHING = "nothing"
    EXCERPT = "excerpt"
    TEASER = "teaser"
    WHOLE = "whole"


# What a gate can keep apart: a gate that does not hold an access would let the wrong readers in or none.
HOLDS: dict[Gate, frozenset[Access]] = {
    Gate.PAID_CONTENT: frozenset({Access.PAID}),
    Gate.NEWSLETTER: frozenset({Access.MEMBERS, Access.PAID}),
    Gate.PMPRO: frozenset({Access.MEMBERS, Access.PAID}),
    Gate.PASSWORD: frozenset({Access.MEMBERS, Access.PAID}),
    Gate.PAYWALL: frozenset({Access.MEMBERS, Access.PAID}),
    Gate.SEALED: frozenset({Access.MEMBERS, Access.PAID}),
    Gate.TEASER_ONLY: frozenset({Access.MEMBERS, Access.PAID}),
}
_NEEDS_PLANS = frozenset({(Gate.PAID_CONTENT, Access.PAID), (Gate.PMPRO, Access.PAID)})
_EXCERPT_ONLY = frozenset({Surface.HEAD, Surface.CARD, Surface.EMBED, Surface.SEARCH})
_SAME_FOR_ALL = _EXCERPT_ONLY | {Surface.FEED, Surface.API}


def needs_plans(gate: Gate, access: Access) -> bool:
    """Whether `gate` lets nobody in for `access` unless the site's plans or levels are named."""
    return (gate, access) in _NEEDS_PLANS


def portion(gate: Gate, access: Access, audience: Audience, surface: Surface) -> Portion:
    """How much of an article `audience` gets on `surface`.

    Without a gate everything is whole but where only an excerpt fits. A `sealed` page opens to whoever
    has the passphrase, which members and paid members alike are given; `teaser-only` opens to nobody. A
    `password` hides everything but the title, excerpt and free part too, until it is entered on the page.
    """
    if gate is Gate.PASSWORD and access is not Access.EVERYONE:
        entered = surface is Surface.PAGE and audience.may_read(access)
        return Portion.WHOLE if entered else Portion.NOTHING
    if surface in _EXCERPT_ONLY:
        return Portion.EXCERPT
    if access is Access.EVERYONE:
        return Portion.WHOLE
    if surface in _SAME_FOR_ALL or gate is Gate.TEASER_ONLY or not audience.may_read(access):
        return Portion.TEASER
    return Portion.WHOLE

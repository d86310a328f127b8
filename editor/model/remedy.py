"""What helps against a leak, by the gate that should have held and by where it did not."""

from collections.abc import Mapping

from editor.model.audience import Gate, Surface
from editor.model.publication import Receipt

# where a site tells of an article in a few words, instead of showing it
_TOLD = frozenset({Surface.HEAD, Surface.CARD, Surface.EMBED, Surface.SEARCH})
_IN_ITS_TEXT: Mapping[Gate, str] = {
    Gate.PAID_CONTENT: "leak-paid-content",
    Gate.NEWSLETTER: "leak-newsletter",
    Gate.PMPRO: "leak-pmpro",
    Gate.PASSWORD: "leak-password",
    Gate.PAYWALL: "leak-paywall",
    Gate.SEALED: "leak-sealed",
    Gate.TEASER_ONLY: "leak-not-sent",
}
_WHERE_IT_IS_TOLD: Mapping[Gate, str] = {
    Gate.NEWSLETTER: "leak-newsletter-told",
    Gate.PMPRO: "leak-pmpro-told",
}


def remedy(gate: Gate, receipt: Receipt) -> str:
    """The code in `wording` of what happened and what to do; "" for a receipt without a leak."""
    leaking = [sight for sight in receipt.sights if sight.leaks]
    surfaces = {sight.surface for sight in leaking}
    if not leaking:
        return ""
    if all(leak.picture for leak in receipt.leaks):
        return "leak-picture"
    if gate is Gate.TEASER_ONLY:
        return _IN_ITS_TEXT[gate]
    if surfaces == {Surface.FEED}:
        return "leak-feed"
    if all(sight.elsewhere for sight in leaking):
        return "leak-elsewhere"
    if surfaces <= _TOLD:
        return _WHERE_IT_IS_TOLD.get(gate, "leak-told")
    return _IN_ITS_TEXT[gate]

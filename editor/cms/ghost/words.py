"""Our words for who may read, and Ghost's: the one table of both."""

from editor.model.audience import Access

# a post that is for "tiers" without naming one is for nobody: that is asked for with tiers alone
VISIBILITY = {Access.EVERYONE: "public", Access.MEMBERS: "members", Access.PAID: "paid"}
CHOSEN = "tiers"


def visibility(access: Access, plans: tuple[int, ...]) -> tuple[str, tuple[str, ...]]:
    """Ghost's word for `access`, and the ids of the tiers that it names: those of `plans`, if any."""
    if access is Access.PAID and plans:
        return CHOSEN, tuple(map(tier_id, plans))
    return VISIBILITY[access], ()


def tier_id(plan: int) -> str:
    """A tier's id as Ghost writes it: 24 hexadecimal digits, which we keep as a number."""
    return f"{plan:024x}"


def plan_of(tier: str) -> int:
    """The number that we keep for a tier's id."""
    return int(tier, 16)

"""What strangers saw, gathered by surface and reader for a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from editor.model.audience import Audience, Surface
from editor.model.publication import Receipt, Sight

COLUMNS = (Audience.VISITOR, Audience.MEMBER)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reader saw on one surface, over all its addresses. `why` is a code of `wording` or "".

    `early` says that free words were seen of what is not public yet.
    """

    words: int
    leaked: int
    unchecked: int
    looked: int
    teaser_missing: bool
    why: str = ""
    url: str = ""
    early: bool = False
    pictures: int = 0

    @property
    def leaks(self) -> bool:
        """Whether locked words were seen, or the address of a locked picture."""
        return bool(self.leaked or self.pictures)


def surfaces_seen(receipt: Receipt) -> tuple[Surface, ...]:
    """The surfaces of `receipt`, in the order they were looked at."""
    return tuple(dict.fromkeys(sight.surface for sight in receipt.sights))


def audiences_seen(receipt: Receipt) -> tuple[Audience, ...]:
    """The readers without access that were asked for, in rising order: the table's columns."""
    seen = {sight.audience for sight in receipt.sights}
    return tuple(audience for audience in COLUMNS if audience in seen)


def cell(receipt: Receipt, surface: Surface, audience: Audience) -> Cell | None:
    """The sights of one reader on one surface as one; None if nobody looked as that reader."""
    sights = [s for s in receipt.sights if s.surface is surface and s.audience is audience]
    return _joined(sights) if sights else None


def _joined(sights: list[Sight]) -> Cell:
    unchecked = [sight for sight in sights if not sight.checked]
    return Cell(
        words=max(sight.words for sight in sights),
        leaked=sum(leak.words for sight in sights for leak in sight.leaks),
        unchecked=len(unchecked),
        looked=len(sights),
        teaser_missing=any(sight.teaser is False for sight in sights if sight.checked),
        why=unchecked[0].why if unchecked else "",
        url=next((s.url for s in sights if s.leaks), sights[0].url),
        early=seen_early(sights) > 0,
        pictures=leaked_pictures(sights),
    )


def seen_early(sights: Sequence[Sight]) -> int:
    """In how many places something of an article was seen that is not public yet."""
    return sum(sight.why == "seen-early" for sight in sights)


def clean_surfaces(receipt: Receipt) -> int:
    """On how many surfaces every look succeeded and found no leak."""
    return sum(
        all(s.checked and not s.leaks for s in receipt.sights if s.surface is surface)
        for surface in surfaces_seen(receipt)
    )


def leaking_surfaces(receipt: Receipt) -> tuple[Surface, ...]:
    """The surfaces where something of the locked part was found."""
    return tuple(
        surface
        for surface in surfaces_seen(receipt)
        if any(sight.leaks for sight in receipt.sights if sight.surface is surface)
    )


def teaser_missing(receipt: Receipt) -> int:
    """In how many places the teaser should have been and was not."""
    return sum(sight.checked and sight.teaser is False for sight in receipt.sights)


def leaked_words(receipt: Receipt) -> int:
    """How many different locked words got out at most: the longest sum of runs on one surface."""
    sums = [
        sum({leak.quote: leak.words for leak in sight.leaks}.values()) for sight in receipt.sights
    ]
    return max(sums, default=0)


def leaked_pictures(sights: Sequence[Sight]) -> int:
    """Of how many pictures of the locked part the address was seen."""
    return len({leak.picture for sight in sights for leak in sight.leaks if leak.picture})

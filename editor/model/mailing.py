"""Whom a site mails an article to, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from editor.model.audience import Access, Audience


class Segment(StrEnum):
    """Which of a newsletter's subscribers."""

    NOBODY = "nobody"
    ALL = "all"
    FREE = "free"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Mailing:
    """To mail an article once, as it becomes public: to a segment of a newsletter's subscribers.

    `newsletter` is the site's own name for it ("weekend"), "" for the one that the site mails by
    default. False where nobody is to be mailed.
    """

    segment: Segment = Segment.NOBODY
    newsletter: str = ""

    def __bool__(self) -> bool:
        return self.segment is not Segment.NOBODY

    def reaches(self, audience: Audience) -> bool:
        """Whether some of `audience` may be among those mailed; a visitor has no address."""
        match audience:
            case Audience.VISITOR:
                return False
            case Audience.MEMBER:
                return self.segment in (Segment.ALL, Segment.FREE)
            case Audience.PAID:
                return self.segment in (Segment.ALL, Segment.PAID)

    def reaches_unentitled(self, access: Access, plans: tuple[int, ...]) -> bool:
        """Whether it reaches subscribers who may not read the locked part of such an article."""
        if access is not Access.PAID:
            return False
        return self.reaches(Audience.MEMBER) or (bool(self) and bool(plans))


NOBODY = Mailing()
EVERYBODY = Mailing(Segment.ALL)


@dataclass(frozen=True, slots=True)
class Mailed:
    """What a site says it mailed: to how many subscribers; `failed` where not all of it went out."""

    count: int
    failed: bool = False

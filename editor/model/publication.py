"""A draft on a site, and the receipt of how it got there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.mailing import Mailed
from editor.model.status import Status


class StepState(StrEnum):
    """How far a step of publishing has come."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of publishing; `code` is one of `STEPS`, `detail` a short fact (a count, a post's number)."""

    code: str
    state: StepState
    detail: str = ""
    seconds: float = 0.0


# in this order: freeze and check, send the text alone where the pictures are large, send pictures, create
# or find the draft and fill it, read it back, make it public, look at it as a stranger, have the address lead on that it had, where it moved, and,
# only where it did not hold, put back what was live before, or else take it back to draft
STEPS = (
    "snapshot",
    "text",
    "pictures",
    "draft",
    "read-back",
    "public",
    "look",
    "redirect",
    "put-back",
    "retract",
)


@dataclass(frozen=True, slots=True)
class Leak:
    """A run of locked words that a stranger was shown: the words, and the markup around them.

    `picture` names a picture of the locked part whose address was shown: that is then what is quoted.
    """

    quote: str
    words: int
    context: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader was shown on one surface. `words` counts the article's own words there.

    `checked` is False where it could not be looked at. `why` is a code of `wording`: of what stood in
    the way, or of what else is to be said of it. `teaser` says that what is free was there, None where
    that surface need not carry it. `at` is when it was looked at, in UTC, and `hash` the SHA-256 of the
    document that was there, in UTF-8: "" where there was none. `elsewhere` marks a page that is there
    without the article.
    """

    surface: Surface
    audience: Audience
    url: str
    checked: bool
    words: int = 0
    teaser: bool | None = None
    leaks: tuple[Leak, ...] = ()
    why: str = ""
    hash: str = ""
    at: datetime | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What was sent, as far as people ask for it; its SHA-256 stands for the whole."""

    title: str
    excerpt: str
    access: Access
    gate: Gate
    free_words: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was sent, what came back and what a stranger saw. `sent` is the SHA-256 of the sent post.

    `at` is when it was sent, in UTC; each sight has a time of its own. `paid_words` is the length of the locked part. `known` are runs of it that the
    site's other pages already said before this article first appeared. `mailed` is what the site says
    that it mailed, ever, of this article; None where it mailed nothing, or does not say. `was_public`
    says that strangers could read it there at some time. `compared` names the fields that were read
    back and were as sent, as the site's kind calls them. `due` is when it is to appear, in UTC.
    """

    draft_id: UUID
    site_id: UUID
    remote_id: str
    url: str
    revision: str
    status: Status
    at: datetime
    sent: str
    paid_words: int
    steps: tuple[Step, ...]
    sights: tuple[Sight, ...]
    known: tuple[str, ...] = ()
    mailed: Mailed | None = None
    was_public: bool = False
    content: Content | None = None
    compared: tuple[str, ...] = ()
    due: datetime | None = None

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """Every leak seen."""
        return tuple(leak for sight in self.sights for leak in sight.leaks)

    @property
    def held(self) -> bool:
        """Whether a stranger's page was seen, and no locked word anywhere."""
        seen = any(sight.checked and sight.surface is Surface.PAGE for sight in self.sights)
        return seen and not self.leaks

    @property
    def looked(self) -> datetime | None:
        """When it was last looked at."""
        return max((sight.at for sight in self.sights if sight.at), default=None)

    @property
    def taken_back(self) -> bool:
        """Whether it was put back to draft, and read back as one."""
        tried = [step.state for step in self.steps if step.code == "retract"]
        return bool(tried) and tried[-1] is StepState.DONE

    @property
    def put_back(self) -> bool:
        """Whether the version that was live before stands on the site again, read back and looked at."""
        return any(step.code == "put-back" and step.state is StepState.DONE for step in self.steps)

    @property
    def unled(self) -> bool:
        """Whether it moved and its old address does not lead to the new one."""
        return any(s.code == "redirect" and s.state is StepState.FAILED for s in self.steps)

    @property
    def unchecked(self) -> int:
        """How many places could not be looked at."""
        return sum(not sight.checked for sight in self.sights)


@dataclass(frozen=True, slots=True)
class Publication:
    """A draft's post on a site, as last known. `sent` is the SHA-256 of what was last sent.

    `slug` is the address it has there, without the site's own; `due` is when strangers' eyes are to be
    lent to it next, in UTC: when a scheduled one appears, and twice after one was made public. Of one that
    is gone from its site what was told and mailed of it stays known.
    """

    draft_id: UUID
    site_id: UUID
    remote_id: str
    url: str
    revision: str
    status: Status
    sent: str
    at: datetime
    slug: str = ""
    receipt: Receipt | None = None
    due: datetime | None = None

    @property
    def gone(self) -> bool:
        """Whether the post was deleted there: the next publication makes a new one."""
        return not self.remote_id

"""A publication that waits until its site can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from editor.model.mailing import Mailing
from editor.model.status import Status


@dataclass(frozen=True, slots=True)
class Queued:
    """What the writer agreed to send, and when: `text` is the article as it was then, with its front matter.

    `move` and `smaller` are what was chosen in the plan. `held` is an error's code, with its `detail`,
    where the site was reached and something stood in the way: it then waits for its writer.
    """

    draft_id: UUID
    site_id: UUID
    status: Status
    mailing: Mailing
    text: str
    since: datetime
    move: bool = False
    smaller: bool = False
    held: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)

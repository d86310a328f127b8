"""What each of WordPress's gates is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from editor.cms.port import Difference, GateState, Post, RemotePost
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.words import THEIRS, Theirs
from editor.model.audience import Gate
from editor.model.errors import NotFound, Rejected
from editor.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Place:
    """The site that a gate stands on: the way there, its name, and the password its readers enter."""

    site: Connection
    name: str
    readers: str = field(repr=False)


class Keeper(Protocol):
    """One gate on one site.

    What is not said to be of a gated post is asked of every gate for every post: what one has left on a
    post that another keeps now is its own to clear away.
    """

    gate: Gate
    place: Place

    def __init__(self, place: Place) -> None:
        self.place = place

    def state(self) -> GateState:
        """Whether the site can hold it, asked afresh, and the tiers found there."""
        return GateState(self.gate, True)

    def need(self, post: Post) -> None:
        """Raise `Rejected` where the site could not keep gated `post`; nothing is written."""
        return

    def findings(self, post: Post) -> tuple[Finding, ...]:
        """What should be known of `post` before it is sent, besides what `need` refuses."""
        return ()

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """The text of gated `post`; `home` is the site's address."""

    def fields(self, post: Post, before: RemotePost) -> Mapping[str, object]:
        """What goes along with the text of a post, in the same write."""
        return {}

    def tighten(self, post: Post, before: RemotePost) -> None:
        """Shut `before` as `post` asks, before its text is sent."""
        return

    def loosen(self, post: Post, before: RemotePost) -> bool:
        """Open `before` as far as `post` asks, once its text is there; whether anything was written."""
        return False

    def differences(self, post: Post, remote: RemotePost) -> tuple[Difference, ...]:
        """Where what keeps `remote`, besides its text, is not what `post` asks for."""
        return ()

    def theirs(self, post: Post) -> Theirs:
        """What `post` asks for, in this gate's words: nothing at all where another gate keeps it."""
        return THEIRS[post.gate, post.access] if post.gate is self.gate else Theirs()

    def knows(self, name: str) -> bool:
        """Whether the site knows the block `name`. Without its plug-in what stands in it is public."""
        try:
            self.place.site.read(f"wp/v2/block-types/{name}")
        except NotFound:
            return False
        return True

    def refused(self, code: str) -> Rejected:
        """The error `code`, naming the site."""
        return Rejected(code, site=self.place.name)

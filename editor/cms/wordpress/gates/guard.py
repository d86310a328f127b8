"""All the gates of one WordPress site, minded together: a post is never open in between two of them."""

from collections.abc import Mapping

from editor.cms.port import Difference, GateState, Media, Post, RemotePost
from editor.cms.wordpress.blocks import BlockWriter
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.keeper import Keeper, Place
from editor.cms.wordpress.gates.newsletter import Newsletter
from editor.cms.wordpress.gates.paid_content import PaidContent
from editor.cms.wordpress.gates.password import Password
from editor.cms.wordpress.gates.pmpro import Pmpro
from editor.cms.wordpress.gates.teaser_only import TeaserOnly
from editor.model.audience import Access, Gate
from editor.model.errors import CmsError, Rejected
from editor.model.exposure import HOLDS, needs_plans
from editor.model.finding import Finding, Severity

GATES = (Gate.PAID_CONTENT, Gate.NEWSLETTER, Gate.PMPRO, Gate.PASSWORD, Gate.TEASER_ONLY)


class Guard:
    """What keeps posts on one site: asked before anything is sent, and around each write."""

    def __init__(self, site: Connection, name: str, readers: str) -> None:
        place = Place(site, name, readers)
        self._password = Password(place)
        kept: tuple[Keeper, ...] = (
            PaidContent(place),
            Newsletter(place),
            Pmpro(place),
            self._password,
            TeaserOnly(place),
        )
        self._keepers: Mapping[Gate, Keeper] = {keeper.gate: keeper for keeper in kept}
        self._name = name

    def states(self) -> tuple[GateState, ...]:
        """Of each gate whether the site can hold it, in the order they are offered."""
        return tuple(self._state(self._keepers[gate]) for gate in GATES)

    def check(self, post: Post) -> tuple[Finding, ...]:
        """What stands against `post` on the site, or should be known; nothing is written there."""
        try:
            self.refuse(post)
        except Rejected as error:
            refused: tuple[Finding, ...] = (
                Finding(Severity.ERROR, error.code, "site", error.detail),
            )
        else:
            refused = ()
        told = (keeper.findings(post) for keeper in self._keepers.values())
        return (*refused, *(finding for some in told for finding in some))

    def refuse(self, post: Post) -> None:
        """Raise `Rejected` where the gate could not keep the locked part there, or would let nobody in."""
        self._refuse(post)
        if post.access is not Access.EVERYONE:
            self._keepers[post.gate].need(post)

    def body(self, post: Post, media: Media, home: str) -> Body:
        """What to send as `post`'s content; `home` is the site's address, for the gate box's button.

        Raises `Rejected` before anything is sent: "plans-missing", "gate-cannot-hold", "picture-missing".
        """
        self._refuse(post)
        writer = BlockWriter(media, f"fn-{post.article_id.hex[:8]}")
        free = writer.part(post.teaser, post.teaser_notes)
        if post.access is Access.EVERYONE:
            return Body(free)
        locked = writer.part(post.locked, post.locked_notes)
        return self._keepers[post.gate].body(post, free, locked, home)

    def fields(self, post: Post, before: RemotePost) -> dict[str, object]:
        """What goes along with the content of `before`, in the same write."""
        sent: dict[str, object] = {}
        for keeper in self._keepers.values():
            sent.update(keeper.fields(post, before))
        return sent

    def tighten(self, post: Post, before: RemotePost) -> None:
        """Shut `before` as `post` asks; to be done ahead of its content."""
        for keeper in self._keepers.values():
            keeper.tighten(post, before)

    def loosen(self, post: Post, before: RemotePost) -> bool:
        """Open `before` as far as `post` asks, after its content; whether anything was written."""
        written = [keeper.loosen(post, before) for keeper in self._keepers.values()]
        return any(written)

    def differences(self, post: Post, remote: RemotePost) -> tuple[Difference, ...]:
        """Where what keeps `remote`, besides its text, is not what `post` asks for."""
        found = (keeper.differences(post, remote) for keeper in self._keepers.values())
        return tuple(difference for some in found for difference in some)

    def told(self, password: str) -> str:
        """What may be said of a password that a post carries."""
        return self._password.told(password)

    def _state(self, keeper: Keeper) -> GateState:
        try:
            return keeper.state()
        except CmsError:
            return GateState(keeper.gate, False, why="gate-unseen")

    def _refuse(self, post: Post) -> None:
        if post.access is Access.EVERYONE:
            return
        if post.gate not in self._keepers or post.access not in HOLDS[post.gate]:
            raise Rejected("gate-cannot-hold", gate=post.gate.value, access=post.access.value)
        if needs_plans(post.gate, post.access) and not post.plans:
            raise Rejected("plans-missing", site=self._name)

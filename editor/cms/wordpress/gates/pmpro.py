"""Paid Memberships Pro: its block around the locked part, or the whole post where nothing of it is free.

The restriction of a whole post is written apart from the text, so that a live post is shut before, and
opened after it.
"""

from editor.cms.answer import dig, items, text_at
from editor.cms.port import Difference, GateState, Post, RemotePost, Tier
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.keeper import Keeper
from editor.cms.wordpress.gates.words import MEMBERSHIP, Levels
from editor.cms.wordpress.markup import Attributes, settings
from editor.model.audience import Gate
from editor.model.errors import NotFound, Rejected, Unauthorised

_NAMESPACE = "pmpro/v1"
_RESTRICTIONS = f"{_NAMESPACE}/post_restrictions"


class Pmpro(Keeper):
    """Members of the named levels read on; "members" are those of every level that the site has."""

    gate = Gate.PMPRO
    _levels: tuple[Tier, ...] | None = None

    def state(self) -> GateState:
        """Whether the plug-in's block is known, and the site's levels."""
        if not self.knows(MEMBERSHIP):
            return GateState(self.gate, False, why="gate-plugin-missing")
        return GateState(self.gate, True, self._read_levels())

    def need(self, post: Post) -> None:
        """The plug-in, and a level to open it for."""
        if not self.knows(MEMBERSHIP):
            raise self.refused("gate-plugin-missing")
        if not self._opening(post):
            raise self.refused("plans-missing")

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """The block around the locked part; none where the whole post is restricted."""
        if not free:
            return Body("", locked=locked)
        attributes: Attributes = {
            "segment": "specific",
            "levels": [str(level) for level in self._opening(post)],
            "show_noaccess": "1",
        }
        before = f"\n\n<!-- wp:{MEMBERSHIP}{settings(attributes)} -->\n"
        return Body(free, before, locked, f"\n<!-- /wp:{MEMBERSHIP} -->")

    def tighten(self, post: Post, before: RemotePost) -> None:
        """Restrict the whole post, unless that would only open it to more levels."""
        asked, there = self._asked(post), self._there(before) or frozenset()
        if asked and asked != there and not (there and asked > there):
            self._write(before, asked)

    def loosen(self, post: Post, before: RemotePost) -> bool:
        """Open the post as a whole: its text keeps what is locked, or nothing is; or to more levels."""
        asked, there = self._asked(post), self._there(before)
        if not there or asked == there or (asked and not asked > there):
            return False
        self._write(before, asked)
        return True

    def differences(self, post: Post, remote: RemotePost) -> tuple[Difference, ...]:
        """The post as a whole must be restricted to these very levels, or not at all."""
        asked, there = self._asked(post), self._there(remote)
        if asked == there or (there is None and not asked):
            return ()
        return (Difference("gate", _told(asked), _told(there)),)

    def _asked(self, post: Post) -> frozenset[int]:
        """The levels that the whole of `post` is kept for; none where its block, or another gate, keeps it."""
        if post.teaser or post.teaser_notes:
            return frozenset()
        return frozenset(self._opening(post))

    def _there(self, remote: RemotePost) -> frozenset[int] | None:
        """The levels that the whole post is kept for there; None where the site does not say."""
        if _NAMESPACE not in items(dig(self.place.site.api.index, "namespaces")):
            return None  # most sites: none of their posts is asked for it
        try:
            said = self.place.site.read(_RESTRICTIONS, {"post_id": remote.remote_id})
        except (NotFound, Rejected, Unauthorised):
            return None
        return frozenset(number for one in items(said) if (number := _id(one, "membership_id")))

    def _write(self, before: RemotePost, levels: frozenset[int]) -> None:
        fields = {"post_id": int(before.remote_id), "level_ids": sorted(levels)}
        self.place.site.write("POST", _RESTRICTIONS, fields)

    def _opening(self, post: Post) -> tuple[int, ...]:
        """The levels that open `post`; those chosen where the site does not tell us its own."""
        match self.theirs(post).levels:
            case Levels.NONE:
                return ()
            case Levels.CHOSEN:
                return post.plans
            case Levels.EVERY:
                if self._levels is None:
                    self._levels = self._read_levels()
                return tuple(level.id for level in self._levels) or post.plans

    def _read_levels(self) -> tuple[Tier, ...]:
        try:
            said = self.place.site.read(f"{_NAMESPACE}/membership_levels")
        except (NotFound, Rejected, Unauthorised):
            return ()
        return tuple(
            Tier(number, text_at(one, "name")) for one in items(said) if (number := _id(one, "id"))
        )


def _id(said: object, name: str) -> int:
    number = text_at(said, name) if isinstance(said, dict) else ""
    return int(number) if number.isdecimal() else 0


def _told(levels: frozenset[int] | None) -> str:
    if levels is None:
        return "nothing to be seen"
    return f"levels {', '.join(map(str, sorted(levels)))}" if levels else "no level"

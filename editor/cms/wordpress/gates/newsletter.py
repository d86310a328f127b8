"""The newsletter's paywall: a block where the free part ends, and a field that says who reads on.

The field is written apart from the text, so that a live post is shut before, and opened after it.
"""

from collections.abc import Mapping

from editor.cms.answer import dig, items
from editor.cms.http import Params
from editor.cms.port import Difference, GateState, Post, RemotePost, Tier
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.keeper import Keeper
from editor.cms.wordpress.gates.words import PAYWALL
from editor.cms.wordpress.meta import meta_of
from editor.model.audience import Access, Gate
from editor.model.errors import Rejected, Unauthorised
from editor.model.finding import Finding, Severity
from editor.model.mailing import EVERYBODY, NOBODY
from editor.model.status import Status

ACCESS, TIER = "_jetpack_newsletter_access", "_jetpack_newsletter_tier_id"
NO_MAIL = "_jetpack_dont_email_post_to_subs"
_BLOCK = f"<!-- wp:{PAYWALL} /-->"
# how far each shuts a post; every other word lets everybody in
_SHUTS = {"subscribers": 1, "paid_subscribers": 2, "paid_subscribers_all_tiers": 2}
_MAILED = frozenset({Status.PUBLISHED, Status.PRIVATE})  # subscribers are mailed once, before these


class Newsletter(Keeper):
    """Jetpack mails a post's subscribers unless told not to, whatever gate keeps it."""

    gate = Gate.NEWSLETTER

    def state(self) -> GateState:
        """Whether block and field are known; tiers are those that the site's own posts name."""
        if not self._on():
            return GateState(self.gate, False, why="gate-module-off")
        return GateState(self.gate, True, tuple(Tier(tier) for tier in self._tiers()))

    def need(self, post: Post) -> None:
        """Block and field; and no more than one tier."""
        if len(post.plans) > 1 and post.access is Access.PAID:
            raise self.refused("newsletter-one-tier")
        if not self._on():
            raise self.refused("gate-module-off")

    def findings(self, post: Post) -> tuple[Finding, ...]:
        """A mail that the site could not send; "paid" on a site that may have nothing to sell."""
        found = []
        if post.email and NO_MAIL not in self.place.site.post_meta():
            found.append(self._finding(Severity.ERROR, "site-no-newsletter"))
        elif post.email not in (NOBODY, EVERYBODY):
            found.append(self._finding(Severity.ERROR, "mail-to-all-only"))
        if post.gate is self.gate and post.access is Access.PAID and not post.plans:
            found.append(self._finding(Severity.WARNING, "newsletter-plan-unseen"))
        return tuple(found)

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """The block between free and locked part, where the page is cut off."""
        before = ("\n\n" if free else "") + _BLOCK + ("\n\n" if locked else "")
        return Body(free, before, locked, parted=True)

    def fields(self, post: Post, before: RemotePost) -> Mapping[str, object]:
        """Whether to mail it, where the site knows of that. What is public has been mailed, or not."""
        if NO_MAIL not in meta_of(before):
            return {}
        return {"meta": {NO_MAIL: not post.email or before.status in _MAILED}}

    def tighten(self, post: Post, before: RemotePost) -> None:
        """Write the access where it shuts the post further, or as far for others."""
        asked, there = self._asked(post), _there(before)
        if asked != there and _shuts(asked) and _shuts(asked) >= _shuts(there):
            self._write(before, asked)

    def loosen(self, post: Post, before: RemotePost) -> bool:
        """Write the access where it opens the post."""
        asked, there = self._asked(post), _there(before)
        if asked == there or _shuts(asked) >= _shuts(there):
            return False
        self._write(before, asked)
        return True

    def differences(self, post: Post, remote: RemotePost) -> tuple[Difference, ...]:
        """Access and tier must stand there exactly; and nobody may be mailed who is not meant to be."""
        asked, there, meta = self._asked(post), _there(remote), meta_of(remote)
        found = []
        if asked != there:
            found.append(Difference("gate", _told(asked), _told(there)))
        if remote.status not in _MAILED and (NO_MAIL in meta or post.email):
            mails = meta.get(NO_MAIL) is False
            if mails is not bool(post.email):
                words = {True: "mails subscribers", False: "mails nobody"}
                found.append(Difference("email", words[bool(post.email)], words[mails]))
        return tuple(found)

    def _finding(self, severity: Severity, code: str) -> Finding:
        return Finding(severity, code, "site", {"site": self.place.name})

    def _asked(self, post: Post) -> tuple[str, int]:
        theirs = self.theirs(post).newsletter
        tiers = post.plans if post.gate is self.gate and post.access is Access.PAID else ()
        return theirs, tiers[0] if tiers else 0

    def _write(self, before: RemotePost, asked: tuple[str, int]) -> None:
        access, tier = asked
        fields = {"meta": {ACCESS: access, TIER: tier}}
        self.place.site.write("POST", f"wp/v2/posts/{before.remote_id}", fields)

    def _on(self) -> bool:
        return self.knows(PAYWALL) and ACCESS in self.place.site.post_meta()

    def _tiers(self) -> list[int]:
        query: Params = {
            "search": f"wp:{PAYWALL}",
            "context": "edit",
            "status": "any",
            "per_page": 50,
        }
        try:
            posts = self.place.site.read("wp/v2/posts", {**query, "_fields": f"meta.{TIER}"})
        except (Rejected, Unauthorised):
            return []
        tiers = (dig(post, "meta", TIER) for post in items(posts))
        return list(dict.fromkeys(tier for tier in tiers if isinstance(tier, int) and tier > 0))


def _there(remote: RemotePost) -> tuple[str, int]:
    """Access and tier as a post has them; a site that does not know them lets everybody in."""
    meta = meta_of(remote)
    said, tier = meta.get(ACCESS), meta.get(TIER)
    access = said if isinstance(said, str) and said else "everybody"
    return access, tier if isinstance(tier, int) and _SHUTS.get(access) == 2 else 0


def _shuts(said: tuple[str, int]) -> int:
    return _SHUTS.get(said[0], 0)


def _told(said: tuple[str, int]) -> str:
    access, tier = said
    return f"{access}, tier {tier}" if tier else access

"""The Paid Content block of Jetpack and WordPress.com: the locked part stands inside it."""

import json
import re

from editor.cms.answer import items, text_at
from editor.cms.http import Params
from editor.cms.port import GateState, Post, Tier
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.box import box
from editor.cms.wordpress.gates.keeper import Keeper
from editor.cms.wordpress.gates.words import CONTAINER
from editor.cms.wordpress.markup import block, settings, text
from editor.model.audience import Gate
from editor.model.errors import Rejected, Unauthorised

_PLANS = re.compile(r"<!-- wp:premium-content/container (\{.*?\}) -->")
_LOG_IN = {
    "ar": "تسجيل الدخول",
    "de": "Anmelden",
    "en": "Log in",
    "es": "Acceder",
    "fr": "Se connecter",
    "sv": "Logga in",
}


class PaidContent(Keeper):
    """The block shows its inside to those whose plan it names. It stands in the text, so that tightening
    and loosening a live post is one write.
    """

    gate = Gate.PAID_CONTENT
    _seen = False

    def state(self) -> GateState:
        """Whether the block is known; plans are those that the site's own posts name."""
        if not self.knows(CONTAINER):
            return GateState(self.gate, False, why="gate-block-missing")
        return GateState(self.gate, True, tuple(Tier(plan) for plan in self._plans()))

    def need(self, post: Post) -> None:
        """The block, which is asked for once."""
        if not self._seen and not self.knows(CONTAINER):
            raise self.refused("gate-block-missing")
        self._seen = True

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """The block around the locked part, with the box for those without a plan."""
        plans = list(post.plans)
        before = (
            f"<!-- wp:{CONTAINER}{settings({'selectedPlanIds': plans})} -->\n"
            '<div class="wp-block-premium-content-container">'
            "<!-- wp:premium-content/subscriber-view -->\n"
            '<div class="wp-block-premium-content-subscriber-view entry-content">'
        )
        after = (
            "</div>\n<!-- /wp:premium-content/subscriber-view -->\n\n"
            "<!-- wp:premium-content/logged-out-view -->\n"
            '<div class="wp-block-premium-content-logged-out-view entry-content">'
            f"{box(post, _buttons(post, plans))}</div>\n"
            "<!-- /wp:premium-content/logged-out-view --></div>\n"
            f"<!-- /wp:{CONTAINER} -->"
        )
        return Body(free, ("\n\n" if free else "") + before, locked, after)

    def _plans(self) -> list[int]:
        """The plans in the newest of our posts there: the site lists them nowhere else."""
        found: dict[int, None] = {}
        query: Params = {
            "search": "selectedPlanId",
            "context": "edit",
            "status": "any",
            "per_page": 50,
        }
        try:
            posts = self.place.site.read("wp/v2/posts", {**query, "_fields": "content.raw"})
        except (Rejected, Unauthorised):
            return []
        for post in items(posts):
            for said in _PLANS.findall(text_at(post, "content", "raw")):
                found.update(dict.fromkeys(_ids(said)))
        return list(found)


def _ids(said: str) -> list[int]:
    """The plans in a block's attributes, as newer and as older posts name them."""
    try:
        attributes = json.loads(said)
    except ValueError:
        return []
    several = attributes.get("selectedPlanIds") or [attributes.get("selectedPlanId")]
    return [plan for plan in several if isinstance(plan, int) and plan > 0]


def _buttons(post: Post, plans: list[int]) -> str:
    button = settings(
        {"element": "a", "uniqueId": "recurring-payments-id", "text": post.box.button}
    )
    subscribe = block(
        "jetpack/recurring-payments",
        f'<div class="wp-block-jetpack-recurring-payments"><!-- wp:jetpack/button{button} /--></div>',
        {"planIds": plans},
    )
    log_in = _LOG_IN.get(post.language.split("-")[0].lower(), _LOG_IN["en"])
    login = block(
        "premium-content/login-button",
        '<div class="wp-block-premium-content-login-button wp-block-button">'
        f'<a class="wp-block-button__link">{text(log_in)}</a></div>',
    )
    inner = f'<div class="wp-block-premium-content-buttons wp-block-buttons">{subscribe}\n\n{login}</div>'
    return block("premium-content/buttons", inner)

"""A post's text with its gate: the free part, then what keeps the locked part from strangers."""

import re
from dataclasses import dataclass, replace

from editor.cms.port import Media, Post
from editor.cms.wordpress.blocks import BlockWriter
from editor.cms.wordpress.markup import attribute, block, settings, text
from editor.model.audience import Access, Gate
from editor.model.errors import Rejected
from editor.model.exposure import HOLDS
from editor.render.phrases import direction

GATE_BLOCK = "premium-content/container"
_LOG_IN = {
    "ar": "تسجيل الدخول",
    "de": "Anmelden",
    "en": "Log in",
    "es": "Acceder",
    "fr": "Se connecter",
    "sv": "Logga in",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text as WordPress blocks: the free part, the gate around the locked part, the end.

    `start` and `end` say the article's language where it is not the site's.
    """

    free: str
    before: str = ""
    locked: str = ""
    after: str = ""
    start: str = ""
    end: str = ""

    @property
    def markup(self) -> str:
        """The whole text."""
        return self.start + self.free + self.before + self.locked + self.after + self.end

    def gate_holds(self, markup: str) -> bool:
        """Whether in `markup` the gate stands as it should, whatever happened to the words."""
        if not self.before and not self.after:
            return True
        opens = markup.find(self.before)
        return opens >= 0 and markup.find(self.after, opens + len(self.before)) >= 0


def body(post: Post, media: Media, home: str) -> Body:
    """What to send as `post`'s content; `home` is the site's address, for the gate box's button.

    Raises `Rejected` before anything is sent: "plans-missing", "gate-cannot-hold", "picture-missing".
    """
    refuse_open_gate(post, home)
    writer = BlockWriter(media, f"fn-{post.article_id.hex[:8]}")
    free = writer.part(post.teaser, post.teaser_notes)
    if post.access is Access.EVERYONE:
        return Body(free)
    gap = "\n\n" if free else ""
    if post.gate is Gate.TEASER_ONLY:
        return Body(free, gap + _box(post, _link(post, home)))
    locked = writer.part(post.locked, post.locked_notes)
    return _paid_content(post, free, gap, locked)


def spoken(parts: Body, language: str, site_language: str) -> Body:
    """`parts` marked as `language`, with its direction, where the site is in another.

    No block of WordPress's own can say it, so two HTML blocks stand around the whole.
    """
    if not language or not site_language or _base(language) == _base(site_language):
        return parts
    opening = f'<div lang="{attribute(language)}" dir="{direction(language)}">'
    start, end = block("html", opening) + "\n\n", "\n\n" + block("html", "</div>")
    return replace(parts, start=start, end=end)


def _base(language: str) -> str:
    return re.split("[-_]", language.lower())[0]


def refuse_open_gate(post: Post, site: str) -> None:
    """Raise `Rejected`, naming `site`, where the gate could not keep the locked part, or would let nobody in."""
    if post.access is Access.EVERYONE:
        return
    if (
        post.gate not in (Gate.PAID_CONTENT, Gate.TEASER_ONLY)
        or post.access not in HOLDS[post.gate]
    ):
        raise Rejected("gate-cannot-hold", gate=post.gate.value, access=post.access.value)
    if post.gate is Gate.PAID_CONTENT and not post.plans:
        raise Rejected("plans-missing", site=site)


def _paid_content(post: Post, free: str, gap: str, locked: str) -> Body:
    plans = list(post.plans)
    before = (
        f"{gap}<!-- wp:{GATE_BLOCK}{settings({'selectedPlanIds': plans})} -->\n"
        '<div class="wp-block-premium-content-container">'
        "<!-- wp:premium-content/subscriber-view -->\n"
        '<div class="wp-block-premium-content-subscriber-view entry-content">'
    )
    after = (
        "</div>\n<!-- /wp:premium-content/subscriber-view -->\n\n"
        "<!-- wp:premium-content/logged-out-view -->\n"
        '<div class="wp-block-premium-content-logged-out-view entry-content">'
        f"{_box(post, _buttons(post, plans))}</div>\n"
        "<!-- /wp:premium-content/logged-out-view --></div>\n"
        f"<!-- /wp:{GATE_BLOCK} -->"
    )
    return Body(free, before, locked, after)


def _box(post: Post, buttons: str) -> str:
    heading = f'<h3 class="wp-block-heading">{text(post.box.heading)}</h3>'
    parts = [
        block("heading", heading, {"level": 3}) if post.box.heading else "",
        block("paragraph", f"<p>{text(post.box.notice)}</p>") if post.box.notice else "",
        buttons,
    ]
    return "\n\n".join(part for part in parts if part)


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


def _link(post: Post, home: str) -> str:
    if not post.box.button:
        return ""
    button = block(
        "button",
        '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button"'
        f' href="{attribute(home)}">{text(post.box.button)}</a></div>',
    )
    return block("buttons", f'<div class="wp-block-buttons">{button}</div>')

"""No gate of the site's: the locked part is not sent."""

from editor.cms.port import Post
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.box import box, link
from editor.cms.wordpress.gates.keeper import Keeper
from editor.model.audience import Gate


class TeaserOnly(Keeper):
    """Our box stands where the locked part would."""

    gate = Gate.TEASER_ONLY

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """The free part and the box, whatever is locked."""
        return Body(free, ("\n\n" if free else "") + box(post, link(post, home)))

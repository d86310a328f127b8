"""WordPress's capabilities of an account ↔ our rights."""

from collections.abc import Mapping

from editor.cms.answer import Json, dig
from editor.cms.port import Right

CAPABILITIES: Mapping[str, Right] = {
    "edit_posts": Right.WRITE,
    "publish_posts": Right.PUBLISH,
    "edit_published_posts": Right.UPDATE,
    "edit_others_posts": Right.OTHERS,
    "upload_files": Right.PICTURES,
    "manage_categories": Right.CATEGORIES,
    "unfiltered_html": Right.ANY_HTML,
}


def rights_in(capabilities: Json) -> frozenset[Right]:
    """The rights in what a user's `capabilities` say."""
    return frozenset(
        right for name, right in CAPABILITIES.items() if dig(capabilities, name) is True
    )

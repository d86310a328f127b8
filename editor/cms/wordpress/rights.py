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
# what it keeps from nobody who writes: who may read stands in the text, tags that are there, one's own bio
_ANYBODYS = frozenset({Right.ACCESS, Right.TAGS, Right.BIOS})


def rights_in(capabilities: Json) -> frozenset[Right]:
    """The rights in what a user's `capabilities` say."""
    return _ANYBODYS.union(
        right for name, right in CAPABILITIES.items() if dig(capabilities, name) is True
    )

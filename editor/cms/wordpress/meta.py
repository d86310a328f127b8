"""The fields that plug-ins add to a post: kept as the text that a `RemotePost` holds of them."""

import json
from collections.abc import Mapping

from editor.cms.answer import Json, dig
from editor.cms.port import RemotePost


def written(said: Json) -> str:
    """The `meta` of a post in the site's answer."""
    return json.dumps(dig(said, "meta") or {}, sort_keys=True)


def meta_of(remote: RemotePost) -> Mapping[str, Json]:
    """The fields of `remote` by name. One that is not there is one that the site does not know."""
    found: Json = json.loads(remote.fields.get("meta", "{}"))
    return found if isinstance(found, dict) else {}

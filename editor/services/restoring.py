"""Putting the last verified version of a live article back, where an update of it did not hold."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.cms.port import Cms, RemotePost
from editor.model.errors import Rejected
from editor.model.publication import Sight
from editor.services.arrival import compared
from editor.services.drafting import read_bytes
from editor.services.planning import Plan
from editor.services.sent_post import SentPost
from editor.services.verifying import looked

Stored = Callable[[str], Path | None]  # a picture's SHA-256 → where its bytes are kept


@dataclass(frozen=True, slots=True)
class Restored:
    """A post as it is with its last verified version put back, and what strangers see of it."""

    remote: RemotePost
    sights: tuple[Sight, ...]
    compared: tuple[str, ...]


def restore(
    cms: Cms, plan: Plan, verified: SentPost, remote_id: str, stored: Stored, known: tuple[str, ...]
) -> Restored:
    """Write `verified` over what `plan` sent, read it back and look at it again.

    Raises any `CmsError`; `Rejected` where the version did not arrive, or a stranger is still shown
    locked words, of that version or of the one that it replaces.
    """
    media = dict(verified.media)
    for picture in verified.pictures:
        path = stored(picture.sha256)
        if (
            path is not None
        ):  # sent again it is found, or where the site let it go it is there again
            media[picture.name] = cms.upload(picture.asset(read_bytes(path)))
    cms.fill(remote_id, verified.post, media)
    remote = cms.get(remote_id)
    differences, names = compared(cms, verified.post, media, remote)
    if differences:
        first = differences[0]
        raise Rejected("not-as-sent", site=plan.site.name, field=first.field, got=first.got[:120])
    prints = (
        verified.fingerprints.without(known),
        plan.fingerprints.without((*verified.free_texts, *known)),
    )
    sights = looked(cms, remote, verified.post, verified.teaser_text, prints)
    if any(sight.leaks for sight in sights):
        raise Rejected("still-leaking", site=plan.site.name)
    return Restored(remote, sights, names)

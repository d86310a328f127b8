"""Whether a site does what is asked of it: a draft is made there, read back and deleted."""

import time
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from editor.cms.port import Account, Cms, Post, RemotePost, Right
from editor.model.audience import Access, Gate
from editor.model.block import Paragraph, Text
from editor.model.errors import CmsError, EditorError, Unexpected
from editor.model.site import DEFAULT_BOXES, Site
from editor.model.status import Status

# what an account may not do → the code of its sentence, in the order in which it is told
_LACKING = {
    Right.UPDATE: "rights-no-update",
    Right.PICTURES: "rights-no-pictures",
    Right.CATEGORIES: "rights-no-categories",
    Right.OTHERS: "rights-no-others",
    Right.ANY_HTML: "rights-no-any-html",
    Right.ACCESS: "rights-no-access",
    Right.TAGS: "rights-no-tags",
    Right.BIOS: "rights-no-bios",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """Who we are on a site, and in how many seconds a draft came and went; None where we may not write."""

    account: Account
    seconds: float | None


def try_out(cms: Cms, site: Site) -> Trial:
    """Ask the site who we are, and take a draft there and back.

    The draft is never public. Raises `CmsError`; `Unexpected` "draft-left-behind" where it could not
    be deleted.
    """
    account = cms.verify()
    if account.rights is not None and Right.WRITE not in account.rights:
        return Trial(account, None)
    began = time.monotonic()
    post = _post(site)
    try:
        made = cms.create_draft(post)
        there = cms.get(made.remote_id)
        if there.status is not Status.DRAFT:
            raise Unexpected("draft-not-a-draft", site=site.name, status=there.status.value)
    except EditorError:
        with suppress(CmsError):
            left = cms.find(post.article_id)
            if left is not None:
                _delete(cms, left, site)
        raise
    _delete(cms, made, site)
    return Trial(account, time.monotonic() - began)


def rights_in_words(account: Account) -> tuple[str, ...]:
    """The codes of what to say of an account's rights: what it may do first, then what it may not."""
    rights = account.rights
    if rights is None:
        return ("rights-publish",) if account.may_publish else ("rights-review",)
    if Right.WRITE not in rights:
        return ("rights-none",)
    may = "rights-publish" if Right.PUBLISH in rights else "rights-review"
    return (may, *(code for right, code in _LACKING.items() if right not in rights))


def _delete(cms: Cms, draft: RemotePost, site: Site) -> None:
    try:
        cms.delete(draft.remote_id, for_good=True)
    except CmsError:
        raise Unexpected("draft-left-behind", site=site.name, number=draft.remote_id) from None


def _post(site: Site) -> Post:
    """A draft of nothing, for everyone and behind no gate."""
    id_ = uuid4()
    return Post(
        article_id=id_,
        title="Standfirst is trying out this site",
        subtitle="",
        slug=f"trying-out-{id_.hex[:12]}",
        language="en",
        excerpt="This draft is deleted again at once.",
        date=None,
        access=Access.EVERYONE,
        gate=Gate.TEASER_ONLY,
        box=DEFAULT_BOXES["en"],
        teaser=(Paragraph((Text("This draft is deleted again at once."),)),),
        locked=(),
        teaser_notes=(),
        locked_notes=(),
    )

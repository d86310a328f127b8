"""What a Ghost mails, and to whom: in our words, and with how many would get it."""

from collections.abc import Mapping
from functools import cached_property

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.ghost.connection import Connection
from editor.cms.http import Params
from editor.cms.port import Newsletter
from editor.model.errors import Rejected, Unauthorised
from editor.model.finding import Finding, Severity
from editor.model.mailing import NOBODY, Mailed, Mailing, Segment

# our words for whom to mail, and Ghost's filter of its members
SEGMENTS = {Segment.ALL: "all", Segment.FREE: "status:free", Segment.PAID: "status:-free"}


class Newsletters:
    """The newsletters of one Ghost."""

    def __init__(self, connection: Connection) -> None:
        self._site = connection

    @cached_property
    def all(self) -> tuple[Newsletter, ...]:
        """Those in use, in Ghost's own order, asked once; () where it mails nothing.

        Members are counted as Ghost counts them before it mails; editors and authors may not. To
        contributors, who mail nothing, none is told.
        """
        try:
            return tuple(self._counted(one) for one in self._listed()) if self._mails() else ()
        except Unauthorised:
            return ()

    def findings(self, email: Mailing, site: str) -> tuple[Finding, ...]:
        """What stands against mailing to `email`."""
        if not email:
            return ()
        there = self.all
        if not there:
            return (Finding(Severity.ERROR, "site-no-newsletter", "site", {"site": site}),)
        chosen = [one for one in there if email.newsletter in ("", one.slug)]
        if not chosen:
            names = ", ".join(one.slug for one in there)
            detail = {"site": site, "newsletter": email.newsletter, "names": names}
            return (Finding(Severity.ERROR, "newsletter-unknown", "site", detail),)
        if chosen[0].reached(email.segment) == 0:
            detail = {"name": chosen[0].name}
            return (Finding(Severity.WARNING, "mail-to-nobody", "site", detail),)
        return ()

    def query(self, email: Mailing) -> dict[str, str]:
        """What goes with the request that publishes, and with no other: Ghost ignores it there.

        Raises `Rejected` "site-no-newsletter".
        """
        if not email:
            return {}
        slug = email.newsletter or text_at(self._listed(), 0, "slug")
        if not slug:
            raise Rejected("site-no-newsletter", site=self._site.host)
        return {"newsletter": slug, "email_segment": SEGMENTS[email.segment]}

    def _listed(self) -> list[Json]:
        query: Params = {"filter": "status:active", "order": "sort_order asc", "limit": 100}
        return items(dig(self._site.read("newsletters/", query), "newsletters"))

    def _mails(self) -> bool:
        """Whether Ghost has a service to mail with, and its owner did not switch newsletters off."""
        if dig(self._site.read("config/"), "config", "mailgunIsConfigured") is not True:
            return False
        return self._site.settings().get("editor_default_email_recipients") != "disabled"

    def _counted(self, said: Json) -> Newsletter:
        slug, name = text_at(said, "slug"), text_at(said, "name")
        subscribed = f"newsletters.slug:'{slug}'+email_disabled:0+"
        try:
            paid = self._members(subscribed + SEGMENTS[Segment.PAID])
            # one that is for those who pay alone mails nobody else, whatever segment is named
            open_ = text_at(said, "visibility") != "paid"
            free = self._members(subscribed + SEGMENTS[Segment.FREE]) if open_ else 0
        except Unauthorised:
            return Newsletter(slug, name)
        return Newsletter(slug, name, free, paid)

    def _members(self, which: str) -> int | None:
        said = self._site.read("members/", {"filter": which, "limit": 1, "fields": "id"})
        total = dig(said, "meta", "pagination", "total")
        return total if isinstance(total, int) else None


def asked_of(said: Json) -> Mailing | None:
    """Whom a post is to be mailed to when it becomes public; None for a filter that is none of ours."""
    slug = text_at(said, "newsletter", "slug")
    if not slug:
        return NOBODY
    words = {word: segment for segment, word in SEGMENTS.items()}
    segment = words.get(text_at(said, "email_segment"))
    return Mailing(segment, slug) if segment else None


def mailed_of(said: Json) -> Mailed | None:
    """What Ghost mailed of a post, or is about to; None for nothing."""
    email = dig(said, "email")
    if not isinstance(email, Mapping):
        return None
    count = dig(email, "email_count")
    return Mailed(count if isinstance(count, int) else 0, text_at(email, "status") == "failed")

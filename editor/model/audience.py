"""Who may read an article, who is looking, and where they look."""

from enum import StrEnum


class Access(StrEnum):
    """Who may read the whole article; the site's own words are translated by its adapter."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    PAID = "paid"


class Audience(StrEnum):
    """A reader, as the site sees one."""

    VISITOR = "visitor"
    MEMBER = "member"
    PAID = "paid"

    def may_read(self, access: Access) -> bool:
        """Whether this reader is entitled to the locked part of an article with `access`."""
        ranks = {Audience.VISITOR: 0, Audience.MEMBER: 1, Audience.PAID: 2}
        needs = {Access.EVERYONE: 0, Access.MEMBERS: 1, Access.PAID: 2}
        return ranks[self] >= needs[access]


class Surface(StrEnum):
    """A place where a site shows an article, or part of it."""

    PAGE = "page"
    HEAD = "head"
    CARD = "card"
    FEED = "feed"
    API = "api"
    EMBED = "embed"
    EMAIL = "email"
    SEARCH = "search"


class Gate(StrEnum):
    """How a site keeps the locked part."""

    PAID_CONTENT = "paid-content"
    NEWSLETTER = "newsletter"
    PMPRO = "pmpro"
    PASSWORD = "password"
    PAYWALL = "paywall"
    SEALED = "sealed"
    TEASER_ONLY = "teaser-only"

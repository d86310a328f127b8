"""The list of a site's articles: its front page and its RSS feed."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urljoin

from editor.model.audience import Access
from editor.render.page import Links
from editor.render.phrases import direction, phrases_for
from editor.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as lists show it. `href` is relative to the site's root; `html` its free part.

    `html` holds what a feed may carry: the teaser of a gated article, the whole of a free one.
    """

    id: str
    href: str
    title: str
    date: datetime
    excerpt: str
    html: str
    language: str = "en"
    subtitle: str = ""
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    access: Access = Access.EVERYONE
    picture: str = ""
    picture_alt: str = ""


def render_feed(site_name: str, entries: tuple[Entry, ...], theme: Theme, base: str = "") -> str:
    """RSS 2.0, newest first; with `base`, the site's address, every link is absolute.

    Without it links stay relative to the feed, which is how a folder can be uploaded anywhere.
    """
    newest = sorted(entries, key=lambda entry: entry.date, reverse=True)
    items: list[dict[str, object]] = [
        {
            "entry": entry,
            "link": urljoin(base, entry.href) if base else entry.href,
            "names": phrases_for(entry.language).names(entry.names),
            "date": format_datetime(entry.date),
            "html": _xml_safe(entry.html),
        }
        for entry in newest
    ]
    values: dict[str, object] = {
        "site_name": site_name,
        "home": base or "index.html",
        "language": newest[0].language if newest else "en",
        "items": items,
        "updated": format_datetime(newest[0].date) if newest else "",
    }
    return _xml_safe(theme.render("feed.xml", values))


def render_index(site_name: str, entries: tuple[Entry, ...], theme: Theme, links: Links) -> str:
    """The front page: every article with its excerpt, newest first, in the newest one's language."""
    newest = sorted(entries, key=lambda entry: entry.date, reverse=True)
    language = newest[0].language if newest else "en"
    rows: list[dict[str, object]] = []
    for entry in newest:
        own = phrases_for(entry.language)
        gates = {Access.MEMBERS: own.for_members, Access.PAID: own.for_paid, Access.EVERYONE: ""}
        rows.append(
            {
                "entry": entry,
                "direction": direction(entry.language),
                "day": own.date(entry.date.date()),
                "iso": entry.date.isoformat(timespec="seconds"),
                "access": gates[entry.access],
            }
        )
    values: dict[str, object] = {
        "site_name": site_name,
        "language": language,
        "direction": direction(language),
        "phrases": phrases_for(language),
        "links": links,
        "rows": rows,
    }
    return theme.render("index.html", values)


def render_moved(title: str, language: str, href: str, theme: Theme) -> str:
    """The page at an article's former address, which leads to `href`."""
    values: dict[str, object] = {
        "title": title,
        "language": language,
        "direction": direction(language),
        "href": href,
    }
    return theme.render("moved.html", values)


def _xml_safe(text: str) -> str:
    """`text` without the control characters that XML cannot hold even escaped."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )

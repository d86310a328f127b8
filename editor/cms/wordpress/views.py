"""Where WordPress shows a post to strangers, and the part of each answer that is that surface."""

from html import unescape
from urllib.parse import urlencode

from editor.cms.answer import Answer
from editor.cms.port import Post, RemotePost, View
from editor.cms.wordpress.discovery import Api
from editor.model.audience import Audience, Surface
from editor.model.exposure import Portion, portion

SURFACES = (
    Surface.PAGE,
    Surface.HEAD,
    Surface.CARD,
    Surface.FEED,
    Surface.API,
    Surface.EMBED,
    Surface.SEARCH,
)


def views(api: Api, remote: RemotePost, post: Post) -> tuple[View, ...]:
    """Every place to look, all of them as a visitor."""
    page, id_, author = api.safe(remote.url), remote.remote_id, remote.fields.get("author", "")

    def below(name: str, query: str) -> str:
        """The address of the post's own feed or embed, with pretty links or without."""
        return f"{page}&{query}" if "?" in page else f"{page.rstrip('/')}/{name}/"

    def home(**query: str) -> str:
        return f"{api.home}?{urlencode(query)}" if query else api.home

    def rest(route: str, **query: str) -> str:
        address = api.url(route)
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address

    own_feed = below("feed", "feed=rss2")
    own_feed += ("&" if "?" in own_feed else "?") + "withoutcomments=1"
    places = (
        (Surface.PAGE, page, "Article page"),
        (Surface.HEAD, page, "Page head"),
        (Surface.CARD, page, "Social cards"),
        (Surface.FEED, home(feed="rss2"), "Site feed"),
        (Surface.FEED, home(feed="atom"), "Site feed (Atom)"),
        (Surface.FEED, own_feed, "The article's feed"),
        (Surface.FEED, home(feed="comments-rss2"), "Comments feed"),
        (Surface.FEED, home(feed="rss2", author=author), "Author's feed"),
        (Surface.API, rest(f"wp/v2/posts/{id_}"), "REST API, the article"),
        (Surface.API, rest("wp/v2/posts", include=id_), "REST API, the list"),
        (Surface.API, rest("wp/v2/search", search=post.title), "REST API, search"),
        (Surface.EMBED, below("embed", "embed=true"), "Embedded in other pages"),
        (Surface.EMBED, rest("oembed/1.0/embed", url=page), "oEmbed"),
        (Surface.SEARCH, home(s=post.title), "Search results"),
        (Surface.SEARCH, home(author=author), "Author's page"),
        (Surface.SEARCH, home(), "Front page"),
    )
    shows = portion(post.gate, post.access, Audience.VISITOR, Surface.PAGE) is not Portion.NOTHING
    return tuple(
        View(surface, Audience.VISITOR, address, label, shows and surface is Surface.PAGE)
        for surface, address, label in places
    )


def still_shows(answer: Answer, title: str) -> bool:
    """Whether a stranger still finds the post called `title` (as HTML) at its former address."""
    return answer.status == 200 and unescape(title) in unescape(answer.text)

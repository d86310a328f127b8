"""Where WordPress shows a post to strangers.

Its media library is not among these places: it lists every picture to everybody, whatever shows it.
"""

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
_MOST_ARCHIVES = 6  # one template makes them all, and each is two requests


def views(api: Api, remote: RemotePost, post: Post) -> tuple[View, ...]:
    """Every place to look, all of them as a visitor."""
    page, id_, author = api.safe(remote.url), remote.remote_id, remote.fields.get("author", "")

    def below(name: str, query: str, page: str = page) -> str:
        """The address of a page's own feed or embed, with pretty links or without."""
        return f"{page}&{query}" if "?" in page else f"{page.rstrip('/')}/{name}/"

    def home(**query: str) -> str:
        return f"{api.home}?{urlencode(query)}" if query else api.home

    def rest(route: str, **query: str) -> str:
        address = api.url(route)
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address

    comments = below("feed", "feed=rss2")
    own_feed = comments + ("&" if "?" in comments else "?") + "withoutcomments=1"
    sitemap = {"sitemap": "posts", "sitemap-subtype": "post", "paged": "1"}
    archives = _archives(api, remote)
    # a plug-in's sitemap and llms.txt: where there is none, "not found" shows a stranger nothing;
    # what other articles said before, in the Atom feed too, is read from the other feed
    places = (
        (Surface.PAGE, page, "Article page", False),
        (Surface.HEAD, page, "Page head", False),
        (Surface.CARD, page, "Social cards", False),
        (Surface.FEED, home(feed="rss2"), "Site feed", True),
        (Surface.FEED, home(feed="atom"), "Site feed (Atom)", False),
        (Surface.FEED, own_feed, "The article's feed", False),
        (Surface.FEED, comments, "The article's comments feed", False),
        (Surface.FEED, home(feed="comments-rss2"), "Comments feed", False),
        (Surface.FEED, home(feed="rss2", author=author), "Author's feed", True),
        *(
            (Surface.FEED, below("feed", "feed=rss2", link), f"Feed of “{name}”", True)
            for link, name in archives
        ),
        (Surface.API, rest(f"wp/v2/posts/{id_}"), "REST API, the article", False),
        (Surface.API, rest("wp/v2/posts", include=id_), "REST API, the list", False),
        (Surface.API, rest("wp/v2/search", search=post.title), "REST API, search", True),
        (Surface.API, f"{api.home}llms.txt", "llms.txt", True),
        (Surface.EMBED, below("embed", "embed=true"), "Embedded in other pages", False),
        (Surface.EMBED, rest("oembed/1.0/embed", url=page), "oEmbed", False),
        (Surface.SEARCH, home(s=post.title), "Search results", True),
        (Surface.SEARCH, home(author=author), "Author's page", True),
        *((Surface.SEARCH, link, f"Page of “{name}”", True) for link, name in archives),
        (Surface.SEARCH, home(), "Front page", True),
        (Surface.SEARCH, home(**sitemap), "Sitemap", True),
        (Surface.SEARCH, f"{api.home}post-sitemap.xml", "Sitemap of a plug-in", True),
    )
    shows = portion(post.gate, post.access, Audience.VISITOR, Surface.PAGE) is not Portion.NOTHING
    return tuple(
        View(
            surface,
            Audience.VISITOR,
            address,
            label,
            teaser_expected=shows and surface is Surface.PAGE,
            elsewhere=elsewhere,
        )
        for surface, address, label, elsewhere in places
    )


def _archives(api: Api, remote: RemotePost) -> list[tuple[str, str]]:
    """The pages of the post's categories and tags, each with its name."""
    lines = remote.fields.get("archives", "").splitlines()[:_MOST_ARCHIVES]
    pieces = (line.partition(" ") for line in lines)
    return [(api.safe(link), unescape(name)) for link, _, name in pieces if link]


def still_shows(answer: Answer, title: str) -> bool:
    """Whether a stranger still finds the post called `title` (as HTML) at its former address."""
    return answer.status == 200 and unescape(title) in unescape(answer.text)

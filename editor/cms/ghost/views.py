"""Where Ghost shows a post to strangers, and the part of each answer that is that surface."""

import re
from urllib.parse import urlencode

from editor.cms.port import RemotePost, View
from editor.model.audience import Audience, Surface
from editor.model.mailing import Mailing

SURFACES = (
    Surface.PAGE,
    Surface.HEAD,
    Surface.CARD,
    Surface.FEED,
    Surface.API,
    Surface.SEARCH,
)
# the key with which a theme's search asks the Content API: every stranger is given it
_CONTENT_KEY = re.compile(r"\bdata-key=\"([0-9a-f]{26})\"")


def content_key(front: str) -> str:
    """The Content API's key as it stands in the front page, "" where it does not."""
    found = _CONTENT_KEY.search(front)
    return found[1] if found else ""


def mail_view(remote: RemotePost, email: Mailing) -> View:
    """What Ghost mails to members who do not pay, as its editor shows it; only staff may look."""
    route = f"email_previews/posts/{remote.remote_id}/"
    query = {"memberSegment": "status:free"} | (
        {"newsletter": email.newsletter} if email.newsletter else {}
    )
    return View(
        Surface.EMAIL, Audience.MEMBER, f"{route}?{urlencode(query)}", "Mail to free members"
    )


def views(home: str, key: str, remote: RemotePost, tags: tuple[str, ...]) -> tuple[View, ...]:
    """Every place to look, all of them as a visitor; `tags` are the slugs of the post's tags."""
    authors = remote.fields["author-slugs"].split()
    page = f"{home}{remote.slug}/"

    def content(route: str, **query: str) -> str:
        return f"{home}ghost/api/content/{route}?{urlencode({'key': key, **query})}"

    places = [
        (Surface.PAGE, page, "Article page", False),
        (Surface.HEAD, page, "Page head", False),
        (Surface.CARD, page, "Social cards", False),
        (Surface.FEED, f"{home}rss/", "Site feed", True),
        *((Surface.FEED, f"{home}tag/{tag}/rss/", f"Feed of tag “{tag}”", True) for tag in tags),
        *((Surface.FEED, f"{home}author/{by}/rss/", "Feed of the author", True) for by in authors),
        (Surface.API, f"{home}{remote.slug}.md", "The article as Markdown", False),
        (Surface.API, f"{home}llms.txt", "llms.txt", True),
        (Surface.API, f"{home}llms-full.txt", "llms-full.txt", True),
        (Surface.SEARCH, home, "Front page", True),
        (Surface.SEARCH, f"{home}sitemap-posts.xml", "Sitemap", True),
        *((Surface.SEARCH, f"{home}tag/{tag}/", f"Page of tag “{tag}”", True) for tag in tags),
        *((Surface.SEARCH, f"{home}author/{by}/", "Page of the author", True) for by in authors),
    ]
    if key:
        formats = "html,plaintext"
        one = content(f"posts/slug/{remote.slug}/", formats=formats)
        places += [
            (Surface.API, one, "Content API, the article", False),
            (Surface.API, content("posts/", formats=formats), "Content API, the list", True),
            (Surface.SEARCH, content("search-index/posts/"), "Search index", True),
        ]
    return tuple(
        View(
            surface,
            Audience.VISITOR,
            address,
            label,
            teaser_expected=surface is Surface.PAGE,
            elsewhere=elsewhere,
        )
        for surface, address, label, elsewhere in places
    )

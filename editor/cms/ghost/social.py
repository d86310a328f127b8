"""What social networks and search engines are told of a post, in Ghost's fields."""

from urllib.parse import urlsplit

from editor.cms.port import Media, Post

NETWORKS = ("og", "twitter")  # both are told the same
CANONICAL = "canonical_url"
FIELDS = (
    *(f"{net}_{part}" for net in NETWORKS for part in ("title", "description", "image")),
    CANONICAL,
)


def told(post: Post, media: Media) -> dict[str, str]:
    """The fields of `post`; where one is "" Ghost tells what it tells by itself."""
    image = media[post.social_image].url if post.social_image in media else ""
    values = (post.social_title, post.social_description, image) * len(NETWORKS)
    return dict(zip(FIELDS, (*values, post.canonical), strict=True))


def same(field: str, sent: str, got: str) -> bool:
    """Whether `field` arrived. An address of its own Ghost keeps without its host, and gives back whole."""
    return sent == got or (field == CANONICAL and bool(sent) and _plain(sent) == _plain(got))


def _plain(address: str) -> str:
    """`address` as Ghost would write it: scheme and host in small letters, and never without a path."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()

"""What WordPress's editor writes for an embed, by provider."""

from editor.cms.wordpress.markup import attribute
from editor.model.block import Embed
from editor.model.provider import Provider

# the provider's name there, and the kind of thing its oEmbed answers call themselves
_KINDS = {
    Provider.YOUTUBE: ("youtube", "video"),
    Provider.VIMEO: ("vimeo", "video"),
    Provider.X: ("twitter", "rich"),
    Provider.INSTAGRAM: ("instagram", "rich"),
    Provider.BLUESKY: ("bluesky", "rich"),
    Provider.TIKTOK: ("tiktok", "video"),
    Provider.SPOTIFY: ("spotify", "rich"),
    Provider.SOUNDCLOUD: ("soundcloud", "rich"),
    Provider.POCKET_CASTS: ("pocket-casts", "rich"),
    Provider.APPLE_PODCASTS: ("apple-podcasts", "rich"),
}
# the editor reads a shape off the frame that a provider answers with; the others' have none it knows
_SHAPES = {Provider.YOUTUBE: "16-9", Provider.VIMEO: "16-9", Provider.SPOTIFY: "21-9"}


def settings_of(embed: Embed) -> dict[str, str | bool]:
    """The attributes of the embed block for `embed`, in the editor's own order.

    WordPress's filter takes attributes for HTML, so an `&` in the address is a reference there too.
    """
    slug, kind = _KINDS[embed.provider]
    found: dict[str, str | bool] = {
        "url": _address(embed),
        "type": kind,
        "providerNameSlug": slug,
    }
    if embed.provider not in (Provider.BLUESKY, Provider.APPLE_PODCASTS):
        found["responsive"] = True
    if shape := "9-16" if "/shorts/" in embed.url else _SHAPES.get(embed.provider):
        found["className"] = f"wp-embed-aspect-{shape} wp-has-aspect-ratio"
    return found


def classes_of(settings: dict[str, str | bool]) -> str:
    """The classes of an embed's figure."""
    slug = settings["providerNameSlug"]
    own = f"wp-block-embed is-type-{settings['type']} is-provider-{slug} wp-block-embed-{slug}"
    return f"{own} {settings.get('className', '')}".rstrip()


def _address(embed: Embed) -> str:
    """The address as WordPress can ask for it: it knows X by its old name alone.

    The editor takes away a slash at the end by itself, which would leave the post changed.
    """
    url = attribute(embed.url.rstrip("/"))
    if embed.provider is Provider.X:
        return url.replace("://x.com/", "://twitter.com/").replace(
            "://www.x.com/", "://twitter.com/"
        )
    return url

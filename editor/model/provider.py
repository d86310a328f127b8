"""Who shows things that an article can hold within itself: videos, posts, recordings."""

import re
from enum import StrEnum


class Provider(StrEnum):
    """A place whose pages can be shown within an article; the value is its name."""

    YOUTUBE = "YouTube"
    VIMEO = "Vimeo"
    X = "X"
    INSTAGRAM = "Instagram"
    BLUESKY = "Bluesky"
    TIKTOK = "TikTok"
    SPOTIFY = "Spotify"
    SOUNDCLOUD = "SoundCloud"
    POCKET_CASTS = "Pocket Casts"
    APPLE_PODCASTS = "Apple Podcasts"


# only the pages of one video, post or recording: WordPress asks these providers for nothing else. Apple it
# does not know by itself: it takes what the page says of itself, and where it takes nothing, it has a link
_PAGES = {
    Provider.YOUTUBE: r"(?:(?:www|m)\.)?youtube\.com/(?:watch\?|playlist\?|shorts/|live/).+|youtu\.be/.+",
    Provider.VIMEO: r"(?:www\.)?vimeo\.com/.+",
    Provider.X: r"(?:www\.)?(?:x|twitter)\.com/\w{1,15}/status/\d.*",
    Provider.INSTAGRAM: r"(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/.+",
    Provider.BLUESKY: r"bsky\.app/profile/.+/post/.+",
    Provider.TIKTOK: r"(?:www\.)?tiktok\.com/@.+/video/.+",
    Provider.SPOTIFY: r"(?:open|play)\.spotify\.com/.+",
    Provider.SOUNDCLOUD: r"(?:www\.)?soundcloud\.com/.+",
    Provider.POCKET_CASTS: r"pca\.st/\w.+",
    Provider.APPLE_PODCASTS: r"podcasts\.apple\.com/(?:[a-z]{2}/)?podcast/(?:[^/?#]+/)?id\d+(?:[?#].*)?",
}
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,=%]+")


def provider_of(url: str) -> Provider | None:
    """Whose page `url` is; None where it is no address of something that can be shown."""
    if not _ADDRESS.fullmatch(url):
        return None
    page = url.split("://", 1)[1]
    return next((each for each, pages in _PAGES.items() if re.fullmatch(pages, page, re.I)), None)

"""The frame for each provider's pages: what is asked for when a card of the preview is loaded."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.frame import frame_of
from editor.model.provider import Provider, provider_of

YOUTUBE = "https://www.youtube-nocookie.com/embed"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", f"{YOUTUBE}/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?t=1m30s", f"{YOUTUBE}/dQw4w9WgXcQ?start=90"),
        ("https://youtube.com/shorts/dQw4w9WgXcQ", f"{YOUTUBE}/dQw4w9WgXcQ"),
        ("https://youtube.com/live/dQw4w9WgXcQ?t=12", f"{YOUTUBE}/dQw4w9WgXcQ?start=12"),
        ("https://youtube.com/playlist?list=PL12", f"{YOUTUBE}/videoseries?list=PL12"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        (
            "https://vimeo.com/76979871/8272103f6e",
            "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e",
        ),
        (
            "https://vimeo.com/channels/staffpicks/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1",
        ),
        (
            "https://x.com/someone/status/20?s=20",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
        ),
        (
            "https://www.instagram.com/someone/p/Cabc_d/",
            "https://www.instagram.com/p/Cabc_d/embed/captioned/",
        ),
        (
            "https://www.instagram.com/reel/Cabc",
            "https://www.instagram.com/reel/Cabc/embed/captioned/",
        ),
        (
            "https://www.tiktok.com/@someone/video/6718335390845095173",
            "https://www.tiktok.com/player/v1/6718335390845095173",
        ),
        (
            "https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1",
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
        (
            "https://soundcloud.com/someone/a-track",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsomeone%2Fa-track",
        ),
        ("https://pca.st/abc123", "https://pca.st/embed/abc123"),
        (
            "https://podcasts.apple.com/de/podcast/die-k%C3%BCste/id1559548772?i=1000517690647&l=en",
            "https://embed.podcasts.apple.com/de/podcast/id1559548772?i=1000517690647",
        ),
        (
            "https://podcasts.apple.com/podcast/id1559548772",
            "https://embed.podcasts.apple.com/us/podcast/id1559548772",
        ),
        (
            "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3l6oveex3ii2l",
            "https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l6oveex3ii2l",
        ),
    ],
)
def test_a_page_has_the_frame_that_its_provider_documents(url: str, address: str) -> None:
    found = frame_of(url)
    assert found is not None
    assert found.address == address


@pytest.mark.parametrize(
    "url",
    [
        "https://bsky.app/profile/someone.example/post/3k",  # its frame wants a number asked for first
        "https://bsky.app/profile/did:plc:../post/3k",
        "https://podcasts.apple.com/de/charts",
        "https://vimeo.com/about",
        "https://open.spotify.com/user/someone",
        "https://youtube.com/watch?feature=share",
        "https://example.org/watch?v=dQw4w9WgXcQ",
    ],
)
def test_what_has_no_frame_has_none(url: str) -> None:
    assert frame_of(url) is None


ADDRESS = st.text("av1/?=&.-#%@:", max_size=12)
HOSTS = st.sampled_from(
    (
        *("youtu.be/", "www.youtube.com/watch?", "youtube.com/shorts/", "vimeo.com/", "pca.st/"),
        *("x.com/a/status/1", "instagram.com/p/", "tiktok.com/@a/video/", "open.spotify.com/"),
        *(
            "soundcloud.com/",
            "podcasts.apple.com/de/podcast/id1",
            "bsky.app/profile/did:plc:a/post/",
        ),
    )
)
SHOWN = {
    Provider.YOUTUBE: "www.youtube-nocookie.com",
    Provider.VIMEO: "player.vimeo.com",
    Provider.X: "platform.twitter.com",
    Provider.INSTAGRAM: "www.instagram.com",
    Provider.TIKTOK: "www.tiktok.com",
    Provider.SPOTIFY: "open.spotify.com",
    Provider.SOUNDCLOUD: "w.soundcloud.com",
    Provider.POCKET_CASTS: "pca.st",
    Provider.APPLE_PODCASTS: "embed.podcasts.apple.com",
    Provider.BLUESKY: "embed.bsky.app",
}


@given(HOSTS, ADDRESS)
def test_whatever_is_typed_a_frame_comes_from_its_provider_alone(host: str, rest: str) -> None:
    url = f"https://{host}{rest}"
    provider = provider_of(url)
    found = frame_of(url)
    if found is not None:
        assert provider is not None
        parts = urlsplit(found.address)
        assert (parts.scheme, parts.netloc) == ("https", SHOWN[provider])

"""The frame that a provider offers for one of its pages: where it is, and how tall."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from editor.model.provider import Provider, provider_of


@dataclass(frozen=True, slots=True)
class Frame:
    """`address` is what the frame shows; `height` is in pixels, 0 for a film's, of 16 by 9."""

    address: str
    height: int = 0


def frame_of(url: str) -> Frame | None:
    """The frame for the page at `url`; None where its provider documents none that needs no asking.

    Addresses as YouTube's and Vimeo's player parameters, X's, Instagram's and Bluesky's embed code, TikTok's
    embed player, Spotify's and SoundCloud's widgets, Pocket Casts' and Apple Podcasts' embed code have them.
    """
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step] + [""] * 3
    provider = provider_of(url)
    make = _FRAMES.get(provider) if provider else None
    return make(url, parts.netloc.lower(), steps, parse_qs(parts.query)) if make else None


Asked = dict[str, list[str]]


def _youtube(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    player = "https://www.youtube-nocookie.com/embed/"
    if host.endswith("youtu.be"):
        found = steps[0]
    elif steps[0] in ("shorts", "live"):
        found = steps[1]
    else:
        found = asked.get("v", [""])[0]
    series = asked.get("list", [""])[0]
    if not _name(found):
        return Frame(f"{player}videoseries?list={series}") if _name(series) else None
    seconds = _seconds(asked.get("t", asked.get("start", [""]))[0])
    return Frame(f"{player}{found}" + (f"?start={seconds}" if seconds else ""))


def _vimeo(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    number = next((at for at, step in enumerate(steps) if step.isdecimal()), None)
    if number is None:
        return None
    # what follows the number of a film that is not listed is the key to it
    key = steps[number + 1 : number + 2]
    kept = asked.get("h", [""])[0] or (key[0] if key and re.fullmatch("[0-9a-f]+", key[0]) else "")
    address = f"https://player.vimeo.com/video/{steps[number]}?dnt=1"
    return Frame(address + (f"&h={kept}" if _name(kept) else ""))


def _x(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    number = re.match(r"\d+", steps[2])
    address = "https://platform.twitter.com/embed/Tweet.html?dnt=true&id="
    return Frame(address + number[0], 560) if number else None


def _instagram(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    kind = next(at for at, step in enumerate(steps) if step.lower() in ("p", "reel", "tv"))
    name = steps[kind + 1]
    address = f"https://www.instagram.com/{steps[kind].lower()}/{name}/embed/captioned/"
    return Frame(address, 640) if _name(name) else None


def _tiktok(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    number = re.match(r"\d+", steps[2])
    return Frame(f"https://www.tiktok.com/player/v1/{number[0]}", 600) if number else None


def _spotify(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    steps = steps[1:] if steps[0].startswith("intl-") else steps
    if steps[0] not in _SPOTIFY or not _name(steps[1]):
        return None
    height = 152 if steps[0] in ("track", "episode") else 352
    return Frame(f"https://open.spotify.com/embed/{steps[0]}/{steps[1]}", height)


def _soundcloud(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    return Frame(f"https://w.soundcloud.com/player/?url={quote(url, safe='')}", 166)


def _pocket_casts(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    alone = _name(steps[0]) and not steps[1]
    return Frame(f"https://pca.st/embed/{steps[0]}", 200) if alone else None


def _apple_podcasts(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    country = steps[0] if len(steps[0]) == 2 else "us"
    show = next(filter(None, (re.fullmatch(r"(?i:id)(\d+)", step) for step in reversed(steps))))
    episode = asked.get("i", [""])[0]
    address = f"https://embed.podcasts.apple.com/{country}/podcast/id{show[1]}"
    return Frame(f"{address}?i={episode}", 175) if episode.isdecimal() else Frame(address, 450)


def _bluesky(url: str, host: str, steps: list[str], asked: Asked) -> Frame | None:
    # its frame wants the number of who wrote it, which an address with a name does not have
    known = re.fullmatch(
        r"did:(?:plc:[a-z0-9]+|web:[\w-]+(?:\.[\w-]+)+)", steps[1], re.ASCII
    ) and _name(steps[3])
    address = f"https://embed.bsky.app/embed/{steps[1]}/app.bsky.feed.post/{steps[3]}"
    return Frame(address, 480) if known else None


_SPOTIFY = ("track", "album", "artist", "playlist", "show", "episode")
_FRAMES = {
    Provider.YOUTUBE: _youtube,
    Provider.VIMEO: _vimeo,
    Provider.X: _x,
    Provider.INSTAGRAM: _instagram,
    Provider.TIKTOK: _tiktok,
    Provider.SPOTIFY: _spotify,
    Provider.SOUNDCLOUD: _soundcloud,
    Provider.POCKET_CASTS: _pocket_casts,
    Provider.APPLE_PODCASTS: _apple_podcasts,
    Provider.BLUESKY: _bluesky,
}


def _name(text: str) -> bool:
    return re.fullmatch(r"[\w-]+", text, re.ASCII) is not None


def _seconds(text: str) -> int:
    """A moment as YouTube's addresses have it: "90", "90s", "1m30s", "1h2m3s"."""
    found = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", text)
    hours, minutes, seconds = (int(each or 0) for each in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds

"""Where pasted links, frames and pictures lead."""

import base64
import binascii
import re
from urllib.parse import parse_qs, quote, urlsplit

from editor.model.provider import provider_of
from editor.text.paste.pasted import Harm, Loss

MAX_PICTURE = 20_000_000  # bytes of one picture within the HTML
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.I)
_HARMFUL = {"javascript", "data", "vbscript", "file", "blob", "about", "livescript", "mocha"}
_KEPT = {"http", "https", "mailto", "tel"}
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.I)
_ODD = re.compile(r"[\s<>\"'\\`\[\]|{}^]")
_FRAMES = (
    (
        r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})",
        "https://www.youtube.com/watch?v={}",
    ),
    (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}"),
    (r"open\.spotify\.com/embed/(\w+/\w+)", "https://open.spotify.com/{}"),
    (r"(?:www\.)?instagram\.com/((?:p|reel|tv)/[\w-]+)/embed", "https://www.instagram.com/{}/"),
    (r"platform\.twitter\.com/embed/Tweet\.html.*[?&]id=(\d+)", "https://x.com/i/status/{}"),
    (
        r"embed\.bsky\.app/embed/(did:[\w:]+)/app\.bsky\.feed\.post/(\w+)",
        "https://bsky.app/profile/{}/post/{}",
    ),
    (r"pca\.st/embed/([\w-]+)", "https://pca.st/{}"),
    (r"embed\.(podcasts\.apple\.com/.+)", "https://{}"),
)


def link(href: str) -> tuple[str, Loss | Harm | None]:
    """The address that a link may keep, or "" and what is to be said of it, if anything."""
    address = _direct(_HIDDEN.sub("", href).strip())
    if not address or address.startswith("#"):
        return "", None
    if address.startswith("//"):
        address = "https:" + address
    scheme = _SCHEME.match(address.replace(" ", ""))
    if scheme is None:
        return "", Loss.LINK
    name = scheme[1].lower()
    if name in _HARMFUL:
        return "", Harm.ADDRESS
    if name not in _KEPT or not _whole(address):
        return "", Loss.LINK
    return written(address), None


def _direct(address: str) -> str:
    """The address behind the redirects that Google Docs and Outlook put in front of it."""
    if "url" not in address:
        return address
    try:
        parts = urlsplit(address)
        host, asked = parts.hostname or "", parse_qs(parts.query)
    except ValueError:
        return address
    if host in ("www.google.com", "google.com") and parts.path == "/url":
        return (asked.get("q") or asked.get("url") or [address])[0]
    if host.endswith(".safelinks.protection.outlook.com"):
        return (asked.get("url") or [address])[0]
    return address


def _whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        bool(parts.netloc or parts.path)
        if parts.scheme not in ("http", "https")
        else bool(parts.netloc)
    )


def written(address: str) -> str:
    """`address` as Markdown can hold it in brackets."""
    address = _ODD.sub(lambda m: quote(m[0], safe=""), address)
    depth = 0
    for sign in address:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    return address.replace("(", "%28").replace(")", "%29") if depth else address


def framed(src: str) -> str:
    """The page that a provider's frame shows, as the address alone in its line; "" of any other."""
    address = "https:" + src if src.startswith("//") else src.strip()
    if "w.soundcloud.com/player" in address:
        asked = parse_qs(address.partition("?")[2])
        address = (asked.get("url") or [""])[0]
    bare = re.sub(r"^https?://", "", address)
    for pattern, page in _FRAMES:
        if found := re.match(pattern, bare, re.I):
            address = page.format(*found.groups())
            break
    return address if provider_of(address) else ""


def shown(address: str) -> str:
    """`address` if a provider shows what is there, else ""."""
    return address if provider_of(address) else ""


def is_picture(address: str) -> bool:
    """Whether a link only leads to a larger copy of the picture in it."""
    path = re.split(r"[?#]", address)[0].lower()
    return (
        path.endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")) or "/wiki/file:" in path
    )


def picture_data(src: str) -> tuple[bytes, str]:
    """The bytes of a picture that stands in its address, and how its file name ends; b"" if none does."""
    head = _DATA.match(src)
    if head is None or len(src) > MAX_PICTURE * 4 // 3 + 100:
        return b"", ""
    try:
        data = base64.b64decode(
            re.sub(r"\s|%0[AD]", "", src[head.end() :], flags=re.I), validate=True
        )
    except (binascii.Error, ValueError):
        return b"", ""
    for start, ending in ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif")):
        if data.startswith(start):
            return data, ending
    return (data, "webp") if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else (b"", "")

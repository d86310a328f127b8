"""What a picture is called on a site: by what it shows and by its bytes, or by these alone."""

import re
import unicodedata

from editor.cms.port import Asset

_SUFFIX = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}


def stem(asset: Asset) -> str:
    """Its name without the suffix; that of a locked picture tells nothing."""
    name = "picture" if asset.locked else plain(asset.name.rpartition(".")[0]) or "picture"
    return f"{name}-{asset.sha256[:12]}"


def suffix(asset: Asset) -> str:
    """The suffix of what it is, else the one that it came with."""
    return _SUFFIX.get(asset.mime, asset.name.rpartition(".")[2] or "jpg")


def plain(name: str) -> str:
    """`name` in small letters of ASCII, digits and hyphens; "" where none of it is left."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].rstrip("-")

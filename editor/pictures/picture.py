"""One picture: what it is, and the same without what its writer did not mean to publish."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import (  # each plug-in that is imported is a kind that can be opened, and no other is
    AvifImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from editor.model.errors import BadInput
from editor.pictures.containers import BrokenContainer, strip

MOST_PIXELS = 120_000_000  # half a gigabyte decoded; a larger claim is a bomb or a mistake
_MOST_CHECKED = 400_000_000  # of an animation's pixels: enough to know that it is one
_FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
        *((AvifImagePlugin.AvifImageFile,) if AvifImagePlugin.SUPPORTED else ()),
    )
)
_MIMES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}
_SAVE_AS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
_PLACE_IN_XMP = (b"GPSL", b"Iptc4xmpCore:Location", b"photoshop:City", b"LocationCreated")
# Pillow's readers, given a damaged file, raise whatever their code ran into
_DAMAGE = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, AttributeError),
    *(OverflowError, ZeroDivisionError, MemoryError, RuntimeError),
    *(struct.error, zlib.error, BrokenContainer),
)

Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit warns on stderr first; ours is in `_opened`
# damaged EXIF goes anyway; Pillow would tell the terminal about every tag of it
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture is. Width and height are as shown, upright; `has_place`: says where it was taken."""

    width: int
    height: int
    mime: str
    bytes: int
    has_place: bool


def kind_of(data: bytes) -> str | None:
    """The MIME type by the first bytes, None for anything that sites do not show."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and (b"avif" in data[8:32] or b"avis" in data[8:32]):
        return "image/avif" if "AVIF" in _FORMATS else None
    return None


def suffix_of(data: bytes) -> str:
    """The file name's ending without its dot; raises `BadInput` ("picture-kind")."""
    mime = kind_of(data)
    if mime is None:
        raise BadInput("picture-kind")
    return _MIMES[mime]


def describe(data: bytes) -> PictureFacts:
    """What the picture is; raises `BadInput`: picture-kind, picture-corrupt, picture-large."""
    with _opened(data) as (image, mime):
        width, height = image.size
        if _orientation(image) >= 5:
            width, height = height, width
        return PictureFacts(width, height, mime, len(data), _has_place(image, data))


def clean(data: bytes, max_pixels: int | None = None) -> bytes:
    """The picture without place, device and times, upright, its colour profile kept.

    Nothing is encoded anew unless it must be turned, or shrunk to `max_pixels` (of one frame;
    animations are not shrunk); a picture without metadata stays the same bytes. Raises `BadInput`:
    picture-kind, picture-corrupt, picture-large.
    """
    with _opened(data) as (image, mime):
        _check_frames(image)
        still = not getattr(image, "is_animated", False) or image.format == "MPO"
        image.seek(0)
        turned = still and _orientation(image) > 1
        large = still and max_pixels is not None and image.width * image.height > max_pixels
        if turned or large:
            return _redrawn(
                image, mime, max_pixels if large else None, lossless=b"VP8L" in data[:64]
            )
        if mime == "image/avif":
            known = image.getexif() or image.info.get("xmp") or image.info.get("exif")
            if known and not still:
                raise BadInput(
                    "picture-kind"
                )  # Pillow 13's writer of moving AVIF kills the process
            return _resaved(image, mime) if known else data
        return strip(data, mime)


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[Image.Image, str]]:
    mime = kind_of(data)
    if mime is None:
        raise BadInput("picture-kind")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadInput(
                    "picture-large",
                    width=image.width,
                    height=image.height,
                    megapixels=MOST_PIXELS // 1_000_000,
                )
            yield image, mime
    except UnidentifiedImageError as error:
        raise BadInput("picture-corrupt") from error
    except _DAMAGE as error:
        raise BadInput("picture-corrupt") from error


def _check_frames(image: Image.Image) -> None:
    """Decode it, so that what is damaged is found now and not by a reader."""
    checked = 0
    for frame in range(getattr(image, "n_frames", 1) if image.format != "MPO" else 1):
        image.seek(frame)
        image.load()
        checked += image.width * image.height
        if checked > _MOST_CHECKED:
            return


def _orientation(image: Image.Image) -> int:
    found = image.getexif().get(ExifTags.Base.Orientation, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _has_place(image: Image.Image, data: bytes) -> bool:
    if image.getexif().get_ifd(ExifTags.IFD.GPSInfo):
        return True
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = xmp.encode() if isinstance(xmp, str) else bytes(xmp)
    return any(sign in packet for sign in _PLACE_IN_XMP)


def _redrawn(image: Image.Image, mime: str, max_pixels: int | None, *, lossless: bool) -> bytes:
    sampling = JpegImagePlugin.get_sampling(image) if mime == "image/jpeg" else -1
    upright = ImageOps.exif_transpose(image)
    if max_pixels is not None:
        scale = (max_pixels / (upright.width * upright.height)) ** 0.5
        size = (max(1, int(upright.width * scale)), max(1, int(upright.height * scale)))
        if upright.mode in ("P", "1"):
            upright = upright.convert("RGBA" if "transparency" in image.info else "RGB")
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    upright.info["icc_profile"] = image.info.get("icc_profile")
    return _resaved(upright, mime, lossless=lossless, sampling=sampling)


def _resaved(image: Image.Image, mime: str, *, lossless: bool = False, sampling: int = -1) -> bytes:
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if mime == "image/jpeg":
        options |= {"quality": 95, "subsampling": sampling}  # as fine in colour as it was
    elif mime == "image/webp":
        options |= {"quality": 95, "lossless": lossless, "exif": b"", "xmp": b""}
    elif mime == "image/avif":
        options |= {"quality": 90, "exif": b"", "xmp": b""}
    elif mime == "image/png":
        options |= {"optimize": True, "exif": b""}
    image.save(out, _SAVE_AS[mime], **options)
    saved = out.getvalue()
    return saved if mime == "image/avif" else strip(saved, mime)

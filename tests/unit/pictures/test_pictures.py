"""What a reader gets of a picture: upright, in its own colours, and not where it was taken."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from editor.model.errors import BadInput
from editor.model.wording import WORDING
from editor.pictures import picture as picture_module
from editor.pictures.picture import clean, describe

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
WITH_EXIF = ["JPEG", "PNG", "WEBP", "AVIF"]
MOVING = ["PNG", "WEBP", "GIF"]  # Pillow's writer of moving AVIF is broken
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'><rdf:Description"
    b" exif:GPSLatitude='59,20N' dc:creator='Ana'/></rdf:RDF></x:xmpmeta>"
)


def _drawn() -> Image.Image:
    """A gradient, red at the left and blue below, so that turning it shows."""
    width, height = 90, 60
    image = Image.new("RGB", (width, height))
    image.putdata([(255 - 2 * x, 0, 4 * y) for y in range(height) for x in range(width)])
    return image


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _exif(orientation: int = 1, *, place: bool = True) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Acme Cameras"
    exif[ExifTags.Base.DateTime] = "2026:06:12 18:30:00"
    exif[ExifTags.Base.Orientation] = orientation
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (59.0, 20.0, 0.0)})
    return exif.tobytes()


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _code(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        clean(data)
    assert WORDING[caught.value.code].then
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_says_nothing_stays_the_same_bytes(kind: str) -> None:
    options = {} if kind == "GIF" else {"icc_profile": PROFILE}
    data = _saved(_drawn(), kind, **options)
    assert clean(data) == data
    facts = describe(data)
    assert (facts.width, facts.height, facts.bytes) == (90, 60, len(data))
    assert (facts.mime, facts.has_place) == (f"image/{kind.lower()}", False)


@pytest.mark.parametrize("kind", WITH_EXIF)
def test_place_and_camera_go_and_colours_stay(kind: str) -> None:
    data = _saved(_drawn(), kind, exif=_exif(), icc_profile=PROFILE)
    assert describe(data).has_place
    assert b"Acme" in data
    cleaned = clean(data)
    assert not describe(cleaned).has_place
    assert b"Acme" not in cleaned
    assert b"2026:06:12" not in cleaned
    assert _opened(cleaned).info["icc_profile"] == PROFILE
    assert dict(_opened(cleaned).getexif()) == {}
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_pixel_changes_when_only_metadata_goes(kind: str) -> None:
    data = _saved(_drawn(), kind, exif=_exif())
    assert _opened(clean(data)).tobytes() == _opened(data).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_place_in_xmp_counts_and_goes(kind: str) -> None:
    data = _saved(_drawn(), kind, xmp=XMP)
    assert describe(data).has_place
    cleaned = clean(data)
    assert b"GPSLatitude" not in cleaned
    assert b"Ana" not in cleaned


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_taken_sideways_is_set_upright(kind: str, orientation: int) -> None:
    data = _saved(_drawn(), kind, exif=_exif(orientation), icc_profile=PROFILE)
    facts = describe(data)
    upright = (60, 90) if orientation >= 5 else (90, 60)
    assert (facts.width, facts.height) == upright
    cleaned = clean(data)
    assert _opened(cleaned).size == upright
    assert _opened(cleaned).info["icc_profile"] == PROFILE
    assert b"Acme" not in cleaned
    red, blue = {
        2: ("right", "bottom"),
        3: ("right", "top"),
        4: ("left", "top"),
        5: ("top", "right"),
        6: ("top", "left"),
        7: ("bottom", "left"),
        8: ("bottom", "right"),
    }[orientation]
    assert _side(cleaned, 0) == red
    assert _side(cleaned, 2) == blue


def _side(data: bytes, band: int) -> str:
    """The side of the picture where a colour is strongest."""
    image = _opened(data).convert("RGB")
    wide, high = image.size
    middles = {
        "left": (1, high // 2),
        "right": (wide - 2, high // 2),
        "top": (wide // 2, 1),
        "bottom": (wide // 2, high - 2),
    }

    def strength(point: tuple[int, int]) -> int:
        pixel = image.getpixel(point)
        assert isinstance(pixel, tuple)
        return pixel[band]

    return max(middles, key=lambda side: strength(middles[side]))


@pytest.mark.parametrize("kind", MOVING)
def test_a_moving_picture_keeps_moving(kind: str) -> None:
    frames = [Image.new("RGB", (40, 30), (step * 40, 0, 0)) for step in range(5)]
    more = {"comment": b"Acme"} if kind == "GIF" else {"exif": _exif()}
    data = _saved(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=90, loop=0, **more
    )
    cleaned = clean(data)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(cleaned))
    assert getattr(after, "n_frames", 1) == 5
    assert after.info["loop"] == before.info["loop"] == 0
    assert b"Acme" not in cleaned
    for frame in range(5):
        before.seek(frame)
        after.seek(frame)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_what_trails_a_phone_picture_goes_too() -> None:
    data = _saved(_drawn(), "JPEG")
    film = b"\0\0\0\x18ftypmp42" + b"+59.3293+018.0686/" * 3
    assert clean(data + film) == data
    second = _saved(_drawn(), "JPEG", exif=_exif())
    both = _saved(_drawn(), "MPO", save_all=True, append_images=[_opened(second)])
    assert b"Acme" not in clean(both)


def _described(kind: str, words: str) -> bytes:
    """A picture that says `words` wherever its kind has room for a description or keywords."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = exif[ExifTags.Base.DocumentName] = words
    exif[ExifTags.Base.XPTitle] = exif[ExifTags.Base.XPKeywords] = words.encode("utf-16-le")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + words.encode()
    xmp = XMP.replace(b"Ana", words.encode())
    png = PngImagePlugin.PngInfo()
    png.add_text("Description", words)
    png.add_text("Comment", words, zip=True)
    png.add_itxt("XML:com.adobe.xmp", xmp.decode())
    options: dict[str, dict[str, object]] = {
        "JPEG": {"exif": exif, "xmp": xmp, "comment": words},
        "PNG": {"exif": exif, "pnginfo": png},
        "WEBP": {"exif": exif, "xmp": xmp},
        "GIF": {"comment": words},
        "AVIF": {"exif": exif, "xmp": xmp},
    }
    data = _saved(_drawn(), kind, **options[kind])
    if kind == "JPEG":  # IPTC's caption and keyword, as Photoshop keeps them
        records = b"".join(
            b"\x1c\x02" + struct.pack(">BH", number, len(words)) + words.encode()
            for number in (120, 25)
        )
        block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records
        block += b"\0" * (len(block) % 2)
        told = b"Photoshop 3.0\0" + block
        data = data[:2] + b"\xff\xed" + struct.pack(">H", len(told) + 2) + told + data[2:]
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_a_picture_says_in_words_is_left(kind: str) -> None:
    words = "the city pays for ninety million litres"
    data = _described(kind, words)
    told = [text.encode(coding) in data for text in (words,) for coding in ("utf-8", "utf-16-le")]
    assert any(told)
    for max_pixels in (None, 90 * 30):
        cleaned = clean(data, max_pixels)
        opened = _opened(cleaned)
        assert not {"exif", "xmp", "comment", "photoshop", "Description"} & set(opened.info)
        assert dict(opened.getexif()) == {}
        for coding in ("utf-8", "utf-16-le"):
            assert words.encode(coding) not in cleaned


def test_texts_in_a_png_go() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Ana")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add_text("Comment", "Ana " * 500, zip=True)
    data = _saved(_drawn(), "PNG", pnginfo=words)
    assert describe(data).has_place
    assert clean(data) == _saved(_drawn(), "PNG")


def test_a_large_picture_is_shrunk_where_a_limit_is_given() -> None:
    data = _saved(_drawn().resize((900, 600)), "JPEG", icc_profile=PROFILE)
    small = clean(data, max_pixels=90 * 60)
    assert _opened(small).size == (90, 60)
    assert _opened(small).info["icc_profile"] == PROFILE
    assert clean(data, max_pixels=900 * 600) == data


@pytest.mark.parametrize("kind", KINDS)
def test_an_incomplete_picture_is_refused(kind: str) -> None:
    data = _saved(Image.effect_noise((90, 60), 90).convert("RGB"), kind)
    for part in (0.25, 0.5, 0.75, 0.98):
        assert _code(data[: int(len(data) * part)]) == "picture-corrupt"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"<!doctype html>",
        _saved(_drawn(), "BMP"),
        _saved(_drawn(), "TIFF"),
    ],
)
def test_other_kinds_are_refused(data: bytes) -> None:
    assert _code(data) == "picture-kind"
    with pytest.raises(BadInput):
        describe(data)


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_not_opened() -> None:
    assert _code(_png_claiming(60_000, 60_000)) == "picture-large"


def test_a_picture_just_within_the_limit_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_module, "MOST_PIXELS", 90 * 60)
    data = _saved(_drawn(), "PNG")
    assert clean(data) == data
    assert _code(_saved(_drawn().resize((91, 60)), "PNG")) == "picture-large"


SAMPLES = [
    _saved(_drawn(), "JPEG", exif=_exif(6), icc_profile=PROFILE),
    _saved(_drawn(), "PNG", exif=_exif()),
    _saved(_drawn(), "GIF", comment=b"Acme"),
    _saved(_drawn(), "WEBP", exif=_exif(), xmp=XMP),
    _saved(_drawn(), "AVIF", exif=_exif()),
]


@given(
    data=st.sampled_from(SAMPLES),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, 10**6) | st.none(),
)
def test_a_damaged_file_is_refused_or_cleaned_and_never_breaks_us(
    data: bytes, changes: list[tuple[int, int]], cut: int | None
) -> None:
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    del damaged[(cut % len(damaged) if cut is not None else len(damaged)) :]
    refused = ""
    try:
        cleaned = clean(bytes(damaged))
    except BadInput as error:
        refused = error.code
    if refused:
        assert refused in {"picture-corrupt", "picture-kind", "picture-large"}
    else:
        assert describe(cleaned).mime == describe(bytes(damaged)).mime

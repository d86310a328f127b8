"""Picture files taken apart without decoding them: metadata goes, every pixel stays as it was.

Sources: ITU-T T.81 (JPEG), the PNG specification (W3C, third edition), GIF89a, and Google's
WebP container specification.
"""

import re
import struct
from collections.abc import Callable, Iterator

_JPEG_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_JPEG_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
# what a decoder needs, or a colour needs; text, times, EXIF and unknown private chunks go
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB"),
    *(b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_METADATA_FLAGS = 0x08 | 0x04  # EXIF, XMP


class BrokenContainer(Exception):
    """The file ends early or contradicts itself."""


def strip(data: bytes, mime: str) -> bytes:
    """The same picture without metadata; the same bytes when it has none.

    What trails the picture (a phone's film, a second picture with a place of its own) goes too.
    Raises `BrokenContainer`.
    """
    try:
        return b"".join(_STRIPPERS[mime](data))
    except (struct.error, IndexError) as error:
        raise BrokenContainer from error


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise BrokenContainer
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        if marker in _JPEG_STANDALONE:
            yield data[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if end > len(data) or length < 2:
            raise BrokenContainer
        if _keeps_jpeg(marker, data[at + 4 : min(end, at + 20)]):
            yield data[at:end]
        at = end
        if marker == 0xDA:
            scan = _JPEG_AFTER_SCAN.search(data, at)
            if scan is None:
                raise BrokenContainer
            yield data[at : scan.start()]
            at = scan.start()


def _keeps_jpeg(marker: int, start: bytes) -> bool:
    if marker == 0xE0:
        return start.startswith(b"JFIF\0")  # not JFXX: a thumbnail
    if marker == 0xE2:
        return start.startswith(b"ICC_PROFILE\0")  # not MPF: where further pictures lie
    if marker == 0xEE:
        return start.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    at = 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise BrokenContainer
        if kind in _PNG_KEPT or not kind[0] & 0x20:  # an unknown critical chunk is not ours to drop
            yield data[at:end]
        at = end
        if kind == b"IEND":
            return


def _webp(data: bytes) -> Iterator[bytes]:
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise BrokenContainer
    kept: list[bytes] = []
    at = 12
    while at + 8 <= size + 8:
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + (length & 1)
        if at + 8 + length > len(data):
            raise BrokenContainer
        chunk = data[at:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS & 0xFF]) + chunk[9:]
        if kind in _WEBP_KEPT:
            kept.append(chunk)
        at = end
    body = b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP"
    yield body


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13
    if data[10] & 0x80:
        at += 3 << ((data[10] & 7) + 1)
    yield data[:at]
    while True:
        start, kind = at, data[at]
        if kind == 0x3B:
            yield data[at : at + 1]
            return
        if kind == 0:  # stray padding, as old encoders leave it
            at += 1
            yield b"\0"
        elif kind == 0x2C:
            flags = data[at + 9]
            at += 10
            if flags & 0x80:
                at += 3 << ((flags & 7) + 1)
            at = _after_sub_blocks(data, at + 1)
            yield data[start:at]
        elif kind == 0x21:
            label = data[at + 1]
            at = _after_sub_blocks(data, at + 2)
            # comments and application data go, but for how often an animation repeats
            loops = data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            if label != 0xFE and (label != 0xFF or loops):
                yield data[start:at]
        else:
            raise BrokenContainer


def _after_sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


_STRIPPERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}

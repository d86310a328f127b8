"""The bytes of a file as text: in which encoding, with which line ends, and what could not be read."""

import codecs
import re
from dataclasses import dataclass

from editor.model.errors import BadInput

UTF8 = "utf-8"
GUESS = "cp1252"  # what old programs on Windows wrote, and Latin-1 but for a few marks
# the longest marks first: that of UTF-32 begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029]")
# no text has them: what a terminal obeys, and what Qt keeps for itself
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufdd1]")
# what no reader sees and what turns or parts words; a joiner or a mark of direction is many a language's own,
# and so is the space without width where words are not parted otherwise: Thai, Burmese, Khmer
_INVISIBLE = re.compile(
    "[\u2060\ufeff\u202a-\u202e]|(?<![\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff])\u200b"
)
_LOST = "\ufffd"
_BAD_PLACE = re.compile(f"{_LOST}+")
_SURE = re.compile(rb"(?<=[a-z])[\xc3-\xc5][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says, LF between lines, and how that is written back.

    `unreadable`: how many places stand as U+FFFD; `controls`: how many control characters were left
    out; `invisible`: how many characters that nobody sees were kept; `odd_ends`: how many lines end
    otherwise than most. `guessed`: the file does not say its encoding, and it is not UTF-8.
    """

    text: str
    encoding: str = UTF8
    mark: bytes = b""
    line_end: str = "\n"
    guessed: bool = False
    unreadable: int = 0
    controls: int = 0
    odd_ends: int = 0
    invisible: int = 0

    @property
    def whole(self) -> bool:
        """Whether it was read for certain and without loss, so that it may be written over."""
        return not (self.guessed or self.unreadable or self.controls or self.odd_ends)

    def encode(self, text: str) -> bytes:
        """Another text as bytes of the same form; as UTF-8 where the file's letters were not all read.

        All its lines end as most of the file's did.
        """
        wanted = text if self.line_end == "\n" else text.replace("\n", self.line_end)
        if self.guessed or self.unreadable or self.controls:
            return wanted.encode()
        return self.mark + wanted.encode(self.encoding)


def read(data: bytes, file: str) -> FileText:
    """The text in a file's bytes, whatever its encoding. Raises `BadInput("file-no-text")`."""
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "")
    )
    rest, guessed, unreadable = data[len(mark) :], False, 0
    try:
        text = rest.decode(encoding or UTF8)
    except UnicodeDecodeError:
        encoding = encoding or _likely(rest)
        text = rest.decode(encoding, "replace")
        unreadable = text.count(_LOST)
        guessed = encoding == GUESS
    if "\x00" in text:
        raise BadInput("file-no-text", file=file)
    plain, controls = _CONTROLS.subn("", text)
    line_end, odd_ends = _line_end(text)
    return FileText(
        _LINE_END.sub("\n", plain), encoding or UTF8, mark, line_end,
        guessed, unreadable, controls, odd_ends, len(_INVISIBLE.findall(plain)),
    )  # fmt: skip


def _likely(data: bytes) -> str:
    """UTF-8 where most that is not ASCII is good UTF-8, else what an old program wrote.

    What is bad is counted by its places: a run of bytes that are no text is one. A small letter, then
    Ã, then a sign, is what an old program would have to have written for é in UTF-8, and nobody writes
    so: one of these stands for two bad places more.
    """
    text = data.decode(UTF8, "replace")
    bad = len(_BAD_PLACE.findall(text))
    good = sum(1 for letter in text if letter > "\x7f") - text.count(_LOST)
    return UTF8 if good > bad or 2 * len(_SURE.findall(data)) >= bad else GUESS


def _line_end(text: str) -> tuple[str, int]:
    """What ends most lines, and how many end otherwise, as those that Unicode has an end of its own for."""
    windows = text.count("\r\n")
    unix, old = text.count("\n") - windows, text.count("\r") - windows
    odd = text.count("\u2028") + text.count("\u2029")
    if windows > max(unix, old):
        return "\r\n", odd + unix + old
    return ("\r", odd + windows + unix) if old > unix else ("\n", odd + windows + old)

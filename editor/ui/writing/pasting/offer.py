"""What the clipboard or a drop holds, and what of it is meant."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QImage

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff")
TEXT_SUFFIXES = (".md", ".markdown", ".txt")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
LONGEST_ADDRESS = 100_000
MARKDOWN = "text/markdown"  # what this editor's own text is copied as
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.I)

# what moves or hides text: all but white space and the joiners of Persian words and of emoji
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Offer:
    """What was pasted or dropped; `html` is "" where the text is Markdown or plain already."""

    text: str = ""
    html: str = ""
    image: QImage | None = None
    files: tuple[Path, ...] = ()

    @property
    def address(self) -> str:
        """The address, where it is one and nothing else."""
        text = self.text.strip() if len(self.text) < LONGEST_ADDRESS else ""
        return text if is_address(text) else ""


def offered(source: QMimeData) -> Offer:
    """What `source` holds: files before a picture alone, text before the picture of it."""
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    if files:
        return Offer(files=tuple(files))
    text = source.text() if source.hasText() else ""
    image = source.imageData() if source.hasImage() and not text.strip() else None
    if isinstance(image, QImage) and not image.isNull():
        return Offer(image=image)
    html = source.html() if source.hasHtml() and not source.hasFormat(MARKDOWN) else ""
    return Offer(text, html)


def one_line(source: QMimeData) -> str:
    """The text of `source` in one line, without characters that cannot be seen."""
    text = "" if any(url.isLocalFile() for url in source.urls()) else source.text()
    return " ".join(_UNSEEN.sub("", text.replace("\u2028", " ").replace("\u2029", " ")).split())


def is_address(text: str) -> bool:
    """Whether `text` is one address that a link can lead to."""
    return _ADDRESS.fullmatch(text) is not None


def picture_bytes(path: Path) -> bytes:
    """What is in a file; nothing where it cannot be read, and the service then says that it is no picture."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def suffix(path: Path) -> str:
    """A file's ending, in small letters."""
    return path.suffix.lower()


def png(image: QImage) -> bytes:
    """A picture of the clipboard as a file's bytes."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes a string
    return bytes(buffer.data().data())

"""What the contract sends: an article's words, one of every block, and pictures."""

import struct
import zlib
from dataclasses import replace
from hashlib import sha256
from html import unescape
from re import sub
from uuid import UUID

from editor.cms.port import Asset
from editor.model.block import (
    Blocks,
    Code,
    Definitions,
    Embed,
    Figure,
    Gallery,
    Heading,
    InlineCode,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Marked,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Separator,
    Table,
    Text,
)
from editor.model.provider import Provider


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Text(text),))


def free_words(article_id: UUID) -> str:
    """Words that anyone may read, this article's own (others stand in the same feeds)."""
    mark = article_id.hex[:8]
    return f"Anyone may read these free words {mark} about the harbour & its “old” crane — 2 < 3."


def locked_words(article_id: UUID) -> str:
    """Words that a stranger must not be shown, this article's own."""
    mark = article_id.hex[-8:]
    return f"Only those who pay may read these locked words {mark} on what the harbour master hid."


def every_block(picture: str) -> Blocks:
    """One of every kind of block, with characters that careless writers break; a note called `1`."""
    return (
        Heading(2, (Text("A heading & its <marks>"),)),
        Paragraph(
            (
                Marked(Mark.STRONG, (Text("Bold"), Marked(Mark.EMPHASIS, (Text(" and italic"),)))),
                Text(", a "),
                Link("https://example.org/?a=1&b=2", (Text("link"),), 'a "title"'),
                Text(", "),
                InlineCode("a < b && [c]"),
                LineBreak(),
                Text("[gallery] --> a note"),
                NoteCall("1", 1),
                Text(" – سلام, 漢字, 🎈."),
            )
        ),
        ListBlock(True, ((paragraph("three"),), (paragraph("four"),)), start=3),
        ListBlock(
            False,
            (
                (paragraph("outer"), ListBlock(False, ((paragraph("inner"),),))),
                (paragraph("loose"), paragraph("second paragraph")),
            ),
            tight=False,
        ),
        Quote((paragraph("Quoted."), paragraph("Twice."))),
        Figure(Picture(picture, 'An "alt" & more'), "A caption <here>", "A. Photographer"),
        Code("if a < b && c:\n    print('[x]')\n", "python"),
        Separator(),
        Table(
            ((Text("Left"),), (Text("Right"),)),
            (((Text("a"),), (Text("1"),)),),
            ("left", "right"),
            (Text("What the table says"),),
        ),
        PullQuote((Text("Pulled & large."),), (Text("A. Speaker"),)),
        Gallery(
            (Figure(Picture(picture, "One"), "The first"), Figure(Picture(picture), "", "B. Other"))
        ),
        Embed("https://www.youtube.com/watch?v=a--b_c&t=3", Provider.YOUTUBE),
        Definitions(((((Text("Term"),),), ((paragraph("Meaning."),),)),)),
    )


def tiny_picture(name: str = "quay.png", shade: int = 0) -> Asset:
    """A real 4 × 4 PNG of one grey; another `shade` gives other bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\x00" + bytes([shade]) * 4 for _ in range(4))
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return Asset(name, data, "image/png", sha256(data).hexdigest(), "A grey quay", "The quay")


def padded(asset: Asset, size: int) -> Asset:
    """`asset` with zeros behind its end up to `size` bytes; it shows the same picture."""
    data = asset.data.ljust(size, b"\0")
    return replace(asset, data=data, sha256=sha256(data).hexdigest())


def words(markup: str) -> str:
    """The words of a page, feed or answer, one space apart; a `<` of plain text is no tag."""
    return " ".join(unescape(sub(r"<[a-zA-Z/!?][^>]*>", "", markup)).split())

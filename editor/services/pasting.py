"""Pasting: what another program put on the clipboard, as clean Markdown with its pictures kept."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from editor.model.errors import BadInput
from editor.services.drafting import read_bytes
from editor.text import file_text
from editor.text.paste import Loss, Lost, Pasted, Removed, is_rich, read_html, read_plain

_PIECE = 500_000  # characters: between two of them other threads go on
Keep = Callable[[bytes, str], str]


def read(
    plain: str, html: str, first_note: int, keep: Keep, checkpoint: Callable[[], object]
) -> Pasted:
    """What was pasted as Markdown; `html` is "" where only `plain` counts.

    `keep` takes a picture's bytes and a name, and gives the name it is kept under. `checkpoint` is
    called now and then and may raise to end it.
    """
    if html and (not plain or is_rich(html, plain)):
        return _with_pictures(read_html(html, plain, first_note, checkpoint), keep)
    pieces = []
    for piece in _pieces(plain):
        checkpoint()
        pieces.append(read_plain(piece))
    removed: dict[str, Removed] = {}
    for one in (one for piece in pieces for one in piece.removed):
        before = removed.get(one.code)
        removed[one.code] = replace(one, count=one.count + (before.count if before else 0))
    return Pasted("".join(piece.markdown for piece in pieces), removed=tuple(removed.values()))


def text_of(path: Path) -> str:
    """The text of a file that is inserted. Raises `BadInput`."""
    return file_text.read(read_bytes(path), path.name).text


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces that end with a line, so that no line end is parted."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE) + 1 or len(text)
        yield text[at:end]
        at = end


def _with_pictures(pasted: Pasted, keep: Keep) -> Pasted:
    """`pasted` with its pictures kept under names of the article; one that is none is lost."""
    markdown, missing = pasted.markdown, 0
    for picture in pasted.pictures:
        if not picture.data:
            continue  # it stays where it is on the web
        target = re.escape(f"]({picture.name}") + r"(?=[) ])"
        try:
            kept = keep(picture.data, picture.name)
        except BadInput:
            missing += 1
            markdown = re.sub(r"!\[[^\[\]]*" + target + r"[^)\n]*\)", "", markdown)
        else:
            markdown = re.sub(target, f"]({kept}", markdown)
    if not missing:
        return replace(pasted, markdown=markdown)
    others = tuple(one for one in pasted.lost if one.code is not Loss.PICTURE)
    known = sum(one.count for one in pasted.lost if one.code is Loss.PICTURE)
    lost = (*others, Lost(Loss.PICTURE, known + missing))
    return replace(pasted, markdown=markdown, lost=lost)

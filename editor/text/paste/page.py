"""A whole pasted page: read once, and once more where only reading it tells how to."""

import re
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]  # it brings no types

from editor.text.paste.notes import numbered
from editor.text.paste.pasted import Pasted, Tally, losses, removals
from editor.text.paste.piece import HEADING, Kind, joined
from editor.text.paste.reader import Reader

_HEADING = re.compile(HEADING.format(r"(\d)"))
_NO_CHARACTERS = re.compile(r"[\x00\ud800-\udfff]")  # the parser would put a sign in their place
_LANGUAGE = re.compile(r"<(?:html|body)\b[^>]{0,2000}?\blang\s*=\s*[\"']?([a-z]{2,3})\b", re.I)


def read_page(html: str, first_note: int, checkpoint: Callable[[], object], size: int) -> Pasted:
    """`html`, given to the parser `size` characters at a time."""
    html = _NO_CHARACTERS.sub("", html)
    found = _LANGUAGE.search(html[:50_000])
    language = found[1].lower() if found else ""
    reader = _read(html, language, False, checkpoint, size)
    most = max(reader.letters, key=lambda each: reader.letters[each], default=language)
    if most != language:
        reader = _read(html, most, False, checkpoint, size)
    pasted = _pasted(reader, first_note)
    if not pasted.markdown and pasted.lost:
        pasted = _pasted(_read(html, most, True, checkpoint, size), first_note)
    return pasted


def _read(
    html: str, language: str, all_of_it: bool, checkpoint: Callable[[], object], size: int
) -> Reader:
    reader = Reader(Tally(), language, all_of_it)
    # without huge_tree an attribute of 10 MB, a picture, ends the page
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    try:
        for at in range(0, len(html), size):
            checkpoint()
            parser.feed(html[at : at + size].encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:  # there was nothing in it
        reader.close()
    checkpoint()
    return reader


def _pasted(reader: Reader, first_note: int) -> Pasted:
    pieces = reader.frames.page.pieces
    while reader.frames.notes and pieces and pieces[-1].kind is Kind.RULE:
        pieces.pop()  # it stood above the notes
    text = numbered(joined(pieces), reader.frames.notes, first_note, reader.tally)
    highest = min(map(int, _HEADING.findall(text)), default=2)
    text = _HEADING.sub(lambda m: "#" * min(int(m[1]) - highest + 2, 6), text)
    tally = reader.tally
    return Pasted(text, losses(tally), removals(tally), tuple(reader.pictures))

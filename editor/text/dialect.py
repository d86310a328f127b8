"""Our Python-Markdown: its extensions, what it reads besides them, and the element tree it makes."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX

from editor.model.provider import provider_of
from editor.text.bounds import bound

FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE
_CAPTION = re.compile(r":[ \t]+")
_NO_CHARACTER = re.compile(r"&#(?!(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F])")
_BROKEN = f"&{ETX}#"


@dataclass(frozen=True, slots=True)
class Defined:
    """What stands in one place of a text and counts in all of it.

    `links` are addresses and titles by label, `notes` the labels of footnotes, `abbreviations` long
    forms by short form.
    """

    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)


class Tree(NamedTuple):
    """`root` is of elements, `raw` the pieces of HTML stashed away from it; `own` was defined there."""

    root: Element
    raw: list[str]
    own: Defined


class _Ours(Extension):
    """Strike-through, highlight, embeds and captions of tables."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "strike", 65)
        md.inlinePatterns.register(
            SimpleTagInlineProcessor(r"(==)(.+?)==", "mark"), "highlight", 64
        )
        md.parser.blockprocessors.register(_Embeds(md.parser), "embeds", 200)
        md.parser.blockprocessors.register(_Quotes(md.parser), "quote", 20)
        md.parser.blockprocessors.register(_Captions(md.parser), "captions", 90)
        md.preprocessors.register(_RawHtml(md), "html_block", 20)


class _Extractor(HTMLExtractor):
    """Takes what begins like a declaration and has no end for words.

    Theirs fails on it, or loses count of the lines and mistakes all tags below.
    """

    def parse_pi(self, i: int) -> int:
        return self._or_words(i, super().parse_pi(i))

    def parse_html_declaration(self, i: int) -> int:
        try:
            return self._or_words(i, super().parse_html_declaration(i))
        except AssertionError:
            return self._or_words(i, -1)

    def _or_words(self, i: int, end: int) -> int:
        if end >= 0:
            return end
        self.handle_data(self.rawdata[i : i + 2])
        return i + 2


class _RawHtml(Preprocessor):
    """Raw HTML stashed away; a reference to a character that is none ends nothing."""

    def run(self, lines: list[str]) -> list[str]:
        extractor = _Extractor(self.md)
        # where theirs meets one, it reads no further
        extractor.feed(_NO_CHARACTER.sub(_BROKEN, "\n".join(lines)))
        extractor.close()
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [str(piece).replace(_BROKEN, "&#") for piece in stash]
        return "".join(extractor.cleandoc).replace(_BROKEN, "&#").split("\n")


class _Embeds(BlockProcessor):
    """An address that can be shown is an element of its own, so that nothing in it is taken for a mark."""

    def test(self, parent: Element, block: str) -> bool:
        return parent is self.parser.root and provider_of(_bare(block)) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "embed", src=_bare(blocks.pop(0)))


def _bare(block: str) -> str:
    address = block.strip() if not block.startswith("    ") else ""
    return address[1:-1] if address.startswith("<") and address.endswith(">") else address


class _Quotes(BlockQuoteProcessor):
    """A blank line ends a quote, as everywhere else: the next one is another."""

    def lastChild(self, parent: Element) -> Element | None:
        return None


class _Captions(BlockProcessor):
    """`: words` after a table."""

    def test(self, parent: Element, block: str) -> bool:
        table = self.lastChild(parent)
        above = table is not None and table.tag == "table" and table.find("caption") is None
        return above and _CAPTION.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        table = self.lastChild(parent)
        assert table is not None
        SubElement(table, "caption").text = _CAPTION.sub("", blocks.pop(0), count=1).strip()


class _Notes(FootnoteExtension):
    """Footnotes in the order they are defined, also those defined within another; no links back.

    `known` are the labels that may be called; None means those of this text.
    """

    known: frozenset[str] | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Calls(r"\[\^([^\]]*)\]", self), "footnote", 175)
        md.treeprocessors.deregister("footnote-duplicate")

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        notes: dict[str, str] = self.footnotes
        section = Element("div", {"class": "footnote"})
        done: set[str] = set()
        while waiting := [label for label in notes if label not in done]:
            for label in waiting:
                done.add(label)
                # not read into the item itself: within one, lists are read otherwise
                self.parser.parseChunk(apart := Element("div"), notes[label])
                SubElement(section, "li", id=f"fn:{label}").extend(apart)
        return section if done else None

    def findFootnotesPlaceholder(self, root: Element) -> None:
        return None  # theirs is a phrase like any other here


class _Calls(InlineProcessor):
    def __init__(self, pattern: str, notes: _Notes) -> None:
        super().__init__(pattern)
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # theirs says less than it allows
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        known = self._notes.footnotes if self._notes.known is None else self._notes.known
        if m[1] not in known:
            return None, None, None
        call = Element("sup")
        SubElement(call, "a", {"class": "footnote-ref", "href": f"#fn:{m[1]}"})
        return call, m.start(0), m.end(0)


class _Settled(dict[str, tuple[str, str]]):
    """What is known of the whole text, whatever the part of it being read says."""

    def __setitem__(self, key: str, value: tuple[str, str]) -> None:
        pass


class _Reader:
    """One converter with its extensions: making one takes longer than reading a short article."""

    def __init__(self) -> None:
        self.notes, abbreviations = _Notes(USE_DEFINITION_ORDER=True), AbbrExtension()
        self.abbreviations: dict[str, str] = abbreviations.abbrs  # type: ignore[attr-defined]  # the stub has none
        self.markdown = Markdown(
            extensions=[
                abbreviations,
                DefListExtension(),
                FencedCodeExtension(),
                self.notes,
                SaneListExtension(),
                TableExtension(),
                _Ours(),
            ]
        )
        bound(self.markdown)

    def read(self, body: str, defined: Defined | None) -> Tree:
        md, abbreviations = self.markdown, self.abbreviations
        md.references = {}
        md.reset()
        self.notes.known = None
        if defined is not None:
            md.references = _Settled(defined.links)
            self.notes.known = defined.notes
        lines = body.split("\n")
        for step in md.preprocessors:
            lines = step.run(lines)
        root = md.parser.parseDocument(lines).getroot()
        assert root is not None
        for shaping in md.treeprocessors:
            if defined is not None and isinstance(shaping, AbbrTreeprocessor):
                abbreviations.clear()
                abbreviations.update(defined.abbreviations)
            new = shaping.run(root)
            root = root if new is None else new
        labels = frozenset(self.notes.footnotes)
        raw = [str(piece) for piece in md.htmlStash.rawHtmlBlocks]
        return Tree(root, raw, Defined(dict(md.references), labels, dict(abbreviations)))


_local = threading.local()


def _reader() -> _Reader:
    if not hasattr(_local, "reader"):
        _local.reader = _Reader()
    made: _Reader = _local.reader
    return made


def read_tree(body: str, defined: Defined | None = None) -> Tree:
    """The element tree of `body`, which is not empty.

    `defined` is what the whole text defines, where `body` is a part of it; what the part itself
    defines is then told only where nothing is given.
    """
    try:
        return _reader().read(body, defined)
    except BaseException:
        del _local.reader  # it stands in the midst of something
        raise


def is_html_open(body: str) -> bool:
    """Whether raw HTML that begins in `body` does not end in it, as the converter sees it."""
    md = _reader().markdown
    md.reset()
    lines = body.split("\n")
    for name in ("normalize_whitespace", "fenced_code_block"):
        lines = md.preprocessors[name].run(lines)
    extractor = _Extractor(md)
    extractor.feed(_NO_CHARACTER.sub(_BROKEN, "\n".join(lines)))
    return bool(extractor.inraw or extractor.cdata_elem or extractor._cache)  # type: ignore[attr-defined]  # the stub has none

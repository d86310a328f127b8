"""Our Python-Markdown: its extensions, what it reads besides them, and the element tree it makes."""

import re
import threading
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from editor.model.provider import provider_of

_CAPTION = re.compile(r":[ \t]+")


class _Ours(Extension):
    """Strike-through, highlight, embeds, captions of tables, and the tree kept for us."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "strike", 65)
        md.inlinePatterns.register(
            SimpleTagInlineProcessor(r"(==)(.+?)==", "mark"), "highlight", 64
        )
        md.parser.blockprocessors.register(_Embeds(md.parser), "embeds", 200)
        md.parser.blockprocessors.register(_Quotes(md.parser), "quote", 20)
        md.parser.blockprocessors.register(_Captions(md.parser), "captions", 90)
        md.treeprocessors.register(_KeepTree(md), "keep", -10)


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


class _KeepTree(Treeprocessor):
    def run(self, root: Element) -> None:
        self.root = root


_local = threading.local()


def read_tree(body: str) -> tuple[Element, list[str]]:
    """The element tree of `body`, which is not empty, and the pieces of raw HTML stashed away from it."""
    md = _markdown()
    md.convert(body)
    keep = md.treeprocessors["keep"]
    assert isinstance(keep, _KeepTree)
    return keep.root, [str(raw) for raw in md.htmlStash.rawHtmlBlocks]


def _markdown() -> Markdown:
    """One converter a thread: making one takes longer than reading a short article."""
    if not hasattr(_local, "markdown"):
        _local.markdown = Markdown(
            extensions=[
                AbbrExtension(),
                DefListExtension(),
                FencedCodeExtension(),
                FootnoteExtension(BACKLINK_TEXT=""),
                SaneListExtension(),
                TableExtension(),
                _Ours(),
            ]
        )
    made: Markdown = _local.markdown
    return made.reset()

"""Our blocks as the document of Ghost's editor, Lexical JSON, and the cut within it.

What its nodes show as it is goes into nodes of their own, which stay editable there. Whatever they
would not show goes into an HTML card: the whole paragraph, list or quote that holds a note call, an
abbreviation, a raw tag, a picture in the text or a link with a title (Ghost keeps the title and never
writes it); tables, definitions and raw HTML always.

An embed is a bookmark: Ghost's own embed needs the answer of its oEmbed, which is not asked for here,
and a frame in an HTML card shows nothing in mail. A bookmark leads there from the page and from mail.

No node holds a language, and `direction` is for Ghost's editor alone: on the page the direction is that
of the theme, be the site's language what it may. So where an article runs the other way, its words go as
HTML cards, each with direction and language on its first tag: themes lay out what stands directly in the
text, and an element around all could not hold the cut. Raw HTML alone, which may have many first tags or
a direction of its own, gets an element around it. The gaps of a loose list are the theme's to choose.
"""

import json
import re
from html import escape
from math import ceil

from editor.cms.ghost.line import fits, words
from editor.cms.ghost.markup import MarkupWriter, language, one_line, text
from editor.cms.ghost.nodes import JOINER, Node, Nodes, address, element, node, told
from editor.cms.port import Media, Post
from editor.model.audience import Access
from editor.model.block import (
    Block,
    Blocks,
    Code,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Html,
    Inlines,
    LineBreak,
    ListBlock,
    Paragraph,
    PullQuote,
    Quote,
    Separator,
    Text,
    credited,
)
from editor.render.phrases import direction

_MOST_IN_GALLERY = 9


def lexical(post: Post, media: Media, pages: str) -> str:
    """The whole of `post` as compact JSON, with one paywall node unless everyone may read all of it.

    `pages` is the direction that the site's pages run in, "ltr" or "rtl".

    The notes of each part stand at its end. A picture in `media` whose size is known has it as its id,
    "800x600", for Ghost numbers none. Raises `Rejected` "picture-missing".
    """
    way = direction(post.language)
    turned = f' dir="{way}" lang="{escape(post.language)}"' if way != pages else ""
    writer = _Writer(MarkupWriter(media, f"fn-{post.article_id.hex[:8]}"), turned)
    nodes = writer.part(post.teaser, post.teaser_notes)
    if post.access is not Access.EVERYONE:
        # measured: with nothing at all above the cut the Content API gives strangers the whole text
        nodes = nodes or [element("paragraph", [])]
        nodes.append(node("paywall"))
        nodes += writer.part(post.locked, post.locked_notes)
    # Ghost refuses a document without a node
    root = element("root", nodes or [element("paragraph", [])])
    written = json.dumps({"root": root}, ensure_ascii=False, separators=(",", ":"))
    # what Ghost writes for its own address where it keeps a document: it would become the address
    return written.replace("__GHOST_URL__", f"__GHOST_{JOINER}URL__")


class _Writer:
    """Writes nodes; `turned` are the attributes of what runs against the direction of its page, or ""."""

    def __init__(self, markup: MarkupWriter, turned: str) -> None:
        self._markup = markup
        self._turned = turned

    def part(self, blocks: Blocks, notes: tuple[Footnote, ...]) -> Nodes:
        nodes = [each for block in blocks for each in self._block(block)]
        return [*nodes, self._card(self._markup.notes(notes))] if notes else nodes

    def _block(self, item: Block) -> Nodes:
        if self._turned and isinstance(item, Paragraph | Heading | ListBlock | Quote | PullQuote):
            return [self._card(self._markup.block(item))]
        if self._turned and isinstance(item, Html):
            return [self._card(f"<div>{self._markup.block(item)}</div>")]
        match item:
            case Paragraph(children) if fits(children):
                return [element("paragraph", words(children))]
            case Heading(level, children) if fits(children):
                return [element("extended-heading", words(children), tag=f"h{level}")]
            case ListBlock() if _list_fits(item):
                return [_list(item)]
            case Quote(children) if children and (lines := _lines(children)):
                return [element("extended-quote", lines)]
            case PullQuote(children, cite) if fits((*children, *cite)):
                said = (*children, LineBreak(), Text("— "), *cite) if cite else children
                return [element("aside", words(said))]
            case Figure():
                return [self._figure(item)]
            case Gallery(figures):
                return self._gallery(figures)
            case Embed():
                return [_bookmark(item)]
            case Code(shown):
                return [
                    node("codeblock", code=shown.rstrip("\n"), language=language(item), caption="")
                ]
            case Separator():
                return [node("horizontalrule")]
            case _:
                return [self._card(self._markup.block(item))]

    def _card(self, html: str) -> Node:
        return node("html", html=re.sub(r"^<\w+", rf"\g<0>{self._turned}", html))

    def _caption(self, words: str) -> str:
        shown = text(one_line(words))
        return f"<span{self._turned}>{shown}</span>" if shown and self._turned else shown

    def _figure(self, item: Figure) -> Node:
        size = self._markup.size(item.picture)
        return node(
            "image",
            src=address(self._markup.address(item.picture)),
            width=size and size[0],
            height=size and size[1],
            title="",
            alt=told(item.picture.alt),
            caption=self._caption(credited(item.caption, item.credit)),
            cardWidth="regular",
            href="",
        )

    def _gallery(self, figures: tuple[Figure, ...]) -> Nodes:
        """As few galleries as hold all; single pictures where a size is not known.

        Ghost leaves a picture without its size out of a gallery, and has one caption for all.
        """
        images = [self._figure(each) for each in figures]
        in_each = ceil(len(images) / max(1, ceil(len(images) / _MOST_IN_GALLERY)))
        nodes: Nodes = []
        for first in range(0, len(images), in_each or 1):
            some = images[first : first + in_each]
            nodes += [_rows(some)] if all(image["width"] for image in some) else some
        return nodes


def _rows(images: Nodes) -> Node:
    kept: Nodes = []
    for at, image in enumerate(images):
        name = str(image["src"]).rpartition("/")[2] or "picture"
        shown = {key: image[key] for key in ("src", "width", "height", "alt")}
        kept.append({"row": at // 3, "fileName": name, **shown, "title": "", "caption": ""})
    captions = " · ".join(str(image["caption"]) for image in images if image["caption"])
    return node("gallery", images=kept, caption=captions)


def _bookmark(item: Embed) -> Node:
    shown = item.url.split("://", 1)[1].removeprefix("www.").rstrip("/")
    names = ("icon", "title", "description", "author", "publisher", "thumbnail")
    said = dict.fromkeys(names, "") | {"title": item.provider.value, "description": shown}
    return node("bookmark", url=address(item.url), metadata=said, caption="")


def _list(item: ListBlock, depth: int = 0) -> Node:
    items: Nodes = []
    value = item.start if item.ordered else 1
    for blocks in item.items:
        first = blocks[0].children if blocks and isinstance(blocks[0], Paragraph) else ()
        items.append(element("listitem", words(first), indent=depth, value=value))
        value += 1
        # a list within an item is the only child of an item of its own, which is not counted
        items += [
            element("listitem", [_list(each, depth + 1)], indent=depth, value=value)
            for each in blocks
            if isinstance(each, ListBlock)
        ]
    kind, tag, start = ("number", "ol", item.start) if item.ordered else ("bullet", "ul", 1)
    return element("list", items, listType=kind, tag=tag, start=start)


def _list_fits(item: ListBlock) -> bool:
    """Whether each item is a line of text and a list below it, which is all that Ghost's lists hold."""

    def item_fits(blocks: Blocks) -> bool:
        match blocks:
            case ():
                return True
            case (Paragraph(children),):
                return fits(children)
            case (Paragraph(children), ListBlock() as inner):
                return fits(children) and _list_fits(inner)
            case _:
                return False

    return all(item_fits(blocks) for blocks in item.items)


def _lines(blocks: Blocks) -> Nodes:
    """Paragraphs as Ghost's quotes hold them, an empty line apart; [] where there is more than that."""
    inlines: list[Inlines] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not fits(block.children):
            return []
        inlines += [(LineBreak(), LineBreak()), block.children]
    return words(tuple(item for some in inlines[1:] for item in some))

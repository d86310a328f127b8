"""Our blocks as HTML, for what Ghost's editor has no node for: it stands in an HTML card, as written.

A literal `<!--members-only-->` in a card would be taken for the cut, and `<!--kg-gated-block` for a gate
of its own: nothing written here holds a `<!--`.
"""

import re
from html import escape

from editor.cms.ghost.nodes import address
from editor.cms.port import Media
from editor.model.block import (
    Abbreviation,
    Block,
    Blocks,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Html,
    Inline,
    InlineCode,
    InlineHtml,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    Marked,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Separator,
    Table,
    Text,
    credited,
)
from editor.model.errors import Rejected


def text(words: str) -> str:
    """`words` as HTML text."""
    return escape(words, quote=False)


def one_line(words: str) -> str:
    """`words` on one line, as a soft break is shown."""
    return words.replace("\n", " ")


def language(code: Code) -> str:
    """The language of `code` as one word of a class."""
    return re.sub(r"[^\w+#.-]", "", code.language)


class MarkupWriter:
    """Writes one post's HTML. `media` gives its pictures' addresses; `prefix` keeps its ids its own."""

    def __init__(self, media: Media, prefix: str) -> None:
        self._media = media
        self._prefix = prefix
        self._calls: dict[int, int] = {}

    def notes(self, notes: tuple[Footnote, ...]) -> str:
        """The texts of `notes`, each with a link back to where it is first called."""
        items = []
        for note in notes:
            id_ = f"{self._prefix}-note-{note.number}"
            back = f'<a href="#{self._prefix}-ref-{note.number}">↩</a>'
            inner = self.blocks(note.children, tight=True)
            items.append(f'<li id="{id_}" value="{note.number}">{inner} {back}</li>')
        return f'<ol class="footnotes">{"".join(items)}</ol>'

    def blocks(self, blocks: Blocks, *, tight: bool) -> str:
        """`blocks` one after the other; where `tight`, a paragraph that comes first is bare."""
        if tight and blocks and isinstance(first := blocks[0], Paragraph):
            return self.inlines(first.children) + self.blocks(blocks[1:], tight=False)
        return "".join(self.block(each) for each in blocks)

    def block(self, item: Block) -> str:
        """One block with all that is in it."""
        match item:
            case Paragraph(children):
                return f"<p>{self.inlines(children)}</p>"
            case Heading(level, children):
                return f"<h{level}>{self.inlines(children)}</h{level}>"
            case ListBlock(ordered, items, start, tight):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 else ""
                inner = "".join(f"<li>{self.blocks(each, tight=tight)}</li>" for each in items)
                return f"<{tag}{first}>{inner}</{tag}>"
            case Quote(children):
                return f"<blockquote>{self.blocks(children, tight=False)}</blockquote>"
            case PullQuote(children, cite):
                by = f"<cite>{self.inlines(cite)}</cite>" if cite else ""
                said = f"<p>{self.inlines(children)}</p>"
                return f'<blockquote class="kg-blockquote-alt">{said}{by}</blockquote>'
            case Figure(picture):
                below = _within("figcaption", text(credited(item.caption, item.credit)))
                untitled = Picture(picture.src, picture.alt)  # its title is the caption
                return f"<figure>{self._image(untitled)}{below}</figure>"
            case Gallery(figures):
                return self.blocks(figures, tight=False)
            case Embed(url):
                return f'<p><a href="{_quoted(url)}">{text(url)}</a></p>'
            case Code(words):
                kind = f' class="language-{language(item)}"' if language(item) else ""
                return f"<pre><code{kind}>{text(words)}</code></pre>"
            case Separator():
                return "<hr>"
            case Table():
                return self._table(item)
            case Definitions(entries):
                inner = ""
                for terms, texts in entries:
                    inner += "".join(f"<dt>{self.inlines(term)}</dt>" for term in terms)
                    inner += "".join(f"<dd>{self.blocks(each, tight=True)}</dd>" for each in texts)
                return f"<dl>{inner}</dl>"
            case Html(html):
                return _without_comments(html)

    def _table(self, item: Table) -> str:
        def row(cells: tuple[Inlines, ...], tag: str) -> str:
            written = ""
            for cell, align in zip(cells, (*item.aligns, *[""] * len(cells))):
                css = f' style="text-align: {align}"' if align else ""
                written += f"<{tag}{css}>{self.inlines(cell)}</{tag}>"
            return f"<tr>{written}</tr>"

        named = _within("caption", self.inlines(item.caption))
        head = _within("thead", row(item.head, "th") if any(item.head) else "")
        body = _within("tbody", "".join(row(cells, "td") for cells in item.rows))
        return f"<table>{named}{head}{body}</table>"

    def inlines(self, items: Inlines) -> str:
        """A line of text."""
        return "".join(self._inline(item) for item in items)

    def _inline(self, item: Inline) -> str:
        match item:
            case Text(words):
                return text(one_line(words))
            case Marked(mark, children):
                return f"<{mark.value}>{self.inlines(children)}</{mark.value}>"
            case InlineCode(words):
                return f"<code>{text(one_line(words))}</code>"
            case Link(url, children, title):
                return f'<a href="{_quoted(url)}"{_titled(title)}>{self.inlines(children)}</a>'
            case Picture():
                return self._image(item)
            case LineBreak():
                return "<br>"
            case NoteCall(_, number):
                return self._call(number)
            case Abbreviation(words, title):
                return f"<abbr{_titled(title)}>{text(one_line(words))}</abbr>"
            case InlineHtml(html):
                return _without_comments(html)

    def _call(self, number: int) -> str:
        times = self._calls[number] = self._calls.get(number, 0) + 1
        id_ = f"{self._prefix}-ref-{number}" + (f"-{times}" if times > 1 else "")
        return f'<sup id="{id_}"><a href="#{self._prefix}-note-{number}">{number}</a></sup>'

    def _image(self, picture: Picture) -> str:
        alt = escape(one_line(picture.alt))
        return f'<img src="{_quoted(self.address(picture))}" alt="{alt}"{_titled(picture.title)}>'

    def address(self, picture: Picture) -> str:
        """Where a picture is, on the site or elsewhere; raises `Rejected` "picture-missing"."""
        if picture.src in self._media:
            return self._media[picture.src].url
        if re.match(r"https?://", picture.src):
            return picture.src
        raise Rejected("picture-missing", file=picture.src)

    def size(self, picture: Picture) -> tuple[int, int] | None:
        """Width and height where they are known: what Ghost keeps has its size for an id, "800x600"."""
        kept = self._media.get(picture.src)
        known = re.fullmatch(r"([1-9]\d*)x([1-9]\d*)", kept.remote_id) if kept else None
        return (int(known[1]), int(known[2])) if known else None


def _quoted(url: str) -> str:
    return escape(address(url))


def _titled(title: str) -> str:
    return f' title="{escape(one_line(title))}"' if title else ""


def _within(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _without_comments(html: str) -> str:
    return html.replace("<!--", "&lt;!--")

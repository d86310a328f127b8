"""Our blocks as WordPress block markup: valid for its editor, and left alone by its HTML filter.

WordPress filters what users without `unfiltered_html` send (kses). Everything here is written in the form
that the filter gives back unchanged: `&amp;`, `&lt;`, `&gt;`, double quotes, three-digit references.
"""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

from editor.cms.port import Media
from editor.model.block import (
    Abbreviation,
    Block,
    Blocks,
    Code,
    Definitions,
    Figure,
    Footnote,
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
    Quote,
    Separator,
    Table,
    Text,
)
from editor.model.errors import Rejected

Attributes = Mapping[str, str | int | bool | list[int] | list[str]]
_SHORTCODE = re.compile(r"\[(?=[A-Za-z/_\[])")
_LONE_ADDRESS = re.compile(r"\s*https?://\S+\s*")
_VOID = frozenset({"br", "hr", "img", "wbr", "source", "track", "col", "input", "area"})


def text(words: str) -> str:
    """`words` as HTML text; what WordPress would take for a shortcode stays plain words."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SHORTCODE.sub("&#091;", safe)


def attribute(words: str) -> str:
    """`words` as an attribute's value between double quotes."""
    return text(words).replace('"', "&quot;").replace("\n", " ")


def block(name: str, inner: str, attributes: Attributes | None = None) -> str:
    """`inner` between the comments that make it the block `name`."""
    return f"<!-- wp:{name}{settings(attributes)} -->\n{inner}\n<!-- /wp:{name} -->"


def settings(attributes: Attributes | None) -> str:
    """A block's attributes as its comment holds them, with a space before; "" for none.

    Escaped as `serialize_block_attributes` does it, so that no value can end the comment.
    """
    if not attributes:
        return ""
    written = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for character, escape in (
        ("\\\\", "\\u005c"),
        ("--", "\\u002d\\u002d"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ('\\"', "\\u0022"),
    ):
        written = written.replace(character, escape)
    return " " + written


def tidy(html: str) -> str:
    """Raw HTML in the form WordPress's filter leaves alone, without comments (which could be blocks)."""
    tidier = _Tidier()
    tidier.feed(html)
    tidier.close()
    return "".join(tidier.parts)


class _Tidier(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = "".join(
            f" {name}" if value is None else f' {name}="{attribute(value)}"'
            for name, value in attrs
        )
        self.parts.append(f"<{tag}{written}{' /' if tag in _VOID and tag != 'br' else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(text(data))


class BlockWriter:
    """Writes one post's blocks. `media` gives its pictures' addresses; `prefix` keeps its ids its own."""

    def __init__(self, media: Media, prefix: str) -> None:
        self._media = media
        self._prefix = prefix
        self._calls: dict[int, int] = {}

    def part(self, blocks: Blocks, notes: tuple[Footnote, ...]) -> str:
        """A part of the article, its notes after it; "" when there is nothing."""
        written = [self._block(each) for each in blocks]
        if notes:
            written.append(self._notes(notes))
        return "\n\n".join(part for part in written if part)

    def _block(self, item: Block) -> str:
        match item:
            case Paragraph(children):
                inner = self._lines(children)
                return block("paragraph", f"<p>{inner}</p>") if inner.strip() else ""
            case Heading(level, children):
                inner = f'<h{level} class="wp-block-heading">{self._lines(children)}</h{level}>'
                return block("heading", inner, {"level": level} if level != 2 else None)
            case ListBlock():
                return self._list(item)
            case Quote(children):
                inner = self.part(children, ())
                return block("quote", f'<blockquote class="wp-block-quote">{inner}</blockquote>')
            case Figure():
                return self._figure(item)
            case Code(words, language):
                return self._code(words, language)
            case Separator():
                return block(
                    "separator", '<hr class="wp-block-separator has-alpha-channel-opacity" />'
                )
            case Table():
                inner = f'<figure class="wp-block-table">{self._table(item)}</figure>'
                return block("table", inner, {"hasFixedLayout": False})
            case Definitions() | Html():
                return block("html", self._html(item))

    def _list(self, item: ListBlock) -> str:
        if not _simple(item):
            return block("html", self._html(item))
        tag = "ol" if item.ordered else "ul"
        start = item.start if item.ordered and item.start != 1 else 0
        first = f' start="{start}"' if start else ""
        opening = f'<{tag}{first} class="wp-block-list">'
        items = "\n\n".join(self._list_item(blocks) for blocks in item.items)
        attributes: dict[str, str | int | bool | list[int]] = {}
        if item.ordered:
            attributes["ordered"] = True
        if start:
            attributes["start"] = start
        return block("list", f"{opening}{items}</{tag}>", attributes)

    def _list_item(self, blocks: Blocks) -> str:
        inner = ""
        for each in blocks:
            inner += (
                self._inlines(each.children) if isinstance(each, Paragraph) else self._block(each)
            )
        return block("list-item", f"<li>{inner}</li>")

    def _figure(self, item: Figure) -> str:
        picture, caption = item.picture, _caption(item)
        id_, address = self._address(picture.src)
        alt = attribute(picture.alt)
        kept = f' class="wp-image-{id_}"' if id_ else ""
        inner = f'<img src="{attribute(address)}" alt="{alt}"{kept} />'
        if caption:
            inner += f'<figcaption class="wp-element-caption">{text(caption)}</figcaption>'
        if not id_:
            return block("image", f'<figure class="wp-block-image">{inner}</figure>')
        attributes: Attributes = {"id": id_, "sizeSlug": "full", "linkDestination": "none"}
        inner = f'<figure class="wp-block-image size-full">{inner}</figure>'
        return block("image", inner, attributes)

    def _code(self, words: str, language: str) -> str:
        name = f"language-{re.sub(r'[^A-Za-z0-9_-]', '', language)}" if language else ""
        inner = f"<code>{text(words.rstrip(chr(10)))}</code>"
        css = f"wp-block-code {name}".strip()
        return block(
            "code", f'<pre class="{css}">{inner}</pre>', {"className": name} if name else None
        )

    def _table(self, item: Table) -> str:
        def row(cells: tuple[Inlines, ...], tag: str) -> str:
            written = []
            for cell, align in zip(cells, (*item.aligns, *[""] * len(cells))):
                css = f' class="has-text-align-{align}" data-align="{align}"' if align else ""
                written.append(f"<{tag}{css}>{self._inlines(cell)}</{tag}>")
            return f"<tr>{''.join(written)}</tr>"

        head = f"<thead>{row(item.head, 'th')}</thead>" if any(item.head) else ""
        body = "".join(row(cells, "td") for cells in item.rows)
        return f"<table>{head}<tbody>{body}</tbody></table>"

    def _notes(self, notes: tuple[Footnote, ...]) -> str:
        items = []
        for note in notes:
            back = f'<a href="#{self._prefix}-ref-{note.number}">↩</a>'
            inner = self._plain(note.children, tight=True)
            items.append(
                f'<li id="{self._prefix}-note-{note.number}" value="{note.number}">{inner} {back}</li>'
            )
        return block("html", f'<ol class="footnotes">{"".join(items)}</ol>')

    def _plain(self, blocks: Blocks, *, tight: bool) -> str:
        """`blocks` as HTML without block comments, for where WordPress has no block for it."""
        parts = []
        for at, each in enumerate(blocks):
            if tight and at == 0 and isinstance(each, Paragraph):
                parts.append(self._inlines(each.children))
            else:
                parts.append(self._html(each))
        return "".join(parts)

    def _html(self, item: Block) -> str:
        match item:
            case Paragraph(children):
                return f"<p>{self._lines(children)}</p>"
            case Heading(level, children):
                return f"<h{level}>{self._lines(children)}</h{level}>"
            case ListBlock(ordered, items, start, tight):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 else ""
                inner = "".join(f"<li>{self._plain(each, tight=tight)}</li>" for each in items)
                return f"<{tag}{first}>{inner}</{tag}>"
            case Quote(children):
                return f"<blockquote>{self._plain(children, tight=False)}</blockquote>"
            case Figure(picture):
                image = self._image(picture)
                caption = _caption(item)
                told = f"<figcaption>{text(caption)}</figcaption>" if caption else ""
                return f"<figure>{image}{told}</figure>"
            case Code(words):
                return f"<pre><code>{text(words.rstrip(chr(10)))}</code></pre>"
            case Separator():
                return "<hr />"
            case Table():
                return self._table(item)
            case Definitions(entries):
                inner = ""
                for terms, texts in entries:
                    inner += "".join(f"<dt>{self._inlines(term)}</dt>" for term in terms)
                    inner += "".join(f"<dd>{self._plain(each, tight=True)}</dd>" for each in texts)
                return f"<dl>{inner}</dl>"
            case Html(html):
                return tidy(html).strip()

    def _lines(self, children: Inlines) -> str:
        inner = self._inlines(children)
        # WordPress turns a paragraph that is nothing but an address into an embed of that page
        return inner.replace("://", "&#058;//") if _LONE_ADDRESS.fullmatch(inner) else inner

    def _inlines(self, items: Inlines) -> str:
        return "".join(self._inline(item) for item in items)

    def _inline(self, item: Inline) -> str:
        match item:
            case Text(words):
                return text(words)
            case Marked(mark, children):
                return f"<{mark.value}>{self._inlines(children)}</{mark.value}>"
            case InlineCode(words):
                return f"<code>{text(words)}</code>"
            case Link(url, children, title):
                told = f' title="{attribute(title)}"' if title else ""
                return f'<a href="{attribute(_address(url))}"{told}>{self._inlines(children)}</a>'
            case Picture():
                return self._image(item)
            case LineBreak():
                return "<br>"
            case NoteCall(_, number):
                return self._call(number)
            case Abbreviation(words, title):
                return f'<abbr title="{attribute(title)}">{text(words)}</abbr>'
            case InlineHtml(html):
                return tidy(html)

    def _call(self, number: int) -> str:
        times = self._calls[number] = self._calls.get(number, 0) + 1
        id_ = f"{self._prefix}-ref-{number}" + (f"-{times}" if times > 1 else "")
        return f'<sup id="{id_}"><a href="#{self._prefix}-note-{number}">{number}</a></sup>'

    def _image(self, picture: Picture) -> str:
        id_, address = self._address(picture.src)
        kept = f' class="wp-image-{id_}"' if id_ else ""
        return f'<img{kept} src="{attribute(address)}" alt="{attribute(picture.alt)}" />'

    def _address(self, src: str) -> tuple[int, str]:
        """A picture's number on the site (0 for one elsewhere) and its address."""
        if src in self._media:
            media = self._media[src]
            return int(media.remote_id), media.url
        if re.match(r"https?://", src):
            return 0, src
        raise Rejected("picture-missing", file=src)


def _address(url: str) -> str:
    # the filter takes what stands before a colon for a protocol, also in "a/b:c" and "#a:b"
    return url if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|//", url) else url.replace(":", "%3A")


def _caption(figure: Figure) -> str:
    credit = f"© {figure.credit}" if figure.credit else ""
    return " ".join(part for part in (figure.caption, credit) if part)


def _simple(item: ListBlock) -> bool:
    """Whether each item is one paragraph and lists, which is all that WordPress's list block holds."""

    def fits(blocks: Blocks) -> bool:
        return all(
            isinstance(each, Paragraph)
            if at == 0
            else isinstance(each, ListBlock) and _simple(each)
            for at, each in enumerate(blocks)
        )

    return item.tight and all(fits(blocks) for blocks in item.items)

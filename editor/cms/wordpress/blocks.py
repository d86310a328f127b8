"""Our blocks as WordPress block markup: valid for its editor, and left alone by its HTML filter.

WordPress filters what users without `unfiltered_html` send (kses). Everything here is written in the form
that the filter gives back unchanged: `&amp;`, `&lt;`, `&gt;`, double quotes, three-digit references. It is
also what the editor writes when it saves the same post, but for two spellings that the filter then
makes ours again: `/>` for ` />` and, in code, `&#91;` for `&#091;` (and `&#47;` for `&#047;`).
"""

import re

from editor.cms.port import Media
from editor.cms.wordpress.embeds import classes_of, settings_of
from editor.cms.wordpress.markup import (
    NOTHING,
    Attributes,
    attribute,
    block,
    rich,
    text,
    tidy,
    told,
    within,
)
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

_LONE_ADDRESS = re.compile(r"\s*https?://[^\s<>\"]+\s*")
_ADDRESS_LINE = re.compile(r"^(\s*https?:)//([^\s<>\"]+\s*)$", re.MULTILINE)
_UNSEEN = re.compile(r"<(?!img\b|br\b)[^>]*>|[ \n\t\r\f]")


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
                return block("paragraph", f"<p>{inner}</p>") if inner else ""
            case Heading(level, children):
                inner = f'<h{level} class="wp-block-heading">{self._text(children)}</h{level}>'
                return block("heading", inner, {"level": level} if level != 2 else None)
            case ListBlock():
                return self._list(item)
            case Quote(children):
                inner = self.part(children, ())
                return block("quote", f'<blockquote class="wp-block-quote">{inner}</blockquote>')
            case PullQuote(children, cite):
                return self._pull_quote(children, cite)
            case Figure():
                return self._figure(item)
            case Gallery(figures):
                return self._gallery(figures)
            case Embed():
                return _embed(item)
            case Code(words, language):
                return _code(words, language)
            case Separator():
                return block(
                    "separator", '<hr class="wp-block-separator has-alpha-channel-opacity" />'
                )
            case Table():
                return self._table_block(item)
            case Definitions() | Html():
                return _html_block(self._html(item))

    def _list(self, item: ListBlock) -> str:
        if not _simple(item):
            return _html_block(self._html(item))
        tag = "ol" if item.ordered else "ul"
        counted = item.ordered and item.start != 1
        first = f' start="{item.start}"' if counted else ""
        opening = f'<{tag}{first} class="wp-block-list">'
        items = "\n\n".join(self._list_item(blocks) for blocks in item.items)
        attributes: dict[str, str | int | bool | list[int]] = {}
        if item.ordered:
            attributes["ordered"] = True
        if counted:
            attributes["start"] = item.start
        return block("list", f"{opening}{items}</{tag}>", attributes)

    def _list_item(self, blocks: Blocks) -> str:
        inner = ""
        for each in blocks:
            inner += self._text(each.children) if isinstance(each, Paragraph) else self._block(each)
        return block("list-item", f"<li>{inner}</li>")

    def _pull_quote(self, children: Inlines, cite: Inlines) -> str:
        said, who = self._lines(children), self._text(cite)
        by = f"<cite>{who}</cite>" if who else ""
        inner = f"<blockquote><p>{said}</p>{by}</blockquote>"
        return block("pullquote", f'<figure class="wp-block-pullquote">{inner}</figure>')

    def _figure(self, item: Figure) -> str:
        id_, address = self._address(item.picture.src)
        kept = f' class="wp-image-{id_}"' if id_ else ""
        inner = f'<img src="{attribute(address)}" alt="{told(item.picture.alt)}"{kept} />'
        inner += _figcaption(self._text((Text(credited(item.caption, item.credit)),)))
        if not id_:
            return block("image", f'<figure class="wp-block-image">{inner}</figure>')
        attributes: Attributes = {"id": id_, "sizeSlug": "full", "linkDestination": "none"}
        inner = f'<figure class="wp-block-image size-full">{inner}</figure>'
        return block("image", inner, attributes)

    def _gallery(self, figures: tuple[Figure, ...]) -> str:
        css = "wp-block-gallery has-nested-images columns-default is-cropped"
        inner = "\n\n".join(self._figure(figure) for figure in figures)
        attributes: Attributes = {"linkTo": "none", "sizeSlug": "full"}
        return block("gallery", f'<figure class="{css}">{inner}</figure>', attributes)

    def _table_block(self, item: Table) -> str:
        if not any(item.head) and not item.rows:
            return ""
        caption = _figcaption(self._text(item.caption))
        inner = f'<figure class="wp-block-table">{self._table(item)}{caption}</figure>'
        return block("table", inner, {"hasFixedLayout": False})

    def _table(self, item: Table) -> str:
        def row(cells: tuple[Inlines, ...], tag: str) -> str:
            written = []
            for cell, align in zip(cells, (*item.aligns, *[""] * len(cells))):
                css = f' class="has-text-align-{align}" data-align="{align}"' if align else ""
                written.append(f"<{tag}{css}>{self._text(cell)}</{tag}>")
            return f"<tr>{''.join(written)}</tr>"

        head = f"<thead>{row(item.head, 'th')}</thead>" if any(item.head) else ""
        rows = "".join(row(cells, "td") for cells in item.rows)
        body = f"<tbody>{rows}</tbody>" if rows else ""
        return f"<table>{head}{body}</table>"

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
                return f"<h{level}>{self._inlines(children)}</h{level}>"
            case ListBlock(ordered, items, start, tight):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 else ""
                inner = "".join(f"<li>{self._plain(each, tight=tight)}</li>" for each in items)
                return f"<{tag}{first}>{inner}</{tag}>"
            case Quote(children):
                return f"<blockquote>{self._plain(children, tight=False)}</blockquote>"
            case PullQuote(children, cite):
                by = f"<cite>{self._inlines(cite)}</cite>" if cite else ""
                return f"<blockquote><p>{self._lines(children)}</p>{by}</blockquote>"
            case Figure(picture):
                below = credited(item.caption, item.credit)
                caption = f"<figcaption>{text(below)}</figcaption>" if below else ""
                return f"<figure>{self._image(picture)}{caption}</figure>"
            case Gallery(figures):
                return self._plain(figures, tight=False)
            case Embed():
                url = settings_of(item)["url"]
                return f'<p><a href="{url}">{url}</a></p>'
            case Code(words):
                return f"<pre><code>{text(words.rstrip(chr(10)))}</code></pre>"
            case Separator():
                return "<hr />"
            case Table():
                below = self._inlines(item.caption)
                caption = f"<caption>{below}</caption>" if below else ""
                return self._table(item).replace("<table>", f"<table>{caption}", 1)
            case Definitions(entries):
                inner = ""
                for terms, texts in entries:
                    inner += "".join(f"<dt>{self._inlines(term)}</dt>" for term in terms)
                    inner += "".join(f"<dd>{self._plain(each, tight=True)}</dd>" for each in texts)
                return f"<dl>{inner}</dl>"
            case Html(html):
                return tidy(html).strip()

    def _lines(self, children: Inlines) -> str:
        inner = self._text(children)
        # WordPress turns a paragraph that is nothing but an address into an embed of that page
        return NOTHING + inner if _LONE_ADDRESS.fullmatch(inner) else inner

    def _text(self, children: Inlines) -> str:
        """A block's words; "" where the editor would find none and leave the marks out."""
        inner = self._inlines(children)
        return inner if _UNSEEN.sub("", inner) else ""

    def _inlines(self, items: Inlines) -> str:
        return "".join(self._inline(item) for item in items)

    def _inline(self, item: Inline) -> str:
        match item:
            case Text(words):
                return rich(words)
            case Marked(mark, children):
                return f"<{mark.value}>{self._inlines(children)}</{mark.value}>"
            case InlineCode(words):
                return f"<code>{rich(words)}</code>"
            case Link(url, children, title):
                named = f' title="{within(told(title))}"' if title else ""
                return f'<a href="{within(attribute(_address(url)))}"{named}>{self._inlines(children)}</a>'
            case Picture():
                return self._image(item)
            case LineBreak():
                return "<br>"
            case NoteCall(_, number):
                return self._call(number)
            case Abbreviation(words, title):
                return f'<abbr title="{within(told(title))}">{rich(words)}</abbr>'
            case InlineHtml(html):
                return within(tidy(html))

    def _call(self, number: int) -> str:
        times = self._calls[number] = self._calls.get(number, 0) + 1
        id_ = f"{self._prefix}-ref-{number}" + (f"-{times}" if times > 1 else "")
        return f'<sup id="{id_}"><a href="#{self._prefix}-note-{number}">{number}</a></sup>'

    def _image(self, picture: Picture) -> str:
        id_, address = self._address(picture.src)
        kept = f' class="wp-image-{id_}"' if id_ else ""
        return f'<img{kept} src="{attribute(address)}" alt="{within(told(picture.alt))}">'

    def _address(self, src: str) -> tuple[int, str]:
        """A picture's number on the site (0 for one elsewhere) and its address."""
        if src in self._media:
            media = self._media[src]
            return int(media.remote_id), media.url
        if re.match(r"https?://", src):
            return 0, src
        raise Rejected("picture-missing", file=src)


def _html_block(html: str) -> str:
    return block("html", html) if html else ""


def _embed(item: Embed) -> str:
    attributes = settings_of(item)
    inner = f'<div class="wp-block-embed__wrapper">\n{attributes["url"]}\n</div>'
    figure = f'<figure class="{classes_of(attributes)}">{inner}</figure>'
    return block("embed", figure, attributes)


def _code(words: str, language: str) -> str:
    name = f"language-{re.sub(r'[^A-Za-z0-9_-]', '', language)}" if language else ""
    safe = words.rstrip("\n").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = safe.replace("\u00a0", "&nbsp;").replace("[", "&#091;")
    safe = _ADDRESS_LINE.sub(r"\1&#047;&#047;\2", safe, count=1)  # as the editor does
    css = f"wp-block-code {name}".strip()
    inner = f'<pre class="{css}"><code>{safe}</code></pre>'
    return block("code", inner, {"className": name} if name else None)


def _figcaption(inner: str) -> str:
    return f'<figcaption class="wp-element-caption">{inner}</figcaption>' if inner else ""


def _address(url: str) -> str:
    url = url.replace("[", "%5B")
    # the filter takes what stands before a colon for a protocol, also in "a/b:c" and "#a:b"
    return url if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|//", url) else url.replace(":", "%3A")


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

"""Blocks written as HTML."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

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
)
from editor.render.direction import first_strong, turned, turned_html, words_of
from editor.render.phrases import Phrases, phrases_for

PictureUrl = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Written:
    """A block or a footnote as it was written, its calls being the n-th of these numbers."""

    of: Block | Footnote
    calls: tuple[tuple[int, int], ...]
    html: str


# what was written last, by the identity of what it was written of
Kept = dict[int, Written]


def write_blocks(
    blocks: Blocks,
    notes: tuple[Footnote, ...],
    picture: PictureUrl,
    phrases: Phrases | None = None,
    way: str = "ltr",
) -> str:
    """`blocks` as HTML with the section of `notes` below; `picture` gives an address for each source."""
    writer = HtmlWriter(picture, phrases, way)
    return writer.blocks(blocks) + writer.notes_section(notes)


class HtmlWriter:
    """Writes the parts of one page; it remembers the footnote calls, so that each note links back.

    `picture` is called with every picture's source, a file name or an http address, and returns the
    address to write; "" leaves the picture out and its alternative text in. What runs otherwise than the
    article, which runs `way`, "ltr" or "rtl", says so.
    """

    def __init__(
        self, picture: PictureUrl, phrases: Phrases | None = None, way: str = "ltr"
    ) -> None:
        self._picture = picture
        self._phrases = phrases or phrases_for("en")
        self._way = way
        self._calls: Counter[int] = Counter()
        self._called: list[tuple[int, int]] = []

    def blocks(self, blocks: Blocks) -> str:
        """`blocks` one below the other."""
        return "".join(f"{self._block(block)}\n" for block in blocks)

    def pieces(self, blocks: Blocks, kept: Kept, fresh: Kept) -> tuple[str, ...]:
        """`blocks` one by one; one that is in `kept` is not written again. `fresh` gets them all."""
        found: list[str] = []
        for block in blocks:
            was = kept.get(id(block))
            # most blocks call no notes, and are as they were
            if was is None or was.calls or was.of is not block:
                was = self._once(block, was)
            fresh[id(block)] = was
            found.append(was.html)
        return tuple(found)

    def note_pieces(self, notes: Iterable[Footnote], kept: Kept, fresh: Kept) -> tuple[str, ...]:
        """The list items of `notes` one by one, as `pieces` has it."""
        found: list[str] = []
        for note in notes:
            back = ((note.number, self._calls[note.number]),)
            was = kept.get(id(note))
            if was is None or was.of is not note or was.calls != back:
                was = Written(note, back, self._note(note))
            fresh[id(note)] = was
            found.append(was.html)
        return tuple(found)

    def _once(self, block: Block, was: Written | None) -> Written:
        if was is not None and was.of is block and self._same_calls(was.calls):
            for number, nth in was.calls:
                self._calls[number] = nth
            return was
        self._called = []
        html = self._block(block)
        return Written(block, tuple(self._called), html)

    def _same_calls(self, calls: tuple[tuple[int, int], ...]) -> bool:
        seen: Counter[int] = Counter()
        for number, nth in calls:
            seen[number] += 1
            if self._calls[number] + seen[number] != nth:
                return False
        return True

    def notes(self, notes: Iterable[Footnote]) -> str:
        """The list items of `notes`, each with a link back to every call written so far."""
        return "".join(self._note(note) for note in notes)

    def notes_section(self, notes: Iterable[Footnote]) -> str:
        """`notes` as a part of the text they belong to; "" where there are none."""
        items = self.notes(notes)
        return f'<section class="notes"><ol>\n{items}</ol></section>\n' if items else ""

    def inlines(self, inlines: Inlines) -> str:
        """`inlines` as HTML."""
        return "".join(self._inline(item) for item in inlines)

    def _turned(self, words: object, write: Callable[[str], str]) -> str:
        """What `write` makes of the attribute that an element of these blocks or inlines needs, or ""."""
        was, own = self._way, first_strong(words_of(words))
        if not own or own == was:
            return write("")
        self._way = own
        html = write(f' dir="{own}"')
        self._way = was
        return html

    def _note(self, note: Footnote) -> str:
        return self._turned(note.children, lambda turn: self._note_item(note, turn))

    def _note_item(self, note: Footnote, turn: str) -> str:
        number = note.number
        back = "".join(
            f' <a class="back" href="#{_call_id(number, nth)}" role="doc-backlink"'
            f' aria-label="{escape(self._phrases.back_to_text)}">↩︎</a>'
            for nth in range(1, self._calls[number] + 1)
        )
        children = note.children
        if children and isinstance(children[-1], Paragraph):
            last = self.inlines(children[-1].children)
            text = self.blocks(children[:-1]) + f"<p>{last}{back}</p>"
        else:
            text = self.blocks(children) + (f"<p>{back}</p>" if back else "")
        return f'<li id="note-{number}" value="{number}"{turn}>{text}</li>\n'

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph() | Heading() | ListBlock() | Quote() | Table() | Definitions():
                return self._turned(block, lambda turn: self._text_block(block, turn))
            case PullQuote(children, cite):
                who = self._turned_around("figcaption", cite) if cite else ""
                said = self._turned_around("p", children)
                return f'<figure class="pull"><blockquote>{said}</blockquote>{who}</figure>'
            case Figure(picture, caption, credit):
                return self._figure(picture, caption, credit)
            case Gallery(figures):
                return f'<div class="gallery">\n{self.blocks(figures)}</div>'
            case Embed():
                return _card(block)
            case Code(text, language):
                kind = f' class="language-{escape(language)}"' if language else ""
                return f'<pre dir="ltr"><code{kind}>{escape(text, quote=False)}</code></pre>'
            case Separator():
                return "<hr>"
            case Html(html):
                return turned_html(self._way, html)

    def _text_block(
        self, block: Paragraph | Heading | ListBlock | Quote | Table | Definitions, turn: str
    ) -> str:
        match block:
            case Paragraph(children):
                return f"<p{turn}>{self.inlines(children)}</p>"
            case Heading(level, children):
                # the page's h1 is the title
                tag = f"h{min(6, max(2, level))}"
                return f"<{tag}{turn}>{self.inlines(children)}</{tag}>"
            case ListBlock():
                return self._list(block, turn)
            case Quote(children):
                return f"<blockquote{turn}>\n{self.blocks(children)}</blockquote>"
            case Table():
                return self._table(block, turn)
            case Definitions():
                return self._definitions(block, turn)

    def _turned_around(self, tag: str, inlines: Inlines) -> str:
        return self._turned(inlines, lambda turn: f"<{tag}{turn}>{self.inlines(inlines)}</{tag}>")

    def _list(self, block: ListBlock, turn: str) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(self._item("li", item, block.tight) for item in block.items)
        return f"<{tag}{start}{turn}>\n{items}</{tag}>"

    def _item(self, tag: str, item: Blocks, tight: bool) -> str:
        return self._turned(
            item, lambda turn: f"<{tag}{turn}>{self._item_text(item, tight)}</{tag}>\n"
        )

    def _item_text(self, item: Blocks, tight: bool) -> str:
        if tight and item and isinstance(item[0], Paragraph):
            first = self.inlines(item[0].children)
            return first + ("\n" + self.blocks(item[1:]) if item[1:] else "")
        return self.blocks(item)

    def _figure(self, picture: Picture, caption: str, credit: str) -> str:
        words = escape(caption, quote=False)
        if credit:
            credited = escape(credit, quote=False)
            words = f'{words} <span class="credit">© {credited}</span>'.strip()
        turn = turned(self._way, caption, credit)
        below = f"<figcaption{turn}>{words}</figcaption>" if words else ""
        return f"<figure>{self._image(picture, titled=False)}{below}</figure>"

    def _image(self, picture: Picture, titled: bool = True) -> str:
        url = self._picture(picture.src)
        if not url:
            return f'<span class="no-picture">{escape(picture.alt, quote=False)}</span>'
        title = f' title="{escape(picture.title)}"' if titled and picture.title else ""
        return f'<img src="{escape(url)}" alt="{escape(picture.alt)}"{title}>'

    def _table(self, table: Table, turn: str) -> str:
        aligns = table.aligns

        def row(cells: Sequence[Inlines], tag: str, scope: str = "") -> str:
            written = []
            for index, cell in enumerate(cells):
                align = aligns[index] if index < len(aligns) else ""
                kind = f' class="align-{align}"' if align else ""
                way = turned(self._way, *words_of(cell))
                written.append(f"<{tag}{scope}{kind}{way}>{self.inlines(cell)}</{tag}>")
            return f"<tr>{''.join(written)}</tr>\n"

        headed = any(table.head)
        head = row(table.head, "th", ' scope="col"') if headed else ""
        thead = f"<thead>\n{head}</thead>\n" if head else ""
        body = "".join(row(cells, "td") for cells in table.rows)
        named = self._turned_around("caption", table.caption) + "\n" if table.caption else ""
        tbody = f"<tbody>\n{body}</tbody>\n" if body else ""
        return f'<div class="table"><table{turn}>\n{named}{thead}{tbody}</table></div>'

    def _definitions(self, block: Definitions, turn: str) -> str:
        parts = []
        for terms, texts in block.entries:
            parts += [f"{self._turned_around('dt', term)}\n" for term in terms]
            parts += [self._item("dd", text, True) for text in texts]
        return f"<dl{turn}>\n{''.join(parts)}</dl>"

    def _inline(self, item: Inline) -> str:
        match item:
            case Text(text):
                return escape(text, quote=False)
            case Marked(mark, children):
                return f"<{mark.value}>{self.inlines(children)}</{mark.value}>"
            case InlineCode(text):
                return f'<code dir="ltr">{escape(text, quote=False)}</code>'
            case Link(url, children, title):
                named = f' title="{escape(title)}"' if title else ""
                return f'<a href="{escape(url)}"{named}>{self.inlines(children)}</a>'
            case Picture():
                return self._image(item)
            case LineBreak():
                return "<br>\n"
            case NoteCall(_, number):
                return self._call(number)
            case Abbreviation(text, title):
                return f'<abbr title="{escape(title)}">{escape(text, quote=False)}</abbr>'
            case InlineHtml(html):
                return html

    def _call(self, number: int) -> str:
        self._calls[number] += 1
        self._called.append((number, self._calls[number]))
        label = escape(self._phrases.footnote.format(number))
        return (
            f'<sup class="call"><a id="{_call_id(number, self._calls[number])}"'
            f' href="#note-{number}" role="doc-noteref" aria-label="{label}">{number}</a></sup>'
        )


def _card(embed: Embed) -> str:
    """What an embed is shown as: where it leads, and nothing that is fetched from there."""
    shown = embed.url.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return (
        f'<p class="embed"><a href="{escape(embed.url)}" rel="noreferrer">'
        f'<span class="provider">{embed.provider.value}</span>'
        f' <bdi class="address">{escape(shown, quote=False)}</bdi></a></p>'
    )


def _call_id(number: int, nth: int) -> str:
    return f"call-{number}" if nth == 1 else f"call-{number}-{nth}"

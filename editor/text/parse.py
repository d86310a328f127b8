"""Markdown to blocks: the walk over the element tree that `dialect` makes.

What means more here than elsewhere, each readable in any other Markdown program:

- `![alt](file "Caption © Credit")` alone in its paragraph is a figure; several pictures with nothing
  else in their paragraph, best one a line, are a gallery.
- A quote that holds nothing but a quote (`>> words`) is a pull quote. A last line, or a second
  paragraph, that begins with a dash (`>> — Mara Lind`) says whose words they are.
- The address of a video, post or recording of a known provider alone in its paragraph, bare or in
  `<>`, is an embed; any other address stays words. Not in lists, quotes and notes.
- `: words` as the paragraph after a table is its caption.
"""

import html
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, STX

from editor.model import cut, private_note
from editor.model.article import Article
from editor.model.audience import Access
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
from editor.model.draft import Draft
from editor.model.provider import provider_of
from editor.text.bounds import TAGS_DEEP
from editor.text.dialect import Defined, read_tree
from editor.text.notes import called, calls, renumbered
from editor.text.raw_html import clean_block, clean_tag, picture_tag

_RAW = re.compile(STX + r"wzxhzdk:(\d+)\x03")
_FENCED = re.compile(
    r'<pre[^>]*><code(?: class="(?:language-)?([^"]*)")?[^>]*>(.*)</code></pre>', re.S
)
_LEFTOVER = re.compile(STX + r"[^\x03]*\x03")  # the converter's own mark
_MARKS = {mark.value: mark for mark in Mark} | {
    "b": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "s": Mark.STRIKE,
}
_SAID_BY = re.compile(r"\s*(?:[—–―]|--+)\s*")
_CREDIT = re.compile(r"(?:^|\s)©\s*(.+)$", re.S)
_SAFE_SCHEMES = {"", "http", "https", "mailto", "tel", "ftp", "sms"}
_MAX_DEPTH = 100


def parse(draft: Draft) -> Article:
    """The article in `draft`, which has none of its private notes.

    A cut that does not stand between top-level blocks parts nothing: all of a gated article is then
    locked, and `cuts` still counts it, so that the check before publishing can say so.
    """
    lines, body = cut.find(draft.body), private_note.without(draft.body)
    draft = private_note.publishable(draft)
    if lines:
        blocks, notes, at = _read(body, lines)
    else:
        blocks, notes, at = *_blocks(body), None
    if draft.access is Access.EVERYONE:
        return _article(draft, blocks, (), notes, len(lines))
    split = at if at is not None else 0
    return _article(draft, blocks[:split], blocks[split:], notes, len(lines))


def cut_parts(draft: Draft) -> bool:
    """Whether the draft's first cut really stands between two top-level blocks."""
    lines = cut.find(draft.body)
    return bool(lines) and _read(private_note.without(draft.body), lines)[2] is not None


def _read(body: str, cuts: tuple[int, ...]) -> tuple[Blocks, dict[str, Blocks], int | None]:
    """Blocks, notes, and where among the blocks the first cut stands, if it parts them at all."""
    token = cut_token(body)
    lines = body.split("\n")
    marked = [
        f"\n{token}\n" if number == cuts[0] else "" if number in cuts else line
        for number, line in enumerate(lines)
    ]
    blocks, notes = _blocks("\n".join(marked))
    places = [n for n, block in enumerate(blocks) if block == Paragraph((Text(token),))]
    if len(places) == 1 and token not in repr(
        (blocks[: places[0]], blocks[places[0] + 1 :], notes)
    ):
        return blocks[: places[0]] + blocks[places[0] + 1 :], notes, places[0]
    plain = "\n".join("" if number in cuts else line for number, line in enumerate(lines))
    return *_blocks(plain), None


def cut_token(body: str) -> str:
    """A word that stands nowhere in `body`: it is read in the place of the cut."""
    token = "standfirstcut"
    while token in body:
        token += "x"
    return token


def _blocks(body: str) -> tuple[Blocks, dict[str, Blocks]]:
    part = read_part(body.replace("\x02", "").replace("\x03", ""))
    return part.blocks, part.notes


class Part(NamedTuple):
    """`blocks` and `notes` by label, their calls not numbered yet, and what was defined there."""

    blocks: Blocks
    notes: dict[str, Blocks]
    own: Defined


def read_part(text: str, defined: Defined | None = None) -> Part:
    """A text, or a part of one that defines `defined`."""
    if not text.strip():
        return Part((), {}, Defined())
    tree = read_tree(text, defined)
    return Part(*_Walk(tree.raw).article(tree.root), tree.own)


def _article(
    draft: Draft, teaser: Blocks, locked: Blocks, notes: dict[str, Blocks], cuts: int
) -> Article:
    named = {label: calls(blocks) for label, blocks in notes.items()}
    free_labels = called(calls(teaser), named)
    locked_labels = [label for label in called(calls(locked), named) if label not in free_labels]
    numbers = {label: n for n, label in enumerate([*free_labels, *locked_labels], 1)}

    def numbered(blocks: Blocks) -> Blocks:
        return renumbered(blocks, numbers)

    return Article(
        draft=draft,
        teaser=numbered(teaser),
        locked=numbered(locked),
        teaser_notes=tuple(Footnote(k, numbers[k], numbered(notes[k])) for k in free_labels),
        locked_notes=tuple(Footnote(k, numbers[k], numbered(notes[k])) for k in locked_labels),
        cuts=cuts,
    )


def is_safe_url(url: str) -> bool:
    """Whether a link may go out: no script and no data in disguise."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff]", "", html.unescape(url))
    try:
        return urlsplit(bare).scheme.lower() in _SAFE_SCHEMES
    except ValueError:
        return False


class _Walk:
    """Turns the element tree into blocks; `raw` are the stashed pieces of HTML."""

    def __init__(self, raw: list[str]) -> None:
        self.raw = raw

    def stashed(self, number: int) -> str:
        """A piece of raw HTML with what was stashed out of its own middle, a fence, put back."""
        piece = self.raw[number]
        return _RAW.sub(lambda found: self.stashed(int(found[1])), piece)

    def article(self, root: Element) -> tuple[Blocks, dict[str, Blocks]]:
        notes: dict[str, Blocks] = {}
        blocks: list[Block] = []
        for child in root:
            if child.tag == "div" and child.get("class") == "footnote":
                for item in child.iter("li"):
                    label = item.get("id", "").removeprefix("fn:")
                    notes[label] = self.flow(item)
            else:
                blocks += self.block(child)
        return tuple(blocks), notes

    def flow(self, parent: Element, depth: int = 0) -> Blocks:
        """The blocks within a list item, a quote or a note; loose text is a paragraph."""
        if depth > _MAX_DEPTH:
            return (Paragraph((Text("".join(parent.itertext())),)),)
        blocks: list[Block] = []
        loose = Element("p")
        loose.text = parent.text
        for child in parent:
            if child.tag in _BLOCK_TAGS:
                blocks += self._loose(loose)
                blocks += self.block(child, depth + 1)
                loose = Element("p")
                loose.text = child.tail
            else:
                loose.append(child)
        return (*blocks, *self._loose(loose))

    def _loose(self, loose: Element) -> Blocks:
        if len(loose) or (loose.text and loose.text.strip()):
            return self.block(loose)
        return ()

    def block(self, element: Element, depth: int = 0) -> Blocks:
        tag = str(element.tag)
        if tag == "p":
            return self.paragraph(element)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return (Heading(int(tag[1]), self.inlines(element)),)
        if tag in ("ul", "ol"):
            items = tuple(self.flow(item, depth) for item in element)
            tight = not any(item.find("p") is not None for item in element)
            return (ListBlock(tag == "ol", items, int(element.get("start", "1")), tight),)
        if tag == "blockquote":
            return (_quote(self.flow(element, depth)),)
        if tag == "embed":
            url = element.get("src", "")
            provider = provider_of(url)
            return (Embed(url, provider),) if provider else ()
        if tag == "hr":
            return (Separator(),)
        if tag == "pre":
            return (Code(html.unescape("".join(element.itertext())).rstrip("\n")),)
        if tag == "table":
            return (self.table(element),)
        if tag == "dl":
            return (self.definitions(element, depth),)
        return self.flow(element, depth + 1)

    def paragraph(self, element: Element) -> Blocks:
        stashed = _RAW.fullmatch((element.text or "").strip()) if not len(element) else None
        if stashed:
            piece = self.stashed(int(stashed[1]))
            fenced = _FENCED.fullmatch(piece.strip())
            if fenced:
                return (Code(html.unescape(fenced[2]).removesuffix("\n"), fenced[1] or ""),)
            if piece.lstrip().startswith("<") and not picture_tag(piece):
                safe = clean_block(piece)
                return (Html(safe),) if safe else ()
        inlines = self.inlines(element)
        if not inlines:
            return ()
        if figures := _figures(inlines):
            return figures if len(figures) == 1 else (Gallery(figures),)
        return (Paragraph(inlines),)

    def table(self, element: Element) -> Table:
        rows = [list(row) for row in element.iter("tr")]
        head, body = (rows[0], rows[1:]) if rows else ([], [])
        caption = element.find("caption")
        aligns = tuple(
            next((a for a in ("left", "center", "right") if a in cell.get("style", "")), "")
            for cell in head
        )
        return Table(
            tuple(self.inlines(cell) for cell in head),
            tuple(tuple(self.inlines(cell) for cell in row) for row in body),
            aligns,
            self.inlines(caption) if caption is not None else (),
        )

    def definitions(self, element: Element, depth: int) -> Definitions:
        entries: list[tuple[list[Inlines], list[Blocks]]] = []
        for child in element:
            if child.tag == "dt":
                if not entries or entries[-1][1]:
                    entries.append(([], []))
                entries[-1][0].append(self.inlines(child))
            else:
                entries = entries or [([], [])]
                entries[-1][1].append(self.flow(child, depth))
        return Definitions(tuple((tuple(terms), tuple(texts)) for terms, texts in entries))

    def inlines(self, element: Element) -> Inlines:
        parts: list[Inline] = self.text(element.text)
        for child in element:
            parts += self.inline(child)
            parts += self.text(child.tail)
        return _joined(_balanced(parts))

    def inline(self, element: Element) -> list[Inline]:
        tag = str(element.tag)
        if tag in _MARKS:
            call = element.find("a")
            if tag == "sup" and call is not None and call.get("class") == "footnote-ref":
                return [NoteCall(call.get("href", "").removeprefix("#fn:"), 0)]
            return [Marked(_MARKS[tag], self.inlines(element))]
        if tag == "a":
            url = _plain(element.get("href", ""))
            children = self.inlines(element)
            if not is_safe_url(url):
                return list(children)
            return list(_linked(url, children, _plain(element.get("title", ""))))
        if tag == "img":
            src, alt, title = (_plain(element.get(name, "")) for name in ("src", "alt", "title"))
            return list(_picture(src, alt, title))
        if tag == "code":
            return [InlineCode(html.unescape(_plain("".join(element.itertext()))))]
        if tag == "br":
            return [LineBreak()]
        if tag == "abbr":
            return [Abbreviation("".join(element.itertext()), element.get("title", ""))]
        return list(self.inlines(element))

    def text(self, text: str | None) -> list[Inline]:
        """Characters and stashed tags; an entity that was typed is the character it means."""
        if not text:
            return []
        parts: list[Inline] = []
        at = 0
        for stashed in _RAW.finditer(text):
            if stashed.start() > at:
                parts.append(Text(_plain(text[at : stashed.start()])))
            piece = self.stashed(int(stashed[1]))
            picture = picture_tag(piece)
            if picture:
                parts += _picture(*picture)
            elif piece.startswith("<"):
                safe = clean_tag(piece)
                if safe:
                    parts.append(InlineHtml(safe))
            else:
                parts.append(Text(html.unescape(piece)))
            at = stashed.end()
        if at < len(text):
            parts.append(Text(_plain(text[at:])))
        return parts


def _figures(inlines: Inlines) -> tuple[Figure, ...]:
    """The pictures in `inlines`, each with the caption in its title; () where there is more to read."""
    figures: list[Figure] = []
    for item in inlines:
        match item:
            case Picture(_, _, title):
                credit = _CREDIT.search(title)
                caption = title[: credit.start()] if credit else title
                figures.append(Figure(item, caption.strip(), credit[1].strip() if credit else ""))
            case LineBreak():
                pass
            case Text(text) if not text.strip():
                pass
            case _:
                return ()
    return tuple(figures)


def _quote(children: Blocks) -> Quote | PullQuote:
    """A quote of `children`, or the pull quote that a quote of nothing but a quote is."""
    match children:
        case (Quote((Paragraph(words),)),):
            return PullQuote(*_said_by(words))
        case (Quote((Paragraph(words), Paragraph((Text(text), *more)))),):
            dash = _SAID_BY.match(text)
            if dash and (cite := _joined([Text(text[dash.end() :]), *more])):
                return PullQuote(words, cite)
    return Quote(children)


def _said_by(words: Inlines) -> tuple[Inlines, Inlines]:
    """`words` without a last line that begins with a dash, and what stands after that dash."""
    for at in range(len(words) - 1, -1, -1):
        item = words[at]
        if isinstance(item, Text) and "\n" in item.text:
            before, _, last = item.text.rpartition("\n")
            dash = _SAID_BY.match(last)
            cite = _joined([Text(last[dash.end() :]), *words[at + 1 :]]) if dash else ()
            said = _joined([*words[:at], Text(before)])
            while said and isinstance(said[-1], LineBreak):
                said = said[:-1]
            return (said, cite) if said and cite else (words, ())
    return words, ()


def _picture(src: str, alt: str, title: str) -> tuple[Picture, ...]:
    if not is_safe_url(src):
        return ()
    elsewhere = re.match(r"[a-z][a-z0-9+.\-]*:|//", src, re.I)
    return (Picture(src if elsewhere else unquote(src), alt, title),)


_BLOCK_TAGS = {
    *("p", "ul", "ol", "blockquote", "pre", "table", "dl", "hr", "div", "embed"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}


def _plain(text: str) -> str:
    """Characters as they were meant: e-mail links come hidden in character references."""
    if AMP_SUBSTITUTE in text:
        text = html.unescape(text.replace(AMP_SUBSTITUTE, "&"))
    return _LEFTOVER.sub("", text) if STX in text else text


def _balanced(parts: list[Inline]) -> list[Inline]:
    """`parts` with only those raw tags that open and close here; known ones become marks."""
    stack: list[tuple[str, int]] = []
    pairs: dict[int, int] = {}
    for n, part in enumerate(parts):
        if not isinstance(part, InlineHtml):
            continue
        closing, name = _TAG.match(part.html).groups()  # type: ignore[union-attr] # clean_tag made it
        if not closing:
            stack.append((name, n))
        elif any(name == opened for opened, _ in stack):
            while stack[-1][0] != name:
                stack.pop()
            opened_at = stack.pop()[1]
            if len(stack) < TAGS_DEEP:
                pairs[opened_at] = n
    return _nested(parts, pairs, 0, len(parts))


_TAG = re.compile(r"<(/?)([a-z]+)")


def _nested(parts: list[Inline], pairs: dict[int, int], start: int, end: int) -> list[Inline]:
    out: list[Inline] = []
    n = start
    while n < end:
        part = parts[n]
        if not isinstance(part, InlineHtml):
            out.append(part)
        elif n in pairs:
            inner = _nested(parts, pairs, n + 1, pairs[n])
            name = part.html[1:-1]
            if name in _MARKS:
                out.append(Marked(_MARKS[name], _joined(inner)))
            elif part.html.startswith(("<a ", "<a>")):
                out += _link(part.html, _joined(inner))
            else:
                out += [part, *inner, parts[pairs[n]]]
            n = pairs[n]
        elif part.html == "<br>":
            out.append(LineBreak())
        n += 1
    return out


def _link(tag: str, children: Inlines) -> Inlines:
    """What a raw <a> means; its text alone where it leads nowhere or to harm."""
    given = {name: html.unescape(value) for name, value in _GIVEN.findall(tag)}
    url = given.get("href", "")
    safe = url and is_safe_url(url)
    return _linked(url, children, given.get("title", "")) if safe else children


_GIVEN = re.compile(r' (\w+)="([^"]*)"')


def _linked(url: str, children: Inlines, title: str) -> Inlines:
    """A link without a link within it: a note that is called there is called behind it."""
    behind = [NoteCall(label, 0) for label in calls(children)]
    return (Link(url, _unlinked(children), title), *behind)


def _unlinked(inlines: Inlines) -> Inlines:
    parts: list[Inline] = []
    for item in inlines:
        match item:
            case Link(_, children):
                parts += _unlinked(children)
            case Marked(mark, children):
                parts.append(Marked(mark, _unlinked(children)))
            case NoteCall():
                pass
            case _:
                parts.append(item)
    return _joined(parts)


def _joined(parts: list[Inline]) -> Inlines:
    """`parts` with neighbouring texts made one and white space at the ends gone."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + part.text)
        elif not isinstance(part, Text) or part.text:
            out.append(part)
    return tuple(out)

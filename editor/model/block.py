"""The typed tree of an article's text: inlines within blocks, as every writer walks it."""

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import cast

from editor.model.provider import Provider

Inlines = tuple["Inline", ...]
Blocks = tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; a newline is a soft break."""

    text: str


class Mark(StrEnum):
    """A way of setting off a run of text; the value is its HTML element."""

    EMPHASIS = "em"
    STRONG = "strong"
    STRIKE = "del"
    HIGHLIGHT = "mark"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of text with one mark; marks nest."""

    mark: Mark
    children: Inlines


@dataclass(frozen=True, slots=True)
class InlineCode:
    """A short piece of code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` has been checked to be harmless (no `javascript:` or `data:`)."""

    url: str
    children: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by file name (kept beside the article) or by http address."""

    src: str
    alt: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard break."""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A footnote's number in the text; `number` counts calls in reading order, from 1."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with its long form."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class InlineHtml:
    """A tag of raw HTML that was found harmless, as written."""

    html: str


Inline = (
    Text | Marked | InlineCode | Link | Picture | LineBreak | NoteCall | Abbreviation | InlineHtml
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 to 6."""

    level: int
    children: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is blocks. A tight list's items begin with a `Paragraph` shown without gaps."""

    ordered: bool
    items: tuple[Blocks, ...]
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    children: Blocks


@dataclass(frozen=True, slots=True)
class PullQuote:
    """Words set large beside the text, and who said them, or ()."""

    children: Inlines
    cite: Inlines = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture alone in its paragraph; its title is the caption, `credit` what follows ` © ` in it."""

    picture: Picture
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Two pictures or more, shown together."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something that another place shows within the article; nothing of it is fetched here."""

    url: str
    provider: Provider


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `aligns` has one of "", "left", "center", "right" for each column."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[str, ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, verbatim, with its language or ""."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Separator:
    """A horizontal rule."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition list: each entry is its terms and its definitions."""

    entries: tuple[tuple[tuple[Inlines, ...], tuple[Blocks, ...]], ...]


@dataclass(frozen=True, slots=True)
class Html:
    """A block of raw HTML that was found harmless, as written."""

    html: str


Block = (
    Paragraph
    | Heading
    | ListBlock
    | Quote
    | PullQuote
    | Figure
    | Gallery
    | Embed
    | Table
    | Code
    | Separator
    | Definitions
    | Html
)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text; `number` is that of its `NoteCall`."""

    label: str
    number: int
    children: Blocks


def credited(caption: str, credit: str) -> str:
    """What stands below a picture: "Caption © Credit"."""
    return " ".join(filter(None, (caption, f"© {credit}" if credit else "")))


def plain_inlines(inlines: Inlines) -> str:
    """The words of `inlines` as a reader meets them, without markup (no alt texts, no note numbers)."""
    parts: list[str] = []
    for item in inlines:
        match item:
            case Text(text) | InlineCode(text):
                parts.append(text)
            case Abbreviation(text, _):
                parts.append(text)
            case Marked(_, children) | Link(_, children, _):
                parts.append(plain_inlines(children))
            case LineBreak():
                parts.append("\n")
            case _:
                pass
    return "".join(parts)


def hidden_words(value: object) -> str:
    """The words that `value`, blocks or inlines, holds beside its text: titles, alt texts, addresses."""
    found: list[str] = []
    match value:
        case tuple():
            found += [hidden_words(item) for item in value]
        case Link(url, children, title):
            found += [url, title, hidden_words(children)]
        case Picture(src, alt, title):
            found += [src, alt, title]
        case Abbreviation(_, title):
            found.append(title)
        case Html(html) | InlineHtml(html):
            found.append(html)
        case Embed(url):
            found.append(url)
        case _ if isinstance(value, Block | Marked | Footnote):
            found += [hidden_words(getattr(value, name)) for name in value.__slots__]
    return "\n".join(filter(None, found))


def raw_html(value: object) -> tuple[str, ...]:
    """Every piece of raw HTML that stands as a block in `value`, at any depth."""
    match value:
        case tuple():
            return tuple(html for item in value for html in raw_html(item))
        case Html(html):
            return (html,)
        case ListBlock(_, items):
            return raw_html(items)
        case Quote(children):
            return raw_html(children)
        case Definitions(entries):
            return raw_html(entries)
        case _:
            return ()


def plain_blocks(blocks: Blocks) -> str:
    """The words of `blocks`, blocks apart by a newline; captions count, alt texts do not."""
    return "\n".join(part for block in blocks if (part := _plain(block)))


def _plain(block: Block) -> str:
    match block:
        case Paragraph(children) | Heading(_, children):
            return plain_inlines(children)
        case ListBlock(_, items):
            return "\n".join(plain_blocks(item) for item in items)
        case Quote(children):
            return plain_blocks(children)
        case PullQuote(children, cite):
            return "\n".join(filter(None, (plain_inlines(children), plain_inlines(cite))))
        case Figure(_, caption, credit):
            return " ".join(part for part in (caption, credit) if part)
        case Gallery(figures):
            return plain_blocks(figures)
        case Table(head, rows, _, caption):
            lines = [" ".join(plain_inlines(cell) for cell in row) for row in (head, *rows)]
            return "\n".join([*lines, plain_inlines(caption)] if caption else lines)
        case Code(text, _):
            return text
        case Definitions(entries):
            return "\n".join(
                "\n".join(
                    [*(plain_inlines(term) for term in terms), *(plain_blocks(d) for d in texts)]
                )
                for terms, texts in entries
            )
        case Html(html):
            return _without_tags(html)
        case Separator() | Embed():
            return ""


def _without_tags(html: str) -> str:
    from html.parser import HTMLParser

    words: list[str] = []

    class Words(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    parser = Words(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    return "".join(words)


def without_pictures(blocks: Blocks) -> Blocks:
    """`blocks` in words alone: of a picture within a line its alt text is left."""
    return cast(Blocks, _in_words(blocks))


def _in_words(part: object) -> object:
    match part:
        case tuple():
            return tuple(_in_words(one) for one in part if not isinstance(one, Figure | Gallery))
        case Picture(_, alt):
            return Text(alt)
        case _ if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{f.name: _in_words(getattr(part, f.name)) for f in fields(part)})
        case _:
            return part

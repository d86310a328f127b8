"""Pages of any shape, as each program writes them, and what of them has to survive a paste."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from editor.model.block import (
    Block,
    Blocks,
    Heading,
    Inline,
    InlineCode,
    Link,
    ListBlock,
    Marked,
    NoteCall,
    Paragraph,
    Quote,
    Table,
    Text,
)
from editor.model.draft import Draft
from editor.text.parse import parse

MARKS = ("strong", "em", "del", "mark", "sup", "sub", "code")
Shape = tuple[Any, ...]


@dataclass(frozen=True)
class Words:
    """Text in one style; `link` is an address or ""."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""


@dataclass(frozen=True)
class Page:
    """`kind` is p, h2 to h4, quote, ul, ol or table; `parts` are words, pages, or rows of lines of words."""

    kind: str
    parts: tuple[Any, ...]


def pages(marks: tuple[str, ...] = MARKS) -> SearchStrategy[tuple[Page, ...]]:
    """Some blocks; no two lists follow one another, for programs part those by paragraphs."""
    line = lines(marks)
    paragraph = st.builds(Page, st.just("p"), line)
    heading = st.builds(Page, st.sampled_from(("h2", "h3", "h4")), line)
    quote = st.builds(
        Page, st.just("quote"), st.lists(paragraph, min_size=1, max_size=2).map(tuple)
    )
    leaf = st.tuples(line, st.just(None))

    def listed(inner: SearchStrategy[tuple[Any, ...]]) -> SearchStrategy[tuple[Any, ...]]:
        return st.tuples(line, st.none() | some(inner))

    def some(item: SearchStrategy[tuple[Any, ...]]) -> SearchStrategy[Page]:
        kinds = st.sampled_from(("ul", "ol"))
        return st.builds(Page, kinds, st.lists(item, min_size=1, max_size=3).map(tuple))

    lists = some(st.recursive(leaf, listed, max_leaves=4))
    rows = st.lists(st.tuples(line, line), min_size=1, max_size=3).map(tuple)
    table = st.builds(Page, st.just("table"), rows)
    block = st.one_of(paragraph, heading, quote, lists, table)
    return st.lists(block, min_size=1, max_size=4).map(_parted)


def _parted(blocks: list[Page]) -> tuple[Page, ...]:
    out: list[Page] = []
    between = Page("p", (Words("between"),))
    for block in blocks:
        out += [between, block] if out and out[-1].kind in ("ul", "ol", "quote") else [block]
    return tuple(out)


def lines(marks: tuple[str, ...] = MARKS) -> SearchStrategy[tuple[Words, ...]]:
    """Words of a line, made to look like Markdown wherever they can."""
    odd = "* ** _ __ ` [ ] ( ) ]( [^1] # ## > - + = == ~ ~~ ! ![ | \\ < & &amp; <b> <!-- 1. : --- *** ~~~ ``` {x}"
    piece = st.sampled_from((*odd.split(), *"abc", "é", "ا", " ", " ", "word", "two words", "1"))
    text = st.lists(piece, min_size=1, max_size=5).map("".join).filter(lambda some: some.strip())
    styles = st.frozensets(st.sampled_from(marks), max_size=2) if marks else st.just(frozenset())
    link = st.sampled_from(
        ("", "", "", "https://example.org/a_b(c)?d=*e*&f=1", "mailto:mara@example.org")
    )
    words = st.builds(Words, text, styles.map(_possible), link)
    return st.lists(words, min_size=1, max_size=4).map(tuple)


def _possible(marks: frozenset[str]) -> frozenset[str]:
    if "code" in marks:
        return frozenset({"code"})
    return marks - {"sub"} if "sup" in marks else marks


def meant(page: Iterable[Page]) -> list[Shape]:
    """The shape of a page: each character that is no space, with its marks and link."""
    blocks = list(page)
    levels = [int(b.kind[1]) for b in blocks if b.kind[0] == "h"]
    return [_meant(block, min(levels, default=2)) for block in blocks]


def _meant(block: Page, highest: int) -> Shape:
    if block.kind == "p":
        return ("p", _line(block.parts))
    if block.kind[0] == "h":
        return ("h", int(block.kind[1]) - highest + 2, _line(_unbold(block.parts)))
    if block.kind == "quote":
        return ("quote", *(_meant(each, highest) for each in block.parts))
    if block.kind == "table":
        head, *rows = block.parts
        heads = tuple(_line(_unbold(cell)) for cell in head)
        return ("table", heads, *(tuple(_line(cell) for cell in row) for row in rows))
    items = []
    for line, inner in block.parts:
        items.append((_line(line), *(() if inner is None else (_meant(inner, highest),))))
    return (block.kind, *items)


def _unbold(words: Iterable[Any]) -> tuple[Any, ...]:
    """A heading that is bold as a whole is only a heading."""
    found: tuple[Words, ...] = tuple(words)
    if not all("strong" in each.marks for each in found if each.text.strip()):
        return found
    return tuple(Words(each.text, each.marks - {"strong"}, each.link) for each in found)


def _line(words: Iterable[Any]) -> Shape:
    return tuple(
        (sign, frozenset(w.marks), w.link) for w in words for sign in w.text if not sign.isspace()
    )


def read(markdown: str) -> list[Shape]:
    """The shape of what an article of that Markdown says."""
    return [_read(block) for block in parse(Draft(body=markdown)).teaser]


def _read(block: Block) -> Shape:
    match block:
        case Paragraph(children):
            return ("p", tuple(_signs(children)))
        case Heading(level, children):
            return ("h", level, tuple(_signs(children)))
        case Quote(children):
            return ("quote", *map(_read, children))
        case Table(head, rows):
            full = [head, *(row for row in rows if any(row))]
            return ("table", *(tuple(tuple(_signs(cell)) for cell in row) for row in full))
        case ListBlock(ordered, items):
            return ("ol" if ordered else "ul", *(_item(item) for item in items))
    return (type(block).__name__, block)


def _item(item: Blocks) -> Shape:
    shapes = [_read(block) for block in item]
    return (shapes[0][1], *shapes[1:]) if shapes and shapes[0][0] == "p" else tuple(shapes)


def _signs(
    inlines: Iterable[Inline], marks: frozenset[str] = frozenset(), link: str = ""
) -> Iterable[tuple[str, frozenset[str], str]]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield from ((sign, marks, link) for sign in text if not sign.isspace())
            case InlineCode(text):
                yield from ((s, marks | {"code"}, link) for s in text if not s.isspace())
            case Marked(mark, children):
                yield from _signs(children, marks | {mark.value}, link)
            case Link(url, children):
                yield from _signs(children, marks, url)
            case NoteCall(name):
                yield ("note", frozenset(), name)
            case _:
                pass


# how each program writes it


def web(page: Iterable[Page]) -> str:
    """As a web page."""
    return "".join(_web(block, _tags) for block in page)


def docs(page: Iterable[Page]) -> str:
    """As Google Docs: all in a bold that is none, style in spans, inner lists beside their items."""
    inner = "".join(_web(block, _spans, beside=True, wrap=True) for block in page)
    return f'<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">{inner}</b><br>'


def libreoffice(page: Iterable[Page]) -> str:
    """As LibreOffice Writer: a paragraph in each item, items that do not end."""
    inner = "".join(_web(block, _tags, beside=True, wrap=True) for block in page)
    return (
        '<html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/></head>'
        f'<body lang="en-GB" dir="ltr">{inner.replace("</li>", "")}</body></html>'
    )


def word(page: Iterable[Page]) -> str:
    """As Microsoft Word: items are paragraphs with a level and a drawn sign, quotes are a class."""
    inner = "\r\n\r\n".join(_word(block) for block in page)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta name=Generator content="Microsoft Word 15"></head>'
        f"<body lang=EN-US><!--StartFragment-->{inner}<!--EndFragment--></body></html>"
    )


def _web(
    block: Page, write: Callable[[Words], str], beside: bool = False, wrap: bool = False
) -> str:
    def text(words: Iterable[Any]) -> str:
        return "".join(write(w) for w in words)

    def within(words: Iterable[Any]) -> str:
        return f'<p dir="ltr" role="presentation">{text(words)}</p>' if wrap else text(words)

    if block.kind == "quote":
        inner = "".join(_web(each, write, beside, wrap) for each in block.parts)
        return f"<blockquote>{inner}</blockquote>"
    if block.kind == "table":
        rows = (
            "<tr>" + "".join(f"<td>{within(cell)}</td>" for cell in row) + "</tr>"
            for row in block.parts
        )
        return f"<table><tbody>{''.join(rows)}</tbody></table>"
    if block.kind in ("ul", "ol"):
        items = []
        for line, inner in block.parts:
            deeper = _web(inner, write, beside, wrap) if inner else ""
            first = within(line)
            items.append(f"<li>{first}</li>{deeper}" if beside else f"<li>{first}\n{deeper}\n</li>")
        return f"<{block.kind}>{''.join(items)}</{block.kind}>"
    return f"<{block.kind}>{text(block.parts)}</{block.kind}>"


def _tags(words: Words) -> str:
    text = escape(words.text)
    for mark in sorted(words.marks):
        text = f"<{mark}>{text}</{mark}>"
    return _linked(text, words.link)


def _linked(text: str, link: str) -> str:
    return f'<a href="{escape(link)}">{text}</a>' if link else text


_CSS = {
    "strong": "font-weight:700",
    "em": "font-style:italic",
    "del": "text-decoration:line-through",
    "sup": "vertical-align:super",
    "sub": "vertical-align:sub",
}


def _spans(words: Words) -> str:
    marks = words.marks
    css = "font-size:11pt;color:#000000;font-weight:400;font-style:normal;text-decoration:none;"
    css += ";".join(_CSS[mark] for mark in sorted(marks) if mark in _CSS)
    text = escape(words.text)
    for mark in marks - set(_CSS):
        text = f"<{mark}>{text}</{mark}>"
    return _linked(f'<span style="{css}">{text}</span>', words.link)


def _word(block: Page, level: int = 1) -> str:
    def text(words: Iterable[Any]) -> str:
        return "".join(_tags(w) for w in words) + "<o:p></o:p>"

    if block.kind == "quote":
        return "\r\n".join(f"<p class=MsoQuote>{text(each.parts)}</p>" for each in block.parts)
    if block.kind == "table":
        rows = (
            "<tr>"
            + "".join(f"<td><p class=MsoNormal>{text(cell)}</p></td>" for cell in row)
            + "</tr>"
            for row in block.parts
        )
        return f"<table class=MsoTableGrid>{''.join(rows)}</table>"
    if block.kind in ("ul", "ol"):
        out = []
        for number, (line, inner) in enumerate(block.parts, 1):
            sign = f"{number}." if block.kind == "ol" else "·"
            out.append(
                f"<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level{level} lfo1'>"
                f"<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{sign}"
                "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>"
                f"<![endif]>{text(line)}</p>"
            )
            if inner:
                out.append(_word(inner, level + 1))
        return "\r\n".join(out)
    name = " class=MsoNormal" if block.kind == "p" else ""
    return f"<{block.kind}{name}>{text(block.parts)}</{block.kind}>"

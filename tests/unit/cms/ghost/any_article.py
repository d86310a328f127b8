"""Articles of any shape, and what a document of Ghost's says."""

import html
import json
import re
from dataclasses import replace
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from editor.cms.port import Media, Post, RemoteMedia
from editor.model.audience import Access, Gate
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
from editor.model.provider import Provider
from editor.model.site import DEFAULT_BOXES

MEDIA: Media = {"quay.png": RemoteMedia("800x600", "https://site.example/content/images/quay.png")}
Nodes = list[dict[str, object]]


def post(**changes: object) -> Post:
    whole = Post(
        article_id=UUID("0000abcd-0000-4000-8000-000000000001"),
        title="T",
        subtitle="",
        slug="t",
        language="en",
        excerpt="E",
        date=None,
        access=Access.PAID,
        gate=Gate.PAID_CONTENT,
        box=DEFAULT_BOXES["en"],
        teaser=(),
        locked=(),
        teaser_notes=(),
        locked_notes=(),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # names are checked by replace


def blocks(letters: str) -> SearchStrategy[Blocks]:
    """Blocks of any kind and nesting, whose every word, alt text, title and address has `letters`."""
    embed = st.just(Embed(f"https://vimeo.com/{letters[0]}", Provider.VIMEO))
    return st.lists(_block(letters) | embed, max_size=3).map(tuple)


def notes(letters: str) -> SearchStrategy[tuple[Footnote, ...]]:
    """No note or one, whose text has `letters`."""
    texts = st.lists(_block(letters), min_size=1, max_size=2).map(tuple)
    return st.lists(st.builds(Footnote, st.just("n"), st.just(7), texts), max_size=1).map(tuple)


def _block(letters: str) -> SearchStrategy[Block]:
    odd = ("<!--members-only-->", "__GHOST_URL__", "<b>", "&lt;", '"', "\n", " ", "--", "א")
    piece = st.sampled_from((*letters, *odd))
    words = st.lists(piece, max_size=2).map(lambda some: letters[0] + "".join(some))
    address = words.map(lambda some: f"https://example.org/{some}")
    inlines = _inlines(words, address)
    figure = st.builds(Figure, _picture(words, address), words | st.just(""), words | st.just(""))
    row = st.lists(inlines, min_size=2, max_size=2).map(tuple)
    leaf: SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, inlines),
        st.builds(Heading, st.integers(1, 6), inlines),
        st.builds(PullQuote, inlines, inlines | st.just(())),
        figure,
        st.builds(lambda one, n: Gallery((one,) * n), figure, st.integers(2, 20)),
        st.builds(lambda one, n: Table(one, (one,) * n, ("", "right")), row, st.integers(0, 2)),
        st.builds(Code, words, st.sampled_from(("", "c++", 'a b"<'))),
        st.just(Separator()),
        st.just(Html(f'<p title="<!--{letters}">{letters} <b>{letters}</b></p>')),
    )

    def nested(inner: SearchStrategy[Block]) -> SearchStrategy[Block]:
        some = st.lists(inner, min_size=1, max_size=2).map(tuple)
        items = st.lists(some, min_size=1, max_size=2).map(tuple)
        entry = st.tuples(st.tuples(inlines), items)
        return st.one_of(
            st.builds(ListBlock, st.booleans(), items, st.integers(0, 9), st.booleans()),
            st.builds(Quote, some),
            st.builds(Definitions, st.tuples(entry)),
        )

    return st.recursive(leaf, nested, max_leaves=4)


def _picture(words: SearchStrategy[str], address: SearchStrategy[str]) -> SearchStrategy[Picture]:
    return st.builds(Picture, address | st.just("quay.png"), words, words)


def _inlines(words: SearchStrategy[str], address: SearchStrategy[str]) -> SearchStrategy[Inlines]:
    plain: SearchStrategy[Inline] = st.one_of(
        st.builds(Text, words), st.builds(InlineCode, words), st.just(LineBreak())
    )
    odd: SearchStrategy[Inline] = st.one_of(
        st.builds(Abbreviation, words, words),
        st.just(NoteCall("n", 7)),
        _picture(words, address),
        st.sampled_from((InlineHtml("<kbd>"), InlineHtml("</kbd>"))),
    )

    def nested(inner: SearchStrategy[Inline]) -> SearchStrategy[Inline]:
        some = st.lists(inner, min_size=1, max_size=2).map(tuple)
        link = st.builds(Link, address, some, words | st.just(""))
        return st.one_of(st.builds(Marked, st.sampled_from(Mark), some), link)

    any_inline = st.recursive(plain | plain | odd, nested, max_leaves=3)
    return st.lists(any_inline, min_size=1, max_size=3).map(tuple)


def nodes(document: str) -> Nodes:
    """The nodes at the top of a document."""
    found: Nodes = json.loads(document)["root"]["children"]
    return found


def said(some: object) -> str:
    """The words that a reader meets in nodes, note numbers left out."""
    if isinstance(some, list):
        return "".join(said(each) for each in some)
    if not isinstance(some, dict):
        return ""
    if "html" in some:
        return without_tags(re.sub(r"<sup id=.*?</sup>", "", some["html"]))
    words = str(some.get("text", "")) + str(some.get("code", ""))
    return words + without_tags(some.get("caption", "")) + said(some.get("children", []))


def without_tags(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def bare(words: str) -> str:
    """`words` without spaces, and without the signs that Ghost's document adds to them."""
    return re.sub("[\\s\u2060—·©↩]", "", words)

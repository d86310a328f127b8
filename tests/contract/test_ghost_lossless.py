"""Articles of any shape on a real Ghost: each node comes back, and a reader meets each letter and mark."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from editor.cms.contract_samples import every_block, paragraph, tiny_picture
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.lexical import lexical
from editor.cms.port import Post
from editor.model.audience import Access
from editor.model.block import (
    Abbreviation,
    Block,
    Blocks,
    Code,
    Definitions,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Html,
    InlineCode,
    Inlines,
    Link,
    ListBlock,
    Marked,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Table,
    Text,
    credited,
)
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site
from tests.unit.cms.ghost.any_article import MEDIA, blocks, nodes, notes

ARTICLES = 200 if "STANDFIRST_STRESS" in os.environ else 40  # 200 take a minute or two
Letter = tuple[str, frozenset[str]]
_MARKS = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
_MARKS |= {name: name for name in ("strong", "em", "s", "sub", "sup", "mark", "code")}
_SIGNS = re.compile("[\\s\u2060—·©↩]")  # spaces, and what a document of Ghost's adds to the words


class Reader(HTMLParser):
    """What a reader meets in a page: each letter with the marks and the link that it stands in.

    `cut` is how many letters come before the paywall; bookmarks and the numbers of notes are left out.
    """

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.letters: list[Letter] = []
        self.cut: int | None = None
        self._open: list[tuple[str, str]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("img", "br", "hr", "source", "wbr"):
            return
        mark = _MARKS.get(tag, "")
        if tag == "a":
            mark = f"to {_plain(said.get('href') or '')}"
        if tag == "sup" and (said.get("id") or "").startswith("fn-"):
            mark = "number"
        if "kg-bookmark-card" in (said.get("class") or ""):
            mark = "bookmark"
        if tag == "pre" or (tag == "code" and ("pre", "") in self._open):
            mark = ""
        self._open.append((tag, mark))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_comment(self, data: str) -> None:
        if data == "members-only":
            assert self.cut is None, "cut twice"
            self.cut = len(self.letters)

    def handle_data(self, data: str) -> None:
        marks = frozenset(mark for _, mark in self._open if mark)
        if not marks & {"number", "bookmark"}:
            back = frozenset(mark for mark in marks if not mark.startswith("to #"))
            self.letters += ((letter, back) for letter in _SIGNS.sub("", data))


def _plain(address: str) -> str:
    return _SIGNS.sub("", unquote(address))


def letters(some: Blocks, held: tuple[Footnote, ...]) -> Iterator[Letter]:
    """The same of our blocks and the notes that come after them."""
    for block in some:
        yield from _of(block)
    for note in held:
        yield from letters(note.children, ())


def _of(block: Block) -> Iterator[Letter]:
    match block:
        case Paragraph(children) | Heading(_, children):
            yield from _line(children)
        case PullQuote(children, cite):
            yield from _line((*children, *cite))
        case ListBlock(items=items):
            for item in items:
                yield from letters(item, ())
        case Quote(children):
            yield from letters(children, ())
        case Figure():
            yield from _line((Text(credited(block.caption, block.credit)),))
        case Gallery(figures):
            yield from letters(figures, ())
        case Code(text):
            yield from _line((Text(text),))
        case Table(head, rows, caption=caption):
            for cell in (caption, *head, *(cell for row in rows for cell in row)):
                yield from _line(cell)
        case Definitions(entries):
            for terms, meanings in entries:
                for term in terms:
                    yield from _line(term)
                for meaning in meanings:
                    yield from letters(meaning, ())
        case Html(html):
            yield from Reader(html).letters


def _line(inlines: Inlines, marks: frozenset[str] = frozenset()) -> Iterator[Letter]:
    for item in inlines:
        match item:
            case Text(text) | Abbreviation(text):
                yield from ((letter, marks) for letter in _SIGNS.sub("", text))
            case InlineCode(text):
                yield from _line((Text(text),), marks | {"code"})
            case Marked(mark, children):
                yield from _line(children, marks | {_MARKS[mark.value]})
            case Link(url, children):
                yield from _line(children, marks | {f"to {_plain(url)}"})


@pytest.fixture(scope="module")
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


@pytest.fixture(scope="module")
def draft(cms: Ghost) -> str:
    """The number of a draft that holds one article after the other."""
    return cms.create_draft(OnGhost().post()).remote_id


@pytest.fixture(scope="module")
def shown(ghost: GhostServer, draft: str) -> Callable[[], str]:
    """What Ghost makes of it for those who may read all. (Hypothesis would print a server with its keys.)"""

    def html() -> str:
        with ghost.api() as api:
            said = api.get(f"/posts/{draft}/", params={"formats": "html"}).raise_for_status().json()
        return str(said["posts"][0]["html"])

    return html


articles = st.builds(
    lambda free, locked, above, below, access: OnGhost().post(
        teaser=(paragraph("a"), *free),
        locked=(paragraph("x"), *locked) if access is Access.PAID else (),
        teaser_notes=above,
        locked_notes=below if access is Access.PAID else (),
        access=access,
    ),
    blocks("abc"),
    blocks("xyz"),
    notes("abc"),
    notes("xyz"),
    st.sampled_from((Access.PAID, Access.PAID, Access.EVERYONE)),
)


@settings(
    max_examples=ARTICLES,
    phases=[Phase.generate],  # to make one smaller that failed would take hundreds of requests
    suppress_health_check=list(HealthCheck),
)
@given(article=articles)
def test_each_node_comes_back_and_each_letter_is_met_with_its_marks(
    cms: Ghost, draft: str, shown: Callable[[], str], article: Post
) -> None:
    there = cms.fill(draft, article, MEDIA)
    sent, got = nodes(lexical(article, MEDIA, "ltr")), nodes(there.fields["content"])
    for number, (one, other) in enumerate(zip(sent, got, strict=True)):
        assert one == other, f"block {number}"
    assert cms.differences(article, MEDIA, there) == ()
    reader = Reader(shown())
    free = list(letters(article.teaser, article.teaser_notes))
    assert reader.cut == (len(free) if article.access is Access.PAID else None)
    assert reader.letters == [*free, *letters(article.locked, article.locked_notes)]


def test_what_ghost_has_no_card_for_is_said_before(cms: Ghost) -> None:
    whole = OnGhost().post(teaser=every_block("quay.png"))
    told = {one.code: one.detail["count"] for one in cms.check(whole)}
    assert told == {"html-cards": 4, "bookmarks": 1}
    assert cms.check(OnGhost().post()) == ()


def test_what_runs_against_the_pages_of_the_site_is_shown_its_own_way(
    ghost: GhostServer, cms: Ghost
) -> None:
    picture = tiny_picture()
    media = {picture.name: cms.upload(picture)}
    arabic = "المدينة التي تشرب من مينائها"
    heading, text = Heading(2, (Text(arabic),)), paragraph(arabic)
    figure = Figure(Picture(picture.name), arabic)
    post = OnGhost().post(
        language="ar",
        access=Access.EVERYONE,
        teaser=(heading, text, Quote((text,)), ListBlock(False, ((text,),)), figure),
        locked=(),
    )
    assert [one.code for one in cms.check(post)] == ["rtl-as-html"]
    public = cms.publish(cms.fill(cms.create_draft(post).remote_id, post, media).remote_id)
    with ghost.api() as api:
        page = api.get(f"/posts/{public.remote_id}/", params={"formats": "html"}).json()
    html = page["posts"][0]["html"]
    assert html.count('dir="rtl" lang="ar"') == 5
    assert len(re.findall(r'<(?:h2|p|blockquote|ul|span) dir="rtl" lang="ar"', html)) == 5
    with ghost.in_language("ar"):
        there = Ghost(site(ghost), ghost.keys["owner"])
        again = replace(post, slug=f"{post.slug}-{uuid4().hex[:4]}", article_id=uuid4())
        assert there.check(again) == ()
        kept = there.fill(there.create_draft(again).remote_id, again, media)
        kinds = [node["type"] for node in json.loads(kept.fields["content"])["root"]["children"]]
        there.close()
    assert kinds == ["extended-heading", "paragraph", "extended-quote", "list", "image"]

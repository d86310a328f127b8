"""Articles of any shape on a real Ghost: each node comes back, and a reader meets each letter and mark."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from itertools import pairwise, zip_longest
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from editor.cms.contract_samples import every_block, paragraph
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
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Marked,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
    credited,
)
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site
from tests.unit.cms.ghost.any_article import MEDIA, blocks, nodes, notes

ARTICLES = 200 if "STANDFIRST_STRESS" in os.environ else 20  # 200 take a minute or two
Letter = tuple[str, frozenset[str]]
BREAK: Letter = (" ", frozenset())  # where a word ends, by a space or by its block
_MARKS = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
_MARKS |= {name: name for name in ("strong", "em", "s", "sub", "sup", "mark", "code")}
_SIGNS = re.compile("[\u2060—·©↩]")  # what a document of Ghost's adds to the words
_WITHIN = frozenset({*_MARKS, "a", "abbr", "kbd", "span", "cite", "img", "source", "wbr"})


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
        if tag not in _WITHIN:
            self.letters.append(BREAK)
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
        if tag not in _WITHIN:
            self.letters.append(BREAK)
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
            self.letters += _spelt(data, back)


def _spelt(words: str, marks: frozenset[str]) -> Iterator[Letter]:
    return (BREAK if each.isspace() else (each, marks) for each in _SIGNS.sub("", words))


def apart(some: Iterable[Letter]) -> list[Letter]:
    """`some` with one break between two words, however wide it is, and none at either end."""
    kept = [BREAK, *some, BREAK]
    return [each for before, each in pairwise(kept) if (before, each) != (BREAK, BREAK)][:-1]


def parting(got: Iterable[Letter], wanted: Iterable[Letter]) -> str:
    """From where on `got` is another text than `wanted`, a few letters of both; "" where it is not."""
    one, other = apart(got), apart(wanted)
    pairs = zip_longest(one, other)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    return (
        ""
        if at is None
        else f"after {one[max(0, at - 9) : at]}: {one[at:][:9]}, not {other[at:][:9]}"
    )


def _plain(address: str) -> str:
    return re.sub(r"\s", "", _SIGNS.sub("", unquote(address)))


def letters(some: Blocks, held: tuple[Footnote, ...]) -> Iterator[Letter]:
    """The same of our blocks and the notes that come after them."""
    for block in some:
        yield BREAK
        yield from _of(block)
    yield BREAK
    for note in held:
        yield from letters(note.children, ())


def _of(block: Block) -> Iterator[Letter]:
    match block:
        case Paragraph(children) | Heading(_, children):
            yield from _line(children)
        case PullQuote(children, cite):
            yield from (*_line(children), BREAK, *_line(cite))
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
                yield from (BREAK, *_line(cell))
        case Definitions(entries):
            for terms, meanings in entries:
                for term in terms:
                    yield from (BREAK, *_line(term))
                for meaning in meanings:
                    yield from letters(meaning, ())
        case Html(html):
            yield from Reader(html).letters


def _line(inlines: Inlines, marks: frozenset[str] = frozenset()) -> Iterator[Letter]:
    for item in inlines:
        match item:
            case Text(text) | Abbreviation(text):
                yield from _spelt(text, marks)
            case InlineCode(text):
                yield from _line((Text(text),), marks | {"code"})
            case Marked(mark, children):
                yield from _line(children, marks | {_MARKS[mark.value]})
            case Link(url, children):
                yield from _line(children, marks | {f"to {_plain(url)}"})
            case LineBreak():
                yield BREAK


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
    lambda free, locked, above, below, access, language: OnGhost().post(
        language=language,
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
    st.sampled_from(("en", "en", "ar")),
)


bold = Marked(Mark.STRONG, (Text("a"), Marked(Mark.EMPHASIS, (Text("b"),))))
awkward = OnGhost().post(
    teaser=(paragraph("a\nb"), *every_block("quay.png")),
    # of marks that end together, Ghost closes the wrong one before a mark that goes on
    locked=(Paragraph((bold, Marked(Mark.EMPHASIS, (Text("c"),)), Text(" d"))), paragraph("x\ny")),
    teaser_notes=(Footnote("1", 1, (paragraph("n"),)),),
)


@settings(
    max_examples=ARTICLES,
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # to make one smaller that failed would take hundreds of requests
    suppress_health_check=list(HealthCheck),
)
@example(article=awkward)
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
    assert (reader.cut is None) == (article.access is Access.EVERYONE)
    free, locked = reader.letters[: reader.cut], reader.letters[reader.cut or len(reader.letters) :]
    where = parting(free, letters(article.teaser, article.teaser_notes))
    assert not where, where
    where = parting(locked, letters(article.locked, article.locked_notes))
    assert not where, where


def test_what_ghost_has_no_card_for_is_said_before(cms: Ghost) -> None:
    whole = OnGhost().post(teaser=every_block("quay.png"))
    told = {one.code: one.detail["count"] for one in cms.check(whole)}
    assert told == {"html-cards": 4, "bookmarks": 1}
    assert cms.check(OnGhost().post()) == ()

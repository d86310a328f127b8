"""What must hold of every paste, whatever is in it."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.model.draft import Draft
from editor.render.html import write_blocks
from editor.text.parse import parse
from editor.text.paste import read_html
from editor.text.paste.page import read_page
from tests.unit.text.any_page import (
    Page,
    Words,
    docs,
    libreoffice,
    lines,
    meant,
    pages,
    read,
    web,
    word,
)

EXAMPLES = 2_000 if "STANDFIRST_STRESS" in os.environ else 30


@pytest.mark.parametrize("written", [web, docs, libreoffice, word])
def test_an_article_reads_as_the_page_that_was_copied(
    written: Callable[[Iterable[Page]], str],
) -> None:
    @settings(max_examples=EXAMPLES)
    @given(pages())
    def check(page: tuple[Page, ...]) -> None:
        assert read(read_html(written(page)).markdown) == meant(page)

    check()


@settings(max_examples=EXAMPLES * 3)
@given(lines())
def test_a_line_keeps_its_words_marks_and_links(words: tuple[Words, ...]) -> None:
    page = (Page("p", words),)
    assert read(read_html(web(page)).markdown) == meant(page)


TAGS = [
    "p",
    "div",
    "b",
    "i",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "code",
    "h1",
    "h3",
    "span",
    "sup",
    "del",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "br",
    "hr",
    "section",
    "o:p",
    "font",
    "center",
    "form",
    "label",
    "details",
    "summary",
    "body",
    "html",
    "q",
    "abbr",
    "thead",
]
HOSTILE = (
    "<script>x()</script>",
    "<a href='javascript:x()' onclick=x()>",
    "<img src=javascript:x() onerror=x()>",
    "<iframe src='javascript:x()'></iframe>",
    "<svg onload=x()><script>x()</script></svg>",
    "<style>",
    "<!--",
    "-->",
    "<![if !supportLists]>",
    "<p class=MsoListParagraph style='mso-list:l0 level9 lfo1'>",
    "<div id=ftn1><a name=_ftn1 href='#_ftnref1'>[1]</a>",
    "<a href='#_ftn1'>[1]</a>",
    "<td colspan=99999 rowspan=99999>",
    "\x00\x02n1\x03\x02h1\x03\ud800",
    "&#0;&#2;&lt;script&gt;",
    "](javascript:x())",
    "![x](javascript:x())",
    "<",
    "&",
)
tags = st.sampled_from(TAGS).flatmap(lambda tag: st.sampled_from((f"<{tag}>", f"</{tag}>")))


@settings(max_examples=EXAMPLES * 2)
@given(st.lists(st.one_of(tags, st.sampled_from(HOSTILE), st.text(max_size=6)), max_size=25))
def test_no_page_is_refused_and_no_harm_comes_through(parts: list[str]) -> None:
    markdown = read_html("".join(parts)).markdown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", markdown)
    draft = Draft(body=markdown)
    shown = write_blocks(parse(draft).teaser, parse(draft).teaser_notes, lambda src: src)
    for tag in re.findall(r"<[a-zA-Z][^>]*>", shown):
        assert not re.match(r"<(?:script|iframe|style|svg|object)", tag, re.I)
        assert not re.search(r"\s(?:on\w+|src|href)\s*=\s*[\"']?\s*(?:javascript|x\(\))", tag, re.I)


@settings(max_examples=EXAMPLES * 2)
@given(st.lists(st.one_of(tags, st.sampled_from(("w1 ", "w2", "w3.", " w4", "w5"))), max_size=30))
def test_no_word_that_is_seen_is_dropped(parts: list[str]) -> None:
    seen = Counter(re.findall(r"w\d", "".join(parts)))
    assert Counter(re.findall(r"w\d", read_html("".join(parts)).markdown)) == seen


@settings(max_examples=EXAMPLES)
@given(pages(), st.integers(1, 40))
def test_where_the_parser_is_interrupted_changes_nothing(page: tuple[Page, ...], size: int) -> None:
    html = docs(page)
    assert read_page(html, 1, lambda: None, size) == read_html(html)


@pytest.mark.parametrize("depth", [500, 5_000])
@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "ol", "blockquote", "table><tr><td", "dl><dd"]
)
def test_no_nesting_is_too_deep(tag: str, depth: int) -> None:
    closed = "".join(f"</{each}>" for each in reversed(tag.split("><")))
    markdown = read_html(f"<{tag}>" * depth + "words" + closed * depth + "after").markdown
    assert "words" in markdown
    assert "after" in markdown
    parse(Draft(body=markdown))


def test_reading_can_be_stopped() -> None:
    class Stopped(Exception):
        pass

    calls = iter(range(3))

    def checkpoint() -> None:
        if next(calls, None) is None:
            raise Stopped

    with pytest.raises(Stopped):
        read_html("<p>words</p>" * 50_000, checkpoint=checkpoint)

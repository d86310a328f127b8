"""Text that no one would write, or someone would to do harm: it is read, in its time, with all its words."""

import sys
from collections.abc import Callable

import pytest

from editor.model.article import Article
from editor.model.audience import Access
from editor.model.block import plain_blocks
from editor.model.draft import Draft
from editor.render.html import write_blocks
from editor.text.bounds import flattened
from editor.text.chunks import Reading
from editor.text.parse import parse
from editor.text.raw_html import clean_block, removed

# what is written n times, or n deep
SHAPES: dict[str, Callable[[int], str]] = {
    "footnotes": lambda n: "".join(f"Word[^{k}].\n\n[^{k}]: Note {k}.\n\n" for k in range(n)),
    "footnotes of footnotes": lambda n: (
        "x[^0]\n\n" + "".join(f"[^{k}]: see[^{k + 1}]\n\n" for k in range(n))
    ),
    "quotes": lambda n: ">" * n + " deep",
    "lists": lambda n: "".join("    " * k + "- x\n" for k in range(n)),
    "lists in quotes": lambda n: "> - " * n + "x",
    "definitions": lambda n: "Term\n: meaning\n" * n,
    "open brackets": lambda n: "[" * n,
    "brackets": lambda n: "[" * n + "]" * n,
    "open links": lambda n: "[a](" * n,
    "open links with an end": lambda n: "[a](( b) " * n,
    "open pictures": lambda n: "![" * n,
    "stars": lambda n: "*" * n,
    "open emphasis": lambda n: "*a **b " * n,
    "ticks": lambda n: "`a " * n,
    "fences": lambda n: "```x\n" * n,
    "divs": lambda n: "<div>" * n,
    "divs on lines": lambda n: "<div>\n\n" * n,
    "spans": lambda n: "x " + "<b>" * n + "y" + "</b>" * n,
    "declarations": lambda n: "<![CDATA[" * n,
    "comments": lambda n: "<!-- " * n,
    "notes": lambda n: "<!-- note: " * n,
    "references": lambda n: "&#" * n,
    "angles": lambda n: "<" * n,
    "columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n" + "|" + "b|" * n + "\n",
}


def read(body: str) -> Article:
    article = parse(Draft(body=body, access=Access.PAID))
    assert article.all_words >= 0
    write_blocks(article.locked, article.locked_notes, lambda source: source)
    return article


@pytest.mark.parametrize("shape", SHAPES)
def test_however_often_and_deep_it_is_read(shape: str) -> None:
    body = SHAPES[shape](500)
    assert read(body).all_words == Reading().article(Draft(body=body, access=Access.PAID)).all_words


def calls_of(body: str) -> int:
    """How many calls of Python reading it takes: a measure that no other work on the machine changes."""
    count = 0

    def seen(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    read("warm")
    sys.setprofile(seen)
    try:
        parse(Draft(body=body))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in ("lists", "spans")])
def test_twice_as_much_is_about_twice_the_work(shape: str) -> None:
    once, twice = (calls_of(SHAPES[shape](n)) for n in (150, 300))
    assert twice < 3 * once + 2000


@pytest.mark.parametrize("depth", [10, 29, 60, 500])
def test_what_stands_too_deep_keeps_its_words(depth: int) -> None:
    body = "".join("    " * k + f"- word{k}\n" for k in range(depth))
    assert read(body).all_words == depth
    quoted = ">" * depth + " deep"
    assert "deep" in plain_blocks(read(quoted).locked)
    assert "y" in plain_blocks(read(SHAPES["spans"](depth)).locked)


def test_raw_html_a_hundred_thousand_deep_is_cleaned_at_once() -> None:
    piece = "<div>" * 100_000 + "words" + "</div>" * 100_000
    assert clean_block(piece) == "<div>" * 100 + "words" + "</div>" * 100
    shallow = "<div><br><p>a</p></div>" * 200
    assert flattened(shallow) == shallow


def test_links_are_what_they_were() -> None:
    for body, address in (
        ("[a](b)", "b"),
        ("[a [b] c](d_(e))", "d_(e)"),
        ("[a](<b c> 'title')", "b c"),
        ('[a](b "tit)le")', "b"),
        ('[a](b"c)', 'b"c'),
        ("[" + "[x]" * 15 + "](y)", "y"),
        ("![a](b)[c](d)", "d"),
    ):
        assert f"url='{address}'" in repr(parse(Draft(body=body)).teaser), body


def test_what_could_do_harm_is_named_with_its_line() -> None:
    body = (
        "One.\n\n<script>alert(1)</script>\n\n`<iframe>` and <iframe src=x></iframe>\n\n"
        "```\n<object>\n```\n\n[a](javascript:x) <b onclick=x>y</b> <script>\n\n"
        "<img src='data:x'>\n\n[r]: data:text/html,x\n\n<https://example.org> a <b and c> <kbd>k</kbd>"
    )
    assert removed(body) == (
        (3, "<script>"), (5, "<iframe>"), (11, "javascript:"), (11, "onclick"), (13, "data:"),
    )  # fmt: skip
    assert removed("Plain <em>words</em> <span lang='fr'>mots</span> <!-- <script> -->") == ()

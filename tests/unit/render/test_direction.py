"""Each block runs its own way: only what runs otherwise than what it stands in says so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.draft import Draft
from editor.render.direction import first_strong
from editor.render.html import write_blocks
from editor.text.parse import parse


def written(body: str, way: str = "ltr") -> str:
    article = parse(Draft(body=body))
    return write_blocks(article.teaser, article.teaser_notes, lambda src: src, None, way)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Words here.", "<p>Words here.</p>"),
        ("مرحبا بالعالم", '<p dir="rtl">مرحبا بالعالم</p>'),
        ("12 – *שלום*", '<p dir="rtl">12 – <em>שלום</em></p>'),
        ("## مرحبا", '<h2 dir="rtl">مرحبا</h2>'),
        ("> مرحبا\n>\n> Words", '<blockquote dir="rtl">\n<p>مرحبا</p>\n<p dir="ltr">Words</p>'),
        ("- One\n- اثنان", '<ul>\n<li>One</li>\n<li dir="rtl">اثنان</li>'),
        ("1. واحد\n2. اثنان", '<ol dir="rtl">\n<li>واحد</li>\n<li>اثنان</li>'),
        ("| Name | اسم |\n|---|---|\n| a | ب |", '<td>a</td><td dir="rtl">ب</td>'),
        ("> > مرحبا\n> — Mara", '<p dir="rtl">مرحبا</p></blockquote><figcaption>Mara'),
        ('![](a.png "مرحبا")', '<figcaption dir="rtl">مرحبا</figcaption>'),
        ("Term\n: مرحبا", '<dt>Term</dt>\n<dd dir="rtl">مرحبا</dd>'),
        ("A[^1]\n\n[^1]: مرحبا", '<li id="note-1" value="1" dir="rtl"><p>مرحبا'),
        ('<p lang="ar">مرحبا</p>', '<p lang="ar" dir="rtl">مرحبا</p>'),
        ('<p dir="ltr">مرحبا</p>', '<p dir="ltr">مرحبا</p>'),
        ("`مرحبا`", '<p><code dir="ltr">مرحبا</code></p>'),
    ],
)
def test_what_runs_otherwise_than_the_article_says_so(body: str, html: str) -> None:
    assert html in written(body)


def test_in_an_article_that_runs_to_the_left_it_is_the_other_that_says_so() -> None:
    html = written("مرحبا\n\nWords.\n\n42", "rtl")
    assert html == '<p>مرحبا</p>\n<p dir="ltr">Words.</p>\n<p>42</p>\n'


BLOCK = st.sampled_from(
    (
        "Words.",
        "- One\n- Two",
        "> Said",
        "| a | b |\n|---|---|\n| c | d |",
        "## Head",
        "42",
        "A\n: b",
    )
)


@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_an_article_of_one_direction_is_written_as_before(blocks: list[str]) -> None:
    assert not re.search(r' dir="(?!ltr"><code)', written("\n\n".join(blocks)))


@given(st.lists(st.text("ab1 .אب", max_size=6), max_size=4))
def test_the_first_letter_that_tells_decides(texts: list[str]) -> None:
    letters = [each for each in "".join(texts) if each in "abאب"]
    wanted = "" if not letters else "ltr" if letters[0] in "ab" else "rtl"
    assert first_strong(texts) == wanted

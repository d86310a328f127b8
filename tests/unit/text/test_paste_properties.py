"""What must hold of every paste, whatever is in it."""

import os
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings

from editor.text.paste import read_html
from tests.unit.text.any_page import (
    Page,
    docs,
    libreoffice,
    lines,
    meant,
    pages,
    read,
    web,
    word,
    Words,
)

EXAMPLES = 5_000 if "STANDFIRST_STRESS" in os.environ else 150


@pytest.mark.parametrize("written", [web, docs, libreoffice, word])
def test_an_article_reads_as_the_page_that_was_copied(
    written: Callable[[Iterable[Page]], str],
) -> None:
    @settings(max_examples=EXAMPLES)
    @given(pages())
    def check(page: tuple[Page, ...]) -> None:
        assert read(read_html(written(page)).markdown) == meant(page)

    check()


@settings(max_examples=EXAMPLES * 4)
@given(lines())
def test_a_line_keeps_its_words_marks_and_links(words: tuple[Words, ...]) -> None:
    page = (Page("p", words),)
    assert read(read_html(web(page)).markdown) == meant(page)

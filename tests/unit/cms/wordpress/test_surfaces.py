"""What of a page is its head, its cards and the rest, however the page is made."""

import pytest

from editor.cms.answer import Answer
from editor.cms.page import shown
from editor.cms.port import View
from editor.model.audience import Audience, Surface

URL = "https://letters.example/a-walk/"
TITLE = '<TITLE dir="auto">A walk</title >'
CARDS = '<meta property="og:title"\ncontent="A walk">', '<META name="twitter:card" content="x">'
HEAD = f'{TITLE}<meta name="description" content="Quay">{CARDS[0]}<link>{CARDS[1]}'
PAGE = f'<html><Head lang="en">{HEAD}</head\n><body><header>og: A walk</header></body></html>'


def seen(surface: Surface, page: str) -> str:
    answer = Answer(200, URL, {"content-type": "text/html"}, page.encode())
    return shown(View(surface, Audience.VISITOR, URL, "Page"), answer)


def test_a_page_is_parted_into_its_surfaces() -> None:
    assert seen(Surface.HEAD, PAGE) == HEAD
    assert seen(Surface.CARD, PAGE) == "\n".join((TITLE, *CARDS))
    assert seen(Surface.PAGE, PAGE) == "<html><body><header>og: A walk</header></body></html>"


@pytest.mark.parametrize(
    "page", ["", "A walk", "<head", "<head>og: A walk", "<head </head", "</head><head>"]
)
def test_without_a_whole_head_all_of_it_is_the_page(page: str) -> None:
    assert seen(Surface.PAGE, page) == page
    assert seen(Surface.HEAD, page) == ""
    assert seen(Surface.CARD, page).strip() == ""


@pytest.mark.parametrize(
    "openings", ["<head", "<head>", "</head", "<title", "<title>", "<meta ", "<meta og:", "og:"]
)
def test_a_page_of_openings_that_nothing_closes_is_read_once(openings: str) -> None:
    # read on to its end from each opening, a page of this size is not done for hours
    page = openings * (2_000_000 // len(openings))
    assert seen(Surface.PAGE, page) == page
    assert seen(Surface.PAGE, f"<head>{page}</head>Quay") == "Quay"
    assert seen(Surface.HEAD, f"<head>{page}</head>Quay") == page
    assert len(seen(Surface.CARD, f"<head>{page}</head>Quay")) <= len(page) + 1

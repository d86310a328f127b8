"""Which way the words of an article run on a real Ghost's page, whatever its language and its theme."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from uuid import uuid4

import pytest
from selenium.webdriver import Chrome

from editor.cms.contract_samples import every_block, paragraph, tiny_picture
from editor.cms.ghost.api import Ghost
from editor.model.audience import Access
from editor.model.block import Embed, Figure, Footnote, Heading, Html, Picture, Text
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site

ARABIC = "المدينة التي تشرب من مينائها!"
RUNS = """
    const texts = document.createTreeWalker(document.querySelector('.gh-content'), NodeFilter.SHOW_TEXT);
    const seen = [];
    while (texts.nextNode()) {
        const words = texts.currentNode.textContent.trim(), block = texts.currentNode.parentElement;
        if (words && !block.closest('pre'))
            seen.push([words, getComputedStyle(block).direction, block.closest('[lang]').lang]);
    }
    return seen;
"""  # code runs from left to right anywhere


@contextmanager
def serving(ghost: GhostServer, locale: str, direction: str) -> Iterator[Ghost]:
    """A Ghost in a language, with its own theme; with one that has `direction` where there is one."""
    with ghost.set_to(locale=locale), ghost.running(direction) if direction else nullcontext():
        cms = Ghost(site(ghost), ghost.keys["owner"])
        yield cms
        cms.close()


@pytest.mark.parametrize(
    ("language", "locale", "direction", "told"),
    [
        ("ar", "en", "", "rtl-as-html"),
        ("pa-Arab", "ar", "", "rtl-as-html"),  # whose pages run from left to right all the same
        ("ar", "ar", "rtl", "html-cards"),
        ("en", "ar", "", "html-cards"),
        ("en", "ar", "rtl", "ltr-as-html"),
        ("fr", "en", "", "html-cards"),
    ],
)
def test_words_run_their_own_way_on_every_page(
    ghost: GhostServer, browser: Chrome, language: str, locale: str, direction: str, told: str
) -> None:
    words = ARABIC if language in ("ar", "pa-Arab") else "The city that drinks from its harbour."
    way = "rtl" if words is ARABIC else "ltr"
    picture = tiny_picture()
    said = paragraph(words)
    some = [block for block in every_block(picture.name) if not isinstance(block, Embed)]
    post = replace(
        OnGhost().post(language=language, access=Access.EVERYONE),
        teaser=(
            Heading(2, (Text(words),)),
            *some,
            Figure(Picture(picture.name), words),
            Html(f"<p>{words}</p><p>{words}</p>"),
            said,
        ),
        teaser_notes=(Footnote("n", 1, (said,)),),
        locked=(),
        slug=f"way-{uuid4().hex[:8]}",
    )
    turned = told != "html-cards"
    with serving(ghost, locale, direction) as cms:
        assert [one.code for one in cms.check(post)] == [told]
        media = {picture.name: cms.upload(picture)}
        there = cms.fill(cms.create_draft(post).remote_id, post, media)
        assert cms.differences(post, media, there) == ()
        kinds = {each["type"] for each in json.loads(there.fields["content"])["root"]["children"]}
        assert ("paragraph" in kinds) is not turned
        browser.get(cms.publish(there.remote_id).url)
        shown = browser.execute_script(RUNS)
    assert len(shown) > 30
    assert [each for each in shown if each[1] != way] == []
    assert {each[2] for each in shown} == {language if turned else locale}

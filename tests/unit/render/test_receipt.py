"""A receipt as one page: all that is known, nothing that runs or is fetched, whatever strangers wrote."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.mailing import Mailed
from editor.model.publication import Content, Leak, Receipt, Sight, Step, StepState
from editor.model.status import Status
from editor.render.receipt import Voice, receipt_page, receipt_text, render_receipt
from editor.render.theme import Theme
from tests.markup import problems

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
SENT, SEEN = "a1" * 32, "b2" * 32
NOON = datetime(2026, 6, 12, 12, 7, tzinfo=UTC)
RECEIPT = Receipt(
    UUID(int=1),
    UUID(int=2),
    "4127",
    "https://harbour.example/quay",
    "r2",
    Status.PUBLISHED,
    NOON,
    SENT,
    543,
    (Step("read-back", StepState.DONE, "", 0.44), Step("look", StepState.DONE, "0", 2.61)),
    (
        Sight(Surface.PAGE, Audience.VISITOR, "https://harbour.example/quay", True, 143, True, (),
              "", SEEN, NOON),
        Sight(Surface.FEED, Audience.VISITOR, "https://harbour.example/feed", False,
              why="site-timeout", at=NOON),
    ),
    mailed=Mailed(1204),
    content=Content("The quay", "A city.", Access.PAID, Gate.PAID_CONTENT, 143),
    compared=("gate", "title"),
)  # fmt: skip
LEAK = Leak(
    "the page nobody wanted read aloud", 6, "<p>the page <b>nobody</b> wanted read aloud</p>"
)


def voice(language: str = "en", direction: str = "ltr") -> Voice:
    return Voice(
        say=str,
        name=lambda word: word.value,
        step=lambda step, status: (step.code, step.detail),
        why=lambda code: f"because of {code}",
        moment=lambda at: f"{at:%Y-%m-%d %H:%M} UTC",
        number=str,
        people=lambda count: f"{count} people",
        language=language,
        direction=direction,
    )


def page(theme: Theme, receipt: Receipt = RECEIPT, site: str = "Harbour Letters") -> str:
    return render_receipt(receipt_page(receipt, voice(), site, "Of old"), theme)


def leaking(leak: Leak = LEAK) -> Receipt:
    return replace(RECEIPT, sights=(replace(RECEIPT.sights[0], leaks=(leak,)), RECEIPT.sights[1]))


def test_it_says_what_was_sent_what_came_back_and_what_was_seen_when(theme: Theme) -> None:
    html = page(theme)
    assert problems(html) == []
    for fact in (
        "<h1><bdi>The quay</bdi></h1>",
        '<a href="https://harbour.example/quay" rel="noopener noreferrer">',
        "<dd><bdi>r2</bdi></dd>",
        "2026-06-12 12:07 UTC",
        SENT,
        SEEN,
        "paid-content",
        "A city.",
        "gate, title",
        "1204 people",
        "Not checked. because of site-timeout",
        "No word from below the cut was seen. Places looked at: 1 of 2.",
    ):  # fmt: skip
        assert fact in html, fact
    assert 'class="verdict warning"' in html  # one place was not looked at


def test_text_and_page_tell_the_same(theme: Theme) -> None:
    html, text = page(theme), receipt_text(receipt_page(RECEIPT, voice(), "Harbour Letters"))
    for line in text.splitlines():
        for value in line.strip().split(": ")[1:]:
            assert value.split(", ")[0].split(" · ")[0] in html, line


def test_nothing_runs_and_nothing_is_fetched(theme: Theme) -> None:
    html = page(theme)
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="([^"]*)"', html) == ["data:,", RECEIPT.url]
    assert "url(" not in html
    assert "@import" not in html
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.replace("&#39;", "'")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///home/ana/site/index.html", HOSTILE]
)
def test_only_an_address_of_the_web_is_a_link(theme: Theme, url: str) -> None:
    assert "<a " not in page(theme, replace(RECEIPT, url=url))


def test_whatever_strangers_wrote_stays_text(theme: Theme) -> None:
    receipt = replace(
        leaking(Leak(HOSTILE, 6, f"<p>{HOSTILE}</p>")),
        remote_id=HOSTILE,
        revision=HOSTILE,
        known=(HOSTILE,),
        compared=(HOSTILE,),
        steps=(Step("draft", StepState.DONE, HOSTILE),),
        content=Content(HOSTILE, HOSTILE, Access.PAID, Gate.SEALED, 1),
    )
    html = page(theme, receipt, HOSTILE)
    assert problems(html) == []
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") >= 9


def test_a_leak_is_told_word_for_word_with_its_run_marked(theme: Theme) -> None:
    html = page(theme, leaking())
    assert problems(html) == []
    assert 'class="verdict bad"' in html
    assert "&lt;p&gt;<mark>the page &lt;b&gt;nobody&lt;/b&gt; wanted read aloud</mark>" in html
    assert 'class="leaking"' in html


def test_a_receipt_of_old_is_told_as_far_as_it_goes(theme: Theme) -> None:
    sights = tuple(replace(sight, hash="", at=None) for sight in RECEIPT.sights)
    html = page(theme, replace(RECEIPT, content=None, compared=(), sights=sights, mailed=None))
    assert problems(html) == []
    assert "<h1><bdi>Of old</bdi></h1>" in html  # fmt: skip
    assert "Words for everyone" not in html
    assert "Read back" not in html


def test_words_that_were_never_sent_are_told_so(theme: Theme) -> None:
    content = Content("Quay", "A city.", Access.PAID, Gate.TEASER_ONLY, 143)
    assert "543, which were not sent" in page(theme, replace(RECEIPT, content=content))
    everyone = Content("Quay", "A city.", Access.EVERYONE, Gate.SEALED, 143)
    assert "sealed" not in page(theme, replace(RECEIPT, content=everyone, paid_words=0))


def test_it_reads_from_the_right_in_a_language_that_does(theme: Theme) -> None:
    html = render_receipt(receipt_page(RECEIPT, voice("ar", "rtl"), "Harbour"), theme)
    assert '<html lang="ar" dir="rtl">' in html


def test_what_waited_was_sent_and_not_published_at_its_time() -> None:
    waited = replace(RECEIPT, steps=(Step("public", StepState.DONE, Status.SCHEDULED.value),))
    assert ("Sent", "2026-06-12 12:07 UTC") in receipt_page(waited, voice(), "").facts
    assert ("Published", "2026-06-12 12:07 UTC") in receipt_page(RECEIPT, voice(), "").facts

"""What the preview shows of an article that WordPress hides behind a password."""

from dataclasses import replace

import pytest

from editor.app import Services
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.draft import Draft
from editor.model.exposure import Portion
from editor.model.site import Site
from tests.unit.services.conftest import LOCKED

FREE = "Free words for everyone"
HARBOUR = Site("Harbour", "wordpress", "https://harbour.example", "mara", Gate.PASSWORD)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_visitor_is_asked_for_the_password_and_reads_the_title_alone(
    services: Services, draft: Draft, language: str
) -> None:
    shut = replace(draft, excerpt="Why it matters", language=language)
    seen = services.previewing.page(shut, Audience.VISITOR, HARBOUR)
    assert 'type="password"' in seen.html
    assert "Quay" in seen.html
    for words in (FREE, LOCKED, "Short", "Why it matters", "Subscribe to get access"):
        assert words not in seen.html
    assert (seen.free_words, seen.paid_words_shown, seen.shut) == (0, 0, True)


def test_who_has_it_reads_all_and_without_a_gate_nothing_is_asked(
    services: Services, draft: Draft
) -> None:
    whole = services.previewing.page(draft, Audience.PAID, HARBOUR)
    assert LOCKED in whole.html
    assert FREE in whole.html
    free = replace(draft, access=Access.EVERYONE)
    for seen in (whole, services.previewing.page(free, Audience.VISITOR, HARBOUR)):
        assert 'type="password"' not in seen.html


def test_the_plan_says_that_a_visitor_gets_nothing_anywhere(
    services: Services, draft: Draft
) -> None:
    plan = services.publishing.plan(draft, HARBOUR)
    portions = plan.portions
    visitor = {portions[who, where] for who, where in portions if who is Audience.VISITOR}
    assert visitor == {(Portion.NOTHING, 0)}
    assert portions[Audience.PAID, Surface.PAGE][0] is Portion.WHOLE

"""What is said to help against a leak fits the gate and the place."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from editor.model.audience import Audience, Gate, Surface
from editor.model.publication import Leak, Receipt, Sight
from editor.model.remedy import remedy
from editor.model.status import Status
from editor.model.wording import WORDING

WORDS = Leak("words that only paying readers see", 6, "<p>")
PICTURE = Leak("/picture-0a1b2c.jpg", 0, "<img>", "quay.jpg")


def receipt(*sights: Sight) -> Receipt:
    ids = uuid4(), uuid4()
    at = datetime(2026, 7, 11, tzinfo=UTC)
    return Receipt(*ids, "7", "/quay", "r", Status.DRAFT, at, "ff", 30, (), sights)


def on(surface: Surface, *leaks: Leak, elsewhere: bool = False) -> Sight:
    return Sight(
        surface, Audience.VISITOR, "/", checked=True, leaks=leaks or (WORDS,), elsewhere=elsewhere
    )


@pytest.mark.parametrize(
    ("gate", "sights", "code"),
    [
        (Gate.NEWSLETTER, [on(Surface.PAGE), on(Surface.HEAD)], "leak-newsletter"),
        (Gate.NEWSLETTER, [on(Surface.HEAD), on(Surface.CARD)], "leak-newsletter-told"),
        (Gate.PAID_CONTENT, [on(Surface.API)], "leak-paid-content"),
        (Gate.PAID_CONTENT, [on(Surface.EMBED)], "leak-told"),
        (Gate.PMPRO, [on(Surface.EMBED), on(Surface.SEARCH)], "leak-pmpro-told"),
        (Gate.PMPRO, [on(Surface.PAGE)], "leak-pmpro"),
        (Gate.PASSWORD, [on(Surface.PAGE)], "leak-password"),
        (Gate.PAYWALL, [on(Surface.PAGE), on(Surface.FEED, elsewhere=True)], "leak-paywall"),
        (Gate.PAYWALL, [on(Surface.SEARCH, elsewhere=True)], "leak-elsewhere"),
        (Gate.PAYWALL, [on(Surface.FEED, elsewhere=True)], "leak-feed"),
        (Gate.SEALED, [on(Surface.PAGE)], "leak-sealed"),
        (Gate.TEASER_ONLY, [on(Surface.FEED, elsewhere=True)], "leak-not-sent"),
        (Gate.PAYWALL, [on(Surface.CARD, PICTURE)], "leak-picture"),
        (Gate.PAYWALL, [on(Surface.CARD, PICTURE), on(Surface.PAGE)], "leak-paywall"),
    ],
)
def test_what_helps_fits_the_gate_and_the_place(gate: Gate, sights: list[Sight], code: str) -> None:
    clean = replace(on(Surface.PAGE), leaks=())
    assert remedy(gate, receipt(clean, *sights)) == code
    assert code in WORDING


def test_without_a_leak_nothing_needs_help() -> None:
    assert remedy(Gate.PAYWALL, receipt(replace(on(Surface.PAGE), leaks=()))) == ""


def test_every_gate_has_an_answer() -> None:
    for gate in Gate:
        for surface in Surface:
            assert remedy(gate, receipt(on(surface))) in WORDING

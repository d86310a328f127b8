"""When it is published, how long it is, and what is sent as its excerpt."""

import time as time_of_machine
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from editor.model.article import count_words
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile, Byline
from editor.model.date import ComputerZone, PublishDate
from editor.model.draft import Draft
from editor.model.exposure import Portion, portion
from editor.model.site import GateBox, Site
from editor.text.parse import parse

DUBAI = ZoneInfo("Asia/Dubai")
NOW = datetime(2026, 6, 12, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-06-11", datetime(2026, 6, 11, 8, tzinfo=UTC)),  # a bare day is noon at the site
        ("20260611", datetime(2026, 6, 11, 8, tzinfo=UTC)),
        ("2026-W24-4", datetime(2026, 6, 11, 8, tzinfo=UTC)),
        ("2026-06-12", NOW),  # today is the moment of publishing
        ("2026-06-11 18:30", datetime(2026, 6, 11, 14, 30, tzinfo=UTC)),
        ("2026-06-11T18:30+02:00", datetime(2026, 6, 11, 16, 30, tzinfo=UTC)),
    ],
)
def test_a_date_means_the_sites_own_time(written: str, moment: datetime) -> None:
    parsed = PublishDate.parse(written)
    assert parsed is not None
    assert parsed.moment(DUBAI, NOW) == moment
    assert PublishDate.parse(str(parsed)) == parsed


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time_of_machine.tzset()
        yield
    time_of_machine.tzset()


@pytest.mark.skipif(not hasattr(time_of_machine, "tzset"), reason="only there can it be set")
@pytest.mark.parametrize(("written", "hour"), [("2025-07-15", 10), ("2025-01-15", 11)])
def test_noon_is_noon_in_summer_and_in_winter(berlin: None, written: str, hour: int) -> None:
    parsed = PublishDate.parse(written)
    assert parsed is not None
    for now in (NOW, NOW + timedelta(days=200)):
        moment = parsed.moment(ComputerZone(), now)
        assert moment.hour == hour
        assert moment.astimezone(ComputerZone()).hour == 12


def test_no_date_is_none_and_nonsense_is_refused() -> None:
    assert PublishDate.parse(" ") is None
    with pytest.raises(ValueError, match="soon"):
        PublishDate.parse("soon, I hope")
    for edge in ("0001-01-01 00:00+02:00", "9999-12-31 23:59-05:00", "0001-01-01"):
        with pytest.raises(ValueError, match="calendar"):
            PublishDate.parse(edge)
    assert str(PublishDate(date(2026, 1, 2), time(3, 4), timedelta(0))) == "2026-01-02T03:04+00:00"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two  three.", 3),
        ("don’t re-use 1,204 https://x.example/a", 4),
        ("— * —", 0),
        ("日本語", 3),
        ("المدينة التي", 2),
    ],
)
def test_words_are_counted_as_readers_do(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_excerpt_is_by_hand_else_the_subtitle_else_the_teasers_first_words() -> None:
    body = "## Head\n\n" + "word " * 60 + "\n\n<!--more-->\n\nsecret"
    draft = Draft(body=body, access=Access.PAID)
    assert parse(draft).excerpt == " ".join(["word"] * 55) + "…"
    assert parse(Draft(body=body, subtitle="Sub")).excerpt == "Sub"
    assert parse(Draft(body=body, subtitle="Sub", excerpt=" By\nhand ")).excerpt == "By hand"
    assert parse(Draft(body="secret", access=Access.PAID)).excerpt == ""


@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("access", [Access.MEMBERS, Access.PAID])
@pytest.mark.parametrize("surface", Surface)
def test_no_gate_gives_a_visitor_more_than_the_teaser(
    gate: Gate, access: Access, surface: Surface
) -> None:
    some = (Portion.TEASER, Portion.EXCERPT)
    expected = (Portion.NOTHING,) if gate is Gate.PASSWORD else some
    assert portion(gate, access, Audience.VISITOR, surface) in expected


def test_who_pays_reads_the_page_but_not_where_nothing_was_sent() -> None:
    page = Surface.PAGE
    assert portion(Gate.SEALED, Access.PAID, Audience.PAID, page) is Portion.WHOLE
    assert portion(Gate.SEALED, Access.PAID, Audience.MEMBER, page) is Portion.TEASER
    assert portion(Gate.TEASER_ONLY, Access.PAID, Audience.PAID, page) is Portion.TEASER
    assert portion(Gate.SEALED, Access.EVERYONE, Audience.VISITOR, page) is Portion.WHOLE


def test_the_gate_box_is_in_the_articles_language_and_the_sites_words() -> None:
    site = Site("S", "folder", "/x", boxes={"sv": GateBox("a", "b", "c")})
    assert site.box("sv-SE").heading == "a"
    assert site.box("ar").button == "اشترك"
    assert site.box("xx").heading == "Subscribe to get access"
    assert Site("Harbour Letters", "folder", "/x").badge == "HL"


def test_a_bio_is_in_the_articles_language_where_there_is_one() -> None:
    author = AuthorProfile("m", "Mara", {"": "Reporter", "ar": "مراسلة"})
    assert author.bio("ar-EG") == "مراسلة"
    assert author.bio("sv") == "Reporter"
    three = Byline((author, author, author))
    assert three.names == "Mara, Mara and Mara"

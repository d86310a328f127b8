"""What cannot be sent now waits for its site, as it was agreed to; it can be withdrawn, and goes once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor.app import Services
from editor.library.jobs import Jobs
from editor.model.date import PublishDate
from editor.model.draft import Draft
from editor.model.errors import OutcomeUnknown, Unauthorised, Unreachable
from editor.model.mailing import EVERYBODY, NOBODY, Mailing
from editor.model.site import Site
from editor.model.status import Status
from editor.services.waiting import Held, Went
from tests.memory_site import MemorySite

AWAY = Unreachable("site-timeout", host="memory.example")


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def queue(services: Services, draft: Draft, site: Site, mail: Mailing = NOBODY) -> None:
    assert services.waiting.put(services.publishing.plan(draft, site, email=mail))


def go(services: Services) -> Went | Held | None:
    (queued,) = services.waiting.all()
    return services.waiting.go(queued)


def test_it_waits_while_the_site_is_away_and_goes_when_it_is_there(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    queue(services, draft, site, EVERYBODY)
    memory.fail("check", AWAY)
    assert go(services) is None
    assert go(services) is None
    assert Jobs(services.database).open() == ()
    assert memory.posts == {}
    memory.heal()
    went = go(services)
    assert isinstance(went, Went)
    assert went.receipt.held
    assert services.waiting.all() == ()
    (kept,) = memory.public
    assert kept.post.title == draft.title
    assert memory.mailed == [draft.id]


def test_what_goes_is_what_was_agreed_to(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    queue(services, draft, site)
    services.drafting.save(replace(draft, title="Not finished yet"))
    assert isinstance(go(services), Went)
    (kept,) = memory.public
    assert kept.post.title == draft.title
    assert services.drafting.open(draft.id).title == "Not finished yet"


def test_a_later_one_takes_the_place_of_what_waited(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    queue(services, draft, site)
    queue(services, replace(draft, title="Quay again"), site)
    assert isinstance(go(services), Went)
    assert [kept.post.title for kept in memory.public] == ["Quay again"]


def test_it_can_be_withdrawn_also_on_its_way(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    queue(services, draft, site)
    services.waiting.withdraw(draft.id, site.id)
    assert services.waiting.all() == ()
    queue(services, draft, site)
    memory.before["fill"] = lambda: services.waiting.withdraw(draft.id, site.id)
    assert go(services) is None
    assert services.waiting.all() == ()
    assert memory.public == []


@pytest.mark.parametrize("end", ["publish", "undo", "trash", "site"])
def test_nothing_old_goes_over_what_was_done_since(
    services: Services, draft: Draft, site: Site, memory: MemorySite, end: str
) -> None:
    plan = services.publishing.plan(draft, site)
    services.publishing.publish(plan, lambda step: None, lambda: None)
    queue(services, replace(draft, title="Old"), site)
    match end:
        case "publish":
            plan = services.publishing.plan(replace(draft, title="New"), site)
            services.publishing.publish(plan, lambda step: None, lambda: None)
        case "undo":
            services.publishing.undo(draft.id, site)
        case "trash":
            services.drafting.trash(draft.id)
        case _:
            services.accounts.remove(site)
    assert services.waiting.all() == ()


def test_what_the_site_says_against_it_holds_it_until_its_writer_says_otherwise(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    queue(services, draft, site)
    memory.fail("check", Unauthorised("site-secret-wrong", host="memory.example"))
    held = go(services)
    assert isinstance(held, Held)
    assert held.error.code == "site-secret-wrong"
    (queued,) = services.waiting.all()
    assert (queued.held, queued.detail) == ("site-secret-wrong", {"host": "memory.example"})
    assert memory.public == []


def test_a_date_that_has_passed_meanwhile_is_asked_about(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    queue(services, replace(draft, date=PublishDate.parse(soon.isoformat())), site)
    (queued,) = services.waiting.all()
    past = queued.text.replace(soon.isoformat(), (soon - timedelta(hours=2)).isoformat())
    assert past != queued.text
    held = services.waiting.go(replace(queued, text=past))
    assert isinstance(held, Held)
    assert held.error.code == "date-not-ahead"
    assert memory.public == []


@pytest.mark.parametrize("method", ["create_draft", "fill", "publish"])
@pytest.mark.parametrize("acted", [False, True])
def test_a_line_that_breaks_on_the_way_is_gone_on_with_and_nothing_is_doubled(
    services: Services, draft: Draft, site: Site, memory: MemorySite, method: str, acted: bool
) -> None:
    queue(services, draft, site, EVERYBODY)
    memory.fail(method, OutcomeUnknown("site-no-answer", host="memory.example"), acted=acted)
    first = go(services)
    memory.heal()
    if not isinstance(first, Went):
        assert isinstance(go(services), Went)
    assert services.waiting.all() == ()
    (kept,) = memory.posts.values()
    assert kept.status is Status.PUBLISHED
    assert memory.mailed == [draft.id]


def test_what_was_killed_after_it_was_public_is_not_sent_again(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue(services, draft, site)
    (queued,) = services.waiting.all()
    assert isinstance(services.waiting.go(queued), Went)
    (kept,) = memory.posts.values()
    before = kept.revision
    queue(services, draft, site)
    assert go(services) is None
    assert kept.revision == before
    assert services.waiting.all() == ()


def test_a_site_that_is_not_kept_so_is_not_waited_for(
    services: Services, draft: Draft, site: Site
) -> None:
    other = replace(site, address="https://elsewhere.example")
    assert not services.waiting.put(services.publishing.plan(draft, other))
    assert services.waiting.all() == ()

"""An article that is to appear later, or for editors alone: nobody sees it before, and then it is looked at."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import pytest

from editor.app import Services
from editor.cms.port import Feature
from editor.model.audience import Access, Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft, Shelf
from editor.model.errors import (
    BadInput,
    Conflict,
    OutcomeUnknown,
    Rejected,
    Unexpected,
    Unreachable,
)
from editor.model.finding import Finding, Severity
from editor.model.mailing import EVERYBODY, NOBODY
from editor.model.publication import Publication, Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.services.planning import Plan
from tests.memory_site import ADDRESS, SECRET, MemorySite, plug_in

TOMORROW = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
ON_TIME = TOMORROW + timedelta(seconds=1)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemorySite:
    memory = MemorySite()
    plug_in(monkeypatch, memory)
    return memory


@pytest.fixture
def site(services: Services, memory: MemorySite) -> Site:
    return services.accounts.add(
        Site("Memory", "memory", ADDRESS, "ada", Gate.PAID_CONTENT, (777,), zone="UTC"), SECRET
    )


@pytest.fixture
def later(draft: Draft) -> Draft:
    return replace(draft, date=PublishDate.parse(TOMORROW.isoformat()))


def publish(services: Services, plan: Plan) -> Receipt:
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def known(services: Services, draft: Draft, site: Site) -> Publication:
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    return publication


def told(receipt: Receipt) -> list[tuple[str, StepState, str]]:
    return [(step.code, step.state, step.detail) for step in receipt.steps]


def come(memory: MemorySite) -> None:
    """Let the site's clock be past the date."""
    memory.clock = lambda: ON_TIME


def test_it_waits_hidden_for_its_date(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    services.drafting.save(later)
    plan = services.publishing.plan(later, site)
    assert plan.status is Status.SCHEDULED
    assert not plan.blocked
    receipt = publish(services, plan)
    assert receipt.status is Status.SCHEDULED
    assert [step.code for step in receipt.steps][-2:] == ["public", "look"]
    assert receipt.sights
    assert not receipt.unchecked
    assert not any(sight.words or sight.leaks or sight.why for sight in receipt.sights)
    publication = known(services, later, site)
    assert (publication.status, publication.due) == (Status.SCHEDULED, TOMORROW)
    (card,) = services.drafting.cards(Shelf.SCHEDULED)
    assert (card.id, card.due) == (later.id, TOMORROW)
    assert services.drafting.counts()[Shelf.SCHEDULED] == 1


def test_when_its_time_has_come_it_is_looked_at_as_a_stranger(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    assert services.verifying.due(TOMORROW - timedelta(seconds=1)) == ()
    (due,) = services.verifying.due(ON_TIME)
    assert due.draft_id == later.id
    come(memory)
    receipt = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert receipt.status is Status.PUBLISHED
    assert receipt.leaks == ()
    assert any(sight.words for sight in receipt.sights)
    assert known(services, later, site).due == TOMORROW + timedelta(minutes=1)
    assert services.verifying.due(ON_TIME) == ()
    assert services.drafting.counts()[Shelf.PUBLISHED] == 1


def test_what_leaks_when_its_time_has_come_is_taken_back(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    come(memory)
    memory.leaks = lambda post: True
    receipt = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert memory.public == []
    assert told(receipt)[-2:] == [
        ("look", StepState.FAILED, str(len(receipt.leaks))),
        ("retract", StepState.DONE, ""),
    ]
    assert known(services, later, site).receipt == receipt


def test_a_receipt_tells_of_the_last_look_and_of_no_way_back_that_was_undone(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, services.publishing.plan(later, site))
    come(memory)
    memory.leaks = lambda post: True
    memory.fail("retract", Unreachable("site-timeout", host="memory.example"))
    leaked = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert told(leaked)[-1] == ("retract", StepState.FAILED, "site-timeout")
    memory.heal()
    clean = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert clean.status is Status.PUBLISHED
    assert told(clean) == told(first)


def test_a_draft_changed_since_does_not_take_a_sound_article_from_its_readers(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    come(memory)
    tightened = replace(later, body="<!--more-->\n\n" + later.body.replace("<!--more-->", ""))
    receipt = services.verifying.look(services.publishing.plan(tightened, site), ON_TIME)
    assert receipt.leaks == ()  # what is locked now was free when it was sent
    assert receipt.status is Status.PUBLISHED
    assert len(memory.public) == 1


def test_what_leaks_is_found_though_the_draft_was_written_anew_since(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    come(memory)
    memory.leaks = lambda post: True
    anew = replace(later, body="Quite other words.\n\n<!--more-->\n\nAnd others to be paid for.\n")
    receipt = services.verifying.look(services.publishing.plan(anew, site), ON_TIME)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert memory.public == []


def test_what_somebody_opened_on_the_site_is_told_and_left_to_them(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    sent = publish(services, services.publishing.plan(later, site))
    memory.edit(sent.remote_id, access=Access.EVERYONE)
    come(memory)
    receipt = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED
    assert len(memory.public) == 1


@pytest.mark.parametrize("changed_there", [False, True])
def test_once_it_held_a_bad_update_is_replaced_with_it(
    services: Services, later: Draft, site: Site, memory: MemorySite, changed_there: bool
) -> None:
    sent = publish(services, services.publishing.plan(later, site))
    come(memory)
    if changed_there:  # then what held is not what was sent
        memory.edit(sent.remote_id, title="Quay, by another hand")
    services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    memory.leaks = lambda post: post.title == "Quay again"
    plan = services.publishing.plan(replace(later, title="Quay again", date=None), site)
    bad = services.publishing.publish(plan, lambda step: None, lambda: None, overwrite=True)
    assert bad.leaks
    assert bad.put_back is not changed_there
    assert [kept.post.title for kept in memory.public] == ([] if changed_there else [later.title])


def test_a_site_that_does_not_publish_when_it_is_due_is_told_of(
    services: Services, later: Draft, site: Site
) -> None:
    publish(services, services.publishing.plan(later, site))
    plan = services.publishing.plan(later, site)
    soon = services.verifying.look(plan, ON_TIME)
    assert soon.status is Status.SCHEDULED
    assert not any(sight.why for sight in soon.sights)
    late = services.verifying.look(plan, ON_TIME + timedelta(minutes=10))
    assert [sight.why for sight in late.sights if sight.why] == ["scheduled-late"]
    assert services.verifying.due(ON_TIME) != ()


def test_it_can_be_moved_changed_and_published_now(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, services.publishing.plan(later, site))
    after = TOMORROW + timedelta(days=1)
    moved = replace(later, title="Quay again", date=PublishDate.parse(after.isoformat()))
    assert publish(services, services.publishing.plan(moved, site)).remote_id == first.remote_id
    assert known(services, later, site).due == after
    (kept,) = memory.posts.values()
    assert (kept.status, kept.post.title) == (Status.SCHEDULED, "Quay again")
    now = publish(services, services.publishing.plan(replace(moved, date=None), site))
    assert (now.status, now.remote_id) == (Status.PUBLISHED, first.remote_id)
    again = known(services, later, site)
    assert again.due is not None
    assert again.due - again.at < timedelta(minutes=2), "and no more that day"


def test_it_is_a_draft_while_it_is_written_anew(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    states: list[Status] = []
    memory.before["fill"] = lambda: states.extend(kept.status for kept in memory.posts.values())
    publish(services, services.publishing.plan(replace(later, title="Quay again"), site))
    assert states == [Status.DRAFT]


@pytest.mark.parametrize("private", [False, True])
def test_an_update_that_fails_before_anything_was_changed_leaves_it_as_it_was(
    services: Services, later: Draft, site: Site, memory: MemorySite, private: bool
) -> None:
    article = replace(later, private=private, date=None if private else later.date)
    publish(services, services.publishing.plan(article, site))
    before = known(services, article, site)
    (kept,) = memory.posts.values()
    there = kept.status, kept.date, kept.post
    memory.fail("fill", Unreachable("site-timeout", host="memory.example"))
    with pytest.raises(Unreachable):
        publish(services, services.publishing.plan(replace(article, title="Quay again"), site))
    assert (kept.status, kept.date, kept.post) == there
    after = known(services, article, site)
    assert (after.status, after.due, after.sent) == (before.status, before.due, before.sent)
    memory.heal()
    assert publish(services, services.publishing.plan(article, site)).status is before.status


def test_an_update_that_fails_half_way_is_known_to_be_a_draft(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    memory.fail("fill", Unreachable("site-timeout", host="memory.example"), acted=True)
    with pytest.raises(Unreachable):
        publish(services, services.publishing.plan(replace(later, title="Quay again"), site))
    assert known(services, later, site).status is Status.DRAFT
    assert [kept.status for kept in memory.posts.values()] == [Status.DRAFT]
    memory.heal()
    assert publish(services, services.publishing.plan(later, site)).status is Status.SCHEDULED


def test_one_of_which_a_lost_change_may_still_come_does_not_wait_unchecked(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site, email=EVERYBODY))
    memory.fail("fill", OutcomeUnknown("site-no-answer", host="memory.example"))
    with pytest.raises(OutcomeUnknown):
        publish(services, services.publishing.plan(replace(later, title="Quay again"), site))
    assert [kept.status for kept in memory.posts.values()] == [Status.DRAFT]
    memory.heal()
    again = services.publishing.plan(replace(later, title="Quay again"), site)
    assert again.post.email, "what was arranged for it is not forgotten"
    publish(services, again)
    services.publishing.undo(later.id, site)
    assert not services.publishing.plan(later, site).post.email, "taken back, all of it is over"


def test_what_strangers_still_see_of_a_draft_is_told_as_that(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    come(memory)
    memory.leaks = lambda post: True
    cached = Unexpected("site-still-public", url=ADDRESS)
    memory.fail("retract", cached, acted=True)
    receipt = services.verifying.look(services.publishing.plan(later, site), ON_TIME)
    assert receipt.status is Status.DRAFT
    assert told(receipt)[-1] == ("retract", StepState.FAILED, "site-still-public")
    memory.heal()
    again = services.publishing.plan(replace(later, date=None), site)
    assert publish(services, again).status is Status.PUBLISHED, "and no conflict"


def test_one_whose_time_comes_while_its_pictures_go_up_is_updated_as_a_live_one(
    services: Services, later: Draft, site: Site, memory: MemorySite, photo: bytes
) -> None:
    publish(services, services.publishing.plan(later, site))
    name = services.drafting.add_picture(later.id, photo, "quay.jpg")
    pictured = replace(later, date=None, body=f"![A quay]({name})\n\n{later.body}")
    services.drafting.save(pictured)
    memory.before["upload"] = lambda: come(memory)
    retracted = memory.calls.count("retract")
    receipt = publish(services, services.publishing.plan(pictured, site))
    assert receipt.status is Status.PUBLISHED
    assert memory.calls.count("retract") == retracted, "its readers never lost it"


def test_it_can_be_taken_back(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    assert services.publishing.undo(later.id, site).status is Status.DRAFT
    come(memory)
    assert memory.public == []
    assert services.verifying.due(ON_TIME) == ()


def test_a_site_that_does_not_wait_is_put_back_to_draft(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    def hurry() -> None:
        times = chain([datetime.now(UTC)], repeat(ON_TIME))
        memory.clock = lambda: next(times)

    memory.before["publish"] = hurry
    with pytest.raises(Rejected) as refused:
        publish(services, services.publishing.plan(later, site))
    assert refused.value.code == "not-scheduled"
    assert memory.public == []
    assert known(services, later, site).status is Status.DRAFT


def test_a_live_article_is_not_taken_from_its_readers_by_a_date(
    services: Services, draft: Draft, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(draft, site))
    for change in (later, replace(draft, private=True)):
        plan = services.publishing.plan(change, site)
        assert "live-would-vanish" in [finding.code for finding in plan.findings]
        with pytest.raises(BadInput):
            publish(services, plan)
    assert len(memory.public) == 1


def test_one_that_became_public_meanwhile_is_not_moved_unseen(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site))
    come(memory)
    after = TOMORROW + timedelta(days=1)
    moved = replace(later, date=PublishDate.parse(after.isoformat()))
    with pytest.raises(Conflict) as refused:
        publish(services, services.publishing.plan(moved, site))
    assert refused.value.code == "live-would-vanish"
    assert len(memory.public) == 1


def test_a_private_article_is_seen_by_no_stranger(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    plan = services.publishing.plan(replace(draft, private=True), site, email=EVERYBODY)
    assert (plan.status, plan.post.private, plan.post.email) == (Status.PRIVATE, True, NOBODY)
    receipt = publish(services, plan)
    assert receipt.status is Status.PRIVATE
    assert not any(sight.words for sight in receipt.sights)
    assert memory.public == []
    assert services.drafting.counts()[Shelf.PUBLISHED] == 1
    opened = publish(services, services.publishing.plan(draft, site))
    assert opened.status is Status.PUBLISHED
    assert len(memory.posts) == 1


def test_a_private_article_that_the_site_shows_all_the_same_is_told_of(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "shown", lambda *_: "<p>Free words for everyone who comes by.</p>")
    receipt = publish(services, services.publishing.plan(replace(draft, private=True), site))
    assert "seen-early" in {sight.why for sight in receipt.sights}


def test_what_the_site_says_against_it_is_heard_before_anything_is_sent(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    plan = services.publishing.plan(draft, site)
    missing = Finding(Severity.ERROR, "category-missing", "categories", {"name": "Ferries"})
    memory.findings = (missing, Finding(Severity.WARNING, "goes-to-review", "site"))
    asked = services.publishing.ask(plan)
    assert asked.blocked
    assert asked.findings[0] == missing
    steps: list[Step] = []
    with pytest.raises(Rejected) as refused:
        services.publishing.publish(plan, steps.append, lambda: None)
    assert "Ferries" in str(refused.value)
    assert memory.posts == {}
    assert (steps[-1].code, steps[-1].state) == ("snapshot", StepState.FAILED)


def test_an_account_that_may_not_publish_hands_it_in(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    memory.account = replace(memory.account, may_publish=False)
    receipt = publish(services, services.publishing.plan(later, site))
    assert receipt.status is Status.PENDING
    assert memory.public == []


def test_a_mail_goes_out_with_it_only_where_that_was_asked(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    asked = services.publishing.plan(draft, site, email=EVERYBODY)
    assert asked.post.email
    assert not services.publishing.plan(draft, site).post.email
    without = memory.capabilities.features - {Feature.NEWSLETTER}
    memory.capabilities = replace(memory.capabilities, features=without)
    publish(services, services.publishing.plan(draft, site))
    assert memory.mailed == []


def test_moved_to_another_day_it_is_mailed_as_was_asked(
    services: Services, later: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(later, site, email=EVERYBODY))
    moved = replace(
        later, date=PublishDate.parse((TOMORROW + timedelta(days=1)).isoformat()), slug="quay"
    )
    plan = services.publishing.plan(moved, site)
    assert "mailed" in [change.code for change in plan.changes]
    publish(services, plan)
    assert not services.publishing.plan(moved, site, email=NOBODY).post.email
    memory.clock = lambda: ON_TIME + timedelta(days=1)
    assert len(memory.public) == 1
    assert memory.mailed == [later.id]

"""What happens to an article while something else is done with it: nothing is doubled, undone or taken down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from editor.app import Services
from editor.model.draft import Draft
from editor.model.errors import Conflict, NotFound, Unreachable
from editor.model.mailing import EVERYBODY
from editor.model.publication import Publication
from editor.model.site import Site
from editor.model.status import Status
from editor.services.planning import Plan
from editor.services.waiting import Went
from tests.memory_site import MemorySite
from tests.unit.services.conftest import LOCKED


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(services: Services, plan: Plan) -> None:
    services.publishing.publish(plan, lambda step: None, lambda: None)


def known(services: Services, draft: Draft, site: Site) -> Publication:
    found = services.publishing.publication(draft.id, site.id)
    assert found is not None
    return found


def test_a_plan_made_before_it_was_sent_otherwise_posts_and_mails_nothing_again(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    services.waiting.put(services.publishing.plan(draft, site, email=EVERYBODY))
    edited = replace(draft, title="Quay, edited")
    plan = services.publishing.plan(edited, site, email=EVERYBODY)
    (queued,) = services.waiting.all()
    assert isinstance(services.waiting.go(queued), Went)
    with pytest.raises(Conflict, match="Look at the plan again"):
        publish(services, plan)
    assert len(memory.posts) == 1
    assert memory.mailed == [draft.id]
    publish(services, services.publishing.plan(edited, site, email=EVERYBODY))
    (kept,) = memory.public
    assert kept.post.title == "Quay, edited"
    assert memory.mailed == [draft.id]


def test_an_update_planned_before_another_is_planned_again(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(draft, site))
    old = services.publishing.plan(replace(draft, title="Old"), site)
    publish(services, services.publishing.plan(replace(draft, title="New"), site))
    with pytest.raises(Conflict, match="since this plan was made"):
        publish(services, old)
    assert [kept.post.title for kept in memory.public] == ["New"]


@pytest.fixture
def during_a_look(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> Callable[[Callable[[], object]], None]:
    """Does something while the article is looked at a minute after it was published."""
    publish(services, services.publishing.plan(draft, site))

    def look(act: Callable[[], object]) -> None:
        def once() -> None:
            memory.before.pop("get")
            act()

        memory.before["get"] = once
        at = known(services, draft, site).at + timedelta(minutes=1, seconds=1)
        with pytest.raises((Conflict, NotFound)):
            services.verifying.look(services.publishing.plan(draft, site), at)

    return look


def test_an_update_is_not_taken_for_a_leak_nor_forgotten(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    during_a_look: Callable[[Callable[[], object]], None],
) -> None:
    freed = replace(draft, title="Quay again", body=f"{LOCKED}\n\n<!--more-->\n\nAnd more of it.\n")
    during_a_look(lambda: publish(services, services.publishing.plan(freed, site)))
    assert [kept.post.title for kept in memory.public] == ["Quay again"]
    assert known(services, draft, site).status is Status.PUBLISHED
    publish(services, services.publishing.plan(replace(freed, title="Quay once more"), site))
    assert [kept.post.title for kept in memory.public] == ["Quay once more"]


@pytest.mark.parametrize("delete", [False, True])
def test_what_is_taken_back_meanwhile_stays_taken_back(
    services: Services,
    draft: Draft,
    site: Site,
    during_a_look: Callable[[Callable[[], object]], None],
    delete: bool,
) -> None:
    take = services.publishing.delete if delete else services.publishing.undo
    during_a_look(lambda: take(draft.id, site))
    found = known(services, draft, site)
    assert (found.status, found.due, found.gone) == (Status.DRAFT, None, delete)


@pytest.mark.parametrize("delete", [False, True])
def test_what_waits_does_not_go_once_it_was_to_be_taken_back_even_if_that_failed(
    services: Services, draft: Draft, site: Site, memory: MemorySite, delete: bool
) -> None:
    publish(services, services.publishing.plan(draft, site))
    services.waiting.put(services.publishing.plan(replace(draft, title="Old"), site))
    memory.fail("retract", Unreachable("site-timeout", host="memory.example"))
    take = services.publishing.delete if delete else services.publishing.undo
    with pytest.raises(Unreachable):
        take(draft.id, site)
    assert services.waiting.all() == ()


def test_a_month_later_what_leaks_is_told_and_not_taken_down(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, services.publishing.plan(draft, site))
    memory.leaks = lambda post: True
    at = known(services, draft, site).at + timedelta(days=30)
    receipt = services.verifying.look(services.publishing.plan(draft, site), at)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED

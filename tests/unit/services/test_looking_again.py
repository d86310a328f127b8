"""What is public is looked at again after a minute and after an hour, or at the next start if that is later."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from editor.app import Services
from editor.model.draft import Draft
from editor.model.publication import Publication, Receipt
from editor.model.site import Site
from editor.model.status import Status
from tests.memory_site import MemorySite

MINUTE, HOUR, SECOND = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(services: Services, draft: Draft, site: Site) -> Publication:
    """Publish, and what is known of it then."""
    plan = services.publishing.plan(draft, site)
    services.publishing.publish(plan, lambda step: None, lambda: None)
    found = services.publishing.publication(draft.id, site.id)
    assert found is not None
    assert found.status is Status.PUBLISHED
    return found


def look(services: Services, draft: Draft, site: Site, now: datetime) -> Receipt:
    return services.verifying.look(services.publishing.plan(draft, site), now)


def due(services: Services, now: datetime) -> bool:
    return bool(services.verifying.due(now))


def test_it_is_looked_at_after_a_minute_and_after_an_hour_and_then_no_more(
    services: Services, draft: Draft, site: Site
) -> None:
    at = publish(services, draft, site).at
    assert not due(services, at + MINUTE - SECOND)
    assert due(services, at + MINUTE + SECOND)
    assert look(services, draft, site, at + MINUTE + SECOND).held
    assert not due(services, at + HOUR - SECOND)
    assert due(services, at + HOUR + SECOND)
    assert look(services, draft, site, at + HOUR + SECOND).held
    assert not due(services, at + 9 * HOUR)
    assert services.verifying.next_due() is None


def test_a_program_that_was_closed_over_both_looks_once_when_it_starts(
    services: Services, draft: Draft, site: Site
) -> None:
    at = publish(services, draft, site).at
    assert due(services, at + 9 * HOUR)
    look(services, draft, site, at + 9 * HOUR)
    assert services.verifying.next_due() is None


def test_what_leaks_only_later_is_taken_back(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    at = publish(services, draft, site).at
    memory.leaks = lambda post: True
    receipt = look(services, draft, site, at + MINUTE + SECOND)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert memory.public == []
    assert services.verifying.next_due() is None


def test_an_update_of_what_was_public_before_is_told_and_not_taken_down(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    at = publish(services, replace(draft, title="Quay again"), site).at
    memory.leaks = lambda post: True
    receipt = look(services, draft, site, at + MINUTE + SECOND)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED
    assert len(memory.public) == 1


def test_what_others_changed_there_since_is_left_to_the_writer(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    found = publish(services, draft, site)
    memory.edit(found.remote_id, title="By another hand")
    memory.leaks = lambda post: True
    receipt = look(services, draft, site, found.at + MINUTE + SECOND)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED


def test_what_is_a_draft_again_is_not_looked_at(
    services: Services, draft: Draft, site: Site
) -> None:
    at = publish(services, draft, site).at
    services.publishing.undo(draft.id, site)
    assert not due(services, at + 9 * HOUR)

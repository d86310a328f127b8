"""What becomes of an article when its site fails, lies or leaks half way."""

from dataclasses import replace

import pytest

from editor.app import Services
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.errors import Conflict, OutcomeUnknown, Rejected, Unreachable
from editor.model.publication import Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from tests.memory_site import MemorySite
from tests.unit.services.conftest import LOCKED

AWAY = Unreachable("site-unreachable", host="example")


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(services: Services, draft: Draft, site: Site, **words: bool) -> Receipt:
    steps: list[Step] = []
    plan = services.publishing.plan(draft, site)
    return services.publishing.publish(plan, steps.append, lambda: None, **words)


def status(services: Services, draft: Draft, site: Site) -> Status | None:
    publication = services.publishing.publication(draft.id, site.id)
    return publication.status if publication else None


def test_a_leak_is_taken_back_and_quoted(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.leaks = lambda post: True
    receipt = publish(services, draft, site)
    assert receipt.status is Status.DRAFT
    assert status(services, draft, site) is Status.DRAFT
    assert memory.public == []
    assert receipt.leaks[0].quote in (LOCKED, LOCKED.rstrip("."))
    assert [(step.code, step.state) for step in receipt.steps[-2:]] == [
        ("look", StepState.FAILED),
        ("retract", StepState.DONE),
    ]


def test_what_the_site_said_before_is_no_leak(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.elsewhere = f"<p>{LOCKED.upper().replace(' ', '&nbsp;')}</p>"
    receipt = publish(services, draft, site)
    assert receipt.leaks == ()
    assert receipt.known
    again = services.publishing.publication(draft.id, site.id)
    assert again is not None
    assert again.receipt == receipt


@pytest.fixture
def pictured(services: Services, draft: Draft, photo: bytes) -> Draft:
    """The draft with a picture below its cut."""
    name = services.drafting.add_picture(draft.id, photo, "quay.jpg")
    changed = replace(draft, body=f"{draft.body}\n![A quay]({name})\n")
    services.drafting.save(changed)
    return changed


def show_picture(memory: MemorySite) -> None:
    (picture,) = memory.pictures.values()
    memory.elsewhere = f'<img src="{picture.url.replace(".png", "-300x200.png")}">'


def test_the_address_of_a_locked_picture_is_a_leak_then_and_later(
    services: Services, pictured: Draft, site: Site, memory: MemorySite
) -> None:
    assert publish(services, pictured, site).held
    show_picture(memory)
    looked = services.verifying.look(services.publishing.plan(pictured, site))
    assert {leak.picture for leak in looked.leaks} == {"quay.jpg"}
    kept = services.publishing.publication(pictured.id, site.id)
    assert kept is not None
    assert kept.receipt == looked


def test_a_locked_picture_that_is_shown_once_public_is_taken_back(
    services: Services, pictured: Draft, site: Site, memory: MemorySite
) -> None:
    memory.after["publish"] = lambda: show_picture(memory)
    receipt = publish(services, pictured, site)
    assert {leak.picture for leak in receipt.leaks} == {"quay.jpg"}
    assert receipt.status is Status.DRAFT


def test_a_locked_picture_that_another_article_shows_is_no_leak(
    services: Services, pictured: Draft, site: Site, memory: MemorySite
) -> None:
    memory.after["upload"] = lambda: show_picture(memory)
    receipt = publish(services, pictured, site)
    assert receipt.leaks == ()
    assert receipt.known


def test_for_an_article_without_a_gate_no_other_page_is_read_before(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    open_ = replace(draft, access=Access.EVERYONE, body="All of it is free.\n")
    services.drafting.save(open_)
    memory.before["publish"] = lambda: memory.calls.append("about to")
    publish(services, open_, site)
    assert "look" not in memory.calls[: memory.calls.index("about to")]


def test_a_leak_that_cannot_be_taken_back_is_still_told(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.leaks = lambda post: True
    memory.fail("retract", AWAY)
    receipt = publish(services, draft, site)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED
    assert receipt.steps[-1].state is StepState.FAILED


def test_a_lost_reply_to_publishing_is_no_failure(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("publish", OutcomeUnknown("outcome-unknown", host="example"), acted=True)
    assert publish(services, draft, site).status is Status.PUBLISHED
    assert memory.calls.count("publish") == 1


def test_a_refusal_leaves_a_draft_and_says_so(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("publish", Rejected("may-not-publish", site="example"))
    with pytest.raises(Rejected):
        publish(services, draft, site)
    assert status(services, draft, site) is Status.DRAFT


def test_what_did_not_arrive_as_sent_is_never_made_public(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.alters = lambda post: replace(post, gate=Gate.TEASER_ONLY)
    with pytest.raises(Rejected) as raised:
        publish(services, draft, site)
    assert "gate" in str(raised.value)
    assert status(services, draft, site) is Status.DRAFT
    assert "publish" not in memory.calls


def test_a_place_that_cannot_be_looked_at_is_not_checked(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("look", AWAY)
    receipt = publish(services, draft, site)
    assert receipt.status is Status.PUBLISHED
    assert receipt.unchecked == len(receipt.sights) > 0


def test_a_change_on_the_site_is_not_overwritten_unasked(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    memory.edit(first.remote_id, title="Edited by hand")
    with pytest.raises(Conflict):
        publish(services, draft, site)
    assert memory.public[0].post.title == "Edited by hand"
    assert publish(services, draft, site, overwrite=True).status is Status.PUBLISHED
    assert memory.public[0].post.title == "Quay"


class Crash(BaseException):
    """The program is killed."""


def test_a_crash_while_sending_is_finished_by_publishing_again(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("fill", Crash(), acted=True)
    with pytest.raises(Crash):
        publish(services, draft, site)
    memory.heal()
    assert publish(services, draft, site).status is Status.PUBLISHED
    assert len(memory.posts) == 1

"""What is kept of each time that something was sent: what it was, what came back, what strangers saw."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from editor.app import Services
from editor.cms.port import Post
from editor.model.audience import Access, Gate, Surface
from editor.model.draft import Draft
from editor.model.publication import Receipt, Sight
from editor.model.site import Site
from editor.model.status import Status
from tests.memory_site import SECRET, MemorySite


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(services: Services, draft: Draft, site: Site) -> Receipt:
    plan = services.publishing.plan(draft, site)
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def second(draft: Draft) -> Draft:
    return replace(draft, title="Second", slug="quay")


def page_of(receipt: Receipt) -> Sight:
    return next(sight for sight in receipt.sights if sight.surface is Surface.PAGE)


def test_a_receipt_says_what_was_sent_what_came_back_and_what_was_seen_when(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    before = datetime.now(UTC)
    receipt = publish(services, draft, site)
    assert receipt.content is not None
    assert (receipt.content.title, receipt.content.excerpt) == ("Quay", "Short")
    assert receipt.content.access is Access.PAID
    assert receipt.content.gate is Gate.PAID_CONTENT
    assert (receipt.content.free_words, receipt.paid_words) == (7, 10)
    assert {"gate", "title", "excerpt", "slug"} <= set(receipt.compared)
    assert before <= receipt.at <= datetime.now(UTC)
    (kept,) = memory.public
    seen = page_of(receipt)
    assert seen.hash == sha256(memory.shown(Surface.PAGE, kept.remote_id).encode()).hexdigest()
    assert seen.at is not None
    assert receipt.at <= seen.at <= datetime.now(UTC)


def test_a_place_that_was_not_seen_has_no_hash_but_its_time(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    from editor.model.errors import Unreachable

    memory.fail("look", Unreachable("site-unreachable", host="memory.example"))
    unseen = next(s for s in publish(services, draft, site).sights if not s.checked)
    assert unseen.hash == ""
    assert unseen.at is not None


def test_all_that_was_sent_has_a_receipt_of_its_own_and_looks_refresh_the_last(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    first = publish(services, draft, site)
    again = publish(services, second(draft), site)
    looked = services.verifying.look(services.publishing.plan(second(draft), site))
    assert services.publishing.receipts(draft.id, site.id) == (looked, first)
    assert looked.at == again.at  # when it was sent is not when it was looked at
    assert page_of(looked).at != page_of(again).at

    services.publishing.undo(draft.id, site)
    back, *earlier = services.publishing.receipts(draft.id, site.id)
    assert earlier == [looked, first]
    assert (back.status, back.taken_back) == (Status.DRAFT, True)
    assert back.sights == looked.sights
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    assert publication.receipt == back


def test_an_update_that_leaked_is_kept_beside_the_version_that_stands_there_again(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    def leaks(post: Post) -> bool:
        return post.title == "Second"

    first = publish(services, draft, site)
    memory.leaks = leaks
    told = publish(services, second(draft), site)
    assert told.put_back
    there, leaked, oldest = services.publishing.receipts(draft.id, site.id)
    assert oldest == first
    assert (leaked.leaks, leaked.content) == (told.leaks, told.content)
    assert (there.sent, there.leaks) == (first.sent, ())
    assert there.content == first.content
    assert "gate" in there.compared


def test_what_a_killed_run_sent_has_a_receipt_that_is_not_the_one_before(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    first = publish(services, draft, site)
    plan = services.publishing.plan(second(draft), site)
    memory.fail("look", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        services.publishing.publish(plan, lambda step: None, lambda: None)
    memory.heal()
    services.drafting.save(second(draft))
    services.verifying.look(services.publishing.plan(second(draft), site))
    newest, oldest = services.publishing.receipts(draft.id, site.id)
    assert oldest == first
    assert newest.sent != first.sent
    assert newest.content is not None
    assert newest.content.title == "Second"


def test_a_receipt_of_a_site_added_again_is_found(
    services: Services, site: Site, memory: MemorySite, draft: Draft
) -> None:
    receipt = publish(services, draft, site)
    services.accounts.remove(site)
    again = services.accounts.add(site, SECRET)
    (found,) = services.publishing.receipts(draft.id, again.id)
    assert (found.url, found.site_id) == (receipt.url, again.id)

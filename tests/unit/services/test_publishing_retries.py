"""Nothing sent is doubled, overwritten or forgotten when a run stops half way and is tried again."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.model.audience import Gate
from editor.model.draft import Draft
from editor.model.errors import (
    Conflict,
    EditorError,
    OutcomeUnknown,
    Rejected,
    SecretUnavailable,
    StorageFailed,
    Unreachable,
)
from editor.model.publication import Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from tests.memory_site import MemorySite
from tests.unit.services.conftest import LOCKED

AWAY = Unreachable("site-refused", host="example")
LOST = OutcomeUnknown("site-no-answer", host="example")
BY_HAND = "Edited by hand"


class Crash(BaseException):
    """The program is killed."""


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(
    services: Services, draft: Draft, site: Site, status: Status = Status.PUBLISHED, **words: bool
) -> Receipt:
    steps: list[Step] = []
    plan = services.publishing.plan(draft, site, status)
    return services.publishing.publish(plan, steps.append, lambda: None, **words)


def killed_once_public(services: Services, draft: Draft, site: Site, memory: MemorySite) -> None:
    """The program is killed as soon as the site has made the article public."""
    memory.fail("publish", Crash(), acted=True)
    with pytest.raises(Crash):
        publish(services, draft, site)
    memory.heal()


def titles(memory: MemorySite) -> list[str]:
    """What strangers can read."""
    return [kept.post.title for kept in memory.public]


def test_a_library_that_fails_once_it_is_public_hides_no_leak(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(*words: object) -> None:
        raise StorageFailed("library-locked")

    def lock() -> None:
        for kind, name in ((Jobs, "step"), (Jobs, "finish"), (Publications, "save")):
            monkeypatch.setattr(kind, name, locked)

    memory.after["publish"] = lock
    memory.leaks = lambda post: True
    receipt = publish(services, draft, site)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert titles(memory) == []


@pytest.mark.parametrize("failing", [LOST, Crash()], ids=["lost", "killed"])
def test_made_public_with_no_answer_is_found_public_and_is_no_conflict(
    services: Services, draft: Draft, site: Site, memory: MemorySite, failing: BaseException
) -> None:
    def lose() -> None:
        memory.fail("get", AWAY)
        raise failing

    memory.after["publish"] = lose
    with pytest.raises(type(failing)):
        publish(services, draft, site)
    memory.heal()
    assert publish(services, draft, site).status is Status.PUBLISHED
    assert titles(memory) == ["Quay"]


def test_taken_back_with_no_answer_is_no_conflict_when_published_again(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.fail("retract", LOST, acted=True)
    with pytest.raises(OutcomeUnknown):
        services.publishing.undo(draft.id, site)
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    assert publication.status is Status.DRAFT
    memory.heal()
    assert publish(services, draft, site).status is Status.PUBLISHED


def test_a_send_that_failed_does_not_make_the_next_overwrite_an_edit_on_the_site(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    memory.fail("fill", AWAY)
    with pytest.raises(Unreachable):
        publish(services, draft, site)
    memory.heal()
    memory.edit(first.remote_id, title=BY_HAND)
    with pytest.raises(Conflict):
        publish(services, draft, site)
    assert titles(memory) == [BY_HAND]


def test_a_refused_taking_back_keeps_watch_over_edits_on_the_site(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    before = services.publishing.publication(draft.id, site.id)
    memory.fail("retract", Rejected("site-forbidden", host="example"))
    with pytest.raises(Rejected):
        services.publishing.undo(draft.id, site)
    assert services.publishing.publication(draft.id, site.id) == before


def test_undo_without_the_secret_leaves_no_job_behind(
    services: Services, draft: Draft, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(services, draft, site)
    monkeypatch.delenv("STANDFIRST_SECRET", raising=False)
    services.accounts.remove(site)
    services.accounts.add_without_secret(site)
    with pytest.raises(SecretUnavailable):
        services.publishing.undo(draft.id, site)
    assert Jobs(services.database).open() == ()


def test_sending_as_a_draft_never_writes_to_a_page_that_is_public(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    killed_once_public(services, draft, site, memory)
    (before,) = [kept.revision for kept in memory.public]
    with pytest.raises(EditorError) as raised:
        publish(services, replace(draft, title="Not yet"), site, Status.DRAFT)
    assert raised.value.code == "live-already"
    assert [kept.revision for kept in memory.public] == [before]


def test_what_other_pages_said_before_is_no_leak_after_a_crash_either(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.elsewhere = f"<p>{LOCKED}</p>"
    memory.fail("fill", Crash())
    with pytest.raises(Crash):
        publish(services, draft, site)
    memory.before.clear()
    receipt = publish(services, draft, site)
    assert receipt.leaks == ()
    assert receipt.status is Status.PUBLISHED


def test_what_its_own_earlier_version_spread_is_a_leak_though_it_was_deleted_on_the_site(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    memory.elsewhere = f"<p>{LOCKED}</p>"
    with services.accounts.connected(site) as cms:
        cms.delete(first.remote_id)
    assert publish(services, draft, site).leaks


def test_a_site_removed_and_added_again_still_has_its_articles(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    secret = services.accounts.secret_of(site)
    services.accounts.remove(site)
    fresh = Site("Anew", site.kind, site.address, gate=site.gate, plans=site.plans)
    services.accounts.add(fresh, secret)
    known = services.publishing.publication(draft.id, fresh.id)
    assert known is not None
    assert (known.remote_id, known.site_id) == (first.remote_id, fresh.id)
    memory.edit(first.remote_id, title=BY_HAND)
    with pytest.raises(Conflict):
        publish(services, draft, fresh)
    other = Site("Elsewhere", site.kind, site.address + "-other", gate=site.gate)
    services.accounts.add(other, secret)
    assert services.publishing.publication(draft.id, other.id) is None


def test_a_live_page_that_cannot_be_taken_back_is_not_said_to_be(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.alters = lambda post: replace(post, gate=Gate.TEASER_ONLY)
    memory.fail("retract", AWAY)
    with pytest.raises(Rejected) as raised:
        publish(services, draft, site)
    assert "may still be public" in str(raised.value)
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    assert publication.status is Status.PUBLISHED


def test_an_article_whose_run_was_killed_can_be_looked_at(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    killed_once_public(services, draft, site, memory)
    receipt = services.verifying.look(services.publishing.plan(draft, site))
    assert receipt.status is Status.PUBLISHED
    assert receipt.sights
    assert receipt.leaks == ()


def test_a_site_that_makes_no_sense_to_us_is_not_checked_and_no_failure(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("look", ValueError("a page that no reader of ours foresaw"))
    receipt = publish(services, draft, site)
    assert receipt.status is Status.PUBLISHED
    assert receipt.unchecked == len(receipt.sights) > 0
    assert receipt.steps[-1] == replace(receipt.steps[-1], code="look", state=StepState.DONE)


def test_a_picture_that_can_no_longer_be_read_is_named(
    services: Services, draft: Draft, site: Site, tmp_path: Path, photo: bytes
) -> None:
    picture = tmp_path / "quay.jpg"
    picture.write_bytes(photo)
    shown = replace(draft, body=draft.body + "\n![A quay](quay.jpg)\n")
    plan = services.publishing.plan(shown, site, locate=lambda name: picture)
    picture.unlink()
    picture.mkdir()
    with pytest.raises(EditorError) as raised:
        services.publishing.publish(plan, lambda step: None, lambda: None)
    assert raised.value.code == "file-unreadable"
    assert "quay.jpg" in str(raised.value)

"""After publication: taken back, deleted, published again, moved; nothing is mailed twice."""

from dataclasses import replace

import pytest

from editor.app import Services
from editor.cms.port import Newsletter
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.model.draft import Draft, Shelf
from editor.model.errors import Conflict, EditorError, NotFound, OutcomeUnknown, Rejected
from editor.model.mailing import EVERYBODY
from editor.model.publication import Publication, Receipt, StepState
from editor.model.site import Site
from editor.model.status import Status
from tests.memory_site import ADDRESS, MemorySite


class Killed(BaseException):
    """The power goes."""


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def publish(
    services: Services, draft: Draft, site: Site, *, move: bool = False, mail: bool = False
) -> Receipt:
    email = EVERYBODY if mail else None
    plan = services.publishing.plan(draft, site, email=email, move=move)
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def known(services: Services, draft: Draft, site: Site) -> Publication:
    found = services.publishing.publication(draft.id, site.id)
    assert found is not None
    return found


def test_taken_back_and_published_again_it_is_the_same_post_at_the_same_address(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    services.publishing.undo(draft.id, site)
    again = publish(services, replace(draft, title="Another title by now"), site)
    assert (again.remote_id, again.url) == (first.remote_id, first.url)
    assert len(memory.posts) == 1


def test_deleted_it_is_gone_and_published_again_it_is_a_new_post(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    gone = services.publishing.delete(draft.id, site)
    assert (gone.gone, gone.status) == (True, Status.DRAFT)
    assert memory.posts == {}
    assert memory.calls.index("retract") < memory.calls.index("delete")
    assert services.drafting.open(draft.id) == draft
    assert [card.id for card in services.drafting.cards(Shelf.DRAFTS)] == [draft.id]
    kept = Publications(services.database)
    assert kept.sent(draft.id, site.id) is None
    assert kept.verified(draft.id, site.id) is None
    assert services.publishing.plan(draft, site).changes[0].code == "new-post"
    again = publish(services, draft, site)
    assert again.status is Status.PUBLISHED
    assert again.remote_id != first.remote_id
    assert len(memory.posts) == 1


def test_what_was_mailed_is_not_mailed_again_after_it_was_deleted(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    memory.newsletters = (Newsletter("weekly", "Weekly", 3, 2),)
    publish(services, draft, site, mail=True)
    assert memory.mailed == [draft.id]
    services.publishing.delete(draft.id, site)
    plan = services.publishing.plan(draft, site, email=EVERYBODY)
    assert not plan.post.email
    assert "mailed-before" in [finding.code for finding in plan.findings]
    publish(services, draft, site, mail=True)
    assert memory.mailed == [draft.id]


def test_one_that_is_gone_there_counts_as_deleted(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.posts.clear()
    assert services.publishing.delete(draft.id, site).gone
    for act in (services.publishing.delete, services.publishing.undo):
        with pytest.raises(NotFound) as raised:
            act(draft.id, site)
        assert raised.value.code == "not-on-site"


def test_one_that_is_gone_there_cannot_be_taken_back_and_is_known_to_be_gone(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.posts.clear()
    with pytest.raises(NotFound):
        services.publishing.undo(draft.id, site)
    assert known(services, draft, site).gone
    assert Jobs(services.database).open() == ()


def test_an_address_that_is_not_found_is_no_proof_that_the_post_is_gone(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    before = known(services, draft, site)
    memory.fail("get", NotFound("site-not-found", host="memory.example"))
    with pytest.raises(NotFound):
        services.publishing.delete(draft.id, site)
    assert known(services, draft, site) == before


def test_what_was_changed_there_is_not_deleted_unasked(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    receipt = publish(services, draft, site)
    memory.edit(receipt.remote_id, title="By another hand")
    with pytest.raises(Conflict) as raised:
        services.publishing.delete(draft.id, site)
    assert raised.value.code == "changed-before-delete"
    assert [kept.post.title for kept in memory.public] == ["By another hand"]
    assert services.publishing.delete(draft.id, site, overwrite=True).gone
    assert memory.posts == {}


def test_a_lost_answer_is_looked_up(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.fail("delete", OutcomeUnknown("site-no-answer", host="memory"), acted=True)
    assert services.publishing.delete(draft.id, site).gone


def test_a_refusal_is_told_and_leaves_it_a_draft_that_is_known(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.fail("delete", Rejected("site-forbidden", host="memory"))
    with pytest.raises(Rejected):
        services.publishing.delete(draft.id, site)
    assert memory.public == []
    assert known(services, draft, site).status is Status.DRAFT
    assert Jobs(services.database).open() == ()
    memory.heal()
    assert services.publishing.delete(draft.id, site).gone


@pytest.mark.parametrize(
    ("method", "acted", "public", "there"),
    [("retract", False, True, True), ("retract", True, False, True),
     ("delete", False, False, True), ("delete", True, False, False)],
)  # fmt: skip
def test_a_deletion_that_was_cut_short_is_looked_up(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    method: str,
    acted: bool,
    public: bool,
    there: bool,
) -> None:
    publish(services, draft, site)
    memory.fail(method, Killed(), acted=acted)
    with pytest.raises(Killed):
        services.publishing.delete(draft.id, site)
    memory.heal()
    (job,) = services.resuming.cut_short()
    found = services.resuming.look_up(job)
    assert found is not None
    assert found.taking == "delete"
    assert services.resuming.cut_short() == ()
    assert found.status is ((Status.PUBLISHED if public else Status.DRAFT) if there else None)
    assert known(services, draft, site).gone is not there
    again = services.publishing.delete(draft.id, site) if there else known(services, draft, site)
    assert again.gone
    assert memory.posts == {}


@pytest.mark.parametrize("acted", [False, True])
def test_a_taking_back_that_was_cut_short_is_looked_up(
    services: Services, draft: Draft, site: Site, memory: MemorySite, acted: bool
) -> None:
    publish(services, draft, site)
    memory.fail("retract", Killed(), acted=acted)
    with pytest.raises(Killed):
        services.publishing.undo(draft.id, site)
    memory.heal()
    (job,) = services.resuming.cut_short()
    found = services.resuming.look_up(job)
    assert found is not None
    assert (found.taking, found.status) == ("retract", Status.DRAFT if acted else Status.PUBLISHED)
    assert services.publishing.undo(draft.id, site).status is Status.DRAFT


# another address


def test_another_slug_moves_nothing_that_readers_know_unasked(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    renamed = replace(draft, slug="pier", title="Pier")
    plan = services.publishing.plan(renamed, site)
    assert (plan.post.slug, plan.new_slug, plan.moves) == ("quay", "pier", False)
    assert not plan.blocked
    assert "address-kept" in [finding.code for finding in plan.findings]
    assert publish(services, renamed, site).url == first.url
    assert memory.redirects == {}


def test_moved_the_old_address_leads_to_the_new_one(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    renamed = replace(draft, slug="pier")
    plan = services.publishing.plan(renamed, site, move=True)
    assert plan.changes[0].code == "post-moves"
    assert {"address-kept", "links-break"}.isdisjoint(finding.code for finding in plan.findings)
    receipt = publish(services, renamed, site, move=True)
    assert receipt.url == f"{ADDRESS}/pier/"
    assert memory.redirects == {first.url: receipt.url}
    assert [(s.code, s.state) for s in receipt.steps][-1] == ("redirect", StepState.DONE)
    assert not receipt.unled
    assert known(services, draft, site).receipt == receipt
    again = publish(services, renamed, site)
    assert "redirect" not in [step.code for step in again.steps]


def test_where_the_old_address_leads_nowhere_the_receipt_says_so(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, draft, site)
    memory.fail("lead_on", EditorError("site-may-not-redirect", host="memory"))
    receipt = publish(services, replace(draft, slug="pier"), site, move=True)
    assert (receipt.status, receipt.unled) == (Status.PUBLISHED, True)


def test_what_leaks_as_it_moves_is_back_at_its_old_address_and_nothing_leads_away_from_it(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    memory.leaks = lambda post: post.slug == "pier"
    receipt = publish(services, replace(draft, slug="pier"), site, move=True)
    assert receipt.put_back
    assert receipt.url == first.url
    assert memory.redirects == {}


def test_an_article_that_readers_knew_once_keeps_its_address_too(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    first = publish(services, draft, site)
    services.publishing.undo(draft.id, site)
    renamed = replace(draft, slug="pier")
    assert services.publishing.plan(renamed, site).post.slug == "quay"
    codes = [f.code for f in services.publishing.plan(renamed, site, move=True).findings]
    assert "links-break" in codes
    assert publish(services, renamed, site).url == first.url


def test_a_draft_that_no_reader_knew_is_simply_renamed(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    plan = services.publishing.plan(draft, site, Status.DRAFT)
    services.publishing.publish(plan, lambda step: None, lambda: None)
    plan = services.publishing.plan(replace(draft, slug="pier"), site)
    assert (plan.post.slug, plan.new_slug) == ("pier", "")

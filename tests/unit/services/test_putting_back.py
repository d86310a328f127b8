"""An update of a live article that does not hold: readers keep what they had before it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.app import Services
from editor.cms.contract import CmsContract
from editor.cms.contract_samples import every_block
from editor.cms.port import Post
from editor.library.publications import Publications
from editor.model.audience import Access, Gate, Surface
from editor.model.draft import Draft
from editor.model.errors import OutcomeUnknown, Rejected, Unreachable
from editor.model.publication import Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.services.sent_post import SentPicture, SentPost, dump, load
from tests.memory_site import MemorySite

LOCKED = "Seven quiet words that only paying readers may ever see."
MORE = "And nine further words about what the harbour master hid."


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


def is_second(post: Post) -> bool:
    """A plug-in of the site shows the locked part of the second version, not of the first."""
    return post.title == "Second"


def without_gate(post: Post) -> Post:
    """A plug-in of the site changes the second version's gate."""
    return replace(post, gate=Gate.TEASER_ONLY) if is_second(post) else post


def written(services: Services, **changes: object) -> Draft:
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    draft = Draft(title="First", subtitle="Short", body=body, access=Access.PAID)
    draft = replace(draft, **changes)  # type: ignore[arg-type]  # names are checked by replace
    services.drafting.save(draft)
    return draft


def publish(services: Services, draft: Draft, site: Site) -> Receipt:
    steps: list[Step] = []
    return services.publishing.publish(
        services.publishing.plan(draft, site), steps.append, lambda: None
    )


def page(memory: MemorySite) -> str:
    """What a stranger reads; there is one article."""
    (kept,) = memory.public
    return memory.shown(Surface.PAGE, kept.remote_id)


def second(draft: Draft) -> Draft:
    return replace(draft, title="Second", slug="first", body=f"{draft.body}\n{MORE}\n")


def ends(receipt: Receipt, count: int) -> list[tuple[str, StepState]]:
    return [(step.code, step.state) for step in receipt.steps[-count:]]


def test_after_a_leak_the_version_before_stands_there_again(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    first = publish(services, draft, site)
    memory.leaks = is_second
    receipt = publish(services, second(draft), site)
    assert receipt.leaks
    assert receipt.put_back
    assert receipt.status is Status.PUBLISHED
    assert ends(receipt, 2) == [("look", StepState.FAILED), ("put-back", StepState.DONE)]
    assert "First" in page(memory)
    assert "Second" not in page(memory)
    kept = services.publishing.publication(draft.id, site.id)
    assert kept is not None
    assert kept.receipt is not None
    assert (kept.sent, kept.status) == (first.sent, Status.PUBLISHED)
    assert kept.receipt.leaks == ()
    assert kept.receipt.steps == first.steps, "what is kept tells of the version that stands there"
    assert kept.receipt.unchecked == 0


def test_it_can_be_published_again_afterwards_without_a_conflict(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    publish(services, draft, site)
    memory.leaks = is_second
    assert publish(services, second(draft), site).put_back
    memory.heal()
    assert publish(services, second(draft), site).leaks == ()
    assert "Second" in page(memory)


def test_what_did_not_arrive_as_sent_is_replaced_by_the_version_before(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    first = publish(services, draft, site)
    memory.alters = without_gate
    with pytest.raises(Rejected) as raised:
        publish(services, second(draft), site)
    assert raised.value.code == "live-put-back"
    assert "First" in page(memory)
    kept = services.publishing.publication(draft.id, site.id)
    assert kept is not None
    assert (kept.sent, kept.status) == (first.sent, Status.PUBLISHED)


@pytest.mark.parametrize("spoilt", [False, True])
def test_an_update_whose_connection_breaks_is_looked_after(
    services: Services, site: Site, memory: MemorySite, spoilt: bool
) -> None:
    draft = written(services)
    publish(services, draft, site)

    def break_off() -> None:
        del memory.after["fill"]
        raise Unreachable("site-timeout", host="example")

    memory.after["fill"] = break_off
    if spoilt:  # only part of it arrived
        memory.alters = without_gate
        with pytest.raises(Rejected) as raised:
            publish(services, second(draft), site)
        assert raised.value.code == "live-put-back"
        assert "First" in page(memory)
    else:
        assert publish(services, second(draft), site).held
        assert "Second" in page(memory)


@pytest.mark.parametrize("looked_at", [False, True])
def test_a_taken_slug_takes_no_live_article_down(
    services: Services, site: Site, memory: MemorySite, looked_at: bool
) -> None:
    if not looked_at:
        memory.fail("look", Unreachable("site-unreachable", host="example"))
    draft = written(services)
    publish(services, draft, site)
    memory.heal()
    (kept,) = memory.posts.values()

    def move_and_move_back() -> None:
        kept.revision += 2
        raise Rejected("slug-taken", slug="second")

    memory.before["fill"] = move_and_move_back
    with pytest.raises(Rejected) as raised:
        publish(services, second(draft), site)
    assert raised.value.code == "slug-taken"
    assert "First" in page(memory)
    memory.heal()
    assert publish(services, second(draft), site).status is Status.PUBLISHED, "and no conflict"


def test_what_may_still_come_of_a_lost_change_is_no_conflict(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    publish(services, draft, site)
    memory.fail("fill", OutcomeUnknown("site-no-answer", host="example"))
    with pytest.raises(OutcomeUnknown):
        publish(services, second(draft), site)
    memory.heal()
    (kept,) = memory.posts.values()
    kept.post, kept.revision = replace(kept.post, title="Second"), kept.revision + 1  # it came late
    assert publish(services, second(draft), site).held


def test_a_live_article_of_which_nothing_was_changed_is_known_as_it_was(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    publish(services, draft, site)
    before = services.publishing.publication(draft.id, site.id)
    memory.fail("fill", Unreachable("site-timeout", host="example"))
    with pytest.raises(Unreachable):
        publish(services, second(draft), site)
    after = services.publishing.publication(draft.id, site.id)
    assert before is not None
    assert after is not None
    assert (after.sent, after.revision) == (before.sent, before.revision)
    assert "First" in page(memory)


def test_where_putting_back_does_not_help_the_article_is_taken_back(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    publish(services, draft, site)
    memory.leaks = lambda post: True
    receipt = publish(services, second(draft), site)
    assert receipt.status is Status.DRAFT
    assert not receipt.put_back
    assert ends(receipt, 3) == [
        ("look", StepState.FAILED),
        ("put-back", StepState.FAILED),
        ("retract", StepState.DONE),
    ]
    assert memory.public == []


def test_where_the_version_before_is_refused_the_article_is_taken_back(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    publish(services, draft, site)
    memory.alters = lambda post: replace(post, gate=Gate.TEASER_ONLY)
    with pytest.raises(Rejected) as raised:
        publish(services, second(draft), site)
    assert raised.value.code == "live-not-as-sent"
    assert memory.public == []


def test_a_version_that_nobody_looked_at_is_not_put_back(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services)
    memory.fail("look", Unreachable("site-unreachable", host="example"))
    publish(services, draft, site)
    memory.heal()
    memory.leaks = is_second
    receipt = publish(services, second(draft), site)
    assert receipt.status is Status.DRAFT
    assert ends(receipt, 1) == [("retract", StepState.DONE)]


def test_an_open_article_whose_tightening_leaks_is_as_open_as_it_was_and_no_more(
    services: Services, site: Site, memory: MemorySite
) -> None:
    draft = written(services, access=Access.EVERYONE, body="All of it is free to read.\n")
    publish(services, draft, site)
    memory.leaks = is_second
    tight = replace(
        draft, title="Second", access=Access.PAID, body=f"Free.\n\n<!--more-->\n\n{MORE}\n"
    )
    assert publish(services, replace(tight, slug="first"), site).put_back
    assert "All of it is free to read." in page(memory)
    assert MORE not in page(memory)


def test_pictures_of_the_version_before_are_there_again(
    services: Services, site: Site, memory: MemorySite, photo: bytes
) -> None:
    draft = written(services)
    name = services.drafting.add_picture(draft.id, photo, "quay.jpg")
    draft = replace(draft, body=f"![A quay]({name})\n\n{draft.body}")
    services.drafting.save(draft)
    publish(services, draft, site)
    (kept,) = memory.public
    media, pictures = kept.media, dict(memory.pictures)
    assert pictures
    memory.leaks = is_second
    memory.pictures.clear()  # the site lets go of what the second version does not show
    shorter = replace(draft, body=f"Free.\n\n<!--more-->\n\n{LOCKED}\n")
    assert publish(services, second(shorter), site).put_back
    assert (kept.media, memory.pictures) == (media, pictures)


def test_a_purged_article_leaves_no_text_behind(services: Services, site: Site) -> None:
    draft = written(services)
    publish(services, draft, site)
    publications = Publications(services.database)
    assert publications.verified(draft.id, site.id)
    assert publications.sent(draft.id, site.id)
    services.drafting.trash(draft.id)
    services.drafting.purge(draft.id)
    assert publications.verified(draft.id, site.id) is None
    assert publications.sent(draft.id, site.id) is None


def test_every_kind_of_block_is_kept_as_it_was_sent() -> None:
    picture = SentPicture("quay.jpg", "ab" * 32, "image/jpeg", "A quay", "", True, "5", "/5.jpg")
    post = CmsContract().post(
        teaser=every_block("quay.jpg"), date=datetime(2021, 7, 11, tzinfo=UTC), tags=("Ships",)
    )
    kept = SentPost(post, (picture,), "ff")
    assert load(json.loads(json.dumps(dump(kept)))) == kept


def test_a_version_kept_by_an_older_program_is_read_as_far_as_it_means_the_same() -> None:
    kept = dump(SentPost(CmsContract().post(comments=False), (), "ff"))
    post = kept["post"]
    assert isinstance(post, dict)
    without = {key: value for key, value in post.items() if key != "seo_title"}
    older = load({**kept, "post": {**without, "mood": "calm"}})
    assert older is not None
    assert (older.post.seo_title, older.post.comments) == ("", False)
    lost = {key: value for key, value in post.items() if key != "teaser"}
    for broken in ({}, {**kept, "post": {**post, "gate": {"is": "Moat"}}}, {**kept, "post": lost}):
        assert load(broken) is None

"""What comes after publishing to a real Ghost: its time comes, it is taken back, others change it there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms.contract_samples import tiny_picture, words
from editor.cms.ghost.api import Ghost
from editor.cms.port import Difference
from editor.model.audience import Access
from editor.model.block import Figure, Gallery, Picture
from editor.model.date import PublishDate
from editor.model.draft import Draft
from editor.model.errors import Conflict
from editor.model.publication import Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services.sent_post import SentPicture
from tests import plain
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import LOCKED, OnGhost, site


class Stopped(Exception):
    """The writer cancels."""


@pytest.fixture
def there(services: Services, ghost: GhostServer) -> Site:
    return services.accounts.add(site(ghost), ghost.keys["owner"])


@pytest.fixture
def draft(services: Services) -> Draft:
    id_ = uuid4()
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    draft = Draft(
        id=id_, title=f"Quay {id_.hex[:8]}", body=body, access=Access.PAID, excerpt="Free."
    )
    services.drafting.save(draft)
    return draft


def publish(
    services: Services, draft: Draft, there: Site, status: Status = Status.PUBLISHED
) -> Receipt:
    plan = services.publishing.ask(services.publishing.plan(draft, there, status))
    assert not plan.blocked, plan.findings
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def cancel_before_public(services: Services, draft: Draft, there: Site) -> None:
    """A run that fills the draft and is stopped just before it would be public."""
    steps: list[str] = []

    def checkpoint() -> None:
        if "read-back" in steps:
            raise Stopped

    plan = services.publishing.plan(draft, there)
    with pytest.raises(Stopped):
        services.publishing.publish(plan, lambda step: steps.append(step.code), checkpoint)


def change(ghost: GhostServer, post_id: str, **values: object) -> None:
    """Somebody changes it in Ghost."""
    with ghost.api() as api:
        now = api.get(f"/posts/{post_id}/").raise_for_status().json()["posts"][0]["updated_at"]
        put = {"posts": [{"updated_at": now, **values}]}
        api.put(f"/posts/{post_id}/", json=put).raise_for_status()


def preview(ghost: GhostServer, post_id: str) -> str:
    """What stands at the address that was behind it while it was public."""
    with ghost.api() as api:
        uuid = api.get(f"/posts/{post_id}/").raise_for_status().json()["posts"][0]["uuid"]
    address = f"{ghost.url}/p/{uuid}/"
    return words(plain.get(address, follow_redirects=True, timeout=30).text)


def come(services: Services, ghost: GhostServer, draft: Draft, there: Site) -> None:
    """Its time comes, by Ghost's own scheduler; nobody changed anything but the time."""
    known = services.publishing.publication(draft.id, there.id)
    assert known is not None
    change(ghost, known.remote_id, published_at=datetime.now(UTC).isoformat())
    until = datetime.now(UTC) + timedelta(seconds=60)
    with ghost.api() as api:
        while api.get(f"/posts/{known.remote_id}/").json()["posts"][0]["status"] != "published":
            assert datetime.now(UTC) < until, "its time came and Ghost did not publish it"


@pytest.fixture
def due(
    services: Services,
    ghost: GhostServer,
    draft: Draft,
    there: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> Draft:
    """An article that was scheduled for tomorrow, whose time has come."""
    tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    later = replace(draft, date=PublishDate.parse(tomorrow.isoformat()))
    assert publish(services, later, there).status is Status.SCHEDULED
    come(services, ghost, draft, there)
    # it is a test that moved the time, and no difference to the article
    real = Ghost.differences

    def but_the_date(*words: object) -> tuple[Difference, ...]:
        return tuple(one for one in real(*words) if one.field != "date")  # type: ignore[arg-type]

    monkeypatch.setattr(Ghost, "differences", but_the_date)
    return later


def test_what_came_due_is_known_as_ours_and_can_be_updated(
    services: Services, due: Draft, there: Site
) -> None:
    receipt = services.verifying.look(services.publishing.plan(due, there))
    assert (receipt.status, receipt.leaks) == (Status.PUBLISHED, ())
    again = replace(due, title=f"{due.title} again", date=None)
    assert publish(services, again, there).status is Status.PUBLISHED


def test_what_leaks_when_it_comes_due_is_taken_back(
    services: Services, ghost: GhostServer, due: Draft, there: Site
) -> None:
    known = services.publishing.publication(due.id, there.id)
    assert known is not None
    change(ghost, known.remote_id, codeinjection_foot=f"<!-- {LOCKED} -->")
    receipt = services.verifying.look(services.publishing.plan(due, there))
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert LOCKED not in preview(ghost, known.remote_id)


def test_an_address_that_readers_knew_shows_nothing_locked_after_a_run_that_stopped(
    services: Services, ghost: GhostServer, draft: Draft, there: Site
) -> None:
    receipt = publish(services, draft, there)
    services.publishing.undo(draft.id, there)
    cancel_before_public(services, draft, there)
    assert LOCKED not in preview(ghost, receipt.remote_id)
    for _ in range(2):
        plan = services.publishing.plan(draft, there, Status.DRAFT)
        assert "draft-address-known" in [one.code for one in plan.findings], "said each time"
        services.publishing.publish(plan, lambda step: None, lambda: None)
    assert LOCKED in preview(ghost, receipt.remote_id)
    services.publishing.undo(draft.id, there)
    assert LOCKED not in preview(ghost, receipt.remote_id)
    assert publish(services, draft, there).leaks == ()


def test_what_others_wrote_below_the_cut_is_asked_about_before_it_is_taken_out(
    services: Services, ghost: GhostServer, draft: Draft, there: Site
) -> None:
    receipt = publish(services, draft, there)
    change(ghost, receipt.remote_id, title="By another hand")
    with pytest.raises(Conflict):
        services.publishing.undo(draft.id, there)
    assert plain.get(receipt.url, timeout=30).status_code == 200
    taken = services.publishing.undo(draft.id, there, overwrite=True)
    assert taken.status is Status.DRAFT


@pytest.fixture
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


def test_a_page_has_its_address_too(ghost: GhostServer, cms: Ghost) -> None:
    slug = f"imprint-{uuid4().hex[:8]}"
    with ghost.api() as api:
        page = {"pages": [{"title": "Imprint", "slug": slug, "status": "published"}]}
        api.post("/pages/", json=page).raise_for_status()
    assert [one.code for one in cms.check(OnGhost().post(slug=slug))] == ["slug-taken"]


def test_an_address_that_became_another_is_noticed(ghost: GhostServer, cms: Ghost) -> None:
    post = OnGhost().post()
    id_ = cms.create_draft(post).remote_id
    with ghost.api() as api:
        other = {"posts": [{"title": "First", "slug": post.slug}]}
        api.post("/posts/", json=other).raise_for_status()
    there = cms.fill(id_, post, {})
    assert there.slug == f"{post.slug}-2"
    assert [one.field for one in cms.differences(post, {}, there)] == ["slug"]


def test_the_order_of_tags_is_read_back(ghost: GhostServer, cms: Ghost) -> None:
    post = OnGhost().post(tags=("Ports", "Water"))
    there = cms.fill(cms.create_draft(post).remote_id, post, {})
    assert cms.differences(post, {}, there) == ()
    turned = replace(post, tags=("Water", "Ports"))
    assert [one.field for one in cms.differences(turned, {}, there)] == ["tags"]


def test_a_gallery_is_one_when_it_is_put_back(cms: Ghost) -> None:
    one, two = (
        replace(tiny_picture(f"{name}-{uuid4().hex[:6]}.png", shade), width=4, height=4)
        for name, shade in (("a", 120), ("b", 130))
    )
    post = OnGhost().post(
        teaser=(Gallery(tuple(Figure(Picture(each.name)) for each in (one, two))),)
    )
    kept = [SentPicture.of(each, cms.upload(each)) for each in (one, two)]
    again = {
        each.name: cms.upload(each.asset(asset.data))
        for each, asset in zip(kept, (one, two), strict=True)
    }
    there = cms.fill(cms.create_draft(post).remote_id, post, again)
    assert '"type":"gallery"' in there.fields["content"]
    assert cms.differences(post, again, there) == ()

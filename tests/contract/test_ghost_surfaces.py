"""Every place of a real Ghost where something of an article can get out, and does, on purpose."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from editor.app import Services
from editor.library.publications import Publications
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.publication import Receipt, Step, StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.services.sent_post import load
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import LOCKED, site
from tests.contract.test_ghost_after import change

NO_PICTURES = {"The article as Markdown", "llms.txt", "llms-full.txt", "Search index"}
SHOWN = {
    "Article page",
    "Page head",
    "Social cards",
    "Site feed",
    "Feed of tag “ports”",
    "Feed of the author",
    "Front page",
    "Sitemap",
    "Page of tag “ports”",
    "Page of the author",
    "Content API, the article",
    "Content API, the list",
}
PLACES = SHOWN | NO_PICTURES


@pytest.fixture
def there(services: Services, ghost: GhostServer) -> Site:
    return services.accounts.add(site(ghost), ghost.keys["owner"])


@pytest.fixture
def draft(services: Services) -> Draft:
    """An article with a tag, and a picture below the cut that is like no other's."""
    id_, out = uuid4(), BytesIO()
    colour = (id_.bytes[0], id_.bytes[1], id_.bytes[2])
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    title = f"Quay {id_.hex[:8]}"
    draft = Draft(id=id_, title=title, access=Access.PAID, excerpt="Free.", tags=("Ports",))
    services.drafting.save(draft)
    name = services.drafting.add_picture(id_, out.getvalue(), "night-boat.jpg")
    body = f"Free words for everyone.\n\n<!--more-->\n\n{LOCKED}\n\n![The night boat]({name})\n"
    draft = replace(draft, body=body)
    services.drafting.save(draft)
    return draft


def publish(
    services: Services, draft: Draft, there: Site, meanwhile: Callable[[str, str], None]
) -> Receipt:
    """Publish; `meanwhile` is done with the post's number and its locked picture's address before it is public."""

    def report(step: Step) -> None:
        if (step.code, step.state) == ("public", StepState.RUNNING):
            known = services.publishing.publication(draft.id, there.id)
            version = load(Publications(services.database).sent(draft.id, there.id) or {})
            assert known is not None
            assert version is not None
            meanwhile(known.remote_id, version.pictures[0].url)

    plan = services.publishing.ask(services.publishing.plan(draft, there))
    assert not plan.blocked, plan.findings
    return services.publishing.publish(plan, report, lambda: None)


def leaking(receipt: Receipt) -> set[str]:
    return {sight.url for sight in receipt.sights if sight.leaks}


def test_nothing_is_seen_anywhere_of_what_is_below_the_cut(
    services: Services, draft: Draft, there: Site
) -> None:
    plan = services.publishing.plan(draft, there)
    assert "locked-pictures-public" in [finding.code for finding in plan.findings]
    receipt = publish(services, draft, there, lambda number, address: None)
    assert (receipt.status, receipt.unchecked) == (Status.PUBLISHED, 0)
    assert leaking(receipt) == set()
    assert {sight.url for sight in receipt.sights} == PLACES


def test_words_that_get_out_are_found_wherever_they_are_told_and_taken_back(
    services: Services, draft: Draft, there: Site, ghost: GhostServer
) -> None:
    def tell(number: str, address: str) -> None:
        change(ghost, number, visibility="public", custom_excerpt=LOCKED, og_description=LOCKED)

    receipt = publish(services, draft, there, tell)
    assert leaking(receipt) == PLACES - {"Sitemap"}
    assert receipt.status is Status.DRAFT


def test_a_picture_that_gets_out_is_found_wherever_it_is_shown_and_taken_back(
    services: Services, draft: Draft, there: Site, ghost: GhostServer
) -> None:
    def show(number: str, address: str) -> None:
        change(ghost, number, feature_image=address)

    receipt = publish(services, draft, there, show)
    assert leaking(receipt) == SHOWN
    assert {(leak.picture, leak.words) for leak in receipt.leaks} == {("night-boat.jpg", 0)}
    assert receipt.status is Status.DRAFT

"""What cards on social networks show of an article goes where it is shown, and shows nothing locked."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.cms.port import Feature
from editor.model.audience import Access, Audience, Gate
from editor.model.draft import Draft, Seo, Social
from editor.model.finding import Severity
from editor.model.site import Site
from editor.services.planning import Plan
from tests.memory_site import ADDRESS, CAPABILITIES, SECRET, MemorySite, plug_in
from tests.unit.services.conftest import LOCKED, jpeg

FIRST = "https://first.example/quay"


@pytest.fixture
def told(services: Services) -> Draft:
    """A paid article whose card shows a picture that stands below the cut alone."""
    body = (
        f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n\n![Plan](card.jpg)\n"
    )
    made = Draft(
        title="Quay",
        subtitle="Short",
        body=body,
        access=Access.PAID,
        seo=Seo(canonical=f" {FIRST} "),
        social=Social("For cards", "Shared", "card.jpg"),
    )
    services.drafting.save(made)
    services.drafting.add_picture(made.id, jpeg("navy"), "card.jpg")
    return made


def publish(services: Services, plan: Plan) -> None:
    services.publishing.publish(plan, lambda step: None, lambda: None)


def test_a_file_brings_its_social_picture_and_takes_it_along(
    services: Services, tmp_path: Path, photo: bytes
) -> None:
    path = tmp_path / "quay.md"
    path.write_text("---\ntitle: Quay\nsocial:\n  image: card.jpg\n---\n\nText.\n")
    (tmp_path / "card.jpg").write_bytes(photo)
    draft = services.drafting.open_file(path)
    assert isinstance(draft, Draft)
    kept = services.drafting.picture(draft.id, "card.jpg")
    assert kept is not None
    there = tmp_path / "elsewhere"
    there.mkdir()
    services.drafting.save_as(draft.id, there / "quay.md")
    assert (there / "card.jpg").read_bytes() == kept.read_bytes()


@pytest.mark.parametrize("gate", [Gate.PAID_CONTENT, Gate.TEASER_ONLY])
def test_a_picture_from_below_the_cut_is_free_where_cards_show_it(
    services: Services, memory: MemorySite, memory_account: Site, told: Draft, gate: Gate
) -> None:
    site = replace(memory_account, gate=gate)
    plan = services.publishing.plan(told, site)
    assert not plan.blocked, plan.findings
    publish(services, plan)
    (kept,) = memory.public
    assert kept.post.canonical == FIRST
    assert (kept.post.social_title, kept.post.social_description) == ("For cards", "Shared")
    assert "card" in kept.media[kept.post.social_image].url, "a locked one has no name"


def test_what_a_site_does_not_hold_is_said_and_its_picture_is_not_sent(
    services: Services, told: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = CAPABILITIES.features - {Feature.SOCIAL, Feature.CANONICAL}
    memory = MemorySite(capabilities=replace(CAPABILITIES, features=lacking))
    plug_in(monkeypatch, memory)
    site = Site("Memory", "memory", ADDRESS, "ada", Gate.TEASER_ONLY, zone="UTC")
    plan = services.publishing.plan(told, services.accounts.add(site, SECRET))
    notes = {one.code: one.place for one in plan.findings if one.severity is Severity.NOTE}
    assert notes["social-not-kept"] == "social"
    assert notes["canonical-not-kept"] == "canonical"
    assert (plan.post.social_image, plan.post.social_title, plan.post.canonical) == ("", "", "")
    publish(services, plan)
    assert len(memory.public) == 1
    assert memory.pictures == {}


def test_a_missing_social_picture_stops_it_where_it_would_be_shown(
    services: Services, memory_account: Site
) -> None:
    draft = Draft(title="Quay", body="Free words.", social=Social(image="card.jpg"))
    places = {
        one.code: one.place
        for one in services.publishing.plan(draft, memory_account).findings
        if one.severity is Severity.ERROR
    }
    assert places == {"picture-missing": "social"}


def test_the_preview_tells_cards_what_the_site_will(services: Services, told: Draft) -> None:
    page = services.previewing.page(told, Audience.VISITOR, None)
    assert '<meta property="og:title" content="For cards">' in page.html
    assert 'property="og:image" content="standfirst://article/' in page.html
    assert page.paid_words_shown == 0
    hidden = Site("Memory", "wordpress", "https://a.example", gate=Gate.PASSWORD)
    assert "For cards" not in services.previewing.page(told, Audience.VISITOR, hidden).html

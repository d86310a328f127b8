"""Where pictures are large their article's words are on the site before them, as a draft."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.model.block import Figure, Gallery, Picture
from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import Conflict, OutcomeUnknown
from editor.model.publication import Publication, Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services import publication_run
from tests.memory_site import MemorySite

BODY = """Free words for everyone who comes by, with ![a buoy](quay.jpg) in their midst.

![The quay](quay.jpg)

- ![In a list](quay.jpg)
- and beside it

<!--more-->

Seven quiet words that only paying readers may ever see.

![Behind the gate](locked.jpg)
"""


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


@pytest.fixture
def article(
    services: Services, draft: Draft, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> Draft:
    monkeypatch.setattr(publication_run, "LARGE", 0)
    for name in ("quay.jpg", "locked.jpg"):
        services.drafting.add_picture(draft.id, photo, name)
    made = replace(draft, body=BODY, image=FeaturedImage("quay.jpg", "A quay"))
    services.drafting.save(made)
    return made


def publish(services: Services, draft: Draft, site: Site) -> Receipt:
    plan = services.publishing.plan(draft, site)
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def known(services: Services, draft: Draft, site: Site) -> Publication:
    found = services.publishing.publication(draft.id, site.id)
    assert found is not None
    return found


def test_a_line_that_breaks_at_a_picture_leaves_the_words_there_and_is_gone_on_with(
    services: Services, article: Draft, site: Site, memory: MemorySite
) -> None:
    memory.fail("upload", OutcomeUnknown("site-no-answer", host="memory.example"))
    with pytest.raises(OutcomeUnknown):
        publish(services, article, site)
    (kept,) = memory.posts.values()
    assert (kept.status, kept.post.title, kept.post.image) == (Status.DRAFT, "Quay", "")
    assert not any(isinstance(one, Figure | Gallery) for one in kept.post.teaser)
    assert Picture("quay.jpg", "a buoy") not in kept.post.teaser[0].children  # type: ignore[union-attr]
    assert kept.post.locked
    memory.heal()
    receipt = publish(services, article, site)
    assert receipt.held
    assert [step.code for step in receipt.steps[:3]] == ["snapshot", "pictures", "draft"]
    (kept,) = memory.posts.values()
    assert (kept.status, kept.post.image) == (Status.PUBLISHED, "quay.jpg")


def test_what_somebody_changes_there_meanwhile_is_a_conflict(
    services: Services, article: Draft, site: Site, memory: MemorySite
) -> None:
    memory.before["upload"] = lambda: memory.edit("1", title="By another hand")
    with pytest.raises(Conflict):
        publish(services, article, site)
    memory.heal()
    with pytest.raises(Conflict):
        publish(services, article, site)
    assert memory.public == []


def test_a_live_article_is_never_shown_without_its_pictures(
    services: Services, article: Draft, site: Site, memory: MemorySite
) -> None:
    publish(services, article, site)
    shown: list[str] = []
    memory.before["upload"] = lambda: shown.extend(kept.post.image for kept in memory.public)
    publish(services, replace(article, title="Quay again"), site)
    assert set(shown) == {"quay.jpg"}


def test_an_article_that_the_library_lost_is_not_written_over_where_it_is_public(
    services: Services, article: Draft, tmp_path: Path
) -> None:
    site = services.accounts.practice_site()
    publish(services, article, site)
    (page,) = Path(site.address).rglob("quay*/index.html")
    before = page.read_bytes()
    services.publishing._publications.remove(article.id, site.id)
    changed = replace(article, title="Quite another quay")
    plan = services.publishing.plan(changed, site, Status.DRAFT)
    with pytest.raises(Conflict):
        services.publishing.publish(plan, lambda step: None, lambda: None)
    assert page.read_bytes() == before


def test_small_pictures_go_up_first_and_cost_no_writing_more(
    services: Services, article: Draft, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication_run, "LARGE", 1_000_000)
    codes = [step.code for step in publish(services, article, site).steps]
    assert "text" not in codes
    assert known(services, article, site).status is Status.PUBLISHED

"""What a real Ghost tells networks and search engines, how much it takes, and what others set there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from editor.app import Services
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.limits import LIMITS
from editor.model.audience import Access
from editor.model.draft import Draft, Seo, Social
from editor.model.errors import Rejected
from editor.model.finding import Severity
from editor.model.site import Site
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import post, site

TOLD = ("social_title", "social_description", "canonical", "seo_title", "seo_description")
BY_ANOTHER_HAND = {
    "codeinjection_head": "<meta name='verified' content='yes'>",
    "codeinjection_foot": "<script>/* counts */</script>",
    "email_subject": "The harbour, this week",
    "custom_template": "custom-wide",
    "featured": True,
}


@pytest.fixture
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


@pytest.fixture
def there(services: Services, ghost: GhostServer) -> Site:
    return services.accounts.add(site(ghost), ghost.keys["admin"])


def publish(services: Services, draft: Draft, there: Site) -> str:
    """The id of the article there; what others changed of it is overwritten."""
    services.drafting.save(draft)
    plan = services.publishing.ask(services.publishing.plan(draft, there))
    assert not plan.blocked, plan.findings
    receipt = services.publishing.publish(plan, lambda step: None, lambda: None, overwrite=True)
    assert (receipt.status, receipt.leaks, receipt.unchecked) == (Status.PUBLISHED, (), 0)
    known = services.publishing.publication(draft.id, there.id)
    assert known is not None
    return known.remote_id


def as_there(ghost: GhostServer, remote_id: str) -> dict[str, object]:
    with ghost.api() as api:
        found: dict[str, object] = api.get(f"/posts/{remote_id}/").json()["posts"][0]
    return found


def sample(name: str, length: int) -> str:
    address = "https://first.example/" if name == "canonical" else ""
    return address + "q" * (length - len(address))


@pytest.mark.parametrize("name", TOLD)
def test_it_takes_as_much_as_we_say_and_no_more(cms: Ghost, name: str) -> None:
    most = post(**{name: sample(name, LIMITS[name])})
    made = cms.fill(cms.create_draft(most).remote_id, most, {})
    assert cms.differences(most, {}, made) == ()
    more = replace(most, **{name: sample(name, LIMITS[name] + 1)})  # type: ignore[arg-type]  # a name of text
    told = [(one.code, one.place) for one in cms.check(more) if one.severity is Severity.ERROR]
    assert told[0] == ("too-long-there", name.partition("_")[0])
    with pytest.raises(Rejected):
        cms.fill(made.remote_id, more, {})


@pytest.mark.parametrize("path", ["", "/", "/first/", "/first?a=1#b"])
@pytest.mark.parametrize("scheme", ["http", "HTTP", "https"])
def test_an_address_of_its_own_arrives_though_it_is_kept_in_another_way(
    ghost: GhostServer, cms: Ghost, scheme: str, path: str
) -> None:
    address = f"{scheme}{ghost.url.removeprefix('http')}{path}"
    sent = post(canonical=address)
    made = cms.fill(cms.create_draft(sent).remote_id, sent, {})
    assert cms.differences(sent, {}, made) == ()
    for other in (f"{address}x", "https://first.example/first/", ""):
        changed = cms.differences(replace(sent, canonical=other), {}, made)
        assert [one.field for one in changed] == ["canonical"]


def test_cards_of_a_paid_article_are_told_what_is_for_them_and_the_picture_is_free(
    services: Services, ghost: GhostServer, there: Site
) -> None:
    picture = BytesIO()
    Image.new("RGB", (120, 63), "navy").save(picture, "PNG")
    draft = Draft(
        title=f"Quay {uuid4().hex[:8]}",
        subtitle="What everyone may know.",
        body="Free.\n\n<!--more-->\n\nSeven quiet words for those who pay.\n\n![Plan](card.png)\n",
        access=Access.PAID,
        seo=Seo(canonical="https://first.example/quay"),
        social=Social("For <cards>", "Shared & read", "card.png"),
    )
    services.drafting.save(draft)
    services.drafting.add_picture(draft.id, picture.getvalue(), "card.png")
    url = str(as_there(ghost, publish(services, draft, there))["url"])
    page = plain.get(url).text
    told = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
    for network in ("og", "twitter"):
        assert unescape(told[f"{network}:title"]) == "For <cards>"
        assert unescape(told[f"{network}:description"]) == "Shared & read"
        shown = plain.get(told[f"{network}:image"])
        assert shown.headers["content-type"] == "image/png"
    assert '<link rel="canonical" href="https://first.example/quay">' in page
    assert "card.png" not in re.sub(r"<meta[^>]*>|<script.*?</script>", "", page, flags=re.S)


def test_what_an_editor_sets_there_stays_as_it_was_found(
    services: Services, ghost: GhostServer, there: Site
) -> None:
    draft = Draft(title=f"Quay {uuid4().hex[:8]}", subtitle="Short.", body="Free words.\n")
    remote_id = publish(services, draft, there)
    before = as_there(ghost, remote_id)
    with ghost.api() as api:
        change = {"posts": [{**BY_ANOTHER_HAND, "updated_at": before["updated_at"]}]}
        api.put(f"/posts/{remote_id}/", json=change).raise_for_status()
    changed = as_there(ghost, remote_id)
    assert {name: changed[name] for name in BY_ANOTHER_HAND} == BY_ANOTHER_HAND
    told = replace(draft, body="Other words.\n", social=Social("For cards", "Shared"))
    assert publish(services, told, there) == remote_id
    after = as_there(ghost, remote_id)
    ours = {"lexical", "og_title", "og_description", "twitter_title", "twitter_description"}
    ours |= {"updated_at", "excerpt", "reading_time"}
    assert {name for name in changed if changed[name] != after[name]} <= ours
    assert (after["og_title"], after["twitter_description"]) == ("For cards", "Shared")
    # empty again, Ghost says what it says by itself
    publish(services, draft, there)
    last = as_there(ghost, remote_id)
    assert {last[f"{net}_{part}"] for net in ("og", "twitter") for part in ("title", "image")} == {
        None
    }
    assert {name: last[name] for name in BY_ANOTHER_HAND} == BY_ANOTHER_HAND

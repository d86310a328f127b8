"""The contract, on a real Ghost: as its owner, as an integration, and with the teaser only."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms import registry
from editor.cms.contract import CmsContract
from editor.cms.contract_samples import locked_words, words
from editor.cms.gate_contract import GateContract
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.words import VISIBILITY, plan_of
from editor.cms.port import Cms, Media, Post, RemotePost
from editor.cms.registry import Surroundings
from editor.model.audience import Access, Audience, Gate
from editor.model.draft import Draft
from editor.model.errors import Conflict
from editor.model.finding import Severity
from editor.model.site import Site
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import GhostServer

LOCKED = "Seven quiet words that only paying readers may ever see on the quay."
READERS = {Audience.MEMBER: "guest@example.test", Audience.PAID: "reader@example.test"}


def site(server: GhostServer, gate: Gate = Gate.PAYWALL) -> Site:
    return Site("Harbour", "ghost", server.url, gate=gate)


class OnGhost(GateContract):
    gate = Gate.PAYWALL
    server = "Ghost 6.65.0"
    key = "owner"

    @pytest.fixture
    def cms(self, ghost: GhostServer) -> Iterator[Cms]:
        cms = Ghost(site(ghost, self.gate), ghost.keys[self.key])
        yield cms
        cms.close()

    def box_words(self, post: Post) -> str:
        return "This post is for paying subscribers only"


class TestGhostAsOwner(OnGhost, CmsContract):
    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, Ghost)
        return Ghost(cms.site, f"{'0' * 24}:{'0' * 64}")

    def test_it_is_the_version_that_the_table_names(self, cms: Cms) -> None:
        assert self.server.startswith(cms.verify().software)


class TestGhostAsIntegration(OnGhost):
    key = "admin"


class TestGhostAsAuthor(OnGhost):
    """Who may read is the default that the owner chose: no author may say otherwise."""

    key = "author"

    @pytest.fixture(autouse=True)
    def _ghost(self, ghost: GhostServer) -> None:
        self.ghost = ghost

    def draft(self, cms: Cms, post: Post, media: Media | None = None) -> RemotePost:
        with self.ghost.set_to(default_content_visibility=VISIBILITY[post.access]):
            return super().draft(cms, post, media)


class TestTeaserOnly(OnGhost):
    gate = Gate.TEASER_ONLY


@pytest.fixture
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


def post(**changes: object) -> Post:
    contract = OnGhost()
    return contract.post(**changes)


def test_a_tier_lets_its_own_members_in_and_no_others(ghost: GhostServer, cms: Ghost) -> None:
    sent = post(plans=(plan_of(ghost.ids["default-product"]),))
    public = cms.publish(cms.fill(cms.create_draft(sent).remote_id, sent, {}).remote_id)
    with ghost.reader(READERS[Audience.PAID]) as reader:
        assert locked_words(sent.article_id) not in words(reader.get(public.url).text)
    theirs = replace(sent, plans=(plan_of(ghost.ids["supporters"]),))
    cms.fill(public.remote_id, theirs, {})
    with ghost.reader(READERS[Audience.PAID]) as reader:
        assert locked_words(sent.article_id) in words(reader.get(public.url).text)
    gone = [one.code for one in cms.check(replace(sent, plans=(7,), slug="another"))]
    assert gone == ["tier-gone"]


def test_taken_back_the_address_of_drafts_shows_nothing_that_was_locked(
    ghost: GhostServer, cms: Ghost
) -> None:
    sent = post()
    public = cms.publish(cms.fill(cms.create_draft(sent).remote_id, sent, {}).remote_id)
    with ghost.api() as api:
        uuid = api.get(f"/posts/{public.remote_id}/").json()["posts"][0]["uuid"]
    assert cms.retract(public.remote_id).status is Status.DRAFT
    shown = plain.get(f"{ghost.url}/p/{uuid}/", follow_redirects=True)
    assert locked_words(sent.article_id) not in words(shown.text)


def test_a_change_made_there_meanwhile_is_not_overwritten(ghost: GhostServer, cms: Ghost) -> None:
    sent = post()
    made = cms.fill(cms.create_draft(sent).remote_id, sent, {})
    before = cms.get(made.remote_id)
    with ghost.api() as api:
        now = api.get(f"/posts/{made.remote_id}/").json()["posts"][0]["updated_at"]
        meta = {"posts": [{"updated_at": now, "meta_title": "By another hand"}]}
        api.put(f"/posts/{made.remote_id}/", json=meta).raise_for_status()
    assert cms.get(made.remote_id).revision != before.revision, "though its time may be the same"


def test_what_is_too_long_is_said_before_anything_is_sent(cms: Ghost) -> None:
    found = cms.check(post(title="x" * 256, excerpt="y" * 301, tags=("Ports", "z" * 192)))
    told = [(one.code, one.place) for one in found if one.severity is Severity.ERROR]
    assert told == [("too-long-there", place) for place in ("title", "excerpt", "tags")]


def test_the_whole_way_to_a_ghost_and_back(services: Services, ghost: GhostServer) -> None:
    there_and_back(services, ghost, "admin")


def test_the_whole_way_to_a_ghost_and_back_as_an_author(
    services: Services, ghost: GhostServer
) -> None:
    with ghost.set_to(default_content_visibility="paid"):
        there_and_back(services, ghost, "author")


def there_and_back(services: Services, ghost: GhostServer, key: str) -> None:
    there = services.accounts.add(site(ghost), ghost.keys[key])
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    id_ = uuid4()
    draft = Draft(
        id=id_, title=f"Quay {id_.hex[:8]}", body=body, access=Access.PAID, excerpt="Free."
    )
    services.drafting.save(draft)
    publishing = services.publishing

    def publish(written: Draft, overwrite: bool = False) -> Status:
        plan = publishing.ask(publishing.plan(written, there))
        assert not plan.blocked, plan.findings
        receipt = publishing.publish(plan, lambda step: None, lambda: None, overwrite=overwrite)
        assert (receipt.leaks, receipt.unchecked) == ((), 0)
        return receipt.status

    assert publish(draft) is Status.PUBLISHED
    known = publishing.publication(draft.id, there.id)
    assert known is not None
    with ghost.api() as api:
        now = api.get(f"/posts/{known.remote_id}/").json()["posts"][0]["updated_at"]
        change = {"posts": [{"updated_at": now, "title": "By another hand"}]}
        api.put(f"/posts/{known.remote_id}/", json=change).raise_for_status()
    with pytest.raises(Conflict):
        publish(replace(draft, title="Quay again"))
    assert publish(replace(draft, title="Quay again"), overwrite=True) is Status.PUBLISHED
    assert publishing.undo(draft.id, there).status is Status.DRAFT
    assert plain.get(known.url).status_code == 404


@pytest.mark.parametrize("page", ["", "/", "/about/", "/tag/news/", "/ghost/#/settings"])
def test_it_is_recognised_from_any_page_of_it(ghost: GhostServer, page: str) -> None:
    found = registry.recognise(f"{ghost.url}{page}", Surroundings(Path("no"), Path("no")))
    assert (found.kind, found.address) == ("ghost", f"{ghost.url}/")
    assert (found.name, found.software) == ("The Harbour Letter", "Ghost 6.65")

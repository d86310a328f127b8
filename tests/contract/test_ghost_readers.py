"""What each reader gets of an article on a real Ghost, wherever it shows one: as the table of exposure says.

Readers are a visitor, a free member and a member whose tier costs nothing, signed in by links of theirs.
What each is mailed is in test_ghost_mailing.py.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from editor.cms.contract_samples import free_words, locked_words, words
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.words import plan_of
from editor.cms.port import Post, RemotePost
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.exposure import Portion, portion
from tests import plain
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import READERS, OnGhost, site

ARTICLES = ("everyone", "members", "paid", "tier")
Sent = Mapping[tuple[str, bool], tuple[Post, RemotePost]]


@pytest.fixture(scope="module")
def sent(ghost: GhostServer) -> Iterator[Sent]:
    """Each article, with something free in it and without."""
    cms = Ghost(site(ghost), ghost.keys["owner"])
    found = {}
    for name in ARTICLES:
        for free in (True, False):
            access = Access.PAID if name == "tier" else Access(name)
            post = OnGhost().post(access=access, tags=("Ports",))
            if name == "tier":
                post = replace(post, plans=(plan_of(ghost.ids["supporters"]),))
            if not free:
                post = replace(post, teaser=())
            if access is Access.EVERYONE:
                post = replace(post, teaser=(*post.teaser, *post.locked), locked=())
            made = cms.fill(cms.create_draft(post).remote_id, post, {})
            found[name, free] = post, cms.publish(made.remote_id)
    yield found
    cms.close()


class Readers:
    """What each reader has in front of them; most places are the same for each article."""

    def __init__(self, ghost: GhostServer) -> None:
        visitor = plain.Client(base_url=ghost.url, timeout=30)
        self._clients = {audience: ghost.reader(email) for audience, email in READERS.items()}
        self._clients[Audience.VISITOR] = visitor
        self._shown: dict[tuple[Audience, str], str] = {}

    def shown(self, audience: Audience, address: str) -> str:
        """The text there; that of its strings, of JSON."""
        if (audience, address) not in self._shown:
            answer = self._clients[audience].get(address)
            text = answer.text
            if answer.status_code != 403:  # of nothing but a locked part there is no Markdown
                answer.raise_for_status()
            if "json" in answer.headers["content-type"]:
                text = json.dumps(answer.json(), ensure_ascii=False)
            self._shown[audience, address] = text
        return self._shown[audience, address]


@pytest.fixture(scope="module")
def readers(ghost: GhostServer, sent: Sent) -> Readers:
    """They come when all has been published."""
    assert sent
    return Readers(ghost)


def places(ghost: GhostServer, remote: RemotePost) -> Iterator[tuple[str, Surface, str]]:
    """Where Ghost shows an article: what it is called, as which surface it counts, and its address."""
    content = f"{ghost.url}/ghost/api/content"
    key, formats = f"key={ghost.keys['content']}", "formats=html,plaintext"
    yield "page", Surface.PAGE, remote.url
    yield "site feed", Surface.FEED, f"{ghost.url}/rss/"
    yield "tag feed", Surface.FEED, f"{ghost.url}/tag/ports/rss/"
    yield "author feed", Surface.FEED, f"{ghost.url}/author/olive/rss/"
    yield "item", Surface.API, f"{content}/posts/slug/{remote.slug}/?{key}&{formats}"
    yield "list", Surface.API, f"{content}/posts/?{key}&{formats}&limit=50"
    yield "Markdown", Surface.API, f"{ghost.url}/{remote.slug}.md"
    yield "llms-full.txt", Surface.API, f"{ghost.url}/llms-full.txt"
    yield "llms.txt", Surface.SEARCH, f"{ghost.url}/llms.txt"
    yield "search index", Surface.SEARCH, f"{content}/search-index/posts/?{key}"
    yield "front page", Surface.SEARCH, f"{ghost.url}/"
    yield "tag page", Surface.SEARCH, f"{ghost.url}/tag/ports/"
    yield "author page", Surface.SEARCH, f"{ghost.url}/author/olive/"


def given(access: Access, audience: Audience, place: str, surface: Surface) -> Portion:
    """What the table says; but where a feed is opened in the browser that a reader is signed in with.

    Programs that read feeds send no cookie, and the table is of them. Such a browser is shown the whole
    in the feed, and nothing as Markdown.
    """
    if access is not Access.EVERYONE and audience.may_read(access):
        if surface is Surface.FEED:
            return portion(Gate.PAYWALL, access, audience, Surface.PAGE)
        if place == "Markdown":
            return Portion.NOTHING
    return portion(Gate.PAYWALL, access, audience, surface)


@pytest.mark.parametrize("free", [True, False], ids=["teaser", "no teaser"])
@pytest.mark.parametrize("name", ARTICLES)
def test_each_reader_gets_what_the_table_of_exposure_says(
    ghost: GhostServer,
    sent: Sent,
    readers: Readers,
    name: str,
    free: bool,
) -> None:
    post, remote = sent[name, free]
    wrong = []
    for audience in Audience:
        for place, surface, address in places(ghost, remote):
            got = words(readers.shown(audience, address))
            share = given(post.access, audience, place, surface)
            whole = locked_words(post.article_id) in got
            some = free_words(post.article_id)[:40] in got
            wanted = (share is Portion.WHOLE, free and share in (Portion.WHOLE, Portion.TEASER))
            if (whole, some) != wanted:
                wrong.append((audience.value, place, (whole, some), wanted))
    assert wrong == []


def test_all_of_these_places_are_looked_at_after_publishing(ghost: GhostServer, sent: Sent) -> None:
    post, remote = sent["paid", True]
    cms = Ghost(site(ghost), ghost.keys["owner"])
    seen = {view.address.split("?")[0] for view in cms.surfaces(remote, post)}
    cms.close()
    assert {address.split("?")[0] for _, _, address in places(ghost, remote)} <= seen

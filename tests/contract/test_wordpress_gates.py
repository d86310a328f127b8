"""What each gate of WordPress keeps from whom, on the real WordPress with stand-ins for its plug-ins."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import NamedTuple

import httpx
import pytest

from editor.cms.contract_samples import paragraph, words
from editor.cms.http import Client
from editor.cms.port import Difference, Post, RemotePost, Tier, View, places
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.credentials import Credentials
from editor.cms.wordpress.gates.guard import GATES
from editor.cms.wordpress.gates.newsletter import ACCESS, NO_MAIL, TIER
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.errors import Rejected
from editor.model.exposure import HOLDS, Portion, portion
from editor.model.finding import Severity
from editor.model.mailing import EVERYBODY, NOBODY, Mailing
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import PLAN, WordPressServer
from tests.contract.test_wordpress_reader import article, page_for, publish, site
from tests.contract.wordpress_contract import READERS, with_password

ABOVE = "The lamp on the long pier has been dark since the first storm of the autumn."
BELOW = "Papers of a closed session show who was paid to leave it so."
PAID = {Gate.PAID_CONTENT: (PLAN,), Gate.NEWSLETTER: (PLAN,), Gate.PMPRO: (1,)}
KEPT = [(gate, access) for gate in GATES for access in sorted(HOLDS[gate])]


@contextmanager
def connected(
    server: WordPressServer,
    gate: Gate,
    client: Client | None = None,
    readers: str = READERS,
    login: str = "author",
) -> Iterator[WordPress]:
    """An adapter for a site that keeps the locked part by `gate`."""
    secret = Credentials(server.passwords[login], readers).write()
    account = replace(site(server, gate), username=login)
    with closing(WordPress(account, secret, client)) as cms:
        yield cms


def opening(post: Post) -> str:
    """What anyone may read of the article; others stand in the same feeds."""
    return f"Boat {post.article_id.hex[:8]} has not sailed since the first frost."


def hidden(post: Post) -> str:
    """What it holds back."""
    return f"Boat {post.article_id.hex[:8]} was sold to two members of the board in August."


def kept(gate: Gate, access: Access = Access.PAID, **changes: object) -> Post:
    """An article kept by `gate` for those who have `access`."""
    post = article(
        gate=gate, access=access, plans=PAID.get(gate, ()) if access is Access.PAID else ()
    )
    locked = () if gate is Gate.TEASER_ONLY else (paragraph(hidden(post)),)
    mark = post.article_id.hex[:8]
    post = replace(
        post,
        title=f"Ferry {mark}",
        excerpt=f"Why boat {mark} stays in.",
        teaser=(paragraph(opening(post)),),
        locked=locked,
        categories=("Reports",),
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # names are checked by replace


def opened(post: Post) -> Post:
    """`post` for everyone, all of it free."""
    return replace(
        post,
        access=Access.EVERYONE,
        teaser=(paragraph(opening(post)), paragraph(hidden(post))),
        locked=(),
    )


def looks(cms: WordPress, public: RemotePost, post: Post) -> dict[Surface, str]:
    """What a stranger is shown, by surface."""
    found: dict[Surface, str] = {}
    for here in places(cms.surfaces(public, post)):
        for view, shown in zip(here, cms.look(*here), strict=True):
            found[view.surface] = found.get(view.surface, "") + shown
    return {surface: f"{document} {words(document)}" for surface, document in found.items()}


@pytest.mark.parametrize(("gate", "access"), KEPT)
def test_each_reader_gets_what_the_table_of_exposure_says(
    wordpress: WordPressServer, gate: Gate, access: Access
) -> None:
    with connected(wordpress, gate) as cms:
        post = kept(gate, access)
        assert not [one for one in cms.check(post) if one.severity is Severity.ERROR]
        public = publish(cms, post)
        for surface, shown in looks(cms, public, post).items():
            share = portion(gate, access, Audience.VISITOR, surface)
            assert hidden(post) not in shown, surface
            assert (opening(post) in shown) is (share is Portion.TEASER), surface
            assert share is not Portion.NOTHING or post.excerpt not in shown, surface
            assert share is not Portion.EXCERPT or post.excerpt in shown, surface
    for login, audience in (("guest", Audience.MEMBER), ("reader", Audience.PAID)):
        page = page_for(wordpress, login, public.url)
        share = portion(gate, access, audience, Surface.PAGE)
        if gate is Gate.PASSWORD and share is Portion.WHOLE:
            assert hidden(post) not in page
            page = with_password(wordpress, public.url)
        assert (hidden(post) in page) is (share is Portion.WHOLE), audience


def test_another_password_does_not_open_the_page(wordpress: WordPressServer) -> None:
    with connected(wordpress, Gate.PASSWORD) as cms:
        post = kept(Gate.PASSWORD)
        public = publish(cms, post)
    assert hidden(post) not in with_password(wordpress, public.url, "lamp")
    assert hidden(post) in with_password(wordpress, public.url)


class Row(NamedTuple):
    """A row of the table of what was measured: what is sent, and what a stranger is then shown of it.

    A "h" hides the locked part, "H" the free part too; "L" leaks; in the order page, feed, REST, excerpt,
    page head.
    """

    body: str
    access: str | None
    excerpt: str
    shown: str


FREE = f"<!-- wp:paragraph -->\n<p>{ABOVE}</p>\n<!-- /wp:paragraph -->\n\n"
REST = f"<!-- wp:paragraph -->\n<p>{BELOW}</p>\n<!-- /wp:paragraph -->"
PAYWALL = "<!-- wp:jetpack/paywall /-->\n\n"
MEASURED = [
    Row(FREE + PAYWALL + REST, "subscribers", "", "hhhhL"),
    Row(FREE + PAYWALL + REST, "paid_subscribers", "", "hhhhL"),
    Row(FREE + PAYWALL + REST, "paid_subscribers", "By hand.", "hhhhh"),
    Row(FREE + REST, "paid_subscribers", "", "HHHHL"),
    Row(FREE + "<!--more-->\n" + REST, "paid_subscribers", "", "HHHHh"),
    Row(FREE + PAYWALL + REST, None, "", "LLLLL"),
    Row(FREE + PAYWALL + REST, "paid", "", "LLLLL"),
    Row(FREE + PAYWALL.replace(" /", ' {"a":1} /') + REST, "subscribers", "", "HhhhL"),
]


@pytest.mark.parametrize("row", MEASURED)
def test_the_stand_in_gates_and_leaks_as_the_newsletter_was_measured_to(
    wordpress: WordPressServer, row: Row
) -> None:
    auth = ("author", wordpress.passwords["author"])
    posts = f"{wordpress.url}/wp-json/wp/v2/posts"
    fields = {"content": row.body, "excerpt": row.excerpt, "title": "Row", "status": "draft"}
    meta = {"meta": {ACCESS: row.access}} if row.access else {}
    with plain.Client() as client:
        made = client.post(posts, json=fields | meta, auth=auth).raise_for_status().json()
        item = f"{posts}/{made['id']}"
        client.post(item, json={"status": "publish"}, auth=auth).raise_for_status()
        page = client.get(client.get(item).json()["link"]).text
        head, _, body = page.partition("</head>")
        said = client.get(item).json()
        feed = client.get(f"{said['link']}feed/?withoutcomments=1").text
    answers = (body, feed, said["content"]["rendered"], said["excerpt"]["rendered"], head)
    for answer, shown in zip(answers, row.shown, strict=True):
        # an excerpt, and a description, are cut short
        assert ("closed session show" in answer) is (shown == "L")
        if shown == "H":
            assert "has been dark since" not in answer


@contextmanager
def without(server: WordPressServer, gate: Gate) -> Iterator[None]:
    """The site with what `gate` needs switched off."""
    name = {Gate.NEWSLETTER: "standin_newsletter", Gate.PMPRO: "standin_pmpro"}[gate]
    with server.set_to(**{name: "off"}):
        yield


@pytest.mark.parametrize(
    ("gate", "why"),
    [(Gate.NEWSLETTER, "gate-module-off"), (Gate.PMPRO, "gate-plugin-missing")],
)
def test_a_gate_that_is_switched_off_is_found_out_before_anything_is_sent(
    wordpress: WordPressServer, gate: Gate, why: str
) -> None:
    post = kept(gate)
    with connected(wordpress, gate) as cms:
        assert gate in {state.gate for state in cms.verify().gates if state.holds}
        with without(wordpress, gate):
            found = [one.code for one in cms.check(post) if one.severity is Severity.ERROR]
            assert found == [why]
            for attempt in (cms.verify, lambda: cms.create_draft(post)):
                with pytest.raises(Rejected) as refused:
                    attempt()
                assert refused.value.code == why
        assert cms.find(post.article_id) is None
    with connected(wordpress, Gate.TEASER_ONLY) as cms, without(wordpress, gate):
        states = {state.gate: state for state in cms.verify().gates}
        assert (states[gate].holds, states[gate].why) == (False, why)
        assert states[Gate.PAID_CONTENT].holds


@pytest.mark.parametrize("gate", [Gate.NEWSLETTER, Gate.PMPRO])
def test_a_gate_switched_off_while_it_is_sent_leaves_a_draft_that_is_not_as_sent(
    wordpress: WordPressServer, gate: Gate
) -> None:
    post = kept(gate, teaser=())
    with connected(wordpress, gate) as cms:
        made = cms.create_draft(post)
        cms.fill(made.remote_id, post, {})
        assert cms.differences(post, {}, cms.get(made.remote_id)) == ()
        with without(wordpress, gate):
            found = cms.differences(post, {}, cms.get(made.remote_id))
        assert [one.field for one in found] == ["gate"]


@pytest.mark.parametrize("fate", ["drops", "changes"])
@pytest.mark.parametrize("access", [Access.MEMBERS, Access.PAID])
def test_an_access_that_does_not_come_back_exactly_is_a_difference(
    wordpress: WordPressServer, fate: str, access: Access
) -> None:
    post = kept(Gate.NEWSLETTER, access)
    with connected(wordpress, Gate.NEWSLETTER) as cms:
        made = cms.create_draft(post)
        with wordpress.set_to(standin_newsletter_field=fate):
            filled = cms.fill(made.remote_id, post, {})
        assert filled.status is Status.DRAFT
        asked = {Access.MEMBERS: "subscribers", Access.PAID: f"paid_subscribers, tier {PLAN}"}
        expected = (Difference("gate", asked[access], "everybody"),)
        assert cms.differences(post, {}, filled) == expected


class Watch(httpx.BaseTransport):
    """Looks as a stranger after each change that is made on the site."""

    def __init__(self) -> None:
        self._way = httpx.HTTPTransport()
        self.views: tuple[View, ...] = ()
        self.writes: list[set[str]] = []
        self.sought: dict[str, str] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._way.handle_request(request)
        if request.method == "POST" and self.views:
            places = {view.address for view in self.views}
            shown = " ".join(plain.get(place, follow_redirects=True).text for place in places)
            self.writes.append({name for name, text in self.sought.items() if text in shown})
        return response


NEW = "Nobody but those who pay may know of the second company that the board set up in May."


@pytest.mark.parametrize("gate", [Gate.PAID_CONTENT, Gate.NEWSLETTER, Gate.PMPRO, Gate.PASSWORD])
@pytest.mark.parametrize("whole", [False, True], ids=["with a free part", "nothing free"])
def test_a_live_article_is_open_at_no_moment_between_the_writes(
    wordpress: WordPressServer, gate: Gate, whole: bool
) -> None:
    watch = Watch()
    shut = kept(gate, locked=(paragraph(NEW),))
    shut = replace(shut, teaser=()) if whole else shut
    free = opened(shut)
    with connected(wordpress, gate, Client(transport=watch)) as cms:
        public = publish(cms, free)
        watch.views = cms.surfaces(public, free)
        watch.sought = {"old": hidden(shut), "new": NEW}

        tightened = cms.fill(public.remote_id, shut, {})
        assert cms.differences(shut, {}, tightened) == ()
        assert not any("new" in seen for seen in watch.writes)
        assert "old" not in watch.writes[-1]

        watch.writes.clear()
        loosened = cms.fill(public.remote_id, free, {})
        assert cms.differences(free, {}, loosened) == ()
        assert not any("new" in seen for seen in watch.writes)
        assert "old" in watch.writes[-1]


@pytest.mark.parametrize("gate", [Gate.NEWSLETTER, Gate.PMPRO])
def test_what_is_written_apart_from_the_text_shuts_first_and_opens_last(
    wordpress: WordPressServer, gate: Gate
) -> None:
    watch = Watch()
    shut = kept(gate, teaser=())
    with connected(wordpress, gate, Client(transport=watch)) as cms:
        public = publish(cms, opened(shut))
        watch.views, watch.sought = cms.surfaces(public, shut)[:1], {"old": hidden(shut)}
        cms.fill(public.remote_id, shut, {})
        assert watch.writes == [set(), set()], "shut by the first of two writes"
        watch.writes.clear()
        cms.fill(public.remote_id, opened(shut), {})
        assert watch.writes == [set(), {"old"}], "opened by the last of two"


def test_from_paid_to_members_and_back_a_newsletters_article_stays_shut_to_strangers(
    wordpress: WordPressServer,
) -> None:
    watch = Watch()
    paid = kept(Gate.NEWSLETTER)
    members = replace(paid, access=Access.MEMBERS)
    with connected(wordpress, Gate.NEWSLETTER, Client(transport=watch)) as cms:
        public = publish(cms, paid)
        watch.views, watch.sought = cms.surfaces(public, paid), {"old": hidden(paid)}
        assert hidden(paid) not in page_for(wordpress, "guest", public.url)
        cms.fill(public.remote_id, members, {})
        assert hidden(paid) in page_for(wordpress, "guest", public.url)
        back = cms.fill(public.remote_id, paid, {})
        assert cms.differences(paid, {}, back) == ()
        assert hidden(paid) not in page_for(wordpress, "guest", public.url)
        assert not any(watch.writes)


@pytest.mark.parametrize(("gate", "access"), KEPT)
def test_taken_back_nobody_reads_it_and_it_can_be_published_again(
    wordpress: WordPressServer, gate: Gate, access: Access
) -> None:
    post = kept(gate, access)
    with connected(wordpress, gate) as cms:
        public = publish(cms, post)
        assert cms.retract(public.remote_id).status is Status.DRAFT
        page = plain.get(public.url)
        assert page.status_code == 404
        assert opening(post) not in words(page.text)
        again = cms.fill(public.remote_id, post, {})
        assert cms.differences(post, {}, again) == ()
        assert cms.publish(public.remote_id).url == public.url


def test_a_sticky_article_is_no_longer_sticky_behind_a_password(wordpress: WordPressServer) -> None:
    shut = kept(Gate.PASSWORD)
    free = replace(opened(shut), sticky=True)
    with connected(wordpress, Gate.PASSWORD, login="editor") as cms:
        public = publish(cms, free)
        for post in (shut, free):
            assert cms.differences(post, {}, cms.fill(public.remote_id, post, {})) == ()
            page = words(plain.get(public.url).text)
            assert (hidden(post) in page) is (post is free)


def test_another_gate_leaves_nothing_of_the_one_before(wordpress: WordPressServer) -> None:
    before = kept(Gate.NEWSLETTER)
    after = replace(before, gate=Gate.PAID_CONTENT)
    with connected(wordpress, Gate.NEWSLETTER) as cms:
        public = publish(cms, before)
        locked = replace(before, gate=Gate.PASSWORD, plans=())
        assert cms.differences(locked, {}, cms.fill(public.remote_id, locked, {})) == ()
        assert opening(before) not in words(plain.get(public.url).text)
        there = cms.fill(public.remote_id, after, {})
        assert cms.differences(after, {}, there) == ()
    page = words(plain.get(public.url).text)
    assert opening(before) in page
    assert hidden(before) not in page
    assert hidden(before) in page_for(wordpress, "reader", public.url)


@pytest.mark.parametrize(
    "gate", [Gate.PAID_CONTENT, Gate.NEWSLETTER, Gate.PASSWORD, Gate.TEASER_ONLY]
)
def test_a_restriction_of_the_whole_post_goes_with_its_gate(
    wordpress: WordPressServer, gate: Gate
) -> None:
    watch = Watch()
    before = kept(Gate.PMPRO, teaser=())
    locked = () if gate is Gate.TEASER_ONLY else before.locked
    free = (paragraph(opening(before)),)
    after = replace(before, gate=gate, plans=PAID.get(gate, ()), teaser=free, locked=locked)
    with connected(wordpress, Gate.PMPRO, Client(transport=watch)) as cms:
        public = publish(cms, before)
        assert Difference("gate", "no level", "levels 1") in cms.differences(after, {}, public)
        watch.views, watch.sought = cms.surfaces(public, after), {"old": hidden(before)}
        there = cms.fill(public.remote_id, after, {})
        assert cms.differences(after, {}, there) == ()
        assert not any(watch.writes), "at no moment was it open"
    page = words(plain.get(public.url).text)
    assert "You must be a member" not in page
    assert (opening(before) in page) is (gate is not Gate.PASSWORD)


def mails(server: WordPressServer, public: RemotePost) -> int:
    """How often the newsletter went out with a post."""
    sent = server.folder / "mails.jsonl"
    lines = sent.read_text().splitlines() if sent.exists() else []
    return sum(json.loads(line)["post"] == int(public.remote_id) for line in lines)


@pytest.mark.parametrize("gate", [Gate.PAID_CONTENT, Gate.NEWSLETTER, Gate.TEASER_ONLY])
@pytest.mark.parametrize("email", [NOBODY, EVERYBODY])
def test_subscribers_are_mailed_when_that_is_asked_for_and_never_else(
    wordpress: WordPressServer, gate: Gate, email: Mailing
) -> None:
    post = kept(gate, email=email)
    with connected(wordpress, gate) as cms:
        public = publish(cms, post)
        assert mails(wordpress, public) == int(bool(email))
        again = cms.fill(public.remote_id, post, {})
        assert cms.differences(post, {}, again) == ()
        cms.retract(public.remote_id)
        cms.fill(public.remote_id, post, {})
        cms.publish(public.remote_id)
        assert mails(wordpress, public) == int(bool(email))


def test_a_mail_that_would_go_out_unasked_is_a_difference(wordpress: WordPressServer) -> None:
    post = kept(Gate.PAID_CONTENT)
    with connected(wordpress, Gate.PAID_CONTENT) as cms:
        made = cms.create_draft(post)
        cms.fill(made.remote_id, post, {})
        plain.post(
            f"{wordpress.url}/wp-json/wp/v2/posts/{made.remote_id}",
            json={"meta": {NO_MAIL: False}},
            auth=("author", wordpress.passwords["author"]),
        ).raise_for_status()
        found = cms.differences(post, {}, cms.get(made.remote_id))
        assert found == (Difference("email", "mails nobody", "mails subscribers"),)


def test_a_mail_from_a_site_without_a_newsletter_is_said_before(wordpress: WordPressServer) -> None:
    post = kept(Gate.PAID_CONTENT, email=EVERYBODY)
    with connected(wordpress, Gate.PAID_CONTENT) as cms, without(wordpress, Gate.NEWSLETTER):
        assert [one.code for one in cms.check(post)] == ["site-no-newsletter"]
        made = cms.create_draft(post)
        found = cms.differences(post, {}, cms.fill(made.remote_id, post, {}))
        assert [one.field for one in found] == ["email"]


def test_what_a_site_sells_is_found_in_its_own_lists_and_posts(wordpress: WordPressServer) -> None:
    auth = ("author", wordpress.passwords["author"])
    older = '<!-- wp:premium-content/container {"selectedPlanId":31} -->\n<div></div>\n'
    posts = f"{wordpress.url}/wp-json/wp/v2/posts"
    fields = {"content": f"{older}<!-- /wp:premium-content/container -->", "title": "Older"}
    plain.post(posts, json=fields, auth=auth).raise_for_status()
    with connected(wordpress, Gate.PMPRO) as cms:
        for gate in (Gate.PAID_CONTENT, Gate.NEWSLETTER):
            made = cms.create_draft(kept(gate))
            cms.fill(made.remote_id, kept(gate), {})
        states = {state.gate: state for state in cms.verify().gates}
    assert list(states) == list(cms.capabilities.gates)
    assert all(state.holds and not state.why for state in states.values())
    assert {Tier(31), Tier(PLAN)} <= set(states[Gate.PAID_CONTENT].tiers)
    assert Tier(PLAN) in states[Gate.NEWSLETTER].tiers
    assert states[Gate.PMPRO].tiers == (Tier(1, "Paying"), Tier(2, "Free"))


def test_what_would_not_hold_or_let_nobody_in_is_said_before(wordpress: WordPressServer) -> None:
    def codes(post: Post, readers: str = READERS) -> list[str]:
        with connected(wordpress, post.gate, readers=readers) as cms:
            return [one.code for one in cms.check(post)]

    assert codes(kept(Gate.PASSWORD), readers="") == ["readers-password-missing"]
    assert codes(kept(Gate.PASSWORD, sticky=True))[0] == "sticky-with-password"
    assert codes(kept(Gate.PASSWORD, private=True))[0] == "private-with-password"
    assert codes(kept(Gate.PMPRO, plans=())) == ["plans-missing"]
    assert codes(kept(Gate.PMPRO, Access.MEMBERS)) == []
    assert codes(kept(Gate.NEWSLETTER, plans=(1, 2))) == ["newsletter-one-tier"]
    assert codes(kept(Gate.NEWSLETTER, plans=())) == ["newsletter-plan-unseen"]
    assert codes(kept(Gate.NEWSLETTER)) == []


def test_the_readers_password_is_in_nothing_that_is_shown_or_kept(
    wordpress: WordPressServer,
) -> None:
    post = kept(Gate.PASSWORD)
    with connected(wordpress, Gate.PASSWORD) as cms, connected(
        wordpress, Gate.PASSWORD, readers="another-word"
    ) as other:  # fmt: skip
        there = cms.fill(cms.create_draft(post).remote_id, post, {})
        found = other.differences(post, {}, other.get(there.remote_id))
        assert found == (Difference("gate", "the password", "another password"),)
        said = f"{post} {there} {found} {cms.verify()} {vars(cms)}"
    assert READERS not in said


def test_an_article_in_another_language_is_parted_where_the_newsletter_cuts_it_off(
    wordpress: WordPressServer,
) -> None:
    post = kept(Gate.NEWSLETTER, language="ar")
    with connected(wordpress, Gate.NEWSLETTER) as cms:
        page = plain.get(publish(cms, post).url).text
    _, _, text = page.partition('<div class="entry-content">')
    text, _, _ = text.partition('<div id="respond"')
    assert '<div lang="ar" dir="rtl">' in text
    assert text.count("<div") + 1 == text.count("</div>"), "the page's own div is the one to close"


def test_paid_without_a_newsletter_plan_lets_every_subscriber_in(
    wordpress: WordPressServer,
) -> None:
    """The reason for the warning "newsletter-plan-unseen"."""
    with connected(wordpress, Gate.NEWSLETTER) as cms:
        post = kept(Gate.NEWSLETTER, plans=())
        public = publish(cms, post)
    assert hidden(post) not in page_for(wordpress, "guest", public.url)
    with wordpress.set_to(standin_newsletter_plans="off"):
        assert hidden(post) in page_for(wordpress, "guest", public.url)
        assert hidden(post) not in words(plain.get(public.url).text)


def test_the_fields_are_named_as_jetpack_names_them() -> None:
    assert (ACCESS, TIER, NO_MAIL) == (
        "_jetpack_newsletter_access",
        "_jetpack_newsletter_tier_id",
        "_jetpack_dont_email_post_to_subs",
    )

"""What readers of a real WordPress get of an article in the shape of a real paywalled page.

Stand-ins, for what WordPress lacks: a plugin that gates the Paid Content block as Jetpack's was measured
to, and a tiny theme that prints the byline and the author's box (tests/servers/wordpress).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from editor.checks.leaks import Fingerprints
from editor.cms.contract_samples import paragraph, tiny_picture, words
from editor.cms.port import Post, RemotePost
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Access, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.block import Blocks, Figure, Heading, Picture, plain_blocks
from editor.model.errors import Rejected, Unauthorised
from editor.model.site import DEFAULT_BOXES, Site
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import PLAN, WordPressServer

TITLE = "The ferry dispute enters its third winter: what the harbour board is not saying"
OPENING = (
    "The quarrel between the ferry crews and the harbour board has entered its third winter. Last "
    "week two crossings were called off, and the night boat has not sailed since the first frost."
)
SECOND = (
    "On Tuesday the crews’ delegates met at the old customs house, where the roof was taken off in "
    "March and has not been put back. Nobody from the board came, and nobody sent word."
)
LOCKED: Blocks = (
    paragraph(
        "Minutes of the board’s closed session show that the night boat was sold in August to a "
        "company that two of its members own."
    ),
    Heading(2, paragraph("What the buyers were promised").children),
    paragraph("They were promised the winter timetable for eleven years, at last year’s fares."),
)
BIO = (
    "Reporter on ports and ferries for over 20 years. Has covered every harbour from Tromsø to "
    "Trieste, and lived in four of them."
)


def article(**changes: object) -> Post:
    id_ = uuid4()
    post = Post(
        article_id=id_,
        title=TITLE,
        subtitle="",
        slug=f"ferry-dispute-{id_.hex[:8]}",
        language="en",
        excerpt="Two crossings called off, and a night boat that does not sail.",
        date=datetime(2021, 7, 11, 8, 0, tzinfo=UTC),
        access=Access.PAID,
        gate=Gate.PAID_CONTENT,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph(OPENING), paragraph(SECOND)),
        locked=LOCKED,
        teaser_notes=(),
        locked_notes=(),
        plans=(PLAN,),
        authors=(AuthorProfile("author", "Author User", {"": BIO}),),
        comments=True,
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # names are checked by replace


def site(server: WordPressServer, gate: Gate = Gate.PAID_CONTENT) -> Site:
    return Site("The Harbour Letter", "wordpress", server.url, "author", gate, (PLAN,))


@pytest.fixture
def cms(wordpress: WordPressServer) -> Iterator[WordPress]:
    cms = WordPress(site(wordpress), wordpress.passwords["author"])
    yield cms
    cms.close()


def publish(cms: WordPress, post: Post) -> RemotePost:
    made = cms.create_draft(post)
    filled = cms.fill(made.remote_id, post, {})
    assert cms.differences(post, {}, filled) == ()
    public = cms.publish(made.remote_id)
    assert public.status is Status.PUBLISHED
    return public


def page_for(server: WordPressServer, login: str, url: str) -> str:
    """The page as somebody gets it who signed in with a browser."""
    with plain.Client(follow_redirects=True) as browser:
        browser.get(f"{server.url}/wp-login.php")
        form = {"log": login, "pwd": f"{login}-pw", "testcookie": "1"}
        browser.post(f"{server.url}/wp-login.php", data=form)
        assert any(name.startswith("wordpress_logged_in") for name in browser.cookies)
        return words(browser.get(url).text)


def in_order(page: str, parts: tuple[str, ...]) -> None:
    at = 0
    for part in parts:
        found = page.find(part, at)
        assert found >= 0, f"{part!r} is not there, or not in its place: {page[at : at + 400]}"
        at = found + len(part)


def test_a_visitor_gets_every_part_in_the_references_order(
    wordpress: WordPressServer, cms: WordPress
) -> None:
    me = cms.authors()[0][0]
    assert cms.update_bio(me, BIO) == BIO
    post = article()
    public = publish(cms, post)
    page = words(plain.get(public.url).text)
    in_order(
        page,
        (
            "2021-07-11",
            TITLE,
            "Posted on July 11, 2021 by Author User",
            OPENING,
            SECOND,
            "Subscribe to get access",
            "Read more of this content when you subscribe today.",
            "Subscribe",
            "Leave a Reply",
            "Published by Author User",
            BIO,
        ),
    )
    prints = Fingerprints.of(plain_blocks(LOCKED), ())
    for view in cms.surfaces(public, post):
        assert prints.find(cms.look(view)[0]) == (), view.label


def test_who_paid_reads_all_of_it_and_who_did_not_does_not(
    wordpress: WordPressServer, cms: WordPress
) -> None:
    public = publish(cms, article())
    whole = page_for(wordpress, "reader", public.url)
    in_order(whole, (OPENING, SECOND, *plain_blocks(LOCKED).split("\n"), "Leave a Reply"))
    assert "Subscribe to get access" not in whole
    guest = page_for(wordpress, "guest", public.url)
    in_order(guest, (OPENING, SECOND, "Subscribe to get access", "Leave a Reply"))
    assert Fingerprints.of(plain_blocks(LOCKED), ()).find(guest) == ()


def test_closed_comments_show_no_form(cms: WordPress) -> None:
    public = publish(cms, article(comments=False))
    page = words(plain.get(public.url).text)
    assert SECOND in page
    assert "Leave a Reply" not in page


def test_tightening_and_loosening_a_live_article(cms: WordPress) -> None:
    post = article()
    prints = Fingerprints.of(plain_blocks(LOCKED), ())
    open_ = replace(post, access=Access.EVERYONE, teaser=(*post.teaser, *LOCKED), locked=())
    public = publish(cms, open_)
    views = [v for v in cms.surfaces(public, post) if v.surface in (Surface.PAGE, Surface.FEED)]
    assert prints.find(cms.look(views[0])[0])
    tightened = cms.fill(public.remote_id, post, {})
    assert tightened.url == public.url
    assert cms.differences(post, {}, tightened) == ()
    assert [view.label for view in views if prints.find(cms.look(view)[0])] == []
    cms.fill(public.remote_id, open_, {})
    assert prints.find(cms.look(views[0])[0])


def test_a_gate_taken_out_on_the_site_is_noticed(
    cms: WordPress, wordpress: WordPressServer
) -> None:
    post = article()
    public = publish(cms, post)
    plain.post(
        f"{wordpress.url}/wp-json/wp/v2/posts/{public.remote_id}",
        json={"content": plain_blocks(LOCKED)},
        auth=("admin", wordpress.passwords["admin"]),
    ).raise_for_status()
    found = cms.differences(post, {}, cms.get(public.remote_id))
    assert [difference.field for difference in found] == ["gate", "content"]


def test_without_the_plugin_that_gates_nothing_is_sent(bare_wordpress: WordPressServer) -> None:
    cms = WordPress(site(bare_wordpress), bare_wordpress.passwords["author"])
    post = article()
    for attempt in (cms.verify, lambda: cms.create_draft(post), lambda: cms.fill("1", post, {})):
        with pytest.raises(Rejected) as refused:
            attempt()
        assert refused.value.code == "gate-block-missing"
    assert cms.find(post.article_id) is None
    cms.close()


def test_a_paid_article_without_a_plan_is_not_sent(cms: WordPress) -> None:
    post = article(plans=())
    with pytest.raises(Rejected) as refused:
        cms.create_draft(post)
    assert refused.value.code == "plans-missing"
    assert cms.find(post.article_id) is None


def test_a_contributors_article_goes_to_review(wordpress: WordPressServer) -> None:
    account = replace(site(wordpress), username="contributor")
    cms = WordPress(account, wordpress.passwords["contributor"])
    assert not cms.verify().may_publish
    post = article()
    made = cms.create_draft(post)
    assert cms.fill(made.remote_id, post, {}).status is Status.DRAFT
    assert "goes-to-review" in [finding.code for finding in cms.check(post)]
    assert cms.publish(made.remote_id).status is Status.PENDING
    cms.close()


def test_a_category_that_an_author_may_not_make_is_named(cms: WordPress) -> None:
    post = article(categories=("Ferries nobody has",))
    made = cms.create_draft(post)
    with pytest.raises(Rejected) as refused:
        cms.fill(made.remote_id, post, {})
    assert refused.value.code == "category-missing"
    assert "Ferries nobody has" in str(refused.value)


def test_a_taken_slug_is_reported(cms: WordPress) -> None:
    first = article()
    publish(cms, first)
    second = article(slug=first.slug)
    made = cms.create_draft(second)
    found = cms.differences(second, {}, cms.fill(made.remote_id, second, {}))
    assert [(d.field, d.sent, d.got) for d in found] == [("slug", first.slug, f"{first.slug}-2")]


def test_a_live_article_moves_when_its_slug_is_changed_and_its_old_address_leads_there(
    cms: WordPress,
) -> None:
    post = article()
    public = publish(cms, post)
    moved = replace(post, slug=f"{post.slug}-moved")
    after = cms.fill(public.remote_id, moved, {})
    assert cms.differences(moved, {}, after) == ()
    assert after.url == public.url.replace(post.slug, moved.slug)
    led = plain.get(public.url, follow_redirects=True)
    assert str(led.url) == after.url


def test_a_live_article_that_cannot_move_stays_as_it_was(cms: WordPress) -> None:
    taken, post = article(), article()
    publish(cms, taken)
    public = publish(cms, post)
    with pytest.raises(Rejected) as refused:
        cms.fill(public.remote_id, replace(post, slug=taken.slug, title="Another"), {})
    assert refused.value.code == "slug-taken"
    there = cms.get(public.remote_id)
    assert there.url == public.url
    assert cms.differences(post, {}, there) == ()


def test_an_update_leaves_what_the_site_added(cms: WordPress, wordpress: WordPressServer) -> None:
    post = article()
    public = publish(cms, post)
    admin = ("admin", wordpress.passwords["admin"])
    item = f"{wordpress.url}/wp-json/wp/v2/posts/{public.remote_id}"
    added = {"format": "aside", "ping_status": "closed"}
    plain.post(item, json=added, auth=admin).raise_for_status()
    cms.fill(public.remote_id, replace(post, title="Another title"), {})
    there = plain.get(item, auth=admin).json()
    assert (there["format"], there["ping_status"]) == ("aside", "closed")


def test_a_post_in_the_trash_is_gone(cms: WordPress, wordpress: WordPressServer) -> None:
    made = cms.create_draft(article())
    item = f"{wordpress.url}/wp-json/wp/v2/posts/{made.remote_id}"
    admin = ("admin", wordpress.passwords["admin"])
    plain.delete(item, auth=admin).raise_for_status()
    with pytest.raises(Exception, match="no longer on"):
        cms.get(made.remote_id)


def test_a_date_taken_out_means_the_moment_of_publishing(cms: WordPress) -> None:
    dated = article()
    made = cms.create_draft(dated)
    cms.fill(made.remote_id, dated, {})
    undated = replace(dated, date=None)
    cms.fill(made.remote_id, undated, {})
    public = cms.publish(made.remote_id)
    assert public.status is Status.PUBLISHED
    assert not public.fields["date"].startswith("2021")


def test_alt_text_changed_later_reaches_the_media_library(
    cms: WordPress, wordpress: WordPressServer
) -> None:
    asset = replace(tiny_picture(f"pier-{uuid4().hex[:8]}.png", 77), alt="A pier & its lamp")
    kept = cms.upload(asset)
    item = f"{wordpress.url}/wp-json/wp/v2/media/{kept.remote_id}"
    assert plain.get(item).json()["alt_text"] == "A pier &amp; its lamp"
    assert cms.upload(replace(asset, alt="A lit pier")) == kept
    assert plain.get(item).json()["alt_text"] == "A lit pier"


def test_the_media_library_that_anyone_can_list_says_nothing_of_a_locked_picture(
    cms: WordPress, wordpress: WordPressServer
) -> None:
    told = f"Where the pipes really meet {uuid4().hex[:8]}"
    asset = replace(tiny_picture(f"{told}.png", 78), alt=told, caption=told, locked=True)
    kept = cms.upload(asset)
    listed = f"{wordpress.url}/wp-json/wp/v2/media"
    named = plain.get(listed, params={"include": kept.remote_id})
    assert [str(one["id"]) for one in named.json()] == [kept.remote_id]
    assert not Fingerprints.of(told, ()).find(f"{named.text} {kept.url}")
    free = cms.upload(replace(asset, locked=False, sha256=uuid4().hex))
    named = plain.get(listed, params={"include": free.remote_id})
    assert Fingerprints.of(told, ()).find(named.text)


def test_somebody_elses_picture_is_not_described_anew(
    cms: WordPress, wordpress: WordPressServer
) -> None:
    asset = tiny_picture("shared.png", 99)
    admin = WordPress(replace(site(wordpress), username="admin"), wordpress.passwords["admin"])
    theirs = admin.upload(asset)
    assert cms.upload(asset) == theirs
    ours = cms.upload(replace(asset, alt="Our own words for it"))
    assert ours != theirs
    assert cms.upload(replace(asset, alt="Our own words for it")) == ours
    admin.close()


def test_a_picture_of_a_kind_the_site_refuses_is_said(cms: WordPress) -> None:
    asset = replace(tiny_picture(), name="drawing.svg", mime="image/svg+xml", data=b"<svg/>")
    with pytest.raises(Rejected) as refused:
        cms.upload(replace(asset, sha256=uuid4().hex))
    assert refused.value.code == "site-picture-refused"


def test_a_figure_shows_its_caption_and_credit(cms: WordPress) -> None:
    asset = tiny_picture("berth.png", 5)
    media = {asset.name: cms.upload(asset)}
    figure = Figure(Picture(asset.name, "A berth"), "The empty berth", "Ada Quay")
    post = article(teaser=(figure,))
    made = cms.create_draft(post)
    cms.fill(made.remote_id, post, media)
    page = plain.get(cms.publish(made.remote_id).url).text
    assert media[asset.name].url in page
    assert "The empty berth © Ada Quay" in words(page)


def test_an_arabic_article_on_an_english_site(cms: WordPress) -> None:
    post = article(
        title="الميناء في الشتاء",
        slug=f"الميناء-{uuid4().hex[:8]}",
        language="ar",
        box=DEFAULT_BOXES["ar"],
        teaser=(paragraph("توقفت العبارات، والبحر هادئ."),),
        locked=(paragraph("وبيع قارب الليل في الصيف إلى شركة يملكها عضوان من المجلس"),),
    )
    public = publish(cms, post)
    page = plain.get(public.url).text
    assert '<div lang="ar" dir="rtl">' in page
    in_order(words(page), (post.title, "توقفت العبارات", "اشترك للوصول", "اشترك"))
    prints = Fingerprints.of(plain_blocks(post.locked), ())
    assert [
        view.label for view in cms.surfaces(public, post) if prints.find(cms.look(view)[0])
    ] == []


def test_who_may_write_is_listed_and_others_bios_are_for_administrators(
    cms: WordPress, wordpress: WordPressServer
) -> None:
    assert [name for _, name, _ in cms.authors()] == ["Author User"]
    admin = WordPress(replace(site(wordpress), username="admin"), wordpress.passwords["admin"])
    users = {name: id_ for id_, name, _ in admin.authors()}
    assert {"admin", "Editor User", "Author User", "Contributor User"} == set(users)
    assert admin.update_bio(users["Editor User"], "Edits <all> & sundry") == "Edits <all> & sundry"
    with pytest.raises(Unauthorised):
        cms.update_bio(users["Editor User"], "No business of mine")
    editors = article(author_id=users["Editor User"])
    made = admin.create_draft(editors)
    filled = admin.fill(made.remote_id, editors, {})
    assert admin.differences(editors, {}, filled) == ()
    own = cms.create_draft(article())
    with pytest.raises(Unauthorised) as refused:
        cms.fill(own.remote_id, editors, {})
    assert refused.value.code == "site-may-not-edit-others"
    admin.close()

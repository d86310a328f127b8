"""What a real WordPress drops, delays or refuses in silence is said: before it is sent, or by its name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid4

import httpx
import pytest

from editor.cms.contract_samples import paragraph, tiny_picture
from editor.cms.port import Post, RemotePost
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.credentials import Credentials
from editor.cms.wordpress.terms import Terms
from editor.model.audience import Access, Gate
from editor.model.errors import Rejected, Unauthorised
from editor.model.finding import Finding, Severity
from editor.model.site import DEFAULT_BOXES, Site
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import WordPressServer
from tests.contract.wordpress_contract import connect


def article(**changes: object) -> Post:
    id_ = uuid4()
    post = Post(
        article_id=id_,
        title=f"Night boat {id_.hex[:8]}",
        subtitle="",
        slug=f"night-boat-{id_.hex[:8]}",
        language="en",
        excerpt="A boat that does not sail.",
        date=None,
        access=Access.EVERYONE,
        gate=Gate.TEASER_ONLY,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph("The night boat has not sailed since the first frost."),),
        locked=(),
        teaser_notes=(),
        locked_notes=(),
        categories=("Reports",),
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # names are checked by replace


@pytest.fixture
def author(wordpress: WordPressServer) -> Iterator[WordPress]:
    cms = connect(wordpress, "author", Gate.TEASER_ONLY)
    yield cms
    cms.close()


@pytest.fixture
def admin(wordpress: WordPressServer) -> Iterator[WordPress]:
    cms = connect(wordpress, "admin", Gate.TEASER_ONLY)
    yield cms
    cms.close()


@pytest.fixture
def contributor(wordpress: WordPressServer) -> Iterator[WordPress]:
    cms = connect(wordpress, "contributor", Gate.TEASER_ONLY)
    yield cms
    cms.close()


@pytest.fixture
def api(wordpress: WordPressServer) -> Iterator[httpx.Client]:
    """The administrator's own way to the API."""
    base, password = f"{wordpress.url}/wp-json/wp/v2/", wordpress.passwords["admin"]
    with plain.Client(base_url=base, auth=("admin", password)) as client:
        yield client


def draft(cms: WordPress, post: Post) -> RemotePost:
    made = cms.fill(cms.create_draft(post).remote_id, post, {})
    assert cms.differences(post, {}, made) == ()
    return made


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.severity is Severity.ERROR]


def site_time(api: httpx.Client) -> datetime:
    return parsedate_to_datetime(api.get("types/post").headers["Date"]).astimezone(UTC)


def test_a_tag_that_the_site_drops_is_named(author: WordPress, api: httpx.Client) -> None:
    gone, kept = f"Ropes {uuid4().hex[:6]}", f"Ships {uuid4().hex[:6]}"
    post = article(tags=(kept, gone))
    made = draft(author, post)
    (term,) = api.get("tags", params={"search": gone}).json()
    api.delete(f"tags/{term['id']}", params={"force": "true"}).raise_for_status()
    (lost,) = author.differences(post, {}, author.fill(made.remote_id, post, {}))
    assert (lost.field, lost.lost) == ("tags", (gone,))


def test_a_picture_that_the_site_drops_is_named(author: WordPress, api: httpx.Client) -> None:
    asset = tiny_picture(f"crane-{uuid4().hex[:6]}.png", 91)
    media = {asset.name: author.upload(asset)}
    post = article(image=asset.name)
    remote_id = author.create_draft(post).remote_id
    assert author.differences(post, media, author.fill(remote_id, post, media)) == ()
    picture = media[asset.name].remote_id
    api.delete(f"media/{picture}", params={"force": "true"}).raise_for_status()
    (lost,) = author.differences(post, media, author.get(remote_id))
    assert (lost.field, lost.lost) == ("image", (asset.name,))


def test_a_category_is_found_or_made_under_its_parents(
    admin: WordPress, author: WordPress, api: httpx.Client
) -> None:
    mark = uuid4().hex[:6]
    paths = (f"Coast {mark} > Ferries", f"Inland {mark} > Ferries", f"R&D {mark}", f"A/B {mark}")
    post = article(categories=paths)
    told = {finding.code: finding.detail for finding in admin.check(post)}
    assert told["categories-new"]["names"] == ", ".join(paths)
    draft(admin, post)
    same = api.get("categories", params={"search": "Ferries"}).json()
    assert len({term["parent"] for term in same if term["name"] == "Ferries"}) == 2
    post = replace(post, article_id=uuid4(), slug=f"other-{mark}")
    assert [f.code for f in admin.check(post)] == []
    assert [f.code for f in author.check(post)] == []  # an author finds them, entities and all
    there = draft(author, post)
    one = replace(post, categories=(f"Inland {mark} > Ferries",))
    (kept,) = author.differences(one, {}, there)
    assert kept.field == "categories"
    swapped = replace(post, categories=(f"Ferries > Coast {mark}", *paths[1:]))
    (lost,) = author.differences(swapped, {}, there)
    assert lost.lost == (f"Ferries > Coast {mark}",)


def test_a_category_that_an_author_may_not_make_is_said_before(author: WordPress) -> None:
    post = article(categories=("Reports", "Reports > Nobody made this"))
    (missing,) = (f for f in author.check(post) if f.severity is Severity.ERROR)
    assert (missing.code, missing.place) == ("category-missing", "categories")
    assert missing.detail["name"] == "Reports > Nobody made this"
    assert author.find(post.article_id) is None


@pytest.mark.parametrize("path", ["Reports > Tides", "Moorings"])
def test_a_category_made_by_somebody_else_meanwhile_is_taken(
    wordpress: WordPressServer, admin: WordPress, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    post = article(categories=(f"{path} {uuid4().hex[:6]}",))
    first = draft(admin, post)
    other = article(categories=post.categories)
    fresh = connect(wordpress, "admin", Gate.TEASER_ONLY)
    monkeypatch.setattr(Terms, "_searched", lambda *_: 0)  # not there yet when it was looked for
    second = draft(fresh, other)
    fresh.close()
    assert first.fields["categories"] == second.fields["categories"] == post.categories[0]


def test_no_category_is_warned_of_by_the_name_of_the_default_one(
    admin: WordPress, author: WordPress, api: httpx.Client
) -> None:
    bare = article(categories=())
    before = api.get("settings").json()["default_category"]
    mine = api.post("categories", json={"name": f"Salt & Tar {uuid4().hex[:6]}"}).json()
    api.post("settings", json={"default_category": mine["id"]}).raise_for_status()
    try:
        (told,) = (f for f in admin.check(bare) if f.code == "uncategorized")
        assert told.severity is Severity.WARNING
        assert str(told.detail["name"]).startswith("Salt & Tar")
        made = draft(author, article())
        without = replace(bare, article_id=uuid4(), slug=f"{bare.slug}-b")
        left = author.fill(made.remote_id, without, {})  # an update that takes its category away
        assert left.fields["categories"] == told.detail["name"]
        assert author.differences(without, {}, left) == ()
    finally:
        api.post("settings", json={"default_category": before})
    assert "uncategorized-unnamed" in [f.code for f in author.check(bare)]


def test_an_account_hears_of_what_it_may_not_do_before_it_is_tried(
    author: WordPress, contributor: WordPress, admin: WordPress
) -> None:
    theirs = article(author_id=admin.authors()[0][0])
    assert errors(author.check(theirs)) == ["site-may-not-edit-others"]
    assert errors(admin.check(theirs)) == []
    pictured = article(image="crane.png", sticky=True)
    assert errors(author.check(pictured)) == []
    found = contributor.check(pictured)
    assert errors(found) == ["site-may-not-upload", "site-may-not-stick"]
    assert "goes-to-review" in [f.code for f in found if f.severity is Severity.WARNING]


def test_whoever_may_publish_can_stick_an_article_and_others_cannot(
    contributor: WordPress, author: WordPress
) -> None:
    post = article(sticky=True)
    made = contributor.create_draft(post)
    with pytest.raises(Unauthorised) as refused:
        contributor.fill(made.remote_id, post, {})
    assert refused.value.code == "site-may-not-stick"
    own = article(sticky=True)
    public = author.publish(draft(author, own).remote_id)
    loose = replace(own, sticky=False)
    assert [d.field for d in author.differences(loose, {}, public)] == ["sticky"]
    assert author.differences(loose, {}, author.fill(public.remote_id, loose, {})) == ()


def test_a_password_comes_and_goes_with_an_article_at_the_top(
    wordpress: WordPressServer,
) -> None:
    secret = Credentials(password=wordpress.passwords["author"], readers="lamp and quay").write()
    site = Site("Letter", "wordpress", wordpress.url, "author", Gate.PASSWORD)
    cms = WordPress(site, secret)
    top = article(sticky=True, gate=Gate.PASSWORD)
    public = cms.publish(draft(cms, top).remote_id)
    shut = replace(top, sticky=False, access=Access.PAID, locked=(paragraph("Locked words."),))
    assert cms.differences(shut, {}, cms.fill(public.remote_id, shut, {})) == ()
    assert "Locked words" not in plain.get(public.url).text
    assert cms.differences(top, {}, cms.fill(public.remote_id, top, {})) == ()
    cms.close()


@pytest.mark.parametrize("seconds", [-3600, 30, 59])
def test_wordpress_itself_publishes_at_once_what_is_due_within_the_minute(
    author: WordPress, api: httpx.Client, seconds: int
) -> None:
    made = draft(author, article())
    date = site_time(api) + timedelta(seconds=seconds)
    asked = {"status": "future", "date_gmt": date.strftime("%Y-%m-%dT%H:%M:%S")}
    assert api.post(f"posts/{made.remote_id}", json=asked).json()["status"] == "publish"


def test_wordpress_itself_publishes_at_once_what_has_no_date(
    author: WordPress, api: httpx.Client
) -> None:
    made = draft(author, article())
    said = api.post(f"posts/{made.remote_id}", json={"status": "future"}).json()
    assert said["status"] == "publish"


@pytest.mark.parametrize("seconds", [None, -3600, 30, 59, 66, 110])
def test_we_never_let_it(author: WordPress, api: httpx.Client, seconds: int | None) -> None:
    date = None if seconds is None else site_time(api) + timedelta(seconds=seconds)
    post = article(date=date)
    if seconds is not None and seconds > 0:
        assert errors(author.check(post)) == ["date-too-near"]
    made = draft(author, post)
    with pytest.raises(Rejected) as refused:
        author.publish(made.remote_id, Status.SCHEDULED)
    assert refused.value.code == "date-too-near"
    assert author.get(made.remote_id).status is Status.DRAFT


def test_what_is_due_appears_where_it_was_said_to_and_is_not_taken_for_changed(
    wordpress: WordPressServer, author: WordPress
) -> None:
    post = article(date=datetime.now(UTC).replace(microsecond=0) + timedelta(days=1))
    waits = author.publish(draft(author, post).remote_id, Status.SCHEDULED)
    assert waits.status is Status.SCHEDULED
    wordpress.let_time_come(waits.remote_id, datetime.now(UTC) - timedelta(minutes=1))
    public = author.get(waits.remote_id)
    assert (public.status, public.revision) == (Status.PUBLISHED, waits.revision)
    assert public.url == waits.url
    assert plain.get(waits.url).status_code == 200


def test_an_address_that_somebody_elses_article_has_is_found_too(
    author: WordPress, admin: WordPress
) -> None:
    post = article()
    admin.publish(draft(admin, post).remote_id)
    assert "slug-taken" in errors(author.check(replace(article(), slug=post.slug)))


def test_a_contributors_article_waits_for_review(contributor: WordPress) -> None:
    post = article(date=datetime.now(UTC).replace(microsecond=0) + timedelta(days=1))
    made = contributor.publish(draft(contributor, post).remote_id, Status.SCHEDULED)
    assert made.status is Status.PENDING
    assert contributor.differences(post, {}, made) == ()  # but for its address, which was said
    again = replace(post, title=post.title + " again")
    assert contributor.differences(again, {}, contributor.fill(made.remote_id, again, {})) == ()


def test_a_message_for_social_networks_is_said_to_be_lost_where_it_would_be(
    bare_wordpress: WordPressServer, author: WordPress
) -> None:
    bare = connect(bare_wordpress, "author", Gate.TEASER_ONLY)
    post = article(share_message="Read on")
    (lost,) = (f for f in bare.check(post) if f.code == "share-not-kept")
    assert lost.severity is Severity.NOTE
    assert bare.differences(post, {}, draft(bare, post)) == ()
    bare.close()
    assert "share-not-kept" not in [f.code for f in author.check(post)]
    silent = replace(post, share=False)
    assert [d.field for d in author.differences(silent, {}, draft(author, post))] == ["share"]

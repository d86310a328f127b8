"""The contract every adapter passes: subclass `CmsContract`, give it a `cms` fixture, run pytest."""

# ruff: noqa: D102  the name of a test is its sentence

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import ClassVar
from uuid import uuid4

import pytest

from editor.cms.contract_samples import locked_words, padded, tiny_picture, words
from editor.cms.gate_contract import GateContract, measures
from editor.cms.port import Cms, Feature, Post, RemotePost
from editor.model.audience import Access, Surface
from editor.model.author import AuthorProfile
from editor.model.block import Figure, Picture
from editor.model.errors import CmsError, NotFound, Rejected, Unauthorised
from editor.model.finding import Severity
from editor.model.status import Status

SUBTITLE = "What a walk along the quay can tell"
A_MEGABYTE = 1_000_000


class CmsContract(GateContract):
    """What every adapter does on its real server, with one of its gates. Subclasses give a `cms` fixture.

    `category` is one that the account may use.
    """

    category: ClassVar[str] = "Reports"

    def wrong(self, cms: Cms) -> Cms | None:
        """The same site with a wrong secret; None where no secret is asked for."""
        return None

    def in_trash(self, cms: Cms, remote_id: str) -> bool:
        """Whether a post that was deleted can be fetched back there."""
        return False

    def head(self, cms: Cms, remote: RemotePost, post: Post) -> str:
        """What a stranger's programs are told at the top of the article's page."""
        views = cms.surfaces(remote, post)
        return unescape(cms.look(next(view for view in views if view.surface is Surface.HEAD))[0])

    def test_it_says_who_we_are(self, cms: Cms) -> None:
        account = cms.verify()
        assert account.site_name
        assert account.may_publish

    def test_a_wrong_secret_is_unauthorised(self, cms: Cms) -> None:
        wrong = self.wrong(cms)
        if wrong is None:
            pytest.skip("this kind asks for no secret")
        try:
            with pytest.raises(Unauthorised):
                wrong.verify()
        finally:
            wrong.close()

    def test_checking_a_plain_post_finds_nothing_and_changes_nothing(self, cms: Cms) -> None:
        post = self.post(categories=(self.category,))
        post = post if Feature.CATEGORIES in cms.capabilities.features else self.post()
        assert [one for one in cms.check(post) if one.severity is not Severity.NOTE] == []
        assert cms.find(post.article_id) is None
        before = self.draft(cms, post)
        found = [one for one in cms.check(post) if one.severity is not Severity.NOTE]
        assert [one for one in found if one.detail.get("post") != before.remote_id] == []
        after = cms.get(before.remote_id)
        assert (after.revision, after.fields) == (before.revision, before.fields)

    def test_a_draft_is_found_by_its_token_and_is_made_once(self, cms: Cms) -> None:
        post = self.post()
        assert cms.find(post.article_id) is None
        first = cms.create_draft(post)
        assert first.status is Status.DRAFT
        found = cms.find(post.article_id)
        assert found is not None
        assert found.remote_id == first.remote_id
        assert cms.create_draft(post).remote_id == first.remote_id
        assert cms.find(uuid4()) is None

    @measures("surfaces")
    def test_the_article_is_seen_on_every_surface(self, cms: Cms) -> None:
        post = self.post()
        views = cms.surfaces(self.published(cms, post), post)
        assert {view.surface for view in views} == set(cms.capabilities.surfaces)
        for surface in cms.capabilities.surfaces:
            looks = [cms.look(view)[0] for view in views if view.surface is surface]
            assert any(post.article_id.hex[:8] in look for look in looks), surface

    def test_deleted_it_is_gone(self, cms: Cms) -> None:
        remote = self.draft(cms, self.post())
        cms.delete(remote.remote_id)
        with pytest.raises(NotFound):
            cms.get(remote.remote_id)

    def test_the_same_picture_is_kept_once(self, cms: Cms) -> None:
        first = cms.upload(tiny_picture(shade=10))
        assert cms.upload(tiny_picture(shade=10)) == first
        assert cms.upload(tiny_picture(shade=20)) != first

    @measures("max_picture_bytes")
    def test_a_picture_of_the_largest_size_is_taken_and_no_larger_one(self, cms: Cms) -> None:
        limit = cms.capabilities.max_picture_bytes
        largest = padded(tiny_picture(f"wide-{uuid4().hex[:8]}.png", 70), limit or A_MEGABYTE)
        assert cms.upload(largest).remote_id
        if limit is not None:
            with pytest.raises(Rejected):
                cms.upload(padded(largest, limit + 1))

    @measures("trash")
    def test_what_was_deleted_lies_in_the_trash_where_there_is_one(self, cms: Cms) -> None:
        remote = self.published(cms, self.post())
        cms.delete(remote.remote_id)
        with pytest.raises(NotFound):
            cms.get(remote.remote_id)
        assert self.in_trash(cms, remote.remote_id) is cms.capabilities.trash

    @measures(Feature.REDIRECT)
    def test_the_address_from_before_leads_to_the_new_one(self, cms: Cms) -> None:
        post = self.post()
        before = self.published(cms, post)
        moved = replace(post, slug=f"{post.slug}-moved")
        remote = cms.fill(before.remote_id, moved, {})
        assert cms.lead_on(before.url, remote)
        assert cms.differences(moved, {}, cms.get(remote.remote_id)) == ()
        # and back: what leads to it must not lead away from it
        back = cms.fill(remote.remote_id, post, {})
        assert cms.lead_on(remote.url, back)
        assert post.article_id.hex[:8] in self.page(cms, back, post)

    @measures("drafts_shown")
    def test_the_address_of_a_draft_shows_it_only_where_that_is_said(self, cms: Cms) -> None:
        post = self.post()
        made = self.draft(cms, post)
        page = next(v for v in cms.surfaces(made, post) if v.surface is Surface.PAGE)
        try:
            text = words(cms.look(replace(page, address=made.url))[0])
        except CmsError:
            text = ""
        assert (locked_words(post.article_id) in text) is cms.capabilities.drafts_shown

    @measures(Feature.EXCERPT)
    def test_excerpt(self, cms: Cms) -> None:
        post = self.post(access=Access.EVERYONE, locked=())
        seen = self.seen(cms, self.published(cms, post), post)
        assert any(post.excerpt in text for text in seen.values())

    @measures(Feature.TAGS)
    def test_tags(self, cms: Cms) -> None:
        self.round_trip(cms, "tags", self.post(tags=("Ships", "R&D", "قهوة")), tags=("Ships",))

    @measures(Feature.CATEGORIES)
    def test_categories(self, cms: Cms) -> None:
        post = self.post(categories=(self.category,))
        remote = self.draft(cms, post)
        assert cms.differences(replace(post, categories=("Another",)), {}, remote)

    @measures(Feature.FEATURED_IMAGE)
    def test_featured_image(self, cms: Cms) -> None:
        one, two = tiny_picture(shade=40), tiny_picture("pier.png", 50)
        media = {one.name: cms.upload(one), two.name: cms.upload(two)}
        self.round_trip(cms, "image", self.post(image=one.name), media, image=two.name)

    @measures(Feature.ALT_TEXT)
    def test_alt_text(self, cms: Cms) -> None:
        asset = tiny_picture(shade=60)
        media = {asset.name: cms.upload(asset)}
        figure = Figure(Picture(asset.name, "A crane at dusk"))
        post = self.post(access=Access.EVERYONE, teaser=(figure,), locked=())
        views = cms.surfaces(self.published(cms, post, media), post)
        page = next(view for view in views if view.surface is Surface.PAGE)
        assert "A crane at dusk" in unescape(cms.look(page)[0])

    @measures(Feature.COMMENTS)
    def test_comments(self, cms: Cms) -> None:
        self.round_trip(cms, "comments", self.post(comments=False), comments=True)

    @measures(Feature.BACK_DATE)
    def test_back_date(self, cms: Cms) -> None:
        day = datetime(2021, 7, 11, 10, 30, tzinfo=UTC)
        post = self.post(date=day)
        public = self.published(cms, post)
        assert cms.differences(post, {}, public) == ()
        changed = replace(post, date=day - timedelta(days=1))
        assert "date" in {d.field for d in cms.differences(changed, {}, public)}

    @measures(Feature.AUTHOR)
    def test_author(self, cms: Cms) -> None:
        me = cms.authors()[0][0]
        post = self.post(author_id=me)
        remote = self.draft(cms, post)
        other = replace(post, author_id="999999")
        assert "author" in {d.field for d in cms.differences(other, {}, remote)}

    @measures(Feature.CO_AUTHORS)
    def test_co_authors(self, cms: Cms) -> None:
        first, second = (user for user, _, _ in cms.authors()[:2])
        post = self.post(author_id=first, co_authors=(second,))
        self.round_trip(cms, "author", post, co_authors=())
        self.round_trip(cms, "author", self.post(author_id=first), co_authors=(second,))
        self.round_trip(
            cms,
            "author",
            self.post(author_id=second, co_authors=(first,)),
            author_id=first,
            co_authors=(second,),
        )

    @measures(Feature.AUTHOR_BIO)
    def test_author_bio(self, cms: Cms) -> None:
        me, _, old = cms.authors()[0]
        bio = f"Writes about harbours & “cranes”. {uuid4().hex}"
        assert cms.update_bio(me, bio) == bio
        assert {user: text for user, _, text in cms.authors()}[me] == bio
        cms.update_bio(me, old)

    @measures(Feature.SUBTITLE)
    def test_subtitle(self, cms: Cms) -> None:
        post = self.post(subtitle=SUBTITLE)
        assert SUBTITLE in self.page(cms, self.published(cms, post), post)

    @measures(Feature.BYLINE)
    def test_byline_of_two(self, cms: Cms) -> None:
        both = (AuthorProfile("ada", "Ada Quay"), AuthorProfile("ben", "Ben Pier"))
        post = self.post(authors=both)
        page = self.page(cms, self.published(cms, post), post)
        assert "Ada Quay" in page
        assert "Ben Pier" in page

    @measures(Feature.SEO)
    def test_search_title_and_description(self, cms: Cms) -> None:
        post = self.post(seo_title="A title for searchers", seo_description="What searchers read")
        text = self.head(cms, self.published(cms, post), post)
        assert "A title for searchers" in text
        assert "What searchers read" in text

    @measures(Feature.SOCIAL)
    def test_what_cards_on_social_networks_show(self, cms: Cms) -> None:
        one, two = tiny_picture("card.png", 80), tiny_picture("pier.png", 90)
        media = {one.name: cms.upload(one), two.name: cms.upload(two)}
        title, description = 'A card & its "title"', "What the card says <here>"
        post = self.post(
            social_title=title,
            social_description=description,
            social_image=one.name,
            image=two.name,
        )
        remote = self.published(cms, post, media)
        text = self.head(cms, remote, post)
        for part in (title, description, media[one.name].url.rpartition("/")[2]):
            assert part in text
        plain = replace(post, social_title="", social_description="", social_image="")
        for changed in (
            replace(post, social_title="Another"),
            replace(post, social_description=""),
            replace(post, social_image=two.name),
            plain,
        ):
            fields = {d.field for d in cms.differences(changed, media, remote)}
            assert {field.partition("_")[0] for field in fields} == {"social"}
        without = cms.fill(remote.remote_id, plain, media)
        assert cms.differences(plain, media, without) == ()
        assert title not in self.head(cms, without, plain)

    @measures(Feature.CANONICAL)
    def test_canonical_address(self, cms: Cms) -> None:
        address = "https://first.example/a?b=1&c=%C3%A9#d"
        post = self.post(canonical=address)
        remote = self.published(cms, post)
        assert f'"{address}"' in self.head(cms, remote, post)
        changed = replace(post, canonical=f"{address}2")
        assert {d.field for d in cms.differences(changed, {}, remote)} == {"canonical"}
        plain = replace(post, canonical="")
        without = cms.fill(remote.remote_id, plain, {})
        assert cms.differences(plain, {}, without) == ()
        assert address not in self.head(cms, without, plain)

    @measures(Feature.STICKY)
    def test_sticky(self, cms: Cms) -> None:
        post = self.allowed(cms, self.post(access=Access.EVERYONE, locked=(), sticky=True))
        self.round_trip(cms, "sticky", post, sticky=False)

    def test_what_is_to_wait_a_moment_is_never_published_at_once(self, cms: Cms) -> None:
        self.need(cms, Feature.SCHEDULE)
        post = self.post(date=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=30))
        remote = self.draft(cms, post)
        with pytest.raises(Rejected) as refused:
            cms.publish(remote.remote_id, Status.SCHEDULED)
        assert refused.value.code == "date-too-near"
        assert cms.get(remote.remote_id).status is Status.DRAFT

    @measures(Feature.SHARE)
    def test_share(self, cms: Cms) -> None:
        post = self.post(share=False, share_message="Read on: what the harbour master hid & why")
        if "share-not-kept" in {finding.code for finding in cms.check(post)}:
            pytest.skip("the site says that it does not share")
        self.round_trip(cms, "share", post, share=True)

    def test_what_is_not_there_is_not_found(self, cms: Cms) -> None:
        remote = self.draft(cms, self.post())
        cms.delete(remote.remote_id)
        with pytest.raises(CmsError):
            cms.get(remote.remote_id)
        with pytest.raises(CmsError):
            cms.fill(remote.remote_id, self.post(), {})

"""The contract every adapter passes: subclass `CmsContract`, give it a `cms` fixture, run pytest."""

# ruff: noqa: D102  the name of a test is its sentence

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from re import sub
from typing import ClassVar, TypeVar
from uuid import UUID, uuid4

import pytest

from editor.cms.port import Asset, Cms, Feature, Media, Post, RemotePost
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.block import (
    Block,
    Blocks,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    InlineCode,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Marked,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Separator,
    Table,
    Text,
)
from editor.model.errors import CmsError, NotFound, Rejected, Unauthorised
from editor.model.exposure import Portion, portion
from editor.model.finding import Severity
from editor.model.provider import Provider
from editor.model.publication import Status
from editor.model.site import GateBox

SUBTITLE = "What a walk along the quay can tell"
A_MEGABYTE = 1_000_000
Test = TypeVar("Test", bound=Callable[..., None])


def measures(what: Feature | str) -> Callable[[Test], Test]:
    """Mark a test as the one that measures a feature, or the field of `Capabilities` called `what`.

    A feature that a kind does not claim is not measured there.
    """

    def marked(test: Test) -> Test:
        vars(test)["measured"] = what
        return test

    return marked


def measured_by(test: Callable[..., object] | None) -> Feature | str | None:
    """What `test` was marked to measure, None for one that measures nothing by itself."""
    found: Feature | str | None = getattr(test, "measured", None)
    return found


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Text(text),))


def free_words(article_id: UUID) -> str:
    """Words that anyone may read, this article's own (others stand in the same feeds)."""
    mark = article_id.hex[:8]
    return f"Anyone may read these free words {mark} about the harbour & its “old” crane — 2 < 3."


def locked_words(article_id: UUID) -> str:
    """Words that a stranger must not be shown, this article's own."""
    mark = article_id.hex[-8:]
    return f"Only those who pay may read these locked words {mark} on what the harbour master hid."


def every_block(picture: str) -> Blocks:
    """One of every kind of block, with characters that careless writers break; a note called `1`."""
    return (
        Heading(2, (Text("A heading & its <marks>"),)),
        Paragraph(
            (
                Marked(Mark.STRONG, (Text("Bold"), Marked(Mark.EMPHASIS, (Text(" and italic"),)))),
                Text(", a "),
                Link("https://example.org/?a=1&b=2", (Text("link"),), 'a "title"'),
                Text(", "),
                InlineCode("a < b && [c]"),
                LineBreak(),
                Text("[gallery] --> a note"),
                NoteCall("1", 1),
                Text(" – سلام, 漢字, 🎈."),
            )
        ),
        ListBlock(True, ((paragraph("three"),), (paragraph("four"),)), start=3),
        ListBlock(
            False,
            (
                (paragraph("outer"), ListBlock(False, ((paragraph("inner"),),))),
                (paragraph("loose"), paragraph("second paragraph")),
            ),
            tight=False,
        ),
        Quote((paragraph("Quoted."), paragraph("Twice."))),
        Figure(Picture(picture, 'An "alt" & more'), "A caption <here>", "A. Photographer"),
        Code("if a < b && c:\n    print('[x]')\n", "python"),
        Separator(),
        Table(
            ((Text("Left"),), (Text("Right"),)),
            (((Text("a"),), (Text("1"),)),),
            ("left", "right"),
            (Text("What the table says"),),
        ),
        PullQuote((Text("Pulled & large."),), (Text("A. Speaker"),)),
        Gallery(
            (Figure(Picture(picture, "One"), "The first"), Figure(Picture(picture), "", "B. Other"))
        ),
        Embed("https://www.youtube.com/watch?v=a--b_c&t=3", Provider.YOUTUBE),
        Definitions(((((Text("Term"),),), ((paragraph("Meaning."),),)),)),
    )


def tiny_picture(name: str = "quay.png", shade: int = 0) -> Asset:
    """A real 4 × 4 PNG of one grey; another `shade` gives other bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\x00" + bytes([shade]) * 4 for _ in range(4))
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return Asset(name, data, "image/png", sha256(data).hexdigest(), "A grey quay", "The quay")


def padded(asset: Asset, size: int) -> Asset:
    """`asset` with zeros behind its end up to `size` bytes; it shows the same picture."""
    data = asset.data.ljust(size, b"\0")
    return replace(asset, data=data, sha256=sha256(data).hexdigest())


def words(markup: str) -> str:
    """The words of a page, feed or answer, one space apart."""
    return " ".join(unescape(sub(r"<[^>]*>", "", markup)).split())


class CmsContract:
    """What every adapter does on its real server. Subclasses give a `cms` fixture of their own.

    `gate` and `plans` are what a paid post is sent with; `category` one that the account may use.
    `server` names what answers, for the table of what was measured; `stand_ins` says what stands there
    in place of the real thing, by `gate`, by what is measured, or "" for all of it.
    """

    gate: ClassVar[Gate] = Gate.TEASER_ONLY
    plans: ClassVar[tuple[int, ...]] = ()
    category: ClassVar[str] = "Reports"
    server: ClassVar[str] = ""
    stand_ins: ClassVar[Mapping[str, str]] = {}

    @pytest.fixture(autouse=True)
    def _claimed(self, request: pytest.FixtureRequest, cms: Cms) -> None:
        what = measured_by(request.function)
        if isinstance(what, Feature):
            self.need(cms, what)

    def wrong(self, cms: Cms) -> Cms | None:
        """The same site with a wrong secret; None where no secret is asked for."""
        return None

    def post(self, **changes: object) -> Post:
        """A paid post with everything plain; `changes` are fields of `Post`."""
        article_id = uuid4()
        plain = Post(
            article_id=article_id,
            title=f"Harbour walk & notes {article_id.hex[:8]}",
            subtitle="",
            slug=f"harbour-walk-{article_id.hex[:8]}",
            language="en",
            excerpt="A walk along the quay, & what it <told>.",
            date=None,
            access=Access.PAID,
            gate=self.gate,
            box=GateBox("Subscribe to get access", "Read more when you subscribe.", "Subscribe"),
            teaser=(paragraph(free_words(article_id)),),
            locked=self.withheld(paragraph(locked_words(article_id))),
            teaser_notes=(),
            locked_notes=(),
            plans=self.plans,
            authors=(AuthorProfile("ada", "Ada Quay", {"": "Writes about harbours."}),),
        )
        return replace(plain, **changes)  # type: ignore[arg-type]  # names are checked by replace

    def withheld(self, *blocks: Block) -> Blocks:
        """`blocks` as a locked part; the gate `teaser-only` never gets one."""
        return () if self.gate is Gate.TEASER_ONLY else blocks

    def box_words(self, post: Post) -> str:
        """What a stranger reads on the page in place of the locked part: ours, or a plug-in's own."""
        return post.box.heading

    def gives(self, free: str, page: str) -> bool:
        """Whether a stranger's page has the free words `free`, as far as the gate shows any."""
        share = portion(self.gate, Access.PAID, Audience.VISITOR, Surface.PAGE)
        there = self.texturised(free) in self.texturised(page)
        return there is (share is not Portion.NOTHING)

    def draft(self, cms: Cms, post: Post, media: Media | None = None) -> RemotePost:
        """`post`, filled in as a draft, with nothing different from what was sent."""
        made = cms.create_draft(post)
        remote = cms.fill(made.remote_id, post, media or {})
        assert remote.remote_id == made.remote_id
        assert remote.status is Status.DRAFT
        assert cms.differences(post, media or {}, remote) == ()
        return remote

    def published(self, cms: Cms, post: Post, media: Media | None = None) -> RemotePost:
        """`post`, public."""
        remote = cms.publish(self.draft(cms, post, media).remote_id)
        assert remote.status is Status.PUBLISHED
        return remote

    def seen(self, cms: Cms, remote: RemotePost, post: Post) -> dict[Surface, str]:
        """The words a stranger gets, by surface; nothing where the site answers "not found"."""
        found: dict[Surface, str] = {}
        for view in cms.surfaces(remote, post):
            if view.audience is not Audience.VISITOR:
                continue
            try:
                text = words(cms.look(view))
            except (NotFound, Unauthorised):
                text = ""
            found[view.surface] = found.get(view.surface, "") + " " + text
        return found

    def page(self, cms: Cms, remote: RemotePost, post: Post) -> str:
        """The words of the article's own page, as a stranger gets it, or a reader where it is hidden."""
        views = cms.surfaces(remote, post)
        return words(cms.look(next(view for view in views if view.surface is Surface.PAGE)))

    def need(self, cms: Cms, feature: Feature) -> None:
        """Skip where the kind does not claim `feature`."""
        if feature not in cms.capabilities.features:
            pytest.skip(f"{feature} is not claimed")

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
        assert [one for one in cms.check(post) if one.severity is not Severity.NOTE] == []
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

    def test_a_draft_is_hidden_from_strangers(self, cms: Cms) -> None:
        post = self.post()
        self.unseen(cms, self.draft(cms, post), post)

    def test_what_was_filled_in_comes_back_the_same(self, cms: Cms) -> None:
        post = self.post()
        remote = self.draft(cms, post)
        again = cms.get(remote.remote_id)
        assert cms.differences(post, {}, again) == ()
        assert again.revision == remote.revision
        changed = replace(post, title=post.title + " changed")
        assert "title" in {d.field for d in cms.differences(changed, {}, again)}

    def test_every_kind_of_block_comes_back_the_same(self, cms: Cms) -> None:
        asset = tiny_picture()
        media = {asset.name: cms.upload(asset)}
        note = Footnote("1", 1, (paragraph("The note & its text."),))
        post = self.post(
            title='The "old" crane & <its> [keeper]',
            teaser=every_block(asset.name),
            teaser_notes=(note,),
        )
        remote = self.published(cms, post, media)
        page = self.page(cms, remote, post)
        for part in ("A heading & its <marks>", "Bold and italic", "inner", "Quoted.", "Meaning."):
            assert part in page
        for part in ("What the table says", "Pulled & large.", "A. Speaker", "The first"):
            assert part in page
        assert "The note & its text." in page
        assert "[gallery]" in page

    def test_locked_notes_stay_locked(self, cms: Cms) -> None:
        if self.gate is Gate.TEASER_ONLY:
            pytest.skip("the locked part is not sent")
        post = self.post(
            teaser=(Paragraph((Text("A free claim."), NoteCall("a", 1))),),
            locked=(Paragraph((Text("A locked claim."), NoteCall("b", 2))),),
            teaser_notes=(Footnote("a", 1, (paragraph("The first note is free to read."),)),),
            locked_notes=(Footnote("b", 2, (paragraph("The second note is paid for."),)),),
        )
        seen = self.seen(cms, self.published(cms, post), post)
        assert self.gives("The first note is free to read.", seen[Surface.PAGE])
        for surface, text in seen.items():
            assert "The second note" not in text, surface

    def test_what_is_shown_from_elsewhere_stays_locked(self, cms: Cms) -> None:
        if self.gate is Gate.TEASER_ONLY:
            pytest.skip("the locked part is not sent")
        name = uuid4().hex[:11]
        embed = Embed(f"https://youtu.be/{name}", Provider.YOUTUBE)
        post = self.post(locked=(embed, PullQuote((Text("Pulled out of the locked part"),))))
        public = self.published(cms, post)
        for view in cms.surfaces(public, post):
            if view.audience is Audience.VISITOR:
                text = cms.look(view)
                assert name not in text, view.label
                assert "Pulled out" not in text, view.label

    @measures("gates")
    def test_published_it_shows_the_teaser_and_keeps_the_rest(self, cms: Cms) -> None:
        post = self.post()
        remote = self.published(cms, post)
        assert remote.url.startswith(("http://", "https://", "file://", "/"))
        seen = self.seen(cms, remote, post)
        assert self.gives(free_words(post.article_id), seen[Surface.PAGE])
        assert self.box_words(post) in seen[Surface.PAGE]
        for surface, text in seen.items():
            assert locked_words(post.article_id) not in text, surface

    @measures("surfaces")
    def test_the_article_is_seen_on_every_surface(self, cms: Cms) -> None:
        post = self.post()
        views = cms.surfaces(self.published(cms, post), post)
        assert {view.surface for view in views} == set(cms.capabilities.surfaces)
        for surface in cms.capabilities.surfaces:
            looks = [cms.look(view) for view in views if view.surface is surface]
            assert any(post.article_id.hex[:8] in look for look in looks), surface

    def test_an_article_for_everyone_is_whole(self, cms: Cms) -> None:
        post = self.post(access=Access.EVERYONE, locked=())
        post = replace(post, teaser=(*post.teaser, paragraph(locked_words(post.article_id))))
        page = self.page(cms, self.published(cms, post), post)
        assert locked_words(post.article_id) in page
        assert self.box_words(post) not in page

    def test_everything_may_be_locked(self, cms: Cms) -> None:
        post = self.post(teaser=())
        seen = self.seen(cms, self.published(cms, post), post)
        assert self.box_words(post) in seen[Surface.PAGE]
        for surface, text in seen.items():
            assert locked_words(post.article_id) not in text, surface

    def test_an_update_keeps_id_and_address(self, cms: Cms) -> None:
        post = self.post()
        before = self.published(cms, post)
        later = replace(post, title=post.title + " again", teaser=(paragraph("Rewritten."),))
        after = cms.fill(before.remote_id, later, {})
        assert after.status is Status.PUBLISHED
        assert (after.remote_id, after.url) == (before.remote_id, before.url)
        assert after.revision != before.revision
        assert cms.differences(later, {}, after) == ()
        seen = self.seen(cms, after, later)
        assert self.gives("Rewritten.", seen[Surface.PAGE])
        for surface, text in seen.items():
            assert locked_words(post.article_id) not in text, surface

    def test_retracted_it_is_hidden_from_strangers(self, cms: Cms) -> None:
        post = self.post()
        public = self.published(cms, post)
        views = cms.surfaces(public, post)
        taken = cms.retract(public.remote_id)
        assert taken.status is Status.DRAFT
        assert taken.remote_id == public.remote_id
        for view in views:
            try:
                text = words(cms.look(view))
            except (NotFound, Unauthorised):
                continue
            assert free_words(post.article_id) not in text, view.surface
            assert view.surface is Surface.SEARCH or post.title not in text, view.surface

    def test_retracted_it_can_be_published_again(self, cms: Cms) -> None:
        post = self.post()
        public = self.published(cms, post)
        cms.retract(public.remote_id)
        cms.fill(public.remote_id, post, {})
        again = cms.publish(public.remote_id)
        assert again.status is Status.PUBLISHED
        assert (again.remote_id, again.url) == (public.remote_id, public.url)

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

    def test_a_locked_pictures_words_are_not_told(self, cms: Cms) -> None:
        secret = "The words below a locked picture are locked as well"
        asset = replace(
            tiny_picture(f"plan-{uuid4().hex}.png", 30), alt=secret, caption=secret, locked=True
        )
        media = {asset.name: cms.upload(asset)}
        post = self.post(
            locked=self.withheld(paragraph("Look:"), Figure(Picture(asset.name, secret), secret))
        )
        for surface, text in self.seen(cms, self.published(cms, post, media), post).items():
            assert secret not in text, surface
        assert asset.name.removesuffix(".png") not in media[asset.name].url

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
        assert "A crane at dusk" in unescape(cms.look(page))

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
        views = cms.surfaces(self.published(cms, post), post)
        head = next(view for view in views if view.surface is Surface.HEAD)
        text = cms.look(head)
        assert "A title for searchers" in text
        assert "What searchers read" in text

    @measures(Feature.STICKY)
    def test_sticky(self, cms: Cms) -> None:
        post = self.allowed(cms, self.post(access=Access.EVERYONE, locked=(), sticky=True))
        self.round_trip(cms, "sticky", post, sticky=False)

    @measures(Feature.PRIVATE)
    def test_private(self, cms: Cms) -> None:
        post = self.allowed(cms, self.post(private=True))
        made = cms.publish(self.draft(cms, post).remote_id, Status.PRIVATE)
        assert made.status is Status.PRIVATE
        assert cms.differences(post, {}, made) == ()
        self.unseen(cms, made, post)
        assert cms.retract(made.remote_id).status is Status.DRAFT

    @measures(Feature.SCHEDULE)
    def test_schedule(self, cms: Cms) -> None:
        date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        post = self.post(date=date)
        made = cms.publish(self.draft(cms, post).remote_id, Status.SCHEDULED)
        assert (made.status, made.date) == (Status.SCHEDULED, date)
        assert cms.differences(post, {}, made) == ()
        self.unseen(cms, made, post)
        assert cms.retract(made.remote_id).status is Status.DRAFT

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

    @measures(Feature.NEWSLETTER)
    def test_newsletter(self, cms: Cms) -> None:
        post = self.post(email=True)
        if "site-no-newsletter" in {finding.code for finding in cms.check(post)}:
            pytest.skip("the site says that it mails nobody")
        self.round_trip(cms, "email", post, email=False)

    def test_what_is_not_there_is_not_found(self, cms: Cms) -> None:
        remote = self.draft(cms, self.post())
        cms.delete(remote.remote_id)
        with pytest.raises(CmsError):
            cms.publish(remote.remote_id)

    def allowed(self, cms: Cms, post: Post) -> Post:
        """`post`; skips where the site says that this account may not send it."""
        errors = [one.code for one in cms.check(post) if one.severity is Severity.ERROR]
        if errors:
            pytest.skip(f"the account may not: {', '.join(errors)}")
        return post

    def unseen(self, cms: Cms, remote: RemotePost, post: Post) -> None:
        """No stranger is shown anything of `post`."""
        for surface, text in self.seen(cms, remote, post).items():
            assert free_words(post.article_id) not in text, surface
            assert locked_words(post.article_id) not in text, surface
            # a search page repeats what was searched for
            assert surface is Surface.SEARCH or post.title not in text, surface

    def round_trip(
        self, cms: Cms, name: str, post: Post, media: Media | None = None, **other: object
    ) -> None:
        """`post` arrives whole, and another value of the field `name` would have been noticed."""
        remote = self.draft(cms, post, media)
        changed = replace(post, **other)  # type: ignore[arg-type]  # names are checked by replace
        assert {d.field for d in cms.differences(changed, media or {}, remote)} == {name}

    def texturised(self, text: str) -> str:
        """`text` with the quotes and dashes that sites set by themselves made plain."""
        return sub("[–—−-]+", "-", sub("[“”„«»]", '"', sub("[‘’]", "'", text)))

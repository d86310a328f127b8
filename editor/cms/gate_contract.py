"""The part of the contract that every gate of a kind of site passes: what is kept from whom, and when."""

# ruff: noqa: D102  the name of a test is its sentence

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from re import sub
from typing import ClassVar, TypeVar
from uuid import uuid4

import pytest

from editor.cms.contract_samples import (
    every_block,
    free_words,
    locked_words,
    paragraph,
    tiny_picture,
    words,
)
from editor.cms.port import Cms, Feature, Media, Post, RemotePost, places
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.block import (
    Block,
    Blocks,
    Embed,
    Figure,
    Footnote,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Text,
)
from editor.model.errors import NotFound, Unauthorised
from editor.model.exposure import Portion, portion
from editor.model.finding import Severity
from editor.model.mailing import EVERYBODY, NOBODY
from editor.model.provider import Provider
from editor.model.site import GateBox
from editor.model.status import Status

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


class GateContract:
    """What every gate does on its real server. Subclasses give a `cms` fixture of their own.

    `gate` and `plans` are what a paid post is sent with. `server` names what answers, for the table of
    what was measured; `stand_ins` says what stands there in place of the real thing, by `gate`, by what is
    measured, or "" for all of it.
    """

    gate: ClassVar[Gate] = Gate.TEASER_ONLY
    plans: ClassVar[tuple[int, ...]] = ()
    server: ClassVar[str] = ""
    stand_ins: ClassVar[Mapping[str, str]] = {}

    @pytest.fixture(autouse=True)
    def _claimed(self, request: pytest.FixtureRequest, cms: Cms) -> None:
        what = measured_by(request.function)
        if isinstance(what, Feature):
            self.need(cms, what)

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
        views = [v for v in cms.surfaces(remote, post) if v.audience is Audience.VISITOR]
        for here in places(views):
            try:
                texts = cms.look(*here)
            except (NotFound, Unauthorised):
                texts = ("",) * len(here)
            for view, text in zip(here, texts, strict=True):
                found[view.surface] = found.get(view.surface, "") + " " + words(text)
        return found

    def page(self, cms: Cms, remote: RemotePost, post: Post) -> str:
        """The words of the article's own page, as a stranger gets it, or a reader where it is hidden."""
        views = cms.surfaces(remote, post)
        return words(cms.look(next(view for view in views if view.surface is Surface.PAGE))[0])

    def need(self, cms: Cms, feature: Feature) -> None:
        """Skip where the kind does not claim `feature`."""
        if feature not in cms.capabilities.features:
            pytest.skip(f"{feature} is not claimed")

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
                text = cms.look(view)[0]
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
        for here in places(views):
            try:
                texts = cms.look(*here)
            except (NotFound, Unauthorised):
                continue
            for view, text in zip(here, map(words, texts), strict=True):
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

    @measures(Feature.NEWSLETTER)
    def test_newsletter(self, cms: Cms) -> None:
        date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        post = self.post(email=EVERYBODY, date=date)
        if "site-no-newsletter" in {finding.code for finding in cms.check(post)}:
            pytest.skip("the site says that it mails nobody")
        for asked, other in ((EVERYBODY, NOBODY), (NOBODY, EVERYBODY)):
            post = self.post(email=asked, date=date)
            made = cms.publish(self.draft(cms, post).remote_id, Status.SCHEDULED, post.email)
            assert cms.differences(post, {}, made) == ()
            found = cms.differences(replace(post, email=other), {}, made)
            assert [one.field for one in found] == ["email"]
            cms.retract(made.remote_id)

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

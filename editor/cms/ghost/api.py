"""Ghost as a `Cms`: drafts first, read back, and public in a request of its own."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl
from uuid import UUID

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.ghost import remote as reading
from editor.cms.ghost.arrival import paywall_at
from editor.cms.ghost.connection import Connection, quoted
from editor.cms.ghost.lexical import lexical
from editor.cms.ghost.limits import too_long
from editor.cms.ghost.newsletters import Newsletters
from editor.cms.ghost.redirects import leading, lost
from editor.cms.ghost.social import told
from editor.cms.ghost.staff import Staff, authors_of
from editor.cms.ghost.substitutes import substitutes
from editor.cms.ghost.views import SURFACES, content_key, mail_view, views
from editor.cms.ghost.words import plan_of, visibility
from editor.cms.http import Client, Params
from editor.cms.page import shown
from editor.cms.picture_name import plain, stem, suffix
from editor.cms.port import (
    Account,
    Asset,
    Capabilities,
    Difference,
    Feature,
    GateState,
    Media,
    Newsletter,
    Post,
    RemoteMedia,
    RemotePost,
    Right,
    Tier,
    View,
)
from editor.cms.schedule import too_near, waits_for
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.block import credited
from editor.model.errors import (
    CmsError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
)
from editor.model.exposure import HOLDS
from editor.model.finding import Finding, Severity
from editor.model.mailing import NOBODY, Mailed, Mailing
from editor.model.site import Site
from editor.model.status import Status

CAPABILITIES = Capabilities(
    features=frozenset(
        {
            Feature.EXCERPT,
            Feature.TAGS,
            Feature.FEATURED_IMAGE,
            Feature.ALT_TEXT,
            Feature.BACK_DATE,
            Feature.AUTHOR,
            Feature.AUTHOR_BIO,
            Feature.CO_AUTHORS,
            Feature.SEO,
            Feature.SOCIAL,
            Feature.CANONICAL,
            Feature.SCHEDULE,
            Feature.NEWSLETTER,
            Feature.REDIRECT,
        }
    ),
    gates=(Gate.PAYWALL, Gate.TEASER_ONLY),
    surfaces=SURFACES,
    drafts_shown=True,
)


class Ghost:
    """One Admin API key or staff token on one Ghost."""

    def __init__(self, site: Site, secret: str, client: Client | None = None) -> None:
        self.site = site
        self._site = Connection(site, secret, client or Client(plain_http=site.plain_http))
        self._newsletters = Newsletters(self._site)
        self._staff = Staff(self._site, site.name)

    @property
    def capabilities(self) -> Capabilities:
        """What any Ghost holds."""
        return CAPABILITIES

    def verify(self) -> Account:
        """Who we are there; raises where the key does not let us in."""
        about = dig(self._site.public(), "site")
        self._site.read("posts/", {"limit": 1, "fields": "id"})
        me, rights = self._staff.me, self._staff.rights
        return Account(
            site_name=text_at(about, "title") or self._site.host,
            software=f"Ghost {text_at(about, 'version')}",
            user=text_at(me, "name"),
            role=text_at(me, "roles", 0, "name"),
            may_publish=Right.PUBLISH in rights,
            zone=self._site.settings().get("timezone", ""),
            rights=rights,
            gates=(
                GateState(Gate.PAYWALL, True, self._tiers() or ()),
                GateState(Gate.TEASER_ONLY, True),
            ),
        )

    def check(self, post: Post, known: str = "") -> tuple[Finding, ...]:
        """What is too long, has the address, is for nobody, by nobody, or not for us to say.

        Nothing is changed there.
        """
        found = list(too_long(post))
        detail: dict[str, str | int]
        if holder := self._holder(post.slug):
            detail = {"slug": post.slug, "post": holder}
            found.append(Finding(Severity.ERROR, "slug-taken", "slug", detail))
        before = self._known(known)
        found += self._staff.findings(post, before)
        tiers = self._tiers() if post.access is Access.PAID and post.plans else None
        if tiers is not None and not {tier.id for tier in tiers} >= set(post.plans):
            found.append(Finding(Severity.ERROR, "tier-gone", "site", {"site": self.site.name}))
        now = self._site.now
        if post.date and now < post.date and too_near(post.date, now):
            found.append(Finding(Severity.ERROR, "date-too-near", "date", {"site": self.site.name}))
        found += substitutes(post, self._site.direction)
        if before and before.mailed and before.mailed.failed and before.status is Status.DRAFT:
            detail = {"site": self.site.name}
            found.append(Finding(Severity.ERROR, "mail-failed-before", "site", detail))
        if before and before.status is Status.PUBLISHED and before.slug != post.slug:
            found += self._unled(before.slug)
        if Right.PUBLISH in self._staff.rights:
            found += self._newsletters.findings(post.email, self.site.name)
        return tuple(found)

    def upload(self, asset: Asset) -> RemoteMedia:
        """Send a picture, or find the one sent this month with the same bytes.

        Ghost lists no pictures; all of them can be had by whoever knows their address.
        """
        size = f"{asset.width}x{asset.height}"  # what its galleries need; it numbers no pictures
        name = f"{stem(asset)}.{suffix(asset)}"
        address = f"{self._site.home}content/images/{self._site.now:%Y/%m}/{name}"
        if self._site.is_there(address):
            return RemoteMedia(size, address)
        said = self._site.send_picture(name, asset.data, asset.mime)
        return RemoteMedia(size, text_at(said, "images", 0, "url"))

    def find(self, article_id: UUID) -> RemotePost | None:
        """The draft whose slug is still the token of `article_id`."""
        return self._with_slug(_token(article_id))

    def create_draft(self, post: Post) -> RemotePost:
        """Make a draft whose slug is a token; made twice by a lost answer, the second is removed.

        It is ours, as some may make no other. Who may read it is the site's default: from an author Ghost
        takes no word of that here.
        """
        self._refuse(post)
        token = _token(post.article_id)
        fields: dict[str, object] = {"title": post.title, "slug": token, "status": "draft"}
        if self._staff.me is not None:
            fields["authors"] = [{"id": text_at(self._staff.me, "id")}]
        try:
            said = self._site.write("POST", "posts/", {"posts": [fields]}, reading.READING)
        except OutcomeUnknown as error:
            there = self.find(post.article_id)
            if there is None:
                raise _settled(error) from None
            return there
        made = self._post(said)
        if made.slug != token and (first := self.find(post.article_id)):
            self.delete(made.remote_id)
            return first
        return made

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        """Write all of `post` in one request: its text, its cut, and who may read on.

        Raises `Rejected` for what is not for us to change, before anything is written.
        """
        self._refuse(post)
        for name in (post.image, post.social_image):
            if name and name not in media:
                raise Rejected("picture-missing", file=name)
        document = lexical(post, media, self._site.direction)
        before = self.get(remote_id)
        if before.status is Status.PUBLISHED and post.slug != before.slug:
            self._insist_on_slug(post.slug, remote_id)
        for finding in self._staff.beyond(post, before.fields):
            raise Rejected(finding.code, **finding.detail)
        word, tiers = visibility(post.access, post.plans)
        fields: dict[str, object] = {
            "title": post.title,
            "slug": post.slug,
            "lexical": document,
            "custom_excerpt": post.excerpt,
            "visibility": word,
            "tags": [{"name": tag} for tag in post.tags],
            "feature_image": media[post.image].url if post.image else None,
            "feature_image_alt": post.image_alt if post.image else None,
            "feature_image_caption": credited(post.image_caption, post.image_credit)
            if post.image
            else None,
            "meta_title": post.seo_title or None,
            "meta_description": post.seo_description or None,
            **{name: value or None for name, value in told(post, media).items()},
        }
        if tiers:
            fields["tiers"] = [{"id": tier} for tier in tiers]
        if authors := authors_of(post):
            fields["authors"] = [{"id": author} for author in authors]
        if post.date is not None:
            fields["published_at"] = reading.written(post.date)
        elif before.status is not Status.PUBLISHED:
            fields["published_at"] = None
        return self._written(
            before, fields, lambda there: not reading.differences(post, media, document, there)
        )

    def get(self, remote_id: str) -> RemotePost:
        """The post as the site has it now."""
        return self._post(self._site.read(f"posts/{remote_id}/", reading.READING))

    def differences(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        """Where `remote` is not what `post` asked for, the gate first."""
        return reading.differences(post, media, lexical(post, media, self._site.direction), remote)

    def publish(
        self, remote_id: str, status: Status = Status.PUBLISHED, email: Mailing = NOBODY
    ) -> RemotePost:
        """Make it `status`, and have it mailed to `email`, which Ghost does once and only from here.

        Raises `Rejected`: "date-too-near" for what could not wait, "mail-failed-before" for what Ghost would
        try to mail again as it was then, to whom it was then, asked or not.
        """
        before = self.get(remote_id)
        if before.mailed and before.mailed.failed:
            raise Rejected("mail-failed-before", site=self.site.name)
        word = next(word for word, ours in reading.STATUSES.items() if ours is status)
        fields: dict[str, object] = {"status": word}
        if status is Status.SCHEDULED:
            date = waits_for(before.date, self._site.now, self.site.name)
            fields["published_at"] = reading.written(date)
        mails = self._newsletters.query(email)
        there = self._written(before, fields, lambda there: there.status is status, mails)
        if mails and there.status is Status.PUBLISHED and there.mailed is None:
            return replace(there, mailed=Mailed(0, failed=True))
        return there

    def retract(self, remote_id: str) -> RemotePost:
        """Back to draft. Of all but what waited the locked part goes first, and that is read back.

        Whoever saw the page knows the address at which Ghost shows drafts to everybody, whole. Raises
        `Unexpected`: "site-not-taken-back", "site-still-public".
        """
        before = self.get(remote_id)
        waits = before.status is Status.SCHEDULED  # nobody was shown the address of that
        if not waits and paywall_at(before.fields["content"]) is not None:
            shut = _above_the_cut(before.fields["content"])
            before = self._written(
                before, {"lexical": shut}, lambda there: "paywall" not in there.fields["content"]
            )
        hidden = {"status": "draft"}
        after = self._written(before, hidden, lambda there: there.status is Status.DRAFT)
        if after.status is not Status.DRAFT:
            raise Unexpected("site-not-taken-back", host=self._site.host)
        page = f"{self._site.home}{before.slug}/"
        if self._site.stranger(page).status == 200:
            raise Unexpected("site-still-public", url=page)
        return after

    def lead_on(self, old: str, remote: RemotePost) -> bool:
        """Add it to the redirects of the site, as its administrators may and no integration."""
        before, now = (f"/{url.removeprefix(self._site.home)}" for url in (old, remote.url))
        if not self._site.leads(old, remote.url):
            there = self._site.redirects()
            wanted = leading(there, before, now)
            self._site.send_redirects(wanted)
            if lost(wanted, self._site.redirects()):
                self._site.send_redirects(there)  # the site's own are worth more than ours
                return False
        return self._site.leads(old, remote.url)

    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        """Remove it for good."""
        self._site.delete(f"posts/{remote_id}/")

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        """Page, head, cards, feeds, Content API, Markdown, llms.txt, search index and lists."""
        tags = tuple(plain(tag) for tag in post.tags if not tag.startswith("#"))
        key = content_key(self._site.front)
        seen = views(self._site.home, key, remote, tuple(tag for tag in tags if tag))
        # the mail of those who may not read on; every other has all of it. Integrations may not look
        gated = post.access is Access.PAID and post.email.reaches(Audience.MEMBER)
        return (*seen, mail_view(remote, post.email)) if gated and self._staff.me else seen

    def look(self, *views: View) -> tuple[str, ...]:
        """What a stranger gets there, or a member who does not pay in the mail."""
        address = views[0].address
        if views[0].surface is Surface.EMAIL:
            route, _, query = address.partition("?")
            said = dig(self._site.read(route, dict(parse_qsl(query))), "email_previews", 0)
            return (f"{text_at(said, 'html')}\n{text_at(said, 'plaintext')}",)
        answer = self._site.stranger(address)
        return tuple(shown(view, answer) for view in views)

    def newsletters(self) -> tuple[Newsletter, ...]:
        """Those in use, each with its members."""
        return self._newsletters.all

    def authors(self) -> tuple[tuple[str, str, str], ...]:
        """The staff; ourselves first where the key is one of ours."""
        return self._staff.all()

    def update_bio(self, user_id: str, bio: str) -> str:
        """Set a user's bio; returns it as the site now has it."""
        return self._staff.update_bio(user_id, bio)

    def close(self) -> None:
        """Give back connections."""
        self._site.close()

    def _tiers(self) -> tuple[Tier, ...] | None:
        """Those that cost; None for a contributor, who is not told."""
        try:
            said = items(dig(self._site.read("tiers/", {"limit": 100}), "tiers"))
        except Unauthorised:
            return None
        return tuple(
            Tier(plan_of(text_at(one, "id")), text_at(one, "name"))
            for one in said
            if text_at(one, "type") == "paid" and dig(one, "active") is True
        )

    def _post(self, said: Json) -> RemotePost:
        return reading.remote_post(dig(said, "posts", 0), self._site.host)

    def _unled(self, slug: str) -> tuple[Finding, ...]:
        """What is to be known where we may not have the address `slug` lead on."""
        try:
            self._site.redirects()
        except Unauthorised:
            detail = {"site": self.site.name, "old": slug}
            return (Finding(Severity.WARNING, "links-break", "slug", detail),)
        return ()

    def _refuse(self, post: Post) -> None:
        closed = post.access is not Access.EVERYONE
        if closed and (post.gate not in CAPABILITIES.gates or post.access not in HOLDS[post.gate]):
            raise Rejected("gate-cannot-hold", gate=post.gate.value, access=post.access.value)

    def _with_slug(self, slug: str) -> RemotePost | None:
        query: Params = {"filter": f"slug:{quoted(slug)}", "limit": 1, **reading.READING}
        found = dig(self._site.read("posts/", query), "posts", 0)
        return None if found is None else reading.remote_post(found, self._site.host)

    def _known(self, remote_id: str) -> RemotePost | None:
        """The post that an article is known to have; None for none yet, and for one that is gone."""
        try:
            return self.get(remote_id) if remote_id else None
        except NotFound:
            return None

    def _holder(self, slug: str) -> str:
        """The id of the post or page that has the address, "" for none."""
        query: Params = {"filter": f"slug:{quoted(slug)}", "limit": 1, "fields": "id"}
        for kind in ("posts", "pages"):
            if found := text_at(self._site.read(f"{kind}/", query), kind, 0, "id"):
                return found
        return ""

    def _insist_on_slug(self, slug: str, remote_id: str) -> None:
        if self._holder(slug) not in ("", remote_id):
            raise Rejected("slug-taken", slug=slug)

    def _written(
        self,
        before: RemotePost,
        fields: Mapping[str, object],
        arrived: Callable[[RemotePost], bool],
        query: Mapping[str, str] | None = None,
    ) -> RemotePost:
        """Write, then read afresh. A lost answer is no failure when the reading shows it `arrived`.

        An error of Ghost's own is its answer: what then reads as before was not changed, and will not be.
        """
        body = {"posts": [{**fields, "updated_at": reading.updated_at(before)}]}
        lost: OutcomeUnknown | None = None
        try:
            self._site.write("PUT", f"posts/{before.remote_id}/", body, query)
        except OutcomeUnknown as error:
            lost = error
        try:
            there = self.get(before.remote_id)
        except NotFound:
            raise
        except CmsError as error:
            raise OutcomeUnknown(error.code, **error.detail) from None
        if lost and not arrived(there):
            raise _settled(lost) if there.revision == before.revision else lost
        return there


def _token(article_id: UUID) -> str:
    """The slug that a draft carries until it is filled: what it can be found by."""
    return f"sf-{article_id}"


def _settled(lost: OutcomeUnknown) -> CmsError:
    """The error for a write of which nothing is there: final where Ghost answered, 500, that it failed.

    Measured: for a newsletter that it has not, an unknown `visibility`, an author's `visibility`.
    """
    if lost.detail.get("status") == 500:
        return Rejected("site-failed-unchanged", **lost.detail)
    return lost


def _above_the_cut(document: str) -> str:
    """`document` up to its paywall."""
    said = json.loads(document)
    cut = paywall_at(document) or 0
    empty: dict[str, Json] = {
        "type": "paragraph",
        "children": [],
        "direction": None,
        "format": "",
        "indent": 0,
        "version": 1,
    }
    said["root"]["children"] = said["root"]["children"][:cut] or [empty]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

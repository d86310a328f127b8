"""WordPress as a `Cms`: drafts first, read back, and public in a request of its own."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import unquote
from uuid import UUID

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.http import Client, Params
from editor.cms.page import shown
from editor.cms.port import (
    Account,
    Asset,
    Capabilities,
    Difference,
    Feature,
    Media,
    Newsletter,
    Post,
    RemoteMedia,
    RemotePost,
    View,
)
from editor.cms.schedule import waits_for
from editor.cms.wordpress import media as pictures
from editor.cms.wordpress import remote as reading
from editor.cms.wordpress import social
from editor.cms.wordpress.connection import Connection, refused_code
from editor.cms.wordpress.credentials import Credentials
from editor.cms.wordpress.discovery import GENERATOR
from editor.cms.wordpress.gates.body import Body, spoken
from editor.cms.wordpress.gates.guard import GATES, Guard
from editor.cms.wordpress.markup import text
from editor.cms.wordpress.objections import objections
from editor.cms.wordpress.rights import rights_in
from editor.cms.wordpress.terms import Terms
from editor.cms.wordpress.views import SURFACES, still_shows, views
from editor.model.errors import (
    CmsError,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)
from editor.model.finding import Finding
from editor.model.mailing import NOBODY, Mailing
from editor.model.site import Site
from editor.model.status import Status

CAPABILITIES = Capabilities(
    features=frozenset(
        {
            Feature.EXCERPT,
            Feature.TAGS,
            Feature.CATEGORIES,
            Feature.FEATURED_IMAGE,
            Feature.ALT_TEXT,
            Feature.COMMENTS,
            Feature.BACK_DATE,
            Feature.AUTHOR,
            Feature.AUTHOR_BIO,
            Feature.STICKY,
            Feature.PRIVATE,
            Feature.SCHEDULE,
            Feature.SHARE,
            Feature.NEWSLETTER,
            Feature.REDIRECT,
        }
    ),
    gates=GATES,
    surfaces=SURFACES,
    trash=True,
)
_READING = {"context": "edit", "_embed": "wp:term"}
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=[\"']([A-Za-z0-9_-]+)", re.I)
_UNSAID = frozenset({Status.DRAFT, Status.PENDING})  # states in which a post was not yet shown


class WordPress:
    """One account on one WordPress site, over its REST API with an application password."""

    def __init__(
        self,
        site: Site,
        secret: str,
        client: Client | None = None,
        keep: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`keep` is given the secret anew where a sign-in was renewed."""
        self.site = site
        client = client or Client(plain_http=site.plain_http)
        self._site = Connection(site, secret, client, keep)
        self._terms = Terms(self._site)
        self._gates = Guard(self._site, site.name, Credentials.read(secret).readers)
        self._front: str | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What any WordPress holds; what the account may do is asked with `verify`."""
        return CAPABILITIES

    def verify(self) -> Account:
        """Who we are, and of each gate whether it holds there; raises where the site's own does not."""
        api = self._site.api
        if not api.application_passwords:
            raise Unauthorised("site-no-application-passwords", host=self._site.host)
        me = self._site.read("wp/v2/users/me", {"context": "edit"})
        gates = self._gates.states()
        for state in gates:
            if state.gate is self.site.gate and not state.holds:
                raise Rejected(state.why, site=self.site.name)
        return Account(
            site_name=unescape(text_at(api.index, "name")) or self._site.host,
            software="WordPress.com" if api.hosted else self._front_page(GENERATOR) or "WordPress",
            user=unescape(text_at(me, "name")) or self.site.username,
            role=text_at(me, "roles", 0),
            may_publish=dig(me, "capabilities", "publish_posts") is True,
            zone=api.zone,
            rights=rights_in(dig(me, "capabilities")),
            gates=gates,
        )

    def check(self, post: Post, known: str = "") -> tuple[Finding, ...]:
        """Whether the gate holds there and the mail goes out, and what our rights, date and terms allow."""
        said = objections(self._site, self._terms, self.site.name, post)
        return (*self._gates.check(post), *said)

    def upload(self, asset: Asset) -> RemoteMedia:
        """Send a picture, or find the one sent before with the same bytes."""
        return pictures.upload(self._site, asset, self.site.username)

    def find(self, article_id: UUID) -> RemotePost | None:
        """The draft whose slug is still the token of `article_id`."""
        params = {"slug": _token(article_id), "status": "any", **_READING}
        found = dig(self._site.read("wp/v2/posts", params), 0)
        return None if found is None else self._post(found)

    def create_draft(self, post: Post) -> RemotePost:
        """Make a draft whose slug is a token; made twice by a lost answer, the second is removed."""
        self._gates.refuse(post)
        token = _token(post.article_id)
        fields = {
            "status": "draft",
            "slug": token,
            "title": text(post.title),
            "excerpt": text(post.excerpt),
        }
        try:
            made = self._post(self._site.write("POST", "wp/v2/posts", fields, _READING))
        except OutcomeUnknown:
            there = self.find(post.article_id)
            if there is None:
                raise
            return there
        if made.slug != token and (first := self.find(post.article_id)):
            self._purge(made.remote_id)
            return first
        return made

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        """Write all of `post`: first what shuts it further, last what opens it.

        A live post whose slug is to change moves first: raises `Rejected` "slug-taken" before anything
        else is changed. WordPress then leads from the old address to the new one by itself.
        """
        self._gates.refuse(post)
        if post.image and post.image not in media:
            raise Rejected("picture-missing", file=post.image)
        fields: dict[str, object] = {
            "title": text(post.title),
            "content": self._body(post, media).markup,
            "excerpt": text(post.excerpt),
            "comment_status": reading.comment_status(post),
            "featured_media": int(media[post.image].remote_id) if post.image else 0,
            "tags": self._terms.tags(post.tags),
        }
        if post.categories:
            fields["categories"] = self._terms.categories(post.categories)
        if post.author_id:
            fields["author"] = int(post.author_id)
        if post.date is not None:
            fields["date_gmt"] = reading.gmt(post.date)
        before = self.get(remote_id)
        if before.status in _UNSAID:
            fields["slug"] = post.slug
            if post.date is None:
                fields["date_gmt"] = None
        elif unquote(post.slug) != before.slug:
            self._move(before, post.slug)
        fields |= social.along(self._gates.fields(post, before), post)
        item, stuck = f"wp/v2/posts/{remote_id}", before.fields["sticky"] == "yes"
        first: dict[str, object] = {}
        if not post.categories and before.fields["categories"]:
            first["categories"] = []  # the next write then gives it the site's default one
        if stuck and not post.sticky:
            first["sticky"] = False  # before a password: no article may have both
        if first:
            self._site.write("POST", item, first)
        self._gates.tighten(post, before)
        there = self._written(remote_id, fields, lambda there: not self._unlike(post, media, there))
        more = self._gates.loosen(post, before)
        if post.sticky and not stuck:
            self._site.write("POST", item, {"sticky": True})
            more = True
        return self._changed(remote_id) if more else there

    def get(self, remote_id: str) -> RemotePost:
        """The post as the site has it now."""
        return self._post(self._site.read(f"wp/v2/posts/{remote_id}", _READING))

    def differences(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        """Where `remote` is not what `post` asked for, the gate first."""
        unlike = self._unlike(post, media, remote)
        return (*self._gates.differences(post, remote), *unlike)

    def publish(
        self, remote_id: str, status: Status = Status.PUBLISHED, email: Mailing = NOBODY
    ) -> RemotePost:
        """Make it `status`; another one (pending, on some sites) is given back.

        Where we may not publish it is put up for review, as WordPress itself does it for such accounts.
        """
        try:
            return self._stated(remote_id, status)
        except Unauthorised as error:
            if error.code != "site-may-not-publish":
                raise
        return self._stated(remote_id, Status.PENDING)

    def _stated(self, remote_id: str, status: Status) -> RemotePost:
        word = next(word for word, ours in reading.STATUSES.items() if ours is status)
        fields: dict[str, object] = {"status": word}
        if status is Status.SCHEDULED:
            date = self.get(remote_id).date
            fields["date_gmt"] = reading.gmt(waits_for(date, self._site.now, self.site.name))
        return self._written(remote_id, fields, lambda there: there.status is status)

    def retract(self, remote_id: str) -> RemotePost:
        """Back to draft.

        Raises `Unexpected`: "site-not-taken-back" where the site left it as it was, "site-still-public"
        where a stranger can still read it.
        """
        before = self.get(remote_id)
        hidden = {"status": "draft"}
        after = self._written(remote_id, hidden, lambda there: there.status is Status.DRAFT)
        if after.status is not Status.DRAFT:
            raise Unexpected("site-not-taken-back", host=self._site.host)
        item = self._site.api.url(f"wp/v2/posts/{remote_id}")
        for address in (item, self._site.api.safe(before.url)):
            answer = self._site.stranger_unfollowed(address)
            if still_shows(answer, before.fields["title"]):
                raise Unexpected("site-still-public", url=address)
        return after

    def lead_on(self, old: str, remote: RemotePost) -> bool:
        """WordPress does it by itself; an address that names no slug leads there anyhow."""
        answer = self._site.stranger_unfollowed(self._site.api.safe(old))
        return old == remote.url or answer.leads_to(remote.url)

    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        """Move it to the site's trash; where that is switched off, it is gone for good."""
        if for_good:
            self._purge(remote_id)
            return
        try:
            self._site.write("DELETE", f"wp/v2/posts/{remote_id}")
        except CmsError as error:
            if refused_code(error) != "rest_trash_not_supported":
                raise
            self._purge(remote_id)

    def _purge(self, remote_id: str) -> None:
        self._site.write("DELETE", f"wp/v2/posts/{remote_id}", params={"force": "true"})

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        """Page, head, cards, feeds, API, embeds, search and front page."""
        return views(self._site.api, remote, post)

    def look(self, *views: View) -> tuple[str, ...]:
        """What a stranger gets there."""
        answer = self._site.stranger(views[0].address)
        return tuple(shown(view, answer) for view in views)

    def newsletters(self) -> tuple[Newsletter, ...]:
        """Jetpack's newsletters are not told to us."""
        return ()

    def authors(self) -> tuple[tuple[str, str, str], ...]:
        """The users that write, ourselves first; an account without the right to list sees itself."""
        me = self._site.read("wp/v2/users/me", {"context": "edit"})
        try:
            params: Params = {"context": "edit", "who": "authors", "per_page": 100}
            listed = self._site.read("wp/v2/users", params)
        except CmsError as error:
            if not isinstance(error, Unauthorised | Rejected):
                raise
            listed = []
        users = {text_at(user, "id"): user for user in [me, *items(listed)]}
        return tuple(
            (id_, unescape(text_at(user, "name")), unescape(text_at(user, "description")))
            for id_, user in users.items()
        )

    def update_bio(self, user_id: str, bio: str) -> str:
        """Set a user's bio; returns it as the site now has it."""
        fields = {"description": escape(bio, quote=False)}
        said = self._site.write("POST", f"wp/v2/users/{user_id}", fields, {"context": "edit"})
        return unescape(text_at(said, "description"))

    def close(self) -> None:
        """Give back connections."""
        self._site.close()

    def _post(self, said: Json) -> RemotePost:
        return reading.remote_post(said, self._site.host, self._terms.paths, self._gates.told)

    def _body(self, post: Post, media: Media) -> Body:
        parts = self._gates.body(post, media, self._site.api.home)
        return spoken(parts, post.language, self._front_page(_LANGUAGE))

    def _unlike(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        """Where what was written in one go with the text is not as `post` asked for."""
        return reading.differences(post, media, self._body(post, media), remote)

    def _written(
        self, remote_id: str, fields: Mapping[str, object], arrived: Callable[[RemotePost], bool]
    ) -> RemotePost:
        """Write, then read afresh. A lost answer is no failure when the reading shows it `arrived`."""
        lost: OutcomeUnknown | None = None
        try:
            self._site.write("POST", f"wp/v2/posts/{remote_id}", fields)
        except OutcomeUnknown as error:
            lost = error
        there = self._changed(remote_id)
        if lost and not arrived(there):
            raise lost
        return there

    def _changed(self, remote_id: str) -> RemotePost:
        """The post as a change left it. Where that cannot be read, what came of the change is not known."""
        try:
            return self.get(remote_id)
        except CmsError as error:
            if error.code == "site-post-gone":
                raise
            code = "site-no-answer" if isinstance(error, Unreachable) else error.code
            unknown = OutcomeUnknown(code, **error.detail)
        raise unknown

    def _move(self, live: RemotePost, slug: str) -> None:
        item = f"wp/v2/posts/{live.remote_id}"
        got = unquote(text_at(self._site.write("POST", item, {"slug": slug}), "slug"))
        if re.fullmatch(re.escape(unquote(slug)) + r"-\d+", got):
            self._site.write("POST", item, {"slug": live.slug})
            raise Rejected("slug-taken", slug=slug)

    def _front_page(self, pattern: re.Pattern[str]) -> str:
        """What `pattern` finds on the site's front page, "" where it does not or there is none."""
        if self._front is None:
            try:
                self._front = self._site.stranger(self._site.api.home).text
            except CmsError:
                self._front = ""
        found = pattern.search(self._front)
        return found.group(1) if found else ""


def _token(article_id: UUID) -> str:
    """The slug that a draft carries until it is filled: what it can be found by."""
    return f"sf-{article_id}"

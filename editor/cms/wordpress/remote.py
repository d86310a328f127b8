"""A post as WordPress has it, read into a `RemotePost`, and compared with what was sent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

from editor.cms.answer import Json, dig, text_at
from editor.cms.port import Difference, Media, Post, RemotePost
from editor.cms.wordpress.gates import Body
from editor.cms.wordpress.markup import text
from editor.cms.wordpress.terms import folded
from editor.model.errors import NotFound, Unexpected
from editor.model.publication import Status

STATUSES: Mapping[str, Status] = {
    "draft": Status.DRAFT,
    "auto-draft": Status.DRAFT,
    "pending": Status.PENDING,
    "future": Status.SCHEDULED,
    "publish": Status.PUBLISHED,
    "private": Status.PRIVATE,
}


def remote_post(said: Json, host: str) -> RemotePost:
    """`said` (a post in edit context, with its terms embedded) as a value.

    Raises `NotFound` for one in the trash, `Unexpected` for what is no post.
    """
    status, id_ = text_at(said, "status"), text_at(said, "id")
    if status == "trash":
        raise NotFound("site-post-gone", host=host)
    if not id_ or status not in STATUSES or not isinstance(dig(said, "content", "raw"), str):
        raise Unexpected("site-not-a-post", host=host, status=status or "-")
    terms = dig(said, "_embedded", "wp:term")
    groups = (
        [group for group in terms if isinstance(group, list)] if isinstance(terms, list) else []
    )
    named: dict[str, list[str]] = {"category": [], "post_tag": []}
    for term in (term for group in groups for term in group):
        named.setdefault(text_at(term, "taxonomy"), []).append(unescape(text_at(term, "name")))
    fields = {
        "title": text_at(said, "title", "raw"),
        "content": text_at(said, "content", "raw"),
        "excerpt": text_at(said, "excerpt", "raw"),
        "slug": unquote(text_at(said, "slug")),
        "tags": "\n".join(named["post_tag"]),
        "categories": "\n".join(named["category"]),
        "image": text_at(said, "featured_media"),
        "comments": text_at(said, "comment_status"),
        "date": text_at(said, "date_gmt"),
        "author": text_at(said, "author"),
        "password": text_at(said, "password"),
    }
    return RemotePost(
        id_, STATUSES[status], text_at(said, "link"), fields["slug"], _revision(said), fields
    )


def _revision(said: Json) -> str:
    """Times have whole seconds, and changes of tags alone make no revision: so all three together."""
    links = dig(said, "_links")
    return "/".join(
        (
            text_at(said, "modified_gmt"),
            text_at(links, "predecessor-version", 0, "id"),
            text_at(links, "version-history", 0, "count"),
        )
    )


def differences(post: Post, media: Media, body: Body, remote: RemotePost) -> tuple[Difference, ...]:
    """Where `remote` is not what `post` asked for, the gate first."""
    got = remote.fields
    found: list[Difference] = []

    def compare(name: str, sent: str, there: str, same: bool) -> None:
        if not same:
            found.append(Difference(name, sent, there))

    holds = body.gate_holds(got.get("content", ""))
    compare("gate", post.gate.value, "not as sent", holds)
    for name, sent in (
        ("title", text(post.title)),
        ("content", body.markup),
        ("excerpt", text(post.excerpt)),
        ("slug", unquote(post.slug)),
    ):
        compare(name, sent, got.get(name, ""), sent == got.get(name, ""))
    for name, names in (("tags", post.tags), ("categories", post.categories)):
        there = [line for line in got.get(name, "").split("\n") if line]
        same = {folded(each) for each in names} == {folded(each) for each in there}
        # a post without a category is given the site's default one
        compare(name, ", ".join(names), ", ".join(there), same or (name != "tags" and not names))
    image = media[post.image].remote_id if post.image in media else "0"
    compare("image", image, got.get("image", ""), image == got.get("image", ""))
    comments = comment_status(post)
    compare("comments", comments, got.get("comments", ""), comments == got.get("comments", ""))
    if post.date is not None:
        date = gmt(post.date)
        compare("date", date, got.get("date", ""), date == got.get("date", ""))
    if post.author_id:
        compare(
            "author", post.author_id, got.get("author", ""), post.author_id == got.get("author", "")
        )
    return tuple(found)


def comment_status(post: Post) -> str:
    """WordPress's word for whether readers may comment."""
    return "open" if post.comments else "closed"


def gmt(moment: datetime) -> str:
    """`moment` as WordPress's `date_gmt`: UTC, whole seconds, no zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

"""A post as WordPress has it, read into a `RemotePost`, and compared with what was sent."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.port import Difference, Media, Post, RemotePost
from editor.cms.wordpress import meta, social
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.markup import text
from editor.cms.wordpress.terms import folded, steps
from editor.model.draft import BELOW
from editor.model.errors import NotFound, Unexpected
from editor.model.status import Status

STATUSES: Mapping[str, Status] = {
    "draft": Status.DRAFT,
    "auto-draft": Status.DRAFT,
    "pending": Status.PENDING,
    "future": Status.SCHEDULED,
    "publish": Status.PUBLISHED,
    "private": Status.PRIVATE,
}


def remote_post(
    said: Json, host: str, categories: Callable[[Json], list[str]], told: Callable[[str], str]
) -> RemotePost:
    """`said` (a post in edit context, with its terms embedded) as a value.

    `categories` gives the paths of categories by their numbers, `told` what may be said of the password
    that it carries.

    Raises `NotFound` for one in the trash, `Unexpected` for what is no post.
    """
    status, id_ = text_at(said, "status"), text_at(said, "id")
    if status == "trash":
        raise NotFound("site-post-gone", host=host)
    if not id_ or status not in STATUSES or not isinstance(dig(said, "content", "raw"), str):
        raise Unexpected("site-not-a-post", host=host, status=status or "-")
    terms = [term for group in items(dig(said, "_embedded", "wp:term")) for term in items(group)]
    tags = [
        unescape(text_at(term, "name")) for term in terms if text_at(term, "taxonomy") == "post_tag"
    ]
    fields = {
        "title": text_at(said, "title", "raw"),
        "content": text_at(said, "content", "raw"),
        "excerpt": text_at(said, "excerpt", "raw"),
        "slug": unquote(text_at(said, "slug")),
        "tags": "\n".join(tags),
        "categories": "\n".join(categories(dig(said, "categories"))),
        "image": text_at(said, "featured_media"),
        "comments": text_at(said, "comment_status"),
        "date": text_at(said, "date_gmt"),
        "author": text_at(said, "author"),
        "archives": "\n".join(f"{text_at(one, 'link')} {text_at(one, 'name')}" for one in terms),
        "password": told(text_at(said, "password")),
        "sticky": "yes" if dig(said, "sticky") is True else "no",
        "meta": meta.written(said),
    }
    return RemotePost(
        id_,
        STATUSES[status],
        _address(said),
        fields["slug"],
        _revision(said),
        fields,
        _moment(fields["date"]),
    )


def _address(said: Json) -> str:
    """Where the post is; of one that is to come, where it will be."""
    to_be, name = text_at(said, "permalink_template"), "%postname%"
    if text_at(said, "status") == "future" and name in to_be:
        return to_be.replace(name, text_at(said, "slug"))
    return text_at(said, "link")


def _moment(date: str) -> datetime | None:
    """What WordPress's `date_gmt` says, None where it says nothing."""
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC)
    except ValueError:
        return None


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

    # whose articles go to review may choose no address: that is made when they are published
    unnamed = remote.status is Status.PENDING and not got.get("slug")
    holds = body.gate_holds(got.get("content", ""))
    compare("gate", post.gate.value, "not as sent", holds)
    for name, sent in (
        ("title", text(post.title)),
        ("content", body.markup),
        ("excerpt", text(post.excerpt)),
        ("slug", "" if unnamed else unquote(post.slug)),
    ):
        compare(name, sent, got.get(name, ""), sent == got.get(name, ""))
    paths = tuple(BELOW.join(steps(path)) for path in post.categories)
    for name, names in (("tags", post.tags), ("categories", paths)):
        there = [line for line in got.get(name, "").split("\n") if line]
        kept = {folded(each) for each in there}
        lost = tuple(each for each in names if folded(each) not in kept)
        # a post without a category is given the site's default one
        default = name == "categories" and not names and len(there) <= 1
        if lost or (kept != {folded(each) for each in names} and not default):
            found.append(Difference(name, ", ".join(names), ", ".join(there), lost))
    image, there_ = media[post.image].remote_id if post.image in media else "0", got.get("image")
    if image != there_:
        found.append(Difference("image", image, there_ or "0", (post.image,) if post.image else ()))
    sticky = "yes" if post.sticky else "no"
    compare("sticky", sticky, got.get("sticky", ""), sticky == got.get("sticky", ""))
    comments = comment_status(post)
    compare("comments", comments, got.get("comments", ""), comments == got.get("comments", ""))
    if post.date is not None:
        date = gmt(post.date)
        compare("date", date, got.get("date", ""), date == got.get("date", ""))
    if post.author_id:
        compare(
            "author", post.author_id, got.get("author", ""), post.author_id == got.get("author", "")
        )
    return (*found, *social.differences(post, remote))


def comment_status(post: Post) -> str:
    """WordPress's word for whether readers may comment."""
    return "open" if post.comments else "closed"


def gmt(moment: datetime) -> str:
    """`moment` as WordPress's `date_gmt`: UTC, whole seconds, no zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

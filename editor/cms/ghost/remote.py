"""A post as Ghost has it, and where it is not what was asked for."""

import json
from datetime import UTC, datetime
from hashlib import sha256

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.ghost import social
from editor.cms.ghost.arrival import paywall_at, same
from editor.cms.ghost.newsletters import asked_of, mailed_of
from editor.cms.ghost.staff import authors_of
from editor.cms.ghost.words import visibility
from editor.cms.port import Difference, Media, Post, RemotePost
from editor.model.block import credited
from editor.model.errors import Unexpected
from editor.model.mailing import Mailing
from editor.model.status import Status

STATUSES = {
    "draft": Status.DRAFT,
    "scheduled": Status.SCHEDULED,
    "published": Status.PUBLISHED,
    "sent": Status.PUBLISHED,
}
READING = {"formats": "lexical", "include": "tags,authors,tiers,newsletter,email"}


def remote_post(said: Json, host: str) -> RemotePost:
    """`said`, a post with its document, tags, authors and tiers, as a value."""
    id_, status = text_at(said, "id"), text_at(said, "status")
    if not id_ or status not in STATUSES or not isinstance(dig(said, "lexical"), str | None):
        raise Unexpected("site-not-a-post", host=host, status=status or "-")
    tags = [text_at(tag, "name") for tag in items(dig(said, "tags"))]
    fields = {
        "visibility": text_at(said, "visibility"),
        "tiers": " ".join(sorted(text_at(one, "id") for one in items(dig(said, "tiers"))))
        if text_at(said, "visibility") == "tiers"
        else "",
        "content": text_at(said, "lexical"),
        "title": text_at(said, "title"),
        "excerpt": text_at(said, "custom_excerpt"),
        "slug": text_at(said, "slug"),
        "tags": "\n".join(tags),
        "author": " ".join(text_at(one, "id") for one in items(dig(said, "authors"))),
        "image": text_at(said, "feature_image"),
        "image-alt": text_at(said, "feature_image_alt"),
        "image-caption": text_at(said, "feature_image_caption"),
        "seo-title": text_at(said, "meta_title"),
        "seo-description": text_at(said, "meta_description"),
        **{name: text_at(said, name) for name in social.FIELDS},
        "date": text_at(said, "published_at"),
    }
    digest = _digest(fields)
    # where to look; not what was written, and others may change it
    fields["author-slugs"] = " ".join(text_at(one, "slug") for one in items(dig(said, "authors")))
    return RemotePost(
        id_,
        STATUSES[status],
        text_at(said, "url"),
        fields["slug"],
        f"{text_at(said, 'updated_at')}/{digest}",
        fields,
        moment(fields["date"]),
        asked_of(said),
        mailed_of(said),
    )


def updated_at(remote: RemotePost) -> str:
    """When Ghost last changed it, as it wants to hear it with the next change."""
    return remote.revision.partition("/")[0]


def _digest(fields: dict[str, str]) -> str:
    """Ghost's own time has whole seconds, and does not change with every field."""
    return sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:16]


def moment(said: str) -> datetime | None:
    """A time of Ghost's ("2021-07-11T10:30:00.000Z") in UTC; None for none."""
    try:
        return datetime.fromisoformat(said.replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return None


def written(date: datetime) -> str:
    """`date` as Ghost takes it."""
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def differences(
    post: Post, media: Media, document: str, remote: RemotePost
) -> tuple[Difference, ...]:
    """Where `remote` is not what `post` asked for, its document being `document`; the gate first."""
    got, found = remote.fields, []
    wanted, tiers = visibility(post.access, post.plans)
    cut = paywall_at(document), paywall_at(got["content"])
    if cut[0] != cut[1]:
        found.append(Difference("gate", f"cut at {cut[0]}", f"cut at {cut[1]}"))
    sent = {
        "visibility": wanted,
        "tiers": " ".join(sorted(tiers)),
        "title": post.title,
        "excerpt": post.excerpt,
        "slug": post.slug,
        "image": media[post.image].url if post.image in media else "",
        "image-alt": post.image_alt if post.image else "",
        "image-caption": credited(post.image_caption, post.image_credit) if post.image else "",
        "seo-title": post.seo_title,
        "seo-description": post.seo_description,
    }
    if authors := authors_of(post):
        sent["author"] = " ".join(authors)
    ours = {"seo-title": "seo_title", "seo-description": "seo_description", "visibility": "access"}
    for name, value in sent.items():
        if value != got[name]:
            found.append(Difference(ours.get(name, name), value, got[name]))
    for name, value in social.told(post, media).items():
        if not social.same(name, value, got[name]):
            field = "canonical" if name == social.CANONICAL else "social"
            found.append(Difference(field, value, got[name]))
    if not same(document, got["content"]):
        found.append(Difference("content", document, got["content"]))
    there = [line for line in got["tags"].split("\n") if line]
    kept = {tag.casefold() for tag in there}
    lost = tuple(tag for tag in post.tags if tag.casefold() not in kept)
    # the first is what themes show, and what leads the article's feed
    if lost or list(dict.fromkeys(map(str.casefold, post.tags))) != [t.casefold() for t in there]:
        found.append(Difference("tags", ", ".join(post.tags), ", ".join(there), lost))
    if post.date is not None and remote.date != post.date.replace(microsecond=0):
        found.append(Difference("date", written(post.date), got["date"]))
    found += _mail_differences(post.email, remote)
    return tuple(found)


def _mail_differences(asked: Mailing, remote: RemotePost) -> list[Difference]:
    """Of what waits nobody may be mailed who is not meant to be."""
    there = remote.email
    if remote.status is not Status.SCHEDULED:
        return []
    if there and there.segment is asked.segment and asked.newsletter in ("", there.newsletter):
        return []
    return [] if there == asked else [Difference("email", _told(asked), _told(there))]


def _told(mailing: Mailing | None) -> str:
    if mailing is None:
        return "some of its members"
    return f"{mailing.segment.value} of “{mailing.newsletter}”" if mailing else "nobody"

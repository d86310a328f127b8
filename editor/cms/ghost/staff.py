"""Ghost's roles ↔ our rights, and what is asked of a post that a role may not give it.

Measured on Ghost 6.65 with a token of each role, and the key of an integration:

- An author makes posts in their own name alone (else 403), for whom the site's default says: any
  `visibility` in the POST is a 500, another one in a PUT a 403, the same one is taken. Tiers they may
  change. Of several authors only the first is judged (403); the others are silently left as they are.
- A contributor makes drafts in their own name, and says who may read them. Another status is a 403, and
  so is any change once it is public. Tags are silently left out, also those that the site has. Pictures
  may be sent. Tiers and newsletters cannot be listed.
- Nobody but editors, and those above, changes what is somebody else's; editors may not count members. The
  key of an integration may do all of it, but is nobody: it neither changes a bio nor previews a mail.
"""

from collections.abc import Iterator, Mapping

from editor.cms.answer import Json, text_at
from editor.cms.ghost.words import visibility
from editor.cms.port import Post, Right
from editor.model.finding import Finding, Severity

_ALL = frozenset(Right)
RIGHTS: Mapping[str, frozenset[Right]] = {
    "Owner": _ALL,
    "Administrator": _ALL,
    "Super Editor": _ALL,
    "Editor": _ALL,
    "Author": _ALL - {Right.OTHERS, Right.ACCESS},
    "Contributor": _ALL - {Right.PUBLISH, Right.UPDATE, Right.OTHERS, Right.TAGS},
}


def rights_of(me: Json) -> frozenset[Right]:
    """The rights of a user; of nobody, None, those of an integration. An unknown role has the least.

    Categories, which Ghost has not, and HTML, which it does not filter, nobody lacks.
    """
    if me is None:
        return _ALL
    return RIGHTS.get(text_at(me, "roles", 0, "name"), RIGHTS["Contributor"])


def authors_of(post: Post) -> tuple[str, ...]:
    """The ids of the byline's users, in order; () leaves them to Ghost."""
    return tuple(filter(None, (post.author_id, *post.co_authors)))


def beyond(
    rights: frozenset[Right], post: Post, there: Mapping[str, str], host: str
) -> Iterator[Finding]:
    """What `post` asks to be changed of `there`, fields of a `RemotePost`, that `rights` do not allow."""
    told: dict[str, str | int] = {"host": host}
    wanted, authors = visibility(post.access, post.plans)[0], " ".join(authors_of(post))
    if Right.ACCESS not in rights and wanted != there["visibility"]:
        both = {"there": there["visibility"], "wanted": wanted}
        yield Finding(Severity.ERROR, "site-may-not-set-access", "access", {**told, **both})
    if Right.OTHERS not in rights and authors not in ("", there["author"]):
        yield Finding(Severity.ERROR, "site-may-not-edit-others", "authors", told)
    tags = {tag.casefold() for tag in post.tags}
    if Right.TAGS not in rights and tags != {
        tag.casefold() for tag in there["tags"].split("\n") if tag
    }:
        yield Finding(Severity.ERROR, "site-may-not-tag", "tags", told)

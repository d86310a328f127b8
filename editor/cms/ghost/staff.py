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
from functools import cached_property

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.ghost.connection import Connection, quoted
from editor.cms.ghost.words import visibility
from editor.cms.http import Params
from editor.cms.port import Post, RemotePost, Right
from editor.model.errors import NotFound, Unauthorised
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
        return _ALL - {Right.BIOS}
    return RIGHTS.get(text_at(me, "roles", 0, "name"), RIGHTS["Contributor"])


def authors_of(post: Post) -> tuple[str, ...]:
    """The ids of the byline's users, in order; () leaves them to Ghost."""
    return tuple(filter(None, (post.author_id, *post.co_authors)))


class Staff:
    """Who works on one Ghost, and whose token ours is."""

    def __init__(self, connection: Connection, site: str) -> None:
        self._site = connection
        self._name = site

    @cached_property
    def me(self) -> Json:
        """Whose token it is; None for the key of an integration, which is nobody's."""
        try:
            return dig(self._site.read("users/me/", {"include": "roles"}), "users", 0)
        except NotFound:
            return None

    @property
    def rights(self) -> frozenset[Right]:
        """What we may do."""
        return rights_of(self.me)

    def all(self) -> tuple[tuple[str, str, str], ...]:
        """(id, name, bio) of each; ourselves first where the key is one of ours."""
        mine = text_at(self.me, "id")
        said = items(dig(self._site.read("users/", {"limit": 100}), "users"))
        said.sort(key=lambda user: text_at(user, "id") != mine)
        return tuple(
            (text_at(user, "id"), text_at(user, "name"), text_at(user, "bio")) for user in said
        )

    def update_bio(self, user_id: str, bio: str) -> str:
        """Set a user's bio: one's own, or as an editor an author's; an integration sets nobody's."""
        try:
            said = self._site.write("PUT", f"users/{user_id}/", {"users": [{"bio": bio}]})
        except Unauthorised as error:
            if error.code != "site-may-not-edit":
                raise
            raise Unauthorised("site-may-not-edit-bio", host=self._site.host) from None
        return text_at(said, "users", 0, "bio")

    def findings(self, post: Post, there: RemotePost | None) -> Iterator[Finding]:
        """What of `post` is not ours to say, where the site has it as `there`, and who is not there."""
        yield from self.beyond(post, self._new() if there is None else there.fields)
        yield from self._unknown(post)
        if Right.PUBLISH not in self.rights:
            yield Finding(Severity.ERROR, "draft-only", "site", {"host": self._site.host})

    def beyond(self, post: Post, there: Mapping[str, str]) -> Iterator[Finding]:
        """What `post` asks to be changed of `there`, fields of a `RemotePost`, and we may not."""
        host, rights = {"host": self._site.host}, self.rights
        wanted, authors = visibility(post.access, post.plans)[0], " ".join(authors_of(post))
        if Right.ACCESS not in rights and wanted != there["visibility"]:
            detail = {**host, "there": there["visibility"], "wanted": wanted}
            yield Finding(Severity.ERROR, "site-may-not-set-access", "access", detail)
        if Right.OTHERS not in rights and authors not in ("", there["author"]):
            yield Finding(Severity.ERROR, "site-may-not-edit-others", "authors", host)
        kept = {tag.casefold() for tag in there["tags"].split("\n") if tag}
        if Right.TAGS not in rights and kept != {tag.casefold() for tag in post.tags}:
            yield Finding(Severity.ERROR, "site-may-not-tag", "tags", host)

    def _new(self) -> dict[str, str]:
        """Of the fields of a new post those that not everybody may set."""
        access = self._site.settings().get("default_content_visibility", "")
        return {"visibility": access, "author": text_at(self.me, "id"), "tags": ""}

    def _unknown(self, post: Post) -> Iterator[Finding]:
        """Authors that the site has not: it would silently take its owner in their place."""
        wanted = dict.fromkeys(authors_of(post))
        if not wanted:
            return
        query: Params = {"filter": f"id:[{','.join(map(quoted, wanted))}]", "limit": 100}
        said = items(dig(self._site.read("users/", query), "users"))
        known = {text_at(one, "id") for one in said}
        for user in (one for one in wanted if one not in known):
            names = (one.name for one in post.authors if user in one.accounts.values())
            detail = {"site": self._name, "name": next(names, user)}
            yield Finding(Severity.ERROR, "author-not-there", "authors", detail)

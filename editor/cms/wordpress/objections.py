"""What a WordPress has against a post, or says of it, before anything is sent: rights, terms, date."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.http import Params
from editor.cms.port import Post, Right
from editor.cms.schedule import too_near
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.rights import rights_in
from editor.cms.wordpress.social import MESSAGE
from editor.cms.wordpress.terms import Terms
from editor.model.article import pictures_in
from editor.model.errors import CmsError
from editor.model.finding import Finding, Severity


def objections(site: Connection, terms: Terms, name: str, post: Post) -> Iterator[Finding]:
    """The findings for `post` on `site`, which is called `name`; nothing is changed there.

    Raises `CmsError` where the site does not say who we are, or what terms it has.
    """
    me = site.read("wp/v2/users/me", {"context": "edit"})
    rights = rights_in(dig(me, "capabilities"))
    yield from _rights(site, rights, text_at(me, "id"), post)
    yield from _terms(site, terms, rights, post)
    if Right.WRITE in rights:
        yield from _slug(site, post.slug)
    now = site.now
    if post.date and not post.private and now < post.date and too_near(post.date, now):
        yield Finding(Severity.ERROR, "date-too-near", "date", {"site": name})
    if post.share_message:
        with suppress(CmsError):
            if MESSAGE not in site.post_meta():
                yield Finding(Severity.NOTE, "share-not-kept", "share")


def _rights(site: Connection, rights: frozenset[Right], me: str, post: Post) -> Iterator[Finding]:
    host = {"host": site.host}
    if Right.WRITE not in rights:
        yield Finding(Severity.ERROR, "site-may-not-write", "site", host)
    elif Right.PUBLISH not in rights:
        yield Finding(Severity.WARNING, "goes-to-review", "site", host)
    if Right.PICTURES not in rights and (post.image or pictures_in(post.teaser + post.locked)):
        yield Finding(Severity.ERROR, "site-may-not-upload", "image", host)
    if Right.OTHERS not in rights and post.author_id not in ("", me):
        yield Finding(Severity.ERROR, "site-may-not-edit-others", "authors", host)
    if post.sticky and not {Right.OTHERS, Right.PUBLISH} & rights:
        yield Finding(Severity.ERROR, "site-may-not-stick", "sticky", host)


def _slug(site: Connection, slug: str) -> Iterator[Finding]:
    """Who has the address already, which may be the article itself; others' drafts are hidden from some.

    Asked as a reader: for editing WordPress tells authors of none but their own.
    """
    wanted: Params = {"slug": slug, "status": "any", "_fields": "id,slug"}
    for one in items(site.read("wp/v2/posts", wanted)):
        if unquote(text_at(one, "slug")) == unquote(slug):
            detail = {"slug": slug, "post": text_at(one, "id")}
            yield Finding(Severity.ERROR, "slug-taken", "slug", detail)


def _terms(
    site: Connection, terms: Terms, rights: frozenset[Right], post: Post
) -> Iterator[Finding]:
    new = terms.new_categories(post.categories)
    if Right.CATEGORIES not in rights:
        for path in new:
            yield Finding(Severity.ERROR, "category-missing", "categories", {"name": path})
    elif new:
        yield Finding(Severity.NOTE, "categories-new", "categories", {"names": ", ".join(new)})
    if made := terms.new_tags(post.tags):
        yield Finding(Severity.NOTE, "tags-new", "tags", {"names": ", ".join(made)})
    if not post.categories:
        default = _default(site, terms)
        code = "uncategorized" if default else "uncategorized-unnamed"
        yield Finding(Severity.WARNING, code, "categories", {"name": default})


def _default(site: Connection, terms: Terms) -> str:
    """The category of articles that have none, "" where the site tells it to administrators alone."""
    with suppress(CmsError):
        said: Json = site.read("wp/v2/settings", {"_fields": "default_category"})
        return "".join(terms.paths([dig(said, "default_category")]))
    return ""

"""What of an article Ghost has no card of its own for, and what goes in its place."""

import json
from collections import Counter
from collections.abc import Iterator

from editor.cms.ghost.lexical import lexical
from editor.cms.port import Post, RemoteMedia
from editor.model.article import pictures_in
from editor.model.finding import Finding, Severity
from editor.render.phrases import direction

_SOMEWHERE = RemoteMedia("1x1", "https://example.com/picture.png")


def substitutes(post: Post, pages: str) -> Iterator[Finding]:
    """A note for each kind of substitute in the document of `post`, where pages run in the direction `pages`."""
    notes = (*post.teaser_notes, *post.locked_notes)
    blocks = (*post.teaser, *post.locked, *(block for note in notes for block in note.children))
    # no picture has been sent yet
    media = dict.fromkeys(pictures_in(blocks), _SOMEWHERE)
    nodes = json.loads(lexical(post, media, pages))["root"]["children"]
    counts = Counter(node["type"] for node in nodes)
    if (way := direction(post.language)) != pages:
        yield Finding(Severity.NOTE, f"{way}-as-html", "site")
    elif counts["html"]:
        yield Finding(Severity.NOTE, "html-cards", "site", {"count": counts["html"]})
    if counts["bookmark"]:
        yield Finding(Severity.NOTE, "bookmarks", "site", {"count": counts["bookmark"]})

"""What stands against publishing an article, or should be known before; nothing is asked of a site."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from editor.checks.leaks import Fingerprints
from editor.model.article import Article
from editor.model.audience import Access, Gate
from editor.model.block import (
    Block,
    Blocks,
    Definitions,
    Figure,
    Gallery,
    ListBlock,
    Picture,
    Quote,
    hidden_words,
    plain_blocks,
)
from editor.model.cut import MARKER, find
from editor.model.exposure import HOLDS
from editor.model.finding import Finding, Severity, by_severity

_TK = re.compile(r"(?<![^\W_])(?:TK)+(?![^\W_])")
# as browsers write it (RFC 3986): sites refuse other letters, and some take any scheme
_CANONICAL = re.compile(
    r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?"
    r"(?:[/?](?:[\w.~:/?@!$&'()*+,;=-]|%[0-9a-f]{2})*)?(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[0-9a-f]{2})*)?",
    re.ASCII | re.IGNORECASE,
)


def preflight(
    article: Article,
    *,
    gate: Gate,
    excerpt: str,
    missing_pictures: frozenset[str],
    unknown_authors: tuple[str, ...],
) -> tuple[Finding, ...]:
    """The findings for `article` on a site with `gate`, the gravest first.

    `excerpt` is the one to be sent.
    """
    found = [
        *_text(article),
        *_cuts(article),
        *_gate(article, gate),
        *_locked_words(article, excerpt),
        *_pictures(article, missing_pictures),
        *_authors(article, unknown_authors),
        *_canonical(article),
        *_unfinished(article),
    ]
    if not excerpt:
        found.append(Finding(Severity.ERROR, "no-excerpt", "excerpt"))
    return by_severity(found)


def _text(article: Article) -> Iterator[Finding]:
    if not article.draft.title.strip():
        yield Finding(Severity.ERROR, "no-title", "title")
    if not article.draft.body.replace(MARKER, "").strip():
        yield Finding(Severity.ERROR, "empty-article", "line:1")


def _cuts(article: Article) -> Iterator[Finding]:
    lines = find(article.draft.body)
    if len(lines) > 1:
        yield Finding(Severity.ERROR, "cuts-many", f"line:{lines[1] + 1}", {"count": len(lines)})
    if not article.gated:
        if lines:
            yield Finding(Severity.WARNING, "cut-without-gate", f"line:{lines[0] + 1}")
        return
    if not lines:
        yield Finding(Severity.WARNING, "no-cut", "cut")
    elif not article.locked:
        yield Finding(Severity.WARNING, "nothing-locked", f"line:{lines[0] + 1}")
    elif not article.teaser:
        yield Finding(Severity.WARNING, "nothing-free", f"line:{lines[0] + 1}")


def _gate(article: Article, gate: Gate) -> Iterator[Finding]:
    access = article.draft.access
    if access is Access.EVERYONE:
        return
    if access not in HOLDS[gate]:
        detail = {"gate": gate.value, "access": access.value}
        yield Finding(Severity.ERROR, "gate-cannot-hold", "access", detail)
    if gate is Gate.SEALED:
        yield Finding(Severity.NOTE, "sealed-needs-https", "site")


def _locked_words(article: Article, excerpt: str) -> Iterator[Finding]:
    """Fields that everyone gets must not say what is below the cut."""
    prints = Fingerprints.of(article.locked_text, [plain_blocks(article.teaser)])
    draft = article.draft
    image = draft.image
    alts = " \n".join(picture.alt for picture in _shown(article.teaser))
    hidden = hidden_words((article.teaser, article.teaser_notes))
    fields = (
        ("title", "title", draft.title),
        ("subtitle", "subtitle", draft.subtitle),
        ("excerpt", "excerpt", excerpt if draft.excerpt.strip() else ""),
        ("seo", "seo", f"{draft.seo.title}\n{draft.seo.description}"),
        ("social", "social", f"{draft.social.title}\n{draft.social.description}"),
        ("canonical", "canonical", unquote(draft.seo.canonical).replace("-", " ")),
        ("alt", "image", f"{image.alt if image else ''}\n{alts}"),
        ("attributes", "cut", "" if prints.find(alts) else hidden),
        ("caption", "image", f"{image.caption}\n{image.credit}" if image else ""),
        ("share", "share", draft.share_message),
        ("tags", "tags", "\n".join(draft.tags + draft.categories)),
        ("notes", "cut", "\n".join(plain_blocks(note.children) for note in article.teaser_notes)),
        ("slug", "slug", draft.slug.replace("-", " ")),
    )
    for name, place, text in fields:
        leaks = prints.find(text) if text.strip() else ()
        if leaks:
            detail = {"quote": leaks[0].quote}
            yield Finding(Severity.ERROR, f"locked-words-in-{name}", place, detail)


def _pictures(article: Article, missing: frozenset[str]) -> Iterator[Finding]:
    image = article.draft.image
    places = {article.draft.social.image: "social"} | ({image.file: "image"} if image else {})
    for name in sorted(missing):
        place = places.get(name) or _line_of(article, name)
        yield Finding(Severity.ERROR, "picture-missing", place, {"file": name})
    if image and not image.alt.strip():
        yield Finding(Severity.WARNING, "alt-missing", "image", {"file": image.file})
    for picture in dict.fromkeys(_shown(article.teaser + article.locked)):
        if not picture.alt.strip():
            place = _line_of(article, picture.src)
            yield Finding(Severity.WARNING, "alt-missing", place, {"file": picture.src})


def _authors(article: Article, unknown: tuple[str, ...]) -> Iterator[Finding]:
    if not article.draft.authors:
        yield Finding(Severity.WARNING, "no-author", "authors")
    for name in unknown:
        yield Finding(Severity.WARNING, "author-unknown", "authors", {"name": name})


def _canonical(article: Article) -> Iterator[Finding]:
    address = article.draft.seo.canonical.strip()
    if address and not _CANONICAL.fullmatch(address):
        yield Finding(Severity.ERROR, "canonical-unusable", "canonical", {"address": address})


def _unfinished(article: Article) -> Iterator[Finding]:
    draft = article.draft
    fields = (
        ("title", draft.title),
        ("subtitle", draft.subtitle),
        ("excerpt", draft.excerpt),
        ("seo", draft.seo.title),
        ("seo", draft.seo.description),
        ("social", draft.social.title),
        ("social", draft.social.description),
    )
    for place, text in fields:
        if _TK.search(text):
            yield Finding(Severity.ERROR, "tk-left", place, {"text": text})
    for number, line in enumerate(draft.body.split("\n"), 1):
        if _TK.search(line):
            shown = " ".join(line.split())
            short = shown if len(shown) <= 60 else shown[:60] + "…"
            yield Finding(Severity.ERROR, "tk-left", f"line:{number}", {"text": short})


def _line_of(article: Article, name: str) -> str:
    for number, line in enumerate(article.draft.body.split("\n"), 1):
        if name in line:
            return f"line:{number}"
    return "image"


def _shown(blocks: Blocks) -> tuple[Picture, ...]:
    """The pictures that stand alone in `blocks`, at any depth."""
    return tuple(picture for block in blocks for picture in _figures(block))


def _figures(block: Block) -> Iterator[Picture]:
    match block:
        case Figure(picture):
            yield picture
        case Gallery(figures):
            yield from _shown(figures)
        case Quote(children):
            yield from _shown(children)
        case ListBlock(_, items):
            for item in items:
                yield from _shown(item)
        case Definitions(entries):
            for _, texts in entries:
                for text in texts:
                    yield from _shown(text)
        case _:
            pass

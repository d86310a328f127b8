"""What stands against publishing an article, or should be known before; nothing is asked of a site."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from editor.checks.leaks import Fingerprints
from editor.checks.unfinished import marks
from editor.model.article import Article, pictures_in
from editor.model.audience import Access, Gate
from editor.model.block import (
    Block,
    Blocks,
    Definitions,
    Figure,
    Gallery,
    Heading,
    ListBlock,
    Quote,
    credited,
    hidden_words,
    plain_blocks,
)
from editor.model.cut import MARKER, find, misplaced
from editor.model.draft import Draft
from editor.model.exposure import HOLDS
from editor.model.finding import Finding, Severity, by_severity

SHORT_TEASER = 30  # words: two sentences, about what a card or a search result shows anyway
LONG_TEASER = 60  # per cent of the words: with so much free few will pay for the rest

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
        *_teaser(article),
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
        astray = misplaced(article.draft.body)
        for number in astray:
            yield Finding(Severity.ERROR, "cut-inside-block", f"line:{number + 1}")
        if not astray:
            yield Finding(Severity.WARNING, "no-cut", "cut")
    elif not article.locked:
        yield Finding(Severity.WARNING, "nothing-locked", f"line:{lines[0] + 1}")
    elif not article.teaser:
        yield Finding(Severity.WARNING, "nothing-free", f"line:{lines[0] + 1}")


def _teaser(article: Article) -> Iterator[Finding]:
    """What makes a poor beginning, where the cut really parts one from the rest."""
    if not (article.gated and article.cuts and article.teaser and article.locked):
        return
    place = f"line:{find(article.draft.body)[0] + 1}"
    last, first = article.teaser[-1], article.locked[0]
    if isinstance(last, Heading):
        yield Finding(Severity.WARNING, "heading-before-cut", place)
    elif plain_blocks((last,)).rstrip().endswith((":", "：")):
        yield Finding(Severity.NOTE, "colon-before-cut", place)
    if _goes_on(last, first):
        yield Finding(Severity.WARNING, "cut-parts-block", place)
    share = round(100 * article.free_words / article.all_words)
    if article.free_words < SHORT_TEASER:
        yield Finding(Severity.WARNING, "teaser-short", place, {"count": article.free_words})
    elif share > LONG_TEASER:
        yield Finding(Severity.NOTE, "teaser-long", place, {"percent": share})
    below = frozenset(pictures_in(article.locked)) - frozenset(pictures_in(article.teaser))
    for name, field in _faces(article.draft).items():
        if name in below:
            yield Finding(Severity.WARNING, "image-from-below", field, {"file": name})


def _goes_on(above: Block, below: Block) -> bool:
    """Whether the two would be one without the cut between them."""
    match above, below:
        case (ListBlock(one), ListBlock(other)):
            return one is other
        case (Quote(), Quote()) | (Definitions(), Definitions()):
            return True
        case _:
            return False


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
    """Fields that everyone gets must not say what is below the cut.

    A locked picture gives nothing away: it goes under a neutral name and without its words.
    """
    prints = Fingerprints.of(article.locked_text, [plain_blocks(article.teaser)])
    for name, place, text in (*_fields(article, excerpt), *_beside_text(article)):
        if name == "tags" and prints.short:
            continue  # the few words that are all of the locked part may well be a tag
        leaks = prints.find(text) if text.strip() else ()
        if leaks:
            detail = {"quote": leaks[0].quote}
            yield Finding(Severity.ERROR, f"locked-words-in-{name}", place, detail)
    # a caption above the cut is free itself, so what it may say is told by the rest of the text
    prints = Fingerprints.of(_unpictured(article.locked), [_unpictured(article.teaser)])
    for figure in _shown(article.teaser):
        leaks = prints.find(credited(figure.caption, figure.credit))
        if leaks:
            place, detail = _line_of(article, figure.picture.src), {"quote": leaks[0].quote}
            yield Finding(Severity.ERROR, "locked-words-in-caption", place, detail)


def _fields(article: Article, excerpt: str) -> Iterator[tuple[str, str, str]]:
    """What everyone gets of the details: what it is, its place, its text."""
    draft, image = article.draft, article.draft.image
    yield "title", "title", draft.title
    yield "subtitle", "subtitle", draft.subtitle
    yield "excerpt", "excerpt", excerpt if draft.excerpt.strip() else ""
    yield "seo", "seo", f"{draft.seo.title}\n{draft.seo.description}"
    yield "social", "social", f"{draft.social.title}\n{draft.social.description}"
    yield "canonical", "canonical", unquote(draft.seo.canonical).replace("-", " ")
    if image:
        yield "alt", "image", image.alt
        yield "caption", "image", f"{image.caption}\n{image.credit}"
    yield "share", "share", draft.share_message
    yield from (("tags", "tags", tag) for tag in draft.tags)
    yield from (("tags", "categories", category) for category in draft.categories)
    yield "slug", "slug", draft.slug.replace("-", " ")


def _beside_text(article: Article) -> Iterator[tuple[str, str, str]]:
    """What everyone gets with the free text and it does not say: what it is, its place, its text."""
    pictures = [figure.picture for figure in _shown(article.teaser)]
    for picture in pictures:
        yield "alt", _line_of(article, picture.src), picture.alt
    faces = _faces(article.draft)
    for name in article.pictures:
        yield "file", faces.get(name) or _line_of(article, name), name.rpartition(".")[0]
    alone = {*article.pictures, *(picture.alt for picture in pictures)}
    hidden = hidden_words((article.teaser, article.teaser_notes)).split("\n")
    yield "attributes", "cut", "\n".join(text for text in hidden if text not in alone)
    for note in article.teaser_notes:
        yield "notes", "cut", plain_blocks(note.children)


def _unpictured(blocks: Blocks) -> str:
    return plain_blocks(tuple(b for b in blocks if not isinstance(b, Figure | Gallery)))


def _pictures(article: Article, missing: frozenset[str]) -> Iterator[Finding]:
    image, faces = article.draft.image, _faces(article.draft)
    for name in sorted(missing):
        place = faces.get(name) or _line_of(article, name)
        yield Finding(Severity.ERROR, "picture-missing", place, {"file": name})
    if image and not image.alt.strip():
        yield Finding(Severity.WARNING, "alt-missing", "image", {"file": image.file})
    figures = _shown(article.teaser + article.locked)
    for picture in dict.fromkeys(figure.picture for figure in figures):
        if not picture.alt.strip():
            place = _line_of(article, picture.src)
            yield Finding(Severity.WARNING, "alt-missing", place, {"file": picture.src})


def _faces(draft: Draft) -> dict[str, str]:
    """The pictures an article is known by, each with the field that names it."""
    social = {draft.social.image: "social"} if draft.social.image else {}
    return social | ({draft.image.file: "image"} if draft.image else {})


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
    seen: set[tuple[str, str]] = set()
    for mark in marks(article.draft):
        if (mark.place, mark.text) not in seen:  # a line is said once
            seen.add((mark.place, mark.text))
            shown = " ".join(mark.text.split())
            short = shown if len(shown) <= 60 else shown[:60] + "…"
            yield Finding(Severity.ERROR, "tk-left", mark.place, {"mark": mark.word, "text": short})


def _line_of(article: Article, name: str) -> str:
    for number, line in enumerate(article.draft.body.split("\n"), 1):
        if name in line:
            return f"line:{number}"
    return "image"


def _shown(blocks: Blocks) -> tuple[Figure, ...]:
    """The pictures that stand alone in `blocks`, at any depth."""
    return tuple(figure for block in blocks for figure in _figures(block))


def _figures(block: Block) -> Iterator[Figure]:
    match block:
        case Figure():
            yield block
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

"""What is wrong with a draft's private notes: one without an end, and one that is shown as code."""

from collections.abc import Iterator, Sequence

from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.finding import Finding, Severity
from editor.model.private_note import find, find_plain
from editor.model.site import Site


def private_notes(
    draft: Draft, authors: Sequence[AuthorProfile] = (), site: Site | None = None
) -> tuple[Finding, ...]:
    """The findings for `draft` as its writer has it, with its notes, and for what is published with it."""
    return (*_in_body(draft.body), *_in_fields(draft), *_beside(draft, authors, site))


def _in_body(body: str) -> Iterator[Finding]:
    line, counted = 1, 0
    for note in find(body):
        line += body.count("\n", counted, note.start)
        counted = note.start
        place = f"line:{line}"
        if note.code:
            yield Finding(Severity.WARNING, "private-note-in-code", place)
        elif not note.closed:
            yield Finding(Severity.ERROR, "private-note-open", place)
        elif "\n\n" in body[note.start : note.end]:
            last = line + body.count("\n", note.start, note.end)
            yield Finding(Severity.NOTE, "private-note-long", place, {"line": last})


def _in_fields(draft: Draft) -> Iterator[Finding]:
    image, seo, social = draft.image, draft.seo, draft.social
    fields = {
        "title": (draft.title,),
        "subtitle": (draft.subtitle,),
        "excerpt": (draft.excerpt,),
        "slug": (draft.slug,),
        "tags": draft.tags,
        "categories": draft.categories,
        "authors": draft.authors,
        "image": (image.alt, image.caption, image.credit) if image else (),
        "seo": (seo.title, seo.description),
        "canonical": (seo.canonical,),
        "social": (social.title, social.description),
        "share": (draft.share_message,),
    }
    for place, texts in fields.items():
        notes = [note for text in texts for note in find(text)]
        if any(note.code for note in notes):
            yield Finding(Severity.WARNING, "private-note-in-code", place)
        if not all(note.closed for note in notes):
            yield Finding(Severity.ERROR, "private-note-open", place)


def _beside(draft: Draft, authors: Sequence[AuthorProfile], site: Site | None) -> Iterator[Finding]:
    profiles = [text for one in authors for text in (one.name, *one.bios.values(), *one.links)]
    box = site.own_box(draft.language) if site else None
    words = [site.name] if site else []
    words += [box.heading, box.notice, box.button] if box else []
    for place, texts in (("authors", profiles), ("site", words)):
        if not all(note.closed for text in texts for note in find_plain(text)):
            yield Finding(Severity.ERROR, "private-note-open", place)

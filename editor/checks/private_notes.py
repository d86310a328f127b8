"""What is wrong with a draft's private notes: one without an end, and one that is shown as code."""

from collections.abc import Iterator

from editor.model.draft import Draft
from editor.model.finding import Finding, Severity
from editor.model.private_note import find


def private_notes(draft: Draft) -> tuple[Finding, ...]:
    """The findings for `draft` as its writer has it, with its notes."""
    return tuple(_in_body(draft.body)) + tuple(_in_fields(draft))


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

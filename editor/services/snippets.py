"""Texts that are used again: snippets to insert, templates to begin with; a Markdown file each."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

from editor.model.draft import Draft
from editor.model.errors import BadInput, StorageFailed
from editor.services.drafting import read_bytes, write_text
from editor.text import front_matter

LONGEST = 200  # bytes of a name as a file system counts them: most take 255 with what they add
LARGEST = 2_000_000  # bytes of a file: more than a book has is no snippet
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|%]|^\.|[. ]$")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A kept text under the name that the writer gave it; `text` is None where it cannot be read."""

    name: str
    text: str | None
    path: Path


class Snippets:
    """The texts in one folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[Snippet, ...]:
        """Every text, by name. Raises `BadInput` where the folder cannot be read."""
        try:
            files = [path for path in self._folder.iterdir() if _is_ours(path)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            reason = error.strerror or str(error)
            raise BadInput("file-unreadable", file=self._folder.name, reason=reason) from None
        found = (Snippet(unquote(path.stem), _text(path), path) for path in files)
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.name)))

    def has(self, name: str) -> bool:
        """Whether a text of that name is kept. Raises `BadInput`."""
        return self._path(name).exists()

    def save(self, name: str, text: str) -> None:
        """Keep a text, in the place of another of that name. Raises `BadInput`, `StorageFailed`."""
        path = self._path(name)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageFailed("file-not-written", file=path.name, reason=reason) from None
        write_text(path, text)

    def rename(self, snippet: Snippet, name: str) -> None:
        """Give a text another name, in the place of another's. Raises `BadInput`, `StorageFailed`."""
        path = self._path(name)
        try:
            snippet.path.replace(path)
        except OSError as error:
            raise _not_changed(snippet.path, error) from None

    def delete(self, snippet: Snippet) -> None:
        """Delete a text; one that is gone already is deleted. Raises `StorageFailed`."""
        try:
            snippet.path.unlink(missing_ok=True)
        except OSError as error:
            raise _not_changed(snippet.path, error) from None

    def _path(self, name: str) -> Path:
        if not (wanted := " ".join(name.split())):
            raise BadInput("name-empty")
        stem = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", wanted)
        if _RESERVED.match(stem):
            stem = f"%{ord(stem[0]):02X}{stem[1:]}"
        if len(stem.encode(errors="replace")) > LONGEST:
            raise BadInput("name-too-long")
        return self._folder / f"{stem}.md"


def template_of(draft: Draft) -> str:
    """The template that begins further articles as `draft` is; nothing of it itself is in there."""
    like = Draft(
        title=draft.title,
        subtitle=draft.subtitle,
        body=draft.body,
        language=draft.language,
        access=draft.access,
        tags=draft.tags,
    )
    return front_matter.write(like, named=False)


def begun_from(template: Snippet, authors: tuple[str, ...]) -> Draft:
    """A new draft by `authors` as `template` has it. Raises `BadInput` with what is not understood."""
    if template.text is None:
        raise BadInput("file-not-text", file=template.path.name, line=1)
    like = front_matter.read(template.text, template.path.name)
    return replace(like, id=uuid4(), date=None, slug="", authors=like.authors or authors)


def _is_ours(path: Path) -> bool:
    return path.suffix.lower() == ".md" and not path.name.startswith(".") and path.is_file()


def _text(path: Path) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        return front_matter.decode(read_bytes(path), path.name)
    except (BadInput, OSError):
        return None


def _not_changed(path: Path, error: OSError) -> StorageFailed:
    return StorageFailed("file-not-changed", file=path.name, reason=error.strerror or str(error))

"""Writing: drafts kept in the library, their files and their pictures."""

import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from editor.model import cut
from editor.model.article import Article
from editor.model.author import AuthorProfile
from editor.model.draft import Draft, DraftCard, Order, Shelf
from editor.model.errors import BadInput, StorageFailed
from editor.model.finding import Finding, Severity
from editor.model.private_note import public, publishable
from editor.model.site import Site
from editor.pictures.store import PictureStore
from editor.services.measuring import minutes
from editor.text import file_text, front_matter, slug

if TYPE_CHECKING:
    from editor.library.authors import Authors
    from editor.library.drafts import Drafts
    from editor.library.sites import Sites
    from editor.text.chunks import Reading

INVENTED = "Signe Almgren"  # who signs the sample
KEPT_READINGS = 4
LARGEST = 20_000_000  # bytes of a file that is opened
SMALL = 1_500_000  # pixels: as wide as the text of a page is on a sharp screen
Locate = Callable[[str], Path | None]


class Keep(StrEnum):
    """Which text stays when a file was changed outside."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A file and the library both hold newer text: which one stays?"""

    path: Path
    ours: Draft
    theirs: Draft


@dataclass(frozen=True, slots=True)
class Counts:
    """How long an article is. `cut_lines` are the 0-based lines of the body that are cuts.

    `unfinished` counts the marks, TK and TODO, that are left in it.
    """

    free: int
    all: int
    minutes: int
    cut_lines: tuple[int, ...]
    gated: bool
    unfinished: int = 0


def read_file(path: Path) -> tuple[Draft, Locate]:
    """The draft in a file and where its pictures lie. Nothing is written, nothing imported.

    Raises `BadInput`.
    """
    text = front_matter.decode(read_bytes(path), path.name)
    return _draft_in(text, path), lambda name: _beside(path, name)


def proposed_slug(draft: Draft) -> str:
    """The address the article gets: the writer's, else one from the title, else one from its id.

    One that was made of the title with a note in it is made anew, without the note.
    """
    public_draft = publishable(draft)
    chosen = slug.clean(public_draft.slug)
    noted = public_draft.title != draft.title and chosen == slug.propose(draft.title)
    if noted or not draft.slug:
        chosen = slug.propose(public_draft.title)
    return chosen or f"article-{draft.id.hex[:8]}"


class Drafting:
    """The writer's articles. Every method may raise `StorageFailed`; the draft is intact then."""

    def __init__(
        self, drafts: "Drafts", pictures: PictureStore, authors: "Authors", sites: "Sites"
    ) -> None:
        self._drafts = drafts
        self._pictures = pictures
        self._authors = authors
        self._sites = sites
        self._smaller: dict[Path, Path] = {}
        self._readings: OrderedDict[UUID, Reading] = OrderedDict()
        self._reading = Lock()

    def new(self, language: str = "en") -> Draft:
        """An empty draft by the writer, kept at once."""
        draft = Draft(language=language, authors=self.own_author())
        self.save(draft)
        return draft

    def own_author(self) -> tuple[str, ...]:
        """Whom a new article is by, as the draft names authors: who wrote last, never somebody invented."""
        own = [author for author in self._authors.all() if author.name != INVENTED]
        last = self._authors.last_used(own) or next(iter(own), None)
        return (last.slug,) if last else ()

    def open(self, draft_id: UUID) -> Draft:
        """The draft as last kept. Raises `BadInput("article-missing")`."""
        return self._drafts.get(draft_id)

    def trashed(self, draft_id: UUID) -> bool:
        """Whether the article lies in the trash."""
        return self._drafts.trashed(draft_id)

    def save(
        self, draft: Draft, words: int | None = None, over: Draft | None = None
    ) -> Draft | None:
        """Keep `draft`; quick, and durable when it returns. `words` if they were counted already.

        Without them their number stays as it was, until `keep_words`.
        With `over`, the draft that the writer began with, a text that another program has written
        since is kept as a copy and returned.
        """
        return self._drafts.save(draft, words, over)

    def keep_words(self, draft_id: UUID, words: int) -> bool:
        """Have the lists say how many words an article has; whether they said otherwise."""
        return self._drafts.keep_words(draft_id, words)

    def cards(
        self, shelf: Shelf, query: str = "", order: Order = Order.EDITED
    ) -> tuple[DraftCard, ...]:
        """The articles on a shelf that `query` fits."""
        return self._drafts.cards(shelf, query, order)

    def counts(self) -> dict[Shelf, int]:
        """How many articles stand on each shelf."""
        return self._drafts.counts()

    def read(self, draft: Draft) -> Article:
        """The article in `draft`; of one that was read lately only what changed is read again."""
        from editor.text.chunks import Reading

        with self._reading:
            reading = self._readings.pop(draft.id, None) or Reading()
            self._readings[draft.id] = reading
            while len(self._readings) > KEPT_READINGS:
                self._readings.popitem(last=False)
        return reading.article(draft)

    def words(self, draft: Draft) -> Counts:
        """The words of `draft`, free and in all, and the minutes it takes to read."""
        from editor.services.outlining import unfinished

        article = self.read(draft)
        words, left = article.all_words, len(unfinished(draft))
        lines = cut.find(draft.body)
        return Counts(article.free_words, words, minutes(words), lines, article.gated, left)

    def duplicate(self, draft_id: UUID) -> Draft:
        """A copy under an identity of its own, with the same pictures and no file or publication."""
        from editor.text.parse import parse

        old = self.open(draft_id)
        copy = replace(old, id=uuid4(), slug="", date=None)
        self.save(copy, parse(copy).all_words)
        for name, key in self._drafts.pictures(draft_id).items():
            self._drafts.add_picture(copy.id, name, key)
        self._drafts.choose_site(copy.id, self._drafts.site(draft_id))
        return copy

    def trash(self, draft_id: UUID) -> None:
        """Put it in the trash; what is on a site stays there."""
        self._drafts.trash(draft_id)

    def restore(self, draft_id: UUID) -> None:
        """Take it out of the trash."""
        self._drafts.restore(draft_id)

    def purge(self, draft_id: UUID) -> None:
        """Delete it from the library for good."""
        self._drafts.purge(draft_id)

    def byline(self, draft: Draft) -> tuple[AuthorProfile, ...]:
        """The draft's authors as others may see them; a name that no profile fits is shown as it is."""
        return tuple(profile.public() for profile in self.profiles(draft))

    def profiles(self, draft: Draft) -> tuple[AuthorProfile, ...]:
        """The same as they were written, with what is noted in them for nobody else."""
        return tuple(
            self._authors.find(name) or AuthorProfile(slug.propose(public(name)), name)
            for name in draft.authors
        )

    def unknown_authors(self, draft: Draft) -> tuple[str, ...]:
        """The draft's authors that have no profile."""
        return tuple(name for name in draft.authors if self._authors.find(name) is None)

    def site_of(self, draft_id: UUID) -> Site | None:
        """The site the draft is meant for."""
        chosen = self._drafts.site(draft_id)
        return next((site for site in self._sites.all() if site.id == chosen), None)

    def choose_site(self, draft_id: UUID, site: Site | None) -> None:
        """Mean the draft for `site`."""
        self._drafts.choose_site(draft_id, site.id if site else None)

    # pictures

    def add_picture(self, draft_id: UUID, data: bytes, name: str) -> str:
        """Clean a picture and keep it once by its content; returns the name for the Markdown.

        Raises `BadInput` for what is no picture or a broken one.
        """
        from editor.pictures import picture as pictures

        cleaned = pictures.clean(data)
        key = self._pictures.add(cleaned)
        known = self._drafts.pictures(draft_id)
        stem = slug.propose(Path(name).stem) or "picture"
        suffix = Path(key).suffix
        wanted, number = f"{stem}{suffix}", 2
        file = self.file_of(draft_id)

        def taken(name: str) -> bool:
            """Whether the name means another picture, in the text or beside the article's file."""
            beside = _beside(file, name) if file else None
            other = beside is not None and read_bytes(beside) != cleaned
            return known.get(name, key) != key or (name not in known and other)

        while taken(wanted):
            wanted, number = f"{stem}-{number}{suffix}", number + 1
        self._drafts.add_picture(draft_id, wanted, key)
        return wanted

    def picture(self, draft_id: UUID, name: str) -> Path | None:
        """Where a picture of the draft lies, or None when it has none of that name."""
        key = self._drafts.pictures(draft_id).get(name)
        return self._pictures.path(key) if key else None

    def stored_picture(self, sha256: str) -> Path | None:
        """Where the picture with these very bytes is kept, whichever draft had it."""
        return self._pictures.holding(sha256)

    def is_unusable(self, draft_id: UUID, name: str, locate: Locate | None = None) -> bool:
        """Whether there is a file for a picture of the draft, but no picture in it."""
        file = self.file_of(draft_id)
        found = locate(name) if locate else _beside(file, name) if file else None
        if found is None:
            return False
        return _cleaned(found) is None

    def locate(self, draft_id: UUID) -> Locate:
        """The draft's pictures by name, looked up once."""
        keys = self._drafts.pictures(draft_id)
        return lambda name: self._pictures.path(keys[name]) if name in keys else None

    def smaller(self, locate: Locate) -> Locate:
        """The same pictures, for a slow line: shrunk where that makes them smaller, and kept."""
        from editor.pictures import picture as pictures

        def find(name: str) -> Path | None:
            path = locate(name)
            if path is None or path in self._smaller:
                return self._smaller.get(path) if path else None
            data = read_bytes(path)
            try:
                small = pictures.clean(data, SMALL)
            except BadInput:
                return path  # what is wrong with it is said as of any other
            if len(small) < len(data):
                self._smaller[path] = self._pictures.path(self._pictures.add(small)) or path
            return self._smaller.setdefault(path, path)

        return find

    # files

    def open_file(self, path: Path, *, guess: bool = False) -> Draft | FileQuestion:
        """Take in a Markdown file by its `id`, with the pictures beside it; the file is not written to.

        Where only one side has changed since they last agreed, that side is it; where both have, it
        is a question. With `guess` a file that is not UTF-8 is read as well as can be, and
        `how_read` says how. Raises `BadInput`.
        """
        path = _resolved(path)
        data, text, theirs = self._read(path, guess=guess)
        ours = self._known(theirs)
        if ours is None:
            return self._take_in(path, theirs, data)
        self._drafts.restore(theirs.id)
        if _fingerprint(ours) == _fingerprint(theirs):
            return self._take_in(path, theirs, data)
        file_was, draft_was = self._agreed(theirs.id, path)
        if file_was == _sha(data):
            self._drafts.link_file(ours.id, path, f"{file_was}:{draft_was}")  # it may have moved
            return ours
        # one that names no id may be another article in its place
        same = front_matter.has_id(text) or (bool(ours.title) and ours.title == theirs.title)
        if draft_was == _fingerprint(ours) and same:
            return self._take_in(path, theirs, data)
        return FileQuestion(path, ours, theirs)

    def peek(self, path: Path) -> tuple[Draft, Locate]:
        """What `open_file` would give, and where its pictures lie; nothing is written.

        Where both sides have changed it is the file's. Raises `BadInput`.
        """
        path = _resolved(path)
        data, _, theirs = self._read(path)
        ours = self._known(theirs)
        if ours is None or _fingerprint(ours) == _fingerprint(theirs):
            return theirs, lambda name: _beside(path, name)
        file_was, _ = self._agreed(theirs.id, path)
        if file_was == _sha(data):
            return ours, self.locate(ours.id)
        return theirs, lambda name: _beside(path, name)

    def _read(self, path: Path, *, guess: bool = False) -> tuple[bytes, str, Draft]:
        """A file and the draft in it; one that names no id has that under which it was imported.

        It is known again by its place, and in another one by what is in it.
        """
        if size_of(path) > LARGEST:
            raise BadInput("file-too-large", file=path.name, most=LARGEST // 1_000_000)
        data = read_bytes(path)
        text = _text(data, path) if guess else front_matter.decode(data, path.name)
        draft = _draft_in(text, path)
        known_id = None if front_matter.has_id(text) else self._drafts.by_file(path)
        if known_id is None and not front_matter.has_id(text):
            held = self._drafts.by_file_text(_sha(data))
            known_id = next((id for place, id in held.items() if not _exists(place)), None)
        return data, text, replace(draft, id=known_id) if known_id else draft

    def _known(self, theirs: Draft) -> Draft | None:
        try:
            return self._drafts.get(theirs.id)
        except BadInput:
            return None

    def resolve(self, question: FileQuestion, keep: Keep) -> Draft:
        """Settle a question; the text that is kept then stands in the library and in the file."""
        path = question.path
        if keep is Keep.THEIRS:
            data = read_bytes(path)  # afresh: it may have been written since the question
            theirs = _draft_in(_text(data, path), path)
            return self._take_in(path, replace(theirs, id=question.ours.id), data)
        ours = self.open(question.ours.id)
        self._write(path, ours)
        return ours

    def write_file(self, draft_id: UUID) -> Path | FileQuestion | None:
        """Write the draft to the file it came from; None when it came from none."""
        path = self.file_of(draft_id)
        if path is None:
            return None
        question = self.file_changed(draft_id)
        if question is not None:
            return question
        self._write(path, self.open(draft_id))
        return path

    def save_as(self, draft_id: UUID, path: Path) -> Path:
        """Write the draft and its pictures to a file; from now on that is its file."""
        path = _resolved(path)
        draft, was = self.open(draft_id), self.file_of(draft_id)
        if was is None or was.parent != path.parent:
            self._refuse_strange_pictures(path, draft)
        self._write(path, draft)
        return path

    def _refuse_strange_pictures(self, path: Path, draft: Draft) -> None:
        """Another picture under a name that the article uses would take its place in the text."""
        from editor.text.parse import parse

        kept = self.locate(draft.id)
        for name in used_pictures(parse(draft)):
            ours, beside = kept(name), _beside(path, name)
            if ours and beside and _cleaned(beside) != read_bytes(ours):
                raise StorageFailed("picture-in-the-way", file=name)

    def name_file(self, draft_id: UUID) -> None:
        """Write the article's id, and nothing else, to its file, so that it is known wherever that goes.

        Only to one that is as it was last read or written, and was read whole; a disk that takes nothing
        stops nobody.
        """
        path = self.file_of(draft_id)
        if path is None or not _exists(path):
            return
        try:
            data = read_bytes(path)
            was = file_text.read(data, path.name)
            file_was, draft_was = self._agreed(draft_id, path)
            if _sha(data) != file_was or not was.whole or front_matter.has_id(was.text):
                return
            named = was.encode(front_matter.with_id(was.text, draft_id))
            _write_bytes(path, named)
        except (BadInput, StorageFailed):
            return
        self._drafts.link_file(draft_id, path, f"{_sha(named)}:{draft_was}")

    def file_of(self, draft_id: UUID) -> Path | None:
        """The file a draft came from."""
        linked = self._drafts.file(draft_id)
        return linked[0] if linked else None

    def file_changed(self, draft_id: UUID) -> FileQuestion | None:
        """Whether another program has changed the draft's file since; a missing file has not."""
        path = self.file_of(draft_id)
        if path is None or not _exists(path):
            return None
        data = read_bytes(path)
        file_was, _ = self._agreed(draft_id, path)
        if _sha(data) == file_was:
            return None
        ours = self.open(draft_id)
        theirs = _draft_in(_text(data, path), path)
        theirs = replace(theirs, id=draft_id)
        if _fingerprint(theirs) == _fingerprint(ours):
            self._link(path, ours, data)
            return None
        return FileQuestion(path, ours, theirs)

    def take_in(self, draft: Draft, locate: Locate) -> None:
        """Keep a draft that comes from elsewhere, with the pictures it shows."""
        from editor.text.parse import parse

        article = parse(draft)
        self.save(draft, article.all_words)
        for name in used_pictures(article):
            found = locate(name)
            if found is not None:
                self._keep_picture(draft.id, name, found)

    def _take_in(self, path: Path, theirs: Draft, data: bytes) -> Draft:
        """Keep what `data`, the file's bytes, says."""
        self.take_in(theirs, lambda name: _beside(path, name))
        self._link(path, theirs, data)
        return theirs

    def _keep_picture(self, draft_id: UUID, name: str, path: Path) -> None:
        from editor.pictures import picture as pictures

        try:
            key = self._pictures.add(pictures.clean(read_bytes(path)))
        except BadInput:
            return  # the check before publishing names it
        self._drafts.add_picture(draft_id, name, key)

    def _write(self, path: Path, draft: Draft) -> None:
        old = read_bytes(path) if _exists(path) else b""
        was = file_text.read(old, path.name)
        if not was.whole:
            _write_bytes(backup_of(path, old), old)
        data = was.encode(front_matter.write(draft, was.text))
        _write_bytes(path, data)
        self._link(path, draft, data)
        for name, key in self._drafts.pictures(draft.id).items():
            kept = self._pictures.path(key)
            beside = path.parent / name
            if kept is not None and not _exists(beside) and _inside(path.parent, beside):
                _write_bytes(beside, read_bytes(kept), make_folder=True)

    def _link(self, path: Path, draft: Draft, data: bytes) -> None:
        """Remember that the file's bytes and the draft say the same."""
        self._drafts.link_file(draft.id, path, f"{_sha(data)}:{_fingerprint(draft)}")

    def _agreed(self, draft_id: UUID, path: Path) -> tuple[str, str]:
        """The hashes of file and draft when they last said the same; "" where they never did.

        A file that is no longer where it was is taken to be the one at `path`.
        """
        linked = self._drafts.file(draft_id)
        if linked is None or (linked[0] != path and _exists(linked[0])):
            return "", ""
        file_was, _, draft_was = linked[1].partition(":")
        return file_was, draft_was


def used_pictures(article: Article) -> tuple[str, ...]:
    """File names of every picture an article shows."""
    return article.pictures + article.locked_pictures


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises `StorageFailed`."""
    _write_bytes(path, text.encode())


def _write_bytes(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode if path.exists() else 0o644
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageFailed("file-not-written", file=path.name, reason=reason) from None


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises `BadInput` where it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput("file-missing", file=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("file-unreadable", file=path.name, reason=reason) from None


def how_read(path: Path) -> tuple[Finding, ...]:
    """What the writer must know of how a file's text was read; nothing of plain UTF-8."""
    data = read_bytes(path)
    found = file_text.read(data, path.name)
    name, backup = path.name, backup_of(path, data).name
    notes: list[Finding] = []
    if found.guessed:
        notes.append(Finding(Severity.NOTE, "file-guessed", "", {"file": name, "backup": backup}))
    elif found.encoding != file_text.UTF8:
        encoding = found.encoding[:6].upper()
        notes.append(
            Finding(Severity.NOTE, "file-in-utf-16", "", {"file": name, "encoding": encoding})
        )
    for code, count in (
        ("file-partly-read", found.unreadable),
        ("file-controls", found.controls),
        ("file-line-ends", found.odd_ends),
        ("file-invisible", found.invisible),
    ):
        if count:
            detail: dict[str, str | int] = {"file": name, "count": count, "backup": backup}
            notes.append(Finding(Severity.NOTE, code, "", detail))
    return tuple(notes)


def title_above(path: Path, draft: Draft) -> str:
    """What stands above the text in a file where `draft`, as it is, has its title from there; else ""."""
    from editor.text.title import heading

    _, body = front_matter.split(_text(read_bytes(path), path))
    title, below = heading(body)
    same = title and (title, body[below:]) == (draft.title, draft.body)
    return body[:below] if same else ""


def backup_of(path: Path, data: bytes) -> Path:
    """Where `data`, which a file held, is kept when the file is written over: never over another."""
    number, kept = 1, path.with_name(f"{path.name}.bak")
    while _exists(kept) and read_bytes(kept) != data:
        number += 1
        kept = path.with_name(f"{path.name}.bak{number}")
    return kept


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where it is not there or may not be seen: reading it says why."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _draft_in(text: str, path: Path) -> Draft:
    """The draft in a file's text, with a title if it begins with one."""
    from editor.text.title import titled  # not before a file is read

    return titled(front_matter.read(text, path.name))


def _text(data: bytes, path: Path) -> str:
    return file_text.read(data, path.name).text


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        reason = "it leads back to itself"
        raise BadInput("file-unreadable", file=path.name, reason=reason) from None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # reading or writing it says why


def _beside(path: Path, name: str) -> Path | None:
    found = path.parent / name
    try:
        return found if found.is_file() else None
    except OSError:
        return None


def _cleaned(path: Path) -> bytes | None:
    """The picture in a file as the library would keep it; None where there is none."""
    from editor.pictures import picture as pictures

    try:
        return pictures.clean(read_bytes(path))
    except BadInput:
        return None


def _inside(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fingerprint(draft: Draft) -> str:
    return _sha(front_matter.write(draft).rstrip("\n").encode())

"""An article as one file: YAML front matter, then Markdown."""

import io
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.model.errors import BadInput
from editor.text import file_text

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n")
_FIELDS = (
    *("id", "title", "subtitle", "date", "slug", "language", "authors", "access", "tags"),
    *("categories", "excerpt", "image", "comments", "seo", "social", "sticky", "private"),
    *("share", "share_message", "goal"),
)
# the names within a field that are ours
_PARTS = {
    "image": ("file", "alt", "caption", "credit"),
    "seo": ("title", "description", "canonical"),
    "social": ("title", "description", "image"),
}
_E = TypeVar("_E", bound=StrEnum)


def _yaml() -> "YAML":
    # not before a file is read or written: the window does not wait for it
    from ruamel.yaml import YAML

    from editor.text.words_only import WordsOnly

    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = WordsOnly
    yaml.allow_unicode = True
    yaml.width = 100_000
    yaml.preserve_quotes = True
    return yaml


def decode(data: bytes, file: str) -> str:
    """The text of a file with LF line ends and without a byte order mark.

    Raises `BadInput`: "file-no-text", or "file-not-text" where the encoding could only be guessed.
    """
    found = file_text.read(data, file)
    if found.guessed or found.unreadable:
        raise BadInput("file-not-text", file=file, line=_first_bad_line(data))
    return found.text


def _first_bad_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def split(text: str) -> tuple[str, str]:
    """The front matter's YAML ("" where there is none) and the Markdown under it."""
    fence = _FENCE.match(text)
    if fence is None:
        return "", text
    return fence[1], text[fence.end() :].lstrip("\n")


def read(text: str, file: str = "the file") -> Draft:
    """The draft in `text`. Without an `id` it gets a new one.

    Raises `BadInput` with the line or the field that is not understood.
    """
    raw, body = split(text)
    if _OPENED.match(text) and _FENCE.match(text) is None:
        raise BadInput("front-matter-broken", file=file, line=1, reason="it is never closed by ---")
    meta = _load(raw, file)
    _refuse_misspelt(meta)
    image = _parts(meta, "image")
    return Draft(
        id=_id(meta),
        title=_text(meta, "title"),
        subtitle=_text(meta, "subtitle"),
        body=body,
        date=_date(meta),
        slug=_text(meta, "slug"),
        language=_text(meta, "language") or "en",
        authors=_texts(meta, "authors"),
        access=_choice(meta, "access", Access, Access.EVERYONE),
        tags=_texts(meta, "tags"),
        categories=_texts(meta, "categories"),
        excerpt=_text(meta, "excerpt"),
        image=FeaturedImage(**image) if image["file"] else None,
        comments=_switch(meta, "comments", ("open", "closed"), default=True),
        seo=Seo(**_parts(meta, "seo")),
        social=Social(**_parts(meta, "social")),
        sticky=_switch(meta, "sticky"),
        private=_switch(meta, "private"),
        share=_switch(meta, "share", default=True),
        share_message=_text(meta, "share_message"),
        goal=_goal(meta),
    )


def has_id(text: str) -> bool:
    """Whether the front matter already names the article's id."""
    raw, _ = split(text)
    return bool(_text(_load(raw, "the file"), "id"))


def with_id(text: str, id: UUID) -> str:
    """`text` with an id in its front matter, and otherwise as it is."""
    raw, body = split(text)
    meta = _load(raw, "the file")
    meta["id"] = str(id)
    return _joined(meta, body)


def write(draft: Draft, was: str = "", *, named: bool = True) -> str:
    """The whole file for `draft`. Fields of `was` that are not ours, order and comments are kept.

    One that is not `named` is no article yet: it has no id.
    """
    raw, _ = split(was)
    try:
        meta = _load(raw, "the file")
    except BadInput:
        meta = _load("", "the file")
    try:
        before = _fields(read(was)) if meta else {}
    except BadInput:
        before = {}
    for key, value in _fields(draft).items():
        if value == before.get(key):
            continue  # what says the same keeps the writer's own style, and what stands around it
        if isinstance(value, dict) and isinstance(meta.get(key), dict):
            _fill_in(meta, key, value)
        elif value in ("", (), None) or value == {}:
            meta.pop(key, None)
        else:
            meta[key] = _plain(value)
    if not named:
        meta.pop("id", None)
    return _joined(meta, draft.body)


def _joined(meta: "CommentedMap", body: str) -> str:
    out = io.StringIO()
    _yaml().dump(meta, out)
    return f"---\n{out.getvalue()}---\n\n{body}"


def _fill_in(meta: "CommentedMap", key: str, value: Mapping[str, object]) -> None:
    """Set our names within a field; what else the writer keeps there stays."""
    inner = meta[key]
    for name in _PARTS[key]:
        if value.get(name):
            inner[name] = value[name]
        else:
            inner.pop(name, None)
    if not inner:
        meta.pop(key)


def _fields(draft: Draft) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": str(draft.id),
        "title": draft.title,
        "subtitle": draft.subtitle,
        "date": str(draft.date) if draft.date else "",
        "slug": draft.slug,
        "language": draft.language,
        "authors": draft.authors,
        "access": draft.access.value,
        "tags": draft.tags,
        "categories": draft.categories,
        "excerpt": draft.excerpt,
        "image": _named(draft.image, "image"),
        "comments": "open" if draft.comments else "closed",
        "seo": _named(draft.seo, "seo"),
        "social": _named(draft.social, "social"),
        "sticky": "yes" if draft.sticky else "",
        "private": "yes" if draft.private else "",
        "share": "" if draft.share else "no",
        "share_message": draft.share_message,
        "goal": str(draft.goal or ""),
    }
    return fields


def _named(value: FeaturedImage | Seo | Social | None, key: str) -> dict[str, str]:
    """What is said in the field `key`, by name; {} where nothing is."""
    named = {name: str(getattr(value, name, "")) for name in _PARTS[key]}
    return named if any(named.values()) else {}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: words for key, words in value.items() if words}
    return value


def _load(raw: str, file: str) -> "CommentedMap":
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        loaded = _yaml().load(raw) if raw.strip() else None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1  # front matter begins on the file's second line
        reason = str(error.problem or error.context or "not YAML")
        raise BadInput("front-matter-broken", file=file, line=line, reason=reason) from None
    except (YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise BadInput("front-matter-broken", file=file, line=1, reason=reason) from None
    if loaded is None:
        return CommentedMap()
    if not isinstance(loaded, CommentedMap):
        raise BadInput(
            "front-matter-broken", file=file, line=2, reason="it is no list of names and values"
        )
    return loaded


def _refuse_misspelt(meta: Mapping[str, object]) -> None:
    """A misspelt `access` would publish the article to everyone; other strange names are kept."""
    for key in meta:
        if str(key) not in _FIELDS:
            import difflib

            meant = difflib.get_close_matches(str(key).lower(), _FIELDS, n=1, cutoff=0.8)
            if meant:
                raise BadInput("front-matter-misspelt", field=str(key), meant=meant[0])


def _bad(field: str, reason: str) -> BadInput:
    return BadInput("front-matter-value", field=field, reason=reason)


def _text(meta: Mapping[str, object], key: str) -> str:
    value = meta.get(key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(value)
    raise _bad(key, "it should be words")


def _texts(meta: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    raise _bad(key, "it should be a list of words")


def _mapping(meta: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = meta.get(key)
    if value is None:
        return {}
    if isinstance(value, str) and key == "image":
        return {"file": str(value)}
    if isinstance(value, dict):
        return value
    raise _bad(key, "it should be names and values, indented under it")


def _parts(meta: Mapping[str, object], key: str) -> dict[str, str]:
    """What is said in the field `key`, by each name that is ours."""
    given = _mapping(meta, key)
    return {name: _text(given, name) for name in _PARTS[key]}


def _id(meta: Mapping[str, object]) -> UUID:
    text = _text(meta, "id")
    if not text:
        return uuid4()
    try:
        return UUID(text)
    except ValueError:
        raise _bad("id", f"“{text}” is no UUID") from None


def _date(meta: Mapping[str, object]) -> PublishDate | None:
    text = _text(meta, "date")
    try:
        return PublishDate.parse(text)
    except ValueError:
        raise _bad("date", f"“{text}” is no day like 2026-06-12 or 2026-06-12 18:30") from None


def _goal(meta: Mapping[str, object]) -> int | None:
    text = _text(meta, "goal")
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,7}", text) or not int(text):
        raise _bad("goal", f"“{text}” is no number of words like 1200")
    return int(text)


def _switch(
    meta: Mapping[str, object],
    key: str,
    words: tuple[str, str] = ("yes", "no"),
    *,
    default: bool = False,
) -> bool:
    text = _text(meta, key).lower()
    if text in (words[0], "true", "yes", "on"):
        return True
    if text in (words[1], "false", "no", "off"):
        return False
    if not text and not (key == "private" and key in meta):  # left open it is asked for
        return default
    raise _bad(key, f"it should be {words[0]} or {words[1]}")


def _choice(meta: Mapping[str, object], key: str, kind: type[_E], default: _E) -> _E:
    text = _text(meta, key).lower()
    if key not in meta:
        return default
    try:
        return kind(text)
    except ValueError:
        raise _bad(key, f"it should be one of {', '.join(kind)}") from None

"""An article as it was sent to a site: kept, to be looked for later, and to be put back."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints
from urllib.parse import unquote, urlsplit
from uuid import UUID

from editor.checks.leaks import Fingerprints
from editor.cms.port import Asset, Media, Post, RemoteMedia
from editor.model import block
from editor.model.article import count_words
from editor.model.block import Blocks, Footnote, plain_blocks
from editor.model.mailing import Mailing
from editor.model.publication import Content, Publication

if TYPE_CHECKING:
    from editor.library.publications import Publications

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A picture as it was sent, without its bytes, and where the site has it."""

    name: str
    sha256: str
    mime: str
    alt: str
    caption: str
    locked: bool
    remote_id: str
    url: str
    width: int = 0
    height: int = 0

    @classmethod
    def of(cls, asset: Asset, media: RemoteMedia) -> "SentPicture":
        """`asset`, which the site keeps as `media`."""
        return cls(
            asset.name,
            asset.sha256,
            asset.mime,
            asset.alt,
            asset.caption,
            asset.locked,
            media.remote_id,
            media.url,
            asset.width,
            asset.height,
        )

    def asset(self, data: bytes) -> Asset:
        """The picture with its bytes, to be sent again."""
        return Asset(
            self.name,
            data,
            self.mime,
            self.sha256,
            self.alt,
            self.caption,
            self.locked,
            self.width,
            self.height,
        )


@dataclass(frozen=True, slots=True)
class SentPost:
    """A post with its pictures, as one site was sent it. `sent` is the fingerprint of what was sent."""

    post: Post
    pictures: tuple[SentPicture, ...]
    sent: str

    @property
    def media(self) -> Media:
        """Where the site had the pictures."""
        return {one.name: RemoteMedia(one.remote_id, one.url) for one in self.pictures}

    @property
    def teaser_text(self) -> str:
        """The words that anyone might read, notes included."""
        return _text(self.post.teaser, self.post.teaser_notes)

    @property
    def locked_text(self) -> str:
        """The words that its gate kept, notes included."""
        return _text(self.post.locked, self.post.locked_notes)

    @property
    def free_texts(self) -> tuple[str, ...]:
        """Everything that strangers could read of it anyway."""
        post = self.post
        return (self.teaser_text, post.title, post.subtitle, post.excerpt)

    @property
    def locked_pictures(self) -> Mapping[str, str]:
        """The pictures that nobody is shown who may not read on, by what names each in its addresses."""
        free = {_named(one.url) for one in self.pictures if not one.locked}
        locked = {_named(one.url): one.name for one in self.pictures if one.locked}
        return {part: name for part, name in locked.items() if part and part not in free}

    @property
    def fingerprints(self) -> Fingerprints:
        """What of it must not be seen by strangers."""
        return Fingerprints.of(self.locked_text, self.free_texts).having(self.locked_pictures)


def content_of(post: Post) -> Content:
    """What a receipt tells of `post`."""
    free = count_words(_text(post.teaser, post.teaser_notes))
    return Content(post.title, post.excerpt, post.access, post.gate, free)


def sent_of(publications: "Publications", publication: Publication) -> SentPost | None:
    """What of `publication` its site was last sent; None where that is not kept."""
    ids = publication.draft_id, publication.site_id
    # where an update did not hold, what held stands there again
    for kept in (publications.sent(*ids), publications.verified(*ids)):
        version = load(kept) if kept else None
        if version is not None and version.sent == publication.sent:
            return version
    return None


def dump(version: SentPost) -> dict[str, object]:
    """`version` as JSON values."""
    return {name: _plain(getattr(version, name)) for name in ("post", "pictures", "sent")}


def load(kept: Mapping[str, object]) -> SentPost | None:
    """What `dump` was given; None where it was written by a version that meant something else."""
    try:
        found = SentPost(**{name: _valued(kept[name]) for name in ("post", "pictures", "sent")})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    whole = isinstance(found.post, Post) and isinstance(found.post.email, Mailing)
    return found if whole else None


def _named(url: str) -> str:
    """What all the addresses of a picture have in common, whatever its size there."""
    return PurePosixPath(unquote(urlsplit(url).path)).stem.removesuffix("-scaled")


def _text(blocks: Blocks, notes: tuple[Footnote, ...]) -> str:
    texts = [plain_blocks(blocks), *(plain_blocks(note.children) for note in notes)]
    return "\n".join(filter(None, texts))


def _plain(value: object) -> JsonValue:
    """`value` as JSON: what JSON has no word for is an object with the word for it as `is`."""
    match value:
        case Enum():
            return {"is": type(value).__name__, "value": _plain(value.value)}
        case None | bool() | int() | float() | str():
            return value
        case UUID():
            return {"is": "UUID", "value": str(value)}
        case datetime():
            return {"is": "datetime", "value": value.isoformat()}
        case tuple() | list():
            return [_plain(one) for one in value]
        case frozenset() | set():
            return {"is": "set", "value": sorted((_plain(one) for one in value), key=str)}
        case Mapping():
            return {"is": "mapping", "value": [[_plain(k), _plain(v)] for k, v in value.items()]}
        case _ if is_dataclass(value):
            said: dict[str, JsonValue] = {"is": type(value).__name__}
            return said | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        case _:
            raise TypeError(f"no JSON for {type(value).__name__}")


def _valued(value: Any) -> Any:  # noqa: ANN401  JSON in, values of many types out
    match value:
        case list():
            return tuple(_valued(one) for one in value)
        case {"is": "UUID", "value": text}:
            return UUID(text)
        case {"is": "datetime", "value": text}:
            return datetime.fromisoformat(text)
        case {"is": "set", "value": members}:
            return frozenset(_valued(one) for one in members)
        case {"is": "mapping", "value": pairs}:
            return {_valued(key): _valued(one) for key, one in pairs}
        case {"is": str(name), **rest}:
            kind = _kinds()[name]
            if issubclass(kind, Enum):
                return kind(rest["value"])
            known = {one.name: one for one in _fields(kind)}
            lost = [name for name, one in known.items() if name not in rest and _needed(one)]
            if lost:
                raise TypeError(f"{name} lacks {lost}")
            return kind(**{key: _valued(one) for key, one in rest.items() if key in known})
        case _:
            return value


def _needed(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _fields(kind: type) -> "tuple[Field[Any], ...]":
    return fields(kind)


@cache
def _kinds() -> Mapping[str, type]:
    """The dataclasses and enums that a sent post is made of, by name; nothing else is read."""
    found: dict[str, type] = {}
    for hint in (Post, SentPicture):
        _gather(hint, found)
    return found


def _gather(hint: object, found: dict[str, type]) -> None:
    if isinstance(hint, type) and get_origin(hint) is None:
        known = is_dataclass(hint) or issubclass(hint, Enum)
        if known and hint.__name__ not in found:
            found[hint.__name__] = hint
            if is_dataclass(hint):
                for one in get_type_hints(hint, localns=vars(block)).values():
                    _gather(one, found)
        return
    for inner in get_args(hint):
        _gather(inner, found)

"""What a folder site knows of itself, kept within it: public facts alone (standfirst.json)."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from editor.cms.folder import disk
from editor.cms.folder.seal import Seal
from editor.model.audience import Access
from editor.model.errors import Rejected, Unauthorised

FILE = "standfirst.json"
_VERSION = 1
# what we write at the top of a folder: found there without our manifest, the site is another's
_OURS = ("index.html", "feed.xml", "assets", "sealed")


@dataclass(frozen=True, slots=True)
class Item:
    """An article as everyone may know it. Paths are relative to the folder.

    `free_html` is what a feed may carry; `date` is in UTC; `files` are the pictures and sealed blobs
    that its page needs; `moved_from` are slugs that it had, at which a page leads to it.
    """

    id: UUID
    slug: str
    title: str = ""
    subtitle: str = ""
    excerpt: str = ""
    language: str = "en"
    date: str = ""
    access: Access = Access.EVERYONE
    gate: str = ""
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_caption: str = ""
    image_credit: str = ""
    comments: bool = True
    seo_title: str = ""
    seo_description: str = ""
    social_title: str = ""
    social_description: str = ""
    social_image: str = ""
    canonical: str = ""
    free_html: str = ""
    files: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"{self.slug}/index.html"

    @property
    def moment(self) -> datetime:
        """Its date; aware."""
        return datetime.fromisoformat(self.date)

    def to_json(self) -> dict[str, object]:
        """The item for a JSON file."""
        return {**asdict(self), "id": str(self.id), "access": self.access.value}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Item":
        """The item of a JSON file. Raises `ValueError`, `KeyError` or `TypeError`."""
        given = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        for name, value in given.items():
            if isinstance(value, list):
                given[name] = tuple(str(part) for part in value)
        given["id"] = UUID(str(data["id"]))
        given["access"] = Access(str(data["access"]))
        item = cls(**given)  # type: ignore[arg-type]  # checked below, field by field
        for name in ("slug", "title", "date", "free_html", "image"):
            if not isinstance(getattr(item, name), str):
                raise TypeError(f"{name} is not text")
        if item.date:
            datetime.fromisoformat(item.date)
        return item


@dataclass(frozen=True, slots=True)
class Manifest:
    """All articles of a folder site, and how it is sealed; `salt` and `check` are base64 or ""."""

    items: Mapping[UUID, Item] = field(default_factory=dict)
    salt: str = ""
    check: str = ""
    rounds: int = 0

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of `folder`; empty where there is none.

        Raises `Rejected` with "folder-broken" or "folder-not-ours".
        """
        path = folder / FILE
        with disk.disk_errors(folder):
            try:
                text = path.read_text(encoding="utf-8")
            except FileNotFoundError:
                taken = next((name for name in _OURS if (folder / name).exists()), "")
                if taken:
                    raise Rejected("folder-not-ours", folder=str(folder), file=taken) from None
                return cls()
            except UnicodeDecodeError as error:
                raise Rejected("folder-broken", folder=str(folder), reason="not text") from error
        try:
            data = json.loads(text)
            items = [Item.from_json(item) for item in data["articles"]]
            seal = data.get("seal") or {}
            salt, check = str(seal.get("salt", "")), str(seal.get("check", ""))
            base64.b64decode(salt, validate=True)
            rounds = int(seal.get("rounds", 0))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = str(error) or type(error).__name__
            raise Rejected("folder-broken", folder=str(folder), reason=reason) from error
        return cls({item.id: item for item in items}, salt, check, rounds)

    def write(self, folder: Path) -> None:
        """Put the manifest into `folder`."""
        data = {
            "standfirst": _VERSION,
            "seal": {
                "cipher": "AES-256-GCM",
                "key": "PBKDF2-HMAC-SHA256",
                "rounds": self.rounds,
                "salt": self.salt,
                "check": self.check,
            }
            if self.salt
            else None,
            "articles": [item.to_json() for item in self.newest()],
        }
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        with disk.disk_errors(folder):
            disk.write(folder / FILE, text.encode())

    def newest(self) -> tuple[Item, ...]:
        """The articles, the newest first."""
        return tuple(sorted(self.items.values(), key=lambda item: item.date, reverse=True))

    def having(self, item: Item) -> "Manifest":
        """The same with `item` in it."""
        return replace(self, items={**self.items, item.id: item})

    def lacking(self, id: UUID) -> "Manifest":
        """The same without the article `id`."""
        return replace(self, items={k: v for k, v in self.items.items() if k != id})

    def sealed_by(self, seal: Seal) -> "Manifest":
        """The same, sealed by `seal` from now on."""
        salt = base64.b64encode(seal.salt).decode()
        return replace(self, salt=salt, check=seal.check_value(), rounds=seal.rounds)

    def seal(self, passphrase: str, site: str) -> Seal:
        """The site's seal. Raises `Unauthorised("passphrase-wrong")`."""
        seal = Seal(passphrase, base64.b64decode(self.salt), self.rounds)
        if not seal.fits(self.check):
            raise Unauthorised("passphrase-wrong", site=site)
        return seal

    def others_use(self, id: UUID) -> frozenset[str]:
        """The files that articles other than `id` need."""
        return frozenset(
            name for item in self.items.values() if item.id != id for name in item.files
        )

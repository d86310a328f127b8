"""A static site in a folder: articles, front page and feed, ready to be uploaded anywhere.

What is not public yet waits in `staging`, outside the folder: for each article its finished page and
the pictures and sealed blobs that go with it. A locked word never enters the folder unsealed.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from editor.cms.folder import disk, pages
from editor.cms.folder.manifest import FILE as MANIFEST
from editor.cms.folder.manifest import Item, Manifest
from editor.cms.folder.passphrase import change_passphrase
from editor.cms.folder.seal import Seal, WrongPassphrase
from editor.cms.port import (
    Account,
    Asset,
    Capabilities,
    Difference,
    Feature,
    Media,
    Newsletter,
    Post,
    RemoteMedia,
    RemotePost,
    View,
)
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.date import ComputerZone
from editor.model.errors import NotFound, Rejected, Unauthorised
from editor.model.exposure import HOLDS
from editor.model.finding import Finding
from editor.model.mailing import NOBODY, Mailing
from editor.model.site import Site
from editor.model.status import Status
from editor.render.feed import Entry, render_feed, render_index, render_moved
from editor.render.page import Links
from editor.render.theme import ASSETS, STYLESHEET, Theme

__all__ = ["CAPABILITIES", "FolderSite", "change_passphrase"]

CAPABILITIES = Capabilities(
    features=frozenset(
        {
            Feature.EXCERPT,
            Feature.TAGS,
            Feature.CATEGORIES,
            Feature.FEATURED_IMAGE,
            Feature.ALT_TEXT,
            Feature.COMMENTS,
            Feature.BACK_DATE,
            Feature.BYLINE,
            Feature.SUBTITLE,
            Feature.SEO,
            Feature.SOCIAL,
            Feature.CANONICAL,
            Feature.REDIRECT,
        }
    ),
    gates=(Gate.SEALED, Gate.TEASER_ONLY),
    surfaces=(Surface.PAGE, Surface.HEAD, Surface.CARD, Surface.FEED, Surface.SEARCH),
)
_RESERVED = frozenset({"assets", "sealed", "index.html", "feed.xml", MANIFEST})
_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^[.\s]|[.\s]$')
# twelve letters are the shortest leak there is
_TEXT_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3}){12,}"
)
_LONGEST_SLUG = 200  # bytes; most file systems allow 255
_A_DAY = 86_400.0
_ALL_OTHER_FILES = "all other files"
_SHUT = "(the passphrase does not open it)"
_LOG = logging.getLogger(__name__)


class FolderSite:
    """`Cms` for a folder. `resources` holds the theme; `secret` is the passphrase, "" without a seal."""

    def __init__(self, site: Site, secret: str, staging: Path, resources: Path) -> None:
        self._site = site
        self._secret = secret
        self._folder = Path(site.address)
        self._staging = staging / str(site.id)
        self._theme = Theme(lambda name: resources.joinpath(*name.split("/")).read_bytes())
        self._made_seal: Seal | None = None
        self._media = self._staging / "media" / secrets.token_hex(8)

    @property
    def capabilities(self) -> Capabilities:
        """What a static site can hold."""
        return CAPABILITIES

    def verify(self) -> Account:
        """Whether the folder is ours to write and the passphrase the one it is sealed with."""
        with self._alone():
            disk.write(self._folder / ".standfirst-try", b"")
            (self._folder / ".standfirst-try").unlink()
            manifest = Manifest.read(self._folder)
            if self._site.gate is Gate.SEALED:
                self._sealed(manifest)
        return Account(self._site.name, "Folder", "", "", True, self._site.zone)

    def check(self, post: Post, known: str = "") -> tuple[Finding, ...]:
        """Nothing more than `verify` finds: the folder takes what it is given."""
        return ()

    def upload(self, asset: Asset) -> RemoteMedia:
        """Keep the picture until the page that needs it is written; nothing is public yet."""
        name = sha256(asset.data).hexdigest() + pages.suffix_of(asset.mime)
        path = self._media / name
        with disk.disk_errors(self._staging):
            if not path.exists():
                disk.write(path, asset.data)
        return RemoteMedia(name, "" if asset.locked else pages.asset_path(name))

    def find(self, article_id: UUID) -> RemotePost | None:
        """The article by its id, public or not."""
        try:
            return self.get(str(article_id))
        except NotFound:
            return None

    def create_draft(self, post: Post) -> RemotePost:
        """Make room for a draft outside the folder; the same one again if there is one."""
        with self._alone():
            if self._live(post.article_id) is None and self._draft(post.article_id) is None:
                item = Item(post.article_id, _checked_slug(post.slug), title=post.title)
                self._write_draft(item, b"", {})
        return self.get(str(post.article_id))

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        """Write all of `post`. A live article's page is replaced last, and at one stroke."""
        with self._alone():
            live = self._live(_uuid(remote_id))
            if live is None and self._draft(_uuid(remote_id)) is None:
                raise NotFound("not-there", site=self._site.name)
            manifest = Manifest.read(self._folder)
            self._check_slug(post, manifest)
            if post.access is not Access.EVERYONE and (
                post.gate not in CAPABILITIES.gates or post.access not in HOLDS[post.gate]
            ):
                raise Rejected("gate-cannot-hold", gate=post.gate.value, access=post.access.value)
            written_pages = self._pages(post, media, _date(post, live))
            seal = self._sealed(manifest) if written_pages.sealed else None
            written = written_pages.write(seal, self._picture)
            if live is None:
                self._write_draft(written.item, written.page, written.files)
            else:
                item = _moved(written.item, live.moved_from)
                self._write_live(item, written.page, written.files)
        return self.get(remote_id)

    def get(self, remote_id: str) -> RemotePost:
        """The article as it lies on the disk; its sealed part is opened to see what is in it."""
        id = _uuid(remote_id)
        with disk.disk_errors(self._folder):
            live = self._live(id)
            found = (live, (self._folder / live.path).read_bytes()) if live else self._draft(id)
            if found is None:
                raise NotFound("not-there", site=self._site.name)
            item, page = found
            root = self._folder if live else self._draft_folder(id) / "files"
            locked = self._reading(page.decode(), root)
        fields = {name: _shown(value) for name, value in item.to_json().items()}
        fields["locked"] = locked
        fields["body"] = pages.with_sealed(page.decode(), "")
        return RemotePost(
            remote_id=str(id),
            status=Status.PUBLISHED if live else Status.DRAFT,
            url=(self._folder / item.path).absolute().as_uri(),
            slug=item.slug,
            revision=sha256(page + json.dumps(item.to_json()).encode()).hexdigest()[:32],
            fields=fields,
        )

    def differences(self, post: Post, media: Media, remote: RemotePost) -> tuple[Difference, ...]:
        """Where the files are not what `post` asks for, down to the last character of the page."""
        got = remote.fields
        date = post.date or _read_date(got.get("date", ""))
        wanted_pages = self._pages(post, media, date)
        wanted = {name: _shown(value) for name, value in wanted_pages.item.to_json().items()}
        for name in ("files", "free_html", "id", "moved_from"):
            wanted.pop(name)  # the page itself is compared below
        wanted["locked"] = wanted_pages.locked_reading()
        found = _differing(wanted, got)
        if not found:
            body = pages.with_sealed(wanted_pages.page("{}"), "")
            found = _differing({"body": body}, got)
        return found

    def publish(
        self, remote_id: str, status: Status = Status.PUBLISHED, email: Mailing = NOBODY
    ) -> RemotePost:
        """Bring the draft's files into the folder, its page last; a folder knows no other status."""
        if status is not Status.PUBLISHED:
            raise Rejected("status-not-kept", site=self._site.name)
        id = _uuid(remote_id)
        with self._alone():
            draft = self._draft(id)
            if draft is not None:
                item, page = draft
                if not page:
                    raise Rejected("not-filled", site=self._site.name)
                self._insist_opens(pages.sealed_json(page.decode()), item.title)
                root = self._draft_folder(id) / "files"
                files = {name: (root / name).read_bytes() for name in item.files}
                self._write_live(item, page, files)
        return self.get(remote_id)

    def retract(self, remote_id: str) -> RemotePost:
        """Take the page out of the folder, then every trace of it; it stays as a draft."""
        id = _uuid(remote_id)
        with self._alone():
            # by the manifest: a crash may have left a trace without a page
            item = Manifest.read(self._folder).items.get(id)
            if item is not None:
                if self._live(id) is not None:
                    page = (self._folder / item.path).read_bytes()
                    there = [name for name in item.files if (self._folder / name).is_file()]
                    files = {name: (self._folder / name).read_bytes() for name in there}
                    self._write_draft(replace(item, files=tuple(there)), page, files)
                self._take_out(item)
        return self.get(remote_id)

    def lead_on(self, old: str, remote: RemotePost) -> bool:
        """Put a page there that leads to the article's; it goes when the article does."""
        slug = unquote(PurePosixPath(urlsplit(old).path).parent.name)
        with self._alone():
            item = self._live(_uuid(remote.remote_id))
            if item is None or slug in item.moved_from:
                return item is not None
            if (self._folder / slug / "index.html").exists():
                return False
            page = (self._folder / item.path).read_bytes()
            self._write_live(_moved(item, (*item.moved_from, slug)), page, {})
            return (self._folder / slug / "index.html").is_file()

    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        """Remove the article from the folder and from what waits outside it."""
        id = _uuid(remote_id)
        with self._alone():
            item = Manifest.read(self._folder).items.get(id)
            if item is not None:
                self._take_out(item)
            disk.remove_tree(self._draft_folder(id))

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        """The page, its head, the lists, the feed, and every other file of the folder."""
        page = f"{remote.slug}/index.html"
        teaser = bool(post.teaser)

        def view(surface: Surface, address: str, label: str, **more: bool) -> View:
            return View(surface, Audience.VISITOR, address, label, **more)

        return (
            view(Surface.PAGE, page, page, teaser_expected=teaser),
            view(Surface.HEAD, f"head:{page}", page),
            view(Surface.CARD, "index.html", "index.html", elsewhere=True),
            view(Surface.FEED, "feed.xml", "feed.xml", teaser_expected=teaser, elsewhere=True),
            view(Surface.SEARCH, MANIFEST, MANIFEST, elsewhere=True),
            view(Surface.SEARCH, f"all:{page}", _ALL_OTHER_FILES, elsewhere=True),
        )

    def look(self, *views: View) -> tuple[str, ...]:
        """What stands in the file, as whoever gets the folder's files gets it."""
        return tuple(self.shown(view) for view in views)

    def shown(self, view: View) -> str:
        """The same for one view."""
        kind, _, rest = view.address.partition(":")
        with disk.disk_errors(self._folder):
            if kind == "all":
                return self._all_files(without=rest)
            name = rest or kind
            try:
                text = (self._folder / name).read_bytes().decode(errors="replace")
            except FileNotFoundError:
                raise NotFound("not-there", site=self._site.name) from None
        return text[: text.find("</head>")] if kind == "head" else text

    def newsletters(self) -> tuple[Newsletter, ...]:
        """A folder mails nobody."""
        return ()

    def authors(self) -> tuple[tuple[str, str, str], ...]:
        """A folder has no users."""
        return ()

    def update_bio(self, user_id: str, bio: str) -> str:
        """Bios are part of each page; there is nobody to update."""
        raise NotFound("not-there", site=self._site.name)

    def close(self) -> None:
        """Forget the pictures that were uploaded, and those of a run that was killed."""
        try:
            disk.remove_tree(self._media)
            old = time.time() - _A_DAY
            for left in (self._staging / "media").glob("*"):
                if left.stat().st_mtime < old:
                    disk.remove_tree(left)
        except OSError as error:
            _LOG.warning("what was staged could not be removed: %s", error.strerror)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (
            disk.disk_errors(self._folder),
            disk.alone(self._staging / "lock", self._folder),
        ):
            yield

    def _sealed(self, manifest: Manifest) -> Seal:
        """The site's seal, made at its first use. Raises `Unauthorised`."""
        if not self._secret.strip():
            raise Unauthorised("passphrase-missing", site=self._site.name)
        if not manifest.salt:
            self._made_seal = Seal.fresh(self._secret)
            manifest.sealed_by(self._made_seal).write(self._folder)
            return self._made_seal
        made = self._made_seal
        if made is None or not made.fits(manifest.check):
            made = self._made_seal = manifest.seal(self._secret, self._site.name)
        return made

    def _live(self, id: UUID) -> Item | None:
        item = Manifest.read(self._folder).items.get(id)
        return item if item is not None and (self._folder / item.path).is_file() else None

    def _draft_folder(self, id: UUID) -> Path:
        return self._staging / "drafts" / str(id)

    def _draft(self, id: UUID) -> tuple[Item, bytes] | None:
        """The draft and its page, b"" while it is empty."""
        try:
            text = (self._draft_folder(id) / "draft.json").read_text(encoding="utf-8")
            data = json.loads(text)
            return Item.from_json(data["item"]), str(data["page"]).encode()
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None  # what cannot be read is made anew

    def _write_draft(self, item: Item, page: bytes, files: Mapping[str, bytes]) -> None:
        """Keep a draft; until its one file is written the one before stands."""
        root = self._draft_folder(item.id)
        for name, data in files.items():
            disk.write(root / "files" / name, data)
        text = json.dumps({"item": item.to_json(), "page": page.decode()})
        disk.write(root / "draft.json", text.encode())
        for path in (root / "files").rglob("*"):
            name = path.relative_to(root / "files").as_posix()
            if path.is_file() and name not in files:
                disk.remove(path, root / "files")

    def _write_live(self, item: Item, page: bytes, files: Mapping[str, bytes]) -> None:
        before = Manifest.read(self._folder)
        old = before.items.get(item.id)
        manifest = before.having(item)
        for name, data in files.items():
            disk.write(self._folder / name, data)
        manifest.write(self._folder)
        self._write_lists(manifest)
        disk.write(self._folder / item.path, page)
        if old is not None:
            if old.path != item.path:
                disk.remove(self._folder / old.path, self._folder)
            self._remove_files(set(old.files) - set(item.files) - manifest.others_use(item.id))
            self._remove_files(_signposts(old) - _signposts(item) - {item.path})
        for name in _signposts(item):
            href = f"../{quote(item.slug)}/index.html"
            page_there = render_moved(item.title, item.language, href, self._theme)
            disk.write(self._folder / name, page_there.encode())
        disk.remove_tree(self._draft_folder(item.id))

    def _take_out(self, item: Item) -> None:
        disk.remove(self._folder / item.path, self._folder)
        self._remove_files(_signposts(item))
        manifest = Manifest.read(self._folder).lacking(item.id)
        manifest.write(self._folder)
        self._write_lists(manifest)
        self._remove_files(set(item.files) - manifest.others_use(item.id))

    def _remove_files(self, names: set[str]) -> None:
        for name in names:
            disk.remove(self._folder / name, self._folder)

    def _write_lists(self, manifest: Manifest) -> None:
        """The front page, the feed, and the theme's own files."""
        for name in ASSETS:
            path, data = self._folder / "assets" / name, self._theme.asset(name)
            if not path.exists() or path.read_bytes() != data:
                disk.write(path, data)
        entries = tuple(self._entry(item) for item in manifest.newest())
        links = Links(css=f"assets/{STYLESHEET}", home="index.html", feed="feed.xml")
        feed = render_feed(self._site.public_name, entries, self._theme)
        disk.write(self._folder / "feed.xml", feed.encode())
        index = render_index(self._site.public_name, entries, self._theme, links)
        disk.write(self._folder / "index.html", index.encode())

    def _entry(self, item: Item) -> Entry:
        return Entry(
            id=str(item.id),
            href=f"{quote(item.slug)}/index.html",
            title=item.title,
            date=item.moment.astimezone(self._zone),
            excerpt=item.excerpt,
            html=item.free_html,
            language=item.language,
            subtitle=item.subtitle,
            names=item.names,
            tags=item.tags,
            access=item.access,
            picture=item.image,
            picture_alt=item.image_alt,
        )

    def _pages(self, post: Post, media: Media, date: datetime) -> pages.PostPages:
        return pages.PostPages(post, media, self._site.public_name, self._theme, date, self._zone)

    @property
    def _zone(self) -> tzinfo:
        try:
            return ZoneInfo(self._site.zone) if self._site.zone else ComputerZone()
        except (ZoneInfoNotFoundError, ValueError):
            return ComputerZone()

    def _picture(self, remote_id: str) -> bytes:
        return (self._media / PurePosixPath(remote_id).name).read_bytes()

    def _reading(self, page: str, root: Path) -> str:
        """What is sealed in `page`; says so where the passphrase does not open it."""
        sealed = pages.sealed_json(page)
        if not sealed:
            return ""
        manifest = Manifest.read(self._folder)
        try:
            if not manifest.salt:
                return _SHUT
            seal = self._sealed(manifest)
            return pages.reading(seal, sealed, lambda name: (root / name).read_bytes())
        except (Unauthorised, WrongPassphrase, ValueError, KeyError, FileNotFoundError):
            return _SHUT

    def _insist_opens(self, sealed: str, title: str) -> None:
        if not sealed:
            return
        try:
            pages.open_text(self._sealed(Manifest.read(self._folder)), sealed)
        except (WrongPassphrase, ValueError, KeyError) as error:
            raise Rejected("sealed-otherwise", title=title) from error

    def _check_slug(self, post: Post, manifest: Manifest) -> None:
        slug = _checked_slug(post.slug).casefold()
        others = {i.slug.casefold() for i in manifest.items.values() if i.id != post.article_id}
        own = manifest.items.get(post.article_id)
        mine = own is not None and slug in (own.slug.casefold(), *own.moved_from)
        path = self._folder / post.slug
        if slug in others or (
            not mine and path.exists() and (path.is_file() or any(path.iterdir()))
        ):
            raise Rejected("slug-taken", slug=post.slug)

    def _all_files(self, without: str) -> str:
        """The text of every file but the article's own page, the lists, and the theme's files."""
        own = {without, "index.html", "feed.xml", MANIFEST} | {f"assets/{name}" for name in ASSETS}
        parts = []
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder).as_posix()
            if name not in own and not name.startswith(".git/") and path.is_file():
                parts.append(f"{name}\n{_text_in(path.read_bytes())}")
        return "\n\n".join(parts)


def _text_in(data: bytes) -> str:
    """`data` as text; of a picture or another binary file, the runs in it that are text."""
    if b"\0" in data[:8192]:
        data = b"\n".join(_TEXT_RUN.findall(data))
    return data.decode(errors="ignore")


def _uuid(remote_id: str) -> UUID:
    try:
        return UUID(remote_id)
    except ValueError:
        raise NotFound("not-there", site="") from None


def _checked_slug(slug: str) -> str:
    """`slug`, if it can be a folder's name on any system."""
    if (
        not slug
        or slug.casefold() in _RESERVED
        or _NO_NAME.search(slug)
        or len(slug.encode()) > _LONGEST_SLUG
    ):
        raise Rejected("slug-unusable", slug=slug)
    return slug


def _moved(item: Item, slugs: tuple[str, ...]) -> Item:
    """`item`, which had these `slugs` too."""
    before = dict.fromkeys(slug for slug in slugs if slug != item.slug)
    return replace(item, moved_from=tuple(before))


def _signposts(item: Item) -> set[str]:
    """The pages that lead to an article's."""
    return {f"{slug}/index.html" for slug in item.moved_from}


def _date(post: Post, live: Item | None) -> datetime:
    """When it appeared or appears: an update without a date keeps the day it first had."""
    if post.date is not None:
        return post.date.astimezone(UTC)
    return _read_date(live.date if live else "")


def _read_date(text: str) -> datetime:
    return datetime.fromisoformat(text) if text else datetime.now(UTC).replace(microsecond=0)


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def _differing(wanted: Mapping[str, str], got: Mapping[str, str]) -> tuple[Difference, ...]:
    return tuple(
        Difference(_FIELDS.get(name, name), sent, got.get(name, ""))
        for name, sent in wanted.items()
        if got.get(name, "") != sent
    )


_FIELDS = {
    "image_alt": "image",
    "image_caption": "image",
    "image_credit": "image",
    "names": "authors",
    "seo_title": "seo",
    "seo_description": "seo",
    "social_title": "social",
    "social_description": "social",
    "social_image": "social",
}

"""A post written as the files of a static site."""

import base64
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from editor.cms.folder.manifest import Item
from editor.cms.folder.seal import Seal
from editor.cms.port import Media, Post
from editor.model.article import READING_WORDS_A_MINUTE, count_words, pictures_in
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.block import Blocks, Figure, Footnote, Picture, plain_blocks
from editor.model.draft import Social
from editor.render.html import PictureUrl, write_blocks
from editor.render.page import Links, LockedHtml, Page, render_locked, render_page
from editor.render.phrases import direction, phrases_for
from editor.render.theme import OPENER, STYLESHEET, Theme

_SEALED = re.compile(r'(<script type="application/json" id="sealed">)(.*?)(</script>)', re.DOTALL)
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.\-]*:|//)", re.IGNORECASE)
LINKS = Links(
    css=f"../assets/{STYLESHEET}",
    script=f"../assets/{OPENER}",
    home="../index.html",
    feed="../feed.xml",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A post as files: its item in the manifest, its page, and the pictures and blobs by path."""

    item: Item
    page: bytes
    files: Mapping[str, bytes]


class PostPages:
    """The pages of one post; `date` is its moment, aware, shown in `zone`."""

    def __init__(
        self, post: Post, media: Media, site_name: str, theme: Theme, date: datetime, zone: tzinfo
    ) -> None:
        self._post = post
        self._media = media
        self._site_name = site_name
        self._theme = theme
        self._date = date
        self._zone = zone
        free = pictures_in(post.teaser + _children(post.teaser_notes))
        avatars = tuple(author.avatar for author in post.authors if author.avatar)
        own = (post.image, post.social_image)
        self._free = {name: media[name] for name in (*own, *free, *avatars) if name in media}
        locked = pictures_in(post.locked + _children(post.locked_notes))
        names = [n for n in dict.fromkeys(locked) if n in media and n not in self._free]
        self._keys = {name: str(number) for number, name in enumerate(names, 1)}

    @property
    def sealed(self) -> bool:
        """Whether a part of it is to be sealed."""
        post = self._post
        return post.access is not Access.EVERYONE and post.gate is Gate.SEALED

    @property
    def item(self) -> Item:
        """What the manifest says of it, but for its sealed files."""
        post = self._post
        return Item(
            id=post.article_id,
            slug=post.slug,
            title=post.title,
            subtitle=post.subtitle,
            excerpt=post.excerpt,
            language=post.language,
            date=self._date.isoformat(),
            access=post.access,
            gate=post.gate.value if post.access is not Access.EVERYONE else "",
            names=tuple(author.name for author in post.authors),
            tags=post.tags,
            categories=post.categories,
            image=self._asset(post.image) if post.image else "",
            image_alt=post.image_alt,
            image_caption=post.image_caption,
            image_credit=post.image_credit,
            comments=post.comments,
            seo_title=post.seo_title,
            seo_description=post.seo_description,
            social_title=post.social_title,
            social_description=post.social_description,
            social_image=self._asset(post.social_image),
            canonical=post.canonical,
            free_html=self._free_html(),
            files=tuple(dict.fromkeys(asset_path(m.remote_id) for m in self._free.values())),
        )

    def page(self, sealed: str) -> str:
        """The page as everyone gets it, with `sealed` as the JSON that the passphrase opens."""
        post = self._post
        gated = post.access is not Access.EVERYONE
        notes = _children(post.teaser_notes + post.locked_notes)
        words = count_words(plain_blocks(post.teaser + post.locked + notes))
        page = replace(
            self._page(self._beside),
            locked=None if gated else post.locked,
            locked_notes=() if gated else post.locked_notes,
            box=post.box if gated else None,
            sealed=sealed if self.sealed else "",
            minutes=max(1, round(words / READING_WORDS_A_MINUTE)),
        )
        return render_page(page, self._theme)

    def locked(self) -> LockedHtml:
        """The locked part; its own pictures are named by key ("sealed:1")."""

        def picture(src: str) -> str:
            return f"sealed:{self._keys[src]}" if src in self._keys else self._beside(src)

        return render_locked(self._page(picture))

    def locked_reading(self) -> str:
        """The locked part as `reading` gives it back."""
        html = self.locked()
        sums = {key: PurePosixPath(self._media[n].remote_id).stem for n, key in self._keys.items()}
        return _reading(html.text, html.notes, sums) if self.sealed else ""

    def write(self, seal: Seal | None, read: Callable[[str], bytes]) -> Written:
        """All files; `read` gives a picture's bytes by its remote id. `seal` is for a sealed part."""
        item = self.item
        files = {asset_path(m.remote_id): read(m.remote_id) for m in self._free.values()}
        sealed = ""
        if self.sealed and seal is not None:
            sealed, blobs = self._sealed(seal, read)
            files |= blobs
            item = replace(item, files=(*item.files, *blobs))
        return Written(item, self.page(sealed).encode(), files)

    def _sealed(self, seal: Seal, read: Callable[[str], bytes]) -> tuple[str, dict[str, bytes]]:
        """The JSON for the page, and the locked pictures as blobs by path."""
        article = str(self._post.article_id)
        html = self.locked()
        blobs: dict[str, bytes] = {}
        pictures: dict[str, dict[str, str]] = {}
        for name, key in self._keys.items():
            path = f"sealed/{secrets.token_hex(16)}.bin"
            remote_id = self._media[name].remote_id
            blobs[path] = seal.close(read(remote_id), f"{article}/{path}")
            pictures[key] = {"file": path, "type": _TYPES.get(PurePosixPath(remote_id).suffix, "")}
        text = json.dumps({"html": html.text, "notes": html.notes, "pictures": pictures})
        return seal_text(seal, article, text), blobs

    def _page(self, picture: PictureUrl) -> Page:
        post = self._post
        hero = Figure(Picture(post.image, post.image_alt), post.image_caption, post.image_credit)
        return Page(
            site_name=self._site_name,
            language=post.language,
            title=post.title,
            description=post.excerpt,
            picture=picture,
            subtitle=post.subtitle,
            date=self._date.astimezone(self._zone),
            authors=post.authors,
            avatar=self._avatar,
            hero=hero if post.image else None,
            teaser=post.teaser,
            teaser_notes=post.teaser_notes,
            locked=post.locked,
            locked_notes=post.locked_notes,
            gated=post.access is not Access.EVERYONE,
            comments=post.comments,
            form=False,
            seo_title=post.seo_title,
            seo_description=post.seo_description,
            social=Social(post.social_title, post.social_description, post.social_image),
            links=replace(LINKS, canonical=post.canonical),
            tags=post.tags,
        )

    def _free_html(self) -> str:
        post = self._post
        blocks, notes = post.teaser, post.teaser_notes
        if post.access is Access.EVERYONE:
            blocks, notes = blocks + post.locked, notes + post.locked_notes
        phrases, way = phrases_for(post.language), direction(post.language)
        return write_blocks(blocks, notes, self._asset, phrases, way)

    def _asset(self, src: str) -> str:
        """A free picture's address from the folder's root."""
        if _REMOTE.match(src):
            return src
        return asset_path(self._free[src].remote_id) if src in self._free else ""

    def _beside(self, src: str) -> str:
        """The same from an article's own folder."""
        asset = self._asset(src)
        return asset if not asset or _REMOTE.match(asset) else f"../{asset}"

    def _avatar(self, author: AuthorProfile) -> str:
        return self._beside(author.avatar) if author.avatar else ""


_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


def suffix_of(mime: str) -> str:
    """The suffix that a picture's file gets; ".bin" for what is no picture we know."""
    return next((suffix for suffix, known in _TYPES.items() if known == mime), ".bin")


def asset_path(remote_id: str) -> str:
    """Where a free picture stands in the folder; its name says nothing of what it shows."""
    name = PurePosixPath(remote_id)
    return f"assets/pictures/{quote(name.stem[:20] + name.suffix)}"


def seal_text(seal: Seal, article: str, text: str) -> str:
    """The JSON that stands in a page: `text` sealed, with what the reader's browser needs to open it."""
    return json.dumps(
        {
            "article": article,
            "root": "../",
            "rounds": seal.rounds,
            "salt": base64.b64encode(seal.salt).decode(),
            "data": base64.b64encode(seal.close(text.encode(), article)).decode(),
        }
    )


def open_text(seal: Seal, sealed: str) -> tuple[str, str]:
    """The article and the text of such a JSON. Raises `WrongPassphrase` or `ValueError`."""
    data = json.loads(sealed)
    article = str(data["article"])
    return article, seal.open(base64.b64decode(data["data"]), article).decode()


def sealed_json(page: str) -> str:
    """The sealed JSON of a page, or ""."""
    found = _SEALED.search(page)
    return found[2] if found else ""


def with_sealed(page: str, sealed: str) -> str:
    """`page` with another sealed JSON in its place."""
    return _SEALED.sub(lambda match: match[1] + sealed + match[3], page)


def reading(seal: Seal, sealed: str, read: Callable[[str], bytes]) -> str:
    """What a sealed JSON holds, its pictures by their sums. Raises `WrongPassphrase`."""
    article, text = open_text(seal, sealed)
    content = json.loads(text)
    sums = {
        key: sha256(seal.open(read(entry["file"]), f"{article}/{entry['file']}")).hexdigest()
        for key, entry in content["pictures"].items()
    }
    return _reading(content["html"], content["notes"], sums)


def _reading(html: str, notes: str, sums: Mapping[str, str]) -> str:
    return json.dumps([html, notes, sums], ensure_ascii=False)


def _children(notes: tuple[Footnote, ...]) -> Blocks:
    return tuple(child for note in notes for child in note.children)

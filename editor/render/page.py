"""An article's page as one audience gets it; the preview and published pages are the same."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from editor.model.author import AuthorProfile
from editor.model.block import (
    Blocks,
    Figure,
    Footnote,
    Gallery,
    Heading,
    ListBlock,
    Paragraph,
    PullQuote,
    Quote,
)
from editor.model.draft import Social
from editor.model.site import GateBox
from editor.render.direction import turned
from editor.render.html import HtmlWriter, Kept, PictureUrl
from editor.render.phrases import direction, phrases_for
from editor.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses a page names; "" leaves the thing out. `css` and `script` are hrefs."""

    css: str = ""
    script: str = ""
    home: str = ""
    feed: str = ""
    canonical: str = ""
    subscribe: str = ""
    log_in: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What one audience gets of one article.

    `locked` is None where the reader has no access: the words are then in no part of the page. `box`
    stands in their place. `sealed` is the JSON that the theme's script opens with a passphrase.
    `password` has the whole text hidden behind a field for one.
    `notes_apart` has each part of a gated article end with its own notes, and not the page with all.
    `date` is aware, in the zone it is shown in; `picture` gives an address for every source, and
    `avatar` for every profile ("" = none). `form` says that the site takes comments on the page.
    """

    site_name: str
    language: str
    title: str
    description: str
    picture: PictureUrl
    subtitle: str = ""
    date: datetime | None = None
    authors: tuple[AuthorProfile, ...] = ()
    avatar: Callable[[AuthorProfile], str] = lambda profile: ""
    hero: Figure | None = None
    teaser: Blocks = ()
    teaser_notes: tuple[Footnote, ...] = ()
    locked: Blocks | None = None
    locked_notes: tuple[Footnote, ...] = ()
    notes_apart: bool = False
    gated: bool = False
    box: GateBox | None = None
    sealed: str = ""
    password: bool = False
    comments: bool = True
    form: bool = True
    seo_title: str = ""
    seo_description: str = ""
    social: Social = field(default_factory=Social)
    minutes: int = 0
    links: Links = Links()
    inline_css: str = ""
    scheme: str = ""  # "light" or "dark" forces one, "" follows the reader's system
    tags: tuple[str, ...] = ()


def _writer(page: Page) -> HtmlWriter:
    return HtmlWriter(page.picture, phrases_for(page.language), direction(page.language))


@dataclass(frozen=True, slots=True)
class LockedHtml:
    """The locked part by itself: its text and its notes' list items."""

    text: str
    notes: str


def render_locked(page: Page) -> LockedHtml:
    """The HTML of `page.locked`, numbered and named to fit below the same page's teaser."""
    writer = _writer(page)
    writer.blocks(page.teaser)
    writer.notes(page.teaser_notes)
    return LockedHtml(writer.blocks(page.locked or ()), writer.notes(page.locked_notes))


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page has of the article's text: a piece of HTML for each block or note, without gaps."""

    teaser: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The parts with the names of their places in the shell."""
        return (("teaser", self.teaser), ("locked", self.locked), ("notes", self.notes))


def write_parts(page: Page, kept: Kept, fresh: Kept) -> Parts:
    """The text of `page`; what stands in `kept` is not written again, and `fresh` gets what is there."""
    writer = _writer(page)
    teaser = writer.pieces(page.teaser, kept, fresh)
    locked = writer.pieces(page.locked or (), kept, fresh)
    locked_notes = page.locked_notes if page.locked is not None else ()
    if page.gated and page.notes_apart:
        apart = [_apart(writer, notes, kept, fresh) for notes in (page.teaser_notes, locked_notes)]
        return Parts(teaser + apart[0], locked + apart[1])
    notes = writer.note_pieces((*page.teaser_notes, *locked_notes), kept, fresh)
    return Parts(teaser, locked, notes)


def _apart(
    writer: HtmlWriter, notes: tuple[Footnote, ...], kept: Kept, fresh: Kept
) -> tuple[str, ...]:
    items = "".join(writer.note_pieces(notes, kept, fresh))
    return (f'<section class="notes"><ol>\n{items}</ol></section>\n',) if notes else ()


def filled(shell: str, parts: Parts) -> str:
    """The whole document of a `shell` and its text."""
    for name, pieces in parts.named():
        gap = "" if name == "notes" else "\n"
        shell = shell.replace(_place(name), "".join(piece + gap for piece in pieces), 1)
    return shell


def _place(name: str) -> str:
    return f"<!--{name}-->"


def render_page(page: Page, theme: Theme) -> str:
    """The whole document."""
    parts = write_parts(page, {}, {})
    return filled(render_shell(page, theme, parts), parts)


def render_shell(page: Page, theme: Theme, parts: Parts) -> str:
    """The document without its text, whose place `filled` finds again."""
    phrases, way = phrases_for(page.language), direction(page.language)
    writer = _writer(page)
    shut = page.gated and page.locked is None
    card = page.social.image or (page.hero.picture.src if page.hero else "")
    hero = (page.hero,) if page.hero and _shows_hero(page.hero, page.teaser) else ()
    return theme.render(
        "page.html",
        {
            "page": page,
            "links": page.links,
            "phrases": phrases,
            "direction": way,
            "turned": lambda text: Markup(turned(way, text)),
            "hero": Markup(writer.blocks(hero).strip()),
            "teaser": Markup(_place("teaser")),
            "locked": Markup(_place("locked") if parts.locked or page.gated else ""),
            "notes": Markup(_place("notes") if parts.notes else ""),
            "shut": shut,
            "faded": shut and _fades(page.teaser) and not (page.notes_apart and page.teaser_notes),
            "posted": Markup(_posted(page)),
            "day": phrases.date(page.date.date()) if page.date else "",
            "iso": page.date.isoformat(timespec="seconds") if page.date else "",
            "head_title": page.seo_title or page.title,
            "description": page.seo_description or page.description,
            "social_title": page.social.title or page.seo_title or page.title,
            "social_description": page.social.description or page.description,
            "card": page.picture(card) if card else "",
            "card_alt": page.hero.picture.alt if page.hero and not page.social.image else "",
            "authors": [_box(author, page) for author in page.authors],
            "json_ld": Markup(_json_ld(page)),
            "css": Markup(page.inline_css.replace("</", "<\\/")),
            "sealed": Markup(page.sealed.replace("<", "\\u003c")),
        },
    )


def _shows_hero(hero: Figure, teaser: Blocks) -> bool:
    """Whether the featured picture stands at the top: not when the free text shows it anyway."""
    figures = [b for b in teaser if isinstance(b, Figure)]
    figures += [figure for b in teaser if isinstance(b, Gallery) for figure in b.figures]
    return all(figure.picture.src != hero.picture.src for figure in figures)


def _fades(teaser: Blocks) -> bool:
    return bool(teaser) and isinstance(
        teaser[-1], Paragraph | ListBlock | Quote | PullQuote | Heading
    )


def _posted(page: Page) -> str:
    phrases = phrases_for(page.language)
    names = phrases.names(tuple(author.name for author in page.authors))
    if page.date is None:
        return str(Markup.escape(names))
    day = phrases.date(page.date.date())
    iso = page.date.isoformat(timespec="seconds")
    when = Markup('<time datetime="{}">{}</time>').format(iso, day)
    text = phrases.posted if names else phrases.posted_anonymously
    turn = Markup(turned(direction(page.language), names))
    who = Markup('<span class="names"{}>{}</span>').format(turn, names)
    return str(Markup(text).format(date=when, names=who))


def _box(author: AuthorProfile, page: Page) -> dict[str, object]:
    return {
        "slug": author.slug,
        "name": author.name,
        "bio": author.bio(page.language),
        "avatar": page.avatar(author),
        "links": [(url, _shown(url)) for url in author.links],
    }


def _shown(url: str) -> str:
    """A link as its box shows it: without scheme and final slash."""
    bare = url.split("://", 1)[-1].removeprefix("mailto:").removeprefix("www.")
    return bare.rstrip("/")


def _json_ld(page: Page) -> str:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.seo_description or page.description,
        "inLanguage": page.language,
        "isAccessibleForFree": not page.gated,
    }
    if page.date:
        data["datePublished"] = page.date.isoformat(timespec="seconds")
    if page.authors:
        data["author"] = [{"@type": "Person", "name": author.name} for author in page.authors]
    if page.gated:
        data["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".locked",
        }
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")

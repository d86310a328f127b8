"""The article as one reader will see it, before anything is published."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from editor.checks.leaks import Fingerprints
from editor.model import cut
from editor.model.article import Article
from editor.model.audience import Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.block import Figure, Picture
from editor.model.draft import Draft, Social
from editor.model.exposure import Portion, portion
from editor.model.publication import Leak
from editor.model.site import GateBox, Site
from editor.render.page import Links, Page, render_page
from editor.render.phrases import phrases_for
from editor.render.theme import Theme
from editor.services.accounts import Accounts
from editor.services.drafting import READING_WORDS_A_MINUTE, Drafting, Locate
from editor.services.planning import zone_of
from editor.text.parse import parse

# the window's own addresses: nothing in a preview comes from anywhere else
SCHEME = "standfirst"
NO_SITE = Site("", "folder", "", gate=Gate.TEASER_ONLY)
_DEFINITION = re.compile(r" {0,3}(?:\[[^\]]+\]:|\*\[[^\]]+\]:)")


@dataclass(frozen=True, slots=True)
class Preview:
    """A document, and how much of the article is in it.

    `paid_words_shown` should be 0 where `shut`; `paid_runs` are those words.
    """

    html: str
    free_words: int
    all_words: int
    paid_words_shown: int
    gated: bool
    shut: bool
    paid_runs: tuple[str, ...] = ()


class Previewing:
    """Renders drafts as their readers will see them."""

    def __init__(self, drafting: Drafting, accounts: Accounts, theme: Theme) -> None:
        self._drafting = drafting
        self._accounts = accounts
        self._theme = theme

    def page(
        self, draft: Draft, audience: Audience, site: Site | None, scheme: str = ""
    ) -> Preview:
        """The page of `draft` for the window's web view; `scheme` is light, dark or "" for either."""
        base = f"{SCHEME}://article/{draft.id}/"
        links = Links(css=f"{SCHEME}://resource/styles/page.css", home="#", subscribe="#")
        return self._preview(draft, audience, site, links, base, scheme)

    def file(self, draft: Draft, audience: Audience, site: Site | None, locate: Locate) -> Preview:
        """The page as one file that stands by itself but for its pictures, which stay where they are."""
        return self._preview(draft, audience, site, Links(home="#", subscribe="#"), "", "", locate)

    def _preview(
        self,
        draft: Draft,
        audience: Audience,
        site: Site | None,
        links: Links,
        base: str,
        scheme: str,
        locate: Locate | None = None,
    ) -> Preview:
        article = parse(draft)
        on = site or NO_SITE
        share = portion(on.gate, draft.access, audience, Surface.PAGE)
        # without a site it is the reader's right that counts, not how a gate would keep it
        less = share in (Portion.TEASER, Portion.NOTHING)
        shut = not audience.may_read(draft.access) if site is None else less
        page = self._page(article, on, shut, links, base, scheme, locate)
        if share is Portion.NOTHING:
            page = _hidden(page)
        html = render_page(page, self._theme)
        found: tuple[Leak, ...] = ()
        if shut:
            prints = Fingerprints.of(article.locked_text, (article.teaser_text,))
            found = prints.find(html)
        return Preview(
            html,
            0 if share is Portion.NOTHING else article.free_words,
            article.all_words,
            sum(leak.words for leak in found),
            article.gated,
            article.gated and shut,
            tuple(leak.quote for leak in found),
        )

    def _page(
        self,
        article: Article,
        site: Site,
        shut: bool,
        links: Links,
        base: str,
        scheme: str,
        locate: Locate | None,
    ) -> Page:
        draft, image = article.draft, article.draft.image
        now = datetime.now(UTC)
        zone = zone_of(site)
        moment = draft.date.moment(zone, now) if draft.date else now
        teaser_lines, locked_lines = block_lines(article)
        # not asked of the kind's capabilities: that loads every adapter, and the writer is typing
        on_wordpress = site.kind == "wordpress"
        served = site.kind in ("wordpress", "ghost")

        def picture(src: str) -> str:
            if re.match(r"https?:|//", src):
                return src
            if locate is not None:
                found = locate(src)
                return found.resolve().as_uri() if found else quote(src)
            return base + quote(src)

        return Page(
            site_name=site.name,
            language=draft.language,
            title=draft.title,
            description=article.excerpt,
            picture=picture,
            subtitle="" if served else draft.subtitle,
            date=moment.astimezone(zone),
            authors=self._drafting.byline(draft),
            avatar=lambda profile: self._avatar(profile, locate is not None),
            hero=Figure(Picture(image.file, image.alt), image.caption, image.credit)
            if image
            else None,
            teaser=article.teaser,
            teaser_notes=article.teaser_notes,
            locked=None if shut and article.gated else article.locked,
            locked_notes=() if shut and article.gated else article.locked_notes,
            notes_apart=served,  # there what is free must stand outside the gate
            gated=article.gated,
            box=_box(site, draft.language) if shut and article.gated else None,
            comments=draft.comments,
            form=on_wordpress,
            seo_title=draft.seo.title,
            seo_description=draft.seo.description,
            social=draft.social,
            minutes=max(1, round(article.all_words / READING_WORDS_A_MINUTE)),
            links=links,
            inline_css="" if links.css else self._theme.text("styles/page.css"),
            scheme=scheme,
            teaser_lines=teaser_lines,
            locked_lines=locked_lines,
            tags=draft.tags,
        )

    def _avatar(self, profile: AuthorProfile, as_file: bool) -> str:
        path = self._accounts.avatar(profile)
        if path is None:
            return ""
        return path.resolve().as_uri() if as_file else f"{SCHEME}://avatar/{path.name}"

    def avatar_file(self, name: str) -> Path | None:
        """The picture behind an avatar's address."""
        return self._accounts.stored_picture(name)


def _box(site: Site, language: str) -> GateBox:
    """What a reader without access is told there; some gates say it in words of the site's own."""
    if site.gate in (Gate.NEWSLETTER, Gate.PMPRO, Gate.PAYWALL):
        return GateBox("", phrases_for(language).invitation, "")
    return site.box(language)


def _hidden(page: Page) -> Page:
    """`page` with all but its title, date and authors behind a field for a password."""
    return replace(
        page,
        password=True,
        description="",
        subtitle="",
        hero=None,
        teaser=(),
        teaser_notes=(),
        locked=None,
        locked_notes=(),
        box=None,
        seo_description="",
        social=Social(),
        minutes=0,
    )


def block_lines(article: Article) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The 1-based lines where the teaser's and the locked part's blocks begin.

    Empty where a line begins no block or more than one: a guess would scroll to the wrong place.
    """
    body = article.draft.body
    lines = body.split("\n")
    starts = [
        start + 1 for start in cut.boundaries(body)[:-1] if not _DEFINITION.match(lines[start])
    ]
    free = len(article.teaser)
    if len(starts) != free + len(article.locked):
        return (), ()
    return tuple(starts[:free]), tuple(starts[free:])

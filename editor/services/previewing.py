"""The article as one reader will see it, before anything is published."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
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
from editor.render.html import Kept
from editor.render.page import Links, Page, Parts, filled, render_page, render_shell, write_parts
from editor.render.phrases import phrases_for
from editor.render.theme import Theme
from editor.services.accounts import Accounts
from editor.services.drafting import Drafting, Locate
from editor.services.measuring import minutes
from editor.services.planning import zone_of
from editor.text.parse import parse

# the window's own addresses: nothing in a preview comes from anywhere else
SCHEME = "standfirst"
_NOTE = re.compile(r" {0,3}\[[^\[\]]*\]:")
NO_SITE = Site("", "folder", "", gate=Gate.TEASER_ONLY)


@dataclass(frozen=True)
class Preview:
    """A document, and how much of the article is in it.

    `leaks` are the paid words in it, of which there should be none where `shut`; None: not looked for.
    """

    article: Article
    shell: str
    parts: Parts
    shut: bool
    hidden: bool = False
    leaks: tuple[Leak, ...] | None = None

    @cached_property
    def html(self) -> str:
        """The whole of it."""
        return filled(self.shell, self.parts)

    @property
    def gated(self) -> bool:
        """Whether some readers may not read all of it."""
        return self.article.gated

    @property
    def free_words(self) -> int:
        """How many words anyone may read."""
        return 0 if self.hidden else self.article.free_words

    @property
    def all_words(self) -> int:
        """How many words the article has."""
        return self.article.all_words

    @property
    def paid_words_shown(self) -> int:
        """How many paid words were found."""
        return sum(leak.words for leak in self.leaks or ())

    @property
    def paid_runs(self) -> tuple[str, ...]:
        """Those words."""
        return tuple(leak.quote for leak in self.leaks or ())

    def place(self, line: int, cut: int) -> tuple[str, int]:
        """The part, and the place in it, that shows a 1-based line of the text.

        From the `cut` on, which is 0 where there is none, it is the "gate" if the page has one. -1: above
        all of the text.
        """
        at = bisect_right(self._lines, line) - 1
        free = len(self.article.teaser)
        if self.shut and (at >= free or (cut and line >= cut)):
            return "gate", 0
        return ("teaser", at) if at < free else ("locked", at - free)

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """The 0-based lines of the text where the page's stops are: its blocks and the text's end.

        Where the page keeps words back, its gate box stands for all from the line before the end on.
        """
        starts = [line - 1 for line in self._lines]
        lines = self.article.draft.body.split("\n")
        end = _end(lines, starts[-1] if starts else 0)
        if not self.shut and not self.hidden:
            return (*starts, end)
        free = 0 if self.hidden else len(self.article.teaser)
        cuts = cut.find(self.article.draft.body)
        gate = cuts[0] if cuts and not self.hidden else min(starts, default=0)
        return (*starts[:free], min(gate, end), end)

    def lines_of(self, index: int) -> tuple[int, int]:
        """The 0-based lines of a block, counted through both parts: its first, and the next one's."""
        starts = [line - 1 for line in self._lines]
        if not 0 <= index < len(starts):
            return (starts[-1], self.stops[-1]) if starts else (0, 1)
        return starts[index], starts[index + 1] if index + 1 < len(starts) else self.stops[-1]

    def note_label(self, number: int) -> str:
        """What the writer calls a footnote; "" where there is none of this number."""
        notes = (*self.article.teaser_notes, *self.article.locked_notes)
        return next((note.label for note in notes if note.number == number), "")

    @property
    def _lines(self) -> tuple[int, ...]:
        return self.article.reckoned.lines if self.article.reckoned else ()


class Previewing:
    """Renders drafts as their readers will see them."""

    def __init__(self, drafting: Drafting, accounts: Accounts, theme: Theme) -> None:
        self._drafting = drafting
        self._accounts = accounts
        self._theme = theme
        self._kept: tuple[object, Kept] = (None, {})

    def page(
        self, draft: Draft, audience: Audience, site: Site | None, scheme: str = ""
    ) -> Preview:
        """The page of `draft` for the window's web view; `scheme` is light, dark or "" for either.

        Of a draft that it rendered before only what changed is read and written.
        """
        base = f"{SCHEME}://article/{draft.id}/"
        links = Links(css=f"{SCHEME}://resource/styles/page.css", home="#", subscribe="#")
        wording = (draft.id, draft.language)
        known, kept = self._kept
        fresh: Kept = {}
        article = self._drafting.read(draft)
        page, shut, hidden = self._page(article, audience, site, links, base, scheme, None)
        parts = write_parts(page, kept if known == wording else {}, fresh)
        self._kept = (wording, fresh)
        shell = render_shell(page, self._theme, parts)
        return Preview(article, shell, parts, article.gated and shut, hidden)

    def look(self, seen: Preview) -> Preview:
        """`seen` with the paid words in it; of a long article this takes a second."""
        if not seen.shut and not seen.hidden:
            return replace(seen, leaks=())
        prints = Fingerprints.of(seen.article.locked_text, (seen.article.teaser_text,))
        return replace(seen, leaks=prints.find(seen.html))

    def file(self, draft: Draft, audience: Audience, site: Site | None, locate: Locate) -> str:
        """The page as one file that stands by itself but for its pictures, which stay where they are."""
        links = Links(home="#", subscribe="#")
        page, _, _ = self._page(parse(draft), audience, site, links, "", "", locate)
        return render_page(page, self._theme)

    def _page(
        self,
        article: Article,
        audience: Audience,
        site: Site | None,
        links: Links,
        base: str,
        scheme: str,
        locate: Locate | None,
    ) -> tuple[Page, bool, bool]:
        """The page, whether it keeps something back from `audience`, and whether it keeps all back."""
        on = site or NO_SITE
        share = portion(on.gate, article.draft.access, audience, Surface.PAGE)
        # without a site it is the reader's right that counts, not how a gate would keep it
        less = share in (Portion.TEASER, Portion.NOTHING)
        shut = not audience.may_read(article.draft.access) if site is None else less
        page = self._open_page(article, on, shut, links, base, scheme, locate)
        hidden = share is Portion.NOTHING
        return _hidden(page) if hidden else page, shut, hidden

    def _open_page(
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
            site_name=site.public_name,
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
            minutes=minutes(article.all_words) or 1,
            links=links,
            inline_css="" if links.css else self._theme.text("styles/page.css"),
            scheme=scheme,
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


def _end(lines: list[str], last: int) -> int:
    """The line after the text, whose last block begins at the line `last`: footnotes may stand below."""
    for at in range(last + 1, len(lines)):
        if _NOTE.match(lines[at]) and not lines[at - 1].strip():
            return at
    return len(lines)


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

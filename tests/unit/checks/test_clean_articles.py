"""What is clean is not called a leak: articles in eight languages as strangers see them on their sites."""

import json
import os
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from random import Random

from editor.checks.leaks import Fingerprints, has_teaser
from editor.checks.plain import is_solid, tokens
from editor.model.article import Article
from editor.model.author import AuthorProfile
from editor.model.block import plain_blocks
from editor.model.site import DEFAULT_BOXES
from editor.render.feed import Entry, render_feed, render_index
from editor.render.html import HtmlWriter
from editor.render.page import Links, Page, render_page
from editor.render.phrases import phrases_for
from editor.render.theme import Theme
from tests.unit.checks.newsroom import LANGUAGES, Newsroom

RESOURCES = Path(__file__).parents[3] / "resources"
THEME = Theme(lambda name: RESOURCES.joinpath(name).read_bytes())
ARTICLES = 200 if "STANDFIRST_STRESS" in os.environ else 64
EACH = ARTICLES // len(LANGUAGES)


@dataclass(frozen=True)
class Case:
    """An article with what is looked for, and all that a stranger is shown of it and around it."""

    article: Article
    prints: Fingerprints
    documents: dict[str, str]


class Site:
    """A site of the newsroom: what stands on it before an article, and with it."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.language = room.language
        self.earlier = tuple(room.article(number) for number in range(12))
        self.later = tuple(room.article(200 + number) for number in range(6))
        self.before = "".join(self.lists(self.earlier[:6]).values())

    def chrome(self, around: tuple[Article, ...], article: Article) -> str:
        """What the theme and its plug-ins set around an article, with other articles' beginnings."""
        related = "".join(
            f'<article><h3><a href="/{n}">{escape(one.draft.title)}</a></h3>'
            f"<p>{escape(one.excerpt)} [&hellip;]</p></article>"
            for n, one in enumerate(around)
        )
        quoted = escape(plain_blocks(article.teaser[:1]))
        comments = "".join(
            f"<li><blockquote>{quoted}</blockquote><p>{escape(self.room.paragraph(2))}</p></li>"
            for _ in range(3)
        )
        return (
            f"<nav>{' '.join(self.language.words[-20:])}</nav><aside>{related}</aside>"
            f"<form><label>{self.language.subscribe}</label></form><ol>{comments}</ol>"
            f"<footer>{self.language.legal} {self.language.series}</footer>"
            f"<script>var site={json.dumps({'about': self.language.legal})}</script>"
        )

    def page(self, article: Article, around: tuple[Article, ...]) -> str:
        """The article's page for whoever has not paid."""
        room, draft = self.room, article.draft
        page = Page(
            site_name=self.language.names[1],
            language=draft.language,
            title=draft.title,
            description=article.excerpt,
            picture=lambda source: f"/pictures/{source}",
            subtitle=draft.subtitle,
            date=room.day(),
            authors=(AuthorProfile("ada", self.language.names[0], {"": room.sentence()}),),
            teaser=article.teaser,
            teaser_notes=article.teaser_notes,
            gated=True,
            box=DEFAULT_BOXES.get(draft.language, DEFAULT_BOXES["en"]),
            minutes=6,
            tags=draft.tags,
            inline_css=".locked{display:none}",
        )
        return render_page(page, THEME).replace("</body>", f"{self.chrome(around, article)}</body>")

    def entries(self, articles: tuple[Article, ...]) -> tuple[Entry, ...]:
        """The articles as lists have them."""
        writer = HtmlWriter(lambda source: source, phrases_for(self.language.code))
        return tuple(
            Entry(
                id=str(number),
                href=f"{number}/",
                title=one.draft.title,
                date=self.room.day(),
                excerpt=one.excerpt,
                html=writer.blocks(one.teaser),
                language=self.language.code,
                names=(self.language.names[0],),
                tags=one.draft.tags,
            )
            for number, one in enumerate(articles)
        )

    def lists(self, articles: tuple[Article, ...]) -> dict[str, str]:
        """The front page, the feed and the API's list."""
        entries = self.entries(articles)
        name = self.language.names[1]
        posts = [
            {
                "title": {"rendered": one.title},
                "content": {"rendered": one.html},
                "excerpt": one.excerpt,
            }
            for one in entries
        ]
        return {
            "front page": render_index(name, entries, THEME, Links())
            + f"<footer>{self.language.legal} {self.language.series} {self.language.subscribe}</footer>",
            "feed": render_feed(name, entries, THEME, "https://news.example/"),
            "API": json.dumps(posts).replace("/", "\\/"),
        }


def case(site: Site, number: int) -> Case:
    """A new article on `site`: what its other pages say already is known, as it is when one publishes."""
    article = site.room.article(100 + number)
    draft = article.draft
    free = [article.teaser_text, draft.title, draft.subtitle, article.excerpt]
    prints = Fingerprints.of(article.locked_text, free)
    prints = prints.without([leak.quote for leak in prints.find(site.before)])
    later = site.later[number % 3 : number % 3 + 3]
    around = (*later, *site.earlier[-4:])
    documents = {"page": site.page(article, around)}
    documents |= site.lists((article, *later, *site.earlier[:2]))
    return Case(article, prints, documents)


@cache
def cases() -> tuple[Case, ...]:
    """The same in every run."""
    sites = [Site(Newsroom(language, seed=5)) for language in LANGUAGES]
    return tuple(case(site, number) for site in sites for number in range(EACH))


def planted(one: Case, random: Random) -> tuple[str, str]:
    """Six words (twelve letters) that the locked part alone has; and a page of the article with them."""
    words, size = tokens(one.article.locked_text), 6
    if is_solid(words[0]):
        size = 12
    starts = [
        start
        for start in range(len(words) - size)
        if tuple(words[start : start + size]) in one.prints.runs
        and not one.prints.free & set(range(start, start + size))
    ]
    start = random.choice(starts)
    run = ("" if size == 12 else " ").join(words[start : start + size])
    surface = random.choice(sorted(one.documents))
    document = one.documents[surface]
    at = random.choice(
        [n for n, char in enumerate(document) if char == ">" and surface != "API"] or [1]
    )
    return run, f"{document[: at + 1]} {run} {document[at + 1 :]}"


def test_clean_articles_give_at_most_one_false_alarm() -> None:
    alarms = {
        (one.article.draft.language, leak.quote)
        for one in cases()
        for document in one.documents.values()
        for leak in one.prints.find(document)
    }
    assert len(cases()) == ARTICLES
    assert len(alarms) <= 1, f"{len(alarms)} false alarms over {ARTICLES} clean articles: {alarms}"


def test_of_the_same_articles_each_planted_run_is_found() -> None:
    random = Random(11)
    missed = []
    for one in cases():
        run, document = planted(one, random)
        if not one.prints.find(document):
            missed.append((one.article.draft.language, run))
    assert missed == [], f"{len(missed)} of {ARTICLES} planted runs were missed"


def test_the_clean_pages_show_their_teaser_and_share_words_with_what_is_locked() -> None:
    for one in cases():
        page = one.documents["page"]
        assert has_teaser(one.article.teaser_text, page)
        shown, locked = tokens(page), tokens(one.article.locked_text)
        assert len(set(locked) & set(shown)) > len(set(locked)) * 0.6
        pairs, seen = (
            set(pairwise(locked)),
            set(pairwise(shown)),
        )
        assert len(pairs & seen) > 30

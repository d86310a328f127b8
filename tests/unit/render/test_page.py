"""A page holds what its reader may have, in the order readers know, in the article's language."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from editor.model.author import AuthorProfile
from editor.model.block import Figure, Footnote, NoteCall, Paragraph, Picture, Text
from editor.model.draft import Social
from editor.model.site import DEFAULT_BOXES
from editor.render.page import Links, Page, render_locked, render_page
from editor.render.phrases import direction, phrases_for
from editor.render.theme import Theme
from tests.markup import problems, shown

FREE = "Anyone may read these words & this <tag>."
LOCKED = "Nobody reads these without paying."
ADA = AuthorProfile(
    "ada",
    "Ada Quay",
    {"": "Writes of harbours.", "ar": "تكتب عن الموانئ."},
    "ada.jpg",
    ("https://ada.example/", "mailto:ada@ada.example"),
)
PAGE = Page(
    site_name="Harbour & Sons",
    language="en",
    title="The city that drinks",
    description="What it <drinks>.",
    picture=lambda src: f"/pictures/{src}",
    subtitle="A plant for a drought",
    date=datetime(2021, 7, 11, 10, 30, tzinfo=UTC),
    authors=(ADA,),
    avatar=lambda profile: f"/avatars/{profile.avatar}",
    teaser=(Paragraph((Text(FREE), NoteCall("a", 1))),),
    teaser_notes=(Footnote("a", 1, (Paragraph((Text("The free note."),)),)),),
    locked=(Paragraph((Text(LOCKED), NoteCall("b", 2))),),
    locked_notes=(Footnote("b", 2, (Paragraph((Text("The paid note."),)),)),),
    gated=True,
    links=Links(css="page.css", script="open.js", home="/", feed="/feed.xml"),
)
VISITOR = replace(PAGE, locked=None, locked_notes=(), box=DEFAULT_BOXES["en"])


def in_order(text: str, *parts: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def test_where_the_gate_is_in_the_text_each_part_ends_with_its_own_notes(theme: Theme) -> None:
    order = [FREE.split(" &")[0], "The free note.", LOCKED, "The paid note."]
    paid = render_page(replace(PAGE, notes_apart=True), theme)
    assert problems(paid) == []
    assert in_order(paid, *order)
    assert 'id="notes"' not in paid
    visitor = render_page(replace(VISITOR, notes_apart=True), theme)
    assert problems(visitor) == []
    assert in_order(visitor, *order[:2], DEFAULT_BOXES["en"].heading)
    free = replace(PAGE, gated=False, notes_apart=True)
    assert in_order(render_page(free, theme), order[0], order[2], order[1], order[3])


def test_a_visitor_gets_the_parts_in_the_known_order(theme: Theme) -> None:
    html = render_page(VISITOR, theme)
    assert problems(html) == []
    assert in_order(
        shown(html),
        "11 July 2021",
        "The city that drinks",
        "A plant for a drought",
        "Posted on 11 July 2021 by Ada Quay",
        FREE,
        "Subscribe to get access",
        "Read more of this content when you subscribe today.",
        "Subscribe",
        "The free note.",
        "Leave a reply",
        "Published by Ada Quay",
        "Writes of harbours.",
    )


def test_no_locked_word_is_in_a_visitors_document(theme: Theme) -> None:
    html = render_page(VISITOR, theme)
    assert LOCKED not in html
    assert "paid note" not in html


def test_the_entitled_get_all_of_it_and_no_box(theme: Theme) -> None:
    html = render_page(PAGE, theme)
    assert problems(html) == []
    text = shown(html)
    assert in_order(text, FREE, LOCKED, "The free note.", "The paid note.", "Leave a reply")
    assert "Subscribe to get access" not in text
    assert 'class="text faded"' not in html


def test_the_fade_lies_over_free_lines_of_a_visitor_only(theme: Theme) -> None:
    assert 'class="text faded"' in render_page(VISITOR, theme)
    assert 'class="text faded"' not in render_page(replace(VISITOR, teaser=()), theme)


def test_the_head_says_what_is_free(theme: Theme) -> None:
    html = render_page(VISITOR, theme)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    data = json.loads(found[1])
    assert data["isAccessibleForFree"] is False
    assert data["hasPart"]["cssSelector"] == ".locked"
    assert 'class="locked text"' in html
    free = render_page(replace(PAGE, gated=False), theme)
    assert '"isAccessibleForFree": true' in free


def test_what_is_for_searchers_goes_to_the_head_alone(theme: Theme) -> None:
    page = replace(VISITOR, seo_title="For searchers", seo_description="Found & read")
    html = render_page(page, theme)
    assert "<title>For searchers – Harbour &amp; Sons</title>" in html
    assert '<meta name="description" content="Found &amp; read">' in html
    assert "For searchers" not in shown(html)


def head(html: str) -> list[tuple[str, str]]:
    """What the head tells networks and search engines, in order."""
    told = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', html)
    return told + re.findall(r'<link rel="(canonical)" href="([^"]*)">', html)


def test_cards_are_told_what_is_for_them_and_else_what_is_there_anyway(theme: Theme) -> None:
    hero = Figure(Picture("quay.jpg", "A quay"), "Dusk")
    plain = replace(VISITOR, hero=hero, description="Found", seo_title="For searchers")
    told = dict(head(render_page(plain, theme)))
    for network in ("og", "twitter"):
        assert told[f"{network}:title"] == "For searchers"
        assert told[f"{network}:description"] == "Found"
        assert told[f"{network}:image"] == "/pictures/quay.jpg"
    assert told["og:image:alt"] == "A quay"
    assert "canonical" not in told
    social, first = Social("For <cards>", "Shared", "card.jpg"), "https://first.example/?a=1&b=2"
    html = render_page(replace(plain, social=social, links=Links(canonical=first)), theme)
    assert problems(html) == []
    told = dict(head(html))
    for network in ("og", "twitter"):
        assert told[f"{network}:title"] == "For &lt;cards&gt;"
        assert told[f"{network}:description"] == "Shared"
        assert told[f"{network}:image"] == "/pictures/card.jpg"
    assert "og:image:alt" not in told, "those are another picture's words"
    assert told["canonical"] == told["og:url"] == "https://first.example/?a=1&amp;b=2"
    assert "<title>For searchers" in html
    assert "cards" not in shown(html)


def test_nothing_typed_can_become_markup(theme: Theme) -> None:
    evil = '"><script>alert(1)</script>'
    page = replace(
        VISITOR,
        title=evil,
        subtitle=evil,
        description=evil,
        site_name=evil,
        seo_title=evil,
        social=Social(evil, evil, evil),
        links=Links(canonical=evil),
        sealed=json.dumps({"x": evil}),
        authors=(AuthorProfile("x", evil, {"": evil}),),
    )
    html = render_page(page, theme)
    assert problems(html) == []
    assert "<script>alert" not in html


def test_the_featured_picture_is_not_shown_twice(theme: Theme) -> None:
    figure = Figure(Picture("quay.jpg", "A quay"), "Dusk")
    assert render_page(replace(VISITOR, hero=figure), theme).count('<img src="/pictures/quay') == 1
    both = replace(VISITOR, hero=figure, teaser=(figure, *VISITOR.teaser))
    html = render_page(both, theme)
    assert html.count('<img src="/pictures/quay') == 1
    assert '<meta property="og:image" content="/pictures/quay.jpg">' in html


def test_closed_comments_and_a_site_without_a_form_say_so(theme: Theme) -> None:
    assert "Comments are closed." in render_page(replace(VISITOR, comments=False), theme)
    assert "no comment form" in render_page(replace(VISITOR, form=False), theme)


def test_a_page_without_date_author_or_picture_is_whole(theme: Theme) -> None:
    html = render_page(replace(VISITOR, date=None, authors=(), subtitle=""), theme)
    assert problems(html) == []
    assert "Posted" not in shown(html)
    alone = shown(render_page(replace(VISITOR, authors=()), theme))
    assert "Posted on 11 July 2021" in alone
    assert " by " not in alone


@pytest.mark.parametrize(
    ("language", "byline", "box"),
    [
        ("ar", "نُشر في 11 يوليو 2021 بقلم Ada Quay", "نشره"),
        ("de-AT", "Veröffentlicht am 11. Juli 2021 von Ada Quay", "Veröffentlicht von"),
        ("es", "Publicado el 11 de julio de 2021 por Ada Quay", "Publicado por"),
        ("fr", "Publié le 11 juillet 2021 par Ada Quay", "Publié par"),
        ("sv", "Publicerad 11 juli 2021 av Ada Quay", "Publicerad av"),
        ("tlh", "Posted on 11 July 2021 by Ada Quay", "Published by"),
    ],
)
def test_the_pages_own_words_follow_the_article(
    theme: Theme, language: str, byline: str, box: str
) -> None:
    text = shown(render_page(replace(VISITOR, language=language), theme))
    assert byline in text
    assert box in text


def test_right_to_left_is_the_articles_own(theme: Theme) -> None:
    html = render_page(replace(VISITOR, language="ar"), theme)
    assert '<main id="article" lang="ar" dir="rtl">' in html
    assert "تكتب عن الموانئ." in html
    assert direction("az-Arab") == "rtl"
    assert direction("ku-Latn") == "ltr"
    assert direction("sv-SE") == "ltr"


def test_names_are_listed_as_each_language_does() -> None:
    assert phrases_for("en").names(("A", "B", "C")) == "A, B and C"
    assert phrases_for("fr").names(("A", "B")) == "A et B"
    assert phrases_for("ar").names(("أ", "ب")) == "أ وب"
    assert phrases_for("fr").date(date(2026, 8, 1)) == "1er août 2026"


def test_the_locked_part_by_itself_fits_below_the_teaser(theme: Theme) -> None:
    part = render_locked(PAGE)
    assert LOCKED in part.text
    assert 'id="note-2"' in part.notes
    assert FREE not in part.text
    shut = render_page(VISITOR, theme)
    whole = shut.replace("</article>", part.text + "<ol>" + part.notes + "</ol></article>")
    assert problems(whole) == []


def test_a_forced_scheme_is_marked_for_the_style_sheet(theme: Theme) -> None:
    assert 'data-scheme="dark"' in render_page(replace(VISITOR, scheme="dark"), theme)
    css = theme.text("styles/page.css")
    assert ':root[data-scheme="dark"]' in css
    assert "prefers-color-scheme: dark" in css

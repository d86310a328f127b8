"""The feed and the front page list articles, and give away no more than is free."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from editor.model.audience import Access
from editor.render.feed import Entry, render_feed, render_index
from editor.render.page import Links
from editor.render.theme import Theme
from tests.markup import problems, shown

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
OLD = Entry(
    id="11111111-1111-4111-8111-111111111111",
    href="old/index.html",
    title="Old & <wise>",
    date=datetime(2021, 7, 11, 10, 30, tzinfo=UTC),
    excerpt="What was, & is.",
    html="<p>Free &amp; “easy” ]]></p>\n",
    names=("Ada", "Ben"),
    tags=("ships", "R&D"),
    access=Access.PAID,
)
NEW = replace(
    OLD,
    id="22222222-2222-4222-8222-222222222222",
    href="new/index.html",
    title="جديد",
    date=datetime(2026, 1, 1, tzinfo=UTC),
    language="ar",
    access=Access.EVERYONE,
)
LINKS = Links(css="assets/page.css", home="index.html", feed="feed.xml")


def items(theme: Theme, base: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(render_feed("Harbour & Sons", (OLD, NEW), theme, base))
    assert root.tag == "rss"
    assert root.findtext("channel/title") == "Harbour & Sons"
    return root.findall("channel/item")


def test_a_reader_gets_each_article_newest_first(theme: Theme) -> None:
    new, old = items(theme)
    assert new.findtext("title") == "جديد"
    assert old.findtext("title") == "Old & <wise>"
    assert old.findtext("description") == "What was, & is."
    assert old.findtext(CONTENT) == OLD.html
    assert old.findtext("pubDate") == "Sun, 11 Jul 2021 10:30:00 +0000"
    assert [c.text for c in old.findall("category")] == ["ships", "R&D"]
    assert old.findtext("guid") == f"urn:uuid:{OLD.id}"
    assert old.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Ada and Ben"


def test_links_are_absolute_once_the_address_is_known(theme: Theme) -> None:
    assert items(theme)[0].findtext("link") == "new/index.html"
    assert items(theme, "https://a.example/blog/")[0].findtext("link") == (
        "https://a.example/blog/new/index.html"
    )


def test_a_control_character_does_not_break_the_feed(theme: Theme) -> None:
    entry = replace(OLD, title="A\x0bB", html="<p>C\x00\ufffeD</p>")
    root = ElementTree.fromstring(render_feed("S", (entry,), theme))
    assert root.findtext("channel/item/title") == "AB"


def test_an_empty_site_has_a_valid_feed_and_front_page(theme: Theme) -> None:
    assert ElementTree.fromstring(render_feed("S", (), theme)).findall("channel/item") == []
    html = render_index("S", (), theme, LINKS)
    assert problems(html) == []
    assert "Nothing has been published here yet." in shown(html)


def test_the_front_page_lists_articles_each_in_its_own_language(theme: Theme) -> None:
    html = render_index("Harbour & Sons", (OLD, NEW), theme, LINKS)
    assert problems(html) == []
    text = shown(html)
    assert text.index("جديد") < text.index("Old & <wise>")
    assert "11 July 2021 Paid members" in text
    assert "1 يناير 2026" in text
    assert '<li lang="ar" dir="rtl">' in html
    assert '<a href="old/index.html">Old &amp; &lt;wise&gt;</a>' in html

"""Our blocks as WordPress markup: what is written, and that nothing in it can open the gate."""

import json
import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.cms.contract_samples import every_block, paragraph
from editor.cms.http import Client
from editor.cms.port import Media, Post, RemoteMedia
from editor.cms.wordpress.blocks import BlockWriter
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.gates.body import Body, spoken
from editor.cms.wordpress.gates.guard import Guard
from editor.cms.wordpress.markup import settings, text, tidy
from editor.model.audience import Access, Gate
from editor.model.block import (
    Block,
    Blocks,
    Code,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Html,
    InlineHtml,
    Link,
    ListBlock,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Table,
    Text,
)
from editor.model.errors import Rejected
from editor.model.provider import Provider
from editor.model.site import DEFAULT_BOXES, GateBox, Site

MEDIA: Media = {"quay.png": RemoteMedia("12", "https://site.example/quay-ab.png?a=1&b=2")}
HOME = "https://site.example/"
SITE = Site("Harbour", "wordpress", HOME)
body = Guard(
    Connection(SITE, "", Client(), lambda _: None), SITE.name, readers=""
).body  # asks nothing of it
OPENING = re.compile(r"<!-- (/?)wp:([a-z/-]+)( \{.*?\})? (/?)-->", re.S)


def written(*blocks: Block) -> str:
    return BlockWriter(MEDIA, "fn").part(blocks, ())


def article(**changes: object) -> Post:
    post = Post(
        article_id=UUID("00000000-0000-4000-8000-000000000001"),
        title="T",
        subtitle="",
        slug="t",
        language="en",
        excerpt="E",
        date=None,
        access=Access.PAID,
        gate=Gate.PAID_CONTENT,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph("Free."),),
        locked=(paragraph("Locked."),),
        teaser_notes=(),
        locked_notes=(),
        plans=(777,),
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # names are checked by replace


def nesting(markup: str) -> list[str]:
    """The blocks of `markup` in order, each with its parents: "a/b > c". Fails where they cross."""
    open_: list[str] = []
    found = []
    for closes, name, attributes, alone in OPENING.findall(markup):
        if attributes:
            json.loads(attributes)
        if closes:
            assert open_.pop() == name
            continue
        found.append(" > ".join([*open_, name]))
        if not alone:
            open_.append(name)
    assert open_ == []
    return found


def test_every_kind_of_block_nests_as_wordpress_nests_it() -> None:
    assert nesting(written(*every_block("quay.png"))) == [
        "heading",
        "paragraph",
        "list",
        "list > list-item",
        "list > list-item",
        "html",  # a list item of two paragraphs, which a list block cannot hold
        "quote",
        "quote > paragraph",
        "quote > paragraph",
        "image",
        "code",
        "separator",
        "table",
        "pullquote",
        "gallery",
        "gallery > image",
        "gallery > image",
        "embed",
        "html",  # definitions
    ]


def test_lists_nest_and_count_from_where_they_should() -> None:
    inner = ListBlock(False, ((paragraph("inner"),),))
    markup = written(ListBlock(True, ((paragraph("outer"), inner),), start=3))
    assert nesting(markup) == [
        "list",
        "list > list-item",
        "list > list-item > list",
        "list > list-item > list > list-item",
    ]
    assert (
        '<!-- wp:list {"ordered":true,"start":3} -->\n<ol start="3" class="wp-block-list">'
        in markup
    )


def test_a_heading_says_its_level_unless_it_is_the_usual_one() -> None:
    assert written(Heading(2, (Text("A"),))).startswith("<!-- wp:heading -->\n<h2 ")
    assert written(Heading(4, (Text("A"),))).startswith('<!-- wp:heading {"level":4} -->\n<h4 ')


def test_a_picture_of_ours_and_one_from_elsewhere() -> None:
    ours = written(Figure(Picture("quay.png", 'A "quay"'), "Cap", "Ada"))
    assert '{"id":12,"sizeSlug":"full","linkDestination":"none"}' in ours
    assert 'src="https://site.example/quay-ab.png?a=1&amp;b=2" alt="A &quot;quay&quot;"' in ours
    assert "Cap © Ada</figcaption>" in ours
    assert "wp-image" not in written(Figure(Picture("https://elsewhere.example/x.png")))
    with pytest.raises(Rejected) as refused:
        written(Figure(Picture("lost.png")))
    assert (refused.value.code, refused.value.detail) == ("picture-missing", {"file": "lost.png"})


def test_code_keeps_its_language_and_its_brackets_plain() -> None:
    markup = written(Code("print('[gallery]')\n<b>\n", "python"))
    assert '{"className":"language-python"}' in markup
    assert "<code>print('&#091;gallery]')\n&lt;b&gt;</code>" in markup


def test_a_tables_columns_keep_their_sides() -> None:
    markup = written(
        Table(((Text("a"),), (Text("b"),)), (((Text("1"),), (Text("2"),)),), ("", "right"))
    )
    assert '<th>a</th><th class="has-text-align-right" data-align="right">b</th>' in markup
    assert '<td>1</td><td class="has-text-align-right" data-align="right">2</td>' in markup


def test_what_wordpress_would_run_or_embed_stays_words() -> None:
    assert "[gallery" not in written(paragraph("[gallery ids=1] and [/caption] and [1]"))
    assert "[1]" in written(paragraph("[1]"))
    # a paragraph that is only an address would be fetched and embedded
    assert "<p><span></span>https://video.example/x</p>" in written(
        paragraph("https://video.example/x")
    )
    assert "<p>a https://video.example/x b</p>" in written(
        paragraph("a\nhttps://video.example/x\nb")
    )
    assert "see https://video.example/x" in written(paragraph("see https://video.example/x"))


def test_a_colon_in_a_relative_link_is_not_taken_for_a_protocol() -> None:
    markup = written(Paragraph((Link("a/b:c", (Text("x"),)), Link("mailto:a@b.example", ()))))
    assert 'href="a/b%3Ac"' in markup
    assert 'href="mailto:a@b.example"' in markup


def test_a_bracketed_word_is_told_and_never_run() -> None:
    figure = written(Figure(Picture("quay.png", "[gallery] &lt;"), "[He] said"))
    assert 'alt="[\u2060gallery] &amp;\u2060lt;"' in figure
    assert "[<span></span>He] said</figcaption>" in figure
    assert 'href="/a%5Bx]"' in written(Paragraph((Link("/a[x]", (Text("x"),)),)))


def test_an_embed_is_asked_for_by_the_name_that_wordpress_knows() -> None:
    url = "https://x.com/harbour/status/12/?a=1&b=--"
    markup = written(Embed(url, Provider.X))
    assert '"url":"https://twitter.com/harbour/status/12/?a=1\\u0026amp;b=\\u002d\\u002d"' in markup
    assert "\nhttps://twitter.com/harbour/status/12/?a=1&amp;b=--\n</div>" in markup
    assert nesting(markup) == ["embed"]


def test_what_a_list_block_cannot_hold_is_a_link_or_a_picture_in_html() -> None:
    embed = Embed("https://youtu.be/a?b=1&c=2", Provider.YOUTUBE)
    gallery = Gallery((Figure(Picture("quay.png", "A")), Figure(Picture("quay.png", "B"))))
    quote = PullQuote((Text("Said"),), (Text("Mara"),))
    markup = written(ListBlock(False, ((paragraph("x"), embed, gallery, quote),)))
    assert nesting(markup) == ["html"]
    assert (
        '<p><a href="https://youtu.be/a?b=1&amp;c=2">https://youtu.be/a?b=1&amp;c=2</a></p>'
        in markup
    )
    assert markup.count("<figure><img ") == 2
    assert "<blockquote><p>Said</p><cite>Mara</cite></blockquote>" in markup


def test_empty_paragraphs_are_left_out() -> None:
    assert written(paragraph(""), paragraph("A")).count("<!-- wp:paragraph") == 1


BREAKOUTS = (
    "<!-- /wp:premium-content/subscriber-view -->",
    "</div>\n<!-- /wp:premium-content/container -->",
    "<!--more-->",
    "<!--nextpage-->",
    '--> <!-- wp:html {"a":"b"} -->',
    "[/membership]",
)


@pytest.mark.parametrize("breakout", BREAKOUTS)
def test_nothing_that_is_written_can_leave_the_gate(breakout: str) -> None:
    usual = nesting(body(article(), MEDIA, HOME).markup)
    gated = "premium-content/container > premium-content/subscriber-view > "
    locked: Blocks = (
        paragraph(breakout),
        Paragraph((InlineHtml(breakout), Text("x"))),
        Html(breakout + "<p>x</p>"),
        Code(breakout, breakout),
        Figure(Picture("quay.png", breakout, breakout), breakout),
        PullQuote((Text(breakout),), (Text(breakout),)),
        Embed(f"https://youtu.be/{breakout}", Provider.YOUTUBE),
        Table((), (((Text(breakout),),),), (), (Text(breakout),)),
    )
    found = nesting(body(article(locked=locked), MEDIA, HOME).markup)
    free = [each for each in usual if not each.startswith(gated)]
    assert [each for each in found if not each.startswith(gated)] == free
    assert len(found) - len(free) == 8
    box = GateBox(breakout, breakout, breakout)
    assert nesting(body(article(box=box), MEDIA, HOME).markup) == usual


@given(st.text(), st.text())
def test_no_words_make_a_block_or_end_its_comment(words: str, setting: str) -> None:
    markup = written(paragraph(words))
    assert nesting(markup) in ([], ["paragraph"])
    said = settings({"text": setting})
    assert "-->" not in said
    assert "<" not in said
    assert json.loads(said) == {"text": setting}


@given(st.text(alphabet="ab<>&\"'-!/= \\"))
def test_raw_html_has_no_comments_and_stays_as_it_is_when_tidied_again(html: str) -> None:
    once = tidy(html)
    assert "<!--" not in once
    assert tidy(once) == once


def test_raw_html_is_written_as_wordpress_leaves_it() -> None:
    assert tidy("<IMG SRC='a&b.png' alt=x><br/>") == '<img src="a&amp;b.png" alt="x" /><br>'
    assert tidy("<details open><summary>More</summary>a > b</details>") == (
        "<details open><summary>More</summary>a &gt; b</details>"
    )


def test_tags_that_the_filter_does_not_know_leave_their_words() -> None:
    assert tidy('on <time datetime="2021">Monday</time>, <bdi>x</bdi><wbr>y') == "on Monday, xy"


def test_text_is_escaped_once() -> None:
    assert text("R&D <b> &amp;") == "R&amp;D &lt;b&gt; &amp;amp;"


def test_notes_stand_at_the_end_of_the_part_they_belong_to() -> None:
    post = article(
        teaser=(Paragraph((Text("Free"), NoteCall("a", 1), NoteCall("a", 1))),),
        locked=(Paragraph((Text("Locked"), NoteCall("b", 2))),),
        teaser_notes=(Footnote("a", 1, (paragraph("Free note."),)),),
        locked_notes=(Footnote("b", 2, (paragraph("Locked note."),)),),
    )
    parts = body(post, MEDIA, HOME)
    assert "Free note." in parts.free
    assert "Locked note." not in parts.free
    assert "Locked note." in parts.locked
    targets = re.findall(r'href="#([^"]+)"', parts.markup)
    ids = re.findall(r'id="([^"]+)"', parts.markup)
    assert len(ids) == len(set(ids)) == 5
    assert set(targets) <= set(ids)


FACTS = """<!-- wp:premium-content/container {"selectedPlanIds":[777]} -->
<div class="wp-block-premium-content-container"><!-- wp:premium-content/subscriber-view -->
<div class="wp-block-premium-content-subscriber-view entry-content"><!-- wp:paragraph -->
<p>Locked.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:premium-content/subscriber-view -->

<!-- wp:premium-content/logged-out-view -->
<div class="wp-block-premium-content-logged-out-view entry-content"><!-- wp:heading {"level":3} -->
<h3 class="wp-block-heading">Subscribe to get access</h3>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Read more of this content when you subscribe today.</p>
<!-- /wp:paragraph -->

<!-- wp:premium-content/buttons -->
<div class="wp-block-premium-content-buttons wp-block-buttons"><!-- wp:jetpack/recurring-payments {"planIds":[777]} -->
<div class="wp-block-jetpack-recurring-payments"><!-- wp:jetpack/button {"element":"a","uniqueId":"recurring-payments-id","text":"Subscribe"} /--></div>
<!-- /wp:jetpack/recurring-payments -->

<!-- wp:premium-content/login-button -->
<div class="wp-block-premium-content-login-button wp-block-button"><a class="wp-block-button__link">Log in</a></div>
<!-- /wp:premium-content/login-button --></div>
<!-- /wp:premium-content/buttons --></div>
<!-- /wp:premium-content/logged-out-view --></div>
<!-- /wp:premium-content/container -->"""


def test_the_paid_content_gate_is_written_as_jetpack_writes_it() -> None:
    parts = body(article(), MEDIA, HOME)
    assert parts.free == "<!-- wp:paragraph -->\n<p>Free.</p>\n<!-- /wp:paragraph -->"
    assert parts.markup == f"{parts.free}\n\n{FACTS}"
    assert body(article(teaser=()), MEDIA, HOME).markup == FACTS


def test_the_gate_boxs_words_are_the_sites_and_in_the_articles_language() -> None:
    markup = body(article(language="sv", box=DEFAULT_BOXES["sv"], plans=(3, 4)), MEDIA, HOME).markup
    assert "Prenumerera för att läsa vidare" in markup
    assert '"text":"Prenumerera"' in markup
    assert "Logga in" in markup
    assert '"selectedPlanIds":[3,4]' in markup


def test_teaser_only_never_sends_the_locked_part() -> None:
    markup = body(article(gate=Gate.TEASER_ONLY, plans=()), MEDIA, HOME).markup
    assert "Free." in markup
    assert "Locked." not in markup
    assert "Subscribe to get access" in markup
    assert f'href="{HOME}"' in markup


def test_an_article_for_everyone_has_no_gate() -> None:
    post = article(access=Access.EVERYONE, plans=())
    assert body(post, MEDIA, HOME) == Body(
        "<!-- wp:paragraph -->\n<p>Free.</p>\n<!-- /wp:paragraph -->"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plans": ()}, "plans-missing"),
        ({"access": Access.MEMBERS}, "gate-cannot-hold"),
        ({"gate": Gate.SEALED}, "gate-cannot-hold"),
    ],
)
def test_a_gate_that_would_not_hold_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        body(article(**changes), MEDIA, HOME)
    assert refused.value.code == code


@pytest.mark.parametrize("gate", [Gate.PAID_CONTENT, Gate.TEASER_ONLY])
def test_a_gate_that_was_taken_apart_is_noticed(gate: Gate) -> None:
    parts = body(article(gate=gate), MEDIA, HOME)
    assert parts.gate_holds(parts.markup)
    assert parts.gate_holds(parts.markup.replace("Free.", "Changed."))
    assert not parts.gate_holds(parts.free + parts.locked)
    assert not parts.gate_holds(parts.markup.replace("Subscribe to get access", ""))
    if gate is Gate.PAID_CONTENT:
        assert not parts.gate_holds(parts.markup.replace("[777]", "[778]"))


def test_an_article_in_another_language_than_the_sites_says_so() -> None:
    parts = body(article(), MEDIA, HOME)
    assert spoken(parts, "en", "en-GB") == parts
    assert spoken(parts, "ar", "") == parts
    arabic = spoken(parts, "ar", "en-US")
    assert arabic.markup.startswith(
        '<!-- wp:html -->\n<div lang="ar" dir="rtl">\n<!-- /wp:html -->'
    )
    assert arabic.markup.endswith("<!-- wp:html -->\n</div>\n<!-- /wp:html -->")
    assert arabic.gate_holds(arabic.markup)
    assert parts.markup in arabic.markup

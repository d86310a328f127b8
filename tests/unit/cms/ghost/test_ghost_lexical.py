"""Our blocks as Ghost's document: what becomes of each, and that nothing in it can move the cut."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.cms.contract_samples import every_block, paragraph
from editor.cms.ghost.arrival import paywall_at, same
from editor.cms.ghost.lexical import lexical
from editor.model.audience import Access
from editor.model.block import (
    Abbreviation,
    Block,
    Blocks,
    Code,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Html,
    InlineCode,
    InlineHtml,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Marked,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Table,
    Text,
    plain_blocks,
)
from editor.model.errors import Rejected
from editor.model.provider import Provider
from editor.render.phrases import RIGHT_TO_LEFT
from tests.unit.cms.ghost.any_article import MEDIA, Nodes, bare, blocks, nodes, notes, post, said

MARKER = "<!--members-only-->"
NOT_WRITTEN_AS_TEXT = re.compile(r'"(?:html|caption|alt|src|url)":"([^"\\]|\\.)*<!--')


def written(*some: Block) -> Nodes:
    return nodes(lexical(post(access=Access.EVERYONE, teaser=some), MEDIA, "ltr"))


def kinds(some: Nodes) -> list[str]:
    return [str(each["type"]) for each in some]


def runs(node: dict[str, object]) -> list[tuple[object, object]]:
    children = node["children"]
    assert isinstance(children, list)
    return [(child.get("text", child["type"]), child.get("format")) for child in children]


def card(*some: Block) -> str:
    """The HTML of the one card that `some` become."""
    (only,) = written(*some)
    assert only["type"] == "html"
    return str(only["html"])


def test_every_kind_of_block_has_its_node() -> None:
    assert kinds(written(*every_block("quay.png"))) == [
        "extended-heading",
        "html",  # a paragraph that calls a note
        "list",
        "html",  # a list item of two paragraphs, which Ghost's lists do not hold
        "extended-quote",
        "image",
        "codeblock",
        "horizontalrule",
        "html",  # a table
        "aside",
        "gallery",
        "bookmark",
        "html",  # definitions
    ]


def test_marks_are_bits_and_marks_within_marks_add_up() -> None:
    some = [Marked(mark, (Text(mark.value),)) for mark in Mark]
    both = Marked(Mark.STRONG, (Marked(Mark.EMPHASIS, (InlineCode("x"),)),))
    (one,) = written(Paragraph((*some, Text(" "), both)))
    names = ["em", "strong", "del", "mark", "sup", "sub", " ", "x"]
    assert runs(one) == list(zip(names, [2, 1, 4, 128, 64, 32, 0, 16 + 2 + 1], strict=True))


def test_a_mark_does_not_run_on_into_the_words_behind_it() -> None:
    bold = Marked(Mark.STRONG, (Text("a"), Marked(Mark.EMPHASIS, (Text("b"),))))
    (one,) = written(Paragraph((bold, Marked(Mark.EMPHASIS, (Text("c"),)))))
    # Ghost would keep the bold open for "c"; an empty text that Lexical keeps ends it
    assert runs(one) == [("a", 1), ("b", 3), ("", 0), ("c", 2)]
    children = one["children"]
    assert isinstance(children, list)
    assert [child["detail"] for child in children] == [0, 0, 2, 0]
    (nested,) = written(Paragraph((bold, Text("c"))))
    assert runs(nested) == [("a", 1), ("b", 3), ("c", 0)]


def test_a_link_keeps_its_marks_and_one_with_a_title_is_a_card() -> None:
    (one,) = written(Paragraph((Marked(Mark.STRONG, (Link("/a?b&c", (Text("x"),)),)),)))
    children = one["children"]
    assert isinstance(children, list)
    (link,) = children
    assert (link["type"], link["url"], runs(link)) == ("link", "/a?b&c", [("x", 1)])
    titled = Paragraph((Link("/a?b&c", (Text("x"),), 'a "title"'),))
    assert card(titled) == '<p><a href="/a?b&amp;c" title="a &quot;title&quot;">x</a></p>'


def test_lines_break_where_they_should_alone() -> None:
    (one,) = written(Paragraph((Text("a\nb"), LineBreak(), Text("\nc"))))
    assert runs(one) == [("a b", 0), ("linebreak", None), ("c", 0)]


@pytest.mark.parametrize(
    ("inline", "markup"),
    [
        (Abbreviation("HB", 'the "old"'), '<abbr title="the &quot;old&quot;">HB</abbr>'),
        (NoteCall("n", 2), '<sup id="fn-0000abcd-ref-2"><a href="#fn-0000abcd-note-2">2</a></sup>'),
        (InlineHtml("<kbd>"), "<kbd>"),
        (
            Picture("quay.png", 'a "q"', "T"),
            '<img src="https://site.example/content/images/quay.png" alt="a &quot;q&quot;" title="T">',
        ),
    ],
)
def test_what_no_text_node_shows_makes_a_card_of_its_block(inline: Text, markup: str) -> None:
    line = (Marked(Mark.STRIKE, (Text("a <"), inline)),)
    inner = f"<del>a &lt;{markup}</del>"
    assert card(Paragraph(line)) == f"<p>{inner}</p>"
    assert card(Heading(3, line)) == f"<h3>{inner}</h3>"
    assert card(ListBlock(False, ((Paragraph(line),),))) == f"<ul><li>{inner}</li></ul>"
    assert card(Quote((paragraph("b"), Paragraph(line)))) == (
        f"<blockquote><p>b</p><p>{inner}</p></blockquote>"
    )
    assert (
        card(PullQuote(line))
        == f'<blockquote class="kg-blockquote-alt"><p>{inner}</p></blockquote>'
    )


def test_lists_nest_in_items_of_their_own_and_count_from_where_they_should() -> None:
    inner = ListBlock(False, ((paragraph("inner"),),))
    (one,) = written(ListBlock(True, ((paragraph("a"), inner), (paragraph("b"),)), start=3))
    assert (one["listType"], one["tag"], one["start"]) == ("number", "ol", 3)
    items = one["children"]
    assert isinstance(items, list)
    assert [(item["value"], item["indent"]) for item in items] == [(3, 0), (4, 0), (4, 0)]
    (below,) = items[1]["children"]
    assert (below["type"], below["tag"], below["children"][0]["indent"]) == ("list", "ul", 1)
    two = ListBlock(False, ((paragraph("a"), inner, inner),))
    assert card(two) == "<ul><li>a" + "<ul><li>inner</li></ul>" * 2 + "</li></ul>"


def test_a_quote_keeps_its_paragraphs_and_a_pull_quote_who_said_it() -> None:
    quote, pulled = written(
        Quote((paragraph("a"), paragraph("b"))), PullQuote((Text("c"),), (Text("Ada"),))
    )
    assert [text for text, _ in runs(quote)] == ["a", "linebreak", "linebreak", "b"]
    assert [text for text, _ in runs(pulled)] == ["c", "linebreak", "— ", "Ada"]


def test_a_picture_of_ours_and_one_from_elsewhere() -> None:
    ours, far = written(
        Figure(Picture("quay.png", 'A "quay" & more', "T"), "Cap <x>", "Ada"),
        Figure(Picture("https://elsewhere.example/x.png?a=1&b=2")),
    )
    assert ours == {
        "type": "image",
        "version": 1,
        "src": "https://site.example/content/images/quay.png",
        "width": 800,
        "height": 600,
        "title": "",
        "alt": 'A "quay" & more',
        "caption": "Cap &lt;x&gt; © Ada",
        "cardWidth": "regular",
        "href": "",
    }
    assert (far["src"], far["width"]) == ("https://elsewhere.example/x.png?a=1&b=2", None)
    for block in (Figure(Picture("lost.png")), Paragraph((Picture("lost.png"), Text("x")))):
        with pytest.raises(Rejected) as refused:
            written(block)
        assert (refused.value.code, refused.value.detail) == (
            "picture-missing",
            {"file": "lost.png"},
        )


def test_many_pictures_are_several_galleries_with_all_their_captions() -> None:
    figures = tuple(Figure(Picture("quay.png", f"{n}"), f"c{n}") for n in range(10))
    first, second = written(Gallery(figures))
    for gallery, numbers in ((first, range(5)), (second, range(5, 10))):
        images = gallery["images"]
        assert isinstance(images, list)
        assert [image["alt"] for image in images] == [f"{n}" for n in numbers]
        assert [image["row"] for image in images] == [0, 0, 0, 1, 1]
        assert {image["fileName"] for image in images} == {"quay.png"}
        assert gallery["caption"] == " · ".join(f"c{n}" for n in numbers)


def test_a_picture_without_a_known_size_is_not_lost_in_a_gallery() -> None:
    # Ghost leaves it out of what it shows
    far = Figure(Picture("https://elsewhere.example/x.png"), "Far")
    assert kinds(written(Gallery((Figure(Picture("quay.png")), far)))) == ["image", "image"]


def test_an_embed_leads_there_and_fetches_nothing() -> None:
    (one,) = written(Embed("https://www.youtube.com/watch?v=a--b_c&t=3", Provider.YOUTUBE))
    assert (one["type"], one["url"]) == ("bookmark", "https://www.youtube.com/watch?v=a--b_c&t=3")
    told = one["metadata"]
    assert isinstance(told, dict)
    assert (told["title"], told["description"]) == ("YouTube", "youtube.com/watch?v=a--b_c&t=3")


def test_code_is_verbatim_and_its_language_one_word() -> None:
    one, two = written(Code("if a < b:\n\n\tx\n", "c++"), Code("x", 'a b"<'))
    assert (one["code"], one["language"]) == ("if a < b:\n\n\tx", "c++")
    assert two["language"] == "ab"


def test_a_table_is_a_card_with_its_caption_and_its_sides() -> None:
    table = Table(
        ((Text("a & b"),), ()), (((Text("c"),), (Text("1"),)),), ("", "right"), (Text("d"),)
    )
    assert card(table) == (
        '<table><caption>d</caption><thead><tr><th>a &amp; b</th><th style="text-align: right"></th>'
        '</tr></thead><tbody><tr><td>c</td><td style="text-align: right">1</td></tr></tbody></table>'
    )


def test_each_node_is_read_in_the_direction_of_its_words() -> None:
    right, left, neither = written(
        paragraph("– سلام abc"), paragraph("abc سلام"), paragraph("1 – 2")
    )
    assert (right["direction"], left["direction"], neither["direction"]) == ("rtl", "ltr", None)


def test_the_notes_of_each_part_stand_on_its_side_of_the_cut_and_link_back() -> None:
    call, again = Paragraph((Text("a"), NoteCall("a", 1))), Paragraph((NoteCall("a", 1),))
    later = Paragraph((Text("b"), NoteCall("b", 2)))
    whole = post(
        teaser=(call,),
        locked=(again, later),
        teaser_notes=(Footnote("a", 1, (paragraph("Free."), paragraph("More."))),),
        locked_notes=(Footnote("b", 2, (paragraph("Paid."),)),),
    )
    document = nodes(lexical(whole, MEDIA, "ltr"))
    assert kinds(document) == ["html", "html", "paywall", "html", "html", "html"]
    assert document[1]["html"] == (
        '<ol class="footnotes"><li id="fn-0000abcd-note-1" value="1">Free.<p>More.</p>'
        ' <a href="#fn-0000abcd-ref-1">↩</a></li></ol>'
    )
    assert '<li id="fn-0000abcd-note-2" value="2">Paid.' in str(document[5]["html"])
    ids = re.findall(r'id=\\"([^"]*)\\"', lexical(whole, MEDIA, "ltr"))
    assert len(ids) == len(set(ids)) == 5


def test_the_cut_is_there_unless_everyone_may_read_all() -> None:
    locked = (paragraph("Paid."),)
    assert paywall_at(lexical(post(teaser=(paragraph("a"),), locked=locked), MEDIA, "ltr")) == 1
    # an empty paragraph before it: with nothing there Ghost's Content API tells strangers all
    assert paywall_at(lexical(post(locked=locked), MEDIA, "ltr")) == 1
    assert paywall_at(lexical(post(access=Access.MEMBERS, teaser=locked), MEDIA, "ltr")) == 1
    free = lexical(post(access=Access.EVERYONE, teaser=locked), MEDIA, "ltr")
    assert paywall_at(free) is None
    # an article without words still is a document that Ghost takes
    assert kinds(nodes(lexical(post(access=Access.EVERYONE), MEDIA, "ltr"))) == ["paragraph"]


@pytest.mark.parametrize(
    "block",
    [
        Html(f'<p title="{MARKER}">{MARKER}</p>'),
        Paragraph((InlineHtml(f'<span title="{MARKER}">'), InlineHtml("</span>"))),
        Paragraph((Link(f"https://example.org/?{MARKER}", (Text("x"),)),)),
        Paragraph((Link(f"https://example.org/?{MARKER}", (Text("x"),), MARKER),)),
        Figure(Picture(f"https://example.org/{MARKER}", MARKER), MARKER, MARKER),
        Gallery((Figure(Picture("quay.png", MARKER), MARKER),) * 2),
        Table(((Text(MARKER),),), (), ()),
    ],
)
def test_a_marker_of_the_cut_in_the_words_cuts_nothing(block: Block) -> None:
    # Ghost cuts at the first one in its HTML, in which attributes and cards stand as they were sent
    assert not NOT_WRITTEN_AS_TEXT.search(lexical(post(teaser=(block,)), MEDIA, "ltr"))


def test_ghosts_own_word_for_its_address_stays_a_word() -> None:
    document = lexical(
        post(teaser=(paragraph("__GHOST_URL__/x"), Code("__GHOST_URL__"))), MEDIA, "ltr"
    )
    assert "__GHOST_URL__" not in document
    assert document.count("__GHOST_\u2060URL__") == 2


@pytest.mark.parametrize("language", [*sorted(RIGHT_TO_LEFT), "pa-Arab", "yi-Hebr-US", "AR-eg"])
def test_words_that_run_against_the_page_carry_their_direction_on_the_first_tag(
    language: str,
) -> None:
    some = (Heading(2, (Text("א"),)), paragraph("א"), ListBlock(True, ((paragraph("א"),),)))
    whole = post(language=language, access=Access.EVERYONE, teaser=some)
    way = f'dir="rtl" lang="{language}"'
    assert [one["html"] for one in nodes(lexical(whole, MEDIA, "ltr"))] == [
        f"<h2 {way}>א</h2>",
        f"<p {way}>א</p>",
        f"<ol {way}><li>א</li></ol>",
    ]
    agreed = nodes(lexical(whole, MEDIA, "rtl"))
    assert kinds(agreed) == ["extended-heading", "paragraph", "list"]


def test_raw_html_that_runs_against_the_page_keeps_each_direction_of_its_own() -> None:
    raw = Html('<p dir="ltr">a</p><p>א</p>')
    whole = post(language="he", access=Access.EVERYONE, teaser=(raw,))
    (one,) = nodes(lexical(whole, MEDIA, "ltr"))
    assert one["html"] == f'<div dir="rtl" lang="he">{raw.html}</div>'


def in_order(some: Blocks, below: tuple[Footnote, ...]) -> str:
    texts = [plain_blocks(some), *(plain_blocks(note.children) for note in below)]
    return bare("".join(texts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    access=st.sampled_from(Access),
    pages=st.sampled_from(("ltr", "rtl")),
    free=blocks("abc"),
    paid=blocks("жщю"),
    free_notes=notes("abc"),
    paid_notes=notes("жщю"),
)
def test_any_article_arrives_whole_with_its_locked_part_behind_the_one_cut(
    access: Access,
    pages: str,
    free: Blocks,
    paid: Blocks,
    free_notes: tuple[Footnote, ...],
    paid_notes: tuple[Footnote, ...],
) -> None:
    gated = access is not Access.EVERYONE
    whole = post(
        access=access,
        teaser=free,
        locked=paid if gated else (),
        teaser_notes=free_notes,
        locked_notes=paid_notes if gated else (),
    )
    document = lexical(whole, MEDIA, pages)
    assert not NOT_WRITTEN_AS_TEXT.search(document)
    assert same(document, document)
    at = paywall_at(document)
    assert (at is not None) == gated
    top = nodes(document)
    before, behind = (top, []) if at is None else (top[:at], top[at + 1 :])
    assert bare(said(before)) == in_order(free, free_notes)
    if gated:
        assert bare(said(behind)) == in_order(paid, paid_notes)
        assert not set("жщю") & set(json.dumps(before, ensure_ascii=False))

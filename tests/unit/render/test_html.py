"""Blocks become HTML that says what was written, escaped and well nested."""

import re

from hypothesis import given
from hypothesis import strategies as st

from editor.cms.contract_samples import every_block
from editor.model.block import (
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Gallery,
    Heading,
    Inline,
    InlineCode,
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
from editor.model.provider import Provider
from editor.render.html import HtmlWriter, Kept, write_blocks
from editor.render.phrases import phrases_for
from tests.markup import problems, shown


def same(src: str) -> str:
    return src


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_every_kind_of_block_is_well_formed() -> None:
    note = Footnote("1", 1, (words("A note."), ListBlock(False, ((words("in a list"),),))))
    html = write_blocks(every_block("quay.png"), (note,), same)
    assert problems(html) == []
    for part in ("<strong>Bold<em> and italic</em></strong>", '<ol start="3">', "<td", "<hr>"):
        assert part in html


def test_a_figure_shows_its_caption_and_credit() -> None:
    html = write_blocks((Figure(Picture("a.jpg", 'An "alt"'), "At dusk", "A. Person"),), (), same)
    assert 'alt="An &quot;alt&quot;"' in html
    assert shown(html) == "At dusk © A. Person"
    assert "<figcaption>" not in write_blocks((Figure(Picture("a.jpg")),), (), same)


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    html = write_blocks((Figure(Picture("gone.jpg", "A quay"), "Seen"),), (), lambda src: "")
    assert "<img" not in html
    assert shown(html) == "A quay Seen"


def test_tight_items_have_no_paragraphs_and_loose_ones_do() -> None:
    items = ((words("one"),), (words("two"),))
    assert "<li>one</li>" in write_blocks((ListBlock(False, items),), (), same)
    loose = write_blocks((ListBlock(False, items, tight=False),), (), same)
    assert "<li><p>one</p>\n</li>" in loose


def test_a_table_keeps_its_alignment_and_its_head() -> None:
    table = Table(((Text("A"),), (Text("B"),)), (((Text("1"),), (Text("2"),)),), ("", "right"))
    html = write_blocks((table,), (), same)
    assert '<th scope="col">A</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "<thead>" not in write_blocks((Table(((), ()), table.rows, ("", "")),), (), same)


def test_the_title_stays_the_only_first_heading() -> None:
    html = write_blocks((Heading(1, (Text("One"),)), Heading(6, (Text("Six"),))), (), same)
    assert html == "<h2>One</h2>\n<h6>Six</h6>\n"


def test_each_call_of_a_note_is_led_back_to() -> None:
    call = NoteCall("a", 1)
    blocks = (Paragraph((Text("x"), call)), Paragraph((Text("y"), call)))
    html = write_blocks(blocks, (Footnote("a", 1, (words("Said."),)),), same)
    assert problems(html) == []
    assert html.count('href="#note-1"') == 2
    assert 'href="#call-1"' in html
    assert 'href="#call-1-2"' in html


def test_a_locked_call_is_not_led_to_from_a_free_note() -> None:
    writer = HtmlWriter(same, phrases_for("en"))
    call = NoteCall("a", 1)
    free = writer.blocks((Paragraph((Text("x"), call)),))
    notes = writer.notes((Footnote("a", 1, (words("Said."),)),))
    locked = writer.blocks((Paragraph((Text("y"), call)),))
    assert problems(free + "<ol>" + notes + "</ol>") == []
    assert "call-1-2" in locked
    assert "call-1-2" not in notes


def test_what_was_written_is_not_written_again_while_its_calls_count_the_same() -> None:
    call = Paragraph((Text("x"), NoteCall("a", 1)))
    plain, other = words("a"), words("b")
    first: Kept = {}
    HtmlWriter(same).pieces((plain, call), {}, first)
    second: Kept = {}
    pieces = HtmlWriter(same).pieces((other, call, plain, call), first, second)
    assert "".join(f"{piece}\n" for piece in pieces) == HtmlWriter(same).blocks(
        (other, call, plain, call)
    )
    assert pieces[1] is first[id(call)].html
    assert pieces[2] is first[id(plain)].html
    assert "call-1-2" in pieces[3]


def test_an_embed_is_a_card_that_fetches_nothing() -> None:
    embed = Embed("https://www.youtube.com/watch?v=a&t=3", Provider.YOUTUBE)
    html = write_blocks((embed,), (), same)
    assert problems(html) == []
    assert shown(html) == "YouTube youtube.com/watch?v=a&t=3"
    assert re.findall(r"<(\w+)", html) == ["p", "a", "span", "bdi"]
    assert re.findall(r'(?:src|href|url)[=(]"?([^"]*)', html) == [
        "https://www.youtube.com/watch?v=a&amp;t=3"
    ]


def test_a_pull_quote_says_whose_words_it_is() -> None:
    html = write_blocks((PullQuote((Text("Said & done"),), (Text("Mara"),)),), (), same)
    assert "<figcaption>Mara</figcaption>" in html
    assert shown(html) == "Said & done Mara"
    assert "figcaption" not in write_blocks((PullQuote((Text("Said"),)),), (), same)


def test_a_gallery_shows_each_picture_with_its_own_caption() -> None:
    figures = (Figure(Picture("a.jpg", "A"), "One"), Figure(Picture("b.jpg", "B"), "", "Bo"))
    html = write_blocks((Gallery(figures),), (), same)
    assert html.count("<figure>") == 2
    assert shown(html) == "One © Bo"


def test_code_is_shown_as_it_was_typed() -> None:
    html = write_blocks((Code("\nif a < b && c:\n  pass", "py"),), (), same)
    assert '<code class="language-py">\nif a &lt; b &amp;&amp; c:\n  pass</code>' in html


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
INLINES = st.recursive(
    st.one_of(
        st.builds(Text, TEXT),
        st.builds(InlineCode, TEXT),
        st.just(LineBreak()),
        st.builds(Picture, st.just("a.jpg"), TEXT, TEXT),
    ),
    lambda inner: st.builds(Marked, st.sampled_from(Mark), st.tuples(inner)),
    max_leaves=4,
)


def links(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    return st.builds(Link, st.just("https://a.example/?x=1&y=2"), st.tuples(inner), TEXT)


LINE = st.lists(st.one_of(INLINES, links(INLINES)), min_size=1, max_size=4).map(tuple)
PARAGRAPHS = st.builds(Paragraph, LINE)
BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        PARAGRAPHS,
        st.builds(Heading, st.integers(1, 6), LINE),
        st.builds(Code, TEXT, TEXT),
        st.builds(Figure, st.builds(Picture, st.just("a.jpg"), TEXT), TEXT, TEXT),
        st.builds(PullQuote, LINE, LINE),
    ),
    lambda inner: st.one_of(
        st.builds(Quote, st.tuples(inner, inner)),
        st.builds(
            ListBlock, st.booleans(), st.tuples(st.tuples(PARAGRAPHS, inner)), st.integers(0, 9)
        ),
        st.builds(Definitions, st.tuples(st.tuples(st.tuples(LINE), st.tuples(st.tuples(inner))))),
    ),
    max_leaves=6,
)


@given(st.lists(BLOCKS, max_size=4).map(tuple))
def test_whatever_was_written_is_well_formed_and_loses_no_word(blocks: tuple[Block, ...]) -> None:
    html = write_blocks(blocks, (), same)
    assert problems(html) == []
    seen = "".join(shown(html).split())
    for line in plain_blocks(blocks).split("\n"):
        for word in line.split():
            assert word in seen

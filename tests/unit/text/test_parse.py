"""What Markdown becomes: blocks, and the two sides of the cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import cut
from editor.model.audience import Access
from editor.model.block import (
    Code,
    Definitions,
    Embed,
    Figure,
    Gallery,
    Heading,
    Html,
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
    Separator,
    Table,
    Text,
    hidden_words,
    plain_blocks,
)
from editor.model.draft import Draft
from editor.model.provider import Provider
from editor.text.parse import cut_parts, is_safe_url, parse


def free(body: str) -> tuple[object, ...]:
    return parse(Draft(body=body)).teaser


def paid(body: str) -> Draft:
    return Draft(body=body, access=Access.PAID)


@pytest.mark.parametrize(
    ("body", "block"),
    [
        ("Plain words.", Paragraph((Text("Plain words."),))),
        ("## A *head*", Heading(2, (Text("A "), Marked(Mark.EMPHASIS, (Text("head"),))))),
        ("> said", Quote((Paragraph((Text("said"),)),))),
        ("---", Separator()),
        ("    indented <b>", Code("indented <b>")),
        ("```python\nx = '<y>'\n```", Code("x = '<y>'", "python")),
        (
            '![A quay](a%20quay.jpg "The intake © Mara")',
            Figure(Picture("a quay.jpg", "A quay", "The intake © Mara"), "The intake", "Mara"),
        ),
        (
            "1. one\n2. two",
            ListBlock(True, ((Paragraph((Text("one"),)),), (Paragraph((Text("two"),)),))),
        ),
        (
            "| a | b |\n|:--|--:|\n| 1 | 2 |",
            Table(((Text("a"),), (Text("b"),)), (((Text("1"),), (Text("2"),)),), ("left", "right")),
        ),
        (
            "term\n: meaning",
            Definitions((((((Text("term"),),), ((Paragraph((Text("meaning"),)),),))),)),
        ),
        (
            "| a |\n|---|\n| 1 |\n\n: Boats *by year*",
            Table(
                ((Text("a"),),),
                (((Text("1"),),),),
                ("",),
                (Text("Boats "), Marked(Mark.EMPHASIS, (Text("by year"),))),
            ),
        ),
        (
            '![a](a.png "One © Bo")\n![](b.png)',
            Gallery(
                (Figure(Picture("a.png", "a", "One © Bo"), "One", "Bo"), Figure(Picture("b.png")))
            ),
        ),
        (">> Said", PullQuote((Text("Said"),))),
        ("> > Said\n> > — Mara", PullQuote((Text("Said"),), (Text("Mara"),))),
        (">> Said  \n>> -- Mara", PullQuote((Text("Said"),), (Text("Mara"),))),
        (
            ">> Said\n>>\n>> – *Mara*",
            PullQuote((Text("Said"),), (Marked(Mark.EMPHASIS, (Text("Mara"),)),)),
        ),
        (">> — Mara", PullQuote((Text("— Mara"),))),
        ("~~old~~ ==new==", None),
    ],
)
def test_each_construct_becomes_its_block(body: str, block: object) -> None:
    if block is None:
        marks = [part.mark for part in free(body)[0].children if isinstance(part, Marked)]  # type: ignore[attr-defined]
        assert marks == [Mark.STRIKE, Mark.HIGHLIGHT]
    else:
        assert free(body) == (block,)


@pytest.mark.parametrize(
    "body", ["> a\n>\n> > b", ">> a\n>>\n>> b", ">> - a", "> a\n> — Mara", "> ## a"]
)
def test_a_quote_with_anything_else_in_it_stays_a_quote(body: str) -> None:
    (quote,) = free(body)
    assert isinstance(quote, Quote)


def test_a_blank_line_ends_a_quote() -> None:
    kinds = [type(block) for block in free("> a\n\n>> b\n\n>> c\n\n> d\n>\n> e")]
    assert kinds == [Quote, PullQuote, PullQuote, Quote]


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://www.youtube.com/watch?v=_a__b-c_&t=3", Provider.YOUTUBE),
        ("https://youtu.be/_a_-b", Provider.YOUTUBE),
        ("http://m.youtube.com/shorts/abc", Provider.YOUTUBE),
        ("https://vimeo.com/1234", Provider.VIMEO),
        ("https://x.com/harbour/status/123", Provider.X),
        ("https://twitter.com/harbour/status/123?s=20", Provider.X),
        ("https://www.instagram.com/harbour/reel/abc/", Provider.INSTAGRAM),
        ("https://bsky.app/profile/harbour.example/post/3l", Provider.BLUESKY),
        ("https://www.tiktok.com/@harbour/video/1", Provider.TIKTOK),
        ("https://open.spotify.com/intl-de/episode/1?si=2", Provider.SPOTIFY),
        ("https://soundcloud.com/harbour/horn", Provider.SOUNDCLOUD),
        ("https://pca.st/abc", Provider.POCKET_CASTS),
        ("https://podcasts.apple.com/gb/podcast/a-quay/id12?i=34", Provider.APPLE_PODCASTS),
    ],
)
def test_an_address_alone_that_can_be_shown_is_an_embed(url: str, provider: Provider) -> None:
    embed = Embed(url, provider)
    assert free(f"Above.\n\n{url}\n\nBelow.")[1] == embed
    assert free(f"<{url}>") == (embed,)
    words = (Paragraph((Text("https://youtu.be/a"),)),)
    assert free("> https://youtu.be/a") == (Quote(words),)
    assert free("- https://youtu.be/a") == (ListBlock(False, (words,)),)


@pytest.mark.parametrize(
    "body",
    [
        "https://example.org/a",
        "https://www.youtube.com/",
        "https://www.youtube.com/@harbour",
        "https://x.com/harbour",
        "https://youtu.be.example.org/a",
        "https://notyoutu.be/a",
        "https://example.org/https://youtu.be/a",
        "https://youtu.be/a b",
        "https://youtu.be/a\nand on",
        "See https://youtu.be/a",
        "[https://youtu.be/a](https://youtu.be/a)",
        "https://youtu.be/a;b",
    ],
)
def test_any_other_address_stays_words(body: str) -> None:
    assert [type(block) for block in free(body)] == [Paragraph]


def test_a_caption_belongs_to_its_table_and_a_second_one_is_not_lost() -> None:
    table, more = free("| a |\n|---|\n\n: First\n\n: Second")
    assert isinstance(table, Table)
    assert table.caption == (Text("First"),)
    assert "Second" in plain_blocks((more,))  # type: ignore[arg-type] # free gives blocks
    body = "| a |\n|---|\n\n: First\n\nOn."
    assert cut.boundaries(body) == (0, 5, 6)


def test_a_locked_embed_and_pull_quote_are_locked() -> None:
    article = parse(
        paid("Free.\n\n<!--more-->\n\nhttps://youtu.be/abc\n\n>> Pulled words\n>> — Mara")
    )
    assert "youtu" not in repr((article.teaser, article.teaser_notes))
    assert article.locked_text == "Pulled words\nMara"
    assert hidden_words(article.locked) == "https://youtu.be/abc"


def test_a_note_called_in_a_link_is_called_behind_it() -> None:
    article = parse(Draft(body="[a **claim[^n]**](https://x.example).\n\n[^n]: Said."))
    link = Link("https://x.example", (Text("a "), Marked(Mark.STRONG, (Text("claim"),))))
    assert article.teaser == (Paragraph((link, NoteCall("n", 1), Text("."))),)


def test_inlines_nest_and_entities_are_the_letters_they_mean() -> None:
    (paragraph,) = free("**bold `co<de`** [a](https://x.example) &copy; &amp; \\*  \nend")
    assert paragraph == Paragraph(
        (
            Marked(Mark.STRONG, (Text("bold "), InlineCode("co<de"))),
            Text(" "),
            Link("https://x.example", (Text("a"),)),
            Text(" © & *"),
            LineBreak(),
            Text("\nend"),
        )
    )


def test_a_lists_items_hold_lists_and_paragraphs() -> None:
    (block,) = free("- one\n- two\n    - deep\n")
    assert isinstance(block, ListBlock)
    assert block.tight
    assert isinstance(block.items[1][1], ListBlock)
    (loose,) = free("- one\n\n- two\n")
    assert isinstance(loose, ListBlock)
    assert not loose.tight


@pytest.mark.parametrize(
    "body",
    [
        "a <script>alert(1)</script> b",
        "<script>alert(1)</script>",
        '<div onclick="alert(1)">x</div>',
        '<iframe src="https://x.example"></iframe>',
        "[x](javascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,alert(1))",
        "![x](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        '<img src="x.png" onerror="alert(1)">',
        "<b onmouseover='alert(1)'>x</b>",
        "<style>body{display:none}</style>",
    ],
)
def test_nothing_hostile_comes_out_as_markup(body: str) -> None:
    def markup(value: object) -> str:
        if isinstance(value, Html):
            return value.html
        if isinstance(value, Link | Picture):
            return repr(value).lower()
        if isinstance(value, tuple):
            return "".join(map(markup, value))
        if hasattr(value, "__slots__") and not isinstance(value, Text | str):
            return "".join(markup(getattr(value, name)) for name in value.__slots__)
        return ""

    out = markup(free(body)).lower()
    for bad in ("script", "onclick", "onerror", "onmouseover", "iframe", "style", "data:"):
        assert bad not in out


def test_a_comment_never_goes_out() -> None:
    article = parse(Draft(body="Text <!-- private --> on.\n\n<!-- secret -->\n\nMore."))
    assert "private" not in repr(article.teaser)
    assert "secret" not in repr(article.teaser)
    assert article.teaser_text == "Text  on.\nMore."


def test_the_cut_parts_free_from_paid() -> None:
    article = parse(paid("Free.\n\n<!--more-->\n\nPaid."))
    assert article.teaser_text == "Free."
    assert article.locked_text == "Paid."
    assert (article.free_words, article.all_words, article.cuts) == (1, 2, 1)


def test_without_a_cut_everything_paid_is_locked() -> None:
    article = parse(paid("All of it."))
    assert article.teaser == ()
    assert article.locked_text == "All of it."


def test_for_everyone_the_cut_locks_nothing() -> None:
    article = parse(Draft(body="One.\n\n<!--more-->\n\nTwo."))
    assert article.locked == ()
    assert article.teaser_text == "One.\nTwo."


def test_with_two_cuts_the_first_one_parts() -> None:
    article = parse(paid("A.\n\n<!--more-->\n\nB.\n\n<!-- More -->\n\nC."))
    assert article.teaser_text == "A."
    assert article.cuts == 2


@pytest.mark.parametrize(
    "body", ["<div>\nfree\n<!--more-->\npaid\n</div>", "- a\n\n    <!--more-->\n\n    b"]
)
def test_a_cut_inside_a_block_locks_everything(body: str) -> None:
    article = parse(paid(body))
    assert article.teaser == ()
    assert cut.find(body) == () or not cut_parts(paid(body))


def test_a_marker_in_a_fence_is_text() -> None:
    article = parse(paid("Free.\n\n```\n<!--more-->\n```\n"))
    assert article.cuts == 0
    assert article.teaser == ()


def test_a_note_called_above_the_cut_is_free_and_one_called_below_is_locked() -> None:
    body = (
        "Free[^f] here.\n\n<!--more-->\n\nPaid[^p] there[^f].\n\n"
        "[^p]: Locked note.\n[^f]: Free note, see[^deep].\n[^deep]: Deeper.\n[^idle]: Never called.\n"
    )
    article = parse(paid(body))
    assert [note.label for note in article.teaser_notes] == ["f", "deep"]
    assert [note.label for note in article.locked_notes] == ["p"]
    assert [note.number for note in article.teaser_notes + article.locked_notes] == [1, 2, 3]
    assert "Locked note" not in article.teaser_text
    assert "Never called" not in repr((article.teaser, article.locked, article.locked_notes))
    call = article.locked[0].children[1]  # type: ignore[union-attr]
    assert call == NoteCall("p", 3)


def test_the_locked_pictures_are_those_that_only_the_locked_part_shows() -> None:
    article = parse(paid("![a](a.png)\n\n<!--more-->\n\n![a](a.png)\n\n- ![b](b.png)\n"))
    assert article.pictures == ("a.png",)
    assert article.locked_pictures == ("b.png",)
    gallery = parse(paid("![a](a.png)\n\n<!--more-->\n\n![a](a.png)\n![c](c.png)\n"))
    assert gallery.locked_pictures == ("c.png",)


WORDS = st.text(
    alphabet=st.sampled_from("ab *_`[]()<>!#->|:\n\t~=^\\&;1.é\u0627\u200d\x02\x03"), max_size=80
)


@given(WORDS, WORDS)
def test_no_word_of_the_locked_part_reaches_the_teaser(above: str, below: str) -> None:
    secret = "zqzqsecretzqzq"
    article = parse(paid(f"{above}\n\n<!--more-->\n\n{secret} {below}"))
    assert secret not in repr(article.teaser)
    assert secret not in repr(article.teaser_notes)


@given(WORDS)
def test_anything_typed_can_be_read(body: str) -> None:
    article = parse(Draft(body=body))
    assert "\x02" not in repr(article.teaser)
    assert article.all_words >= 0


@given(WORDS)
def test_the_same_words_give_the_same_article(body: str) -> None:
    assert parse(Draft(body=body)).teaser == parse(Draft(body=body)).teaser


@pytest.mark.parametrize("url", ["https://x", "mailto:a@b.example", "/about", "#top", "a b.html"])
def test_ordinary_links_are_kept(url: str) -> None:
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url", ["javascript:x", "JaVa\u200bScript:x", "vbscript:x", "data:x", "file:///etc/passwd"]
)
def test_links_that_could_harm_are_not(url: str) -> None:
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("body", "inlines"),
    [
        ('<img src="a%20quay.jpg" alt="A quay">', None),
        ('See <img src="a%20quay.jpg" alt="A quay"/> here.', (Text("See "), Text(" here."))),
    ],
)
def test_a_picture_in_raw_html_is_a_picture_of_the_article(
    body: str, inlines: tuple[Text, Text] | None
) -> None:
    article = parse(Draft(body=body))
    picture = Picture("a quay.jpg", "A quay")
    block = Paragraph((inlines[0], picture, inlines[1])) if inlines else Figure(picture)
    assert article.teaser == (block,)
    assert article.pictures == ("a quay.jpg",)


@pytest.mark.parametrize(
    ("body", "inlines"),
    [
        (
            'See <a href="https://x.example/?a=1&amp;b" title="There">*there*</a>.',
            (
                Text("See "),
                Link(
                    "https://x.example/?a=1&b",
                    (Marked(Mark.EMPHASIS, (Text("there"),)),),
                    "There",
                ),
                Text("."),
            ),
        ),
        ('See <a href="java&#9;script:x">there</a>.', (Text("See there."),)),
        ('See <a href="https://x.example">there.', (Text("See there."),)),
        (
            '[a <a href="https://y.example">b</a>](https://x.example)',
            (Link("https://x.example", (Text("a b"),)),),
        ),
    ],
)
def test_a_link_in_raw_html_stays_a_link(body: str, inlines: tuple[object, ...]) -> None:
    assert parse(Draft(body=body)).teaser == (Paragraph(inlines),)  # type: ignore[arg-type] # by hand

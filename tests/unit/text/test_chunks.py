"""Reading only what changed gives what reading the whole gives, whatever is written and however."""

import os
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.text.chunks import Reading
from editor.text.parse import parse

# 200 in each run of the tests, 20,000 in `make stress`
EXAMPLES = 20_000 if "STANDFIRST_STRESS" in os.environ else 200

BLOCKS = (
    "Plain words of a paragraph.",
    "Two lines\nof one paragraph",
    "A note[^1] and another[^b] and one that is [^missing].",
    "[^1]: A note in one line",
    "[^b]: A note\n\n    of two paragraphs[^1]\n\n    - and a list",
    "[^1]: the same label again\n[^c]: and one right below",
    "    [^d]: indented",
    "See [a link][one], [One], [two][] and ![a picture][pic].",
    "[one]: https://one.example 'One'",
    "[One]: <https://again.example>",
    "[two]:\n  https://two.example\n[pic]: quay.jpg",
    "*[HTML]: Hypertext\n*[CSS]: Sheets",
    "*[HTML]: ''",
    "HTML and CSS, and HTMLs.",
    "- one\n- two\n    - nested",
    "- loose\n\n- list\n\n    with a paragraph",
    "* star\n+ plus",
    "1. first\n2. second",
    "3. later",
    "    indented code",
    "\ttabbed code\n\n\tgoing on",
    "  two spaces",
    "> a quote\n> - with a list",
    ">> a pull quote\n>> — Someone",
    "> lazy\nquote",
    "Term\n: definition",
    ": a definition alone",
    "Term\n\n: loose definition\n\n    goes on",
    "Other\n:   many spaces",
    "| a | b |\n|---|:-:|\n| 1 | 2 |",
    ": A caption",
    "a | b\n--|--\nc | d",
    "## A head",
    "Title\n=====",
    "text\n# head\ntext",
    "---",
    "* * *",
    "```\ncode\n\nmore code\n```",
    "~~~ python\n- not a list\n~~~",
    "```",
    "~~~~",
    "```` {.python}\nx\n````",
    "text\n```\nfence below text\n```\ntext",
    "<div>\nraw\n</div>",
    "<div>\n\nopen",
    "</div>",
    "<p>one line</p>",
    "<section><div>\n\n- a\n\n</div>\n\n</section>",
    "<script>\nif (a < b) {}\n</script>",
    "<script>",
    "inline <b>bold</b> and <br> and <https://auto.example>",
    "an <a href=x title='a > b'>attribute</a>",
    "unfinished <b and",
    'unfinished <a href="x',
    "less a <b and c> d",
    "unfinished </b",
    "<!-- a comment -->",
    "<!-- a comment\n\nof two parts -->",
    "<!-- open",
    "words <!-- open",
    "-->",
    "<!-- note: a private one -->",
    "- item\n<!-- note: between\nitems -->\n- item",
    "words <!-- note: over\n\ntwo paragraphs --> and on",
    "> <!-- note: in a\n> quote -->\n> words",
    "<!-- note: without an end",
    "`<!-- note: code -->`",
    "```\n<!-- note: code -->\n```",
    "<?php x",
    "<!x",
    "<![CDATA[ x",
    "a &#bad; b &amp; c &# d &#123; e",
    "<",
    "< b",
    "<hr>\nafter",
    "<div>x</div> tail\n<!-- y --> z",
    "`code <div>`",
    "\\<div> \\[one] \\*",
    "نص عربي مع **تشديد** و[رابط][one].",
    "日本語の段落[^1]。",
    "![alt](a.jpg \"Caption © Me\")\n![alt](b.jpg)",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "<!--more-->",
    "   <!-- more -->",
    "- <!--more-->",
    "standfirstcut",
    "\u00a0",
    "\x0c",
    "text with two spaces  \nand a break",
    "**unfinished emphasis",
    "[unfinished link](http",
    "[unfinished][",
    "{: .attr }",
    "///Footnotes Go Here///",
)  # fmt: skip
GAPS = ("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "\n\t\n\n", "")
texts = st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from(GAPS)), max_size=9).map(
    lambda parts: "".join(block + gap for block, gap in parts)
)
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 12),
        st.one_of(
            st.sampled_from(
                ("", "\n", "\n\n", " ", "    ", "- ", "> ", "`", "<", ">", ":", "[", "x")
            ),
            st.sampled_from(BLOCKS),
        ),
    ),
    max_size=6,
)


def check(reading: Reading, body: str, access: Access = Access.PAID) -> None:
    draft = Draft(body=body, access=access)
    read, whole = reading.article(draft), parse(draft)
    assert read == whole
    assert read.reckoned is not None
    assert whole.reckoned is None
    assert (read.free_words, read.all_words) == (whole.free_words, whole.all_words)
    assert len(read.reckoned.lines) == len(read.teaser) + len(read.locked)


@given(texts, edits, st.sampled_from((Access.PAID, Access.EVERYONE)))
@settings(max_examples=EXAMPLES, deadline=None)
@example("Term\n\n[^1]: note\n\n: definition", [(1.0, 0, "x")], Access.PAID)
@example("- a\n\n[^1]: note\n\n- b\n", [(1.0, 0, "- c")], Access.PAID)
def test_what_changed_is_read_as_the_whole_would_be(
    text: str, changes: list[tuple[float, int, str]], access: Access
) -> None:
    reading = Reading()
    check(reading, text, access)
    for place, gone, come in changes:
        at = round(place * len(text))
        text = text[:at] + come + text[at + gone :]
        check(reading, text, access)


@given(texts, st.integers(0, 2**32))
@settings(max_examples=EXAMPLES // 20, deadline=None)
def test_what_is_typed_key_by_key_is_read_as_the_whole_would_be(text: str, seed: int) -> None:
    reading, around = (
        Reading(),
        ("Words above.\n\n- a list\n\n", "\n\n- more of it\n\n> and below\n"),
    )
    typed = text[: random.Random(seed).randint(40, 120)]
    for end in range(len(typed) + 1):
        check(reading, around[0] + typed[:end] + around[1])


def test_a_key_has_only_what_is_near_it_parsed() -> None:
    paragraphs = [f"Paragraph {n} has **words**, and [a link][{n % 7}].\n\n" for n in range(500)]
    links = [f"[{n}]: https://example.org/{n}\n\n" for n in range(7)]
    body = "".join(paragraphs[:250]) + "<!--more-->\n\n" + "".join(paragraphs[250:] + links)
    reading = Reading()
    check(reading, body)
    for place in (10, len(body) // 2, len(body) - 300):
        before = reading.parsed
        check(reading, body[:place] + "x" + body[place:])
        assert reading.parsed - before <= 2
        check(reading, body)


def test_a_link_s_new_address_is_read_wherever_it_is_named() -> None:
    body = "See [it][a].\n\nNot [this][b].\n\n[a]: https://one.example\n\n[b]: https://b.example\n"
    reading = Reading()
    check(reading, body)
    before = reading.parsed
    check(reading, body.replace("one", "two"))
    assert reading.parsed - before <= 3


@pytest.mark.parametrize("length", [0, 1, 3])
def test_what_did_not_change_is_the_same_object(length: int) -> None:
    body = "One.\n\nTwo[^1].\n\nThree.\n\n[^1]: Note.\n\nFour.\n"
    reading = Reading()
    before = reading.article(Draft(body=body))
    after = reading.article(Draft(body=body.replace("One", "One" + "x" * length)))
    assert all(a is b for a, b in zip(before.teaser[1:], after.teaser[1:], strict=True))
    assert before.teaser_notes[0] is after.teaser_notes[0]


def test_each_block_has_its_line() -> None:
    body = "One.\n\n- two\n- too\n\n<!--more-->\n\n\nThree.\n\n```\n\nx\n```\n\nFour[^1].\n\n[^1]: N\n\n# Five\n"
    article = Reading().article(Draft(body=body, access=Access.PAID))
    assert article.reckoned is not None
    assert article.reckoned.lines == (1, 3, 9, 11, 16, 20)


def test_a_text_that_could_not_be_read_is_read_whole_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, body = Reading(), "One.\n\nTwo.\n\nThree.\n"
    check(reading, body)
    edited = Draft(body=body.replace("Two", "Too"), access=Access.PAID)

    def fails(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("editor.text.chunks.read_part", fails)
        with pytest.raises(MemoryError):
            reading.article(edited)
    check(reading, body.replace("Two", "Too"))

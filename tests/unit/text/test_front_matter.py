"""An article in one file: what is read, what is written, and what is refused."""

import re
import string
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.model.errors import BadInput
from editor.text.front_matter import decode, has_id, read, write

WHOLE = """---
# the editor's own note
id: 6f48ebe0-d8db-4597-8340-31ddead8f658
title: 'Water: who pays?'
subtitle: A bill
date: 2026-06-12 18:30
language: ar
authors: [mara, idris]
access: paid
tags: [Water, 2026]
image:
  file: quay.jpg
  alt: A quay
seo:
  title: Who pays for water
  canonical: https://first.example/water
social:
  title: 'Who pays?'
  image: card.png
custom:
  kept: yes
comments: closed
sticky: yes
private: yes
share: no
share_message: 'Read on: who pays'
goal: 1200
---

Text.
"""


def test_every_field_is_read() -> None:
    draft = read(WHOLE)
    assert draft.title == "Water: who pays?"
    assert draft.date == PublishDate(date(2026, 6, 12), time(18, 30))
    assert draft.authors == ("mara", "idris")
    assert draft.access is Access.PAID
    assert draft.tags == ("Water", "2026")
    assert draft.image == FeaturedImage("quay.jpg", "A quay")
    assert draft.seo == Seo("Who pays for water", canonical="https://first.example/water")
    assert draft.social == Social("Who pays?", image="card.png")
    assert draft.comments is False
    assert (draft.sticky, draft.private, draft.share) == (True, True, False)
    assert draft.share_message == "Read on: who pays"
    assert draft.goal == 1200
    assert draft.body == "Text.\n"


def test_writing_keeps_what_is_not_ours() -> None:
    draft = replace(read(WHOLE), title="New", tags=())
    text = write(draft, WHOLE)
    assert "# the editor's own note" in text
    assert "kept: yes" in text
    assert "tags" not in text
    assert "authors: [mara, idris]" in text
    assert read(text) == draft


def test_a_file_without_front_matter_is_all_text() -> None:
    draft = read("# Hello\n\n--- no fence\n")
    assert draft.title == ""
    assert draft.body == "# Hello\n\n--- no fence\n"
    assert not has_id("# Hello")


def test_a_title_may_look_like_a_number_or_a_date() -> None:
    assert read("---\ntitle: 1.10\nsubtitle: 2026-01-02\n---\n").title == "1.10"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ntitle: [a\n---\n", "front-matter-broken"),
        ("---\ntitle: a\n  b: c\n---\n", "front-matter-broken"),
        ("---\n\ttitle: a\n---\n", "front-matter-broken"),
        ("---\n- a\n---\n", "front-matter-broken"),
        ("---\ntitle: never closed\n", "front-matter-broken"),
        ("---\ntitle: a\ntitle: b\n---\n", "front-matter-broken"),
        ("---\naccess: payed\n---\n", "front-matter-value"),
        ("---\nacess: paid\n---\n", "front-matter-misspelt"),
        ("---\nAccess: paid\n---\n", "front-matter-misspelt"),
        ("---\ndate: soon\n---\n", "front-matter-value"),
        ("---\nid: 12\n---\n", "front-matter-value"),
        ("---\ntags: {a: b}\n---\n", "front-matter-value"),
        ("---\ncomments: maybe\n---\n", "front-matter-value"),
        ("---\ntitle: {a: b}\n---\n", "front-matter-value"),
        ("---\nsocial: Read on\n---\n", "front-matter-value"),
        ("---\nsocial:\n  image: [a.jpg]\n---\n", "front-matter-value"),
        ("---\nseo:\n  canonical: {a: b}\n---\n", "front-matter-value"),
        ("---\nsocials:\n  title: a\n---\n", "front-matter-misspelt"),
        ("---\nsticky: top\n---\n", "front-matter-value"),
        ("---\nprivate:\n---\n", "front-matter-value"),
        ("---\nshare: maybe\n---\n", "front-matter-value"),
        ("---\nprivat: yes\n---\n", "front-matter-misspelt"),
        ("---\ngoal: many\n---\n", "front-matter-value"),
        ("---\ngoal: 0\n---\n", "front-matter-value"),
        ("---\ngoal: [1200]\n---\n", "front-matter-value"),
        ("---\nshare-message: Read\n---\n", "front-matter-misspelt"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(BadInput) as raised:
        read(text, "a.md")
    assert raised.value.code == code
    assert raised.value.detail
    assert not set(re.findall(r"\((file|line|reason|field|meant)\)", str(raised.value)))


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(BadInput) as raised:
        decode(b"one\ntwo \xff", "a.md")
    assert raised.value.detail == {"file": "a.md", "line": 2}
    with pytest.raises(BadInput):
        decode(b"a\x00b", "a.md")


def test_line_ends_and_byte_order_marks_do_not_matter() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc", "a.md") == "a\nb\nc"


LINE = st.text(
    alphabet=st.characters(
        exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\x85\u2028\u2029"
    ),
    max_size=30,
).map(str.strip)
NAMES = st.lists(LINE.filter(bool), max_size=3).map(tuple)
DATES = st.none() | st.builds(
    PublishDate,
    st.dates(date(1000, 1, 1), date(2999, 1, 1)),
    st.none() | st.times().map(lambda t: t.replace(microsecond=0)),
)


@given(
    st.builds(
        Draft,
        title=LINE,
        subtitle=LINE,
        body=st.text(string.printable.replace("\r", ""), max_size=60).map(lambda t: t.lstrip("\n")),
        date=DATES,
        slug=LINE,
        authors=NAMES,
        access=st.sampled_from(Access),
        tags=NAMES,
        categories=NAMES,
        excerpt=LINE,
        image=st.none() | st.builds(FeaturedImage, LINE.filter(bool), LINE, LINE, LINE),
        comments=st.booleans(),
        seo=st.builds(Seo, LINE, LINE, LINE),
        social=st.builds(Social, LINE, LINE, LINE),
        sticky=st.booleans(),
        private=st.booleans(),
        share=st.booleans(),
        share_message=LINE,
        goal=st.none() | st.integers(1, 9_999_999),
    )
)
def test_what_is_written_is_read_back_the_same(draft: Draft) -> None:
    assert read(write(draft)) == draft
    assert read(write(draft, WHOLE)) == draft


def test_what_is_as_always_is_not_written() -> None:
    assert set(re.findall(r"^(\w+):", write(Draft(title="Quay")), re.M)) == {
        *("id", "title", "language", "access", "comments")
    }
    text = write(Draft(sticky=True, private=True, share=False))
    assert "sticky: yes\nprivate: yes\nshare: no\n" in text


def test_a_date_with_an_offset_keeps_it() -> None:
    draft = Draft(date=PublishDate(date(2026, 6, 12), time(18, 30), timedelta(hours=2)))
    assert read(write(draft)).date == draft.date


@pytest.mark.parametrize(
    "front",
    [
        "image:\n  alt: A quay, to be photographed\n  licence: asked for\n",
        "seo:\n  keywords: [water, harbour]\n",
        "social:\n  image: card.png\n  mastodon: 'yes'\n",
        "image: quay.jpg\n",
        "comments: true\n",
        "tags: water, harbour\n",
        "subtitle:\n# ask Idris about this\nedition: 3\n",
        "tags: []\n# ask Idris about this\nedition: 3\n",
    ],
)
def test_taking_a_file_in_adds_its_id_and_touches_nothing_else(front: str) -> None:
    was = f"---\ntitle: Quay\n{front}---\n\nText.\n"
    draft = read(was)
    assert write(draft, was) == was.replace("---\n\nText", f"id: {draft.id}\n---\n\nText")


def test_what_is_not_ours_stays_within_a_field_that_is_emptied() -> None:
    was = "---\nimage:\n  file: a.jpg\n  licence: asked for\nseo:\n  title: Short\n"
    was += "social:\n  image: b.jpg\n  mastodon: pinned\n---\n\nText.\n"
    text = write(replace(read(was), image=None, seo=Seo(), social=Social()), was)
    assert "licence: asked for" in text
    assert "mastodon: pinned" in text
    assert "a.jpg" not in text
    assert "b.jpg" not in text
    assert "seo" not in text


@pytest.mark.parametrize("front", ["access:\n", "access: ''\n"])
def test_an_access_left_open_is_asked_for_and_never_everyone(front: str) -> None:
    with pytest.raises(BadInput) as raised:
        read(f"---\ntitle: Quay\n{front}---\n\nText.\n")
    assert "paid" in str(raised.value)


def test_front_matter_never_closed_is_no_text_even_after_a_space() -> None:
    with pytest.raises(BadInput):
        read("--- \ntitle: a\naccess: paid\n\nText.\n")

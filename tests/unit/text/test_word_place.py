"""From the words a reader sees to where they stand in the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.block import plain_blocks
from editor.model.draft import Draft
from editor.text.parse import parse
from editor.text.word_place import find_place


def placed(source: str, before: str, after: str) -> str:
    """`source` with a bar where the place is."""
    at = find_place(source, before, after, len(before) / (len(before + after) or 1))
    assert at is not None
    return f"{source[:at]}|{source[at:]}"


@pytest.mark.parametrize(
    ("source", "before", "after", "there"),
    [
        ("It has **eleven years** left", "It has ele", "ven years left", "**ele|ven"),
        ("It has **eleven** left", "It has eleven", " left", "**eleven|**"),
        ("See [the note](https://note.example) a note", "See the no", "te a note", "the no|te]"),
        ("See [the note](https://note.example) a note", "See the note a no", "te", "a no|te"),
        ("- one\n- two, one", "one\ntwo, o", "ne", "two, o|ne"),
        ("| a | b |\n|---|---|\n| c | a |", "a\nb\nc\n", "a", "| c | |a |"),
        ("Stop. Go", "Stop. ", "Go", "Stop. |Go"),
        ("Stop! ", "Stop!", "", "Stop!|"),
        ("مرحبا **بالعالم** هنا", "مرحبا بال", "عالم هنا", "**بال|عالم"),
        ("One *two* three", "", "One two three", "|One"),
    ],
)
def test_a_point_is_found_in_its_source(source: str, before: str, after: str, there: str) -> None:
    assert there in placed(source, before, after)


def test_what_is_not_in_the_source_is_not_found() -> None:
    assert find_place("Nothing of it", "some", "where") is None
    assert find_place("", "", "") is None
    assert find_place("---", "", "…") is None


WORD = st.sampled_from(("one", "two", "café", "water", "a", "quay", "مرحبا", "9"))
MARKS = st.sampled_from(("{}", "*{}*", "**{}**", "[{}](https://one.example/two)", "`{}`"))


@given(st.lists(st.tuples(WORD, MARKS), min_size=1, max_size=12), st.data())
def test_the_word_is_the_one_seen_and_stands_where_the_reader_points(
    words: list[tuple[str, str]], data: st.DataObject
) -> None:
    source = " ".join(mark.format(word) for word, mark in words)
    seen = plain_blocks(parse(Draft(body=source)).teaser)
    assert seen.split() == [word for word, _ in words]
    at = data.draw(st.integers(0, len(seen)))
    found = find_place(source, seen[:at], seen[at:], at / len(seen))
    assert found is not None
    left, right = re.search(r"\w*\Z", seen[:at]), re.match(r"\w*", seen[at:])
    assert left is not None
    assert right is not None
    assert source[:found].endswith(left[0])
    assert source[found:].startswith(right[0]) or not left[0]

"""The cut: found, placed, moved, never two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import cut

BODY = "One.\n\nTwo\nlines.\n\n- a\n\n- b\n\n> q\n\n```\nx\n\ny\n```\n\nLast."


def test_boundaries_are_where_top_level_blocks_begin() -> None:
    lines = BODY.split("\n")
    assert [lines[n] for n in cut.boundaries(BODY)[:-1]] == [
        "One.",
        "Two",
        "- a",
        "> q",
        "```",
        "Last.",
    ]
    assert cut.boundaries(BODY)[-1] == len(lines)


@pytest.mark.parametrize("line", range(20))
def test_a_cut_is_placed_between_blocks_and_replaces_the_old_one(line: int) -> None:
    placed = cut.place(BODY, line)
    assert len(cut.find(placed)) == 1
    assert cut.remove(placed).replace("\n", "") == BODY.replace("\n", "")
    moved = cut.place(placed, 0)
    assert len(cut.find(moved)) == 1


def test_placing_where_it_stands_changes_nothing() -> None:
    placed = cut.place(BODY, 2)
    assert cut.place(placed, cut.find(placed)[0]) == placed


def test_markers_are_found_however_they_are_spaced() -> None:
    assert cut.find("a\n\n<!-- More -->\n\nb\n   <!--more-->") == (2, 5)
    assert cut.find("a <!--more--> b") == ()


TEXT = st.lists(
    st.sampled_from(
        ["word", "", "- item", "> quote", "```", "    code", cut.MARKER, "\tx", "1. n", "---"]
    ),
    max_size=25,
).map("\n".join)


@given(TEXT, st.integers(0, 30))
def test_never_two_and_no_word_lost(body: str, line: int) -> None:
    placed = cut.place(body, line)
    found = cut.find(placed)
    fenced = body.count("```") % 2  # an open fence may swallow the marker: then it is text
    assert len(found) == 1 or fenced

    def words(text: str) -> list[str]:
        marks = set(cut.find(text))
        return [ln for n, ln in enumerate(text.split("\n")) if ln.strip() and n not in marks]

    if found:
        assert words(placed) == words(body)


@given(TEXT)
def test_removing_leaves_none(body: str) -> None:
    assert cut.find(cut.remove(body)) == () or "```" in body

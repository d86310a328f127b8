"""Long lines are broken without a word changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.ui.writing.pasting import fitting

WORDS = st.lists(
    st.sampled_from(["pump", "quay.", "1.", "-", "#", "> ", "Größe", "“Yes.”", "في", "😀"]),
    min_size=50,
    max_size=200,
)


@given(WORDS)
def test_only_spaces_become_line_ends_and_no_line_begins_a_block(words: list[str]) -> None:
    line = "x " * 300 + " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "LONG_LINE", 600)
        broken = fitting.with_lines_broken(line)
    assert broken.split() == line.split()
    assert all(one[:1].isalpha() for one in broken.split("\n"))
    assert fitting.longest_line(broken) < 4 * fitting.BROKEN_AT


def test_what_has_no_place_to_break_is_parted_at_the_limit() -> None:
    assert fitting.longest_line(fitting.with_lines_broken("x" * 120_000)) <= fitting.LONG_LINE

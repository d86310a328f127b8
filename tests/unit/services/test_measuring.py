"""How long a text is, by the same rules as everywhere: as a reader gets it."""

import pytest

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.services.measuring import Length, lengths, minutes, selection_length
from editor.text.chunks import Reading


def test_teaser_and_whole_are_what_readers_get() -> None:
    draft = Draft(
        body="Two **words**\n\n<!--more-->\n\nand [three](https://a.example) more",
        access=Access.PAID,
    )
    made = lengths(Reading().article(draft))
    assert made.teaser == Length(2, 9, 8, 1)
    assert made.whole == Length(5, 23, 20, 1)


def test_without_a_gate_there_is_no_teaser() -> None:
    draft = Draft(body="Free\n\n<!--more-->\n\nas well")
    made = lengths(Reading().article(draft))
    assert made.teaser is None
    assert made.whole.words == 3


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", 0),
        ("**two** words", 2),
        ("[a link](https://a.example/very/long)", 2),
        ("called[^1] here[^note]", 2),
        ("## Heading\ntext", 2),
        ("above\n\n<!--more-->\n\nbelow", 2),
        ("水は港から", 5),
    ],
)
def test_a_selection_counts_as_it_would_be_read(markdown: str, words: int) -> None:
    assert selection_length(markdown).words == words


def test_a_minute_is_a_minute() -> None:
    assert [minutes(words) for words in (0, 1, 230, 690)] == [0, 1, 1, 3]

"""The outline names every section, where the cut is, and what is left to do, each in its line."""

import pytest

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.services.outlining import Entry, Kind, outline, unfinished
from editor.text.chunks import Reading

BODY = """Five words stand up here.

## A **bold** [contract](https://tap.example)
Two words.

### Below it
One.

<!--more-->

~~~
## no heading
~~~

Underlined
----------

TK: ask the harbour master who signed the contract, and when TODO

## Last
`TK` is code. <!-- note: TK
call Ada --> End.
"""


def entries(draft: Draft) -> tuple[Entry, ...]:
    return outline(Reading().article(draft), draft)


def shown(draft: Draft, kind: Kind) -> list[tuple[str, int]]:
    return [(one.text, one.line) for one in entries(draft) if one.kind is kind]


def test_headings_stand_in_their_lines_with_their_words() -> None:
    draft = Draft(title="Who signed", body=BODY, access=Access.PAID)
    sections = [(e.text, e.line, e.level) for e in entries(draft) if e.kind is Kind.HEADING]
    assert sections == [
        ("A bold contract", 2, 1),
        ("Below it", 5, 2),
        ("Underlined", 14, 1),
        ("Last", 19, 1),
    ]
    words = {e.text: e.words for e in entries(draft) if e.kind is Kind.HEADING}
    assert (words["A bold contract"], words["Below it"]) == (10, 5)
    article = entries(draft)[0]
    assert (article.kind, article.text) == (Kind.ARTICLE, "Who signed")
    assert article.words == Reading().article(draft).all_words


def test_the_cut_stands_among_them_with_the_words_above_it() -> None:
    draft = Draft(body=BODY, access=Access.PAID)
    kinds = [one.kind for one in entries(draft)]
    cut = entries(draft)[kinds.index(Kind.CUT)]
    assert kinds[:5] == [Kind.ARTICLE, Kind.HEADING, Kind.HEADING, Kind.CUT, Kind.HEADING]
    assert (cut.line, cut.words) == (8, Reading().article(draft).free_words)


def test_marks_are_listed_one_by_one_and_not_those_in_code() -> None:
    draft = Draft(title="TK", body=BODY)
    found = [one for one in entries(draft) if one.kind is Kind.MARK]
    assert [(one.field, one.line, one.start, one.length) for one in found[:3]] == [
        ("title", 0, 0, 2),
        ("", 17, 0, 2),
        ("", 17, 61, 4),
    ]
    assert found[2].text == "… the contract, and when TODO"


def test_what_is_left_in_a_private_note_does_not_count() -> None:
    assert [mark.place for mark in unfinished(Draft(body=BODY))] == ["line:18", "line:18"]


def test_private_notes_are_listed_without_their_marks() -> None:
    assert shown(Draft(body=BODY), Kind.NOTE) == [("TK call Ada", 20)]


@pytest.mark.parametrize("body", ["", "\n", "words", "<!--more-->", "## ", "```\n## a\n"])
def test_an_article_with_little_in_it_has_an_outline(body: str) -> None:
    assert entries(Draft(body=body))[0].kind is Kind.ARTICLE

"""A writer finds an article by what it says, in any script."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from editor.library import connection as connection_module
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.model.draft import Draft, Shelf

ARTICLES = (
    Draft(title="Quay by night", subtitle="At three", body="Don't tell the naïve e-mail reader."),
    Draft(
        title="A café in Łódź", body="Coffee and rain.", tags=("Poland",), categories=("Travel",)
    ),
    Draft(title="مُحَمَّد في المَدرسة", body="ذهب الولد إلى البيت", language="ar"),
    Draft(title="東京の夜", body="港は静かです。船が帰る。", language="ja"),
    Draft(title="C++ & “quotes”", body='He said "AND" OR NOT NEAR(x) * ^ col: -minus'),
)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    kept = Drafts(database)
    for article in ARTICLES:
        kept.save(article, 1)
    return kept


def _found(drafts: Drafts, query: str) -> list[int]:
    ids = [article.id for article in ARTICLES]
    return sorted(ids.index(card.id) for card in drafts.cards(Shelf.DRAFTS, query))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quay", [0]),
        ("QUA", [0]),
        ("three", [0]),
        ("tell reader", [0]),
        ("reader coffee", []),
        ("don't", [0]),
        ("naive", [0]),
        ("e-mail", [0]),
        ("cafe", [1]),
        ("café", [1]),
        ("łódź", [1]),
        ("poland", [1]),
        ("trav", [1]),
        ("a rain", [1]),
        ("rain c", [1]),
        ("محمد", [2]),
        ("المدرسه", []),
        ("المدرسة", [2]),
        ("الولد", [2]),
        ("في", [2]),
        ("東京", [3]),
        ("京", [3]),
        ("静か", [3]),
        ("船が帰る", [3]),
        ("京東", []),
        ('"NOT"', [4]),
        ("NEAR(x)", [4]),
        ("col:", [4]),
        ("-minus", [4]),
        ("qu", [0, 4]),
        ("%", [0, 1, 2, 3, 4]),
        ("  ", [0, 1, 2, 3, 4]),
        ("zebra", []),
    ],
)
def test_articles_are_found(drafts: Drafts, query: str, found: list[int]) -> None:
    assert _found(drafts, query) == found


def test_short_queries_look_at_titles_alone(drafts: Drafts) -> None:
    assert _found(drafts, "he") == []  # "He said" stands in a body
    assert _found(drafts, "by") == [0]


def test_what_was_just_typed_is_found_and_what_was_removed_is_not(drafts: Drafts) -> None:
    first, second = ARTICLES[0], ARTICLES[1]
    drafts.save(replace(first, body="Lighthouse"), 1)
    drafts.save(replace(second, body="Lighthouse keeper"), 2)
    drafts.save(replace(first, body="Lighthouses at sea"), 3)
    assert _found(drafts, "lighthouse") == [0, 1]
    assert _found(drafts, "naive") == []
    assert _found(drafts, "coffee") == []
    assert _found(drafts, "sea") == [0]


def test_searching_goes_on_while_another_program_writes(
    place: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    database = Database(place, backups)
    drafts = Drafts(database)
    drafts.save(ARTICLES[0], 1)
    drafts.cards(Shelf.DRAFTS, "naive")
    drafts.save(replace(ARTICLES[0], title="Pier by night"), 1)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [card.title for card in drafts.cards(Shelf.DRAFTS, "naive")] == ["Pier by night"]
    database.close()

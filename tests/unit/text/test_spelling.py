"""Prose is spelt and nothing else, in the language that the markup, the script or the words tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.spelling import (
    LONGEST,
    language_of,
    looked_up,
    script_for,
    script_of,
    words,
    written_like,
)


def spelt(text: str) -> list[str]:
    """The words of `text` that are looked up."""
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A **bold** and *slanted* word.", ["bold", "and", "slanted", "word"]),
        ("see `teh code` here", ["see", "here"]),
        ("`` a ` tick ``, then", ["then"]),
        ("[the words](https://a.example/teh_page)", ["the", "words"]),
        ("[in](<a page.md>) and [out](page_(1).html)", ["in", "and", "out"]),
        ('![a gate](gate.jpg "Open at nite")', ["gate", "Open", "at", "nite"]),
        ("[there][teh] or [here]", ["there", "or", "here"]),
        ("[teh]: https://a.example/teh", []),
        ("*[HTML]: A markup", ["markup"]),
        ("said so[^teh], and", ["said", "so", "and"]),
        ("[^teh]: A note.", ["note"]),
        ("<https://teh.example> or https://teh.example/x.", ["or"]),
        ("to mara@teh.example, www.teh.example, teh.example", ["to"]),
        ("by @tehmara on #tehday", ["by", "on"]),
        ("in index.html and ours", ["in", "and", "ours"]),
        ('<p class="teh">word</p>', ["word"]),
        ("one <!-- teh note --> two", ["one", "two"]),
        ("one <!-- never closed", ["one"]),
        ("a&nbsp;word {.teh}", ["word"]),
        ("litres TK: ask teh man. More TKTK, TODO", ["litres", "More"]),
        ("NATO and UNESCO's, 3rd, B2B, snake_case", ["and", "UNESCO's"]),
        ("WordPress, iPhone, eBay, O'Neill, d'Artagnan", ["O'Neill", "d'Artagnan"]),
        ("don’t, well-known, ‘quoted’, rock ’n’ roll", ["don't", "well-known", "quoted", "rock", "roll"]),
        ("- an item", ["an", "item"]),
        ("> ## quoted", ["quoted"]),
        ("<!--more-->", []),
        ("naïve café, Ångström, straße", ["naïve", "café", "Ångström", "straße"]),
        ("cafe\u0301 and so\u00adlid", ["café", "and", "solid"]),
    ],
)  # fmt: skip
def test_what_is_prose_is_looked_up(text: str, wanted: list[str]) -> None:
    assert spelt(text) == wanted


def test_arabic_is_one_word_with_its_points_and_without() -> None:
    assert spelt("الكِتَابُ كـتاب") == ["الكتاب", "كتاب"]
    (word, _) = words("الكِتَابُ كتاب")
    assert word.end == len("الكِتَابُ")


def test_a_machines_line_is_left_alone() -> None:
    assert words("teh " * LONGEST) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('in <span lang="fr">le chien</span> here', ["", "fr", "fr", ""]),
        ("<p lang=de>ein Wort</p>", ["de", "de"]),
        ("<P LANG=de>ein Wort</P>", ["de", "de"]),
        ("<p data-lang=de>ein Wort</p>", ["", ""]),
        ('<span lang="fr">un <b>deux</b><br> trois</span> four', ["fr", "fr", "fr", ""]),
        ('<span lang="fr">un <i lang="it">due</i> trois', ["fr", "it", "fr"]),
        ("</span> over <span>and out</span>", ["", "", ""]),
        ('<span lang="fr">une ligne\net deux</span>', ["fr", "fr", "fr", "fr"]),
    ],
)
def test_markup_names_the_language_of_what_is_in_it(text: str, wanted: list[str]) -> None:
    assert [word.language for word in words(text)] == wanted


MARKUP = st.sampled_from([
    "`", "``", "[", "](", ")", "[^1]", "]:", "<span lang='fr'>", "</span>", "<", ">", "<!--", "-->",
    "http://", "@", "#", "{.", "}", "&", ";", "’", "-", "TK:", "\n", " ", "word", "😀", "ـ", "é",
])  # fmt: skip


@given(st.lists(MARKUP | st.text(max_size=6), max_size=40).map("".join))
def test_words_stand_where_they_are_said_to_and_never_overlap(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end
        assert looked_up(text[word.start : word.end]) == word.text
        end = word.end
    assert end <= len(text)


def test_scripts_are_told_apart() -> None:
    told = [script_of(word) for word in ("word", "слово", "كلمة", "מילה", "λέξη")]
    assert told == ["LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK"]
    tags = ("en-GB", "ru", "fa", "he", "el", "sr-Latn")
    assert [script_for(tag) for tag in tags] == [*("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK"), "LATIN"]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "usual", "shares", "wanted"),
    [
        (10, "en", {"en": 0.1, "fr": 0.9}, "fr"),
        (10, "en", {"en": 0.55, "fr": 0.7}, "en"),  # not clearly better
        (3, "en", {"en": 0.0, "fr": 1.0}, "en"),  # too few to tell
        (10, "en", {"en": 0.0, "fr": 0.4}, "en"),  # nor does French know it
        (9, "en", {"en": 0.1, "fr": 0.2}, ""),  # German, say, for which there is none
        (10, "", {"fr": 0.9, "es": 0.5}, "fr"),
        (10, "", {"fr": 0.4}, ""),
        (10, "en", {}, "en"),
    ],
)
def test_another_language_is_taken_only_where_it_clearly_knows_more(
    count: int, usual: str, shares: dict[str, float], wanted: str
) -> None:
    assert language_of(count, usual, shares) == wanted


def test_a_suggestion_takes_over_the_apostrophe() -> None:
    assert written_like("don't", "dont’") == "don’t"
    assert written_like("don't", "dont") == "don't"

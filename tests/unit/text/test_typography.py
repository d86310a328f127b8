"""Quotes and dashes as printers of each language set them, and never where they are not words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.text.typography import typed

SIGNS = "\"'-.;:!?"


def set_(text: str, language: str = "en") -> str:
    """What one gets who types `text`."""
    written = ""
    for letter in text:
        before = written[written.rfind("\n\n") + 2 :] if "\n\n" in written else written
        found = typed(before, letter, language) if letter in SIGNS else None
        if found is None:
            written += letter
        else:
            written = written[: len(written) - found.taken] + found.text
    return written


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "\"It's 'fine',\" she said.", "“It’s ‘fine’,” she said."),
        ("en-GB", "(\"x\") **\"y\"** non-\"z\"", "(“x”) **“y”** non-“z”"),
        ("fr", "\"L'eau\" : quoi ? Rien ; non !", "«\u202fL’eau\u202f»\u202f: quoi\u202f? Rien\u202f; non\u202f!"),
        ("fr", "Il dit \"oui \".", "Il dit «\u202foui\u202f»."),
        ("fr", "\"", "«\u202f"),
        ("fr", "Quoi? Non!", "Quoi? Non!"),
        ("fr-CH", "\"l'eau\"", "«l’eau»"),
        ("de", "\"Das 'gibt's' nicht\"", "„Das ‚gibt‘s’ nicht“"),
        ("de-AT", "\"ja\"", "„ja“"),
        ("de-CH", "\"ja\"", "«ja»"),
        ("sv", "\"Det är bra's\"", "”Det är bra’s”"),
        ("fi", "\"hyvä\"", "”hyvä”"),
        ("es", "\"hola\"", "«hola»"),
        ("es-MX", "\"hola\"", "“hola”"),
        ("ar", "\"مرحبا\"", "«مرحبا»"),
        ("pl", "\"tak\"", "„tak”"),
        ("ru", "\"да\"", "«да»"),
        ("ja", "\"はい\"", "「はい」"),
        ("pt-BR", "\"sim\"", "“sim”"),
        ("xx", "\"x\"", "“x”"),
    ],
)  # fmt: skip
def test_quotes_by_language(language: str, text: str, wanted: str) -> None:
    assert set_(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a -- b", "a – b"),
        ("a --- b", "a — b"),
        ("a ---- b", "a —- b"),
        ("well-known", "well-known"),
        ("wait... what", "wait… what"),
        ("- \"x\"", "- “x”"),
        ("> 'x'", "> ‘x’"),
        ("[^1]: \"x\"", "[^1]: “x”"),
        ("<b>\"x\"</b>", "<b>“x”</b>"),
        ("a < b -- c", "a < b – c"),
        ("\"\"", "“”"),
    ],
)  # fmt: skip
def test_dashes_dots_and_quotes_among_marks(text: str, wanted: str) -> None:
    assert set_(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "Heading\n---",
        "| a |\n|---|--:|",
        "<!--more-->",
        "<!-- note: it's \"here\" -- ask... -->",
        "<!--\nit's\n-- so",
        "`it's -- \"so\"...`",
        "``a ` it's``",
        "https://a.example/it's--so...",
        "[x](https://a.example/a--b \"title\")",
        "[x]: https://a.example \"it's\"",
        "<https://a.example/a--b>",
        "<span title=\"it's\">",
        "<code>it's",
        "a \\\"",
        "- ",
        "-- ",
    ],
)  # fmt: skip
def test_what_is_no_prose_stays_as_typed(text: str) -> None:
    assert set_(text) == text


@settings(max_examples=60)
@given(st.text(), st.sampled_from(SIGNS), st.sampled_from(["en", "fr", "de", "ar", "", "zz-ZZ"]))
def test_any_text_may_stand_before(before: str, sign: str, language: str) -> None:
    found = typed(before, sign, language)
    if found is not None:
        assert 0 <= found.taken <= 2
        assert before[len(before) - found.taken :].strip(" .-–") == ""
        assert found.text


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ('a `<span lang="fr">` ', "“"),
        ('a <!-- <i lang="fr"> --> ', "“"),
        ('a <img lang="fr" src="a.png"> ', "“"),
        ('a <br lang="fr"> ', "“"),
        ('a <span data-lang="fr">', "“"),
        ('<SPAN LANG="fr">', "«\u202f"),
        ("<p lang=fr><b>", "«\u202f"),
        ('<p lang="fr"><i lang="de">', "„"),
        ('<p lang="fr"><i lang="de">Wort</p> ', "“"),
    ],
)
def test_the_language_is_that_of_the_tags_which_are_open(before: str, wanted: str) -> None:
    found = typed(before, '"', "en")
    assert found is not None
    assert found.text == wanted

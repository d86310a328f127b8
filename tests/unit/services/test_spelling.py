"""Words are looked up in the real hunspell, with the dictionaries that are shipped."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.model.errors import BadInput, StorageFailed
from editor.services import lookup
from editor.services.spelling import Misspelt, Spelling
from editor.system.dictionaries import Origin
from editor.system.paths import resource

ENGLISH = "The harbour was quiet, but nobody in teh town slept."
FRENCH = "C’est une phrase entierement en français qui parle de la mer et du vent."
ARABIC = "هذه جملة مكتوبة باللغة العربيه"


@pytest.fixture
def spelling(tmp_path: Path) -> Iterator[Spelling]:
    """Spelling with the dictionaries we ship and none of the machine's."""
    made = Spelling(tmp_path / "home", resource("dictionaries"), ())
    yield made
    made.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spelling]:
    """The same for tests that change nothing: each dictionary is read once."""
    made = Spelling(tmp_path_factory.mktemp("home"), resource("dictionaries"), ())
    yield made
    made.close()


def wrong(spelling: Spelling, text: str, language: str = "en-GB", **given: object) -> list[str]:
    """The wrong words of one paragraph."""
    (found,) = spelling.check([text], language, **given)  # type: ignore[arg-type]  # passed on
    return [text[one.start : one.end] for one in found]


def test_each_paragraph_is_checked_in_its_own_language(shipped: Spelling) -> None:
    found = shipped.check([ENGLISH, FRENCH, ARABIC, ENGLISH], "en-GB")
    assert [[(one.text, one.language) for one in some] for some in found] == [
        [("teh", "en-GB")],
        [("entierement", "fr")],
        [("العربيه", "ar")],
        [("teh", "en-GB")],
    ]


def test_a_language_that_was_not_asked_for_is_not_looked_for(shipped: Spelling) -> None:
    assert "phrase" not in wrong(shipped, FRENCH, besides=("fr",))
    assert "français" in wrong(shipped, FRENCH, besides=())
    assert wrong(shipped, ARABIC, besides=()) == []  # in no language that is checked


def test_what_the_markup_says_goes_before_everything(shipped: Spelling) -> None:
    assert wrong(shipped, 'The <span lang="fr">chien mange</span> dog', besides=()) == []
    assert wrong(shipped, f'<span lang="en">{FRENCH}</span>').count("français") == 1
    assert wrong(shipped, '<span lang="fi">Hyvää päivää</span>') == []  # no dictionary for it


def test_english_is_spelt_as_the_article_or_else_the_interface_spells_it(
    shipped: Spelling,
) -> None:
    text = "The color of the harbour."
    assert wrong(shipped, text, "en-GB") == ["color"]
    assert wrong(shipped, text, "en-US") == ["harbour"]
    assert wrong(shipped, text, "en", here="en-GB") == ["color"]
    assert wrong(shipped, text, "en-AU") == ["color"]


@pytest.mark.parametrize("here", ["", "en", "de", "C", "en-POSIX", "en-US-POSIX"])
def test_english_of_no_country_may_be_spelt_as_in_either(shipped: Spelling, here: str) -> None:
    text = "The color of the harbour in teh evening."
    assert wrong(shipped, text, "en", here=here) == ["teh"]
    assert wrong(shipped, text, "en", here=here, besides=("en-US", "fr")) == ["harbour", "teh"]
    assert wrong(shipped, text, "en", here=here, besides=("en-GB", "fr")) == ["color", "teh"]
    told = f'<span lang="en">{text}</span>'
    assert wrong(shipped, told, "de", here=here) == ["teh"]


def test_the_commonest_english_words_have_no_accent(shipped: Spelling) -> None:
    text = "Thé pumps left at théir post, née Lind, and ît was a fête."
    assert wrong(shipped, text, "en") == ["Thé", "théir", "ît"]


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US"])
def test_english_is_right_with_its_accents_and_without(shipped: Spelling, language: str) -> None:
    assert wrong(shipped, "A café, naïve, a façade and a cafe\u0301’s jalapeño", language) == []
    assert wrong(shipped, "A thïrtty façade", language) == ["thïrtty"]
    assert wrong(shipped, "Une réunion generale tres reussie hier", "fr", besides=()) == [
        "generale", "tres", "reussie",
    ]  # fmt: skip


def test_harakat_change_nothing(shipped: Spelling) -> None:
    assert wrong(shipped, "الكِتَابُ الكتاب", "ar") == []


def test_compounds_are_right_where_their_parts_are(shipped: Spelling) -> None:
    assert wrong(shipped, "a harbour-town’s quay-lamp and harbuor-lamp") == ["harbuor-lamp"]


def test_suggestions_are_few_and_the_likely_one_is_among_them(shipped: Spelling) -> None:
    found = shipped.suggestions(Misspelt(0, 6, "recieve", "en-GB"))
    assert "receive" in found
    assert len(found) <= 6


def test_own_words_are_right_in_every_form_and_kept(spelling: Spelling, tmp_path: Path) -> None:
    text = "Skovgaard, Skovgaard’s SKOVGAARD and zlot, Zlot"
    assert len(wrong(spelling, text)) == 5
    spelling.learn("Skovgaard")
    spelling.learn("zlot")
    assert wrong(spelling, text) == []
    assert (tmp_path / "home" / "own-words.txt").read_text("utf-8") == "Skovgaard\nzlot\n"
    again = Spelling(tmp_path / "home", resource("dictionaries"), ())
    assert again.own_words() == ("Skovgaard", "zlot")
    again.close()
    spelling.keep_own_words(["zlot", "", "  "])
    assert wrong(spelling, text)[0] == "Skovgaard"


def test_a_disk_that_does_not_take_a_word_is_said_and_the_word_is_known(
    spelling: Spelling, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageFailed) as refused:
        spelling.learn("Skovgaard")
    assert refused.value.code == "own-words-not-kept"
    assert wrong(spelling, "Skovgaard") == []


def add(folder: Path, stem: str, words: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{stem}.aff").write_text("SET UTF-8\nTRY abc\n", "utf-8")
    file = folder / f"{stem}.dic"
    file.write_text(words, "utf-8")
    return file


def test_an_added_dictionary_is_used_replaced_and_removed(
    spelling: Spelling, tmp_path: Path
) -> None:
    text = "moin kiek dor is de haben"
    (added,) = spelling.add_dictionary(add(tmp_path / "one", "nds", "3\nmoin\nkiek\ndor\n"))
    assert (added.tag, added.origin) == ("nds", Origin.ADDED)
    assert wrong(spelling, text, "nds", besides=()) == ["is", "de", "haben"]
    spelling.add_dictionary(add(tmp_path / "two", "nds", "5\nmoin\nkiek\ndor\nis\nde\n"))
    assert wrong(spelling, text, "nds", besides=()) == ["haben"]
    spelling.remove_dictionary(added)
    assert wrong(spelling, text, "nds", besides=()) == []
    assert "nds" not in [one.tag for one in spelling.dictionaries()]


def test_a_dictionary_that_knows_no_word_is_refused_and_not_kept(
    spelling: Spelling, tmp_path: Path
) -> None:
    with pytest.raises(BadInput) as refused:
        spelling.add_dictionary(add(tmp_path, "nds", "3\n"))
    assert refused.value.code == "dictionary-broken"
    assert not list((tmp_path / "home" / "dictionaries").iterdir())


def test_a_broken_one_leaves_the_good_one_before_it_alone(
    spelling: Spelling, tmp_path: Path
) -> None:
    spelling.add_dictionary(add(tmp_path / "good", "nds", "1\nmoin\n"))
    with pytest.raises(BadInput):
        spelling.add_dictionary(add(tmp_path / "bad", "nds", "3\n"))
    assert wrong(spelling, "moin haben", "nds", besides=()) == ["haben"]


def test_an_old_encoding_is_read_as_the_dictionary_says(spelling: Spelling, tmp_path: Path) -> None:
    (tmp_path / "uk.aff").write_bytes(b"SET KOI8-U\n")
    (tmp_path / "uk.dic").write_bytes("2\nгавань\nпричал\n".encode("koi8-u"))
    spelling.add_dictionary(tmp_path / "uk.aff")
    assert wrong(spelling, "гавань прычал", "uk", besides=()) == ["прычал"]


def test_the_users_own_dictionary_goes_before_ours(spelling: Spelling, tmp_path: Path) -> None:
    spelling.add_dictionary(add(tmp_path / "mine", "en_GB", "2\nteh\nquay\n"))
    assert [one.tag for one in spelling.dictionaries()].count("en-GB") == 1
    assert wrong(spelling, "teh quay harbour", besides=()) == ["harbour"]


def test_hunspell_that_was_ended_is_begun_again(spelling: Spelling) -> None:
    assert wrong(spelling, "teh") == ["teh"]
    process = spelling._lookup._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert wrong(spelling, "anohter") == ["anohter"]
    assert spelling.broken() == ()


def test_a_dictionary_that_brings_hunspell_down_each_time_is_named_and_left_alone(
    spelling: Spelling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    falls = tmp_path / "falls.py"
    falls.write_text("raise SystemExit(11)")
    monkeypatch.setattr(lookup, "_PROGRAM", falls)
    assert wrong(spelling, "teh") == []
    assert spelling.broken() == ("en-GB",)


def test_closing_answers_whoever_waits(spelling: Spelling) -> None:
    spelling.close()
    assert wrong(spelling, "teh") == []

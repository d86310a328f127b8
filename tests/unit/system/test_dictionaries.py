"""Dictionaries are found where systems keep them, and taken in from the files that people have."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from editor.model.errors import BadInput
from editor.model.wording import WORDING
from editor.system.dictionaries import (
    Origin,
    found_in,
    system_folders,
    tag_of,
    take_away,
    take_in,
)

AFF, DIC = "SET UTF-8\n", "2\nquay\npontoon\n"


def lay(folder: Path, stem: str, aff: str = AFF, dic: str = DIC) -> Path:
    """A dictionary in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.aff").write_text(aff, "utf-8")
    file = folder / f"{stem}.dic"
    file.write_text(dic, "utf-8")
    return file


@pytest.mark.parametrize(
    ("stem", "tag"),
    [
        ("en_GB", "en-GB"),
        ("de_DE_frami", "de-DE"),
        ("fr", "fr"),
        ("fr-classique", "fr"),
        ("sr-Latn", "sr-Latn"),
        ("sr_Latn_RS", "sr-Latn-RS"),
        ("ca-valencia", "ca"),
        ("hsb", "hsb"),
        ("index", ""),
        ("hyph_de_DE", ""),
        ("words", ""),
    ],
)
def test_a_files_name_says_its_language(stem: str, tag: str) -> None:
    assert tag_of(stem) == tag


def test_names_that_lead_to_one_file_are_one_dictionary(tmp_path: Path) -> None:
    lay(tmp_path, "es_ES")
    for name in "es_MX", "es_AR":
        (tmp_path / f"{name}.dic").symlink_to("es_ES.dic")
        (tmp_path / f"{name}.aff").symlink_to("es_ES.aff")
    (tmp_path / "hyph_es.dic").write_text("x")
    (tmp_path / "de_DE.dic").write_text(DIC)  # its .aff is missing
    (only,) = found_in(tmp_path, Origin.SYSTEM)
    assert (only.tag, sorted(only.also)) == ("es-ES", ["es-AR", "es-MX"])
    assert list(found_in(tmp_path / "nowhere", Origin.SYSTEM)) == []


def test_each_system_is_looked_through_where_it_keeps_them(tmp_path: Path) -> None:
    linux = system_folders({"HOME": "/h", "XDG_DATA_DIRS": "/a:b:/c"}, "linux")
    for folder in "/h/.local/share/hunspell", "/a/hunspell", "/c/myspell/dicts":
        assert Path(folder) in linux
    assert Path("/usr/share/hunspell") in system_folders({"HOME": "/h"}, "linux")
    assert Path("/own") in system_folders({"HOME": "/h", "DICPATH": "/own"}, "linux")
    assert Path("/h/Library/Spelling") in system_folders({"HOME": "/h"}, "darwin")
    office = tmp_path / "LibreOffice/share/extensions/dict-fr"
    office.mkdir(parents=True)
    found = system_folders({"HOME": "/h", "PROGRAMFILES": str(tmp_path)}, "win32")
    assert found == (office,)


@pytest.mark.parametrize("ending", [".dic", ".aff"])
def test_a_dictionary_is_taken_in_by_either_of_its_files(tmp_path: Path, ending: str) -> None:
    source = lay(tmp_path / "from", "nn_NO").with_suffix(ending)
    (kept,) = take_in(source, tmp_path / "kept")
    (found,) = found_in(tmp_path / "kept", Origin.ADDED)
    assert (found.tag, found.path) == ("nn-NO", kept)
    assert kept.read_text("utf-8") == DIC
    take_away(found)
    assert list((tmp_path / "kept").iterdir()) == []


def test_an_extension_of_libreoffice_brings_all_its_languages(tmp_path: Path) -> None:
    packed = tmp_path / "dict-de.oxt"
    with ZipFile(packed, "w") as file:
        for stem in "de_AT_frami", "de_DE_frami":
            file.writestr(f"dictionaries/{stem}.aff", AFF)
            file.writestr(f"dictionaries/{stem}.dic", DIC)
        file.writestr("dictionaries/hyph_de_DE.dic", "x")
        file.writestr("../../evil.aff", AFF)
    kept = take_in(packed, tmp_path / "kept")
    assert sorted(file.name for file in kept) == ["de_AT_frami.dic", "de_DE_frami.dic"]
    assert len(list((tmp_path / "kept").iterdir())) == 4
    assert not (tmp_path / "evil.aff").exists()


def bad_files(folder: Path) -> dict[str, Path]:
    """A file for each way in which one is no dictionary, by the code of what is said."""
    half = lay(folder / "half", "da_DK")
    half.with_suffix(".aff").unlink()
    empty = folder / "empty.zip"
    with ZipFile(empty, "w") as file:
        file.writestr("readme.txt", "nothing here")
    torn = folder / "torn.oxt"
    torn.write_bytes(b"PK\x03\x04 torn")
    return {
        "dictionary-half": half,
        "dictionary-none": empty,
        "dictionary-unreadable": torn,
        "dictionary-nameless": lay(folder / "nameless", "index"),
        "dictionary-broken": lay(folder / "broken", "da_DK", dic="<html>not found</html>"),
    }


@pytest.mark.parametrize(
    "code",
    [
        "dictionary-half",
        "dictionary-none",
        "dictionary-unreadable",
        "dictionary-nameless",
        "dictionary-broken",
    ],
)
def test_what_is_no_dictionary_is_refused_with_the_reason(tmp_path: Path, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        take_in(bad_files(tmp_path)[code], tmp_path / "kept")
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert WORDING[code].then
    assert list(found_in(tmp_path / "kept", Origin.ADDED)) == []

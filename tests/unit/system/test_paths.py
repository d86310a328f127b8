"""One folder holds all the program keeps, and the environment can move it."""

from pathlib import Path

import pytest

from editor.system.paths import Paths, resource


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    paths = Paths.from_environment({"STANDFIRST_HOME": str(tmp_path), "HOME": "/home/ana"})
    kept = [
        *(paths.library, paths.pictures, paths.log, paths.settings),
        *(paths.backups, paths.staging, paths.startup, paths.sites),
    ]
    assert all(place.parent == tmp_path for place in kept)
    assert len(set(kept)) == len(kept)


@pytest.mark.parametrize(
    ("platform", "more", "home"),
    [
        ("linux", {}, ".local/share/standfirst"),
        ("linux", {"XDG_DATA_HOME": "relative"}, ".local/share/standfirst"),
        ("darwin", {}, "Library/Application Support/Standfirst"),
        ("win32", {}, "AppData/Roaming/Standfirst"),
    ],
)
def test_each_platform_has_its_place(
    tmp_path: Path, platform: str, more: dict[str, str], home: str
) -> None:
    paths = Paths.from_environment({"HOME": str(tmp_path), **more}, platform)
    assert paths.home == tmp_path / home
    assert paths.library == tmp_path / home / "library.sqlite3"
    assert paths.sites == tmp_path / "Standfirst"


def test_platform_variables_are_heeded(tmp_path: Path) -> None:
    linux = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert Paths.from_environment(linux, "linux").home == tmp_path / "data" / "standfirst"
    windows = {"HOME": str(tmp_path), "APPDATA": str(tmp_path / "roaming")}
    assert Paths.from_environment(windows, "win32").home == tmp_path / "roaming" / "Standfirst"


def test_the_practice_site_lies_among_the_documents_whatever_they_are_called(
    tmp_path: Path,
) -> None:
    environ = {"HOME": str(tmp_path)}
    (tmp_path / "Documents").mkdir()
    assert Paths.from_environment(environ, "linux").sites == tmp_path / "Documents" / "Standfirst"
    (tmp_path / "Dokument").mkdir()
    config = tmp_path / ".config"
    config.mkdir()
    (config / "user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/Dokument"\n', "utf-8")
    assert Paths.from_environment(environ, "linux").sites == tmp_path / "Dokument" / "Standfirst"


def test_the_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    paths = Paths.from_environment({"STANDFIRST_HOME": str(tmp_path / "a" / "b")})
    paths.make_home()
    paths.make_home()
    assert paths.home.stat().st_mode & 0o777 == 0o700


def test_resources_are_found() -> None:
    assert resource("styles").is_dir()

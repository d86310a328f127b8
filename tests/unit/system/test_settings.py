"""Settings last, and no state of their file keeps the program from starting."""

import json
import os
from pathlib import Path

import pytest

from editor.model.errors import StorageFailed
from editor.model.wording import WORDING
from editor.system.settings import (
    FIRST_RUN_DONE,
    REMOTE_PICTURES,
    SETTINGS,
    SITE,
    TEXT_SIZE,
    THEME,
    Settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.json"


def test_every_setting_is_declared_once_with_a_sound_default(file: Path) -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    settings = Settings(file)
    for setting in SETTINGS:
        assert setting.accepts(setting.default)
        assert setting.description.endswith(".")
    assert settings.get(REMOTE_PICTURES) is False
    assert not file.exists()


def test_what_was_set_lasts(file: Path) -> None:
    settings = Settings(file)
    settings.set(THEME, "dark")
    settings.set(TEXT_SIZE, 20)
    settings.set(FIRST_RUN_DONE, True)
    again = Settings(file)
    assert (again.get(THEME), again.get(TEXT_SIZE), again.get(FIRST_RUN_DONE)) == ("dark", 20, True)
    assert [place.name for place in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [b"{", b"[1]", b"\xff\xfe", b"", b"[" * 100_000],
    ids=["cut", "list", "bytes", "empty", "deep"],
)
def test_a_broken_file_is_put_aside_and_never_lost(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.get(THEME) == "system"
    assert (file.parent / "settings.json.bad").read_bytes() == content
    settings.set(THEME, "dark")
    assert Settings(file).get(THEME) == "dark"


def test_a_value_that_makes_no_sense_counts_as_its_default(file: Path) -> None:
    file.parent.mkdir()
    odd = {"theme": "plaid", "text-size": True, "first-run-done": 1, "site": None, "tomorrow": [1]}
    file.write_text(json.dumps(odd), "utf-8")
    settings = Settings(file)
    assert settings.get(THEME) == "system"
    assert settings.get(TEXT_SIZE) == 17
    assert settings.get(FIRST_RUN_DONE) is False
    settings.set(SITE, "x")
    kept = json.loads(file.read_text("utf-8"))
    assert kept["tomorrow"] == [1]  # a newer version's setting stays


def test_a_value_out_of_bounds_is_refused(file: Path) -> None:
    settings = Settings(file)
    for value in (8, 49):
        with pytest.raises(ValueError, match="text-size"):
            settings.set(TEXT_SIZE, value)
    with pytest.raises(ValueError, match="theme"):
        settings.set(THEME, "plaid")
    assert not file.exists()


def test_two_windows_do_not_undo_each_other(file: Path) -> None:
    first, second = Settings(file), Settings(file)
    first.set(THEME, "dark")
    second.set(TEXT_SIZE, 20)
    again = Settings(file)
    assert (again.get(THEME), again.get(TEXT_SIZE)) == ("dark", 20)


def test_a_setting_that_cannot_be_written_holds_for_this_run_and_says_so(file: Path) -> None:
    file.parent.write_text("a file where the folder should be", "utf-8")
    settings = Settings(file)
    with pytest.raises(StorageFailed) as caught:
        settings.set(THEME, "dark")
    assert caught.value.code in WORDING
    assert settings.get(THEME) == "dark"


def test_a_failed_write_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(file)
    settings.set(THEME, "dark")
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed):
        settings.set(TEXT_SIZE, 20)
    assert file.read_bytes() == before
    assert [place.name for place in file.parent.iterdir()] == ["settings.json"]

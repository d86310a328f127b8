"""Settings, each declared once: name, type, default, what it means."""

import json
import logging
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from editor.model.errors import StorageFailed

T = TypeVar("T", bool, int, str)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. Its type is its default's; `choices`, or `least` and `most`, bound its values."""

    name: str
    default: T
    description: str
    choices: tuple[T, ...] = ()
    least: int | None = None
    most: int | None = None

    def accepts(self, value: object) -> bool:
        """Whether `value` may stand in the file."""
        if type(value) is not type(self.default):  # exactly: True is no number of points
            return False
        if self.choices and value not in self.choices:
            return False
        if isinstance(value, int) and self.least is not None and value < self.least:
            return False
        return not (isinstance(value, int) and self.most is not None and value > self.most)


THEME = Setting(
    "theme", "system", "Light or dark, or as the system is.", choices=("system", "light", "dark")
)
TEXT_SIZE = Setting("text-size", 17, "Size of the article's text, in pixels.", least=9, most=48)
TYPOGRAPHY = Setting(
    "typography", True, "Whether quotes and dashes are set by language as one types."
)
TYPEWRITER = Setting("typewriter", False, "Whether the caret's line stays at one height.")
SIDEBAR_SHOWN = Setting("sidebar-shown", True, "Whether the list of articles is shown.")
PREVIEW_SHOWN = Setting("preview-shown", True, "Whether the preview is shown.")
DETAILS_SHOWN = Setting("details-shown", False, "Whether the article's details are shown.")
WINDOW_GEOMETRY = Setting("window-geometry", "", "Where the window stood, base64 of Qt's own form.")
SPLITTER = Setting("splitter", "", "Widths of the window's panes, base64 of Qt's own form.")
SITE = Setting("site", "", "Id of the site chosen last.")
LAST_ARTICLE = Setting("last-article", "", "Id of the article open last.")
PLACES = Setting("places", "", "Where one was in the articles open last, as JSON by their ids.")
SAMPLE = Setting("sample", "", "Id of the sample article that the first start brought.")
LIST_ORDER = Setting(
    "list-order", "edited", "What articles are sorted by.", choices=("edited", "title", "words")
)
AUDIENCE = Setting(
    "audience", "visitor", "Who the preview looks as.", choices=("visitor", "member", "paid")
)
REMOTE_PICTURES = Setting(
    "remote-pictures", False, "Whether the preview may fetch pictures from other computers."
)
SPELLING = Setting("spelling", True, "Whether misspelt words are marked.")
SPELLING_LANGUAGES = Setting(
    "spelling-languages",
    "all",
    "Tags of the languages to look for in an article besides its own, with spaces between.",
)
SCROLL_TOGETHER = Setting(
    "scroll-together", True, "Whether text and preview are scrolled together."
)
SOFTWARE_DRAWING = Setting(
    "software-drawing",
    "auto",
    "Whether the preview is drawn without the graphics card.",
    choices=("auto", "on", "off"),
)
FIRST_RUN_DONE = Setting("first-run-done", False, "Whether practice site and sample were made.")

SETTINGS: tuple[Setting[bool] | Setting[int] | Setting[str], ...] = (
    THEME,
    TEXT_SIZE,
    TYPOGRAPHY,
    TYPEWRITER,
    SIDEBAR_SHOWN,
    PREVIEW_SHOWN,
    DETAILS_SHOWN,
    WINDOW_GEOMETRY,
    SPLITTER,
    SITE,
    LAST_ARTICLE,
    PLACES,
    SAMPLE,
    LIST_ORDER,
    AUDIENCE,
    REMOTE_PICTURES,
    SPELLING,
    SPELLING_LANGUAGES,
    SCROLL_TOGETHER,
    SOFTWARE_DRAWING,
    FIRST_RUN_DONE,
)


class Settings:
    """The settings of one user, in a JSON file that may be broken, old, newer or not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._values = self._read()

    def get(self, setting: Setting[T]) -> T:
        """The setting's value; the default when the file holds none, or one that makes no sense."""
        value = self._values.get(setting.name)
        return cast(T, value) if setting.accepts(value) else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep the value, for this run even when it cannot be written.

        Raises `ValueError` for a value the setting does not take, `StorageFailed`
        ("settings-not-saved") when the disk does not take it.
        """
        if not setting.accepts(value):
            raise ValueError(f"{setting.name} does not take {value!r}")
        with self._lock:
            if self._values.get(setting.name) == value:
                return
            # what another window has written meanwhile stays, and what a newer version has
            self._values = {**self._values, **self._read(), setting.name: value}
            try:
                self._write()
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise StorageFailed("settings-not-saved", reason=reason) from error

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_text("utf-8"))
            if not isinstance(values, dict):
                raise TypeError("no object")
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.warning("settings not read: %s", error.strerror)
            return {}
        except (ValueError, TypeError, RecursionError):
            self._put_aside()
            return {}
        return values

    def _put_aside(self) -> None:
        bad = self._path.with_name(self._path.name + ".bad")
        _log.warning("settings file not understood, kept as %s", bad.name)
        try:
            self._path.replace(bad)
        except OSError as error:
            _log.warning("not kept: %s", error.strerror)

    def _write(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name + ".")
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._values, file, indent=2, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)

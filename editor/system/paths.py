"""Where the program keeps what it keeps, and the one place that finds `resources/`."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOME_VARIABLE = "STANDFIRST_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The files and folders of one user's Standfirst; none of them need exist yet.

    `sites` is the default parent of the practice site's folder: a place where its owner can find it.
    """

    home: Path
    sites: Path

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str] | None = None, platform: str = sys.platform
    ) -> "Paths":
        """The paths of this run: `STANDFIRST_HOME` moves everything, else the platform's folders."""
        values = os.environ if environ is None else environ
        moved = values.get(HOME_VARIABLE, "")
        if moved:
            home = Path(moved).expanduser().absolute()
            return cls(home, home / "sites")
        user = Path(values["HOME"]) if values.get("HOME") else Path.home()
        return cls(_data_folder(user, values, platform), _documents(user, values, platform))

    @property
    def library(self) -> Path:
        """The library's database."""
        return self.home / "library.sqlite3"

    @property
    def window(self) -> Path:
        """Held by the program whose window the library has, with where that is to be asked."""
        return self.home / "window.lock"

    @property
    def pictures(self) -> Path:
        """The picture store's folder."""
        return self.home / "pictures"

    @property
    def log(self) -> Path:
        """The log file; older ones stand beside it with a number."""
        return self.home / "standfirst.log"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.home / "settings.json"

    @property
    def backups(self) -> Path:
        """Copies of the library from before each change of its schema."""
        return self.home / "backups"

    @property
    def staging(self) -> Path:
        """Where a site is put together before it is swapped in."""
        return self.home / "staging"

    @property
    def startup(self) -> Path:
        """The small copy of the last draft, shown before the library is open."""
        return self.home / "startup.json"

    @property
    def snippets(self) -> Path:
        """The writer's snippets, a Markdown file each."""
        return self.home / "snippets"

    @property
    def templates(self) -> Path:
        """The writer's templates of articles, a Markdown file each."""
        return self.home / "templates"

    def make_home(self) -> None:
        """Create the home folder, for its owner's eyes alone; raises `OSError`."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)


def resource(*parts: str) -> Path:
    """The path of a file below `resources/`: in the source tree, or inside the installed package."""
    return _resources().joinpath(*parts)


@cache  # it is asked for with each icon, and to resolve a path asks the disk for each folder in it
def _resources() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def _data_folder(user: Path, values: Mapping[str, str], platform: str) -> Path:
    if platform == "darwin":
        return user / "Library" / "Application Support" / "Standfirst"
    if platform == "win32":
        roaming = values.get("APPDATA", "")
        return (Path(roaming) if roaming else user / "AppData" / "Roaming") / "Standfirst"
    data = values.get("XDG_DATA_HOME", "")
    # the XDG specification: a relative path is invalid and to be ignored
    return (Path(data) if data.startswith("/") else user / ".local" / "share") / "standfirst"


def _documents(user: Path, values: Mapping[str, str], platform: str) -> Path:
    documents = user / "Documents"
    if platform not in ("darwin", "win32"):
        documents = _xdg_documents(user, values) or documents
    return (documents if documents.is_dir() else user) / "Standfirst"


def _xdg_documents(user: Path, values: Mapping[str, str]) -> Path | None:
    """The documents folder under its local name ("Dokumente"), from xdg-user-dirs' own file."""
    config = values.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if config.startswith("/") else user / ".config"
    try:
        text = (folder / "user-dirs.dirs").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(r'^XDG_DOCUMENTS_DIR="([^"\n]+)"', text, re.MULTILINE)
    if not found:
        return None
    named = Path(found[1].replace("$HOME", str(user)))
    return named if named.is_absolute() and named != user else None

"""What every test has: a home, a keyring and a screen of its own, and never the real ones."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

if TYPE_CHECKING:
    from editor.app import Services
    from tests.memory_site import MemorySite

ROOT = Path(__file__).parents[1]

# The servers that tests bring up are kept between runs, below the real cache.
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
os.environ.setdefault("STANDFIRST_TEST_CACHE", str(_CACHE / "standfirst" / "servers"))

# Before anything of Qt or of the program is imported: nothing it does on import meets the real home.
_HOME = tempfile.TemporaryDirectory(prefix="standfirst-home-")
_FOLDERS = {
    "HOME": ".",
    "STANDFIRST_HOME": "standfirst",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}
for _name, _folder in _FOLDERS.items():
    _path = Path(_HOME.name, _folder)
    _path.mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_path)
for _name in ("STANDFIRST_SECRET", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
    os.environ.pop(_name, None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QUICK_BACKEND"] = "software"  # no test machine has a graphics card
# A program that a test starts finds no keyring, unless the test gives it one.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["TZ"] = "UTC"
time.tzset()
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium's sandbox does not run as root

hypothesis.settings.register_profile(
    "standfirst", deadline=None, derandomize=True, database=None, print_blob=True
)
hypothesis.settings.load_profile("standfirst")


# other people's adapters import the contract as well: its assertions tell what they found
pytest.register_assert_rewrite("editor.cms.contract", "editor.cms.gate_contract")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make measured`."""
    parser.addoption("--measured", action="store_true", help="write docs/measured.md from this run")


def pytest_configure(config: pytest.Config) -> None:
    """Have each run compared with the table of what was measured."""
    from tests.measured import Measured

    config.pluginmanager.register(Measured(write=config.getoption("--measured")))


class MemoryKeyring(KeyringBackend):
    """A keyring for one test, which forgets."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own is not annotated
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The password kept, or None."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password; one never kept is an error, as with the real ones."""
        if (service, username) not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    """The keyring of this test, empty at its start."""
    before = keyring.get_keyring()
    fresh = MemoryKeyring()
    keyring.set_keyring(fresh)
    yield fresh
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def standfirst_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds all the program keeps in this test; not made yet."""
    home = tmp_path / "home" / "standfirst"
    monkeypatch.setenv("STANDFIRST_HOME", str(home))
    return home


@pytest.fixture
def services(standfirst_home: Path) -> Iterator["Services"]:
    """Everything a user can do, on this test's home."""
    from editor.app import build_services
    from editor.system.paths import Paths

    built = build_services(Paths.from_environment())
    yield built
    built.close()


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> "MemorySite":
    """A site that can do everything, and misbehaves as a test tells it to."""
    from tests.memory_site import MemorySite, plug_in

    memory = MemorySite()
    plug_in(monkeypatch, memory)
    return memory


@dataclass(frozen=True)
class SecretService:
    """Runs programs that meet a real, unlocked gnome-keyring; all see the same one."""

    environment: Mapping[str, str]

    def run(
        self, *command: str | Path, home: Path, check: bool = True, stdin: str | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command with this keyring and `home` as STANDFIRST_HOME; its output is text."""
        return subprocess.run(
            command,
            env={**self.environment, "STANDFIRST_HOME": str(home)},
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            check=check,
            timeout=120,
        )

    def python(self, source: str, *, home: Path) -> str:
        """Run Python source in a process of its own; what it printed. An exception fails the test."""
        done = self.run(sys.executable, "-c", source, home=home, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def _held(script: str, tell: str) -> Iterator[str]:
    """Keep up what a script serves to the command it runs: one that tells us where, and waits."""
    source = f"import json, os, sys; print({tell}, flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [ROOT / script, sys.executable, "-c", source],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = process.stdout.readline().strip() if process.stdout else ""
        if said:
            yield said
    finally:
        _, why = process.communicate(timeout=30)
    assert said, f"{script} did not start: {why}"


@pytest.fixture(scope="session")
def secret_service() -> Iterator[SecretService]:
    """A Secret Service that lives as long as the tests that asked for it."""
    with _held(
        "tests/servers/secret_service/with_secret_service.sh", "json.dumps(dict(os.environ))"
    ) as said:
        yield SecretService(json.loads(said))


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The DISPLAY of a real X screen with a window manager, for programs that tests start."""
    with _held("packaging/setup/screen.sh", "os.environ['DISPLAY']") as said:
        yield said

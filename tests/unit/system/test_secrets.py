"""A secret is in the system's keyring or in memory, and a user hears which is not possible."""

import os
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

from editor.model.errors import SecretUnavailable
from editor.model.wording import WORDING
from editor.system import secrets as secrets_module
from editor.system.secrets import Secrets

ROOT = Path(__file__).parents[3]
SITE = UUID(int=5)
SCRIPT = "tests/servers/secret_service/with_secret_service.sh"


class Kept(KeyringBackend):
    """A keyring in memory; `trouble` is raised by whatever is asked of it."""

    priority = 5

    def __init__(self, trouble: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own is not annotated
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble = trouble

    def _heed(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def get_password(self, service: str, username: str) -> str | None:
        self._heed()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._heed()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._heed()
        del self.kept[service, username]


class PlainText(Kept):
    """Stands where keyrings.alt's file keyring would."""


PlainText.__module__ = "keyrings.alt.file"


def _use(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)  # the suite's own fixture puts the former one back


def _raises(attempt: Callable[[], object]) -> str:
    with pytest.raises(SecretUnavailable) as caught:
        attempt()
    assert WORDING[caught.value.code].then
    return caught.value.code


def test_a_secret_is_kept_in_the_keyring_and_forgotten() -> None:
    backend = Kept()
    _use(backend)
    Secrets().set(SITE, "abcd efgh")
    assert backend.kept == {("standfirst", str(SITE)): "abcd efgh"}
    secrets = Secrets()
    assert secrets.available()
    assert secrets.get(SITE) == "abcd efgh"
    assert _raises(lambda: secrets.get(uuid4())) == "secret-missing"
    secrets.remove(SITE)
    secrets.remove(SITE)
    assert backend.kept == {}


def test_for_this_session_only_means_memory_alone() -> None:
    backend = Kept()
    _use(backend)
    secrets = Secrets()
    secrets.set(SITE, "fleeting", session_only=True)
    assert secrets.get(SITE) == "fleeting"
    assert backend.kept == {}
    assert _raises(lambda: Secrets().get(SITE)) == "secret-missing"
    secrets.set(SITE, "lasting")
    assert Secrets().get(SITE) == secrets.get(SITE) == "lasting"


def test_a_secret_in_the_environment_comes_first_and_is_never_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backend = Kept()
    _use(backend)
    secrets = Secrets()
    secrets.set(SITE, "stored")
    monkeypatch.setenv("STANDFIRST_SECRET", "for this run")
    assert secrets.get(SITE) == secrets.get(uuid4()) == "for this run"
    monkeypatch.delenv("STANDFIRST_SECRET")
    assert secrets.get(SITE) == "stored"
    assert list(backend.kept.values()) == ["stored"]


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainText])
def test_without_a_safe_keyring_only_this_session_is_left(
    backend: type[KeyringBackend],
) -> None:
    _use(backend())
    secrets = Secrets()
    assert not secrets.available()
    assert _raises(lambda: secrets.set(SITE, "x")) == "keyring-absent"
    assert _raises(lambda: secrets.get(SITE)) == "keyring-absent"
    secrets.set(SITE, "x", session_only=True)
    assert secrets.get(SITE) == "x"
    secrets.remove(SITE)
    assert _raises(lambda: secrets.get(SITE)) == "keyring-absent"


def test_of_several_keyrings_the_first_safe_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, safe = PlainText(), Kept()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, safe])
    _use(chainer.ChainerBackend())  # type: ignore[no-untyped-call]  # keyring's own
    Secrets().set(SITE, "x")
    assert (plain.kept, len(safe.kept)) == ({}, 1)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain])
    assert not Secrets().available()


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (KeyringLocked("no"), "keyring-locked"),
        (InitError("no"), "keyring-locked"),
        (NoKeyringError("no"), "keyring-absent"),
        (KeyringError("no"), "keyring-absent"),
    ],
)
def test_a_keyring_that_fails_is_said_in_our_words(trouble: Exception, code: str) -> None:
    _use(Kept(trouble))
    secrets = Secrets()
    assert _raises(lambda: secrets.get(SITE)) == code
    assert _raises(lambda: secrets.set(SITE, "x")) == code
    assert _raises(lambda: secrets.remove(SITE)) == code


def test_a_keyring_that_hangs_does_not_hold_up_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    def hang() -> bool:
        answer.wait(60)
        return False

    monkeypatch.setattr(secrets_module, "_locked", hang)
    monkeypatch.setattr(secrets_module, "PROBE_SECONDS", 0.05)
    _use(Kept())
    assert not Secrets().available()
    answer.set()


def test_keyring_is_not_imported_before_a_secret_is_needed() -> None:
    source = "import sys, editor.system.secrets as s; s.Secrets(); print('keyring' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


# With a real Secret Service, each in a process of its own: a bus is chosen once for a process.

REPORT = """
import sys
from uuid import UUID
from editor.model.errors import SecretUnavailable
from editor.system.secrets import Secrets
secrets, site = Secrets(), UUID(int=5)

def said(attempt):
    try:
        return attempt()
    except SecretUnavailable as error:
        return error.code
"""


def _with_service(body: str, **more: str) -> list[str]:
    if shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-run-session") is None:
        pytest.skip("no gnome-keyring here")
    done = subprocess.run(
        [ROOT / SCRIPT, "bash", "-c", body],
        cwd=ROOT,
        env={**os.environ, "PYTHON": sys.executable, "REPORT": REPORT, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_real_keyring_keeps_a_secret_between_runs() -> None:
    told = _with_service(
        textwrap.dedent("""
        "$PYTHON" -c "$REPORT
        print(secrets.available(), said(lambda: secrets.get(site)))
        secrets.set(site, 'abcdefgh')"
        "$PYTHON" -c "$REPORT
        print(said(lambda: secrets.get(site)))
        secrets.remove(site)
        print(said(lambda: secrets.get(site)))"
        """)
    )
    assert told == ["True", "secret-missing", "abcdefgh", "secret-missing"]


def test_a_real_keyring_that_is_locked_says_so_and_asks_nobody() -> None:
    told = _with_service(
        textwrap.dedent("""
        "$PYTHON" -c "$REPORT
        secrets.set(site, 'abcdefgh')
        import secretstorage
        bus = secretstorage.dbus_init()
        secretstorage.Collection(bus).lock()"
        "$PYTHON" -c "$REPORT
        print(secrets.available())
        print(said(lambda: secrets.get(site)))
        print(said(lambda: secrets.set(site, 'x')))
        print(said(lambda: secrets.remove(site)))
        secrets.set(site, 'fleeting', session_only=True)
        print(said(lambda: secrets.get(site)))"
        """)
    )
    assert told == ["False", "keyring-locked", "keyring-locked", "keyring-locked", "fleeting"]


def test_a_machine_without_a_bus_has_no_keyring() -> None:
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
    }
    source = REPORT + "print(secrets.available(), said(lambda: secrets.get(site)))"
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "keyring-absent"]

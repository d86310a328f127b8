"""Secrets: in the system's keyring, or in memory for this session, and nowhere else."""

import importlib.util
import os
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from editor.model.errors import SecretUnavailable
from editor.system.redaction import remember

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "standfirst"
VARIABLE = "STANDFIRST_SECRET"
PROBE_SECONDS = 3.0  # a keyring service that has to be started, or hangs, must not hold up a window
_REFUSED = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")


class Secrets:
    """The sites' passwords and passphrases, one entry a site."""

    def __init__(self) -> None:
        self._session: dict[UUID, str] = {}
        self._renewed: dict[str, str] = {}  # what `STANDFIRST_SECRET` gave → what it became

    def available(self) -> bool:
        """Whether a keyring is there and unlocked; never asks anybody anything."""
        return _within(PROBE_SECONDS, lambda: _usable() is not None and not _locked())

    def get(self, site_id: UUID) -> str:
        """The site's secret: from `STANDFIRST_SECRET`, this session, or the keyring.

        Raises `SecretUnavailable`: secret-missing, keyring-locked, keyring-absent.
        """
        given = os.environ.get(VARIABLE, "")
        secret = self._renewed.get(given, given) or self.kept(site_id)
        remember(secret)
        return secret

    def kept(self, site_id: UUID) -> str:
        """The site's secret from this session or the keyring, whatever is given for this run alone.

        Raises as `get` does.
        """
        secret = self._session.get(site_id, "") or self._from_keyring(site_id)
        remember(secret)
        return secret

    @property
    def renewed_for_this_run(self) -> bool:
        """Whether what `STANDFIRST_SECRET` gave was renewed: for the next run it is of no use."""
        return bool(self._renewed)

    def set(self, site_id: UUID, secret: str, *, session_only: bool = False) -> None:
        """Keep the secret; raises `SecretUnavailable` when it is to last and no keyring takes it."""
        remember(secret)
        if session_only:
            self._session[site_id] = secret
            return
        with _Keyring() as keyring:
            keyring.set_password(SERVICE, str(site_id), secret)
        self._session.pop(site_id, None)

    def renew(self, site_id: UUID, secret: str) -> None:
        """Keep a secret that renewed itself where the one before it is kept, else for this session.

        What is given for a run is kept nowhere: the new one is used in its place while the run lasts.
        """
        if given := os.environ.get(VARIABLE, ""):
            remember(secret)
            self._renewed[given] = secret
            return
        try:
            self.set(site_id, secret, session_only=site_id in self._session)
        except SecretUnavailable:
            self.set(site_id, secret, session_only=True)

    def remove(self, site_id: UUID) -> None:
        """Forget the secret; raises `SecretUnavailable` ("keyring-locked") when it would stay."""
        from keyring.errors import PasswordDeleteError

        self._session.pop(site_id, None)
        if _usable() is None:
            return
        with _Keyring() as keyring:
            try:
                if keyring.get_password(SERVICE, str(site_id)) is not None:
                    keyring.delete_password(SERVICE, str(site_id))
            except PasswordDeleteError:
                return  # gone meanwhile

    def _from_keyring(self, site_id: UUID) -> str:
        with _Keyring() as keyring:
            secret = keyring.get_password(SERVICE, str(site_id))
        if not secret:
            raise SecretUnavailable("secret-missing")
        return secret


class _Keyring:
    """The usable keyring, with its failures in our words. It may ask its owner to unlock it."""

    def __enter__(self) -> "KeyringBackend":
        backend = _usable()
        if backend is None:
            raise SecretUnavailable("keyring-absent")
        if not _can_ask() and _locked():
            raise SecretUnavailable("keyring-locked")  # it would ask where nobody can answer
        return backend

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        if error is None:
            return
        from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

        if isinstance(error, NoKeyringError):
            raise SecretUnavailable("keyring-absent") from error
        if isinstance(error, (KeyringLocked, InitError)):
            raise SecretUnavailable("keyring-locked") from error
        if isinstance(error, KeyringError):
            raise SecretUnavailable("keyring-locked" if _locked() else "keyring-absent") from error


def _usable() -> "KeyringBackend | None":
    """The backend to use: never one that writes plain files, never one that forgets or fails."""
    import keyring  # slow: only when a secret is first needed
    from keyring.backends.chainer import ChainerBackend
    from keyring.errors import KeyringError

    try:
        chosen = keyring.get_keyring()
        backends: Iterable[KeyringBackend] = (
            chosen.backends if isinstance(chosen, ChainerBackend) else (chosen,)
        )
    except (KeyringError, RuntimeError, OSError):
        return None
    for backend in backends:
        if not type(backend).__module__.startswith(_REFUSED):
            return backend
    return None


def _locked() -> bool:
    """Whether a Secret Service keyring is locked, or cannot be asked; others are not asked."""
    backend = _usable()
    if backend is None or type(backend).__module__ != "keyring.backends.SecretService":
        return False
    if importlib.util.find_spec("secretstorage") is None:
        return True
    import secretstorage
    from secretstorage.exceptions import ItemNotFoundException, SecretStorageException

    try:
        bus = secretstorage.dbus_init()
        try:
            # not get_default_collection: that one makes a missing collection, and asks
            return bool(secretstorage.Collection(bus).is_locked())
        finally:
            bus.close()
    except ItemNotFoundException:
        return True
    except (SecretStorageException, OSError):
        return True


def _can_ask() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _within(seconds: float, probe: Callable[[], bool]) -> bool:
    """What `probe` says, or False when it has not said it in time."""
    said: list[bool] = []
    thread = threading.Thread(
        target=lambda: said.append(probe()), daemon=True, name="keyring-probe"
    )
    thread.start()
    thread.join(seconds)
    return said == [True]

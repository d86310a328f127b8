"""Sites and their secrets: both are kept or neither, and a locked keyring never leaves a half."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from keyring.errors import KeyringLocked

from editor.app import Services
from editor.cms import registry
from editor.cms.port import Account
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.errors import BadInput, SecretUnavailable
from editor.model.site import Site
from editor.system.redaction import redact
from tests.conftest import MemoryKeyring


class Lock:
    """Locks the keyring of a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, keyring: object) -> None:
        self._patch = monkeypatch
        self._keyring = keyring

    def __call__(self, *names: str) -> None:
        def locked(*words: str) -> None:
            raise KeyringLocked

        for name in names:
            self._patch.setattr(self._keyring, name, locked)


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch, memory_keyring: object) -> Lock:
    return Lock(monkeypatch, memory_keyring)


def test_a_site_whose_secret_cannot_be_removed_stays(
    services: Services, site: Site, lock: Callable[..., None]
) -> None:
    lock("get_password", "delete_password")
    with pytest.raises(SecretUnavailable):
        services.accounts.remove(site)
    assert services.accounts.sites() == (site,)


def test_a_site_removed_takes_its_secret_along(services: Services, site: Site) -> None:
    services.accounts.remove(site)
    assert services.accounts.sites() == ()
    with pytest.raises(SecretUnavailable):
        services.accounts.secret_of(site)


def test_a_site_whose_secret_cannot_be_kept_is_not_added(
    services: Services, lock: Callable[..., None]
) -> None:
    lock("set_password")
    with pytest.raises(SecretUnavailable):
        services.accounts.add(Site("Away", "folder", "/x", gate=Gate.SEALED), "s3cret")
    assert services.accounts.sites() == ()


def test_a_passphrase_changed_in_the_folder_is_known_though_the_keyring_is_locked(
    services: Services, site: Site, lock: Callable[..., None]
) -> None:
    services.accounts.test(site)
    old = services.accounts.secret_of(site)
    lock("set_password")
    services.accounts.change_passphrase(site, old, "new words for subscribers")
    assert services.accounts.secret_of(site) == "new words for subscribers"
    assert services.accounts.test(site).may_publish


def test_a_site_is_asked_once_for_its_time_zone(
    services: Services, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Clock:
        def verify(self) -> Account:
            asked.append(1)
            return Account("Away", "WordPress", "Mara", "editor", True, "Asia/Dubai")

        def close(self) -> None:
            pass

    monkeypatch.setattr(registry, "connect", lambda *words: Clock())
    away = services.accounts.add(Site("Away", "wordpress", "http://127.0.0.1:9", "mara"), "s3cret")
    zoned = services.accounts.zoned(away)
    assert zoned == replace(away, zone="Asia/Dubai")
    assert services.accounts.site("Away") == services.accounts.zoned(zoned) == zoned
    assert services.accounts.zoned(site) == site
    assert asked == [1]


def test_the_first_start_does_not_fail_on_a_keyring_that_refuses(
    services: Services, lock: Callable[..., None]
) -> None:
    lock("set_password")
    site = services.accounts.practice_site()
    assert services.accounts.sites() == (site,)
    assert services.accounts.secret_of(site)


def test_what_readers_enter_is_kept_in_the_sites_one_entry_and_outlives_a_new_secret(
    services: Services, memory_keyring: MemoryKeyring
) -> None:
    accounts = services.accounts
    site = Site("Away", "wordpress", "https://away.example", "mara", Gate.PASSWORD)
    accounts.add(site, "abcd efgh")
    assert accounts.readers_password(site) == ""
    accounts.keep_readers_password(site, " lamp-quay ")
    assert len(memory_keyring.kept) == 1
    accounts.edit(site, "ijkl mnop")
    assert accounts.readers_password(site) == "lamp-quay"
    assert Credentials.read(accounts.secret_of(site)).password == "ijkl mnop"
    assert redact("enter lamp-quay or ijkl mnop") == "enter ••• or •••"


def test_what_readers_enter_is_not_kept_where_there_is_no_secret_to_keep_it_with(
    services: Services, memory_keyring: MemoryKeyring
) -> None:
    site = Site("Away", "wordpress", "https://away.example", "mara", Gate.PASSWORD)
    services.accounts.add_without_secret(site)
    with pytest.raises(SecretUnavailable):
        services.accounts.keep_readers_password(site, "lamp-quay")
    with pytest.raises(BadInput):
        services.accounts.keep_readers_password(site, "  ")
    assert memory_keyring.kept == {}

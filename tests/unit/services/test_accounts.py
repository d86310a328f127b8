"""Sites and their secrets: both are kept or neither, and a locked keyring never leaves a half."""

from collections.abc import Callable

import pytest
from keyring.errors import KeyringLocked

from editor.app import Services
from editor.model.audience import Gate
from editor.model.errors import SecretUnavailable
from editor.model.site import Site


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


@pytest.fixture
def site(services: Services) -> Site:
    return services.accounts.practice_site()


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

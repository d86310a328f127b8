"""Sites and their secrets: both are kept or neither, and a locked keyring never leaves a half."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from editor.app import Services
from editor.cms import registry
from editor.cms.port import Account, Cms, Post, Recognised, RemotePost
from editor.cms.wordpress.credentials import Credentials
from editor.library.sites import Sites
from editor.model.audience import Gate
from editor.model.errors import (
    BadInput,
    Rejected,
    SecretUnavailable,
    StorageFailed,
    Unexpected,
    Unreachable,
)
from editor.model.site import Site
from editor.model.status import Status
from editor.services.trying_out import try_out
from editor.system.paths import Paths
from editor.system.redaction import redact
from editor.system.secrets import Secrets
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


def test_what_is_kept_for_one_host_is_sent_to_no_other(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*words: object) -> Cms:
        raise AssertionError("the secret went there")

    monkeypatch.setattr(registry, "connect", connect)
    accounts = services.accounts
    site = accounts.add(Site("Away", "wordpress", "https://away.example/news", "mara"), "abcd efgh")
    elsewhere = [
        replace(site, address="https://a-way.example/news"),
        replace(site, address="https://away.example@a-way.example"),
        replace(site, address="https://away.example:8443/news"),
        replace(site, api="https://public-api.wordpress.com/wp/v2/sites/7"),
        replace(site, address="http://away.example/news", plain_http=True),
        replace(site, address="https://["),
    ]
    for moved in elsewhere:
        for ask in (accounts.test, accounts.try_out, accounts.edit, accounts.site_users):
            with pytest.raises(BadInput) as said:
                ask(moved)
            assert said.value.code == "site-moved"
    assert accounts.sites() == (site,)
    nearby = replace(site, address="https://www.away.example/")
    assert accounts.edit(nearby) == nearby
    assert accounts.edit(elsewhere[0], "ijkl mnop") == elsewhere[0]
    assert accounts.secret_of(site) == "ijkl mnop"


@pytest.mark.parametrize("session_only", [False, True])
def test_what_was_kept_for_the_old_place_is_forgotten_when_a_site_moves(
    services: Services, memory_keyring: MemoryKeyring, session_only: bool
) -> None:
    accounts = services.accounts
    site = accounts.add(Site("Away", "wordpress", "https://away.example", "mara"), "abcd efgh")
    accounts.keep_readers_password(site, "lamp-quay")
    moved = replace(site, address="https://new.example")
    accounts.edit(moved, "ijkl mnop", session_only=session_only)
    assert Credentials.read(accounts.secret_of(moved)) == Credentials("ijkl mnop", "lamp-quay")
    assert "abcd efgh" not in "".join(memory_keyring.kept.values())
    assert bool(memory_keyring.kept) is not session_only


def test_without_the_keyring_no_site_moves(
    services: Services, memory_keyring: MemoryKeyring
) -> None:
    accounts = services.accounts
    site = accounts.add(Site("Away", "wordpress", "https://away.example", "mara"), "abcd efgh")
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # keyring has no types
    with pytest.raises(SecretUnavailable) as said:
        accounts.edit(replace(site, address="https://new.example"), "ijkl", session_only=True)
    assert said.value.code == "keyring-needed-to-move"
    assert accounts.sites() == (site,)


def test_a_new_secret_is_not_left_with_a_site_whose_change_could_not_be_kept(
    services: Services, monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> None:
    def full(sites: Sites, site: Site) -> None:
        raise StorageFailed("library-read-only")

    accounts = services.accounts
    site = accounts.add(Site("Away", "wordpress", "https://away.example", "mara"), "abcd efgh")
    later = accounts.add_without_secret(Site("Quay", "wordpress", "https://quay.example", "mara"))
    monkeypatch.setattr(Sites, "save", full)
    for known in (site, later):
        with pytest.raises(StorageFailed):
            accounts.edit(replace(known, address="https://elsewhere.example"), "ijkl mnop")
    assert memory_keyring.kept == {}, "no secret stays with a place that it was not given for"


def test_trying_out_a_folder_leaves_nothing_behind(services: Services, site: Site) -> None:
    services.accounts.test(site)
    before = sorted(Path(site.address).rglob("*"))
    trial = services.accounts.try_out(site)
    assert trial.seconds is not None
    assert sorted(Path(site.address).rglob("*")) == before
    staging = Paths.from_environment().staging
    assert [path for path in staging.rglob("*") if path.is_file() and path.name != "lock"] == []


class Careless:
    """A site in memory of which the test says what goes wrong."""

    def __init__(self, status: Status = Status.DRAFT, keeps: bool = False) -> None:
        self.kept: dict[str, RemotePost] = {}
        self._status, self._keeps = status, keeps

    def verify(self) -> Account:
        return Account("Away", "", "mara", "author", True)

    def create_draft(self, post: Post) -> RemotePost:
        made = RemotePost("7", self._status, "", post.slug, "1")
        self.kept["7"] = made
        return made

    def get(self, remote_id: str) -> RemotePost:
        return self.kept[remote_id]

    def find(self, article_id: UUID) -> RemotePost | None:
        return self.kept.get("7")

    def delete(self, remote_id: str, *, for_good: bool = False) -> None:
        if self._keeps:
            raise Unreachable("site-timeout", host="away.example")
        del self.kept[remote_id]


def test_a_site_that_publishes_by_itself_fails_the_trial_and_the_draft_goes(site: Site) -> None:
    careless = Careless(Status.PUBLISHED)
    with pytest.raises(Unexpected) as said:
        try_out(cast(Cms, careless), site)
    assert said.value.code == "draft-not-a-draft"
    assert careless.kept == {}


def test_a_draft_that_cannot_be_deleted_is_told_with_its_number(site: Site) -> None:
    with pytest.raises(Unexpected) as said:
        try_out(cast(Cms, Careless(keeps=True)), site)
    assert said.value.code == "draft-left-behind"
    assert "post 7" in str(said.value)


def test_a_secret_that_renews_itself_goes_back_to_where_it_was(
    services: Services, lock: Callable[..., None], memory_keyring: MemoryKeyring
) -> None:
    secrets = Secrets()
    kept, session = uuid4(), uuid4()
    secrets.set(kept, "old")
    secrets.set(session, "old", session_only=True)
    for id_ in (kept, session):
        secrets.renew(id_, "new")
        assert secrets.get(id_) == "new"
    assert memory_keyring.kept == {("standfirst", str(kept)): "new"}
    lock("set_password")
    secrets.renew(kept, "newer")
    assert secrets.get(kept) == "newer", "a keyring that locks meanwhile is no reason to lose it"


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (
            Recognised(
                "wordpress", "http://q.example/", "Q", "", "http://q.example/x", plain_http=True
            ),
            "site-plain-http",
        ),
        (Recognised("wordpress", "https://q.example/", "Q", ""), "connect-no-page"),
        (
            Recognised(
                "wordpress",
                "https://q.example/",
                "Q",
                "",
                hindrance="site-no-application-passwords",
            ),
            "site-no-application-passwords",
        ),
    ],
)
def test_no_page_is_opened_that_should_not_be(
    services: Services, found: Recognised, code: str
) -> None:
    opened: list[str] = []
    with pytest.raises(Rejected) as said:
        services.accounts.sign_in(found, opened.append, lambda: None)
    assert (said.value.code, opened) == (code, [])

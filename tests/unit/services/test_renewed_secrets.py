"""A sign-in that renews itself is used up: the new one is what is kept, and nothing else is lost for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cli.command_line import make_command_line, run
from editor.cms import registry
from editor.cms.port import Account, Post
from editor.cms.wordpress.credentials import Credentials
from editor.model.errors import CmsError, SecretUnavailable, Unreachable
from editor.model.site import Site
from editor.system.redaction import redact
from editor.system.secrets import Secrets
from tests.conftest import MemoryKeyring

OLD = Credentials(token="t1", refresh="r1", client_id="app")
NEW = replace(OLD, token="t2", refresh="r2-canary")


@dataclass
class Renewing:
    """A site that takes a used-up sign-in by renewing it, and then no draft."""

    keep: Callable[[str], None]

    def verify(self) -> Account:
        self.keep(NEW.write())
        return Account("Away", "WordPress.com", "mara", "author", True)

    def create_draft(self, post: Post) -> None:
        raise Unreachable("site-timeout", host="away.example")

    def find(self, article_id: object) -> None:
        return

    def close(self) -> None:
        return


@pytest.fixture
def away(services: Services, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that is signed in to with a token."""

    def connect(site: Site, secret: str, around: object, keep: Callable[[str], None]) -> Renewing:
        return Renewing(keep)

    monkeypatch.setattr(registry, "connect", connect)
    site = Site("Away", "wordpress", "https://away.example", "mara")
    return services.accounts.add(site, OLD.write())


def kept(services: Services, site: Site) -> Credentials:
    return Credentials.read(services.accounts.secret_of(site))


def test_it_leaves_what_else_is_kept_meanwhile(services: Services, away: Site) -> None:
    with services.accounts.connected(away) as cms:
        services.accounts.keep_readers_password(away, "lamp-quay")
        cms.verify()
    assert kept(services, away) == replace(NEW, readers="lamp-quay")


def test_it_does_not_come_back_to_a_site_that_was_removed_meanwhile(
    services: Services, away: Site, memory_keyring: MemoryKeyring
) -> None:
    with services.accounts.connected(away) as cms:
        services.accounts.remove(away)
        cms.verify()
    assert memory_keyring.kept == {}
    with pytest.raises(SecretUnavailable):
        services.accounts.secret_of(away)


def test_it_does_not_replace_what_the_site_was_connected_to_with_meanwhile(
    services: Services, away: Site
) -> None:
    anew = Credentials(token="t9", refresh="r9", client_id="another")
    with services.accounts.connected(away) as cms:
        services.accounts.edit(away, anew.write())
        cms.verify()
    assert kept(services, away) == anew


def test_of_a_site_not_kept_yet_it_is_handed_over_though_the_trial_fails(
    services: Services, away: Site, memory_keyring: MemoryKeyring
) -> None:
    before, renewed = dict(memory_keyring.kept), list[str]()
    with pytest.raises(CmsError):
        services.accounts.try_out(replace(away, id=uuid4()), OLD.write(), renewed.append)
    assert renewed == [NEW.write()]
    assert memory_keyring.kept == before
    assert "canary" not in redact("r2-canary")


def test_a_secret_that_is_entered_for_a_site_is_kept_as_it_became(
    services: Services, away: Site
) -> None:
    services.accounts.unlock(away, OLD.write(), session_only=False)
    assert kept(services, away) == NEW


def test_given_for_one_run_it_is_renewed_for_that_run_and_said_once(
    services: Services,
    away: Site,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    app = make_command_line(lambda: services, lambda _: 0, "0")
    given = replace(OLD, readers="lamp-quay")
    monkeypatch.setenv("STANDFIRST_SECRET", given.write())
    run(app, ["sites", "list"])
    assert capfd.readouterr().err == ""
    run(app, ["sites", "test", "Away"])
    told = capfd.readouterr().err
    assert told.count("renewed the sign-in given in STANDFIRST_SECRET") == 1
    assert "canary" not in told
    assert kept(services, away) == replace(NEW, readers="lamp-quay")
    monkeypatch.delenv("STANDFIRST_SECRET")
    assert Credentials.read(Secrets().get(away.id)) == OLD, "the keyring has its own"


def test_what_is_given_for_one_run_is_not_kept_along_with_the_readers_password(
    services: Services, away: Site, monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> None:
    monkeypatch.setenv("STANDFIRST_SECRET", "for this run")
    services.accounts.keep_readers_password(away, "lamp-quay")
    services.accounts.edit(away, replace(OLD, token="t3").write())
    assert "for this run" not in "".join(memory_keyring.kept.values())
    monkeypatch.delenv("STANDFIRST_SECRET")
    assert kept(services, away) == replace(OLD, token="t3", readers="lamp-quay")

"""A writer connects to a real WordPress from a terminal, with the browser or with a password at hand."""

import io
import sys
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from editor.app import Services, build_services
from editor.cli.command_line import make_command_line, run
from editor.cli.outcome import Exit
from editor.cms.port import Recognised
from editor.model.site import Site
from editor.services.accounts import Accounts
from editor.system.paths import Paths
from tests.conftest import MemoryKeyring
from tests.contract.approving import answer
from tests.contract.conftest import WordPressServer
from tests.servers.wordpress_com.standin import Behaviour, StandIn


class Terminal(io.StringIO):
    """A standard input that somebody sits at."""

    def isatty(self) -> bool:
        return True


Command = Callable[..., int]


@pytest.fixture
def services(request: pytest.FixtureRequest, standfirst_home: Path) -> Iterator[Services]:
    there = request.fixturenames
    standin = request.getfixturevalue("wordpress_com") if "wordpress_com" in there else None
    made = build_services(Paths.from_environment(), standin.url if standin else "")
    yield made
    made.close()


@pytest.fixture
def command(services: Services, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command; `stdin` is a pipe's text, `typed` what somebody types."""
    app = make_command_line(lambda: services, lambda _: 0, "0")

    def go(*words: str, stdin: str = "", typed: str | None = None) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin) if typed is None else Terminal(typed))
        return run(app, list(words))

    return go


@pytest.fixture
def browser_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Callable[[str], object]], None]]:
    with ThreadPoolExecutor(1) as pool:

        def to(what: Callable[[str], object]) -> None:
            monkeypatch.setattr(webbrowser, "open", lambda page: pool.submit(what, page))

        yield to


def secret(kept: MemoryKeyring, site: Site) -> str:
    return kept.kept["standfirst", str(site.id)]


def test_a_site_is_added_by_the_browser_and_tried_out(
    wordpress: WordPressServer,
    command: Command,
    services: Services,
    browser_goes: Callable[[Callable[[str], object]], None],
    memory_keyring: MemoryKeyring,
    capfd: pytest.CaptureFixture[str],
) -> None:
    browser_goes(lambda page: answer(wordpress, "contributor", page))
    page = f"{wordpress.url}/wp-admin/"
    assert command("sites", "add", "Letters", "--url", page, typed="") == Exit.DONE
    site = services.accounts.site("Letters")
    assert (site.kind, site.address, site.username) == ("wordpress", wordpress.url, "contributor")
    shown = "".join(capfd.readouterr())
    assert "The Harbour Letter, WordPress 7.1.1" in shown
    assert "May write, may not publish. What is sent waits for an editor." in shown
    assert "A draft was created, read back and deleted in" in shown
    assert secret(memory_keyring, site) not in shown

    browser_goes(lambda page: answer(wordpress, "author", page))
    before = secret(memory_keyring, site)
    assert command("sites", "connect", "letters") == Exit.DONE
    again = services.accounts.site("Letters")
    assert (again.id, again.username) == (site.id, "author")
    assert secret(memory_keyring, site) != before
    capfd.readouterr()
    assert command("sites", "test", "Letters") == Exit.DONE
    told = capfd.readouterr().out
    assert told.startswith("The Harbour Letter · WordPress 7.1.1 · Author User · author")
    assert "May not make new categories. Needs the Editor role. Tags are fine." in told
    assert "paid-content: holds" in told


def test_a_script_gives_its_password_and_needs_no_browser(
    wordpress: WordPressServer, command: Command, services: Services, memory_keyring: MemoryKeyring
) -> None:
    words = ("sites", "add", "Letters", "--url", wordpress.url, "--username", "editor")
    password = wordpress.passwords["editor"]
    assert command(*words, "--secret-stdin", stdin=f"{password}\n") == Exit.DONE
    site = services.accounts.site("Letters")
    assert secret(memory_keyring, site) == password
    assert services.accounts.test(site).user == "Editor User"


def test_what_is_no_site_is_not_added(command: Command, services: Services) -> None:
    assert command("sites", "add", "Letters", "--url", "http://127.0.0.1:9") == Exit.REFUSED
    assert command("sites", "add", "Letters", "--url", "just words") == Exit.USAGE
    assert services.accounts.sites() == ()


@pytest.mark.parametrize(
    ("words", "typed", "code"),
    [
        ((), None, Exit.REFUSED),
        ((), "n\n", Exit.REFUSED),
        (("--plain-http",), None, Exit.DONE),
    ],
    ids=["nobody to ask", "no", "agreed"],
)
def test_plain_http_is_asked_about(
    command: Command,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    typed: str | None,
    code: Exit,
) -> None:
    found = Recognised("wordpress", "http://quay.example/", "Quay", "WordPress", plain_http=True)
    monkeypatch.setattr(Accounts, "recognise", lambda accounts, address: found)
    add = ("sites", "add", "Quay", "--url", "quay.example", "--username", "mara", "--secret-stdin")
    done = command(
        *add, *words, stdin="s3cret\n", typed=None if typed is None else f"s3cret\n{typed}"
    )
    assert done == code
    assert [site.plain_http for site in services.accounts.sites()] == [True] * (code is Exit.DONE)


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
def test_wordpress_com_is_signed_in_to(
    wordpress_com: StandIn,
    private: bool,
    command: Command,
    services: Services,
    browser_goes: Callable[[Callable[[str], object]], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    wordpress_com.does = Behaviour(private=private)
    browser_goes(lambda page: urlopen(page).read())
    assert command("sites", "add", "Hosted", "--url", wordpress_com.url, typed="") == Exit.DONE
    site = services.accounts.site("Hosted")
    assert site.api == wordpress_com.api
    assert services.accounts.test(site).software == "WordPress.com"
    shown = "".join(capfd.readouterr())
    assert [one for one in wordpress_com.given if one in shown] == []

"""A writer connects to a site in the window: recognised, let in by the browser or by hand, tried out.

The sites are a real WordPress, and for WordPress.com the stand-in before it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event
from urllib.request import urlopen

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services, build_services
from editor.cms.loopback import APP_ADDRESS
from editor.cms.port import Account, Recognised
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.errors import Unauthorised
from editor.model.site import Site as KnownSite
from editor.services.accounts import Accounts
from editor.services.trying_out import Trial
from editor.system.paths import Paths
from editor.ui.controls.sheet_services import tasks_of
from editor.ui.sites.sheet import SitesSheet, open_sites_sheet
from tests.conftest import MemoryKeyring
from tests.contract.approving import APPROVE, REJECT, answer
from tests.contract.conftest import (
    WordPressServer,
    wordpress,  # noqa: F401  a fixture
    wordpress_com,  # noqa: F401  a fixture
)
from tests.servers.wordpress_com.standin import Behaviour, StandIn

LEFT = Qt.MouseButton.LeftButton
LONG = 30000  # milliseconds; a condition is waited for, and not time


def words_of(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def press(sheet: SitesSheet, text: str) -> None:
    found = [b for b in sheet.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert len(found) == 1, f"{text}: {len(found)}"
    assert found[0].isEnabled()
    QTest.mouseClick(found[0], LEFT)


@pytest.fixture
def sheet(qtbot: QtBot, plain_window: QMainWindow, services: Services) -> SitesSheet:
    """The sheet, with a new site."""
    sheet = open_sites_sheet(plain_window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=LONG)
    return sheet


@pytest.fixture
def enter(qtbot: QtBot, sheet: SitesSheet) -> Callable[[str], None]:
    """Types an address, presses Enter, and waits until it was looked at."""

    def type_address(address: str) -> None:
        place = sheet.form.place
        type_into(place.address, address)
        QTest.keyClick(place.address, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(place.found or place.problem.text), timeout=LONG)

    return type_address


class Desktop(QObject):
    """What opens addresses on this desktop: a browser whose user is logged in, or none at all."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []
        self.goes: Callable[[str], object] = lambda page: None
        self._pool = ThreadPoolExecutor(1)
        for scheme in ("http", "https"):
            # bytes, which its stub asks for, are refused
            QDesktopServices.setUrlHandler(scheme, self, "open")  # type: ignore[arg-type]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        page = bytes(url.toEncoded().data()).decode()
        self.pages.append(page)
        self._pool.submit(self.goes, page)

    def close(self) -> None:
        for scheme in ("http", "https"):
            QDesktopServices.unsetUrlHandler(scheme)
        self._pool.shutdown()


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop()
    yield made
    made.close()


@dataclass
class Site:
    """The real WordPress, and who is logged in there in the browser."""

    server: WordPressServer
    desktop: Desktop

    def logged_in(self, user: str, choice: dict[str, str] = APPROVE) -> None:
        self.desktop.goes = lambda page: answer(self.server, user, page, choice)


@pytest.fixture
def there(request: pytest.FixtureRequest, desktop: Desktop) -> Site:
    return Site(request.getfixturevalue("wordpress"), desktop)


def test_a_site_is_recognised_as_its_address_is_typed(
    qtbot: QtBot, sheet: SitesSheet, there: Site
) -> None:
    form = sheet.form
    assert not form.connect_part.is_open
    type_into(form.place.address, f"{there.server.url}/wp-admin/edit.php")
    qtbot.waitUntil(lambda: form.place.found is not None, timeout=LONG)
    assert form.place.recognised.text == "The Harbour Letter, WordPress 7.1.1"
    assert form.connect_part.is_open
    assert not form.ability_part.is_open
    assert form.site.address == there.server.url
    QTest.keyClicks(form.place.address, "x")
    assert form.place.found is None
    assert not form.connect_part.is_open


def test_one_click_connects_and_the_site_is_added(
    qtbot: QtBot,
    sheet: SitesSheet,
    services: Services,
    there: Site,
    enter: Callable[[str], None],
    memory_keyring: MemoryKeyring,
    caplog: pytest.LogCaptureFixture,
) -> None:
    there.logged_in("author")
    enter(there.server.url)
    form = sheet.form
    press(sheet, "Connect in the browser")
    assert "Waiting for your browser" in words_of(form)
    qtbot.waitUntil(lambda: form.ability_part.is_open, timeout=LONG)
    assert form.connect_form.connected.text == "Connected as Author User, Author"
    told = words_of(form.abilities)
    assert "a draft was created, read back and deleted in" in told
    assert "May write and publish." in told
    assert "Needs the Editor role. Tags are fine." in told
    QTest.mouseClick(form.gates.radios[Gate.TEASER_ONLY], LEFT)
    form.gates.radios[Gate.TEASER_ONLY].click()
    with qtbot.waitSignal(sheet.sites_changed, timeout=LONG):
        press(sheet, "Add The Harbour Letter")
    site = services.accounts.site("The Harbour Letter")
    assert (site.address, site.username) == (there.server.url, "author")
    secret = memory_keyring.kept["standfirst", str(site.id)]
    assert services.accounts.test(site).user == "Author User"
    library = Paths.from_environment().library
    kept = b"".join(file.read_bytes() for file in library.parent.glob(f"{library.name}*"))
    assert secret.encode() not in kept
    assert secret not in caplog.text
    assert secret not in words_of(sheet)


def test_who_may_not_publish_is_told_that_it_goes_to_review(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    there.logged_in("contributor")
    enter(there.server.url)
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: sheet.form.ability_part.is_open, timeout=LONG)
    told = words_of(sheet.form.abilities)
    assert "May write, may not publish. What is sent waits for an editor." in told
    assert "Test passed" in told
    sheet.form.gates.radios[Gate.TEASER_ONLY].click()
    assert sheet.add.isEnabled()


def test_who_may_not_write_cannot_add_the_site(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    there.logged_in("reader")
    enter(there.server.url)
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: sheet.form.ability_part.is_open, timeout=LONG)
    assert "May not write there." in words_of(sheet.form.abilities)
    assert not sheet.add.isEnabled()


def test_a_no_in_the_browser_leaves_the_form_as_it_was(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    there.logged_in("author", REJECT)
    enter(there.server.url)
    form = sheet.form
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: bool(form.connect_form.status.text), timeout=LONG)
    assert "was not approved" in form.connect_form.status.text
    assert form.place.found is not None
    there.logged_in("author")
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: form.ability_part.is_open, timeout=LONG)


def test_waiting_for_the_browser_can_be_given_up(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    enter(there.server.url)
    form = sheet.form
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: form.connect_form.copy_button.isEnabled(), timeout=LONG)
    press(sheet, "Copy the address")
    assert QGuiApplication.clipboard().text() == there.desktop.pages[0]
    press(sheet, "Give up")
    assert "Waiting" not in words_of(form)
    assert form.connect_form.browser_button.isEnabled()


def test_another_address_ends_the_waiting(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    enter(there.server.url)
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: len(there.desktop.pages) == 1, timeout=LONG)
    QTest.keyClicks(sheet.form.place.address, "/")
    assert "Waiting" not in words_of(sheet.form)


def test_closing_the_sheet_ends_the_waiting(
    qtbot: QtBot,
    plain_window: QMainWindow,
    sheet: SitesSheet,
    there: Site,
    enter: Callable[[str], None],
) -> None:
    enter(there.server.url)
    press(sheet, "Connect in the browser")
    qtbot.waitUntil(lambda: len(there.desktop.pages) == 1, timeout=LONG)
    sheet.finish()  # the window's own teardown waits until nothing is under way


def test_a_password_is_entered_by_hand(
    qtbot: QtBot, sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    enter(there.server.url)
    form = sheet.form.connect_form
    assert not form.username.isVisible()
    press(sheet, "Enter a password by hand")
    type_into(form.username, "editor")
    QTest.keyClick(form.username, Qt.Key.Key_Tab)
    QTest.keyClicks(form.secret, "not the password")
    QTest.keyClick(form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not accept" in form.status.text, timeout=LONG)
    assert form.secret.text() == "not the password"
    assert "not the password" not in words_of(sheet)
    type_into(form.secret, there.server.passwords["editor"])
    press(sheet, "Connect")
    qtbot.waitUntil(lambda: sheet.form.ability_part.is_open, timeout=LONG)
    assert form.connected.text == "Connected as Editor User, Editor"


def test_a_password_that_was_not_typed_is_asked_for(
    sheet: SitesSheet, there: Site, enter: Callable[[str], None]
) -> None:
    enter(there.server.url)
    press(sheet, "Enter a password by hand")
    press(sheet, "Connect")
    assert "missing" in sheet.form.connect_form.status.text


@pytest.mark.parametrize(
    ("address", "says"),
    [("http://127.0.0.1:9", "does not answer"), ("just words", "not the address of a web site")],
)
def test_what_is_not_recognised_says_what_to_do_and_stays_typed(
    sheet: SitesSheet, enter: Callable[[str], None], address: str, says: str
) -> None:
    enter(address)
    place = sheet.form.place
    assert says in place.problem.text
    assert place.address.text() == address
    assert not sheet.form.connect_part.is_open
    assert not sheet.add.isEnabled()


def test_plain_http_is_asked_about_before_anything_can_be_sent(
    sheet: SitesSheet, enter: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "http://quay.example/wp-admin/authorize-application.php"
    found = Recognised(
        "wordpress", "http://quay.example/", "Quay", "WordPress 7.1", page, plain_http=True
    )
    monkeypatch.setattr(Accounts, "recognise", lambda accounts, address: found)
    enter("quay.example")
    form = sheet.form
    assert "whoever is on the way could read your password" in words_of(form.place)
    assert not form.connect_part.is_open
    form.place.agreed.setFocus()
    QTest.keyClick(form.place.agreed, Qt.Key.Key_Space)
    assert form.connect_part.is_open
    assert form.site.plain_http
    QTest.keyClick(form.place.agreed, Qt.Key.Key_Space)
    assert not form.connect_part.is_open


def test_application_passwords_switched_off_are_told_where_the_address_is(
    sheet: SitesSheet, enter: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    off = "site-no-application-passwords"
    found = Recognised("wordpress", "https://quay.example/", "Quay", "WordPress", hindrance=off)
    monkeypatch.setattr(Accounts, "recognise", lambda accounts, address: found)
    enter("quay.example")
    assert "switched off" in sheet.form.place.problem.text
    assert not sheet.form.connect_part.is_open


@pytest.fixture
def hosted(request: pytest.FixtureRequest, desktop: Desktop) -> StandIn:
    """The stand-in for WordPress.com, whose user agrees."""
    standin = request.getfixturevalue("wordpress_com")
    assert isinstance(standin, StandIn)
    standin.does = Behaviour()

    def go(page: str) -> None:
        with urlopen(page) as end:
            end.read()

    desktop.goes = go
    return standin


@pytest.fixture
def services(request: pytest.FixtureRequest, standfirst_home: object) -> Iterator[Services]:
    """The services; where a test has the stand-in, WordPress.com is that."""
    made = build_services(Paths.from_environment())
    if "hosted" in request.fixturenames:
        made.close()
        standin = request.getfixturevalue("wordpress_com")
        made = build_services(Paths.from_environment(), wordpress_com=standin.url)
    yield made
    made.close()


def test_signing_in_to_wordpress_com(
    qtbot: QtBot,
    sheet: SitesSheet,
    services: Services,
    hosted: StandIn,
    enter: Callable[[str], None],
    memory_keyring: MemoryKeyring,
) -> None:
    enter(f"{hosted.url}/2026/01/02/a-walk/")
    form = sheet.form
    assert form.place.recognised.text == "The Harbour Letter, WordPress.com"
    assert not form.connect_form.by_hand.isVisible()
    press(sheet, "Sign in with WordPress.com")
    qtbot.waitUntil(lambda: form.ability_part.is_open, timeout=LONG)
    assert form.connect_form.connected.text == "Connected as Author User, Author"
    form.gates.radios[Gate.TEASER_ONLY].click()
    with qtbot.waitSignal(sheet.sites_changed, timeout=LONG):
        press(sheet, "Add The Harbour Letter")
    site = services.accounts.site("The Harbour Letter")
    assert site.api == hosted.api
    kept = memory_keyring.kept["standfirst", str(site.id)]
    assert Credentials.read(kept).token in hosted.tokens
    hosted.forget()
    assert services.accounts.test(site).user == "Author User"
    renewed = memory_keyring.kept["standfirst", str(site.id)]
    assert renewed != kept, "the renewed tokens went back to the keyring"
    assert services.accounts.test(replace(site, zone="")).user == "Author User"


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
def test_an_app_of_ones_own_is_asked_for_where_no_other_is_taken(
    qtbot: QtBot, sheet: SitesSheet, hosted: StandIn, enter: Callable[[str], None], private: bool
) -> None:
    hosted.does = Behaviour(registers=False, private=private)
    enter(hosted.url)
    form = sheet.form.connect_form
    assert not form.client_id.isVisible()
    press(sheet, "Sign in with WordPress.com")
    qtbot.waitUntil(lambda: form.client_id.isVisible(), timeout=LONG)
    assert "Make an app of your own there" in form.status.text
    assert APP_ADDRESS in words_of(form)
    type_into(form.client_id, "4711")
    type_into(form.client_secret, hosted.does.apps["4711"])
    QTest.keyClick(form.client_secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.form.ability_part.is_open, timeout=LONG)
    assert form.connected.text == "Connected as Author User, Author"
    assert sheet.form.site.api == hosted.api


def test_a_known_site_that_moved_is_connected_to_anew_before_anything_is_sent(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, there: Site
) -> None:
    old = KnownSite("Harbour", "wordpress", "https://old.example", "editor", plain_http=True)
    services.accounts.add(old, "kept canary")
    sheet = open_sites_sheet(plain_window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=LONG)
    form = sheet.form
    type_into(form.place.address, there.server.url)
    QTest.keyClick(form.place.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.place.found is not None, timeout=LONG)
    assert (sheet.reason.text(), sheet.save.isEnabled()) == ("Connect to it first", False)
    QTest.mouseClick(form.abilities.again, LEFT)
    qtbot.waitUntil(lambda: "was not sent to" in words_of(sheet), timeout=LONG)
    press(sheet, "Enter a password by hand")
    type_into(form.connect_form.secret, there.server.passwords["editor"])
    QTest.keyClick(form.connect_form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.trial is not None, timeout=LONG)
    assert sheet.save.isEnabled()
    with qtbot.waitSignal(sheet.sites_changed, timeout=LONG):
        QTest.mouseClick(sheet.save, LEFT)
    site = services.accounts.site("Harbour")
    assert (site.address, site.plain_http, site.id) == (there.server.url, False, old.id)
    assert services.accounts.secret_of(site) == there.server.passwords["editor"]


def test_a_known_site_is_not_reached_without_https_before_it_is_agreed_to(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = KnownSite("Harbour", "wordpress", "https://quay.example", "mara", zone="Asia/Dubai")
    services.accounts.add(old, "kept canary")
    found = Recognised("wordpress", "http://quay.example/", "Quay", "WordPress", plain_http=True)
    monkeypatch.setattr(Accounts, "recognise", lambda accounts, address: found)
    sheet = open_sites_sheet(plain_window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=LONG)
    form = sheet.form
    type_into(form.place.address, "https://[")  # no address yet, and no reason to fail
    type_into(form.place.address, "http://quay.example")
    assert (sheet.save.isEnabled(), sheet.reason.text()) == (False, "Connect to it first")
    QTest.keyClick(form.place.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.place.found is not None, timeout=LONG)
    assert "could read your password" in words_of(form.place)
    form.connect_form.by_hand.click()
    type_into(form.connect_form.secret, "given anew")
    assert not sheet.save.isEnabled()
    QTest.keyClick(form.place.agreed, Qt.Key.Key_Space)
    assert sheet.save.isEnabled()
    assert (form.site.plain_http, form.site.zone) == (True, "")
    type_into(form.place.address, "https://quay.example/news")
    assert (form.site.plain_http, form.site.zone) == (False, "Asia/Dubai")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Any address is a site; one that is tried out answers once the event is set, with a renewed sign-in."""

    def recognise(accounts: Accounts, address: str) -> Recognised:
        return Recognised("wordpress", f"{address.rstrip('/')}/", "Quay", "WordPress")

    def try_out(
        accounts: Accounts, site: KnownSite, secret: str, renewed: Callable[[str], None]
    ) -> Trial:
        assert go.wait(30)
        renewed("renewed for the site that was asked")
        if site.username == "nobody":
            raise Unauthorised("site-secret-wrong", host="quay.example")
        return Trial(Account("Quay", "WordPress", "mara", "author", True), 1.0)

    go = Event()
    monkeypatch.setattr(Accounts, "recognise", recognise)
    monkeypatch.setattr(Accounts, "try_out", try_out)
    yield go
    go.set()


@pytest.mark.parametrize("what", ["address", "password"])
def test_what_one_site_says_late_is_not_taken_for_another(
    qtbot: QtBot,
    plain_window: QMainWindow,
    sheet: SitesSheet,
    enter: Callable[[str], None],
    held: Event,
    what: str,
) -> None:
    enter("https://quay.example")
    form = sheet.form
    type_into(form.connect_form.secret, "the quay's own")
    press(sheet, "Connect")
    if what == "address":
        enter("https://elsewhere.example")
    else:
        type_into(form.connect_form.secret, "another")
    assert "Asking the site" not in words_of(form)
    held.set()
    qtbot.waitUntil(lambda: tasks_of(plain_window).busy == 0, timeout=LONG)
    assert (form.trial, sheet.add.isEnabled()) == (None, False)
    assert form.new_secret != "renewed for the site that was asked"


def test_a_sign_in_that_renewed_itself_is_kept_in_the_form_though_the_trial_failed(
    qtbot: QtBot, sheet: SitesSheet, enter: Callable[[str], None], held: Event
) -> None:
    enter("https://quay.example")
    form = sheet.form.connect_form
    type_into(form.username, "nobody")
    type_into(form.secret, "the quay's own")
    held.set()
    press(sheet, "Connect")
    qtbot.waitUntil(lambda: "does not accept" in words_of(sheet), timeout=LONG)
    assert sheet.form.new_secret == "renewed for the site that was asked"

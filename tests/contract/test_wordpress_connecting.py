"""A real WordPress is recognised and connected to, by its own page in a real browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Event

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from editor.cms import registry
from editor.cms.port import Granted, Recognised, Right
from editor.cms.registry import Surroundings
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Gate
from editor.model.errors import EditorError, Rejected, Unauthorised
from editor.model.site import Site
from editor.services.trying_out import rights_in_words, try_out
from tests import plain
from tests.contract.approving import APPROVE, REJECT, answer
from tests.contract.conftest import WordPressServer

AROUND = Surroundings(Path("nowhere"), Path("nowhere"))


def recognised(address: str) -> Recognised:
    return registry.recognise(address, AROUND)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/wp-admin/",
        "/wp-admin/edit.php?post_type=post",
        "/wp-login.php?redirect_to=x",
        "/wp-json/wp/v2/posts",
        "/2026/01/02/there-is-no-such-page/",
        "/?p=1",
        "/feed/",
        "/index.php",
    ],
)
def test_any_address_of_a_site_with_pretty_links(wordpress: WordPressServer, path: str) -> None:
    found = recognised(wordpress.url + path)
    assert found == Recognised(
        "wordpress",
        f"{wordpress.url}/",
        "The Harbour Letter",
        "WordPress 7.1.1",
        sign_in=f"{wordpress.url}/wp-admin/authorize-application.php",
    )


@pytest.mark.parametrize("path", ["", "/?p=1", "/wp-admin/", "/?rest_route=/", "/index.php?p=1"])
def test_any_address_of_a_site_without_pretty_links(
    bare_wordpress: WordPressServer, path: str
) -> None:
    found = recognised((bare_wordpress.url + path).removeprefix("http://"))
    assert found.address == f"{bare_wordpress.url}/"
    assert found.software.startswith("WordPress 7")


@pytest.mark.parametrize("path", ["", "/", "/wp-admin/", "/?p=1", "/wp-login.php", "/a/b/"])
def test_any_address_of_a_site_in_a_folder(folder_wordpress: WordPressServer, path: str) -> None:
    found = recognised(folder_wordpress.url + path)
    assert found.address == f"{folder_wordpress.url}/"
    assert found.sign_in == f"{folder_wordpress.url}/wp-admin/authorize-application.php"


def test_an_old_one(old_wordpress: WordPressServer) -> None:
    found = recognised(f"{old_wordpress.url}/wp-admin/")
    assert found.software.startswith("WordPress 6.1.")
    assert found.sign_in


@dataclass
class SigningIn:
    """A sign-in under way in a thread; `page` is what was opened, `given` what came of it."""

    page: str
    given: Callable[[], Granted]
    give_up: Event


class GivenUp(Exception):
    """The user pressed Cancel."""


@pytest.fixture
def sign_in() -> Iterator[Callable[[Recognised], SigningIn]]:
    pages: Queue[str] = Queue()
    give_up = Event()

    def checkpoint() -> None:
        if give_up.is_set():
            raise GivenUp

    with ThreadPoolExecutor(1) as pool:

        def begin(found: Recognised) -> SigningIn:
            future = pool.submit(registry.sign_in, found, None, pages.put, checkpoint)
            return SigningIn(pages.get(timeout=20), lambda: future.result(30), give_up)

        yield begin
        give_up.set()


def log_in(browser: webdriver.Chrome, server: WordPressServer, user: str) -> None:
    browser.delete_all_cookies()
    browser.get(f"{server.url}/wp-login.php")
    browser.find_element(By.ID, "user_login").send_keys(user)
    browser.find_element(By.ID, "user_pass").send_keys(f"{user}-pw")
    browser.find_element(By.ID, "wp-submit").click()
    WebDriverWait(browser, 20).until(lambda b: "wp-admin" in b.current_url)


def ended(browser: webdriver.Chrome, heading: str) -> None:
    WebDriverWait(browser, 20).until(
        lambda b: b.find_elements(By.XPATH, f"//h1[contains(., '{heading}')]")
    )


@pytest.fixture(params=["wordpress", "bare_wordpress", "folder_wordpress"])
def server(request: pytest.FixtureRequest) -> WordPressServer:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, WordPressServer)
    return found


def test_one_click_in_the_browser_connects(
    server: WordPressServer,
    browser: webdriver.Chrome,
    sign_in: Callable[[Recognised], SigningIn],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    found = recognised(f"{server.url}/wp-admin/")
    log_in(browser, server, "author")
    for _ in range(2):  # connected once before is no obstacle
        under_way = sign_in(found)
        browser.get(under_way.page)
        assert "Standfirst" in browser.find_element(By.CSS_SELECTOR, ".auth-app-card").text
        browser.find_element(By.ID, "approve").click()
        ended(browser, "Standfirst takes it from here")
        granted = under_way.given()
    assert granted.username == "author"
    assert granted.secret not in browser.current_url
    assert granted.secret not in browser.page_source
    assert granted.secret not in caplog.text
    assert granted.secret not in "".join(capfd.readouterr())
    assert granted.secret not in repr(granted)
    site = Site("Harbour", "wordpress", found.address, granted.username)
    cms = WordPress(site, granted.secret)
    assert cms.verify().user == "Author User"
    cms.close()


def test_a_no_in_the_browser_is_told(
    wordpress: WordPressServer,
    browser: webdriver.Chrome,
    sign_in: Callable[[Recognised], SigningIn],
) -> None:
    log_in(browser, wordpress, "editor")
    under_way = sign_in(recognised(wordpress.url))
    browser.get(under_way.page)
    browser.find_element(By.ID, "reject").click()
    ended(browser, "Nothing was connected")
    with pytest.raises(Rejected) as said:
        under_way.given()
    assert said.value.code == "connect-refused"


@pytest.mark.parametrize("choice", [APPROVE, REJECT], ids=["yes", "no"])
def test_a_browser_without_scripts_connects_too(
    wordpress: WordPressServer,
    sign_in: Callable[[Recognised], SigningIn],
    choice: dict[str, str],
) -> None:
    under_way = sign_in(recognised(wordpress.url))
    end = answer(wordpress, "editor", under_way.page, choice)
    assert "password" not in str(end.url)
    if choice is APPROVE:
        assert "takes it from here" in end.text
        assert under_way.given().username == "editor"
    else:
        assert "Nothing was connected" in end.text
        with pytest.raises(Rejected):
            under_way.given()


def test_giving_up_ends_the_waiting(
    wordpress: WordPressServer, sign_in: Callable[[Recognised], SigningIn]
) -> None:
    under_way = sign_in(recognised(wordpress.url))
    under_way.give_up.set()
    with pytest.raises(GivenUp):
        under_way.given()


RIGHTS = {
    "admin": ("rights-publish",),
    "editor": ("rights-publish",),
    "author": (
        "rights-publish",
        "rights-no-categories",
        "rights-no-others",
        "rights-no-any-html",
    ),
    "contributor": (
        "rights-review",
        "rights-no-update",
        "rights-no-pictures",
        "rights-no-categories",
        "rights-no-others",
        "rights-no-any-html",
    ),
    "reader": ("rights-none",),
}


@pytest.mark.parametrize("user", RIGHTS)
def test_each_role_is_told_in_words_and_tried_with_a_draft(
    wordpress: WordPressServer, user: str
) -> None:
    site = Site("Harbour", "wordpress", wordpress.url, user, Gate.TEASER_ONLY)
    before = _posts(wordpress)
    cms = WordPress(site, wordpress.passwords[user])
    trial = try_out(cms, site)
    cms.close()
    assert rights_in_words(trial.account) == RIGHTS[user]
    assert (trial.seconds is None) == (user == "reader")
    assert _posts(wordpress) == before, "nothing is left behind, in the trash neither"


def _posts(server: WordPressServer) -> tuple[int, ...]:
    """How many posts there are in each state."""
    auth = ("admin", server.passwords["admin"])

    def count(status: str) -> int:
        params = {"status": status, "per_page": "1", "context": "edit"}
        answer = plain.get(f"{server.url}/wp-json/wp/v2/posts", params=params, auth=auth)
        return int(answer.headers["X-WP-Total"])

    return count("any"), count("trash"), count("draft")


def test_who_may_not_write_hears_it_when_asked_to(wordpress: WordPressServer) -> None:
    site = Site("Harbour", "wordpress", wordpress.url, "reader", Gate.TEASER_ONLY)
    cms = WordPress(site, wordpress.passwords["reader"])
    rights = cms.verify().rights
    assert rights is not None
    assert Right.WRITE not in rights
    cms.close()
    wrong = WordPress(site, "not the password")
    with pytest.raises(Unauthorised) as said:
        wrong.verify()
    assert isinstance(said.value, EditorError)
    assert said.value.code == "site-secret-wrong"
    wrong.close()

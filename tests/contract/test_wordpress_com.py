"""WordPress.com: signing in against a stand-in for its authorization server, the rest on a real WordPress.

The stand-in is tests/servers/wordpress_com; WordPress.com itself cannot be reached from a test.
"""

import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest

from editor.cms import registry
from editor.cms.loopback import APP_PATH, APP_PORT, Listener
from editor.cms.port import App, Cms, Granted, Recognised
from editor.cms.registry import Surroundings
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.errors import CmsError, Unauthorised
from editor.model.site import Site
from editor.model.status import Status
from editor.services.trying_out import rights_in_words, try_out
from tests.contract.conftest import PLAN
from tests.contract.test_wordpress_reader import article
from tests.contract.wordpress_contract import WordPressContract
from tests.servers.wordpress_com.standin import Behaviour, StandIn

OWN = App("4711", "the app's own secret")


@pytest.fixture
def standin(wordpress_com: StandIn) -> StandIn:
    """The stand-in, behaving well."""
    wordpress_com.does = Behaviour()
    wordpress_com.requests.clear()
    return wordpress_com


@dataclass
class Browser:
    """A browser whose user is logged in there: it goes where it is sent, and shows the last page."""

    page: str = ""
    url: str = ""
    text: str = ""
    headers: Message = field(default_factory=Message)

    def open(self, page: str) -> None:
        self.page = page
        with urlopen(page) as end:
            self.url, self.headers, self.text = end.url, end.headers, end.read().decode()


@pytest.fixture
def browser_there() -> Browser:
    return Browser()


@pytest.fixture
def sign_in(standin: StandIn, browser_there: Browser) -> Callable[..., Granted]:
    def go(app: App | None = None) -> Granted:
        return registry.sign_in(recognised(standin), app, browser_there.open, lambda: None)

    return go


def recognised(standin: StandIn) -> Recognised:
    around = Surroundings(Path("nowhere"), Path("nowhere"), standin.url)
    return registry.recognise(f"{standin.url}/wp-admin/", around)


def site(standin: StandIn, gate: Gate = Gate.PAID_CONTENT) -> Site:
    return Site("Harbour", "wordpress", standin.front, "", gate, (PLAN,), api=standin.api)


class TestWordPressCom(WordPressContract):
    """The contract, through the stand-in's API, with a token."""

    gate = Gate.PAID_CONTENT
    plans = (PLAN,)
    server = "WordPress.com"
    stand_ins = {
        "": "A real WordPress 7.1.1 behind a stand-in for the addresses and the sign-in of WordPress.com, "
        "which cannot be reached from a test."
    }

    @pytest.fixture
    def cms(self, standin: StandIn) -> Iterator[Cms]:
        cms = WordPress(site(standin), Credentials(token=standin.token("author")).write())
        yield cms
        cms.close()


def test_it_is_recognised(standin: StandIn) -> None:
    found = recognised(standin)
    assert (found.software, found.api) == ("WordPress.com", standin.api)
    assert (found.name, found.address) == ("The Harbour Letter", f"{standin.front}/")


def test_signing_in_registers_an_app_of_ours(
    standin: StandIn, sign_in: Callable[..., Granted], browser_there: Browser
) -> None:
    kept = Credentials.read(sign_in().secret)
    assert standin.tokens[kept.token] == "author"
    assert kept.refresh
    assert kept.expires
    assert kept.token_url == f"{standin.url}/oauth2-1/token"
    asked = dict(parse_qsl(urlsplit(browser_there.page).query))
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 32
    assert "global" not in asked["scope"]
    assert "takes it from here" in browser_there.text
    assert "code=" not in browser_there.url
    assert browser_there.headers["Cache-Control"] == "no-store"
    assert browser_there.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("says", [True, False], ids=["no registration", "no metadata"])
def test_without_registration_an_app_of_the_users_own_is_needed(
    standin: StandIn, sign_in: Callable[..., Granted], says: bool
) -> None:
    standin.does = Behaviour(registers=False, says=says)
    with pytest.raises(CmsError) as said:
        sign_in()
    assert said.value.code == "connect-app-needed"
    kept = Credentials.read(sign_in(OWN).secret)
    assert standin.tokens[kept.token] == "author"
    assert (kept.client_id, kept.client_secret) == (OWN.id, OWN.secret)
    assert kept.token_url == f"{standin.url}/oauth2/token"


@pytest.mark.parametrize("app", [None, OWN], ids=["our app", "an own app"])
def test_a_private_site_is_connected_to_and_known_by_its_number_from_then_on(
    standin: StandIn, sign_in: Callable[..., Granted], app: App | None
) -> None:
    standin.does = Behaviour(private=True)
    host = urlsplit(standin.url).netloc
    assert recognised(standin).api == f"{standin.url}/wp/v2/sites/{host}"
    granted = sign_in(app)
    assert granted.api == standin.api
    cms = WordPress(site(standin, Gate.TEASER_ONLY), granted.secret)
    assert cms.verify().site_name == "The Harbour Letter"
    cms.close()


REFUSALS = [
    ("connect-refused", Behaviour(agrees=False)),
    ("connect-forged", Behaviour(state="somebody else's")),
    ("connect-other-site", Behaviour(blog="8")),
    ("connect-other-site", Behaviour(blog="8", private=True)),
    ("site-failed", Behaviour(breaks=True)),
]


@pytest.mark.parametrize(("code", "behaviour"), REFUSALS)
def test_what_goes_wrong_is_told_and_nothing_is_kept(
    standin: StandIn, sign_in: Callable[..., Granted], code: str, behaviour: Behaviour
) -> None:
    standin.does = behaviour
    with pytest.raises(CmsError) as said:
        sign_in()
    assert said.value.code == code
    shown = "".join(traceback.format_exception(said.value))
    assert [secret for secret in standin.given if secret in shown] == []


def test_a_wrong_secret_of_an_own_app_is_told(sign_in: Callable[..., Granted]) -> None:
    wrong = App(OWN.id, "mistyped-canary")
    with pytest.raises(CmsError) as said:
        sign_in(wrong)
    assert said.value.code == "connect-nothing-given"
    assert wrong.secret not in "".join(traceback.format_exception(said.value))


def test_the_port_of_an_own_app_may_be_taken(sign_in: Callable[..., Granted]) -> None:
    with Listener(APP_PORT, APP_PATH), pytest.raises(CmsError) as said:
        sign_in(OWN)
    assert said.value.code == "connect-port-taken"


def test_a_token_that_is_refused_is_renewed_once_and_kept(
    standin: StandIn, sign_in: Callable[..., Granted]
) -> None:
    secret = sign_in().secret
    kept: list[str] = []
    cms = WordPress(site(standin, Gate.TEASER_ONLY), secret, keep=kept.append)
    assert cms.verify().user == "Author User"
    assert kept == []
    standin.forget()
    draft = cms.create_draft(article(gate=Gate.TEASER_ONLY))
    assert cms.get(draft.remote_id).status is Status.DRAFT
    cms.delete(draft.remote_id)
    cms.close()
    assert len(kept) == 1
    old, new = Credentials.read(secret), Credentials.read(kept[0])
    assert new.refresh not in ("", old.refresh)
    assert standin.tokens == {new.token: "author"}
    again = WordPress(site(standin, Gate.TEASER_ONLY), kept[0])
    assert again.verify().user == "Author User"
    again.close()


def test_a_token_past_its_time_is_renewed_before_it_is_sent(
    standin: StandIn, sign_in: Callable[..., Granted]
) -> None:
    standin.does = Behaviour(seconds=1)
    secret = sign_in().secret
    kept: list[str] = []
    standin.does = Behaviour()
    standin.requests.clear()
    cms = WordPress(site(standin, Gate.TEASER_ONLY), secret, keep=kept.append)
    cms.verify()
    cms.close()
    assert standin.requests[0] == "POST /oauth2-1/token"
    assert standin.requests.count("POST /oauth2-1/token") == len(kept) == 1


def test_what_cannot_be_renewed_asks_to_sign_in_again(standin: StandIn) -> None:
    for refresh in ("", "used up"):
        url = f"{standin.url}/oauth2-1/token"
        secret = Credentials(token="ended", refresh=refresh, client_id="x", token_url=url).write()
        cms = WordPress(site(standin), secret)
        with pytest.raises(Unauthorised) as said:
            cms.verify()
        cms.close()
        assert said.value.code == "connect-again"


def test_pending_in_place_of_published_is_noticed(standin: StandIn) -> None:
    token = standin.token("contributor")
    there = site(standin, Gate.TEASER_ONLY)
    cms = WordPress(there, Credentials(token=token).write())
    trial = try_out(cms, there)
    assert rights_in_words(trial.account)[0] == "rights-review"
    post = replace(article(gate=Gate.TEASER_ONLY), date=None)
    draft = cms.create_draft(post)
    cms.fill(draft.remote_id, post, {})
    assert cms.publish(draft.remote_id).status is Status.PENDING
    cms.delete(draft.remote_id)
    cms.close()


def test_no_secret_is_logged_or_shown(
    standin: StandIn,
    sign_in: Callable[..., Granted],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    granted = sign_in(OWN)
    cms = WordPress(site(standin), granted.secret)
    cms.verify()
    standin.forget()
    with pytest.raises(Unauthorised) as said:
        cms.verify()
    cms.close()
    shown = caplog.text + "".join(capfd.readouterr()) + repr(granted) + repr(OWN)
    shown += "".join(traceback.format_exception(said.value)) + json.dumps(said.value.detail)
    shown += repr(Credentials.read(granted.secret))
    assert [secret for secret in (*standin.given, OWN.secret) if secret in shown] == []

"""A browser comes back to this computer once, and leaves nothing lying about."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from editor.cms.loopback import Listener
from editor.model.errors import Unreachable
from tests import plain

QUERY = "user_login=ada&password=cana+ryca"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener(longest=20) as made:
        yield made


def never() -> None:
    """Nobody gives up."""


def test_what_the_browser_brings_is_given_once_and_sent_out_of_its_address(
    listener: Listener, capfd: pytest.CaptureFixture[str]
) -> None:
    first = plain.get(f"{listener.url}?{QUERY}")
    assert first.status_code == 303
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["referrer-policy"] == "no-referrer"
    assert first.text == ""
    end = plain.get(f"http://{urlsplit(listener.url).netloc}{first.headers['location']}")
    assert "You can close this page" in end.text
    assert "script" not in end.text
    assert "ryca" not in str(end.url) + end.text
    assert plain.get(f"{listener.url}?user_login=eve&password=other").status_code == 404
    assert listener.wait(never) == QUERY
    assert "".join(capfd.readouterr()) == ""


@pytest.mark.parametrize(
    "query", ["success=false", "error=access_denied", "success=false&error=disabled"]
)
def test_a_no_is_shown_as_one(listener: Listener, query: str) -> None:
    end = plain.get(f"{listener.url}?{query}", follow_redirects=True)
    assert "Nothing was connected" in end.text
    assert listener.wait(never) == query


def test_only_its_own_address_is_answered(listener: Listener) -> None:
    origin = f"http://{urlsplit(listener.url).netloc}"
    for path in (
        "/",
        "/favicon.ico",
        f"/?{QUERY}",
        f"/other?{QUERY}",
        f"{urlsplit(listener.url).path}",
    ):
        assert plain.get(origin + path).status_code == 404
    given = f"{urlsplit(listener.url).path}/given"
    assert plain.get(origin + given).status_code == 404, "nothing was given yet"
    assert plain.post(f"{listener.url}?{QUERY}").status_code == 501
    for host in ("evil.example", "localhost", f"localhost:{urlsplit(listener.url).port}", ""):
        answer = plain.get(f"{listener.url}?{QUERY}", headers={"Host": host})
        assert answer.status_code == 421
    assert plain.get(f"{listener.url}?{QUERY}").status_code == 303


def test_no_other_computer_reaches_it(listener: Listener) -> None:
    assert urlsplit(listener.url).hostname == "127.0.0.1"
    assert len(urlsplit(listener.url).path) > 30
    with Listener() as other:
        assert urlsplit(other.url).path != urlsplit(listener.url).path


def test_it_does_not_wait_for_ever() -> None:
    with Listener(longest=0) as listener, pytest.raises(Unreachable) as said:
        listener.wait(never)
    assert said.value.code == "connect-timed-out"


def test_giving_up_ends_it(listener: Listener) -> None:
    class GivenUp(Exception):
        pass

    def give_up() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        listener.wait(give_up)


def test_a_browser_that_comes_while_it_is_waited_for(listener: Listener) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting: Callable[[], str] = pool.submit(listener.wait, never).result
        plain.get(f"{listener.url}?{QUERY}")
        assert waiting() == QUERY


def test_closed_it_is_gone_and_its_port_is_free() -> None:
    with Listener() as listener:
        port = urlsplit(listener.url).port or 0
        with pytest.raises(Unreachable) as said:
            Listener(port)
    assert said.value.code == "connect-port-taken"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    with Listener(port):
        pass

"""A folder is served to this computer alone, and nothing that lies outside it."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from editor.model.errors import BadInput
from editor.services.serving import Server, serve


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "site"
    (folder / "hafen-größe").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "index.html").write_text("<h1>front</h1>")
    (folder / "hafen-größe" / "index.html").write_text("<h1>harbour</h1>")
    (folder / "open.js").write_text("1")
    (folder / ".hidden").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "way-out").symlink_to(tmp_path)
    (folder / "secret-link.txt").symlink_to(tmp_path / "secret.txt")
    with serve(folder) as made:
        yield made


def ask(
    server: Server, path: str, host: str | None = None
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    try:
        connection.putrequest("GET", path, skip_host=host is not None)
        if host is not None:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def test_it_answers_on_loopback_with_front_pages(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert ask(server, "/")[:2] == (200, "<h1>front</h1>")
    assert ask(server, "/hafen-gr%C3%B6%C3%9Fe/")[:2] == (200, "<h1>harbour</h1>")


def test_nothing_is_kept_by_the_browser(server: Server) -> None:
    status, _, headers = ask(server, "/open.js")
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/javascript"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/way-out/secret.txt",
        "/secret-link.txt",
        "/.hidden",
        "/%2ehidden",
        "/nothing",
        "/index.html%00",
        "//etc/passwd",
    ],
)
def test_what_is_outside_or_hidden_is_not_found(server: Server, path: str) -> None:
    status, body, _ = ask(server, path)
    assert status == 404
    assert "secret\n" not in body


def test_a_folder_is_not_listed(server: Server) -> None:
    assert ask(server, "/empty/")[0] == 404


def test_a_name_that_was_made_to_point_here_gets_nothing(server: Server) -> None:
    assert ask(server, "/", host="attacker.example")[0] == 421


def test_a_closed_server_is_gone_and_its_port_free(tmp_path: Path) -> None:
    first = serve(tmp_path)
    port = urlsplit(first.url).port or 0
    with pytest.raises(BadInput, match=str(port)):
        serve(tmp_path, port)
    first.close()
    with serve(tmp_path, port) as again:
        assert again.url == first.url


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        serve(tmp_path / "none")
    assert refused.value.code == "folder-missing"

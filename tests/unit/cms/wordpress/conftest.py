"""A server that answers as badly as a test tells it to."""

import json
import os
import re
import select
import socket
import ssl
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import httpx
import pytest

from editor.cms.contract_samples import paragraph
from editor.cms.http import Client
from editor.cms.port import Post
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Access, Gate
from editor.model.errors import EditorError
from editor.model.site import DEFAULT_BOXES, Site
from editor.model.wording import WORDING
from editor.system.log import report

PIECE = 65_536
INDEX = {
    "name": "Harbour &amp; Sea",
    "namespaces": ["oembed/1.0", "wp/v2"],
    "timezone_string": "Asia/Dubai",
    "gmt_offset": 4,
    "authentication": {"application-passwords": {"endpoints": {}}},
}


@dataclass(frozen=True)
class Request:
    """What arrived: `path` with its query, header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What to say. `drop` says nothing and hangs up; `wait` says nothing until the test is over.

    `more` is how many bytes follow the body, and `promised` how many more are promised and never come;
    `raw` says the body alone, which need not be HTTP, and `torn` says it past the TLS that it stands in.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    wait: bool = False
    raw: bool = False
    torn: bool = False
    more: int = 0
    promised: int = 0


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(
        status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})}
    )


def as_html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, f"<!DOCTYPE html><html><body>{text}</body></html>".encode(), headers or {})


def tunnel(handler: BaseHTTPRequestHandler, port: int) -> None:
    """Carry bytes to `port` and back, as a proxy does, until either side has said all."""
    handler.send_response_only(200)
    handler.end_headers()
    handler.close_connection = True
    with socket.create_connection(("127.0.0.1", port)) as there:
        ways = {handler.connection: there, there: handler.connection}
        while True:
            for side in select.select(list(ways), [], [])[0]:
                data = side.recv(PIECE)
                if not data:
                    return
                ways[side].sendall(data)


Answering = Callable[[Request], Reply]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are part of the tests."""


class HostileServer:
    """Answers by `routes`: "METHOD /path" (without query) → a reply, or several in turn, or a function.

    `otherwise` is what it says anywhere else. As a proxy it leads to the ports of `tunnels` by "host:port".
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Reply | list[Reply] | Answering] = {}
        self.otherwise: Reply | Answering = Reply(404)
        self.tunnels: dict[str, int] = {}
        self.seen: list[Request] = []
        self.sent = 0
        self.over = threading.Event()
        self.date = ""  # what its clock says, as in a Date header; "" = the computer's
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer waits 40 ms for the other side

            def answer(self) -> None:
                server.handle(self)

            do_GET = do_HEAD = do_POST = do_DELETE = do_CONNECT = answer

            def date_time_string(self, timestamp: float | None = None) -> str:
                return server.date or super().date_time_string(timestamp)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = _Quiet(("127.0.0.1", 0), Handler)
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self.port = self._http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def wordpress(self) -> None:
        """Be a WordPress as far as discovery goes."""
        link = {"Link": f'<{self.url}/wp-json/>; rel="https://api.w.org/"'}
        self.routes["HEAD /"] = self.routes["GET /"] = Reply(headers=link)
        self.routes["GET /wp-json/"] = as_json({**INDEX, "home": self.url})

    def asked(self, method: str, path: str) -> list[Request]:
        """The requests that came for `path`."""
        return [r for r in self.seen if r.method == method and r.path.split("?")[0] == path]

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        size = int(handler.headers.get("Content-Length") or 0)
        got = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, handler.path, got, handler.rfile.read(size))
        self.seen.append(request)
        if request.method == "CONNECT" and request.path in self.tunnels:
            tunnel(handler, self.tunnels[request.path])
            return
        found = self.routes.get(f"{request.method} {request.path.split('?')[0]}", self.otherwise)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        reply = found if isinstance(found, Reply) else found(request)
        if reply.wait:
            self.over.wait(30)
        if reply.torn:
            handler.close_connection = True
            with socket.socket(fileno=os.dup(handler.connection.fileno())) as plain:
                plain.sendall(reply.body)
            return
        if reply.drop or reply.wait or reply.raw:
            handler.close_connection = True
            handler.wfile.write(reply.body if reply.raw else b"")
            return
        handler.send_response_only(reply.status)
        headers = {"Date": handler.date_time_string(), **reply.headers}
        size = len(reply.body) + reply.more + reply.promised
        for name, value in {**headers, "Content-Length": str(size)}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if request.method != "HEAD":
            self.send(handler, reply)

    def send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        """The body, and what is to follow it as long as somebody listens."""
        handler.wfile.write(reply.body)
        handler.close_connection = handler.close_connection or bool(reply.promised)
        left = reply.more
        while left > 0:
            handler.wfile.write(b" " * min(left, PIECE))
            self.sent += min(left, PIECE)
            left -= PIECE

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)


SECRET = "cana ryca nary cana ryca nary"
PASSWORDS = Credentials(password=SECRET, readers="canary-of-readers")
TOKENS = Credentials(
    token="canarytoken4711",
    refresh="canaryrefresh4711",
    client_id="our-app",
    client_secret="canaryclient4711",
    readers="canary-of-readers",
)
# as they are, without their gaps, and as they stand in a header
CANARIES = (
    SECRET,
    SECRET.replace(" ", ""),
    "YWRhOmNhbmFyeW",
    PASSWORDS.readers,
    TOKENS.token,
    TOKENS.refresh,
    TOKENS.client_secret,
)
POSTS = "/wp-json/wp/v2/posts"
ITEM = f"{POSTS}/7"
ME = "/wp-json/wp/v2/users/me"
ADMIN = {"id": 2, "name": "Ada", "roles": ["author"], "capabilities": {"publish_posts": True}}


def site(address: str) -> Site:
    return Site("Harbour", "wordpress", address, "ada", Gate.TEASER_ONLY)


def stored(status: str = "draft", slug: str = "a-walk", **more: object) -> dict[str, object]:
    return {
        "id": 7,
        "status": status,
        "link": "http://127.0.0.1/a-walk/",
        "slug": slug,
        "title": {"raw": "A walk"},
        "content": {"raw": ""},
        "excerpt": {"raw": ""},
        **more,
    }


def article() -> Post:
    return Post(
        article_id=uuid4(),
        title="A walk",
        subtitle="",
        slug="a-walk",
        language="en",
        excerpt="About a walk.",
        date=None,
        access=Access.EVERYONE,
        gate=Gate.TEASER_ONLY,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph("Words."),),
        locked=(),
        teaser_notes=(),
        locked_notes=(),
    )


def told(error: BaseException) -> str:
    """All that can be got out of an error, and out of what led to it, by whoever prints it."""
    found = ["".join(traceback.format_exception(error)), report(error)]
    seen: BaseException | None = error
    while seen is not None:
        assert not isinstance(seen, httpx.HTTPError), "holds the signed request"
        found += [str(seen), repr(seen), repr(vars(seen))]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(found)


def failure(attempt: Callable[[], object]) -> EditorError:
    """The error that `attempt` ends in: it has a sentence and a next step, and does not tell a secret."""
    with pytest.raises(EditorError) as caught:
        attempt()
    error = caught.value
    assert error.code in WORDING
    filled = WORDING[error.code].then.format_map(error.detail)
    assert filled.strip()
    assert filled in str(error)
    assert not re.search(r"\([a-z]+\)", str(error).replace("(OAuth)", "")), "a detail is missing"
    assert [form for form in CANARIES if form in told(error)] == []
    return error


def refusal(name: str, status: int, **data: object) -> Reply:
    return as_json({"code": name, "message": "No.", "data": {"status": status, **data}}, status)


@pytest.fixture
def server() -> Iterator[HostileServer]:
    """A server that knows nothing yet."""
    hostile = HostileServer()
    yield hostile
    hostile.close()


@pytest.fixture
def other_server() -> Iterator[HostileServer]:
    """Another host."""
    hostile = HostileServer()
    yield hostile
    hostile.close()


@pytest.fixture
def client() -> Iterator[Client]:
    """Our client, which does not wait long."""
    client = Client(timeout=httpx.Timeout(0.5), pause=lambda _: None, max_bytes=100_000)
    yield client
    client.close()


@pytest.fixture
def cms(server: HostileServer, client: Client) -> WordPress:
    server.wordpress()
    server.routes[f"GET {ME}"] = as_json(ADMIN)
    return WordPress(site(server.url), PASSWORDS.write(), client)

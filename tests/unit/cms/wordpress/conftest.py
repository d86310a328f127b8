"""A server that answers as badly as a test tells it to."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from editor.cms.http import Client

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
    """What to say. `drop` says nothing and hangs up; `wait` says nothing until the test is over."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    wait: bool = False


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(
        status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})}
    )


def as_html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, f"<!DOCTYPE html><html><body>{text}</body></html>".encode(), headers or {})


Answering = Callable[[Request], Reply]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are part of the tests."""


class HostileServer:
    """Answers by `routes`: "METHOD /path" (without query) → a reply, or several in turn, or a function."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Reply | list[Reply] | Answering] = {}
        self.seen: list[Request] = []
        self.over = threading.Event()
        self.date = ""  # what its clock says, as in a Date header; "" = the computer's
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

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
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, handler.path, headers, handler.rfile.read(size))
        self.seen.append(request)
        found = self.routes.get(f"{request.method} {request.path.split('?')[0]}", Reply(404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        reply = found if isinstance(found, Reply) else found(request)
        if reply.wait:
            self.over.wait(30)
        if reply.drop or reply.wait:
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        if request.method != "HEAD":
            handler.wfile.write(reply.body)

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)


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

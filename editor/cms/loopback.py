"""An address on this computer that a browser comes back to, once, with what a site has given it."""

import os
import secrets
import threading
import time
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from editor.model.errors import Unreachable
from editor.model.wording import wording

HOST = "127.0.0.1"
# An app of the user's own is registered with one address to come back to, which therefore never changes.
APP_PORT, APP_PATH = 47835, "/standfirst"
APP_ADDRESS = f"http://{HOST}:{APP_PORT}{APP_PATH}"
LONGEST = 300.0  # seconds in which somebody logs in and agrees
_CLOSING = 2.0  # seconds in which the browser fetches the page that says so
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_PAGE = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Standfirst</title>'
    "<style>:root{{color-scheme:light dark}}body{{font:17px/1.5 system-ui,sans-serif;"
    "max-width:26em;margin:20vh auto;padding:0 1em}}h1{{font-size:1.3em}}</style>"
    "<h1>{what}</h1><p>{then}</p></html>"
)


class Listener:
    """Listens at `url` until the one request that it waits for has come.

    What comes in the query may be a password: it is given to `wait` and to nothing else, and the
    browser is sent on to an address without it.
    """

    def __init__(self, port: int = 0, path: str = "", longest: float = LONGEST) -> None:
        """`port` 0 takes any free one, `path` "" makes up one that nobody can guess."""
        self._path = path or f"/{secrets.token_urlsafe(24)}"
        self._longest = longest
        self._query = ""
        self._came, self._shown = threading.Event(), threading.Event()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listener._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: the address holds what must not be read."""

        try:
            self._server = _Server((HOST, port), Handler)
        except OSError as error:
            reason = error.strerror or "in use"
            raise Unreachable("connect-port-taken", port=port, reason=reason) from None
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="loopback", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the browser is to come back to."""
        return f"http://{self._host}{self._path}"

    @property
    def _host(self) -> str:
        return f"{HOST}:{self._server.server_address[1]}"

    def wait(self, checkpoint: Callable[[], None]) -> str:
        """The query that the browser brings; `checkpoint` may raise to give up.

        Raises `Unreachable` "connect-timed-out".
        """
        until = time.monotonic() + self._longest
        while not self._came.wait(0.1):
            checkpoint()
            if time.monotonic() > until:
                raise Unreachable("connect-timed-out")
        return self._query

    def close(self) -> None:
        """Stop listening, once the browser has its page."""
        if self._came.is_set():
            self._shown.wait(_CLOSING)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path, _, query = request.path.partition("?")
        if request.headers.get("Host", "") != self._host:
            self._say(request, 421)  # a name elsewhere that was made to point here
        elif path == self._path and query and not self._came.is_set():
            self._query = query
            end = "given" if "error=" not in query and "success=false" not in query else "refused"
            self._came.set()
            self._say(request, 303, location=f"{self._path}/{end}")
        elif self._came.is_set() and path.startswith(f"{self._path}/"):
            self._say(request, 200, "connect-page-" + path.rpartition("/")[2])
            self._shown.set()
        else:
            self._say(request, 404)

    @staticmethod
    def _say(
        request: BaseHTTPRequestHandler, status: int, page: str = "", location: str = ""
    ) -> None:
        words = (
            wording(page, {}) if page in ("connect-page-given", "connect-page-refused") else None
        )
        body = _PAGE.format(what=escape(words.what), then=escape(words.then)) if words else ""
        data = body.encode()
        request.send_response(status)
        for name, value in _HEADERS.items():
            request.send_header(name, value)
        if location:
            request.send_header("Location", location)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # elsewhere it would let another program take over the port
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up."""

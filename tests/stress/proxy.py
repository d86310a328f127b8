"""A bad line between the program and a real server: it passes requests on, and spoils one as it is told."""

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OWN = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive", "date"})
READS = ("GET", "HEAD", "OPTIONS")
_TIMEOUT = 60


# the marks of each gate, in the text that is sent; another word in their place is no gate
_MARKS = re.compile(
    rb"jetpack/paywall|premium-content/container|\[membership|(?<=\")paywall(?=\\?\")"
)
_OTHER = {b"paywall": b"horizontalrule"}  # which Ghost takes, as any server takes another comment
# where the rest of a gate is kept
_META = re.compile(rb'"(?:meta|password)"\s*:|"visibility"\s*:')


class Fault(StrEnum):
    """What happens to a request. The first five after the server has acted, the last two before."""

    LOST = "the reply is lost"
    LATE = "the reply comes after the program has given up"
    CUT = "the reply is cut off in its middle"
    FAILED = "the reply is a 500"
    JUNK = "junk stands before the reply's JSON"
    BAD_GATEWAY = "502, and nothing reaches the server"
    BUSY = "503, and nothing reaches the server"
    TOO_MANY = "429, and nothing reaches the server"
    REFUSED = "the connection breaks before anything is sent"
    META_IGNORED = "the gate's fields are not taken"
    ALTERED = "the gate's mark in the text is altered"


SPOILT = frozenset({Fault.META_IGNORED, Fault.ALTERED})


@dataclass
class Line:
    """What is done to the requests from now on. `writes` counts those that may change something.

    `after` is called once the server has acted on a write, before its reply is passed on.
    """

    fault: Fault | None = None
    at: int = 0  # the number of the write to spoil, from 1
    times: int = 1
    writes: int = 0
    met: bool = False
    after: Callable[[], None] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, fault: Fault | None, at: int, times: int = 1) -> None:
        """Count anew; spoil `times` writes from number `at` on."""
        with self.lock:
            self.fault, self.at, self.times = fault, at, times
            self.writes, self.met = 0, False

    def heal(self) -> None:
        """Pass everything on."""
        self.begin(None, 0)

    def of(self, method: str) -> Fault | None:
        """What happens to the next request."""
        with self.lock:
            if method in READS:
                return None
            self.writes += 1
            if self.fault is None or not self.at <= self.writes < self.at + self.times:
                return None
            self.met = self.met or self.fault not in SPOILT
            return self.fault

    def spoilt(self, fault: Fault | None, body: bytes) -> bytes:
        """`body` as the server gets it."""
        match fault:
            case Fault.META_IGNORED:
                other = _META.sub(b'"unheard":', body)
            case Fault.ALTERED:
                other = _MARKS.sub(lambda mark: _OTHER.get(mark[0], mark[0] + b"s"), body)
            case _:
                return body
        self.met = self.met or other != body
        return other


class Proxy:
    """Serves on `port` what a server on another port serves, as `line` has it."""

    def __init__(self, target: int) -> None:
        self.line, self.target = Line(), target
        handler = type("Handler", (_Handler,), {"line": self.line, "target": target})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    line: Line
    target: int
    protocol_version = "HTTP/1.0"  # a connection of its own for each request

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        fault = self.line.of(self.command)
        match fault:
            case Fault.REFUSED:
                self._hang_up()
                return
            case Fault.BAD_GATEWAY | Fault.BUSY | Fault.TOO_MANY:
                status = {Fault.BAD_GATEWAY: 502, Fault.BUSY: 503}.get(fault, 429)
                self._answer(status, [("retry-after", "1")], b"<html>not now</html>")
                return
            case _:
                pass
        try:
            status, headers, said = self._passed_on(self.line.spoilt(fault, body))
        except (OSError, HTTPException):
            self._hang_up()
            return
        if self.line.after and self.command not in READS:
            self.line.after()
        match fault:
            case Fault.LOST:
                self._hang_up()
            case Fault.LATE:
                self._wait_for_the_end()
            case Fault.CUT:
                self._answer(status, headers, said, sent=len(said) // 2)
            case Fault.FAILED:
                self._answer(500, [("content-type", "text/html")], b"<html>oh dear</html>")
            case Fault.JUNK:
                self._answer(status, headers, b"<br />\n<b>Notice</b>: undefined index\n" + said)
            case _:
                self._answer(status, headers, said)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _serve

    def _passed_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        upstream = HTTPConnection("127.0.0.1", self.target, timeout=_TIMEOUT)
        try:
            headers = dict(self.headers.items())
            for name in list(headers):
                if name.lower() in ("content-length", "connection", "accept-encoding"):
                    del headers[name]
            headers["Content-Length"] = str(len(body))
            upstream.request(self.command, self.path, body=body, headers=headers)
            reply: HTTPResponse = upstream.getresponse()
            kept = [(n, v) for n, v in reply.getheaders() if n.lower() not in _OWN]
            if reply.headers.get("date"):
                kept.append(("date", str(reply.headers["date"])))
            return reply.status, kept, reply.read()
        finally:
            upstream.close()

    def _answer(
        self, status: int, headers: list[tuple[str, str]], body: bytes, sent: int | None = None
    ) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if sent is None else body[:sent])
        if sent is not None:
            self._hang_up()

    def _wait_for_the_end(self) -> None:
        """Say nothing until the other side has hung up."""
        try:
            self.connection.settimeout(_TIMEOUT)
            self.connection.recv(1)
        except OSError:
            pass
        self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        try:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was met is in the line."""

"""The one way to the network: timeouts, redirects, retries of reads, and errors in our own words."""

import os
import secrets
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import httpx

from editor import __version__
from editor.cms.answer import Answer, Json
from editor.model.errors import (
    BadInput,
    CmsError,
    EditorError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)

Params = Mapping[str, str | int]
MAX_BYTES = 32 * 1024 * 1024
MAX_REDIRECTS = 5
RETRIES = 2
TIMEOUT = httpx.Timeout(connect=10, read=30, write=60, pool=10)
LONGEST = 180.0  # seconds for one whole answer, however slowly it drips
LONGEST_WAIT = 10  # seconds that a site may have us wait before we ask again, and not the writer
_PASSING = frozenset({429, 502, 503, 504})
# OpenSSL's numbers for a certificate whose time has not come, or is over
_BY_THE_CLOCK = {9: "site-tls-early", 10: "site-tls-late"}
_CUT_OFF = (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError)


@lru_cache(maxsize=1)
def _trusted(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Whose certificates are trusted, as the environment has it; reading them takes a twentieth of a second."""
    return httpx.create_ssl_context()


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_plain(url: str) -> bool:
    """Whether what is sent to `url` can be read on its way: plain http, and to another computer."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def host_of(url: str) -> str:
    """The host, with its port where it names one; never a user's name or password."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


class Client:
    """Requests to sites. Keeps no cookies; a secret goes only to the very host it was meant for.

    Without `plain_http`, which a site's owner agrees to, none but this computer is asked without https.
    `authorization` of a request is the whole header's value, "" for none. Reads are tried again at most twice,
    after the wait that a site asks for if that is short; writes never. Raises `EditorError` alone, and
    none of them holds a secret.
    """

    def __init__(
        self,
        *,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        max_bytes: int = MAX_BYTES,
        plain_http: bool = False,
    ) -> None:
        self._plain_http = plain_http
        self._pause = pause
        self._clock = clock
        self._max_bytes = max_bytes
        direct = ("all://127.0.0.1", "all://localhost", "all://[::1]")
        try:
            self._http = httpx.Client(
                verify=_trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
                timeout=timeout,
                transport=transport,
                follow_redirects=False,
                cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
                headers={"User-Agent": f"Standfirst/{__version__}"},
                mounts=None if transport else dict.fromkeys(direct),
            )
        except (ImportError, ValueError):
            unusable = True  # a proxy of a kind that httpx does not speak, such as SOCKS
        else:
            unusable = False
        if unusable:
            raise Unreachable("proxy-unusable")

    def read(
        self,
        url: str,
        *,
        params: Params | None = None,
        authorization: str = "",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        follow: bool = True,
    ) -> Answer:
        """GET or HEAD `url`, following redirects within its host; any status comes back as it is."""
        for attempt in range(RETRIES + 1):
            last, wait = attempt == RETRIES, 0
            try:
                answer = self._follow(method, url, params, authorization, headers, follow)
            except _BrokenOff as broken:
                if last:
                    failure = broken.failure
                    break
            else:
                wait = answer.retry_after
                if answer.status not in _PASSING or last or wait > LONGEST_WAIT:
                    return answer
            self._pause(wait or 0.2 * 3**attempt)
        raise failure

    def fresh(self, url: str) -> Answer:
        """GET `url` as a stranger whom no cache should answer."""
        params = {"standfirst": secrets.token_hex(4)}
        headers = {"Cache-Control": "no-cache, no-store", "Pragma": "no-cache"}
        return self.read(url, params=params, headers=headers)

    def write(
        self,
        method: str,
        url: str,
        *,
        authorization: str,
        params: Params | None = None,
        body: Mapping[str, object] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a change, once. A lost answer is `OutcomeUnknown`."""
        signed = self._signed(url, authorization, headers)
        try:
            request = self._http.build_request(
                method, _with(url, params), json=body, files=files, data=form, headers=signed
            )
        except (httpx.InvalidURL, UnicodeError):
            failure = BadInput("site-address", address=host_of(url))
        else:
            return self._send(request, writing=True)
        raise failure

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _follow(
        self,
        method: str,
        url: str,
        params: Params | None,
        authorization: str,
        headers: Mapping[str, str] | None,
        follow: bool,
    ) -> Answer:
        start = url
        url = _with(url, params)
        for _ in range(MAX_REDIRECTS + 1):
            signed = self._signed(url, authorization, headers)
            try:
                request = self._http.build_request(method, url, headers=signed)
            except (httpx.InvalidURL, UnicodeError):
                break
            answer = self._send(request, writing=False)
            target = answer.headers.get("location", "")
            if not follow or answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url = _next(url, urljoin(url, target), signed=bool(authorization))
        else:
            raise Unexpected("site-redirects", host=host_of(start), target=host_of(url))
        raise BadInput("site-address", address=host_of(url))

    def _signed(
        self, url: str, authorization: str, headers: Mapping[str, str] | None
    ) -> dict[str, str]:
        try:
            parts = urlsplit(url)
        except ValueError:
            raise BadInput("site-address", address=url[:80]) from None
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise BadInput("site-address", address=host_of(url))
        if is_plain(url) and not self._plain_http:
            raise Rejected("site-plain-http", host=host_of(url))
        return {**(headers or {}), **({"Authorization": authorization} if authorization else {})}

    def _send(self, request: httpx.Request, *, writing: bool) -> Answer:
        host = host_of(str(request.url))
        began = self._clock()
        failure: EditorError
        try:
            response = self._http.send(request, stream=True)
            try:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > self._max_bytes:
                        kind = OutcomeUnknown if writing else Unexpected
                        raise _BrokenOff(kind("site-answer-too-large", host=host), again=False)
                    if self._clock() - began > LONGEST:
                        raise httpx.ReadTimeout("too slow")
            finally:
                response.close()
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, str(request.url), headers, bytes(body))
        except httpx.HTTPError as error:
            failure = _translated(error, host, writing)
            again = isinstance(error, _CUT_OFF) and failure.code in (
                "site-broke-off",
                "site-refused",
            )
        except UnicodeError:  # a host that cannot be a name; nothing was sent
            failure, again = BadInput("site-address", address=host), False
        except _BrokenOff as broken:
            failure, again = broken.failure, False
        # raised out here, so that no httpx error, which holds the signed request, hangs on to it
        if again and not writing:
            raise _BrokenOff(failure, again=True)
        raise failure


class _BrokenOff(Exception):
    """An attempt that failed in passing."""

    def __init__(self, failure: EditorError, *, again: bool) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.again = again


def _with(url: str, params: Params | None) -> str:
    if not params:
        return url
    # not httpx's own `params`, which would throw away a query that is there (?rest_route=)
    query = str(httpx.QueryParams({name: str(value) for name, value in params.items()}))
    base, hash_mark, fragment = url.partition("#")
    return f"{base}{'&' if '?' in base else '?'}{query}{hash_mark}{fragment}"


def _next(url: str, target: str, *, signed: bool) -> str:
    old, new = urlsplit(url), urlsplit(target)
    ours = host_of(url) == host_of(target)
    if not signed:
        ours = ours or host_of(url).removeprefix("www.") == host_of(target).removeprefix("www.")
    lowered = old.scheme == "https" and new.scheme != "https"
    if not ours or (signed and lowered):
        raise Unexpected("site-redirects", host=host_of(url), target=host_of(target))
    return target


def _translated(error: httpx.HTTPError, host: str, writing: bool) -> CmsError:
    causes = list(_causes(error))
    for cause in causes:
        if (code := getattr(cause, "verify_code", 0)) in _BY_THE_CLOCK:
            return Unreachable(_BY_THE_CLOCK[code], host=host)
        # once connected the request may have arrived: that is no matter of trust any more
        if isinstance(cause, ssl.SSLError) and isinstance(error, httpx.ConnectError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "no TLS"
            return Unreachable("site-tls", host=host, reason=str(reason))
        if isinstance(cause, socket.gaierror):
            return Unreachable("site-unknown-host", host=host)
    if isinstance(error, httpx.ProxyError):
        return Unreachable("site-proxy", host=host)
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Unreachable("site-timeout", host=host)
    if isinstance(error, httpx.ConnectError):
        return Unreachable("site-refused", host=host)
    if writing:
        return OutcomeUnknown("site-no-answer", host=host)
    if isinstance(error, httpx.TimeoutException):
        return Unreachable("site-timeout", host=host)
    if isinstance(error, httpx.DecodingError):
        return Unexpected("site-not-json", host=host)
    return Unreachable("site-broke-off", host=host)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def json_of(answer: Answer, *, writing: bool) -> Json:
    """The JSON of `answer`, whatever its status; where it has none, the error for that is raised."""
    try:
        return answer.json()
    except ValueError:
        if answer.status >= 300:
            failure = failure_of(answer, writing=writing)
        else:
            # the site did something, and what it was cannot be read
            kind = OutcomeUnknown if writing else Unexpected
            failure = kind("site-not-json", host=host_of(answer.url))
    raise failure


@contextmanager
def hiding(hidden: Callable[[str], str]) -> Iterator[None]:
    """What a failure tells goes through `hidden` first: a site may repeat to us what it was sent."""
    try:
        yield
    except CmsError as error:
        for name, value in error.detail.items():
            if isinstance(value, str):
                error.detail[name] = hidden(value)
        raise


def failure_of(answer: Answer, *, writing: bool) -> CmsError:
    """The error for an `answer` that is no success, by its status alone."""
    host, status = host_of(answer.url), answer.status
    match status:
        case 401:
            return Unauthorised("site-secret-wrong", host=host)
        case 403:
            return Unauthorised("site-forbidden", host=host)
        case 404:
            return NotFound("site-not-found", host=host)
        case 410:
            return NotFound("site-gone", host=host)
        case 413:
            return Rejected("site-too-large", host=host)
        case 429 | 503 if answer.retry_after > 60:
            return Unreachable("site-busy-long", host=host, minutes=-(-answer.retry_after // 60))
        case 429:
            return Unreachable("site-busy", host=host)
        case 503 if b"wp-die-message" in answer.body:
            return Unreachable("site-maintenance", host=host)
        case _ if 300 <= status < 400:
            target = host_of(urljoin(answer.url, answer.headers.get("location", "")))
            return Unexpected("site-redirects", host=host, target=target)
        case _ if status >= 500:
            kind = OutcomeUnknown if writing else Unreachable
            return kind("site-failed", host=host, status=status)
        case _:
            return Rejected("site-refuses", host=host, status=status, reason="")

"""A stand-in for WordPress.com: its authorization server, and its API before a real WordPress.

WordPress.com itself cannot be reached from a test. What is of the stand-in: the metadata, the
registration of apps, the codes and tokens (PKCE and redirects are checked for real, refresh tokens are
used up), and that publishing without the right silently becomes pending. Everything of a site is the
real WordPress's: requests for it are sent on, signed as the user whom the token belongs to.
"""

import json
import ssl
import threading
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SITE = "7"  # the site's number on WordPress.com
_KEPT = ("content-type", "accept", "content-disposition", "cache-control")


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, of its own making; its path is also what to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "standin.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@dataclass
class Asked:
    """A sign-in that waits for its code to be used."""

    client: str
    redirect: str
    challenge: str
    user: str


@dataclass
class Behaviour:
    """What a test may have the server do."""

    registers: bool = True  # takes new apps by itself
    says: bool = True  # has metadata at all
    user: str = "author"  # who is logged in in the browser
    agrees: bool = True  # what they choose
    state: str = ""  # a state of somebody else's, given back in place of ours
    blog: str = SITE  # the site they choose
    seconds: int = 3600  # how long a token holds
    private: bool = False  # the site tells nothing to strangers
    breaks: bool = False  # the token endpoint fails
    apps: dict[str, str] = field(default_factory=lambda: {"4711": "the app's own secret"})


class StandIn:
    """The server. `requests` are the lines of all that came, `given` every secret it handed out."""

    def __init__(self, front: str, passwords: Mapping[str, str], certificate: Path) -> None:
        """`front` is the real WordPress's address, `passwords` its users' application passwords."""
        self.front, self._passwords = front, passwords
        self.does = Behaviour()
        self.requests: list[str] = []
        self.given: list[str] = []
        self._redirects: dict[str, str] = {}
        self._codes: dict[str, Asked] = {}
        self.tokens: dict[str, str] = {}
        self._refreshes: dict[str, tuple[str, str]] = {}
        standin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer waits 40 ms for the other side

            def answer(self) -> None:
                standin._answer(self)

            do_GET = do_HEAD = do_POST = do_DELETE = do_PUT = answer

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._http.server_address[1]}"
        self.api = f"{self.url}/wp/v2/sites/{SITE}"
        self._wordpress = httpx.Client(timeout=60)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._wordpress.close()

    def token(self, user: str) -> str:
        """A token of `user`'s, as if they had signed in."""
        return self._secret(self.tokens, user)

    def forget(self) -> None:
        """End every token that was given; refresh tokens stay good."""
        self.tokens.clear()

    def _secret(self, kept: dict[str, str], value: str) -> str:
        made = token_urlsafe(24)
        kept[made] = value
        self.given.append(made)
        return made

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.requests.append(f"{handler.command} {parts.path}")
        query = dict(parse_qsl(parts.query))
        match parts.path:
            case "/":
                link = {"Link": f'<{self.url}/wp-json/>; rel="https://api.w.org/"'}
                reply = (200, link, b"<!DOCTYPE html><title>Harbour</title>")
            case "/.well-known/oauth-authorization-server" if self.does.says:
                reply = self._metadata()
            case "/oauth2-1/register" if self.does.registers:
                reply = self._register(json.loads(body))
            case "/oauth2-1/authorize" | "/oauth2/authorize":
                reply = self._authorize(query)
            case "/oauth2-1/token" | "/oauth2/token":
                reply = self._exchange(dict(parse_qsl(body.decode())), "2-1" in parts.path)
            case _:
                reply = self._site(handler, parts.path, parts.query, body)
        status, headers, data = reply
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)

    def _metadata(self) -> "Reply":
        said = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/oauth2-1/authorize",
            "token_endpoint": f"{self.url}/oauth2-1/token",
            "code_challenge_methods_supported": ["S256"],
        }
        if self.does.registers:
            said["registration_endpoint"] = f"{self.url}/oauth2-1/register"
        return _json(said)

    def _register(self, wanted: Mapping[str, list[str]]) -> "Reply":
        id_ = token_urlsafe(8)
        self._redirects[id_] = wanted["redirect_uris"][0]
        return _json({"client_id": id_, "token_endpoint_auth_method": "none"}, 201)

    def _authorize(self, query: Mapping[str, str]) -> "Reply":
        client, redirect = query.get("client_id", ""), query.get("redirect_uri", "")
        registered = self._redirects.get(client, "http://127.0.0.1:47835/standfirst")
        known = client in self._redirects or client in self.does.apps
        if not known or redirect != registered or query.get("response_type") != "code":
            return _json({"error": "invalid_client"}, 400)
        back = {"state": self.does.state or query.get("state", "")}
        if self.does.agrees:
            code = token_urlsafe(16)
            self.given.append(code)
            challenge = query.get("code_challenge", "")
            assert query.get("code_challenge_method") == "S256"
            self._codes[code] = Asked(client, redirect, challenge, self.does.user)
            back["code"] = code
        else:
            back["error"] = "access_denied"
        return (302, {"Location": f"{redirect}?{urlencode(back)}"}, b"")

    def _exchange(self, form: Mapping[str, str], public: bool) -> "Reply":
        if self.does.breaks:
            return _json({"error": "server_error"}, 500)
        client = form.get("client_id", "")
        if not public and self.does.apps.get(client) != form.get("client_secret"):
            return _json({"error": "invalid_client"}, 401)
        if form.get("grant_type") == "refresh_token":
            owner, user = self._refreshes.pop(form.get("refresh_token", ""), ("", ""))
            good = bool(user) and owner == client
        else:
            asked = self._codes.pop(form.get("code", ""), Asked("", "", "", ""))
            user = asked.user
            digest = sha256(form.get("code_verifier", "").encode()).digest()
            challenge = urlsafe_b64encode(digest).decode().rstrip("=")
            same = (client, form.get("redirect_uri"), challenge)
            good = bool(user) and same == (asked.client, asked.redirect, asked.challenge)
        if not good:
            return _json({"error": "invalid_grant"}, 400)
        said: dict[str, object] = {
            "access_token": self._secret(self.tokens, user),
            "token_type": "bearer",
            "blog_id": self.does.blog,
            "blog_url": self.url if self.does.blog == SITE else "https://elsewhere.example",
        }
        if public:
            refresh = token_urlsafe(24)
            self._refreshes[refresh] = (client, user)
            self.given.append(refresh)
            said |= {"refresh_token": refresh, "expires_in": self.does.seconds}
        return _json(said)

    def _site(self, handler: BaseHTTPRequestHandler, path: str, query: str, body: bytes) -> "Reply":
        token = handler.headers.get("Authorization", "").removeprefix("Bearer ")
        user = self.tokens.get(token, "")
        if token and not user:
            return _json({"error": "invalid_token", "message": "The OAuth2 token is invalid."}, 401)
        if self.does.private and not user:
            return _json({"error": "unauthorized"}, 403)
        if path.startswith("/rest/v1.1/sites/"):
            options = {"timezone": "Asia/Dubai", "gmt_offset": 4}
            said = {"ID": int(SITE), "name": "The Harbour Letter", "URL": self.front}
            return _json({**said, "options": options} if user else said)
        name, version, _, site, *rest = [*path.strip("/").split("/"), *[""] * 4]
        if site != SITE:
            return _json({"code": "rest_no_route"}, 404)
        route = "/".join((name, version, *(part for part in rest if part)))
        answer = self._sent_on(handler, route, query, body, user)
        if answer.status_code == 403 and b"rest_cannot_publish" in answer.content:
            pending = json.dumps({**json.loads(body), "status": "pending"}).encode()
            answer = self._sent_on(handler, route, query, pending, user)
        kind = {"Content-Type": answer.headers.get("content-type", "text/plain")}
        return (answer.status_code, kind, answer.content)

    def _sent_on(
        self, handler: BaseHTTPRequestHandler, route: str, query: str, body: bytes, user: str
    ) -> httpx.Response:
        return self._wordpress.request(
            handler.command,
            f"{self.front}/wp-json/{route}?{query}",
            content=body,
            headers={n: v for n, v in handler.headers.items() if n.lower() in _KEPT},
            auth=(user, self._passwords[user]) if user else None,
        )


Reply = tuple[int, dict[str, str], bytes]


def _json(said: Mapping[str, object], status: int = 200) -> Reply:
    return (status, {"Content-Type": "application/json"}, json.dumps(said).encode())

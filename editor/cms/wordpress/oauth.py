"""Signing in to WordPress.com over OAuth 2: in the browser once, then by tokens that are renewed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlsplit

from oauthlib.oauth2 import AccessDeniedError, OAuth2Error, WebApplicationClient

from editor.cms.answer import Json, dig, text_at
from editor.cms.http import Client, host_of
from editor.cms.loopback import APP_PATH, APP_PORT, Listener
from editor.cms.port import App, Granted, Recognised
from editor.cms.wordpress.credentials import Credentials
from editor.model.errors import (
    CmsError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unauthorised,
    Unexpected,
    Unreachable,
)

SCOPES = "users sites posts media taxonomy"
_EARLY = 60  # seconds before a token ends at which it is renewed


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where an authorization server does what; `register` is "" where it takes no new apps."""

    authorize: str
    token: str
    register: str = ""


def classic(base: str) -> Endpoints:
    """Where WordPress.com lets an app of the user's own in, by its id and secret."""
    return Endpoints(f"{base}/oauth2/authorize", f"{base}/oauth2/token")


def discover(client: Client, base: str) -> Endpoints:
    """What the server at `base` says of itself; endpoints elsewhere, or without PKCE, are not used.

    Raises `NotFound` "connect-app-needed" where an app cannot be registered there.
    """
    answer = client.read(f"{base}/.well-known/oauth-authorization-server")
    try:
        said = answer.json() if answer.status == 200 else None
    except ValueError:
        said = None
    ends = (
        text_at(said, "authorization_endpoint"),
        text_at(said, "token_endpoint"),
        text_at(said, "registration_endpoint"),
    )
    methods = dig(said, "code_challenge_methods_supported")
    ours = all(host_of(end) == host_of(base) and end.startswith("https://") for end in ends)
    if not ours or not isinstance(methods, list) or "S256" not in methods:
        raise NotFound("connect-app-needed", host=host_of(base))
    return Endpoints(*ends)


def register(client: Client, endpoints: Endpoints, redirect: str) -> App:
    """A new app of ours that comes back to `redirect`. Raises `NotFound` "connect-app-needed"."""
    wanted = {
        "client_name": "Standfirst",
        "redirect_uris": [redirect],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
    }
    answer = client.write("POST", endpoints.register, authorization="", body=wanted)
    try:
        said = answer.json() if answer.status in (200, 201) else None
    except ValueError:
        said = None
    id_ = text_at(said, "client_id")
    if not id_:
        raise NotFound("connect-app-needed", host=host_of(endpoints.register))
    return App(id_, text_at(said, "client_secret"))


def sign_in(
    found: Recognised,
    app: App | None,
    client: Client,
    open_page: Callable[[str], None],
    checkpoint: Callable[[], None],
) -> Granted:
    """Open the page where WordPress.com asks its user, wait, and fetch the tokens.

    Without an `app` one of ours is registered. Raises `NotFound` "connect-app-needed", `Rejected`
    "connect-refused", `Unexpected` "connect-forged", "connect-nothing-given" or "connect-other-site",
    and what `Listener` and `Client` raise.
    """
    base = base_of(found.api)
    endpoints = classic(base) if app else discover(client, base)
    port, path = (APP_PORT, APP_PATH) if app else (0, "")
    with Listener(port, path) as listener:
        known = app or register(client, endpoints, listener.url)
        flow = WebApplicationClient(known.id)
        verifier, state = flow.create_code_verifier(64), token_urlsafe(32)
        page = flow.prepare_request_uri(
            endpoints.authorize,
            redirect_uri=listener.url,
            scope=None if app else SCOPES,
            state=state,
            code_challenge=flow.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            blog=host_of(found.address),
        )
        open_page(page)
        code = _code(flow, listener.wait(checkpoint), state, host_of(base))
        form = flow.prepare_request_body(
            code=code,
            redirect_uri=listener.url,
            code_verifier=verifier,
            client_secret=known.secret or None,
        )
    said = _tokens(client, flow, endpoints.token, form)
    fresh = Credentials(client_id=known.id, client_secret=known.secret, token_url=endpoints.token)
    return Granted("", _with(fresh, said).write(), _api_of(found, said))


def renew(client: Client, old: Credentials) -> Credentials:
    """Fresh tokens for those that have ended. Raises `Unauthorised` "connect-again"."""
    flow = WebApplicationClient(old.client_id)
    form = flow.prepare_refresh_body(
        refresh_token=old.refresh,
        client_id=old.client_id,
        client_secret=old.client_secret or None,
    )
    refused = Unauthorised("connect-again", host=host_of(old.token_url))
    try:
        said = _tokens(client, flow, old.token_url, form)
    except (Rejected, Unexpected):
        said = None
    if said is None:
        raise refused
    return _with(old, said)


def ended(credentials: Credentials) -> bool:
    """Whether the token is past its time, or nearly."""
    return 0 < credentials.expires < time.time() + _EARLY


def base_of(api: str) -> str:
    """The server that a hosted site's API is on."""
    parts = urlsplit(api)
    return f"{parts.scheme}://{parts.netloc}"


def _code(flow: WebApplicationClient, query: str, state: str, host: str) -> str:
    """The code in what the browser brought; nothing that is raised here holds it."""
    failure: CmsError
    try:
        # the scheme alone is not the one it came by: a loopback address has no https
        said = flow.parse_request_uri_response(f"https://127.0.0.1/?{query}", state=state)
        return str(said["code"])
    except AccessDeniedError:
        failure = Rejected("connect-refused", host=host)
    except OAuth2Error as error:
        forged = error.error == "mismatching_state"
        failure = Unexpected("connect-forged" if forged else "connect-nothing-given", host=host)
    raise failure


def _api_of(found: Recognised, said: dict[str, Json]) -> str:
    """Where the API of the site lies that access was given to. Raises "connect-other-site".

    A private site tells its number only now; before, it was known by its host.
    """
    sites, _, known = found.api.rpartition("/")
    number, host = text_at(said, "blog_id"), host_of(text_at(said, "blog_url"))
    if number in ("", "0"):
        return found.api  # access to all of the user's sites
    if number != known if known.isdigit() else host != host_of(found.address):
        raise Unexpected("connect-other-site", host=host_of(found.address), other=host)
    return f"{sites}/{number}"


def _tokens(client: Client, flow: WebApplicationClient, address: str, form: str) -> dict[str, Json]:
    """What the token endpoint gives for `form`; nothing that is raised here holds any of it."""
    host = host_of(address)
    failure: CmsError
    try:
        answer = client.write("POST", address, authorization="", form=dict(parse_qsl(form)))
    except OutcomeUnknown:
        failure = Unreachable("site-timeout", host=host)
    else:
        if answer.status >= 500 or answer.status == 429:
            failure = Unreachable("site-failed", host=host, status=answer.status)
        else:
            try:
                said: dict[str, Json] = dict(flow.parse_request_body_response(answer.text))
                return said
            except OAuth2Error:
                failure = Rejected("connect-nothing-given", host=host)
    raise failure


def _with(credentials: Credentials, said: dict[str, Json]) -> Credentials:
    seconds = said.get("expires_in")
    return replace(
        credentials,
        token=text_at(said, "access_token"),
        refresh=text_at(said, "refresh_token") or credentials.refresh,
        expires=int(time.time()) + int(seconds) if isinstance(seconds, int | float) else 0,
    )

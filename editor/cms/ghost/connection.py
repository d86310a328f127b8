"""Signed and unsigned requests to one Ghost, and its refusals in our words."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from editor.cms.answer import Answer, Json, dig, items, text_at
from editor.cms.ghost.auth import Key
from editor.cms.http import Client, Params, failure_of, hiding, host_of, json_of
from editor.model.errors import (
    CmsError,
    Conflict,
    NotFound,
    Rejected,
    Unauthorised,
    Unexpected,
)
from editor.model.site import Site

_VERSION = {"Accept-Version": "v6.0"}
_DIRECTION = re.compile(r"<(?:html|body)\b[^<>]*\sdir\s*=\s*[\"']?(ltr|rtl)\b", re.I)
_KEYS = frozenset({"UNKNOWN_ADMIN_API_KEY", "INVALID_JWT", "INVALID_AUTH_HEADER"})


def quoted(text: str) -> str:
    """`text` as a value in a filter of Ghost's."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class Connection:
    """One account's way to one Ghost."""

    def __init__(self, site: Site, secret: str, client: Client) -> None:
        self.home = site.address.rstrip("/") + "/"
        self._name = site.name
        self._key = Key(secret, self.host)
        self._client = client
        self._front = ""
        self._direction: str | None = None
        self._ahead: timedelta | None = None  # by how much its clock is ahead of this computer's

    @property
    def host(self) -> str:
        """The site's host, for messages."""
        return host_of(self.home)

    def url(self, route: str) -> str:
        """The address of `route` in the Admin API ("posts/")."""
        return f"{self.home}ghost/api/admin/{quote(route, safe='/')}"

    @property
    def now(self) -> datetime:
        """What its clock says: it judges by that how old a signature is, so it is asked before the first."""
        if self._ahead is None:
            self._timed(self._client.read(self.url("site/"), headers=_VERSION))
        return datetime.now(UTC) + (self._ahead or timedelta())

    @property
    def direction(self) -> str:
        """The direction that the site's pages run in, "ltr" or "rtl", as its front page says; read once.

        Measured: neither Ghost nor its own theme says one, even where the site's language is Arabic, and
        what says none runs from left to right.
        """
        if self._direction is None:
            said = _DIRECTION.search(self.front)
            # where it cannot be read: cards with a direction of their own are right on any page
            self._direction = said[1].lower() if said else "ltr"
        return self._direction

    @property
    def front(self) -> str:
        """The front page as strangers get it, "" where it cannot be read; read once."""
        if not self._front:
            with suppress(CmsError):
                self._front = self.stranger(self.home).text
        return self._front

    def read(self, route: str, params: Params | None = None) -> Json:
        """What `route` says to us."""
        with hiding(self._key.hidden):
            answer = self._client.read(
                self.url(route), params=params, authorization=self._signature, headers=_VERSION
            )
            return self._success(answer, writing=False)

    def write(
        self, method: str, route: str, body: Mapping[str, object], params: Params | None = None
    ) -> Json:
        """Send a change, once."""
        with hiding(self._key.hidden):
            answer = self._client.write(
                method,
                self.url(route),
                authorization=self._signature,
                params=params,
                body=body,
                headers=_VERSION,
            )
            return self._success(answer, writing=True)

    def delete(self, route: str) -> None:
        """Remove what is there."""
        with hiding(self._key.hidden):
            answer = self._client.write(
                "DELETE", self.url(route), authorization=self._signature, headers=_VERSION
            )
            if answer.status != 204:
                self._success(answer, writing=True)

    def send_picture(self, name: str, data: bytes, mime: str) -> Json:
        """Upload a picture under `name`."""
        with hiding(self._key.hidden):
            answer = self._client.write(
                "POST",
                self.url("images/upload/"),
                authorization=self._signature,
                files={"file": (name, data, mime)},
                form={"purpose": "image", "ref": name},
                headers=_VERSION,
            )
            return self._success(answer, writing=True)

    def redirects(self) -> str:
        """Those of the whole site, in Ghost's own YAML. Raises `Unauthorised` where we may not know."""
        with hiding(self._key.hidden):
            answer = self._client.read(
                self.url("redirects/download/"), authorization=self._signature, headers=_VERSION
            )
            if answer.status == 403:
                raise Unauthorised("site-may-not-redirect", host=self.host)
            if answer.status != 200:
                self._success(answer, writing=False)
            return answer.text

    def send_redirects(self, text: str) -> None:
        """Have `text` in place of all that there were."""
        with hiding(self._key.hidden):
            answer = self._client.write(
                "POST",
                self.url("redirects/upload/"),
                authorization=self._signature,
                files={"redirects": ("redirects.yaml", text.encode(), "application/x-yaml")},
                headers=_VERSION,
            )
            if answer.status >= 300:
                self._success(answer, writing=True)

    def public(self) -> Json:
        """What the Admin API tells strangers of the site."""
        return self._success(self._client.read(self.url("site/"), headers=_VERSION), writing=False)

    def settings(self) -> dict[str, str]:
        """What its owner chose, by Ghost's own names; all of the staff may know."""
        said = items(dig(self.read("settings/"), "settings"))
        return {text_at(one, "key"): text_at(one, "value") for one in said}

    def stranger(self, url: str) -> Answer:
        """What anybody gets at `url`."""
        return self._client.fresh(url)

    def leads(self, old: str, new: str) -> bool:
        """Whether whoever asks for `old` is sent on to `new`."""
        fresh = {"Cache-Control": "no-cache"}
        return self._client.read(old, follow=False, headers=fresh).leads_to(new)

    def is_there(self, url: str) -> bool:
        """Whether anybody finds something at `url`."""
        return self._client.read(url, method="HEAD").status == 200

    def close(self) -> None:
        """Give back connections."""
        self._client.close()

    @property
    def _signature(self) -> str:
        return self._key.header(self.now)

    def _timed(self, answer: Answer) -> None:
        said = answer.clock
        self._ahead = said - datetime.now(UTC) if said else timedelta()

    def _success(self, answer: Answer, *, writing: bool) -> Json:
        self._timed(answer)
        said = json_of(answer, writing=writing)
        if answer.status < 300:
            return said
        raise self._refusal(answer, said, writing=writing)

    def _refusal(self, answer: Answer, said: Json, *, writing: bool) -> CmsError:
        first = dig(said, "errors", 0)
        name, reason = (
            text_at(first, "code"),
            text_at(first, "context") or text_at(first, "message"),
        )
        detail: dict[str, str | int] = {"host": self.host, "status": answer.status}
        match answer.status:
            case 400 | 401 if name in _KEYS or answer.status == 401:
                return Unauthorised("site-key-wrong", **detail)
            case 403:
                return Unauthorised("site-may-not-edit", **detail)
            case 404:
                return NotFound("site-post-gone", **detail)
            case 406:
                return Unexpected("site-not-ghost", **detail)
            case 409:
                return Conflict("changed-on-site", site=self._name)
            case 413:
                return Rejected("site-too-large", **detail)
            case 415:
                return Rejected("site-picture-refused", **detail)
            case 400 | 422:
                return Rejected("site-refuses", **detail, reason=reason)
            case _:
                return failure_of(answer, writing=writing)

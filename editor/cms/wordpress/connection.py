"""Signed and unsigned requests to one WordPress site's REST API, and its refusals in our words."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from editor.cms.answer import Answer, Json, dig, text_at
from editor.cms.http import Client, Params, failure_of, hiding, host_of, json_of
from editor.cms.wordpress.auth import Signature
from editor.cms.wordpress.discovery import Api, discover, hosted_api
from editor.model.errors import (
    CmsError,
    NotFound,
    Rejected,
    Unauthorised,
)
from editor.model.site import Site

# what WordPress calls its refusals → our error and its code in `wording`
REFUSALS: Mapping[str, tuple[type[CmsError], str]] = {
    "rest_not_logged_in": (Unauthorised, "site-secret-wrong"),
    "incorrect_password": (Unauthorised, "site-secret-wrong"),
    "invalid_username": (Unauthorised, "site-secret-wrong"),
    "application_passwords_disabled": (Unauthorised, "site-no-application-passwords"),
    "application_passwords_disabled_for_user": (Unauthorised, "site-no-application-passwords"),
    "rest_cannot_publish": (Unauthorised, "site-may-not-publish"),
    "rest_cannot_create": (Unauthorised, "site-may-not-write"),
    "rest_cannot_edit": (Unauthorised, "site-may-not-edit"),
    "rest_cannot_edit_others": (Unauthorised, "site-may-not-edit-others"),
    "rest_cannot_assign_author": (Unauthorised, "site-may-not-edit-others"),
    "rest_cannot_assign_sticky": (Unauthorised, "site-may-not-stick"),
    "rest_post_invalid_id": (NotFound, "site-post-gone"),
    "rest_already_trashed": (NotFound, "site-post-gone"),
    "rest_user_invalid_id": (NotFound, "site-user-gone"),
    "rest_invalid_author": (Rejected, "site-user-gone"),
    "rest_upload_hash_mismatch": (Rejected, "site-picture-damaged"),
    "rest_upload_sideload_error": (Rejected, "site-picture-refused"),
    "rest_upload_unknown_error": (Rejected, "site-picture-refused"),
    "rest_upload_no_content_disposition": (Rejected, "site-too-large"),
    "rest_upload_file_too_big": (Rejected, "site-too-large"),
    "rest_upload_limited_space": (Rejected, "site-too-large"),
}


class Connection:
    """One account's way to one site. The API's address is looked up with the first request."""

    def __init__(
        self, site: Site, secret: str, client: Client, keep: Callable[[str], None]
    ) -> None:
        self._address = site.address
        self._hosted = site.api
        self._signature = Signature(site.username, secret, client, keep)
        self._client = client
        self._api: Api | None = None
        self._ahead = timedelta()  # by how much the site's clock is ahead of this computer's

    @property
    def api(self) -> Api:
        """The site's API."""
        if self._api is None and self._hosted:
            self._api = hosted_api(self._hosted, self._address, self._asked)
        elif self._api is None:
            self._api = discover(self._client, self._address)
        return self._api

    @property
    def host(self) -> str:
        """The site's host, for messages."""
        return host_of(self._address)

    def read(self, route: str, params: Params | None = None) -> Json:
        """What `route` says to us."""
        return self._success(self._asked(self.api.url(route), params), writing=False)

    def _asked(self, url: str, params: Params | None = None) -> Answer:
        def ask(authorization: str) -> Answer:
            return self._client.read(url, params=params, authorization=authorization)

        with hiding(self._signature.hidden):
            return self._signed(ask)

    def _signed(self, send: Callable[[str], Answer]) -> Answer:
        """The answer to what `send` sends signed; once more where a token was refused and is renewed.

        What was refused was not done, so a change too may be sent again.
        """
        answer = self._timed(send(self._signature.header))
        if not self._signature.has_token or not _token_refused(answer):
            return answer
        if self._signature.renew():
            answer = self._timed(send(self._signature.header))
        if _token_refused(answer):
            raise Unauthorised("connect-again", host=host_of(answer.url))
        return answer

    @property
    def now(self) -> datetime:
        """What the site's clock says, as of its last answer; the computer's where it does not tell."""
        return datetime.now(UTC) + self._ahead

    def _timed(self, answer: Answer) -> Answer:
        if said := answer.clock:
            self._ahead = said - datetime.now(UTC)
        return answer

    def write(
        self,
        method: str,
        route: str,
        body: Mapping[str, object] | None = None,
        params: Params | None = None,
    ) -> Json:
        """Change something; what the site says to it. Never sent twice."""
        url = self.api.url(route)

        def send(authorization: str) -> Answer:
            return self._client.write(
                method, url, authorization=authorization, params=params, body=body
            )

        return self._success(self._signed(send), writing=True)

    def post_meta(self) -> frozenset[str]:
        """The meta fields that posts have here, asked afresh: any other is dropped without a word.

        A plug-in that is switched off takes its fields with it. The description of the route is asked
        for by GET, which passes where OPTIONS is turned away.
        """
        shape = {"_method": "OPTIONS", "_fields": "schema.properties.meta.properties"}
        known = dig(self.read("wp/v2/posts", shape), "schema", "properties", "meta", "properties")
        return frozenset(known) if isinstance(known, dict) else frozenset()

    def send_file(
        self,
        route: str,
        file: tuple[str, bytes, str],
        form: Mapping[str, str],
        headers: Mapping[str, str],
    ) -> Json:
        """Upload `file` (name, bytes, type) with the fields of `form`."""
        url = self.api.url(route)

        def send(authorization: str) -> Answer:
            return self._client.write(
                "POST",
                url,
                authorization=authorization,
                files={"file": file},
                form=form,
                headers=headers,
            )

        return self._success(self._signed(send), writing=True)

    def _success(self, answer: Answer, *, writing: bool) -> Json:
        with hiding(self._signature.hidden):
            return _success(answer, writing=writing)

    def stranger(self, url: str) -> Answer:
        """What anybody gets at `url`."""
        return self._client.fresh(url)

    def stranger_unfollowed(self, url: str) -> Answer:
        """What anybody gets at `url` itself, without going where it points on to."""
        return self._client.read(url, follow=False, headers={"Cache-Control": "no-cache"})

    def close(self) -> None:
        """Give back connections."""
        self._client.close()


def refused_code(error: CmsError) -> str:
    """What WordPress itself called a refusal, "" where it did not say."""
    return str(error.detail.get("answer", ""))


def _token_refused(answer: Answer) -> bool:
    return answer.status == 401 or (answer.status == 400 and b'"invalid_token"' in answer.body)


def _success(answer: Answer, *, writing: bool) -> Json:
    said = json_of(answer, writing=writing)
    if answer.status < 300:
        return said
    raise _refusal(answer, said, writing=writing)


def _refusal(answer: Answer, said: Json, *, writing: bool) -> CmsError:
    name, host = text_at(said, "code"), host_of(answer.url)
    detail: dict[str, str | int] = {"host": host, "status": answer.status, "answer": name}
    term = dig(said, "data", "term_id")
    if isinstance(term, int):
        detail["term"] = term
    if name in REFUSALS:
        kind, code = REFUSALS[name]
        return kind(code, **detail)
    if answer.status == 400:
        return Rejected("site-refuses", **detail, reason=_reason(said))
    failure = failure_of(answer, writing=writing)
    failure.detail.update(detail)
    return failure


def _reason(said: Json) -> str:
    """Which field WordPress did not like and why, in its own words."""
    wrong = dig(said, "data", "params")
    if isinstance(wrong, dict) and wrong:
        return "; ".join(f"{name}: {text_at(wrong, name)}" for name in wrong)
    return text_at(said, "message") or text_at(said, "code")

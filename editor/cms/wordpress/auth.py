"""How we sign requests to WordPress: application passwords over HTTP Basic, tokens as Bearer."""

from base64 import b64encode
from collections.abc import Callable

from editor.cms.http import Client
from editor.cms.wordpress.credentials import Credentials
from editor.model.secret import hide


def basic(username: str, application_password: str) -> str:
    """The `Authorization` header; WordPress shows the password in groups of four and ignores the gaps."""
    password = "".join(application_password.split())
    return "Basic " + b64encode(f"{username.strip()}:{password}".encode()).decode("ascii")


class Signature:
    """Signs the requests of one account; tokens that end are renewed, and what is to be kept is told."""

    def __init__(
        self, username: str, secret: str, client: Client, keep: Callable[[str], None]
    ) -> None:
        """`keep` is given the whole secret anew when its tokens have been renewed."""
        self._username = username
        self._credentials = Credentials.read(secret)
        self._client = client
        self._keep = keep

    @property
    def has_token(self) -> bool:
        """Whether we sign in with a token, and not with an application password."""
        return bool(self._credentials.token)

    @property
    def header(self) -> str:
        """The `Authorization` of a request."""
        if not self.has_token:
            return basic(self._username, self._credentials.password)
        from editor.cms.wordpress.oauth import ended

        if ended(self._credentials):
            self.renew()
        return f"Bearer {self._credentials.token}"

    def hidden(self, text: str) -> str:
        """`text` without any of our secrets in it."""
        kept = self._credentials
        signed = basic(self._username, kept.password).removeprefix("Basic ")
        tokens = (kept.token, kept.refresh, kept.client_secret)
        return hide(text, (signed, kept.password, kept.readers, *tokens))

    def renew(self) -> bool:
        """Fetch fresh tokens and have them kept; False where there is nothing to renew with."""
        if not self._credentials.refresh:
            return False
        from editor.cms.wordpress.oauth import renew

        self._credentials = renew(self._client, self._credentials)
        self._keep(self._credentials.write())
        return True

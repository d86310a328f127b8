"""How we sign requests to Ghost: a short-lived JWT, by an Admin API key or a staff access token."""

import re
from datetime import datetime, timedelta

import jwt

from editor.model.errors import Unauthorised
from editor.model.secret import hide

_KEY = re.compile(r"([0-9a-f]{24}):([0-9a-f]{64})", re.I)
_LASTS = timedelta(minutes=5)  # Ghost takes none that is older, by its own clock


class Key:
    """An Admin API key or staff access token, "id:secret". Never shown by `repr`."""

    def __init__(self, secret: str, host: str) -> None:
        """Raises `Unauthorised` "site-key-malformed" for a text that is none."""
        found = _KEY.fullmatch("".join(secret.split()))
        if found is None:
            raise Unauthorised("site-key-malformed", host=host)
        self._id, self._secret = found[1].lower(), found[2].lower()

    def header(self, now: datetime) -> str:
        """The `Authorization` of a request that Ghost receives at about `now`, by its own clock."""
        said = {"iat": now, "exp": now + _LASTS, "aud": "/admin/"}
        headers = {"kid": self._id}
        return "Ghost " + jwt.encode(said, bytes.fromhex(self._secret), "HS256", headers)

    def hidden(self, text: str) -> str:
        """`text` without the key in it."""
        return hide(text, (f"{self._id}:{self._secret}", self._secret))

"""What the keyring keeps for one WordPress account, as the one text that an entry holds."""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Credentials:
    """An application password, or the tokens of WordPress.com; and what readers enter at a locked post.

    `expires` is in seconds since 1970, 0 where the token does not say. `client_id` and `client_secret`
    are the app's, for a token to be renewed with. None of it is ever shown by `repr`.
    """

    password: str = field(default="", repr=False)
    readers: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)
    expires: int = 0
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    token_url: str = ""

    @classmethod
    def read(cls, secret: str) -> Self:
        """What `write` gave; any other text is an application password alone."""
        try:
            said = json.loads(secret)
        except ValueError:
            return cls(password=secret)
        if not isinstance(said, dict):
            return cls(password=secret)
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in said.items() if name in known})

    def write(self) -> str:
        """The text to keep: an application password alone stays as it is."""
        said = {name: value for name, value in asdict(self).items() if value}
        return self.password if set(said) <= {"password"} else json.dumps(said)

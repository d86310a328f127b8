"""Sealing with a passphrase: AES-256-GCM under a key from PBKDF2-HMAC-SHA256.

What is sealed is opened in the reader's browser by the theme's script (resources/styles/open.js),
which reads the same form: 12 random bytes, then the ciphertext with its tag. What a blob belongs to
is sealed along with it, so that none can be put in another's place.
"""

import base64
import os
import unicodedata

ROUNDS = 600_000  # OWASP's figure for PBKDF2-HMAC-SHA256
_NONCE = 12
_CHECK = b"standfirst"


class WrongPassphrase(Exception):
    """The passphrase, or what the blob is said to belong to, is not the one it was sealed with."""


class Seal:
    """One passphrase with one site's salt; making it takes about a third of a second."""

    def __init__(self, passphrase: str, salt: bytes, rounds: int = ROUNDS) -> None:
        # 10 MB, only when something is sealed
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        self.salt = salt
        self.rounds = rounds
        typed = unicodedata.normalize("NFKC", passphrase).strip().encode()
        key = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=rounds).derive(typed)
        self._cipher = AESGCM(key)

    @classmethod
    def fresh(cls, passphrase: str) -> "Seal":
        """A seal with a salt of its own."""
        return cls(passphrase, os.urandom(16))

    def close(self, data: bytes, belongs_to: str) -> bytes:
        """`data` sealed."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, belongs_to.encode())

    def open(self, blob: bytes, belongs_to: str) -> bytes:
        """What `close` sealed. Raises `WrongPassphrase`."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(blob[:_NONCE], blob[_NONCE:], belongs_to.encode())
        except (InvalidTag, ValueError) as error:
            raise WrongPassphrase from error

    def check_value(self) -> str:
        """A short blob in base64 by which `fits` knows the passphrase again."""
        return base64.b64encode(self.close(_CHECK, "check")).decode()

    def fits(self, check_value: str) -> bool:
        """Whether this is the seal that made `check_value`."""
        try:
            return self.open(base64.b64decode(check_value), "check") == _CHECK
        except (WrongPassphrase, ValueError):
            return False

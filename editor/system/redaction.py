"""What must not be read in a log or a report: the secrets seen in this run, and credentials."""

import json
import re

from editor.model.secret import MASK, hide

# One set for the process, as there is one log for the process; it is never written anywhere.
_seen: set[str] = set()
_NO_SECRETS = ("client_id", "token_url")  # would be masked wherever else they stand
_CREDENTIALS = (
    # Authorization: Basic …, 'authorization': b'Bearer …', Proxy-Authorization, Cookie
    re.compile(
        r"""(?i)(\b(?:proxy-)?authorization\b['"]?\s*[:=,]\s*b?['"]?)(?:[a-z]+\s+)?[^\s'",;]+"""
    ),
    re.compile(r"""(?i)(\b(?:set-)?cookie\b['"]?\s*[:=,]\s*b?['"]?)[^'"\n]+"""),
    re.compile(r"(?i)(\b(?:basic|bearer)\s+)[a-z0-9+/_.~\-]{8,}=*"),
    re.compile(r"(?i)(\b[a-z][a-z0-9+.\-]*://)[^/\s@'\"]+(?=@)"),
)


def remember(secret: str) -> None:
    """Never let this be written from now on, in any of the forms it takes on its way.

    A secret of several parts is JSON: its parts are sent, and it is they that are not to be read.
    """
    _seen.update(_parts(secret))


def _parts(secret: str) -> list[str]:
    try:
        said = json.loads(secret)
    except ValueError:
        return [secret]
    parts = said.items() if isinstance(said, dict) else (("", secret),)
    return [part for name, part in parts if isinstance(part, str) and name not in _NO_SECRETS]


def redact(text: str) -> str:
    """`text` without any secret seen and without anything that looks like a credential."""
    text = hide(text, _seen)
    for pattern in _CREDENTIALS:
        text = pattern.sub(rf"\g<1>{MASK}", text)
    return text

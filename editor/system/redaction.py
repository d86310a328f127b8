"""What must not be read in a log or a report: the secrets seen in this run, and credentials."""

import json
import re
from urllib.parse import quote, quote_plus

# One set for the process, as there is one log for the process; it is never written anywhere.
_seen: set[str] = set()

MASK = "•••"
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

    A secret of several parts is JSON: its parts are sent, and are not to be read either.
    """
    secret = secret.strip()
    for part in _parts(secret):
        remember(part)
    for form in (secret, secret.replace(" ", "")):  # an application password is sent without spaces
        if form:
            _seen.update({form, quote(form, safe=""), quote_plus(form)})


def _parts(secret: str) -> list[str]:
    try:
        said = json.loads(secret)
    except ValueError:
        return []
    values = said.values() if isinstance(said, dict) else ()
    # an address or a short name is no secret, and would be masked wherever else it stands
    return [v for v in values if isinstance(v, str) and len(v) >= 8 and "://" not in v]


def redact(text: str) -> str:
    """`text` without any secret seen and without anything that looks like a credential."""
    for secret in sorted(_seen, key=len, reverse=True):
        text = text.replace(secret, MASK)
    for pattern in _CREDENTIALS:
        text = pattern.sub(rf"\g<1>{MASK}", text)
    return text

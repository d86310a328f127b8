"""Whether a Ghost answers at an address a writer has at hand."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from editor.cms.address import attempts
from editor.cms.answer import dig, text_at
from editor.cms.http import Client, is_plain
from editor.cms.port import Recognised
from editor.model.errors import EditorError


def ghost_at(client: Client, address: str) -> Recognised | None:
    """The Ghost at `address`, which may be that of any page of it; None where there is none.

    It says itself where it is. `client` sends no secret; a site that does not answer is none.
    """
    for home in _homes(address):
        try:
            answer = client.read(f"{home}ghost/api/admin/site/", headers={"Accept-Version": "v6.0"})
            said = dig(answer.json(), "site") if answer.status == 200 else None
        except (EditorError, ValueError):
            continue
        front = text_at(said, "url")
        if re.match(r"\d+\.", text_at(said, "version")) and front.startswith(
            ("http://", "https://")
        ):
            front = front.rstrip("/") + "/"
            return Recognised(
                "ghost",
                front,
                text_at(said, "title") or urlsplit(front).netloc,
                f"Ghost {text_at(said, 'version')}",
                plain_http=is_plain(front),
            )
    return None


def _homes(address: str) -> Iterator[str]:
    """Where a Ghost would be: at the front of the host, or below the first folder; the safe way first."""
    for attempt in attempts(address):
        try:
            parts = urlsplit(attempt if "://" in attempt else f"http://{attempt}")
        except ValueError:
            continue
        first = parts.path.strip("/").partition("/")[0]
        for path in ("/", f"/{first}/") if first not in ("", "ghost") else ("/",):
            yield f"{parts.scheme}://{parts.netloc}{path}"

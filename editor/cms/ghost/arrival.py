"""Whether what Ghost gives back of a document is what it was sent, and where the cut stands in it."""

import json
import re
from urllib.parse import unquote, urljoin, urlsplit

_ADDRESSES = ("url", "src", "href", "icon", "thumbnail")
_IN_HTML = re.compile(r'(?<=\s)((?:href|src)=")([^"]*)')


def same(sent: str, got: str) -> bool:
    """Whether `got` is the document `sent`. Ghost changes nothing but addresses on its own site.

    It makes those that begin with `/` whole, gives those of the site its own scheme and percent-encodes
    what is in them; everything else comes back as it was.
    """
    try:
        return _alike(json.loads(sent), json.loads(got))
    except (ValueError, RecursionError):
        return False


def paywall_at(got: str) -> int | None:
    """Where the cut stands among the nodes of a document; None unless it has one, at the top, alone."""
    try:
        document = json.loads(got)
    except (ValueError, RecursionError):
        return None
    root = document.get("root") if isinstance(document, dict) else None
    nodes = root.get("children") if isinstance(root, dict) else None
    if not isinstance(nodes, list) or _cuts(document) != 1:
        return None
    return next((at for at, node in enumerate(nodes) if _is_cut(node)), None)


def _is_cut(value: object) -> bool:
    return isinstance(value, dict) and value.get("type") == "paywall"


def _cuts(value: object) -> int:
    match value:
        case dict():
            return _is_cut(value) + sum(_cuts(each) for each in value.values())
        case list():
            return sum(_cuts(each) for each in value)
        case _:
            return 0


def _alike(sent: object, got: object, name: str = "") -> bool:
    match sent, got:
        case dict(), dict():
            return sent.keys() == got.keys() and all(_alike(sent[k], got[k], k) for k in sent)
        case list(), list():
            return len(sent) == len(got) and all(map(_alike, sent, got))
        case str(), str() if sent != got and name in _ADDRESSES:
            return _same_place(sent, got)
        case str(), str() if sent != got and name in ("html", "caption"):
            # every third piece is the value of an attribute, an address
            pieces, found = _IN_HTML.split(sent), _IN_HTML.split(got)
            return len(pieces) == len(found) and all(
                a == b or (at % 3 == 2 and _same_place(a, b))
                for at, (a, b) in enumerate(zip(pieces, found, strict=True))
            )
        case _:
            return type(sent) is type(got) and sent == got


def _same_place(sent: str, got: str) -> bool:
    """Whether `got` is what Ghost makes of `sent`, an address on its own site."""
    try:
        ours, theirs = urlsplit(sent), urlsplit(got)
    except ValueError:
        return False
    if ours.netloc:
        kept = ours.netloc.lower() == theirs.netloc and _plain(ours.path) == _plain(theirs.path)
    else:  # on a site below a folder, that folder has come before it
        kept = ours.path.startswith("/") and _plain(theirs.path).endswith(_plain(ours.path))
    rest = [(unquote(a), unquote(b)) for a, b in zip(ours[3:], theirs[3:], strict=True)]
    return kept and theirs.scheme in ("http", "https") and all(a == b for a, b in rest)


def _plain(path: str) -> str:
    return urljoin("/", re.sub(r"[/\\]+", "/", unquote(path)))

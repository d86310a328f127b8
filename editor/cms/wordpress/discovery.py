"""Finding a WordPress site's REST API from any address of the site."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit

from editor.cms.answer import Answer, Json, dig, text_at
from editor.cms.http import Client, failure_of, host_of, is_loopback
from editor.model.errors import BadInput, NotFound, Unauthorised, Unexpected

GENERATOR = re.compile(r"<meta name=\"generator\" content=\"(WordPress [\d.]+)", re.I)
_REL = "https://api.w.org/"
_LINK = re.compile(r"<([^>]+)>\s*;[^,]*\brel=\"?" + re.escape(_REL))
_TAG = re.compile(r"<link\b[^>]*>", re.I)
_HREF = re.compile(r"\bhref=(?:\"([^\"]*)\"|'([^']*)')", re.I)
_OWN_PATHS = re.compile(r"/(wp-admin|wp-login\.php|wp-json|xmlrpc\.php|feed)(/.*)?$")
_FIELDS = "name,home,url,namespaces,timezone_string,gmt_offset,authentication"


@dataclass(frozen=True, slots=True)
class Api:
    """A site's REST API: `root` is its address, `home` the site's, `index` what the API says of itself.

    `hosted` is the site's number or host where WordPress.com has its API among those of all its sites.
    """

    root: str
    home: str
    index: Json
    hosted: str = ""

    def url(self, route: str) -> str:
        """The address of `route` ("wp/v2/posts"); sites without pretty links have it in the query.

        On WordPress.com the site stands between the namespace and the rest: wp/v2/sites/ID/posts.
        """
        if not self.hosted:
            return self.root + route
        name, version, *rest = route.split("/", 2)
        return "/".join((self.root + name, version, "sites", self.hosted, *rest))

    def safe(self, address: str) -> str:
        """`address` over https where the API is: sites behind a proxy often name themselves http."""
        same = host_of(address) == host_of(self.root)
        if same and self.root.startswith("https://"):
            return re.sub("^http:", "https:", address)
        return address

    @property
    def zone(self) -> str:
        """The site's time zone: an IANA name, else an offset like "+02:00", else ""."""
        name = text_at(self.index, "timezone_string")
        if name:
            return name
        offset = dig(self.index, "gmt_offset")
        try:
            hours = float(offset) if isinstance(offset, int | float | str) else None
        except ValueError:
            hours = None
        if hours is None:
            return ""
        minutes = round(abs(hours) * 60)
        return f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"

    @property
    def application_passwords(self) -> bool:
        """Whether the site takes application passwords."""
        return dig(self.index, "authentication") != []


def hosted_api(api: str, home: str, ask: Callable[[str], Answer]) -> Api:
    """The API of a site on WordPress.com, at `api`; `ask` is a signed request."""
    root, _, site = api.partition("wp/v2/sites/")
    answer = ask(f"{root}rest/v1.1/sites/{site}")
    if answer.status >= 400:
        raise failure_of(answer, writing=False)
    try:
        said = answer.json()
    except ValueError:
        said = None
    index: Json = {
        "name": text_at(said, "name"),
        "timezone_string": text_at(said, "options", "timezone"),
        "gmt_offset": dig(said, "options", "gmt_offset"),
    }
    return Api(root, home if home.endswith("/") else home + "/", index, site)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a page of a site says of its API: `link` is the API's address, "" where none is named."""

    answer: Answer
    link: str = ""
    seems_wordpress: bool = False


def discover(client: Client, address: str) -> Api:
    """The API of the site that `address` belongs to.

    Raises `BadInput` for no address, `Unexpected` "site-not-wordpress" or "site-not-json", and what
    `Client` raises. No secret is sent.
    """
    places = places_of(address)
    return opened(client, places, announced(client, places))


def announced(client: Client, places: Sequence[str]) -> Announcement:
    """What the first of `places` that names an API says of it, else what the last of them says."""
    seems_wordpress = False
    for place in places:
        answer = client.read(place, method="HEAD")
        found = _announced(answer)
        if not found:
            answer = client.read(place)
            found = _announced(answer) or _in_head(answer)
        if found:
            return Announcement(answer, urljoin(answer.url, found), True)
        if answer.status == 429 or answer.status >= 500:
            raise failure_of(answer, writing=False)
        seems_wordpress = seems_wordpress or b"/wp-content/" in answer.body
    return Announcement(answer, "", seems_wordpress)


def opened(client: Client, places: Sequence[str], said: Announcement) -> Api:
    """The API that was announced, else the one found where WordPress usually has it."""
    if said.link:
        return _opened(client, said.answer.url, said.link)
    for place in places:
        base = place if place.endswith("/") else place + "/"
        for guess in (base + "wp-json/", base + "?rest_route=/"):
            try:
                return _opened(client, place, guess)
            except (Unexpected, NotFound, Unauthorised):
                continue
    code = "site-not-json" if said.seems_wordpress else "site-not-wordpress"
    raise Unexpected(code, host=host_of(places[0]))


def places_of(address: str) -> tuple[str, ...]:
    """What to ask, the address as given first, then its parents up to the host's front page."""
    address = address.strip()
    try:
        if "://" not in address:
            here = is_loopback(urlsplit("//" + address).hostname or "")
            address = ("http://" if here else "https://") + address
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host = ""
    if (
        not host
        or re.search(r"\s", host)
        or parts.scheme not in ("http", "https")
        or "@" in parts.netloc
    ):
        raise BadInput("site-address", address=host_of(address))
    path = _OWN_PATHS.sub("/", parts.path) or "/"
    places = [urlunsplit((parts.scheme, parts.netloc, path, "", ""))]
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        places.append(urlunsplit((parts.scheme, parts.netloc, path, "", "")))
    return tuple(dict.fromkeys(places))


def _announced(answer: Answer) -> str:
    found = _LINK.search(answer.headers.get("link", ""))
    return found.group(1) if found else ""


def _in_head(answer: Answer) -> str:
    for tag in _TAG.findall(answer.text[:200_000]):
        if _REL in tag and (href := _HREF.search(tag)):
            return unescape(href.group(1) or href.group(2) or "")
    return ""


def _opened(client: Client, page: str, root: str) -> Api:
    """The API at `root`, which `page` led to; it must be on the same host, and as safe to talk to."""
    if host_of(root).removeprefix("www.") != host_of(page).removeprefix("www."):
        raise Unexpected("site-redirects", host=host_of(page), target=host_of(root))
    if page.startswith("https://"):
        root = re.sub(r"^http:", "https:", root)
    if "?" not in root and not root.endswith("/"):
        root += "/"
    answer = client.read(root, params={"_fields": _FIELDS})
    try:
        index = answer.json()
    except ValueError:
        index = None
    if answer.status in (401, 403) and text_at(index, "code"):
        return Api(root, page, {})  # closed to strangers; a signed request may yet be let in
    if answer.status >= 400:
        raise failure_of(answer, writing=False)
    if index is None:
        raise Unexpected("site-not-json", host=host_of(root))
    namespaces = dig(index, "namespaces")
    if not isinstance(namespaces, list) or "wp/v2" not in namespaces:
        raise Unexpected("site-not-wordpress", host=host_of(root))
    home = text_at(index, "home") or text_at(index, "url") or page
    api = Api(root, home if home.endswith("/") else home + "/", index)
    return replace(api, home=api.safe(api.home))

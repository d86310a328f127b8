"""What answers at an address a writer has at hand: a WordPress of its own, or one on WordPress.com."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from editor.cms.address import attempts
from editor.cms.answer import text_at
from editor.cms.http import Client, host_of, is_plain
from editor.cms.port import Recognised
from editor.cms.wordpress.discovery import (
    GENERATOR,
    Announcement,
    Api,
    announced,
    opened,
    places_of,
)
from editor.model.errors import CmsError

_HOSTED = ".wordpress.com"


def recognise(client: Client, address: str, wordpress_com: str) -> Recognised:
    """What is at `address`, which may be any page of the site, without its scheme and with junk around it.

    https is asked first, and plain http only where that does not answer. `client` sends no secret;
    `wordpress_com` is where WordPress.com has the API of its sites. Raises as `discover` does.
    """
    *secure, last = attempts(address)
    typed = "://" in address
    for attempt in secure:
        try:
            return _recognised(client, attempt, wordpress_com)
        except CmsError as error:
            # a bad certificate is told, unless plain http was asked for
            if not typed and error.code not in ("site-refused", "site-timeout"):
                raise
    return _recognised(client, last, wordpress_com)


def _recognised(client: Client, address: str, wordpress_com: str) -> Recognised:
    places = places_of(address)
    said = announced(client, places)
    if _is_hosted(said, wordpress_com):
        return _on_wordpress_com(client, said, wordpress_com)
    api = opened(client, places, said)
    front = front_of(api)
    page = text_at(
        api.index, "authentication", "application-passwords", "endpoints", "authorization"
    )
    return Recognised(
        "wordpress",
        front,
        unescape(text_at(api.index, "name")) or host_of(front),
        _software(client, front),
        sign_in=_own(api, page),
        plain_http=is_plain(front),
        hindrance="" if api.application_passwords else "site-no-application-passwords",
    )


def _software(client: Client, front: str) -> str:
    try:
        found = GENERATOR.search(client.read(front).text)
    except CmsError:
        found = None
    return found.group(1) if found else "WordPress"


def front_of(api: Api) -> str:
    """The front page, by which the site is found again: as safe to reach as the API, and on its host."""
    if _bare(api.home) == _bare(api.root):
        return urlunsplit((urlsplit(api.root).scheme, *urlsplit(api.home)[1:]))
    return re.sub(r"(wp-json/|(index\.php)?\?rest_route=/)$", "", api.root)


def _own(api: Api, page: str) -> str:
    """`page` over https where the site has it, "" for a page that is not the site's own."""
    page = api.safe(page)
    own = _bare(page) == _bare(api.root) and urlsplit(page).scheme == urlsplit(api.root).scheme
    return page if own else ""


def _bare(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _is_hosted(said: Announcement, wordpress_com: str) -> bool:
    if said.link:
        return host_of(said.link) == host_of(wordpress_com)
    name = urlsplit(said.answer.url).hostname or ""
    header = said.answer.headers.get("host-header", "").lower()
    return name.endswith(_HOSTED) or header == _HOSTED.removeprefix(".")


def _on_wordpress_com(client: Client, said: Announcement, wordpress_com: str) -> Recognised:
    host = host_of(said.answer.url)
    answer = client.read(f"{wordpress_com}/rest/v1.1/sites/{quote(host, safe='')}")
    try:
        site = answer.json() if answer.status == 200 else None
    except ValueError:
        site = None  # a private site tells strangers nothing; its owner is let in all the same
    front = text_at(site, "URL") or urljoin(said.answer.url, "/")
    if is_plain(front):
        front = re.sub("^http:", "https:", front)  # all of them have https
    return Recognised(
        "wordpress",
        front if front.endswith("/") else front + "/",
        unescape(text_at(site, "name")) or host,
        "WordPress.com",
        api=f"{wordpress_com}/wp/v2/sites/{text_at(site, 'ID') or host}",
    )

"""The kinds of site there are: label, what connecting needs, and how the adapter is made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.cms.port import App, Capabilities, Cms, Granted, Recognised
from editor.model.audience import Gate
from editor.model.errors import BadInput, CmsError
from editor.model.site import Site

_NO_WORDPRESS = frozenset({"site-not-wordpress", "site-not-found", "site-gone", "site-forbidden"})
WORDPRESS_COM = "https://public-api.wordpress.com"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of site. `needs` names the form's fields: url, folder, username, secret, plans."""

    kind: str
    label: str
    description: str
    needs: frozenset[str]
    gates: tuple[Gate, ...]
    capabilities: Capabilities


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What adapters need to know of the world: a folder for what is not public yet, page templates,
    and where WordPress.com has the API of its sites.
    """

    staging: Path
    resources: Path
    wordpress_com: str = WORDPRESS_COM


def kinds() -> tuple[Kind, ...]:
    """Every kind that can be published to."""
    from editor.cms.folder.site import CAPABILITIES as FOLDER
    from editor.cms.ghost.api import CAPABILITIES as GHOST
    from editor.cms.wordpress.api import CAPABILITIES as WORDPRESS

    return (
        Kind(
            "wordpress",
            "WordPress",
            "Own server or WordPress.com",
            frozenset({"url", "username", "secret", "plans"}),
            WORDPRESS.gates,
            WORDPRESS,
        ),
        Kind(
            "ghost",
            "Ghost",
            "Own server or Ghost(Pro)",
            frozenset({"url", "secret", "plans"}),
            GHOST.gates,
            GHOST,
        ),
        Kind(
            "folder",
            "Folder",
            "A static site on this computer",
            frozenset({"folder", "secret"}),
            FOLDER.gates,
            FOLDER,
        ),
    )


def kind_of(site: Site) -> Kind:
    """The kind of `site`. Raises `BadInput("site-kind")`."""
    for kind in kinds():
        if kind.kind == site.kind:
            return kind
    raise BadInput("site-kind", kind=site.kind)


def recognise(address: str, surroundings: Surroundings) -> Recognised:
    """What kind of site is at `address`, which may be that of any of its pages. No secret is sent.

    Raises `BadInput` "site-address", `Unexpected` "site-not-wordpress", and what requests raise.
    """
    from editor.cms.ghost.recognition import ghost_at
    from editor.cms.http import Client
    from editor.cms.wordpress.recognition import recognise

    # what it may be asked by without https is a question for its owner, before a secret is sent
    client = Client(plain_http=True)
    try:
        return recognise(client, address, surroundings.wordpress_com)
    except CmsError as error:
        # something answers there that is no WordPress
        if error.code in _NO_WORDPRESS and (ghost := ghost_at(client, address)):
            return ghost
        raise
    finally:
        client.close()


def sign_in(
    found: Recognised,
    app: App | None,
    open_page: Callable[[str], None],
    checkpoint: Callable[[], None],
) -> Granted:
    """Have the user let us in, in the browser: `open_page` opens it, `checkpoint` may raise to give up.

    `app` is the user's own where WordPress.com takes no other. Raises `CmsError`; its detail, like
    all else here, holds nothing of what was granted.
    """
    if found.api:
        from editor.cms.http import Client
        from editor.cms.wordpress import oauth

        client = Client()
        try:
            return oauth.sign_in(found, app, client, open_page, checkpoint)
        finally:
            client.close()
    from editor.cms.loopback import Listener
    from editor.cms.wordpress.approval import approve

    with Listener() as listener:
        return approve(found, listener, open_page, checkpoint)


def connect(
    site: Site,
    secret: str,
    surroundings: Surroundings,
    keep: Callable[[str], None] = lambda _: None,
) -> Cms:
    """The adapter for `site`; nothing is sent yet. `keep` is given a secret that renewed itself."""
    makers: dict[str, Callable[[], Cms]] = {
        "wordpress": lambda: _wordpress(site, secret, keep),
        "ghost": lambda: _ghost(site, secret),
        "folder": lambda: _folder(site, secret, surroundings),
    }
    return makers[kind_of(site).kind]()


def _wordpress(site: Site, secret: str, keep: Callable[[str], None]) -> Cms:
    from editor.cms.wordpress.api import WordPress

    return WordPress(site, secret, keep=keep)


def _ghost(site: Site, secret: str) -> Cms:
    from editor.cms.ghost.api import Ghost

    return Ghost(site, secret)


def _folder(site: Site, secret: str, surroundings: Surroundings) -> Cms:
    from editor.cms.folder.site import FolderSite

    return FolderSite(site, secret, surroundings.staging, surroundings.resources)

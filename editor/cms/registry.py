"""The kinds of site there are: label, what connecting needs, and how the adapter is made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.cms.port import Capabilities, Cms
from editor.model.audience import Gate
from editor.model.errors import BadInput
from editor.model.site import Site


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
    """What adapters need of the machine: a folder for what is not public yet, and page templates."""

    staging: Path
    resources: Path


def kinds() -> tuple[Kind, ...]:
    """Every kind that can be published to."""
    from editor.cms.folder.site import CAPABILITIES as FOLDER
    from editor.cms.wordpress.api import CAPABILITIES as WORDPRESS

    return (
        Kind(
            "wordpress",
            "WordPress",
            "A site of your own that runs WordPress",
            frozenset({"url", "username", "secret", "plans"}),
            WORDPRESS.gates,
            WORDPRESS,
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


def connect(site: Site, secret: str, surroundings: Surroundings) -> Cms:
    """The adapter for `site`; nothing is sent yet."""
    makers: dict[str, Callable[[], Cms]] = {
        "wordpress": lambda: _wordpress(site, secret),
        "folder": lambda: _folder(site, secret, surroundings),
    }
    return makers[kind_of(site).kind]()


def _wordpress(site: Site, secret: str) -> Cms:
    from editor.cms.wordpress.api import WordPress

    return WordPress(site, secret)


def _folder(site: Site, secret: str, surroundings: Surroundings) -> Cms:
    from editor.cms.folder.site import FolderSite

    return FolderSite(site, secret, surroundings.staging, surroundings.resources)

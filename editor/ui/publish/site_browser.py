"""Opens published articles in the reader's browser; a folder is served on loopback for that."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from editor.model.site import Site
from editor.services.serving import Server, serve


class SiteBrowser(QObject):
    """Opens addresses. Its servers live as long as the window, for the browser may ask again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, Server] = {}
        # a plain function of the dict: the object itself is gone when it is destroyed
        servers = self._servers
        self.destroyed.connect(lambda: _close(servers))

    def open(self, site: Site, url: str) -> str:
        """Open `url` of `site`; returns the address that was opened. Raises `BadInput`."""
        address = self.address(site, url)
        # a site names its own address: nothing but a page is opened
        if QUrl(address).scheme() in ("http", "https"):
            QDesktopServices.openUrl(QUrl(address))
        return address

    def address(self, site: Site, url: str) -> str:
        """Where a browser on this machine finds `url`: a folder's page on a loopback server."""
        if site.kind != "folder":
            return url
        server = self._servers.get(site.address)
        if server is None:
            server = self._servers[site.address] = serve(Path(site.address))
        return server.url.rstrip("/") + "/" + _within(site, url)


def _close(servers: dict[str, Server]) -> None:
    for server in servers.values():
        server.close()
    servers.clear()


def _within(site: Site, url: str) -> str:
    """The part of a folder article's address below the folder."""
    path = QUrl(url).toLocalFile() if url.startswith("file:") else url
    for root in (site.address, Path(site.address).as_posix()):
        path = path.removeprefix(root)
    return path.lstrip("/")


def browser_of(window: QWidget) -> SiteBrowser:
    """The window's browser opener, made when first wanted."""
    return window.findChild(SiteBrowser) or SiteBrowser(window)

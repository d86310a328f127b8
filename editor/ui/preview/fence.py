"""What the preview may fetch: pictures with consent, and the frames that were asked for."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from editor.services.previewing import SCHEME

# YouTube shows its player only to a page that says what program it stands in
_SENDER = b"https://standfirst/"
_WEB = ("http", "https")


class Fence(QWebEngineUrlRequestInterceptor):
    """Lets nothing out but pictures, with consent, and the frames let in, with what they show."""

    picture_held = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_for_pictures = False
        self._hosts: set[str] = set()

    def let_in(self, address: str) -> None:
        """Let the page have a frame from there."""
        self._hosts.add(QUrl(address).authority())

    def shut(self) -> None:
        """Have no frames any longer."""
        self._hosts.clear()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() in (SCHEME, "data", "blob") or self._of_frame(info):
            return
        picture = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        own = info.initiator().scheme() == SCHEME
        if picture and own and self.open_for_pictures:
            return
        info.block(True)
        if picture and own:
            self.picture_held.emit(url.toString())

    def _of_frame(self, info: QWebEngineUrlRequestInfo) -> bool:
        """Whether a frame that was let in is asked for, or asks itself."""
        if not self._hosts:
            return False
        if info.initiator().scheme() in _WEB:
            return True
        url = info.requestUrl()
        kind = QWebEngineUrlRequestInfo.ResourceType.ResourceTypeSubFrame
        if info.resourceType() != kind or url.scheme() not in _WEB:
            return False
        if url.authority() not in self._hosts:
            return False
        if url.scheme() == "https":
            info.setHttpHeader(b"Referer", _SENDER)
        return True

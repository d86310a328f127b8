"""Cards for what other places show within the article: nothing of it is fetched before a click."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from editor.model.frame import frame_of
from editor.system.paths import resource

if TYPE_CHECKING:
    from editor.ui.preview.page import PreviewView

ICON = "play-circle"


def _words() -> dict[str, str]:
    """What the cards say and show."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Embeds", text)

    return {
        "load": tr("Load"),
        "loadName": tr("Load from {provider}"),
        "hint": tr("Fetched from {provider} when you load it, here only"),
        "loading": tr("Loading…"),
        "failed": tr("This could not be loaded. Check the connection and try again."),
        "again": tr("Try again"),
        "outside": tr("Opens in the browser only: Ctrl+click the address"),
        "icon": resource("icons", f"{ICON}.svg").read_text(encoding="utf-8"),
    }


class Embeds(QObject):
    """Lets in the frame of a card when the writer asks for it, and says when it did not come."""

    def __init__(self, view: "PreviewView") -> None:
        super().__init__(view)
        self._view = view
        view.add_script(resource("themes", "preview-embeds.js"), _words())
        view.told.connect(self._on_told)

    def _on_told(self, message: object) -> None:
        match message:
            case {"cards": [*urls]}:
                self._offer([url for url in urls if isinstance(url, str)])
            case {"load": [str(url), str(name)]}:
                self._load(url, name)
            case {"framed": str(name)}:
                self._view.frame_shows(name, lambda shows: self._say(name, shows))

    def _offer(self, urls: list[str]) -> None:
        """Tell the cards which of them can be loaded."""
        frames = {url: bool(frame_of(url)) for url in urls}
        self._view.call("standfirstOffer", frames)

    def _say(self, name: str, shows: bool) -> None:
        self._view.call("standfirstFramed", name, shows)

    def _load(self, url: str, name: str) -> None:
        frame = frame_of(url)
        if frame is not None:
            self._view.let_in(frame.address)
            self._view.call("standfirstLoad", name, frame.address, frame.height)

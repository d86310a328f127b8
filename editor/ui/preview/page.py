"""The web objects of the preview: its own scheme, nothing from elsewhere, no author scripts."""

import json
import logging
import mimetypes
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEngineFindTextResult,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from editor.services.previewing import SCHEME
from editor.system.paths import resource
from editor.ui.controls.appearance import DARK, LIGHT, color

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
ZOOM = 0.8
_log = logging.getLogger(__name__)
_PATCH = resource("themes", "preview-patch.js")


def declare_scheme() -> None:
    """Tell the engine of our scheme; must come before its first profile, and once."""
    name = QByteArray(SCHEME.encode())
    if QWebEngineUrlScheme.schemeByName(name).name():
        return
    scheme = QWebEngineUrlScheme(name)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.LocalAccessAllowed
        | QWebEngineUrlScheme.Flag.CorsEnabled
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Serves the page, the article's pictures, avatars and our own resources; nothing else exists."""

    def __init__(
        self,
        picture: Callable[[str, str], Path | None],
        avatar: Callable[[str], Path | None],
        parent: QObject,
    ) -> None:
        """`picture(draft id, name)` and `avatar(name)` say where a file lies."""
        super().__init__(parent)
        self._picture, self._avatar = picture, avatar
        self.html = b""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        path = url.path(QUrl.ComponentFormattingOption.FullyDecoded).lstrip("/")
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url.host() == "article" and path.endswith("/"):
            self._reply(job, "text/html; charset=utf-8", self.html)
        else:
            self._reply_file(job, self._find(url.host(), path))

    def _find(self, host: str, path: str) -> Path | None:
        if host == "article" and "/" in path:
            draft_id, _, name = path.partition("/")
            return self._picture(draft_id, name)
        if host == "avatar":
            return self._avatar(path)
        if host == "resource":
            root = resource().resolve()
            wanted = root.joinpath(*path.split("/")).resolve()
            return wanted if wanted.is_relative_to(root) else None
        return None

    def _reply_file(self, job: QWebEngineUrlRequestJob, path: Path | None) -> None:
        try:
            data = path.read_bytes() if path is not None else None
        except OSError:
            data = None
        if data is None or path is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix == ".woff2":
            mime = "font/woff2"
        self._reply(job, mime, data)

    def _reply(self, job: QWebEngineUrlRequestJob, mime: str, data: bytes) -> None:
        buffer = QBuffer(job)
        buffer.setData(QByteArray(data))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(mime.encode()), buffer)


class Fence(QWebEngineUrlRequestInterceptor):
    """Lets nothing out but pictures, and those only with consent."""

    picture_held = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_for_pictures = False

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() in (SCHEME, "data", "blob"):
            return
        picture = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if picture and self.open_for_pictures:
            return
        info.block(True)
        if picture:
            self.picture_held.emit(url.toString())


class Page(QWebEnginePage):
    """Goes nowhere by itself; a clicked link opens in the reader's own browser."""

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main_frame: bool
    ) -> bool:
        to = QUrl(url)
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            if to.scheme() in ("http", "https", "mailto"):
                QDesktopServices.openUrl(to)
                return False
            return to.scheme() == SCHEME and bool(to.fragment()) and to.path() == self.url().path()
        return main_frame and to.scheme() == SCHEME

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]  # Qt takes null for none
        return None

    def javaScriptConsoleMessage(self, level: object, message: str, line: int, source: str) -> None:
        _log.debug("preview: %s (%s:%s)", message, source, line)


class PreviewView(QWebEngineView):
    """Shows one article: loads it once, then changes only what is new.

    `shown` tells the revision that stands on the screen; `picture_held` what was not fetched.
    """

    shown = Signal(int)
    picture_held = Signal(str)

    def __init__(
        self,
        application: QObject,
        picture: Callable[[str, str], Path | None],
        avatar: Callable[[str], Path | None],
        parent: QWidget,
    ) -> None:
        declare_scheme()
        super().__init__(parent)
        self._profile = QWebEngineProfile(application)
        self._handler = SchemeHandler(picture, avatar, self._profile)
        self._fence = Fence(self._profile)
        self._fence.picture_held.connect(self.picture_held)
        self._profile.installUrlSchemeHandler(QByteArray(SCHEME.encode()), self._handler)
        self._profile.setUrlRequestInterceptor(self._fence)
        self._web = Page(self._profile, self)
        self._web.setBackgroundColor(color("surf"))
        self.setPage(self._web)
        settings = self._web.settings()
        for attribute in (
            QWebEngineSettings.WebAttribute.JavascriptEnabled,
            QWebEngineSettings.WebAttribute.PluginsEnabled,
            QWebEngineSettings.WebAttribute.LocalStorageEnabled,
            QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
            QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
            QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
        ):
            settings.setAttribute(attribute, False)
        self._thin_bars()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setZoomFactor(ZOOM)
        self._patch = _PATCH.read_text(encoding="utf-8")
        self._base = ""
        self._loaded = ""
        self._revision = 0
        self._pending: tuple[str, str, int] | None = None
        self.loadFinished.connect(self._on_loaded)

    def _thin_bars(self) -> None:
        """Give the page the window's scroll bars, from outside its own style."""
        script = QWebEngineScript()
        script.setName("bars")
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setWorldId(WORLD)
        script.setSourceCode(_BARS)
        self._web.scripts().insert(script)

    def allow_pictures(self, allowed: bool) -> None:
        """Whether pictures from the web may be fetched."""
        self._fence.open_for_pictures = allowed

    def show_page(self, base: str, html: str, revision: int, *, anew: bool = False) -> None:
        """Show `html`, whose pictures lie below `base`; `anew` loads it whole."""
        self._handler.html = html.encode()
        self._revision = revision
        if anew or base != self._base:
            self._base, self._loaded = base, ""
            self.load(QUrl(base))
        elif not self._loaded:
            self._pending = (base, html, revision)
        else:
            call = f"{self._patch}({json.dumps(html)}, {revision})"
            self._web.runJavaScript(call, WORLD, self._on_patched)

    def follow(self, line: int, cut: int = 0) -> None:
        """Bring the block that begins at or before this 1-based line of the text into view.

        From the `cut` on, which is 0 where there is none, it is the gate box if the page has one.
        """
        if self._loaded:
            self._web.runJavaScript(_FOLLOW % (line, cut), WORLD)

    def find_words(self, words: str, missed: Callable[[], None]) -> None:
        """Bring these words of the page into view, marked; `missed` is called where it shows none."""

        def told(result: QWebEngineFindTextResult) -> None:
            if not result.numberOfMatches():
                missed()

        self._web.findText(words, QWebEnginePage.FindFlag(0), told)

    def _on_loaded(self, done: bool) -> None:
        if not done:
            return
        self._loaded = self._base
        pending, self._pending = self._pending, None
        if pending is not None and pending[0] == self._base:
            self.show_page(*pending)
        else:
            self.shown.emit(self._revision)

    def _on_patched(self, answer: object) -> None:
        if answer != self._revision and self._loaded:
            # out of step: the whole page again
            self._loaded = ""
            self.load(QUrl(self._base))
            return
        self.shown.emit(self._revision)


_FOLLOW = """(function (line, cut) {
  let best = null;
  for (const block of document.querySelectorAll("[data-line]")) {
    if (Number(block.dataset.line) <= line) best = block;
  }
  if (cut && line >= cut) best = document.querySelector("section.gate") || best;
  const box = best ? best.getBoundingClientRect() : document.documentElement.getBoundingClientRect();
  if (box.bottom < 40 || box.top > innerHeight - 120) {
    scrollTo(0, best ? scrollY + box.top - innerHeight / 3 : 0);
  }
})(%d, %d)"""

# as wide as the window's own where the page is drawn at our zoom; standard properties would bring arrows
_BARS = f"""(function () {{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ::-webkit-scrollbar {{ width: {12 / ZOOM}px; height: {12 / ZOOM}px; }}
    ::-webkit-scrollbar-corner {{ background: transparent; }}
    ::-webkit-scrollbar-thumb {{
      border: {3 / ZOOM}px solid transparent; border-radius: {6 / ZOOM}px; background-clip: padding-box;
      background-color: light-dark({LIGHT.line}, {DARK.line});
    }}
    ::-webkit-scrollbar-thumb:vertical {{ min-height: {32 / ZOOM}px; }}
    ::-webkit-scrollbar-thumb:horizontal {{ min-width: {32 / ZOOM}px; }}
    ::-webkit-scrollbar-thumb:hover {{ background-color: light-dark({LIGHT.field}, {DARK.field}); }}
  `);
  document.adoptedStyleSheets = [sheet];
}})()"""

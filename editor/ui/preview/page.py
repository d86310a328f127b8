"""The web objects of the preview: its own scheme, nothing from elsewhere, no author scripts."""

import json
import logging
import mimetypes
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEngineFindTextResult,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from editor.render.page import Parts, filled
from editor.services.previewing import SCHEME, Preview
from editor.system.paths import resource
from editor.ui.controls.appearance import DARK, LIGHT, color
from editor.ui.preview.fence import Fence

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
ZOOM = 0.8
AT_ONCE = 400_000  # letters of HTML that the page is sent: about 10 ms
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
        self.html = ""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        path = url.path(QUrl.ComponentFormattingOption.FullyDecoded).lstrip("/")
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url.host() == "article" and path.endswith("/"):
            # no script of the article's runs, also while those of a frame do
            policy = {QByteArray(b"Content-Security-Policy"): QByteArray(b"script-src 'none'")}
            job.setAdditionalResponseHeaders(policy)
            self._reply(job, "text/html; charset=utf-8", self.html.encode())
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


class Page(QWebEnginePage):
    """Goes nowhere by itself; what is to open elsewhere opens in the writer's own browser.

    `told` passes on what our scripts in the page say: the one kind of message that begins with `key`.
    """

    told = Signal(object)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        # only our scripts know it, which run in a world of their own: no frame can speak for them
        self.key = token_hex()
        self.newWindowRequested.connect(self._on_window_wanted)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main_frame: bool
    ) -> bool:
        to = QUrl(url)
        if not main_frame:
            return to.scheme() in ("http", "https", "about")  # what the fence lets in
        clicked = kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked
        return to.scheme() == SCHEME and not clicked

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]  # Qt takes null for none
        return None

    def _on_window_wanted(self, request: QWebEngineNewWindowRequest) -> None:
        if request.isUserInitiated():
            open_outside(request.requestedUrl())

    def javaScriptConsoleMessage(self, level: object, message: str, line: int, source: str) -> None:
        if message.startswith(self.key):
            self.told.emit(json.loads(message[len(self.key) :]))
        elif source.startswith((SCHEME, "userscript")):
            _log.debug("preview: %s (%s:%s)", message, source, line)


def open_outside(url: QUrl) -> None:
    """Open what a browser or a mail program can open; nothing else leaves the page."""
    if url.scheme() in ("http", "https", "mailto"):
        QDesktopServices.openUrl(url)


class PreviewView(QWebEngineView):
    """Shows one article: loads it once, then changes only what is new.

    `shown` tells the revision that stands on the screen; `picture_held` what was not fetched; `told`
    what the writer does in the page: each message is an object with one name, as the scripts have it.
    """

    shown = Signal(int)
    told = Signal(object)
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
        self._web.told.connect(self.told)
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
        settings.setAttribute(QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, True)
        self._inject("bars", _BARS, QWebEngineScript.InjectionPoint.DocumentReady)
        patch = _PATCH.read_text(encoding="utf-8")
        self._inject("patch", patch, QWebEngineScript.InjectionPoint.DocumentCreation)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setZoomFactor(ZOOM)
        self._base = ""
        self._loading = self._fresh = False
        self._wanted: tuple[Preview, int] | None = None  # and its revision
        self._there: tuple[str, Parts, int] | None = None  # the shell, the text, and the revision
        self.loadFinished.connect(self._on_loaded)
        self.renderProcessTerminated.connect(lambda *_: self._load())

    def _inject(self, name: str, code: str, point: QWebEngineScript.InjectionPoint) -> None:
        """Have `code` in every page, in a world of its own."""
        script = QWebEngineScript()
        script.setName(name)
        script.setInjectionPoint(point)
        script.setWorldId(WORLD)
        script.setSourceCode(code)
        self._web.scripts().insert(script)

    def allow_pictures(self, allowed: bool) -> None:
        """Whether pictures from the web may be fetched."""
        self._fence.open_for_pictures = allowed

    def add_script(self, path: Path, given: dict[str, str] | None = None) -> None:
        """Have a script of ours in every page to come: a function of `given`, and of the `key` to tell with."""
        said = json.dumps({"key": self._web.key, **(given or {})})
        code = f"{path.read_text(encoding='utf-8')}({said});"
        self._inject(path.stem, code, QWebEngineScript.InjectionPoint.DocumentCreation)

    def let_in(self, address: str) -> None:
        """Let the page have a frame from there, and run its scripts; the article's own never run."""
        self._fence.let_in(address)
        self._run_scripts(True)

    def _run_scripts(self, run: bool) -> None:
        settings = self._web.settings()
        for attribute in (
            QWebEngineSettings.WebAttribute.JavascriptEnabled,
            QWebEngineSettings.WebAttribute.LocalStorageEnabled,  # players want it; it is forgotten
        ):
            settings.setAttribute(attribute, run)

    def frame_shows(self, name: str, answer: Callable[[bool], None]) -> None:
        """Ask whether a frame of the page shows what it was to show, and no failure."""
        for frame in self._web.mainFrame().children():
            if frame.name() == name:
                frame.runJavaScript(
                    "location.protocol",
                    WORLD,
                    lambda protocol: answer(protocol in ("http:", "https:")),
                )
                return
        answer(False)

    def call(
        self, name: str, *values: object, answer: Callable[[object], None] | None = None
    ) -> bool:
        """Have one of our scripts in the page do something; False where there is no page yet."""
        if self._there is None:
            return False
        said = ", ".join(json.dumps(value) for value in values)
        self._web.runJavaScript(f"{name}({said})", WORLD, answer or _no_answer)
        return True

    def show_page(
        self, draft_id: UUID, seen: Preview, revision: int, *, anew: bool = False
    ) -> None:
        """Show `seen` of an article; `anew` loads it whole."""
        base = f"{SCHEME}://article/{draft_id}/"
        self._wanted = (seen, revision)
        if anew or base != self._base:
            self._base = base
            self._load()
        elif not self._loading:
            self._bring()

    def follow(self, part: str, index: int) -> None:
        """Bring an element of a part, or the "gate", into view; -1 is the page's top."""
        self.call("standfirstFollow", part, index)

    def find_words(self, words: str, missed: Callable[[], None]) -> None:
        """Bring these words of the page into view, marked; `missed` is called where it shows none."""

        def told(result: QWebEngineFindTextResult) -> None:
            if not result.numberOfMatches():
                missed()

        self._web.findText(words, QWebEnginePage.FindFlag(0), told)

    def _load(self) -> None:
        """Load the page without its text, which `_bring` fills in."""
        if self._wanted is not None:
            self._loading, self._there, self._fresh = True, None, True
            self._fence.shut()
            self._run_scripts(False)
            self._handler.html = filled(self._wanted[0].shell, Parts())
            self.load(QUrl(self._base))

    def _on_loaded(self, done: bool) -> None:
        if not done or self._wanted is None:
            return
        self._loading = False
        self._there = (self._wanted[0].shell, Parts(), 0)
        if self._handler.html != filled(self._wanted[0].shell, Parts()):
            self._load()  # it changed on the way
        else:
            self._bring()

    def _bring(self) -> None:
        """Send the page what differs from what it shows; of much text a part, for all of it keeps the window."""
        if self._wanted is None or self._there is None:
            return
        (seen, revision), (shell, parts, was) = self._wanted, self._there
        next_parts = _towards(parts, seen.parts)
        changes = [
            _change(name, old, new)
            for (name, old), (_, new) in zip(parts.named(), next_parts.named(), strict=True)
        ]
        fresh = None if seen.shell == shell else filled(seen.shell, Parts())
        self._there = (seen.shell, next_parts, revision)
        sent = ", ".join(json.dumps(one) for one in (fresh, changes, was, revision))
        self._web.runJavaScript(f"standfirstPatch({sent})", WORLD, self._on_patched)

    def _on_patched(self, answer: object) -> None:
        if self._there is None:
            return
        if answer in (-1, None) and not self._fresh:
            self._load()  # out of step: the whole page again
            return
        if answer in (-1, None):
            _log.error("preview: the page as it was loaded cannot be filled")
        self._fresh = False
        if self._wanted is not None and self._there[1] != self._wanted[0].parts:
            self._bring()
        else:
            self.shown.emit(self._there[2])


def _no_answer(_answer: object) -> None:
    pass


def _change(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, object]:
    """What goes and comes between both, for the page; `held`: what is there stays but for that."""
    change: dict[str, object] = {"name": name, "held": bool(old) and bool(new)}
    if old == new:
        return change
    first, last = _shared(old, new)
    if not new:
        return change  # its place goes with the shell
    gone = len(old) - last - first
    come = new[first : len(new) - last]
    return change | {"from": first, "gone": gone, "after": last, "come": come}


def _shared(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[int, int]:
    """How many pieces both begin and end with."""
    first = last = 0
    least = min(len(old), len(new))
    while first < least and old[first] == new[first]:
        first += 1
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return first, last


def _towards(old: Parts, new: Parts) -> Parts:
    """`new`, or as much of it on the way there from `old` as the page is sent at once."""
    room = AT_ONCE
    made: list[tuple[str, ...]] = []
    for (_, was), (_, wanted) in zip(old.named(), new.named(), strict=True):
        first, last = _shared(was, wanted) if was != wanted else (len(wanted), 0)
        end, until = first, len(wanted) - last
        while end < until and room > 0:
            room -= len(wanted[end])
            end += 1
        made.append(wanted if end == until else wanted[:end] + was[len(was) - last :])
    return Parts(*made)


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
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}})()"""

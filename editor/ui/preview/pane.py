"""The pane at the right: the article as one reader sees it, and whether paid words show there."""

import logging
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from editor.model.audience import Audience
from editor.model.draft import Draft
from editor.system.settings import AUDIENCE, REMOTE_PICTURES, Settings
from editor.ui.controls.appearance import DARK, color, tokens
from editor.ui.controls.widgets import Button, Glyph, Rule, Segments, label, set_property
from editor.ui.wording import number, plural
from editor.ui.writing.open_article import LETTERS_A_MS, OPENED_MS

if TYPE_CHECKING:
    from editor.model.site import Site
    from editor.services.drafting import Drafting
    from editor.services.previewing import Preview, Previewing
    from editor.ui.preview.page import PreviewView
    from editor.ui.tasks import Job, Tasks

WIDTH = 528
LEAST = 400
SOON_MS = 12  # once the key itself is drawn, and not between keys that follow each other at once
FOLLOW_MS = 120
LOOK_MS = 400
SLOW_MS = 1000  # a page that takes longer is said to be on its way
# words of a run that are looked for on the page: as many as make a leak
RUN = 6
READERS = (Audience.VISITOR, Audience.MEMBER, Audience.PAID)
Source: TypeAlias = "Callable[[], tuple[Draft, Site | None] | None]"
_log = logging.getLogger(__name__)


def register_scheme() -> None:
    """Prepare the application for a web view made later; call it before the application is made."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


class PreviewPane(QFrame):
    """Renders in the background a moment after each change; makes its web view when first shown."""

    audience_chosen = Signal(int)
    place_chosen = Signal(str)
    rendered = Signal(object)
    view_made = Signal(object)

    def __init__(
        self,
        previewing: "Previewing",
        drafting: "Drafting",
        settings: Settings,
        tasks: "Tasks",
        source: Source,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumWidth(LEAST)
        self.setAutoFillBackground(True)
        self._previewing, self._drafting = previewing, drafting
        self._settings, self._tasks, self._source = settings, tasks, source
        self._view: PreviewView | None = None
        self._missing = False
        self._held_back = False
        self._running: Job[Preview] | None = None
        self._looking: Job[Preview] | None = None
        self._again = False
        self._revision = 0
        self._sent = self._on_screen = 0
        self._shown: tuple[UUID, str] | None = None
        self._held: set[str] = set()
        self._at = (1, 0)
        self._moved = False
        self._remote = settings.get(REMOTE_PICTURES)
        self.last: Preview | None = None
        self._build()
        self._later = self._timer(SOON_MS, self._render)
        self._turning = self._timer(0, self._turn)
        self._waiting = self._timer(300, self._say_preparing)
        self._slow = self._timer(SLOW_MS, self._say_updating)
        self._ageing = self._timer(60_000, self._say_age)
        self._look_later = self._timer(LOOK_MS, self._look)
        self._following = self._timer(FOLLOW_MS, self._follow)
        self.audience = Audience(settings.get(AUDIENCE))
        self.readers.choose(READERS.index(self.audience))
        self._colour()

    def _timer(self, milliseconds: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(do)
        return timer

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame()
        bar.setObjectName("preview-bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        self.readers = Segments(
            self.tr("Preview reader"),
            [(self.tr("Visitor"), "eye"), (self.tr("Member"), "user"), (self.tr("Paid"), "key")],
        )
        self.readers.chosen.connect(self._on_reader)
        row.addWidget(self.readers)
        column.addWidget(bar)
        column.addWidget(Rule())
        column.addWidget(self._make_notice())
        self._stage = QWidget()
        self._inside = QVBoxLayout(self._stage)
        self._inside.setContentsMargins(16, 16, 16, 0)
        self._frame = QFrame()
        self._frame.setObjectName("page-frame")
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(1, 1, 1, 0)
        self._inside.addWidget(self._frame)
        # lies over the view until that has something to show: a hidden view would not draw
        self._placeholder = label("", "second", wrap=True)
        self._placeholder.setParent(self._stage)
        self._placeholder.setAutoFillBackground(True)
        self._placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stage.installEventFilter(self)
        column.addWidget(self._stage, 1)
        column.addWidget(Rule())
        column.addWidget(self._make_foot())

    def _make_notice(self) -> QWidget:
        self._notice = QFrame()
        self._notice.setObjectName("preview-bar")
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(Glyph("image", "text2", 16))
        self._notice_line = label("", "small")
        row.addWidget(self._notice_line, 1)
        load = Button(self.tr("Load"), "flat", compact=True)
        load.setToolTip(self.tr("Fetch pictures from other computers, now and from now on"))
        load.clicked.connect(self._on_load)
        row.addWidget(load)
        self._notice.hide()
        return self._notice

    def _make_foot(self) -> QWidget:
        self._foot = QFrame()
        self._foot.setObjectName("preview-foot")
        self._foot.setFixedHeight(36)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self._foot_glyph = Glyph("shield-check", "good", 16)
        self.verdict = label("", "verdict")
        self.portion = label("", "small")
        self._age = label("", "small")
        row.addWidget(self._foot_glyph)
        row.addWidget(self.verdict)
        row.addWidget(self.portion)
        self.show_paid = Button(self.tr("Show"), "link")
        self.show_paid.setToolTip(self.tr("Show the paid words"))
        self.show_paid.clicked.connect(self._on_show_paid)
        self.show_paid.hide()
        row.addWidget(self.show_paid)
        row.addStretch(1)
        row.addWidget(self._age)
        self._foot_glyph.hide()
        return self._foot

    # what the window calls

    def hold_back(self, held: bool) -> None:
        """Show nothing yet, and then all: at the start the writer's keys come first."""
        self._held_back = held
        if not held and self.isVisible():
            self._begin()

    def refresh(self) -> None:
        """Something changed; render it soon."""
        if self.isVisible() and not self._held_back:
            self._later.start(SOON_MS)

    def wait(self) -> None:
        """A key came, which is to be drawn first; `refresh` follows."""
        self._later.stop()

    def turn(self) -> None:
        """Another article is open; its text is seen first, and takes keys."""
        if self.isVisible() and not self._held_back:
            self._later.stop()
            self._turning.start()

    def _turn(self) -> None:
        found = self._source()
        letters = len(found[0].body) if found else 0
        self._begin_wait()
        self._later.start(OPENED_MS + letters // LETTERS_A_MS)

    def follow(self, line: int, cut: int = 0) -> None:
        """The writer is at this 1-based line, and `cut` is the cut's, 0 where there is none."""
        self._at = (line, cut)
        self._moved = True
        if self.isVisible() and self._view is not None:
            self._following.start()

    def choose(self, audience: Audience) -> None:
        """See it as another reader."""
        self.audience = audience
        self.readers.choose(READERS.index(audience))
        self._settings.set(AUDIENCE, audience.value)
        self.audience_chosen.emit(READERS.index(audience))
        self._render()

    def release(self) -> None:
        """Give the web view back before the application, which owns its profile, goes."""
        view, self._view = self._view, None
        self._missing = True
        if view is not None:
            view.hide()
            delete(view)

    def settings_changed(self) -> None:
        """The writer may have allowed or forbidden pictures from the web."""
        was, self._remote = self._remote, self._settings.get(REMOTE_PICTURES)
        if self._view is not None and self._remote is not was:
            self._view.allow_pictures(self._remote)
            self._shown = self._shown and (self._shown[0], "")
            self.refresh()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # it is the event Qt gave
        if not self._held_back:
            self._begin()

    def _begin(self) -> None:
        if self._view is None and not self._missing:
            self._waiting.start()
            # the window is painted and takes keys first
            QTimer.singleShot(0, self, self._make_view)
        self._later.start(SOON_MS)

    def settled(self) -> bool:
        """Whether the page on the screen is the article as it stands."""
        busy = self._turning.isActive() or self._later.isActive() or self._running is not None
        busy = busy or self._look_later.isActive() or self._looking is not None
        return not busy and (self._missing or self._on_screen == self._revision)

    # rendering

    def _render(self) -> None:
        self._later.stop()
        if not self.isVisible():
            return
        if self._running is not None or self._sending():
            self._again = True
            return
        found = self._source()
        if found is None:
            self._end_wait("")
            return
        self._begin_wait()
        draft, site = found
        audience = self.audience
        scheme = "dark" if tokens() is DARK else "light"
        previewing = self._previewing
        self._revision += 1
        self._running = self._tasks.run(
            lambda _job: previewing.page(draft, audience, site, scheme),
            self,
            partial(self._on_rendered, draft.id, scheme),
            self._on_failed,
        )

    def _sending(self) -> bool:
        """Whether the page has not yet shown what it was sent last: it is not sent more than it can show."""
        return self._view is not None and self._on_screen != self._sent

    def _on_rendered(self, draft_id: UUID, scheme: str, made: "Preview") -> None:
        self._running = None
        found = self._source()
        if found is None or found[0].id != draft_id:
            self._end_wait("")
            self._go_on()
            return
        if self._view is None:
            self._end_wait("")
        before, self.last = self.last, made
        if self._view is not None:
            anew = self._shown != (draft_id, scheme)
            if anew:
                self._held.clear()
                self._notice.hide()
                # loaded whole it begins at its top, as another article does
                self._moved = self._shown is not None and self._shown[0] == draft_id
                self._following.stop()
            self._shown = (draft_id, scheme)
            self._sent = self._revision
            self._view.show_page(draft_id, made, self._revision, anew=anew)
        self._say_portion(made)
        same = before is not None and before.article.draft.id == draft_id
        typed = same and before is not None and before.article.draft.body != made.article.draft.body
        if typed:
            self._look_later.start()  # what was found last is said until then
        else:
            self._look()
        self.rendered.emit(made)
        self._go_on()

    def _go_on(self) -> None:
        """Render again what changed in the meantime."""
        if self._again and not self._sending():
            self._again = False
            self._render()

    def _look(self) -> None:
        """Look for paid words in what is shown; in a long article that takes longer than showing it."""
        self._look_later.stop()
        if self.last is None:
            return
        if self._looking is not None:
            self._look_later.start()
            return
        previewing, seen = self._previewing, self.last
        self._looking = self._tasks.run(
            lambda _job: previewing.look(seen), self, self._on_looked, self._on_failed
        )

    def _on_looked(self, seen: "Preview") -> None:
        self._looking = None
        found = self._source()
        if found is None or self.last is None or self.last.article.draft.id != found[0].id:
            return
        if self.last.article is seen.article and self.last.shell == seen.shell:
            self.last = seen
            self._say_verdict(seen, found[0])

    def _on_failed(self, error: Exception) -> None:
        self._running = self._looking = None
        _log.error("preview failed", exc_info=error)
        self._end_wait("")
        self._say(self.tr("The preview could not be made."), "x-circle-fill", "bad")
        self._go_on()

    def _make_view(self) -> None:
        if self._view is not None or self._missing:
            return
        try:
            from editor.ui.preview.embeds import Embeds
            from editor.ui.preview.page import PreviewView
        except ImportError:
            self._missing = True
            self._waiting.stop()
            self._placeholder.setText(self.tr("The preview is not available here."))
            return
        application = QApplication.instance()
        assert application is not None
        self._view = PreviewView(
            application,
            lambda draft_id, name: self._drafting.picture(UUID(draft_id), name),
            self._previewing.avatar_file,
            self._frame,
        )
        self._view.setAccessibleName(self.tr("Preview"))
        self._view.allow_pictures(self._settings.get(REMOTE_PICTURES))
        self._view.shown.connect(self._on_shown)
        self._view.picture_held.connect(self._on_picture_held)
        Embeds(self._view)  # it lives as long as the view
        self._frame.layout().addWidget(self._view)  # type: ignore[union-attr]  # made with its layout
        self._placeholder.raise_()
        self.view_made.emit(self._view)
        if self._unboxed():
            self._age.setToolTip(
                self.tr("As root the page is drawn without the browser's own sandbox.")
            )
        self._render()

    def _unboxed(self) -> bool:
        return os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1"

    def _on_shown(self, revision: int) -> None:
        self._on_screen = revision
        self._end_wait(
            self.tr("Without sandbox") if self._unboxed() else self.tr("Updated just now")
        )
        self._ageing.start()
        self._go_on()
        self._waiting.stop()
        self._placeholder.hide()
        if self._moved:
            # what the writer is at may have come, gone or moved with this rendering
            self._moved = False
            self._follow()

    def _follow(self) -> None:
        if self._view is not None and self.last is not None:
            self._view.follow(*self.last.place(*self._at))

    # what is said

    def _say_preparing(self) -> None:
        if not self._missing:
            self._placeholder.setText(self.tr("Preparing the preview…"))

    def _begin_wait(self) -> None:
        """A page is being made: say so, where it is not there soon."""
        if not self._slow.isActive():
            self._slow.start()

    def _end_wait(self, age: str) -> None:
        self._slow.stop()
        self._age.setText(age)

    def _say_updating(self) -> None:
        self._ageing.stop()
        self._age.setText(self.tr("Updating…"))

    def _say_age(self) -> None:
        if not self._unboxed():
            time = QTime.currentTime().addSecs(-60).toString("HH:mm")
            self._age.setText(self.tr("Updated {time}").format(time=time))

    def _say_verdict(self, made: "Preview", draft: Draft) -> None:
        shown = made.paid_words_shown
        if shown:
            text = plural("{n} paid word shows here", "{n} paid words show here", shown)
            self._say(text, "x-circle-fill", "bad")
        elif draft.private:
            text = self.tr("Private: editors only")
            self._say(text, "lock-simple", "text2")
        elif made.shut:
            self._say(self.tr("No paid words in this view"), "shield-check", "good")
        elif made.gated:
            self._say(self.tr("Everything shows to this reader"), "lock-simple-open", "text2")
        else:
            self._say(self.tr("Free for everyone"), "globe-simple", "text2")

    def _say_portion(self, made: "Preview") -> None:
        if made.shut:
            portion = self.tr("{free} of {all} words").format(
                free=number(made.free_words), all=number(made.all_words)
            )
        else:
            portion = plural("{n} word", "{n} words", made.all_words)
        self.portion.setText(portion)

    def _say(self, text: str, glyph: str, role: str) -> None:
        self._foot_glyph.show_icon(glyph, role)
        self._foot_glyph.show()
        if self.verdict.text() != text:
            self.verdict.setText(text)
        self.show_paid.setVisible(role == "bad" and bool(self.last and self.last.paid_runs))
        set_property(self._foot, "tone", "bad" if role == "bad" else "")
        set_property(self.verdict, "tone", "bad" if role == "bad" else "")

    def _on_show_paid(self) -> None:
        """Go to the paid words in the page; those that stand in its head come from the details."""
        if self._view is not None and self.last is not None and self.last.paid_runs:
            words = self.last.paid_runs[0].split()
            self._view.find_words(" ".join(words[:RUN]), lambda: self.place_chosen.emit("excerpt"))

    def _on_picture_held(self, address: str) -> None:
        self._held.add(address)
        self._notice_line.setText(
            plural(
                "{n} picture from the web is not loaded",
                "{n} pictures from the web are not loaded",
                len(self._held),
            )
        )
        self._notice.show()

    def _on_load(self) -> None:
        self._settings.set(REMOTE_PICTURES, True)
        self._remote = True
        self._notice.hide()
        if self._view is not None:
            self._view.allow_pictures(True)
            self._shown = self._shown and (self._shown[0], "")
            self._render()

    def _on_reader(self, index: int) -> None:
        self.choose(READERS[index])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stage and event.type() == QEvent.Type.Resize:
            self._placeholder.setGeometry(self._stage.rect())
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()
            self.refresh()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("stage"))
        self.setPalette(palette)

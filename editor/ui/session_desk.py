"""The session as it was left: the caret and the view of each article, kept for the next start."""

import json
import logging
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from editor.system.settings import PLACES
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.article_text import ArticleText
from editor.ui.writing.whereabouts import Return, Whereabouts, whereabouts

KEPT = 50
KEEP_MS = 3000
_log = logging.getLogger(__name__)


class SessionDesk(QObject):
    """Remembers where one was in the articles open last, and comes back there."""

    def __init__(self, window: WindowFrame) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._return: Return | None = None
        self._places = _read(window.services.settings.get(PLACES))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_MS)
        self._later.timeout.connect(self._keep_meanwhile)
        # not the caret's own moves: those come with each key
        window.article.saved.connect(self._touch)
        self._editor.place_changed.connect(self._touch)
        self._editor.bar.valueChanged.connect(self._touch)

    def leave(self) -> None:
        """Remember where one is in the article that is shown."""
        article = self._editor.text.article
        on_the_way = self._return is not None and self._return.pending
        if article is not None and article.under_way is None and not on_the_way:
            name = article.draft_id.hex
            self._places.pop(name, None)
            self._places[name] = whereabouts(self._editor)

    def come_back(self, draft_id: UUID) -> None:
        """Go where one was in the article, which has just been shown from its top."""
        place, article = self._places.get(draft_id.hex), self._editor.text.article
        if place is None or article is None:
            return
        if article.under_way is None:
            self._return = Return(self._editor, place)
        else:  # there is no such place before all of the text is in
            article.under_way.finished.connect(partial(self._come_back_in, article, place))

    def where(self) -> Whereabouts:
        """Where one is, or will be in a moment."""
        if self._return is not None and self._return.pending:
            return self._return.place
        return whereabouts(self._editor)

    def stay(self, place: Whereabouts) -> None:
        """The text is laid out anew: show what was shown before it was."""
        if self._return is not None and self._return.pending:
            self._return.end()
        self._return = Return(self._editor, place, stays=True)

    def _come_back_in(self, article: ArticleText, place: Whereabouts) -> None:
        if self._editor.text.article is article:
            self._return = Return(self._editor, place)

    def keep(self) -> None:
        """Write it down, before the window closes."""
        self._later.stop()
        self.leave()
        self._window.keep(PLACES, _written(self._places))

    def _touch(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _keep_meanwhile(self) -> None:
        self.leave()
        text, settings = _written(self._places), self._window.services.settings
        # the disk may take its time
        self._window.tasks.run(lambda _job: settings.set(PLACES, text), self, failed=_not_kept)


def _not_kept(error: Exception) -> None:
    _log.warning("places not kept: %s", error)  # the window says so when it closes


def _read(text: str) -> dict[str, Whereabouts]:
    try:
        return {
            name: Whereabouts(*map(int, numbers))
            for name, numbers in json.loads(text or "{}").items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _written(places: dict[str, Whereabouts]) -> str:
    return json.dumps(dict([*places.items()][-KEPT:]), separators=(",", ":"))

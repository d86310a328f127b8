"""Says, at the start of the program, what came of publications that were cut short, one after the other."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from editor.model.errors import EditorError, StorageFailed
from editor.model.status import Status
from editor.ui.wording import failure

if TYPE_CHECKING:
    from editor.services.planning import Plan
    from editor.services.resuming import CutShort
    from editor.ui.tasks import Job
    from editor.ui.window_frame import WindowFrame
    from editor.ui.window_services import WindowServices

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unasked:
    """A publication whose site could not be asked of it."""

    site: str
    error: EditorError


News: TypeAlias = "CutShort | Unasked"


class CutShortNews(QObject):
    """Looks in the background; `go_on` is wanted for an article, or its receipt shown with `show`."""

    looked = Signal()

    def __init__(
        self,
        window: "WindowFrame",
        go_on: Callable[[UUID], object],
        show: Callable[["Plan", "CutShort"], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._go_on, self._show = go_on, show
        self._news: deque[News] = deque()
        self._looking: Job[list[News]] | None = None
        window.banner.closed.connect(self.say)

    def look(self) -> None:
        """Look at all that was cut short; nothing is asked of any site where nothing was."""
        if self._looking is None:
            services = self._window.services
            self._looking = self._window.tasks.run(
                lambda job: look_up_all(services, job), self, self._on_looked, self._on_failed
            )

    def say(self) -> None:
        """Say the next of it, once nothing else is said."""
        if not self._news or not self._window.banner.isHidden():
            return
        news = self._news.popleft()
        text, tone, button = self._said(news)
        self._window.banner.say(text, tone, (button,) if button else ())

    def _on_looked(self, found: list[News]) -> None:
        self._looking = None
        self._news += found
        if found:
            self.looked.emit()
        self.say()

    def _on_failed(self, error: Exception) -> None:
        self._looking = None
        log.warning("what was cut short could not be looked up: %s", type(error).__name__)

    def _said(self, news: News) -> tuple[str, str, tuple[str, Callable[[], object]] | None]:
        if isinstance(news, Unasked):
            text = self.tr(
                "Publishing to {site} was cut short, and what came of it is not known: {why}"
            )
            again = (self.tr("Look again"), lambda: self._done(self.look))
            return text.format(site=news.site, why=failure(news.error).what), "warning", again
        text = self._stands(news).format(
            title=news.plan.draft.title.strip() or self.tr("Untitled"), site=news.plan.site.name
        )
        if news.receipt is not None and (news.whole or news.receipt.leaks):
            tone = "bad" if news.receipt.leaks else "warning"
            show = (self.tr("Show…"), lambda: self._done(lambda: self._show(news.plan, news)))
            return text, tone, show
        if news.taking:
            return text, "warning", None
        go_on = (self.tr("Go on…"), lambda: self._done(lambda: self._go_on(news.plan.draft.id)))
        return text, "warning", None if news.status is Status.SCHEDULED else go_on

    def _done(self, act: Callable[[], object]) -> None:
        self._window.banner.hide()
        act()
        self.say()

    def _withdrawn(self, news: "CutShort") -> str:
        """How a withdrawal that was cut short stands."""
        from editor.services.withdrawing import RETRACT

        if news.status is None:
            return self.tr("“{title}” is no longer on {site}. Your text stays here.")
        if news.taking == RETRACT and news.status is Status.DRAFT:
            return self.tr(
                "“{title}” is a draft on {site} again: it was cut short only after that."
            )
        if news.status is Status.PUBLISHED:
            return self.tr(
                "Taking “{title}” back was cut short: it is still public on {site}. Take it back again "
                "from the main menu."
            )
        return self.tr(
            "Deleting “{title}” was cut short: it is still on {site}, where nobody but editors can read "
            "it. Delete it again from the main menu."
        )

    def _stands(self, news: "CutShort") -> str:
        leaks = news.receipt.leaks if news.receipt else ()
        if leaks and news.status is Status.PUBLISHED:
            return self.tr(
                "Publishing “{title}” was cut short. Strangers on {site} see words from below the cut, "
                "and it could not be taken back to draft."
            )
        if leaks:
            return self.tr(
                "Publishing “{title}” was cut short. Strangers on {site} saw words from below the cut; "
                "it is a draft there again."
            )
        if news.taking:
            return self._withdrawn(news)
        match news.status:
            case None:
                return self.tr("Publishing “{title}” was cut short: nothing of it is on {site}.")
            case Status.PUBLISHED if news.whole:
                return self.tr(
                    "“{title}” is public on {site}: it was cut short only after that. Strangers see "
                    "nothing they should not."
                )
            case Status.PUBLISHED:
                return self.tr(
                    "An update of “{title}” was cut short: not all of it has reached {site}."
                )
            case Status.SCHEDULED:
                return self.tr(
                    "“{title}” is scheduled on {site}: it was cut short only after that."
                )
            case _:
                return self.tr(
                    "Publishing “{title}” was cut short. It is a draft on {site} that nobody else can "
                    "read."
                )


def look_up_all(services: "WindowServices", job: "Job[list[News]]") -> list[News]:
    """What came of each; one whose site cannot be asked now is looked up at another start."""
    found: list[News] = []
    jobs = services.resuming.cut_short()
    names = {site.id: site.name for site in services.accounts.sites()} if jobs else {}
    for cut in jobs:
        job.checkpoint()
        try:
            news = services.resuming.look_up(cut)
            if news is not None:
                found.append(news)
        except StorageFailed as error:
            # another program is at it, or the library says so itself when it is read
            log.warning("what was cut short could not be looked up: %s", error.code)
        except EditorError as error:
            found.append(Unasked(names.get(cut.site_id, ""), error))
    return found

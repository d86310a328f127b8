"""What the writer does to bring articles to their sites, and what the window says of those that are due."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from editor.model.status import Status
from editor.system.settings import SITE
from editor.ui.controls.icons import icon
from editor.ui.cut_short_news import CutShortNews
from editor.ui.due_watch import Came, DueWatch
from editor.ui.queue_watch import QueueWatch
from editor.ui.wording import failure

if TYPE_CHECKING:
    from editor.model.publication import Publication, Receipt
    from editor.model.site import Site
    from editor.services.planning import Plan
    from editor.services.waiting import Held, Went
    from editor.ui.library_desk import LibraryDesk
    from editor.ui.publish.sheet import PublishSheet
    from editor.ui.tasks import Job
    from editor.ui.window_frame import WindowFrame


class PublishingDesk(QObject):
    """Opens the sheet that publishes, and watches over what is scheduled. `changed`: look anew."""

    changed = Signal()

    def __init__(self, window: "WindowFrame", library: "LibraryDesk") -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._news: dict[UUID, Came] = {}
        self._due = DueWatch(window.services, window.tasks, self)
        self._due.came.connect(self._on_came)
        window.on("publish", self.publish)
        window.on("unpublish", lambda: self._withdraw(delete=False))
        window.on("delete-post", lambda: self._withdraw(delete=True))
        window.on("receipt", self.open_receipt)
        window.status.receipt_wanted.connect(window.actions_["receipt"].trigger)
        window.header.site_menu_wanted.connect(self.open_site_menu)
        window.banner.closed.connect(self._news.clear)
        window.article.opened.connect(self._say_news)
        self._cut_short = CutShortNews(
            window,
            self._go_on,
            lambda plan, news: self._show_receipt(plan, news.receipt),
        )
        self._cut_short.looked.connect(self.changed)
        self._queue = QueueWatch(window.services, window.tasks, self)
        self._queue.went.connect(self._on_went)
        self._queue.held.connect(self._on_held)

    def begin(self) -> None:
        """Look after what was left behind, once the window is there to be read and written in."""
        for look in (self._due.look, self._cut_short.look, self._queue.go):
            QTimer.singleShot(0, self, look)

    def wait_for_due(self) -> None:
        """A computer that slept may have slept over it."""
        self._due.wait()
        self._queue.wait()

    # the open article

    def publish(self) -> None:
        """Open the plan; nothing is sent before it is agreed to."""
        window = self._window
        draft = window.article.draft
        if draft is None or window.article.trashed or window.sheet():
            return
        site = window.article.site
        if site is None:
            window.banner.say(
                self.tr("Choose the site this article is meant for first."),
                "warning",
                ((self.tr("Choose…"), lambda: self.open_site_menu(window.header.site)),),
            )
            return
        if window.article.flush():
            from editor.ui.publish.sheet import open_publish_sheet

            self._watch(open_publish_sheet(window, window.services, draft, site))

    def show_state(
        self, site: "Site | None", known: "Publication | None", *, trashed: bool
    ) -> None:
        """Offer what can be done with the open article's post, or say why it cannot."""
        back, delete = (self._window.actions_[name] for name in ("unpublish", "delete-post"))
        named = site.name if site else self.tr("the site")
        delete.setText(self.tr("Delete from {site}…").format(site=named))
        why = ""
        if trashed:
            why = self.tr("Restore the article from the trash first.")
        elif site is None or known is None or known.gone:
            why = self.tr("It is not on {site}.").format(site=named)
        delete.setEnabled(not why)
        delete.setToolTip(why)
        if not why and known is not None and known.status is Status.DRAFT:
            why = self.tr("It is a draft on {site} already.").format(site=named)
        back.setEnabled(not why)
        back.setToolTip(why)

    def _withdraw(self, *, delete: bool) -> None:
        """Ask, and take the open article back to draft on its site, or delete it there."""
        window = self._window
        draft, site = window.article.draft, window.article.site
        if draft is None or site is None or not window.article.flush():
            return
        from editor.ui.publish.withdrawal_sheet import open_withdrawal

        sheet = open_withdrawal(window, window.services, draft, site, delete=delete)
        text = self.tr(
            "“{title}” is a draft on {site} again. Readers cannot open it there any more."
        )
        if delete:
            text = self.tr("“{title}” is no longer on {site}. Your text stays here.")
        text = text.format(title=draft.title.strip() or self.tr("Untitled"), site=site.name)
        sheet.withdrawn.connect(lambda _taken: window.banner.say(text, "good"))
        sheet.closed.connect(self._after_publishing)

    def open_receipt(self) -> None:
        """Show what was sent of the open article last, and what came of it. No network."""
        window, services = self._window, self._window.services
        draft, site = window.article.draft, window.article.site
        if draft is None or site is None or not window.article.flush():
            return

        def work(_job: "Job[Plan]") -> "Plan":
            return services.publishing.plan(draft, site)

        def done(plan: "Plan") -> None:
            kept = services.publishing.receipts(draft.id, site.id)
            open_still = window.article.draft and window.article.draft.id == draft.id
            if kept and open_still and not window.sheet():
                self._open_receipt(plan, kept[0])

        window.tasks.run(work, self, done, window.say)

    def open_site_menu(self, below: QWidget) -> None:
        """Offer the sites to mean the article for."""
        window = self._window
        if window.sheet():
            return
        menu = QMenu(window)
        current = window.chosen_site()
        for site in window.services.accounts.sites():
            action = menu.addAction(site.name)
            action.setCheckable(True)
            action.setChecked(current is not None and site.id == current.id)
            action.triggered.connect(lambda _=False, chosen=site: self.choose_site(chosen))
        menu.addSeparator()
        menu.addAction(icon("plus"), self.tr("Add a site…"), window.add_site)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 4)))

    def choose_site(self, site: "Site") -> None:
        """Mean the open article, and the next new one, for `site`."""
        window = self._window
        window.keep(SITE, str(site.id))
        if window.article.draft is not None:
            window.attempt(lambda: window.article.choose_site(site))
            self._library.refresh_soon()
        else:
            window.header.site.show_site(site, short=window.body.narrow)

    def _watch(self, sheet: "PublishSheet") -> None:
        sheet.place_chosen.connect(self._window.go_to)
        sheet.site_changed.connect(self.choose_site)
        sheet.draft_edited.connect(self._window.article.edit)
        sheet.published.connect(lambda _receipt: self._after_publishing())
        sheet.taken_back.connect(lambda _publication: self._after_publishing())
        sheet.closed.connect(self._after_publishing)

    def _after_publishing(self) -> None:
        self.changed.emit()
        self._due.wait()
        self._queue.wait()

    # what waited for its site

    def _on_went(self, went: "Went") -> None:
        self.changed.emit()
        self._due.wait()
        text = self.tr("“{title}” waited for {site} and is there now.")
        if went.receipt.leaks:
            text = self.tr(
                "“{title}” waited for {site}. Strangers saw words from below the cut when it was sent."
            )
        self._say_waited(
            text,
            went.plan,
            "bad" if went.receipt.leaks else "good",
            (self.tr("Show…"), lambda: self._show_receipt(went.plan, went.receipt)),
        )

    def _on_held(self, held: "Held") -> None:
        self.changed.emit()
        text = self.tr("“{title}” waited for {site} and was not sent: {why}")
        draft_id = held.plan.draft.id
        self._say_waited(
            text,
            held.plan,
            "warning",
            (self.tr("Go on…"), lambda: self._go_on(draft_id)),
            why=failure(held.error).what,
        )

    def _say_waited(
        self,
        text: str,
        plan: "Plan",
        tone: str,
        button: tuple[str, Callable[[], None]],
        why: str = "",
    ) -> None:
        act = button[1]

        def done() -> None:
            self._window.banner.hide()
            act()

        if not self._window.banner.sticky:
            title = plan.draft.title.strip() or self.tr("Untitled")
            self._window.banner.say(
                text.format(title=title, site=plan.site.name, why=why), tone, ((button[0], done),)
            )

    # what was due

    def _on_came(self, came: Came) -> None:
        self.changed.emit()
        from editor.ui.publish.outcome import is_late

        if came.receipt.leaks or is_late(came.receipt):
            self._news[came.plan.draft.id] = came
            self._say_news()
        elif self._news.pop(came.plan.draft.id, None) and not self._window.banner.sticky:
            self._window.banner.hide()

    def _say_news(self) -> None:
        """Say the gravest of what came due, whichever article is open, until it was looked at."""
        if not self._news or self._window.banner.sticky:
            return
        came = max(self._news.values(), key=lambda one: len(one.receipt.leaks))
        leaked = bool(came.receipt.leaks)
        text = self._leaked(came) if leaked else self._late(came)
        show = (self.tr("Show…"), lambda: self._show(came))
        self._window.banner.say(text, "bad" if leaked else "warning", (show,))

    def _leaked(self, came: Came) -> str:
        text = self.tr(
            "Strangers on {site} saw words from below the cut of “{title}”. It is a draft there again."
        )
        tried = any(step.code == "retract" for step in came.receipt.steps)
        if not tried:
            text = self.tr(
                "Strangers on {site} see words from below the cut of “{title}”. It was changed since "
                "it was sent, so it was left as it is: look, and take it back."
            )
        elif came.receipt.status is not Status.DRAFT:
            text = self.tr(
                "Strangers on {site} see words from below the cut of “{title}”, and it could not be "
                "taken back to draft."
            )
        return self._filled(text, came)

    def _late(self, came: Came) -> str:
        return self._filled(
            self.tr("The time of “{title}” has come, and {site} has not published it yet."), came
        )

    def _filled(self, text: str, came: Came) -> str:
        title = came.plan.draft.title.strip() or self.tr("Untitled")
        return text.format(site=came.plan.site.name, title=title)

    def _show(self, came: Came) -> None:
        if self._window.sheet():
            return
        self._news.pop(came.plan.draft.id, None)
        self._window.banner.hide()
        self._show_receipt(came.plan, came.receipt)

    # what was cut short

    def _show_receipt(self, plan: "Plan", receipt: "Receipt | None") -> None:
        if receipt is not None and not self._window.sheet() and self._library.open(plan.draft.id):
            self._open_receipt(plan, receipt)

    def _open_receipt(self, plan: "Plan", receipt: "Receipt") -> None:
        from editor.ui.publish.sheet import open_receipt

        self._watch(open_receipt(self._window, self._window.services, plan, receipt))

    def _go_on(self, draft_id: UUID) -> None:
        """Plan it again: what is on the site already is found, and gone on with."""
        if not self._window.sheet() and self._library.open(draft_id):
            self.publish()

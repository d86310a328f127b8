"""What the writer does with whole articles: find, open, make, copy, throw away, bring back."""

from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from editor.model.draft import Draft, Order, Shelf
from editor.model.errors import EditorError
from editor.system.settings import LIST_ORDER, SAMPLE
from editor.ui.controls.icons import icon
from editor.ui.library.sidebar import Sidebar
from editor.ui.window_frame import WindowFrame

REFRESH_MS = 800  # longer than from one save to the next: not while somebody types


class LibraryDesk(QObject):
    """Keeps the sidebar in step with the library, and carries out what is asked there."""

    def __init__(self, window: WindowFrame) -> None:
        super().__init__(window)
        self._window = window
        self._drafting = window.services.drafting
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REFRESH_MS)
        self._later.timeout.connect(self.refresh)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(window.sidebar.show_dates)
        self._minute.start()
        window.sidebar.show_order(Order(window.services.settings.get(LIST_ORDER)))
        self._connect()

    def _connect(self) -> None:
        sidebar, window = self._window.sidebar, self._window
        sidebar.opened.connect(self.open)
        sidebar.text_wanted.connect(self._go_to_text)
        sidebar.shelf_chosen.connect(lambda _shelf: self.refresh())
        sidebar.searched.connect(lambda _query: self.refresh())
        sidebar.order_chosen.connect(self._on_order)
        sidebar.menu_wanted.connect(self._on_menu)
        sidebar.new_wanted.connect(self.new)
        window.welcome.new_wanted.connect(self.new)
        window.welcome.sample_wanted.connect(self.open_sample)
        for name, do in (
            ("new", self.new), ("duplicate", self._duplicate_open), ("trash", self._trash_open),
            ("restore", self._restore_open), ("purge", self._purge_open),
        ):  # fmt: skip
            window.on(name, do)

    def _go_to_text(self) -> None:
        self._window.body.close_over()
        self._window.editor.focus_text()

    @property
    def _sidebar(self) -> Sidebar:
        self._window.sidebar.fill()
        return self._window.sidebar

    # the list

    def refresh(self) -> None:
        """Show the library as it is now."""
        self._later.stop()
        self._window.attempt(self._refresh)

    def refresh_soon(self) -> None:
        """Show it in a moment, once for many changes."""
        self._later.start()

    def _refresh(self) -> None:
        sidebar = self._sidebar
        draft = self._window.article.draft
        cards = self._drafting.cards(sidebar.shelf, sidebar.query, sidebar.order)
        if sidebar.query and sidebar.shelf is not Shelf.TRASH:
            # whoever searches need not know on which shelf it stands
            for other in Shelf:
                if other not in (sidebar.shelf, Shelf.TRASH):
                    cards += self._drafting.cards(other, sidebar.query, sidebar.order)
        sites = self._window.services.accounts.sites()
        sidebar.show_cards(cards, sites, draft.id if draft else None)
        sidebar.show_counts(self._drafting.counts())
        self._window.welcome.show_sample(self._sample() is not None)
        self.offer()

    def mark(self, draft_id: UUID | None) -> None:
        """Mark the open article in the list."""
        self._sidebar.mark(draft_id)

    def offer(self) -> None:
        """Enable what can be done with the open article."""
        article = self._window.article
        there = article.draft is not None
        actions = self._window.actions_
        actions["trash"].setEnabled(there and not article.trashed)
        for name in ("restore", "purge"):
            actions[name].setEnabled(there and article.trashed)

    def _on_order(self, order: Order) -> None:
        self._sidebar.show_order(order)
        self._window.keep(LIST_ORDER, order.value)
        self.refresh()

    # articles

    def open(self, draft_id: UUID, *, quiet: bool = False) -> bool:
        """Open an article; False when it is not there."""
        window = self._window
        window.body.close_over()
        open_now = window.article.draft
        if open_now is not None and open_now.id == draft_id:
            return True
        try:
            draft = self._drafting.open(draft_id)
            trashed = self._drafting.trashed(draft_id)
        except EditorError as error:
            if not quiet:
                window.say(error)
            return False
        self.show(draft, trashed=trashed)
        return True

    def show(self, draft: Draft, *, trashed: bool = False) -> None:
        """Open `draft` as it is; in the trash it can only be read."""
        window = self._window
        window.banner.hide()
        if not window.attempt(lambda: window.show_draft(draft, trashed=trashed)):
            return
        window.editor.text.setReadOnly(trashed)
        window.editor.head.setEnabled(not trashed)
        window.inspector.setEnabled(not trashed)
        if trashed:
            window.banner.say(
                self.tr("This article is in the trash."),
                "warning",
                (
                    (self.tr("Restore"), self._restore_open),
                    (self.tr("Delete for good…"), self._purge_open),
                ),
                sticky=True,
            )
        self.mark(draft.id)
        self.offer()

    def new(self) -> None:
        """Begin an article, meant for the site chosen last, with the caret in its title."""
        self._window.attempt(lambda: self.begin(self._drafting.new()))

    def begin(self, draft: Draft) -> None:
        """Open a draft that was just made, meant for the site chosen last, at its title."""
        self._drafting.choose_site(draft.id, self._window.chosen_site())
        self._sidebar.show_shelf(Shelf.DRAFTS)
        self._sidebar.search.clear()
        self.show(draft)
        self.refresh()
        self._window.editor.head.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sample(self) -> UUID | None:
        """The sample article that the first start brought, unless it was thrown away."""
        wanted = self._window.services.settings.get(SAMPLE)
        shelves = (shelf for shelf in Shelf if shelf is not Shelf.TRASH)
        cards = [card for shelf in shelves for card in self._drafting.cards(shelf)]
        return next((card.id for card in cards if str(card.id) == wanted), None)

    def open_sample(self) -> bool:
        """Open the sample article; False when it was deleted."""
        found = self._sample()
        return found is not None and self.open(found)

    def duplicate(self, draft_id: UUID) -> None:
        """Copy an article and open the copy."""
        self._window.article.flush()

        def make() -> None:
            copy = self._drafting.duplicate(draft_id)
            self._sidebar.show_shelf(Shelf.DRAFTS)
            self.show(copy)
            self.refresh()

        self._window.attempt(make)

    def trash(self, draft_id: UUID) -> None:
        """Put an article in the trash; it can be brought back."""
        self._window.article.flush()
        if not self._window.attempt(lambda: self._drafting.trash(draft_id)):
            return
        open_now = self._window.article.draft
        if open_now is not None and open_now.id == draft_id:
            self._open_next(draft_id)
        self.refresh()

    def _open_next(self, gone: UUID) -> None:
        cards = [card for card in self._drafting.cards(self._sidebar.shelf) if card.id != gone]
        if not cards or not self.open(cards[0].id, quiet=True):
            self._window.show_welcome()

    def restore(self, draft_id: UUID) -> None:
        """Bring an article back from the trash, and open it."""
        if not self._window.attempt(lambda: self._drafting.restore(draft_id)):
            return
        self._sidebar.show_shelf(Shelf.DRAFTS)
        self._window.attempt(lambda: self.show(self._drafting.open(draft_id)))
        self.refresh()

    def purge(self, draft_id: UUID) -> None:
        """Ask, then delete an article for good."""
        from editor.ui.writing.question_sheet import QuestionSheet

        def delete() -> None:
            self._window.article.forget(draft_id)
            if self._window.attempt(lambda: self._drafting.purge(draft_id)):
                self._window.banner.hide()
                if self._window.article.draft is None:
                    self._open_next(draft_id)
                self.refresh()

        sheet = QuestionSheet(
            self._window,
            self.tr("Delete this article for good?"),
            self.tr(
                "Its text leaves this computer and cannot be brought back. "
                "What stands on a site stays there."
            ),
            self.tr("Delete for good"),
            delete,
        )
        sheet.open(sheet.stay)

    def _current(self) -> UUID | None:
        draft = self._window.article.draft
        return draft.id if draft is not None else None

    def _duplicate_open(self) -> None:
        if (found := self._current()) is not None:
            self.duplicate(found)

    def _trash_open(self) -> None:
        if (found := self._current()) is not None:
            self.trash(found)

    def _restore_open(self) -> None:
        if (found := self._current()) is not None:
            self.restore(found)

    def _purge_open(self) -> None:
        if (found := self._current()) is not None:
            self.purge(found)

    def _on_menu(self, draft_id: UUID, at: QPoint) -> None:
        menu = QMenu(self._sidebar)
        menu.addAction(self.tr("Open"), lambda: self.open(draft_id))
        menu.addAction(icon("copy"), self.tr("Duplicate"), lambda: self.duplicate(draft_id))
        menu.addSeparator()
        if self._sidebar.shelf is Shelf.TRASH:
            menu.addAction(
                icon("arrow-u-up-left"), self.tr("Restore"), lambda: self.restore(draft_id)
            )
            menu.addAction(self.tr("Delete for good…"), lambda: self.purge(draft_id))
        else:
            menu.addAction(
                icon("trash-simple"), self.tr("Move to Trash"), lambda: self.trash(draft_id)
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

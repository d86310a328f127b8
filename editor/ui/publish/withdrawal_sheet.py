"""Asks before an article is taken back to draft on its site, or deleted there, and does it."""

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from editor.cms.port import Capabilities, Feature
from editor.model.draft import Draft
from editor.model.errors import Conflict, SecretUnavailable
from editor.model.publication import Publication
from editor.model.site import Site
from editor.model.status import Status
from editor.services.planning import Plan, mailed_before
from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.failure_card import FailureCard
from editor.ui.controls.secret_prompt import SecretPrompt
from editor.ui.controls.sheet_services import SheetServices, tasks_of
from editor.ui.controls.widgets import Button, label
from editor.ui.publish.changes_list import change_row
from editor.ui.publish.outcome import undo_readers
from editor.ui.tasks import Job
from editor.ui.wording import failure, plural, tr

SIZE = QSize(560, 380)
Row = tuple[str, str]  # an icon's name, and a sentence


class WithdrawalSheet(AskingSheet):
    """What it means, a button that does it, and what came of it. `withdrawn` once it is done."""

    withdrawn = Signal(object)

    def __init__(
        self, window: QWidget, services: SheetServices, draft: Draft, site: Site, *, delete: bool
    ) -> None:
        title = (
            tr("Delete “{title}” from {site}?") if delete else tr("Take “{title}” back to draft?")
        )
        named = draft.title.strip() or tr("Untitled")
        super().__init__(window, title.format(title=named, site=site.name), SIZE)
        self._services, self._draft, self._site = services, draft, site
        self._delete = delete
        self._tasks = tasks_of(window)
        self._busy = False
        self.prompt: SecretPrompt | None = None
        self.stay, self.go = Button(tr("Cancel")), Button("", "danger")
        self.stay.clicked.connect(self.reject)
        self.go.clicked.connect(self._do)
        self._asked: tuple[Row, ...] = ()
        self._show((), tr("Looking up what is there…"))
        self._look()

    def may_close(self) -> bool:
        """Not while the site is asked."""
        return not self._busy

    def _look(self) -> None:
        services, draft, site = self._services, self._draft, self._site

        def work(job: Job[tuple[Plan, Capabilities]]) -> tuple[Plan, Capabilities]:
            kinds = {kind.kind: kind.capabilities for kind in services.accounts.kinds()}
            return services.publishing.plan(draft, site), kinds[site.kind]

        def known(found: tuple[Plan, Capabilities]) -> None:
            self._asked = _meanings(*found, delete=self._delete)
            self._ask()

        self._tasks.run(work, self, known, self._on_failed)

    def _ask(self) -> None:
        self._show(self._asked)
        self._offer(tr("Delete from {site}") if self._delete else tr("Take it back"))

    def _offer(self, act: str) -> None:
        self.go.setText(act.format(site=self._site.name))
        self.lay_foot((0, self.stay, self.go), self)
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        self._start(overwrite=False)

    def _start(self, *, overwrite: bool) -> None:
        self._busy = True
        doing = tr("Deleting it from {site}…") if self._delete else tr("Taking it back on {site}…")
        self._show(self._asked, doing.format(site=self._site.name))
        publishing = self._services.publishing
        act = publishing.delete if self._delete else publishing.undo

        def work(job: Job[Publication]) -> Publication:
            return act(self._draft.id, self._site, overwrite=overwrite)

        self._tasks.run(work, self, self._on_done, self._on_failed)

    def _on_done(self, taken: Publication) -> None:
        self._busy = False
        self.finish()
        self.withdrawn.emit(taken)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, SecretUnavailable):
            self._ask_secret()
            return
        words = failure(error)
        safe = tr("Your text here is untouched.") + " " + self._stands()
        self._show((), card=FailureCard(words.what, safe, words.then))
        if not isinstance(error, Conflict):
            self._offer(tr("Try again"))
            return
        self.go = Button("", "danger")
        self.go.clicked.connect(lambda: self._start(overwrite=True))
        self._offer(
            tr("Delete it all the same") if self._delete else tr("Take it back all the same")
        )

    def _stands(self) -> str:
        """How the post stands by now, as far as is known."""
        known = self._services.publishing.publication(self._draft.id, self._site.id)
        if known is None or known.gone:
            return tr("It is not on {site} any more.").format(site=self._site.name)
        text = tr("It is public on {site}.")
        if known.status is not Status.PUBLISHED:
            text = tr("Nobody but editors of {site} can read it.")
        return text.format(site=self._site.name)

    def _ask_secret(self) -> None:
        accounts = self._services.accounts
        self.prompt = prompt = SecretPrompt(self._site, keyring=accounts.keyring_available())
        self._show((), card=prompt)
        self.lay_foot((0, self.stay), self)
        prompt.field.setFocus(Qt.FocusReason.OtherFocusReason)

        def given(secret: str, session_only: bool) -> None:
            prompt.setEnabled(False)
            self._tasks.run(
                lambda _job: accounts.unlock(self._site, secret, session_only=session_only),
                prompt,
                lambda _: self._do(),
                lambda error: prompt.show_problem(" ".join(failure(error))),
            )

        prompt.given.connect(given)

    def _show(self, rows: tuple[Row, ...], doing: str = "", card: QWidget | None = None) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for icon, text in rows:
            column.addWidget(change_row(icon, escape(text)))
        if card is not None:
            column.addWidget(card)
        column.addStretch(1)
        self.set_body(body)
        if doing:
            bar = QProgressBar()
            bar.setRange(0, 0)
            bar.setTextVisible(False)
            bar.setAccessibleName(doing)
            bar.setFixedWidth(120)
            self.lay_foot((bar, label(doing, "second"), 0), None)


def _meanings(plan: Plan, capabilities: Capabilities, *, delete: bool) -> tuple[Row, ...]:
    """What it means for readers, mail and comments, and where the article then is."""
    site, features = plan.site.name, capabilities.features
    rows: list[Row] = []
    if delete:
        text = tr("Readers find nothing there any more. Publishing it again makes a new post.")
        rows.append(("eye", text))
        text = tr("It goes to the trash of {site}, and can be fetched back from there for a while.")
        if not capabilities.trash:
            text = tr("{site} has no trash: what is deleted there is gone for good.")
        rows.append(("trash-simple", text.format(site=site)))
    else:
        status = plan.publication.status if plan.publication else Status.PUBLISHED
        rows += (("eye", text) for text in undo_readers(plan, status))
    if mailed := mailed_before(plan.publication):
        text = plural("{n} email stays sent.", "{n} emails stay sent.", mailed.count)
        rows.append(("at", f"{text} {tr('It is not mailed again.')}"))
    elif Feature.NEWSLETTER in features:
        rows.append(("at", tr("What was mailed stays sent.")))
    if Feature.COMMENTS in features:
        stay = tr("Its comments stay with it, out of sight until it is published again.")
        rows.append(("users", tr("Its comments go with it.") if delete else stay))
    rows.append(("laptop", tr("Your text stays in your library, with its versions.")))
    return tuple(rows)


def open_withdrawal(
    window: QWidget, services: SheetServices, draft: Draft, site: Site, *, delete: bool
) -> WithdrawalSheet:
    """Ask over `window`; nothing happens on the site before it is agreed to."""
    sheet = WithdrawalSheet(window, services, draft, site, delete=delete)
    sheet.open()
    return sheet

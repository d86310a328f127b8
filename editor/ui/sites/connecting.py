"""What a form asks of its site, done in the background: recognise it, be let in, try it out."""

from queue import Empty, SimpleQueue
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from editor.cms.port import Granted, Recognised
from editor.model.errors import EditorError
from editor.services.accounts import Accounts
from editor.services.trying_out import Trial
from editor.ui.sites.site_form import SiteForm
from editor.ui.tasks import Job, Tasks
from editor.ui.wording import failure, said, tr

_LOOK = 50  # milliseconds between two looks for the page to open


class Cancellable(Protocol):
    """A job, whatever it brings."""

    def cancel(self) -> None:
        """Ask it to stop."""


def _cancel(jobs: dict[str, Cancellable]) -> None:
    for job in jobs.values():
        job.cancel()


class Connecting(QObject):
    """Lives with its form. `tried` tells how trying out the site ended."""

    tried = Signal(bool)

    def __init__(self, form: SiteForm, accounts: Accounts, tasks: Tasks) -> None:
        super().__init__(form)
        self._form, self._accounts, self._tasks = form, accounts, tasks
        self._jobs: dict[str, Cancellable] = {}
        # a plain function of the dict: the object itself is gone when it is destroyed
        jobs = self._jobs
        self.destroyed.connect(lambda: _cancel(jobs))
        # the page comes from a worker, where no object of Qt's must be touched
        self._pages: SimpleQueue[str] = SimpleQueue()
        self._page = ""
        self._poll = QTimer(self, interval=_LOOK)
        self._poll.timeout.connect(self._on_poll)
        form.place.moved.connect(self._on_moved)
        form.place.settled.connect(self._recognise)
        form.test_wanted.connect(self.try_out)
        form.connect_form.changed.connect(self._drop_trial)
        form.connect_form.browser_wanted.connect(self._sign_in)
        form.connect_form.give_up_wanted.connect(self._give_up)
        form.connect_form.copy_wanted.connect(self._copy)

    def _on_moved(self) -> None:
        """What is asked of another address than the one in the field is of no use any more."""
        self._stop("recognise")
        self._drop_trial()
        if "sign-in" in self._jobs:
            self._give_up()

    def _stop(self, what: str) -> None:
        job = self._jobs.pop(what, None)
        if job is not None:
            job.cancel()

    def _recognise(self) -> None:
        accounts, place = self._accounts, self._form.place
        address = place.address.text()
        self._stop("recognise")
        place.show_looking()

        def work(job: Job[Recognised]) -> Recognised:
            return accounts.recognise(address)

        def done(found: Recognised) -> None:
            self._jobs.pop("recognise", None)
            place.show_found(found)

        def failed(error: Exception) -> None:
            self._jobs.pop("recognise", None)
            place.show_problem(" ".join(failure(error)))

        self._jobs["recognise"] = self._tasks.run(work, self, done, failed)

    def _sign_in(self) -> None:
        form, accounts, pages = self._form, self._accounts, self._pages
        found, site, app = form.place.found, form.site, form.connect_form.app
        form.connect_form.show_waiting()

        def work(job: Job[tuple[Recognised, Granted]]) -> tuple[Recognised, Granted]:
            there = found or accounts.recognise(site.address)
            granted = accounts.sign_in(
                there, pages.put, job.checkpoint, app, plain_http=site.plain_http
            )
            return there, granted

        def done(got: tuple[Recognised, Granted]) -> None:
            self._end()
            form.take(*got)
            self.try_out()

        def failed(error: Exception) -> None:
            self._end()
            form.show_not_connected(" ".join(failure(error)))
            if isinstance(error, EditorError) and error.code == "connect-app-needed":
                form.connect_form.open_app()

        self._page = ""
        self._jobs["sign-in"] = self._tasks.run(work, self, done, failed)
        self._poll.start()

    def _on_poll(self) -> None:
        try:
            self._page = self._pages.get_nowait()
        except Empty:
            return
        self._form.connect_form.copy_button.setEnabled(True)
        url = QUrl.fromEncoded(self._page.encode())
        if url.scheme() not in ("https", "http") or not QDesktopServices.openUrl(url):
            self._form.connect_form.show_problem(" ".join(said("connect-no-browser", {})))

    def _end(self) -> None:
        self._poll.stop()
        self._stop("sign-in")
        self._page = ""

    def _give_up(self) -> None:
        self._end()
        self._form.show_not_connected("")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._page)

    def try_out(self) -> None:
        """Ask the site who we are, and take a draft there and back."""
        form, accounts = self._form, self._accounts
        site, secret = form.site_to_test, form.new_secret
        if form.new and not secret:
            form.show_not_connected(tr("The password is missing."))
            return
        form.show_testing()
        renewed: list[str] = []

        def work(job: Job[Trial]) -> Trial:
            return accounts.try_out(site, secret, renewed.append)

        def ended() -> None:
            self._jobs.pop("try-out", None)
            if renewed:
                form.take_renewed(renewed[-1])

        def done(trial: Trial) -> None:
            ended()
            form.show_trial(trial)
            self.tried.emit(True)

        def failed(error: Exception) -> None:
            ended()
            form.show_not_connected(" ".join(failure(error)))
            self.tried.emit(False)

        self._jobs["try-out"] = self._tasks.run(work, self, done, failed)

    def _drop_trial(self) -> None:
        """What a site says to other credentials than those in the form, or another site, is no answer."""
        if "try-out" in self._jobs:
            self._stop("try-out")
            self._form.show_not_connected("")

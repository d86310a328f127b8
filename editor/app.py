"""Composition root: the only file that knows every part."""

import gc
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from editor.system.paths import Paths, resource

if TYPE_CHECKING:
    from concurrent.futures import Future

    from PySide6.QtWidgets import QApplication

    from editor.library.database import Database
    from editor.model.draft import Draft
    from editor.model.errors import EditorError
    from editor.services.accounts import Accounts
    from editor.services.drafting import Drafting
    from editor.services.exporting import Exporting
    from editor.services.previewing import Previewing
    from editor.services.publishing import Publishing
    from editor.services.resuming import Resuming
    from editor.services.spelling import Spelling
    from editor.services.verifying import Verifying
    from editor.services.waiting import Waiting
    from editor.system.one_window import OneWindow
    from editor.system.settings import Settings
    from editor.ui.main_window import MainWindow

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    """Everything a user can do, and what it is done with."""

    drafting: "Drafting"
    previewing: "Previewing"
    publishing: "Publishing"
    verifying: "Verifying"
    resuming: "Resuming"
    waiting: "Waiting"
    exporting: "Exporting"
    accounts: "Accounts"
    settings: "Settings"
    paths: Paths
    database: "Database"

    @cached_property
    def spelling(self) -> "Spelling":
        """Made when the window is shown and first looks a word up: the start needs none of it."""
        from editor.services.spelling import Spelling
        from editor.system.dictionaries import system_folders

        return Spelling(self.paths.home, resource("dictionaries"), system_folders())

    def close(self) -> None:
        """Give back the library, and end what runs beside us."""
        if "spelling" in vars(self):
            self.spelling.close()
        self.database.close()


def build_services(paths: Paths, wordpress_com: str = "") -> Services:
    """Put the parts together. Raises `StorageFailed` when the library cannot be opened.

    `wordpress_com` is where WordPress.com has the API of its sites, "" for the real one.
    """
    from editor.cms.registry import WORDPRESS_COM, Surroundings
    from editor.library.authors import Authors
    from editor.library.database import Database
    from editor.library.drafts import Drafts
    from editor.library.jobs import Jobs
    from editor.library.publications import Publications
    from editor.library.queue import Queue
    from editor.library.sites import Sites
    from editor.pictures.store import PictureStore
    from editor.render.theme import Theme
    from editor.services.accounts import Accounts
    from editor.services.drafting import Drafting
    from editor.services.exporting import Exporting
    from editor.services.previewing import Previewing
    from editor.services.publishing import Publishing
    from editor.services.resuming import Resuming
    from editor.services.verifying import Verifying
    from editor.services.waiting import Waiting
    from editor.system.secrets import Secrets
    from editor.system.settings import Settings

    database = Database(paths.library, paths.backups)
    sites, authors = Sites(database), Authors(database)
    publications = Publications(database)
    store = PictureStore(paths.pictures)
    drafting = Drafting(Drafts(database), store, authors, sites)
    accounts = Accounts(
        sites,
        authors,
        Secrets(),
        store,
        Surroundings(paths.staging, resource(), wordpress_com or WORDPRESS_COM),
        paths.sites,
    )
    jobs = Jobs(database)
    queue = Queue(database)
    publishing = Publishing(drafting, accounts, publications, jobs, queue)
    verifying = Verifying(accounts, publications, jobs)
    resuming = Resuming(drafting, accounts, publications, jobs, publishing, verifying)
    theme = Theme(lambda name: resource(*name.split("/")).read_bytes())
    return Services(
        drafting=drafting,
        previewing=Previewing(drafting, accounts, theme),
        publishing=publishing,
        verifying=verifying,
        resuming=resuming,
        waiting=Waiting(accounts, queue, publishing, resuming),
        exporting=Exporting(theme),
        accounts=accounts,
        settings=Settings(paths.settings),
        paths=paths,
        database=database,
    )


def prepare_qt() -> None:
    """What Qt must be told before its first object is made."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run as root with its sandbox, and takes the whole process with it
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if not Path("/dev/dri").exists() and sys.platform.startswith("linux"):
        # without a graphics card the software backend brings a key to the screen six times sooner
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
        # and Mesa with its compiler, which would draw nothing, need not be loaded
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    from editor.ui.preview.pane import register_scheme

    register_scheme()


def import_unread() -> None:
    """Have PySide not read the source of each module that is imported after this.

    It looks there for its name, as only a module that has it could ask for Qt's names spelt otherwise
    (`from __feature__ import snake_case`), which nobody does here. Reading takes a tenth of a second of
    the start, and what was read, 6 MB, is kept. What is replaced is PySide's own: test_starting minds it.
    """
    from PySide6.support import feature  # type: ignore[attr-defined]  # it has no types

    feature._mod_uses_pyside = lambda _module: False


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    prepare_qt()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Standfirst")
    application.setDesktopFileName("standfirst")
    return application


def _put_away(window: "MainWindow") -> None:
    """Delete the window, and its web page, before the application and the page's profile go."""
    from PySide6.QtCore import QCoreApplication, QEvent

    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _say_it_cannot_start(error: "EditorError") -> None:
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(f"{error}\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "Standfirst", str(error))
    box.exec()


class _Later:
    """One of the services while they are being made: whoever needs it before then waits."""

    def __init__(self, made: "Future[Services]", name: str) -> None:
        self._made, self._name = made, name

    def __getattr__(self, name: str) -> object:
        return getattr(getattr(self._made.result(), self._name), name)


def _later(made: "Future[Services]", settings: "Settings", paths: Paths) -> Services:
    """The services as they will be; the settings are there at once."""
    parts: dict[str, object] = {one.name: _Later(made, one.name) for one in fields(Services)}
    return Services(**(parts | {"settings": settings, "paths": paths}))  # type: ignore[arg-type]  # they act as such


def open_window(file: Path | None = None) -> int:
    """Open the window, with `file` in it if one is named; returns the exit code.

    Where the library has a window already, that one opens the file. The last article, or a file that is
    known, can be written in before the library is open, which is opened in the background.
    """
    from editor.model.errors import EditorError
    from editor.system.one_window import claim

    paths, one = Paths.from_environment(), None
    try:
        paths.make_home()
        one = claim(paths.window, file)
        if one is None:
            return 0
    except OSError:
        log.info("windows of this library cannot know of each other", exc_info=True)
    except EditorError as error:
        _application()
        _say_it_cannot_start(error)
        return 4
    code = _run_window(paths, file, one)
    if one is not None:
        one.close()
    return code


def _run_window(paths: Paths, file: Path | None, one: "OneWindow | None") -> int:
    """Show the window until it is closed; returns the exit code."""
    gc.disable()  # nothing that is made at the start is garbage; the window collects what comes later
    import_unread()
    from concurrent.futures import Future

    from editor.model.errors import EditorError
    from editor.system.log import set_up_log
    from editor.system.settings import Settings
    from editor.ui.controls.appearance import apply_appearance
    from editor.ui.main_window import MainWindow

    application = _application()
    try:
        set_up_log(paths.log)
        settings = Settings(paths.settings)
        apply_appearance(application, settings)
        early = _early_draft(paths, settings, file)
        services = _begun(paths) if early is None else None
    except EditorError as error:
        _say_it_cannot_start(error)
        return 4
    if services is not None:
        window = MainWindow(services)
        window.painted.connect(lambda: _listen(window, one))
        window.show()
    else:
        made: Future[Services] = Future()
        assert early is not None
        services = _later(made, settings, paths)
        window = MainWindow(services, early)
        window.show()
        _make_in_background(made, paths, window, early, file, one)
    if file is not None and early is None:
        window.open_file(file)
    code = application.exec()
    _put_away(window)
    with suppress(EditorError):  # which was said when the library could not be opened
        services.close()
    return code


def _early_draft(paths: Paths, settings: "Settings", file: Path | None) -> "Draft | None":
    """The file's draft, else the one that was open last, where a look at the library finds it."""
    from editor.library.glance import glance, glance_file
    from editor.system.settings import FIRST_RUN_DONE, LAST_ARTICLE

    if not settings.get(FIRST_RUN_DONE):
        return None
    if file is not None:
        return glance_file(paths.library, file)
    try:
        return glance(paths.library, UUID(settings.get(LAST_ARTICLE)))
    except ValueError:
        return None


def _begun(paths: Paths) -> Services:
    from editor.services.starting import first_start

    services = build_services(paths)
    first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    return services


def _make_in_background(
    made: "Future[Services]",
    paths: Paths,
    window: "MainWindow",
    early: "Draft",
    file: Path | None,
    one: "OneWindow | None",
) -> None:
    """Make the services in a thread, once the window is painted; `file` is then opened whole.

    `early` is the draft that is shown already.
    """
    from PySide6.QtCore import QCoreApplication

    from editor.model.errors import EditorError

    def make(_job: object) -> None:
        try:
            services = build_services(paths)
            with suppress(EditorError):
                services.drafting.open(early.id)  # the first article takes 50 ms, each after it 10
            made.set_result(services)
        except Exception as error:
            made.set_exception(error)  # for whoever waits
            raise

    def failed(error: Exception) -> None:
        if not isinstance(error, EditorError):
            raise error
        _say_it_cannot_start(error)
        QCoreApplication.exit(4)

    def arrived(_made: None) -> None:
        gc.freeze()  # what stays until the end need not be looked through at each collection
        window.arrive()
        if file is not None:
            window.open_file(file)  # the pictures beside it may have changed
        _listen(window, one)

    begin = partial(window.tasks.run, make, window, arrived, failed)
    window.painted.connect(begin)


def _listen(window: "MainWindow", one: "OneWindow | None") -> None:
    """Take in what later starts hand over, now that the window is painted and the library open."""
    from editor.ui.later_starts import LaterStarts

    if one is None:
        return
    try:
        LaterStarts(window, one)
    except OSError:
        log.warning("later starts cannot reach this window", exc_info=True)


def command_line(words: list[str]) -> int:
    """Run a subcommand; returns the exit code."""
    from editor import __version__
    from editor.cli.command_line import make_command_line, run
    from editor.cli.parts import Parts
    from editor.system.log import set_up_log

    def open_parts() -> Parts:
        paths = Paths.from_environment()
        set_up_log(paths.log)
        return build_services(paths)

    return run(make_command_line(open_parts, run_tour, __version__), words)


def run_tour(folder: Path) -> int:
    """Drive the real window through the whole job; its home and its pictures lie in `folder`."""
    import tempfile

    # the tour leaves nothing in anybody's keyring
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["STANDFIRST_HOME"] = tempfile.mkdtemp(prefix="home-", dir=folder)

    from editor.services.starting import first_start
    from editor.system.log import set_up_log
    from editor.ui.controls.appearance import apply_appearance
    from editor.ui.tour import Tour, TourStopped, account

    paths = Paths.from_environment()
    set_up_log(paths.log)
    application = _application()
    services = build_services(paths)
    sample = first_start(
        services.drafting, services.accounts, services.settings, resource("sample")
    )
    apply_appearance(application, services.settings)
    assert sample is not None  # a new home has its first start
    tour = Tour(folder, application, services, sample)
    try:
        receipt = tour.run()
    except TourStopped as stopped:
        sys.stderr.write(f"The tour stopped: {stopped}.\n")
        return 1
    finally:
        _put_away(tour.window)
        services.close()
    sys.stdout.write(account(receipt, sample, tour.pictures) + "\n")
    return 3 if receipt.leaks else 0

"""Starting: the last article takes keys before the library is open, and nothing typed then is lost."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from editor.app import Services, _later
from editor.library.glance import glance
from editor.model.audience import Access
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.system.settings import PREVIEW_SHOWN
from editor.ui.controls.appearance import Appearance
from editor.ui.main_window import MainWindow
from tests.conftest import ROOT


def test_the_sources_of_what_is_imported_are_not_read() -> None:
    asked = "import editor.app, linecache\neditor.app.import_unread()\n"
    asked += "import editor.ui.main_window, PySide6.QtCore, sqlalchemy\nprint(*linecache.cache)"
    done = subprocess.run(
        (sys.executable, "-c", asked), check=True, capture_output=True, text=True, cwd=ROOT
    )
    read = done.stdout.split()
    assert not [name for name in read if "/editor/ui/" in name or "/sqlalchemy/" in name]


@pytest.fixture
def kept(services: Services) -> Draft:
    services.settings.set(PREVIEW_SHOWN, False)
    services.accounts.save_author(AuthorProfile("mara", "Mara Lind"))
    draft = Draft(title="Kept", body="Words.\n", access=Access.PAID, authors=("mara",))
    services.drafting.save(draft)
    return draft


def test_what_is_typed_before_the_library_is_open_is_kept(
    qtbot: QtBot, appearance: Appearance, services: Services, kept: Draft
) -> None:
    early = glance(services.paths.library, kept.id)
    assert early == kept
    made: Future[Services] = Future()
    window = MainWindow(_later(made, services.settings, services.paths), early)
    with qtbot.waitSignal(window.painted):
        window.show()
    assert window.windowTitle() == "Kept – Standfirst"
    QTest.keyClicks(window.focusWidget(), "Typed at once. ")
    assert window.article.draft is not None
    assert window.article.draft.body == "Typed at once. Words.\n"
    assert window.article.dirty
    made.set_result(services)
    window.arrive()
    assert "Mara Lind" in {each.text() for each in window.editor.head.findChildren(QToolButton)}
    assert window.sidebar.model.rowCount() == 1
    assert window.article.flush()
    assert services.drafting.open(kept.id).body == "Typed at once. Words.\n"
    qtbot.waitUntil(lambda: window.tasks.busy == 0, timeout=20000)
    window.close()
    delete(window)


def test_a_window_that_is_closed_before_the_library_is_open_keeps_what_was_typed(
    qtbot: QtBot, appearance: Appearance, services: Services, kept: Draft
) -> None:
    made: Future[Services] = Future()
    window = MainWindow(_later(made, services.settings, services.paths), kept)
    window.show()
    QTest.keyClicks(window.focusWidget(), "Quick. ")
    window.tasks.run(lambda _job: made.set_result(services), window)
    assert window.close()
    delete(window)
    assert services.drafting.open(kept.id).body == "Quick. Words.\n"


def test_a_key_parses_styles_and_stores_nothing_but_what_it_touched(
    main_window: MainWindow,
    write: Callable[[Draft], Draft],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By counting: no parse and no database in the window's thread, no line styled but the key's own."""
    from threading import get_ident

    from sqlalchemy import Engine, event

    from editor.text import parse
    from editor.text.dialect import _Reader
    from editor.ui.writing.highlighter import Highlighter

    window_thread = get_ident()
    body = "".join(f"Paragraph {n} of **many** words.\n\n" for n in range(400))
    write(Draft(body=body))
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    counted = {"parsed": 0, "whole": 0, "styled": 0, "asked": 0}

    def counting(name: str, do: Callable[..., object]) -> Callable[..., object]:
        def counts(*given: object) -> object:
            counted[name] += 1
            return do(*given)

        return counts

    monkeypatch.setattr(_Reader, "read", counting("parsed", _Reader.read))
    monkeypatch.setattr(parse, "parse", counting("whole", parse.parse))
    style = Highlighter.highlightBlock
    monkeypatch.setattr(Highlighter, "highlightBlock", counting("styled", style))

    def asked(*_: object) -> None:
        counted["asked"] += get_ident() == window_thread

    event.listen(Engine, "before_cursor_execute", asked)
    try:
        QTest.keyClicks(main_window.editor.text, "some words")
        assert counted["styled"] <= 20
        assert counted["asked"] == 0
        assert counted["parsed"] == 0
        qtbot.waitUntil(lambda: not main_window.article.dirty, timeout=20000)
        qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=20000)
    finally:
        event.remove(Engine, "before_cursor_execute", asked)
    # counted again in the background: the chunk that was written in, and the one above it
    assert counted["whole"] == 0
    assert counted["parsed"] <= 4
    assert counted["asked"] == 0

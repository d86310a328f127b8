"""Saving in the background: what was typed last is what is kept, whatever the disk does meanwhile."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft, Shelf
from editor.model.errors import StorageFailed
from editor.services.drafting import Drafting
from editor.ui.main_window import MainWindow

Write = Callable[[Draft], Draft]


def test_a_slow_disk_does_not_keep_the_writer_and_an_older_text_never_comes_after_a_newer(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(Draft(body=""))
    begun, on, save = Event(), Event(), Drafting.save
    saved: list[str] = []

    def slow(drafting: Drafting, what: Draft, words: int | None, over: Draft) -> None:
        begun.set()
        assert on.wait(20)
        saved.append(what.body)
        save(drafting, what, words, over)

    monkeypatch.setattr(Drafting, "save", slow)
    QTest.keyClicks(main_window.editor.text, "first")
    qtbot.waitUntil(begun.is_set)
    QTest.keyClicks(main_window.editor.text, " and more")  # while the first is being written
    assert main_window.article.dirty
    on.set()
    assert main_window.article.flush()
    assert not main_window.article.dirty
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0)
    assert saved[-1] == "first and more"
    assert main_window.services.drafting.open(draft.id).body == "first and more"


def test_what_a_full_disk_did_not_take_is_tried_again(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(Draft(body=""))
    full = [True]
    save = Drafting.save

    def failing(drafting: Drafting, what: Draft, words: int | None, over: Draft) -> None:
        if full[0]:
            raise StorageFailed("disk-full")
        save(drafting, what, words, over)

    monkeypatch.setattr(Drafting, "save", failing)
    with qtbot.waitSignal(main_window.article.save_failed):
        QTest.keyClicks(main_window.editor.text, "kept")
    assert main_window.article.dirty
    full[0] = False
    qtbot.waitUntil(lambda: not main_window.article.dirty, timeout=20000)
    assert main_window.services.drafting.open(draft.id).body == "kept"


def test_what_is_deleted_for_good_is_not_written_again(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(Draft(body=""))
    begun, on, save = Event(), Event(), Drafting.save

    def slow(drafting: Drafting, what: Draft, words: int | None, over: Draft) -> None:
        begun.set()
        assert on.wait(20)
        save(drafting, what, words, over)

    monkeypatch.setattr(Drafting, "save", slow)
    QTest.keyClicks(main_window.editor.text, "gone")
    qtbot.waitUntil(begun.is_set)
    on.set()
    main_window.article.forget(draft.id)
    main_window.services.drafting.purge(draft.id)
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0)
    assert main_window.services.drafting.cards(Shelf.DRAFTS) == ()

"""The session as it was left: each article is come back to where one was in it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.library.glance import glance
from editor.model.audience import Audience
from editor.model.draft import Draft
from editor.system.settings import PLACES, PREVIEW_SHOWN, Setting, Settings
from editor.ui.controls.appearance import Appearance
from editor.ui.main_window import MainWindow
from editor.ui.session_desk import KEEP_MS

from .conftest import delete

Write = Callable[[Draft], Draft]
CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "\n\n".join(
    f"Paragraph {n} of a *text* that goes on for a while, over more than one line of it."
    for n in range(200)
)
FAR = "\n\n".join([TEXT] * 6)


def place(window: MainWindow) -> tuple[int, int, tuple[int, int]]:
    cursor = window.editor.text.textCursor()
    return cursor.position(), cursor.anchor(), window.editor.top_line()


def go_far(window: MainWindow, words: str) -> None:
    """Put the caret there, with two words selected, and scroll a little on."""
    text = window.editor.text
    found = text.document().find(words)
    found.clearSelection()
    text.setTextCursor(found)
    for _ in range(2):
        QTest.keyClick(text, Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.ShiftModifier)
    bar = window.editor.bar
    bar.setValue(bar.value() + 137)


@pytest.fixture
def windows(
    qtbot: QtBot, appearance: Appearance, services: Services
) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows, one after the other, on one library."""
    services.settings.set(PREVIEW_SHOWN, False)
    made: list[MainWindow] = []

    def open_window(early: Draft | None = None) -> MainWindow:
        window = MainWindow(services, early)
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_window
    for window in made:
        tasks = window.tasks
        qtbot.waitUntil(lambda tasks=tasks: tasks.busy == 0, timeout=20000)  # type: ignore[misc]  # bound now
        window.close()
        delete(window)


def test_each_article_keeps_its_caret_and_its_scroll(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    first = write(Draft(title="First", body=TEXT))
    go_far(main_window, "Paragraph 90")
    before = place(main_window)
    assert before[0] > 5000
    assert before[0] != before[1]
    second = write(Draft(title="Second", body=TEXT))
    assert place(main_window) == (0, 0, (0, 0))
    go_far(main_window, "Paragraph 30")
    other = place(main_window)
    main_window.open_article(first.id)
    assert place(main_window) == before
    main_window.open_article(second.id)
    assert place(main_window) == other


def test_the_next_start_is_where_the_last_one_ended(
    windows: Callable[..., MainWindow], services: Services, qtbot: QtBot
) -> None:
    draft = Draft(title="Kept", body=TEXT)
    services.drafting.save(draft)
    window = windows()
    window.resize(780, 700)  # the screen of the tests is not larger
    window.open_article(draft.id)
    window.body.wants_sidebar = False
    window.body.toggle_details(True)
    window.preview.choose(Audience.PAID)
    qtbot.waitUntil(lambda: window.editor.text.article is not None)
    go_far(window, "Paragraph 90")
    before = place(window)
    window.close()
    again = windows()
    assert again.windowTitle() == "Kept – Standfirst"
    assert again.size() == window.size()
    assert place(again) == before
    assert again.inspector.isVisible()
    assert not again.body.wants_sidebar
    assert again.preview.audience is Audience.PAID
    QTest.keyClicks(again.focusWidget(), "typed")
    assert again.editor.text.body().count("typed") == 1
    assert "Paragraph 90typeda *text*" in again.editor.text.body()  # " of " was selected


def test_focus_mode_is_not_where_one_begins(
    windows: Callable[..., MainWindow], services: Services
) -> None:
    draft = Draft(title="Kept", body="x")
    services.drafting.save(draft)
    window = windows()
    window.open_article(draft.id)
    QTest.keyClick(window.editor.text, Qt.Key.Key_F11)
    window.close()
    assert windows().header.isVisible()


@pytest.mark.parametrize("hasty", [False, True])
def test_a_long_article_opened_early_takes_keys_where_one_was(
    windows: Callable[..., MainWindow], services: Services, qtbot: QtBot, hasty: bool
) -> None:
    draft = Draft(title="Long", body=FAR)
    services.drafting.save(draft)
    window = windows()
    window.open_article(draft.id)
    text = window.editor.text
    assert text.article is not None
    text.article.highlighter.finish()
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End)
    before = place(window)
    assert before[2][0] > 1000
    window.close()
    again = windows(glance(services.paths.library, draft.id))
    laid = again.editor.text.document().lastBlock().layout().lineCount()
    assert laid == 0  # the window is there before all of it is laid out
    if not hasty:
        qtbot.waitUntil(lambda: place(again)[0] == before[0], timeout=10000)
        assert place(again)[2][0] == before[2][0]
    QTest.keyClicks(again.editor.text, "!")
    assert again.editor.text.body() == FAR + "!"
    again.arrive()


def test_after_a_crash_the_place_is_seconds_old_and_no_key_writes_it(
    main_window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(Draft(title="T", body=TEXT))
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=10000)
    written: list[str] = []
    keep = Settings.set

    def count(self: Settings, setting: Setting[str], value: str) -> None:
        written.append(setting.name)
        keep(self, setting, value)

    monkeypatch.setattr(Settings, "set", count)
    text = main_window.editor.text
    QTest.keyClicks(text, "some words")
    assert "places" not in written
    go_far(main_window, "Paragraph 90")
    assert "places" not in written
    at = text.textCursor().position()
    qtbot.waitUntil(lambda: "places" in written, timeout=KEEP_MS + 5000)
    qtbot.waitUntil(lambda: main_window.tasks.busy == 0, timeout=10000)
    fresh = Settings(main_window.services.paths.settings)
    assert f'"{draft.id.hex}":[{at},' in fresh.get(PLACES)


@pytest.mark.parametrize(
    "text", ["nonsense", '{"a": 1}', "[]", '{"%s": [9999999, 9999999, 88888, -5]}']
)
def test_places_that_make_no_sense_are_no_place(
    windows: Callable[..., MainWindow], services: Services, text: str
) -> None:
    draft = Draft(title="T", body="Short.")
    services.drafting.save(draft)
    services.settings.set(PLACES, text.replace("%s", draft.id.hex))
    window = windows()
    window.open_article(draft.id)
    QTest.keyClicks(window.editor.text, "!")
    assert sorted(window.editor.text.body()) == sorted("Short.!")

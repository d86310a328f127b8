"""The library at the left: search, sort, new, duplicate, trash and back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from editor.model.author import AuthorProfile
from editor.model.draft import Draft, DraftCard, Order, Shelf
from editor.services.starting import first_start
from editor.system.paths import resource
from editor.ui.library.draft_list import CARD, relative_date
from editor.ui.main_window import MainWindow
from editor.ui.publish.sheet import PublishSheet
from editor.ui.writing.question_sheet import QuestionSheet

Write = Callable[[Draft], Draft]


def titles(window: MainWindow) -> list[str]:
    model = window.sidebar.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_a_new_article_is_listed_and_its_title_waits_for_words(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    main_window.actions_["new"].trigger()
    assert titles(main_window) == ["Untitled"]
    QTest.keyClicks(main_window.editor.head.title, "A harbour")
    qtbot.waitUntil(lambda: titles(main_window) == ["A harbour"], timeout=3000)


def test_ctrl_n_begins_an_article_by_who_wrote_last_and_not_by_the_samples_author(
    main_window: MainWindow, write: Write
) -> None:
    services = main_window.services
    first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    made = []
    QTest.keyClick(main_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    made.append(main_window.article.draft)
    services.accounts.save_author(AuthorProfile("mara", "Mara Lind"))
    write(Draft(title="Mine", authors=("mara",)))
    QTest.keyClick(main_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    made.append(main_window.article.draft)
    assert [draft and draft.authors for draft in made] == [(), ("mara",)]


def listed_words(window: MainWindow) -> int:
    return cast("DraftCard", window.sidebar.model.index(0).data(CARD)).words


def test_it_says_as_many_words_as_the_window_does(main_window: MainWindow, qtbot: QtBot) -> None:
    main_window.actions_["new"].trigger()
    text = main_window.editor.text
    text.setFocus()
    text.insertPlainText("Two **words** and [a link](https://a.example/b) <!-- note: none -->.")
    qtbot.waitUntil(lambda: listed_words(main_window) == 5, timeout=5000)
    counts = main_window.article.counts
    assert counts is not None
    assert counts.all == 5
    QTest.keyClicks(text, " More")
    assert main_window.article.flush()  # saved before it is counted
    qtbot.waitUntil(lambda: listed_words(main_window) == 6, timeout=5000)


def test_a_number_of_words_that_is_not_right_is_put_right_when_the_article_opens(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    draft = Draft(body="One, *two*, [three](https://a.example/b).")
    main_window.services.drafting.save(draft, 53)
    main_window.open_article(draft.id)
    main_window.library.refresh()
    assert listed_words(main_window) == 53
    qtbot.waitUntil(lambda: listed_words(main_window) == 3, timeout=5000)


def test_search_lists_what_fits_and_says_when_nothing_does(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="The quay", body="water"))
    write(Draft(title="The hill", body="stone"))
    main_window.library.refresh()
    QTest.keyClicks(main_window.sidebar.search, "stone")
    qtbot.waitUntil(lambda: titles(main_window) == ["The hill"])
    main_window.sidebar.search.setText("nowhere at all")
    qtbot.waitUntil(lambda: titles(main_window) == [])
    assert main_window.sidebar._empty_line.text() == "No article matches “nowhere at all”."
    QTest.mouseClick(main_window.sidebar._empty_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(main_window)) == 2)


def test_search_finds_on_every_shelf_but_the_trash(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    live = write(Draft(title="Live", body="stone"))
    thrown = write(Draft(title="Thrown", body="stone"))
    write(Draft(title="Draft", body="stone"))
    main_window.library.trash(thrown.id)
    site = main_window.services.accounts.practice_site()
    main_window.services.publishing.publish(
        main_window.services.publishing.plan(live, site), lambda _step: None, lambda: None
    )
    main_window.library.refresh()
    assert titles(main_window) == ["Draft"]
    main_window.sidebar.search.setText("stone")
    qtbot.waitUntil(lambda: titles(main_window) == ["Draft", "Live"])
    assert main_window.sidebar._heading.text() == "Found"


def test_sorting_by_title(main_window: MainWindow, write: Write) -> None:
    for name in ("B", "C", "A"):
        write(Draft(title=name, body="x"))
    main_window.sidebar.order_chosen.emit(Order.TITLE)
    assert titles(main_window) == ["A", "B", "C"]


def test_trash_and_restore(main_window: MainWindow, write: Write, qtbot: QtBot) -> None:
    draft = write(Draft(title="Thrown away", body="Still here."))
    main_window.actions_["trash"].trigger()
    assert titles(main_window) == []
    main_window.sidebar.shelf_chosen.emit(Shelf.TRASH)
    main_window.sidebar.show_shelf(Shelf.TRASH)
    main_window.library.refresh()
    assert titles(main_window) == ["Thrown away"]
    main_window.open_article(draft.id)
    QTest.keyClicks(main_window.editor.text, "x")
    assert main_window.editor.text.body() == "Still here."
    main_window.actions_["restore"].trigger()
    assert main_window.sidebar.shelf is Shelf.DRAFTS
    assert titles(main_window) == ["Thrown away"]
    assert main_window.banner.isHidden()
    QTest.keyClicks(main_window.editor.text, "x")
    assert main_window.editor.text.body() == "xStill here."


def test_deleting_for_good_asks_first(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(title="Gone", body="x"))
    main_window.library.trash(draft.id)
    main_window.library.purge(draft.id)
    sheet = main_window.sheet()
    assert isinstance(sheet, QuestionSheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert main_window.services.drafting.counts()[Shelf.TRASH] == 1
    main_window.library.purge(draft.id)
    sheet = main_window.sheet()
    assert isinstance(sheet, QuestionSheet)
    QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    assert main_window.services.drafting.counts()[Shelf.TRASH] == 0


def test_a_duplicate_has_the_text_and_an_identity_of_its_own(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(title="Twice", body="The same words."))
    main_window.actions_["duplicate"].trigger()
    copy = main_window.article.draft
    assert copy is not None
    assert copy.id != draft.id
    assert copy.body == draft.body
    assert titles(main_window) == ["Twice", "Twice"]


def test_rows_are_read_out_with_site_date_and_words(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(title="Heard", body="three words here"))
    main_window.library.refresh()
    qtbot.waitUntil(lambda: listed_words(main_window) == 3, timeout=5000)
    said = main_window.sidebar.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Heard, no site, Just now, 3 words"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=5), "Just now"),
        (timedelta(minutes=2), "2 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1), "Yesterday"),
        (timedelta(days=3), "Tue"),
        (timedelta(days=10), "2 Jun"),
        (timedelta(days=400), "8 May 2025"),
    ],
)
def test_dates_as_one_says_them(ago: timedelta, said: str) -> None:
    now = datetime(2026, 6, 12, 15, 0, tzinfo=UTC)
    assert relative_date(now - ago, now) == said


def test_the_first_view_offers_three_ways_to_begin(main_window: MainWindow) -> None:
    assert main_window.welcome.isVisible()
    assert not main_window.welcome.practice.isEnabled()  # this home has no sample
    offered = " ".join(one.text() for one in main_window.welcome.findChildren(QLabel)).lower()
    for kind in main_window.services.accounts.kinds():
        assert kind.kind in offered
    main_window.welcome.new_wanted.emit()
    assert main_window.editor.isVisible()


@pytest.mark.parametrize("width", [1440, 1360, 1280, 1000, 800])
def test_nothing_of_the_first_view_is_cut(main_window: MainWindow, width: int) -> None:
    main_window.resize(width, 640)
    QApplication.processEvents()
    view = main_window.welcome.viewport()
    for one in main_window.welcome.findChildren(QWidget):
        if one.isVisible():
            left = one.mapTo(view, QPoint(0, 0)).x()
            assert left >= 0
            assert left + one.width() <= view.width()


def test_the_sample_is_opened_with_its_plan_by_one_click(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    services = main_window.services
    first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    main_window.library.refresh()
    assert titles(main_window) == ["Start here: a sample article"]
    QTest.mouseClick(main_window.welcome.practice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(main_window.sheet(), PublishSheet), timeout=10000)
    assert main_window.header.site.name.text() == "Practice site"
    sheet = main_window.sheet()
    assert sheet is not None
    sheet.finish()


def test_a_click_on_an_article_means_to_write_in_it_and_the_arrows_stay_in_the_list(
    main_window: MainWindow, write: Write
) -> None:
    first, second = write(Draft(title="A", body="a")), write(Draft(title="B", body="b"))
    listed = main_window.sidebar.list
    main_window.library.refresh()

    def row(draft: Draft) -> int:
        model = main_window.sidebar.model
        return next(at for at in range(model.rowCount()) if model.card(at).id == draft.id)

    place = listed.visualRect(main_window.sidebar.model.index(row(first))).center()
    QTest.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert main_window.article.draft is not None
    assert main_window.article.draft.id == first.id
    assert main_window.editor.text.hasFocus()
    listed.setFocus()
    step = Qt.Key.Key_Down if row(second) > row(first) else Qt.Key.Key_Up
    QTest.keyClick(listed, step)
    assert main_window.article.draft.id == second.id
    assert listed.hasFocus()
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert main_window.editor.text.hasFocus()

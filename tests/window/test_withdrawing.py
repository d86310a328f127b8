"""What a writer meets who takes an article back from its site, deletes it there, or moves it."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.cms.port import Newsletter
from editor.model.draft import Draft
from editor.model.errors import Unreachable
from editor.model.mailing import EVERYBODY
from editor.model.publication import Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.ui.main_window import MainWindow
from editor.ui.publish.withdrawal_sheet import WithdrawalSheet
from tests.conftest import MemoryKeyring
from tests.memory_site import ADDRESS, SECRET, MemorySite
from tests.window.test_publishing_later import (
    LEFT,
    article,
    opened,
    outcome,
    says,
    settled,
    site,
    words_of,
)

__all__ = ["article", "site"]  # fixtures
BACK, DELETE = "unpublish", "delete-post"
Article = Callable[..., Draft]


def published(window: MainWindow, draft: Draft, site: Site, *, mail: bool = False) -> Receipt:
    """Publish it as the sheet does, and have the window know."""
    publishing = window.services.publishing
    plan = publishing.plan(draft, site, email=EVERYBODY if mail else None)
    receipt = publishing.publish(plan, lambda step: None, lambda: None)
    window.publishing.changed.emit()
    return receipt


def chosen(qtbot: QtBot, window: MainWindow, name: str) -> WithdrawalSheet:
    """Choose an entry of the main menu with the mouse, and wait until the question is asked."""
    menu = window.actions_.menu(window)
    menu.popup(QPoint(0, 0))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(window.actions_[name]).center())
    menu.deleteLater()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sheet = window.sheet()
    assert isinstance(sheet, WithdrawalSheet)
    qtbot.waitUntil(lambda: sheet.go.isVisible())
    return sheet


def said(qtbot: QtBot, window: MainWindow) -> str:
    """What the line under the header says, once the sheet is gone."""
    qtbot.waitUntil(lambda: window.sheet() is None and window.banner.isVisible())
    return window.banner.words.text()


def test_they_are_offered_where_there_is_something_to_take_back_and_say_why_not_elsewhere(
    main_window: MainWindow, article: Article, site: Site
) -> None:
    back, delete = main_window.actions_[BACK], main_window.actions_[DELETE]
    assert not back.isEnabled()
    draft = article()
    assert (back.isEnabled(), delete.isEnabled()) == (False, False)
    assert back.toolTip() == delete.toolTip() == "It is not on Harbour Letters."
    menu = main_window.actions_.menu(main_window)
    assert menu.toolTipsVisible()
    assert [action.text() for action in menu.actions()].count("Delete from Harbour Letters…") == 1
    published(main_window, draft, site)
    assert (back.isEnabled(), delete.isEnabled()) == (True, True)
    main_window.services.publishing.undo(draft.id, site)
    main_window.publishing.changed.emit()
    assert (back.isEnabled(), delete.isEnabled()) == (False, True)
    assert back.toolTip() == "It is a draft on Harbour Letters already."
    main_window.services.publishing.delete(draft.id, site)
    main_window.publishing.changed.emit()
    assert not delete.isEnabled()
    assert main_window.status.state.text() == "Draft · not on Harbour Letters yet"


def test_taken_back_it_asks_first_and_says_so(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    draft = article()
    memory.newsletters = (Newsletter("weekly", "Weekly", 3, 2),)
    published(main_window, draft, site, mail=True)
    sheet = chosen(qtbot, main_window, BACK)
    says(qtbot, sheet, "address stops working for readers", "5 emails stay sent.", "comments")
    assert sheet.focusWidget() is sheet.stay
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert main_window.sheet() is None
    assert len(memory.public) == 1
    sheet = chosen(qtbot, main_window, BACK)
    QTest.keyClick(sheet.stay, Qt.Key.Key_Tab)
    QTest.keyClick(sheet.go, Qt.Key.Key_Return)
    assert said(qtbot, main_window) == (
        "“The harbour” is a draft on Harbour Letters again. Readers cannot open it there any more."
    )
    assert main_window.banner.property("tone") == "good"
    assert memory.public == []
    assert main_window.header.publish.text() == "Publish…"
    assert main_window.status.state.text() == "Draft · Harbour Letters"


def test_deleting_says_what_goes_and_is_not_left_half_way(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    draft = article()
    published(main_window, draft, site)
    go_on = threading.Event()
    memory.before["delete"] = lambda: None if go_on.wait(20) else pytest.fail("nobody went on")
    sheet = chosen(qtbot, main_window, DELETE)
    says(qtbot, sheet, "makes a new post", "gone for good", "comments go with it", "your library")
    QTest.mouseClick(sheet.go, LEFT)
    says(qtbot, sheet, "Deleting it from Harbour Letters…")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert main_window.sheet() is sheet
    main_window.close()
    assert main_window.isVisible()
    go_on.set()
    assert said(qtbot, main_window) == (
        "“The harbour” is no longer on Harbour Letters. Your text stays here."
    )
    assert memory.posts == {}
    assert main_window.services.drafting.open(draft.id).body == draft.body
    done = outcome(qtbot, main_window, opened(qtbot, main_window).publish)
    assert done.receipt.status is Status.PUBLISHED
    assert len(memory.posts) == 1


def test_a_trash_is_named_where_there_is_one(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    memory.capabilities = replace(memory.capabilities, trash=True)
    with pytest.MonkeyPatch.context() as patch:
        from tests.memory_site import plug_in

        plug_in(patch, memory)
        published(main_window, article(), site)
        sheet = chosen(qtbot, main_window, DELETE)
        says(qtbot, sheet, "It goes to the trash of Harbour Letters")
        assert "gone for good" not in words_of(sheet)
        QTest.mouseClick(sheet.stay, LEFT)


def test_what_goes_wrong_is_told_with_what_is_safe_and_can_be_tried_again(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    published(main_window, article(), site)
    memory.fail("delete", Unreachable("site-refused", host="memory.example"))
    sheet = chosen(qtbot, main_window, DELETE)
    QTest.mouseClick(sheet.go, LEFT)
    says(
        qtbot, sheet, "Your text here is untouched. Nobody but editors of Harbour Letters can read"
    )
    assert sheet.go.text() == "Try again"
    memory.heal()
    QTest.mouseClick(sheet.go, LEFT)
    assert "no longer on" in said(qtbot, main_window)


def test_what_was_changed_there_is_asked_about(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    receipt = published(main_window, article(), site)
    memory.edit(receipt.remote_id, title="By another hand")
    sheet = chosen(qtbot, main_window, DELETE)
    QTest.mouseClick(sheet.go, LEFT)
    says(qtbot, sheet, "was changed on Harbour Letters", "It is public on Harbour Letters.")
    assert [kept.post.title for kept in memory.public] == ["By another hand"]
    assert sheet.go.text() == "Delete it all the same"
    QTest.mouseClick(sheet.go, LEFT)
    assert "no longer on" in said(qtbot, main_window)
    assert memory.posts == {}


def test_a_secret_that_is_not_known_is_asked_for(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Article,
    site: Site,
    memory: MemorySite,
    memory_keyring: MemoryKeyring,
) -> None:
    published(main_window, article(), site)
    memory_keyring.kept.clear()
    sheet = chosen(qtbot, main_window, BACK)
    QTest.mouseClick(sheet.go, LEFT)
    qtbot.waitUntil(lambda: sheet.prompt is not None)
    assert sheet.prompt is not None
    assert sheet.prompt.field.hasFocus()
    QTest.keyClicks(sheet.prompt.field, SECRET)
    QTest.keyClick(sheet.prompt.field, Qt.Key.Key_Return)
    assert "a draft on Harbour Letters again" in said(qtbot, main_window)
    assert memory.public == []


class Killed(BaseException):
    """The power goes."""


def test_a_deletion_that_was_cut_short_is_told_at_the_next_start(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    draft = article()
    published(main_window, draft, site)
    memory.fail("delete", Killed())
    with pytest.raises(Killed):
        main_window.services.publishing.delete(draft.id, site)
    memory.heal()
    main_window.publishing._cut_short.look()
    assert said(qtbot, main_window) == (
        "Deleting “The harbour” was cut short: it is still on Harbour Letters, where nobody but editors "
        "can read it. Delete it again from the main menu."
    )
    assert main_window.services.resuming.cut_short() == ()
    assert main_window.actions_[DELETE].isEnabled()


# another address


def test_a_new_slug_moves_nothing_until_that_is_ticked(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    draft = article()
    first = published(main_window, draft, site)
    main_window.article.edit("slug", "pier")
    page = opened(qtbot, main_window)
    assert page.address.isVisible()
    assert not page.address.box.isChecked()
    says(qtbot, page, "It stays at /the-harbour, where readers know it. The new one is /pier.")
    done = outcome(qtbot, main_window, page.publish)
    assert done.receipt.url == first.url
    QTest.mouseClick(done.done, LEFT)
    page = opened(qtbot, main_window)
    page.address.box.setFocus()
    QTest.keyClick(page.address.box, Qt.Key.Key_Space)
    settled(qtbot, page)
    says(qtbot, page, "Whoever asks for /the-harbour is led on to /pier.")
    done = outcome(qtbot, main_window, page.publish)
    assert done.receipt.url == f"{ADDRESS}/pier/"
    assert memory.redirects == {first.url: done.receipt.url}
    assert done.steps.rows["redirect"].isVisible()
    QTest.mouseClick(done.done, LEFT)
    assert not opened(qtbot, main_window).address.isVisible()


def test_an_old_address_that_leads_nowhere_is_told(
    qtbot: QtBot, main_window: MainWindow, article: Article, site: Site, memory: MemorySite
) -> None:
    published(main_window, article(), site)
    main_window.article.edit("slug", "pier")
    memory.fail("lead_on", Unreachable("site-refused", host="memory.example"))
    page = opened(qtbot, main_window)
    QTest.mouseClick(page.address.box, LEFT, pos=QPoint(8, page.address.box.height() // 2))
    settled(qtbot, page)
    done = outcome(qtbot, main_window, page.publish)
    says(qtbot, done, "its old address does not lead to the new one")
    assert done.receipt.status is Status.PUBLISHED

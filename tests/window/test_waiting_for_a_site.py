"""A site that cannot be reached is waited for: seen everywhere, withdrawn at will, and sent when it is there."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.errors import CmsError, Unauthorised, Unreachable
from editor.model.site import Site
from editor.model.status import Status
from editor.ui.main_window import MainWindow
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.progress_page import ProgressPage
from editor.ui.publish.sheet import PublishSheet
from editor.ui.publish.waiting_card import WaitingCard
from tests.memory_site import ADDRESS, SECRET, MemorySite

BODY = "The city drinks from its harbour, and pays.\n\n<!--more-->\n\nThe price of each cup stands in a drawer.\n"
AWAY = Unreachable("site-timeout", host="memory.example")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def draft(services: Services, memory: MemorySite) -> Draft:
    site = Site("Harbour Letters", "memory", ADDRESS, gate=Gate.NEWSLETTER, zone="UTC")
    there = services.accounts.add(site, SECRET)
    draft = Draft(title="The harbour", body=BODY, access=Access.PAID, excerpt="A city.")
    services.drafting.save(draft)
    services.drafting.choose_site(draft.id, there)
    return draft


@pytest.fixture
def window(draft: Draft, main_window: MainWindow) -> MainWindow:
    main_window.open_article(draft.id)
    return main_window


P = TypeVar("P", PlanPage, ProgressPage, DonePage)


def page(qtbot: QtBot, window: MainWindow, kind: type[P]) -> P:
    def shown() -> P | None:
        sheet = window.sheet()
        page = sheet.page if isinstance(sheet, PublishSheet) else None
        return page if isinstance(page, kind) else None

    qtbot.waitUntil(lambda: shown() is not None)
    found = shown()
    assert found is not None
    return found


def plan(qtbot: QtBot, window: MainWindow) -> PlanPage:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_P, keys)
    planned = page(qtbot, window, PlanPage)
    qtbot.waitUntil(planned.publish.isEnabled)
    return planned


def queue(
    qtbot: QtBot, window: MainWindow, memory: MemorySite, error: CmsError = AWAY
) -> ProgressPage:
    """Publish while the site is away."""
    memory.fail("check", error)
    QTest.mouseClick(plan(qtbot, window).publish, LEFT)
    waits = page(qtbot, window, ProgressPage)
    qtbot.waitUntil(lambda: waits.title == "“The harbour” waits for Harbour Letters")
    return waits


def says(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(lambda: window.banner.isVisible() and text in window.banner.words.text())


def press(window: MainWindow, text: str) -> None:
    button = next(b for b in window.banner.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, LEFT)


def test_what_cannot_be_sent_waits_and_goes_by_itself(
    qtbot: QtBot, window: MainWindow, memory: MemorySite
) -> None:
    waits = queue(qtbot, window, memory)
    QTest.keyClick(waits.close_button, Qt.Key.Key_Return)
    assert window.sheet() is None
    assert window.status.state.text() == "Waiting until Harbour Letters can be reached"
    model = window.sidebar.list.model()
    row = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(row) == "The harbour, Harbour Letters, Waiting, 17 words"
    timer = window.publishing._queue._timer
    assert timer.isActive()
    memory.heal()
    timer.timeout.emit()
    says(qtbot, window, "“The harbour” waited for Harbour Letters and is there now.")
    assert [kept.status for kept in memory.posts.values()] == [Status.PUBLISHED]
    assert window.status.state.text() == "Published · Harbour Letters"
    assert not timer.isActive()
    press(window, "Show…")
    assert page(qtbot, window, DonePage).receipt.held
    assert window.banner.isHidden()


def test_it_is_withdrawn_at_once(qtbot: QtBot, window: MainWindow, memory: MemorySite) -> None:
    waits = queue(qtbot, window, memory)
    QTest.mouseClick(waits.withdraw, LEFT)
    assert window.sheet() is None
    assert window.services.waiting.all() == ()
    assert window.status.state.text() == "Draft · not on Harbour Letters yet"
    assert not window.publishing._queue._timer.isActive()


def test_it_is_withdrawn_in_the_plan_later(
    qtbot: QtBot, window: MainWindow, memory: MemorySite
) -> None:
    QTest.mouseClick(queue(qtbot, window, memory).close_button, LEFT)
    card = plan(qtbot, window).findChild(WaitingCard)
    assert card is not None
    assert card.accessibleName().startswith("It waits for the site since ")
    QTest.mouseClick(card.withdraw, LEFT)
    assert card.isHidden()
    assert window.services.waiting.all() == ()


def test_a_program_that_was_closed_sends_it_at_its_next_start(
    qtbot: QtBot,
    services: Services,
    draft: Draft,
    request: pytest.FixtureRequest,
    memory: MemorySite,
) -> None:
    site = services.drafting.site_of(draft.id)
    assert site is not None
    services.waiting.put(services.publishing.plan(draft, site))
    window = request.getfixturevalue("main_window")
    says(qtbot, window, "“The harbour” waited for Harbour Letters and is there now.")
    assert [kept.status for kept in memory.posts.values()] == [Status.PUBLISHED]


def test_what_the_site_refuses_then_waits_for_its_writer(
    qtbot: QtBot, window: MainWindow, memory: MemorySite
) -> None:
    QTest.mouseClick(queue(qtbot, window, memory).close_button, LEFT)
    memory.fail("check", Unauthorised("site-secret-wrong", host="memory.example"))
    window.publishing._queue.go()
    says(qtbot, window, "“The harbour” waited for Harbour Letters and was not sent: ")
    assert window.status.state.text() == "Not sent to Harbour Letters"
    assert not window.publishing._queue._timer.isActive()
    memory.heal()
    press(window, "Go on…")
    planned = page(qtbot, window, PlanPage)
    card = planned.findChild(WaitingCard)
    assert card is not None
    assert "was not sent" in card.accessibleName()
    qtbot.waitUntil(planned.publish.isEnabled)
    QTest.mouseClick(planned.publish, LEFT)
    page(qtbot, window, DonePage)
    assert window.services.waiting.all() == ()


def test_what_goes_wrong_otherwise_does_not_wait(
    qtbot: QtBot, window: MainWindow, memory: MemorySite
) -> None:
    memory.fail("check", Unauthorised("site-secret-wrong", host="memory.example"))
    QTest.mouseClick(plan(qtbot, window).publish, LEFT)
    stopped = page(qtbot, window, ProgressPage)
    qtbot.waitUntil(lambda: stopped.failed)
    assert "stopped" in stopped.title
    assert window.services.waiting.all() == ()


def test_a_plan_that_was_overtaken_is_made_anew(
    qtbot: QtBot, window: MainWindow, draft: Draft, memory: MemorySite
) -> None:
    planned = plan(qtbot, window)
    assert planned.plan is not None
    # what waited goes meanwhile, or another program sends it
    window.services.publishing.publish(planned.plan, lambda step: None, lambda: None)
    QTest.mouseClick(planned.publish, LEFT)
    stopped = page(qtbot, window, ProgressPage)
    qtbot.waitUntil(lambda: stopped.failed)
    qtbot.waitUntil(stopped.replan.isVisible)
    QTest.mouseClick(stopped.replan, LEFT)
    anew = page(qtbot, window, PlanPage)
    qtbot.waitUntil(anew.publish.isEnabled)
    assert anew.publish.text() == "Update on Harbour Letters"
    assert len(memory.posts) == 1

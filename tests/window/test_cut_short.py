"""After a crash in the middle of publishing the window says at its next start how it stands there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.library.jobs import Jobs
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.errors import Unreachable
from editor.model.site import Site
from editor.model.status import Status
from editor.ui.main_window import MainWindow
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.leak_page import LeakPage
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.sheet import PublishSheet
from tests.memory_site import ADDRESS, SECRET, MemorySite

BODY = "The city drinks from its harbour, and pays.\n\n<!--more-->\n\nThe price of each cup stands in a drawer.\n"


class Killed(BaseException):
    """The power goes."""


@pytest.fixture
def killed(
    services: Services, memory: MemorySite, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Draft]:
    """An article, the publishing of which was killed as the site was asked for something."""
    site = Site("Harbour Letters", "memory", ADDRESS, gate=Gate.NEWSLETTER, zone="UTC")
    there = services.accounts.add(site, SECRET)
    draft = Draft(title="The harbour", body=BODY, access=Access.PAID, excerpt="A city.")

    def kill(method: str, *, acted: bool) -> Draft:
        services.drafting.save(draft)
        services.drafting.choose_site(draft.id, there)
        memory.fail(method, Killed(), acted=acted)
        plan = services.publishing.plan(draft, there)
        with monkeypatch.context() as patch:
            patch.setattr(Jobs, "finish", lambda *words: None)  # it cannot say that it ends
            with pytest.raises(Killed):
                services.publishing.publish(plan, lambda step: None, lambda: None)
        memory.heal()
        return draft

    return kill


def started(request: pytest.FixtureRequest) -> MainWindow:
    window = request.getfixturevalue("main_window")
    assert isinstance(window, MainWindow)
    return window


def says(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(lambda: window.banner.isVisible() and text in window.banner.words.text())


def press(window: MainWindow, text: str) -> None:
    button = next(b for b in window.banner.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def page_of(qtbot: QtBot, window: MainWindow, kind: type) -> None:
    def shown() -> bool:
        sheet = window.sheet()
        return isinstance(sheet, PublishSheet) and isinstance(sheet.page, kind)

    qtbot.waitUntil(shown)


def test_a_draft_that_was_left_is_gone_on_with(
    qtbot: QtBot, request: pytest.FixtureRequest, killed: Callable[..., Draft], memory: MemorySite
) -> None:
    killed("fill", acted=True)
    window = started(request)
    says(qtbot, window, "It is a draft on Harbour Letters that nobody else can read.")
    press(window, "Go on…")
    page_of(qtbot, window, PlanPage)
    sheet = window.sheet()
    assert isinstance(sheet, PublishSheet)
    page = sheet.page
    assert isinstance(page, PlanPage)
    qtbot.waitUntil(page.publish.isEnabled)
    QTest.mouseClick(page.publish, Qt.MouseButton.LeftButton)
    page_of(qtbot, window, DonePage)
    assert [kept.status for kept in memory.posts.values()] == [Status.PUBLISHED]


def test_what_was_public_already_is_shown(
    qtbot: QtBot, request: pytest.FixtureRequest, killed: Callable[..., Draft], memory: MemorySite
) -> None:
    killed("publish", acted=True)
    window = started(request)
    says(qtbot, window, "“The harbour” is public on Harbour Letters")
    press(window, "Show…")
    page_of(qtbot, window, DonePage)
    assert len(memory.posts) == 1


def test_what_leaked_was_taken_back(
    qtbot: QtBot, request: pytest.FixtureRequest, killed: Callable[..., Draft], memory: MemorySite
) -> None:
    killed("publish", acted=True)
    memory.leaks = lambda post: True
    window = started(request)
    says(qtbot, window, "it is a draft there again")
    assert memory.public == []
    press(window, "Show…")
    page_of(qtbot, window, LeakPage)


def test_a_site_that_is_away_is_asked_again(
    qtbot: QtBot, request: pytest.FixtureRequest, killed: Callable[..., Draft], memory: MemorySite
) -> None:
    killed("fill", acted=True)
    memory.fail("get", Unreachable("site-refused", host="harbour.example"))
    window = started(request)
    says(qtbot, window, "what came of it is not known")
    memory.heal()
    press(window, "Look again")
    says(qtbot, window, "It is a draft on Harbour Letters")


def test_where_nothing_was_cut_short_nothing_is_said(
    qtbot: QtBot, request: pytest.FixtureRequest, services: Services
) -> None:
    window = started(request)
    qtbot.waitUntil(lambda: window.tasks.busy == 0)
    assert window.banner.isHidden()

"""The receipt of an article: found again at any time, the earlier ones too, and exported as a page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.cms.port import Post
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.publication import Receipt
from editor.model.site import Site
from editor.ui.controls.widgets import Button
from editor.ui.main_window import MainWindow
from editor.ui.publish import receipt_file
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.leak_page import LeakPage
from editor.ui.publish.sheet import PublishSheet
from tests.markup import problems, shown
from tests.memory_site import ADDRESS, SECRET, MemorySite

LOCKED = "Seven quiet words that only paying readers may ever see."
LEFT = Qt.MouseButton.LeftButton
Write = Callable[[Draft], Draft]


@pytest.fixture
def site(services: Services, memory: MemorySite) -> Site:
    made = Site("Harbour Letters", "memory", ADDRESS, "ada", Gate.PAID_CONTENT, (777,))
    return services.accounts.add(replace(made, zone="Europe/Stockholm"), SECRET)


@pytest.fixture
def draft(main_window: MainWindow, write: Write, site: Site) -> Draft:
    """An article that is open in the window and meant for the site."""
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    made = write(Draft(title="The quay", subtitle="A city.", body=body, access=Access.PAID))
    main_window.publishing.choose_site(site)
    return made


def publish(services: Services, draft: Draft, site: Site) -> Receipt:
    plan = services.publishing.plan(draft, site)
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def second(draft: Draft) -> Draft:
    return replace(draft, title="Second", slug="the-quay")


def opened(qtbot: QtBot, window: MainWindow) -> PublishSheet:
    """The sheet with the receipt, by the link in the status bar."""
    window.publishing.changed.emit()  # as after publishing in the window
    QTest.mouseClick(window.status.receipt, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.sheet(), PublishSheet), timeout=10000)
    sheet = window.sheet()
    assert isinstance(sheet, PublishSheet)
    return sheet


def exports_to(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> list[str]:
    """Have the file dialog answer `paths`, one after the other; the names that it proposed."""
    proposed: list[str] = []
    answers = iter(paths)

    def answer(parent: QWidget, title: str, kinds: str, name: str) -> Path | None:
        proposed.append(name)
        return next(answers, None)

    monkeypatch.setattr(receipt_file, "file_to_write", answer)
    return proposed


def press(sheet: PublishSheet, words: str) -> None:
    """Press the button in the sheet that says so."""
    buttons = [one for one in sheet.findChildren(Button) if one.isVisible()]
    QTest.mouseClick(next(one for one in buttons if one.text() == words), LEFT)


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_where_nothing_was_sent_there_is_no_receipt_and_the_menu_says_so(
    main_window: MainWindow, draft: Draft
) -> None:
    action = main_window.actions_["receipt"]
    assert not action.isEnabled()
    assert action.text() == "Receipt (nothing was sent yet)"
    assert main_window.status.receipt.isHidden()
    names = [one.text() for one in main_window.actions_.menu(main_window).actions()]
    assert action.text() in names


def test_the_last_receipt_is_found_again_and_exported_as_it_is_shown(
    qtbot: QtBot,
    main_window: MainWindow,
    services: Services,
    draft: Draft,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receipt = publish(services, draft, site)
    sheet = opened(qtbot, main_window)
    page = sheet.page
    assert isinstance(page, DonePage)
    assert main_window.actions_["receipt"].isEnabled()
    assert page.receipt == receipt
    assert page.title == "Published. Nothing paid got out."
    assert page.card.earlier.isHidden()  # there is but one

    proposed = exports_to(monkeypatch, tmp_path / "told")
    press(sheet, "Export…")
    assert proposed == ["the-quay-receipt.html"]
    html = (tmp_path / "told.html").read_text("utf-8")
    assert problems(html) == []
    told = shown(html)
    for fact in (
        "The quay",
        "Harbour Letters · Published",
        receipt.url,
        receipt.sent,
        "Paid Content block",
        "Words below the cut 10",
        "Looked at as a stranger done no leak",
        "UTC+",  # the site's own time
        *(sight.hash for sight in receipt.sights),
    ):
        assert fact in told, fact
    assert SECRET not in html
    assert f"Saved as told.html in {tmp_path}." in words_of(sheet)
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    press(sheet, "Show in folder")
    assert asked == [QUrl.fromLocalFile(str(tmp_path))]
    assert page.done.isVisible()

    QTest.mouseClick(page.card.copy, LEFT)
    text = QGuiApplication.clipboard().text()
    assert all(sight.hash in text for sight in receipt.sights)


def test_what_cannot_be_written_is_said_and_another_place_is_a_press_away(
    qtbot: QtBot,
    main_window: MainWindow,
    services: Services,
    draft: Draft,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(services, draft, site)
    sheet = opened(qtbot, main_window)
    folder = tmp_path / "folder.html"
    folder.mkdir()
    exports_to(monkeypatch, folder, tmp_path / "gone" / "a.html", tmp_path / "a.html")
    press(sheet, "Export…")
    assert "folder.html could not be written" in words_of(sheet)
    press(sheet, "Choose another place…")
    assert "a.html could not be written" in words_of(sheet)
    press(sheet, "Choose another place…")
    assert "Saved as a.html" in words_of(sheet)
    press(sheet, "OK")
    assert "Saved as" not in words_of(sheet)
    press(sheet, "Export…")  # and nothing chosen
    assert sorted(one.name for one in tmp_path.glob("*.html")) == ["a.html", "folder.html"]
    assert list(folder.iterdir()) == []


def test_earlier_receipts_are_read_but_not_acted_upon(
    qtbot: QtBot, main_window: MainWindow, services: Services, draft: Draft, site: Site
) -> None:
    first = publish(services, draft, site)
    newest = publish(services, second(draft), site)
    sheet = opened(qtbot, main_window)
    page = sheet.page
    assert isinstance(page, DonePage)
    assert page.undo.isVisible()
    QTest.mouseClick(page.card.earlier, LEFT)
    menu = page.card.earlier.findChild(QMenu)
    assert menu is not None
    latest, before = menu.actions()
    assert (latest.isChecked(), before.isChecked()) == (True, False)
    before.trigger()
    page = sheet.page
    assert isinstance(page, DonePage)
    assert (page.receipt, page.undo.isVisible(), page.again.isVisible()) == (first, False, False)
    assert page.subtitle == "The quay · Harbour Letters · as it was then"
    QTest.mouseClick(page.card.earlier, LEFT)
    menu = page.card.earlier.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    page = sheet.page
    assert isinstance(page, DonePage)
    assert (page.receipt, page.undo.isVisible()) == (newest, True)


def test_a_leak_of_before_is_exported_word_for_word(
    qtbot: QtBot,
    main_window: MainWindow,
    services: Services,
    memory: MemorySite,
    draft: Draft,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def leaks(post: Post) -> bool:
        return True

    memory.leaks = leaks
    receipt = publish(services, draft, site)
    assert receipt.taken_back
    sheet = opened(qtbot, main_window)
    assert isinstance(sheet.page, LeakPage)
    exports_to(monkeypatch, tmp_path / "leak.html")
    press(sheet, "Export…")
    html = (tmp_path / "leak.html").read_text("utf-8")
    assert problems(html) == []
    assert "<mark>" in html
    assert receipt.leaks[0].quote in shown(html)
    assert "Strangers were shown what stands below the cut." in shown(html)


def test_what_was_taken_back_has_a_receipt_that_says_so(
    qtbot: QtBot, main_window: MainWindow, services: Services, draft: Draft, site: Site
) -> None:
    publish(services, draft, site)
    services.publishing.undo(draft.id, site)
    sheet = opened(qtbot, main_window)
    page = sheet.page
    assert isinstance(page, DonePage)
    assert page.title == "Back to draft. Nobody else can read it now."
    assert "What was seen before" in words_of(sheet)
    assert (page.undo.isVisible(), page.again.isVisible()) == (False, False)

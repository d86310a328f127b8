"""What a writer does with sites: add, test, edit, remove; and what they are told when it fails."""

from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.site import GateBox, Site
from editor.ui.sites.sheet import NEW, SitesSheet, open_sites_sheet
from tests.conftest import MemoryKeyring

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(services: Services, tmp_path: Path) -> Site:
    """A folder site that is known already."""
    site = Site("Quay Notes", "folder", str(tmp_path / "notes"), gate=Gate.SEALED)
    return services.accounts.add(site, "lamp-quay-tide")


def opened(qtbot: QtBot, window: QMainWindow, services: Services) -> SitesSheet:
    """The sheet, once it knows the sites."""
    sheet = open_sites_sheet(window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=20000)
    return sheet


def words_of(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def press(sheet: SitesSheet, text: str) -> None:
    """Press the visible button that says `text`."""
    found = [b for b in sheet.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert len(found) == 1, f"{text}: {len(found)}"
    QTest.mouseClick(found[0], LEFT)


def type_into(field: QLineEdit, text: str) -> None:
    """Replace what stands in a field by typing."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_folder_site_is_added_part_by_part(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    tmp_path: Path,
    memory_keyring: MemoryKeyring,
) -> None:
    sheet = opened(qtbot, plain_window, services)
    form = sheet.form
    assert not form.connect_part.is_open
    QTest.mouseClick(form.cards.cards["folder"], LEFT)
    type_into(form.place.address, str(tmp_path / "letters"))
    assert form.connect_part.is_open
    assert not form.ability_part.is_open
    assert not sheet.add.isEnabled()
    passphrase = form.connect_form.secret.text()
    assert len(passphrase.replace("-", "")) >= 16
    press(sheet, "Check the folder")
    qtbot.waitUntil(lambda: form.ability_part.is_open, timeout=20000)
    assert sheet.add.text() == "Add letters"
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.add, LEFT)
    site = services.accounts.site("letters")
    assert site.gate is Gate.SEALED
    assert services.accounts.secret_of(site) == passphrase
    assert memory_keyring.kept["standfirst", str(site.id)] == passphrase
    qtbot.waitUntil(lambda: [entry.name for entry in sheet.list.entries] == ["letters"])
    said = [part.text() for part in sheet.form.abilities.findChildren(QLabel)]
    assert "Test passed" in said  # the connecting was the test


def test_without_a_keyring_it_is_kept_for_this_session_and_said_why(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, tmp_path: Path
) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # keyring has no types
    sheet = opened(qtbot, plain_window, services)
    form = sheet.form
    QTest.mouseClick(form.cards.cards["folder"], LEFT)
    type_into(form.place.address, str(tmp_path / "letters"))
    assert form.connect_form.session.isVisible()
    assert form.connect_form.session.isChecked()
    assert "never written to a file" in words_of(form)
    press(sheet, "Check the folder")
    qtbot.waitUntil(lambda: form.ability_part.is_open, timeout=20000)
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.add, LEFT)
    assert services.accounts.secret_of(services.accounts.site("letters"))


def test_a_folder_site_says_that_https_is_needed(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    qtbot.waitUntil(lambda: "https" in words_of(sheet.form))


def test_the_gate_box_is_worded_by_language_with_a_live_look(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    boxes = sheet.form.boxes
    assert boxes.heading.placeholderText() == "Subscribe to get access"
    type_into(boxes.heading, "Read on with us")
    assert boxes.look.heading.text() == "Read on with us"
    type_into(boxes.heading, "Join us <!-- note: secret -->")
    type_into(boxes.button, "<!-- note: secret -->")
    assert (boxes.look.heading.text(), boxes.look.button.text()) == ("Join us", "Subscribe")
    type_into(boxes.heading, "Read on with us")
    boxes.tabs.add_language("ar")
    assert boxes.look.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert boxes.look.button.text() == "اشترك"
    assert sheet.save.isEnabled()
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.save, LEFT)
    kept = services.accounts.site("Quay Notes")
    assert kept.box("en") == GateBox(
        "Read on with us", "Read more of this content when you subscribe today.", "Subscribe"
    )
    assert "ar" not in kept.boxes, "our own words are not copied into the site"


def test_the_gate_can_be_changed(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    radio = sheet.form.gates.radios[Gate.TEASER_ONLY]
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Space)
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.save, LEFT)
    assert services.accounts.site("Quay Notes").gate is Gate.TEASER_ONLY


def test_plan_ids_are_numbers_kept_with_the_site(
    qtbot: QtBot, plain_window: QMainWindow, services: Services
) -> None:
    site = Site(
        "Harbour Letters", "wordpress", "http://127.0.0.1:9", "mara", Gate.PAID_CONTENT, (777,)
    )
    services.accounts.add(site, "abcd efgh")
    sheet = opened(qtbot, plain_window, services)
    gates = sheet.form.gates
    assert gates.plans.text() == "777"
    type_into(gates.plans, "12, 34x")
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.save, LEFT)
    assert services.accounts.site("Harbour Letters").plans == (12, 34)


def test_a_gate_that_needs_plans_is_not_kept_without_one(
    plain_window: QMainWindow, services: Services, qtbot: QtBot
) -> None:
    site = Site(
        "Harbour Letters", "wordpress", "http://127.0.0.1:9", "mara", Gate.PAID_CONTENT, (777,)
    )
    services.accounts.add(site, "abcd efgh")
    sheet = opened(qtbot, plain_window, services)
    plans = sheet.form.gates.plans
    plans.setFocus()
    plans.selectAll()
    QTest.keyClick(plans, Qt.Key.Key_Backspace)
    assert not sheet.save.isEnabled()
    assert sheet.reason.text() == "The Paid Content block needs a plan id"
    QTest.mouseClick(sheet.form.gates.radios[Gate.TEASER_ONLY], LEFT, pos=QPoint(8, 12))
    assert sheet.save.isEnabled()


def test_the_passphrase_is_shown_and_changed_with_the_old_one(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    folder: Site,
) -> None:
    draft = Draft(title="Tide", body="Free.\n\n<!--more-->\n\nLocked words.\n", access=Access.PAID)
    services.drafting.save(draft)
    services.publishing.publish(
        services.publishing.plan(draft, folder), lambda _: None, lambda: None
    )
    sheet = opened(qtbot, plain_window, services)
    form = sheet.form.passphrase
    assert form is not None
    assert "lamp-quay-tide" not in words_of(sheet)
    QTest.mouseClick(form.hidden.eye, LEFT)
    assert form.hidden.shown.text() == "lamp-quay-tide"
    QTest.mouseClick(form.change, LEFT)
    type_into(form.old, "not the old one")
    type_into(form.new, "new-harbour-lamp")
    QTest.mouseClick(form.seal, LEFT)
    qtbot.waitUntil(lambda: form.problem.isVisible(), timeout=30000)
    assert services.accounts.secret_of(folder) == "lamp-quay-tide"
    type_into(form.old, "lamp-quay-tide")
    QTest.mouseClick(form.seal, LEFT)
    qtbot.waitUntil(lambda: form.change.isVisible(), timeout=30000)
    assert services.accounts.secret_of(folder) == "new-harbour-lamp"
    assert not form.hidden.eye.isChecked(), "the new one is behind dots again"


def test_testing_shows_the_result_in_the_list_and_is_no_change(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    QTest.mouseClick(sheet.form.abilities.again, LEFT)
    qtbot.waitUntil(lambda: sheet.list.entries[0].state is not None, timeout=20000)
    state = sheet.list.entries[0].state
    assert state is not None
    assert state[2] == "Test passed"
    assert not sheet.save.isEnabled()


def test_removing_asks_first_and_leaves_what_was_published(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    folder: Site,
    memory_keyring: MemoryKeyring,
) -> None:
    Path(folder.address).mkdir()
    sheet = opened(qtbot, plain_window, services)
    press(sheet, "Remove…")
    press(sheet, "No, leave it")
    assert services.accounts.sites() == (folder,)
    press(sheet, "Remove…")
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        press(sheet, "Remove")
    assert services.accounts.sites() == ()
    assert memory_keyring.kept == {}
    assert Path(folder.address).is_dir()


def test_a_name_that_is_taken_is_refused_in_words(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site, tmp_path: Path
) -> None:
    other = Site("Other", "folder", str(tmp_path / "other"), gate=Gate.SEALED)
    services.accounts.add(other, "x-y-z")
    sheet = opened(qtbot, plain_window, services)
    sheet.list.setCurrentIndex(sheet.list.model().index(0, 0))
    first = sheet.list.entries[0].name
    type_into(sheet.form.place.name, "other" if first == "Quay Notes" else "quay notes")
    QTest.mouseClick(sheet.save, LEFT)
    qtbot.waitUntil(lambda: bool(sheet.problem.text()), timeout=20000)
    assert services.accounts.site(first).name == first


def test_closing_with_changes_asks(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    type_into(sheet.form.place.name, "Renamed")
    QTest.keyClick(sheet.form.place.name, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "have not been saved" in words_of(sheet)
    press(sheet, "Keep editing")
    assert sheet.form.place.name.text() == "Renamed"
    QTest.keyClick(sheet.form.place.name, Qt.Key.Key_Escape)
    with qtbot.waitSignal(sheet.closed):
        press(sheet, "Close without saving")
    assert services.accounts.site("Quay Notes") == folder


def test_a_new_site_left_alone_closes_without_a_question(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    QTest.mouseClick(sheet.add_button, LEFT)
    assert sheet.list.entries[-1].key == NEW
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_site_whose_password_is_not_known_says_so(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    folder: Site,
    memory_keyring: MemoryKeyring,
) -> None:
    memory_keyring.kept.clear()
    sheet = opened(qtbot, plain_window, services)
    state = sheet.list.entries[0].state
    assert state is not None
    assert "not known" in state[2]


def test_every_control_has_a_name(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, folder: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    QTest.mouseClick(sheet.add_button, LEFT)
    for widget in sheet.findChildren(QWidget):
        reachable = widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if isinstance(widget, QAbstractButton) and reachable:
            assert widget.text() or widget.accessibleName(), widget
        if isinstance(widget, QLineEdit) and reachable:
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("size", [(1024, 640), (800, 560)])
def test_small_windows_keep_the_footer_in_sight(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    folder: Site,
    size: tuple[int, int],
) -> None:
    plain_window.resize(*size)
    sheet = opened(qtbot, plain_window, services)
    corner = sheet.save.mapTo(sheet, QPoint(sheet.save.width(), sheet.save.height()))
    assert sheet.rect().contains(corner)
    assert plain_window.rect().adjusted(24, 24, -24, -24).contains(sheet.geometry())

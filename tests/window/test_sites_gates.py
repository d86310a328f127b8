"""What a writer does about the gate of a WordPress site: choose it, and what opens it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.cms.port import Account, GateState, Tier
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.site import Site
from editor.services.accounts import Accounts
from editor.services.trying_out import Trial
from editor.ui.controls.widgets import RadioButton
from editor.ui.sites.sheet import SitesSheet
from editor.ui.sites.site_form import SiteForm
from tests.conftest import MemoryKeyring
from tests.window.test_sites_dialog import opened, press, type_into, words_of

LEFT = Qt.MouseButton.LeftButton
STATES = (
    GateState(Gate.PAID_CONTENT, True, (Tier(777), Tier(31))),
    GateState(Gate.NEWSLETTER, False, why="gate-module-off"),
    GateState(Gate.PMPRO, True, (Tier(1, "Paying"), Tier(2, "Free"))),
    GateState(Gate.PASSWORD, True),
    GateState(Gate.TEASER_ONLY, True),
)


@pytest.fixture
def harbour(services: Services) -> Site:
    """A WordPress site that is known already."""
    site = Site(
        "Harbour", "wordpress", "https://harbour.example", "mara", Gate.PAID_CONTENT, (777, 5)
    )
    return services.accounts.add(site, "abcd efgh")


def choose(sheet: SitesSheet, gate: Gate) -> RadioButton:
    """Choose a gate with the mouse."""
    radio = sheet.form.gates.radios[gate]
    QTest.mouseClick(radio, LEFT, pos=QPoint(8, 12))
    return radio


def saved(qtbot: QtBot, sheet: SitesSheet) -> None:
    """Save what was changed; the form is then a fresh one."""
    before = sheet.form
    with qtbot.waitSignal(sheet.sites_changed, timeout=20000):
        QTest.mouseClick(sheet.save, LEFT)

    def fresh() -> bool:
        return any(f.isVisible() and f is not before for f in sheet.findChildren(SiteForm))

    qtbot.waitUntil(fresh, timeout=20000)


def test_what_the_site_sells_is_ticked_and_the_rest_typed(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    harbour: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = Account("Harbour", "WordPress 7.1", "mara", "author", True, gates=STATES)
    monkeypatch.setattr(Accounts, "try_out", lambda *_: Trial(account, 1.0))
    sheet = opened(qtbot, plain_window, services)
    gates = sheet.form.gates
    assert gates.plans.text() == "777, 5"
    QTest.mouseClick(sheet.form.abilities.again, LEFT)
    tiers = gates.tiers[Gate.PAID_CONTENT]
    qtbot.waitUntil(lambda: len(tiers.boxes) == 2)
    assert (gates.plan_ids, gates.plans.text()) == ((777, 5), "5")
    reason = gates.reasons[Gate.NEWSLETTER]
    assert reason.isVisible()
    assert "Harbour does not know the newsletter's paywall" in reason.text()
    QTest.mouseClick(tiers.boxes[31], LEFT, pos=QPoint(8, 8))
    saved(qtbot, sheet)
    assert services.accounts.site("Harbour").plans == (777, 31, 5)
    choose(sheet, Gate.PMPRO)
    levels = sheet.form.gates.tiers[Gate.PMPRO]
    assert [tick.text() for tick in levels.boxes.values()] == ["Paying (1)", "Free (2)"]
    QTest.mouseClick(levels.boxes[1], LEFT, pos=QPoint(8, 8))
    saved(qtbot, sheet)
    site = services.accounts.site("Harbour")
    assert (site.gate, site.plans) == (Gate.PMPRO, (1,))


def test_a_newsletter_takes_one_tier_or_none(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, harbour: Site
) -> None:
    sheet = opened(qtbot, plain_window, services)
    choose(sheet, Gate.NEWSLETTER)
    assert sheet.save.isEnabled()
    type_into(sheet.form.gates.plans, "21, 22")
    assert not sheet.save.isEnabled()
    assert "one tier" in sheet.reason.text()
    type_into(sheet.form.gates.plans, "21")
    saved(qtbot, sheet)
    site = services.accounts.site("Harbour")
    assert (site.gate, site.plans) == (Gate.NEWSLETTER, (21,))


def test_the_password_that_readers_enter_is_made_kept_and_shown(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    harbour: Site,
    memory_keyring: MemoryKeyring,
) -> None:
    sheet = opened(qtbot, plain_window, services)
    choose(sheet, Gate.PASSWORD)
    assert not sheet.save.isEnabled()
    assert sheet.reason.text() == "Give readers a password first"
    press(sheet, "Make one")
    readers = sheet.form.gates.readers
    assert readers is not None
    made = readers.typed
    assert len(made.replace("-", "")) >= 16
    saved(qtbot, sheet)
    kept = Credentials.read(memory_keyring.kept["standfirst", str(harbour.id)])
    assert (kept.password, kept.readers) == ("abcd efgh", made)
    again = sheet.form.gates.readers
    assert again is not None
    assert again.kept is not None
    assert made not in words_of(sheet)
    QTest.mouseClick(again.kept.eye, LEFT)
    assert again.kept.shown.text() == made
    assert services.accounts.site("Harbour").gate is Gate.PASSWORD


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        (Gate.NEWSLETTER, "invitation to subscribe"),
        (Gate.PMPRO, "message of Paid Memberships Pro"),
        (Gate.PASSWORD, "field for the password"),
    ],
)
def test_our_words_are_not_offered_where_readers_never_meet_them(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    harbour: Site,
    gate: Gate,
    words: str,
) -> None:
    sheet = opened(qtbot, plain_window, services)
    assert sheet.form.boxes.heading.isVisible()
    choose(sheet, gate)
    assert not sheet.form.boxes.heading.isVisible()
    assert words in words_of(sheet.form.boxes)
    choose(sheet, Gate.TEASER_ONLY)
    assert sheet.form.boxes.heading.isVisible()

"""A writer connects to a Ghost in the window: recognised from any page of it, let in by a key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.model.audience import Gate
from editor.model.draft import Draft
from editor.model.site import Site
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.sheet import open_publish_sheet
from editor.ui.sites.sheet import open_sites_sheet
from tests.contract.conftest import (
    GhostServer,
    ghost,  # noqa: F401  a fixture
)

LONG = 30000  # milliseconds; a condition is waited for, and not time


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def words_of(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def test_a_ghost_is_recognised_and_added_with_a_key(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    ghost: GhostServer,  # noqa: F811  the fixture
) -> None:
    sheet = open_sites_sheet(plain_window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=LONG)
    form = sheet.form
    type_into(form.place.address, f"{ghost.url}/about/")
    qtbot.waitUntil(lambda: form.place.found is not None, timeout=LONG)
    assert form.place.recognised.text == "The Harbour Letter, Ghost 6.65"
    assert form.kind.kind == "ghost"
    assert not form.connect_form.username.isVisible()
    type_into(form.connect_form.secret, "0123:456")
    qtbot.waitUntil(lambda: "That is no key" in form.connect_form.status.text, timeout=LONG)
    type_into(form.connect_form.secret, ghost.keys["admin"])
    qtbot.waitUntil(lambda: form.trial is not None, timeout=LONG)
    assert form.connect_form.status.text == "Connected"
    assert "Supporters" in words_of(form.abilities)
    assert not form.gates.plans.isVisible(), "its tiers are ticked, not typed"
    form.gates.tiers[Gate.PAYWALL].boxes[int(ghost.ids["supporters"], 16)].click()
    with qtbot.waitSignal(sheet.sites_changed, timeout=LONG):
        QTest.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    (site,) = services.accounts.sites()
    assert (site.kind, site.gate, site.address) == ("ghost", Gate.PAYWALL, ghost.url)
    assert site.plans == (int(ghost.ids["supporters"], 16),)
    assert services.accounts.secret_of(site) == ghost.keys["admin"]


@pytest.mark.parametrize(
    ("key", "who", "told", "untold"),
    [
        (
            "author",
            "Ann Author, Author: May write and publish.",
            {"Saying who may read", "Writing in the name of others", "Tags"},
            {
                "Several authors for one article",
                "Drafts that an editor publishes",
                "New categories",
            },
        ),
        (
            "contributor",
            "Con Contributor, Contributor: May write, may not publish.",
            {
                "Drafts that an editor publishes",
                "Changing what is public",
                "Images with alternative text",
            },
            {"Saying who may read", "Several authors for one article", "New categories"},
        ),
        (
            "super-editor",
            "Sue Editor, Super Editor: May write and publish.",
            {"Several authors for one article", "Drafts, schedule, update in place"},
            {"Saying who may read", "Writing in the name of others"},
        ),
        (
            "admin",
            "May write and publish.",
            {"Needs a staff access token of one of them.", "Several authors for one article"},
            {"Saying who may read"},
        ),
    ],
)
def test_what_each_of_the_staff_may_is_shown(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    ghost: GhostServer,  # noqa: F811  the fixture
    key: str,
    who: str,
    told: set[str],
    untold: set[str],
) -> None:
    sheet = open_sites_sheet(plain_window, services)
    qtbot.waitUntil(lambda: len(sheet.list.entries) > 0, timeout=LONG)
    form = sheet.form
    type_into(form.place.address, ghost.url)
    qtbot.waitUntil(lambda: form.place.found is not None, timeout=LONG)
    type_into(form.connect_form.secret, ghost.keys[key])
    qtbot.waitUntil(lambda: form.trial is not None, timeout=LONG)
    shown = words_of(form.abilities).split("\n")
    assert any(line.startswith(who) for line in shown), shown
    assert told <= set(shown)
    assert not untold & set(shown)
    sheet.close()


def test_the_plan_says_what_goes_as_something_else(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    ghost: GhostServer,  # noqa: F811  the fixture
) -> None:
    made = Site("Letter", "ghost", ghost.url, gate=Gate.PAYWALL)
    site = services.accounts.add(made, ghost.keys["owner"])
    body = "Before the table.\n\n| Tide | Height |\n|------|--------|\n| Ebb | 0.4 m |\n"
    arabic = Draft(
        title="الميناء", body="المدينة تشرب من مينائها.", excerpt="الميناء", language="ar"
    )
    for draft, told, then in (
        (
            Draft(title="Tides", body=body, excerpt="Of tides."),
            "such as tables and footnotes: 1 in all",
            "can be changed there as HTML alone",
        ),
        (arabic, "runs from right to left", "so that they show the right way"),
    ):
        services.drafting.save(draft)
        sheet = open_publish_sheet(plain_window, services, draft, site)
        qtbot.waitUntil(lambda: told in words_of(sheet), timeout=LONG)  # noqa: B023  waited for here
        assert then in words_of(sheet)
        assert isinstance(sheet.page, PlanPage)
        assert sheet.page.publish.isEnabled(), "a note holds nothing back"
        sheet.close()

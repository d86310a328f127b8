"""Article details: every field of a draft, kept as it is changed."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.model.audience import Access, Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo
from editor.model.site import Site
from editor.ui.main_window import MainWindow
from tests.memory_site import ADDRESS, SECRET, MemorySite, plug_in

Write = Callable[[Draft], Draft]


def kept(window: MainWindow, draft: Draft) -> Draft:
    window.article.flush()
    return window.services.drafting.open(draft.id)


def test_f8_opens_and_closes_them(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    assert main_window.inspector.isVisible()
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    assert main_window.inspector.isHidden()


def test_date_time_and_zone(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(body="x"))
    fields = main_window.inspector.publish.date
    assert fields.day.text() == "When published"
    fields.day.setDate(QDate(2026, 6, 12))
    assert kept(main_window, draft).date == PublishDate(date(2026, 6, 12))
    fields.clock.setTime(QTime(18, 30))
    assert kept(main_window, draft).date == PublishDate(date(2026, 6, 12), time(18, 30))
    zone = main_window.inspector.publish.zone
    zone.activated.emit(zone.findText("UTC"))
    assert kept(main_window, draft).date == PublishDate(
        date(2026, 6, 12), time(18, 30), timedelta()
    )
    fields._clear.click()
    assert kept(main_window, draft).date is None


def test_looking_at_the_details_sets_no_date(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(body="x"))
    main_window.actions_["details"].trigger()
    main_window.inspector.focus_first()
    main_window.actions_["details"].trigger()
    assert kept(main_window, draft) == draft


def test_the_slug_is_proposed_from_the_title_in_any_script(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(title="Été à Malmö", body="x"))
    slug = main_window.inspector.publish.slug
    assert slug.placeholderText() == "ete-a-malmo"
    QTest.keyClicks(slug, "my-own")
    assert kept(main_window, draft).slug == "my-own"


def test_access_shows_at_once_where_it_matters(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body="Free.\n\n<!--more-->\n\nPaid words."))
    main_window.inspector.access.activated.emit(2)
    assert kept(main_window, draft).access is Access.PAID
    assert main_window.editor.head._access.text() == "Paid members"
    qtbot.waitUntil(lambda: "paid below" in main_window.editor.cut_line.words())
    qtbot.waitUntil(lambda: main_window.status.free.text() == "1 free")


def test_tags_are_added_between_commas_and_taken_away(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(body="x", tags=("Water",)))
    tags = main_window.inspector.terms.tags
    tags._plus.click()
    QTest.keyClicks(tags.field, "Ports, Water")
    QTest.keyClick(tags.field, Qt.Key.Key_Return)
    assert kept(main_window, draft).tags == ("Water", "Ports")
    tags._remove("Water")
    assert kept(main_window, draft).tags == ("Ports",)


def test_the_other_fields(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(body="x", image=FeaturedImage("quay.jpg")))
    inspector = main_window.inspector
    QTest.keyClicks(inspector.image.alt, "A crane")
    QTest.keyClicks(inspector.image.credit, "Mara")
    QTest.keyClicks(inspector.excerpt, "In short")
    QTest.keyClicks(inspector.seo_title, "For search")
    QTest.keyClicks(inspector.seo_description, "Found")
    inspector.comments.click()
    inspector.languages.language.activated.emit(inspector.languages.language.findData("sv"))
    now = kept(main_window, draft)
    assert now.image == FeaturedImage("quay.jpg", alt="A crane", credit="Mara")
    assert (now.excerpt, now.seo) == ("In short", Seo("For search", "Found"))
    assert (now.comments, now.language) == (False, "sv")


@pytest.fixture
def able(main_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that keeps articles at the top, shares, and shows them to editors alone."""
    plug_in(monkeypatch, MemorySite())
    made = Site("Harbour Letters", "memory", ADDRESS, gate=Gate.NEWSLETTER)
    return main_window.services.accounts.add(made, SECRET)


def test_top_of_the_page_private_and_sharing_are_kept(
    main_window: MainWindow, write: Write, able: Site, qtbot: QtBot
) -> None:
    draft = write(Draft(title="The quay", body="x"))
    main_window.article.choose_site(able)
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    publish, sharing = main_window.inspector.publish, main_window.inspector.sharing
    qtbot.waitUntil(publish.sticky.isVisible, timeout=10000)
    for box in (publish.sticky, publish.private):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    main_window.go_to("share_message")
    QTest.keyClicks(sharing.message, "Read this")
    now = kept(main_window, draft)
    assert (now.sticky, now.private, now.share, now.share_message) == (
        True,
        True,
        True,
        "Read this",
    )
    main_window.go_to("share")
    QTest.keyClick(sharing.share, Qt.Key.Key_Space)
    assert not kept(main_window, draft).share
    assert not sharing.message.isEnabled(), "what is not shared needs no words"


def test_what_the_site_cannot_do_is_disabled_and_says_why(
    main_window: MainWindow, write: Write, able: Site, qtbot: QtBot
) -> None:
    write(Draft(body="x"))
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    inspector = main_window.inspector
    qtbot.waitUntil(inspector.publish.sticky.isVisible, timeout=10000)
    main_window.article.choose_site(main_window.services.accounts.practice_site())
    boxes = (inspector.publish.sticky, inspector.publish.private, inspector.sharing.share)
    for box in boxes:
        assert not box.isEnabled()
        assert box.toolTip() == "Practice site cannot do this."
        assert box.accessibleDescription() == "Practice site cannot do this."
    main_window.article.choose_site(able)
    assert all(box.isEnabled() for box in boxes)


def test_a_category_below_another_however_it_is_typed(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(body="x"))
    categories = main_window.inspector.terms.categories
    categories._plus.click()
    QTest.keyClicks(categories.field, "Reports>Ferries,  News")
    QTest.keyClick(categories.field, Qt.Key.Key_Return)
    assert kept(main_window, draft).categories == ("Reports > Ferries", "News")
    assert categories.values() == ("Reports > Ferries", "News")


def test_a_finding_leads_to_its_field_and_to_its_line(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="one\n\ntwo\n\nthree"))
    main_window.go_to("line:5")
    assert main_window.editor.text.textCursor().block().text() == "three"
    main_window.go_to("excerpt")
    assert main_window.inspector.excerpt.isVisible()

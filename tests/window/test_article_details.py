"""Article details: every field of a draft, kept as it is changed."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.model.audience import Access, Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Shelf
from editor.model.site import Site
from editor.ui.controls.appearance import color
from editor.ui.controls.section import Section
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
    fields = main_window.inspector.fields.publish.date
    assert fields.day.text() == "When published"
    fields.day.setDate(QDate(2026, 6, 12))
    assert kept(main_window, draft).date == PublishDate(date(2026, 6, 12))
    fields.clock.setTime(QTime(18, 30))
    assert kept(main_window, draft).date == PublishDate(date(2026, 6, 12), time(18, 30))
    zone = main_window.inspector.fields.publish.zone
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
    slug = main_window.inspector.fields.publish.slug
    assert slug.placeholderText() == "ete-a-malmo"
    QTest.keyClicks(slug, "my-own")
    assert kept(main_window, draft).slug == "my-own"


def test_access_shows_at_once_where_it_matters(
    main_window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    draft = write(Draft(body="Free.\n\n<!--more-->\n\nPaid words."))
    main_window.inspector.fields.access.activated.emit(2)
    assert kept(main_window, draft).access is Access.PAID
    assert main_window.editor.head._access.text() == "Paid members"
    qtbot.waitUntil(lambda: "paid below" in main_window.editor.cut_line.words())
    qtbot.waitUntil(lambda: main_window.status.free.text() == "1 free")


def test_tags_are_added_between_commas_and_taken_away(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(body="x", tags=("Water",)))
    tags = main_window.inspector.fields.terms.tags
    tags._plus.click()
    QTest.keyClicks(tags.field, "Ports, Water")
    QTest.keyClick(tags.field, Qt.Key.Key_Return)
    assert kept(main_window, draft).tags == ("Water", "Ports")
    tags._remove("Water")
    assert kept(main_window, draft).tags == ("Ports",)


def test_the_other_fields(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(body="x", image=FeaturedImage("quay.jpg")))
    inspector = main_window.inspector
    QTest.keyClicks(inspector.fields.image.alt, "A crane")
    QTest.keyClicks(inspector.fields.image.credit, "Mara")
    QTest.keyClicks(inspector.fields.excerpt, "In short")
    QTest.keyClicks(inspector.fields.search.title, "For search")
    QTest.keyClicks(inspector.fields.search.description, "Found")
    inspector.fields.comments.click()
    inspector.fields.languages.language.activated.emit(
        inspector.fields.languages.language.findData("sv")
    )
    now = kept(main_window, draft)
    assert now.image == FeaturedImage("quay.jpg", alt="A crane", credit="Mara")
    assert (now.excerpt, now.seo) == ("In short", Seo("For search", "Found"))
    assert (now.comments, now.language) == (False, "sv")


def test_no_two_languages_are_called_the_same(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x", language="pt-PT"))
    language = main_window.inspector.fields.languages.language
    names = [language.itemText(row) for row in range(language.count())]
    assert len(set(names)) == len(names)
    assert {"Português", "Português (Brasil)"} <= set(names)


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
    publish, sharing = main_window.inspector.fields.publish, main_window.inspector.fields.sharing
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
    qtbot.waitUntil(inspector.fields.publish.sticky.isVisible, timeout=10000)
    main_window.article.choose_site(main_window.services.accounts.practice_site())
    boxes = (
        inspector.fields.publish.sticky,
        inspector.fields.publish.private,
        inspector.fields.sharing.share,
    )
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
    categories = main_window.inspector.fields.terms.categories
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
    assert main_window.inspector.fields.excerpt.isVisible()
    main_window.go_to("subtitle")
    assert main_window.focusWidget() is main_window.editor.head.subtitle
    main_window.go_to("cut")
    assert main_window.focusWidget() is main_window.editor.text


def click(main_window: MainWindow, widget: QWidget) -> None:
    """Press and let go where `widget` is, as a mouse does that stays where it is."""
    QCoreApplication.processEvents()  # whatever is to be laid out
    window, none = main_window.windowHandle(), Qt.KeyboardModifier.NoModifier
    place = widget.mapTo(main_window, widget.rect().center())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, none, place)
    QCoreApplication.processEvents()  # what follows from the press, while the button is down
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, none, place)


def details(qtbot: QtBot, window: MainWindow, section: Section) -> None:
    """Have `section` in sight, all of it laid out and counted."""
    window.actions_["details"].trigger()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.tasks.busy == 0)
    QCoreApplication.processEvents()
    window.inspector._area.ensureWidgetVisible(section, 0, 100)


def test_a_click_after_typing_a_tag_arrives_where_it_was_aimed_and_the_tag_is_kept(
    qtbot: QtBot, main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(body="x", tags=("harbour", "ports")))
    terms, image = main_window.inspector.fields.terms, main_window.inspector.fields.image
    details(qtbot, main_window, image)
    click(main_window, terms.tags._plus)
    qtbot.waitUntil(terms.tags.field.hasFocus)
    QTest.keyClicks(terms.tags.field, "what nobody on the quay has heard")
    opened, before = image._head.isChecked(), image._head.mapTo(main_window, QPoint())
    click(main_window, image._head)
    assert image._head.isChecked() is not opened
    assert kept(main_window, draft).tags == (
        "harbour",
        "ports",
        "what nobody on the quay has heard",
    )
    qtbot.waitUntil(lambda: image._head.mapTo(main_window, QPoint()) != before)
    assert terms.tags.field.isHidden()


def ringed(button: QWidget) -> bool:
    """Whether the focus is drawn round a button."""
    image = button.grab().toImage()
    return image.pixelColor(1, image.height() // 2) == color("focus")


def test_a_heading_and_a_folder_have_a_ring_by_keyboard_alone(
    qtbot: QtBot, main_window: MainWindow, write: Write
) -> None:
    write(Draft(body="x"))
    folder = main_window.sidebar._folders[Shelf.PUBLISHED]
    image = main_window.inspector.fields.image
    for button in (folder, image._head):
        if button is image._head:
            details(qtbot, main_window, image)
        click(main_window, button)
        qtbot.waitUntil(button.hasFocus)
        assert not ringed(button)
        main_window.editor.text.setFocus()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert ringed(button)

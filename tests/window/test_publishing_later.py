"""What a writer meets who publishes later, by mail, for editors alone, or on a site that objects."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.cms.port import Newsletter
from editor.library.publications import Publications
from editor.model.audience import Access, Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft, Shelf
from editor.model.errors import OutcomeUnknown, Unreachable
from editor.model.finding import Finding, Severity
from editor.model.mailing import Mailed, Mailing, Segment
from editor.model.publication import Publication, StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.ui.main_window import MainWindow
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.leak_page import LeakPage
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.progress_page import ProgressPage
from editor.ui.publish.receipt_card import Elided
from editor.ui.publish.sheet import PublishSheet
from tests.memory_site import ADDRESS, SECRET, MemorySite, plug_in

FREE = "The night the plant stops you can hear the harbour breathe against the stones."
LOCKED = "Sixty one is the page of the contract that nobody on the board wanted to read aloud."
LEFT = Qt.MouseButton.LeftButton
# far enough for any test, and the same day everywhere
YEAR = datetime.now(UTC).year + 1
FUTURE = PublishDate.parse(f"{YEAR}-06-12T18:30")
Write = Callable[[Draft], Draft]


@pytest.fixture
def site(main_window: MainWindow, memory: MemorySite) -> Site:
    """An account there, chosen for whatever is written next."""
    made = Site("Harbour Letters", "memory", ADDRESS, gate=Gate.NEWSLETTER, zone="Europe/Paris")
    return main_window.services.accounts.add(made, SECRET)


@pytest.fixture
def article(main_window: MainWindow, write: Write, site: Site) -> Callable[..., Draft]:
    """Writes a paid article with a cut, meant for the site, and opens it."""

    def made(**fields: object) -> Draft:
        body = f"{FREE}\n\n<!--more-->\n\n{LOCKED}\n"
        plain = Draft(title="The harbour", body=body, access=Access.PAID, excerpt="A city.")
        draft = write(replace(plain, **fields))  # type: ignore[arg-type]  # fields by name
        main_window.article.choose_site(site)
        return draft

    return made


def plan_page(window: MainWindow) -> PlanPage:
    """The plan's page, which must be open."""
    sheet = window.sheet()
    assert isinstance(sheet, PublishSheet)
    assert isinstance(sheet.page, PlanPage)
    return sheet.page


def settled(qtbot: QtBot, page: PlanPage) -> None:
    """Wait until there is a plan and the site has said what it has to say."""
    asking = "Asking Harbour Letters…"
    qtbot.waitUntil(lambda: page.plan is not None and page.checks.note.text() != asking)


def opened(qtbot: QtBot, window: MainWindow) -> PlanPage:
    """Press Ctrl+Shift+P and wait for the plan."""
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_P, keys)
    page = plan_page(window)
    settled(qtbot, page)
    return page


def outcome(qtbot: QtBot, window: MainWindow, press: QPushButton) -> DonePage:
    """Press a button of the plan and wait for the receipt."""
    sheet = window.sheet()
    assert isinstance(sheet, PublishSheet)
    QTest.mouseClick(press, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert isinstance(sheet.page, DonePage)
    return sheet.page


def scheduled(qtbot: QtBot, window: MainWindow, article: Callable[..., Draft]) -> Draft:
    """An article that waits for its date, with the sheet closed again."""
    draft = article(date=FUTURE)
    done = outcome(qtbot, window, opened(qtbot, window).publish)
    QTest.mouseClick(done.done, LEFT)
    return draft


def words_of(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def says(qtbot: QtBot, widget: QWidget, *texts: str) -> None:
    """Wait until each of `texts` can be read on a widget."""
    qtbot.waitUntil(lambda: all(text in words_of(widget) for text in texts))


def type_into(field: QWidget, keys: str) -> None:
    """Put the focus on a field and type; a part that is full leads to the next."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, keys)


def test_later_by_keyboard_schedules_and_the_library_says_so(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    draft = article()
    page = opened(qtbot, main_window)
    assert page.publish.text() == "Publish to Harbour Letters"
    assert not page.when.day.isEnabled()
    page.when.now.setFocus()
    QTest.keyClick(page.when.now, Qt.Key.Key_Right)
    assert page.when.later.isChecked()
    settled(qtbot, page)
    assert page.publish.text() == "Schedule on Harbour Letters"
    type_into(page.when.day, f"12Jun{YEAR}")
    type_into(page.when.time, "1830")
    settled(qtbot, page)
    assert page.when.clocks.site.accessibleName().startswith("Site · Paris: 18:30, ")
    assert page.when.clocks.utc.accessibleName().startswith("UTC: 16:30, ")
    done = outcome(qtbot, main_window, page.publish)
    assert done.title == f"Scheduled for 12 June {YEAR} 16:30 (18:30 there) on Harbour Letters."
    says(qtbot, done, "Nobody but editors sees it until then.")
    public = done.steps.rows["public"]
    assert public.state is StepState.DONE
    assert public.accessibleName() == f"Scheduled: done. 12 June {YEAR} 16:30"
    assert memory.posts["1"].status is Status.SCHEDULED
    assert memory.public == []
    QTest.mouseClick(done.done, LEFT)
    main_window.article.flush()
    assert main_window.services.drafting.open(draft.id).date == FUTURE
    assert main_window.header.publish.text() == "Reschedule…"
    assert main_window.status.state.text() == (
        f"Scheduled on Harbour Letters for 12 June {YEAR} 16:30"
    )
    folder = main_window.sidebar._folders[Shelf.SCHEDULED]
    assert folder.accessibleName() == "Scheduled, 1"
    QTest.mouseClick(folder, LEFT)
    row = main_window.sidebar.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row == f"The harbour, Harbour Letters, due 12 Jun {YEAR} 16:30, 31 words"


def test_an_empty_folder_of_scheduled_articles_says_so(main_window: MainWindow) -> None:
    QTest.mouseClick(main_window.sidebar._folders[Shelf.SCHEDULED], LEFT)
    assert main_window.sidebar._empty_line.text() == "Nothing scheduled."


def test_now_clears_a_date_in_the_future(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft]
) -> None:
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    assert page.when.later.isChecked()
    page.when.later.setFocus()
    QTest.keyClick(page.when.later, Qt.Key.Key_Left)
    settled(qtbot, page)
    assert page.publish.text() == "Publish to Harbour Letters"
    assert main_window.article.draft is not None
    assert main_window.article.draft.date is None


def test_now_keeps_a_date_in_the_past(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft]
) -> None:
    past = PublishDate.parse("2024-06-12T18:30")
    article(date=past)
    page = opened(qtbot, main_window)
    assert page.when.now.isChecked()
    says(qtbot, page.when, "dated as the article’s details say")
    assert page.when.clocks.site.accessibleName() == "Site · Paris: 18:30, Wed 12 Jun"


def test_a_time_that_is_past_is_said_and_nothing_is_sent(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft]
) -> None:
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    type_into(page.when.day, "12Jun2024")
    settled(qtbot, page)
    says(qtbot, page.when, "That time is past")
    assert not page.publish.isEnabled()
    assert "Choose another time" in page.publish.toolTip()


def test_a_time_too_near_is_said_by_the_site_before_anything_is_sent(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    memory.clock = lambda: datetime(YEAR, 6, 12, 16, 29, 30, tzinfo=UTC)
    sheet = main_window.sheet()
    assert isinstance(sheet, PublishSheet)
    QTest.mouseClick(page.publish, LEFT)
    qtbot.waitUntil(lambda: "at once" in words_of(sheet), timeout=20000)
    assert memory.public == []


def test_enter_in_the_time_sends_nothing(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    page.when.time.setFocus()
    QTest.keyClick(page.when.time, Qt.Key.Key_Return)
    QTest.keyClick(page.when.time, Qt.Key.Key_Enter)
    assert plan_page(main_window) is page
    assert memory.posts == {}


def test_a_folder_cannot_publish_later_and_says_why(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft]
) -> None:
    article()
    folder = main_window.services.accounts.practice_site()
    main_window.article.choose_site(folder)
    page = opened(qtbot, main_window)
    assert not page.when.later.isEnabled()
    says(qtbot, page.when, "Practice site cannot publish later by itself.")
    assert not page.email.isVisible()


def test_nobody_is_mailed_unless_the_box_is_ticked_each_time(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    draft = article()
    page = opened(qtbot, main_window)
    assert not page.email.box.isChecked()
    says(
        qtbot,
        page.email,
        "Paid members get all 31 words.",
        "Members get 14 words and the subscribe box.",
        "Goes out with the post and cannot be called back.",
    )
    page.email.box.setFocus()
    QTest.keyClick(page.email.box, Qt.Key.Key_Space)
    settled(qtbot, page)
    QTest.keyClick(page.cancel, Qt.Key.Key_Escape)
    page = opened(qtbot, main_window)
    assert not page.email.box.isChecked(), "ticked once is not ticked again"
    QTest.keyClick(page.email.box, Qt.Key.Key_Space)
    settled(qtbot, page)
    done = outcome(qtbot, main_window, page.publish)
    assert memory.mailed == [draft.id]
    QTest.mouseClick(done.undo, LEFT)
    sheet = main_window.sheet()
    assert sheet is not None
    says(qtbot, sheet, "What was mailed stays sent.")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    page = opened(qtbot, main_window)
    assert not page.email.box.isEnabled()
    says(qtbot, page.email, "It is public already")


def test_moved_to_another_day_the_mail_stays_ticked(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    QTest.mouseClick(page.email.box, LEFT)
    settled(qtbot, page)
    QTest.mouseClick(outcome(qtbot, main_window, page.publish).done, LEFT)
    page = opened(qtbot, main_window)
    assert page.email.box.isChecked()
    QTest.mouseClick(page.email.box, LEFT)
    settled(qtbot, page)
    outcome(qtbot, main_window, page.publish)
    assert not memory.posts["1"].post.email


def test_whom_to_mail_is_chosen_and_counted(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    memory.newsletters = (
        Newsletter("letter", "The Letter", 99, 21),
        Newsletter("weekend", "Weekend", 12, 1),
    )
    draft = article()
    page = opened(qtbot, main_window)
    mail = page.email
    assert not mail.segment.isVisible(), "nobody is mailed so far"
    says(qtbot, page.readers, "Not sent")
    mail.box.setFocus()
    QTest.keyClick(mail.box, Qt.Key.Key_Space)
    settled(qtbot, page)
    assert mail.box.text() == "Email this to 120 people"
    says(
        qtbot,
        mail,
        "21 paid members get all 31 words.",
        "99 free members get 14 words and the subscribe box.",
    )
    assert [mail.segment.itemText(at) for at in range(3)] == [
        "All its subscribers · 120",
        "Free members · 99",
        "Paid members · 21",
    ]
    QTest.keyClick(mail.newsletter, Qt.Key.Key_Down)
    settled(qtbot, page)
    assert mail.box.text() == "Email this to 13 people"
    QTest.keyClick(mail.segment, Qt.Key.Key_End)
    settled(qtbot, page)
    assert mail.box.text() == "Email this to 1 person"
    says(qtbot, mail, "1 paid member gets all 31 words.")
    assert "free member" not in mail.says.text()
    done = outcome(qtbot, main_window, page.publish)
    assert memory.mailed == [draft.id]
    assert memory.posts["1"].post.email == Mailing(Segment.PAID, "weekend")
    assert done.receipt.mailed == Mailed(1)
    assert "1 person" in [
        fact.accessibleName().partition(": ")[2] for fact in done.findChildren(Elided)
    ]
    QTest.mouseClick(done.undo, LEFT)
    sheet = main_window.sheet()
    assert sheet is not None
    says(qtbot, sheet, "1 email stays sent.")


def test_a_newsletter_that_is_not_in_use_any_more_is_not_replaced_by_another(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    letter, weekend = Newsletter("letter", "Letter", 9, 1), Newsletter("weekend", "Weekend", 2, 1)
    memory.newsletters = (letter, weekend)
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    QTest.mouseClick(page.email.box, LEFT)
    settled(qtbot, page)
    QTest.keyClick(page.email.newsletter, Qt.Key.Key_Down)
    settled(qtbot, page)
    QTest.mouseClick(outcome(qtbot, main_window, page.publish).done, LEFT)
    memory.newsletters = (letter,)
    page = opened(qtbot, main_window)
    assert page.email.newsletter.isVisible()
    assert page.email.newsletter.currentText() == "weekend"
    assert page.email.mailing == Mailing(Segment.ALL, "weekend")
    QTest.keyClick(page.email.newsletter, Qt.Key.Key_Up)
    settled(qtbot, page)
    assert page.email.mailing == Mailing(Segment.ALL, "letter")


def test_what_was_changed_on_the_site_is_asked_about_before_it_is_taken_out(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory.capabilities = replace(memory.capabilities, drafts_shown=True)
    plug_in(monkeypatch, memory)
    article()
    page = opened(qtbot, main_window)
    done = outcome(qtbot, main_window, page.publish)
    memory.edit("1", title="By another hand")
    QTest.mouseClick(done.undo, LEFT)
    sheet = main_window.sheet()
    assert sheet is not None
    says(qtbot, sheet, "goes on showing drafts")

    def button(text: str) -> QPushButton:
        return next(b for b in sheet.findChildren(QPushButton) if b.text() == text)

    QTest.mouseClick(button("Take it back"), LEFT)
    says(qtbot, sheet, "was changed on Harbour Letters since")
    assert memory.posts["1"].status is Status.PUBLISHED
    QTest.mouseClick(button("Take it back all the same"), LEFT)
    qtbot.waitUntil(lambda: memory.posts["1"].status is Status.DRAFT)


def test_mailed_once_it_is_not_offered_again(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    memory.newsletters = (Newsletter("letter", "The Letter", 99, 21),)
    draft = article()
    page = opened(qtbot, main_window)
    QTest.mouseClick(page.email.box, LEFT)
    settled(qtbot, page)
    QTest.mouseClick(outcome(qtbot, main_window, page.publish).done, LEFT)
    main_window.services.publishing.undo(draft.id, main_window.services.accounts.sites()[0])
    page = opened(qtbot, main_window)
    assert not page.email.box.isEnabled()
    says(qtbot, page.email, "It was mailed to 120 people already")


@pytest.mark.parametrize(
    ("gate", "access", "text"),
    [
        (Gate.NEWSLETTER, Access.MEMBERS, "Everybody mailed gets all 31 words."),
        (Gate.NEWSLETTER, Access.EVERYONE, "Everybody mailed gets all 31 words."),
        (Gate.TEASER_ONLY, Access.PAID, "Everybody mailed gets the 14 words above the cut."),
        (Gate.PASSWORD, Access.PAID, "there is nothing to mail"),
    ],
)
def test_the_mail_holds_what_the_gate_lets_each_reader_have(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    site: Site,
    gate: Gate,
    access: Access,
    text: str,
) -> None:
    article(access=access)
    other = replace(site, gate=gate)
    main_window.services.accounts.edit(other)
    main_window.article.choose_site(other)
    page = opened(qtbot, main_window)
    says(qtbot, page.email, text)
    assert page.email.box.isEnabled() is (gate is not Gate.PASSWORD)


def names(window: MainWindow) -> tuple[str, str]:
    """What the sheet and its button are called."""
    sheet = window.sheet()
    assert sheet is not None
    return sheet.accessibleName(), plan_page(window).publish.text()


@pytest.mark.parametrize(
    ("fields", "first", "then"),
    [
        (
            {"date": FUTURE},
            ("Schedule “The harbour”", "Schedule on Harbour Letters"),
            ("Reschedule “The harbour”", "Reschedule on Harbour Letters"),
        ),
        (
            {"private": True},
            ("Publish “The harbour” privately", "Publish privately to Harbour Letters"),
            ("Update “The harbour”", "Update on Harbour Letters"),
        ),
        (
            {},
            ("Publish “The harbour”", "Publish to Harbour Letters"),
            ("Update “The harbour”", "Update on Harbour Letters"),
        ),
    ],
    ids=["scheduled", "private", "public"],
)
def test_the_sheet_is_called_by_what_it_does(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    fields: dict[str, object],
    first: tuple[str, str],
    then: tuple[str, str],
) -> None:
    article(**fields)
    page = opened(qtbot, main_window)
    assert names(main_window) == first
    QTest.mouseClick(outcome(qtbot, main_window, page.publish).done, LEFT)
    opened(qtbot, main_window)
    assert names(main_window) == then


def test_what_holds_back_an_article_that_is_to_wait_does_not_speak_of_publishing(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    detail = {"name": "Ferries"}
    memory.findings = (Finding(Severity.ERROR, "category-missing", "categories", detail),)
    article(date=FUTURE)
    page = opened(qtbot, main_window)
    says(qtbot, page.checks, "There is no category “Ferries” on the site")
    assert page.publish.text() == "Schedule on Harbour Letters"
    assert page.reason.accessibleName() == "Fix 1 error first"


def test_a_long_revision_shows_its_beginning_and_its_end(
    qtbot: QtBot, main_window: MainWindow
) -> None:
    long = "112, revision 2026-06-12T18:30:04/113/24"
    fact = Elided(long)
    qtbot.addWidget(fact)
    fact.setFixedWidth(180)
    fact.show()
    shown = fact.text()
    assert fact.fontMetrics().horizontalAdvance(shown) <= 180
    assert shown.startswith("112, revision")
    assert shown.endswith("/113/24")
    assert fact.toolTip() == long


def test_what_the_site_says_joins_the_checks_and_holds_the_article_back(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    detail = {"name": "Ferries"}
    memory.findings = (Finding(Severity.ERROR, "category-missing", "categories", detail),)
    article()
    page = opened(qtbot, main_window)
    says(qtbot, page.checks, "There is no category “Ferries” on the site")
    assert not page.publish.isEnabled()
    assert "Fix 1 error to publish" in page.publish.toolTip()
    memory.findings = ()
    page.email.box.click()
    settled(qtbot, page)
    assert page.publish.isEnabled(), "the site was asked again and says so no more"


def test_a_site_that_cannot_be_asked_holds_nothing_back(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    memory.fail("check", Unreachable("site-timeout", host="memory.example"))
    article()
    page = opened(qtbot, main_window)
    assert page.checks.note.text() == (
        "memory.example took too long to answer. The site is asked again when you publish."
    )
    assert page.publish.isEnabled()
    memory.heal()
    assert outcome(qtbot, main_window, page.publish).receipt.status is Status.PUBLISHED


def test_the_site_is_asked_while_the_plan_can_be_read_and_used(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    answer = threading.Event()

    def slowly() -> None:
        answer.wait(20)

    memory.before["check"] = slowly
    article()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(main_window, Qt.Key.Key_P, keys)
    page = plan_page(main_window)
    qtbot.waitUntil(lambda: page.checks.note.text() == "Asking Harbour Letters…")
    assert page.publish.isEnabled()
    focused = QApplication.focusWidget()
    assert focused is not None
    name = focused.accessibleName()
    assert name.startswith("Go to: ")
    memory.findings = (Finding(Severity.WARNING, "alt-missing", "image", {"file": "quay.jpg"}),)
    answer.set()
    qtbot.waitUntil(lambda: "quay.jpg" in words_of(page.checks))
    assert page.checks.note.isHidden()
    now = QApplication.focusWidget()
    assert now is not None
    assert now.accessibleName() == name, "the focus stays where it was"


def test_a_private_article_is_shown_to_editors_alone(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(private=True)
    page = opened(qtbot, main_window)
    assert page.publish.text() == "Publish privately to Harbour Letters"
    assert not page.email.box.isEnabled()
    assert not page.when.later.isEnabled()
    done = outcome(qtbot, main_window, page.publish)
    assert done.title == "Private: only editors of Harbour Letters see it."
    assert done.steps.rows["public"].accessibleName().startswith("Shown to editors alone: done")
    assert memory.posts["1"].status is Status.PRIVATE


def test_an_article_that_waits_for_review_is_not_called_published(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    memory.account = replace(memory.account, may_publish=False)
    article()
    done = outcome(qtbot, main_window, opened(qtbot, main_window).publish)
    assert done.title == "Sent. It waits for review on Harbour Letters."
    assert done.steps.rows["public"].accessibleName().startswith("Handed in for review: done")
    QTest.mouseClick(done.card.copy, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert "Made public" not in copied
    assert "State: Waiting for review" in copied


def test_what_is_scheduled_can_be_taken_back_to_draft(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(date=FUTURE)
    done = outcome(qtbot, main_window, opened(qtbot, main_window).publish)
    QTest.mouseClick(done.card.copy, LEFT)
    due = f"Due: 12 Jun {YEAR}, 18:30 UTC+2 (16:30 UTC)"
    assert due in QGuiApplication.clipboard().text()
    QTest.mouseClick(done.undo, LEFT)
    sheet = main_window.sheet()
    assert isinstance(sheet, PublishSheet)
    says(qtbot, sheet, "does not appear by itself any more")
    agree = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Take it back")
    with qtbot.waitSignal(sheet.taken_back, timeout=20000):
        QTest.mouseClick(agree, LEFT)
    assert memory.posts["1"].status is Status.DRAFT
    assert main_window.header.publish.text() == "Publish…"
    assert main_window.services.drafting.counts()[Shelf.DRAFTS] == 1


def test_the_plan_of_a_scheduled_article_takes_it_back_too(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    scheduled(qtbot, main_window, article)
    page = opened(qtbot, main_window)
    assert page.as_draft.text() == "Back to draft"
    assert outcome(qtbot, main_window, page.as_draft).receipt.status is Status.DRAFT
    assert memory.posts["1"].status is Status.DRAFT


def come_due(window: MainWindow, draft: Draft, site: Site, memory: MemorySite, ago: float) -> None:
    """Let the time of a scheduled article have come so many minutes ago."""
    past = datetime.now(UTC) - timedelta(minutes=ago)
    memory.posts["1"].date = past
    found = window.services.publishing.publication(draft.id, site.id)
    assert found is not None
    publications(window).save(replace(found, due=past))


def publications(window: MainWindow) -> Publications:
    """What the library knows of the sites."""
    return window.services.publishing._publications


def known(window: MainWindow, draft: Draft, site: Site) -> Publication:
    """What the library knows of one article."""
    found = window.services.publishing.publication(draft.id, site.id)
    assert found is not None
    return found


def test_what_came_due_is_looked_at_and_moves_to_published(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    site: Site,
) -> None:
    draft = scheduled(qtbot, main_window, article)
    come_due(main_window, draft, site, memory, 1)
    main_window.publishing._due.look()
    qtbot.waitUntil(lambda: known(main_window, draft, site).status is Status.PUBLISHED)
    qtbot.waitUntil(lambda: main_window.header.publish.text() == "Update…")
    assert main_window.sidebar._folders[Shelf.PUBLISHED].accessibleName() == "Published, 1"
    assert main_window.banner.isHidden()
    assert known(main_window, draft, site).receipt is not None


def test_what_came_due_and_leaked_is_said_whatever_is_open_and_shown(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    write: Write,
    memory: MemorySite,
    site: Site,
) -> None:
    draft = scheduled(qtbot, main_window, article)
    come_due(main_window, draft, site, memory, 1)
    memory.leaks = lambda post: True
    main_window.publishing._due.look()
    qtbot.waitUntil(main_window.banner.isVisible)
    text = "Strangers on Harbour Letters saw words from below the cut of “The harbour”"
    assert main_window.banner.words.text().startswith(text)
    write(Draft(title="Another", body="x"))
    assert main_window.banner.words.text().startswith(text)
    assert main_window.banner.isVisible()
    show = next(b for b in main_window.banner.findChildren(QPushButton) if b.isVisible())
    assert show.text() == "Show…"
    show.setFocus()
    QTest.keyClick(show, Qt.Key.Key_Space)
    sheet = main_window.sheet()
    assert isinstance(sheet, PublishSheet)
    assert isinstance(sheet.page, LeakPage)
    assert sheet.page.state.text() == "Held back as a draft"
    rows = sheet.page.steps.rows
    assert rows["public"].accessibleName().startswith("Scheduled: done")
    assert rows["look"].accessibleName().startswith("Looked at as a stranger: failed")
    assert main_window.article.draft is not None
    assert main_window.article.draft.id == draft.id
    assert memory.posts["1"].status is Status.DRAFT


def test_what_was_opened_on_the_site_is_left_to_the_writer(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    site: Site,
) -> None:
    draft = scheduled(qtbot, main_window, article)
    memory.edit("1", access=Access.EVERYONE)
    come_due(main_window, draft, site, memory, 1)
    main_window.publishing._due.look()
    qtbot.waitUntil(main_window.banner.isVisible)
    assert (
        "It was changed since it was sent, so it was left as it is"
        in main_window.banner.words.text()
    )
    show = next(b for b in main_window.banner.findChildren(QPushButton) if b.isVisible())
    QTest.mouseClick(show, LEFT)
    sheet = main_window.sheet()
    assert isinstance(sheet, PublishSheet)
    assert isinstance(sheet.page, LeakPage)
    QTest.mouseClick(sheet.page.undo, LEFT)
    qtbot.waitUntil(lambda: memory.posts["1"].status is Status.DRAFT)


@pytest.mark.parametrize("acted", [False, True])
def test_an_update_of_one_that_waits_says_where_it_does_not_wait_any_more(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    acted: bool,
) -> None:
    scheduled(qtbot, main_window, article)
    main_window.article.edit("title", "The harbour, again")
    unknown = OutcomeUnknown("site-no-answer", host="memory.example")
    down = Unreachable("site-timeout", host="memory.example")
    memory.fail("fill", unknown if acted else down, acted=acted)
    page = opened(qtbot, main_window)
    sheet = main_window.sheet()
    assert sheet is not None
    QTest.mouseClick(page.publish, LEFT)
    lost = "The article is a draft there now, and does not appear by itself any more."
    kept = "The article is on Harbour Letters as it was."
    says(qtbot, sheet, lost if acted else kept)
    assert ((lost in words_of(sheet)), (kept in words_of(sheet))) == (acted, not acted)
    assert (memory.posts["1"].status is Status.SCHEDULED) is not acted
    if acted:  # tried again to no avail, it is said again
        memory.heal()
        memory.fail("get", down)
        assert isinstance(sheet, PublishSheet)
        assert isinstance(sheet.page, ProgressPage)
        before = sheet.page
        QTest.mouseClick(before.again, LEFT)
        qtbot.waitUntil(lambda: sheet.page is not before, timeout=20000)
        says(qtbot, sheet, lost)


def test_a_site_that_does_not_publish_what_is_due_is_named(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    site: Site,
) -> None:
    draft = scheduled(qtbot, main_window, article)
    come_due(main_window, draft, site, memory, 10)
    memory.clock = lambda: datetime.now(UTC) - timedelta(hours=1)  # it does not run its tasks
    main_window.publishing._due.look()
    qtbot.waitUntil(main_window.banner.isVisible)
    assert main_window.banner.words.text() == (
        "The time of “The harbour” has come, and Harbour Letters has not published it yet."
    )
    memory.clock = lambda: datetime.now(UTC)
    main_window.publishing._due.look()
    qtbot.waitUntil(lambda: known(main_window, draft, site).status is Status.PUBLISHED)
    qtbot.waitUntil(main_window.banner.isHidden)


def test_what_was_made_public_is_looked_at_again_and_what_leaks_then_is_said(
    qtbot: QtBot,
    main_window: MainWindow,
    article: Callable[..., Draft],
    memory: MemorySite,
    site: Site,
) -> None:
    draft = article()
    done = outcome(qtbot, main_window, opened(qtbot, main_window).publish)
    timer = main_window.publishing._due._timer
    assert timer.isActive()
    assert timer.interval() <= 65_000, "a minute, and what clocks may differ by"
    QTest.mouseClick(done.done, LEFT)
    memory.leaks = lambda post: True
    found = known(main_window, draft, site)
    assert found.due is not None
    publications(main_window).save(replace(found, due=found.at))
    main_window.publishing._due.look()
    qtbot.waitUntil(main_window.banner.isVisible)
    assert main_window.banner.words.text() == (
        "Strangers on Harbour Letters saw words from below the cut of “The harbour”. "
        "It is a draft there again."
    )
    assert memory.posts["1"].status is Status.DRAFT
    qtbot.waitUntil(lambda: not timer.isActive())


def test_what_comes_due_is_waited_for_once_and_not_polled(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], memory: MemorySite
) -> None:
    article(date=FUTURE)
    timer = main_window.publishing._due._timer
    assert not timer.isActive()
    done = outcome(qtbot, main_window, opened(qtbot, main_window).publish)
    assert timer.isActive()
    assert timer.isSingleShot()
    QTest.mouseClick(done.undo, LEFT)
    sheet = main_window.sheet()
    assert isinstance(sheet, PublishSheet)
    agree = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Take it back")
    with qtbot.waitSignal(sheet.taken_back, timeout=20000):
        QTest.mouseClick(agree, LEFT)
    qtbot.waitUntil(lambda: not timer.isActive())


def test_each_control_of_the_choice_has_a_name(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft]
) -> None:
    article()
    page = opened(qtbot, main_window)
    names = {widget.accessibleName() for widget in page.findChildren(QWidget)}
    assert {"Publish now", "Publish later", "Day to publish", "Time to publish"} <= names


def test_from_right_to_left_the_time_is_still_hours_before_minutes(
    qtbot: QtBot, main_window: MainWindow, article: Callable[..., Draft], qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        article(date=FUTURE)
        page = opened(qtbot, main_window)
        assert page.when.time.lineEdit().text() == "18:30"
        assert page.when.time.x() < page.when.day.x() < page.when.later.x() < page.when.now.x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

"""What a writer meets when publishing: the plan, the steps, the receipt, and a leak."""

import threading
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import uuid4

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.cms.folder.site import FolderSite
from editor.cms.port import Asset, Post, RemoteMedia, RemotePost, View
from editor.model.audience import Access, Gate, Surface
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import OutcomeUnknown, Unreachable
from editor.model.publication import Leak, StepState
from editor.model.site import Site
from editor.render.leaked import leaked_run
from editor.ui.publish.done_page import DonePage
from editor.ui.publish.leak_page import LeakPage, Markup
from editor.ui.publish.plan_page import PlanPage
from editor.ui.publish.progress_page import ProgressPage
from editor.ui.publish.sheet import PublishSheet, open_publish_sheet
from editor.ui.publish.site_browser import browser_of

FREE = "The night the plant stops you can hear the harbour breathe against the stones."
LOCKED = "Sixty one is the page of the contract that nobody on the board wanted to read aloud."
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def site(services: Services, tmp_path: Path) -> Site:
    """A folder site with a passphrase in the keyring."""
    made = Site("Harbour Letters", "folder", str(tmp_path / "letters"), gate=Gate.SEALED)
    return services.accounts.add(made, "lamp-quay-tide")


@pytest.fixture
def draft(services: Services) -> Draft:
    """A paid article with a cut."""
    body = f"{FREE}\n\n<!--more-->\n\n{LOCKED}\n"
    made = Draft(title="The city and its harbour", body=body, access=Access.PAID, excerpt="A city.")
    services.drafting.save(made)
    return made


Open = Callable[..., PublishSheet]


@pytest.fixture
def opened(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, site: Site, draft: Draft
) -> Open:
    """Opens the sheet and waits for its plan."""

    def open_(article: Draft = draft, where: Site = site) -> PublishSheet:
        sheet = open_publish_sheet(plain_window, services, article, where)
        qtbot.waitUntil(lambda: plan_page(sheet).plan is not None)
        return sheet

    return open_


def plan_page(sheet: PublishSheet) -> PlanPage:
    """The page, which must be the plan."""
    assert isinstance(sheet.page, PlanPage)
    return sheet.page


def done_page(sheet: PublishSheet) -> DonePage:
    """The page, which must be the receipt."""
    assert isinstance(sheet.page, DonePage)
    return sheet.page


def words_of(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def says(qtbot: QtBot, widget: QWidget, *texts: str) -> None:
    """Wait until each of `texts` can be read on a widget."""
    qtbot.waitUntil(lambda: all(text in words_of(widget) for text in texts))


def publish(qtbot: QtBot, sheet: PublishSheet, kind: type = DonePage) -> None:
    """Press Publish and wait for what comes of it."""
    QTest.mouseClick(plan_page(sheet).publish, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, kind), timeout=20000)


def test_plan_says_what_each_reader_gets_and_what_changes(qtbot: QtBot, opened: Open) -> None:
    page = plan_page(opened())
    says(
        qtbot,
        page,
        "<b>14</b> of 31 words, then the box",
        "<b>All 31</b> words",
        "New post at <b>/the-city-and-its-harbour</b>",
        "Gate: Sealed with a passphrase",
    )
    assert page.publish.text() == "Publish to Harbour Letters"
    assert page.publish.isEnabled()


def test_three_clocks_show_the_moment_of_publishing(
    opened: Open, services: Services, draft: Draft
) -> None:
    dated = replace(draft, date=PublishDate.parse("2024-06-12T12:06+00:00"))
    services.drafting.save(dated)
    clocks = plan_page(opened(dated)).when.clocks
    assert clocks.utc.accessibleName() == "UTC: 12:06, Wed 12 Jun"
    assert clocks.yours.accessibleName() == "You · UTC: 12:06, Wed 12 Jun"
    assert clocks.site.accessibleName() == "Site · as yours: 12:06, Wed 12 Jun"


def test_publishing_shows_that_nothing_paid_got_out(qtbot: QtBot, opened: Open, site: Site) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    page = done_page(sheet)
    assert page.title == "Published. Nothing paid got out."
    says(qtbot, sheet, "0 of 17 paid words leaked")
    assert [row.state for code, row in page.steps.rows.items() if row.isVisible()] == [
        StepState.DONE,
        StepState.SKIPPED,
        *[StepState.DONE] * 4,
    ]
    table = page.table.view.model()
    rows = [table.index(row, 1).data() for row in range(table.rowCount())]
    assert rows[0] == "14 words, 0 leaked"
    assert len(rows) >= 4
    assert all("0 leaked" in row for row in rows)
    html = "".join(path.read_text() for path in Path(site.address).rglob("*.html"))
    assert "breathe against the stones" in html
    assert "nobody on the board" not in html


def test_receipt_keeps_the_passphrase_behind_dots_until_it_is_asked_for(
    qtbot: QtBot, opened: Open
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    hidden = done_page(sheet).card.passphrase
    assert "lamp-quay-tide" not in words_of(sheet)
    QTest.mouseClick(hidden.eye, LEFT)
    assert hidden.shown.text() == "lamp-quay-tide"
    QTest.mouseClick(hidden.eye, LEFT)
    assert "lamp-quay-tide" not in words_of(sheet)
    QTest.mouseClick(hidden.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "lamp-quay-tide"


def test_copied_receipt_names_address_and_steps_but_no_secret(qtbot: QtBot, opened: Open) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    QTest.mouseClick(done_page(sheet).card.copy, LEFT)
    text = QGuiApplication.clipboard().text()
    assert done_page(sheet).receipt.url in text
    assert "Looked at as a stranger" in text
    assert "lamp-quay-tide" not in text


def test_enter_publishes_but_not_while_cancel_has_the_focus(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    sheet = opened()
    page = plan_page(sheet)
    page.cancel.setFocus()
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(page.cancel, Qt.Key.Key_Return)
    assert services.publishing.delivered(draft.id) == ()
    sheet = opened()
    page = plan_page(sheet)
    page.publish.setFocus()
    QTest.keyClick(page.publish, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert len(services.publishing.delivered(draft.id)) == 1


def test_escape_closes_the_plan_and_sends_nothing(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    sheet = opened()
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(plan_page(sheet).publish, Qt.Key.Key_Escape)
    assert services.publishing.delivered(draft.id) == ()


def test_an_error_holds_the_article_back_and_leads_to_its_place(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    twice = replace(draft, body=draft.body + "\n<!--more-->\n\nAnd more.\n")
    services.drafting.save(twice)
    sheet = opened(twice)
    page = plan_page(sheet)
    assert not page.publish.isEnabled()
    says(qtbot, sheet, "Fix 1 error to publish")
    went: list[str] = []
    sheet.place_chosen.connect(went.append)
    with qtbot.waitSignal(sheet.closed):
        QTest.mouseClick(page.checks.buttons[0], LEFT)
    assert went == ["line:7"]


def test_a_future_date_is_an_error(opened: Open, services: Services, draft: Draft) -> None:
    later = replace(draft, date=PublishDate(date.today() + timedelta(days=400)))
    services.drafting.save(later)
    assert not plan_page(opened(later)).publish.isEnabled()


def test_send_as_a_draft_only_makes_nothing_public(qtbot: QtBot, opened: Open, site: Site) -> None:
    sheet = opened()
    QTest.mouseClick(plan_page(sheet).as_draft, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert done_page(sheet).title == "Sent as a draft. Nobody else can read it."
    assert list(Path(site.address).rglob("the-city*")) == []


def test_publishing_again_offers_an_update_of_the_same_post(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    QTest.mouseClick(done_page(sheet).done, LEFT)
    again = opened(replace(draft, body=draft.body + "\nOne more line.\n"))
    page = plan_page(again)
    assert page.publish.text() == "Update on Harbour Letters"
    says(qtbot, page, "Updates the post at <b>/the-city-and-its-harbour</b>")
    assert not page.as_draft.isEnabled()
    publish(qtbot, again)
    assert len(services.publishing.delivered(draft.id)) == 1


def test_the_site_can_be_changed_before_anything_is_sent(
    qtbot: QtBot, opened: Open, services: Services, tmp_path: Path
) -> None:
    other = services.accounts.add(
        Site("Quay Notes", "folder", str(tmp_path / "notes"), gate=Gate.SEALED), "other"
    )
    sheet = opened()
    QTest.mouseClick(plan_page(sheet).change, LEFT)
    menu = next(menu for menu in sheet.findChildren(QMenu) if menu.isVisible())
    with qtbot.waitSignal(sheet.site_changed):
        next(action for action in menu.actions() if action.text() == other.name).trigger()
    menu.close()
    qtbot.waitUntil(lambda: plan_page(sheet).plan is not None)
    assert plan_page(sheet).publish.text() == "Publish to Quay Notes"


def test_a_passphrase_that_is_not_known_is_asked_for_and_checked(
    qtbot: QtBot, opened: Open, services: Services, site: Site, draft: Draft
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    QTest.mouseClick(done_page(sheet).done, LEFT)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # keyring has no types
    sheet = opened()
    page = plan_page(sheet)
    prompt = page.prompt
    assert prompt is not None
    assert prompt.field.hasFocus()
    assert not page.publish.isEnabled()
    says(qtbot, sheet, "Enter the passphrase first")
    assert prompt.session.isChecked()
    QTest.keyClicks(prompt.field, "wrong")
    QTest.keyClick(prompt.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: prompt.problem.isVisible(), timeout=20000)
    assert not page.publish.isEnabled()
    prompt.field.clear()
    QTest.keyClicks(prompt.field, "lamp-quay-tide")
    QTest.mouseClick(prompt.button, LEFT)
    qtbot.waitUntil(lambda: page.publish.isEnabled(), timeout=20000)
    publish(qtbot, sheet)


def test_cancel_stops_before_it_is_public(
    qtbot: QtBot,
    opened: Open,
    services: Services,
    site: Site,
    draft: Draft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()
    fill = FolderSite.fill

    def slowly(self: FolderSite, remote_id: str, post: Post, media: object) -> RemotePost:
        go_on.wait(20)
        return fill(self, remote_id, post, media)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(FolderSite, "fill", slowly)
    sheet = opened()
    publish(qtbot, sheet, ProgressPage)
    page = sheet.page
    assert isinstance(page, ProgressPage)
    qtbot.waitUntil(lambda: page.steps.state("draft") is StepState.RUNNING)
    QTest.keyClick(page.cancel, Qt.Key.Key_Escape)
    assert sheet.isVisible(), "Esc does not close a sheet that is sending"
    assert "Cancel first to close" in words_of(sheet)
    QTest.mouseClick(page.cancel, LEFT)
    assert not page.cancel.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: page.failed, timeout=20000)
    says(qtbot, page, "Cancelled. Nothing was made public.")
    assert all(row.state is not StepState.FAILED for row in page.steps.rows.values())
    assert list(Path(site.address).rglob("the-city*")) == []
    QTest.mouseClick(page.again, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert len(services.publishing.delivered(draft.id)) == 1


def test_a_taken_address_is_mended_where_the_slug_is_and_not_by_trying_again(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    publish(qtbot, opened())
    another = replace(draft, id=uuid4())
    services.drafting.save(another)
    sheet = opened(another)
    publish(qtbot, sheet, ProgressPage)
    page = sheet.page
    assert isinstance(page, ProgressPage)
    qtbot.waitUntil(lambda: page.failed, timeout=20000)
    says(
        qtbot, sheet, "The address “the-city-and-its-harbour” is taken by another page of the site."
    )
    assert not page.again.isVisible()
    assert page.slug.hasFocus()
    with qtbot.waitSignal(sheet.place_chosen) as went:
        QTest.mouseClick(page.slug, LEFT)
    assert went.args == ["slug"]
    assert not sheet.isVisible()


def test_a_failure_says_what_is_safe_and_can_be_tried_again(
    qtbot: QtBot,
    opened: Open,
    services: Services,
    draft: Draft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([OutcomeUnknown("site-no-answer", host="harbourletters.example")])
    create = FolderSite.create_draft

    def lost(self: FolderSite, post: Post) -> RemotePost:
        made = create(self, post)
        error = next(answers, None)
        if error is not None:
            raise error
        return made

    monkeypatch.setattr(FolderSite, "create_draft", lost)
    sheet = opened()
    publish(qtbot, sheet, ProgressPage)
    page = sheet.page
    assert isinstance(page, ProgressPage)
    qtbot.waitUntil(lambda: page.failed, timeout=20000)
    says(qtbot, page, "nothing is posted twice")
    assert services.drafting.open(draft.id).body == draft.body
    QTest.mouseClick(page.again, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert len(services.publishing.delivered(draft.id)) == 1


def test_a_post_changed_on_the_site_is_overwritten_only_when_asked(
    qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    QTest.mouseClick(done_page(sheet).done, LEFT)
    get, revisions = FolderSite.get, iter(["theirs"])

    def other(self: FolderSite, remote_id: str) -> RemotePost:
        found = get(self, remote_id)
        return replace(found, revision=next(revisions, found.revision))

    monkeypatch.setattr(FolderSite, "get", other)
    sheet = opened()
    publish(qtbot, sheet, ProgressPage)
    page = sheet.page
    assert isinstance(page, ProgressPage)
    qtbot.waitUntil(lambda: page.failed, timeout=20000)
    assert page.overwrite.isVisible()
    QTest.mouseClick(page.overwrite, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)


def test_undo_asks_first_and_takes_the_article_off_the_site(
    qtbot: QtBot, opened: Open, site: Site
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    page = done_page(sheet)
    QTest.mouseClick(page.undo, LEFT)
    buttons = {b.text(): b for b in sheet.findChildren(QPushButton) if b.isVisible()}
    QTest.mouseClick(buttons["No, leave it"], LEFT)
    assert page.undo.isVisible()
    assert list(Path(site.address).rglob("the-city*"))
    QTest.mouseClick(page.undo, LEFT)
    buttons = {b.text(): b for b in sheet.findChildren(QPushButton) if b.isVisible()}
    with qtbot.waitSignal(sheet.taken_back, timeout=20000):
        QTest.mouseClick(buttons["Take it back"], LEFT)
    assert page.title == "Back to draft. Nobody else can read it now."
    assert list(Path(site.address).rglob("the-city*.html")) == []


def leaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the site say locked words in its feed, unless only the teaser was sent."""
    look = FolderSite.shown

    def careless(self: FolderSite, view: View) -> str:
        document = look(self, view)
        if view.surface is Surface.FEED and self._site.gate is Gate.SEALED:
            document += f"<item><description>More: {LOCKED}</description></item>"
        return document

    monkeypatch.setattr(FolderSite, "shown", careless)


def test_a_leak_is_shown_word_for_word_and_the_post_is_a_draft_again(
    qtbot: QtBot, opened: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking(monkeypatch)
    sheet = opened()
    publish(qtbot, sheet, LeakPage)
    page = sheet.page
    assert isinstance(page, LeakPage)
    assert page.title == "Paid text got out in one place. The post is a draft again."
    assert page.state.text() == "Held back as a draft"
    markup = page.findChildren(Markup)[0].text.text()
    assert "<u>" in markup
    assert "nobody on the board" in markup.split("<u>")[1].split("</u>")[0]
    says(qtbot, page, "Only the feed says what the page holds back.", "send excerpts in its feeds")
    assert list(Path(site.address).rglob("the-city*.html")) == []
    with qtbot.waitSignal(sheet.place_chosen) as went:
        QTest.mouseClick(page.show_place, LEFT)
    assert went.args == ["line:5"]


def test_the_suggested_fix_sends_the_teaser_only(
    qtbot: QtBot, opened: Open, services: Services, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking(monkeypatch)
    sheet = opened()
    publish(qtbot, sheet, LeakPage)
    page = sheet.page
    assert isinstance(page, LeakPage)
    QTest.mouseClick(page.fix, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, DonePage), timeout=20000)
    assert done_page(sheet).title == "Published. Nothing paid got out."
    assert services.accounts.site(site.name).gate is Gate.SEALED, "the site itself is unchanged"


def test_the_address_of_a_locked_picture_is_shown_as_one_and_leads_to_it(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    name = services.drafting.add_picture(draft.id, out.getvalue(), "night-boat.jpg")
    pictured = replace(draft, body=f"{draft.body}\n![The night boat]({name})\n")
    services.drafting.save(pictured)
    look, upload = FolderSite.shown, FolderSite.upload
    address = "https://harbourletters.example/picture-0a1b2c.jpg"

    def public(self: FolderSite, asset: Asset) -> RemoteMedia:
        kept = upload(self, asset)
        return replace(kept, url=address) if asset.locked else kept

    def careless(self: FolderSite, view: View) -> str:
        card = f'<meta property="og:image" content="{address}">'
        return look(self, view) + (card if view.surface is Surface.HEAD else "")

    monkeypatch.setattr(FolderSite, "upload", public)
    monkeypatch.setattr(FolderSite, "shown", careless)
    sheet = opened(pictured)
    publish(qtbot, sheet, LeakPage)
    page = sheet.page
    assert isinstance(page, LeakPage)
    assert page.title == "A paid picture got out in one place. The post is a draft again."
    says(qtbot, sheet, "1 picture leaked", "night-boat.jpg", "Move the picture above the cut")
    model = page.table.view.model()
    rows = {model.index(r, 0).data(): model.index(r, 1).data() for r in range(model.rowCount())}
    [head] = [seen for where, seen in rows.items() if where.startswith("Page head")]
    assert head.endswith("1 picture leaked")
    markup = page.findChildren(Markup)[0].text.text()
    assert address in markup.split("<u>")[1].split("</u>")[0]
    with qtbot.waitSignal(sheet.place_chosen) as went:
        QTest.mouseClick(page.show_place, LEFT)
    assert went.args == ["line:7"]


def test_a_leak_that_cannot_be_taken_back_says_so(
    qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking(monkeypatch)

    def refuse(self: FolderSite, remote_id: str) -> RemotePost:
        raise Unreachable("site-refused", host="harbourletters.example")

    monkeypatch.setattr(FolderSite, "retract", refuse)
    sheet = opened()
    publish(qtbot, sheet, LeakPage)
    page = sheet.page
    assert isinstance(page, LeakPage)
    assert page.title.endswith("It is still on the site.")
    assert page.state.text() == "Could not put it back to draft. Do it on the site now"
    assert page.site.isVisible()
    assert "Held back" not in words_of(page)


def test_large_pictures_can_be_sent_smaller_and_how_large_they_are_is_said(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    shades = Image.frombytes("L", (1300, 1300), Random(7).randbytes(1300 * 1300))
    data = BytesIO()
    shades.save(data, "PNG")
    name = services.drafting.add_picture(draft.id, data.getvalue(), "quay.png")
    page = plan_page(opened(replace(draft, image=FeaturedImage(name, "A quay"))))
    assert page.pictures.isVisible()
    assert not page.pictures.smaller
    qtbot.waitUntil(lambda: "1.7 MB" in words_of(page.changes))
    page.pictures.box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.pictures.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.plan is not None and page.plan.smaller)
    qtbot.waitUntil(lambda: "1.5 MB" in words_of(page.changes))
    assert page.pictures.box.isChecked()


def test_after_a_leak_of_an_update_readers_have_the_version_before(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(qtbot, opened())
    look = FolderSite.shown

    def careless(self: FolderSite, view: View) -> str:
        document = look(self, view)
        return document + f"<p>{LOCKED}</p>" if "A second thought" in document else document

    monkeypatch.setattr(FolderSite, "shown", careless)
    changed = replace(draft, title="A second thought")
    services.drafting.save(changed)
    sheet = opened(changed)
    publish(qtbot, sheet, LeakPage)
    page = sheet.page
    assert isinstance(page, LeakPage)
    assert page.title.endswith("The version before is there again.")
    assert page.state.text() == "Readers have the version before it"
    assert page.steps.rows["put-back"].isVisible()
    assert not page.steps.rows["retract"].isVisible()


def test_looking_again_finds_what_leaked_since_and_offers_to_take_it_back(
    qtbot: QtBot, opened: Open, site: Site, monkeypatch: pytest.MonkeyPatch, draft: Draft
) -> None:
    publish(qtbot, opened())
    sheet = opened(replace(draft, title="A second thought"))
    publish(qtbot, sheet)
    leaking(monkeypatch)
    QTest.mouseClick(done_page(sheet).again, LEFT)
    qtbot.waitUntil(lambda: isinstance(sheet.page, LeakPage), timeout=20000)
    page = sheet.page
    assert isinstance(page, LeakPage)
    assert page.state.text() == "It is public"
    with qtbot.waitSignal(sheet.taken_back, timeout=20000):
        QTest.mouseClick(page.undo, LEFT)
    assert isinstance(sheet.page, LeakPage)
    assert sheet.page.state.text() == "Held back as a draft"
    assert list(Path(site.address).rglob("the-city*.html")) == []


def test_a_place_that_cannot_be_looked_at_never_gets_a_tick(
    qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = FolderSite.shown

    def blind(self: FolderSite, view: View) -> str:
        if view.surface is Surface.FEED:
            raise Unreachable("site-refused", host="harbourletters.example")
        return look(self, view)

    monkeypatch.setattr(FolderSite, "shown", blind)
    sheet = opened()
    publish(qtbot, sheet)
    page = done_page(sheet)
    assert page.title == "Published. One place could not be checked."
    model = page.table.view.model()
    rows = {model.index(r, 0).data(): model.index(r, 1).data() for r in range(model.rowCount())}
    assert rows["Feed, RSS"] == "Not checked"
    monkeypatch.setattr(FolderSite, "shown", look)
    QTest.mouseClick(page.again, LEFT)
    qtbot.waitUntil(lambda: page.title == "Published. Nothing paid got out.", timeout=20000)


def test_opening_the_article_serves_the_folder_on_this_computer_alone(
    qtbot: QtBot, plain_window: QMainWindow, opened: Open, site: Site
) -> None:
    sheet = opened()
    publish(qtbot, sheet)
    url = done_page(sheet).receipt.url
    address = browser_of(plain_window).address(site, url)
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(address) as answer:
        assert "breathe against the stones" in answer.read().decode()


@pytest.mark.parametrize("size", [(1024, 640), (800, 560)])
def test_small_windows_keep_title_and_footer_and_scroll_the_rest(
    plain_window: QMainWindow, opened: Open, size: tuple[int, int]
) -> None:
    plain_window.resize(*size)
    sheet = opened()
    inside = plain_window.rect().adjusted(24, 24, -24, -24)
    assert inside.contains(sheet.geometry())
    button = plan_page(sheet).publish
    corner = button.mapTo(sheet, QPoint(button.width(), button.height()))
    assert sheet.rect().contains(corner)


def test_every_control_of_the_plan_has_a_name(opened: Open) -> None:
    sheet = opened()
    for button in sheet.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    names = {w.accessibleName() for w in sheet.findChildren(QWidget)}
    assert {"What each reader gets", "Checks"} <= names
    assert "Visitor, Page: 14 words" in names


def test_leaked_words_are_found_through_tags_and_entities() -> None:
    context = "<p>The page &amp; the <em>contract</em>&nbsp;that nobody</p> more"
    before, run, after = leaked_run(Leak("page the contract that nobody", 5, context))
    assert before == "<p>The "
    assert run == "page &amp; the <em>contract</em>&nbsp;that nobody"
    assert after == "</p> more"


def test_leaked_words_not_found_in_their_markup_are_shown_alone() -> None:
    assert leaked_run(Leak("quite other words", 3, "<p>nothing</p>")) == (
        "",
        "quite other words",
        "",
    )


def test_a_leak_longer_than_its_markup_is_still_quoted_whole() -> None:
    leak = Leak(
        "one two three four five six seven eight", 8, "<p>One <b>two</b> three four five six"
    )
    before, run, after = leaked_run(leak)
    assert (before, after) == ("<p>", "")
    assert run == "One <b>two</b> three four five six seven eight"


def test_errors_that_hold_back_a_draft_too_say_so(
    qtbot: QtBot, opened: Open, services: Services, draft: Draft
) -> None:
    twice = replace(draft, body=draft.body + "\n<!--more-->\n\nAnd more.\n")
    services.drafting.save(twice)
    sheet = opened(twice)
    QTest.mouseClick(plan_page(sheet).as_draft, LEFT)
    says(qtbot, sheet, "The errors hold back a draft too")
    assert services.publishing.delivered(draft.id) == ()

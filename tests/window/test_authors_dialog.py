"""What a writer does with authors: write them, see the box live, send bios to sites."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.app import Services
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.errors import Unreachable
from editor.model.site import Site
from editor.services.accounts import Accounts
from editor.ui.authors.sheet import AuthorsSheet, open_authors_sheet

LEFT = Qt.MouseButton.LeftButton
BIO = "Reporter on water and ports."


@pytest.fixture
def mara(services: Services) -> AuthorProfile:
    """A profile that is known already."""
    links = ("https://www.mara.example/about",)
    return services.accounts.save_author(
        AuthorProfile("mara-lindqvist", "Mara Lindqvist", {"en": BIO}, links=links)
    )


class Blog:
    """A stand-in for a WordPress that answers for its users; it keeps the bios it is sent."""

    def __init__(self) -> None:
        self.bios = {"12": ("mara", "Reporter."), "9": ("idris", "")}
        self.down = False

    def authors(self) -> tuple[tuple[str, str, str], ...]:
        """The users, as the port gives them."""
        self._answer()
        return tuple((id, name, bio) for id, (name, bio) in self.bios.items())

    def update_bio(self, user_id: str, bio: str) -> str:
        """Keep a bio and read it back."""
        self._answer()
        self.bios[user_id] = (self.bios[user_id][0], bio)
        return bio

    def _answer(self) -> None:
        if self.down:
            raise Unreachable("site-refused", host="harbourletters.example")


@pytest.fixture
def blog(services: Services, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """Harbour Letters, which answers with the stand-in."""
    site = Site("Harbour Letters", "wordpress", "https://harbourletters.example", "mara")
    services.accounts.add(site, "abcd efgh")
    answers = Blog()

    @contextmanager
    def connected(self: Accounts, site: Site, secret: str | None = None) -> Iterator[Blog]:
        yield answers

    monkeypatch.setattr(Accounts, "connected", connected)
    return answers


def opened(window: QMainWindow, services: Services) -> AuthorsSheet:
    """The sheet over the window."""
    return open_authors_sheet(window, services)


def words_of(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def type_into(field: QLineEdit, text: str) -> None:
    """Replace what stands in a field by typing."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def press(sheet: AuthorsSheet, text: str) -> None:
    """Press the visible button that says `text`."""
    found = [b for b in sheet.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert len(found) == 1, f"{text}: {len(found)}"
    QTest.mouseClick(found[0], LEFT)


def saved(qtbot: QtBot, sheet: AuthorsSheet) -> None:
    """Wait until the sheet says that it has kept what was typed."""
    qtbot.waitUntil(lambda: sheet.saved.isVisible() and sheet.saved.text() == "Saved")


def test_a_new_author_is_kept_as_the_name_is_typed(
    qtbot: QtBot, plain_window: QMainWindow, services: Services
) -> None:
    sheet = opened(plain_window, services)
    QTest.mouseClick(sheet.add, LEFT)
    assert sheet.form.name.hasFocus()
    QTest.keyClicks(sheet.form.name, "Odile")
    saved(qtbot, sheet)
    QTest.keyClicks(sheet.form.name, " Brandt")
    QTest.keyClicks(sheet.form.bio, "Photographs harbours.")
    qtbot.waitUntil(lambda: [a.slug for a in services.accounts.authors()] == ["odile-brandt"])
    saved(qtbot, sheet)
    assert services.accounts.author("odile-brandt").bio("en") == "Photographs harbours."
    assert [entry.name for entry in sheet.list.entries] == ["Odile Brandt"]


def test_what_is_noted_in_a_name_is_neither_in_the_box_nor_in_the_address(
    qtbot: QtBot, plain_window: QMainWindow, services: Services
) -> None:
    sheet = opened(plain_window, services)
    QTest.mouseClick(sheet.add, LEFT)
    QTest.keyClicks(sheet.form.name, "Odile <!-- note: secret -->")
    saved(qtbot, sheet)
    assert [author.slug for author in services.accounts.authors()] == ["odile"]
    assert sheet.preview.box.name.text() == "Odile"
    assert services.accounts.author("odile").name == "Odile <!-- note: secret -->"
    type_into(sheet.form.name, "<!-- note: secret -->")
    qtbot.waitUntil(lambda: "the name is missing" in sheet.saved.text())


def test_what_was_typed_last_is_kept_when_the_sheet_is_closed_at_once(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    sheet = opened(plain_window, services)
    QTest.keyClicks(sheet.form.bio, "Now: ")
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet.form.name, Qt.Key.Key_Escape)
    assert services.accounts.author(mara.slug).bio("en") == "Now: " + BIO


def test_renaming_an_author_keeps_their_articles(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    services.drafting.save(Draft(title="One", authors=(mara.slug,)))
    sheet = opened(plain_window, services)
    assert "Used in 1 article" in words_of(sheet)
    type_into(sheet.form.name, "Mara Holm")
    saved(qtbot, sheet)
    assert services.accounts.author(mara.slug).name == "Mara Holm"
    assert services.accounts.used_in(mara.slug) == 1


def test_the_box_follows_the_typing(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    sheet = opened(plain_window, services)
    box = sheet.preview.box
    assert (box.heading.text(), box.name.text()) == ("Published by", "Mara Lindqvist")
    assert box.links.text() == "<u>mara.example</u>"
    type_into(sheet.form.name, "Mara Holm")
    assert box.name.text() == "Mara Holm"
    sheet.form.tabs.add_language("ar")
    QTest.keyClicks(sheet.form.bio, "x")
    assert sheet.preview.other.isVisible()
    assert sheet.preview.other.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert sheet.preview.other.bio.text() == "x"
    assert box.bio.text() == BIO
    saved(qtbot, sheet)
    assert services.accounts.author(mara.slug).bios == {"en": BIO, "ar": "x"}


def test_links_are_added_and_removed(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    sheet = opened(plain_window, services)
    press(sheet, "Add link")
    QTest.keyClicks(sheet.form.links.fields[1], "@mara@quay.example")
    saved(qtbot, sheet)
    assert services.accounts.author(mara.slug).links[1] == "@mara@quay.example"
    crosses = [
        b for b in sheet.findChildren(QAbstractButton) if b.accessibleName() == "Remove this link"
    ]
    QTest.mouseClick(crosses[0], LEFT)
    qtbot.waitUntil(lambda: services.accounts.author(mara.slug).links == ("@mara@quay.example",))


def test_a_picture_is_taken_in_and_removed(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    tmp_path: Path,
) -> None:
    data = io.BytesIO()
    Image.new("RGB", (900, 700), "teal").save(data, "JPEG")
    picture = tmp_path / "mara.jpg"
    picture.write_bytes(data.getvalue())
    sheet = opened(plain_window, services)
    sheet.form.take_picture(picture)
    qtbot.waitUntil(lambda: bool(services.accounts.author(mara.slug).avatar), timeout=20000)
    assert sheet.form.remove.isVisible()
    QTest.mouseClick(sheet.form.remove, LEFT)
    qtbot.waitUntil(lambda: not services.accounts.author(mara.slug).avatar)


def test_a_file_that_is_no_picture_is_refused_in_words(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "mara.jpg"
    broken.write_bytes(b"not a picture")
    sheet = opened(plain_window, services)
    sheet.form.take_picture(broken)
    qtbot.waitUntil(lambda: bool(sheet.problem.text()), timeout=20000)
    assert services.accounts.author(mara.slug) == mara


def test_an_emptied_name_is_not_kept(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    sheet = opened(plain_window, services)
    sheet.form.name.selectAll()
    QTest.keyClick(sheet.form.name, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: "Not saved" in sheet.saved.text())
    assert services.accounts.author(mara.slug).name == "Mara Lindqvist"


def test_deleting_asks_and_says_which_articles_carry_the_name(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    services.drafting.save(Draft(title="One", authors=(mara.slug,)))
    sheet = opened(plain_window, services)
    press(sheet, "Delete author…")
    assert "1 article keeps the name" in words_of(sheet)
    press(sheet, "No, leave it")
    assert services.accounts.authors() == (mara,)
    press(sheet, "Delete author…")
    with qtbot.waitSignal(sheet.authors_changed):
        press(sheet, "Delete")
    assert services.accounts.authors() == ()


def test_who_one_is_on_a_site_is_chosen_from_its_users(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    blog: Blog,
) -> None:
    sheet = opened(plain_window, services)
    (row,) = sheet.form.sites.rows_by_site.values()
    assert row.state.text() == "Not on this site"
    QTest.mouseClick(row.choose, LEFT)
    qtbot.waitUntil(lambda: row.users.isVisible())
    assert row.users.itemText(1) == "mara (user 12)"
    QTest.keyClick(row.users, Qt.Key.Key_Down)
    row.users.activated.emit(row.users.currentIndex())
    assert row.state.text() == "Found"
    saved(qtbot, sheet)
    assert services.accounts.author(mara.slug).accounts == {str(row.site.id): "12"}


def test_a_site_that_does_not_answer_leaves_the_mapping_alone(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    blog: Blog,
) -> None:
    blog.down = True
    sheet = opened(plain_window, services)
    (row,) = sheet.form.sites.rows_by_site.values()
    QTest.mouseClick(row.choose, LEFT)
    qtbot.waitUntil(lambda: row.state.text() == "No answer")
    assert row.choose.isEnabled()
    assert "harbourletters.example" in sheet.problem.text()


def known_on_the_blog(services: Services, mara: AuthorProfile) -> None:
    """Make the profile user 12 of the blog."""
    site = services.accounts.site("Harbour Letters")
    services.accounts.save_author(
        AuthorProfile(mara.slug, mara.name, mara.bios, accounts={str(site.id): "12"})
    )


def test_a_bio_is_sent_only_after_old_and_new_were_shown(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    blog: Blog,
) -> None:
    known_on_the_blog(services, mara)
    sheet = opened(plain_window, services)
    press(sheet, "Update on sites…")
    page = sheet.update_page
    assert page is not None
    qtbot.waitUntil(lambda: len(page.rows) == 1 and "Will be" in words_of(page))
    shown = words_of(page)
    assert "Reporter." in shown
    assert BIO in shown
    assert blog.bios["12"] == ("mara", "Reporter."), "nothing is sent yet"
    QTest.mouseClick(page.rows[0].box, LEFT, pos=QPoint(8, page.rows[0].box.height() // 2))
    assert not page.send_button.isEnabled()
    QTest.mouseClick(page.rows[0].box, LEFT, pos=QPoint(8, page.rows[0].box.height() // 2))
    press(sheet, "Update 1 site")
    qtbot.waitUntil(lambda: page.rows[0].state.text() == "Updated")
    assert blog.bios["12"] == ("mara", BIO)
    qtbot.waitUntil(lambda: page.back.isEnabled())
    press(sheet, "Back")
    assert sheet.form.name.isVisible()


def test_a_site_that_refuses_a_bio_says_so_beside_its_name(
    qtbot: QtBot,
    plain_window: QMainWindow,
    services: Services,
    mara: AuthorProfile,
    blog: Blog,
) -> None:
    known_on_the_blog(services, mara)
    sheet = opened(plain_window, services)
    press(sheet, "Update on sites…")
    page = sheet.update_page
    assert page is not None
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    blog.down = True
    press(sheet, "Update 1 site")
    qtbot.waitUntil(lambda: page.rows[0].state.text() == "Not updated")
    qtbot.waitUntil(lambda: "harbourletters.example" in words_of(page))
    assert blog.bios["12"] == ("mara", "Reporter.")


def test_an_author_no_site_knows_is_told_what_to_do(
    qtbot: QtBot, plain_window: QMainWindow, services: Services, mara: AuthorProfile
) -> None:
    sheet = opened(plain_window, services)
    press(sheet, "Update on sites…")
    page = sheet.update_page
    assert page is not None
    qtbot.waitUntil(lambda: "On your sites" in words_of(page))
    assert not page.send_button.isEnabled()


def test_every_control_has_a_name(
    plain_window: QMainWindow, services: Services, mara: AuthorProfile, blog: Blog
) -> None:
    sheet = opened(plain_window, services)
    for widget in sheet.findChildren(QWidget):
        reachable = widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if isinstance(widget, QAbstractButton) and reachable:
            assert widget.text() or widget.accessibleName(), widget
        if isinstance(widget, QLineEdit) and reachable:
            assert widget.accessibleName(), widget
    assert sheet.form.bio.accessibleName() == "Bio, English"


@pytest.mark.parametrize("size", [(1024, 640), (800, 560)])
def test_small_windows_keep_the_footer_in_sight(
    plain_window: QMainWindow, services: Services, mara: AuthorProfile, size: tuple[int, int]
) -> None:
    plain_window.resize(*size)
    sheet = opened(plain_window, services)
    corner = sheet.done.mapTo(sheet, QPoint(sheet.done.width(), sheet.done.height()))
    assert sheet.rect().contains(corner)
    assert plain_window.rect().adjusted(24, 24, -24, -24).contains(sheet.geometry())
    seen = sheet.form.visibleRegion().boundingRect()
    assert seen.height() > sheet.height() // 3, "the live box leaves the form its room"

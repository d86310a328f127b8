"""Search and social in the details: what is typed is kept, and what is empty shows what is told then."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.ui.controls import file_dialog
from editor.ui.main_window import MainWindow

Write = Callable[[Draft], Draft]


def kept(window: MainWindow, draft: Draft) -> Draft:
    window.article.flush()
    return window.services.drafting.open(draft.id)


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A picture on the disk that the writer chooses whenever asked for one."""
    path = tmp_path / "card.png"
    Image.new("RGB", (120, 63), "teal").save(path)
    monkeypatch.setattr(file_dialog, "file_to_open", lambda *_: path)
    return path


def test_every_field_is_reached_by_tab_and_kept(main_window: MainWindow, write: Write) -> None:
    draft = write(Draft(title="The quay", body="x"))
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    main_window.go_to("seo")
    for words in ("For search", "Found", "https://first.example/quay", "For cards", "Shared"):
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is main_window.inspector.fields.search.picture.choose
    now = kept(main_window, draft)
    assert now.seo == Seo("For search", "Found", "https://first.example/quay")
    assert now.social == Social("For cards", "Shared")


def test_an_empty_field_shows_what_is_told_in_its_place(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(title="The quay", subtitle="At night", body="x"))
    search = main_window.inspector.fields.search
    assert search.title.placeholderText() == search.social_title.placeholderText() == "The quay"
    assert search.description.placeholderText() == "At night"
    assert search.social_description.placeholderText() == "At night"
    main_window.go_to("seo")
    QTest.keyClicks(search.title, "Found")
    main_window.go_to("excerpt")
    QTest.keyClicks(main_window.inspector.fields.excerpt, "In short")
    assert search.social_title.placeholderText() == "Found"
    assert search.social_description.placeholderText() == "In short"
    assert kept(main_window, draft).social == Social()


def test_what_is_told_in_place_of_an_empty_description_is_shown_in_all_its_lines(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="The quay", subtitle="At night the pumps change their note. " * 2, body="x"))
    main_window.go_to("seo")
    field = main_window.inspector.fields.search.social_description
    image = field.viewport().grab().toImage()
    ground = image.pixelColor(image.width() - 1, image.height() - 1)
    written = [
        any(image.pixelColor(x, y) != ground for x in range(image.width()))
        for y in range(image.height() // 2, image.height())
    ]
    assert any(written)


def test_a_social_image_is_chosen_and_removed_and_is_not_the_featured_one(
    main_window: MainWindow, write: Write, photo: Path, qtbot: QtBot
) -> None:
    draft = write(Draft(title="The quay", body="x", image=FeaturedImage("quay.jpg", "A quay")))
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    main_window.go_to("social")
    search = main_window.inspector.fields.search
    QTest.keyClicks(search.social_title, "For cards")
    search.picture.choose.setFocus()
    QTest.keyClick(search.picture.choose, Qt.Key.Key_Space)
    qtbot.waitUntil(search.picture.remove.isVisible, timeout=10000)
    now = kept(main_window, draft)
    assert now.social == Social("For cards", image=photo.name)
    assert now.image == draft.image
    assert main_window.services.drafting.locate(draft.id)(photo.name) is not None
    assert "120" in search.picture._facts.text()
    search.picture.remove.setFocus()
    QTest.keyClick(search.picture.remove, Qt.Key.Key_Space)
    assert kept(main_window, draft).social == Social("For cards")
    assert search.picture.choose.isVisible()


@pytest.mark.parametrize(
    ("place", "name"),
    [("seo", "Title"), ("social", "Social title"), ("canonical", "Canonical address")],
)
def test_a_finding_leads_to_its_field_and_it_is_in_sight(
    main_window: MainWindow, write: Write, qtbot: QtBot, place: str, name: str
) -> None:
    write(Draft(title="The quay", body="x"))
    main_window.resize(1024, 640)
    QTest.keyClick(main_window, Qt.Key.Key_F8)
    main_window.go_to(place)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == name
    QCoreApplication.processEvents()  # whatever is to be laid out
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height())

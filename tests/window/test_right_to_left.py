"""What runs from right to left stands where a reader of Arabic looks for it, in a window of either direction."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.ui.controls.widgets import Button
from editor.ui.library.draft_list import DraftDelegate
from editor.ui.library.sidebar import _Folder as Folder
from editor.ui.main_window import MainWindow
from editor.ui.writing.title_fields import FACE, BylineChip

Write = Callable[[Draft], Draft]


def ink(widget: QWidget, rect: QRect | None = None) -> list[tuple[int, int]]:
    """The columns of a widget that are written in, as stretches from the left: first and last."""
    rect, window = rect or widget.rect(), widget.window()
    image = window.grab(QRect(widget.mapTo(window, rect.topLeft()), rect.size())).toImage()
    ground = image.pixelColor(image.width() // 2, 1)

    def dark(color: QColor) -> bool:
        return ground.lightness() - color.lightness() > 60

    stretches: list[tuple[int, int]] = []
    for x in range(image.width()):
        if any(dark(image.pixelColor(x, y)) for y in range(image.height())):
            if stretches and stretches[-1][1] == x - 1:
                stretches[-1] = (stretches[-1][0], x)
            else:
                stretches.append((x, x))
    return stretches


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The window runs from right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_words_of_the_other_direction_keep_their_order_and_stand_at_the_windows_side(
    mirrored: None, main_window: MainWindow
) -> None:
    buttons = main_window.welcome.findChildren(Button)
    add = next(one for one in buttons if "Add a site…" in one.text())
    found = ink(add, add.rect().adjusted(3, 6, -3, -6))
    assert all(last - first < 3 for first, last in found[-3:]), "the dots end the words"
    labels = main_window.welcome.findChildren(QLabel)
    short = next(one for one in labels if one.text().startswith("A blank page"))
    assert ink(short)[-1][1] > short.width() - 5


def test_what_is_asked_for_stands_at_the_side_where_it_is_written(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="عنوان", body="كلمات", language="ar"))
    field = main_window.editor.head.subtitle
    assert ink(field.viewport())[0][0] > field.width() // 2
    write(Draft(title="Title", body="Words", language="en"))
    assert ink(field.viewport())[-1][1] < field.width() // 2
    field.setPlainText("i")
    assert len(ink(field.viewport())) == 1


def test_a_byline_has_room_at_its_end_and_none_before_the_portrait(
    main_window: MainWindow, write: Write
) -> None:
    main_window.services.accounts.save_author(AuthorProfile(slug="layla", name="ليلى منصور"))
    write(Draft(body="كلمات", language="ar", authors=("layla",)))
    chip = main_window.editor.head.findChild(BylineChip)
    assert chip is not None
    within = chip.rect().adjusted(3, 6, -3, -6)  # without the edge
    found = [(first + 3, last + 3) for first, last in ink(chip, within)]
    assert found[0][0] >= 10
    portrait = chip.width() - 3 - FACE
    assert portrait - max(last for _, last in found if last < portrait) <= 14


def test_a_title_keeps_its_own_direction_at_the_edge_of_the_list(
    main_window: MainWindow, write: Write
) -> None:
    write(Draft(title="نعم!", body="كلمات", language="ar"))
    other = write(Draft(title="Other", body="Words"))
    main_window.library.refresh()
    rows = main_window.sidebar.list
    row = main_window.sidebar.model
    index = next(row.index(n) for n in range(row.rowCount()) if row.card(n).id != other.id)
    rect = rows.visualRect(index)
    pad = DraftDelegate.PAD
    found = ink(rows.viewport(), QRect(rect.left() + 4, rect.top() + pad, rect.width() - 8, 18))
    first, last = found[0]
    assert first < 2 * pad  # at the left, as all that the list shows
    assert last - first < 4  # the sign that ends it stands at its left


def test_the_count_of_a_shelf_stands_within_its_row(main_window: MainWindow) -> None:
    folder = main_window.sidebar.findChild(Folder)
    assert folder is not None
    row = folder.layout()
    assert row is not None
    folder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    folder.show_count(5)
    row.invalidate()
    row.activate()
    shelf = ink(folder, folder.rect().adjusted(0, 6, 0, -6))
    assert 8 <= shelf[0][0] < folder.width() // 2

"""Snippets, templates and private notes, by the keys they are used with."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.services.snippets import Snippets
from editor.ui.main_window import MainWindow
from editor.ui.writing.snippet_sheet import NameSheet, SnippetSheet

Write = Callable[[Draft], Draft]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def kept(main_window: MainWindow) -> Snippets:
    return Snippets(main_window.services.paths.snippets)


def select(window: MainWindow, text: str) -> None:
    window.editor.text.setTextCursor(window.editor.text.document().find(text))


def key(widget: QWidget, key_: Qt.Key) -> None:
    QTest.keyClick(widget, key_)


def choosing(window: MainWindow) -> SnippetSheet:
    sheet = window.sheet()
    assert isinstance(sheet, SnippetSheet)
    return sheet


def naming(window: MainWindow) -> NameSheet:
    sheet = window.sheet()
    assert isinstance(sheet, NameSheet)
    return sheet


def test_a_snippet_is_kept_and_inserted_again_with_one_undo(
    main_window: MainWindow, write: Write, kept: Snippets
) -> None:
    write(Draft(body="First here.\n\nDo you know more?\n\nLast."))
    select(main_window, "Do you know more?")
    main_window.actions_["save-snippet"].trigger()
    field = naming(main_window).name.field
    assert field.text() == "Do you know more?"
    field.selectAll()
    QTest.keyClicks(field, "Sign-off")
    key(field, Qt.Key.Key_Return)
    assert [one.text for one in kept.all()] == ["Do you know more?"]
    text = main_window.editor.text
    select(main_window, "here")
    QTest.keyClick(text, Qt.Key.Key_J, CTRL_SHIFT)
    key(choosing(main_window).field, Qt.Key.Key_Return)
    assert text.body() == "First Do you know more?.\n\nDo you know more?\n\nLast."
    QTest.keyClicks(text, "!")
    assert text.body().startswith("First Do you know more?!.")
    for _ in range(2):
        main_window.actions_["undo"].trigger()
    assert text.body() == "First here.\n\nDo you know more?\n\nLast."


def test_the_list_is_narrowed_down_and_gone_through_without_leaving_the_field(
    main_window: MainWindow, write: Write, kept: Snippets
) -> None:
    for name, words in (("One", "quay 🎈 TK boats"), ("Two", "quay"), ("Three", "nothing")):
        kept.save(name, words)
    write(Draft(body=""))
    main_window.actions_["snippet"].trigger()
    sheet = choosing(main_window)
    QTest.keyClicks(sheet.field, "nowhere")
    assert sheet.chosen() is None
    assert not sheet.take.isEnabled()
    assert "nowhere" in sheet.said.text()
    sheet.field.clear()
    QTest.keyClicks(sheet.field, "Quay")
    assert [entry.name for entry in sheet.list.entries] == ["One", "Two"]
    for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        key(sheet.field, arrow)
    key(sheet.field, Qt.Key.Key_Return)
    QTest.keyClicks(main_window.editor.text, "12")
    assert main_window.editor.text.body() == "quay 🎈 12 boats"  # what was to come is selected


def test_a_name_that_is_taken_is_not_taken_away_unasked(
    main_window: MainWindow, write: Write, kept: Snippets
) -> None:
    kept.save("Same", "old")
    write(Draft(body="Same"))
    select(main_window, "Same")
    main_window.actions_["save-snippet"].trigger()
    sheet = naming(main_window)
    key(sheet.name.field, Qt.Key.Key_Return)
    asked = QApplication.focusWidget()
    assert asked is not None
    key(asked, Qt.Key.Key_Return)  # the button that leaves it has the focus
    assert kept.all()[0].text == "old"
    sheet.name.field.clear()
    key(sheet.name.field, Qt.Key.Key_Return)
    assert "name" in sheet.said.text()
    QTest.keyClicks(sheet.name.field, "Other")
    key(sheet.name.field, Qt.Key.Key_Return)
    assert [one.name for one in kept.all()] == ["Other", "Same"]


def test_a_snippet_is_renamed_and_deleted_where_it_is_chosen(
    main_window: MainWindow, write: Write, kept: Snippets
) -> None:
    kept.save("A", "a")
    kept.save("B", "b")
    write(Draft(body=""))
    main_window.actions_["snippet"].trigger()
    sheet = choosing(main_window)
    sheet.rename.click()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "B")
    key(field, Qt.Key.Key_Return)
    assert "“B”" in sheet.said.text()
    QTest.keyClicks(field, " too")
    key(field, Qt.Key.Key_Return)
    assert [one.name for one in kept.all()] == ["B", "B too"]
    sheet.delete.click()
    key(QApplication.focusWidget() or sheet, Qt.Key.Key_Return)  # Keep it
    assert len(kept.all()) == 2
    sheet.delete.click()
    QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Tab)
    key(QApplication.focusWidget() or sheet, Qt.Key.Key_Return)
    assert [one.text for one in kept.all()] == ["b"]
    key(sheet.field, Qt.Key.Key_Escape)
    assert main_window.sheet() is None


def test_without_snippets_it_is_said_how_to_make_one(main_window: MainWindow, write: Write) -> None:
    write(Draft(body="x"))
    main_window.actions_["save-snippet"].trigger()
    assert main_window.sheet() is None
    assert "selected" in main_window.banner.words.text()
    main_window.actions_["snippet"].trigger()
    assert "Save selection as snippet" in choosing(main_window).said.text()


def test_an_article_is_begun_from_a_template_and_is_its_own(
    main_window: MainWindow, write: Write
) -> None:
    draft = write(Draft(title="Weekly", subtitle="Was", body="## TK\n", access=Access.PAID))
    main_window.actions_["save-template"].trigger()
    key(naming(main_window).name.field, Qt.Key.Key_Return)
    main_window.actions_["new-from-template"].trigger()
    sheet = choosing(main_window)
    assert sheet.list.entries[0].hint == "## TK"
    key(sheet.field, Qt.Key.Key_Return)
    begun = main_window.article.draft
    assert begun is not None
    assert begun.id != draft.id
    assert (begun.title, begun.body, begun.access) == ("Weekly", "## TK\n", Access.PAID)
    assert main_window.editor.head.title.hasFocus()
    assert main_window.services.drafting.open(begun.id) == begun
    assert main_window.services.drafting.open(draft.id) == draft


def test_a_broken_template_is_said_and_nothing_is_begun(main_window: MainWindow) -> None:
    Snippets(main_window.services.paths.templates).save("Bad", "---\naccess: nobody\n---\nx")
    main_window.actions_["new-from-template"].trigger()
    key(choosing(main_window).field, Qt.Key.Key_Return)
    assert "access" in main_window.banner.words.text()
    assert main_window.article.draft is None


def test_a_private_note_is_made_and_unmade_with_one_key(
    main_window: MainWindow, write: Write
) -> None:
    body = "Words 🎈 to check here."
    write(Draft(body=body))
    text = main_window.editor.text
    select(main_window, "to check")
    QTest.keyClick(text, Qt.Key.Key_M, CTRL_SHIFT)
    assert text.body() == "Words 🎈 <!-- note: to check --> here."
    QTest.keyClick(text, Qt.Key.Key_M, CTRL_SHIFT)
    assert text.body() == body
    main_window.actions_["undo"].trigger()
    main_window.actions_["undo"].trigger()
    assert text.body() == body
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_M, CTRL_SHIFT)
    QTest.keyClicks(text, "ask")
    assert text.body() == f"{body}<!-- note: ask -->"


def test_a_note_is_not_put_round_the_cut(main_window: MainWindow, write: Write) -> None:
    body = "One.\n\n<!--more-->\n\nTwo."
    write(Draft(body=body, access=Access.PAID))
    main_window.editor.text.selectAll()
    main_window.actions_["private-note"].trigger()
    assert main_window.editor.text.body() == body
    assert "private note" in main_window.banner.words.text()

"""Misspelt words are underlined a moment after the last key, and put right from their menu."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from editor.model.draft import Draft
from editor.model.errors import BadInput
from editor.services.lookup import Lookup
from editor.system.settings import SPELLING, SPELLING_LANGUAGES
from editor.ui.language_sheet import LanguageSheet
from editor.ui.main_window import MainWindow
from editor.ui.preferences import PreferencesSheet
from editor.ui.spelling_preferences import SpellingPreferences
from editor.ui.writing.caret import CaretField

Write = Callable[[Draft], Draft]


@pytest.fixture(scope="module")
def hunspell() -> Iterator[Lookup]:
    """The one process of all these tests."""
    lookup = Lookup()
    yield lookup
    lookup.close()


@pytest.fixture
def window(
    main_window: MainWindow, hunspell: Lookup, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window with spelling on, by the dictionaries we ship and none of the machine's."""
    spelling = main_window.services.spelling
    monkeypatch.setattr(spelling, "_system", ())
    own, spelling._lookup = spelling._lookup, hunspell
    main_window.spelling.set_on(True)
    yield main_window
    spelling._lookup = own
    while popup := QApplication.activePopupWidget():
        popup.close()


def marked(field: CaretField) -> list[str]:
    """The words under a wavy line."""
    wavy = QTextCharFormat.UnderlineStyle.WaveUnderline
    return [
        one.cursor.selectedText()
        for one in field.extraSelections()
        if one.format.underlineStyle() == wavy
    ]


def wait_for(window: MainWindow, qtbot: QtBot, *words: str) -> None:
    """Until just these words are marked in the text."""
    qtbot.waitUntil(lambda: marked(window.editor.text) == list(words), timeout=10000)


def type_at_end(window: MainWindow, words: str) -> None:
    window.editor.text.moveCursor(window.editor.text.textCursor().MoveOperation.End)
    QTest.keyClicks(window.editor.text, words)


def open_menu(window: MainWindow, qtbot: QtBot, word: str) -> QMenu:
    """The menu of the right button on a word of the text."""
    text = window.editor.text
    at = text.cursorRect(text.document().find(word)).center() - QPoint(6, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, text.viewport().mapToGlobal(at))
    QApplication.sendEvent(text.viewport(), event)
    return opened(qtbot)


def opened(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=10000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(lambda: "Looking" not in menu.actions()[0].text(), timeout=10000)
    return menu


def choose(menu: QMenu, words: str) -> None:
    """Go down to an entry with the arrow keys and press Enter."""
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        active = menu.activeAction()
        if active is not None and active.text().split("\t")[0] == words:
            QTest.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError(f"{words} is not in the menu")


def test_wrong_words_are_marked_in_text_title_and_standfirst(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    body = (
        "Teh **harbuor** and `codde`.\n\n```\nteh\n```\n\nC’est une phrase entierement française."
    )
    write(Draft(title="An artcle", subtitle="Shrot", body=body, language="en-GB"))
    wait_for(window, qtbot, "Teh", "harbuor", "entierement")
    qtbot.waitUntil(lambda: marked(window.editor.head.title) == ["artcle"], timeout=10000)
    qtbot.waitUntil(lambda: marked(window.editor.head.subtitle) == ["Shrot"], timeout=10000)


def test_a_word_is_not_marked_before_it_is_left(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="", language="en-GB"))
    type_at_end(window, "Anohter and wrnog")
    wait_for(window, qtbot, "Anohter")
    type_at_end(window, " ")
    wait_for(window, qtbot, "Anohter", "wrnog")


def test_a_word_is_marked_once_the_caret_has_gone(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Quiet words. ", language="en-GB"))
    type_at_end(window, "anohter")
    qtbot.waitUntil(lambda: window.spelling._marks[window.editor.text]._held >= 0, timeout=10000)
    assert marked(window.editor.text) == []
    QTest.keyClick(window.editor.text, Qt.Key.Key_Home)
    wait_for(window, qtbot, "anohter")


def test_a_mark_goes_when_its_word_is_put_right_by_hand(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="A 😀 harbuor", language="en-GB"))
    wait_for(window, qtbot, "harbuor")
    window.editor.text.moveCursor(window.editor.text.textCursor().MoveOperation.End)
    for _ in range(3):
        QTest.keyClick(window.editor.text, Qt.Key.Key_Backspace)
    QTest.keyClicks(window.editor.text, "our")
    wait_for(window, qtbot)


def test_a_suggestion_of_the_menu_is_one_undo_step(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="We recieve it.", language="en-GB"))
    wait_for(window, qtbot, "recieve")
    choose(open_menu(window, qtbot, "recieve"), "receive")
    assert window.editor.text.body() == "We receive it."
    wait_for(window, qtbot)
    window.actions_["undo"].trigger()
    assert window.editor.text.body() == "We recieve it."
    wait_for(window, qtbot, "recieve")


def test_the_menu_key_opens_the_menu_of_the_word_at_the_caret(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="We don’t recieve it.", language="en-GB"))
    wait_for(window, qtbot, "recieve")
    text = window.editor.text
    text.setTextCursor(text.document().find("recieve"))
    QTest.keyClick(text, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = opened(qtbot)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert "receive" in words[:6]
    assert words[words.index("Add to dictionary") :] == [
        "Add to dictionary", "Undo", "Redo", "Cut", "Copy", "Paste", "Select all",
        "Language of this paragraph…",
    ]  # fmt: skip


def test_an_added_word_is_right_from_now_on_in_every_article(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="By Skovgaard, of teh Skovgaards.", language="en-GB"))
    wait_for(window, qtbot, "Skovgaard", "teh", "Skovgaards")
    choose(open_menu(window, qtbot, "Skovgaard"), "Add to dictionary")
    wait_for(window, qtbot, "teh", "Skovgaards")
    write(Draft(body="Skovgaard’s teh", language="en-GB"))
    wait_for(window, qtbot, "teh")


def test_without_a_wrong_word_the_menu_is_the_usual_one(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="A harbour.", language="en-GB"))
    menu = open_menu(window, qtbot, "harbour")
    assert menu.actions()[0].text().startswith("Undo")
    choose(menu, "Select all")
    assert window.editor.text.textCursor().selectedText() == "A harbour."


def test_shift_f7_goes_from_one_mistake_to_the_next_and_round(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    middle = "\n\n".join(f"Paragraph {n} is right." for n in range(300))
    write(Draft(body=f"Teh first.\n\n{middle}\n\nThe lsat one, and wrnog.", language="en-GB"))
    text, seen = window.editor.text, []
    for _ in range(4):
        QTest.keyClick(text, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: not window.spelling._looking, timeout=10000)
        seen.append(text.textCursor().selectedText())
    assert seen == ["Teh", "lsat", "wrnog", "Teh"]


def test_shift_f7_says_that_there_is_none(window: MainWindow, write: Write, qtbot: QtBot) -> None:
    write(Draft(body="All is right.", language="en-GB"))
    window.actions_["next-mistake"].trigger()
    qtbot.waitUntil(lambda: window.banner.words.text() == "No spelling mistakes found.")
    window.banner.hide()
    write(Draft(body="Hyvää päivää.", language="fi"))
    window.actions_["next-mistake"].trigger()
    qtbot.waitUntil(lambda: "no dictionary for Suomi" in window.banner.words.text())


def test_shift_f7_looks_again_after_a_failure(
    window: MainWindow, write: Write, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Draft(body="All right, but wrnog.", language="en-GB"))
    with monkeypatch.context() as broken:

        def fail(*_given: object) -> None:
            raise BadInput("dictionary-broken", file="English")

        broken.setattr(window.services.spelling, "check", fail)
        window.actions_["next-mistake"].trigger()
        qtbot.waitUntil(lambda: "English" in window.banner.words.text(), timeout=10000)
        qtbot.waitUntil(lambda: window.tasks.busy == 0, timeout=10000)
    window.actions_["next-mistake"].trigger()
    selected = window.editor.text.textCursor
    qtbot.waitUntil(lambda: selected().selectedText() == "wrnog", timeout=10000)


def test_switched_off_nothing_is_marked_and_it_stays_off(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Teh harbour.", language="en-GB"))
    wait_for(window, qtbot, "Teh")
    window.actions_["spelling"].trigger()
    assert marked(window.editor.text) == []
    assert not window.actions_["spelling"].isChecked()
    assert not window.services.settings.get(SPELLING)


def test_what_is_found_and_what_is_wrong_are_marked_together(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Teh harbour and teh quay.", language="en-GB"))
    wait_for(window, qtbot, "Teh", "teh")
    window.actions_["find"].trigger()
    QTest.keyClicks(window.find_bar.field, "quay")
    qtbot.waitUntil(lambda: len(window.editor.text.extraSelections()) == 3)
    QTest.keyClick(window.find_bar.field, Qt.Key.Key_Escape)
    assert marked(window.editor.text) == ["Teh", "teh"]
    assert len(window.editor.text.extraSelections()) == 2


def test_only_what_is_in_view_is_looked_up(window: MainWindow, write: Write, qtbot: QtBot) -> None:
    asked: list[int] = []
    check = window.spelling._check

    def counting(texts: tuple[str, ...], done: Callable[..., None]) -> None:
        asked.append(len(texts))
        check(texts, done)

    window.spelling._marks[window.editor.text]._check = counting
    write(Draft(body="\n\n".join(f"Word {n} is teh one." for n in range(2000)), language="en-GB"))
    qtbot.waitUntil(lambda: "teh" in marked(window.editor.text), timeout=10000)
    assert max(asked) < 60
    top = len(marked(window.editor.text))
    window.editor.bar.setValue(window.editor.bar.maximum())
    last = window.editor.text.document().characterCount() - 30
    qtbot.waitUntil(
        lambda: any(one.cursor.position() > last for one in window.editor.text.extraSelections()),
        timeout=10000,
    )
    assert max(asked) < 60
    assert len(marked(window.editor.text)) < top + 60


def test_a_key_is_no_business_of_spelling(window: MainWindow, write: Write, qtbot: QtBot) -> None:
    """By counting: until the writer pauses no line of it runs."""
    import sys
    from types import FrameType

    write(Draft(body="Teh harbour. ", language="en-GB"))
    wait_for(window, qtbot, "Teh")
    window.editor.text.moveCursor(window.editor.text.textCursor().MoveOperation.End)
    ours: list[str] = []

    def called(frame: FrameType, what: str, _given: object) -> None:
        if what == "call" and "spelling" in Path(frame.f_code.co_filename).name:
            ours.append(frame.f_code.co_name)

    sys.setprofile(called)
    try:
        QTest.keyClicks(window.editor.text, "word")
    finally:
        sys.setprofile(None)
    assert ours == []


# a paragraph's language


def set_language(window: MainWindow, tag: str) -> None:
    window.actions_["paragraph-language"].trigger()
    sheet = window.sheet()
    assert isinstance(sheet, LanguageSheet)
    sheet.language.setCurrentIndex(sheet.language.findData(tag))
    QTest.keyClick(sheet, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Un *chien*.\nEt deux.", '<span lang="fr">Un *chien*.\nEt deux.</span>'),
        ("Over.\n\n## Un titre\nUnder.", 'Over.\n\n## <span lang="fr">Un titre</span>\nUnder.'),
        ("- one\n- un 😀 chien\n- three", '- one\n- <span lang="fr">un 😀 chien</span>\n- three'),
        ("> Un\n> chien", '> <span lang="fr">Un\n> chien</span>'),
        ("Word[^1]\n\n[^1]: Un chien", 'Word[^1]\n\n[^1]: <span lang="fr">Un chien</span>'),
    ],
)
def test_a_paragraph_gets_a_language_changes_it_and_loses_it(
    window: MainWindow, write: Write, body: str, wanted: str
) -> None:
    write(Draft(body=body, language="en-GB"))
    text = window.editor.text
    text.setTextCursor(text.document().find("Un" if "Un" in body else "un"))
    set_language(window, "fr")
    assert text.body() == wanted
    set_language(window, "ar")
    assert text.body() == wanted.replace('"fr"', '"ar" dir="rtl"')
    set_language(window, "")
    assert text.body() == body
    for before in (wanted.replace('"fr"', '"ar" dir="rtl"'), wanted, body):
        window.actions_["undo"].trigger()
        assert text.body() == before


def test_a_language_in_the_text_is_the_one_it_is_spelt_in(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Chien noir", language="en-GB"))
    wait_for(window, qtbot, "Chien", "noir")
    set_language(window, "fr")
    wait_for(window, qtbot)


def test_a_text_that_was_closed_meanwhile_gets_no_language(
    window: MainWindow, write: Write
) -> None:
    write(Draft(body="Chien noir", language="en-GB"))
    window.actions_["paragraph-language"].trigger()
    sheet = window.sheet()
    assert isinstance(sheet, LanguageSheet)
    window.editor.text.setReadOnly(True)
    sheet.language.setCurrentIndex(sheet.language.findData("fr"))
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert window.editor.text.body() == "Chien noir"
    assert "cannot be changed now" in window.banner.words.text()


@pytest.mark.parametrize("body", ["", "| a | b |\n|---|---|", "```\ncode\n```", "![a](b.jpg)"])
def test_what_has_no_words_of_its_own_gets_no_language(
    window: MainWindow, write: Write, body: str
) -> None:
    write(Draft(body=body))
    if body.startswith("```"):
        window.editor.text.moveCursor(window.editor.text.textCursor().MoveOperation.Down)
    window.actions_["paragraph-language"].trigger()
    assert window.sheet() is None
    assert window.editor.text.body() == body
    assert "Put the caret into one" in window.banner.words.text()


# preferences


def preferences(window: MainWindow, qtbot: QtBot) -> tuple[PreferencesSheet, SpellingPreferences]:
    window.actions_["preferences"].trigger()
    sheet = window.sheet()
    assert isinstance(sheet, PreferencesSheet)
    part = sheet.findChild(SpellingPreferences)
    assert isinstance(part, SpellingPreferences)
    qtbot.waitUntil(lambda: part.words.isEnabled())
    return sheet, part


def test_a_language_that_is_unticked_is_not_looked_for(
    window: MainWindow, write: Write, qtbot: QtBot
) -> None:
    write(Draft(body="Le chien noir dort toute la nuit.", language="en-GB"))
    sheet, part = preferences(window, qtbot)
    assert list(part._boxes) == ["ar", "en-GB", "en-US", "es", "fr"]
    assert all(box.isChecked() for box in part._boxes.values())
    for tag in "es", "fr":
        QTest.keyClick(part._boxes[tag], Qt.Key.Key_Space)
    assert window.services.settings.get(SPELLING_LANGUAGES) == "ar en-GB en-US"
    sheet.reject()
    qtbot.waitUntil(lambda: "chien" in marked(window.editor.text), timeout=10000)


def test_own_words_are_edited_as_text(window: MainWindow, write: Write, qtbot: QtBot) -> None:
    write(Draft(body="Skovgaard zlot", language="en-GB"))
    sheet, part = preferences(window, qtbot)
    part.words.setFocus()
    QTest.keyClicks(part.words, "zlot")
    QTest.keyClick(part.words, Qt.Key.Key_Return)
    QTest.keyClicks(part.words, "Skovgaard")
    sheet.reject()
    qtbot.waitUntil(
        lambda: window.services.spelling.own_words() == ("Skovgaard", "zlot"), timeout=10000
    )
    wait_for(window, qtbot)


def test_a_dictionary_is_added_and_removed_and_a_bad_one_refused(
    window: MainWindow, write: Write, qtbot: QtBot, tmp_path: Path
) -> None:
    write(Draft(body="Moin haben", language="nds"))
    file = tmp_path / "nds.dic"
    file.write_text("1\nmoin\n")
    sheet, part = preferences(window, qtbot)
    part.take(file)
    qtbot.waitUntil(lambda: part.problem.isVisible())
    assert "nds.aff is not beside it" in part.problem.text()
    (tmp_path / "nds.aff").write_text("SET UTF-8\n")
    part.take(file)
    qtbot.waitUntil(lambda: "nds" in part._boxes, timeout=10000)
    assert part.problem.isHidden()
    wait_for(window, qtbot, "haben")
    (remove,) = [
        one for one in part.findChildren(type(part.add)) if "Remove" in one.accessibleName()
    ]
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nds" not in part._boxes, timeout=10000)
    sheet.reject()
    wait_for(window, qtbot)

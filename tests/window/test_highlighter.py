"""Markdown is styled while it is typed, and the marks stay, dimmed."""

import pytest
from PySide6.QtGui import QTextCharFormat, QTextDocument
from pytestqt.qtbot import QtBot

from editor.ui.writing.highlighter import Highlighter, Style, line_spans, runs


def styled(text: str) -> dict[str, Style]:
    """Each run of `text` with its styles."""
    return {text[begin:end]: style for begin, end, style in runs(line_spans(text))}


@pytest.mark.parametrize(
    ("text", "run", "style"),
    [
        ("a **bold** word", "bold", Style.BOLD),
        ("a *slanted* word", "slanted", Style.ITALIC),
        ("***both*** ways", "both", Style.BOLD | Style.ITALIC),
        ("[words](https://a.example/b)", "words", Style.LINK),
        ("[words](https://a.example/b)", "https://a.example/b", Style.URL),
        ("see `code` here", "code", Style.CODE),
        ("## Heading", "Heading", Style.H2),
        ("## Heading", "## ", Style.H2 | Style.MARK),
        ("> quoted", "quoted", Style.QUOTE),
        ("- item", "- ", Style.MARK),
        ("call[^1]", "[^1]", Style.MARK),
        ("litres TK: ask the harbour master", "TK: ask the harbour master", Style.TK),
        ("litres TODO: ask them. More", "TODO: ask them", Style.TK),
    ],
)
def test_what_is_styled(text: str, run: str, style: Style) -> None:
    assert styled(text)[run] == style


@pytest.mark.parametrize("text", ["snake_case_name", "2 * 3 * 4", r"\*not\*", "a TKO in the ring"])
def test_what_only_looks_like_markdown_is_left_alone(text: str) -> None:
    found = set(styled(text).values()) - {Style.MARK}
    assert found == set()


def test_marks_in_code_are_code(qtbot: QtBot) -> None:
    assert styled("`a **b** c`")["a **b** c"] == Style.CODE


def test_an_emoji_does_not_shift_the_styles(qtbot: QtBot) -> None:
    document = QTextDocument("😀 **bold**")
    highlighter = Highlighter(document, 17)
    highlighter.finish()
    weights = {
        (run.start, run.length)
        for run in document.firstBlock().layout().formats()
        if run.format.fontWeight() == 600
    }
    assert weights == {(5, 4)}  # the emoji counts two in Qt


def test_a_marker_in_a_fence_is_text(qtbot: QtBot) -> None:
    document = QTextDocument("```\n<!--more-->\n```\n<!--more-->")
    Highlighter(document, 17).finish()
    sizes = []
    block = document.firstBlock()
    while block.isValid():
        tall = QTextCharFormat.Property.FontPixelSize
        found = [int(run.format.property(tall) or 0) for run in block.layout().formats()]
        sizes.append(max(found, default=0) > 20)
        block = block.next()
    assert sizes == [False, False, False, True]


def test_a_long_text_is_styled_between_events_and_not_at_once(qtbot: QtBot) -> None:
    document = QTextDocument("\n".join("a **bold** word" for _ in range(2000)))
    highlighter = Highlighter(document, 17)
    with qtbot.waitSignal(highlighter.finished, timeout=20000):
        assert not document.lastBlock().layout().formats()
    assert document.lastBlock().layout().formats()

"""Markdown is styled while it is typed, and the marks stay, dimmed."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextLayout
from pytestqt.qtbot import QtBot

from editor.model.block import InlineCode, Inlines, Mark, Marked, Paragraph, Text
from editor.model.draft import Draft
from editor.text.parse import parse
from editor.ui.controls.appearance import LIGHT, Appearance
from editor.ui.writing.highlighter import Highlighter, runs
from editor.ui.writing.inline_styles import Style
from editor.ui.writing.line_styles import BLANK, is_fence_open, line_spans, styled_line
from editor.ui.writing.long_line import moved
from editor.ui.writing.paragraph_styles import Line, paragraph_lines


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
        ("~~gone~~ now", "gone", Style.STRIKE),
        ("a ==bright== word", "bright", Style.HIGHLIGHT),
        ("m<sup>2</sup>", "2", Style.RAISED),
        ("CO<sub>2</sub>", "2", Style.LOWERED),
        ("a <b>loud</b> word", "loud", Style.BOLD),
        ('<span lang="fr">**mot**</span>', '<span lang="fr">', Style.MARK),
        ('<span lang="fr">**mot**</span>', "mot", Style.BOLD),
        ("fish &amp; chips", "&amp;", Style.MARK),
        ("a <!-- note: ask --> b", " ask ", Style.NOTE),
        ("a <!-- note: ask --> b", "<!-- note:", Style.NOTE | Style.MARK),
        ("a <!-- aside --> b", "<!-- aside -->", Style.MARK),
        ("#hashtag", "hashtag", Style.H1),
        ("## Heading ##", " ##", Style.H2 | Style.MARK),
        ("> ## Heading", "Heading", Style.H2),
        (">> Loud", "Loud", Style.QUOTE | Style.PULL),
        (">> — Mara Lind", "— ", Style.MARK),
        ("*[HTML]: the language", "*[HTML]: ", Style.MARK),
        (": what it means", ": ", Style.MARK),
        ("[^1]: where it stands", "[^1]: ", Style.MARK),
        ("    let x = *y*", "    let x = *y*", Style.CODE),
        ("https://youtu.be/abc", "https://youtu.be/abc", Style.EMBED),
        ("see https://youtu.be/abc", "https://youtu.be/abc", Style.URL),
        (r"\*so\*", "\\", Style.MARK),
        ("[*loud* words](https://a.example)", "loud", Style.LINK | Style.ITALIC),
        ("***a** b*", "a", Style.BOLD | Style.ITALIC),
        ("***a** b*", " b", Style.ITALIC),
    ],
)
def test_what_is_styled(text: str, run: str, style: Style) -> None:
    assert styled(text)[run] == style


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name",
        "2 * 3 * 4",
        r"\*not\*",
        "a TKO in the ring",
        " ## a",
        "2) a",
        "<p>*a*</p>",
    ],
)
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


def block_styles(text: str) -> list[dict[str, Style]]:
    """Each line of `text` with its runs."""
    lines, found, state = text.split("\n"), [], BLANK
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        spans, state = styled_line(line, state, below)
        found.append({line[begin:end]: style for begin, end, style in runs(spans)})
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Title\n===", [{"Title": Style.H1}, {"===": Style.MARK}]),
        ("Title\n---", [{"Title": Style.H2}, {"---": Style.MARK}]),
        ("a\nb\n---", [{}, {}, {"---": Style.MARK}]),
        ("Term\n: its sense", [{"Term": Style.BOLD}, {": ": Style.MARK}]),
        ("a\n- b", [{}, {}]),
        ("a\n\n- b\n- c", [{}, {}, {"- ": Style.MARK}, {"- ": Style.MARK}]),
        ("- a\n\n    *b*", [{"- ": Style.MARK}, {}, {"*": Style.MARK, "b": Style.ITALIC}]),
        ("> a\nb", [{"> ": Style.QUOTE | Style.MARK, "a": Style.QUOTE}, {"b": Style.QUOTE}]),
        ("a  \nb", [{"  ": Style.BREAK}, {}]),
        ("a  \n\nb", [{}, {}, {}]),
        ("a | b\nc | d", [{}, {}]),
        ("<div>\n*a*\n</div>\n*b*", [
            {"<div>": Style.MARK}, {}, {"</div>": Style.MARK}, {"*": Style.MARK, "b": Style.ITALIC},
        ]),
        ("<!-- note: ask\nher *twice*\n-->\n*b*", [
            {"<!-- note:": Style.NOTE | Style.MARK, " ask": Style.NOTE},
            {"her *twice*": Style.NOTE}, {"-->": Style.NOTE | Style.MARK},
            {"*": Style.MARK, "b": Style.ITALIC},
        ]),
        ("https://youtu.be/abc\nand more", [{"https://youtu.be/abc": Style.URL}, {}]),
    ],
)  # fmt: skip
def test_what_a_line_is_shows_from_the_lines_around_it(
    text: str, wanted: list[dict[str, Style]]
) -> None:
    assert block_styles(text) == wanted


def test_a_table_is_set_so_that_its_columns_align_with_its_head_bold(qtbot: QtBot) -> None:
    head, rule, row, after = block_styles("Port | Litres\n-----|------:\nTarn | *61*\n")
    assert head == {
        "Port ": Style.TABLE | Style.BOLD, "|": Style.TABLE | Style.BOLD | Style.MARK,
        " Litres": Style.TABLE | Style.BOLD,
    }  # fmt: skip
    assert rule == {"-----|------:": Style.TABLE | Style.MARK}
    assert row["61"] == Style.TABLE | Style.ITALIC
    assert after == {}


PLAIN = Style(0)
PIXELS = QTextCharFormat.Property.FontPixelSize
MARKS = {
    Mark.STRONG: Style.BOLD, Mark.EMPHASIS: Style.ITALIC, Mark.STRIKE: Style.STRIKE,
    Mark.HIGHLIGHT: Style.HIGHLIGHT,
}  # fmt: skip
WORD = st.sampled_from(["quay", "snake_case", "2", "a", "été", "!", "don't", "`co*de`", "2 * 3"])


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(["*", "**", "***", "_", "__", "~~", "=="])
    words = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.builds(lambda mark, text: f"{mark}{text}{mark}", marks, words)


LINES = st.lists(st.recursive(WORD, _wrapped, max_leaves=3), min_size=1, max_size=5).map(" ".join)


def _read(inlines: Inlines, style: Style = PLAIN) -> Iterator[tuple[str, Style]]:
    for item in inlines:
        match item:
            case Text(text):
                yield from ((one, style) for one in text if not one.isspace())
            case InlineCode(text):
                yield from ((one, style | Style.CODE) for one in text if not one.isspace())
            case Marked(mark, children):
                yield from _read(children, style | MARKS[mark])


@given(LINES)
def test_words_are_styled_as_they_are_published(line: str) -> None:
    text = f"so {line}"
    [paragraph] = parse(Draft(body=text)).teaser
    assert isinstance(paragraph, Paragraph)
    each = [PLAIN] * len(text)
    for begin, end, style in line_spans(text):
        for at in range(begin, end):
            each[at] |= style
    assert _shown(text, each) == list(_read(paragraph.children))


def _shown(text: str, each: list[Style]) -> list[tuple[str, Style]]:
    return [
        (one, style)
        for one, style in zip(text, each, strict=True)
        if not style & Style.MARK and not one.isspace()
    ]


@given(LINES, st.lists(st.integers(0, 40), max_size=4))
@example("**quay a** so *a `b c` d*", [1, 4, 6])
@example("[a ~~b~~ c d", [2])
def test_words_of_several_lines_are_styled_as_they_are_published(
    line: str, turns: list[int]
) -> None:
    words = f"so {line}".split(" ")
    text = "".join(
        word + (" " if at not in turns or at + 1 == len(words) else "\n")
        for at, word in enumerate(words)
    ).rstrip()
    blocks = parse(Draft(body=text)).teaser
    if not (len(blocks) == 1 and isinstance(blocks[0], Paragraph)):
        return  # a list, with "2" or "!" at the beginning of its line
    lines = paragraph_lines(text.split("\n"), BLANK)
    assert lines is not None
    each: list[Style] = []
    for one, found in zip(text.split("\n"), lines, strict=True):
        styles = [PLAIN] * (len(one) + 1)
        for begin, end, style in found.spans:
            for at in range(begin, end):
                styles[at] |= style
        each += styles
    assert _shown(text, each[:-1]) == list(_read(blocks[0].children))


def styled_document(text: str) -> tuple[QTextDocument, Highlighter]:
    """A styled document that tells of its changes, which without a layout Qt's does not."""
    document = QTextDocument(text)
    document.documentLayout()
    highlighter = Highlighter(document, 17)
    QCoreApplication.processEvents()  # Qt puts off the first time
    highlighter.finish()
    return document, highlighter


def weights(document: QTextDocument, line: int) -> set[int]:
    return {
        run.format.fontWeight()
        for run in document.findBlockByNumber(line).layout().formats()
        if run.format.hasProperty(QTextCharFormat.Property.FontPixelSize)
    }


def test_a_line_typed_under_words_makes_them_a_heading_and_its_deletion_words_again(
    qtbot: QtBot, appearance: Appearance
) -> None:
    document, _highlighter = styled_document("Above.\n\nTitle\n\nBelow.")
    assert weights(document, 2) == set()
    cursor = QTextCursor(document.findBlockByNumber(3))
    for mark in "---":
        cursor.insertText(mark)
    qtbot.waitUntil(lambda: weights(document, 2) == {600}, timeout=5000)
    # from its beginning to the next line's: nothing of the heading's own line is touched
    cursor = QTextCursor(document.findBlockByNumber(3))
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: weights(document, 2) == set(), timeout=5000)


def test_an_open_fence_above_a_long_text_is_followed_in_slices(qtbot: QtBot) -> None:
    document, highlighter = styled_document("\n\n" + "a **bold** word\n" * 3000 + "the end")
    QTextCursor(document).insertText("```")
    assert not highlighter.done  # most of it is still to come
    highlighter.finish()
    last = document.lastBlock().layout().formats()
    assert [(run.start, run.length) for run in last] == [(0, 7)]


def test_a_private_note_is_set_apart(qtbot: QtBot, appearance: Appearance) -> None:
    document = QTextDocument("<!-- note: ask\nher -->")
    Highlighter(document, 17).finish()
    grounds = {run.format.background().color().name() for run in
               document.firstBlock().layout().formats()}  # fmt: skip
    assert grounds == {LIGHT.win.lower()}


def test_spelling_is_told_where_a_fence_is_open_and_only_there(qtbot: QtBot) -> None:
    document, _highlighter = styled_document("Words.\n\n```\ncode\n```\n\n<div>\n</div>\n- item")
    open_after = [
        is_fence_open(document.findBlockByNumber(line).userState())
        for line in range(document.blockCount())
    ]
    assert open_after == [False, False, True, True, False, False, False, False, False]


_PIECES = ("*", "**", "_", "`", "[", "](", ")", "<", ">", "~~", "==", "&amp;", "TK", "TODO: ", "https://",
           "a", "bc", ".", ", ", "!", " ", " ", " de ", "fg hi ", "<!--", "note:", "-->", "[^1]", "<b>", "</b>", '"')  # fmt: skip
_LINES = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=24).map("".join)


def _runs_of(line: str) -> list[tuple[int, int, int]]:
    whole = [*styled_line(line, 0, "")[0], (0, len(line), Style.LONG)]
    return [(begin, end - begin, int(style)) for begin, end, style in runs(whole)]


@settings(max_examples=1500)
@given(_LINES, st.data())
def test_the_styles_of_a_long_line_move_as_if_it_were_read_anew(
    line: str, data: st.DataObject
) -> None:
    old = "word " * 14 + line
    at = data.draw(st.integers(60, len(old)))
    taken = data.draw(st.integers(0, 3))
    new = old[:at] + data.draw(st.sampled_from(("x", " ", "yz", "", "T", "7"))) + old[at + taken :]
    found = moved(old, new, _runs_of(old))
    assert found is None or found == _runs_of(new)


def test_most_keys_in_a_long_line_only_move_its_styles() -> None:
    line = (
        "Words of **some weight** and *others*, with [a link](https://a.example) there. And so on, he said. "
        * 60
    )
    known = _runs_of(line)
    for at in (
        line.index("so on", 2000),
        line.index(" on,", 2000) + 3,
        line.index("said.", 2000) + 4,
    ):
        assert moved(line, f"{line[:at]}x{line[at:]}", known) is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("so **a\nb** c", ["a", "b"]),
        ("so **a\nb\nc** d", ["a", "b", "c"]),
        ("> so **a\n> b** c", ["a", "b"]),
        ("> so **a\nb** c", ["a", "b"]),
        ("- so **a\n  b** c", ["a", "b"]),
        ("[^1]: so **a\n    b** c", ["a", "b"]),
        ("so <b>a\nb</b> c", ["a", "b"]),
        ("so **a\n\nb** c", []),
        ("- so **a\n- b** c", []),
        ("> so **a\n>\n> b** c", []),
        ("> so **a\n>> b** c", []),
        ("> # **a\n> b** c", []),
        ("so `**a\nb**` c", []),
        (r"so \**a" + "\nb** c", []),
        ("so **a\n# b** c", []),
    ],
)
def test_bold_runs_over_the_lines_of_its_paragraph(text: str, wanted: list[str]) -> None:
    document = QTextDocument(text)
    Highlighter(document, 17).finish()
    assert [word.strip() for word in bold(document)] == wanted


def bold(document: QTextDocument) -> list[str]:
    found, block = [], document.firstBlock()
    while block.isValid():
        for run in block.layout().formats():
            if run.format.fontWeight() == 600 and not run.format.hasProperty(PIXELS):
                found.append(block.text()[run.start : run.start + run.length])
        block = block.next()
    return found


@pytest.mark.parametrize(
    "above", ["\n".join(["words [here"] * 70), "\n".join([f"{'word ' * 240}it's [sic"] * 4)]
)
def test_a_paragraph_too_long_to_be_read_as_a_whole_is_alone_in_that(above: str) -> None:
    document = QTextDocument(f"{above}\n\nso **a\nb** c\n\nso **d\ne** f")
    Highlighter(document, 17).finish()
    assert bold(document) == ["a", "b", "d", "e"]


def test_a_link_and_code_run_over_the_lines_of_their_paragraph() -> None:
    first, second = ("a [quay", "wall](https://a.example/b) `co"), ("de` *so", "it* ~~is~~")
    lines = paragraph_lines((first[0], first[1], *second), BLANK)
    assert lines is not None
    runs_of = [
        {text[begin:end]: style for begin, end, style in runs(line.spans)}
        for text, line in zip((*first, *second), lines, strict=True)
    ]
    assert runs_of[0]["quay"] == runs_of[1]["wall"] == Style.LINK
    assert runs_of[1]["co"] == runs_of[2]["de"] == Style.CODE
    assert runs_of[2]["so"] == runs_of[3]["it"] == Style.ITALIC
    assert runs_of[3]["is"] == Style.STRIKE


@pytest.mark.parametrize(
    ("text", "style", "first"),
    [
        ("a https://a.example/~~x\nand ~~y", Style.STRIKE, "x"),
        ("a https://a.example/?k=YQ==and\nhttps://b.example/?k==", Style.HIGHLIGHT, "and"),
        ("a https://a.example/[x\ny](https://b.example) z", Style.LINK, "x"),
        ("a https://a.example/`x\ny` z", Style.CODE, "x"),
    ],
)
def test_a_mark_in_an_address_may_pair_with_one_in_the_line_below(
    text: str, style: Style, first: str
) -> None:
    document = QTextDocument(text)
    highlighter = Highlighter(document, 17)
    highlighter.finish()
    line, wanted = document.firstBlock().text(), highlighter._format(style)
    shown = [
        line[run.start :][: run.length] for run in formats(document, 0) if run.format == wanted
    ]
    assert shown == [first]


class Counted(Highlighter):
    """One that counts the lines it styles."""

    lines = 0

    def highlightBlock(self, text: str) -> None:
        self.lines += 1
        super().highlightBlock(text)


def counted(text: str) -> tuple[QTextDocument, Counted]:
    document = QTextDocument(text)
    document.documentLayout()
    highlighter = Counted(document, 17)
    QCoreApplication.processEvents()
    highlighter.finish()
    highlighter.lines = 0
    return document, highlighter


def type_at(document: QTextDocument, line: int, column: int, text: str) -> None:
    block = document.findBlockByNumber(line)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + column)
    for letter in text:
        cursor.insertText(letter)
        QCoreApplication.processEvents()


def test_what_closes_and_what_breaks_off_is_seen_in_the_lines_above_and_below(
    qtbot: QtBot,
) -> None:
    document, _highlighter = counted("one **two\nthree\nfour five\nsix")
    assert bold(document) == []
    type_at(document, 2, 4, "**")
    assert bold(document) == ["two", "three", "four"]
    type_at(document, 1, 5, " and")
    assert bold(document) == ["two", "three and", "four"]
    cursor = QTextCursor(document.findBlockByNumber(1))  # an empty line parts them
    cursor.insertText("\n")
    QCoreApplication.processEvents()
    assert bold(document) == []
    document.undo()
    QCoreApplication.processEvents()
    assert bold(document) == ["two", "three and", "four"]
    cursor = QTextCursor(document.findBlockByNumber(0))
    cursor.movePosition(cursor.MoveOperation.NextWord)
    cursor.deleteChar()
    cursor.deleteChar()
    QCoreApplication.processEvents()
    assert bold(document) == []


def test_a_key_styles_its_own_line_where_no_mark_runs_over_it(qtbot: QtBot) -> None:
    document, highlighter = counted(
        "\n".join("a **bold** word [x](https://a.b)" for _ in range(50))
    )
    type_at(document, 20, 1, "bcdef")
    assert highlighter.lines == 5


def test_a_mark_without_its_partner_styles_no_more_than_its_paragraph(qtbot: QtBot) -> None:
    document, highlighter = counted(
        "\n".join(["above", "", *(["words"] * 20), "", *(["x"] * 3000)])
    )
    type_at(document, 10, 0, "**so")
    assert highlighter.lines <= 4 * 22


def test_a_paragraph_of_thousands_of_lines_is_not_styled_for_one_mark(qtbot: QtBot) -> None:
    document, highlighter = counted("\n".join(["words"] * 3000))
    type_at(document, 10, 0, "**so")
    type_at(document, 2000, 0, "**so")
    assert highlighter.lines <= 4 * 4
    assert highlighter.done


def test_words_typed_within_bold_of_several_lines_are_styled_alone(qtbot: QtBot) -> None:
    document, highlighter = counted("so **a\nb\nc\nd** e")
    type_at(document, 2, 1, "efg")
    assert highlighter.lines <= 3 * 3
    assert bold(document) == ["a", "b", "cefg", "d"]


MARKED = "The **harbour** board met on *Monday* to hear [what](http://a.example/b) they say"


@pytest.mark.parametrize("first", ["so **a\nb** c", "so [sic", "it`s so"])
def test_keys_in_a_line_read_its_paragraph_once_where_a_mark_stands_open_above(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    document, highlighter = counted("\n".join([first, *([MARKED] * 43)]))
    asked: list[int] = []

    def read(texts: Iterator[str], before: int) -> list[Line] | None:
        asked.append(before)
        return paragraph_lines(texts, before)

    monkeypatch.setattr("editor.ui.writing.highlighter.paragraph_lines", read)
    type_at(document, 30, len(MARKED), " and more of it")
    assert len(asked) <= 1
    assert highlighter.lines == 15
    before = bold(document)
    type_at(document, 30, 2, "**")  # what pairs with it may stand in any line
    type_at(document, 33, 2, "**")
    assert len(bold(document)) > len(before)


def test_a_line_that_moves_before_its_turn_is_the_one_that_is_styled_again(qtbot: QtBot) -> None:
    document, _highlighter = counted("top\n\nso **a\nb\nx")
    QTextCursor(document.findBlockByNumber(4)).insertText("b** ")
    QTextCursor(document).insertText("\n")
    QCoreApplication.processEvents()
    assert bold(document) == ["a", "b", "b"]
    document, _highlighter = counted("top\n\nwords\nx")
    QTextCursor(document.findBlockByNumber(3)).insertText("===\n")
    QTextCursor(document).insertText("\n")
    QCoreApplication.processEvents()
    assert [run.format.property(PIXELS) for run in formats(document, 3)] == [26]
    assert formats(document, 1) == []


def formats(document: QTextDocument, line: int) -> list[QTextLayout.FormatRange]:
    return document.findBlockByNumber(line).layout().formats()

"""Underlines the misspelt words of a field, those in view, a moment after the last key."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from editor.ui.controls.appearance import color
from editor.ui.writing.caret import CaretField
from editor.ui.writing.code_lines import is_fenced
from editor.ui.writing.utf16 import utf16

if TYPE_CHECKING:
    from editor.services.spelling import Misspelt

PAUSE_MS = 300
SCROLLED_MS = 120
ROUND_THE_VIEW = 6  # blocks
LONGEST = 40  # lines, of a paragraph


class Paragraph(NamedTuple):
    """A run of written lines: where it begins in the document, and its text."""

    position: int
    text: str


Found = tuple[tuple["Misspelt", ...], ...]
Check = Callable[[tuple[str, ...], Callable[[Found], None]], None]


class SpellingMarks(QObject):
    """Marks one field. A key costs it nothing: Qt itself starts the timer that everything waits for."""

    def __init__(self, field: CaretField, check: Check) -> None:
        """`check` looks paragraphs up in the background and gives back what is wrong in each."""
        super().__init__(field)
        self._field, self._check = field, check
        self._wrong: list[tuple[QTextCursor, Misspelt]] = []
        self._typed: tuple[QTextDocument | None, int] = (None, 0)
        self._held = -1  # where the wrong word begins that is still being typed
        self._on = False
        self._pause = _timer(self, PAUSE_MS, self._look)
        self._scrolled = _timer(self, SCROLLED_MS, self._look)
        # bound in C++: no Python runs at a key
        field.textChanged.connect(self._pause.start)
        field.cursorPositionChanged.connect(self._pause.start)
        field.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())

    def turn(self, on: bool) -> None:
        """Begin or stop marking."""
        self._on = on
        if on:
            self.look_again()
        else:
            self._show([])

    def look_again(self) -> None:
        """Another text is shown, or other words are right now."""
        document = self._field.document()
        if self._typed[0] is not document:
            self._show([])
        self._typed, self._held = (document, document.revision()), -1
        self._scrolled.start()

    def at(self, position: int) -> "tuple[QTextCursor, Misspelt] | None":
        """The wrong word that a position of the document lies in, as a cursor that selects it."""
        for cursor, wrong in self._wrong:
            here = cursor.selectionStart() <= position <= cursor.selectionEnd()
            if here and cursor.document() is self._field.document():
                return cursor, wrong
        return None

    def _look(self) -> None:
        if not self._on or not self._field.isVisible() or self._field.isReadOnly():
            return
        document = self._field.document()
        now = (document, document.revision())
        # what undo brings back is not being typed
        typed, self._typed = now != self._typed and not document.isRedoAvailable(), now
        paragraphs = in_view(self._field)

        def draw(found: Found) -> None:
            shown = self._field.document()  # the one that was may be deleted by now
            if (shown, shown.revision()) == now and self._on:
                self._draw(paragraphs, found, typed=typed)
            else:
                self._pause.start()

        self._check(tuple(one.text for one in paragraphs), draw)

    def _draw(self, paragraphs: list[Paragraph], found: Found, *, typed: bool) -> None:
        caret = self._field.textCursor().position() if self._field.hasFocus() else -1
        held = -1
        marked: list[tuple[QTextCursor, Misspelt]] = []
        for paragraph, some in zip(paragraphs, found):
            for wrong in some:
                cursor = word_cursor(self._field.document(), paragraph, wrong)
                start = cursor.selectionStart()
                if start <= caret <= cursor.selectionEnd() and (typed or start == self._held):
                    held = start
                marked.append((cursor, wrong))
        self._held = held
        self._show(marked)

    def _show(self, marked: "list[tuple[QTextCursor, Misspelt]]") -> None:
        self._wrong = marked
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(color("bad"))
        drawn = []
        for cursor, _ in marked:
            if cursor.selectionStart() != self._held:
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, look
                drawn.append(one)
        self._field.mark_misspelt(drawn)


def _timer(parent: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer


def in_view(field: QTextEdit) -> list[Paragraph]:
    """The paragraphs that are in view, and a few round them."""
    height = field.viewport().height()
    block = field.cursorForPosition(QPoint(0, 0)).block()
    last = field.cursorForPosition(QPoint(0, height)).blockNumber() + ROUND_THE_VIEW
    for _ in range(ROUND_THE_VIEW):
        block = block.previous() if block.previous().isValid() else block
    return paragraphs_from(block, last)


def paragraphs_from(block: QTextBlock, last: int) -> list[Paragraph]:
    """The paragraphs from the one that `block` is in to the one that the block numbered `last` is in."""
    found: list[Paragraph] = []
    for _ in range(LONGEST):
        if not (_written(block) and _written(block.previous())):
            break
        block = block.previous()
    while block.isValid() and block.blockNumber() <= last:
        lines: list[str] = []
        start = block.position()
        while len(lines) < LONGEST and _written(block):
            lines.append(block.text())
            block = block.next()
        if lines:
            found.append(Paragraph(start, "\n".join(lines)))
        else:
            block = block.next()
    return found


def _written(block: QTextBlock) -> bool:
    """Whether a block holds prose."""
    return block.isValid() and bool(block.text().strip()) and not is_fenced(block)


def word_cursor(document: QTextDocument, paragraph: Paragraph, wrong: "Misspelt") -> QTextCursor:
    """A cursor that selects a wrong word of a paragraph."""
    before, text = paragraph.text[: wrong.start], paragraph.text[wrong.start : wrong.end]
    start = paragraph.position + utf16(before)
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + utf16(text), QTextCursor.MoveMode.KeepAnchor)
    return cursor

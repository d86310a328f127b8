"""Which way a line runs: as its first letter does, whatever marks stand before it."""

import re
import unicodedata

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

_GIVEN = re.compile(r"\s*<[^<>]*\bdir=[\"']?(rtl|ltr)\b", re.I)
_NO_WORDS = re.compile(r"<[^<>]*>|\[\^[^\]\s]+\]:?|^[\s>]*[-*+] \[[xX]\]")
LEFT = Qt.LayoutDirection.LeftToRight
RIGHT = Qt.LayoutDirection.RightToLeft
AUTO = Qt.LayoutDirection.LayoutDirectionAuto
# what a line begins with that may run otherwise than Qt would have it
ASKED = ("<", "[")
_LINE, _ASKED_LINE = re.compile(r"\n([^\n]+)"), re.compile(r"\n([<\[][^\n]*)")


def first_letters(text: str) -> Qt.LayoutDirection:
    """The direction of the first letter of `text`; auto where there is none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return LEFT
        if kind in ("R", "AL"):
            return RIGHT
    return AUTO


def of_line(text: str, *, rtl: bool) -> Qt.LayoutDirection:
    """What a line's block must be told, in an article from right to left or not; auto for nothing.

    In an article from left to right Qt goes by the first letter itself, in the other one by the
    article's direction, so that an empty line is at the right. Tags and labels are no letters of it.
    """
    if "<" in text or "[" in text:
        given = _GIVEN.match(text)
        if given:
            found = RIGHT if given[1].lower() == "rtl" else LEFT
        else:
            found = first_letters(_NO_WORDS.sub("", text))
        if rtl:
            return LEFT if found == LEFT else AUTO
        return found if found != AUTO and found != first_letters(text) else AUTO
    return LEFT if rtl and first_letters(text) == LEFT else AUTO


class Directions(QObject):
    """Keeps the blocks of a document told which way they run.

    It stands in their format, where a change is a step of the history: `TextEdit` passes over it.
    """

    def __init__(self, document: QTextDocument, *, rtl: bool) -> None:
        super().__init__(document)
        self._document, self._rtl = document, rtl
        self.in_history = False  # whether some step of the history may be a turn alone
        self._turned: set[int] = set()
        self._held = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._turn)

    def concerns(self, text: str) -> bool:
        """Whether a line may have to be told; most have not, and this is asked at each key."""
        return self._rtl or text[:1] in ASKED

    def look(self, block: QTextBlock, text: str) -> None:
        """A line was written: turn its block in a moment where it runs the other way now."""
        if of_line(text, rtl=self._rtl) != block.blockFormat().layoutDirection():
            self._turned.add(block.blockNumber())
            if not self._held:
                self._later.start()

    def hold(self) -> None:
        """Turn no line while a long change goes in by slices: that would part its undo step."""
        if self._later.isActive():
            self._later.stop()
            self._turn()
        self._held = True

    def go_on(self) -> None:
        """It is in: turn what it wrote."""
        self._held = False
        if self._turned:
            self._later.start()

    def begin(self, body: str) -> None:
        """Tell the blocks of a document that was just filled with `body`, and has no history yet."""
        number = last = 0
        for found in (_LINE if self._rtl else _ASKED_LINE).finditer(f"\n{body}"):
            if of_line(found[1], rtl=self._rtl) != AUTO:
                number += body.count("\n", last, found.start())
                last = found.start()
                self._turned.add(number)
        self._turn()

    def change(self, *, rtl: bool) -> None:
        """Tell all blocks, in an article that runs so from now on."""
        self._rtl = rtl
        block = self._document.firstBlock()
        while block.isValid():
            if of_line(block.text(), rtl=rtl) != block.blockFormat().layoutDirection():
                self._turned.add(block.blockNumber())
            block = block.next()
        self._turn()

    def _turn(self) -> None:
        numbers, self._turned = self._turned, set()
        if not numbers or self._document.isRedoAvailable():
            return  # what was undone turns with its text
        self.in_history = self._document.isUndoRedoEnabled()
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for number in numbers:
            block = self._document.findBlockByNumber(number)
            if not block.isValid():
                continue  # it was taken back meanwhile
            shape = QTextBlockFormat()
            shape.setLayoutDirection(of_line(block.text(), rtl=self._rtl))
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(shape)
        cursor.endEditBlock()

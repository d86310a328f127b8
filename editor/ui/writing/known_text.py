"""The text of a long document, of which only what changed is read again."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument

PART = 400_000  # characters as Qt counts, read in one go: about 3 ms


class KnownText(QObject):
    """Keeps what it has read in pieces, each up to the end of a line; `None` is one that changed since."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._pieces: list[tuple[int, str | None]] = [(document.characterCount() - 1, None)]
        self._body: str | None = None
        document.documentLayout()  # without one Qt tells of no change
        document.contentsChange.connect(self._on_change)

    def body(self) -> str:
        """All of it, LF between lines."""
        size = self._document.characterCount() - 1
        if sum(size for size, _ in self._pieces) != size:  # it changed untold: nothing is known
            self._pieces, self._body = [(size, None)], None
        if self._body is None:
            while not self.read_on():
                pass
            self._body = "".join(text or "" for _, text in self._pieces)
        return self._body

    def read_on(self) -> bool:
        """Read a part of what is not known; whether nothing is left."""
        at = 0
        for number, (size, text) in enumerate(self._pieces):
            if text is None:
                self._read(number, at, size)
                return False
            at += size
        return True

    def _read(self, number: int, begin: int, size: int) -> None:
        end = stop = begin + size
        if size > PART:
            block = self._document.findBlock(begin + PART)
            stop = min(end, block.position() + block.length())
        cursor = QTextCursor(self._document)
        cursor.setPosition(begin)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        read = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        rest: list[tuple[int, str | None]] = [(end - stop, None)] if stop < end else []
        self._pieces[number : number + 1] = [(stop - begin, read), *rest]

    def _on_change(self, position: int, removed: int, _added: int) -> None:
        """The pieces that the change touches are one that is not known."""
        self._body = None
        ends, at = [], 0
        for size, _ in self._pieces:
            at += size
            ends.append(at)
        first = next((n for n, end in enumerate(ends) if end >= position), len(ends) - 1)
        # where a piece begins right after it, its line was joined with the one above
        last = next((n for n, end in enumerate(ends) if end > position + removed), len(ends) - 1)
        grown = self._document.characterCount() - 1 - at
        size = sum(size for size, _ in self._pieces[first : last + 1]) + grown
        self._pieces[first : last + 1] = [(size, None)]

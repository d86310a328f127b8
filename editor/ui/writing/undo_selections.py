"""What was selected before and after a command, brought back when it is undone and redone."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QTextCursor, QTextDocument

from editor.ui.writing.formatting.edits import selected

Selection = tuple[int, int]


class _Command(NamedTuple):
    """The place in the history that a command led to; anchor and caret before it and after."""

    end: int
    before: Selection
    after: Selection


class UndoSelections:
    """Undoes and does again, selecting what a command's own step had selected: Qt keeps neither."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._commands: dict[int, _Command] = {}  # by the place in the history they began at
        self._seen = self._place()

    def _place(self) -> tuple[int, int]:
        return self._document.availableUndoSteps(), self._document.availableRedoSteps()

    def _forget_replaced(self) -> int:
        """What was written after an undo took the place of what could be done again; where we are."""
        now = self._place()
        if now != self._seen:
            last = min(self._seen[0], now[0])
            self._commands = {at: one for at, one in self._commands.items() if one.end <= last}
        return now[0]

    def begin(self) -> int:
        """A command is about to change the text; the place in the history, for `keep`."""
        return self._forget_replaced()

    def keep(self, began: int, before: Selection, after: Selection) -> None:
        """The command that began there is done."""
        self._commands = {at: one for at, one in self._commands.items() if one.end <= began}
        self._seen = self._place()
        self._commands[began] = _Command(self._seen[0], before, after)

    def undo(self, undo: Callable[[], None]) -> QTextCursor | None:
        """Take the last step back; what to select then, where it was a command's."""
        began = self._forget_replaced()
        undo()
        self._seen = self._place()
        found = self._commands.get(self._seen[0])
        known = found is not None and found.end == began
        return selected(self._document, *found.before) if found and known else None

    def redo(self, redo: Callable[[], None]) -> QTextCursor | None:
        """Do again what was taken back last; what to select then, where it was a command's."""
        began = self._forget_replaced()
        redo()
        self._seen = self._place()
        found = self._commands.get(began)
        known = found is not None and found.end == self._seen[0]
        return selected(self._document, *found.after) if found and known else None

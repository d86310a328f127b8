"""What was selected before and after a command, brought back when it is undone and redone; long steps."""

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
    """Undoes and does again, selecting what a command's own step had selected: Qt keeps neither.

    What went in by slices is many steps to Qt, which are undone by slices too, and one to the writer.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._commands: dict[int, _Command] = {}  # by the place in the history they began at
        self._long: list[tuple[int, int]] = []  # the places where the long ones begin and end
        self._seen = self._place()

    def _place(self) -> tuple[int, int]:
        return self._document.availableUndoSteps(), self._document.availableRedoSteps()

    def _forget_replaced(self) -> int:
        """What was written after an undo took the place of what could be done again; where we are."""
        now = self._place()
        if now != self._seen:
            self._forget_after(min(self._seen[0], now[0]))
        return now[0]

    def _forget_after(self, last: int) -> None:
        self._commands = {at: one for at, one in self._commands.items() if one.end <= last}
        self._long = [one for one in self._long if one[1] <= last]

    def begin(self) -> int:
        """A command is about to change the text; the place in the history, for `keep` and `join`."""
        return self._forget_replaced()

    def keep(self, began: int, before: Selection, after: Selection) -> None:
        """The command that began there is done."""
        self._forget_after(began)
        self._seen = self._place()
        self._commands[began] = _Command(self._seen[0], before, after)

    def join(self, began: int) -> None:
        """All that was done from there on is one step."""
        self._forget_after(began)
        self._seen = self._place()
        if self._seen[0] > began:
            self._long.append((began, self._seen[0]))

    def long_step(self, *, back: bool) -> int | None:
        """The place that the next step leads to, where it is a long one."""
        at = self._document.availableUndoSteps()
        for begin, end in self._long:
            if begin < at <= end if back else begin <= at < end:
                return begin if back else end
        return None

    def arrive(self) -> None:
        """A long step was undone or done again."""
        self._seen = self._place()

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

"""Looking through the text that is being written: where it is found, going there, replacing it."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from editor.ui.controls.appearance import color
from editor.ui.writing.finding.search import (
    BadPattern,
    Match,
    Passage,
    TooSlow,
    Wanted,
    matches,
    passages,
    replacement,
)
from editor.ui.writing.text_edit import TextEdit
from editor.ui.writing.utf16 import utf16

SLICE_MS = 8
AT_ONCE = 64  # matches between two looks at the clock
FOUND_AT_ONCE = 4000
EDITS_AT_ONCE = 200  # Qt lays out what they touch at the end of each slice
MOST_MARKED = 500


class TextSearch(QObject):
    """Finds every place in slices, so that a long text keeps taking keys, and marks those in view.

    `changed`: more was found, or all, or `trouble`. `arrived`: the text shows a place.
    """

    changed = Signal()
    arrived = Signal()

    def __init__(self, text: TextEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._text = text
        self.found: list[Match] = []
        self.done = True
        self.replacing = False
        self.trouble: BadPattern | TooSlow | None = None
        self.scope: QTextCursor | None = None  # the selection it is kept to
        self._wanted = Wanted("")
        self._passages: tuple[Passage, ...] = ()
        self._walk: Iterator[Match] = iter(())
        self._seen = (0, -1)
        self._marking, self._marked = False, False  # whether to, and whether all in view are
        # where to go once it is known: from, forward, and whether the place at the caret counts
        self._aim: tuple[QTextCursor, bool, bool] | None = None
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._go_on)

    def look(self, wanted: Wanted, *, forward: bool = True, stay: bool = False) -> None:
        """Look for `wanted` if that is not known yet, and go to the next place from the caret.

        `stay`: a place that the selection begins at is one.
        """
        self._aim = (self._text.textCursor(), forward, stay)
        if not self._is_fresh(wanted):
            self.count(wanted)
        else:
            self._arrive()

    def count(self, wanted: Wanted) -> None:
        """Look for `wanted` through the text as it is now, and go nowhere."""
        self._wanted, self.found, self.trouble = wanted, [], None
        self._seen = self._now()
        self._passages = self._searched() if wanted.text else ()
        try:
            self._walk = matches(wanted, self._passages)
        except BadPattern as error:
            self.trouble, self._walk = error, iter(())
        self.done = self._marked = False
        self._go_on()

    def keep_to(self, scope: QTextCursor | None) -> None:
        """Look only through what `scope` selects; None: through all."""
        self.scope = scope
        self._seen = (0, -1)

    def stop(self) -> None:
        """Look no further."""
        self._slices.stop()
        self._aim, self._walk, self.found, self.done = None, iter(()), [], True
        self._seen = (0, -1)
        self.mark(False)

    def place(self) -> int | None:
        """Which of the places found is selected, from 0."""
        cursor = self._text.textCursor()
        here = Match(cursor.selectionStart(), cursor.selectionEnd())
        at = bisect_left(self.found, (here.start, here.end), key=lambda one: (one.start, one.end))
        return at if at < len(self.found) and self.found[at] == here else None

    # going there

    def _now(self) -> tuple[int, int]:
        document = self._text.document()
        return id(document), document.revision()

    def _is_fresh(self, wanted: Wanted) -> bool:
        return self._wanted == wanted and self._seen == self._now()

    def _go_on(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        try:
            while more := list(islice(self._walk, AT_ONCE)):
                self.found += more
                if spent.elapsed() > SLICE_MS:
                    self._slices.start()
                    break
            else:
                self.done = True
        except TooSlow as error:
            self.trouble, self.done = error, True
        self._arrive()
        if not self._marked:  # what is found from here on is below the view
            self.mark()

    def _arrive(self) -> None:
        at = self._aimed() if self._aim is not None else None
        if at is not None:
            self._aim = None
            self._show(at)
        elif self.done:
            self._aim = None
        self.changed.emit()

    def _aimed(self) -> Match | None:
        """The place to go to, as far as that is known by now."""
        assert self._aim is not None
        cursor, forward, stay = self._aim
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        here, known = Match(start, end), self.found
        if forward:
            first = bisect_left(known, start if stay else end, key=lambda one: one.start)
            ahead = (one for one in islice(known, first, None) if stay or one != here)
            at = next(ahead, None)
            return at if at is not None or not self.done else next(iter(known), None)
        last = bisect_left(known, start, key=lambda one: one.start)
        if not self.done and last == len(known):
            return None
        before = (one for one in reversed(known[:last]) if one.end <= start and one != here)
        at = next(before, None)
        return at if at is not None or not self.done else next(reversed(known), None)

    def _show(self, match: Match) -> None:
        self._text.setTextCursor(self._selected(match.start, match.end))
        self.arrived.emit()

    def _selected(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # marking

    def mark(self, on: bool | None = None) -> None:
        """Mark the places in view, and the selection that is searched; `on` begins or ends that."""
        if on is not None:
            self._marking = on
            if not on:
                self._text.setExtraSelections([])
        if not self._marking:
            return
        marks: list[QTextEdit.ExtraSelection] = []
        if self.scope is not None:
            marks.append(_mark(self.scope, "hover"))
        if self._seen == self._now():
            first, end = self._in_view()
            self._marked = self.done or end < len(self.found)
            marks += [
                _mark(self._selected(one.start, one.end), "warning_soft")
                for one in self.found[first : min(end, first + MOST_MARKED)]
            ]
        self._text.setExtraSelections(marks)

    def _in_view(self) -> tuple[int, int]:
        """The first of the places found that is in view, and the first below it."""
        view = self._text.viewport()
        top = self._text.cursorForPosition(QPoint(0, 0)).block().position()
        last = self._text.cursorForPosition(QPoint(0, view.height())).block()
        first = bisect_left(self.found, top, key=lambda one: one.end)
        below = last.position() + last.length()
        return first, bisect_left(self.found, below, key=lambda one: one.start)

    # replacing

    def replace(self, wanted: Wanted, template: str) -> bool:
        """Put `template` in the place that is selected and go to the next; False if none is selected.

        Raises `NoSuchGroup`.
        """
        at = self.place() if self._is_fresh(wanted) else None
        if at is None:
            self.look(wanted, stay=True)
            return False
        match = self.found[at]
        passage = next(one for one in reversed(self._passages) if one.start <= match.start)
        new = replacement(wanted, passage, match, template)
        cursor = self._selected(match.start, match.end)
        cursor.insertText(new)
        if match.start == match.end:  # not the same place again
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        self._aim = (cursor, True, True)
        self.count(wanted)
        return True

    def replace_all(self, wanted: Wanted, template: str) -> int:
        """Put `template` in every place, in one undo step; how many there were.

        The caret stays where it is. Raises `NoSuchGroup`.
        """
        self.count(Wanted(""))
        found: list[Match] = []
        article = self._text.article
        assert article is not None  # it is written in
        try:
            # all of them first: what fails half-way has changed nothing
            walk = matches(wanted, self._searched(), template)
            while more := list(islice(walk, FOUND_AT_ONCE)):
                if found:
                    _draw()
                found += more
        except (BadPattern, TooSlow) as error:
            self.trouble = error
            self.changed.emit()
            return 0
        if found:
            self.replacing = True
            self._text.hold()  # a line that is turned or a paste that comes in would move the places
            began = article.history.begin()
            self._put(found)
            self._text.let_go(changed=True, cuts_in=range(self._text.document().blockCount()))
            article.history.join(began)
            self.replacing = False
        self.mark()
        return len(found)

    def _put(self, found: list[Match]) -> None:
        cursor = QTextCursor(self._text.document())
        moved = 0
        for first in range(0, len(found), EDITS_AT_ONCE):
            if first:
                _draw()  # laid out in one go, 15,000 of them take a second
            cursor.beginEditBlock()
            for match in found[first : first + EDITS_AT_ONCE]:
                cursor.setPosition(match.start + moved)
                cursor.setPosition(match.end + moved, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(match.new)
                moved += utf16(match.new) - (match.end - match.start)
            cursor.endEditBlock()

    def _searched(self) -> tuple[Passage, ...]:
        begin, end = 0, None
        if self.scope is not None:
            begin, end = self.scope.selectionStart(), self.scope.selectionEnd()
        article = self._text.article
        return passages(article.body_so_far() if article is not None else "", begin, end)


def _draw() -> None:
    """Let the window be drawn, and take no key before the text is whole again."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _mark(cursor: QTextCursor, name: str) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format.setBackground(color(name))
    return made

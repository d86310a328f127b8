"""What a writer may do in the text, one after another: operations to be drawn by chance and undone again.

A command of the window's is added by its action's name to `ACTIONS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from editor.model import cut
from editor.ui.main_window import MainWindow
from editor.ui.writing.text_edit import TextEdit

# those that work on the text at once and open nothing
ACTIONS = (
    "bold", "italic", "link", "heading2", "heading3", "quote", "list", "footnote", "cut",
    "private-note", "undo", "redo",
)  # fmt: skip
TYPED = ("a", "word ", "*", "- ", "> ", "[x](y) ", "`", "<", "ب", "é", "🎈", "# ", "1. ", "|")
PASTED = (
    "one\ntwo\n\nthree",
    "<!--more-->",
    "\n\n<!--more-->\n\n",
    "a\r\nb\u2028c",
    "- x\n- y",
    "🎈",
)
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier

Operation = tuple[str, object]
operations: st.SearchStrategy[list[Operation]] = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from(TYPED)),
        st.tuples(
            st.just("key"),
            st.tuples(st.sampled_from(KEYS), st.sampled_from((_NONE, _NONE, _SHIFT, _CTRL))),
        ),
        st.tuples(st.just("action"), st.sampled_from(ACTIONS)),
        st.tuples(st.just("paste"), st.sampled_from(PASTED)),
        st.tuples(st.just("place"), st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans())),
        st.tuples(st.just("cut-step"), st.booleans()),
        st.tuples(st.just("cut-away"), st.none()),
        st.tuples(st.just("switch"), st.none()),
    ),
    min_size=1,
    max_size=25,
)


def settle() -> None:
    """Let what was put off until the next turn happen."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()


@dataclass
class Hands:
    """Does operations in a window that has two articles; `switch` goes to the other one."""

    window: MainWindow
    switch: Callable[[], None]
    done: list[Operation] = field(default_factory=list)

    @property
    def text(self) -> TextEdit:
        """Where it is written."""
        return self.window.editor.text

    def do(self, operation: Operation) -> None:
        """Do one, and look whether all is as it should be."""
        name, detail = operation
        self.done.append(operation)
        self.window.editor.focus_text()  # Up in the first line leads out of the text
        match name, detail:
            case "type", str():
                QTest.keyClicks(self.text, detail) if detail.isascii() else self._typed(detail)
            case "key", (Qt.Key() as key, Qt.KeyboardModifier() as modifiers):
                QTest.keyClick(self.text, key, modifiers)
            case "action", str():
                self.window.actions_[detail].trigger()
            case "paste", str():
                source = QMimeData()
                source.setText(detail)
                self.text.insertFromMimeData(source)
            case "place", (float() as start, float() as end, bool() as select):
                self._place(start, end if select else start)
            case "cut-step", bool():
                self.text.step_cut(down=detail)
            case "cut-away", _:
                self.text.remove_cut()
            case _:
                self.switch()
        settle()
        self.check()

    def _typed(self, letters: str) -> None:
        for letter in letters:
            QTest.sendKeyEvent(QTest.KeyAction.Click, self.text, Qt.Key.Key_unknown, letter, _NONE)

    def _place(self, start: float, end: float) -> None:
        size = self.text.document().characterCount() - 1
        cursor = self.text.textCursor()
        cursor.setPosition(round(start * size))
        cursor.setPosition(round(end * size), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def check(self) -> None:
        """One cut at most, the caret within the text, nothing in it that no file could hold."""
        body = self.text.body()
        if (
            "```" not in body
        ):  # where a fence begins or ends, a cut is made or unmade far from the caret
            place = cut.find(body)
            assert len(place) <= 1, self.done
            assert self.text.cut_block() == (place[0] if place else None), self.done
        cursor = self.text.textCursor()
        assert 0 <= cursor.anchor() < self.text.document().characterCount(), self.done
        assert 0 <= cursor.position() < self.text.document().characterCount(), self.done
        assert not {"\u2028", "\u2029", "\r", "\0"} & set(body), self.done

    def undo_all(self) -> str:
        """Undo as long as there is something; the text then."""
        self.window.editor.focus_text()
        while self.text.document().isUndoAvailable():
            self.window.actions_["undo"].trigger()
            settle()
        return self.text.body()

    def redo_all(self) -> str:
        """Redo as long as there is something; the text then."""
        self.window.editor.focus_text()
        while self.text.document().isRedoAvailable():
            self.window.actions_["redo"].trigger()
            settle()
        return self.text.body()

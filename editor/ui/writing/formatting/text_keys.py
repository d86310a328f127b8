"""What the keys that write no letter do in the article's text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from editor.ui.writing.formatting import list_keys, table_keys
from editor.ui.writing.formatting.edits import INDENT

# gives the new cursor, or None where it has nothing to do
Command = Callable[[QTextCursor], QTextCursor | None]

_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def commands_of(event: QKeyEvent) -> tuple[Command, ...]:
    """What to try for a key, in this order; () where it means what it does everywhere."""
    if event.modifiers() not in _PLAIN:
        return ()
    key, shifted = event.key(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and shifted):
        return (
            partial(table_keys.step, forward=False),
            partial(list_keys.shift, deeper=False),
            _nothing,
        )
    if key == Qt.Key.Key_Tab:
        return (
            partial(table_keys.step, forward=True),
            partial(list_keys.shift, deeper=True),
            partial(_insert, text=INDENT),
        )
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        # Qt's own takes the second Enter as the end of a style and makes no line of it, and its line
        # separator, with Shift, would not survive in a file
        new_line = partial(_insert, text="\n")
        if shifted:
            return list_keys.break_line, new_line
        return table_keys.enter, list_keys.enter, new_line
    return (list_keys.backspace,) if key == Qt.Key.Key_Backspace else ()


def _insert(cursor: QTextCursor, text: str) -> QTextCursor:
    cursor.insertText(text)
    return cursor


def _nothing(cursor: QTextCursor) -> QTextCursor:
    return cursor


def deletes_lines(event: QKeyEvent) -> bool:
    """Whether the key may have taken lines away."""
    return event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) or event.matches(
        QKeySequence.StandardKey.Cut
    )


def after_lines_went(cursor: QTextCursor) -> None:
    """Lines went, by a key: the numbers below follow."""
    list_keys.after_deletion(cursor)

"""The usual entries in the menu of a field that one writes in."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from editor.ui.controls.icons import icon
from editor.ui.writing.caret import CaretField


def _tr(text: str) -> str:
    return QCoreApplication.translate("FieldMenu", text)


def add_editing(menu: QMenu, field: CaretField) -> None:
    """Add undo and redo, cut, copy and paste, and select all; what cannot be done now is grey."""
    keys = QKeySequence.StandardKey
    writable, selected = not field.isReadOnly(), field.textCursor().hasSelection()
    document = field.document()

    def add(
        words: str,
        key: QKeySequence.StandardKey,
        do: Callable[[], object],
        able: bool,
        glyph: str = "",
    ) -> None:
        # after the tab it is shown, and not taken from the window's own action of that key
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{words}\t{shown}", do)
        action.setEnabled(able)
        if glyph:
            action.setIcon(icon(glyph))

    if writable:
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        add(_tr("Undo"), keys.Undo, field.undo_step, undo, "arrow-counter-clockwise")
        add(_tr("Redo"), keys.Redo, field.redo_step, redo, "arrow-clockwise")
        menu.addSeparator()
        add(_tr("Cut"), keys.Cut, field.cut, selected)
    add(_tr("Copy"), keys.Copy, field.copy, selected, "copy")
    if writable:
        add(_tr("Paste"), keys.Paste, field.paste, field.canPaste())
    menu.addSeparator()
    add(_tr("Select all"), keys.SelectAll, field.selectAll, not document.isEmpty())

"""What publishing changes on the site, a row for each change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.services.planning import Change
from editor.ui.controls.widgets import Glyph, label
from editor.ui.publish.words import change_text


class ChangesList(QWidget):
    """An icon and a sentence a row."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show `changes` in place of those before."""
        while self._box.count():
            item = self._box.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for change in changes:
            self._box.addWidget(change_row(change.icon, change_text(change.code, change.detail)))


def change_row(icon_name: str, text: str) -> QWidget:
    """An icon, and a sentence as rich text beside it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    holder = QVBoxLayout()
    holder.setContentsMargins(0, 1, 0, 0)
    holder.addWidget(Glyph(icon_name, "text2", 14))
    holder.addStretch(1)
    row.addLayout(holder)
    shown = label(text, wrap=True)
    shown.setTextFormat(Qt.TextFormat.RichText)
    row.addWidget(shown, 1)
    return made

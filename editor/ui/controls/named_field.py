"""A field with its name above it."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from editor.ui.controls.widgets import label


class NamedField(QWidget):
    """`field` under a small title, which is its accessible name too."""

    def __init__(self, name: str, field: QLineEdit | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.field = field or QLineEdit()
        self._title = label(name, "field")
        self._title.setBuddy(self.field)
        box.addWidget(self._title)
        box.addWidget(self.field)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Ask for something else."""
        self._title.setText(name)
        self.field.setAccessibleName(name)

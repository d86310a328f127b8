"""Whether pictures are sent smaller than they are, for a slow line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.services.planning import Plan
from editor.services.publication_run import LARGE
from editor.ui.controls.widgets import CheckBox, label
from editor.ui.wording import tr


class PicturesBox(QWidget):
    """One box, there where the pictures are large; they are sent as they are until it is ticked by hand."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(2)
        self.box = CheckBox(tr("Send smaller pictures"))
        self.box.setProperty("role", "medium")
        self.box.clicked.connect(self.chosen)
        box.addWidget(self.box)
        says = label(
            tr("For a slow line: enough for a page, not for print. They stay as they are here."),
            "small",
            wrap=True,
        )
        says.setContentsMargins(24, 0, 0, 0)
        self.box.setAccessibleDescription(says.text())
        box.addWidget(says)

    @property
    def smaller(self) -> bool:
        """Whether they are to be sent smaller."""
        return self.box.isChecked()

    def show_plan(self, plan: Plan) -> None:
        """Offer it where it matters, or was chosen."""
        self.setVisible(plan.smaller or plan.picture_bytes > LARGE)
        self.box.setChecked(plan.smaller)

"""Whether an article that was given another slug leaves the address that readers know."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.cms.port import Feature
from editor.services.planning import Plan
from editor.ui.controls.widgets import CheckBox, label
from editor.ui.wording import tr


class AddressBox(QWidget):
    """One box; the article stays where it is until that is ticked by hand."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(2)
        self.box = CheckBox(tr("Move it to its new address"))
        self.box.setProperty("role", "medium")
        self.box.clicked.connect(self.chosen)
        box.addWidget(self.box)
        self.says = label("", "small", wrap=True)
        self.says.setContentsMargins(24, 0, 0, 0)
        box.addWidget(self.says)

    @property
    def moves(self) -> bool:
        """Whether it is to move."""
        return self.box.isChecked()

    def show_plan(self, plan: Plan, features: frozenset[Feature]) -> None:
        """Say what becomes of links to the old address; nothing is asked where there is no new one."""
        self.setVisible(bool(plan.new_slug))
        if not plan.new_slug or plan.publication is None:
            self.box.setChecked(False)
            return
        if not plan.moves:
            text = tr("It stays at /{old}, where readers know it. The new one is /{slug}.")
        elif plan.live and Feature.REDIRECT in features:
            text = tr("Whoever asks for /{old} is led on to /{slug}. That is looked at, too.")
        else:
            text = tr("Links to /{old} may break: {site} leads nobody on from there by itself.")
        said = text.format(old=plan.publication.slug, slug=plan.new_slug, site=plan.site.name)
        self.says.setText(said)
        self.box.setAccessibleDescription(said)

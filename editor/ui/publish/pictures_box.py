"""Whether pictures are sent smaller than they are, for a slow line."""

from editor.services.planning import Plan
from editor.services.publication_run import LARGE
from editor.ui.publish.tick_box import TickBox
from editor.ui.wording import tr


class PicturesBox(TickBox):
    """There where the pictures are large; they are sent as they are until it is ticked."""

    def __init__(self) -> None:
        super().__init__(tr("Send smaller pictures"))
        self.say(
            tr("For a slow line: enough for a page, not for print. They stay as they are here.")
        )

    @property
    def smaller(self) -> bool:
        """Whether they are to be sent smaller."""
        return self.box.isChecked()

    def show_plan(self, plan: Plan) -> None:
        """Offer it where it matters, or was chosen."""
        self.setVisible(plan.smaller or plan.picture_bytes > LARGE)
        self.box.setChecked(plan.smaller)

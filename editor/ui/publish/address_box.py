"""Whether an article that was given another slug leaves the address that readers know."""

from editor.cms.port import Feature
from editor.services.planning import Plan
from editor.ui.publish.tick_box import TickBox
from editor.ui.wording import tr


class AddressBox(TickBox):
    """The article stays where it is until that is ticked."""

    def __init__(self) -> None:
        super().__init__(tr("Move it to its new address"))

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
        self.say(text.format(old=plan.publication.slug, slug=plan.new_slug, site=plan.site.name))

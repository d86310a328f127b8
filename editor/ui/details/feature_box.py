"""A box for what only some kinds of site can do."""

from collections.abc import Sequence

from editor.cms.port import Feature
from editor.cms.registry import Kind
from editor.model.site import Site
from editor.ui.controls.widgets import CheckBox


class FeatureBox(CheckBox):
    """Left out while no kind of site has its feature; disabled, with the reason, where the site lacks it."""

    def __init__(self, text: str, feature: Feature) -> None:
        super().__init__(text)
        self._feature = feature
        self.hide()

    def offer(self, kinds: Sequence[Kind], site: Site | None) -> bool:
        """Fit the kinds there are and the chosen site; whether it can be ticked there."""
        able = {kind.kind for kind in kinds if self._feature in kind.capabilities.features}
        here = site is None or site.kind in able
        reason = ""
        if site is not None and not here:
            reason = self.tr("{site} cannot do this.").format(site=site.name)
        self.setVisible(bool(able))
        self.setEnabled(here)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        return here and bool(able)

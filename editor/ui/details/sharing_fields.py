"""Whether the site tells its social networks of an article, and in which words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from editor.cms.port import Feature
from editor.cms.registry import Kind
from editor.model.draft import Draft
from editor.model.site import Site
from editor.ui.controls.area import Area
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import label
from editor.ui.details.feature_box import FeatureBox


class SharingSection(Section):
    """The inspector's section for sharing; left out while no kind of site shares."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("")
        self.rename(self.tr("Sharing"))
        self._draft = Draft()
        self._can = False
        self.share = FeatureBox(self.tr("Share when it is published"), Feature.SHARE)
        self.share.clicked.connect(lambda on: self.edited.emit("share", bool(on)))
        self.add("", self.share)
        self.message = Area(self.tr("Message"))
        self.message.setFixedHeight(64)
        self.message.textChanged.connect(self._on_message)
        self.add("", self.message)
        self._hint = label(
            self.tr("What the site’s social networks are told. Empty: the site’s own words."),
            "hint",
            wrap=True,
        )
        self.add("", self._hint)
        self.hide()

    def offer(self, kinds: Sequence[Kind], site: Site | None) -> None:
        """Fit what the chosen site can do."""
        self._can = self.share.offer(kinds, site)
        self.setVisible(not self.share.isHidden())
        self._show()

    def show_draft(self, draft: Draft) -> None:
        """Show a draft, telling no one."""
        self._draft = draft
        self.share.setChecked(draft.share)
        if self.message.toPlainText() != draft.share_message:
            self.message.blockSignals(True)
            self.message.setPlainText(draft.share_message)
            self.message.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.message.setEnabled(self._can and self._draft.share)
        self.message.setPlaceholderText(self._draft.title)
        if not self._can:
            self.show_value(self.tr("Not on this site"))
        elif not self._draft.share:
            self.show_value(self.tr("Off"))
        else:
            by_hand = bool(self._draft.share_message.strip())
            self.show_value(self.tr("By hand") if by_hand else self.tr("The site’s words"))

    def _on_message(self) -> None:
        text = self.message.toPlainText()
        if text != self._draft.share_message:
            self.edited.emit("share_message", text)

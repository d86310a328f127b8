"""What an article is filed under: tags, and categories with their parents."""

from PySide6.QtCore import Signal

from editor.model.draft import BELOW, Draft
from editor.ui.controls.chips_field import ChipsField
from editor.ui.controls.section import Section
from editor.ui.controls.widgets import label


class TermsSection(Section):
    """The inspector's section for tags and categories."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("", opened=True)
        self.rename(self.tr("Tags and categories"))
        self.tags = ChipsField(self.tr("Tags"), self.tr("Add a tag"))
        self.tags.edited.connect(lambda values: self.edited.emit("tags", values))
        self.add(self.tr("Tags"), self.tags)
        self.categories = ChipsField(self.tr("Categories"), self.tr("Add a category"))
        self.categories.edited.connect(self._on_categories)
        self.add(self.tr("Categories"), self.categories)
        below = self.tr("One below another: {example}").format(example="Reports > Ferries")
        self.categories.field.setToolTip(below)
        self.categories.field.setAccessibleDescription(below)
        self.add("", label(below, "hint", wrap=True))

    def show_draft(self, draft: Draft) -> None:
        """Show a draft, telling no one."""
        self.tags.show_values(draft.tags)
        self.categories.show_values(draft.categories)
        self.show_value(", ".join((*draft.tags, *draft.categories)) or self.tr("None"))

    def _on_categories(self, values: tuple[str, ...]) -> None:
        self.edited.emit("categories", tuple(dict.fromkeys(map(_path, values))))


def _path(category: str) -> str:
    """A category after its parents, however closely it was typed: "Reports>Ferries" too."""
    names = [name.strip() for name in category.split(BELOW.strip())]
    return BELOW.join(filter(None, names)) or category

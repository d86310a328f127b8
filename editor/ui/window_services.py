"""What the window needs of the services; the composition root's `Services` is one of these."""

from typing import TYPE_CHECKING, Protocol

from editor.ui.controls.sheet_services import SheetServices

if TYPE_CHECKING:
    from editor.services.drafting import Drafting
    from editor.services.previewing import Previewing
    from editor.services.resuming import Resuming
    from editor.services.spelling import Spelling
    from editor.system.paths import Paths
    from editor.system.settings import Settings


class WindowServices(SheetServices, Protocol):
    """Everything a user can do."""

    @property
    def drafting(self) -> "Drafting":
        """Articles, their files and pictures."""

    @property
    def previewing(self) -> "Previewing":
        """Articles as their readers see them."""

    @property
    def resuming(self) -> "Resuming":
        """Publications that were cut short."""

    @property
    def spelling(self) -> "Spelling":
        """Wrong words, dictionaries, and the writer's own words."""

    @property
    def settings(self) -> "Settings":
        """What the user has chosen."""

    @property
    def paths(self) -> "Paths":
        """Where things are kept."""

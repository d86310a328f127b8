"""What the sheets need of the services; the composition root's `Services` is one of these."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from editor.services.accounts import Accounts
from editor.services.publishing import Publishing
from editor.services.verifying import Verifying
from editor.ui.tasks import Tasks


class SheetServices(Protocol):
    """The services that publishing, sites and authors use."""

    @property
    def publishing(self) -> Publishing:
        """Brings drafts to sites."""

    @property
    def verifying(self) -> Verifying:
        """Looks again."""

    @property
    def accounts(self) -> Accounts:
        """Sites and authors."""


def tasks_of(window: QWidget) -> Tasks:
    """The window's background work; a window without any gets some of its own."""
    return window.findChild(Tasks) or Tasks(window)

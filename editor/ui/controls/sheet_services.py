"""What the sheets need of the services; the composition root's `Services` is one of these."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from editor.model.errors import SecretUnavailable
from editor.ui.tasks import Tasks
from editor.ui.wording import failure

if TYPE_CHECKING:
    from editor.model.site import Site
    from editor.services.accounts import Accounts
    from editor.services.exporting import Exporting
    from editor.services.publishing import Publishing
    from editor.services.verifying import Verifying
    from editor.services.waiting import Waiting


class SheetServices(Protocol):
    """The services that publishing, sites and authors use."""

    @property
    def publishing(self) -> "Publishing":
        """Brings drafts to sites."""

    @property
    def verifying(self) -> "Verifying":
        """Looks again."""

    @property
    def waiting(self) -> "Waiting":
        """Lets publications wait for their sites."""

    @property
    def exporting(self) -> "Exporting":
        """Writes receipts to files."""

    @property
    def accounts(self) -> "Accounts":
        """Sites and authors."""


def secret_or_why(accounts: "Accounts", site: "Site", *, readers: bool = False) -> str:
    """The secret to show to its owner, or what its readers enter, or why there is none to show."""
    try:
        return accounts.readers_password(site) if readers else accounts.secret_of(site)
    except SecretUnavailable as error:
        return failure(error).what


def tasks_of(window: QWidget) -> Tasks:
    """The window's background work; a window without any gets some of its own."""
    return window.findChild(Tasks) or Tasks(window)

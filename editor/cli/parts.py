"""The services that the command line calls, and how a command comes by them."""

from contextlib import AbstractContextManager
from typing import Protocol

from editor.services.accounts import Accounts
from editor.services.drafting import Drafting
from editor.services.exporting import Exporting
from editor.services.previewing import Previewing
from editor.services.publishing import Publishing
from editor.services.resuming import Resuming
from editor.services.verifying import Verifying
from editor.services.waiting import Waiting


class Parts(Protocol):
    """The services that the command line calls; the composition root's `Services` is one of these."""

    @property
    def drafting(self) -> Drafting:
        """Articles, their files and pictures."""

    @property
    def previewing(self) -> Previewing:
        """Articles as their readers see them."""

    @property
    def publishing(self) -> Publishing:
        """Brings drafts to sites, and takes them back."""

    @property
    def verifying(self) -> Verifying:
        """Looks again."""

    @property
    def resuming(self) -> Resuming:
        """Publications that were cut short."""

    @property
    def waiting(self) -> Waiting:
        """Lets publications wait for their sites."""

    @property
    def exporting(self) -> Exporting:
        """Writes receipts to files."""

    @property
    def accounts(self) -> Accounts:
        """Sites and authors."""


class Opening(Protocol):
    """Opens the library for one command; an error is told, as JSON too, and ends the program."""

    def __call__(self, as_json: bool = False) -> AbstractContextManager[Parts]:
        """The services, while the command runs."""

"""The services that the command line calls, and how a command comes by them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from editor.services.accounts import Accounts
from editor.services.drafting import Drafting
from editor.services.exporting import Exporting
from editor.services.previewing import Previewing
from editor.services.publishing import Publishing
from editor.services.resuming import Resuming
from editor.services.verifying import Verifying
from editor.services.waiting import Waiting


@dataclass(frozen=True)
class Parts:
    """The services that the command line calls."""

    drafting: Drafting
    previewing: Previewing
    publishing: Publishing
    verifying: Verifying
    resuming: Resuming
    waiting: Waiting
    exporting: Exporting
    accounts: Accounts


class Opening(Protocol):
    """Opens the library for one command; an error is told, as JSON too, and ends the program."""

    def __call__(self, as_json: bool = False) -> AbstractContextManager[Parts]:
        """The services, while the command runs."""

"""How a command can end."""

from enum import IntEnum

import typer

from editor.cli.terminal import dump, say, tell
from editor.model.errors import (
    BadInput,
    EditorError,
    OutcomeUnknown,
    SecretUnavailable,
    StorageFailed,
)


class Exit(IntEnum):
    """What the program's exit codes mean."""

    DONE = 0
    BLOCKED = 1
    USAGE = 2
    LEAK = 3
    REFUSED = 4
    UNKNOWN = 5


def failure(error: EditorError, as_json: bool) -> typer.Exit:
    """Tell of `error`; how the program is to end for it."""
    tell(str(error))
    if as_json:
        say(error_object(error.code, str(error)))
    if isinstance(error, OutcomeUnknown):
        return typer.Exit(Exit.UNKNOWN)
    if isinstance(error, BadInput | SecretUnavailable | StorageFailed):
        return typer.Exit(Exit.USAGE)
    return typer.Exit(Exit.REFUSED)


def error_object(code: str, says: str) -> str:
    """A failure as the JSON object that is printed in place of a result."""
    return dump({"error": code, "says": says})

"""Start the program: the window, or the command line when a subcommand or an option is named."""

import sys
from pathlib import Path

COMMANDS = (
    "render",
    "check",
    "publish",
    "unpublish",
    "delete",
    "verify",
    "receipt",
    "resume",
    "waiting",
    "sites",
    "authors",
    "serve",
    "tour",
)


def main() -> None:
    """Run what the command line asks for, and exit with its code.

    Typer would take a file's name for a subcommand, so the choice is made here.
    """
    words = sys.argv[1:]
    if words and (words[0] in COMMANDS or words[0].startswith("-")):
        from editor.app import command_line

        sys.exit(command_line(words))
    from editor.app import open_window

    sys.exit(open_window(Path(words[0]) if words else None))


if __name__ == "__main__":
    main()

"""The program's commands put together, and one of them carried out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.articles import add_article_commands
from editor.cli.authors import author_commands
from editor.cli.outcome import Exit, error_object, failure
from editor.cli.parts import Parts
from editor.cli.receipts import add_receipt_command
from editor.cli.sites import site_commands
from editor.cli.terminal import say, tell
from editor.cli.unfinished import add_unfinished_commands
from editor.model.errors import EditorError
from editor.model.wording import sentence


def run(app: typer.Typer, words: list[str]) -> int:
    """Carry out what `words` ask for; returns the exit code, and nothing escapes.

    With `--json` a failure is one object on standard output too: `error`, a code, and what it `says`.
    """
    as_json = "--json" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # JSON and pages are UTF-8 whatever the terminal's own alphabet is
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(words, prog_name="standfirst")
    except SystemExit as ended:
        usage = ended.__context__
        if as_json and ended.code == Exit.USAGE and not isinstance(usage, typer.Exit):
            said = getattr(usage, "format_message", usage.__str__)
            say(error_object("usage", said()))
        return ended.code if isinstance(ended.code, int) else Exit.DONE
    except Exception as error:  # noqa: BLE001 - the hook logs it; its code must not say "blocked"
        sys.excepthook(type(error), error, error.__traceback__)
        if as_json:
            say(error_object("unforeseen", sentence("unforeseen", {})))
        return Exit.UNKNOWN
    return Exit.DONE


def make_command_line(
    open_parts: Callable[[], Parts], run_tour: Callable[[Path], int], version: str
) -> typer.Typer:
    """The commands; `open_parts` opens the library only when a command needs it."""
    app = typer.Typer(
        help="Draft, see what every reader will see, publish, and know that it held.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @contextmanager
    def parts(as_json: bool = False) -> Iterator[Parts]:
        try:
            do = open_parts()
            try:
                yield do
            finally:
                if do.accounts.renewed_for_this_run:
                    tell(sentence("secret-renewed", {}))
        except EditorError as error:
            raise failure(error, as_json) from None

    @app.callback(invoke_without_command=True)
    def main(
        show: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    ) -> None:
        if show:
            say(f"standfirst {version}")
            raise typer.Exit()

    add_article_commands(app, parts)
    add_unfinished_commands(app, parts)
    add_receipt_command(app, parts)
    app.add_typer(site_commands(parts), name="sites")
    app.add_typer(author_commands(parts), name="authors")

    @app.command()
    def tour(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
        """Drive the real window through the whole job, a picture a step."""
        raise typer.Exit(run_tour(folder))

    return app

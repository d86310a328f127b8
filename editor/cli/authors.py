"""The people who write."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.parts import Opening
from editor.cli.terminal import say
from editor.model.errors import BadInput


def author_commands(opened: Opening) -> typer.Typer:
    """What is done with the author profiles."""
    app = typer.Typer(help="The people who write.", no_args_is_help=True)
    who = Annotated[str, typer.Argument(metavar="NAME")]

    @app.command("list")
    def show_all() -> None:
        """List the author profiles."""
        with opened() as do:
            for author in do.accounts.authors():
                say(f"{author.slug}\t{author.name}")

    @app.command("add")
    def add(
        name: who,
        bio: Annotated[str, typer.Option(help="A few words about them.")] = "",
        language: Annotated[str, typer.Option(help="The bio's language.")] = "",
        link: Annotated[list[str] | None, typer.Option(help="An address of theirs.")] = None,
        avatar: Annotated[Path | None, typer.Option(help="A picture of them.")] = None,
    ) -> None:
        """Add an author profile, or change what is given of the one of that name."""
        with opened() as do:
            known = do.accounts.author_or_new(name)
            bios = {**known.bios, language: bio} if bio else known.bios
            profile = replace(known, bios=bios, links=tuple(link or known.links))
            if avatar is not None:
                profile = do.accounts.set_avatar(profile, _picture(avatar))
            do.accounts.save_author(profile)
            say(profile.slug)

    @app.command("show")
    def show(name: who) -> None:
        """Show one author profile."""
        with opened() as do:
            author = do.accounts.author(name)
            say(author.name)
            for language, bio in author.bios.items():
                say(f"{language + ': ' if language else ''}{bio}")
            for link in author.links:
                say(link)

    return app


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("file-unreadable", file=path.name, reason=reason) from None

"""What is done with an article that is on its site already: taken back to draft there, or deleted."""

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.parts import Opening
from editor.cli.terminal import dump, say
from editor.model.publication import Publication
from editor.services.withdrawing import DELETED

File = Annotated[Path, typer.Argument(metavar="FILE", help="A Markdown file with front matter.")]
SiteName = Annotated[str, typer.Option("--site", help="The site's name.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it: readers lose the article there.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Lose a change made on the site.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def add_withdrawal_commands(app: typer.Typer, opened: Opening) -> None:
    """`unpublish` and `delete`."""

    @app.command()
    def unpublish(
        file: File,
        site: SiteName,
        yes: Yes = False,
        overwrite: Overwrite = False,
        as_json: Json = False,
    ) -> None:
        """Take the article back to draft on its site; what was mailed stays sent."""
        _insist(yes)
        with opened(as_json) as do:
            draft, _ = do.drafting.peek(file)
            taken = do.publishing.undo(draft.id, do.accounts.site(site), overwrite=overwrite)
            _tell(taken, taken.status.value, f"It is a draft on {site} again.", as_json)

    @app.command()
    def delete(
        file: File,
        site: SiteName,
        yes: Yes = False,
        overwrite: Overwrite = False,
        as_json: Json = False,
    ) -> None:
        """Delete the article from its site, to the trash where there is one; it stays here."""
        _insist(yes)
        with opened(as_json) as do:
            draft, _ = do.drafting.peek(file)
            gone = do.publishing.delete(draft.id, do.accounts.site(site), overwrite=overwrite)
            _tell(gone, DELETED, f"It is no longer on {site}.", as_json)


def _insist(yes: bool) -> None:
    if not yes:
        raise typer.BadParameter("readers lose the article there; say so", param_hint="--yes")


def _tell(publication: Publication, status: str, sentence: str, as_json: bool) -> None:
    if as_json:
        say(dump({"id": str(publication.draft_id), "url": publication.url, "status": status}))
    else:
        say(sentence)

"""What is done with one article."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.findings import blocked_data, findings_data, tell_findings
from editor.cli.outcome import Exit
from editor.cli.parts import Opening
from editor.cli.receipts import show_receipt, tell_step
from editor.cli.terminal import dump, say, tell
from editor.cli.withdrawals import add_withdrawal_commands
from editor.model.audience import Audience, Surface
from editor.model.draft import Draft
from editor.model.errors import BadInput, EditorError, Unreachable
from editor.model.mailing import NOBODY, Mailing, Segment
from editor.model.publication import Publication
from editor.model.site import Site
from editor.model.status import Status
from editor.services.drafting import FileQuestion, read_file
from editor.services.planning import Plan, fingerprint
from editor.services.previewing import NO_SITE
from editor.services.serving import serve as serve_folder

File = Annotated[Path, typer.Argument(metavar="FILE", help="A Markdown file with front matter.")]
SiteName = Annotated[str, typer.Option("--site", help="The site's name.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]

_WANTED = tuple(status.value for status in Status if status is not Status.PENDING)


def add_article_commands(app: typer.Typer, opened: Opening) -> None:
    """What is done with one article, from a look at it to a look as a stranger."""

    @app.command()
    def render(
        file: File,
        audience: Annotated[Audience, typer.Option(help="Who is looking.")] = Audience.VISITOR,
        surface: Annotated[Surface, typer.Option(help="Where they look.")] = Surface.PAGE,
        site: SiteName = "",
        out: Annotated[Path | None, typer.Option("-o", metavar="OUT")] = None,
    ) -> None:
        """Write the article as one reader will see it."""
        if surface is not Surface.PAGE:
            raise typer.BadParameter("only page can be rendered", param_hint="--surface")
        with opened() as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            chosen = do.accounts.site(site) if site else None
            html = do.previewing.file(draft, audience, chosen, locate)
            if out is None:
                say(html)
            else:
                _write(out, html)

    @app.command()
    def check(
        file: File,
        site: SiteName = "",
        ask: Annotated[
            bool, typer.Option("--ask", help="Ask the site too, over the network.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Say what stands against publishing; nothing is written."""
        if ask and not site:
            raise typer.BadParameter("name the site to be asked with --site", param_hint="--ask")
        with opened(as_json) as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            plan = do.publishing.plan(
                draft, do.accounts.site(site) if site else NO_SITE, locate=locate
            )
            if ask:
                plan = do.publishing.ask(plan)
            # without a site nothing can be said of one
            found = tuple(f for f in plan.findings if site or f.place != "site")
            if as_json:
                say(dump({"blocked": plan.blocked, "findings": findings_data(found)}))
            else:
                tell_findings(found)
                tell(f"{plan.article.free_words} of {plan.article.all_words} words are free.")
            raise typer.Exit(Exit.BLOCKED if plan.blocked else Exit.DONE)

    @app.command()
    def publish(
        file: File,
        site: SiteName,
        status: Annotated[
            str,
            typer.Option(
                help="draft, published, scheduled or private; published waits for a date ahead."
            ),
        ] = "published",
        email: Annotated[
            bool | None,
            typer.Option(
                "--email/--no-email",
                help="Have the site mail it to its subscribers, or not; one that waits stays as it was.",
            ),
        ] = None,
        newsletter: Annotated[
            str,
            typer.Option(
                metavar="SLUG", help="The newsletter to mail it with, if not the site's first."
            ),
        ] = "",
        segment: Annotated[
            str,
            typer.Option(
                metavar="all|free|paid", help="Which of its subscribers are mailed, if not all."
            ),
        ] = "",
        move: Annotated[
            bool,
            typer.Option(
                "--move", help="Move it to its new slug, if readers know another address."
            ),
        ] = False,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help="Replace a change made on the site.")
        ] = False,
        smaller_pictures: Annotated[
            bool, typer.Option("--smaller-pictures", help="Send pictures shrunk, for a slow line.")
        ] = False,
        wait: Annotated[
            bool,
            typer.Option(
                "--wait", help="Where the site cannot be reached, let it wait: see “waiting”."
            ),
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Publish the article, or update it, and look at it as a stranger."""
        if status not in _WANTED:
            raise typer.BadParameter(" or ".join(_WANTED), param_hint="--status")
        mailing = _mailing(email, newsletter, segment)
        with opened(as_json) as do:
            draft = do.drafting.open_file(file)
            if isinstance(draft, FileQuestion):
                raise BadInput("file-and-library-differ", file=file.name)
            _tell_if_behind(file, draft)
            target = do.accounts.site(site)
            do.drafting.choose_site(draft.id, target)

            def planned(there: Site) -> Plan:
                return do.publishing.plan(
                    draft,
                    there,
                    Status(status),
                    email=mailing,
                    move=move,
                    smaller=smaller_pictures,
                )

            plan = planned(target)
            if draft.date and not plan.blocked:
                # a day or a time without a zone is the site's
                target = do.accounts.zoned(target)
                plan = planned(target)
            try:
                if not plan.blocked:
                    plan = do.publishing.ask(plan)
                tell_findings(plan.findings)
                if plan.blocked:
                    if as_json:
                        say(dump(blocked_data(plan)))
                    raise typer.Exit(Exit.BLOCKED)
                if plan.picture_bytes:
                    tell(f"Pictures: {plan.picture_bytes / 1e6:.1f} MB, where none is there yet.")
                receipt = do.publishing.publish(plan, tell_step, lambda: None, overwrite=overwrite)
            except EditorError as error:
                _tell_if_lost(plan, do.publishing.publication(draft.id, target.id))
                if wait and isinstance(error, Unreachable) and do.waiting.put(plan):
                    tell("It waits until the site can be reached: “standfirst waiting --send”.")
                raise
            show_receipt(receipt, target.gate, as_json, plan.findings)

    add_withdrawal_commands(app, opened)

    @app.command()
    def verify(file: File, site: SiteName, as_json: Json = False) -> None:
        """Look again at the published article as a stranger."""
        with opened(as_json) as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            plan = do.publishing.plan(draft, do.accounts.site(site), locate=locate)
            if plan.publication and plan.publication.sent != fingerprint(plan):
                tell("The text has changed since it was sent; what was sent is looked for.")
            show_receipt(do.verifying.look(plan), plan.site.gate, as_json)

    @app.command()
    def serve(
        site: Annotated[str, typer.Argument(metavar="SITE")],
        port: Annotated[int, typer.Option(help="0 takes any free one.")] = 0,
    ) -> None:
        """Show a folder site on this computer, until Ctrl+C."""
        with opened() as do:
            chosen = do.accounts.site(site)
            if chosen.kind != "folder":
                raise BadInput("site-not-folder", site=chosen.name)
            server = serve_folder(do.accounts.folder_of(chosen), port)
            say(server.url)
            try:
                server.wait()
            except KeyboardInterrupt:
                server.close()


def _mailing(email: bool | None, newsletter: str, segment: str) -> Mailing | None:
    """Whom to mail, as it was asked for; None where nothing was said. Mail is always asked for by name."""
    if segment not in ("", "all", "free", "paid"):
        raise typer.BadParameter("all, free or paid", param_hint="--segment")
    if (newsletter or segment) and not email:
        raise typer.BadParameter("only together with --email", param_hint="--segment/--newsletter")
    if email:
        return Mailing(Segment(segment or "all"), newsletter)
    return None if email is None else NOBODY


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("output-not-written", file=out.name, reason=reason) from None


def _tell_if_lost(plan: Plan, now: Publication | None) -> None:
    """Say where an article that waited, or was for editors alone, is a draft now."""
    before = plan.publication
    if before and before.status.hidden and now and now.status is Status.DRAFT:
        tell(f"It was {before.status} on {plan.site.name}, and is a draft there now.")


def _tell_if_behind(file: Path, draft: Draft) -> None:
    """Say that the library holds a newer text than the file, where it does."""
    written, _ = read_file(file)
    if replace(written, id=draft.id) != draft:
        tell(f"The library holds a newer text than {file.name}: that one is used.")

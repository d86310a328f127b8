"""What was cut short, and what waits for its site: told, gone on with, withdrawn."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.outcome import Exit
from editor.cli.parts import Opening, Parts
from editor.cli.terminal import dump, say, tell
from editor.model.errors import EditorError
from editor.model.publication import Receipt
from editor.model.queued import Queued
from editor.model.status import Status
from editor.model.wording import sentence
from editor.services.planning import Plan
from editor.services.resuming import CutShort
from editor.services.waiting import Held
from editor.services.withdrawing import RETRACT

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@dataclass(frozen=True)
class Row:
    """How one publication stands; `leaks` is how many runs of locked words strangers saw."""

    title: str
    site: str
    state: str
    says: str
    leaks: int = 0


def add_unfinished_commands(app: typer.Typer, opened: Opening) -> None:
    """What is done with publications that did not come to their end."""

    @app.command()
    def resume(as_json: Json = False) -> None:
        """Look on the sites what came of publications that were cut short; nothing is published."""
        with opened(as_json) as do:
            _tell(list(_looked_up(do)), as_json, "Nothing was cut short.")

    @app.command()
    def waiting(
        send: Annotated[
            bool, typer.Option("--send", help="Send what can be sent now, as it was agreed to.")
        ] = False,
        withdraw: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Take this article out.")
        ] = None,
        site: Annotated[str, typer.Option("--site", help="The site it waits for.")] = "",
        as_json: Json = False,
    ) -> None:
        """Say what waits until its site can be reached; an open window sends it by itself."""
        if bool(withdraw) is not bool(site):
            raise typer.BadParameter("both together", param_hint="--withdraw and --site")
        with opened(as_json) as do:
            if withdraw is not None:
                draft, _ = do.drafting.peek(withdraw)
                there = do.accounts.site(site).id
                waits = do.waiting.of(draft.id, there)
                tell("It waits no more." if waits else "It did not wait for that site.")
                do.waiting.withdraw(draft.id, there)
            rows = list(_sent(do)) if send else []
            _tell([*rows, *_left(do)], as_json, "Nothing waits.")


def _looked_up(do: Parts) -> Iterator[Row]:
    names = {site.id: site.name for site in do.accounts.sites()}
    for job in do.resuming.cut_short():
        try:
            found = do.resuming.look_up(job)
        except EditorError as error:
            yield Row("", names.get(job.site_id, ""), "unknown", str(error))
            continue
        if found is not None:
            state = found.status.value if found.status else "nothing"
            yield _row(found.plan, state, _stands(found), found.receipt)


def _stands(found: CutShort) -> str:
    if found.taking:
        return _taken(found)
    match found.status:
        case None:
            return "Nothing of it is there. Publish it again."
        case Status.PUBLISHED | Status.SCHEDULED | Status.PRIVATE if found.whole:
            return "All of it is there: it was cut short only after that."
        case Status.PUBLISHED:
            return "An update was cut short: not all of it is there. Publish it again."
        case _:
            return "It is a draft there that nobody else can read. Publish it again."


def _taken(found: CutShort) -> str:
    """How a withdrawal that was cut short stands."""
    if found.status is None:
        return "It is no longer there. Your text stays here."
    if found.status is Status.PUBLISHED:
        return "It was to be taken back, and is still public: take it back again."
    if found.taking == RETRACT:
        return "It is a draft there again."
    return "It was to be deleted, and is still there as a draft: delete it again."


def _sent(do: Parts) -> Iterator[Row]:
    for queued in do.waiting.all():
        came = do.waiting.go(queued)
        if isinstance(came, Held):
            yield _row(came.plan, "held", str(came.error))
        elif came is not None:
            yield _row(came.plan, came.receipt.status.value, came.receipt.url, came.receipt)


def _left(do: Parts) -> Iterator[Row]:
    names = {site.id: site.name for site in do.accounts.sites()}
    for queued in do.waiting.all():
        site, title = names.get(queued.site_id, ""), do.drafting.open(queued.draft_id).title
        yield Row(title, site, "waiting", f"since {queued.since:%Y-%m-%d %H:%M} UTC{_why(queued)}")


def _why(queued: Queued) -> str:
    return f", not sent: {sentence(queued.held, queued.detail)}" if queued.held else ""


def _row(plan: Plan, state: str, says: str, receipt: Receipt | None = None) -> Row:
    return Row(plan.draft.title, plan.site.name, state, says, len(receipt.leaks) if receipt else 0)


def _tell(rows: list[Row], as_json: bool, none: str) -> None:
    if as_json:
        say(dump({"publications": [asdict(row) for row in rows]}))
    else:
        say("\n".join(_line(row) for row in rows) or none)
    states = {row.state for row in rows}
    if any(row.leaks for row in rows):
        raise typer.Exit(Exit.LEAK)
    if "unknown" in states:
        raise typer.Exit(Exit.UNKNOWN)
    raise typer.Exit(Exit.REFUSED if "held" in states else Exit.DONE)


def _line(row: Row) -> str:
    leaked = " LEAK: a stranger was shown words from below the cut." if row.leaks else ""
    return f"“{row.title}”, {row.site}: {row.state}. {row.says}{leaked}"

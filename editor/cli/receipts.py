"""Steps and receipts: told, as JSON, and as a page."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from editor.cli.findings import findings_data
from editor.cli.outcome import Exit
from editor.cli.parts import Opening, Parts
from editor.cli.terminal import dump, say, tell
from editor.model.audience import Gate
from editor.model.errors import BadInput
from editor.model.finding import Finding
from editor.model.publication import Receipt, Step, StepState
from editor.model.remedy import remedy
from editor.model.status import Status
from editor.model.wording import WORDING, sentence
from editor.render.receipt import Voice, receipt_page, receipt_text
from editor.services.planning import zone_of

_STEPS = {
    "snapshot": "Freeze and check",
    "text": "Send the text before pictures",
    "pictures": "Send pictures",
    "draft": "Send as a draft",
    "read-back": "Read back and compare",
    "public": "Make public",
    "look": "Look as a stranger",
    "redirect": "Lead on from the old address",
    "put-back": "Put back what was live",
    "retract": "Take it back",
}
_ROW = "  {:<8}{:<9}{:>5}  {:<7}{:>6}  {}"


def tell_step(step: Step) -> None:
    """Tell how a step ended, and why if it failed."""
    if step.state is not StepState.RUNNING:
        failed = step.state is StepState.FAILED
        why = f" ({step.detail})" if failed and not step.detail.isdigit() else ""
        tell(f"{_STEPS.get(step.code, step.code):<30}{step.state.value}{why}")


def add_receipt_command(app: typer.Typer, opened: Opening) -> None:
    """What is kept of what was sent."""

    @app.command()
    def receipt(
        article: Annotated[
            str, typer.Argument(metavar="FILE_OR_ID", help="A Markdown file, or an article's id.")
        ],
        site: Annotated[str, typer.Option("--site", help="The site's name, if not any.")] = "",
        html: Annotated[
            Path | None, typer.Option("--html", metavar="OUT", help="Write it as one page.")
        ] = None,
        as_json: Annotated[
            bool, typer.Option("--json", help="Print one JSON object, the earlier ones in it too.")
        ] = False,
    ) -> None:
        """Show what was sent last, what came back, and what strangers saw."""
        with opened(as_json) as do:
            draft_id, title = _article(do, article)
            wanted = do.accounts.site(site).id if site else None
            kept = do.publishing.receipts(draft_id, wanted)
            if not kept:
                raise BadInput("no-receipt")
            newest, *earlier = kept
            sites = {one.id: one for one in do.accounts.sites()}
            there = sites.get(newest.site_id)
            page = receipt_page(newest, _voice(zone_of(there)), there.name if there else "", title)
            if html is not None:
                do.exporting.receipt(page, html)
                tell(f"Written to {html}.")
            if as_json:
                say(dump({**_receipt(newest), "earlier": [_receipt(one) for one in earlier]}))
            elif html is None:
                say(receipt_text(page).rstrip())


def _article(do: Parts, named: str) -> tuple[UUID, str]:
    """The id and title of the article that is meant, which the library need not hold any more."""
    with suppress(ValueError):
        return UUID(named), ""
    draft, _ = do.drafting.peek(Path(named))
    return draft.id, draft.title


def _voice(zone: tzinfo) -> Voice:
    def moment(at: datetime) -> str:
        there, utc = (f"{at.astimezone(one):%Y-%m-%d %H:%M}" for one in (zone, UTC))
        return f"{utc} UTC" if there == utc else f"{there} there, {utc} UTC"

    def why(code: str) -> str:
        told = WORDING.get(code)
        return told.what if told and "{" not in told.what else code

    def step(one: Step, status: Status) -> tuple[str, str]:
        return _STEPS.get(one.code, one.code), one.detail

    return Voice(str, lambda word: word.value, step, why, moment, str, str)


def show_receipt(
    receipt: Receipt, gate: Gate, as_json: bool, findings: tuple[Finding, ...] = ()
) -> None:
    """Print a receipt, and end as it says; `findings` are those of its plan, `gate` what should hold."""
    fix = remedy(gate, receipt)
    if as_json:
        data = {**_receipt(receipt), "findings": findings_data(findings)}
        say(dump(data | ({"fix": {"code": fix, "text": sentence(fix, {})}} if fix else {})))
    else:
        say("\n".join(_account(receipt)))
        if fix:
            say(sentence(fix, {}))
            if gate is not Gate.TEASER_ONLY:
                say("With the gate “teaser-only” the words below the cut never reach the site.")
        if receipt.put_back:
            say("The version before it is there again, and shows no locked words.")
    raise typer.Exit(Exit.LEAK if receipt.leaks else Exit.DONE)


def _account(receipt: Receipt) -> Iterator[str]:
    """A receipt as people read it: what came of it, then place by place what a stranger sees."""
    yield f"{receipt.status.value.capitalize()}: {receipt.url}"
    looked = len(receipt.sights) - receipt.unchecked
    places = "1 place" if looked == 1 else f"{looked} places"
    if receipt.leaks:
        held = receipt.status is Status.DRAFT
        what = "It was taken back." if held else "It is still public: take it offline on the site."
        shown = "words" if any(not leak.picture for leak in receipt.leaks) else "a picture"
        yield f"LEAK: a stranger was shown {shown} from below the cut. {what}"
    elif receipt.status is Status.PENDING:
        yield "It waits for review there: an editor publishes it."
    elif not receipt.sights:
        yield "Nobody else can see it yet, so nothing was looked at."
    elif receipt.status.hidden:
        yield f"Looked at {places} as a stranger, who should see nothing of it."
    elif receipt.paid_words:
        yield f"Looked at {places} as a stranger: none says what is below the cut."
    else:
        yield f"Looked at {places} as a stranger."
    if mailed := receipt.mailed:
        yield f"Mailed to {mailed.count}." + (" Not all of it went out." if mailed.failed else "")
    if receipt.unled:
        yield sentence("old-address-lost", {})
    missing = sum(sight.teaser is False for sight in receipt.sights)
    if missing:
        yield f"The free part is missing in {missing} of them: look whether the site shows it."
    if receipt.unchecked:
        yield f"Not checked: {receipt.unchecked}. Look there yourself in a private window."
    for code in dict.fromkeys(sight.why for sight in receipt.sights if sight.checked and sight.why):
        yield sentence(code, {})
    if receipt.sights:
        yield ""
        yield _ROW.format("place", "reader", "words", "teaser", "leaks", "where")
    for sight in receipt.sights:
        teaser = {None: "-", True: "yes", False: "MISSING"}[sight.teaser]
        words = str(sight.words) if sight.checked else "-"
        leaks = str(len(sight.leaks)) if sight.checked else "-"
        where = sight.url if sight.checked else f"{sight.url} (not checked: {sight.why})"
        seen = (words, teaser if sight.checked else "-", leaks, where)
        yield _ROW.format(sight.surface.value, sight.audience.value, *seen)
        for leak in sight.leaks:
            picture = f"the address of {leak.picture}, " if leak.picture else ""
            yield f"      leaked: {picture}“{leak.quote}”"


def _receipt(receipt: Receipt) -> dict[str, object]:
    verification: dict[str, list[dict[str, object]]] = {}
    for sight in receipt.sights:
        verification.setdefault(sight.surface.value, []).append(
            {
                "audience": sight.audience.value,
                "where": sight.url,
                "checked": sight.checked,
                "why": sight.why,
                "words": sight.words,
                "teaser": sight.teaser,
                "leaks": [leak.quote for leak in sight.leaks],
                "sha256": sight.hash,
                "at": sight.at.isoformat() if sight.at else None,
            }
        )
    mailed, content = receipt.mailed, receipt.content
    return {
        "id": str(receipt.draft_id),
        "post": receipt.remote_id,
        "url": receipt.url,
        "status": receipt.status.value,
        "revision": receipt.revision,
        "at": receipt.at.isoformat(),
        "sent": {
            "sha256": receipt.sent,
            "title": content.title if content else None,
            "access": content.access.value if content else None,
            "gate": content.gate.value if content else None,
            "free_words": content.free_words if content else None,
            "locked_words": receipt.paid_words,
            "excerpt": content.excerpt if content else None,
        },
        "compared": list(receipt.compared),
        "mailed": {"count": mailed.count, "failed": mailed.failed} if mailed else None,
        "steps": [
            {
                "step": step.code,
                "state": step.state.value,
                "detail": step.detail,
                "seconds": round(step.seconds, 3),
            }
            for step in receipt.steps
        ],
        "verification": verification,
    }

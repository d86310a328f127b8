"""What came of publishing, in a line: what was not looked at is never passed over."""

from datetime import datetime
from typing import TYPE_CHECKING

from editor.model.publication import Receipt
from editor.model.status import Status
from editor.ui.publish.sight_cells import seen_early, teaser_missing
from editor.ui.wording import due_time, plural, said, tr

if TYPE_CHECKING:
    from editor.services.planning import Plan

LATE = "scheduled-late"
HELD = (Status.SCHEDULED, Status.PRIVATE)  # on the site, and hidden from strangers


def heading(plan: "Plan", receipt: Receipt) -> str:
    """What came of it in one line; what was not looked at is never passed over."""
    site, unseen = plan.site.name, receipt.unchecked or (0 if receipt.sights else 1)
    if receipt.status is Status.PENDING:
        return tr("Sent. It waits for review on {site}.").format(site=site)
    if receipt.status in HELD:
        return _held(plan, receipt)
    if receipt.taken_back:
        return tr("Back to draft. Nobody else can read it now.")
    if receipt.status is not Status.PUBLISHED:
        return tr("Sent as a draft. Nobody else can read it.")
    if unseen:
        return tr("Published.") + " " + _unchecked(unseen)
    missing = teaser_missing(receipt)
    if missing:
        return plural(
            "Published. The teaser is missing in one place.",
            "Published. The teaser is missing in {n} places.",
            missing,
        )
    if not (receipt.paid_words or plan.article.gated):
        return tr("Published. Everyone can read it.")
    return tr("Published. Nothing paid got out.")


def told_of(plan: "Plan", receipt: Receipt, *, earlier: bool) -> str:
    """What a receipt is of: the title that was sent, and where to; `earlier` says that it is an old one."""
    title = receipt.content.title if receipt.content else plan.draft.title
    text = f"{title.strip() or tr('Untitled')} · {plan.site.name}"
    return f"{text} · {tr('as it was then')}" if earlier else text


def due_of(plan: "Plan", receipt: Receipt) -> datetime:
    """When a scheduled one is to appear, in UTC."""
    return receipt.due or plan.moment


def is_late(receipt: Receipt) -> bool:
    """Whether its site should have published it by now and has not."""
    return any(sight.why == LATE for sight in receipt.sights)


def _held(plan: "Plan", receipt: Receipt) -> str:
    text = tr("Private: only editors of {site} see it.").format(site=plan.site.name)
    if is_late(receipt):
        return said(LATE, {}).what
    if receipt.status is Status.SCHEDULED:
        due = due_of(plan, receipt)
        from editor.services.planning import zone_of

        there = due.astimezone(zone_of(plan.site))
        same = there.utcoffset() == due.astimezone().utcoffset()
        when = due_time(due)
        if not same:
            when = tr("{when} ({clock} there)").format(when=when, clock=f"{there:%H:%M}")
        text = tr("Scheduled for {when} on {site}.").format(when=when, site=plan.site.name)
    if seen_early(receipt.sights):
        return text + " " + tr("Strangers see some of it already.")
    return text + " " + _unchecked(receipt.unchecked) if receipt.unchecked else text


def _unchecked(count: int) -> str:
    return plural("One place could not be checked.", "{n} places could not be checked.", count)


def is_odd(receipt: Receipt) -> bool:
    """Whether what is to wait, or to be hidden, does not behave so."""
    return is_late(receipt) or seen_early(receipt.sights) > 0


def undo_question(plan: "Plan", receipt: Receipt) -> str:
    """What going back to draft means, asked before it is done."""
    text = " ".join(undo_readers(plan, receipt.status))
    if receipt.status.hidden:
        return text
    if mailed := receipt.mailed:
        return text + " " + plural("{n} email stays sent.", "{n} emails stay sent.", mailed.count)
    return text + " " + tr("What was mailed stays sent.") if plan.post.email else text


def undo_readers(plan: "Plan", status: Status) -> tuple[str, ...]:
    """What going back to draft means for readers of a post that is `status`, in sentences."""
    if status is Status.SCHEDULED:
        return (tr("The post goes back to draft: it does not appear by itself any more."),)
    if status is not Status.PUBLISHED:
        return (tr("The post goes back to draft."),)
    said = tr("The post goes back to draft: its address stops working for readers.")
    if not plan.drafts_shown:
        return (said,)
    shown = tr(
        "{site} goes on showing drafts to whoever kept their preview address, so what is below "
        "the cut is taken out of it there first; it stays in your library."
    )
    return said, shown.format(site=plan.site.name)


def look_detail(receipt: Receipt) -> str:
    """How much was looked at: "7 surfaces, 9 answers"."""
    surfaces = len({sight.surface for sight in receipt.sights})
    answers = len(receipt.sights) - receipt.unchecked
    return ", ".join(
        (
            plural("{n} surface", "{n} surfaces", surfaces),
            plural("{n} answer", "{n} answers", answers),
        )
    )

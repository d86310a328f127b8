"""A receipt as plain text to copy, and a leak as the markup it was found in."""

import re
from datetime import datetime

from editor.model.mailing import Mailed
from editor.model.publication import Leak, Receipt, Sight, Status
from editor.ui.publish.sight_cells import leaked_pictures
from editor.ui.publish.words import leaked_text, state_word, step_detail, step_name
from editor.ui.wording import (
    audience_name,
    day_and_time,
    number,
    people,
    status_name,
    surface_name,
    tr,
    why_unseen,
    words,
)

_GAP = r"(?:<[^<>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|[\W_])+"


def leaked_run(leak: Leak) -> tuple[str, str, str]:
    """The markup before the leaked words, the words as they stand in it, and the markup after.

    Tags, entities and spaces between the words count as gaps. Markup that ends before the words do
    is gone on with from the quote; words not found in their markup are shown alone.
    """
    told = list(re.finditer(r"\w+", leak.quote))
    start = _place(leak.context, [word.group() for word in told[:6]]) if told else None
    if start is None:
        return "", leak.quote, ""
    end, known = start, 0
    for word in told:
        gap = _GAP if known else ""
        match = re.compile(gap + re.escape(word.group()), re.IGNORECASE).match(leak.context, end)
        if match is None:
            break
        end, known = match.end(), known + 1
    if known < len(told):
        return (
            leak.context[:start],
            leak.context[start:end] + leak.quote[told[known - 1].end() :],
            "",
        )
    stop = re.compile(r"[.!?…’”]*").match(leak.context, end)
    end = stop.end() if stop else end
    return leak.context[:start], leak.context[start:end], leak.context[end:]


def _place(context: str, first: list[str]) -> int | None:
    """Where the first words, or at least the first three, stand in the markup."""
    for length in (len(first), min(3, len(first))):
        found = re.search(_GAP.join(map(re.escape, first[:length])), context, re.IGNORECASE)
        if found:
            return found.start()
    return None


def receipt_lines(receipt: Receipt, due: datetime | None = None) -> tuple[tuple[str, str], ...]:
    """The receipt's facts as label and value, those that there are. `due` is when it is to appear."""
    label = tr("Published") if receipt.status is Status.PUBLISHED else tr("Sent")
    post = tr("{post}, revision {revision}").format(
        post=receipt.remote_id, revision=receipt.revision
    )
    lines = (
        (tr("Address"), receipt.url),
        (tr("Due"), day_and_time(due) if due and receipt.status is Status.SCHEDULED else ""),
        (label, day_and_time(receipt.at)),
        (tr("Post"), post if receipt.revision else receipt.remote_id),
        (tr("Mailed to"), _mailed(receipt.mailed) if receipt.mailed else ""),
        (tr("Sent text"), f"sha256 {receipt.sent}" if receipt.sent else ""),
    )
    return tuple((label, value) for label, value in lines if value)


def _mailed(mailed: Mailed) -> str:
    to = people(mailed.count)
    return tr("{people}; not all of it went out").format(people=to) if mailed.failed else to


def receipt_text(receipt: Receipt, title: str, site: str, due: datetime | None = None) -> str:
    """The whole receipt with its steps and what a stranger saw; a secret is never in it."""
    lines = [f"{title} · {site}", f"{tr('State')}: {status_name(receipt.status)}"]
    lines += [f"{label}: {value}" for label, value in receipt_lines(receipt, due)]
    lines += ["", tr("Steps")]
    for step in receipt.steps:
        seconds = tr("{seconds:.1f} s").format(seconds=step.seconds)
        name = step_name(step.code, status=receipt.status)
        parts = [name, state_word(step.state), step_detail(step), seconds]
        lines.append("  " + " · ".join(filter(None, parts)))
    if receipt.sights:
        lines += ["", tr("What a stranger saw")]
        lines += [_sight_line(sight) for sight in receipt.sights]
    for sight in receipt.sights:
        for leak in sight.leaks:
            where = f"{surface_name(sight.surface)} ({audience_name(sight.audience)}), {sight.url}"
            lines += ["", tr("Leaked: {where}").format(where=where)]
            lines += [f"  “{leak.quote}”", f"  {leak.context}"]
    return "\n".join(lines) + "\n"


def _sight_line(sight: Sight) -> str:
    where = f"  {surface_name(sight.surface)}, {audience_name(sight.audience)}, {sight.url}: "
    if not sight.checked:
        return where + tr("not checked. {why}").format(why=why_unseen(sight.why))
    leaked = sum(leak.words for leak in sight.leaks)
    text = where + tr("{words}, {leaked} leaked").format(
        words=words(sight.words), leaked=number(leaked)
    )
    if pictures := leaked_pictures([sight]):
        text += ", " + leaked_text(0, pictures)
    if sight.why == "seen-early":
        return text + ", " + tr("seen before its time")
    return text + (", " + tr("teaser missing") if sight.teaser is False else "")

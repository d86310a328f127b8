"""A receipt as people read it: its facts in rows, the whole as text, and as a page that needs nothing else."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from editor.model.audience import Access, Gate
from editor.model.publication import Leak, Receipt, Sight, Step
from editor.model.status import Status
from editor.render.leaked import leaked_run
from editor.render.theme import Theme

Row = tuple[str, str]  # a label and its value
_WORDS = {
    "receipt": "Receipt",
    "state": "State",
    "sent": "What was sent",
    "back": "What came back",
    "steps": "Steps",
    "step": "Step",
    "result": "Result",
    "detail": "Detail",
    "seconds": "Seconds",
    "seen": "What strangers saw",
    "place": "Place",
    "reader": "Reader",
    "words": "Words of it",
    "teaser": "Free part",
    "leaked": "Words leaked",
    "when": "Looked at",
    "hash": "SHA-256 of what was there",
    "out": "What got out",
    "known": "Said on the site’s other pages before",
    "made": "Written by Standfirst. It holds no password and no key.",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """How receipts are worded: `say` turns English into the reader's language.

    `name` is for statuses, steps' states, surfaces, readers, accesses and gates; `step` gives a step's name
    and detail, of a post with that status; `why` says what the code of a sight means; `moment` is given
    one in UTC. `language` and `direction` are those of all these words.
    """

    say: Callable[[str], str]
    name: Callable[[StrEnum], str]
    step: Callable[[Step, Status], tuple[str, str]]
    why: Callable[[str], str]
    moment: Callable[[datetime], str]
    number: Callable[[int], str]
    people: Callable[[int], str]
    language: str = "en"
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class SightRow:
    """One place as one reader saw it; `unseen` says why it was not looked at, `note` what else is odd."""

    place: str
    reader: str
    where: str
    words: str
    teaser: str
    leaked: str
    when: str
    hash: str
    unseen: str
    note: str
    leaking: bool


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """All of a receipt in words. `tone` is that of the `verdict`: good, warning, bad or "" for neither."""

    title: str
    site: str
    url: str
    state: str
    verdict: str
    tone: str
    facts: tuple[Row, ...]
    sent: tuple[Row, ...]
    back: tuple[Row, ...]
    steps: tuple[tuple[str, str, str, str], ...]
    sights: tuple[SightRow, ...]
    leaks: tuple[tuple[str, Leak], ...]
    known: tuple[str, ...]
    words: dict[str, str]
    language: str
    direction: str


def receipt_facts(receipt: Receipt, voice: Voice) -> tuple[Row, ...]:
    """The few facts that tell one receipt from others, those that there are."""
    say, revision = voice.say, receipt.revision
    post = say("{post}, revision {revision}").format(post=receipt.remote_id, revision=revision)
    return (
        *_outcome(receipt, voice),
        (say("Post"), post if revision else receipt.remote_id),
        *(((say("Sent text"), f"sha256 {receipt.sent}"),) if receipt.sent else ()),
    )


def _outcome(receipt: Receipt, voice: Voice) -> tuple[Row, ...]:
    say = voice.say
    waited = any(step.detail == Status.SCHEDULED for step in receipt.steps)
    published = receipt.status is Status.PUBLISHED and not waited
    mailed = voice.people(receipt.mailed.count) if receipt.mailed else ""
    if receipt.mailed and receipt.mailed.failed:
        mailed = say("{people}; not all of it went out").format(people=mailed)
    rows = (
        (say("Address"), receipt.url),
        (say("Due"), voice.moment(receipt.due) if receipt.due else ""),
        (say("Published") if published else say("Sent"), voice.moment(receipt.at)),
        (say("Looked at"), voice.moment(receipt.looked) if receipt.looked else ""),
        (say("Mailed to"), mailed),
    )
    return tuple((label, value) for label, value in rows if value)


def receipt_page(receipt: Receipt, voice: Voice, site: str, title: str = "") -> ReceiptPage:
    """`receipt` in words; `title` is for one of old, which does not tell what was sent."""
    content = receipt.content
    verdict, tone = _verdict(receipt, voice)
    return ReceiptPage(
        title=(content.title if content else title).strip() or voice.say("Untitled"),
        site=site,
        url=receipt.url,
        state=voice.name(receipt.status),
        verdict=verdict,
        tone=tone,
        facts=_outcome(receipt, voice),
        sent=tuple(_sent(receipt, voice)),
        back=tuple(_back(receipt, voice)),
        steps=tuple(_step(step, receipt.status, voice) for step in receipt.steps),
        sights=tuple(_row(sight, voice) for sight in receipt.sights),
        leaks=tuple(
            (f"{voice.name(sight.surface)} ({voice.name(sight.audience)}), {sight.url}", leak)
            for sight in receipt.sights
            for leak in sight.leaks
        ),
        known=receipt.known,
        words={code: voice.say(text) for code, text in _WORDS.items()},
        language=voice.language,
        direction=voice.direction,
    )


def _verdict(receipt: Receipt, voice: Voice) -> tuple[str, str]:
    say, places = voice.say, len(receipt.sights)
    if receipt.leaks:
        return say("Strangers were shown what stands below the cut."), "bad"
    if not places:
        if receipt.status in (Status.DRAFT, Status.PENDING):
            return say("Nobody else could see it, so nothing was looked at."), ""
        return say("It was not looked at."), "warning"
    text = say("No word from below the cut was seen. Places looked at: {seen} of {all}.")
    if not receipt.paid_words:
        text = say("Nothing of it is held back. Places looked at: {seen} of {all}.")
    odd = any(sight.why or sight.teaser is False for sight in receipt.sights)
    seen = voice.number(places - receipt.unchecked)
    return text.format(seen=seen, all=voice.number(places)), "warning" if odd else "good"


def _sent(receipt: Receipt, voice: Voice) -> Iterator[Row]:
    say, content = voice.say, receipt.content
    if receipt.sent:
        yield "SHA-256", receipt.sent
    if content is None:
        return
    yield say("Who may read it"), voice.name(content.access)
    yield say("Words for everyone"), voice.number(content.free_words)
    if content.access is not Access.EVERYONE:
        yield say("Kept by"), voice.name(content.gate)
        held = voice.number(receipt.paid_words)
        if content.gate is Gate.TEASER_ONLY:
            held = say("{count}, which were not sent").format(count=held)
        yield say("Words below the cut"), held
    yield say("Excerpt"), content.excerpt


def _back(receipt: Receipt, voice: Voice) -> Iterator[Row]:
    say = voice.say
    yield say("State"), voice.name(receipt.status)
    yield say("Post"), receipt.remote_id
    if receipt.revision:
        yield say("Revision"), receipt.revision
    if receipt.compared:
        yield say("Read back, and as sent"), ", ".join(receipt.compared)


def _step(step: Step, status: Status, voice: Voice) -> tuple[str, str, str, str]:
    name, detail = voice.step(step, status)
    return name, voice.name(step.state), detail, f"{step.seconds:.1f}"


def _row(sight: Sight, voice: Voice) -> SightRow:
    say = voice.say
    teaser = {None: "–", True: say("there"), False: say("missing")}[sight.teaser]
    leaked = voice.number(sum(leak.words for leak in sight.leaks))
    if pictures := sum(bool(leak.picture) for leak in sight.leaks):
        shown = voice.number(pictures)
        leaked = say("{words}, and pictures: {pictures}").format(words=leaked, pictures=shown)
    return SightRow(
        place=voice.name(sight.surface),
        reader=voice.name(sight.audience),
        where=sight.url,
        words=voice.number(sight.words) if sight.checked else "–",
        teaser=teaser if sight.checked else "–",
        leaked=leaked if sight.checked else "–",
        when=voice.moment(sight.at) if sight.at else "",
        hash=sight.hash,
        unseen="" if sight.checked else say("Not checked. {why}").format(why=voice.why(sight.why)),
        note=voice.why(sight.why) if sight.checked and sight.why else "",
        leaking=bool(sight.leaks),
    )


def render_receipt(page: ReceiptPage, theme: Theme) -> str:
    """The page as one document that asks nothing of any other, and runs nothing."""
    css = theme.text("styles/receipt.css")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return theme.render(
        "receipt.html",
        {
            "page": page,
            "words": page.words,
            "css": Markup(css),
            "digest": digest,
            "linked": page.url.startswith(("https://", "http://")),
            "leaks": [(where, leak, leaked_run(leak)) for where, leak in page.leaks],
        },
    )


def receipt_text(page: ReceiptPage) -> str:
    """The page as plain text."""
    words = page.words
    lines = [f"{page.title} · {page.site}", f"{words['state']}: {page.state}", page.verdict]
    lines += [f"{label}: {value}" for label, value in page.facts]
    for code, rows in (("sent", page.sent), ("back", page.back)):
        lines += ["", words[code], *(f"  {label}: {value}" for label, value in rows)]
    lines += ["", words["steps"]]
    for name, state, detail, seconds in page.steps:
        lines.append("  " + " · ".join(filter(None, (name, state, detail, f"{seconds} s"))))
    if page.sights:
        lines += ["", words["seen"], *(f"  {_line(row, words)}" for row in page.sights)]
    for where, leak in page.leaks:
        lines += ["", f"{words['out']}: {where}", f"  “{leak.quote}”", f"  {leak.context}"]
    if page.known:
        lines += ["", words["known"], *(f"  “{run}”" for run in page.known)]
    return "\n".join(lines) + "\n"


def _line(row: SightRow, words: dict[str, str]) -> str:
    place = f"{row.place}, {row.reader}, {row.where}: "
    if row.unseen:
        return place + row.unseen
    told = f"{words['words']}: {row.words}, {words['leaked']}: {row.leaked}"
    told += f", {words['teaser']}: {row.teaser}"
    return place + " · ".join(filter(None, (told, row.note, row.when, row.hash)))

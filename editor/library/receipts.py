"""Receipts as plain JSON values and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NotRequired, TypedDict, cast
from uuid import UUID

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.mailing import Mailed
from editor.model.publication import Content, Leak, Receipt, Sight, Step, StepState
from editor.model.status import Status


class _Step(TypedDict):
    code: str
    state: str
    detail: str
    seconds: float


class _Leak(TypedDict):
    quote: str
    words: int
    context: str
    picture: NotRequired[str]


class _Sight(TypedDict):
    surface: str
    audience: str
    url: str
    checked: bool
    words: int
    teaser: bool | None
    leaks: Sequence[_Leak]
    why: str
    hash: NotRequired[str]
    at: NotRequired[str]
    elsewhere: NotRequired[bool]


class _Mailed(TypedDict):
    count: int
    failed: bool


class _Content(TypedDict):
    title: str
    excerpt: str
    access: str
    gate: str
    free_words: int


class _Receipt(TypedDict):
    draft_id: str
    site_id: str
    remote_id: str
    url: str
    revision: str
    status: str
    at: str
    sent: str
    paid_words: int
    steps: Sequence[_Step]
    sights: Sequence[_Sight]
    known: Sequence[str]
    mailed: NotRequired[_Mailed]
    was_public: NotRequired[bool]
    content: NotRequired[_Content]
    compared: NotRequired[Sequence[str]]
    due: NotRequired[str]


def dump(receipt: Receipt) -> dict[str, object]:
    """The receipt as JSON values."""
    kept = _Receipt(
        draft_id=str(receipt.draft_id),
        site_id=str(receipt.site_id),
        remote_id=receipt.remote_id,
        url=receipt.url,
        revision=receipt.revision,
        status=receipt.status.value,
        at=receipt.at.isoformat(),
        sent=receipt.sent,
        paid_words=receipt.paid_words,
        steps=[
            _Step(code=step.code, state=step.state.value, detail=step.detail, seconds=step.seconds)
            for step in receipt.steps
        ],
        sights=[_dump_sight(sight) for sight in receipt.sights],
        known=receipt.known,
    )
    if sent := receipt.mailed:
        kept["mailed"] = _Mailed(count=sent.count, failed=sent.failed)
    if receipt.was_public:
        kept["was_public"] = True
    if content := receipt.content:
        kept["content"] = _Content(
            title=content.title,
            excerpt=content.excerpt,
            access=content.access.value,
            gate=content.gate.value,
            free_words=content.free_words,
        )
    if receipt.compared:
        kept["compared"] = receipt.compared
    if receipt.due:
        kept["due"] = receipt.due.isoformat()
    return cast(dict[str, object], kept)


def load(kept: Mapping[str, object]) -> Receipt:
    """The receipt that `dump` was given."""
    values = cast(_Receipt, kept)
    return Receipt(
        draft_id=UUID(values["draft_id"]),
        site_id=UUID(values["site_id"]),
        remote_id=values["remote_id"],
        url=values["url"],
        revision=values["revision"],
        status=Status(values["status"]),
        at=datetime.fromisoformat(values["at"]),
        sent=values["sent"],
        paid_words=values["paid_words"],
        steps=tuple(
            Step(step["code"], StepState(step["state"]), step["detail"], step["seconds"])
            for step in values["steps"]
        ),
        sights=tuple(_load_sight(sight) for sight in values["sights"]),
        known=tuple(values["known"]),
        mailed=Mailed(**values["mailed"]) if "mailed" in values else None,
        was_public=values.get("was_public", False),
        content=_load_content(values["content"]) if "content" in values else None,
        compared=tuple(values.get("compared", ())),
        due=datetime.fromisoformat(values["due"]) if "due" in values else None,
    )


def _load_content(kept: _Content) -> Content:
    return Content(
        kept["title"],
        kept["excerpt"],
        Access(kept["access"]),
        Gate(kept["gate"]),
        kept["free_words"],
    )


def _dump_sight(sight: Sight) -> _Sight:
    kept = _Sight(
        surface=sight.surface.value,
        audience=sight.audience.value,
        url=sight.url,
        checked=sight.checked,
        words=sight.words,
        teaser=sight.teaser,
        leaks=[
            _Leak(quote=leak.quote, words=leak.words, context=leak.context, picture=leak.picture)
            for leak in sight.leaks
        ],
        why=sight.why,
        elsewhere=sight.elsewhere,
    )
    if sight.hash:
        kept["hash"] = sight.hash
    if sight.at:
        kept["at"] = sight.at.isoformat()
    return kept


def _load_sight(kept: _Sight) -> Sight:
    return Sight(
        Surface(kept["surface"]),
        Audience(kept["audience"]),
        kept["url"],
        kept["checked"],
        kept["words"],
        kept["teaser"],
        tuple(Leak(**leak) for leak in kept["leaks"]),
        kept["why"],
        kept.get("hash", ""),
        datetime.fromisoformat(kept["at"]) if "at" in kept else None,
        kept.get("elsewhere", False),
    )

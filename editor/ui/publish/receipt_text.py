"""A receipt in the window's words."""

from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.publication import Receipt, Step, StepState
from editor.model.status import Status
from editor.render.receipt import ReceiptPage, Voice, receipt_page
from editor.services.planning import Plan, zone_of
from editor.ui.publish.words import state_word, step_detail, step_name
from editor.ui.wording import (
    access_name,
    audience_name,
    day_and_time,
    gate_name,
    number,
    people,
    status_name,
    surface_name,
    tr,
    why_unseen,
)


def window_voice(zone: tzinfo | None = None) -> Voice:
    """How the window words a receipt: with the computer's time, or that of `zone` and UTC beside it."""

    def moment(at: datetime) -> str:
        if zone is None:
            return day_and_time(at)
        there, utc = day_and_time(at, zone), day_and_time(at, UTC)
        if at.astimezone(zone).date() == at.astimezone(UTC).date() and there != utc:
            utc = f"{at.astimezone(UTC):%H:%M} UTC"
        return there if there == utc else f"{there} ({utc})"

    def step(one: Step, status: Status) -> tuple[str, str]:
        return step_name(one.code, status=status), step_detail(one)

    backwards = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Voice(
        tr,
        _name,
        step,
        why_unseen,
        moment,
        number,
        people,
        language=tr("en"),  # a translation names its own language here
        direction="rtl" if backwards else "ltr",
    )


def _name(word: StrEnum) -> str:
    match word:
        case Status():
            return status_name(word)
        case StepState():
            return state_word(word)
        case Surface():
            return surface_name(word)
        case Audience():
            return audience_name(word)
        case Access():
            return access_name(word)
        case Gate():
            return gate_name(word)
        case _:
            return word.value


def page_of(plan: Plan, receipt: Receipt) -> ReceiptPage:
    """The whole receipt of `plan`'s article, in the time of its site."""
    voice = window_voice(zone_of(plan.site))
    return receipt_page(receipt, voice, plan.site.name, plan.draft.title)

"""The steps of publishing and what they change, as words in the user's language."""

from html import escape

from PySide6.QtCore import QLocale

from editor.model.audience import Gate
from editor.model.publication import Step, StepState
from editor.model.status import Status
from editor.model.wording import WORDING
from editor.ui.wording import Detail, gate_name, plural, status_name, tr, words

_SI = QLocale.DataSizeFormat.DataSizeSIFormat


def step_name(code: str, gated: bool = True, status: Status = Status.PUBLISHED) -> str:
    """A step of publishing that is to end in `status`, as the list of steps calls it."""
    if code == "read-back" and not gated:
        return tr("Read back and compared")
    made = {
        Status.SCHEDULED: tr("Scheduled"),
        Status.PRIVATE: tr("Shown to editors alone"),
        Status.PENDING: tr("Handed in for review"),
    }
    names = {
        "snapshot": tr("Snapshot taken"),
        "text": tr("Text sent before the images"),
        "pictures": tr("Images uploaded"),
        "draft": tr("Draft created and filled"),
        "read-back": tr("Gate read back"),
        "public": made.get(status, tr("Made public")),
        "look": tr("Looked at as a stranger"),
        "redirect": tr("Old address redirected"),
        "put-back": tr("The version before put back"),
        "retract": tr("Put back to draft"),
    }
    return names.get(code, code)


def state_word(state: StepState) -> str:
    """A step's state for those who do not see the icon."""
    return {
        StepState.PENDING: tr("not yet"),
        StepState.RUNNING: tr("under way"),
        StepState.DONE: tr("done"),
        StepState.FAILED: tr("failed"),
        StepState.SKIPPED: tr("not needed"),
    }[state]


def step_detail(step: Step) -> str:
    """A step's short fact in words: a number counts what the step works on, a code is an error's."""
    if step.detail in WORDING:
        return ""  # what failed is told in full beside the steps
    if step.detail == "cancelled":
        return tr("Cancelled")
    if step.state is StepState.SKIPPED:
        return tr("was public already") if step.code == "public" else ""
    if step.detail in [status.value for status in Status]:
        return status_name(Status(step.detail))
    if not step.detail.isdecimal():
        # an id that no one would read out is no fact for people
        return step.detail if step.state is StepState.DONE and len(step.detail) < 24 else ""
    count = int(step.detail)
    match step.code:
        case "snapshot":
            return words(count)
        case "pictures":
            return plural("{n} file", "{n} files", count)
        case "look":
            return plural("{n} leak found", "{n} leaks found", count) if count else tr("no leak")
        case _:
            return tr("post {number}").format(number=step.detail)


def leaked_text(count: int, pictures: int) -> str:
    """What got out: "39 words leaked", "1 picture leaked", or both."""
    shown = plural("{n} picture leaked", "{n} pictures leaked", pictures)
    if not count:
        return shown
    said = plural("{n} word leaked", "{n} words leaked", count)
    return f"{said}, {shown}" if pictures else said


def change_text(code: str, detail: Detail) -> str:
    """A row of what changes on the site, as rich text; values are escaped, the telling one is bold."""
    sentences = {
        "new-post": tr("New post at {slug}"),
        "post-moves": tr("The post moves from {old} to {slug}"),
        "post-updated": tr("Updates the post at {slug}"),
        "pictures-sent": tr("{count} uploaded, {size}"),
        "gate-set": tr("Gate: {gate}"),
        "gate-set-plans": tr("Gate: {gate}, open to {plans}"),
        "sticky-set": tr("Kept at the top of the front page"),
        "private-set": tr("Private: only the site’s editors see it"),
        "mailed": tr("Mailed to the site’s subscribers"),
        "mailed-free": tr("Mailed to free members"),
        "mailed-paid": tr("Mailed to paid members"),
        "share-message-set": tr("Shared with the words “{message}”"),
        "not-shared": tr("Not shared on the site’s social networks"),
        "terms-set": tr("Filed under {names}"),
        "excerpt-by-hand": tr("Excerpt by hand, so none is made from paid text"),
        "excerpt-standfirst": tr("The standfirst sent along as the excerpt"),
        "excerpt-made": tr("Excerpt made from the free text and sent along"),
        "held-until-read-back": tr("Held as a draft until the gate has been read back"),
    }
    values: dict[str, str] = {key: escape(str(value)) for key, value in detail.items()}
    for key in ("slug", "old"):
        if key in values:
            values[key] = f"<b>/{values[key]}</b>"
    if "bytes" in detail:
        values["size"] = QLocale().formattedDataSize(int(detail["bytes"]), 1, _SI)
        values["count"] = plural("{n} image", "{n} images", int(detail["count"]))
    if code == "gate-set":
        values["gate"] = gate_name(Gate(str(detail["gate"])))
        code = "gate-set-plans" if values.get("plans") else code
    return sentences.get(code, escape(code)).format(**values)

"""The steps of publishing, each with how far it has come."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from editor.model.publication import STEPS, Step, StepState
from editor.model.status import Status
from editor.ui.controls.widgets import Glyph, label, set_property
from editor.ui.publish.words import state_word, step_detail, step_name
from editor.ui.wording import tr

_LOOKS = {
    StepState.PENDING: ("circle", "text3"),
    StepState.RUNNING: ("circle-dashed", "focus"),
    StepState.DONE: ("check-circle-fill", "good"),
    StepState.FAILED: ("x-circle-fill", "bad"),
    StepState.SKIPPED: ("minus-circle", "text3"),
}
_AT_NEED = ("text", "redirect", "put-back", "retract")


class StepRow(QWidget):
    """One step: icon, name, seconds, a short fact; a thin bar while it is under way."""

    def __init__(self, code: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code, self.state = code, StepState.PENDING
        self._title = title
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        self._glyph = Glyph("circle", "text3")
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        line = QHBoxLayout()
        self._name = label(self._title)
        self._seconds = label("", "hint")
        line.addWidget(self._name, 1)
        line.addWidget(self._seconds)
        texts.addLayout(line)
        self._detail = label("", "small", wrap=True)
        texts.addWidget(self._detail)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._title)
        texts.addWidget(self._bar)
        row.addLayout(texts, 1)
        self.show_step(Step(code, StepState.PENDING))

    def show_step(self, step: Step) -> None:
        """Show how far the step has come."""
        self.state = step.state
        self._glyph.show_icon(*_LOOKS[step.state])
        running = step.state is StepState.RUNNING
        told = step.state in (StepState.DONE, StepState.FAILED, StepState.RUNNING)
        set_property(self._name, "role", "heading" if told else "third")
        detail = step_detail(step)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        seconds = tr("{seconds} s").format(seconds=f"{step.seconds:.1f}")
        timed = step.seconds and step.state is not StepState.SKIPPED
        self._seconds.setText(seconds if timed else "")
        self._bar.setVisible(running)
        self.setAccessibleName(f"{self._title}: {state_word(step.state)}. {detail}")


class StepsList(QWidget):
    """The steps in their order; those that few need are shown only once they are tried."""

    def __init__(
        self,
        *,
        gated: bool,
        status: Status = Status.PUBLISHED,
        parent: QWidget | None = None,
    ) -> None:
        """`status` is what the article is to become; of a draft nothing is shown or looked at."""
        super().__init__(parent)
        self.setAccessibleName(tr("Steps"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.rows: dict[str, StepRow] = {}
        for code in STEPS:
            row = StepRow(code, step_name(code, gated, status))
            self.rows[code] = row
            box.addWidget(row)
            more = status is not Status.DRAFT or code not in ("public", "look")
            row.setVisible(code not in _AT_NEED and more)

    def show_step(self, step: Step) -> None:
        """Show one step's news; a code that is not ours is no row of ours."""
        row = self.rows.get(step.code)
        if row is None:
            return
        row.show_step(step)
        if step.code in _AT_NEED:
            row.setVisible(step.state not in (StepState.PENDING, StepState.SKIPPED))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show every step of a receipt."""
        for step in steps:
            self.show_step(step)

    def state(self, code: str) -> StepState:
        """How far a step has come."""
        return self.rows[code].state

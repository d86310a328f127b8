"""The findings of the checks: what holds the article back, what does not, and where to go."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.model.finding import Finding, Severity
from editor.ui.controls.widgets import Button, Card, Glyph, Pill, label
from editor.ui.wording import said, severity_count, severity_icon, tr

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.NOTE: "neutral"}


class ChecksCard(QWidget):
    """The heading with its counts, and a row for each finding. Emits the place of the one to go to."""

    place_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(6)
        box.addLayout(self._head)
        self.card = Card()
        self.card.setAccessibleName(tr("Checks"))
        box.addWidget(self.card)
        box.addLayout(self._make_note())
        self._hint = label(tr("Errors hold the article back. Warnings and notes do not."), "hint")
        box.addWidget(self._hint)
        self.buttons: list[Button] = []
        self.first: Button | None = None
        self._leading: list[tuple[Finding, Button]] = []

    def _make_note(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._note_glyph = Glyph("circle-dashed", "text2", 14)
        self.note = label("", "small", wrap=True)
        row.addWidget(self._note_glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        self.show_note("", "")
        return row

    def show_note(self, text: str, icon_name: str) -> None:
        """Say something quietly below the findings; "" takes it away."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self._note_glyph.setVisible(bool(text))
        if text:
            tone = "warning" if icon_name.startswith("warning") else "text2"
            self._note_glyph.show_icon(icon_name, tone)
            event = QAccessibleEvent(self.note, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show `findings`, errors first."""
        self._show_head(findings)
        focused = next((one for one, button in self._leading if button.hasFocus()), None)
        self.card.clear()
        self.buttons, self.first, self._leading = [], None, []
        order = list(Severity)
        for finding in sorted(findings, key=lambda one: order.index(one.severity)):
            self.card.add(self._row(finding), margins=(14, 9, 14, 9))
        if not findings:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Glyph("check-circle-fill", "good"))
            row.addWidget(label(tr("Every check passed."), "heading"), 1)
            self.card.add(row)
        self._hint.setVisible(bool(findings))
        for finding, button in self._leading:
            if finding == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, findings: Sequence[Finding]) -> None:
        while self._head.count():
            item = self._head.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._head.addWidget(label(tr("Checks"), "heading"))
        self._head.addSpacing(4)
        for severity in Severity:
            count = sum(finding.severity is severity for finding in findings)
            if count:
                self._head.addWidget(Pill(severity_count(severity, count), _TONES[severity]))
        self._head.addStretch(1)

    def _row(self, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        name, role = severity_icon(finding.severity)
        row.addWidget(Glyph(name, role), 0, Qt.AlignmentFlag.AlignTop)
        what, then = said(finding.code, finding.detail)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        heading = label(what.rstrip("."), "heading", wrap=True)
        severity = severity_count(finding.severity, 1).split(" ", 1)[-1]
        heading.setAccessibleName(f"{severity}: {what} {then}")
        texts.addWidget(heading)
        if then:
            texts.addWidget(label(then, "small", wrap=True))
        row.addLayout(texts, 1)
        if finding.place:
            button = Button(tr("Go to"), "link")
            button.setAccessibleName(tr("Go to: {what}").format(what=what))
            button.clicked.connect(lambda _=False, at=finding.place: self.place_chosen.emit(at))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
            self._leading.append((finding, button))
            if finding.severity is not Severity.NOTE:
                self.first = self.first or button
        return row

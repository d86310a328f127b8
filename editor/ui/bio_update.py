"""Sending an author's bio to their sites: old and new first, then what came of it, site by site."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.services.accounts import BioChange
from editor.ui.controls import Badge, Card, CheckBox, Glyph, label, set_property
from editor.ui.wording import said, tr


class BioRow(Card):
    """One site: the bio it shows now and the one it would show, with a box to tick."""

    ticked = Signal()

    def __init__(self, change: BioChange) -> None:
        super().__init__()
        self.change = change
        self.setAccessibleName(change.site.name)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.box = CheckBox(change.site.name)
        self.box.setAccessibleName(tr("Update {site}").format(site=change.site.name))
        self.box.setChecked(self.sendable)
        self.box.setEnabled(self.sendable)
        self.box.toggled.connect(lambda _: self.ticked.emit())
        head.addWidget(self.box)
        head.addWidget(Badge(change.site.badge))
        who = tr("{user} (user {id})").format(user=change.user_name, id=change.user_id)
        head.addWidget(label(who if change.user_name else "", "second"), 1)
        self._glyph = Glyph("check-bold", "good", 14)
        self.state = label("", "second")
        head.addWidget(self._glyph)
        head.addWidget(self.state)
        self.add(head, margins=(16, 8, 16, 8))
        if change.error:
            self._say("x-circle-fill", "bad", tr("Not reached"))
            self.add(self._padded(label(" ".join(said(change.error, {})), "second", wrap=True)))
            return
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for title, text in (
            (tr("On the site now"), change.old.strip() or tr("Nothing")),
            (tr("Will be"), change.new.strip() or tr("Nothing")),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label(title, "field"))
            role = "" if title == tr("Will be") else "second"
            column.addWidget(label(text, role, wrap=True))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.add(columns, margins=(16, 10, 16, 12))
        if self.sendable:
            self._say("", "", "")
        else:
            self._say("check-bold", "good", tr("Already the same"))

    @property
    def sendable(self) -> bool:
        """Whether there is anything to send."""
        return not self.change.error and self.change.old.strip() != self.change.new.strip()

    @property
    def wanted(self) -> bool:
        """Whether it is to be sent."""
        return self.sendable and self.box.isChecked() and self.box.isEnabled()

    def show_sending(self) -> None:
        """It is on its way."""
        self.box.setEnabled(False)
        self._say("circle-dashed", "second", tr("Sending…"))

    def show_sent(self, now: str) -> None:
        """What the site has now; it may have kept something else than was sent."""
        if now.strip() == self.change.new.strip():
            self._say("check-bold", "good", tr("Updated"))
        else:
            self._say("warning-fill", "warning", tr("The site changed it"))
            self.state.setToolTip(now)

    def show_problem(self, text: str) -> None:
        """It was not taken."""
        self._say("x-circle-fill", "bad", tr("Not updated"))
        self.state.setToolTip(text)
        self.state.setAccessibleDescription(text)
        self.add(self._padded(label(text, "bad", wrap=True)))
        self.box.setEnabled(True)

    def _say(self, glyph: str, role: str, text: str) -> None:
        self._glyph.setVisible(bool(glyph))
        if glyph:
            self._glyph.show_icon(glyph, "text2" if role == "second" else role)
        set_property(self.state, "role", role)
        self.state.setText(text)

    @staticmethod
    def _padded(widget: QWidget) -> QWidget:
        widget.setContentsMargins(16, 8, 16, 10)
        return widget


class BioUpdate(QWidget):
    """The rows of all sites that know the author."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(28, 20, 28, 20)
        self._box.setSpacing(12)
        self._box.addWidget(label(tr("Bio of {name} on your sites").format(name=name), "heading"))
        self._note = label(tr("Asking the sites…"), "second", wrap=True)
        self._box.addWidget(self._note)
        self._box.addStretch(1)
        self.rows: list[BioRow] = []

    def show_changes(self, changes: Sequence[BioChange]) -> None:
        """Show what would change; nothing is sent yet."""
        if changes:
            self._note.setText(tr("Nothing is sent before you press the button below."))
        else:
            self._note.setText(
                tr(
                    "No site knows this author yet. Choose who they are there under “On your sites”."
                )
            )
        for change in changes:
            row = BioRow(change)
            row.ticked.connect(self.changed)
            self.rows.append(row)
            self._box.insertWidget(self._box.count() - 1, row)
        self.changed.emit()

    def show_problem(self, text: str) -> None:
        """The sites could not be asked."""
        self._note.setText(text)
        self._note.setAlignment(Qt.AlignmentFlag.AlignLeading)

    @property
    def wanted(self) -> tuple[BioRow, ...]:
        """The rows that are to be sent."""
        return tuple(row for row in self.rows if row.wanted)

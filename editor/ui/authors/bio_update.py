"""Sending an author's bio to their sites: old and new first, then what came of it, site by site."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.model.author import AuthorProfile
from editor.services.accounts import Accounts, BioChange
from editor.ui.controls.widgets import Badge, Button, Card, CheckBox, Glyph, label, set_property
from editor.ui.tasks import Job, Tasks
from editor.ui.wording import failure, plural, tr, why_unseen


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
            self.add(self._padded(label(why_unseen(change.error), "second", wrap=True)))
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
    """The rows of all sites that know the author, and the buttons that go with them.

    `load` asks the sites, `send` sends what is ticked.
    """

    back_chosen = Signal()

    def __init__(self, accounts: Accounts, tasks: Tasks, profile: AuthorProfile) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._accounts, self._tasks, self._profile = accounts, tasks, profile
        self.sending = 0
        self.rows: list[BioRow] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(28, 20, 28, 20)
        self._box.setSpacing(12)
        title = tr("Bio of {name} on your sites").format(name=profile.name)
        self._box.addWidget(label(title, "heading"))
        self._note = label(tr("Asking the sites…"), "second", wrap=True)
        self._box.addWidget(self._note)
        self._box.addStretch(1)
        self.back = Button(tr("Back"))
        self.back.clicked.connect(self.back_chosen)
        self.send_button = Button("", "primary")
        self.send_button.clicked.connect(self.send)
        self._show_buttons()

    @property
    def wanted(self) -> tuple[BioRow, ...]:
        """The rows that are to be sent."""
        return tuple(row for row in self.rows if row.wanted)

    def load(self) -> None:
        """Ask the sites for the bios they show now; nothing is sent."""
        accounts, profile = self._accounts, self._profile

        def work(job: Job[tuple[BioChange, ...]]) -> tuple[BioChange, ...]:
            return accounts.bios_on_sites(profile)

        def failed(error: Exception) -> None:
            self._note.setText(" ".join(failure(error)))

        self._tasks.run(work, self, self._show_changes, failed)

    def send(self) -> None:
        """Send what is ticked, each site by itself."""
        for row in self.wanted:
            self._send(row)
        self._show_buttons()

    def _show_changes(self, changes: Sequence[BioChange]) -> None:
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
            row.ticked.connect(self._show_buttons)
            self.rows.append(row)
            self._box.insertWidget(self._box.count() - 1, row)
        self._show_buttons()

    def _show_buttons(self) -> None:
        count = len(self.wanted)
        text = plural("Update {n} site", "Update {n} sites", count)
        self.send_button.setText(text if count else tr("Nothing to send"))
        self.send_button.setEnabled(bool(count) and not self.sending)
        self.back.setEnabled(not self.sending)

    def _end_one(self) -> None:
        self.sending -= 1
        self._show_buttons()
        if not self.sending:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self, row: BioRow) -> None:
        accounts, change = self._accounts, row.change
        row.show_sending()
        self.sending += 1

        def work(job: Job[str]) -> str:
            return accounts.update_bio(change)

        def done(now: str) -> None:
            row.show_sent(now)
            self._end_one()

        def failed(error: Exception) -> None:
            row.show_problem(" ".join(failure(error)))
            self._end_one()

        self._tasks.run(work, row, done, failed)

"""What waits for the site of a plan, since when, and the way out of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from editor.model.queued import Queued
from editor.ui.controls.widgets import Button, Card, Glyph, label
from editor.ui.wording import due_time, said, tr


class WaitingCard(Card):
    """Says that an earlier publication waits, or why it was not sent; it can be withdrawn."""

    withdraw_chosen = Signal()

    def __init__(self, queued: Queued) -> None:
        super().__init__()
        box = QHBoxLayout()
        box.setSpacing(12)
        glyph = ("warning-fill", "warning") if queued.held else ("clock", "text2")
        box.addWidget(Glyph(*glyph), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        since = due_time(queued.since)
        if queued.held:
            what = tr("What was to go since {when} was not sent").format(when=since)
            text = " ".join(said(queued.held, queued.detail))
        else:
            what = tr("It waits for the site since {when}").format(when=since)
            text = tr("Publishing again takes its place.")
        texts.addWidget(label(what, "heading", wrap=True))
        texts.addWidget(label(text, "second", wrap=True))
        self.withdraw = Button(tr("Withdraw it"), compact=True)
        self.withdraw.clicked.connect(self.withdraw_chosen)
        texts.addSpacing(4)
        texts.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeading)
        box.addLayout(texts, 1)
        self.add(box, margins=(14, 12, 14, 12))
        self.setAccessibleName(f"{what}. {text}")

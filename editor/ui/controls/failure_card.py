"""What happened, what is safe, what to do: the card that every failure is told on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from editor.ui.controls.widgets import Card, Glyph, label


class FailureCard(Card):
    """What happened, what is safe, and what to do next."""

    def __init__(self, what: str, safe: str, then: str) -> None:
        super().__init__()
        self.setProperty("tone", "bad")
        self.setAccessibleName(f"{what} {safe} {then}")
        box = QHBoxLayout()
        box.setSpacing(12)
        box.addWidget(Glyph("x-circle-fill", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(label(what, "heading", wrap=True))
        for text in (safe, then):
            if text:
                texts.addWidget(label(text, "second", wrap=True))
        box.addLayout(texts, 1)
        self.add(box, margins=(14, 12, 14, 14))

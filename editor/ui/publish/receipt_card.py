"""The receipt of a publication: its facts, and for a sealed folder how subscribers get in."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.publication import Receipt
from editor.ui.controls.hidden import Hidden
from editor.ui.controls.widgets import Button, label
from editor.ui.publish.receipt_text import receipt_lines
from editor.ui.wording import shortened, tr


class Elided(QLabel):
    """One line of text whose middle is left out where there is no room; the whole is its tool tip."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)
        if role:
            self.setProperty("role", role)
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setText(text)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # the stub wants QResizeEvent, which it is
        # of an address, a path and a revision the end tells more than the middle
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, self.width()))


class Fact(QWidget):
    """A label and its value in one line."""

    def __init__(self, name: str, value: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(0)
        title = label(name, "second")
        title.setFixedWidth(92)
        row.addWidget(title)
        row.addWidget(value, 1)


class ReceiptCard(QWidget):
    """The facts of a receipt, short enough to read, and a button that copies all of it."""

    copy_chosen = Signal()

    def __init__(
        self,
        receipt: Receipt,
        *,
        due: datetime | None = None,
        folder: str = "",
        passphrase: Callable[[], str] | None = None,
    ) -> None:
        """`folder` is the path of a folder site; `passphrase` reads the one that opens its gate."""
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 24, 0)
        box.setSpacing(0)
        box.addWidget(label(tr("Receipt"), "heading"))
        box.addSpacing(4)
        for name, value in receipt_lines(receipt, due):
            shown = shortened(receipt.sent) if value.startswith("sha256 ") else value
            fact = Elided(_without_scheme(shown))
            fact.setToolTip(value)
            fact.setAccessibleName(f"{name}: {value}")
            box.addWidget(Fact(name, fact))
        if folder:
            box.addWidget(Fact(tr("Folder"), Elided(folder)))
        if passphrase is not None:
            self.passphrase = Hidden(tr("passphrase"), passphrase)
            box.addWidget(Fact(tr("Passphrase"), self.passphrase))
            box.addWidget(label(tr("Subscribers open the article with it."), "hint", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        self.copy = Button(tr("Copy receipt"), "", "copy", compact=True)
        self.copy.clicked.connect(self.copy_chosen)
        row.addWidget(self.copy)
        row.addStretch(1)
        box.addLayout(row)


def _without_scheme(address: str) -> str:
    if address.startswith("file:"):
        return QUrl(address).toLocalFile()
    return address.removeprefix("https://").removeprefix("http://")

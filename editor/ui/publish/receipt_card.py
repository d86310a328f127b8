"""The receipt of a publication: its facts, and for a sealed folder how subscribers get in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.publication import Receipt
from editor.render.receipt import receipt_facts
from editor.ui.controls.hidden import Hidden
from editor.ui.controls.widgets import Button, label
from editor.ui.publish.receipt_text import window_voice
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
    """The facts of a receipt, short enough to read, and buttons that copy or export all of it."""

    copy_chosen = Signal()
    export_chosen = Signal()
    earlier_wanted = Signal(object)

    def __init__(
        self,
        receipt: Receipt,
        *,
        folder: str = "",
        passphrase: Callable[[], str] | None = None,
        others: bool = False,
    ) -> None:
        """`folder` is the path of a folder site; `passphrase` reads the one that opens its gate.

        `others` says that the article has more receipts than this one.
        """
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 24, 0)
        box.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(label(tr("Receipt"), "heading"), 1)
        self.earlier = Button(tr("Earlier…"), "link")
        self.earlier.clicked.connect(lambda: self.earlier_wanted.emit(self.earlier))
        head.addWidget(self.earlier)
        if not others:
            self.earlier.hide()
        box.addLayout(head)
        box.addSpacing(4)
        for name, value in receipt_facts(receipt, window_voice()):
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
        row.setSpacing(8)
        self.copy = Button(tr("Copy receipt"), "", "copy", compact=True)
        self.copy.clicked.connect(self.copy_chosen)
        row.addWidget(self.copy)
        self.export = Button(tr("Export…"), compact=True)
        self.export.clicked.connect(self.export_chosen)
        row.addWidget(self.export)
        row.addStretch(1)
        box.addLayout(row)


def _without_scheme(address: str) -> str:
    if address.startswith("file:"):
        return QUrl(address).toLocalFile()
    return address.removeprefix("https://").removeprefix("http://")

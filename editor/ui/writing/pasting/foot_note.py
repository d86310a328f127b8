"""A line below the text: what became of a paste, and how far a long one is."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from editor.ui.banner import Banner
from editor.ui.controls.focus_order import take_place


class FootNote(Banner):
    """A banner at the foot, where it moves no line of the text."""

    def __init__(self, above: QWidget) -> None:
        """It takes its place below `above`, in the same column."""
        super().__init__()
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.hide()
        around = above.parentWidget()
        column = around.layout() if around is not None else None
        assert column is not None
        column.addWidget(self)
        take_place(self)

    def say(
        self,
        text: str,
        tone: str = "note",
        buttons: tuple[tuple[str, Callable[[], object]], ...] = (),
        *,
        sticky: bool = False,
    ) -> None:
        self._bar.hide()
        super().say(text, tone, buttons, sticky=sticky)
        take_place(self)
        event = QAccessibleEvent(self.words, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    def show_share(self, text: str, share: int) -> None:
        """Say how far what goes on is, in percent; the buttons stay."""
        self.words.setText(text)
        self._bar.setValue(share)
        self._bar.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(0, 0, self.width(), 2)

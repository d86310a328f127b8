"""The words in the status bar: how many, of the goal, or of the selection; a click tells more."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent

from editor.ui.controls.appearance import color
from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Button
from editor.ui.wording import number, tr, words

LINE = 2


class LengthButton(Button):
    """Shows the way to the goal as a line of two pixels, and a tick once it is reached."""

    def __init__(self) -> None:
        super().__init__("", "status")
        self.setIconSize(QSize(18, 14))
        self._words = 0
        self._goal: int | None = None
        self._selected: int | None = None

    def show_nothing(self, text: str) -> None:
        """No article is open."""
        self._words, self._goal, self._selected = 0, None, None
        self._say(text)
        self.setEnabled(False)

    def show_words(self, count: int) -> None:
        """So long is the article."""
        self._words = count
        self._refresh()

    def show_goal(self, goal: int | None) -> None:
        """So long it is to become."""
        if goal != self._goal:
            self._goal = goal
            self._refresh()

    def show_selected(self, count: int | None) -> None:
        """So many of its words are selected; None where nothing is."""
        if count != self._selected:
            self._selected = count
            self._refresh()

    @property
    def reached(self) -> bool:
        """Whether there is a goal, and as many words."""
        return self._goal is not None and self._words >= self._goal

    def _refresh(self) -> None:
        self.setEnabled(True)
        self.setToolTip(tr("Length and word goal"))
        if self._selected is not None and self._words:
            self._say(
                tr("{n} of {all} words selected").format(
                    n=number(self._selected), all=number(self._words)
                )
            )
        elif self._goal is not None:
            self._say(
                tr("{n} / {goal} words").format(n=number(self._words), goal=number(self._goal))
            )
        else:
            self._say(words(self._words))

    def _say(self, text: str) -> None:
        tick = self.reached and self._selected is None
        self.setIcon(icon("check-circle-fill", "good") if tick else QIcon())
        self.setText(text)
        self.setAccessibleDescription(tr("Goal reached") if tick else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._goal is None or self._selected is not None:
            return
        line = self.rect().adjusted(4, self.height() - LINE, -4, 0)
        if self.property("keyfocus"):
            line = line.adjusted(2, -2 - LINE, -2, -2 - LINE)  # within the ring
        part = round(line.width() * min(1.0, self._words / self._goal))
        done = QRect(line.topLeft(), QSize(part, LINE))
        if self.isRightToLeft():
            done.moveRight(line.right())
        painter = QPainter(self)
        painter.fillRect(line, color("line"))
        painter.fillRect(done, color("good" if self.reached else "accent"))
        painter.end()

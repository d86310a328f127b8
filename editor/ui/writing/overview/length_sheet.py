"""How long the article is, its teaser and what is selected; and how long it is to become."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, Card, Rule, label
from editor.ui.wording import number, plural

if TYPE_CHECKING:
    from editor.services.measuring import Length, Lengths

_NUMBER = QRegularExpression("[0-9٠-٩۰-۹]{0,6}")


class LengthSheet(Sheet):
    """`goal_chosen` tells a new goal as the sheet closes, 0 for none."""

    goal_chosen = Signal(int)

    def __init__(self, window: QWidget, goal: int | None, *, writable: bool) -> None:
        super().__init__(window, self.tr("Length"), QSize(560, 376), close_button=True)
        self._words, self._was = 0, goal or 0
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        self._cells: dict[str, tuple[QLabel, ...]] = {}
        card = Card()
        card.add(self._table(), margins=(16, 12, 16, 12))
        column.addWidget(card)
        column.addLayout(self._goal_row(goal, writable))
        column.addStretch(1)
        body = QWidget()
        body.setLayout(column)
        self.set_body(body)
        self.foot.addStretch(1)
        done = Button(self.tr("Done"), "primary")
        done.clicked.connect(self.reject)
        self.foot.addWidget(done)
        self.set_default(done)

    def show_lengths(self, lengths: "Lengths", selection: "Length | None") -> None:
        """Fill the table in."""
        self._words = lengths.whole.words
        for name, made in (
            ("teaser", lengths.teaser), ("whole", lengths.whole), ("selection", selection),
        ):  # fmt: skip
            texts = ("–",) * 4
            if made is not None:
                texts = (
                    number(made.words),
                    number(made.characters),
                    number(made.letters),
                    plural("{n} min", "{n} min", made.minutes),
                )
            for cell, text in zip(self._cells[name], texts, strict=True):
                cell.setText(text)
        self._say()

    def finish(self) -> None:
        if self._number() != self._was:
            self._was = self._number()
            self.goal_chosen.emit(self._was)
        super().finish()

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        heads = (
            self.tr("Words"),
            self.tr("Characters"),
            self.tr("Without spaces"),
            self.tr("Reading time"),
        )
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        for at, head in enumerate(heads, 1):
            grid.addWidget(label(head, "field"), 0, at, end)
            grid.setColumnStretch(at, 1)
        grid.addWidget(Rule(), 1, 0, 1, len(heads) + 1)
        for row, (name, title) in enumerate(
            (
                ("teaser", self.tr("Teaser")),
                ("whole", self.tr("Whole")),
                ("selection", self.tr("Selection")),
            ),
            2,
        ):
            grid.addWidget(label(title, "medium"), row, 0)
            cells = tuple(label("") for _ in heads)
            for at, cell in enumerate(cells, 1):
                cell.setAccessibleDescription(f"{title}, {heads[at - 1]}")
                grid.addWidget(cell, row, at, end)
            self._cells[name] = cells
        return grid

    def _goal_row(self, goal: int | None, writable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = label(self.tr("Word goal"), "medium")
        self.goal = QLineEdit(str(goal or ""))
        self.goal.setAccessibleName(self.tr("Word goal"))
        self.goal.setPlaceholderText(self.tr("None"))
        self.goal.setValidator(QRegularExpressionValidator(_NUMBER, self.goal))
        self.goal.setFixedWidth(104)
        self.goal.setEnabled(writable)
        self.goal.textChanged.connect(self._say)
        name.setBuddy(self.goal)
        self.way = label("", "second")
        row.addWidget(name)
        row.addWidget(self.goal)
        row.addWidget(self.way)
        row.addStretch(1)
        return row

    def _number(self) -> int:
        return int(self.goal.text() or 0)

    def _say(self) -> None:
        goal = self._number()
        left = goal - self._words
        if not goal:
            self.way.setText(self.tr("It stays with the article and is not published."))
        elif left > 0:
            self.way.setText(plural("{n} word to go", "{n} words to go", left))
        else:
            self.way.setText(self.tr("Reached"))

"""Questions in a small sheet: which text to keep, whether to delete."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.draft import Draft
from editor.services.drafting import FileQuestion, Keep
from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, Card, label
from editor.ui.wording import words

EXCERPT = 240


class QuestionSheet(Sheet):
    """Asks one thing; Esc and the first button leave everything as it is."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        yes: str,
        then: Callable[[], None],
        no: str = "",
    ) -> None:
        super().__init__(window, title, QSize(480, 220))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(label(text, wrap=True))
        column.addStretch(1)
        self.stay = Button(no or self.tr("Cancel"))
        self.stay.clicked.connect(self.reject)
        self.go = Button(yes, "danger")
        self.go.clicked.connect(lambda: self._agree(then))
        self.foot.addStretch(1)
        self.foot.addWidget(self.stay)
        self.foot.addWidget(self.go)

    def _agree(self, then: Callable[[], None]) -> None:
        self.finish()
        then()


class KeepSheet(Sheet):
    """A file was changed by another program: shows both texts and asks which one stays."""

    def __init__(
        self, window: QWidget, question: FileQuestion, then: Callable[[Keep], None]
    ) -> None:
        super().__init__(window, self.tr("Which text do you keep?"), QSize(760, 460))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        said = self.tr(
            "{file} was changed by another program since it was last saved here. "
            "Both texts are still there until you choose."
        )
        column.addWidget(label(said.format(file=question.path.name), wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(
            self._side(self.tr("Here, in Standfirst"), question.ours, question.theirs), 1
        )
        sides.addWidget(self._side(self.tr("In the file"), question.theirs, question.ours), 1)
        column.addLayout(sides)
        column.addStretch(1)
        later = Button(self.tr("Decide later"), "flat")
        later.clicked.connect(self.reject)
        theirs = Button(self.tr("Keep the file’s text"))
        theirs.clicked.connect(lambda: self._choose(Keep.THEIRS, then))
        ours = Button(self.tr("Keep the text here"))
        ours.clicked.connect(lambda: self._choose(Keep.OURS, then))
        self.foot.addWidget(later)
        self.foot.addStretch(1)
        self.foot.addWidget(theirs)
        self.foot.addWidget(ours)

    def _choose(self, keep: Keep, then: Callable[[Keep], None]) -> None:
        self.finish()
        then(keep)

    def _side(self, name: str, draft: Draft, other: Draft) -> QWidget:
        card = Card()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label(name, "field"))
        column.addWidget(label(draft.title or self.tr("Untitled"), "heading", wrap=True))
        column.addWidget(label(words(len(draft.body.split())), "small"))
        excerpt: QLabel = label(_first_difference(draft.body, other.body), "second", wrap=True)
        column.addWidget(excerpt)
        card.add(column)
        return card


def _first_difference(body: str, other: str) -> str:
    """The lines from the first that differs on, shortened."""
    mine, theirs = body.split("\n"), other.split("\n")
    same = 0
    while same < min(len(mine), len(theirs)) and mine[same] == theirs[same]:
        same += 1
    text = " ".join(" ".join(mine[same:]).split())
    return text[:EXCERPT] + "…" if len(text) > EXCERPT else text or "—"

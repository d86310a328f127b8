"""What the writer wants to know of the whole article: its outline, what is unfinished, its length."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor

from editor.ui.tasks import Job
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.open_article import COUNT_MS

if TYPE_CHECKING:
    from editor.services.measuring import Length
    from editor.services.outlining import Entry


class OverviewDesk(QObject):
    """Opens the outline and the length, and counts what is selected a moment after it is."""

    def __init__(self, window: WindowFrame) -> None:
        super().__init__(window)
        self._window = window
        self._drafting = window.services.drafting
        self._text = window.editor.text
        self._counting: Job[Length] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(COUNT_MS)
        self._later.timeout.connect(self._count)
        self._text.selectionChanged.connect(self._on_selected)
        window.article.opened.connect(self._on_opened)
        window.article.changed.connect(self._on_changed)
        window.status.length_wanted.connect(self.open_length)
        window.status.unfinished_wanted.connect(lambda: self.open_outline(unfinished=True))
        window.on("outline", self.open_outline)
        window.on("length", self.open_length)

    # the outline

    def open_outline(self, *, unfinished: bool = False) -> None:
        """List the headings, with the one the caret is below chosen, or the first unfinished mark."""
        draft = self._window.article.draft
        if draft is None or self._window.sheet():
            return
        from editor.services.outlining import outline
        from editor.ui.writing.overview.outline_sheet import OutlineSheet

        sheet = OutlineSheet(self._window, self._window.editor.first_line(), unfinished=unfinished)
        sheet.chosen.connect(self._go)
        sheet.open(sheet.field)
        self._window.tasks.run(
            lambda _job: outline(self._drafting.read(draft), draft), sheet, sheet.show_entries
        )

    def _go(self, entry: "Entry") -> None:
        from editor.services.outlining import Kind

        if entry.kind is Kind.CUT:
            self._window.go_to("cut")
        elif entry.field:
            self._window.go_to(entry.field)
        else:
            self._window.go_to(f"line:{entry.line + 1}")
            self._select(entry)

    def _select(self, entry: "Entry") -> None:
        """Select a mark, to be typed over."""
        from editor.ui.writing.utf16 import utf16

        block = self._text.document().findBlockByNumber(entry.line)
        start = block.position() + utf16(block.text()[: entry.start])
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(start)
        cursor.setPosition(start + entry.length, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)

    # the length

    def open_length(self) -> None:
        """Tell the length of teaser, whole and selection, and ask for a goal."""
        draft = self._window.article.draft
        if draft is None or self._window.sheet():
            return
        from editor.services.measuring import lengths, selection_length
        from editor.ui.writing.overview.length_sheet import LengthSheet

        selected = self._selected()
        sheet = LengthSheet(self._window, draft.goal, writable=not self._window.article.trashed)
        sheet.goal_chosen.connect(lambda goal: self._window.article.edit("goal", goal or None))
        sheet.open(sheet.goal)
        self._window.tasks.run(
            lambda _job: (
                lengths(self._drafting.read(draft)),
                selection_length(selected) if selected else None,
            ),
            sheet,
            lambda made: sheet.show_lengths(*made),
        )

    def _on_opened(self) -> None:
        draft = self._window.article.draft
        if draft is not None:
            self._window.status.words.show_goal(draft.goal)
            self._window.status.words.show_selected(None)

    def _on_changed(self, field: str) -> None:
        if field == "goal" and (draft := self._window.article.draft) is not None:
            self._window.status.words.show_goal(draft.goal)

    # the selection

    def _selected(self) -> str:
        return self._text.textCursor().selectedText().replace("\u2029", "\n")

    def _on_selected(self) -> None:
        if self._text.textCursor().hasSelection():
            if not self._later.isActive():
                self._later.start()
            return
        self._later.stop()
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self._window.status.words.show_selected(None)

    def _count(self) -> None:
        from editor.services.measuring import selection_length

        selected = self._selected()
        if not selected or self._window.article.draft is None:
            return
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._window.tasks.run(
            lambda _job: selection_length(selected), self, self._on_counted
        )

    def _on_counted(self, made: "Length") -> None:
        self._counting = None
        if self._text.textCursor().hasSelection():
            self._window.status.words.show_selected(made.words)

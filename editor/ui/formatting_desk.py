"""The formatting commands: what each of them does to the text that is being written."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QTextCursor

from editor.system.settings import TYPOGRAPHY
from editor.ui.actions import TABLE
from editor.ui.window_frame import WindowFrame

Command = Callable[[QTextCursor], QTextCursor | None]


class FormattingDesk(QObject):
    """Connects the formatting actions with the text; what they need is loaded when one is first used."""

    def __init__(self, window: WindowFrame) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._text = window.editor.text
        self._came_from: QTextCursor | None = None
        for name, do in self._commands():
            window.on(name, do)
        for name in TABLE:
            if name != "-":
                window.on(name, partial(self._change_table, name))
        window.actions_.in_table = self._in_table
        window.article.opened.connect(self._set_typography)

    def _commands(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return (
            ("bold", lambda: self._mark("**")),
            ("italic", lambda: self._mark("*")),
            ("strike", lambda: self._mark("~~")),
            ("highlight", lambda: self._mark("==")),
            ("code", lambda: self._mark("`")),
            ("link", self._link),
            ("heading2", lambda: self._heading(2)),
            ("heading3", lambda: self._heading(3)),
            ("quote", lambda: self._quote("> ")),
            ("pull-quote", lambda: self._quote(">> ")),
            ("list", lambda: self._list(numbered=False)),
            ("numbered", lambda: self._list(numbered=True)),
            ("code-block", self._code_block),
            ("footnote", self._footnote),
            ("go-note", self._go_note),
            ("table", self._pick_table),
        )

    def _do(self, command: Command) -> bool:
        done = self._text.change(command)
        self._editor.focus_text()
        return done

    def _mark(self, mark: str) -> None:
        from editor.ui.writing.formatting.inline_marks import toggle_mark

        self._do(lambda cursor: toggle_mark(cursor, mark))

    def _link(self) -> None:
        from editor.ui.writing.formatting.markdown_commands import address_in, link

        address = address_in(QGuiApplication.clipboard().text())
        self._do(lambda cursor: link(cursor, address))

    def _heading(self, level: int) -> None:
        from editor.ui.writing.formatting.line_marks import toggle_heading

        self._do(lambda cursor: toggle_heading(cursor, level))

    def _quote(self, mark: str) -> None:
        from editor.ui.writing.formatting.line_marks import toggle_quote

        self._do(lambda cursor: toggle_quote(cursor, mark))

    def _list(self, *, numbered: bool) -> None:
        from editor.ui.writing.formatting.line_marks import toggle_list

        self._do(lambda cursor: toggle_list(cursor, numbered=numbered))

    def _code_block(self) -> None:
        from editor.ui.writing.formatting.line_marks import toggle_fence

        self._do(toggle_fence)

    # footnotes

    def _footnote(self) -> None:
        """A new one; where the caret is at one already, the way to its text, or back to its call."""
        from editor.ui.writing.formatting.footnotes import footnote

        if not self._go_note():
            self._came_from = self._text.textCursor()
            self._do(lambda cursor: footnote(cursor, self._text.body()))

    def _go_note(self) -> bool:
        from editor.ui.writing.formatting.footnotes import counterpart

        before = self._text.textCursor()
        if before.hasSelection() or not self._do(lambda at: counterpart(at, self._came_from)):
            return False
        self._came_from = before
        self._editor.reveal(self._text.cursorRect())
        return True

    # tables

    def _pick_table(self) -> None:
        """Ask how large, in a grid below the caret."""
        from editor.ui.writing.formatting.table_picker import TablePicker

        if self._text.isReadOnly():
            return
        self._editor.focus_text()
        picker = TablePicker(self._text)
        picker.chosen.connect(self._insert_table)
        picker.open_at(self._text.cursorRect())

    def _insert_table(self, rows: int, columns: int) -> None:
        from editor.ui.writing.formatting.table_keys import insert_table

        self._do(lambda cursor: insert_table(cursor, rows, columns))

    def _change_table(self, name: str) -> None:
        from editor.ui.writing.formatting import table_keys as table

        commands: dict[str, Command] = {
            "row-above": partial(table.change_rows, what="above"),
            "row-below": partial(table.change_rows, what="below"),
            "delete-row": partial(table.change_rows, what="delete"),
            "column-before": partial(table.change_columns, what="before"),
            "column-after": partial(table.change_columns, what="after"),
            "delete-column": partial(table.change_columns, what="delete"),
            "align-left": partial(table.align_column, align="left"),
            "align-center": partial(table.align_column, align="center"),
            "align-right": partial(table.align_column, align="right"),
            "delete-table": table.delete_table,
        }
        self._do(commands[name])

    def _in_table(self) -> bool:
        from editor.ui.writing.formatting.table_keys import table_at

        return not self._text.isReadOnly() and table_at(self._text.textCursor()) is not None

    # typography

    def choose_typography(self, on: bool) -> None:
        """Whether quotes and dashes are set as one types."""
        self._window.keep(TYPOGRAPHY, on)
        self._set_typography()

    def _set_typography(self) -> None:
        draft = self._window.article.draft
        on = draft is not None and self._window.services.settings.get(TYPOGRAPHY)
        self._text.set_typography(draft.language if draft is not None and on else "")

"""The field that the article's text is written in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QMargins,
    QMimeData,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from editor.model import cut
from editor.ui.controls.appearance import color
from editor.ui.writing.article_text import ArticleText, body_of, replace_lines
from editor.ui.writing.caret import CaretField
from editor.ui.writing.formatting.edits import one_step
from editor.ui.writing.typed_line import TypedLine

if TYPE_CHECKING:
    from editor.ui.writing.formatting.table_keys import TableCare

MEASURE = 552
SIDE_LEAST = 48
# the keys that typography is asked about
SIGNS = "\"'-.;:!?"


class TextEdit(CaretField):
    """Plain Markdown in a column of 552 px, with at most one cut, which behaves as one thing."""

    edited = Signal()
    handed_in = Signal(QMimeData)
    wheel_turned = Signal(QWheelEvent)
    left = Signal()
    head_wanted = Signal()
    long_step_began = Signal(bool)  # whether it is undone, or done again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setAccessibleName(self.tr("Article text"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(False)
        # it paints its own ground: then nothing behind it is painted at each key
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._article: ArticleText | None = None
        self.dim: Callable[[], None] | None = None  # paints over what is painted, in focus mode
        self._marker: QTextCursor | None = None
        self._last = 0
        self._settling = False
        self._language, self._signs = "", ""
        self._set_at = (0, 0)
        self._begun: QTextCursor | None = None  # where Enter began a line, until its first space
        self._tables: TableCare | None = None
        self._typed = TypedLine(self)
        self._held = self._closed = self._new = False

    # the article

    @property
    def article(self) -> ArticleText | None:
        """The text that is being written."""
        return self._article

    def show_article(self, article: ArticleText, body: str) -> None:
        """Attach another article's text, which says `body`, with its own undo history."""
        if self._article is article:
            return
        if self._article is not None:
            self._article.document.contentsChange.disconnect(self._on_contents_change)
            self._article.leave()
        self._article = article
        self._new = True
        self._held = self._settling = False
        super().setReadOnly(self._closed)
        with QSignalBlocker(article.document):  # its highlighter would be asked for each line
            self.setDocument(article.document)
        self.setCursorWidth(0)  # which Qt keeps with each document
        article.measure()
        found = cut.find(body)
        self._remember(found[0] if found else None)
        self._last = self.textCursor().position()
        article.document.contentsChange.connect(self._on_contents_change)
        if (work := article.under_way) is not None:
            self.hold()
            work.finished.connect(lambda: self._on_long_done(article, changed=False))

    def _on_long_done(self, article: ArticleText, *, changed: bool) -> None:
        if self._article is article and self._held:
            self.let_go(changed=changed, cuts_in=range(0))

    def body(self) -> str:
        """The whole text, LF between lines."""
        return body_of(self.document()) if self._article is None else self._article.body()

    def apply_body(self, wanted: str) -> None:
        """Change the text to `wanted` in one undo step, keeping what both share."""
        cursor = QTextCursor(self.document())
        self._settling = True
        cursor.beginEditBlock()
        replace_lines(cursor, self.body(), wanted)
        cursor.endEditBlock()
        self._settling = False
        self._find_marker()
        self.edited.emit()

    def undo(self) -> None:
        """Take back the last change of the words."""
        before = self.body() if self._turns() else ""
        self._undo_once()
        if self._turns() and self.document().isUndoAvailable() and self.body() == before:
            self._undo_once()

    def redo(self) -> None:
        """Make again what was taken back last, with the lines turned as they were then."""
        if self._article is not None and self._walks(self._article, back=False):
            return
        super().redo()
        self._redo_turns()

    def _redo_turns(self) -> None:
        """Do again the step that only turns lines, where the next one does."""
        if not self._turns() or not self.document().isRedoAvailable():
            return
        if self._article is not None and self._article.history.long_step(back=False) is not None:
            return
        after = self.body()
        super().redo()
        if self.body() != after:
            super().undo()

    def _undo_once(self) -> None:
        if self._article is None or not self._walks(self._article, back=True):
            super().undo()

    def _turns(self) -> bool:
        article = self._article
        return article is not None and article.directions.in_history and article.under_way is None

    def _walks(self, article: ArticleText, *, back: bool) -> bool:
        """Undo or do again by slices where the next step is a long one; whether it is."""
        place = article.history.long_step(back=back)
        if place is None:
            return False
        self.hold()
        walk = article.walk(self.textCursor(), place, returns=True)

        def arrive() -> None:
            if self._article is article and self._held:
                self.setTextCursor(walk.end)
                if not back:
                    self._redo_turns()
                    article.history.arrive()
                self._on_long_done(article, changed=True)
                self.ensureCursorVisible()

        walk.finished.connect(arrive)
        walk.go_on()
        if article.under_way is walk:
            self.long_step_began.emit(back)
        return True

    # the cut

    def cut_block(self) -> int | None:
        """The block number of the cut."""
        if self._marker is None or not cut.is_marker(self._marker.block().text()):
            return None
        return self._marker.blockNumber()

    def know_cut(self, lines: tuple[int, ...]) -> None:
        """The whole text was read: a fence that begins or ends elsewhere may have made or unmade the cut."""
        if self.cut_block() != (lines[0] if lines else None):
            self._find_marker()

    def place_cut(self, line: int) -> None:
        """Put the cut before the top-level block that begins at or after `line`; one undo step."""
        body = self.body()
        wanted = cut.place(body, line)
        if wanted == body or self.isReadOnly():
            return
        cursor = QTextCursor(self.document())
        self._settling = True
        cursor.beginEditBlock()
        bare = cut.remove(body)
        replace_lines(cursor, body, bare)
        replace_lines(QTextCursor(self.document()), bare, wanted)
        cursor.endEditBlock()
        self._settling = False
        self._find_marker()
        self.edited.emit()

    def remove_cut(self) -> None:
        """Take the cut away; one undo step."""
        if self.cut_block() is not None and not self.isReadOnly():
            self.apply_body(cut.remove(self.body()))

    def cut_at_caret(self) -> None:
        """Put the cut before the block the caret begins, else after the block it stands in."""
        cursor = self.textCursor()
        line = cursor.blockNumber()
        inside = cursor.block().text()[: cursor.positionInBlock()].strip()
        self.place_cut(line + 1 if inside else line)

    def step_cut(self, *, down: bool) -> None:
        """Move the cut past one block."""
        at = self.cut_block()
        if at is None:
            return
        starts = cut.boundaries(self.body())
        if down:
            beyond = [start for start in starts if start > at][1:2]
        else:
            beyond = [start for start in starts if start < at][-1:]
        if beyond:
            self.place_cut(beyond[0])

    def _remember(self, line: int | None) -> None:
        self._marker = None
        if line is not None and line < self.document().blockCount():
            self._marker = QTextCursor(self.document())
            # within its line: so it stays when text is inserted at the line's beginning. Within an edit
            # Qt does not ask where that is on the screen, which would have all text above laid out.
            self._marker.beginEditBlock()
            self._marker.setPosition(self.document().findBlockByNumber(line).position() + 1)
            self._marker.endEditBlock()

    def _find_marker(self) -> None:
        found = cut.find(self.body())
        self._remember(found[0] if found else None)

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if self._settling or not (removed or added):
            return
        if self._marker is not None and self.cut_block() is None:
            self._find_marker()
        newest = self._touched_marker(position, added)
        if newest is not None and newest != self.cut_block():
            # the document may not be written to while it tells of a change
            QTimer.singleShot(0, self, lambda: self._settle_cuts(newest))
        self.edited.emit()

    def _touched_marker(self, position: int, added: int) -> int | None:
        """The last cut among the blocks that were just written."""
        block = self.document().findBlock(position)
        found = None
        while block.isValid() and block.position() <= position + added:
            if "<!--" in block.text() and cut.is_marker(block.text()):
                found = block.blockNumber()
            block = block.next()
        return found

    def _settle_cuts(self, newest: int) -> None:
        """Never two: the newest stays. Undo and redo bring back what was, which had one."""
        lines = cut.find(self.body())
        if newest not in lines:
            return
        self._remember(newest)
        if len(lines) > 1 and not self.document().isRedoAvailable():
            self._settling = True
            cursor = QTextCursor(self.document())
            cursor.joinPreviousEditBlock()
            for line in reversed(lines):
                if line != newest:
                    self._delete_line(line)
            cursor.endEditBlock()
            self._settling = False
            self._find_marker()
        self.edited.emit()

    def _delete_line(self, line: int) -> None:
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if not cursor.block().previous().text().strip():
            cursor.deletePreviousChar()

    def _on_caret_moved(self) -> None:
        """The caret passes the cut; it never stands inside its line."""
        super()._on_caret_moved()
        cursor = self.textCursor()
        at, last = cursor.position(), self._last
        self._last = at
        block = cursor.block()
        if self._marker is None or block != self._marker.block():
            return
        line = self.cut_block()
        if line is None or cursor.hasSelection() or self._settling:
            return
        onward = block.next() if last < block.position() else block.previous()
        if not onward.isValid():
            onward = block.previous() if block.previous().isValid() else block.next()
        if onward.isValid():
            cursor.setPosition(
                onward.position()
                if onward.blockNumber() > line
                else onward.position() + onward.length() - 1
            )
            self.setTextCursor(cursor)

    # commands, undo and redo

    def change(self, do: Callable[[QTextCursor], QTextCursor | None]) -> bool:
        """Let a command change the text, as one undo step that brings back what was selected before it.

        `do` gives the new cursor, or None where it has nothing to do; whether it had.
        """
        if self.isReadOnly() or self._article is None:
            return False
        cursor, document = self.textCursor(), self.document()
        before = (cursor.anchor(), cursor.position())
        began = self._article.history.begin()
        document.setModified(False)  # what was typed before stays a step of its own
        with one_step(self.textCursor()):
            done = do(cursor)
        if done is None:
            return False
        self.setTextCursor(done)
        document.setModified(False)
        if document.availableUndoSteps() != began:
            self._article.history.keep(began, before, (done.anchor(), done.position()))
        self.ensureCursorVisible()
        return True

    def undo_step(self) -> None:
        """Take the last step back, and select what its command had found selected."""
        if self._article is not None and not self.isReadOnly():
            self._show_selection(self._article.history.undo(self.undo))

    def redo_step(self) -> None:
        """Do again what was taken back last."""
        if self._article is not None and not self.isReadOnly():
            self._show_selection(self._article.history.redo(self.redo))

    def _show_selection(self, cursor: QTextCursor | None) -> None:
        if cursor is not None:
            self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_typography(self, language: str) -> None:
        """Set quotes and dashes as `language` does while they are typed; "" leaves them as they are."""
        self._language = language
        self._signs = SIGNS if language else ""

    def _on_sign(self, sign: str) -> None:
        from editor.ui.writing.formatting.typesetting import set_sign

        if not self.isReadOnly() and set_sign(self.textCursor(), sign, self._language):
            self._set_at = (self.document().revision(), self.textCursor().position())

    def _take_sign_back(self, event: QKeyEvent) -> bool:
        """Backspace right after a sign was set leaves it as it was typed."""
        here = (self.document().revision(), self.textCursor().position())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() != Qt.Key.Key_Backspace or not plain or here != self._set_at:
            return False
        self._set_at = (0, 0)
        self.undo_step()
        return True

    def _look_at_tables(self) -> None:
        """The caret may have left a table that was written in."""
        if self._tables is None:
            block = self.textCursor().block()
            begins = self.document().characterAt(block.position())
            if begins not in "|> \t" or "|" not in block.text():
                return
            from editor.ui.writing.formatting.table_keys import TableCare

            self._tables = TableCare()
        if self._tables.look(self.textCursor()):
            self.change(self._tables.align)
            self._tables.look(self.textCursor())

    # keys, paste and drop

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (text := event.text()) and text.isprintable():
            if text in " zyZY" and self._parts_or_undoes(event):
                return
            super().keyPressEvent(event)  # most keys by far
            if self.dim is None:
                self._typed.took_key()
            if text in self._signs:
                self._on_sign(text)
            return
        if not self._parts_or_undoes(event) and not self._take_sign_back(event):
            from editor.ui.writing.formatting.text_keys import commands_of

            if self.isReadOnly() or not any(self.change(do) for do in commands_of(event)):
                self._press(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._begun = self.textCursor()
                self._begun.setKeepPositionOnInsert(True)
        self._look_at_tables()

    def _parts_or_undoes(self, event: QKeyEvent) -> bool:
        """Undo and redo, which not every platform gives as keys without a letter; a space begins a step."""
        if event.text() == " ":
            if self._begun is not None and self._repeats_mark(self._begun):
                return True
            self.document().setModified(False)  # what was typed is undone word by word
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
            return True
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_step()
            return True
        return False

    def _repeats_mark(self, begun: QTextCursor) -> bool:
        """A mark typed where Enter had written the same one goes again; whether it was one."""
        from editor.ui.writing.formatting import list_keys

        self._begun = None
        return self.change(lambda cursor: list_keys.drop_repeated(cursor, begun))

    def _press(self, event: QKeyEvent) -> None:
        """A key that writes no letter, and that no list or table knows."""
        from editor.ui.writing.formatting import text_keys

        cursor = self.textCursor()
        if event.key() == Qt.Key.Key_Up and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            if not cursor.hasSelection() and self.textCursor() == cursor:
                self.head_wanted.emit()
            return
        if self._deletes_cut(event, cursor):
            self.remove_cut()
            return
        lines = self.document().blockCount()
        super().keyPressEvent(event)
        if self.document().blockCount() < lines and text_keys.deletes_lines(event):
            text_keys.after_lines_went(self.textCursor())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        text = event.commitString()
        if text and text in self._signs:
            self._on_sign(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._look_at_tables()

    def _deletes_cut(self, event: QKeyEvent, cursor: QTextCursor) -> bool:
        """Backspace right below the cut and Delete right above it take it away whole."""
        line = self.cut_block()
        if line is None or cursor.hasSelection():
            return False
        if event.matches(QKeySequence.StandardKey.Delete):
            return cursor.atBlockEnd() and cursor.blockNumber() == line - 1
        back = event.key() == Qt.Key.Key_Backspace
        return back and cursor.atBlockStart() and cursor.blockNumber() == line + 1

    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt would also give its look, which is no part of the text, and turn no-break spaces to spaces
        text = self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        made = QMimeData()
        made.setText(text)
        made.setData("text/markdown", text.encode())
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.handed_in.emit(source)

    # long text that goes in by slices

    def setReadOnly(self, closed: bool) -> None:
        self._closed = closed
        super().setReadOnly(closed or self._held)

    def hold(self) -> None:
        """Take no keys, and tell of no change, while long text goes in."""
        self._held = self._settling = True
        super().setReadOnly(True)
        if self._article is not None:
            self._article.directions.hold()

    def let_go(self, *, changed: bool, cuts_in: range | None = None) -> None:
        """It is in: take keys again. What `changed` is told of once; `cuts_in` are lines with new cuts."""
        self._held = self._settling = False
        super().setReadOnly(self._closed)
        if self._article is not None:
            self._article.directions.go_on()
        newest = None
        if cuts_in is not None:  # to look for them in a text of megabytes takes a while
            self._find_marker()
            lines = cut.find(self.body())
            newest = next((line for line in reversed(lines) if line in cuts_in), None)
        if changed and newest is not None:
            self._settle_cuts(newest)
        elif changed:
            self.edited.emit()

    # geometry

    def side(self, width: int) -> int:
        """The blank at each side of the column in a field as wide as that."""
        wide = round(MEASURE * self._scale())
        return max(SIDE_LEAST, (width - wide) // 2)

    def _scale(self) -> float:
        setting = self._article.setting if self._article is not None else None
        return 1.0 if setting is None else max(1.0, setting.letters / 18)

    def lay(self, rect: QRect) -> None:
        """Lie in `rect`, the column in its middle."""
        side = self.side(rect.width())
        margins = QMargins(side, 0, side, 0)
        if (
            self.viewportMargins() != margins
        ):  # to set them lays all out again, and this is each scroll
            self.setViewportMargins(margins)
        self.setGeometry(rect)

    def block_rect(self, number: int) -> QRect:
        """Where a block stands, in this widget's coordinates."""
        block = self.document().findBlockByNumber(number)
        rect = self.document().documentLayout().blockBoundingRect(block).toRect()
        rect.translate(self.viewport().pos() - QPoint(0, self.verticalScrollBar().value()))
        return rect

    def all_selected(self) -> bool:
        """Whether the selection is the whole text: whoever makes it wants to stay where they are."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or cursor.selectionStart():
            return False
        return cursor.selectionEnd() == self.document().characterCount() - 1

    def last_in_view(self) -> int:
        """The number of the last block that is in view."""
        below = QPoint(0, self.viewport().height())
        return self.cursorForPosition(below).blockNumber()

    def last_written(self) -> int:
        """The number of the last block that is not empty."""
        block = self.document().lastBlock()
        while block.previous().isValid() and not block.text().strip():
            block = block.previous()
        return block.blockNumber()

    def changeEvent(self, event: QEvent) -> None:
        """A document has its own font: Qt would give it the window's, and lay out all of it again."""
        if event.type() != QEvent.Type.FontChange:
            super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.updatesEnabled():
            return  # asked for before: where the caret is by now would have all above it laid out
        event = self._typed.first(event)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color("surf"))
        painter.end()
        super().paintEvent(event)
        if self._new and self._article is not None:
            self._new = False
            self._article.highlighter.seen()
        if self.dim is not None:
            self.dim()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

"""The field that the article's text is written in."""

from PySide6.QtCore import (
    QBuffer,
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
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from editor.model import cut
from editor.ui.controls.appearance import color
from editor.ui.writing import markdown_commands as commands
from editor.ui.writing.article_text import ArticleText, body_of, replace_lines
from editor.ui.writing.caret import CaretField

MEASURE = 552
SIDE_LEAST = 48
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff")


class TextEdit(CaretField):
    """Plain Markdown in a column of 552 px, with at most one cut, which behaves as one thing."""

    edited = Signal()
    picture_offered = Signal(bytes, str)
    wheel_turned = Signal(QWheelEvent)
    left = Signal()
    head_wanted = Signal()

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
        self._marker: QTextCursor | None = None
        self._last = 0
        self._settling = False
        self.cursorPositionChanged.connect(self._on_cursor_moved)

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
        self._article = article
        with QSignalBlocker(article.document):  # its highlighter would be asked for each line
            self.setDocument(article.document)
        found = cut.find(body)
        self._remember(found[0] if found else None)
        self._last = self.textCursor().position()
        article.document.contentsChange.connect(self._on_contents_change)

    def body(self) -> str:
        """The whole text, LF between lines."""
        return body_of(self.document())

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

    # the cut

    def cut_block(self) -> int | None:
        """The block number of the cut."""
        if self._marker is None or not cut.is_marker(self._marker.block().text()):
            return None
        return self._marker.blockNumber()

    def place_cut(self, line: int) -> None:
        """Put the cut before the top-level block that begins at or after `line`; one undo step."""
        body = self.body()
        wanted = cut.place(body, line)
        if wanted == body:
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
        if self.cut_block() is not None:
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
        if line is not None:
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

    def _on_cursor_moved(self) -> None:
        """The caret passes the cut; it never stands inside its line."""
        cursor = self.textCursor()
        at, last = cursor.position(), self._last
        self._last = at
        line = self.cut_block()
        if line is None or cursor.blockNumber() != line or cursor.hasSelection() or self._settling:
            return
        block = cursor.block()
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

    # keys, paste and drop

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (text := event.text()) and text.isprintable():
            super().keyPressEvent(event)  # most keys by far
            return
        cursor = self.textCursor()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and plain:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            deeper = key == Qt.Key.Key_Tab and not shifted
            if not commands.indent_lines(cursor, deeper=deeper) and deeper:
                cursor.insertText("    ")
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            # Qt's own takes the second Enter as the end of a style and makes no line of it, and its
            # line separator, with Shift, would not survive in a file
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shifted or not commands.continue_list(cursor):
                cursor.insertText("\n")
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
            return
        if key == Qt.Key.Key_Up and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            if not cursor.hasSelection() and self.textCursor() == cursor:
                self.head_wanted.emit()
            return
        if self._deletes_cut(event, cursor):
            self.remove_cut()
            return
        super().keyPressEvent(event)

    def _deletes_cut(self, event: QKeyEvent, cursor: QTextCursor) -> bool:
        """Backspace right below the cut and Delete right above it take it away whole."""
        line = self.cut_block()
        if line is None or cursor.hasSelection():
            return False
        if event.matches(QKeySequence.StandardKey.Delete):
            return cursor.atBlockEnd() and cursor.blockNumber() == line - 1
        back = event.key() == Qt.Key.Key_Backspace
        return back and cursor.atBlockStart() and cursor.blockNumber() == line + 1

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return (
            source.hasImage()
            or bool(_picture_files(source))
            or super().canInsertFromMimeData(source)
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = _picture_files(source)
        if files:
            for path in files:
                self._offer_file(path)
        elif source.hasImage() and not source.hasText():
            self.picture_offered.emit(_png(source.imageData()), self.tr("pasted") + ".png")
        elif source.hasText():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n")
            self.textCursor().insertText(text.replace("\u2028", "\n").replace("\u2029", "\n"))
            self.ensureCursorVisible()

    def _offer_file(self, path: str) -> None:
        from pathlib import Path

        try:
            data = Path(path).read_bytes()
        except OSError:
            data = b""  # the service says that it is no picture
        self.picture_offered.emit(data, Path(path).name)

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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color("surf"))
        painter.end()
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _picture_files(source: QMimeData) -> list[str]:
    if not source.hasUrls():
        return []
    paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.lower().endswith(PICTURE_SUFFIXES)]


def _png(image: object) -> bytes:
    picture = image if isinstance(image, QImage) else QImage()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes a string
    return bytes(buffer.data().data())

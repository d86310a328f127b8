"""Where one is in an article, and how the editor comes back there."""

from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from editor.ui.writing.editor_pane import EditorPane

# laying out 1,000 words takes 2 ms: what is nearer to the top is shown at once
NEAR = 60_000
STEP_BLOCKS = 40
IN_VIEW = 100
BELOW = 4_000  # blocks that are laid out too: all of 100,000 words
SLICE_MS = 8
PAINT_MS = 30
_TAKEN = (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)  # fmt: skip

_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)  # and nothing yet


class Whereabouts(NamedTuple):
    """`caret` and `anchor` in UTF-16 units; `top` and `offset` as `EditorPane.top_line` has them."""

    caret: int
    anchor: int
    top: int
    offset: int


def whereabouts(editor: EditorPane) -> Whereabouts:
    """Where the caret and the view are now."""
    cursor = editor.text.textCursor()
    return Whereabouts(cursor.position(), cursor.anchor(), *editor.top_line())


class Return(QObject):
    """Brings the editor back to a place.

    Where that is far down, what stands above is laid out in slices first, so that the window is not
    held up. Whoever presses a key before is brought there at once. `stays`: the caret is there already,
    and the view shows until then what it showed before.
    """

    def __init__(self, editor: EditorPane, place: Whereabouts, *, stays: bool = False) -> None:
        super().__init__(editor)
        self._editor, self._stays = editor, stays
        self.place = place
        self._document = editor.text.document()
        self.pending = True
        self._frozen = False
        self._laid = 0
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._on_slice)
        if self._last().position() < NEAR:
            self._arrive()
        else:
            self._hold_styles_back(True)
            for part in self._watched():
                part.installEventFilter(self)
            self._slices.start(0 if stays else PAINT_MS)
            self._frozen = stays
            editor.freeze(stays)

    def _last(self) -> QTextBlock:
        """The lower of the line first in view and the caret's."""
        end = self._document.characterCount() - 1
        caret = self._document.findBlock(min(self.place.caret, end))
        top = self._document.findBlockByNumber(self.place.top)
        below = top.isValid() and top.position() > caret.position()
        return top if below or self._stays else caret

    def _on_slice(self) -> None:
        self._slices.setInterval(0)
        if self._is_over():
            return
        spent = QElapsedTimer()
        spent.start()
        end = self._last().blockNumber() + BELOW
        if self._laid >= end:
            self._arrive()
        while self._laid < end and spent.elapsed() < SLICE_MS:
            self._laid = min(self._laid + STEP_BLOCKS, end)
            self._lay_out(self._laid)
            if self._laid == end:
                self._slices.setInterval(PAINT_MS)  # Qt tells how tall it is in a turn of its own

    def _lay_out(self, number: int) -> None:
        """Lay out all up to a block. Qt lays out the rest itself, but stops at the first change."""
        last = self._document.blockCount() - 1
        block = self._document.findBlockByNumber(min(number, last))
        self._document.documentLayout().blockBoundingRect(block)

    def _watched(self) -> list[QObject]:
        """What keys go to, and what blinks: where Qt's caret is, all above would be laid out at once."""
        text = self._editor.text
        controls = [one for one in text.children() if one.inherits("QWidgetTextControl")]
        return [text, text.viewport(), *controls]

    def _is_over(self) -> bool:
        """Whether another article is open by now."""
        if self._editor.text.document() is self._document:
            return False
        self.end()
        return True

    def _arrive(self) -> None:
        caret, anchor, top, offset = self.place
        if self._frozen:
            self._frozen = False
            self._editor.freeze(False)
        if not self._stays:
            end = self._document.characterCount() - 1
            cursor = QTextCursor(self._document)
            cursor.setPosition(min(anchor, end))
            cursor.setPosition(min(caret, end), QTextCursor.MoveMode.KeepAnchor)
            self._editor.text.setTextCursor(cursor)
        self._editor.hold_line(top, offset)
        self.end()

    def _hold_styles_back(self, held: bool) -> None:
        article = self._editor.text.article
        if article is not None and article.document is self._document:
            article.highlighter.hold_back(held)

    def end(self) -> None:
        """Bring the editor there no more."""
        self.pending = False
        if self._frozen:
            self._frozen = False
            self._editor.freeze(False)
        self._hold_styles_back(False)
        self._slices.stop()
        for part in self._watched():
            part.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Timer:
            return not watched.isWidgetType()
        held = isinstance(event, QKeyEvent) and event.key() in _HELD
        if event.type() in _TAKEN and not held and not self._is_over():
            self._lay_out(self._last().blockNumber() + IN_VIEW)
            self._arrive()
        return False

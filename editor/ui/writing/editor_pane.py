"""The middle of the window: the head above the text, one scroll bar for both, and the cut over it."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from editor.model import cut
from editor.model.audience import Access
from editor.ui.controls.appearance import Tokens, color, tokens
from editor.ui.writing.article_text import ArticleText
from editor.ui.writing.cut_overlay import HEIGHT, CutLine, NoCutPill, Rail
from editor.ui.writing.text_edit import TextEdit
from editor.ui.writing.title_fields import HeadFields

TAIL = 120
RAIL_GAP = 22
CARET_ROOM = 54


class EditorPane(QWidget):
    """Scrolls the head away first, then the text; keeps the cut, its rail and its warning in place."""

    # the line one is at, and the line of the cut, from 1; 0 where there is none
    place_changed = Signal(int, int)
    # notches that the wheel was turned with Ctrl held
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(480)
        # made in the order that Tab goes through them
        self.head = HeadFields(self)
        self.text = TextEdit(self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.setSingleStep(27)
        self.cut_line = CutLine(self.text)
        self.rail = Rail(self.text)
        self.no_cut = NoCutPill(self)
        self._access = Access.EVERYONE
        self._counts = (0, 0)
        self._arranging = False
        self._target: int | None = None
        self.typewriter = False
        self._turned = 0
        self._hold: tuple[QTextCursor, int] | None = None
        self._frozen = False
        self._shape: tuple[int, int | None, bool] = (0, None, False)
        self._place: tuple[int, int] = (0, 0)
        self._look: Tokens | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(0)
        self._resized.timeout.connect(self._on_grown)
        self._placed = QTimer(self)  # a key is drawn first
        self._placed.setSingleShot(True)
        self._placed.setInterval(0)
        self._placed.timeout.connect(lambda: self._say_place(self.first_line()))
        self._connect()
        self._colour()

    def _connect(self) -> None:
        self.bar.valueChanged.connect(self._on_bar_moved)
        self.text.verticalScrollBar().valueChanged.connect(self._on_text_scrolled)
        self.text.verticalScrollBar().rangeChanged.connect(self._on_text_scrolled)
        self.text.cursorPositionChanged.connect(self._on_caret_moved)
        self.text.edited.connect(self._on_edited)
        for part in (self.text, self.head.title, self.head.subtitle):
            part.wheel_turned.connect(self._on_wheel)
        self.head.text_wanted.connect(self.focus_text)
        self.head.installEventFilter(self)
        self.cut_line.dragged.connect(self._on_cut_dragged)
        self.cut_line.dropped.connect(self._on_cut_dropped)
        self.cut_line.stepped.connect(self._on_cut_stepped)
        self.cut_line.removal_wanted.connect(self._on_cut_removed)
        self.cut_line.left.connect(self.focus_text)
        self.cut_line.entered.connect(self._on_cut_entered)
        self.text.head_wanted.connect(self._on_head_wanted)
        for field in (self.head.title, self.head.subtitle):
            field.cursorPositionChanged.connect(self._show_head)
            field.entered.connect(self._show_head)

    def show_article(self, article: ArticleText, body: str) -> None:
        """Show another article's text, which says `body`, from its top; one that is shown stays as it is."""
        before = self.text.article
        if before is article:
            self.arrange()
            return
        if before is not None:
            sized = before.document.documentLayout().documentSizeChanged
            sized.disconnect(self._on_document_sized)
        self._place, self._hold = (0, 0), None
        self.text.show_article(article, body)
        article.document.documentLayout().documentSizeChanged.connect(self._on_document_sized)
        self.bar.setValue(0)
        self.arrange()

    def show_counts(self, access: Access, free: int, total: int) -> None:
        """Say on the cut how much is free, and show the rail beside what is not."""
        self._access, self._counts = access, (free, total)
        self.cut_line.show_counts(access, free, total)
        self.no_cut.show_access(access)
        self._lay_overlays()

    def focus_text(self) -> None:
        """Put the caret into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_line(self, line: int) -> None:
        """Show a line of the body, 0-based, with the caret in it."""
        cursor = self.text.textCursor()
        block = self.text.document().findBlockByNumber(line)
        if block.isValid():
            cursor.setPosition(block.position())
            self.text.setTextCursor(cursor)
            self.reveal(self.text.block_rect(line))
        self.focus_text()

    def go_to_cut(self) -> bool:
        """Show the cut and give it the focus; False where there is none."""
        line = self.text.cut_block()
        if line is None:
            return False
        self.reveal(self.text.block_rect(line))
        self.cut_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def reveal(self, rect: QRect) -> None:
        """Scroll until `rect`, in the text's coordinates, is in view, a third down."""
        top = self.text.y() + rect.top()
        if top < 40 or top + rect.height() > self.height() - 80:
            self.bar.setValue(self.bar.value() + top - self.height() // 3)

    def top_line(self) -> tuple[int, int]:
        """The line first in view and its pixels below the view's top, which are none or less.

        While the head is in view: 0, and how many of its pixels are scrolled away.
        """
        if self._hold is not None:
            return self._hold[0].blockNumber(), self._hold[1]
        if self.head.y() + self.head.height() > 0:
            return 0, self.bar.value()
        line = self.text.cursorForPosition(QPoint(0, 0)).blockNumber()
        return line, min(-1, self.text.y() + self.text.block_rect(line).top())

    def hold_line(self, line: int, offset: int) -> None:
        """Bring a line to where `top_line` had it, and keep it there until something is scrolled.

        What stands above it may still grow as it is styled.
        """
        block = self.text.document().findBlockByNumber(line)
        article = self.text.article
        if block.isValid() and article is not None:
            self._hold = QTextCursor(block), offset
            article.highlighter.style_from(line)
            self.arrange()

    def freeze(self, frozen: bool) -> None:
        """Stay on the screen as it is while the text is laid out anew, and ask nothing of it meanwhile."""
        self._frozen = frozen
        self._hold = None
        self.setUpdatesEnabled(not frozen)
        if frozen:
            self.text.verticalScrollBar().setValue(0)  # or all down to there is laid out at once
            self.text.lay(self.text.geometry())  # in the width that its letters want

    def _held_value(self, tall: int) -> int:
        """The scroll value that keeps the line where it is held."""
        if self._hold is None:
            return self.bar.value()
        cursor, offset = self._hold
        if offset >= 0:
            return offset
        layout = self.text.document().documentLayout()
        return tall + round(layout.blockBoundingRect(cursor.block()).top()) - offset

    def first_line(self) -> int:
        """The line of the body where the caret is, 0-based."""
        return self.text.textCursor().blockNumber()

    # scrolling

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def _head_height(self) -> int:
        width = self.head.width()
        layout = self.head.layout()
        return (
            max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            if layout
            else 0
        )

    def _body_height(self) -> int:
        """How tall the text is, as far as it is laid out: asking Qt for all of it takes a second."""
        inner = self.text.verticalScrollBar()
        if inner.maximum() > 0:
            return inner.maximum() + inner.pageStep()
        return round(self.text.document().size().height())

    def _text_end(self) -> int:
        """Where the last line ends, or somewhere below the view while it is far away."""
        inner = self.text.verticalScrollBar()
        if inner.maximum() - inner.value() > TAIL:
            return self.text.height() + 2 * TAIL
        return self.text.block_rect(self.text.last_written()).bottom()

    def arrange(self) -> None:
        """Lay head, text and bar out for the present scroll value."""
        if self._arranging or self._frozen or self.width() < 50:
            return
        self._arranging = True
        side = self.text.side(self.width())
        self.head.resize(self.width() - 2 * side, self.head.height())
        tall = self._head_height()
        body = self._body_height()
        view = self.height()
        blank = self._tail()
        self.bar.setRange(0, max(0, tall + body + blank - view))
        self.bar.setPageStep(view)
        self.bar.setVisible(self.bar.maximum() > 0)
        self.bar.setValue(self._held_value(tall))
        value = self.bar.value()
        offset = min(value, tall)
        tail = min(blank, max(0, value + view - tall - body)) if self.bar.maximum() else 0
        self.head.setGeometry(side, -offset, self.width() - 2 * side, tall)
        top = tall - offset
        self.text.lay(QRect(0, top, self.width(), max(40, view - top - tail)))
        self.text.verticalScrollBar().setValue(value - offset)
        self.bar.setGeometry(self.width() - 12, 0, 12, view)
        self.bar.raise_()
        self._arranging = False
        self._lay_overlays()

    def _on_bar_moved(self) -> None:
        if not self._arranging:
            self._hold = None
        self.arrange()

    def _on_text_scrolled(self) -> None:
        """The text scrolled by itself, to follow its caret: the head takes its share first."""
        if self._arranging or self._frozen:
            return
        if self._hold is not None:
            self.arrange()
            return
        offset = -self.head.y()
        wanted = offset + self.text.verticalScrollBar().value()
        if wanted != self.bar.value():
            self._arranging = True
            self.bar.setMaximum(max(self.bar.maximum(), wanted))
            self._arranging = False
            self.bar.setValue(wanted)
        self.arrange()

    def _on_edited(self) -> None:
        """A key within a line moves nothing; where the text grows by a line its layout says so."""
        document = self.text.document()
        shape = (document.blockCount(), self.text.cut_block(), document.characterCount() > 1)
        if shape != self._shape:
            self._shape = shape
            self.arrange()

    def _on_document_sized(self) -> None:
        self._resized.start()

    def _on_grown(self) -> None:
        self.arrange()
        if self.typewriter and self.text.hasFocus() and self._hold is None:
            self._keep_in_view(self.text.cursorRect())

    def _on_wheel(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()
            notches = int(self._turned / 120)
            self._turned -= notches * 120
            self.zoom_wanted.emit(notches)
            return
        QApplication.sendEvent(self.bar, event)

    def _on_caret_moved(self) -> None:
        if self.text.hasFocus() and not self.text.all_selected():
            self._keep_in_view(self.text.cursorRect())
        self._placed.start()

    def set_typewriter(self, on: bool) -> None:
        """Whether the caret's line stays in the middle while one writes."""
        self.typewriter = on
        self.arrange()
        self._on_caret_moved()

    def _tail(self) -> int:
        """The blank below the text; half the view where the last line shall stand in its middle."""
        return max(TAIL, self.height() // 2) if self.typewriter else TAIL

    def _keep_in_view(self, caret: QRect) -> None:
        if self.typewriter and not QApplication.mouseButtons():
            middle = self.text.y() + caret.center().y()
            self.bar.setValue(self.bar.value() + middle - self.height() // 2)
            return
        below = self.text.y() + caret.bottom() + CARET_ROOM - self.height()
        if below > 0:
            self.bar.setValue(self.bar.value() + below)
        elif self.text.y() + caret.top() < 0:
            self.bar.setValue(self.bar.value() + self.text.y() + caret.top() - CARET_ROOM)
        elif self.bar.value() and self._at_the_top():
            self.bar.setValue(0)

    def _say_place(self, line: int) -> None:
        cut_line = self.text.cut_block()
        place = (line + 1, 0 if cut_line is None else cut_line + 1)
        if place != self._place:
            self._place = place
            self.place_changed.emit(*place)

    def _on_head_wanted(self) -> None:
        """Up in the first line leads on to the standfirst, as Down there leads to the text."""
        self.head.subtitle.moveCursor(QTextCursor.MoveOperation.End)
        self.head.subtitle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self) -> None:
        if self.head.isAncestorOf(QApplication.focusWidget() or self):
            self.bar.setValue(0)

    def _at_the_top(self) -> bool:
        """Whether the caret stands in the first line, with room for the head above it."""
        inner, caret = self.text.verticalScrollBar().value(), self.text.cursorRect()
        fits = self.head.height() + caret.bottom() + inner + CARET_ROOM < self.height()
        return self.text.textCursor().blockNumber() == 0 and inner + caret.top() < 8 and fits

    # the cut

    def _lay_overlays(self) -> None:
        text = self.text
        article = text.article
        line = text.cut_block()
        gated = self._access is not Access.EVERYONE
        rtl = article is not None and article.setting.rtl
        end = self._text_end()
        self.cut_line.setVisible(line is not None)
        cut_at = None if line is None else self._cut_rect(line)
        top = 0 if cut_at is None else cut_at.bottom()
        if cut_at is not None and not self.cut_line.dragging:
            self._place_line(cut_at.center().y(), rtl=rtl)
        begin = text.block_rect(0).top() if line is None else top + text.fontMetrics().height()
        self._lay_rail(begin, end, shown=gated, rtl=rtl)
        bare = gated and line is None and bool(text.document().characterCount() > 1)
        self.no_cut.setVisible(bare)
        if bare:
            side, size = text.side(self.width()), self.no_cut.sizeHint()
            left = self.width() - side - size.width() if rtl else side
            self.no_cut.setGeometry(QRect(QPoint(left, text.y() + end + 24), size))
            self.no_cut.raise_()

    def _cut_rect(self, line: int) -> QRect:
        """Where the cut is, or somewhere below the view: to know it all text above would be laid out."""
        if line > self.text.last_in_view():
            return QRect(0, self.text.height() + TAIL, 0, HEIGHT)
        return self.text.block_rect(line)

    def _place_line(self, middle: int, *, rtl: bool) -> None:
        rect = QRect(0, middle - HEIGHT // 2, self.text.width(), HEIGHT)
        self.cut_line.stretch(rect, self.text.side(self.width()), rtl=rtl)
        self.cut_line.raise_()

    def _lay_rail(self, top: int, bottom: int, *, shown: bool, rtl: bool) -> None:
        side = self.text.side(self.width())
        left = self.text.width() - side + RAIL_GAP - 3 if rtl else side - RAIL_GAP
        top, bottom = max(top + 2, -4), min(bottom, self.text.height() + 4)
        self.rail.setVisible(shown and bottom > top)
        self.rail.setGeometry(left, top, 3, max(0, bottom - top))

    def _on_cut_dragged(self, at: QPoint) -> None:
        starts = cut.boundaries(self.text.body())
        line = self.text.cut_block()
        count = self.text.document().blockCount()
        best: tuple[int, int, int] | None = None
        for start in starts:
            middle = (
                self.text.block_rect(start).top() - 16
                if start < count
                else self.text.block_rect(count - 1).bottom() + 16
            )
            away = abs(middle - at.y())
            if best is None or away < best[0]:
                best = (away, start, middle)
        if best is None or line is None:
            return
        self._target = best[1]
        rtl = self.text.article is not None and self.text.article.setting.rtl
        self._place_line(best[2], rtl=rtl)

    def _on_cut_dropped(self) -> None:
        target, self._target = self._target, None
        if target is not None:
            self.text.place_cut(target)
        self.arrange()
        self._on_cut_entered()

    def _on_cut_stepped(self, down: bool) -> None:
        self.text.step_cut(down=down)
        self.arrange()
        line = self.text.cut_block()
        if line is not None:
            self.reveal(self.text.block_rect(line))
        self._on_cut_entered()

    def _on_cut_entered(self) -> None:
        line = self.text.cut_block()
        if line is not None:
            self._say_place(line)

    def _on_cut_removed(self) -> None:
        self.text.remove_cut()
        self.focus_text()

    # looks

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.head and event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        if palette.color(QPalette.ColorRole.Window) != color("surf"):
            palette.setColor(QPalette.ColorRole.Window, color("surf"))
            self.setPalette(palette)  # which styles all within anew, and comes here again
        if self.text.article is not None and self._look is not tokens():
            self._look = tokens()
            self.text.article.highlighter.restyle()
            self.text.article.highlighter.style_from(self.top_line()[0])

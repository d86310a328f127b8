"""An article's text as a Qt document: how it is filled, read back and changed by whole lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QLocale, QObject, QSignalBlocker, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from editor.ui.controls.appearance import ARABIC_FAMILIES, TEXT_FAMILIES, font
from editor.ui.writing.direction import Directions
from editor.ui.writing.highlighter import Highlighter
from editor.ui.writing.undo_selections import UndoSelections

if TYPE_CHECKING:
    from editor.ui.writing.known_text import KnownText
    from editor.ui.writing.long_work import LongWork, Walk
    from editor.ui.writing.pasting.slices import Slices

BODY = (17, 27)
ARABIC_BODY = (18, 32)
FILLED_AT_ONCE = 1_000_000  # characters: about 70 ms
FIRST_PART = 20_000
LONG = 1_000_000  # characters from which on the text is not read as a whole each time: that takes 12 ms


def is_rtl(language: str) -> bool:
    """Whether an article in this language is written from right to left."""
    return QLocale(language).textDirection() == Qt.LayoutDirection.RightToLeft


def is_arabic_script(language: str) -> bool:
    """Whether its text is set in the Naskh face."""
    return is_rtl(language) and not language.lower().startswith(("he", "yi"))


@dataclass(frozen=True, slots=True)
class Setting:
    """How body text is set: pixels of the letters and of a line."""

    letters: int
    line: int
    families: tuple[str, ...]
    rtl: bool

    @property
    def slants(self) -> bool:
        """Whether its face has italics."""
        return self.families[:1] != tuple(ARABIC_FAMILIES[:1])

    @classmethod
    def of(cls, language: str, scale: float = 1.0) -> "Setting":
        """The setting for an article in `language`, with the writer's text size."""
        arabic = is_arabic_script(language)
        letters, line = ARABIC_BODY if arabic else BODY
        families = tuple(ARABIC_FAMILIES if arabic else TEXT_FAMILIES)
        return cls(round(letters * scale), round(line * scale), families, is_rtl(language))


class ArticleText(QObject):
    """One article's text with its own undo history and highlighter."""

    def __init__(self, draft_id: UUID, body: str, setting: Setting, parent: QObject) -> None:
        super().__init__(parent)
        self.draft_id = draft_id
        self.setting = setting
        self._line = setting.line
        self._ruler: QImage | None = None
        self.under_way: LongWork | None = None  # what changes it by slices just now
        self._whole = body
        self._known: KnownText | None = None
        self.document = QTextDocument(self)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        _set_type(self.document, setting)
        # while there is no text yet: Qt styles what it finds, and lays out all of it for that
        self.directions = Directions(self.document, rtl=setting.rtl)
        self.highlighter = Highlighter(self.document, setting.letters, self.directions)
        self.highlighter.slants = setting.slants
        self.highlighter.rehighlight()
        first = len(body) if len(body) <= FILLED_AT_ONCE else body.rfind("\n", 0, FIRST_PART) + 1
        _fill(self.document, body[:first], setting)
        self._is_in(body[:first])
        self.highlighter.begin()
        self.history = UndoSelections(self.document)
        if first < len(body):
            self._fill_the_rest(body[first:])

    def change(self, setting: Setting) -> None:
        """Set it otherwise, with its history and its carets as they are.

        The height of a line stands in each block, where a change would be a step to undo. It is given
        for the resolution of the device that the text is laid out for, so that is changed.
        """
        if setting == self.setting:
            return
        turned = setting.rtl != self.setting.rtl
        self.setting = setting
        self._ruler = _ruler(setting.line / self._line)
        with QSignalBlocker(self.document.documentLayout()):
            self.measure()  # who heard of each change would ask where things are, and all be laid out
        self.highlighter.slants = setting.slants
        self.highlighter.resize(setting.letters)
        if turned:
            self.directions.change(rtl=setting.rtl)

    def measure(self) -> None:
        """Lay it out as it is set; a field that takes the document measures it as it was made."""
        if self._ruler is not None:
            self.document.documentLayout().setPaintDevice(self._ruler)
            _set_type(self.document, self.setting)

    def body(self) -> str:
        """The text, LF between lines; as it was before, while long work on it is under way."""
        return self.body_so_far() if self.under_way is None else self._whole

    def body_so_far(self) -> str:
        """The text as it stands in the document."""
        if self.document.characterCount() < LONG:
            if self._known is not None:
                self._known.deleteLater()
                self._known = None
            return body_of(self.document)
        return self._read().body()

    def _read(self) -> "KnownText":
        if self._known is None:
            from editor.ui.writing.known_text import KnownText

            self._known = KnownText(self.document)
        return self._known

    # long work

    def insert(self, cursor: QTextCursor, text: str) -> "Slices":
        """Put long text in place of a selection, by slices."""
        from editor.ui.writing.pasting.slices import Slices

        made = Slices(cursor, text, self.read_on, self)
        self._begin(made)
        return made

    def walk(self, caret: QTextCursor, place: int, *, returns: bool) -> "Walk":
        """Undo or do again by slices, up to a place in the history.

        `returns`: if the article is left meanwhile it is brought back to where it was.
        """
        from editor.ui.writing.long_work import Walk

        made = Walk(caret, place, self.read_on, self, returns=returns)
        self._begin(made)
        return made

    def _begin(self, work: "LongWork") -> None:
        if self.under_way is None:
            self._whole = self.body()
        else:
            self.under_way.stop()
            self.under_way.deleteLater()
        self.under_way = work
        self.directions.hold()
        self.highlighter.keep_up(True)
        work.finished.connect(self._on_done)

    def leave(self) -> None:
        """It is shown no longer: what was being undone or done again is as it was, as it was saved."""
        if self.under_way is not None:
            self.under_way.leave()
        else:
            self.directions.go_on()

    def _on_done(self) -> None:
        if self.under_way is not None:
            self.under_way.deleteLater()
        self.under_way, self._whole = None, ""
        self.history.arrive()
        self.highlighter.keep_up(False)
        self.directions.go_on()

    def read_on(self) -> bool:
        """Read a part of the text as it stands; whether all of it is known."""
        return self.document.characterCount() < LONG or self._read().read_on()

    def _fill_the_rest(self, text: str) -> None:
        self.highlighter.finish()  # or what comes in would be styled without what stands above it
        self.document.setUndoRedoEnabled(False)
        end = QTextCursor(self.document)
        end.movePosition(QTextCursor.MoveOperation.End)
        whole = self._whole
        self.insert(end, text).finished.connect(lambda: self._is_in(whole))
        self._whole = whole

    def _is_in(self, body: str) -> None:
        """The text is in the document: its lines are turned, and from now on there is something to undo."""
        self.directions.begin(body)
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)


def body_of(document: QTextDocument) -> str:
    """The text of `document` with LF line ends."""
    return document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def _set_type(document: QTextDocument, setting: Setting) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if setting.rtl:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    document.setDefaultTextOption(option)
    document.setDefaultFont(font(setting.letters, families=list(setting.families)))


def _ruler(ratio: float) -> QImage:
    """A device on which lengths are `ratio` times as long as on the screen."""
    made = QImage(1, 1, QImage.Format.Format_Mono)
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY() * ratio / 0.0254
    made.setDotsPerMeterX(round(dots))
    made.setDotsPerMeterY(round(dots))
    return made


def _fill(document: QTextDocument, body: str, setting: Setting) -> None:
    # the first block carries the line height, and each line inserted takes it over: merging it
    # into a full document afterwards takes 25 times as long
    shape = QTextBlockFormat()
    shape.setLineHeight(setting.line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(shape)
    cursor.insertText(body)


def replace_lines(cursor: QTextCursor, body: str, wanted: str) -> None:
    """Turn the document's `body` into `wanted`, touching only the lines between what both share."""
    old, new = body.split("\n"), wanted.split("\n")
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    same = 0
    while (
        same < min(len(old), len(new)) - first
        and old[len(old) - 1 - same] == new[len(new) - 1 - same]
    ):
        same += 1
    _swap(cursor, first, len(old) - same, new[first : len(new) - same])


def _swap(cursor: QTextCursor, first: int, end: int, lines: Sequence[str]) -> None:
    """Put `lines` in place of the document's lines from `first` up to `end`."""
    document = cursor.document()
    if first == end and not lines:
        return
    last = document.blockCount()
    if first >= last:  # after everything
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join("\n" + line for line in lines))
        return
    cursor.setPosition(document.findBlockByNumber(first).position())
    text = "\n".join(lines)
    if end < last:
        stop = document.findBlockByNumber(end).position()
        text += "\n" if lines else ""
    else:
        stop = document.characterCount() - 1
        if not lines and first:
            cursor.setPosition(cursor.position() - 1)
    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)

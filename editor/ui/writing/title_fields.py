"""What stands above the text: title, standfirst, bylines, and who may read it."""

from collections.abc import Callable
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPixmap,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.model.audience import Access
from editor.ui.controls.appearance import ARABIC_FAMILIES, TEXT_FAMILIES, color, display_font, font
from editor.ui.controls.flow_layout import FlowLayout
from editor.ui.controls.icons import icon, pixmap
from editor.ui.controls.widgets import Button, Chip
from editor.ui.wording import access_name
from editor.ui.writing.article_text import is_arabic_script, is_rtl
from editor.ui.writing.caret import CaretField
from editor.ui.writing.direction import first_letters

if TYPE_CHECKING:
    from editor.model.author import AuthorProfile

Avatar: TypeAlias = "Callable[[AuthorProfile], Path | None]"
FACE = 22
ROUNDED = 1  # pixels more than a name's width, which is a fraction: else it would be cut short


class GrowingField(CaretField):
    """A field of one paragraph that grows with its words."""

    edited = Signal(str)
    finished = Signal()
    entered = Signal()
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._line, self._rtl = 40, False
        self._told = ""
        self._kind = QTextBlockFormat.LineHeightTypes.FixedHeight
        self.setAcceptRichText(False)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self._colour()

    def set_type(self, made: QFont, line: int, *, rtl: bool) -> None:
        """Set the letters and the height of a line."""
        self._line, self._rtl = line, rtl
        self.setFont(made)
        self.document().setDefaultFont(made)
        # Naskh reaches below a line of its usual height
        heights = QTextBlockFormat.LineHeightTypes
        self._kind = heights.MinimumHeight if rtl else heights.FixedHeight
        self._turn()
        self._space()

    def _turn(self) -> None:
        """Run as the first letter does; without one, as the article."""
        found = first_letters(self.text())
        if found == Qt.LayoutDirection.LayoutDirectionAuto and self._rtl:
            found = Qt.LayoutDirection.RightToLeft
        option = self.document().defaultTextOption()
        if option.textDirection() != found:
            option.setTextDirection(found)
            self.document().setDefaultTextOption(option)

    def text(self) -> str:
        """The words, on one line."""
        return " ".join(self.document().toRawText().replace("\u2029", "\n").split("\n"))

    def show_text(self, text: str) -> None:
        """Show other words, with a fresh undo history, telling no one."""
        if text == self.text():
            return
        self._told = text
        self.setPlainText(text)
        self._turn()
        self._space()

    def _space(self) -> None:
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setLineHeight(self._line, self._kind.value)
        cursor.mergeBlockFormat(shape)
        self.document().setUndoRedoEnabled(True)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self._line, ceil(self.document().size().height())))

    def _on_text_changed(self) -> None:
        # Qt tells of formats too, and those are no words of the writer's
        if self.text() != self._told:
            self._told = self.text()
            self._turn()
            self.edited.emit(self._told)

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, color(self._role))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        # Qt draws it at the side where the window begins, and the article may run the other way
        palette.setColor(QPalette.ColorRole.PlaceholderText, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        block = self.document().firstBlock()
        if self.document().isEmpty() and not block.layout().preeditAreaText():
            painter = QPainter(self.viewport())
            painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            side = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute | side
            painter.drawText(self.viewport().rect(), flags, self.placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return
        at_end = self.textCursor().atEnd() and event.key() == Qt.Key.Key_Down
        if at_end and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        from editor.ui.writing.pasting.offer import one_line

        self.textCursor().insertText(one_line(source))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)
        event.accept()


class BylineChip(QToolButton):
    """An author's portrait and name, in the article's direction."""

    def __init__(self, name: str, *, rtl: bool) -> None:
        super().__init__()
        self.setObjectName("byline")
        self.setProperty("rtl", rtl)
        self.setText(name)
        self.setIconSize(QSize(FACE + 4, FACE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def sizeHint(self) -> QSize:
        # Qt leaves two spaces beside the name, at the side where the window ends
        hint = super().sizeHint()
        spaces = 2 * self.fontMetrics().horizontalAdvance(" ")
        return QSize(hint.width() - spaces + ROUNDED, hint.height())


class HeadFields(QWidget):
    """Title, standfirst, bylines and access, in the column of the text."""

    title_edited = Signal(str)
    subtitle_edited = Signal(str)
    byline_edited = Signal(tuple)
    access_wanted = Signal()
    authors_wanted = Signal()
    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._authors: tuple[str, ...] = ()
        self._known: tuple[AuthorProfile, ...] = ()
        self._row: object = None  # what the row of authors was made of
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 40, 0, 24)
        column.setSpacing(0)
        self.title = GrowingField(self.tr("Title"), "text")
        self.subtitle = GrowingField(self.tr("Standfirst"), "text2")
        column.addWidget(self.title)
        column.addSpacing(10)
        column.addWidget(self.subtitle)
        column.addSpacing(16)
        column.addWidget(self._make_byline())
        self.title.edited.connect(self.title_edited)
        self.subtitle.edited.connect(self.subtitle_edited)
        self.title.finished.connect(lambda: self.subtitle.setFocus(Qt.FocusReason.OtherFocusReason))
        self.subtitle.finished.connect(self.text_wanted)
        self.set_language("en")

    def _make_byline(self) -> QWidget:
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        holder = QWidget()
        self._chips = FlowLayout(holder, 8)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._access = Chip("", "lock-simple")
        self._access.setToolTip(self.tr("Who reads: opens Access in the article details"))
        self._access.clicked.connect(self.access_wanted)
        row.addWidget(holder, 1)
        access = QVBoxLayout()
        access.setContentsMargins(0, 2, 0, 0)
        access.addWidget(self._access)
        access.addStretch(1)
        row.addLayout(access)
        return row_widget

    def set_language(self, language: str, scale: float = 1.0) -> None:
        """Set the fields as the article's language wants."""
        arabic, rtl = is_arabic_script(language), is_rtl(language)
        families = ARABIC_FAMILIES if arabic else TEXT_FAMILIES
        size, line = (36, 54) if arabic else (34, 40)
        title = display_font(round(size * scale))
        if arabic:
            title = font(round(size * scale), QFont.Weight.DemiBold, families)
        self.title.set_type(title, round(line * scale), rtl=rtl)
        line = 32 if arabic else 27
        self.subtitle.set_type(
            font(round(18 * scale), families=families), round(line * scale), rtl=rtl
        )
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(direction)
        # what the window says keeps the window's direction
        self._access.setLayoutDirection(QGuiApplication.layoutDirection())

    def show_access(self, access: Access) -> None:
        """Say who may read it."""
        self._access.setText(access_name(access))
        everyone = access is Access.EVERYONE
        self._access.setIcon(icon("globe-simple" if everyone else "lock-simple"))
        self._access.setAccessibleName(
            self.tr("Who reads: {name}").format(name=access_name(access))
        )

    def show_byline(
        self,
        authors: "tuple[AuthorProfile, ...]",
        slugs: tuple[str, ...],
        known: "tuple[AuthorProfile, ...]",
        avatar: Avatar,
    ) -> None:
        """Show the authors as chips; `slugs` are their names in the draft, `known` all profiles."""
        self._known = known
        row = (authors, slugs, self.layoutDirection())
        if row == self._row:
            return
        self._row, self._authors = row, slugs
        self._chips.clear()
        for profile, slug in zip(authors, slugs):
            self._chips.addWidget(self._make_chip(profile, slug, avatar(profile)))
        add = Button(self.tr("Add byline"), "quiet", "plus", compact=True)
        add.setLayoutDirection(QGuiApplication.layoutDirection())
        add.clicked.connect(lambda: self._offer_authors(add))
        self._chips.addWidget(add)

    def focus_byline(self) -> None:
        """Go to the first of the authors, else to where one is added."""
        if (first := self._chips.itemAt(0)) is not None and (chip := first.widget()) is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_chip(self, profile: "AuthorProfile", slug: str, face: Path | None) -> QToolButton:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        chip = BylineChip(profile.name, rtl=rtl)
        chip.setIcon(face_icon(face, self.devicePixelRatioF(), rtl=rtl))
        chip.setAccessibleName(self.tr("By {name}").format(name=profile.name))
        chip.clicked.connect(lambda: self._offer_for(chip, slug))
        return chip

    def _offer_for(self, chip: QToolButton, slug: str) -> None:
        menu = QMenu(chip)
        menu.addAction(icon("user"), self.tr("Edit profile…"), lambda: self.authors_wanted.emit())
        if self._authors.index(slug) > 0:
            menu.addAction(self.tr("Name first"), lambda: self._put_first(slug))
        menu.addAction(icon("x"), self.tr("Remove from the byline"), lambda: self._remove(slug))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _offer_authors(self, button: Button) -> None:
        menu = QMenu(button)
        for profile in self._known:
            if profile.slug not in self._authors:
                menu.addAction(profile.name, partial(self._add, profile.slug))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(
            icon("user-plus"), self.tr("New author…"), lambda: self.authors_wanted.emit()
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _add(self, slug: str) -> None:
        self.byline_edited.emit((*self._authors, slug))

    def _put_first(self, slug: str) -> None:
        self.byline_edited.emit((slug, *(one for one in self._authors if one != slug)))

    def _remove(self, slug: str) -> None:
        self.byline_edited.emit(tuple(one for one in self._authors if one != slug))


def face_icon(
    path: Path | None, ratio: float = 1.0, size: int = FACE, *, rtl: bool = False
) -> QIcon:
    """A round portrait with the gap before the name; without a picture, a figure."""
    pixels = round(size * ratio)
    canvas = QPixmap(round((size + 4) * ratio), pixels)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture = QPixmap(str(path)) if path is not None else QPixmap()
    if rtl:
        painter.translate(round(4 * ratio), 0)
    clip = QPainterPath()
    clip.addEllipse(QRectF(0, 0, pixels, pixels))
    painter.setClipPath(clip)
    if picture.isNull():
        painter.fillPath(clip, color("hover"))
        glyph = pixmap("user", "text2", size - 8, ratio)
        glyph.setDevicePixelRatio(1.0)
        inset = (pixels - glyph.width()) // 2
        painter.drawPixmap(inset, inset, glyph)
    else:
        scaled = picture.scaled(
            QSize(pixels, pixels),
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap((pixels - scaled.width()) // 2, (pixels - scaled.height()) // 2, scaled)
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return QIcon(canvas)

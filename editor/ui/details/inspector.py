"""Article details: everything about an article that is not its text."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from editor.model.draft import Draft
from editor.ui.controls.appearance import color
from editor.ui.controls.focus_order import take_place
from editor.ui.controls.widgets import IconButton, Rule, label

if TYPE_CHECKING:
    from editor.cms.registry import Kind
    from editor.model.site import Site
    from editor.services.drafting import Counts
    from editor.ui.details.fields import DetailFields

WIDTH = 312


class Inspector(QFrame):
    """A column of sections, made when they are first looked at.

    `edited` carries the name of a draft's field and its new value; Escape has `left` it.
    """

    edited = Signal(str, object)
    closed = Signal()
    left = Signal()
    cut_wanted = Signal()
    picture_wanted = Signal()
    social_picture_wanted = Signal()

    def __init__(
        self, picture: Callable[[str], Path | None], parent: QWidget | None = None
    ) -> None:
        """`picture` finds the file of one of the article's pictures."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Article details"))
        self.setFixedWidth(WIDTH)
        self.setAutoFillBackground(True)
        self._picture = picture
        self._fields: DetailFields | None = None
        self._draft: tuple[Draft, Site | None] = (Draft(), None)
        self._kinds: tuple[Kind, ...] = ()
        self._counts: Counts | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(Rule())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        self._colour()

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label(self.tr("Article details"), "heading"), 1)
        cross = IconButton("x", self.tr("Close details"))
        cross.clicked.connect(self.closed)
        row.addWidget(cross)
        return head

    @property
    def fields(self) -> "DetailFields":
        """The sections, with what was shown last."""
        if self._fields is None:
            self._fields = self._make_fields()
            self._area.setWidget(self._fields)
            take_place(self._area)
        return self._fields

    def _make_fields(self) -> "DetailFields":
        from editor.ui.details.fields import DetailFields

        made = DetailFields(self._picture)
        made.edited.connect(self.edited)
        made.cut_wanted.connect(self.cut_wanted)
        made.picture_wanted.connect(self.picture_wanted)
        made.social_picture_wanted.connect(self.social_picture_wanted)
        made.show_kinds(self._kinds)
        made.show_draft(*self._draft)
        if self._counts is not None:
            made.show_counts(self._counts)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fields.show()

    # what is shown

    def show_draft(self, draft: Draft, site: "Site | None") -> None:
        """Show a draft, telling no one; a field that is being typed in keeps its caret."""
        self._draft = draft, site
        if self._fields is not None:
            self._fields.show_draft(draft, site)

    def show_kinds(self, kinds: "tuple[Kind, ...]") -> None:
        """What there is to publish to, which takes a while to find out; before, nothing of it is shown."""
        self._kinds = kinds
        if self._fields is not None:
            self._fields.show_kinds(kinds)

    def show_counts(self, counts: "Counts") -> None:
        """Say what the cut leaves free."""
        self._counts = counts
        if self._fields is not None:
            self._fields.show_counts(counts)

    def go_to(self, place: str) -> None:
        """Open the section of a draft's field and put the focus there."""
        field = self.fields.open(place)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        # once what was opened has been laid out
        QTimer.singleShot(0, self._area, lambda: self._area.ensureWidgetVisible(field))

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        self.fields.publish.date.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("win"))
        self.setPalette(palette)

"""A sheet that shows one page at a time, and puts round it what the page wants there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.sheet_page import NARROW, SheetPage
from editor.ui.controls.widgets import Badge, Glyph, label, set_property


class PagedSheet(AskingSheet):
    """`show_page` shows another page; the one before is deleted."""

    def __init__(self, window: QWidget, title: str, size: QSize) -> None:
        super().__init__(window, title, size)
        self._around: list[QWidget] = []
        self.page: SheetPage | None = None
        self._subtitle = QHBoxLayout()
        self._subtitle.setSpacing(8)
        self.titles.addLayout(self._subtitle)

    def layout_for_width(self, width: int) -> None:
        """Stack the columns where the sheet is narrow."""
        if self.page is not None:
            self.page.stack(narrow=width < NARROW)

    def show_page(self, page: SheetPage, size: QSize) -> None:
        """Show `page` in a sheet of another size."""
        self._wanted = size
        if self.isVisible():
            self._place()
        self.page = page
        self.set_body(page)
        page.changed.connect(self.dress)
        self.dress()
        page.stack(narrow=self.width() < NARROW)

    def dress(self) -> None:
        """Put the page's title, head and footer round it."""
        page = self.page
        if page is None:
            return
        for widget in self._around:
            if widget not in page.aside:
                widget.hide()
                widget.deleteLater()
        self._around = []
        self.set_title(page.title)
        frame = self.head.parentWidget()
        if frame is not None:
            set_property(frame, "tone", page.tone)
        self.head.setSpacing(16)
        if page.glyph is not None:
            self.head.insertWidget(0, self._own(Glyph(*page.glyph, 32)))
        if page.badge:
            self._subtitle.addWidget(self._own(Badge(page.badge)))
        self._subtitle.addWidget(self._own(label(page.subtitle, "second")), 1)
        for widget in page.aside:
            self.head.addWidget(self._own(widget), 0, Qt.AlignmentFlag.AlignVCenter)
            widget.show()
        self.lay_foot(page.foot, page)
        self.set_default(page.default)
        if self.isVisible() and page.first is not None:
            page.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _own(self, widget: QWidget) -> QWidget:
        self._around.append(widget)
        return widget

    def answered_no(self) -> None:
        """The page's own footer again."""
        self.dress()

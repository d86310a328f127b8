"""What the window shows before an article is open: three ways to begin, and what the line does."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.model.audience import Access
from editor.ui.controls.appearance import display_font, font, text_font
from editor.ui.controls.widgets import Button, Card, Glyph, label
from editor.ui.writing.cut_overlay import CutLine, Rail

START, SAMPLE, BETWEEN, MARGIN = 488, 456, 56, 48
TWO_COLUMNS = START + SAMPLE + BETWEEN + 2 * MARGIN


class _Illustration(QFrame):
    """A small article with its cut; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(SAMPLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(0)
        column.addWidget(self._text(self.tr("Start here: a sample article"), 25, 32, bold=True))
        column.addSpacing(6)
        column.addWidget(
            self._text(
                self.tr("Two minutes, one line to draw, nothing leaves this computer."),
                17,
                23,
                role="text2",
            )
        )
        column.addSpacing(16)
        column.addWidget(
            self._text(
                self.tr(
                    "Everything above the line below is for <b>everyone</b>. Drag it, or put the "
                    "caret somewhere and press Ctrl+Enter."
                ),
                16,
                24,
            )
        )
        self._gap = QWidget()
        self._gap.setFixedHeight(78)
        column.addWidget(self._gap)
        self._below = self._text(
            self.tr(
                "Everything under it is for the people who pay you. Switch the preview to "
                "<i>Visitor</i> and this paragraph is gone: on the page, in the feed, on the cards."
            ),
            16, 24,
        )  # fmt: skip
        column.addWidget(self._below)
        self._line = CutLine(self)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line.show_counts(Access.PAID, 18, 95)
        self._rail = Rail(self)
        self._line.show()
        self._rail.show()

    def _text(
        self, text: str, pixels: int, line: int, *, bold: bool = False, role: str = "text"
    ) -> QLabel:
        made = QLabel(f'<p style="line-height:{line}px">{text}</p>')
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        made.setFont(display_font(pixels) if bold else text_font(pixels))
        made.setProperty("role", "second" if role == "text2" else "")
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay()
        super().paintEvent(event)

    def _lay(self) -> None:
        gap = self._gap.geometry()
        self._line.stretch(QRect(1, gap.center().y() - 16, self.width() - 2, 32), 31, rtl=False)
        below = self._below.geometry()
        self._rail.setGeometry(10, below.top() + 4, 3, below.height() - 6)


class Welcome(QScrollArea):
    """The first view: write, try it whole, connect a site; made when it is first looked at."""

    new_wanted = Signal()
    practice_wanted = Signal()
    site_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sample_there = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.widget() is None:
            self._fill()

    def _fill(self) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        row = QHBoxLayout(inner)
        row.setContentsMargins(MARGIN, 40, MARGIN, 40)
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        row.addWidget(self._make_start(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._make_sample(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setWidget(inner)
        inner.show()
        self.show_sample(self._sample_there)
        self._fit()

    def _make_start(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(START)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self.tr("Write. Draw the line."), self.tr("See what each reader sees.")):
            heading = QLabel(line)
            heading.setFont(display_font(38))
            heading.setFixedHeight(46)
            column.addWidget(heading)
        column.addSpacing(18)
        lead = QLabel(
            "<p style='line-height:24px'>"
            + self.tr(
                "Standfirst keeps your articles on this computer, publishes them to your own site, "
                "and then checks as a stranger that what is paid for stayed paid."
            )
            + "</p>"
        )
        lead.setFont(font(15))
        lead.setProperty("role", "second")
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addSpacing(28)
        column.addWidget(self._make_ways())
        return holder

    def _make_ways(self) -> QWidget:
        card = Card()
        new = Button(self.tr("New article"))
        new.clicked.connect(self.new_wanted)
        card.add(
            self._way(
                "pencil-simple", self.tr("Write an article"),
                self.tr("A blank page. It is saved as you type."), new, below=False,
            ),
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        self.practice = Button(self.tr("Publish to a practice site on this computer"), "primary")
        self.practice.clicked.connect(self.practice_wanted)
        card.add(
            self._way(
                "desktop", self.tr("Try the whole thing first"),
                self.tr("Publish the sample to a practice site on this computer."),
                self.practice, below=True,
            ),
            margins=(20, 16, 20, 18),
        )  # fmt: skip
        add = Button(self.tr("Add a site…"))
        add.clicked.connect(self.site_wanted)
        card.add(
            self._way(
                "globe-hemisphere-west", self.tr("Connect your site"),
                self.tr("WordPress, Ghost, or a folder for any static host."), add, below=False,
            ),
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        return card

    def _way(
        self, icon_name: str, title: str, text: str, button: Button, *, below: bool
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(
            Glyph(icon_name, "text2", 24), 0,
            Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignVCenter,
        )  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(2)
        heading = label(title)
        heading.setFont(font(14, QFont.Weight.DemiBold))
        words.addWidget(heading)
        words.addWidget(label(text, "second", wrap=True))
        if below:
            words.addSpacing(8)
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            words.addLayout(line)
        row.addLayout(words, 1)
        if not below:
            row.addWidget(button)
        return row

    def _make_sample(self) -> QWidget:
        self._sample = QWidget()
        column = QVBoxLayout(self._sample)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(_Illustration())
        row = QHBoxLayout()
        row.addWidget(label(self.tr("The sample article. Delete it whenever you like."), "small"))
        row.addStretch(1)
        self._open = Button(self.tr("Open it"), "link")
        self._open.clicked.connect(self.sample_wanted)
        row.addWidget(self._open)
        column.addLayout(row)
        return self._sample

    def show_sample(self, there: bool) -> None:
        """Whether the sample article is still in the library."""
        self._sample_there = there
        if self.widget() is None:
            return
        self._open.setVisible(there)
        self.practice.setEnabled(there)
        self.practice.setToolTip("" if there else self.tr("The sample article was deleted."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.widget() is not None:
            self._fit()

    def _fit(self) -> None:
        self._sample.setVisible(self.width() >= TWO_COLUMNS)

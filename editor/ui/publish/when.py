"""When an article becomes public: now or later, and the moment on three clocks."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from editor.model.date import PublishDate
from editor.model.site import Site
from editor.services.planning import zone_of
from editor.ui.controls.time_field import TimeField
from editor.ui.controls.widgets import RadioButton, label
from editor.ui.publish.clocks import Clocks
from editor.ui.wording import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class When(QWidget):
    """Now or Later. Emits the date that the article is to carry from now on, None for none."""

    chosen = Signal(object)

    def __init__(self, site: Site, value: PublishDate | None) -> None:
        super().__init__()
        self._site, self._value = site, value
        self._zone = zone_of(site)
        self._barred = ""
        self._default = tr("The moment you publish.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label(tr("When"), "heading"))
        box.addLayout(self._make_choice())
        self.clocks = Clocks()
        box.addWidget(self.clocks)
        self.says = label("", "hint", wrap=True)
        box.addWidget(self.says)
        self._show_value()
        (self.later if self._ahead() else self.now).setChecked(True)
        self._show()

    def _make_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.now, self.later = RadioButton(tr("Now")), RadioButton(tr("Later"))
        self.now.setAccessibleName(tr("Publish now"))
        self.later.setAccessibleName(tr("Publish later"))
        self.now.clicked.connect(self._on_now)
        self.later.clicked.connect(self._on_later)
        self.day, self.time = QDateEdit(), TimeField()
        self.day.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the time
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setAccessibleName(tr("Day to publish"))
        self.day.calendarWidget().setGridVisible(False)
        self.day.setFixedWidth(126)
        self.day.dateChanged.connect(self._on_edited)
        self.time.setAccessibleName(tr("Time to publish"))
        self.time.setFixedWidth(64)
        self.time.lineEdit().setTextMargins(4, 0, 0, 0)
        self.time.timeChanged.connect(self._on_edited)
        for field in (self.day, self.time):
            field.installEventFilter(self)
        row.addWidget(self.now)
        row.addSpacing(8)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(self.day)
        row.addWidget(self.time)
        return row

    # what is shown

    @property
    def problem(self) -> str:
        """Why the chosen time cannot be, "" where it can."""
        if self.later.isChecked() and not self._ahead():
            return tr("That time is past. Choose a later one, or Now.")
        return ""

    def show_barred(self, reason: str) -> None:
        """Say why it cannot be published later, "" where it can."""
        self._barred = reason
        self._show()

    def show_default(self, text: str) -> None:
        """What is said of Now."""
        self._default = text
        self._show()

    def focus_time(self) -> None:
        """Put the focus where the time is chosen."""
        field = self.time if self.time.isEnabled() else self.now
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ahead(self) -> bool:
        now = datetime.now(UTC)
        return self._value is not None and self._value.moment(self._zone, now) > now

    def _show_value(self) -> None:
        """Fill the fields with the article's date, or with one to begin with."""
        shown = self._value if self._value is not None and self._ahead() else self._proposed()
        clock = shown.clock or time(12)
        for field in (self.day, self.time):
            field.blockSignals(True)
        self.day.setDate(QDate(shown.day.year, shown.day.month, shown.day.day))
        self.time.setTime(QTime(clock.hour, clock.minute, clock.second))
        for field in (self.day, self.time):
            field.blockSignals(False)

    def _proposed(self) -> PublishDate:
        """The next full hour that leaves half an hour to think again, on the site's clock."""
        soon = datetime.now(self._zone) + timedelta(minutes=89)
        return PublishDate(soon.date(), time(soon.hour))

    def _show(self) -> None:
        later = self.later.isChecked()
        self.later.setEnabled(not self._barred)
        self.later.setToolTip(self._barred)
        self.later.setAccessibleDescription(self._barred)
        for field in (self.day, self.time):
            field.setEnabled(later and not self._barred)
            field.setAccessibleDescription(self._whose())
        now = datetime.now(UTC)
        moment = self._value.moment(self._zone, now) if self._value else now
        self.clocks.show_moment(moment, self._site.zone, moving=self._value is None)
        text = self._whose() if later else self._default
        self.says.setText(self.problem or self._barred or text)
        self.says.setProperty("role", "bad" if self.problem else "hint")
        self.says.style().polish(self.says)

    def _whose(self) -> str:
        if self._value is not None and self._value.offset is not None:
            return tr("Public by itself then; the day and time are in the zone that the article’s "
                      "details name.")  # fmt: skip
        if self._site.zone:
            return tr("Public by itself then; the day and time are the site’s.")
        return tr("Public by itself then; the day and time are this computer’s.")

    # what is chosen

    def _on_now(self) -> None:
        ahead = self._ahead()
        self._take(None if ahead else self._value, told=ahead)

    def _on_later(self) -> None:
        self._take(self._value if self._ahead() else self._proposed(), told=not self._ahead())
        self._show_value()

    def _on_edited(self) -> None:
        day, clock = self.day.date(), self.time.time()
        offset = self._value.offset if self._value else None
        chosen = date(day.year(), day.month(), day.day())
        self._take(PublishDate(chosen, time(clock.hour(), clock.minute()), offset), told=True)

    def _take(self, value: PublishDate | None, *, told: bool) -> None:
        self._value = value
        self._show()
        if told:
            self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter ends typing a time; the sheet would take it for its default button
        return (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
        )

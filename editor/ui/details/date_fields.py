"""Day, time and zone of an article; without a day it is the moment of publishing."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from editor.model.date import PublishDate
from editor.ui.controls.time_field import TimeField
from editor.ui.controls.widgets import IconButton

NO_DAY = QDate(1900, 1, 1)
NOON = time(12)


class _DayField(QDateEdit):
    """While no day is set it takes no letters, which Qt would mix with the words that say so."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.date() == NO_DAY and (typed := event.text()) and typed.isprintable():
            if not typed.isdigit():
                return
            self.setDate(QDate.currentDate())
            self.setSelectedSection(QDateEdit.Section.DaySection)
        super().keyPressEvent(event)


class DateFields(QWidget):
    """The day and the time side by side."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._value: PublishDate | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.day = _DayField()
        self.day.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the time
        self.day.setCalendarPopup(True)
        self.day.setLocale(QLocale())
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setMinimumDate(NO_DAY)
        self.day.setSpecialValueText(self.tr("When published"))
        self.day.setAccessibleName(self.tr("Date"))
        self.day.calendarWidget().setGridVisible(False)
        self.day.calendarWidget().installEventFilter(self)
        self.day.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.day.dateChanged.connect(self._on_day)
        self.clock = TimeField()
        self.clock.setFixedWidth(56)
        self.clock.lineEdit().setTextMargins(6, 0, 0, 0)
        self.clock.setAccessibleName(self.tr("Time"))
        self.clock.timeChanged.connect(self._on_clock)
        self._clear = IconButton("x", self.tr("No date: when published"), size=20, glyph=12)
        self._clear.clicked.connect(self._on_clear)
        row.addWidget(self.day, 1)
        row.addWidget(self.clock)
        row.addWidget(self._clear)
        self.show_date(None)

    def show_date(self, value: PublishDate | None) -> None:
        """Show a date, telling no one."""
        self._value = value
        for part in (self.day, self.clock):
            part.blockSignals(True)
        if value is None:
            self.day.setDate(NO_DAY)
        else:
            self.day.setDate(QDate(value.day.year, value.day.month, value.day.day))
            clock = value.clock or NOON
            self.clock.setTime(QTime(clock.hour, clock.minute, clock.second))
        for part in (self.day, self.clock):
            part.blockSignals(False)
        self.clock.setVisible(value is not None)
        self._clear.setVisible(value is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._value is None:
            # without a day the calendar opens on this month
            today = QDate.currentDate()
            self.day.calendarWidget().setCurrentPage(today.year(), today.month())
        return False

    def _on_day(self, day: QDate) -> None:
        if day == NO_DAY:
            self._tell(None)
            return
        chosen = date(day.year(), day.month(), day.day())
        if self._value is None and chosen.year == NO_DAY.year():
            # stepped up from no day at all
            chosen = date.today()
        old = self._value
        self._tell(PublishDate(chosen, old.clock if old else None, old.offset if old else None))

    def _on_clock(self, clock: QTime) -> None:
        if self._value is not None:
            made = time(clock.hour(), clock.minute())
            self._tell(PublishDate(self._value.day, made, self._value.offset))

    def _on_clear(self) -> None:
        self._tell(None)

    def _tell(self, value: PublishDate | None) -> None:
        self.show_date(value)
        self.edited.emit(value)


class ZoneField(QComboBox):
    """Which clock the day and time are of: the site's, or one with a fixed offset."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setAccessibleName(self.tr("Time zone"))
        self._offsets: list[timedelta | None] = []
        self.activated.connect(lambda row: self.chosen.emit(self._offsets[row]))

    def show_offset(self, offset: timedelta | None, site_zone: str) -> None:
        """Show what a date carries; None is the site's zone."""
        mine = datetime.now().astimezone().utcoffset() or timedelta()
        rows: list[tuple[str, timedelta | None]] = [
            (
                self.tr("{zone} (site)").format(zone=site_zone)
                if site_zone
                else self.tr("This computer’s"),
                None,
            ),
            (self.tr("{zone} (you)").format(zone=offset_name(mine)), mine),
            ("UTC", timedelta()),
        ]
        if offset is not None and offset not in (mine, timedelta()):
            rows.append((offset_name(offset), offset))
        self.blockSignals(True)
        self.clear()
        self._offsets = [value for _, value in rows]
        self.addItems([words for words, _ in rows])
        self.setCurrentIndex(self._offsets.index(offset))
        self.blockSignals(False)


def offset_name(offset: timedelta) -> str:
    """ "UTC+2", "UTC+5:30"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")

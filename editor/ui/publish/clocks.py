"""The moment of publishing on three clocks: the writer's, the site's and UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QElapsedTimer, QLocale, QTime, QTimer, QTimeZone
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from editor.ui.controls.widgets import Card, label
from editor.ui.wording import tr


def zone_of(name: str) -> tzinfo | None:
    """The time zone of an IANA name or an offset like "+02:00"; None if it is unknown."""
    match = re.fullmatch(r"(?:UTC)?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if match:
        sign = -1 if match[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(match[2]), minutes=int(match[3] or 0)))
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def place_of(name: str) -> str:
    """The town that a zone is named after: "Europe/Stockholm" is Stockholm; an offset is itself."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


class Clock(Card):
    """One clock: whose, the time, the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout()
        box.setSpacing(0)
        self._whose = label("", "tiny")
        self._time = label("", "clock")
        self._day = label("", "tiny")
        for part in (self._whose, self._time, self._day):
            box.addWidget(part)
        self.add(box, margins=(12, 7, 12, 7))

    def show_moment(self, whose: str, moment: datetime) -> None:
        """Show `moment` as the clock of its own zone has it."""
        self._whose.setText(whose)
        locale = QLocale()
        self._time.setText(locale.toString(QTime(moment.hour, moment.minute), "HH:mm"))
        day = locale.dayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)
        month = locale.monthName(moment.month, QLocale.FormatType.ShortFormat)
        self._day.setText(
            tr("{weekday} {day} {month}").format(weekday=day, day=moment.day, month=month)
        )
        self.setAccessibleName(f"{whose}: {self._time.text()}, {self._day.text()}")


class Clocks(QWidget):
    """The three clocks, always visible; while nothing is fixed they go on as time does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.yours, self.site, self.utc = Clock(), Clock(), Clock()
        for clock in (self.yours, self.site, self.utc):
            row.addWidget(clock, 1)
        self._moment = datetime.fromtimestamp(0, UTC)
        self._zone = ""
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self._show)

    def show_moment(self, moment: datetime, site_zone: str, *, moving: bool) -> None:
        """Show `moment` (UTC); with `moving` it is now, and stays now."""
        self._moment, self._zone = moment, site_zone
        self._since.start()
        self._timer.start() if moving else self._timer.stop()
        self._show()

    def _show(self) -> None:
        moving = self._timer.isActive()
        now = self._moment + timedelta(milliseconds=self._since.elapsed() if moving else 0)
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        yours = tr("You · {place}").format(place=place_of(own)) if own else tr("You")
        self.yours.show_moment(yours, now.astimezone())
        zone = zone_of(self._zone)
        # while a site's zone is not known, dates are taken in the writer's own
        whose = place_of(self._zone) if zone else tr("as yours")
        self.site.show_moment(tr("Site · {place}").format(place=whose), now.astimezone(zone))
        self.utc.show_moment(tr("UTC"), now.astimezone(UTC))

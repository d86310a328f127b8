"""When an article is, or was, or will be published, as its writer put it."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo


@dataclass(frozen=True, slots=True)
class PublishDate:
    """A day, maybe a time, maybe an offset. A bare day is 12:00, today's the moment of publishing."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None

    @classmethod
    def parse(cls, text: str) -> "PublishDate | None":
        """Read `2026-06-12`, `2026-06-12 18:30` or ISO 8601 with an offset; "" is None.

        Raises `ValueError` for anything else.
        """
        text = text.strip()
        if not text:
            return None
        try:
            read = cls(date.fromisoformat(text))
        except ValueError:
            moment = datetime.fromisoformat(text)
            read = cls(moment.date(), moment.time(), moment.utcoffset())
        if read.day.year in (MINYEAR, MAXYEAR):
            raise ValueError("a zone may lead out of the calendar")
        return read

    def __str__(self) -> str:
        """ISO 8601; `parse` reads it back the same."""
        if self.clock is None:
            return self.day.isoformat()
        zone = timezone(self.offset) if self.offset is not None else None
        moment = datetime.combine(self.day, self.clock, zone)
        seconds = "minutes" if not (self.clock.second or self.clock.microsecond) else "auto"
        return moment.isoformat(timespec=seconds)

    def moment(self, zone: tzinfo, now: datetime) -> datetime:
        """The moment in UTC; `zone` counts where the writer named none, `now` for today's bare day."""
        if self.clock is None:
            if self.day == now.astimezone(zone).date():
                return now.astimezone(UTC)
            return datetime.combine(self.day, time(12), zone).astimezone(UTC)
        own = timezone(self.offset) if self.offset is not None else zone
        return datetime.combine(self.day, self.clock, own).astimezone(UTC)


class ComputerZone(tzinfo):
    """The computer's own time zone, with its summer time in summer and its winter time in winter."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far it is ahead of UTC at `moment`."""
        return _local(moment).utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not known apart from the offset."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """What the computer calls it at `moment`."""
        return _local(moment).tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """`moment`, whose clock shows UTC, as the computer's clock shows it."""
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def _local(moment: datetime | None) -> datetime:
    return (moment.replace(tzinfo=None) if moment else datetime.now()).astimezone()

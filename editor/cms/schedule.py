"""Publishing later: a site publishes at once what is all but due, or has no date."""

from datetime import datetime, timedelta

from editor.model.errors import Rejected

# measured on WordPress: 59 s ahead is published at once, 66 s ahead waits
MARGIN = timedelta(minutes=2)


def too_near(date: datetime, now: datetime) -> bool:
    """Whether a site whose clock says `now` might publish at once what is to appear at `date`."""
    return date < now + MARGIN


def waits_for(date: datetime | None, now: datetime, site: str) -> datetime:
    """`date`, where a site will wait for it. Raises `Rejected` "date-too-near"."""
    if date is None or too_near(date, now):
        raise Rejected("date-too-near", site=site)
    return date

"""Publishing later: WordPress publishes at once what is due within the minute, or has no date."""

from datetime import datetime, timedelta

from editor.cms.wordpress.remote import gmt
from editor.model.errors import Rejected

MARGIN = timedelta(minutes=2)  # measured: 59 s ahead is published at once, 66 s ahead waits


def too_near(date: datetime, now: datetime) -> bool:
    """Whether a site whose clock says `now` might publish at once what is to appear at `date`."""
    return date < now + MARGIN


def date_to_wait_for(date: datetime | None, now: datetime, site: str) -> str:
    """`date` as WordPress takes it, to go with the status. Raises `Rejected` "date-too-near"."""
    if date is None or too_near(date, now):
        raise Rejected("date-too-near", site=site)
    return gmt(date)

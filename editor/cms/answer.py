"""What a server said, and how it is read: text, JSON, also JSON behind a plugin's stray output."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
_JUNK = 64 * 1024  # how far into an answer its JSON may begin
_EFFORT = (
    100_000_000  # characters to be read in looking for it, so that no answer keeps us for ever
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; header names are in lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, in the encoding it names, else UTF-8."""
        kind, _, rest = self.headers.get("content-type", "").partition("charset=")
        encoding = rest.split(";")[0].strip(" \"'") if kind else ""
        try:
            return self.body.decode(encoding or "utf-8", "replace")
        except (LookupError, ValueError):  # no such encoding, or one that is not for text
            return self.body.decode("utf-8", "replace")

    def leads_to(self, url: str) -> bool:
        """Whether it sends whoever asked on to `url`, over whichever of http and https."""
        there = urljoin(self.url, self.headers.get("location", ""))
        return self.status in (301, 302, 307, 308) and _where(there) == _where(url)

    @property
    def clock(self) -> datetime | None:
        """What the server's clock said, in UTC; None where it did not tell."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    @property
    def retry_after(self) -> int:
        """The seconds that it asks us to wait, 0 where it asks for nothing that can be understood.

        A moment is measured from the server's own clock, which need not be ours.
        """
        said = self.headers.get("retry-after", "").strip()
        if said.isdecimal():
            return int(said[:9])
        try:
            until, now = (
                parsedate_to_datetime(one) for one in (said, self.headers.get("date", ""))
            )
            return max(0, round((until - now).total_seconds()))
        except (ValueError, TypeError):  # no date, or one with a zone and one without
            return 0

    def json(self) -> Json:
        """The body as JSON, also where a plugin printed something before it; else `ValueError`."""
        text = self.text.lstrip("\ufeff \t\r\n")
        tries = 8 + _EFFORT // (len(text) + 1)
        for start in (0, *islice(_openings(text[:_JUNK]), tries)):
            try:
                return _parsed(text[start:])
            except RecursionError:
                break  # nested without end
            except ValueError:
                continue
        raise ValueError("no JSON in it")

    @property
    def is_html(self) -> bool:
        """Whether it is a web page."""
        start = self.body[:2048].lstrip().lower()
        return start.startswith((b"<!doctype html", b"<html")) or b"<body" in start


def _parsed(text: str) -> Json:
    value: Json = json.loads(text)
    if not isinstance(value, dict | list):
        raise ValueError("neither an object nor a list")
    return value


def _openings(text: str) -> Iterator[int]:
    return (at for at, letter in enumerate(text) if letter in "{[")


def dig(value: Json, *path: str | int) -> Json:
    """What is found in `value` by keys and positions, None where there is nothing."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step] if -len(value) <= step < len(value) else None
        else:
            return None
    return value


def text_at(value: Json, *path: str | int) -> str:
    """The text found by `dig`; numbers as text; "" for anything else."""
    found = dig(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found)


def items(value: Json) -> list[Json]:
    """What an answer lists, also where it is an object by number."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _where(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.casefold(), unquote(parts.path).rstrip("/")

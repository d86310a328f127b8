"""When a program takes keys: known by pictures of its first line with one key in it, two, three."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.keys import NotSeen, Session, one_line
from tests.bench.screen import PIXEL, Region, Screen, changed

KEY = "m"
MOST = 16  # keys; more fill the watched part of the line, and look alike
WATCHED = 100  # pixels
LINE = 80  # pixels; a change that is higher is of the window and not of a line
EVERY = 0.05  # seconds between keys
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Echo:
    """A line as it was and with `KEY` typed into it so many times; fewer than `caret` pixels mean nothing."""

    line: Region
    without: bytes
    pictures: tuple[bytes, ...]
    caret: int

    @classmethod
    def rehearse(cls, session: Session) -> "Echo":
        """Type where the caret stands, and keep what is seen."""
        screen = session.screen
        line, frames = _find_line(session)
        caret = session.watch_caret(line)  # while it is still within
        for _ in range(MOST):
            screen.press(KEY)
            session.settle(line, 0.2)
            frames.append(screen.grab(line))
        without = frames.pop(0)
        # only what differs from the line as it was: the first key may not have been taken
        typed = [one for one in frames if changed(without, one, line.width, caret) >= caret]
        return cls(line, without, tuple(typed), caret)

    def shows(self, picture: bytes) -> bool:
        """Whether that is the line with at least one key in it."""
        return any(self._same(one, picture) for one in self.pictures)

    def _same(self, one: bytes, other: bytes) -> bool:
        return changed(one, other, self.line.width, self.caret) < self.caret

    def wait(self, screen: Screen, began: float, act: Callable[[], None]) -> float | None:
        """Seconds from `began` until a key is taken; `act` sends one, again and again.

        The first is sent once the line is seen: one of the programs breaks on a key that comes before.
        """
        sent = 0.0
        while (now := time.perf_counter()) < began + PATIENCE:
            picture = screen.grab(self.line)
            now = time.perf_counter()
            if self.shows(picture):
                return now - began
            if now - sent > EVERY and (sent or self._same(self.without, picture)):
                sent = now
                act()
        return None


def _find_line(session: Session) -> tuple[Region, list[bytes]]:
    """The line that is written in, as it was, with one key, two, and as many as it took to find it."""
    window = session.window
    session.settle()
    frames = [session.screen.grab(window)]
    for _ in range(3):
        session.settle()
        changes = []
        for _ in range(3):
            if (change := session.first_change(KEY)) is not None:
                changes.append(change)
                session.settle()
                frames.append(session.screen.grab(window))
        if changes and (found := one_line(changes)).height < LINE:
            line = Region(found.x, found.y, WATCHED, found.height).within(window)
            return line, [crop(frame, window, line) for frame in frames]
    raise NotSeen("it takes no keys where it starts")


def crop(picture: bytes, region: Region, part: Region) -> bytes:
    """The pixels of a part of a region."""
    row = region.width * PIXEL
    first = (part.x - region.x) * PIXEL
    rows = range(part.y - region.y, part.bottom - region.y)
    return b"".join(picture[y * row + first :][: part.width * PIXEL] for y in rows)

"""When a program takes keys: known by pictures of its first line with one key in it, two, three."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.keys import REACH, NotSeen, Session, one_line
from tests.bench.screen import PIXEL, Region, Screen, changed

KEY = "m"
MOST = 20  # keys; more fill the line's watched part, and look alike
EVERY = 0.05  # seconds between keys
PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Echo:
    """A line with `KEY` typed into it so many times; fewer than `caret` pixels mean nothing."""

    line: Region
    pictures: tuple[bytes, ...]
    caret: int

    @classmethod
    def rehearse(cls, session: Session) -> "Echo":
        """Type where the caret stands, and keep what is seen."""
        screen = session.screen
        changes, frames = [], []
        for _ in range(3):
            if (change := session.first_change(KEY)) is None:
                raise NotSeen("it takes no keys where it starts")
            changes.append(change)
            session.settle()
            frames.append(screen.grab(session.window))
        line = one_line(changes)
        line = Region(line.x, line.y, REACH, line.height).within(session.window)
        pictures = [crop(frame, session.window, line) for frame in frames]
        for _ in range(MOST):
            screen.press(KEY)
            session.settle(line, 0.2)
            pictures.append(screen.grab(line))
        return cls(line, tuple(pictures), session.watch_caret(line))

    def shows(self, picture: bytes) -> bool:
        """Whether that is the line with at least one key in it."""
        line, least = self.line, self.caret
        return any(changed(one, picture, line.width, least) < least for one in self.pictures)

    def wait(self, screen: Screen, began: float, act: Callable[[], None]) -> float | None:
        """Seconds from `began` until a key is taken; `act` sends one, again and again."""
        sent = 0.0
        while (now := time.perf_counter()) < began + PATIENCE:
            if now - sent > EVERY:
                sent = now
                act()
            picture = screen.grab(self.line)
            now = time.perf_counter()
            if self.shows(picture):
                return now - began
        return None


def crop(picture: bytes, region: Region, part: Region) -> bytes:
    """The pixels of a part of a region."""
    row = region.width * PIXEL
    first = (part.x - region.x) * PIXEL
    rows = range(part.y - region.y, part.bottom - region.y)
    return b"".join(picture[y * row + first :][: part.width * PIXEL] for y in rows)

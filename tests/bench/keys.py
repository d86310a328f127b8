"""Typing into a program from outside, and the time until each key, or what follows it, is seen."""

import gc
import itertools
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from Xlib.error import XError
from Xlib.xobject.drawable import Window

from tests.bench.programs import Program, Running, run
from tests.bench.screen import PIXEL, Patch, Region, Screen, changed, patches

SENTENCE = (
    "the harbour office said on monday that the early ferry would run again from friday and the crane "
    "on the long quay is to be moved before the winter while nobody asked who is going to pay for it "
)
QUIET = 0.06  # seconds for which nothing but the caret has changed before a key
PAUSE = 0.14  # at most so much more between keys, drawn, so that no key keeps step with a timer
PATIENCE = 3.0  # seconds after which a key counts as not seen
LETTER = 12  # pixels: no key takes more, spaces and all, in any of the programs
REACH = 240  # pixels that those keys and their line's next words take
STARTS_WITHIN = 180  # seconds
BLINKS_WITHIN = 1.3  # seconds
FOOT = 60  # pixels at the window's foot, where words are counted
BIG = 300  # pixels: more than any caret has
AGAIN_AFTER = 15  # keys, after which the line that is written in is looked for again


class NotSeen(Exception):
    """The program does not do what was waited for."""


@dataclass(frozen=True)
class Values:
    """What was measured, in milliseconds or megabytes, and how many keys nothing was seen of."""

    values: tuple[float, ...]
    missed: int = 0

    @classmethod
    def of(cls, found: Iterable[float | None]) -> "Values":
        """Times in seconds, None where nothing was seen."""
        times = tuple(found)
        seen = tuple(1000 * one for one in times if one is not None)
        return cls(seen, len(times) - len(seen))

    def __add__(self, other: "Values") -> "Values":
        return Values(self.values + other.values, self.missed + other.missed)


class Session:
    """A running program whose window is there: on the whole screen where `fill`, else as it came."""

    def __init__(self, screen: Screen, running: Running, *, fill: bool = True) -> None:
        self.screen, self.running = screen, running
        self.wide = False
        self.patience = PATIENCE
        self._draw = random.Random(1)
        self.write(SENTENCE)
        self.window = self._window(fill)
        self.text = self.line = self.window
        self.blink = BIG
        self._wait_until_drawn()
        self.settle()

    def write(self, sentence: str) -> None:
        """What is typed from now on."""
        self._letters = itertools.cycle("space" if one == " " else one for one in sentence)

    def _window(self, fill: bool) -> Region:
        until = time.perf_counter() + STARTS_WITHIN
        while time.perf_counter() < until:
            try:
                if window := window_of(self.screen, self.running):
                    if fill:
                        self.screen.maximise(window)
                    place = self.screen.place(window)
                    if not fill or place.width >= self.screen.all.width - 2:
                        return place
            except XError:
                pass  # it went between two questions
            time.sleep(0.05)
        raise NotSeen(f"{self.running.program.name} showed no window")

    def _wait_until_drawn(self) -> None:
        """A window that is there is of one colour until the program has drawn in it."""
        window, row = self.window, self.window.width * PIXEL
        until = time.perf_counter() + STARTS_WITHIN
        while time.perf_counter() < until:
            data = self.screen.grab(window)
            rows = {data[at : at + row] for at in range(0, len(data), row)}
            if len(rows) > window.height / 4:
                return
            time.sleep(0.05)
        raise NotSeen(f"{self.running.program.name} drew nothing in its window")

    def find_text(self) -> None:
        """Find the columns of the text, and put the caret there: they are what changes around it when all is selected."""
        across, along = self.running.program.text
        window = self.window
        above = Region(window.x, window.y, window.width, window.height - FOOT)
        at = (window.x + int(across * window.width), window.y + int(along * window.height))
        found: list[Region] = []
        for _ in range(12):
            self.screen.click(*at)
            self.settle()
            before = self.screen.grab(above)
            self.screen.press("a", "Control_L")
            self.settle()
            changes = patches(before, self.screen.grab(above), above)
            around = [one.region for one in changes if one.region.x <= at[0] < one.region.right]
            if not around:
                continue
            left, right = min(one.x for one in around), max(one.right for one in around)
            high = max(one.bottom for one in around) - min(one.y for one in around)
            columns = Region(left, window.y, right - left, window.height)
            # twice the same: before that the window was still being drawn
            if high > window.height / 3 and columns in found[-1:]:
                self.text = columns
                return
            found.append(columns)
        raise NotSeen("the text could not be selected")

    # waiting

    def _settle(self, region: Region, quiet: float, patience: float) -> bool:
        """Wait until nothing larger than a caret has changed for a while."""
        began = since = time.perf_counter()
        before = self.screen.grab(region)
        while (now := time.perf_counter()) < began + patience:
            after = self.screen.grab(region)
            if changed(before, after, region.width, BIG) >= BIG:
                since = now
            before = after
            if now - since > quiet:
                return True
            time.sleep(0.04)
        return False

    def settle(self, region: Region | None = None, quiet: float = 0.4) -> None:
        """Wait until the window, or a region of it, is still."""
        self._settle(region or self.window, quiet, 20)

    def _quiet(self, region: Region, quiet: float = QUIET) -> None:
        began = since = time.perf_counter()
        before = self.screen.grab(region)
        while (now := time.perf_counter()) - since < quiet and now - began < PATIENCE:
            time.sleep(0.004)
            after = self.screen.grab(region)
            if changed(before, after, region.width, self.blink) >= self.blink:
                since = now
            before = after

    # the caret

    def go_to(self, mark: str) -> None:
        """Put the caret behind a word of the text, by searching for it, and find its line."""
        self.screen.press("Home", "Control_L")  # not all of them search on from the text's end
        self.settle()
        self.screen.press("f", "Control_L")
        self.settle()
        for letter in mark:
            self.screen.press(letter)
        self.settle()
        self.screen.press("Return")
        self.settle()
        self.screen.press("Escape")
        self.settle()
        self.screen.press("Right")
        self.settle()
        self.find_line()

    def find_line(self, *, reach: int = REACH) -> None:
        """Find the line that is written in, by typing, and how much of it the caret is."""
        keys = (next(self._letters) for _ in range(4))
        changes = [change for key in keys if (change := self.first_change(key)) is not None]
        if not changes:
            raise NotSeen("no key that was typed was seen")
        self.line = self._around(one_line(changes), reach)
        if self.blink == BIG:
            self.blink = self.watch_caret(self.line)

    def _around(self, change: Region, reach: int) -> Region:
        """What to watch while a few more keys are typed: all that the caret may reach, and no more."""
        line = change.wider(0, 24).within(self.text)
        ahead = Region(change.x - 16, line.y, reach, line.height)
        if not self.wide and ahead.right < self.text.right:
            return ahead.within(self.text)
        return Region(self.text.x, line.y, self.text.width, line.height)

    def first_change(self, key: str) -> Patch | None:
        """What changes first when a key is typed."""
        self._settle(self.text, 0.2, 10)
        before = self.screen.grab(self.text)
        self.screen.press(key)
        until = time.perf_counter() + self.patience
        while time.perf_counter() < until:
            after = self.screen.grab(self.text)
            if after != before:
                found = patches(before, after, self.text)
                if found and (found[0].pixels > 60):
                    return found[0]
        return None

    def watch_caret(self, line: Region) -> int:
        """How many pixels of a line blink, and a few more."""
        self._settle(line, 0.3, 10)
        most, before = 0, self.screen.grab(line)
        until = time.perf_counter() + BLINKS_WITHIN
        while time.perf_counter() < until:
            time.sleep(0.02)
            after = self.screen.grab(line)
            count = changed(before, after, line.width, BIG)
            most = max(most, count if count < BIG else 0)
            before = after
        return most + 3

    # typing

    def key_times(self, count: int, seconds: float) -> Values:
        """Type that many keys, one at a time, in no more than so many seconds."""
        until = time.perf_counter() + seconds
        found: list[float | None] = []
        while len(found) < count and time.perf_counter() < until:
            if found and (len(found) % AGAIN_AFTER == 0 or found[-1] is None):
                self.find_line()
            self._quiet(self.line)
            time.sleep(self._draw.uniform(0, PAUSE))
            found.append(self._time(self.line, self.blink))
        return Values.of(found)

    def burst(self, count: int) -> Values:
        """Type that many keys into one line, each as soon as the one before is seen.

        A space at the end of a full line is not drawn, and the caret stays there: nothing to be seen.
        """
        reach = LETTER * (count + 4)
        self.find_line(reach=reach)
        while self.line.width == self.text.width:
            self.type(10)
            self.find_line(reach=reach)
        self._quiet(self.line, 0.3)
        return Values.of([self._time(self.line, self.blink) for _ in range(count)])

    def type(self, count: int, pause: float = 0.02) -> None:
        """Type that many keys, a paragraph now and then, and look at none of them."""
        for at in range(count):
            self.screen.press("Return" if at % 300 in (298, 299) else next(self._letters))
            time.sleep(pause)
        self.settle()

    def _time(self, region: Region, least: int) -> float | None:
        key = next(self._letters)
        return time_until(self.screen, region, least, lambda: self.screen.press(key), self.patience)

    # the preview

    def _next_letter(self) -> str:
        """The next key that a page shows: between two words it shows one space, however many there are."""
        while (key := next(self._letters)) == "space":
            self.screen.press(key)
        return key

    def find_preview(self) -> Region:
        """Where what is typed shows again, beside the text."""
        left, window = self.text.right, self.window
        beside = Region(left, window.y, window.right - left, window.height - FOOT).within(window)
        boxes = []
        for _ in range(3):
            key = self._next_letter()
            self.settle()
            before = self.screen.grab(beside)
            press = partial(self.screen.press, key)
            if time_until(self.screen, beside, 1, press, self.patience) is not None:
                self.settle(beside, 0.2)
                boxes += [
                    one.region for one in patches(before, self.screen.grab(beside), beside)[:1]
                ]
        if not boxes:
            raise NotSeen("the preview showed nothing of what was typed")
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        return Region(left, top, right - left, bottom - top).wider(0, 40).within(beside)

    def preview_times(self, count: int, seconds: float) -> Values:
        """Type keys one at a time, and wait for each until the preview shows it."""
        region = self.find_preview()
        until = time.perf_counter() + seconds
        found: list[float | None] = []
        while len(found) < count and time.perf_counter() < until:
            if found and (len(found) % AGAIN_AFTER == 0 or found[-1] is None):
                region = self.find_preview()
            key = self._next_letter()
            self._quiet(region, 0.2)
            time.sleep(self._draw.uniform(0, PAUSE))
            press = partial(self.screen.press, key)
            found.append(time_until(self.screen, region, 1, press, self.patience))
        return Values.of(found)


def window_of(screen: Screen, running: Running) -> Window | None:
    """The program's window, if it has one by now."""
    if running.process.poll() is not None:
        raise NotSeen(f"{running.program.name} ended by itself")
    return screen.window({one.pid for one in running.family()})


def time_until(
    screen: Screen,
    region: Region,
    least: int,
    act: Callable[[], None],
    patience: float = PATIENCE,
) -> float | None:
    """Seconds from `act` until that many pixels of a region have changed; None when they do not."""
    before = screen.grab(region)
    gc.disable()
    try:
        began = time.perf_counter()
        act()
        while (now := time.perf_counter()) < began + patience:
            after = screen.grab(region)
            now = time.perf_counter()
            if after != before and changed(before, after, region.width, least) >= least:
                return now - began
        return None
    finally:
        gc.enable()


def one_line(changes: list[Patch]) -> Region:
    """The last of them that is no higher than another: a word that moves on changes more lines."""
    lowest = min(change.region.height for change in changes)
    return [change.region for change in changes if change.region.height == lowest][-1]


@contextmanager
def session(screen: Screen, program: Program, home: Path, *arguments: str) -> Iterator[Session]:
    """A program started, its window filling the screen, the caret somewhere in its text."""
    with run(program, home, *arguments) as running:
        started = Session(screen, running)
        started.find_text()
        yield started

"""The parts of a run: each starts programs, and gives figures for one row or a few."""

import itertools
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import programs
from tests.bench.echo import KEY, Echo
from tests.bench.keys import BIG, NotSeen, Session, Values, session, time_until
from tests.bench.memory import settled
from tests.bench.programs import (
    ALL,
    GHOSTWRITER,
    OURS,
    Program,
    fresh_home,
    rest,
    run,
    write_text,
)
from tests.bench.screen import Region, Screen, patches
from tests.bench.texts import CUT, END, MIDDLE, START, TEXTS, arabic_words

KEYS, SECONDS = 40, 15.0
BURSTS, FAST = 3, 30
STARTS = 4
HOVER = 1.5  # seconds within which a row shows that the pointer is on it
Found = dict[str, Values]


@dataclass(frozen=True)
class Part:
    """`measure` gives what one program did in one round; rounds of all programs take turns."""

    name: str
    measure: Callable[[Screen, Program], Found]
    rows: tuple[str, ...]
    programs: tuple[Program, ...] = (OURS,)
    rounds: int = 1


def choose(home: Path, **settings: object) -> None:
    """Settings of ours as a user would have left them."""
    folder = home / "standfirst"
    folder.mkdir(parents=True, exist_ok=True)
    named = {name.replace("_", "-"): value for name, value in settings.items()}
    (folder / "settings.json").write_text(json.dumps(named))


@contextmanager
def opened(
    screen: Screen, program: Program, text: str, *, used: bool = False, **settings: object
) -> Iterator[Session]:
    """A program with one of the texts; ours shows the whole article, as the others do.

    `used`: it has been used in this home before, and need not make what only a first start makes.
    """
    with fresh_home() as home:
        choose(home, **{"audience": "paid", **settings})
        file = write_text(program, text, home)
        if used:
            with run(program, home, str(file)) as first:
                Session(screen, first)
        with session(screen, program, home, str(file)) as started:
            yield started


def medium(screen: Screen, program: Program) -> Found:
    """5,000 words."""
    found = {}
    with opened(screen, program, "5k") as typed:
        typed.go_to(START)
        found["keys-5k"] = typed.key_times(KEYS, SECONDS)
        bursts = [typed.burst(FAST) for _ in range(BURSTS)]
        found["fast-5k"] = sum(bursts, Values(()))
        if program.previews:
            found["preview-5k"] = typed.preview_times(KEYS // 2, SECONDS)
    return found


def long(screen: Screen, program: Program) -> Found:
    """100,000 words."""
    found = {}
    with opened(screen, program, "100k") as typed:
        for name, mark in (("start", START), ("middle", MIDDLE), ("end", END)):
            typed.go_to(mark)
            found[f"keys-100k-{name}"] = typed.key_times(KEYS, SECONDS)
            if name == "middle" and program is OURS:
                found["preview-100k"] = typed.preview_times(KEYS // 2, SECONDS)
    return found


def awkward(text: str) -> Callable[[Screen, Program], Found]:
    """One of the texts that are not like others."""

    def measure(screen: Screen, program: Program) -> Found:
        if text == "arabic":
            screen.teach(arabic_words().replace(" ", ""))
        with opened(screen, program, text) as typed:
            typed.wide = text == "arabic"  # there the caret goes the other way
            typed.go_to(START)
            if text == "arabic":
                typed.write(arabic_words())
            return {f"keys-{text}": typed.key_times(2 * KEYS, 2 * SECONDS)}

    return measure


def visitor(screen: Screen, program: Program) -> Found:
    """What a visitor is shown: checked for paid words, and changed for another reader's page."""
    found = {}
    with opened(screen, program, "5k", audience="visitor") as typed:
        typed.go_to(CUT)
        found["preview-5k-visitor"] = typed.preview_times(KEYS // 2, SECONDS)
        readers = itertools.cycle(("3", "1"))
        page = _page(typed, next(readers))
        times = []
        for key in itertools.islice(readers, 20):
            typed.settle()
            press = partial(screen.press, key, "Alt_L")
            times.append(time_until(screen, page, 1, press))
        found["switch-5k"] = Values.of(times)
    return found


def _page(typed: Session, key: str) -> Region:
    """Where the preview's page changes with its reader."""
    typed.settle()
    before = typed.screen.grab(typed.window)
    typed.screen.press(key, "Alt_L")
    typed.settle()
    changes = patches(before, typed.screen.grab(typed.window), typed.window)
    if not changes:
        raise NotSeen("the preview showed no other page")
    return changes[0].region


def start(screen: Screen, program: Program) -> Found:
    """From the start of the process, with the file named, to the first key that is taken."""
    found = {"start": _starts(screen, program, named=True)}
    if program is OURS:
        found["start-last"] = _starts(screen, program, named=False)
    return found


def _starts(screen: Screen, program: Program, *, named: bool) -> Values:
    with fresh_home() as folder:
        kept, home = folder / "kept", folder / "home"
        home.mkdir()
        choose(home, audience="paid")
        file = write_text(program, "5k", home)
        with run(program, home, str(file)) as first:
            Session(screen, first, fill=False)
        shutil.copytree(home, kept)
        arguments = (str(file),) if named else ()
        with run(program, home, *arguments) as second:
            echo = Echo.rehearse(Session(screen, second, fill=False))
        found = []
        for _ in range(STARTS):
            shutil.rmtree(home)
            shutil.copytree(kept, home)
            with run(program, home, *arguments) as measured:
                found.append(echo.wait(screen, measured.began, lambda: screen.press(KEY)))
            if found[-1] is None:
                break
        return Values.of(found)


def opening(screen: Screen, program: Program) -> Found:
    """From a click in the list of articles to the first key that is taken."""
    with fresh_home() as folder:
        kept, home = folder / "kept", folder / "home"
        home.mkdir()
        choose(home, audience="paid")
        small, large = (write_text(program, text, home) for text in ("5k", "100k"))
        # else it would begin as the other does, and a key could be sent to it
        small.write_text(program.front + "Another article.\n\n" + TEXTS["5k"]())
        for file in (small, large):  # the one edited last stands above all others
            with run(program, home, str(file)) as first:
                Session(screen, first)
        shutil.copytree(home, kept)
        echo, found = None, []
        for _ in range(STARTS + 1):
            shutil.rmtree(home)
            shutil.copytree(kept, home)
            with run(program, home, str(small)) as running:
                typed = Session(screen, running)
                at = _first_row(typed)
                rest(running)
                if echo is None:
                    screen.click(*at)
                    typed.settle()
                    echo = Echo.rehearse(typed)
                    continue
                began = time.perf_counter()
                screen.click(*at)
                found.append(echo.wait(screen, began, lambda: screen.press(KEY)))
        return {"open-100k": Values.of(found)}


def _first_row(typed: Session) -> tuple[int, int]:
    """The middle of the first row of the list of articles that the pointer changes: not the open one's."""
    screen, window = typed.screen, typed.window
    x, away = window.x + 130, (window.right - 5, window.y + 5)
    rows = Region(window.x, window.y + 275, 264, window.height - 355)
    for y in range(rows.y, rows.bottom, 25):
        screen.point(*away)
        typed.settle(rows, 0.2)
        before = screen.grab(rows)
        if time_until(screen, rows, BIG, partial(screen.point, x, y), HOVER) is not None:
            typed.settle(rows, 0.2)
            changes = patches(before, screen.grab(rows), rows)
            if changes and changes[0].region.height > 40:
                return x, changes[0].region.y + changes[0].region.height // 2
    raise NotSeen("the list of articles was not found")


def memory(screen: Screen, program: Program) -> Found:
    """With the preview shown, and with one never opened, in a home in use."""
    found = {}
    if program.previews:
        with opened(screen, program, "5k", used=True) as typed:
            typed.go_to(START)
            typed.type(200)
            found["memory-shown"] = Values((settled(typed.running),))
    if program is not GHOSTWRITER:
        with opened(screen, program, "5k", used=True, preview_shown=False) as typed:
            typed.go_to(START)
            typed.type(200)
            found["memory-never"] = Values((settled(typed.running),))
    return found


def growth(screen: Screen, program: Program) -> Found:
    """From 200 keys to 10,000 more."""
    with opened(screen, program, "5k") as typed:
        typed.go_to(START)
        typed.type(200)
        before = settled(typed.running)
        typed.type(10_000, 0.004)
        return {"growth": Values((settled(typed.running) - before,))}


def inside(_screen: Screen, _program: Program) -> Found:
    """What cannot be seen from outside, in a process of its own."""
    with fresh_home() as home:
        done = subprocess.run(
            (sys.executable, "-m", "tests.bench.inside"),
            env={**programs.environment(home), "QT_QPA_PLATFORM": "offscreen"},
            cwd=programs.ROOT,
            stdout=subprocess.PIPE,
            check=True,
            timeout=300,
        )
    return {row: Values(tuple(found)) for row, found in json.loads(done.stdout).items()}


POSITIONS = tuple(f"keys-100k-{name}" for name in ("start", "middle", "end"))
PARTS = (
    Part("5k", medium, ("keys-5k", "fast-5k", "preview-5k"), ALL, 2),
    Part("100k", long, (*POSITIONS, "preview-100k"), ALL, 2),
    *(
        Part(text, awkward(text), (f"keys-{text}",), ALL)
        for text in ("paragraph", "arabic", "pictures", "footnotes")
    ),
    Part("visitor", visitor, ("preview-5k-visitor", "switch-5k")),
    Part("start", start, ("start", "start-last"), ALL, 2),
    Part("open", opening, ("open-100k",)),
    Part("memory", memory, ("memory-shown", "memory-never"), ALL),
    Part("growth", growth, ("growth",)),
    Part("inside", inside, ("save-5k", "save-100k", "read-whole", "read-edit")),
)

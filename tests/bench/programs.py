"""The three programs: how each is started with a file, in a home of its own, and where its text lies."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from PIL import Image

from tests.bench.texts import FRONT, TEXTS

ROOT = Path(__file__).parents[2]
ENDS_WITHIN = 5  # seconds
RESTS_WITHIN = 30  # seconds
RESTS = 0.5  # seconds in which a program at rest uses no more of a processor than
IDLE = 0.06


@dataclass(frozen=True)
class Program:
    """One that is measured: `command` opens the file named after it.

    `text` is a place in its text when its window fills the screen, in parts of the window; `front`
    stands before the article.
    """

    name: str
    command: tuple[str, ...]
    text: tuple[float, float] = (0.42, 0.5)
    previews: bool = True
    front: str = ""
    package: str = ""

    def missing(self) -> bool:
        """Whether it is not on this machine."""
        return shutil.which(self.command[0]) is None


OURS = Program("Standfirst", (sys.executable, "-m", "editor"), front=FRONT)
RETEXT = Program("ReText", ("retext",), previews=False, package="retext")
GHOSTWRITER = Program("ghostwriter", ("ghostwriter",), package="ghostwriter")
ALL = (OURS, RETEXT, GHOSTWRITER)


@dataclass
class Running:
    """A program that was started, and when, by the clock of time.perf_counter."""

    program: Program
    process: "subprocess.Popen[bytes]"
    began: float
    pids: set[int] = field(default_factory=set)

    def family(self) -> list[psutil.Process]:
        """It and all it has started."""
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]

    def end(self) -> None:
        """End it and all it has started; what it wanted to save is lost."""
        family = self.family() if self.process.poll() is None else []
        for one in family:
            one.kill()
        self.process.wait(ENDS_WITHIN)
        psutil.wait_procs(family[1:], ENDS_WITHIN)


def environment(home: Path) -> Mapping[str, str]:
    """That of somebody who has never used any of the programs."""
    kept = ("PATH", "DISPLAY", "LANG", "LC_ALL", "PYTHONPYCACHEPREFIX")
    made = {name: os.environ[name] for name in kept if name in os.environ}
    for name, folder in (
        ("HOME", "."),
        ("STANDFIRST_HOME", "standfirst"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ):
        path = home / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        made[name] = str(path)
    if os.geteuid() == 0:
        made["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # without it a web view does not start as root
    return made


def write_text(program: Program, text: str, folder: Path) -> Path:
    """One of the texts as a file of this program's own, with what lies beside it."""
    file = folder / f"{text}.md"
    front = (
        program.front.replace("---\n", "---\nlanguage: ar\n", 1)
        if text == "arabic"
        else program.front
    )
    file.write_text(front + TEXTS[text]())
    if text == "pictures":
        Image.effect_noise((640, 360), 40).save(folder / "tide.png")
    return file


@contextmanager
def run(program: Program, home: Path, *arguments: str) -> Iterator[Running]:
    """The program while it runs; what it says is thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*program.command, *arguments],
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Running(program, process, began)
    try:
        yield running
    finally:
        running.end()


def rest(running: Running) -> None:
    """Wait until the program has done all that follows from its start."""
    until, before = time.perf_counter() + RESTS_WITHIN, -1.0
    while time.perf_counter() < until:
        spent = sum(sum(one.cpu_times()[:2]) for one in running.family())
        if spent - before < IDLE * RESTS:
            return
        before = spent
        time.sleep(RESTS)


@contextmanager
def fresh_home() -> Iterator[Path]:
    """A home in which no program was ever started."""
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)

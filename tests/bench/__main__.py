"""`make bench`: measure everything, or the parts and rows named, and write docs/speed.md anew.

usage: python -m tests.bench [--write] [PART|ROW…]     --write only writes what was measured before
"""

import os
import subprocess
import sys
import time

import psutil
from Xlib.error import XError

from tests.bench.chart import write_chart
from tests.bench.figures import Figure, Figures
from tests.bench.keys import NotSeen, Values
from tests.bench.parts import PARTS, Found, Part
from tests.bench.programs import Program
from tests.bench.rows import NAMED
from tests.bench.screen import Screen
from tests.bench.table import write_table

FAILURES = (NotSeen, XError, psutil.Error, OSError, subprocess.SubprocessError)


def measured(screen: Screen, part: Part, program: Program) -> Found | str:
    """What one program gave in one round, or why it gave nothing."""
    try:
        return part.measure(screen, program)
    except FAILURES as error:
        return str(error) or type(error).__name__


def take(screen: Screen, part: Part, figures: Figures) -> None:
    """Measure one part, every program in turn, round by round; each figure is kept at once."""
    all_values: dict[tuple[str, str], Values] = {}
    for program in part.programs * part.rounds:
        busy = os.getloadavg()[0]
        began = time.monotonic()
        found: Found | str = f"{program.name} is not here"
        if not program.missing():
            found = measured(screen, part, program)
        if isinstance(found, str):
            sys.stderr.write(f"{part.name}, {program.name}: {found}\n")
            for row in part.rows:
                if (row, program.name) not in all_values and program.name in NAMED[row].who:
                    figures.keep(row, program.name, Figure(failed=found, busy=busy))
            continue
        for row, values in found.items():
            values = all_values.get((row, program.name), Values(())) + values
            all_values[row, program.name] = values
            figures.keep(row, program.name, Figure.of(values.values, values.missed, busy))
        sys.stderr.write(f"{part.name}, {program.name}: {time.monotonic() - began:.0f} s\n")


def main(words: list[str]) -> int:
    """Measure and write."""
    figures = Figures.here()
    names = {name for part in PARTS for name in (part.name, *part.rows)}
    if unknown := set(words) - names - {"--write"}:
        sys.stderr.write(
            f"No such part or row: {', '.join(unknown)}. There are: {', '.join(sorted(names))}.\n"
        )
        return 2
    if "--write" not in words:
        screen = Screen()
        for part in PARTS:
            if not words or {part.name, *part.rows} & set(words):
                take(screen, part, figures)
    write_table(figures)
    write_chart(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

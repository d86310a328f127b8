"""The memory of a program: what it and all it has started would give back if it ended."""

import time

import psutil

from tests.bench.programs import Running

MEGABYTE = 1 << 20


def megabytes(running: Running) -> float:
    """Proportional set size: pages that several processes share are counted in parts."""
    total = 0
    for process in running.family():
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue  # a helper of the web view, which comes and goes
    return total / MEGABYTE


def settled(running: Running, seconds: float = 3.0) -> float:
    """The least of some readings: what was needed for a moment is given back again."""
    readings = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        readings.append(megabytes(running))
        time.sleep(0.5)
    return min(readings)

"""The machine that was measured on, in a sentence."""

import os
import platform
import subprocess
from pathlib import Path

import psutil

from tests.bench.figures import state
from tests.bench.programs import ALL


def describe(busy: float) -> str:
    """Processor, memory, system and programs; `busy` is the highest load when a row began."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = psutil.virtual_memory().total / (1 << 30)
    rivals = [f"{one.name} {_version(one.package)}" for one in ALL if one.package]
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return (
        f"Measured on {os.cpu_count()} × {model}, {memory:.0f} GB, {system}, Python "
        f"{platform.python_version()}, beside {' and '.join(rivals)}; the program's tree is "
        f"`{state()}`. When a row began the load was {busy:.1f} at most: where that is much over 1 the "
        "machine was busy with other work, and only the ratios say something."
    )


def _version(package: str) -> str:
    asked = ("dpkg-query", "-W", "-f", "${Version}", package)
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout or "(not here)"

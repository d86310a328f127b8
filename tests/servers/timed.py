"""How long all servers of the tests take until they answer: from nothing, and then again.   usage: timed.py

What is fetched goes into a folder of its own, which is removed; nothing is tested.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
INSTALLED = {"wordpress": "wordpress", "wordpress_old": "wordpress-old", "ghost": "ghost"}
# as the fixtures of tests/contract/conftest.py start them: SITE, PORT and the folders of the above
SERVERS = {
    "WordPress": ("wordpress", "wordpress", "SITE", "PORT"),
    "WordPress as it comes": ("wordpress", "wordpress", "SITE", "PORT", "bare"),
    "WordPress in a folder": ("wordpress", "wordpress", "SITE", "PORT", "bare", "news"),
    "WordPress 6.1": ("wordpress_old", "wordpress-old", "wordpress", "SITE", "PORT"),
    "Ghost": ("ghost", "ghost", "SITE", "PORT"),
}


def say(line: str) -> None:
    """Say it at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def install(cache: Path) -> None:
    """All that the servers are made of; Ghost beside the others, which share apt-get."""
    ghost = subprocess.Popen([HERE / "ghost/install.sh", cache / "ghost"])
    for name in ("wordpress", "wordpress_old"):
        subprocess.run([HERE / name / "install.sh", cache / INSTALLED[name]], check=True)
    if ghost.wait():
        sys.exit("Ghost could not be installed")


def start(cache: Path, place: Path) -> dict[str, float]:
    """Seconds until each answers, all started at once; they are ended again."""
    began, running = time.monotonic(), {}
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for name, (script, *words) in SERVERS.items():
        said = {"SITE": str(place / name.replace(" ", "-")), "PORT": free_port()}
        said |= {folder: str(cache / folder) for folder in INSTALLED.values()}
        running[name] = subprocess.Popen(
            [HERE / script / "serve.sh", *(said.get(word, word) for word in words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment,
        )
    took = {}
    for name, process in running.items():
        assert process.stdout is not None
        if process.stdout.readline().strip() != b"ready":
            sys.exit(f"{name} did not start")
        took[name] = time.monotonic() - began
    for process in running.values():
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
    return took


def main() -> None:
    """Time it and say so."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        cache.mkdir()
        began = time.monotonic()
        install(cache)
        say(f"fetched and built in {time.monotonic() - began:.1f} s")
        for what in ("first", "again"):
            took = start(cache, Path(folder, what))
            each = ", ".join(f"{name} {seconds:.1f}" for name, seconds in took.items())
            say(f"{what}: all answer after {max(took.values()):.1f} s ({each})")
            if what == "first":
                say(f"from nothing: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()

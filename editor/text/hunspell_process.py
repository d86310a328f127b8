"""Looks words up in hunspell's dictionaries, in a process of its own.

Hunspell holds Python's lock while it reads a dictionary and while it thinks of suggestions, for up to
half a second, in which a window would stand still. And what a broken dictionary brings down is this.

A line of JSON on stdin asks, `[dictionary, what, words]`; a line on stdout answers: with the words that
are wrong ("check"), with suggestions ("suggest"), with nothing ("forget", to read it anew when it is next
named), or with null where the dictionary is no good.

When nothing is asked for a while it ends, to give its memory back: 13 MB for English. Whoever asks then
begins it anew, so it stays the longer, the longer its dictionaries took to read.
"""

import json
import os
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    class Speller(Protocol):
        """What is used of it, which has no types."""

        def spell(self, word: str) -> bool:
            """Whether the word is right."""

        def suggest(self, word: str) -> tuple[str, ...]:
            """What it may have been meant to be."""


STAYS_LEAST = 1.5  # seconds
STAYS = 10  # times as long as reading took


def main() -> None:
    """Answer until stdin ends, or nothing is asked any more."""
    opened: dict[str, Speller] = {}
    stays = STAYS_LEAST
    ending: threading.Timer | None = None
    for line in sys.stdin:
        if ending is not None:
            ending.cancel()
        began, known = time.perf_counter(), len(opened)
        name, what, given = json.loads(line)
        sys.stdout.write(json.dumps(_answer(opened, name, what, given)) + "\n")
        sys.stdout.flush()
        if len(opened) > known:
            stays += STAYS * (time.perf_counter() - began)
        ending = threading.Timer(stays, os._exit, (0,))
        ending.daemon = True
        ending.start()


def _answer(
    opened: "dict[str, Speller]", name: str, what: str, given: "list[str]"
) -> list[str] | None:
    if what == "forget":
        opened.pop(name, None)
        return []
    try:
        if name not in opened:
            opened[name] = _open(Path(name))
        if what == "suggest":
            return list(opened[name].suggest(given[0]))
        return [word for word in given if not _is_right(opened[name], word)]
    except UnicodeEncodeError:
        return []  # letters that the dictionary cannot even be asked for
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None


def _open(path: Path) -> "Speller":
    """The dictionary in a .dic file with its .aff beside it, or in a .zip file that holds both."""
    if path.suffix != ".zip":
        return _read(path)
    with zipfile.ZipFile(path) as packed, tempfile.TemporaryDirectory() as folder:
        for ending in ".aff", ".dic":
            packed.extract(f"{path.stem}{ending}", folder)
        return _read(Path(folder, f"{path.stem}.dic"))


def _read(path: Path) -> "Speller":
    from hunspell import Hunspell  # type: ignore[import-untyped]  # it has no types

    made: Speller = Hunspell(path.stem, str(path.parent), sys.getfilesystemencoding())
    return made


def _is_right(hunspell: "Speller", word: str) -> bool:
    """Whether a word is known, or else each part of it between hyphens."""
    try:
        if hunspell.spell(word):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(len(part) < 2 or hunspell.spell(part) for part in parts)
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()

"""Asks hunspell, which runs in a process of its own and is begun when the first word is looked up."""

import json
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_PROGRAM = Path(__file__).parents[1] / "text" / "hunspell_process.py"


class Lookup:
    """One question at a time; each waits for its answer, so none is asked from the window's thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def wrong(self, dictionary: Path, words: Sequence[str]) -> tuple[str, ...] | None:
        """Those of `words` that the dictionary does not know; None where it is no good."""
        return self._ask(dictionary, "check", words)

    def suggestions(self, dictionary: Path, word: str) -> tuple[str, ...] | None:
        """What the word may have been meant to be, the likeliest first."""
        return self._ask(dictionary, "suggest", [word])

    def forget(self, dictionary: Path) -> None:
        """Its file changed: read it again when it is next asked for."""
        if self._process is not None:
            self._ask(dictionary, "forget", [])

    def _ask(self, dictionary: Path, what: str, given: Sequence[str]) -> tuple[str, ...] | None:
        question = json.dumps([str(dictionary), what, list(given)]) + "\n"
        with self._lock:
            for _ in range(
                2
            ):  # it may have gone down before; over the same question twice is the question
                if self._closed:
                    return ()
                try:
                    answer = self._exchange(question)
                except (OSError, ValueError):
                    self._end()
                else:
                    return None if answer is None else tuple(answer)
        return () if self._closed else None

    def _exchange(self, question: str) -> list[str] | None:
        process = self._process or self._begin()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question)
        process.stdin.flush()
        answer: list[str] | None = json.loads(process.stdout.readline())
        return answer

    def _begin(self) -> "subprocess.Popen[str]":
        import subprocess  # with the first word that is looked up

        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in process.stdin, process.stdout:
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def close(self) -> None:
        """End the process; whoever waits for it gets an empty answer."""
        self._closed = True
        if (process := self._process) is not None:  # whoever asks may end it meanwhile
            process.kill()
        with self._lock:
            self._end()

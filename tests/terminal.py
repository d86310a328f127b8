"""The program from a terminal: each call is a process of its own, forked from one that has imported it."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# what a command imports takes over a second to import, and is the same for all of them
_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(
    [
        "editor.app",
        "editor.cli.command_line",
        "editor.library.upgrade",
        "editor.cms.folder.site",
        "editor.cms.wordpress.api",
        "editor.system.log",
        "editor.system.settings",
        "pydantic.type_adapter",  # typer asks it for the types of options
    ]
)
_STREAMS = (("in", "r"), ("out", "w"), ("err", "w"))


def standfirst(
    *words: str, environment: Mapping[str, str], stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run `standfirst WORDS`; what it printed where, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "in").write_text(stdin, "utf-8")
        process = _FORKED.Process(target=_child, args=(words, dict(environment), place, Path.cwd()))
        process.start()
        process.join(120)
        assert process.exitcode is not None, f"{words} did not end"
        out, err = ((place / name).read_text("utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(words, process.exitcode, out, err)


def _child(words: tuple[str, ...], environment: Mapping[str, str], place: Path, here: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(here)
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    streams = [(place / name).open(mode, encoding=encoding) for name, mode in _STREAMS]
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = streams
    sys.argv = ["standfirst", *words]
    from editor.__main__ import main

    main()

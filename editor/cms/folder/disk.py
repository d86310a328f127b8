"""Files written whole or not at all, and what the disk says as errors of a site."""

import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from editor.model.errors import Rejected

_PATIENCE = 10.0


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into `Rejected`, by code."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Rejected("folder-full", folder=str(folder)) from error
        reason = (error.strerror or type(error).__name__).lower()
        raise Rejected("folder-not-written", folder=str(folder), reason=reason) from error


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path` whole: a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # not `tempfile`: its files are their owner's alone, and a web server must be able to read a page
    fresh = path.parent / f".writing-{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def remove(path: Path, root: Path) -> None:
    """Remove a file, and the folders below `root` that this leaves empty."""
    path.unlink(missing_ok=True)
    folder = path.parent
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


@contextmanager
def alone(lock: Path, folder: Path) -> Iterator[None]:
    """Keep other programs of ours from changing `folder` meanwhile; a killed one frees its lock.

    Raises `Rejected("folder-busy")` after some seconds of waiting.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+b") as file:
        until = time.monotonic() + _PATIENCE
        while not _lock(file):
            if time.monotonic() > until:
                raise Rejected("folder-busy", folder=str(folder))
            time.sleep(0.05)
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

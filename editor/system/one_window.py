"""One window for each library: the first to start holds a lock, a later one hands its file to it."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.model.errors import StorageFailed

if TYPE_CHECKING:
    from socket import socket

PATIENCE = 15  # seconds: a window may be starting still, or be at the end of its work
ANSWER_SECONDS = 5.0
AGAIN_SECONDS = 0.05
LONGEST = 100_000  # bytes of a message
_ACTIVATION = (
    "XDG_ACTIVATION_TOKEN"  # with it a Wayland desktop lets another window come to the front
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a later start asks of the window that runs: a file to open, or none."""

    file: Path | None
    activation: str = ""


class OneWindow:
    """Held by the program whose window the library has. The system frees the lock, whatever the end."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._word = ""

    def listen(self) -> "socket":
        """Where later starts knock; its address stands in the lock's file from now on.

        On the loopback, which every system has, and with a word that only who may read the library knows.
        Raises `OSError`.
        """
        import socket

        door = socket.create_server(("127.0.0.1", 0))
        door.setblocking(False)
        self._word = os.urandom(16).hex()
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, f"{door.getsockname()[1]} {self._word}\n".encode())
        return door

    def receive(self, knock: "socket") -> Request | None:
        """What one who knocked wants; None of a stranger. For a worker: it waits for the words."""
        import json

        with knock:
            knock.settimeout(ANSWER_SECONDS)
            try:
                with knock.makefile("rb") as lines:
                    asked = json.loads(lines.readline(LONGEST))
                if asked["word"] != self._word:
                    return None
                file = Path(asked["file"]) if asked["file"] else None
                request = Request(file, str(asked["activation"]))
                knock.sendall(b"taken\n")
            except (OSError, ValueError, KeyError, TypeError):
                return None
        return request

    def close(self) -> None:
        """The window is gone."""
        os.close(self._handle)


def claim(place: Path, file: Path | None, patience: float = PATIENCE) -> OneWindow | None:
    """Be the library's window; None where another is, which has been handed `file`.

    `place` is the lock's file. Raises `StorageFailed("window-silent")`, and `OSError` where no such
    file can be made.
    """
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + patience
        while not _lock(handle):
            if _handed_over(handle, file):
                os.close(handle)
                return None
            if time.monotonic() > until:
                raise StorageFailed("window-silent")
            time.sleep(AGAIN_SECONDS)
        os.ftruncate(handle, 0)  # the address of one that is gone
    except BaseException:
        os.close(handle)
        raise
    return OneWindow(handle)


def _handed_over(handle: int, file: Path | None) -> bool:
    import json
    import socket

    os.lseek(handle, 0, os.SEEK_SET)
    address = os.read(handle, 100).decode("ascii", "replace")
    port, _, word = address.partition(" ")
    if not address.endswith("\n") or not port.isdecimal():
        return False
    asked = {
        "word": word.strip(),
        "file": str(file.absolute()) if file else "",  # its working folder is another
        "activation": os.environ.get(_ACTIVATION, ""),
    }
    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=ANSWER_SECONDS) as knock:
            knock.sendall(json.dumps(asked).encode() + b"\n")
            return knock.recv(10) == b"taken\n"
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, 1_000_000, os.SEEK_SET)  # what is locked nobody else can read
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

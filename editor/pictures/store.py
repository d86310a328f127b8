"""Where pictures are kept: each once, under the hash of its bytes."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.model.errors import StorageFailed

_KEY = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|gif|webp|avif)")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class PictureStore:
    """A folder of pictures; a key is "<SHA-256>.<ending>"."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, data: bytes) -> str:
        """Keep the picture and return its key; the same bytes are kept once.

        Raises `BadInput` ("picture-kind"), `StorageFailed` (disk-full, folder-read-only, disk-failed).
        """
        from editor.pictures.picture import suffix_of  # Pillow: not before a picture comes

        key = f"{hashlib.sha256(data).hexdigest()}.{suffix_of(data)}"
        with _disk_errors(self._folder):
            place = self._folder / key
            if not place.is_file() or place.stat().st_size != len(data):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write(place, data)
        return key

    def path(self, key: str) -> Path | None:
        """Where the picture lies; None when there is none under that key."""
        if not _KEY.fullmatch(key):
            return None
        place = self._folder / key
        return place if place.is_file() else None

    def holding(self, sha256: str) -> Path | None:
        """Where the picture with these very bytes lies; None when it is not kept."""
        for place in self._folder.glob(f"{sha256}.*") if sha256.isalnum() else ():
            if _KEY.fullmatch(place.name):
                return place
        return None


def _write(place: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        if error.errno in _NO_ROOM:
            raise StorageFailed("disk-full", reason=reason) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise StorageFailed("folder-read-only", folder=str(folder)) from error
        raise StorageFailed("disk-failed", folder=str(folder), reason=reason) from error

"""A folder site shown on this computer, at a loopback address and nowhere else."""

import functools
import http.server
import os
import threading
import urllib.parse
from http import HTTPStatus
from pathlib import Path
from typing import Self

from editor.model.errors import BadInput

_HOST = "127.0.0.1"
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".bin": "application/octet-stream"}


class Server:
    """A running server; `url` ends with a slash. Close it, or use it in a `with` statement."""

    def __init__(self, server: http.server.ThreadingHTTPServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="serving", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the site is."""
        return f"http://{_HOST}:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Stop serving; answers under way are finished."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait(self) -> None:
        """Serve until someone else closes it or the program is interrupted."""
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def serve(folder: Path, port: int = 0) -> Server:
    """Serve `folder` on `port`, 0 for a free one.

    Raises `BadInput` "folder-missing" or "port-taken". Only this computer can ask, and only for what
    lies in the folder: links that lead out of it are not followed.
    """
    if not folder.is_dir():
        raise BadInput("folder-missing", folder=str(folder))
    handler = functools.partial(_Handler, directory=str(folder.resolve()))
    try:
        return Server(_Loopback((_HOST, port), handler))
    except OSError as error:
        raise BadInput("port-taken", port=port, reason=error.strerror or "") from error


class _Loopback(http.server.ThreadingHTTPServer):
    daemon_threads = True
    # the port of a server just closed is free at once; another's is not taken from it
    allow_reuse_address = os.name == "posix"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of one folder, never cached, never listed."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **_TYPES}

    def end_headers(self) -> None:
        """Say that nothing of this is to be kept, and that a file is what its type says."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_head(self) -> object:  # type: ignore[override]  # its own type is a private protocol
        """Answer for a file within the folder, asked for by this computer's own name."""
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in (_HOST, "localhost"):
            # a page elsewhere whose name is made to point here must not read the site
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        if not self._within():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A folder without a front page is not there."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard output and error are the program's."""

    def _within(self) -> bool:
        """Whether the asked-for file truly lies in the folder and is not hidden."""
        asked = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        if any(part.startswith(".") for part in asked.split("/")) or "\0" in asked:
            return False
        root = Path(self.directory)
        return Path(self.translate_path(self.path)).resolve().is_relative_to(root)

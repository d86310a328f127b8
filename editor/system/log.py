"""The log file and the report a user can copy: neither holds a secret or a word of an article."""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from editor import __version__
from editor.model.errors import EditorError

_ROTATE_BYTES = 1_000_000
_OLDER_FILES = 3
_ROOT = Path(__file__).resolve().parents[2]


class _Late(logging.Handler):
    """Begins the file with the first line: what that needs takes 15 ms to load, which a start has not."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from editor.system.log_file import LogFile

            try:
                self._file = LogFile(self._path, _ROTATE_BYTES, _OLDER_FILES)
            except OSError:
                return  # a folder that cannot be written costs the log and nothing else
            self._file.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class _Formatter(logging.Formatter):
    """Lines without secrets; an exception by its place, since its message may quote the article."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return _place(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        from editor.system.redaction import redact

        record.exc_text = None  # another handler may have left the whole message there
        return redact(super().format(record))


def set_up_log(path: Path) -> None:
    """Log to a file that starts anew every megabyte, uncaught exceptions too.

    A folder that cannot be written costs the log and nothing else.
    """
    root = logging.getLogger()
    for handler in [known for known in root.handlers if isinstance(known, _Late)]:
        root.removeHandler(handler)
        handler.close()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return
    root.addHandler(_Late(path))
    root.setLevel(logging.INFO)
    for chatty in ("httpx", "httpcore", "PIL", "alembic", "markdown", "MARKDOWN"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread


def report(error: BaseException) -> str:
    """What a user can copy and send: versions, and where it failed; no secret, no text, no name."""
    import platform

    from editor.system.redaction import redact

    lines = (
        f"Standfirst {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
        "",
        _place(error),
    )
    return redact("\n".join(lines))


def _place(error: BaseException) -> str:
    """The exception and what led to it: kinds, codes, files, lines and functions."""
    import traceback

    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__, limit=-40)
        ]
        parts.append("\n".join([*frames, _name(current)]))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nwhich came of:\n".join(parts)


def _name(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, EditorError):
        return f"{kind}: {error.code}"
    if isinstance(error, OSError) and error.strerror:
        return f"{kind}: {error.strerror}"
    code = getattr(error, "sqlite_errorname", None)
    return f"{kind}: {code}" if isinstance(code, str) else kind


def _short(filename: str) -> str:
    """The file from the program's or the library's own folder on: paths hold people's names."""
    path = Path(filename)
    if path.is_relative_to(_ROOT / "editor"):
        return path.relative_to(_ROOT).as_posix()
    parts = path.parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return "/".join(parts[-2:])


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("editor").critical("uncaught", exc_info=(kind, error, trace))
    sys.stderr.write(report(error) + "\n")


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _on_uncaught(args.exc_type, args.exc_value, args.exc_traceback)

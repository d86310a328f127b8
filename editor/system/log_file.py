"""The file that the log is written to."""

import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path


class LogFile(RotatingFileHandler):
    """A log file for its owner's eyes alone; a full disk is no reason to stop writing articles."""

    def __init__(self, path: Path, most: int, older: int) -> None:
        """It starts anew after `most` bytes, and keeps so many `older` ones. Raises `OSError`."""
        super().__init__(path, maxBytes=most, backupCount=older, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        Path(self.baseFilename).chmod(0o600)
        return stream

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: there is no better place to say it."""

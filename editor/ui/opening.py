"""Opening a file, whatever is in it: in the background where it is long, and asked first where it is odd."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from editor.model.draft import Draft
from editor.model.errors import BadInput, EditorError
from editor.model.finding import Finding
from editor.services import drafting as files
from editor.services.drafting import Drafting, FileQuestion
from editor.text import file_text
from editor.ui.heading_title import put_back
from editor.ui.window_frame import WindowFrame
from editor.ui.wording import said
from editor.ui.writing.pasting.fitting import LONG_LINE, longest_line, with_lines_broken

AT_ONCE = 64_000  # bytes: less is read and parsed within a tenth of a second
SAY_AFTER_MS = 400


class _Taken(NamedTuple):
    """What a file gave; `longest` is the length of a line that must be asked about first.

    `above` is the heading that became the title.
    """

    found: Draft | FileQuestion | None
    notes: tuple[Finding, ...] = ()
    longest: int = 0
    above: str = ""


class Opening(QObject):
    """One file that is opened; `then` hears what came of it. It deletes itself."""

    def __init__(
        self, window: WindowFrame, path: Path, then: Callable[[Draft | FileQuestion], None]
    ) -> None:
        super().__init__(window)
        self._window, self._path, self._then = window, path, then
        self._said = False
        self._was: Draft | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SAY_AFTER_MS)
        self._waiting.timeout.connect(self._say_waiting)

    def begin(self, broken: bool | None = None) -> None:
        """Read it; `broken` is whether long lines are to be broken, None where nobody was asked."""
        drafting, path = self._window.services.drafting, self._path
        self._window.article.flush()
        self._was = self._window.article.draft
        if files.size_of(path) <= AT_ONCE:
            try:
                taken = _take(drafting, path, broken)
            except EditorError as error:
                self._on_failed(error)
            else:
                self._on_taken(taken)
            return
        self._waiting.start()
        self._window.tasks.run(
            lambda _job: _take(drafting, path, broken), self, self._on_taken, self._on_failed
        )

    def _say_waiting(self) -> None:
        text = self.tr("Opening {file}…").format(file=self._path.name)
        self._window.banner.say(text, "note", sticky=True)
        self._said = True

    def _on_taken(self, taken: _Taken) -> None:
        self._stop_waiting()
        if taken.found is None:
            from editor.ui.writing.pasting.long_line_sheet import LongLineSheet

            sheet = LongLineSheet(self._window, taken.longest, lambda broken: self.begin(broken))
            sheet.open(sheet.go)
            return
        found = taken.found
        self._window.attempt(lambda: self._then(self._beside_what_is_open(found)))
        self._say(taken.notes, found, taken.above)
        self.deleteLater()

    def _say(self, notes: tuple[Finding, ...], found: Draft | FileQuestion, above: str) -> None:
        """Say what the writer must know of how the file was read."""
        if not notes and not above:
            return
        words = [said(note.code, note.detail) for note in notes]
        texts = [*(one.what for one in words), *(one.then for one in words[:1])]
        buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
        if above and isinstance(found, Draft):
            text = self.tr("“{title}”, the heading that the text began with, is its title now.")
            texts.append(text.format(title=found.title))
            back = partial(put_back, self._window, found.title, above)
            buttons = ((self.tr("Put it back"), back),)
        self._window.banner.say(" ".join(texts), "warning" if notes else "note", buttons)

    def _beside_what_is_open(self, found: Draft | FileQuestion) -> Draft | FileQuestion:
        """What was found; a question where its article was written in while the file was read."""
        ours = self._window.article.draft
        if isinstance(found, FileQuestion) or ours is None or ours.id != found.id:
            return found
        if ours == self._was:
            return found
        self._window.services.drafting.save(ours)  # the file's text was kept over it
        if found in (ours, self._was):
            return ours
        return FileQuestion(self._path.resolve(), ours, found)

    def _on_failed(self, error: Exception) -> None:
        self._stop_waiting()
        self.deleteLater()
        self._window.say(error)

    def _stop_waiting(self) -> None:
        self._waiting.stop()
        if self._said:
            self._window.banner.hide()


def _take(drafting: Drafting, path: Path, broken: bool | None) -> _Taken:
    """Read a file and keep it in the library, in any thread. Raises `BadInput`, `StorageFailed`."""
    if files.size_of(path) > files.LARGEST:
        raise BadInput("file-too-large", file=path.name, most=files.LARGEST // 1_000_000)
    longest = longest_line(file_text.read(files.read_bytes(path), path.name).text)
    if longest > LONG_LINE and broken is None:
        return _Taken(None, longest=longest)
    notes = files.how_read(path)
    found = drafting.open_file(path, guess=True)
    above = files.title_above(path, found) if isinstance(found, Draft) else ""
    if broken and isinstance(found, Draft):
        found = replace(found, body=with_lines_broken(found.body))
        drafting.save(found)
    return _Taken(found, notes, above=above)

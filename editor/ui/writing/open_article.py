"""The article that is open: what the writer changes, kept on the disk within a second."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from editor.model.draft import Draft
from editor.model.errors import StorageFailed
from editor.ui.tasks import Job, Tasks
from editor.ui.writing.article_text import ArticleText, Setting
from editor.ui.writing.autosave import Autosave
from editor.ui.writing.text_edit import TextEdit

if TYPE_CHECKING:
    from editor.model.site import Site
    from editor.services.drafting import Counts, Drafting

KEPT_TEXTS = 12
COUNT_MS = 400
# until the text of another article is drawn, which takes the longer, the longer it is
OPENED_MS, LETTERS_A_MS = 60, 4000


class OpenArticle(QObject):
    """Holds the open draft, puts the text's changes into it, saves it and counts its words.

    `copied` tells of the copy of a text that another program had written over the open article,
    `words_kept` that the library has now learnt how many words it has.
    """

    opened = Signal()
    changed = Signal(str)
    counted = Signal(object)
    saved = Signal()
    save_failed = Signal(object)
    copied = Signal(object)
    words_kept = Signal()

    def __init__(
        self, drafting: "Drafting", tasks: Tasks, text: TextEdit, parent: QObject, letters: int
    ) -> None:
        """`letters` is the size of body text in pixels."""
        super().__init__(parent)
        self._drafting, self._tasks, self._text = drafting, tasks, text
        self._draft: Draft | None = None
        self._opened: Draft | None = None  # as it was in the library
        self._copies: list[Draft] = []
        self._stale = False
        self._trashed = False
        self.site: Site | None = None
        self.counts: Counts | None = None
        self.letters = letters
        self._texts: OrderedDict[UUID, ArticleText] = OrderedDict()
        self._autosave = Autosave(self._take, tasks, self)
        self._autosave.saved.connect(self._on_saved)
        self._autosave.failed.connect(self.save_failed)
        self._counting: Job[Counts] | None = None
        self._again = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._count)
        # what follows from a key comes once the key itself is drawn
        self._drawn = QTimer(self)
        self._drawn.setSingleShot(True)
        self._drawn.setInterval(0)
        self._drawn.timeout.connect(self._touch_body)
        text.edited.connect(self._on_text_edited)

    @property
    def draft(self) -> Draft | None:
        """The draft with everything that was typed."""
        if self._draft is not None and self._stale:
            self._stale = False
            self._draft = replace(self._draft, body=self._text.body())
        return self._draft

    @property
    def trashed(self) -> bool:
        """Whether it lies in the trash, where it cannot be written in."""
        return self._trashed

    @property
    def scale(self) -> float:
        """How much larger than usual the writer wants the text."""
        return self.letters / 17

    def show(self, draft: Draft, *, trashed: bool = False, early: bool = False) -> None:
        """Open `draft`; what was open is saved first. Raises `StorageFailed` from looking up its site.

        `early`: the library is not open yet, and its site is looked up by `arrive`.
        """
        self.flush()
        site = None if early else self._drafting.site_of(draft.id)
        self._draft, self._stale, self._trashed, self.site = draft, False, trashed, site
        self._opened = draft
        article = self._article_text(draft)
        self._draft = replace(draft, body=article.body())
        self.counts = None
        self.opened.emit()
        # its text is seen first, and at the start the window
        seen = OPENED_MS + len(draft.body) // LETTERS_A_MS
        self._later.start(COUNT_MS if early else min(COUNT_MS, seen))

    def arrive(self) -> None:
        """The library is open now. Raises `StorageFailed`."""
        if self._draft is not None:
            self.site = self._drafting.site_of(self._draft.id)

    def close(self) -> None:
        """Nothing is open any more."""
        self.flush()
        self._draft, self._stale, self.site, self.counts = None, False, None, None

    def forget(self, draft_id: UUID) -> None:
        """The article is deleted for good."""
        if self._draft is not None and self._draft.id == draft_id:
            self._autosave.forget()
            self._drawn.stop()
            self._draft = None
            self._stale = False
        self._texts.pop(draft_id, None)

    def text_of(self, draft: Draft) -> ArticleText:
        """The text of the open draft, set as its language and the writer's text size want it."""
        kept = self._texts.get(draft.id)
        if kept is not None and kept.setting == Setting.of(draft.language, self.scale):
            return kept
        return self._article_text(draft)

    def edit(self, field: str, value: object) -> None:
        """Change a field of the draft by its name."""
        draft = self.draft
        if draft is None or self._trashed:
            return
        changed = replace(draft, **{field: value})  # type: ignore[arg-type]  # fields by name
        if changed == draft:
            return
        self._draft = changed
        self._touch(field)
        if field == "language":
            self.opened.emit()

    def choose_site(self, site: "Site | None") -> None:
        """Mean it for `site`."""
        if self._draft is not None:
            self._drafting.choose_site(self._draft.id, site)
        self.site = site
        self.changed.emit("site")

    def flush(self) -> bool:
        """Save now; False when that failed."""
        self._catch_up()
        return self._autosave.flush()

    @property
    def dirty(self) -> bool:
        """Whether something is not on the disk."""
        self._catch_up()
        return self._autosave.dirty

    def _article_text(self, draft: Draft) -> ArticleText:
        setting = Setting.of(draft.language, self.scale)
        kept = self._texts.get(draft.id)
        if kept is not None and kept.body() == draft.body:
            kept.change(setting)
            self._texts.move_to_end(draft.id)
            return kept
        made = ArticleText(draft.id, draft.body, setting, self)
        if kept is not None:
            kept.deleteLater()  # once it is no longer shown
        self._texts[draft.id] = made
        while len(self._texts) > KEPT_TEXTS:
            _, oldest = self._texts.popitem(last=False)
            if oldest is not self._text.article:
                oldest.deleteLater()
        return made

    def _on_text_edited(self) -> None:
        if self._draft is not None and not self._trashed:
            self._stale = True
            self._drawn.start()

    def _catch_up(self) -> None:
        if self._drawn.isActive():
            self._drawn.stop()
            self._touch_body()

    def _touch_body(self) -> None:
        self._touch("body")

    def _touch(self, field: str) -> None:
        self._autosave.touch()
        if not self._later.isActive():
            self._later.start(COUNT_MS)
        self.changed.emit(field)

    def _take(self) -> Callable[[], None]:
        draft, drafting = self.draft, self._drafting
        words = self.counts.all if self.counts is not None else None
        opened, copies = self._opened, self._copies

        def write() -> None:
            if draft is not None and (copy := drafting.save(draft, words, opened)) is not None:
                copies.append(copy)

        return write

    def _on_saved(self) -> None:
        self.saved.emit()
        while self._copies:
            self.copied.emit(self._copies.pop())
        self._keep_words()

    def _keep_words(self) -> None:
        """Once both the text is saved and its words are counted, whichever was first, keep the number."""
        draft, counts, drafting = self._draft, self.counts, self._drafting
        soon = self._counting or self._later.isActive() or self._drawn.isActive()
        if draft is None or counts is None or soon or self._autosave.dirty:
            return
        self._tasks.run(
            lambda _job: drafting.keep_words(draft.id, counts.all),
            self,
            lambda new: self.words_kept.emit() if new else None,
            self._on_words_not_kept,
        )

    def _on_words_not_kept(self, error: Exception) -> None:
        if not isinstance(
            error, StorageFailed
        ):  # the next save says so, and the next count is kept
            raise error

    def _count(self) -> None:
        draft = self.draft
        if draft is None:
            return
        if self._counting is not None:
            self._again = True
            return
        self._counting = self._tasks.run(
            lambda _job: self._drafting.words(draft), self, self._on_counted, self._on_not_counted
        )

    def _on_counted(self, made: "Counts") -> None:
        self._counting = None
        if self._again:
            self._again = False
            self._count()
            return
        if self._draft is not None:
            self.counts = made
            self.counted.emit(made)
            self._keep_words()

    def _on_not_counted(self, error: Exception) -> None:
        self._counting = None
        self._again = False
        raise error

"""What the writer does with the open article: format, cut, illustrate, keep in a file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import BadInput, EditorError
from editor.ui.controls.sheet import Sheet
from editor.ui.formatting_desk import FormattingDesk
from editor.ui.library_desk import LibraryDesk
from editor.ui.window_frame import WindowFrame
from editor.ui.writing.title_fields import GrowingField

if TYPE_CHECKING:
    from editor.services.drafting import FileQuestion, Keep
    from editor.ui.pasting_desk import PastingDesk

# what the field with the focus does itself, by the names of the actions
CLIPBOARD = {"clip-cut": "cut", "copy": "copy", "paste": "paste", "select-all": "selectAll"}
PICTURES = "*.png *.jpg *.jpeg *.gif *.webp *.avif *.bmp *.tif *.tiff"


class WritingDesk(QObject):
    """Connects the editor, the head and the details with the open article."""

    def __init__(self, window: WindowFrame, library: LibraryDesk) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._drafting = window.services.drafting
        self._editor = window.editor
        self._text = window.editor.text
        self.formatting = FormattingDesk(window)
        self._questions: list[FileQuestion] = []
        self._waiting_for: Sheet | None = None
        self._pasting: PastingDesk | None = None
        self._connect()

    def _connect(self) -> None:
        window, head = self._window, self._editor.head
        article = window.article
        head.title_edited.connect(lambda text: article.edit("title", text))
        head.subtitle_edited.connect(lambda text: article.edit("subtitle", text))
        head.byline_edited.connect(self._on_byline)
        head.access_wanted.connect(lambda: window.go_to("access"))
        self._editor.cut_line.access_wanted.connect(lambda: window.go_to("access"))
        head.authors_wanted.connect(window.open_authors)
        window.inspector.edited.connect(article.edit)
        window.inspector.cut_wanted.connect(self._go_to_cut)
        window.inspector.picture_wanted.connect(lambda: self._choose_for(self._on_featured))
        window.inspector.social_picture_wanted.connect(lambda: self._choose_for(self._on_social))
        window.status.copy_wanted.connect(self.save_copy)
        window.find_bar.found.connect(lambda: self._editor.reveal(self._text.cursorRect()))
        self._text.handed_in.connect(lambda source: self.pasting().take(source))
        self._text.left.connect(article.flush)
        self._text.long_step_began.connect(self._on_long_step)
        for name, do in self._commands():
            window.on(name, do)

    def _commands(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return (
            ("image", self._choose_picture),
            ("private-note", self._private_note),
            ("cut", self._cut),
            ("go-cut", self._go_to_cut),
            ("undo", self._undo),
            ("redo", self._redo),
            *((name, partial(self._clip, name)) for name in CLIPBOARD),
            ("paste-plain", lambda: self.pasting().paste_plain()),
            ("find", self._find),
            ("replace", lambda: self._find(replacing=True)),
            ("find-next", lambda: self._window.find_bar.step(forward=True)),
            ("find-previous", lambda: self._window.find_bar.step(forward=False)),
            ("snippet", lambda: _texts().insert_snippet(self._window)),
            ("save-snippet", lambda: _texts().save_snippet(self._window)),
            ("new-from-template", lambda: _texts().new_from_template(self._window, self._library)),
            ("save-template", lambda: _texts().save_template(self._window)),
            ("open-file", self._choose_file),
            ("save", self._save_file),
            ("save-as", self._save_as),
            ("save-copy", self.save_copy),
        )

    # the draft shown

    def show_draft(self, draft: Draft) -> None:
        """Fill head and details."""
        self._editor.head.show_access(draft.access)
        self.refresh_byline()
        self._say_title(draft)
        if (article := self._text.article) is not None and article.under_way is not None:
            self.pasting().show_filling(article.under_way)

    def on_changed(self, field: str) -> None:
        """A field of the draft changed: bring the other views of it in step."""
        if field == "body":
            return  # each key comes here, and reading the whole text takes a while
        draft = self._window.article.draft
        if draft is None:
            return
        if field == "access":
            self._editor.head.show_access(draft.access)
            if (counts := self._window.article.counts) is not None:
                self._editor.show_counts(draft.access, counts.free, counts.all)
        if field == "authors":
            self.refresh_byline()
        if field == "language":
            self._window.status.show_language(draft.language)
        if field == "title":
            self._say_title(draft)
        self._window.inspector.show_draft(draft, self._window.article.site)

    def refresh_byline(self) -> None:
        """Show the authors as their profiles are now."""
        draft = self._window.article.draft
        if draft is None:
            return
        if not self._window.ready:
            # the row is there, so that nothing moves when the names come
            self._editor.head.show_byline((), draft.authors, (), lambda _profile: None)
            return
        accounts = self._window.services.accounts
        self._window.attempt(
            lambda: self._editor.head.show_byline(
                self._drafting.byline(draft), draft.authors, accounts.authors(), accounts.avatar
            )
        )
        self._window.preview.refresh()

    def _say_title(self, draft: Draft) -> None:
        name = draft.title or self.tr("Untitled")
        self._window.setWindowTitle(f"{name} – Standfirst")

    def _on_byline(self, slugs: tuple[str, ...]) -> None:
        self._window.article.edit("authors", slugs)

    def _writable(self) -> bool:
        return not self._text.isReadOnly()

    def _private_note(self) -> None:
        from editor.ui.writing.formatting.note_command import toggle_note

        body = self._text.body()
        self._window.attempt(lambda: self._text.change(lambda cursor: toggle_note(cursor, body)))
        self._editor.focus_text()

    def _find(self, *, replacing: bool = False) -> None:
        self._window.show_side(0)
        self._window.find_bar.open_bar(replacing=replacing)

    def _cut(self) -> None:
        if self._writable():
            self._text.cut_at_caret()
            self._editor.arrange()

    def _go_to_cut(self) -> None:
        self._window.body.close_over()
        if not self._editor.go_to_cut():
            self._editor.focus_text()

    def _undo(self) -> None:
        field = self._focused_field()
        if field:
            field.undo()
        elif self._writable():
            self._text.undo_step()

    def _on_long_step(self, back: bool) -> None:
        article = self._text.article
        if article is not None and article.under_way is not None:
            self.pasting().show_walk(article.under_way, back=back)

    def _redo(self) -> None:
        field = self._focused_field()
        if field:
            field.redo()
        elif self._writable():
            self._text.redo_step()

    def _clip(self, name: str) -> None:
        do = getattr(QApplication.focusWidget(), CLIPBOARD[name], None)
        (do or getattr(self._text, CLIPBOARD[name]))()

    def pasting(self) -> "PastingDesk":
        """What takes in what is pasted and dropped; made when first there is something."""
        from editor.ui.pasting_desk import PastingDesk

        if self._pasting is None:
            self._pasting = PastingDesk(self._window, self._library)
            self._pasting.file_wanted.connect(self.open_path)
        return self._pasting

    def stop_pasting(self) -> None:
        """Take back what still goes in."""
        if self._pasting is not None:
            self._pasting.stop()

    def _focused_field(self) -> GrowingField | None:
        head = self._editor.head
        return next((field for field in (head.title, head.subtitle) if field.hasFocus()), None)

    # pictures

    def _choose_picture(self) -> None:
        path = self._ask_for_picture()
        if path and self._writable():
            self.pasting().take_files((path,))

    def _ask_for_picture(self) -> Path | None:
        from editor.ui.controls.file_dialog import file_to_open

        kinds = f"{self.tr('Pictures')} ({PICTURES})"
        return file_to_open(self._window, self.tr("Choose a picture"), kinds)

    def _choose_for(self, done: Callable[[str], None]) -> None:
        path = self._ask_for_picture()
        draft = self._window.article.draft
        if path is None or draft is None:
            return
        from editor.ui.writing.pasting.offer import picture_bytes

        data = picture_bytes(path)
        self._window.tasks.run(
            lambda _job: self._drafting.add_picture(draft.id, data, path.name),
            self,
            done,
            self._window.say,
        )

    def _on_featured(self, name: str) -> None:
        draft = self._window.article.draft
        if draft is None:
            return
        image = replace(draft.image, file=name) if draft.image else FeaturedImage(name)
        self._window.article.edit("image", image)

    def _on_social(self, name: str) -> None:
        draft = self._window.article.draft
        if draft is not None:
            self._window.article.edit("social", replace(draft.social, image=name))

    # files

    def _choose_file(self) -> None:
        from editor.ui.controls.file_dialog import file_to_open

        kinds = self.tr("Markdown") + " (*.md *.markdown *.txt)"
        path = file_to_open(self._window, self.tr("Open a file"), kinds)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Take a Markdown file in and open it; where both sides changed, ask."""
        from editor.ui.opening import Opening

        Opening(self._window, path, self._on_taken_in).begin()

    def _on_taken_in(self, found: "Draft | FileQuestion") -> None:
        if isinstance(found, Draft):
            self._reopen(found)
        else:
            self._library.open(found.ours.id)
            self._ask(found)

    def _reopen(self, draft: Draft) -> None:
        self._library.show(draft)  # what was open may have been in the trash
        self._editor.focus_text()
        self._library.refresh()

    def _save_file(self) -> None:
        draft = self._window.article.draft
        if draft is None or not self._window.article.flush():
            return

        def write() -> None:
            done = self._drafting.write_file(draft.id)
            if done is None or isinstance(done, Path):
                self._window.status.show_saved()
                self._window.status.saved.setToolTip("" if done is None else str(done))
            else:
                self._ask(done)

        self._window.attempt(write)

    def _save_as(self) -> None:
        draft = self._window.article.draft
        path = self._ask_where(draft) if draft is not None else None
        if draft is not None and path is not None and self._window.article.flush():
            self._window.attempt(lambda: self._drafting.save_as(draft.id, path))

    def save_copy(self) -> None:
        """Write the text as it stands to a file anywhere, whatever state the library is in."""
        from editor.services.drafting import write_text
        from editor.text import front_matter

        draft = self._window.article.draft
        path = self._ask_where(draft) if draft is not None else None
        if draft is not None and path is not None:
            self._window.attempt(lambda: write_text(path, front_matter.write(draft)))

    def _ask_where(self, draft: Draft) -> Path | None:
        from editor.services.drafting import proposed_slug
        from editor.ui.controls.file_dialog import file_to_write

        kinds, proposed = self.tr("Markdown") + " (*.md)", f"{proposed_slug(draft)}.md"
        path = file_to_write(self._window, self.tr("Save as"), kinds, proposed)
        return path.with_suffix(".md") if path is not None and not path.suffix else path

    def check_file(self) -> None:
        """The window came to the front: was the article's file changed by another program?"""
        draft = self._window.article.draft
        if draft is None or self._questions or self._window.sheet() is not None:
            return
        if not self._window.article.flush():
            return
        try:
            question = self._drafting.file_changed(draft.id)
        except BadInput as error:
            self._window.say(error)
            return
        except EditorError:
            return  # the library says so itself when it is written to
        if question is not None:
            self._ask(question)

    def _ask(self, question: "FileQuestion") -> None:
        """Ask which text is kept, one article after the other, once no other sheet is open."""
        asked = [one for one in self._questions if one.ours.id != question.ours.id]
        self._questions = [*asked, question]
        self._ask_next()

    def _ask_next(self) -> None:
        if not self._questions:
            return
        if (before := self._window.sheet()) is not None:
            if self._waiting_for is not before:
                self._waiting_for = before
                # once what it does is done, which may show another article
                before.closed.connect(self._ask_next, Qt.ConnectionType.QueuedConnection)
            return
        from editor.ui.writing.question_sheet import KeepSheet

        question = self._questions.pop(0)
        draft = self._window.article.draft
        if draft is None or draft.id != question.ours.id:
            self._library.open(question.ours.id)
        sheet = KeepSheet(self._window, question, lambda keep: self._resolve(question, keep))
        sheet.open()
        self._waiting_for = sheet
        sheet.closed.connect(self._ask_next, Qt.ConnectionType.QueuedConnection)

    def _resolve(self, question: "FileQuestion", keep: "Keep") -> None:
        self._window.attempt(lambda: self._reopen(self._drafting.resolve(question, keep)))

    def may_lose(self) -> bool:
        """The window closes and the text is not on the disk: offer a copy once more."""
        self.save_copy()
        return False


def _texts() -> ModuleType:
    """The commands for snippets and templates, once one of them is wanted."""
    from editor.ui import snippet_commands

    return snippet_commands

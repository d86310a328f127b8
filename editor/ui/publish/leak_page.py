"""The page that nobody wants to see: what got out, where, whether it is back, and the one fix."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.model.audience import Gate
from editor.model.publication import Leak, Receipt, Sight
from editor.model.remedy import remedy
from editor.model.status import Status
from editor.render.leaked import leaked_run
from editor.services.planning import Plan
from editor.ui.controls.appearance import MONO_FAMILIES, color, font
from editor.ui.controls.sheet_page import Column, Columns, SheetPage
from editor.ui.controls.widgets import Button, Card, Glyph, Pill, Rule, label
from editor.ui.publish.outcome import told_of
from editor.ui.publish.sight_cells import (
    clean_surfaces,
    leaked_pictures,
    leaked_words,
    leaking_surfaces,
    surfaces_seen,
)
from editor.ui.publish.sights_table import SightsTable
from editor.ui.publish.steps_list import StepsList
from editor.ui.publish.words import leaked_text
from editor.ui.wording import (
    audience_name,
    locked_words,
    number,
    plural,
    said,
    surface_name,
    tr,
    words,
)


def taken_back(receipt: Receipt) -> bool:
    """Whether the article was put back to draft and read back as one, and strangers find it no more."""
    tried = any(step.code == "retract" for step in receipt.steps)
    return receipt.taken_back if tried else receipt.status is Status.DRAFT


def _made(receipt: Receipt) -> Status:
    """What the site made of it when it was sent."""
    made = [step.detail for step in receipt.steps if step.code == "public"]
    return Status.SCHEDULED if Status.SCHEDULED.value in made else Status.PUBLISHED


class Markup(QFrame):
    """The markup a leak stood in, with the leaked words underlined."""

    def __init__(self, leak: Leak) -> None:
        super().__init__()
        self.setObjectName("markup")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        self._leak = leak
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setFont(font(12, families=MONO_FAMILIES))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(tr("Leaked: {quote}").format(quote=leak.quote))
        box.addWidget(self.text)
        self._paint()

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]  # the stub wants QEvent, which it is
        if hasattr(self, "text"):
            self._paint()

    def _paint(self) -> None:
        before, run, after = leaked_run(self._leak)
        plain, bad = color("text3").name(), color("bad").name()
        shown = (
            f'<span style="color:{plain}">{escape(before)}</span>'
            f'<span style="color:{bad};background:{color("bad_soft").name()};font-weight:600">'
            f"<u>{escape(run)}</u></span>"
            f'<span style="color:{plain}">{escape(after)}</span>'
        )
        if self.text.text() != shown:
            self.text.setText(shown)


class LeakPage(SheetPage):
    """What got out, word for word; the steps; the fix."""

    copy_chosen = Signal()
    export_chosen = Signal()
    earlier_wanted = Signal(object)
    leave_chosen = Signal()
    fix_chosen = Signal()
    open_site_chosen = Signal()
    undo_chosen = Signal()
    place_chosen = Signal(str)

    def __init__(
        self, plan: Plan, receipt: Receipt, *, others: bool = False, earlier: bool = False
    ) -> None:
        """`others` says that there are more receipts of it; one that is `earlier` is there to be read."""
        back = taken_back(receipt)
        self._tried = any(step.code == "retract" for step in receipt.steps)
        places = len(leaking_surfaces(receipt))
        pictures, leaked = leaked_pictures(receipt.sights), leaked_words(receipt)
        got_out = (
            plural("Paid text got out in one place.", "Paid text got out in {n} places.", places)
            if leaked
            else plural(
                "A paid picture got out in one place.",
                "Paid pictures got out in {n} places.",
                places,
            )
        )
        state = tr("The post is a draft again.") if back else tr("It is still on the site.")
        if receipt.put_back and not back:
            state = tr("The version before is there again.")
        super().__init__(f"{got_out} {state}")
        self._plan, self.receipt, self._back = plan, receipt, back
        self._others, self._past = others, earlier
        self.subtitle = told_of(plan, receipt, earlier=earlier)
        self.glyph = ("warning-circle-fill", "bad")
        self.tone = "bad"
        locked = locked_words(plan.draft.access, receipt.paid_words)
        text = tr("{leaked} of {locked} leaked").format(leaked=number(leaked), locked=locked)
        if pictures:
            shown = leaked_text(0, pictures)
            text = f"{text}, {shown}" if leaked else shown
        pill = Pill(text, "bad")
        pill.setProperty("big", True)
        self.aside = (pill,)
        self.set_columns(Columns(self._make_left(), self._make_right(), 320, second_above=True))
        self._make_foot()

    def _make_left(self) -> QWidget:
        left = Column((0, 16, 0, 16), 0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 14)
        top.setSpacing(4)
        top.addWidget(label(tr("Steps"), "heading"))
        self.steps = StepsList(gated=self._plan.article.gated, status=_made(self.receipt))
        self.steps.show_steps(self.receipt.steps)
        top.addWidget(self.steps)
        left.box.addLayout(top)
        left.box.addWidget(Rule())
        left.box.addLayout(self._make_state())
        if not (self._back or self._past):
            holder = QVBoxLayout()
            holder.setContentsMargins(48, 10, 24, 0)
            holder.setSpacing(8)
            left_edge = Qt.AlignmentFlag.AlignLeading
            if not self._tried:
                self.undo = Button(tr("Put it back to draft"), "danger")
                self.undo.clicked.connect(self.undo_chosen)
                holder.addWidget(self.undo, 0, left_edge)
            self.site = Button(tr("Open the site"), "", "arrow-square-out")
            self.site.clicked.connect(self.open_site_chosen)
            holder.addWidget(self.site, 0, left_edge)
            left.box.addLayout(holder)
        left.box.addStretch(1)
        return left

    def _make_state(self) -> QHBoxLayout:
        """Whether it is back, said only as far as it was read back."""
        restored = self.receipt.put_back and not self._back
        if self._back:
            state = tr("Held back as a draft")
            more = tr("Nobody can open the address now. Your text here is unchanged.")
        elif restored and not self._tried:
            state = tr("Readers have the version before it")
            more = tr("It was read back and looked at, and shows no locked words. Your text here is "
                      "unchanged.")  # fmt: skip
        else:
            state = tr("It is public")
            if self._tried:
                state = tr("Could not put it back to draft. Do it on the site now")
            more = tr("The article can be read at its address. Your text here is unchanged.")
        row = QHBoxLayout()
        row.setContentsMargins(24, 14, 24, 0)
        row.setSpacing(8)
        held = self._back or restored
        name, role = ("lock-simple", "text2") if held else ("warning-fill", "bad")
        row.addWidget(Glyph(name, role, 16), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.state = label(state, "heading", wrap=True)
        texts.addWidget(self.state)
        texts.addWidget(label(more, "small", wrap=True))
        row.addLayout(texts, 1)
        return row

    def _make_right(self) -> QWidget:
        right = Column((24, 16, 24, 16), 8)
        head = QHBoxLayout()
        head.addWidget(label(tr("What the live article showed"), "heading"), 1)
        clean = tr("{clean} of {all} surfaces clean").format(
            clean=clean_surfaces(self.receipt), all=len(surfaces_seen(self.receipt))
        )
        head.addWidget(label(clean, "small"))
        right.box.addLayout(head)
        self.table = SightsTable(self.receipt)
        right.box.addWidget(self.table)
        right.box.addSpacing(4)
        right.box.addWidget(self._make_leaks())
        right.box.addStretch(1)
        return right

    def _make_leaks(self) -> Card:
        card = Card()
        card.setProperty("tone", "bad")
        box = QVBoxLayout()
        box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(tr("What got out"), "bad-heading"))
        head.addWidget(label(tr("word for word, where it was found"), "small"), 1)
        self.show_place = Button(tr("Show in article"), "link")
        self.show_place.clicked.connect(self._on_show_place)
        head.addWidget(self.show_place)
        box.addLayout(head)
        for sight, leak in _once(self.receipt.sights):
            where = f"{surface_name(sight.surface)} · {audience_name(sight.audience)} · {sight.url}"
            what = leak.picture or words(leak.words)
            box.addWidget(label(f"{where} · {what}", "small", wrap=True))
            box.addWidget(Markup(leak))
        card.add(box, margins=(16, 12, 16, 12))
        fix = QVBoxLayout()
        fix.setSpacing(2)
        gate = self._plan.site.gate
        what, then = said(remedy(gate, self.receipt), {})
        fix.addWidget(label(what, "heading", wrap=True))
        text = tr("With the teaser-only gate the locked part never reaches the site.")
        if gate is not Gate.TEASER_ONLY:
            then = f"{then} {text}"
        fix.addWidget(label(then, "small", wrap=True))
        card.add(fix, margins=(16, 12, 16, 12))
        return card

    def _make_foot(self) -> None:
        self.copy = Button(tr("Copy report"), "", "copy")
        self.copy.clicked.connect(self.copy_chosen)
        self.export = Button(tr("Export…"))
        self.export.clicked.connect(self.export_chosen)
        self.earlier = Button(tr("Earlier…"))
        self.earlier.clicked.connect(lambda: self.earlier_wanted.emit(self.earlier))
        draft = self._back and not self._past
        self.leave = Button(tr("Leave as draft") if draft else tr("Close"))
        self.leave.clicked.connect(self.leave_chosen)
        self.fix = Button(tr("Send the teaser only and publish again"), "primary")
        self.fix.clicked.connect(self.fix_chosen)
        can_fix = self._plan.site.gate is not Gate.TEASER_ONLY and not self._past
        earlier, fix = (self.earlier,) * self._others, (self.fix,) * can_fix
        self.foot = (self.copy, self.export, *earlier, 0, self.leave, *fix)
        self.default = None  # nothing is published again by a stray Enter
        self.first = self.leave

    def _on_show_place(self) -> None:
        self.place_chosen.emit(f"line:{_line_of(self._plan.draft.body, self.receipt.leaks[0])}")


def _once(sights: tuple[Sight, ...]) -> tuple[tuple[Sight, Leak], ...]:
    """Each leak once for each surface, though several readers or addresses showed it."""
    found: dict[tuple[object, str], tuple[Sight, Leak]] = {}
    for sight in sights:
        for leak in sight.leaks:
            found.setdefault((sight.surface, leak.quote), (sight, leak))
    return tuple(found.values())


def _line_of(body: str, leak: Leak) -> int:
    """The 1-based line of the draft with the leaked picture, or where most of the leaked words stand."""
    told = [leak.picture] if leak.picture else leak.quote.split()[:6]
    lines = body.split("\n")
    best = max(range(len(lines)), key=lambda at: (sum(w in lines[at] for w in told), -at))
    return best + 1

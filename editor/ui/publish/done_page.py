"""The third page of publishing: what was published, and what a stranger sees of it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.model.audience import Audience, Gate
from editor.model.publication import Receipt, Step, StepState
from editor.model.status import Status
from editor.services.planning import Plan
from editor.ui.controls.sheet_page import Column, Columns, SheetPage
from editor.ui.controls.widgets import Button, Card, Glyph, Pill, Rule, label
from editor.ui.publish.clocks import Clocks
from editor.ui.publish.outcome import HELD, due_of, heading, is_odd, look_detail, told_of
from editor.ui.publish.receipt_card import ReceiptCard
from editor.ui.publish.sight_cells import leaked_words, teaser_missing
from editor.ui.publish.sights_table import SightsTable
from editor.ui.publish.steps_list import StepsList
from editor.ui.wording import due_time, locked_words, number, said, tr


class DonePage(SheetPage):
    """Steps, receipt and what the live article shows."""

    undo_chosen = Signal()
    look_chosen = Signal()
    copy_receipt_chosen = Signal()
    export_chosen = Signal()
    earlier_wanted = Signal(object)
    copy_link_chosen = Signal()
    open_chosen = Signal()
    folder_chosen = Signal()
    done_chosen = Signal()

    def __init__(
        self,
        plan: Plan,
        receipt: Receipt,
        passphrase: Callable[[], str] | None = None,
        *,
        others: bool = False,
        earlier: bool = False,
    ) -> None:
        """`others` says that there are more receipts of it; one that is `earlier` is there to be read."""
        super().__init__("")
        self.receipt = receipt
        self._others = others
        self._past = earlier or receipt.taken_back
        self._plan = plan
        self._public = receipt.status is Status.PUBLISHED
        self._looked = self._public or receipt.status in HELD
        self._looked = self._looked or (self._past and bool(receipt.sights))
        self._due = due_of(plan, receipt) if receipt.status is Status.SCHEDULED else None
        self._local = plan.site.kind == "folder"
        self.subtitle = told_of(plan, receipt, earlier=earlier)
        left, right = self._make_left(passphrase), self._make_right()
        self.set_columns(Columns(left, right, 344, second_above=True))
        self._make_foot()
        self._show_heading()

    def _make_left(self, passphrase: Callable[[], str] | None) -> QWidget:
        plan, receipt = self._plan, self.receipt
        left = Column((0, 16, 0, 16), 0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 2, 24, 12)
        top.setSpacing(4)
        top.addWidget(label(tr("Steps"), "heading"))
        came = plan.status if receipt.status is Status.DRAFT else receipt.status
        self.steps = StepsList(gated=plan.article.gated, status=came)
        for step in receipt.steps:
            if step.code == "look" and step.state is StepState.DONE:
                step = replace(step, detail=look_detail(receipt))
            if step.code == "public" and self._due is not None:
                step = replace(step, detail=due_time(self._due))
            self.steps.show_step(step)
        if receipt.status is Status.PENDING:
            self.steps.show_step(Step("look", StepState.SKIPPED))
        top.addWidget(self.steps)
        left.box.addLayout(top)
        left.box.addWidget(Rule())
        left.box.addSpacing(12)
        sealed = self._local and plan.site.gate is Gate.SEALED and plan.article.gated
        self.card = ReceiptCard(
            receipt,
            folder=plan.site.address if self._local else "",
            passphrase=passphrase if sealed else None,
            others=self._others,
        )
        self.card.copy_chosen.connect(self.copy_receipt_chosen)
        self.card.export_chosen.connect(self.export_chosen)
        self.card.earlier_wanted.connect(self.earlier_wanted)
        left.box.addWidget(self.card)
        left.box.addStretch(1)
        return left

    def _make_right(self) -> QWidget:
        right = Column((24, 16, 24, 16), 8)
        if not self._looked:
            right.box.addWidget(label(tr("What readers see"), "heading"))
            text = tr(
                "Nothing yet: it is not public, so there is nothing to look at. Publish it from "
                "here whenever you are ready."
            )
            if self.receipt.status is Status.PENDING:
                text = tr("Nothing until an editor of {site} lets it through.").format(
                    site=self._plan.site.name
                )
            right.box.addWidget(label(text, "second", wrap=True))
            right.box.addStretch(1)
            return right
        if not (self._public or self._past):
            self._add_held(right.box)
        shown = tr("What the live article shows") if self._public else tr("What strangers see now")
        if self._past:
            shown = tr("What was seen before")
        head = QHBoxLayout()
        self._shown = label(shown, "heading")
        head.addWidget(self._shown, 1)
        self.again = Button(tr("Look again"), "", "arrow-clockwise", compact=True)
        self.again.clicked.connect(self.look_chosen)
        head.addWidget(self.again)
        if self._past:
            self.again.hide()
        right.box.addLayout(head)
        self.table = SightsTable(self.receipt)
        right.box.addWidget(self.table)
        self._entitled_place = QVBoxLayout()
        right.box.addLayout(self._entitled_place)
        self._show_entitled()
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        right.box.addWidget(self.problem)
        if self.receipt.unled:
            right.box.addWidget(label(" ".join(said("old-address-lost", {})), "bad", wrap=True))
        if self._public:
            right.box.addWidget(label(self._footnote(), "hint", wrap=True))
        right.box.addStretch(1)
        return right

    def _add_held(self, box: QVBoxLayout) -> None:
        """Say who sees it, and until when."""
        text = tr("Nobody else can find it there. It stays so until you change it.")
        if self._due is not None:
            box.addWidget(label(tr("When it appears"), "heading"))
            clocks = Clocks()
            clocks.show_moment(self._due, self._plan.site.zone, moving=False)
            box.addWidget(clocks)
            text = tr(
                "Nobody but editors sees it until then. It is looked at again once it is public."
            )
        box.addWidget(label(text, "second", wrap=True))
        box.addSpacing(6)

    def _show_entitled(self) -> None:
        sights = [s for s in self.receipt.sights if s.audience is Audience.PAID]
        while self._entitled_place.count():
            item = self._entitled_place.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if not sights:
            return
        seen = max(sight.words for sight in sights)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Glyph("key"))
        row.addWidget(label(tr("Paid member"), "heading"))
        text = tr("saw {seen} of {all} words on the page").format(
            seen=number(seen), all=number(self._plan.article.all_words)
        )
        row.addWidget(label(text, "second"), 1)
        complete = all(sight.checked for sight in sights)
        row.addWidget(
            Glyph("check-bold" if complete else "minus-circle", "good" if complete else "text2", 14)
        )
        row.addWidget(
            label(
                tr("Complete") if complete else tr("Not checked"), "good" if complete else "second"
            )
        )
        card = Card()
        card.add(row)
        self._entitled_place.addWidget(card)

    def _footnote(self) -> str:
        again = tr("It is looked at again after a minute and after an hour.")
        if not self._plan.article.gated:
            seen = tr(
                "Visitor: no cookies, no login. The article is open, so nothing is held back."
            )
            return f"{seen} {again}"
        locked = locked_words(self._plan.draft.access, self.receipt.paid_words)
        seen = tr(
            "Visitor: no cookies, no login. Every run of six words from the {locked} was searched "
            "for in each answer."
        ).format(locked=locked)
        return f"{seen} {again}"

    def _make_foot(self) -> None:
        self.undo = Button(tr("Undo (back to draft)"), "", "arrow-counter-clockwise")
        self.undo.clicked.connect(self.undo_chosen)
        self.copy_link = Button(tr("Copy link"), "", "link-simple")
        self.copy_link.clicked.connect(self.copy_link_chosen)
        self.open = Button(tr("Open in browser"), "", "arrow-square-out")
        self.open.clicked.connect(self.open_chosen)
        self.folder = Button(tr("Open folder"), "", "folder-open")
        self.folder.clicked.connect(self.folder_chosen)
        self.done = Button(tr("Done"), "primary")
        self.done.clicked.connect(self.done_chosen)
        self._lay_foot()
        self.default = self.done
        self.first = self.done

    def _lay_foot(self) -> None:
        folder = (self.folder,) if self._local else ()
        if self._past:
            self.foot = (0, *folder, self.done)
        elif self._looked and not self._public:
            self.foot = (self.undo, 0, *folder, self.done)
        elif self._public:
            link = () if self._local else (self.copy_link,)
            self.foot = (self.undo, 0, *folder, *link, self.open, self.done)
        else:
            self.foot = (0, *folder, self.done)

    def _show_heading(self) -> None:
        receipt = self.receipt
        self.title = heading(self._plan, receipt)
        unsure = self._looked and (receipt.unchecked or not receipt.sights)
        if unsure or (self._public and teaser_missing(receipt)) or is_odd(receipt) or receipt.unled:
            self.glyph = ("warning-fill", "warning")
        elif self._due is not None:
            self.glyph = ("clock", "text2")
        else:
            self.glyph = ("shield-check", "good") if self._public else ("check-circle-fill", "good")
        self.aside = ()
        if self._looked and self._plan.article.gated and receipt.sights:
            locked = locked_words(self._plan.draft.access, receipt.paid_words)
            text = tr("{leaked} of {locked} leaked").format(
                leaked=number(leaked_words(receipt)), locked=locked
            )
            pill = Pill(text, "good" if not receipt.unchecked else "warning")
            pill.setProperty("big", True)
            self.aside = (pill,)

    def show_looking(self) -> None:
        """A new look is under way."""
        self.again.setEnabled(False)
        self.again.setText(tr("Looking…"))

    def show_receipt(self, receipt: Receipt) -> None:
        """Show what a new look found."""
        self.receipt = receipt
        self.again.setEnabled(True)
        self.again.setText(tr("Look again"))
        self.table.show_receipt(receipt)
        self._show_entitled()
        self._show_heading()
        self.changed.emit()

    def show_problem(self, text: str) -> None:
        """Say what did not work; everything else stays as it is."""
        if self._looked:
            self.again.setEnabled(True)
            self.again.setText(tr("Look again"))
            self.problem.setText(text)
            self.problem.setVisible(bool(text))

    def show_taken_back(self) -> None:
        """The article is a draft again."""
        self._past = True
        self.title = tr("Back to draft. Nobody else can read it now.")
        self.glyph = ("check-circle-fill", "good")
        self.aside = ()
        self.again.hide()
        self._shown.setText(tr("What was seen before"))
        self.table.setEnabled(False)
        self._lay_foot()
        self.first = self.done
        self.changed.emit()

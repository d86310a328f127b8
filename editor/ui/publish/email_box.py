"""Whether the site mails the article, and to whom: nobody until it is ticked by hand, each time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from editor.cms.port import Newsletter
from editor.model.audience import Audience, Gate, Surface
from editor.model.exposure import Portion, portion
from editor.model.mailing import NOBODY, Mailing, Segment
from editor.model.status import Status
from editor.services.planning import Plan, mailed_before
from editor.ui.controls.widgets import CheckBox, label
from editor.ui.wording import number, people, tr, words

_CHOICES = (Segment.ALL, Segment.FREE, Segment.PAID)


class EmailBox(QWidget):
    """One box, whom to mail where the site says who there is, and what each reader gets of it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._newsletters: tuple[Newsletter, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(label(tr("Email"), "heading"))
        box.addSpacing(6)
        self.box = CheckBox("")
        self.box.setProperty("role", "medium")
        self.box.clicked.connect(self._on_chosen)
        box.addWidget(self.box)
        inset = QVBoxLayout()
        inset.setContentsMargins(24, 2, 0, 0)
        inset.setSpacing(8)
        self.newsletter, self.segment = QComboBox(), QComboBox()
        self.newsletter.setAccessibleName(tr("Newsletter"))
        self.segment.setAccessibleName(tr("Who is mailed"))
        for field in (self.newsletter, self.segment):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.activated.connect(self._on_chosen)
            inset.addWidget(field)
        self.says = label("", "small", wrap=True)
        inset.addWidget(self.says)
        box.addLayout(inset)
        self._show()

    @property
    def mailing(self) -> Mailing | None:
        """Whom to mail; None while no plan says what was asked before."""
        if self._plan is None:
            return None
        if not (self.box.isEnabled() and self.box.isChecked()):
            return NOBODY
        if not self._newsletters:
            return self._plan.post.email or Mailing(Segment.ALL)
        segment = Segment(self.segment.currentData() or Segment.ALL)
        return Mailing(segment, str(self.newsletter.currentData() or ""))

    def show_plan(self, plan: Plan) -> None:
        """Say who would get what; an update mails nobody."""
        if self._plan is None:
            self.box.setChecked(bool(plan.post.email))
        self._plan = plan
        self._show()

    def show_newsletters(self, newsletters: tuple[Newsletter, ...]) -> None:
        """Offer what the site has; where it does not say, it mails all its subscribers."""
        asked = self._plan.post.email if self._plan else NOBODY
        if newsletters != self._newsletters:
            self._newsletters = newsletters
            self.newsletter.clear()
            for one in newsletters:
                self.newsletter.addItem(one.name, one.slug)
            if asked.newsletter and self.newsletter.findData(asked.newsletter) < 0:
                # what was chosen is not in use any more: nothing else is chosen in its place
                self.newsletter.addItem(asked.newsletter, asked.newsletter)
            self.newsletter.setCurrentIndex(max(0, self.newsletter.findData(asked.newsletter)))
            self._fill_segments(asked.segment)
        self._show()

    def _on_chosen(self) -> None:
        self._fill_segments(self.segment.currentData())
        self._show()
        self.chosen.emit()

    @property
    def _newsletter(self) -> Newsletter | None:
        at = self.newsletter.currentIndex()
        return self._newsletters[at] if 0 <= at < len(self._newsletters) else None

    def _fill_segments(self, chosen: object) -> None:
        """Whom the newsletter reaches, with how many."""
        self.segment.clear()
        there = self._newsletter or Newsletter("", "")
        for one in _CHOICES if self._newsletters else ():
            self.segment.addItem(_segment(one, there), one)
        self.segment.setCurrentIndex(max(0, self.segment.findData(chosen)))

    def _show(self) -> None:
        plan, reason = self._plan, ""
        if plan is not None:
            reason = _reason(plan)
            self.box.setEnabled(not reason)
            if reason:
                self.box.setChecked(False)
        ticked = self.box.isChecked()
        self.newsletter.setVisible(ticked and self.newsletter.count() > 1)
        self.segment.setVisible(ticked and bool(self._newsletters))
        there, mailing = self._newsletter, self.mailing or NOBODY
        count = there.reached(mailing.segment) if there and ticked else None
        text = tr("Email this to the site’s subscribers")
        if count is not None:
            text = tr("Email this to {people}").format(people=people(count))
        self.box.setText(text)
        if plan is not None:
            shown = mailing or Mailing(Segment.ALL)
            lines = [reason] if reason else [*_portions(plan, shown, there), _for_good(plan)]
            self.says.setText("\n".join(lines))
            self.box.setAccessibleDescription(" ".join(lines))


def _reason(plan: Plan) -> str:
    """Why it cannot be mailed, "" where it can."""
    if plan.live:
        return tr("It is public already, and a site mails only at the moment of publishing.")
    if mailed := mailed_before(plan.publication):
        text = tr("It was mailed to {people} already, and a site mails each article once.")
        return text.format(people=people(mailed.count))
    if plan.draft.private:
        return tr("Nobody but the site’s editors sees a private article.")
    if _share(plan, Audience.PAID) is Portion.NOTHING:
        return tr("The password hides the free part too, so there is nothing to mail.")
    return ""


def _segment(segment: Segment, newsletter: Newsletter) -> str:
    count = newsletter.reached(segment)
    match segment:
        case Segment.FREE:
            name = tr("Free members")
        case Segment.PAID:
            name = tr("Paid members")
        case _:
            name = tr("All its subscribers")
    return name if count is None else f"{name} · {number(count)}"


def _share(plan: Plan, audience: Audience) -> Portion:
    return portion(plan.site.gate, plan.draft.access, audience, Surface.EMAIL)


def _portions(plan: Plan, mailing: Mailing, there: Newsletter | None) -> list[str]:
    """What those who pay and those who do not are mailed, with how many they are."""
    free = words(plan.article.free_words)
    whole = words(plan.article.all_words)
    paid, member = (_share(plan, one) is Portion.WHOLE for one in (Audience.PAID, Audience.MEMBER))
    if paid is member:
        if paid:
            return [tr("Everybody mailed gets all {words}.").format(words=whole)]
        return [tr("Everybody mailed gets the {words} above the cut.").format(words=free)]
    if plan.site.gate is Gate.PAYWALL and plan.post.plans:
        text = tr(
            "Members of its tiers get all {all}; everybody else gets {words} and the subscribe box."
        )
        return [text.format(all=whole, words=free)]
    lines = []
    if mailing.reaches(Audience.PAID):
        texts = (
            tr("Paid members get all {words}."),
            tr("{n} paid member gets all {words}."),
            tr("{n} paid members get all {words}."),
        )
        lines.append(_counted(texts, there.paid if there else None, whole))
    if mailing.reaches(Audience.MEMBER):
        texts = (
            tr("Members get {words} and the subscribe box."),
            tr("{n} free member gets {words} and the subscribe box."),
            tr("{n} free members get {words} and the subscribe box."),
        )
        lines.append(_counted(texts, there.free if there else None, free))
    return lines


def _counted(texts: tuple[str, str, str], count: int | None, amount: str) -> str:
    """That of `texts` for a number that is not known, for one and for many."""
    text = texts[0] if count is None else texts[1] if count == 1 else texts[2]
    return text.format(n=number(count or 0), words=amount)


def _for_good(plan: Plan) -> str:
    if plan.status is Status.SCHEDULED:
        return tr("Goes out when the post does, and cannot be called back then.")
    return tr("Goes out with the post and cannot be called back.")

"""Whether the site mails the article to its subscribers: off until it is ticked by hand, once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.model.audience import Audience, Surface
from editor.model.exposure import Portion, portion
from editor.model.publication import Status
from editor.services.planning import Plan
from editor.ui.controls.widgets import CheckBox, label
from editor.ui.wording import tr, words


class EmailBox(QWidget):
    """One box, what each reader gets in the mail, and why it cannot be ticked where it cannot."""

    ticked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(label(tr("Email"), "heading"))
        box.addSpacing(6)
        self.box = CheckBox(tr("Email this to the site’s subscribers"))
        self.box.setProperty("role", "medium")
        self.box.clicked.connect(lambda on: self.ticked.emit(bool(on)))
        box.addWidget(self.box)
        inset = QVBoxLayout()
        inset.setContentsMargins(24, 0, 0, 0)
        self._shown = False
        self.says = label("", "small", wrap=True)
        inset.addWidget(self.says)
        box.addLayout(inset)

    @property
    def on(self) -> bool | None:
        """Whether it is to be mailed; None while no plan says what was asked before."""
        return self.box.isEnabled() and self.box.isChecked() if self._shown else None

    def show_plan(self, plan: Plan) -> None:
        """Say who would get what; an update mails nobody."""
        if not self._shown:
            self.box.setChecked(plan.post.email)
        self._shown = True
        reason = ""
        if plan.live:
            reason = tr("It is public already, and a site mails only at the moment of publishing.")
        elif plan.draft.private:
            reason = tr("Nobody but the site’s editors sees a private article.")
        elif _share(plan, Audience.PAID) is Portion.NOTHING:
            reason = tr("The password hides the free part too, so there is nothing to mail.")
        self.box.setEnabled(not reason)
        if reason:
            self.box.setChecked(False)
        lines = [reason] if reason else [*_portions(plan), _for_good(plan)]
        self.says.setText("\n".join(lines))
        self.box.setAccessibleDescription(" ".join(lines))


def _share(plan: Plan, audience: Audience) -> Portion:
    return portion(plan.site.gate, plan.draft.access, audience, Surface.EMAIL)


def _portions(plan: Plan) -> list[str]:
    """What those who pay and those who do not are mailed."""
    free = words(plan.article.free_words)
    whole = words(plan.article.all_words)
    paid, member = (_share(plan, one) is Portion.WHOLE for one in (Audience.PAID, Audience.MEMBER))
    if member:
        return [tr("Every subscriber gets all {words}.").format(words=whole)]
    if not paid:
        return [tr("Every subscriber gets the {words} above the cut.").format(words=free)]
    return [
        tr("Paid members get all {words}.").format(words=whole),
        tr("Members get {words} and the subscribe box.").format(words=free),
    ]


def _for_good(plan: Plan) -> str:
    if plan.status is Status.SCHEDULED:
        return tr("Goes out when the post does, and cannot be called back then.")
    return tr("Goes out with the post and cannot be called back.")

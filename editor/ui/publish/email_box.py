"""Whether the site mails the article to its subscribers: off until it is ticked by hand."""

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
        self.says = label("", "small", wrap=True)
        inset.addWidget(self.says)
        box.addLayout(inset)

    @property
    def on(self) -> bool:
        """Whether it is to be mailed."""
        return self.box.isEnabled() and self.box.isChecked()

    def show_plan(self, plan: Plan) -> None:
        """Say who would get what; an update mails nobody."""
        reason = ""
        if plan.live:
            reason = tr("It is public already, and a site mails only at the moment of publishing.")
        elif plan.draft.private:
            reason = tr("Nobody but the site’s editors sees a private article.")
        self.box.setEnabled(not reason)
        if reason:
            self.box.setChecked(False)
        lines = [reason] if reason else [*_portions(plan), _for_good(plan)]
        self.says.setText("\n".join(lines))
        self.box.setAccessibleDescription(" ".join(lines))


def _portions(plan: Plan) -> list[str]:
    article, access = plan.article, plan.draft.access
    amounts = {
        audience: article.all_words
        if portion(plan.site.gate, access, audience, Surface.EMAIL) is Portion.WHOLE
        else article.free_words
        for audience in (Audience.PAID, Audience.MEMBER)
    }
    paid, member = amounts[Audience.PAID], amounts[Audience.MEMBER]
    if paid == member == article.all_words:
        return [tr("Every subscriber gets all {words}.").format(words=words(paid))]
    if paid == member:
        return [tr("Every subscriber gets the {words} above the cut.").format(words=words(paid))]
    return [
        tr("Paid members get all {words}.").format(words=words(paid)),
        tr("Members get {words} and the subscribe box.").format(words=words(member)),
    ]


def _for_good(plan: Plan) -> str:
    if plan.status is Status.SCHEDULED:
        return tr("Goes out when the post does, and cannot be called back then.")
    return tr("Goes out with the post and cannot be called back.")

"""What a site can do: how trying it out went, which gates hold there, and what we may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from editor.cms.port import Account, Capabilities, Feature, GateState, Right
from editor.services.trying_out import Trial, rights_in_words
from editor.ui.controls.widgets import Button, Card, Glyph, label
from editor.ui.sites.site_parts import beside_first_line
from editor.ui.wording import gate_name, said, tr

_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_YES, _NO, _OPEN = ("check-bold", "good"), ("minus", "text3"), ("circle-dashed", "text3")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a column: an icon in a colour, what it is about, and a hint below, "" for none."""

    icon: tuple[str, str]
    text: str
    hint: str = ""


class Abilities(Card):
    """What trying it out has told; before that, what a site of its kind can hold."""

    again_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What this site can do"))
        self.again = Button(tr("Test again"), "link")
        self.again.clicked.connect(self.again_chosen)

    def show_trial(self, trial: Trial | None, capabilities: Capabilities) -> None:
        """Show what was found out, and what the kind can hold."""
        self.clear()
        self.again = Button(tr("Test again") if trial else tr("Test now"), "link")
        self.again.clicked.connect(self.again_chosen)
        head = QVBoxLayout()
        head.setSpacing(6)
        line = self._head(trial)
        line.addWidget(self.again)
        head.addLayout(line)
        if trial is not None:
            head.addLayout(_rights_line(trial.account))
        self.add(head, margins=(16, 8, 16, 8))
        account = trial.account if trial else None
        columns = QHBoxLayout()
        columns.setSpacing(24)
        gates = [_gate(state) for state in account.gates] if account else []
        gates = gates or [Fact(_OPEN, gate_name(gate)) for gate in capabilities.gates]
        columns.addLayout(_column(tr("Ways to hold back locked text"), gates), 1)
        columns.addLayout(_column(tr("Everything else"), list(_facts(account, capabilities))), 1)
        self.add(columns, margins=(16, 10, 16, 12))

    @staticmethod
    def _head(trial: Trial | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        if trial is None:
            line.addWidget(Glyph("circle-dashed"))
            line.addWidget(label(tr("Not tested since Standfirst started"), "second"), 1)
        elif trial.seconds is None:
            line.addWidget(Glyph("x-circle-fill", "bad"))
            line.addWidget(label(tr("No draft could be tried"), "heading"), 1)
        else:
            line.addWidget(Glyph("check-circle-fill", "good"))
            line.addWidget(label(tr("Test passed"), "heading"))
            what = tr("a draft was created, read back and deleted in {seconds} s")
            seconds = QLocale().toString(trial.seconds, "f", 1)
            line.addWidget(label(what.format(seconds=seconds), "second"), 1)
        return line


def _rights_line(account: Account) -> QHBoxLayout:
    code = rights_in_words(account)[0]
    glyph = {
        "rights-publish": ("user", "text2"),
        "rights-review": ("warning-fill", "warning"),
        "rights-none": ("x-circle-fill", "bad"),
    }[code]
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Glyph(*glyph))
    who = ", ".join(filter(None, (account.user, role_name(account.role))))
    what, then = said(code, {})
    line.addWidget(label(f"{who}: {what} {then}" if who else f"{what} {then}", wrap=True), 1)
    return line


def _column(title: str, facts: list[Fact]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(label(title, "list-heading"))
    for fact in facts:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addLayout(beside_first_line(Glyph(*fact.icon, 14)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(fact.text, "medium" if fact.icon == _YES else "second", wrap=True))
        if fact.hint:
            words.addWidget(label(fact.hint, "small", wrap=True))
        line.addLayout(words, 1)
        column.addLayout(line)
    column.addStretch(1)
    return column


def _gate(state: GateState) -> Fact:
    if not state.holds:
        return Fact(_NO, gate_name(state.gate), said(state.why, {"site": tr("The site")}).what)
    names = ", ".join(tier.name or str(tier.id) for tier in state.tiers)
    found = tr("Plan found: {names}") if len(state.tiers) == 1 else tr("Plans found: {names}")
    return Fact(_YES, gate_name(state.gate), found.format(names=names) if names else "")


def _facts(account: Account | None, capabilities: Capabilities) -> Iterator[Fact]:
    """What a site of the kind holds, and what of it is not for our account."""
    features = capabilities.features
    rights = frozenset(Right) if account is None or account.rights is None else account.rights

    def fact(has: bool, text: str) -> Fact:
        held = _YES if account else _OPEN
        return Fact(held if has else _NO, text)

    def lacking(right: Right, text: str, code: str) -> Iterator[Fact]:
        if right not in rights:
            yield Fact(_NO, text, said(code, {}).then)

    if Right.PUBLISH not in rights:
        yield fact(True, tr("Drafts that an editor publishes"))
    elif Feature.SCHEDULE in features:
        yield fact(True, tr("Drafts, schedule, update in place"))
    else:
        yield fact(True, tr("Drafts, update in place"))
    yield from lacking(Right.UPDATE, tr("Changing what is public"), "rights-no-update")
    if Right.PICTURES in rights:
        yield fact({Feature.FEATURED_IMAGE, Feature.ALT_TEXT} <= features, _pictures(capabilities))
    yield from lacking(Right.PICTURES, tr("Images"), "rights-no-pictures")
    both = Feature.CATEGORIES in features or Feature.TAGS not in features
    if Right.TAGS in rights:
        yield fact(Feature.TAGS in features, tr("Tags and categories") if both else tr("Tags"))
    yield from lacking(Right.TAGS, tr("Tags"), "rights-no-tags")
    yield from lacking(Right.ACCESS, tr("Saying who may read"), "rights-no-access")
    yield from lacking(Right.CATEGORIES, tr("New categories"), "rights-no-categories")
    if Feature.NEWSLETTER in features:
        yield fact(Right.PUBLISH in rights, tr("Email to members"))
    talks = Feature.COMMENTS in features
    excerpt = tr("Excerpt of its own, comments, earlier dates")
    yield fact(
        Feature.EXCERPT in features, excerpt if talks else tr("Excerpt of its own, earlier dates")
    )
    told = {Feature.SEO, Feature.SOCIAL, Feature.CANONICAL} <= features
    yield fact(told, tr("Search and social texts, canonical address"))
    bios = tr("Bios sent to the site’s users")
    written = tr("Author and bio written into the page")
    if Feature.AUTHOR_BIO not in features:
        yield fact(True, written)
    elif Right.BIOS in rights:
        yield fact(True, bios)
    yield from lacking(Right.BIOS, bios, "rights-no-bios")
    if Feature.CO_AUTHORS in features and Right.OTHERS in rights:
        yield fact(True, tr("Several authors for one article"))
    yield from lacking(Right.OTHERS, tr("Writing in the name of others"), "rights-no-others")
    yield from lacking(Right.ANY_HTML, tr("Scripts and frames in raw HTML"), "rights-no-any-html")


def _pictures(capabilities: Capabilities) -> str:
    size = capabilities.max_picture_bytes
    if size is None:
        return tr("Images with alternative text")
    most = QLocale().formattedDataSize(size, 0, _SI)
    return tr("Images up to {size}, with alternative text").format(size=most)


def role_name(role: str) -> str:
    """A role there as the window calls it: "author" is Author; one of the site's own as it is."""
    known = {
        "owner": tr("Owner"),
        "administrator": tr("Administrator"),
        "super editor": tr("Super Editor"),
        "editor": tr("Editor"),
        "author": tr("Author"),
        "contributor": tr("Contributor"),
        "subscriber": tr("Subscriber"),
    }
    return known.get(role.lower(), role.replace("_", " ").capitalize())

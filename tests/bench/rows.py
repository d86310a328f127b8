"""The rows of the table: what each says, what it should be, and when it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.bench.figures import Figure

OURS, RETEXT, GHOSTWRITER = "Standfirst", "ReText", "ghostwriter"
ALL, SHOWING, PLAIN = (OURS, RETEXT, GHOSTWRITER), (OURS, GHOSTWRITER), (OURS, RETEXT)
EIGHTH = 8


class Rule(StrEnum):
    """What binds."""

    KEYS = "no later than ReText, an eighth of ghostwriter"
    FIRST = "before both"
    GOAL = "the goal"
    NONE = ""


@dataclass(frozen=True)
class Row:
    """One line: `judged` names the number of a figure that counts, `goal` what it may be at most."""

    name: str
    title: str
    judged: str = "p95"
    goal: float | None = None
    rule: Rule = Rule.GOAL
    unit: str = "ms"
    who: tuple[str, ...] = (OURS,)

    def value(self, figure: Figure) -> float:
        """The number that counts."""
        return {"p50": figure.p50, "p95": figure.p95, "most": figure.most}[self.judged]

    def held(self, figures: Mapping[str, Figure]) -> bool | None:
        """Whether what binds is so; None where that cannot be said."""
        found = {name: self.value(one) for name, one in figures.items() if not one.failed}
        if OURS in figures and figures[OURS].failed:
            return False
        if OURS not in found or self.rule is Rule.NONE:
            return None
        ours = found[OURS]
        if self.rule is Rule.GOAL:
            return None if self.goal is None else ours <= self.goal
        least = [found[RETEXT]] if RETEXT in found else []
        if GHOSTWRITER in found:
            share = EIGHTH if self.rule is Rule.KEYS else 1
            least.append(found[GHOSTWRITER] / share)
        return all(ours <= one for one in least) if least else None


ROWS = (
    Row("keys-5k", "key → pixel, preview shown, 5,000 words", goal=2.5, rule=Rule.KEYS, who=ALL),
    Row(
        "keys-100k-start",
        "key → pixel, 100,000 words, at the start",
        goal=6,
        rule=Rule.KEYS,
        who=ALL,
    ),
    Row(
        "keys-100k-middle",
        "key → pixel, 100,000 words, in the middle",
        goal=6,
        rule=Rule.KEYS,
        who=ALL,
    ),
    Row("keys-100k-end", "key → pixel, 100,000 words, at the end", goal=6, rule=Rule.KEYS, who=ALL),
    Row(
        "keys-paragraph",
        "key → pixel, in a paragraph of 3,000 words",
        goal=10,
        rule=Rule.KEYS,
        who=ALL,
    ),
    Row("keys-arabic", "key → pixel, 5,000 words from right to left", rule=Rule.KEYS, who=ALL),
    Row("keys-pictures", "key → pixel, 300 pictures", rule=Rule.KEYS, who=ALL),
    Row("keys-footnotes", "key → pixel, 1,000 footnotes", rule=Rule.KEYS, who=ALL),
    Row("fast-5k", "fast typing, 30 keys back to back: the latest key", "most", 16, who=ALL),
    Row("preview-5k", "key → preview pixel, 5,000 words", goal=50, rule=Rule.FIRST, who=SHOWING),
    Row("preview-5k-visitor", "the same as a visitor, whose page is checked", goal=50),
    Row("preview-100k", "key → preview pixel, 100,000 words", goal=80),
    Row("switch-5k", "preview switched to another audience, 5,000 words", goal=80),
    Row("start", "process start → window takes keys, 5,000 words", "p50", 500, Rule.FIRST, who=ALL),
    Row("start-last", "the same with the article that was open last", "p50", 500),
    Row("open-100k", "opening a draft of 100,000 words until it takes keys", "p50", 150),
    Row(
        "memory-shown", "memory, preview shown, after 200 keys", "most", 400, unit="MB", who=SHOWING
    ),
    Row(
        "memory-never",
        "memory, preview never opened, after 200 keys",
        "most",
        140,
        unit="MB",
        who=PLAIN,
    ),
    Row("growth", "growth of memory over 10,000 keys", "most", 10, unit="MB"),
    Row("save-5k", "saving, of the window's thread, 5,000 words", goal=5),
    Row("save-100k", "saving, of the window's thread, 100,000 words", goal=15),
    Row("read-whole", "reading the whole article, 5,000 words", "p50", rule=Rule.NONE),
    Row("read-edit", "the preview's page after one edit, 5,000 words", "p50", rule=Rule.NONE),
)
NAMED = {row.name: row for row in ROWS}

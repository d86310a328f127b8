"""docs/speed.md: the table of what was measured, between two marks of the page."""

from collections.abc import Mapping
from pathlib import Path

from tests.bench.figures import Figure, Figures
from tests.bench.machine import describe
from tests.bench.rows import GHOSTWRITER, OURS, RETEXT, ROWS, Row, Rule

PAGE = Path(__file__).parents[2] / "docs" / "speed.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
HELD = {True: "yes", False: "**no**", None: "–"}
HEAD = (
    "| | goal | Standfirst | ReText | ghostwriter | ReText ÷ ours | ghostwriter ÷ ours | held |",
    "|---|---|---|---|---|---|---|---|",
)


def write_table(figures: Figures, page: Path = PAGE) -> None:
    """Put the figures into the page."""
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{table(figures)}\n{END}{after}")


def table(figures: Figures) -> str:
    """The machine, and a line for each row."""
    lines = [line_of(row, figures.of(row.name)) for row in ROWS]
    busy = [one.busy for row in ROWS for one in figures.of(row.name).values()]
    told = describe(max(busy, default=0.0))
    notes = [
        f"{row.title}, {name}: {figure.failed}"
        for row in ROWS
        for name, figure in figures.of(row.name).items()
        if figure.failed
    ]
    said = ["", "Not measured:", "", *(f"- {note}." for note in notes)] if notes else []
    return "\n".join((told, "", *HEAD, *lines, *said))


def line_of(row: Row, found: Mapping[str, Figure]) -> str:
    """One row of the table."""
    ours = found.get(OURS)
    cells = [row.title, f"{number(row.goal)} {row.unit}" if row.goal is not None else "–"]
    cells += [told(row, found.get(name)) for name in (OURS, RETEXT, GHOSTWRITER)]
    for name in (RETEXT, GHOSTWRITER):
        other = found.get(name)
        if ours and other and not ours.failed and not other.failed and row.value(ours) > 0:
            cells.append(number(row.value(other) / row.value(ours)))
        else:
            cells.append("–")
    cells.append(verdict(row, found))
    return f"| {' | '.join(cells)} |"


def verdict(row: Row, found: Mapping[str, Figure]) -> str:
    """Whether what binds held, and where it is beside the goal whether that did."""
    said = HELD[row.held(found)]
    ours = found.get(OURS)
    if row.rule in (Rule.KEYS, Rule.FIRST) and row.goal is not None and ours and not ours.failed:
        said += ", goal too" if row.value(ours) <= row.goal else ", goal not"
    return said


def told(row: Row, figure: Figure | None) -> str:
    """A figure: half of them, nearly all of them, the latest; the one that counts in bold."""
    if figure is None:
        return "–"
    if figure.failed:
        return "not measured"
    if figure.count == 1:
        return f"**{number(figure.most)}**"
    numbers = {"p50": figure.p50, "p95": figure.p95, "most": figure.most}
    said = " / ".join(
        f"**{number(value)}**" if name == row.judged else number(value)
        for name, value in numbers.items()
    )
    keys = figure.count + figure.missed
    return f"{said} ({figure.missed} of {keys} not seen)" if figure.missed else said


def number(value: float) -> str:
    """Two digits, or all before the point."""
    return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"

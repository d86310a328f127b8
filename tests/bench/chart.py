"""docs/speed.svg: how long each program takes, a line a row, on a scale where each step is tenfold."""

import itertools
import math
from html import escape
from pathlib import Path

from tests.bench.figures import Figures
from tests.bench.rows import GHOSTWRITER, OURS, RETEXT, ROWS, Row
from tests.bench.table import number

FILE = Path(__file__).parents[2] / "docs" / "speed.svg"
WIDTH, LEFT, RIGHT = 960, 404, 28
TOP, STEP, BOTTOM = 92, 28, 44
LEAST, MOST = 1.0, 3000.0  # milliseconds
TICKS = (1, 3, 10, 30, 100, 300, 1000, 3000)
APART, GAP = ("preview-5k", "start", "save-5k"), 16
SIZES = {OURS: 6.5, RETEXT: 5, GHOSTWRITER: 5}
STYLE = """
svg { --text: #1e1d1b; --less: #595650; --line: #dfdcd5; --ours: #3450c4; --one: #c26a00; --other: #7d786f }
@media (prefers-color-scheme: dark) {
svg { --text: #ece9e3; --less: #b8b3a9; --line: #34322e; --ours: #a9b6ff; --one: #e6b454; --other: #9c968b }
}
text { font: 13px Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--text) }
.title { font-size: 17px; font-weight: 600 }
.less { fill: var(--less); font-size: 12px }
.value { font-weight: 600; fill: var(--ours); font-size: 12px }
.grid { stroke: var(--line) }
.reach { stroke: var(--line); stroke-width: 3; stroke-linecap: round }
.goal { stroke: var(--text); stroke-width: 1.5 }
.Standfirst { fill: var(--ours) } .ReText { fill: var(--one) } .ghostwriter { fill: var(--other) }
"""


def write_chart(figures: Figures, file: Path = FILE) -> None:
    """Draw what is measured in milliseconds."""
    file.write_text(chart(figures))


def chart(figures: Figures) -> str:
    """The drawing, which follows the reader's light or dark."""
    rows = [row for row in ROWS if row.unit == "ms" and _values(row, figures)]
    gaps = list(itertools.accumulate(GAP * (row.name in APART) for row in rows))
    height = TOP + STEP * len(rows) + max(gaps, default=0) + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="How long it takes, in milliseconds">',
        f"<style>{STYLE}</style>",
        _text(24, 32, "How long it takes", "title"),
        _text(24, 54, "milliseconds, each step about three times the one before", "less"),
        *_legend(),
        *_grid(height),
    ]
    for at, (row, gap) in enumerate(zip(rows, gaps, strict=True)):
        parts += _row(row, _values(row, figures), TOP + STEP * (at + 0.5) + gap)
    return "\n".join((*parts, "</svg>", ""))


def _values(row: Row, figures: Figures) -> dict[str, float]:
    found = figures.of(row.name)
    return {name: row.value(one) for name, one in found.items() if not one.failed}


def _row(row: Row, values: dict[str, float], y: float) -> list[str]:
    parts = [_text(LEFT - 20, y + 4.5, row.title, anchor="end")]
    places = {name: _x(value) for name, value in values.items()}
    if len(places) > 1:
        low, high = min(places.values()), max(places.values())
        parts.append(f'<line class="reach" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>')
    if row.goal is not None:
        x = _x(row.goal)
        parts.append(f'<line class="goal" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 9}" y2="{y + 9}"/>')
    for name in (GHOSTWRITER, RETEXT, OURS):
        if name in places:
            said = f"{name}: {number(values[name])} ms"
            parts.append(
                f'<circle class="{name}" cx="{places[name]:.1f}" cy="{y}" r="{SIZES[name]}">'
                f"<title>{escape(said)}</title></circle>"
            )
    if OURS in places:
        left = min(places.values())
        if row.goal is not None and left - 40 < _x(row.goal) < left:
            left = _x(row.goal)  # the number stands before both
        parts.append(_text(left - 12, y + 4.5, number(values[OURS]), "value", "end"))
    return parts


def _legend() -> list[str]:
    parts: list[str] = []
    for name, x in ((OURS, 582), (RETEXT, 688), (GHOSTWRITER, 770)):
        parts.append(f'<circle class="{name}" cx="{x}" cy="28" r="{SIZES[name]}"/>')
        parts.append(_text(x + 12, 32.5, name))
    parts.append('<line class="goal" x1="880" x2="880" y1="19" y2="37"/>')
    parts.append(_text(889, 32.5, "goal"))
    return parts


def _grid(height: float) -> list[str]:
    parts = []
    for tick in TICKS:
        x, low = _x(tick), height - BOTTOM + 6
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{low}"/>')
        parts.append(_text(x, low + 20, f"{tick:,}", "less", "middle"))
    return parts


def _x(value: float) -> float:
    share = math.log(min(max(value, LEAST), MOST) / LEAST) / math.log(MOST / LEAST)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    named = f' class="{style}"' if style else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
